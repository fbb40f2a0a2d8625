"""What calamine passes over in silence or chokes on, looked up in the XML of .xlsx and .ods.

It reads an error value as an empty cell, drops a formula that was never calculated, does not tell the merged cells
of an .ods, and sets up the whole rectangle down to a stray cell in the last row of the sheet. A cell in a place
that no sheet has ends the program.
"""

import io
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from lxml import etree

from juesuan.reading.cells import (
    LARGEST,
    LAST_COLUMN,
    LAST_ROW,
    Area,
    Extent,
    ImpossiblePlaceError,
    NoWorkbookError,
    OversizedError,
    Place,
)

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_NOT_CALCULATED = "有公式但没有算出结果"
_MOST_TAGS = 1_000_000
"""Opening and closing, of a part: a workbook of the form has twenty thousand in all."""


_MOST_AREAS = 2_000
"""Merged areas of a sheet, each of which is told."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """What is to be known of a sheet beside its values: its size, its faulty cells, its merged ones."""

    extent: Extent
    """How far the cells that hold anything reach."""
    faults: Mapping[Place, str]
    """The cells that hold an error value or a formula without a result, with the words for it."""
    merged: tuple[Area, ...] = ()
    """The merged cells of an .ods; empty for an .xlsx, of which calamine knows them."""
    part: str = ""
    """The name of the part of an .xlsx that holds it."""


def in_xlsx(parts: Mapping[str, bytes], wanted: Callable[[str], bool]) -> Iterator[tuple[str, Unseen]]:
    """What is to be known of each wanted sheet of an .xlsx, by name.

    Raises ImpossiblePlaceError and OversizedError, or what damage leads to.
    """
    book = _parsed(_part(parts, "xl/workbook.xml"))
    # Written by a program and never opened since: a stored 0 is no result.
    is_fresh = any(each.get("fullCalcOnLoad") in {"1", "true"} for each in book.iter("{*}calcPr"))
    relations = _parsed(_part(parts, "xl/_rels/workbook.xml.rels"))
    targets = {str(each.get("Id")): str(each.get("Target")) for each in relations.iter("{*}Relationship")}
    for sheet in book.iter("{*}sheet"):
        name, key = str(sheet.get("name")), str(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION))
        if wanted(name):
            part = posixpath.normpath(posixpath.join("/xl", targets[key]))[1:]
            yield name, _xlsx_sheet(name, part, _part(parts, part), is_fresh=is_fresh)


def _part(parts: Mapping[str, bytes], name: str) -> bytes:
    """The XML of a part; raises NoWorkbookError for one that declares entities, which was made to do harm.

    Raises OversizedError for one with too many tags.
    """
    xml = parts[name]
    if b"<!DOCTYPE" in xml:
        raise NoWorkbookError
    if xml.count(b"<") > _MOST_TAGS:
        raise OversizedError
    return xml


def _parsed(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def _elements(xml: bytes, events: tuple[str, ...], *tags: str) -> Iterator[tuple[str, etree._Element]]:
    return iter(etree.iterparse(io.BytesIO(xml), events, tag=tags, resolve_entities=False))


_CELLS, _ROWS, _AREAS = "{*}c", "{*}row", ("{*}dimension", "{*}mergeCell")


def _xlsx_sheet(name: str, part: str, xml: bytes, *, is_fresh: bool) -> Unseen:
    faults: dict[Place, str] = {}
    most_rows, most_columns = 0, 0
    for row, column, cell in _cells(name, xml):
        if len(cell):
            _require_number(name, cell)
            most_rows, most_columns = max(most_rows, row), max(most_columns, column)
        if fault := _xlsx_fault(cell, is_fresh=is_fresh):
            faults[row - 1, column - 1] = fault
    return Unseen(Extent(most_rows, most_columns), faults, part=part)


def _cells(sheet: str, xml: bytes) -> Iterator[tuple[int, int, etree._Element]]:
    """Every cell with its row and column from 1, each of them in its row."""
    held: list[etree._Element] = []
    row = areas = 0
    for _, element in _elements(xml, ("end",), _CELLS, _ROWS, *_AREAS):
        kind = str(element.tag).rpartition("}")[2]
        if kind == "c":
            held.append(element)
        elif kind == "row":
            row = _row(sheet, element.get("r"), row)
            yield from ((row, column, cell) for column, cell in _placed(sheet, row, held))
            for cell in held:
                cell.clear()  # first: one that is held takes long to be taken out of its row with all in it
            held.clear()
            element.clear()
        else:
            _require_area(sheet, str(element.get("ref")))
            areas += 1
            if areas > _MOST_AREAS:
                raise OversizedError
    if held:
        raise ImpossiblePlaceError(sheet, "有的格不在任何一行里")


def _row(sheet: str, stated: str | None, last: int) -> int:
    """The number of a row from 1; rows come in order."""
    row = last + 1 if stated is None else _number(stated)
    if not last < row <= LAST_ROW:
        raise ImpossiblePlaceError(sheet, f"有一行写着行号“{_cut(stated or '')}”，前一行是第 {last} 行")
    return row


def _placed(sheet: str, row: int, cells: list[etree._Element]) -> Iterator[tuple[int, etree._Element]]:
    """The cells of a row with their columns from 1."""
    column = 0
    for cell in cells:
        name = cell.get("r")
        column = column + 1 if name is None else _column_in(sheet, row, name)
        if column > LAST_COLUMN:
            raise ImpossiblePlaceError(sheet, f"第 {row} 行有 {column} 列")
        yield column, cell


_NAME = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def _column_in(sheet: str, row: int, name: str) -> int:
    parts = _NAME.fullmatch(name)
    if parts is None or int(parts[2]) != row or _column(parts[1]) > LAST_COLUMN:
        raise ImpossiblePlaceError(sheet, f"第 {row} 行里有一格写着“{_cut(name)}”")
    return _column(parts[1])


def _column(letters: str) -> int:
    """The number of a column, from 1, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _require_area(sheet: str, words: str) -> None:
    """A1 or A1:B2, the corners in this order and inside the sheet."""
    corners = [_NAME.fullmatch(each) for each in words.split(":")]
    places = [(int(each[2]), _column(each[1])) for each in corners if each]
    (top, left), (bottom, right) = (places[0], places[-1]) if places else ((0, 0), (0, 0))
    is_whole = len(places) == len(corners) <= 2  # noqa: PLR2004 - two corners
    if not (is_whole and top <= bottom <= LAST_ROW and left <= right <= LAST_COLUMN):
        raise ImpossiblePlaceError(sheet, f"有一片格写着“{_cut(words)}”")


def _number(words: str) -> int:
    """A number in digits that is not absurdly long, else -1."""
    return int(words) if re.fullmatch("[0-9]{1,9}", words) else -1


def _require_number(sheet: str, cell: etree._Element) -> None:
    """A library takes a number for a date where it looks like one, and finds no day so long ago."""
    words = cell.findtext("{*}v", "") if cell.get("t", "n") == "n" else ""
    with suppress(ValueError):  # what is no number it refuses itself
        if words.startswith("-") and float(words) < -LARGEST:
            raise ImpossiblePlaceError(sheet, f"有一格的数是“{_cut(words)}”")


_SHOWN = 20


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"


def _xlsx_fault(cell: etree._Element, *, is_fresh: bool) -> str:
    """The words for what is wrong with a cell of an .xlsx; empty for nothing."""
    if not len(cell) and cell.get("t") != "e":
        return ""
    value = cell.find("{*}v")
    stored = value.text or "" if value is not None else ""
    if cell.get("t") == "e":
        return f"是错误值 {stored}"
    if cell.find("{*}f") is None or (stored and not (is_fresh and stored == "0")):
        return ""
    return "" if cell.get("t") == "str" and value is not None else _NOT_CALCULATED


def in_ods(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Unseen]]:
    """What is to be known of each sheet of an .ods, by name: calamine sets up all of them as it opens the file.

    Raises as ``in_xlsx``.
    """
    sheet: _OdsSheet | None = None
    xml = _part(parts, "content.xml")
    for event, element in _elements(xml, ("start", "end"), _TABLE + "table", _TABLE + "table-row"):
        if element.tag == _TABLE + "table" and event == "start":
            sheet = _OdsSheet(str(element.get(_TABLE + "name")), 0, Extent(0, 0), {}, [])
        elif event == "end" and sheet is not None:
            if element.tag == _TABLE + "table":
                yield sheet.name, Unseen(sheet.extent, sheet.faults, tuple(sheet.merged))
            else:
                _take_row(sheet, element)
            element.clear()


@dataclass(slots=True)
class _OdsSheet:
    """A sheet of an .ods while its rows come by."""

    name: str
    row: int
    extent: Extent
    faults: dict[Place, str]
    merged: list[Area]


def _take_row(sheet: _OdsSheet, row: etree._Element) -> None:
    """Add to the sheet what is to be known of its next row; raises ImpossiblePlaceError."""
    repeated, column = _count(sheet, row, "number-rows-repeated", LAST_ROW), 0
    for cell in row.iterchildren(_TABLE + "table-cell", _TABLE + "covered-table-cell"):
        wide = _count(sheet, cell, "number-columns-repeated", LAST_COLUMN)
        if len(cell) or cell.get(_OFFICE + "value-type"):
            known = sheet.extent
            sheet.extent = Extent(max(known.rows, sheet.row + repeated), max(known.columns, column + wide))
        if fault := _ods_fault(cell):
            sheet.faults[sheet.row, column] = fault
        down = _count(sheet, cell, "number-rows-spanned", LAST_ROW)
        across = _count(sheet, cell, "number-columns-spanned", LAST_COLUMN)
        if down > 1 or across > 1:
            sheet.merged.append((sheet.row, column, sheet.row + down - 1, column + across - 1))
        column += wide
    sheet.row += repeated
    if column > LAST_COLUMN or sheet.row > LAST_ROW:
        raise ImpossiblePlaceError(sheet.name, f"有 {sheet.row} 行、{column} 列")


def _count(sheet: _OdsSheet, element: etree._Element, name: str, most: int) -> int:
    """How often an element is repeated, or how many rows or columns it spans; 1 where it does not say."""
    stated = element.get(_TABLE + name)
    number = 1 if stated is None else _number(stated)
    if not 1 <= number <= most:
        raise ImpossiblePlaceError(sheet.name, f"第 {sheet.row + 1} 行重复或合并“{_cut(stated or '')}”次")
    return number


def _ods_fault(cell: etree._Element) -> str:
    """The words for what is wrong with a cell of an .ods; empty for nothing."""
    if cell.get(_CALC + "value-type") == "error":
        return f"是错误值 {cell.findtext(_TEXT + 'p') or ''}"
    is_formula = cell.get(_TABLE + "formula") is not None
    return _NOT_CALCULATED if is_formula and cell.get(_OFFICE + "value-type") is None else ""
