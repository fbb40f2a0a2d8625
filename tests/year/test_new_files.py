"""What is put into the officer's folders is there whole, or not at all: also where the disk is too small."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from juesuan.model import editions
from juesuan.model.program_folders import TEMPLATES
from juesuan.model.year_folder import TEXTS, WORKBOOK
from juesuan.year import init, new_files, own_template
from tests.support import builder, water_office


def test_files_come_into_being_together(tmp_path: Path) -> None:
    new_files.put(tmp_path, {tmp_path / "甲": b"1", tmp_path / "乙": b"2"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"甲": b"1", "乙": b"2"}


def _limited(work: Callable[[], object], most: int) -> int:
    """The exit code of a process that does it where no file may have more bytes: 1 where that was told."""
    resource = pytest.importorskip("resource")
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        try:
            work()
            os._exit(0)
        except OSError:
            os._exit(1)
        finally:
            os._exit(2)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_an_empty_year_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "2021"
    assert _limited(lambda: init(folder, TEMPLATES / TEXTS), 30_000) == 1
    assert list(folder.rglob("*")) == []
    assert _limited(lambda: init(folder, TEMPLATES / TEXTS), 300_000) == 0
    assert {path.name for path in folder.iterdir()} == {WORKBOOK, TEXTS, "附件"}


def test_a_template_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = builder.write(tmp_path / "2021", water_office.department())
    assert _limited(lambda: own_template.copy(folder), 5_000) == 1
    assert list((folder / editions.OWN).iterdir()) == []
    assert _limited(lambda: own_template.copy(folder), 300_000) == 0
    assert len(list((folder / editions.OWN).iterdir())) == 2
