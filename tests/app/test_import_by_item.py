"""import fills 收入科目, 全部支出科目 and 支出明细 from 财决03, 04 and 08; without these sheets it says so."""

from pathlib import Path

import pytest

from juesuan import reading
from juesuan.model import workbook_form, year_folder
from juesuan.model.accounts import Accounts
from juesuan.model.outcome import DONE
from juesuan.reading import official
from juesuan.year import blank_workbook
from tests.app.test_import import run
from tests.checks.book import told
from tests.support import builder, county_school, software_export, software_ledger
from tests.support.software_export import Look
from tests.support.software_ledger import Ledger

OPTIONAL = tuple(sheet for sheet in workbook_form.SHEETS if sheet.optional)


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return software_ledger.of(builder.accounts(county_school.department()))


def export(place: Path, ledger: Ledger, *codes: str) -> Path:
    look = Look("2020")
    made = software_export.tables(ledger, look)
    path = place / "导出.xlsx"
    path.write_bytes(software_export.xlsx([made[code] for code in codes], look))
    return path


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """The folder of the school, whose workbook ties but has nothing on the three sheets."""
    folder = tmp_path / "inputs" / "2021"
    folder.mkdir(parents=True)
    blank_workbook.write_workbook(folder / year_folder.WORKBOOK, county_school.department())
    return folder


def book(folder: Path) -> Accounts:
    return reading.book(reading.given(folder))


def test_the_three_sheets_are_filled_and_tie(
    tmp_path: Path, year: Path, ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(year.parent, export(tmp_path, ledger, "Z03", "Z04", "Z07", "Z08", "Z08_1"), "--yes") == DONE
    capsys.readouterr()
    filled = book(year)
    assert {len(item.code) for item in filled.revenue_items} == {3, 5, 7}
    (fee,) = [item for item in filled.expenditure_items if item.code == "2210201"]
    assert fee.name == "住房公积金"
    (section,) = [item for item in filled.detail_items if (item.code, item.economic) == ("2210201", "30231")]
    assert (section.name, section.economic_name) == ("住房公积金", "公务用车运行维护费")
    assert str(section.amount.yuan if section.amount else "") == "45226.00"
    # the export has what is left of other money at the first item; its totals are those of the workbook
    assert [each for each in told(filled, "C32") if "C323" not in each and "C324" not in each] == []


def test_a_second_import_changes_nothing(
    tmp_path: Path, year: Path, ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    file = export(tmp_path, ledger, "Z03", "Z04", "Z07", "Z08", "Z08_1")
    run(year.parent, file, "--yes")
    before = (year / year_folder.WORKBOOK).read_bytes()
    assert run(year.parent, file, "--yes") == DONE
    assert (year / year_folder.WORKBOOK).read_bytes() == before
    capsys.readouterr()


def test_a_row_that_the_tables_have_not_got_is_told(
    tmp_path: Path, ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "inputs" / "2021"
    folder.mkdir(parents=True)
    odd: blank_workbook.Entry = {"科目编码": "2210203", "经济分类编码": "30103", "金额": 5}
    content = {**county_school.department(), "支出明细": [odd]}
    blank_workbook.write_workbook(folder / year_folder.WORKBOOK, content)
    run(folder.parent, export(tmp_path, ledger, "Z07", "Z08"), "--yes")
    assert "I18　〔支出明细〕F5：2210203-30103 填了 5，导入的表里没有这个科目" in capsys.readouterr().out


def test_all_money_stands_in_for_the_general_public_budget_only_where_there_is_no_other(
    tmp_path: Path, ledger: Ledger
) -> None:
    found = official.read([export(tmp_path, ledger, "Z05", "Z07")])
    assert not [target for target in found.taken if target.sheet == "支出明细"]
    assert any("Z05 里还有别的资金，不能代替，〔支出明细〕没有取" in str(each) for each in found.problems)
