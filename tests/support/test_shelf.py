from pathlib import Path

import pytest

from tests.support import water_office
from tests.support.shelf import Shelf


def test_what_is_on_the_shelf_is_made_once(tmp_path: Path) -> None:
    makers: list[Path] = []

    def make(folder: Path) -> int:
        makers.append(folder)
        return len(makers)

    assert [Shelf(tmp_path).once("甲", make) for _ in range(3)] == [1, 1, 1]
    assert Shelf(tmp_path).once("乙", make) == 2
    assert makers == [tmp_path / "甲", tmp_path / "乙"]


def test_who_fails_leaves_an_empty_folder_to_the_next(tmp_path: Path) -> None:
    def fail(folder: Path) -> int:
        (folder / "half").touch()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Shelf(tmp_path).once("甲", fail)
    assert Shelf(tmp_path).once("甲", lambda folder: list(folder.iterdir())) == []


def test_a_copy_may_be_changed(shelf: Shelf, tmp_path: Path) -> None:
    lent = shelf.report(water_office.department())
    copy = shelf.copy(tmp_path, water_office.department())
    assert (copy.docx, copy.pdf) == (lent.docx, lent.pdf)
    assert all(path.is_relative_to(tmp_path) for path in copy.made.files)
    copy.made.files[0].unlink()
    assert lent.made.files[0].read_bytes() == lent.docx
