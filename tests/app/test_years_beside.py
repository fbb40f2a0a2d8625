"""An earlier year is corrected after it was appended to a report: that is told until it is appended anew."""

import re
import shutil
from pathlib import Path

import pytest

import generate
from juesuan.app import cli
from juesuan.app.earlier import earlier
from juesuan.app.teller import Teller
from juesuan.model.outcome import DONE, Made
from juesuan.model.problems import Problem
from juesuan.versions import years_beside
from juesuan.year.blank_workbook import Content
from tests.support import builder, desk_client, output_folder, three_years
from tests.support.desk_client import words
from tests.support.shelf import Shelf

CODE = "C871"
FIRST, SECOND, THIRD = three_years.contents()
CORRECTED = builder.changed(SECOND, "其他事项", "人员编制", "本年数", 19)


class Office:
    """The outputs of 2021 and 2022, and the inputs of 2023, which has both beside it."""

    def __init__(self, root: Path, shelf: Shelf) -> None:
        self.root, self.output, self.folder = root, root / "output", root / "inputs" / "2023"
        self.shelf = shelf
        for content in (FIRST, SECOND):
            self.lay(content)
        builder.write(self.folder, THIRD)
        self.attach()

    def lay(self, content: Content) -> Path:
        """The outputs of a year in place of those that lie there."""
        made = output_folder.year_of(self.shelf.report(content).made.files[0])
        shutil.rmtree(self.output / made.name, ignore_errors=True)
        return shutil.copytree(made, self.output / made.name)

    def attach(self) -> None:
        places = ["--inputs", str(self.root / "inputs"), "--output", str(self.output)]
        assert cli.main(["trends", "--attach", "2023", *places], generate.make, generate.check) == DONE

    def told(self) -> list[Problem]:
        """What a check tells of the earlier years."""
        found = generate.check(self.folder, Teller(), lambda of: earlier(self.output, self.folder, of))
        return [each for each in found.problems if each.code == CODE]

    def make(self) -> Made:
        return generate.make(self.folder, self.output, Teller())


@pytest.fixture
def office(tmp_path: Path, shelf: Shelf) -> Office:
    return Office(tmp_path, shelf)


def test_a_correction_of_an_earlier_year_is_told_until_it_is_appended_anew(office: Office) -> None:
    assert office.told() == []
    office.make()
    assert not office.make().is_new
    office.lay(CORRECTED)
    (problem,) = office.told()
    assert "里2022年的数与现在公开的（第1版（" in problem.message
    assert problem.message.endswith("不同：“人员编制”记的是18名，现在是19名")
    again = office.make()
    assert again.is_new
    assert [each.message for each in again.problems if each.code == CODE] == [problem.message]
    assert not office.make().is_new
    office.attach()
    assert office.told() == []
    assert [each.code for each in office.make().problems if each.code == CODE] == []


def test_a_year_whose_outputs_are_gone_is_no_fault_but_its_report_is_read(office: Office) -> None:
    year = office.lay(CORRECTED)
    report = next((year / "交付").glob("*.docx")).read_bytes()
    shutil.rmtree(year)
    assert office.told() == []
    kept = office.root / "inputs" / "历年报告"
    kept.mkdir()
    (kept / "更正后.docx").write_bytes(report)
    (kept / "坏.docx").write_bytes(b"x")
    (problem,) = office.told()
    assert "（更正后.docx）" in problem.message
    assert problem.message.endswith("“人员编制”记的是18名，现在是19名")


def test_a_report_that_was_read_already_is_not_read_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    year = office.lay(CORRECTED)
    kept = office.root / "inputs" / "历年报告"
    kept.mkdir()
    shutil.copyfile(next((year / "交付").glob("*.docx")), kept / "2022.docx")
    shutil.rmtree(year)
    office.attach()
    read: list[Path] = []
    monkeypatch.setattr(years_beside, "_read", lambda path, _: read.append(path))
    assert office.told() == []
    assert read == []
    (kept / "另一份.docx").write_bytes(b"x")
    assert office.told() == []
    assert [each.name for each in read] == ["另一份.docx"]


def test_a_version_that_nobody_could_publish_changes_nothing(office: Office, tmp_path: Path) -> None:
    wrong = builder.changed(CORRECTED, "收入支出", "其他收入", "本年决算数", 1)
    made = generate.make(builder.write(tmp_path / "other" / "2022", wrong), office.output, Teller())
    assert any(each.is_open_error for each in made.problems)
    assert office.told() == []


def test_the_desk_checks_anew_when_an_earlier_year_was_made_again(office: Office) -> None:
    desk = desk_client.opened(office.root)
    assert CODE not in desk.get("/2023/核对").text
    office.lay(CORRECTED)
    page = desk.get("/2023/核对")
    assert "历年数.toml里2022年的数与现在公开的（第1版（" in words(page)
    (address,) = set(re.findall(rf'href="(/2023/核对/{CODE}[^"]*)"', page.text))
    assert "2022年更正了的，到“ 历年对比 ”重新附一次，再生成" in words(desk.get(address))
