"""What calamine passes over in silence, looked up in the XML of .xlsx and .ods.

It reads an error value as an empty cell, drops a formula that was never calculated, does not tell the merged cells
of an .ods, and sets up the whole rectangle down to a stray cell in the last row of the sheet.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from juesuan.reading.cells import Area, Extent, NoWorkbookError, Place

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_NOT_CALCULATED = "有公式但没有算出结果"


@dataclass(frozen=True, slots=True)
class Unseen:
    """What is to be known of a sheet beside its values: its size, its faulty cells, its merged ones."""

    extent: Extent
    """How far the cells that hold anything reach."""
    faults: Mapping[Place, str]
    """The cells that hold an error value or a formula without a result, with the words for it."""
    merged: tuple[Area, ...] = ()
    """The merged cells of an .ods; empty for an .xlsx, of which calamine knows them."""


def in_xlsx(archive: zipfile.ZipFile, wanted: Callable[[str], bool]) -> Iterator[tuple[str, Unseen]]:
    """What is to be known of each wanted sheet of an .xlsx, by name; raises NoWorkbookError for a hostile file."""
    book = _parsed(_part(archive, "xl/workbook.xml"))
    # Written by a program and never opened since: a stored 0 is no result.
    is_fresh = any(each.get("fullCalcOnLoad") in {"1", "true"} for each in book.iter("{*}calcPr"))
    relations = _parsed(_part(archive, "xl/_rels/workbook.xml.rels"))
    targets = {str(each.get("Id")): str(each.get("Target")) for each in relations.iter("{*}Relationship")}
    for sheet in book.iter("{*}sheet"):
        name, key = str(sheet.get("name")), str(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION))
        if wanted(name):
            part = posixpath.normpath(posixpath.join("/xl", targets[key]))[1:]
            yield name, _xlsx_sheet(_part(archive, part), is_fresh=is_fresh)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The XML of a part; raises NoWorkbookError for one that declares entities, which was made to do harm."""
    xml = archive.read(name)
    if b"<!DOCTYPE" in xml:
        raise NoWorkbookError
    return xml


def _parsed(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def _elements(xml: bytes, *tags: str) -> Iterator[tuple[str, etree._Element]]:
    return iter(etree.iterparse(io.BytesIO(xml), ("start", "end"), tag=tags, resolve_entities=False))


def _xlsx_sheet(xml: bytes, *, is_fresh: bool) -> Unseen:
    faults: dict[Place, str] = {}
    row, most_rows, most_columns = 0, 0, 0
    for event, element in _elements(xml, "{*}row"):
        if event == "start":
            row = int(element.get("r") or row + 1)
            continue
        for column, cell in _cells_of(element):
            if len(cell):
                most_rows, most_columns = max(most_rows, row), max(most_columns, column)
            if fault := _xlsx_fault(cell, is_fresh=is_fresh):
                faults[row - 1, column - 1] = fault
        element.clear()
    return Unseen(Extent(most_rows, most_columns), faults)


def _cells_of(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    column = 0
    for cell in row.iterchildren("{*}c"):
        column = _column(str(cell.get("r"))) or column + 1
        yield column, cell


def _column(name: str) -> int:
    """The column of a cell's name, from 1; 0 for what is no name."""
    letters = re.fullmatch(r"([A-Z]{1,3})\d+", name)
    number = 0
    for letter in letters[1] if letters else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _xlsx_fault(cell: etree._Element, *, is_fresh: bool) -> str:
    """The words for what is wrong with a cell of an .xlsx; empty for nothing."""
    value = cell.find("{*}v")
    stored = value.text or "" if value is not None else ""
    if cell.get("t") == "e":
        return f"是错误值 {stored}"
    if cell.find("{*}f") is None or (stored and not (is_fresh and stored == "0")):
        return ""
    return "" if cell.get("t") == "str" and value is not None else _NOT_CALCULATED


def in_ods(archive: zipfile.ZipFile) -> Iterator[tuple[str, Unseen]]:
    """What is to be known of each sheet of an .ods, by name: calamine sets up all of them as it opens the file."""
    sheet: _OdsSheet | None = None
    for event, element in _elements(_part(archive, "content.xml"), _TABLE + "table", _TABLE + "table-row"):
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
    """Add to the sheet what is to be known of its next row."""
    repeated, column = _count(row, "number-rows-repeated"), 0
    for cell in row.iterchildren(_TABLE + "table-cell", _TABLE + "covered-table-cell"):
        wide = _count(cell, "number-columns-repeated")
        if len(cell) or cell.get(_OFFICE + "value-type"):
            known = sheet.extent
            sheet.extent = Extent(max(known.rows, sheet.row + repeated), max(known.columns, column + wide))
        if fault := _ods_fault(cell):
            sheet.faults[sheet.row, column] = fault
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            sheet.merged.append((sheet.row, column, sheet.row + down - 1, column + across - 1))
        column += wide
    sheet.row += repeated


def _count(element: etree._Element, name: str) -> int:
    """How often an element is repeated, or how many rows or columns it spans; 1 where it does not say."""
    return int(element.get(_TABLE + name) or 1)


def _ods_fault(cell: etree._Element) -> str:
    """The words for what is wrong with a cell of an .ods; empty for nothing."""
    if cell.get(_CALC + "value-type") == "error":
        return f"是错误值 {cell.findtext(_TEXT + 'p') or ''}"
    is_formula = cell.get(_TABLE + "formula") is not None
    return _NOT_CALCULATED if is_formula and cell.get(_OFFICE + "value-type") is None else ""
