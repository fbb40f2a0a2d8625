"""Files that come back under any name are read once, and what was done in them is carried or told."""

import re
import shutil
from pathlib import Path

import pytest

from juesuan.ooxml import package
from juesuan.versions import seal
from tests.support import output_folder, word_files
from tests.support.alterations import SEEN, Alteration
from tests.support.builder import changed
from tests.support.edited_year import Year, edited
from tests.support.handwriting import Hand
from tests.support.shelf import Shelf
from tests.support.water_office import department

FIRST, OWN = "这是机构设置的第一段。", "这是机构设置的第一段，下设四个股室。"
SECOND, ANOTHER = "这是机构设置的第二段。", "这是机构设置的第二段，均在县城。"
BETTER = changed(department(), "绩效项目", "山洪灾害防治经费", "自评得分", 86)
LATER = changed(department(), "绩效项目", "山洪灾害防治经费", "自评得分", 87)


@pytest.fixture
def year(shelf: Shelf, tmp_path: Path) -> Year:
    return Year(shelf, tmp_path)


def codes(year: Year) -> list[str]:
    return [line[3:6] for line in year.told]


def give_back(year: Year, name: str, old: str, new: str, source: str = "") -> Path:
    """A file of the outputs, edited and put into the folder of the year under another name."""
    path = output_folder.place(year.folder, source) if source else year.word
    (year.folder / name).write_bytes(edited(path.read_bytes(), old, new))
    return year.folder / name


@pytest.mark.parametrize(("folder", "source"), [("", ""), ("交付/", "审核稿.docx")])
def test_a_file_of_another_name_is_read_once(year: Year, folder: str, source: str) -> None:
    place = give_back(year, f"{folder}报告（局长改）.docx", FIRST, OWN, source)
    data = place.read_bytes()
    year.make()
    assert OWN in year.text
    assert codes(year) == ["H25", "H01"]
    assert year.told[0].startswith(f"提示 H25　{folder}报告（局长改）.docx：")
    assert place.read_bytes() == data
    year.make(BETTER)
    assert (OWN in year.text, codes(year)) == (True, ["H01"])
    year.make()
    assert not year.made.is_new


def test_edits_in_the_review_copy_itself_are_carried(year: Year) -> None:
    copy = output_folder.place(year.folder, "审核稿.docx")
    copy.write_bytes(edited(copy.read_bytes(), FIRST, OWN))
    year.make(BETTER)
    assert OWN in year.text
    assert "H01" in codes(year)
    (aside,) = year.aside
    assert aside.name.startswith("审核稿（人工修改")


def test_edits_in_the_tracked_copy_are_carried_and_its_own_marks_are_none(year: Year) -> None:
    year.make(changed(department(), "收入支出", "收入总计", "变动原因", "水利建设项目明显减少"))
    give_back(year, "留存/修订稿（张）.docx", FIRST, OWN, "修订稿.docx")
    year.make()
    assert OWN in year.text
    assert codes(year) == ["H25", "H01"]
    assert "改动 1 处" in year.told[0]


def test_an_unchanged_copy_has_no_edits(year: Year) -> None:
    shutil.copy(year.word, year.folder / "复制的.docx")
    shutil.copy(output_folder.place(year.folder, "审核稿.docx"), year.folder / "复制的审核稿.docx")
    year.make()
    assert (year.told, year.made.is_new) == ([], False)


def test_tracked_changes_of_others_count_as_accepted_and_are_told(year: Year) -> None:
    hand = Hand.on(year.word.read_bytes())
    hand.track("机构设置的第一段", "机构设置的头一段")
    (year.folder / "李四改.docx").write_bytes(hand.saved())
    year.make()
    assert "这是机构设置的头一段。" in year.text
    assert sorted(codes(year)) == ["H01", "H20", "H25"]
    assert any("李四留下的修订标记2处，都当作已经接受" in line for line in year.told)


def test_two_files_that_change_the_same_are_told(year: Year) -> None:
    give_back(year, "甲.docx", FIRST, OWN)
    give_back(year, "乙.docx", FIRST, "这是机构设置的第一段，下设五个股室。")
    year.make()
    (told,) = [line for line in year.told if "H26" in line]
    assert "甲.docx" in told
    assert "乙.docx" in told
    assert "四个股室" in told
    assert "五个股室" in told


def test_two_files_that_change_different_places_are_both_carried(year: Year) -> None:
    give_back(year, "甲.docx", FIRST, OWN)
    give_back(year, "乙.docx", SECOND, ANOTHER)
    year.make()
    assert OWN in year.text
    assert ANOTHER in year.text


def test_what_is_dropped_does_not_come_back_while_its_file_lies_there(year: Year) -> None:
    give_back(year, "甲.docx", FIRST, OWN)
    year.make()
    year.drop(1)
    year.make(BETTER)
    assert (FIRST in year.text, year.told) == (True, [])


def test_a_word_file_of_others_is_named_once_and_left_alone(year: Year) -> None:
    place = year.folder / "会议通知.docx"
    place.write_bytes(word_files.docx(word_files.paragraph("开会。")))
    year.make()
    assert codes(year) == ["H22"]
    assert place.exists()
    year.make(BETTER)
    assert codes(year) == []


def test_a_file_of_a_version_that_is_not_here_is_told(year: Year) -> None:
    data = year.word.read_bytes()
    word = package.open_word(data)
    own = seal.read(word)
    assert own is not None
    part = word.parts["docProps/custom.xml"].replace(own.origin.encode(), b"0" * 64)
    hand = Hand.on(data)
    hand.parts["docProps/custom.xml"] = part
    (year.folder / "外来.docx").write_bytes(hand.saved())
    year.make()
    assert codes(year) == ["H24"]


def test_a_file_that_cannot_be_read_is_told_and_does_not_block(year: Year) -> None:
    (year.folder / "占用.docx").write_bytes(b"")
    year.make(BETTER)
    assert codes(year) == ["H29"]


def test_a_report_that_becomes_a_draft_calls_the_edited_file_edited(year: Year) -> None:
    issued, whole = year.word, year.word.read_bytes()
    year.edit(FIRST, OWN)
    year.make(changed(department(), "收入支出", "支出总计", "本年决算数", 1))
    assert "（草稿）" in year.word.name
    assert OWN in year.text
    assert [path.name.partition("（")[2][:4] for path in year.aside] == ["人工修改"]
    assert issued.read_bytes() == whole


def test_a_file_among_the_inputs_is_read_too(year: Year) -> None:
    (year.inputs / "局长改.docx").write_bytes(edited(year.word.read_bytes(), FIRST, OWN))
    year.make()
    assert OWN in year.text
    assert codes(year) == ["H25", "H01"]
    assert "2021/局长改.docx" in year.told[0]


@pytest.mark.parametrize("lost", [4, 200, 5000])
def test_a_file_whose_front_is_lost_is_told_and_does_not_block(year: Year, lost: int) -> None:
    place = year.word
    place.write_bytes(place.read_bytes()[lost:])
    year.make(BETTER)
    assert "H06" in codes(year)
    assert FIRST in year.text
    year.make(LATER)
    assert codes(year) == []


@pytest.mark.parametrize("alteration", SEEN[::9], ids=lambda each: each.name)
def test_what_was_altered_by_hand_is_listed_and_kept(year: Year, alteration: Alteration) -> None:
    hand = Hand.on(year.word.read_bytes())
    alteration.change(hand)
    data = hand.saved()
    year.word.write_bytes(data)
    year.make()
    assert [line for line in year.told if re.search(r"人工修改\d", line)], year.told
    assert all(re.search(r"H0[1-6]|H2\d", line) for line in year.told)
    assert [each.read_bytes() for each in year.aside] == [data]
