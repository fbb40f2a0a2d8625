"""What is to be known of the sheets of an .ods beside their values: one walk over the XML of its content."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from operator import itemgetter

from lxml import etree
from msgspec import Struct, field

from juesuan.reading import marks_ods
from juesuan.reading.grid import (
    LAST_COLUMN,
    LAST_ROW,
    MAX_COLUMNS,
    MAX_ROWS,
    Area,
    Extent,
    Formatted,
    Hidden,
    ImpossiblePlaceError,
    Marks,
    Place,
)
from juesuan.reading.marks_ods import Look
from juesuan.reading.unseen import NOT_CALCULATED, Unseen, constant, cut, elements, number, part

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_UNSEEN = frozenset({"collapse", "filter"})
_NUMBERS = frozenset({"float", "percentage", "currency", "date", "time"})


def read(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Unseen]]:
    """What is to be known of each sheet of an .ods, by name: calamine sets up all of them as it opens the file.

    Raises ImpossiblePlaceError and OversizedError, or what damage leads to.
    """
    sheet: _Sheet | None = None
    hidden_styles, looks = set[str | None](), dict[str | None, Look]()
    xml = part(parts, "content.xml")
    for event, element in elements(xml, ("start", "end"), *(_TABLE + tag for tag in _TAGS), _STYLE + "style"):
        if element.tag == _TABLE + "table" and event == "start":
            is_hidden = element.get(_TABLE + "style-name") in hidden_styles
            sheet = _Sheet(str(element.get(_TABLE + "name")), 0, 0, Extent(0, 0), is_hidden=is_hidden, looks=looks)
        elif event == "end" and element.tag == _STYLE + "style":
            if element.find(f"{_STYLE}table-properties[@{_TABLE}display='false']") is not None:
                hidden_styles.add(element.get(_STYLE + "name"))
            if element.get(_STYLE + "family") in {"table-cell", "text"}:
                looks[element.get(_STYLE + "name")] = marks_ods.look(element)
        elif event == "end" and sheet is not None:
            if element.tag == _TABLE + "table":
                yield sheet.name, _unseen(sheet)
            elif element.tag == _TABLE + "table-column":
                _take_column(sheet, element)
            else:
                _take_row(sheet, element)
            element.clear()


_TAGS = ("table", "table-column", "table-row")


def _unseen(sheet: "_Sheet") -> Unseen:
    hidden = Hidden(frozenset(sheet.hidden_rows), frozenset(sheet.hidden_columns), sheet.is_hidden)
    marks = Marks(frozenset(sheet.struck), frozenset(sheet.faint), sheet.comments)
    merged, linked = tuple(sheet.merged), frozenset(sheet.linked)
    return Unseen(sheet.extent, sheet.faults, merged, sheet.shown, hidden, linked, marks)


class _Sheet(Struct):
    """A sheet of an .ods while its columns and rows come by."""

    name: str
    row: int
    column: int
    extent: Extent
    is_hidden: bool
    looks: dict[str | None, Look]
    """Those of the styles, by name."""
    faults: dict[Place, str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    shown: dict[Place, Formatted] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    linked: set[Place] = field(default_factory=set)
    columns: list[tuple[int, str | None]] = field(default_factory=list)
    """Where each run of columns ends that has one style for its cells, with the name of the style."""
    struck: set[Place] = field(default_factory=set)
    faint: set[Place] = field(default_factory=set)
    comments: dict[Place, str] = field(default_factory=dict)


def _take_column(sheet: _Sheet, column: etree._Element) -> None:
    repeated = _count(sheet, column, "number-columns-repeated", LAST_COLUMN)
    if column.get(_TABLE + "visibility") in _UNSEEN:
        sheet.hidden_columns.update(range(sheet.column, min(sheet.column + repeated, MAX_COLUMNS)))
    sheet.column += repeated
    sheet.columns.append((sheet.column, column.get(_TABLE + "default-cell-style-name")))


def _take_row(sheet: _Sheet, row: etree._Element) -> None:
    """Add to the sheet what is to be known of its next row; raises ImpossiblePlaceError."""
    repeated, column = _count(sheet, row, "number-rows-repeated", LAST_ROW), 0
    for cell in row.iterchildren(_TABLE + "table-cell", _TABLE + "covered-table-cell"):
        wide = _count(sheet, cell, "number-columns-repeated", LAST_COLUMN)
        if len(cell) or cell.get(_OFFICE + "value-type") or cell.get(_TABLE + "formula"):
            known = sheet.extent
            sheet.extent = Extent(max(known.rows, sheet.row + repeated), max(known.columns, column + wide))
            _take_marks(sheet, cell, (column, wide), repeated)
        fault = _fault(cell)
        if fault == NOT_CALCULATED and (typed := constant(_formula(cell))):
            sheet.shown.update(dict.fromkeys(_places(sheet, (column, wide), repeated), typed))
        elif fault:
            sheet.faults[sheet.row, column] = fault
        if cell.get(_OFFICE + "value-type") in _NUMBERS:
            _take_shown(sheet, cell, (column, wide), repeated)
        down = _count(sheet, cell, "number-rows-spanned", LAST_ROW)
        across = _count(sheet, cell, "number-columns-spanned", LAST_COLUMN)
        if down > 1 or across > 1:
            sheet.merged.append((sheet.row, column, sheet.row + down - 1, column + across - 1))
        column += wide
    if row.get(_TABLE + "visibility") in _UNSEEN:
        sheet.hidden_rows.update(range(sheet.row, min(sheet.row + repeated, MAX_ROWS)))
    sheet.row += repeated
    if column > LAST_COLUMN or sheet.row > LAST_ROW:
        raise ImpossiblePlaceError(sheet.name, f"有 {sheet.row} 行、{column} 列")


def _take_marks(sheet: _Sheet, cell: etree._Element, at: tuple[int, int], rows: int) -> None:
    """Add how a cell looks and what stands beside it, at each of the places in which it is repeated."""
    if "['file:" in _formula(cell):  # ['file:///D:/报表.ods'#$Sheet1.B2]
        sheet.linked.add((sheet.row, at[0]))
    run = bisect_right(sheet.columns, at[0], key=itemgetter(0))
    of_column = sheet.columns[run][1] if run < len(sheet.columns) else None
    style = cell.get(_TABLE + "style-name") or of_column
    own = sheet.looks.get(style, marks_ods.PLAIN)
    is_struck, is_faint, comment = marks_ods.marks(cell, own, sheet.looks)
    if is_struck:
        sheet.struck.update(_places(sheet, at, rows))
    if is_faint:
        sheet.faint.update(_places(sheet, at, rows))
    if comment:
        sheet.comments[sheet.row, at[0]] = comment


def _take_shown(sheet: _Sheet, cell: etree._Element, at: tuple[int, int], rows: int) -> None:
    """Add what a cell of numbers shows, at each of the places in which it is repeated."""
    kind, said = str(cell.get(_OFFICE + "value-type")), cell.findall(_TEXT + "p")
    words = "\n".join(map(_words, said)).strip() if said else None
    if words != cell.get(_OFFICE + "value") and (said or kind != "float"):
        shown = Formatted("", "" if said else kind, words=words)
        sheet.shown.update(dict.fromkeys(_places(sheet, at, rows), shown))


def _places(sheet: _Sheet, at: tuple[int, int], rows: int) -> Iterator[Place]:
    """Every place of a cell that is repeated: its column with their number, and the number of its rows."""
    column, wide = at
    for row in range(sheet.row, min(sheet.row + rows, MAX_ROWS)):
        yield from ((row, place) for place in range(column, min(column + wide, MAX_COLUMNS)))


def _words(paragraph: etree._Element) -> str:
    """The words of a paragraph; several spaces are an element of their own."""
    spaces = {_TEXT + "s": " ", _TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
    return "".join(
        (each.text or "") + spaces.get(str(each.tag), "") + (each.tail or "") for each in paragraph.iter()
    )


def _count(sheet: _Sheet, element: etree._Element, name: str, most: int) -> int:
    """How often an element is repeated, or how many rows or columns it spans; 1 where it does not say."""
    stated = element.get(_TABLE + name)
    count = 1 if stated is None else number(stated)
    if not 1 <= count <= most:
        raise ImpossiblePlaceError(sheet.name, f"第 {sheet.row + 1} 行重复或合并“{cut(stated or '')}”次")
    return count


def _formula(cell: etree._Element) -> str:
    """The formula as a person types it: an .ods names its language before it, of:=100%."""
    return re.sub(r"^[a-z]+:(?==)", "", cell.get(_TABLE + "formula", ""))


def _fault(cell: etree._Element) -> str:
    """The words for what is wrong with a cell of an .ods; empty for nothing."""
    if cell.get(_CALC + "value-type") == "error":
        return f"是错误值 {cell.findtext(_TEXT + 'p') or ''}"
    is_formula = cell.get(_TABLE + "formula") is not None
    return NOT_CALCULATED if is_formula and cell.get(_OFFICE + "value-type") is None else ""
