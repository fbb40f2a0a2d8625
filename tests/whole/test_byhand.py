"""A Word file that people edited after it was made: nothing they wrote is lost, no number they changed stays."""

from decimal import Decimal
from pathlib import Path

import pytest

import generate
from juesuan.app import cli
from juesuan.model import outputs
from juesuan.model.outcome import DONE, NOTHING
from juesuan.versions import seal, store
from tests.support import output_folder, report, word_reader
from tests.support.builder import changed
from tests.support.edited_year import Year
from tests.support.shelf import Shelf
from tests.support.water_office import department

FIRST, OWN = "这是机构设置的第一段。", "这是机构设置的第一段，下设四个股室。"
NAME = "青禾县水务局2021年度部门决算.docx"
BETTER = changed(department(), "绩效项目", "山洪灾害防治经费", "自评得分", 86)


@pytest.fixture
def year(shelf: Shelf, tmp_path: Path) -> Year:
    return Year(shelf, tmp_path)


def test_an_edit_is_carried_into_both_files_and_told_at_every_run_until_it_is_taken_over(year: Year) -> None:
    year.edit(FIRST, OWN)
    edited = year.word.read_bytes()
    year.make(BETTER)
    assert OWN in year.text
    assert OWN in year.pdf
    assert [line[:6] for line in year.told] == ["提示 H01"]
    (kept,) = year.aside
    assert kept.read_bytes() == edited
    first = year.told
    year.make()
    assert (year.told, year.made.is_new) == (first, False)
    year.make(changed(BETTER, "绩效项目", "山洪灾害防治经费", "自评得分", 87))
    assert (OWN in year.text, year.told) == (True, first)
    year.make(BETTER, 机构设置=[OWN, "这是机构设置的第二段。"])
    assert (year.text.count(OWN), year.told) == (1, [])


def test_an_edit_in_a_folder_that_an_earlier_program_has_left_is_carried(year: Year) -> None:
    year.edit(FIRST, OWN)
    edited, folder = year.word.read_bytes(), year.folder
    output_folder.lay_formerly(folder)
    assert not year.word.exists()
    year.make(BETTER)
    assert (OWN in year.text, [line[:6] for line in year.told]) == (True, ["提示 H01"])
    (kept,) = year.aside
    assert kept.read_bytes() == edited
    assert sorted(path.name for path in folder.iterdir()) == ["交付", "留存"]
    assert [each.number for each in store.of(folder)] == [1, 2]


def test_a_number_changed_by_hand_is_an_error_that_names_the_cell(year: Year) -> None:
    year.edit("治理河道12.5公里", "治理河道13.5公里")
    year.make(BETTER)
    assert "治理河道12.5公里" in year.text
    (line,) = year.told
    assert line.startswith("错误 H03")
    assert "改成13.5公里，工作簿是12.5公里" in line
    assert "请改〔业务指标〕B5" in line
    assert "（草稿）" in year.word.name
    year.make(changed(BETTER, "业务指标", "治理河道", "数值", Decimal("13.5")))
    assert year.told == []
    assert "治理河道13.5公里" in year.text


def test_an_edit_is_dropped_on_purpose(year: Year) -> None:
    year.edit(FIRST, OWN)
    year.make()
    where = ["--inputs", str(year.inputs), "--output", str(year.output), "--quiet"]
    assert cli.main(["drop", "7", *where], generate.make, generate.check) == NOTHING
    assert cli.main(["drop", "1", *where], generate.make, generate.check) == DONE
    assert (FIRST in year.text, OWN in year.text) == (True, False)
    year.make()
    assert year.told == []


def test_what_was_written_into_a_draft_comes_into_the_report(shelf: Shelf, tmp_path: Path) -> None:
    year = Year(shelf, tmp_path, changed(department(), "收入支出", "支出总计", "本年决算数", 1))
    assert "（草稿）" in year.word.name
    year.edit(FIRST, OWN)
    year.make(department())
    assert year.word.name == NAME
    assert OWN in year.text


def test_a_file_that_was_open_is_compared_with_the_run_it_comes_from(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    year.edit(FIRST, OWN)
    mine, edited = year.word, year.word.read_bytes()
    held = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if mine in (self, target):
            raise PermissionError(13, "Access is denied", str(mine))
        return held(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        patch.setattr(Path, "rename", refuse)
        year.make(BETTER)
    assert mine.read_bytes() == edited
    assert OWN in year.text
    year.make(changed(BETTER, "绩效项目", "山洪灾害防治经费", "自评得分", 87))
    assert [line[:6] for line in year.told] == ["提示 H01"]
    assert year.text.count(OWN) == 1


def test_a_file_that_cannot_be_read_any_more_is_kept_and_told(year: Year) -> None:
    year.word.write_bytes(b"PK\x03\x04 not a Word file")
    year.make()
    assert [line[:6] for line in year.told] == ["警告 H06"]
    assert year.aside


# ---- 修订稿


def test_the_tracked_copy_holds_the_issued_report_and_the_new_one(year: Year) -> None:
    issued = year.word.read_bytes()
    copy = output_folder.place(year.folder, "修订稿.docx")
    assert not copy.exists()
    year.make(changed(BETTER, "收入支出", "支出总计", "本年决算数", 1))
    draft = year.word.read_bytes()
    for data, whole in (
        (word_reader.rejected(copy.read_bytes()), issued),
        (word_reader.accepted(copy.read_bytes()), draft),
    ):
        assert report.Report(data, b"", year.made).text == report.Report(whole, b"", year.made).text
    year.make(department())
    assert seal.say_the_same(year.word.read_bytes(), issued)
    assert not copy.exists()
    assert copy.name == outputs.REDLINE
