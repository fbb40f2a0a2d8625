"""One cell of the workbook is corrected: nothing else in the file changes, and what is unsure is refused."""

import io
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Protection
from openpyxl.worksheet.worksheet import Worksheet

from juesuan.model.problems import ReportError
from juesuan.model.values import Cell
from juesuan.reading import inputs, shown_cells, spreadsheet
from juesuan.reading.grid import plain
from juesuan.reading.official.places import position
from juesuan.year import cell_splice, correction, formula_reach
from juesuan.year.correction import Correction, NewExplanation
from tests.support.cells import rewritten

SAMPLE = Path(__file__).parents[2] / "inputs" / "2020" / "决算数据.xlsx"
NOW = datetime(2021, 8, 30, 9, 30, tzinfo=UTC)
WRONG = Correction("〔三公经费〕B13", "472000", "447200")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "2020"
    folder.mkdir()
    return Path(shutil.copyfile(SAMPLE, folder / "决算数据.xlsx"))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def refused(book: Path, *wanted: Correction) -> list[str]:
    """The codes with which it is refused; the file stays as it was."""
    before = book.read_bytes()
    with pytest.raises(ReportError) as caught:
        correction.corrected(book.parent, wanted, NOW)
    assert book.read_bytes() == before
    assert [each.name for each in book.parent.iterdir() if each.name == correction.KEPT] == []
    return [each.code for each in caught.value.problems]


def test_exactly_the_bytes_of_that_cell_are_others_and_a_copy_is_kept(book: Path) -> None:
    before = book.read_bytes()
    copy = correction.corrected(book.parent, [WRONG], NOW)
    assert copy.read_bytes() == before
    assert copy.parent.name == "修改前"
    old, new = parts(before), parts(book.read_bytes())
    assert list(old) == list(new)
    [name] = [name for name in old if old[name] != new[name]]
    one, other = old[name], new[name]
    begin = next(at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    end = next(at for at, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b)
    assert one[begin : len(one) - end] in b"472000"
    assert b'<c r="B13"' in one[begin - 40 : begin]
    assert shown(book, WRONG.place) == "447200"


def test_two_copies_of_one_second_are_both_kept(book: Path) -> None:
    before = book.read_bytes()
    first = correction.corrected(book.parent, [WRONG], NOW)
    second = correction.corrected(book.parent, [Correction(WRONG.place, "447200", "1")], NOW)
    assert first.read_bytes() == before
    assert shown(second, WRONG.place) == "447200"
    assert len(list(second.parent.iterdir())) == 2


def shown(book: Path, place: str) -> str:
    return shown_cells.shown_cells(book.name, book.read_bytes(), [place])[place].shown


def test_words_and_blanks_are_written_as_they_are(book: Path) -> None:
    words = '与批复一致 & <无误>"'
    correction.corrected(book.parent, [Correction("〔三公经费〕E10", shown(book, "〔三公经费〕E10"), words)], NOW)
    assert shown(book, "〔三公经费〕E10") == words
    correction.corrected(book.parent, [Correction(WRONG.place, "472000", "")], NOW)
    assert shown(book, WRONG.place) == ""
    correction.corrected(book.parent, [Correction(WRONG.place, "", "４４７，２００.50")], NOW)
    assert shown(book, WRONG.place) == "447200.5"


def test_a_code_with_nils_in_front_stays_words(book: Path) -> None:
    place = "〔基本信息〕B8"
    correction.corrected(book.parent, [Correction(place, shown(book, place), "007")], NOW)
    assert shown(book, place) == "007"


def test_what_it_writes_a_program_for_spreadsheets_opens_with_all_that_was_there(book: Path) -> None:
    before = openpyxl.load_workbook(book)["三公经费"]
    correction.corrected(book.parent, [WRONG], NOW)
    after = openpyxl.load_workbook(book)["三公经费"]
    assert after["B13"].value == 447200
    assert after["B13"].number_format == before["B13"].number_format
    assert after["B13"].fill.fgColor.rgb == before["B13"].fill.fgColor.rgb
    assert len(after.data_validations.dataValidation) == len(before.data_validations.dataValidation)
    assert [cell.coordinate for row in after for cell in row if cell.comment] == [
        cell.coordinate for row in before for cell in row if cell.comment
    ]


# ---- refused


def test_a_cell_that_was_changed_meanwhile_is_left_alone(book: Path) -> None:
    assert refused(book, Correction(WRONG.place, "471000", "1")) == ["K05"]
    assert refused(book, Correction("〔没有〕B13", "", "1")) == ["K05"]


@pytest.mark.parametrize("name", ["~$决算数据.xlsx", ".~lock.决算数据.xlsx#", ".~决算数据.xlsx"])
def test_a_workbook_that_is_open_is_left_alone(book: Path, name: str) -> None:
    (book.parent / name).write_bytes(b"")
    assert refused(book, WRONG) == ["K04"]


@pytest.mark.parametrize("meant", ["四十七万", "47万人", "1,2,3", "1\x00"])
def test_what_is_no_number_is_not_written_where_one_belongs(book: Path, meant: str) -> None:
    assert refused(book, Correction(WRONG.place, "472000", meant)) == ["K06"]


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_another_format_is_left_alone(book: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    other = f"决算数据{suffix}"
    monkeypatch.setattr(inputs, "workbook_of", lambda _: (other, book.read_bytes()))
    assert refused(book, WRONG) == ["K03"]


def test_a_locked_cell_is_left_alone_and_one_that_is_not_is_written(book: Path) -> None:
    rewritten(book, "三公经费", lambda sheet: sheet.protection.enable())
    assert refused(book, WRONG) == ["K08"]

    def unlock(sheet: Worksheet) -> None:
        sheet["B13"].protection = Protection(locked=False)

    rewritten(book, "三公经费", unlock)
    correction.corrected(book.parent, [WRONG], NOW)
    assert shown(book, WRONG.place) == "447200"


def test_a_formula_that_the_program_reads_is_not_left_out_of_date(book: Path) -> None:
    put(book, "三公经费", "B10", "=B13+1000", 473000)
    assert refused(book, WRONG) == ["K09"]
    assert refused(book, Correction("〔三公经费〕B10", "473000", "1")) == ["K09"]
    correction.corrected(book.parent, [Correction("〔其他事项〕B18", "3", "6")], NOW)


def test_a_result_of_nil_is_not_made_doubtful_by_asking_for_calculation(book: Path) -> None:
    put(book, "三公经费", "B6", "=1-1", 0)
    held = parts(book.read_bytes())
    held["xl/workbook.xml"] = held["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    zipped(book, held)
    assert refused(book, WRONG) == ["K09"]
    assert shown(book, "〔三公经费〕B6") == "0"


def test_a_file_that_does_not_ask_for_calculation_does_so_afterwards(book: Path) -> None:
    held = parts(book.read_bytes())
    held["xl/workbook.xml"] = held["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    zipped(book, held)
    correction.corrected(book.parent, [WRONG], NOW)
    after = parts(book.read_bytes())
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]
    assert {name for name in held if held[name] != after[name]} == {
        "xl/workbook.xml", "xl/worksheets/sheet7.xml",
    }  # fmt: skip


_UNIQUE = 98_765_432


def put(book: Path, sheet: str, place: str, words: str, result: int) -> None:
    """A cell that holds a formula with what it showed last, as WPS saves it."""
    where = {"三公经费": "xl/worksheets/sheet7.xml"}[sheet]
    held = parts(book.read_bytes())
    xml = cell_splice.spliced(held[where], {position(Cell(sheet, place)): Decimal(_UNIQUE)})
    formula = f"<f>{words[1:]}</f><v>{result}</v>"
    held[where] = xml.replace(f"<v>{_UNIQUE}</v>".encode(), formula.encode())
    zipped(book, held)


def zipped(book: Path, held: dict[str, bytes]) -> None:
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(name, data)


# ---- explanations


def test_an_explanation_goes_below_those_that_are_there(book: Path) -> None:
    before = rows(book)
    new = NewExplanation("C502", "〔三公经费〕B13", "多19,500.00元", "批复如此")
    copy = correction.explained(book.parent, new, NOW)
    assert copy.exists()
    assert rows(book) == [*before, ["C502", "〔三公经费〕B13", "多19,500.00元", "批复如此"]]
    correction.explained(book.parent, new, NOW)
    assert len(rows(book)) == len(before) + 2


def rows(book: Path) -> list[list[str]]:
    grid = spreadsheet.values(book.read_bytes(), ["出错说明"])["出错说明"]
    return [row for row in ([plain(value) for value in each][:4] for each in grid.rows) if any(row)]


def test_an_explanation_without_a_reason_is_none(book: Path) -> None:
    with pytest.raises(ReportError) as caught:
        correction.explained(book.parent, NewExplanation("C502", "甲", "", ""), NOW)
    assert [each.code for each in caught.value.problems] == ["K10"]


# ---- bytes


def sheet_of(write: Callable[[xlsxwriter.worksheet.Worksheet], object]) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as made:
        write(made.add_worksheet("甲"))
    return parts(held.getvalue())["xl/worksheets/sheet1.xml"]


def test_new_cells_stand_in_order_and_rows_too() -> None:
    xml = sheet_of(lambda page: (page.write(1, 1, 5), page.write(1, 3, 7), page.write(5, 0, 1)))
    made = cell_splice.spliced(
        xml, {(1, 0): Decimal(1), (1, 2): "二", (1, 4): Decimal(3), (3, 1): Decimal(4), (9, 0): ""}
    )
    text = made.decode()
    order = [text.index(f'r="{name}"') for name in ("A2", "B2", "C2", "D2", "E2", "B4", "A6")]
    assert order == sorted(order)
    assert "A10" not in text
    assert 'spans="2:4"' not in text


@pytest.mark.parametrize(
    "xml",
    [
        "<worksheet><sheetData/></worksheet>",
        '<x:worksheet xmlns:x="u"><x:sheetData/></x:worksheet>',
        "<worksheet><sheetData><row r='2' ht=\"3>4\"/></sheetData></worksheet>",
        "<worksheet><!-- <sheetData><row r='2'><c r='B2'/> --><sheetData><row/></sheetData></worksheet>",
    ],
)
def test_it_is_found_however_it_is_written(xml: str) -> None:
    made = cell_splice.spliced(xml.encode(), {(1, 1): Decimal("2.50")})
    name = "x:" if "x:" in xml else ""
    assert f'<{name}c r="B2"><{name}v>2.5</{name}v></{name}c>'.encode() in made
    assert cell_splice.spliced(made, {(1, 1): ""}).count(b'<c r="B2"/>') == (not name)


@pytest.mark.parametrize(
    "xml",
    [
        b"<worksheet><sheetData>",
        b"<worksheet/>",
        b"<?xml version='1.0' encoding='gbk'?><worksheet><sheetData/></worksheet>",
        "<worksheet><sheetData/></worksheet>".encode("utf-16"),
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet><sheetData/></worksheet>",
        b"<worksheet><sheetData><row r='3'/><row r='2'/></sheetData></worksheet>",
        b"<worksheet><sheetData><row r='3'><c r='A4'/></row></sheetData></worksheet>",
    ],
)
def test_what_cannot_be_trusted_is_not_touched(xml: bytes) -> None:
    with pytest.raises(cell_splice.CannotSplice):
        cell_splice.spliced(xml, {(0, 0): Decimal(1)})


@pytest.mark.parametrize(
    ("words", "is_reached"),
    [
        ("B5+1", True),
        ("SUM($B$4:B6)", True),
        ("SUM(B6:B9)", False),
        ("甲!B5", True),
        ("乙!B5", False),
        ("'甲'!B5", True),
        ('IF(C5="","B5",C6)', False),
        ("INDIRECT(C1)", True),
        ("合计+1", True),
        ("", True),
        ("C1", True),
        ("C2", False),
        ("ROUND(b5/10000,2)", True),
        ("SUM(B:B)", True),
    ],
)
def test_what_may_look_at_a_changed_cell_is_known(words: str, is_reached: bool) -> None:  # noqa: FBT001
    formulas = {Cell("甲", "D9"): words, Cell("甲", "C1"): "B5*2", Cell("甲", "C2"): "B6*2"}
    found = formula_reach.reached(formulas, [Cell("甲", "B5")])
    assert (Cell("甲", "D9") in found) is is_reached
    assert Cell("甲", "C2") not in found or not words or "INDIRECT" in words
