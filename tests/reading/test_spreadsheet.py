"""Files: what is no workbook is refused whole, what is one reads the same from every format."""

import io
import re
import shutil
import struct
import subprocess
import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from msgspec.structs import replace

from juesuan import reading
from juesuan.model.problems import Problem, ReportError
from juesuan.model.values import Cell
from juesuan.model.workbook_form import SHEETS
from juesuan.reading import cells, compound, spreadsheet, unseen, workbook
from juesuan.reading.grid import Grid, Hidden, plain
from juesuan.reading.workbook import Workbook
from tests.support import builder, water_office
from tests.support.memory import peak

SAVE_AGAIN = "请用 WPS 或 Excel 打开，另存为 .xlsx 后再试；打不开就用备份。"
DAMAGED = f"错误 R03　决算数据.xlsx：文件已损坏，读不出来　→ {SAVE_AGAIN}"
NO_WORKBOOK = "错误 R01　决算数据.xlsx：不是工作簿文件　→ 请用 WPS 或 Excel 把数据表另存为 .xlsx。"
ENCRYPTED = "错误 R02　决算数据.xlsx：文件加了密码　→ 请用 WPS 或 Excel 打开，取消密码后保存。"
TOO_LARGE = "错误 R04　决算数据.xlsx：文件大得不正常　→ 请删除多余的工作表、图片和空行后另存。"
NO_SHEET = "错误 R20　〔甲〕：缺少这张工作表　→ 请从模板复制这张表（没有内容也要保留）。"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "决算数据.xlsx"


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = builder.write(tmp_path_factory.mktemp("clean"), water_office.department())
    return (folder / "决算数据.xlsx").read_bytes()


def _read(path: Path, *names: str) -> tuple[Mapping[str, Grid], list[str]]:
    problems: list[Problem] = []
    return spreadsheet.read(path.read_bytes(), path.name, names, problems), list(map(str, problems))


def _workbook(path: Path, problems: list[Problem]) -> Workbook:
    return workbook.read(path.name, path.read_bytes(), problems)


def _refusal(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(ReportError) as caught:
        spreadsheet.read(path.read_bytes(), path.name, ["收入支出"], [])
    return str(caught.value)


# ---- no workbook


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"\x00" * 2000,
        bytes(range(256)) * 40,
        "项目,本年决算数\n".encode(),
        b"<html><table><tr><td>1</td></tr></table></html>",
        b"%PDF-1.7\n",
        builder.docx({"主要职能": ["甲"]}),
        builder.zipped({"a.txt": "甲"}),
        builder.zipped({"xl/workbook.bin": b"\x00"}),
        builder.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
    ],
    ids="empty short zeros random csv html pdf docx zip xlsb odt".split(),  # noqa: SIM905
)
def test_no_workbook(path: Path, data: bytes) -> None:
    assert _refusal(path, data) == NO_WORKBOOK


def test_a_file_that_cannot_be_read(path: Path) -> None:
    advice = "请检查文件是否存在、是否有权限，是否正被别的程序占用。"
    given = replace(reading.given(path.parent), unread={path.name: PermissionError(13, "Permission denied")})
    with pytest.raises(ReportError) as caught:
        reading.workbook_of(given)
    assert str(caught.value) == f"错误 R01　决算数据.xlsx：打不开（没有权限，或文件正被打开）　→ {advice}"


# ---- damaged


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file(path: Path, clean: bytes, kept: float) -> None:
    assert _refusal(path, clean[: int(len(clean) * kept)]) == DAMAGED


def test_a_byte_that_changed(path: Path, clean: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(clean)) as archive:
        place = archive.getinfo("xl/worksheets/sheet3.xml").header_offset + 300
    assert _refusal(path, clean[:place] + bytes([clean[place] ^ 1]) + clean[place + 1 :]) == DAMAGED


def _with_part(data: bytes, name: str, part: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    return builder.zipped({**parts, name: part})


@pytest.mark.parametrize(
    "xml", [b"", b"<worksheet", b"<a></b>", b"\xff\xfe\x00", b"<worksheet><sheetData><row r='1'/>"]
)
def test_broken_xml_of_a_sheet(path: Path, clean: bytes, xml: bytes) -> None:
    assert _refusal(path, _with_part(clean, "xl/worksheets/sheet3.xml", xml)) == DAMAGED


def test_a_sheet_that_is_not_in_the_file(path: Path, clean: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(clean)) as archive:
        kept = [each for each in archive.namelist() if not each.endswith("sheet3.xml")]
        parts: dict[str, str | bytes] = {each: archive.read(each) for each in kept}
    assert _refusal(path, builder.zipped(parts)) == DAMAGED


LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "haha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(12))
    + b"]>"
)


@pytest.mark.parametrize(
    ("part", "place", "told"),
    [
        ("xl/workbook.xml", b'name="', NO_WORKBOOK),
        ("xl/worksheets/sheet3.xml", b"<v>", NO_WORKBOOK),
        ("xl/sharedStrings.xml", b"<t>", DAMAGED),
    ],
)
def test_entities_are_never_expanded(path: Path, clean: bytes, part: str, place: bytes, told: str) -> None:
    with zipfile.ZipFile(io.BytesIO(clean)) as archive:
        head, rest = archive.read(part).split(b"?>", 1)
    hostile = head + b"?>" + LAUGHS + rest.replace(place, place + b"&m;", 1)
    assert _refusal(path, _with_part(clean, part, hostile)) == told


def test_a_file_outside_is_never_read(path: Path, clean: bytes, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("秘密", encoding="utf-8")
    outside = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{(tmp_path / "secret").as_uri()}">]>'.encode()
    with zipfile.ZipFile(io.BytesIO(clean)) as archive:
        head, rest = archive.read("xl/sharedStrings.xml").split(b"?>", 1)
    hostile = head + b"?>" + outside + rest.replace(b"<t>", b"<t>&a;", 1)
    assert _refusal(path, _with_part(clean, "xl/sharedStrings.xml", hostile)) == DAMAGED


def test_a_zip_bomb(path: Path) -> None:
    zeros = bytes(65 * 1024 * 1024)
    assert _refusal(path, builder.zipped({"xl/workbook.xml": zeros})) == TOO_LARGE


def test_a_zip_bomb_that_lies_about_its_size(path: Path) -> None:
    data = bytearray(builder.zipped({"xl/workbook.xml": bytes(10_000_000)}))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<I", data, data.index(signature) + offset, 100)
    assert _refusal(path, bytes(data)) == DAMAGED


def _claiming(data: bytes, name: str, size: int, checksum: int) -> bytes:
    """The zip, one part of which says that it is ``size`` bytes long."""
    told = bytearray(data)
    for signature, head, offset in ((b"PK\x01\x02", 46, 16), (b"PK\x03\x04", 30, 14)):
        place = told.index(name.encode(), told.index(signature)) - head
        while told[place : place + 4] != signature:
            place = told.index(name.encode(), place + head + 1) - head
        struct.pack_into("<I", told, place + offset, checksum)
        struct.pack_into("<I", told, place + offset + 8, size)
    return bytes(told)


def test_a_part_that_is_longer_than_it_says_and_fits_its_checksum(path: Path) -> None:
    """zipfile reads as much as is stated and finds nothing wrong, but unpacks the whole of it."""
    data = builder.zipped({"xl/workbook.xml": bytes(10_000_000)})
    with peak() as used:
        assert _refusal(path, _claiming(data, "xl/workbook.xml", 100, zlib.crc32(bytes(100)))) == DAMAGED
    assert used() < 1_000_000


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_office_does_not_know(path: Path, method: int) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        archive.writestr("xl/workbook.xml", bytes(1000))
    assert _refusal(path, held.getvalue()) == DAMAGED


# ---- places that no sheet has: calamine ends the program, or sets up all the gigabytes up to them


def _with_rows(data: bytes, xml: str) -> bytes:
    """Rows more at the end of 收入支出."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read(SHEET).replace(b"</sheetData>", f"{xml}</sheetData>".encode())
    return _with_part(data, SHEET, sheet)


SHEET = "xl/worksheets/sheet3.xml"


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        ('<row r="60"><c r="ZZZZZZZ9999999999"><v>1</v></c></row>', "第 60 行里有一格写着“ZZZZZZZ9999999999”"),
        ('<row r="60"><c r="xfd1048576"><v>1</v></c></row>', "第 60 行里有一格写着“xfd1048576”"),
        ('<row r="60"><c r="A1048576"><v>1</v></c></row>', "第 60 行里有一格写着“A1048576”"),
        ('<row r="60"><c r="XFE60"><v>1</v></c></row>', "第 60 行里有一格写着“XFE60”"),
        ('<row r="60"><c r="XFD60"/><c><v>1</v></c></row>', "第 60 行有 16385 列"),
        ('<row r="1048577"><c><v>1</v></c></row>', "有一行写着行号“1048577”，前一行是第 25 行"),
        ('<row r="3"><c><v>1</v></c></row>', "有一行写着行号“3”，前一行是第 25 行"),
        ("<row r='x'/>", "有一行写着行号“x”，前一行是第 25 行"),
        (f"<row r='{'9' * 5000}'/>", f"有一行写着行号“{'9' * 20}…”，前一行是第 25 行"),
        ('<c r="XFD1048576"><v>1</v></c>', "有的格不在任何一行里"),
        ('<c r="A60"><v>1</v></c><row r="60"/>', "有的格不在任何一行里"),
        ('<row r="60"><c r="A60"><v>-1e300</v></c></row>', "有一格的数是“-1e300”"),
    ],
)
def test_a_cell_where_no_sheet_has_one(path: Path, clean: bytes, xml: str, told: str) -> None:
    refused = f"错误 R03　决算数据.xlsx：文件已损坏，〔收入支出〕{told}，没有这样的地方　→ {SAVE_AGAIN}"
    assert _refusal(path, _with_rows(clean, xml)) == refused


@pytest.mark.parametrize("words", ["B2:A1", "A1:ZZZ9", "A0:B1", "A1:A1:A1", "1:2", ""])
@pytest.mark.parametrize("tag", ["dimension", "mergeCell"])
def test_an_area_that_no_sheet_has(path: Path, clean: bytes, tag: str, words: str) -> None:
    area = f'<mergeCells><{tag} ref="{words}"/></mergeCells>' if tag == "mergeCell" else f'<{tag} ref="{words}"/>'
    with zipfile.ZipFile(io.BytesIO(clean)) as archive:
        sheet = archive.read(SHEET).replace(b"</sheetData>", f"</sheetData>{area}".encode())
    told = f"〔收入支出〕有一片格写着“{words}”，没有这样的地方"
    refused = f"错误 R03　决算数据.xlsx：文件已损坏，{told}　→ {SAVE_AGAIN}"
    assert _refusal(path, _with_part(clean, SHEET, sheet)) == refused


def test_last_years_workbook_is_looked_through_as_well(tmp_path: Path, clean: bytes) -> None:
    folder = builder.write(tmp_path / "2021", water_office.department())
    (tmp_path / "2020").mkdir()
    hostile = _with_rows(clean, '<row r="60"><c r="xfd1048576"><v>1</v></c></row>')
    (tmp_path / "2020" / "决算数据.xlsx").write_bytes(hostile)
    _, last, (noticed,) = reading.years(reading.given(folder))
    assert last is None
    assert noticed.message.startswith(
        "上年的工作簿没有用上：决算数据.xlsx：文件已损坏，〔收入支出〕第 60 行里有一格"
    )


def test_what_was_kept_is_looked_through_as_well(clean: bytes) -> None:
    with pytest.raises(ReportError, match="ZZZ1"):
        spreadsheet.values(_with_rows(clean, '<row r="60"><c r="ZZZ1"><v>1</v></c></row>'), ["收入支出"])


def test_a_panic_of_the_library_is_told_as_damage(path: Path, clean: bytes) -> None:
    """A number long ago in a cell that looks like a date: the library panics, which is no Exception."""
    with zipfile.ZipFile(io.BytesIO(clean)) as archive:
        styles = re.sub(
            rb'(<cellXfs[^>]*>)<xf numFmtId="\d+"', rb'\1<xf numFmtId="14"', archive.read("xl/styles.xml")
        )
    dated = _with_part(clean, "xl/styles.xml", styles)
    assert _refusal(path, _with_rows(dated, '<row r="60"><c r="A60" s="0"><v>-5e12</v></c></row>')) == DAMAGED


@pytest.mark.parametrize(
    ("place", "xml", "told"),
    [
        (
            "</sheetData>",
            "</sheetData><mergeCells>" + '<mergeCell ref="A200:B201"/>' * 2001 + "</mergeCells>",
            TOO_LARGE,
        ),
        (
            "</sheetData>",
            '<row r="300"><c r="Z300"><is>' + "<t>甲</t>" * 200_000 + "</is></c></row></sheetData>",
            "",
        ),
    ],
)
def test_a_sheet_is_looked_through_in_no_time(path: Path, clean: bytes, place: str, xml: str, told: str) -> None:
    with zipfile.ZipFile(io.BytesIO(clean)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet3.xml"]
    assert isinstance(sheet, bytes)
    changed = sheet.replace(place.encode(), xml.encode(), 1)
    path.write_bytes(builder.zipped({**parts, "xl/worksheets/sheet3.xml": changed}))
    begun = time.process_time()
    with pytest.raises(ReportError, match=re.escape(told)) if told else nullcontext():
        spreadsheet.read(path.read_bytes(), path.name, ["收入支出"], [])
    assert time.process_time() - begun < 3


def test_more_tags_than_any_workbook_has(path: Path, clean: bytes) -> None:
    assert _refusal(path, _with_rows(clean, "<row/>" * 1_000_000)) == TOO_LARGE


# ---- OLE files: encrypted .xlsx, .xls

SECTOR, FREE, END, TABLE = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _ole(name: str, stream: bytes) -> bytes:
    """A compound file with one stream of at least 4096 bytes: header, table, directory, stream."""
    count = -(-len(stream) // SECTOR)
    table = [TABLE, END, *range(3, 2 + count), END]
    header = compound.SIGNATURE + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    entries = _entry("Root Entry", 5, END, 0) + _entry(name, 2, 2, len(stream)) + bytes(256)
    packed = struct.pack("<128I", *table, *[FREE] * (128 - len(table)))
    return header + packed + entries + stream.ljust(count * SECTOR, b"\0")


def _entry(name: str, kind: int, start: int, length: int) -> bytes:
    spelled = name.encode("utf-16-le")
    head = spelled.ljust(64, b"\0") + struct.pack("<HBB3I", len(spelled) + 2, kind, 1, FREE, FREE, FREE)
    return head + bytes(36) + struct.pack("<IQ", start, length)


def test_streams_that_share_their_sectors_do_not_fill_the_memory(path: Path) -> None:
    whole = bytearray(_ole("Workbook", bytes(5000)))
    for place in range(3):
        name, start = f"Stream{place}", SECTOR * 2 + 128 * (place + 1)
        whole[start : start + 128] = _entry(name, 2, 2, 5000)
    assert _refusal(path, bytes(whole)) == DAMAGED


def test_an_encrypted_xlsx(path: Path) -> None:
    assert _refusal(path, _ole("EncryptedPackage", bytes(5000))) == ENCRYPTED


def test_an_encrypted_xls(path: Path) -> None:
    begin = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0x0DBB, 1996, 0, 6)
    password = struct.pack("<HHH", 0x2F, 54, 1) + bytes(52)
    assert _refusal(path, _ole("Workbook", (begin + password).ljust(5000, b"\0"))) == ENCRYPTED


def test_an_encrypted_ods(path: Path) -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    parts: dict[str, str | bytes] = {
        "mimetype": ODS,
        "content.xml": b"\x00\x01",
        "META-INF/manifest.xml": manifest,
    }
    assert _refusal(path, builder.zipped(parts)) == ENCRYPTED


def test_an_ole_file_that_is_no_workbook(path: Path) -> None:
    assert _refusal(path, _ole("WordDocument", bytes(5000))) == NO_WORKBOOK


def test_an_ole_file_that_goes_in_circles(path: Path) -> None:
    whole = bytearray(_ole("Workbook", bytes(5000)))
    struct.pack_into("<I", whole, SECTOR + 4 * 5, 2)
    assert _refusal(path, bytes(whole)) == DAMAGED
    assert _refusal(path, compound.SIGNATURE + bytes(100)) == DAMAGED
    assert _refusal(path, compound.SIGNATURE + bytes(range(256)) * 20) == DAMAGED


def test_a_table_of_a_large_ole_file() -> None:
    """Above 7 MB the header no longer lists all sectors of the table; further lists are sectors themselves."""
    stream = bytes(range(250)) * 20
    whole = bytearray(_ole("Workbook", stream))
    further = len(whole) // SECTOR - 1
    struct.pack_into("<2I", whole, 68, further, 1)
    struct.pack_into("<I", whole, 76, FREE)
    whole += struct.pack("<128I", 0, *[FREE] * 126, END)
    assert compound.streams(bytes(whole)) == {"Workbook": stream}


# ---- sheets


def _book(path: Path) -> xlsxwriter.Workbook:
    return xlsxwriter.Workbook(str(path))


def test_only_the_sheets_asked_for(path: Path) -> None:
    with _book(path) as book:
        book.add_worksheet(" 甲 ").write(1, 1, 7)
        book.add_worksheet("草稿").write(6000, 300, 7)
        book.add_chartsheet("图").set_chart(_chart(book))
    grids, problems = _read(path, "甲")
    assert problems == []
    assert {name: grid.rows for name, grid in grids.items()} == {"甲": (("", ""), ("", 7.0))}


def _chart(book: xlsxwriter.Workbook) -> object:
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=草稿!$A$1:$A$2"})
    return chart


def test_a_missing_sheet_and_one_that_is_near(path: Path) -> None:
    with _book(path) as book:
        book.add_worksheet("收入支出表")
    _, problems = _read(path, "收入支出", "甲")
    assert problems == [
        "错误 R20　〔收入支出〕：缺少这张工作表　→ 现有的“收入支出表”是不是它？请改名。",
        NO_SHEET,
    ]


def test_a_sheet_twice(path: Path) -> None:
    with _book(path) as book:
        book.add_worksheet("甲").write(0, 0, 1)
        book.add_worksheet("甲 ").write(0, 0, 2)
    grids, problems = _read(path, "甲")
    assert grids["甲"].rows == ((1.0,),)
    assert problems == ["错误 R20　〔甲 〕：有两张同名的工作表（名称前后有空格）　→ 只留一张，另一张改名或删除。"]


CUT = "请删除表外的内容和空行、空列（按 Ctrl+End 可看到表的末尾）。"


@pytest.mark.parametrize(
    ("row", "column", "size"),
    [(5000, 0, "5001 行、1 列"), (0, 200, "1 行、201 列"), (1048575, 16383, "1048576 行、16384 列")],
)
def test_a_huge_sheet_is_refused_at_once(path: Path, row: int, column: int, size: str) -> None:
    with _book(path) as book:
        book.add_worksheet("甲").write(row, column, 7)
        book.add_worksheet("乙").write(0, 0, 7)
    grids, problems = _read(path, "甲", "乙")
    assert problems == [f"错误 R04　〔甲〕：有 {size}，超过 5000 行或 200 列　→ {CUT}"]
    assert list(grids) == ["乙"]


def test_5001_rows_are_refused_at_once(path: Path) -> None:
    with _book(path) as book:
        sheet = book.add_worksheet("甲")
        for row in range(5001):
            for column in range(8):
                sheet.write(row, column, row)
    _, problems = _read(path, "甲")
    assert problems == [f"错误 R04　〔甲〕：有 5001 行、8 列，超过 5000 行或 200 列　→ {CUT}"]


def test_rows_that_are_only_coloured_do_not_count(path: Path) -> None:
    with _book(path) as book:
        sheet = book.add_worksheet("甲")
        sheet.write(0, 0, 7)
        look = book.add_format({"bg_color": "#FFFF00"})
        for row in range(1, 6000):
            sheet.write_blank(row, 0, None, look)
    grids, problems = _read(path, "甲")
    assert (grids["甲"].rows, problems) == (((7.0,),), [])


def test_formulas_and_errors_of_an_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("甲")
    sheet.append(["=1+1", 5, "=A1"])
    sheet["A3"] = "#REF!"
    book.save(path)
    grids, _ = _read(path, "甲")
    not_calculated = "有公式但没有算出结果"
    assert grids["甲"].faults == {(0, 0): not_calculated, (0, 2): not_calculated, (2, 0): "是错误值 #REF!"}


def test_a_formula_that_no_one_calculated_is_no_nil(path: Path) -> None:
    with _book(path) as book:
        sheet = book.add_worksheet("甲")
        sheet.write_formula(0, 0, "=1+1")
        sheet.write_formula(0, 1, "=1+1", None, 2)
        sheet.write_formula(0, 2, "=1/0", None, "#DIV/0!")
    grids, _ = _read(path, "甲")
    assert grids["甲"].faults == {(0, 0): "有公式但没有算出结果", (0, 2): "是错误值 #DIV/0!"}
    assert grids["甲"].rows == (("", 2.0, ""),) or grids["甲"].rows == ((0.0, 2.0, ""),)


def _held(grid: Grid) -> list[tuple[str, Decimal | None]]:
    """The text of each cell of the first row, and its number where there is one in percent."""
    cell = Cell("甲", "A1")
    return [(plain(value), cells.number(value, cell, [], "%")) for value in grid.rows[0]]


EXPECTED = [
    ("=100%", Decimal(100)), ("=95.5%", Decimal("95.5")), ("=12", Decimal(12)), ("=-0.5", Decimal("-0.5")),
]  # fmt: skip


def test_a_formula_of_one_number_needs_no_calculation_in_an_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("甲").append([words for words, _ in EXPECTED])
    book.save(path)
    grids, _ = _read(path, "甲")
    assert (grids["甲"].faults, _held(grids["甲"])) == ({}, EXPECTED)


def test_nor_in_one_that_a_program_wrote(path: Path) -> None:
    with _book(path) as book:
        sheet = book.add_worksheet("甲")
        for column, (words, _) in enumerate(EXPECTED):
            sheet.write_formula(0, column, words, book.add_format({"num_format": "0.00%"}))
    grids, _ = _read(path, "甲")
    assert (grids["甲"].faults, _held(grids["甲"])) == ({}, EXPECTED)


def test_a_calculated_percentage_that_shows_as_a_fraction_is_what_was_typed(path: Path) -> None:
    """Without a format =100% shows as 1, and nobody types such a formula to say 1."""
    with _book(path) as book:
        sheet = book.add_worksheet("甲")
        sheet.write_formula(0, 0, "=100%", None, 1)
        sheet.write_formula(0, 1, "=95.5%", book.add_format({"num_format": "0.00%"}), 0.955)
        sheet.write_formula(0, 2, "=12", None, 12)
    grids, _ = _read(path, "甲")
    assert _held(grids["甲"]) == [("=100%", Decimal(100)), ("95.50%", Decimal("95.5")), ("12", Decimal(12))]


def test_nor_in_an_ods(path: Path) -> None:
    cells = "".join(f'<table:table-cell table:formula="of:{words}"/>' for words, _ in EXPECTED)
    path.write_bytes(_ods(f"<table:table-row>{cells}</table:table-row>"))
    grids, _ = _read(path, "甲")
    assert (grids["甲"].faults, _held(grids["甲"])) == ({}, EXPECTED)


def test_a_repeated_formula_of_one_number_stands_in_each_place_of_an_ods(path: Path) -> None:
    row = '<table:table-cell table:formula="of:=95%" table:number-columns-repeated="2"/>'
    path.write_bytes(_ods(f'<table:table-row table:number-rows-repeated="2">{row}</table:table-row>'))
    grids, _ = _read(path, "甲")
    assert [[*map(plain, each)] for each in grids["甲"].rows] == [["=95%", "=95%"]] * 2


def test_a_far_formula_of_one_number_is_refused_with_its_sheet(path: Path) -> None:
    cell = '<table:table-cell table:formula="of:=95%"/>'
    path.write_bytes(_ods(f'<table:table-row table:number-rows-repeated="9999">{cell}</table:table-row>'))
    _, problems = _read(path, "甲")
    assert any("R04" in each for each in problems)


def test_a_percentage_as_a_formula_is_no_amount() -> None:
    """As little as one that is typed: it holds 0.95 and shows 95 %."""
    problems: list[Problem] = []
    value = unseen.constant("=95%")
    assert value
    assert cells.amount(value, Cell("甲", "A1"), "元", problems) is None
    assert [each.code for each in problems] == ["R56"]


def test_the_amount_of_a_formula_of_one_number_is_exact() -> None:
    value = unseen.constant("=41439100.07")
    assert value
    found = cells.amount(value, Cell("甲", "A1"), "元", [])
    assert found
    assert found.yuan == Decimal("41439100.07")


@pytest.mark.parametrize("formula", ["=A1", "=1+1", "=SUM(1)", '="100%"', "=1e5", "=100%%", "=", "=1/3"])
def test_any_other_formula_is_to_be_calculated(formula: str) -> None:
    assert unseen.constant(formula) is None


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def test_a_calculated_empty_text_is_blank(path: Path) -> None:
    cells = '<c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><f>1-1</f><v>0</v></c>'
    cells += '<c><v>3</v></c><c t="e"><v>#N/A</v></c>'
    _put_rows(path, f"<row>{cells}</row>")
    grids, _ = _read(path, "甲")
    assert grids["甲"].faults == {(0, 3): "是错误值 #N/A"}
    assert grids["甲"].rows == (("", 0.0, 3.0, ""),)


def _put_rows(path: Path, rows: str) -> None:
    """A workbook as Excel saves it, with rows written by hand."""
    with _book(path) as book:
        book.add_worksheet("甲")
    with zipfile.ZipFile(path) as archive:
        fresh = archive.read("xl/workbook.xml")
    data = _with_part(path.read_bytes(), "xl/workbook.xml", fresh.replace(b' fullCalcOnLoad="1"', b""))
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    path.write_bytes(_with_part(data, "xl/worksheets/sheet1.xml", sheet.encode()))


# ---- .ods by hand

ODS = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}


def _ods(rows: str, name: str = "甲") -> bytes:
    names = " ".join(f'xmlns:{short}="{name}"' for short, name in _NAMES.items())
    table = f'<table:table table:name="{name}">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f'<office:document-content {names} office:version="1.2">{body}</office:document-content>'
    entry = f'<m:file-entry m:full-path="/" m:media-type="{ODS}"/>'
    manifest = f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entry}</m:manifest>'
    return builder.zipped({"mimetype": ODS, "content.xml": content, "META-INF/manifest.xml": manifest})


def test_formulas_errors_and_merged_cells_of_an_ods(path: Path) -> None:
    number = '<table:table-cell office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>'
    failed = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    uncalculated = '<table:table-cell table:formula="of:=1+1"/>'
    merged = (
        '<table:table-cell office:value-type="string" table:number-columns-spanned="2" '
        'table:number-rows-spanned="2">'
        "<text:p>合</text:p></table:table-cell><table:covered-table-cell/>"
    )
    path.write_bytes(
        _ods(
            '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
            '<table:table-row><table:table-cell table:number-columns-repeated="2"/>'
            f"{number}{failed}</table:table-row>"
            f"<table:table-row>{uncalculated}{merged}</table:table-row>"
        )
    )
    grids, _ = _read(path, "甲")
    grid = grids["甲"]
    assert grid.faults == {(2, 3): "是错误值 #DIV/0!", (3, 0): "有公式但没有算出结果"}
    assert grid.merged == ((3, 1, 4, 2),)
    assert grid.rows[2][2] == 2.0
    assert grid.rows[3][1] == "合"


WIDE = '<table:table-cell table:number-columns-repeated="99999"/>'


def test_beside_a_sheet_that_is_too_large_nothing_is_said_of_the_projects(tmp_path: Path) -> None:
    """No other sheet of the .ods is read then, and so no project is known."""
    folder = builder.write(tmp_path / "2021", water_office.department())
    (folder / "决算数据.xlsx").unlink()
    cell = '<table:table-cell office:value-type="float" office:value="7"/>'
    huge = f'<table:table-row table:number-rows-repeated="9999">{cell}</table:table-row>'
    others = "".join(f'</table:table><table:table table:name="{sheet.name}">' for sheet in SHEETS[1:])
    path = folder / "决算数据.ods"
    path.write_bytes(_ods(huge + others, SHEETS[0].name))
    with pytest.raises(ReportError) as caught:
        reading.read(reading.given(folder))
    assert [problem.code for problem in caught.value.problems] == ["R04"]


def test_a_cell_of_an_ods_that_takes_from_another_file(path: Path) -> None:
    other, own = "of:=['file:///D:/报表/决算.ods'#$表1.B2]", "of:=[.A1]+[表1.B2]"
    cells = "".join(
        f'<table:table-cell table:formula="{formula}" office:value-type="float" office:value="1"/>'
        for formula in (other, own)
    )
    path.write_bytes(_ods(f"<table:table-row>{cells}</table:table-row>"))
    (grid,) = spreadsheet.read(path.read_bytes(), path.name, ["甲"], []).values()
    assert grid.linked == {(0, 0)}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('<table:table-row table:number-rows-repeated="4294967295"/>', "第 1 行重复或合并“4294967295”次"),
        ('<table:table-row table:number-rows-repeated="-5"/>', "第 1 行重复或合并“-5”次"),
        (f"<table:table-row>{WIDE}</table:table-row>", "第 1 行重复或合并“99999”次"),
        ('<table:table-row table:number-rows-repeated="1048576"/><table:table-row/>', "有 1048577 行、0 列"),
    ],
)  # fmt: skip
def test_a_place_that_no_ods_has(path: Path, row: str, told: str) -> None:
    refused = f"错误 R03　决算数据.xlsx：文件已损坏，〔甲〕{told}，没有这样的地方　→ {SAVE_AGAIN}"
    assert _refusal(path, _ods(row)) == refused


def test_a_huge_ods_is_refused_at_once(path: Path) -> None:
    cell = '<table:table-cell office:value-type="float" office:value="2"/>'
    path.write_bytes(_ods(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'))
    grids, problems = _read(path, "甲", "乙")
    assert grids == {}
    told = f"错误 R04　〔甲〕：有 1048576 行、1 列，超过 5000 行或 200 列　→ {CUT}"
    assert problems == [told, NO_SHEET.replace("甲", "乙")]


# ---- the same from every format


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory, clean: bytes) -> Iterator[Path]:
    """A folder with clean and faulty workbooks as .xlsx, .xls and .ods, through LibreOffice."""
    if shutil.which("soffice") is None:
        pytest.skip("soffice is not installed")
    folder = tmp_path_factory.mktemp("converted")
    (folder / "clean.xlsx").write_bytes(clean)
    with _book(folder / "faulty.xlsx") as book:
        sheet = book.add_worksheet("甲")
        sheet.write_formula(0, 0, "=1/0", None, "#DIV/0!")
        sheet.merge_range(2, 1, 3, 2, "合")
        sheet.write_datetime(4, 0, _day(), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write(5, 0, 7552797.98)
        sheet.write(6, 0, " １,234 ")
        sheet.write(7, 0, -1, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.set_row(6, None, None, {"hidden": True})
        sheet.set_column(3, 3, None, None, {"hidden": True})
        book.add_worksheet("乙").hide()
        _write_marks(book, book.add_worksheet("丙"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind in ("xls", "ods"):
        command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(folder)]
        files = [str(folder / "clean.xlsx"), str(folder / "faulty.xlsx")]
        subprocess.run([*command, *files], check=True, capture_output=True, timeout=90)
    yield folder
    shutil.rmtree(folder / "profile", ignore_errors=True)


def _write_marks(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    struck = book.add_format({"font_strikeout": True})
    sheet.write(0, 0, 12.5, struck)
    sheet.write(1, 0, "看不见", book.add_format({"font_color": "#FFFFFF"}))
    sheet.write(2, 0, "白字", book.add_format({"font_color": "#FFFFFF", "bg_color": "#1F4E79"}))
    sheet.write_rich_string(3, 0, "留", struck, "去", "留")
    sheet.write(4, 0, "淡", book.add_format({"font_color": "#FFF2CC", "bg_color": "#FFFFCC"}))
    sheet.write(6, 0, 5, book.add_format({"font_size": 2}))
    sheet.write(7, 0, 6)
    sheet.set_row_pixels(7, 2)
    sheet.write(8, 0, 7)
    sheet.set_row_pixels(8, 8)
    sheet.set_column_pixels(4, 4, 3)
    sheet.write(5, 0, 755.28)
    sheet.write_comment(5, 0, "应为755.29万元\n待改")
    white, bold = (
        book.add_format({"font_color": "#FFFFFF"}),
        book.add_format({"font_color": "#FFFFFF", "bold": True}),
    )
    sheet.write_rich_string(8, 0, white, "白", bold, "字", book.add_format({"bg_color": "#1F4E79"}))


def _day() -> object:
    from datetime import UTC, datetime

    return datetime(2022, 9, 5, tzinfo=UTC).replace(tzinfo=None)


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_every_format_reads_the_same(converted: Path, kind: str) -> None:
    problems: list[Problem] = []
    expected = _workbook(converted / "clean.xlsx", problems)
    assert _workbook(converted / f"clean.{kind}", problems) == expected
    assert problems == []


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_every_format_tells_the_same_faults(converted: Path, kind: str) -> None:
    grids, problems = _read(converted / f"faulty.{kind}", "甲", "乙")
    grid = grids["甲"]
    assert grid.hidden == Hidden(frozenset({6}), frozenset({3}))
    assert grids["乙"].hidden.whole
    assert problems == []
    assert grid.faults == {(0, 0): "是错误值 #DIV/0!"}
    assert grid.merged == ((2, 1, 3, 2),)
    assert plain(grid.rows[4][0]) == "2022-09-05"
    assert grid.rows[5][0] == 7552797.98
    assert str(grid.rows[6][0]).strip() == "１,234"
    assert len(grid.rows) == 8


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_every_format_tells_the_same_marks(converted: Path, kind: str) -> None:
    grid = _read(converted / f"faulty.{kind}", "丙")[0]["丙"]
    if kind != "ods":  # of which only what is hidden by name is known
        assert grid.hidden == Hidden(frozenset({7}), frozenset({4}))
    marks = grid.marks
    assert marks.struck == {(0, 0), (3, 0)}
    assert marks.faint == {(1, 0), (4, 0), (6, 0)}
    assert {place: words.split() for place, words in marks.comments.items()} == {
        (5, 0): ["应为755.29万元", "待改"]
    }


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_the_content_counts_not_the_name(converted: Path, kind: str, path: Path) -> None:
    shutil.copyfile(converted / f"clean.{kind}", path)
    problems: list[Problem] = []
    assert _workbook(path, problems).department.name.text == "青禾县水务局"
    assert problems == []
