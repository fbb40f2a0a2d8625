"""The folder of a year as an earlier program left it: every file ends in its new place, whatever comes between."""

import errno
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from juesuan.model.given import Given
from juesuan.model.outcome import short
from juesuan.versions import folders, hand_edits, history, moving, rerun, store
from tests.support import clock, output_folder, water_office
from tests.support.edited_year import edited
from tests.support.killing import killed
from tests.support.output_folder import lay_formerly
from tests.support.shelf import Shelf

STEM = "青禾县水务局2021年度部门决算"
MADE = {
    f"交付/{STEM}.docx": f"{STEM}.docx",
    f"交付/{STEM}.pdf": f"{STEM}.pdf",
    f"留存/{STEM}（存档）.pdf": f"{STEM}（存档）.pdf",
    "留存/核对报告.html": "核对报告.html",
    "留存/审核稿.docx": "审核稿.docx",
    "留存/审核稿（每一个数）.docx": "审核稿（每一个数）.docx",
}
"""The places of the outputs of a run, now and before."""
MORE = {
    f"交付/{STEM}（新）.docx": f"{STEM}（新）.docx",
    f"交付/{STEM}附表.xlsx": f"{STEM}附表.xlsx",
    "留存/标签.html": "标签.html",
    "留存/更正说明.docx": "更正说明.docx",
    f"留存/移开的文件/{STEM}（人工修改20220905-093000）.docx": f"{STEM}（人工修改20220905-093000）.docx",
    f"留存/移开的文件/{STEM}（以前20220905-093000）.pdf": f"{STEM}（上次）.pdf",
    f"留存/移开的文件/{STEM}（存档）（以前20220905-093000）.pdf": f"{STEM}（存档）（上次）.pdf",
    "留存/第1版/填报文件/决算数据.xlsx": "第1版/填报文件/决算数据.xlsx",
    f"{STEM}（草稿）.docx": f"{STEM}（草稿）.docx",
    f"{STEM}（局长改）.docx": f"{STEM}（局长改）.docx",
    "盖章/扫描.pdf": "盖章/扫描.pdf",
    "便条.txt": "便条.txt",
}
"""The places of what else may lie there."""
MOMENT = 1_662_370_200


@pytest.fixture
def year(shelf: Shelf, tmp_path: Path) -> Iterator[Path]:
    """The folder of a year as an earlier program left it."""
    shelf.copy(tmp_path, water_office.department())
    year = tmp_path / "output" / "2021"
    lay_formerly(year)
    for place, name in MORE.items():
        path = year / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(place, encoding="utf-8")
        os.utime(path, (MOMENT, MOMENT))
    with clock.zone("UTC"):
        yield year


def contents(year: Path) -> Counter[int]:
    """The files that lie in the folder, wherever, as the disk knows them: none is written anew, all are moved."""
    return Counter(path.stat().st_ino for path in year.rglob("*") if path.is_file())


def places(year: Path) -> set[str]:
    """The places of all files, without those of the versions."""
    every = {path.relative_to(year).as_posix() for path in year.rglob("*") if path.is_file()}
    return {place for place in every if "版本/" not in place}


def test_every_file_ends_in_its_new_place_and_that_is_said(year: Path) -> None:
    before, versions = contents(year), store.of(year)
    assert [each.number for each in versions] == [1]
    said: list[str] = []
    with rerun.alone(year.parent, said.append):
        pass
    assert said == [f"{short(year)} 里原来的文件，已分放到“交付”和“留存”，一个也没有少。"]
    assert places(year) == {*MADE, *MORE}
    assert all((year / place).read_text("utf-8") == place for place in MORE)
    assert (contents(year), store.of(year)) == (before, versions)
    assert output_folder.versions(year).is_dir()
    assert not (year / folders.FORMER).exists()
    assert list(moving.moved(year)) == []


def test_the_versions_are_found_before_anything_is_moved(year: Path) -> None:
    assert [row[0] for row in history.told(year.parent, "2021").rows] == ["第1版"]
    assert (year / folders.FORMER).is_dir()


def test_edits_by_hand_are_found_before_and_after_the_move(year: Path) -> None:
    path, first = year / f"{STEM}.docx", "这是机构设置的第一段。"
    path.write_bytes(edited(path.read_bytes(), first, f"{first}下设四个股室。"))
    given = Given(Path("2021"), {})
    before = hand_edits.found(year, given).edits
    move(year)
    (after,) = hand_edits.found(year, given).edits
    assert (before, after.after) == ((after,), f"{first}下设四个股室。")


@pytest.mark.parametrize("how", ["killed", "full"])
def test_what_was_left_undone_is_done_by_the_next_run(
    year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    before, versions = contents(year), store.of(year)
    for step in count():
        copy = tmp_path / str(step) / "2021"
        shutil.copytree(year, copy, copy_function=os.link)
        disturbed = killed if how == "killed" else partial(failed, monkeypatch)
        is_over = not disturbed(partial(move, copy), step)
        assert (contents(copy), store.of(copy)) == (before, versions), step
        move(copy)
        assert (contents(copy), store.of(copy), places(copy)) == (before, versions, {*MADE, *MORE}), step
        if is_over:
            break
    assert step > len(MADE)


def move(year: Path) -> None:
    for _ in moving.moved(year):
        pass


def failed(monkeypatch: pytest.MonkeyPatch, move: Callable[[], object], step: int) -> bool:
    """Whether the disk was full at that change."""
    steps = count()

    def refusing(whole: Callable[..., Any]) -> Callable[..., Any]:
        def act(self: Path, *given: Any, **options: Any) -> Any:
            if next(steps) == step:
                raise OSError(errno.ENOSPC, "No space left on device", str(self))
            return whole(self, *given, **options)

        return act

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refusing(Path.rename))
        patch.setattr(Path, "mkdir", refusing(Path.mkdir))
        try:
            move()
        except OSError as caught:
            assert caught.errno == errno.ENOSPC  # noqa: PT017 - it need not fail
            return True
    return False


def test_what_lies_in_a_new_place_already_is_not_overwritten(year: Path) -> None:
    """An earlier program was run again after a newer one."""
    list(moving.moved(year))
    shutil.copytree(output_folder.versions(year), year / folders.FORMER)
    (year / f"{STEM}.docx").write_bytes(b"of the earlier program")
    os.utime(year / f"{STEM}.docx", (MOMENT, MOMENT))
    before, versions = contents(year), store.of(year)
    said = list(moving.moved(year))
    aside = year / "留存" / "移开的文件"
    assert (aside / f"{STEM}（以前20220905-093000）.docx").read_bytes() == b"of the earlier program"
    assert said[0].startswith(f"“交付/{STEM}.docx”已经有了，原来的“{STEM}.docx”移到了 {short(aside)}")
    assert said[1].startswith("“留存/版本”已经有了，原来的“版本”移到了 ")
    assert (contents(year), store.of(year)) == (before, versions)


def test_a_folder_of_now_is_left_alone(shelf: Shelf, tmp_path: Path) -> None:
    shelf.copy(tmp_path, water_office.department())
    year = tmp_path / "output" / "2021"
    (year / f"{STEM}.docx").write_bytes(b"given back under its own name")
    before = places(year)
    assert list(moving.moved(year)) == []
    assert places(year) == before


def test_without_versions_the_files_find_their_places_by_their_names(year: Path) -> None:
    shutil.rmtree(year / folders.FORMER)
    assert len(list(moving.moved(year))) == 1
    assert places(year) == {*MADE, *MORE}
