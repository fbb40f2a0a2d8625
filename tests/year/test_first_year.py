"""A blank year: it starts with year, edition, names and terms, all proposed; the texts are blank."""

from pathlib import Path

import openpyxl
import pytest

from juesuan.model import year_folder
from juesuan.year import blank_workbook, first_year
from tests.support.water_office import department

PROPOSED = "FFFFE699"


def cells(folder: Path, sheet: str) -> dict[str, tuple[object, str]]:
    """What stands beside each label of a sheet, with its colour."""
    page = openpyxl.load_workbook(folder / year_folder.WORKBOOK)[sheet]
    found = (row for row in page.iter_rows(min_row=5) if row[1].value)
    return {str(row[0].value): (row[1].value, row[1].fill.fgColor.rgb) for row in found}


@pytest.mark.parametrize(("year", "edition"), [(2021, "四川2020"), (2024, "四川2022"), (2031, "四川2022")])
def test_the_year_of_the_folder_is_filled_in_with_its_edition(tmp_path: Path, year: int, edition: str) -> None:
    first_year.make(tmp_path / str(year))
    assert cells(tmp_path / str(year), "基本信息") == {"年度": (year, PROPOSED), "版式": (edition, PROPOSED)}


def test_the_names_are_those_of_the_newest_other_year(tmp_path: Path) -> None:
    (tmp_path / "2021").mkdir()
    blank_workbook.write_workbook(tmp_path / "2021" / year_folder.WORKBOOK, department())
    (tmp_path / "2022").mkdir()
    (tmp_path / "2022" / year_folder.WORKBOOK).write_bytes(b"no workbook")
    first_year.make(tmp_path / "2019")
    found = cells(tmp_path / "2019", "基本信息")
    assert found["单位全称"] == ("青禾县水务局", PROPOSED)
    assert found["年度"] == (2019, PROPOSED)
    assert "公开日期" not in found


def test_the_terms_of_every_report_wait_to_be_confirmed(tmp_path: Path) -> None:
    first_year.make(tmp_path / "新")
    assert cells(tmp_path / "新", "基本信息") == {}
    terms = cells(tmp_path / "新", "名词解释")
    balances = ["年初结转和结余", "年末结转和结余"]
    assert list(terms) == ["财政拨款收入", *balances, "基本支出", "项目支出", "“三公”经费"]
    assert all(str(words).startswith("〔待确认〕指") and colour == PROPOSED for words, colour in terms.values())
