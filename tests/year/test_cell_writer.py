"""Cells of a workbook are changed in its XML; whatever else the file holds stays as it is."""

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from juesuan.model.problems import ReportError
from juesuan.reading import spreadsheet
from juesuan.reading.grid import plain
from juesuan.year import blank_workbook, cell_splice, cell_writer
from juesuan.year.cell_writer import CellEdit

SAMPLE = Path(__file__).parents[2] / "inputs" / "2020" / "决算数据.xlsx"


@pytest.fixture
def book() -> bytes:
    """Two sheets: one with a note, a style, formulas that were calculated, and a row that is left out."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as made:
        money = made.add_format({"num_format": "#,##0.00", "bg_color": "#FFFBE6"})
        one, other = made.add_worksheet("甲"), made.add_worksheet("乙")
        one.write(0, 0, "名称")
        one.write(0, 1, "数")
        one.write(1, 0, "一")
        one.write_number(1, 1, 5, money)
        one.write_formula(1, 2, "=B2*2", None, 10)
        one.write_blank(4, 1, None, money)
        one.write_comment(1, 1, "说明")
        other.write(0, 0, "不动")
    return held.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def shown(data: bytes, sheet: str) -> list[list[str]]:
    grid = spreadsheet.values(data, [sheet])[sheet]
    return [[plain(value) for value in row] for row in grid.rows]


def test_nothing_to_change_leaves_the_parts_as_they_are(book: bytes) -> None:
    assert parts(cell_writer.edited(book, [])) == parts(book)


def test_only_the_part_of_the_sheet_is_another_one(book: bytes) -> None:
    made = parts(cell_writer.edited(book, [CellEdit("甲", 1, 1, Decimal("7.50"))]))
    before = parts(book)
    assert list(made) == list(before)
    assert {name for name in made if made[name] != before[name]} == {"xl/worksheets/sheet1.xml"}


def test_of_a_sheet_just_the_cell_and_the_results_that_hang_on_it_are_others(book: bytes) -> None:
    where = "xl/worksheets/sheet1.xml"
    old = parts(book)[where]
    new = parts(cell_writer.edited(book, [CellEdit("甲", 1, 1, Decimal("7.50"))]))[where]
    assert new == old.replace(b"<v>5</v>", b"<v>7.5</v>").replace(b"<v>10</v>", b"")


def test_a_look_is_changed_and_nothing_else() -> None:
    xml = b"""<a><sheetData><row r="2"><c r="A2" s="3" t="s"><v>0</v></c><c s='3' r="B2"/></row></sheetData></a>"""
    assert cell_splice.repainted(xml, {(1, 0)}, {"3": "14"}) == xml.replace(b's="3"', b's="14"')
    assert cell_splice.repainted(xml, {(1, 1), (9, 9)}, {"3": "14"}) == xml.replace(b"s='3'", b"s='14'")
    assert cell_splice.repainted(xml, {(1, 0)}, {"4": "14"}) == xml


def test_a_sheet_of_which_no_byte_is_sure_is_refused(book: bytes) -> None:
    sheet = parts(book)["xl/worksheets/sheet1.xml"]
    odd = sheet.replace(b"UTF-8", b"gbk")
    with pytest.raises(ReportError, match="写得特别，没有动它"):
        cell_writer.edited(with_part(book, odd), [CellEdit("甲", 1, 1, Decimal(1))])


def with_part(book: bytes, sheet: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, part in parts(book).items():
            archive.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else part)
    return held.getvalue()


def test_cells_hold_numbers_and_words_and_keep_their_looks(book: bytes) -> None:
    edits = [
        CellEdit("甲", 1, 1, Decimal("123456789.05")),
        CellEdit("甲", 3, 0, "新 & <行>"),
        CellEdit("甲", 3, 1, Decimal("0.10")),
        CellEdit("甲", 4, 1, Decimal("1E+3")),
        CellEdit("甲", 9, 1, Decimal(-2)),
    ]
    made = cell_writer.edited(book, edits)
    rows = shown(made, "甲")
    assert [row[:2] for row in rows] == [
        ["名称", "数"], ["一", "123,456,789.05"], ["", ""], ["新 & <行>", "0.10"], ["", "1,000.00"],
        *[["", ""]] * 4, ["", "-2.00"],
    ]  # fmt: skip
    sheet = openpyxl.load_workbook(io.BytesIO(made))["甲"]
    assert {sheet[place].fill.fgColor.rgb for place in ("B2", "B4", "B5", "B10")} == {"FFFFFBE6"}
    assert sheet["B2"].comment.text == "说明"
    assert sheet["C2"].value == "=B2*2"


def test_a_result_that_is_out_of_date_is_taken_out_and_computed_anew(book: bytes) -> None:
    saved = io.BytesIO()
    source = parts(book)
    settings = b'<calcPr calcId="124519" fullCalcOnLoad="1"/>'
    assert settings in source["xl/workbook.xml"]
    with zipfile.ZipFile(saved, "w") as archive:  # as Excel saves it: nothing is to be computed on loading
        for name, part in source.items():
            archive.writestr(name, part.replace(settings, b'<calcPr calcId="191029"/>'))
    made = cell_writer.edited(saved.getvalue(), [CellEdit("乙", 0, 1, Decimal(1))])
    assert spreadsheet.values(saved.getvalue(), ["甲"])["甲"].faults == {}
    assert spreadsheet.values(made, ["甲"])["甲"].faults == {(1, 2): "有公式但没有算出结果"}
    assert b'fullCalcOnLoad="1"' in parts(made)["xl/workbook.xml"]


def test_formulas_are_listed(book: bytes) -> None:
    assert cell_writer.formulas(book) == {("甲", "C2")}


def test_a_whole_workbook_reads_the_same_but_for_the_cell(tmp_path: Path) -> None:
    made = cell_writer.edited(SAMPLE.read_bytes(), [CellEdit("收入支出", 4, 1, Decimal("1.25"))])
    path = tmp_path / "决算数据.xlsx"
    path.write_bytes(made)
    one, other = (openpyxl.load_workbook(each) for each in (SAMPLE, path))
    differing = {
        (sheet.title, cell.coordinate)
        for sheet in one
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != other[sheet.title][cell.coordinate].value
        or cell.style_id != other[sheet.title][cell.coordinate].style_id
    }
    assert differing == {("收入支出", "B5")}


def test_a_blank_workbook_takes_a_row_in_a_list(tmp_path: Path) -> None:
    blank_workbook.write_workbook(tmp_path / "空.xlsx", {})
    edits = [CellEdit("支出科目", 4, 0, "2130301"), CellEdit("支出科目", 4, 3, Decimal("1.5"))]
    made = cell_writer.edited((tmp_path / "空.xlsx").read_bytes(), edits)
    assert shown(made, "支出科目")[4][:4] == ["2130301", "", "", "1.50"]
