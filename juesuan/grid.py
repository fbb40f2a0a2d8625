"""A spreadsheet file as raw grids; the only door to calamine, and to the XML of .xlsx that calamine hides.

calamine drops a formula that was never calculated and reads an error value as empty, so for .xlsx the sheets'
XML is looked at once more for just these two. Nothing is ever written to the officer's file.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from juesuan.problems import ReportError, error

Value = int | float | str | bool | date | datetime | time | timedelta

SUFFIXES = (".xlsx", ".xls", ".ods")
MAX_ROWS, MAX_COLUMNS = 5000, 200
MAX_UNPACKED = 200 * 1024 * 1024
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as it stands: row and column 0 are row 1 and column A."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...]
    """First row, first column, last row, last column of each merged range."""
    faults: Mapping[tuple[int, int], str]
    """Cells that hold an error value or a formula that was never calculated, with the words for it."""


def address(row: int, column: int) -> str:
    """The cell's name in the sheet, from 0-based places: (0, 0) is A1."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def read(path: Path) -> Mapping[str, Grid]:
    """Every sheet by name. Raises ReportError for what is not, or is no readable, workbook."""
    data = _bytes(path)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        faults = _faults(data)
        return {name: _grid(book.get_sheet_by_name(name), faults.get(name, {})) for name in book.sheet_names}
    except PasswordError as caught:
        raise _refused(path, "R02", "文件加了密码", "请用 WPS 或 Excel 打开，取消密码后另存。") from caught
    except (CalamineError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, OSError, EOFError) as caught:
        raise _refused(
            path, "R03", "文件已损坏，读不出来", "请用 WPS 或 Excel 打开，另存为 .xlsx 后再试。"
        ) from caught


def _refused(path: Path, code: str, message: str, advice: str) -> ReportError:
    return ReportError(error(code, path.name, message, advice))


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as caught:
        raise _refused(
            path, "R01", f"打不开（{caught.strerror}）", "请检查文件是否存在、是否有权限。"
        ) from caught
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise _refused(path, "R02", "文件加了密码", "请用 WPS 或 Excel 打开，取消密码后另存。")
    if not data.startswith((_OLE, _ZIP)):
        raise _refused(path, "R01", "不是工作簿文件", "请用 WPS 或 Excel 把数据表另存为 .xlsx。")
    if data.startswith(_ZIP):
        _refuse_bomb(path, data)
    return data


def _refuse_bomb(path: Path, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as caught:
        raise _refused(
            path, "R03", "文件已损坏，读不出来", "请用备份，或重新从 WPS 或 Excel 另存。"
        ) from caught
    if size > MAX_UNPACKED:
        raise _refused(path, "R04", "文件大得不正常", "请删除多余的工作表、图片和空行后另存。")


def _grid(sheet: CalamineSheet, faults: Mapping[tuple[int, int], str]) -> Grid:
    if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
        where = f"〔{sheet.name}〕"
        message = f"有 {sheet.total_height} 行、{sheet.total_width} 列，超过 {MAX_ROWS} 行或 {MAX_COLUMNS} 列"
        raise ReportError(error("R04", where, message, "请删除表外的空行、空列（Ctrl+End 可看到表的末尾）。"))
    rows = sheet.to_python(skip_empty_area=False)
    merged = tuple(
        (top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return Grid(sheet.name, tuple(map(tuple, rows)), merged, faults)


def _faults(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """The cells of each sheet of an .xlsx that calamine would pass over in silence."""
    if not data.startswith(_ZIP):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        return {name: dict(_sheet_faults(archive.read(part))) for name, part in _parts(archive)}


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), _parser())
    targets = {
        str(r.get("Id")): posixpath.normpath(posixpath.join("/xl", str(r.get("Target"))))[1:]
        for r in relations
    }
    for sheet in etree.fromstring(archive.read("xl/workbook.xml"), _parser()).iter(_MAIN + "sheet"):
        part = targets.get(str(sheet.get(_RELATION)), "")
        if part in archive.namelist():
            yield str(sheet.get("name")), part


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _sheet_faults(xml: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in etree.fromstring(xml, _parser()).iter(_MAIN + "c"):
        if cell.get("t") == "e":
            yield _place(str(cell.get("r"))), f"是错误值 {cell.findtext(_MAIN + 'v') or ''}"
        elif cell.find(_MAIN + "f") is not None and not cell.findtext(_MAIN + "v"):
            yield _place(str(cell.get("r"))), "有公式但没有算出结果"


def _place(name: str) -> tuple[int, int]:
    match = re.fullmatch(r"([A-Z]+)(\d+)", name)
    if match is None:
        return -1, -1
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1
