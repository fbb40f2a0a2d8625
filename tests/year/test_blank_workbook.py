"""The live checks of the empty workbook: whatever number of rows is typed or pasted, all of them are looked at."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from juesuan.figures import classification
from juesuan.model import workbook_form
from juesuan.model.sheets import ColumnKind
from juesuan.reading import workbook
from juesuan.reading.grid import MAX_ROWS
from juesuan.year import blank_workbook
from juesuan.year.blank_workbook import Entry
from tests.support import builder, water_office

SHEET = workbook_form.FUNCTIONAL_ITEMS.name
FIRST = 5


def pasted() -> list[Entry]:
    """The rows of a county: 250 items, a section and a class that no item is given of, a total that is wrong."""
    rows: list[Entry] = []
    for section in range(1, 11):
        rows += [{"科目编码": f"205{section:02}", "科目名称": "款"}]
        rows += [
            {"科目编码": f"205{section:02}{place:02}", "科目名称": "项", "基本支出": 1000 + place, "项目支出": 7}
            for place in range(1, 26)
        ]
    return [
        {"科目编码": "205", "科目名称": "教育支出", "合计": 999},
        *rows,
        {"科目编码": "206", "科目名称": "科学技术支出"},
        {"科目编码": "20601", "科目名称": "管理事务", "基本支出": 30, "合计": 31},
        {"科目编码": "229", "科目名称": "其他支出", "项目支出": 400},
    ]


def calculated(tmp_path: Path, rows: list[Entry]) -> tuple[object, object]:
    """The two results beside 支出科目 after the rows were pasted into an empty workbook, by LibreOffice."""
    blank_workbook.write_workbook(tmp_path / "决算数据.xlsx", {})
    book = openpyxl.load_workbook(tmp_path / "决算数据.xlsx")
    heads = [column.heading for column in workbook_form.FUNCTIONAL_ITEMS.columns]
    for line, row in enumerate(rows, start=FIRST):
        for at, head in enumerate(heads, start=1):
            book[SHEET].cell(line, at).value = row.get(head)
    book.save(tmp_path / "决算数据.xlsx")
    office = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", office, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "made")]
    subprocess.run([*command, str(tmp_path / "决算数据.xlsx")], check=True, capture_output=True, timeout=120)
    page = openpyxl.load_workbook(tmp_path / "made" / "决算数据.xlsx", data_only=True)[SHEET]
    at = len(heads)
    assert [page.cell(FIRST - 1, at + n).value for n in (1, 2)] == ["末级科目合计", "合计不符的行数"]
    return page.cell(FIRST, at + 1).value, page.cell(FIRST, at + 2).value


@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not installed")
def test_the_checks_of_the_items_cover_every_row(tmp_path: Path) -> None:
    rows = pasted()
    content = {**water_office.department(), SHEET: rows}
    book = workbook.of(builder.grids(content), [])
    leaves = classification.leaves(book.functional_items)
    expected = sum(sum(amount.yuan for amount in (each.basic, each.project) if amount) for each in leaves)
    assert expected == sum(1000 + place + 7 for place in range(1, 26)) * 10 + 30 + 400
    assert calculated(tmp_path, rows) == (float(expected) + 1, 1)


def test_the_checks_of_the_items_reach_as_far_as_the_reader(tmp_path: Path) -> None:
    blank_workbook.write_workbook(tmp_path / "决算数据.xlsx", {})
    page = openpyxl.load_workbook(tmp_path / "决算数据.xlsx")[SHEET]
    held = (cell.value for row in page.iter_rows() for cell in row)
    formulas = [str(value.text) for value in held if isinstance(value, ArrayFormula)]
    assert len(formulas) == 2
    assert all(f"$F${FIRST}:$F${MAX_ROWS}" in each for each in formulas)


def test_the_cells_of_every_row_that_is_there_or_spare_accept_what_their_column_holds(tmp_path: Path) -> None:
    blank_workbook.write_workbook(tmp_path / "决算数据.xlsx", {SHEET: pasted()})
    page = openpyxl.load_workbook(tmp_path / "决算数据.xlsx")[SHEET]
    accepted = {
        address: each.type
        for each in page.data_validations.dataValidation
        for cells in each.sqref.ranges
        for line in cells.rows
        for address in line
    }
    kinds = {ColumnKind.AMOUNT: "decimal", ColumnKind.NUMBER: "decimal"}
    wanted = {
        (line, at): "list" if column.choices else kinds[column.kind]
        for line in range(FIRST, page.max_row + 1)
        for at, column in enumerate(workbook_form.FUNCTIONAL_ITEMS.columns, start=1)
        if column.choices or column.kind in kinds
    }
    assert page.max_row == FIRST - 1 + len(pasted()) + 40
    assert {place: kind for place, kind in accepted.items() if place[0] >= FIRST} == wanted
