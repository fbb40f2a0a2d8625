"""Commands beside the making of a report, on disks of every size and on ones that cannot be written to."""

import contextlib
import errno
import io
import os
import shutil
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

import generate
from juesuan.app import cli
from juesuan.model import outputs
from juesuan.model.outcome import DONE, NOTHING
from juesuan.versions import store
from tests.support import disks, water_office
from tests.support.killing import killed
from tests.support.shelf import Shelf

KB = 1024
ROOM = 64 * KB * KB
HIDDEN = ".~"


class Case(Struct, frozen=True):
    """A command, with the folder below the office that it puts something into."""

    arguments: tuple[str, ...]
    place: str


CASES = {
    "restore": Case(("restore", "1"), "output/2021/留存/第1版"),
    "new": Case(("new", "2022"), "inputs/2022"),
    "init": Case(("init", "inputs/2023"), "inputs/2023"),
    "publish": Case(("publish",), "output/2021/公开网页"),
    "template": Case(("template", "inputs/2021"), "inputs/2021/版式"),
}


@pytest.fixture(scope="module")
def office(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("office")
    shelf.copy(root, water_office.department())
    return root


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param]


def run(root: Path, case: Case) -> tuple[int, str]:
    where = [f"--{name}={root / name}" for name in ("inputs", "output")]
    words = [str(root / word) if "/" in word else word for word in case.arguments]
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = cli.main([*words, *where], generate.make, generate.check)
    return code, said.getvalue()


def tree(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file() and not path.name.endswith(".lock"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def names(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def hidden(root: Path) -> list[Path]:
    return list(root.rglob(f"{HIDDEN}*"))


def test_on_a_disk_of_any_size_a_command_does_all_or_nothing(office: Path, tmp_path: Path, case: Case) -> None:
    whole = whole_of(office, tmp_path / "whole", case)
    with disks.disk(tmp_path / "disk", f"size={ROOM}") as disk:
        failed = 0
        for more in count(4 * KB, 16 * KB):
            anew(office, disk, f"size={ROOM}")
            before = tree(disk)
            disks.change(disk, f"size={shutil.disk_usage(disk).used + more}")
            code, said = run(disk, case)
            if code == DONE:
                break
            assert (code, tree(disk), hidden(disk)) == (NOTHING, before, []), said
            assert "磁盘已满" in said
            assert "原来的成品没有动。" in said
            failed += 1
        assert failed > 0
        assert names(disk) - {name for name in names(disk) if ".lock" in name} == whole


def test_on_a_disk_that_cannot_be_written_to_a_command_says_so(office: Path, tmp_path: Path, case: Case) -> None:
    with disks.disk(tmp_path / "disk", f"size={ROOM}") as disk:
        anew(office, disk, f"size={ROOM}")
        before = tree(disk)
        disks.change(disk, "ro")
        code, said = run(disk, case)
        assert (code, tree(disk)) == (NOTHING, before)
        assert "磁盘是只读的" in said
        made = store.word_file(store.of(disk / "output" / "2021")[0])
        for arguments in (("history",), ("verify", f"output/2021/{outputs.place(made)}")):
            assert run(disk, Case(arguments, ""))[0] == DONE


def test_a_command_killed_at_any_moment_leaves_all_or_nothing_and_the_next_clears_up(
    office: Path, tmp_path: Path, case: Case
) -> None:
    root, whole = tmp_path / "office", whole_of(office, tmp_path / "whole", case)
    for step in count(0, 3):
        anew(office, root)
        before = names(root)
        is_killed = killed(lambda: run(root, case), step)
        shown = {name for name in names(root) if HIDDEN not in name and ".lock" not in name}
        assert shown >= before - {name for name in before if ".lock" in name}
        assert {name for name in shown - before if not name.startswith(case.place)} == set()
        run(root, case)
        assert {name for name in names(root) if ".lock" not in name} == whole, step
        assert hidden(root) == [], step
        if not is_killed:
            break
    assert step > 3


def test_what_cannot_be_looked_at_any_more_when_all_is_in_its_place_undoes_nothing(
    office: Path, tmp_path: Path, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, whole = tmp_path / "office", whole_of(office, tmp_path / "whole", case)
    anew(office, root)
    look, place = os.stat, os.path.realpath(root / case.place)

    def closed(path: Any, *given: Any, **options: Any) -> os.stat_result:
        is_own = not isinstance(path, int) and os.fsdecode(path).startswith(place)
        if not is_own and os.path.lexists(place) and is_inside(path, root):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return look(path, *given, **options)

    monkeypatch.setattr(os, "stat", closed)
    code, said = run(root, case)
    monkeypatch.undo()
    assert (code, {name for name in names(root) if ".lock" not in name}) == (DONE, whole), said


def is_inside(path: Any, root: Path) -> bool:
    return not isinstance(path, int) and os.fsdecode(path).startswith((f"{root}/inputs", f"{root}/output"))


def whole_of(office: Path, place: Path, case: Case) -> set[str]:
    """The names of all files once the command has done its work."""
    anew(office, place)
    assert run(place, case)[0] == DONE
    return {name for name in names(place) if ".lock" not in name}


def anew(office: Path, place: Path, options: str = "") -> None:
    if options:
        disks.change(place, options)
    for each in place.iterdir() if place.exists() else ():
        shutil.rmtree(each)
    shutil.copytree(office, place, dirs_exist_ok=True)
