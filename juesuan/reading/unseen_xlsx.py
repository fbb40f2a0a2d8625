"""What is to be known of the sheets of an .xlsx beside their values: one walk over the XML of each."""

import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from juesuan.reading import marks_xlsx
from juesuan.reading.cells import LARGEST
from juesuan.reading.grid import (
    LAST_COLUMN,
    LAST_ROW,
    Extent,
    Formatted,
    Hidden,
    ImpossiblePlaceError,
    Marks,
    OversizedError,
    Place,
)
from juesuan.reading.marks_xlsx import LooksOfCells
from juesuan.reading.simple_formats import GENERAL
from juesuan.reading.unseen import NOT_CALCULATED, Unseen, constant, cut, elements, number, parsed, part

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class _Book(Struct, frozen=True):
    """What holds for all sheets of the file."""

    is_fresh: bool
    """Written by a program and never opened since: a stored 0 is no result."""
    from_1904: bool
    formats: Mapping[str, str]
    """The number formats that may show a number otherwise, by the style, as cells name it."""
    of_texts: Collection[str]
    """The styles that show texts otherwise, too."""
    looks: LooksOfCells


def read(parts: Mapping[str, bytes], wanted: Callable[[str], bool]) -> Iterator[tuple[str, Unseen]]:
    """What is to be known of each wanted sheet of an .xlsx, by name.

    Raises ImpossiblePlaceError and OversizedError, or what damage leads to.
    """
    book = parsed(part(parts, "xl/workbook.xml"))
    names = {each.lower(): each for each in parts}
    styles = parsed(part(parts, names["xl/styles.xml"])) if "xl/styles.xml" in names else None
    formats = dict(_formats(styles)) if styles is not None else {}
    about = _Book(
        is_fresh=any(each.get("fullCalcOnLoad") in _YES for each in book.iter("{*}calcPr")),
        from_1904=any(each.get("date1904") in _YES for each in book.iter("{*}workbookPr")),
        formats=formats,
        of_texts=frozenset(style for style, code in formats.items() if _is_of_texts(code)),
        looks=marks_xlsx.looks(styles, parts, names.get("xl/sharedstrings.xml")),
    )
    relations = parsed(part(parts, "xl/_rels/workbook.xml.rels"))
    targets = {str(each.get("Id")): str(each.get("Target")) for each in relations.iter("{*}Relationship")}
    for sheet in book.iter("{*}sheet"):
        name, key = str(sheet.get("name")), str(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION))
        if wanted(name):
            where = posixpath.normpath(posixpath.join("/xl", targets[key]))[1:]
            is_hidden = sheet.get("state") in {"hidden", "veryHidden"}
            found = _sheet((name, where), part(parts, where), about, is_hidden=is_hidden)
            comments = {place: words for ref, words in marks_xlsx.comments(parts, where) if (place := _place(ref))}
            yield name, replace(found, marks=replace(found.marks, comments=comments)) if comments else found


_YES = frozenset({"1", "true"})


def _place(ref: str) -> Place | None:
    """The place of a cell by its name; None for what is no name."""
    found = _NAME.fullmatch(ref)
    return (int(found[2]) - 1, _column(found[1]) - 1) if found else None


def _formats(styles: etree._Element) -> Iterator[tuple[str, str]]:
    """The number of each style whose format may show a number otherwise, with the format."""
    own = {each.get("numFmtId"): str(each.get("formatCode")) for each in styles.iter("{*}numFmt")}
    for style, each in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        key = each.get("numFmtId", "0")
        code = own.get(key) or _built_in(key)
        if code.lower() not in GENERAL:
            yield str(style), code


def _built_in(key: str) -> str:
    """The format that a file names by number alone."""
    if key == "0":
        return ""
    from juesuan.reading import number_formats  # noqa: PLC0415 - the officer's workbook names none so

    return number_formats.BUILT_IN.get(number(key), "")


def _is_of_texts(code: str) -> bool:
    if "@" not in code and ";" not in code:
        return False
    from juesuan.reading import number_formats  # noqa: PLC0415 - as above

    return number_formats.text_section(code) is not None


def _sheet(named: tuple[str, str], xml: bytes, book: _Book, *, is_hidden: bool) -> Unseen:
    name, where = named
    faults, shown, looks = dict[Place, str](), dict[Place, Formatted](), dict[Place, tuple[bool, bool]]()
    rows, columns, linked = set[int](), set[int](), set[Place]()
    most_rows, most_columns = 0, 0
    for row, column, cell in _cells(name, xml, rows, columns):
        if not len(cell) and cell.get("t") != "e":
            continue
        held, kind, place = _held(cell), cell.get("t", "n"), (row - 1, column - 1)
        if held:
            most_rows, most_columns = max(most_rows, row), max(most_columns, column)
            if found := _shown(name, cell, held.get("v", ""), book):
                shown[place] = found
            looks[place] = _looks(cell, held.get("v"), book.looks)
        if kind == "e" or "f" in held:
            formula, fault = held.get("f", ""), _fault(held, kind, is_fresh=book.is_fresh)
            if _OTHER_FILE.search(formula):
                linked.add(place)
            typed = _typed(formula, is_calculated=fault != NOT_CALCULATED)
            if typed is not None and (fault or place not in shown):
                shown[place] = typed
            elif fault:
                faults[place] = fault
    hidden = Hidden(frozenset(rows), frozenset(columns), is_hidden)
    struck, faint = (frozenset(place for place, each in looks.items() if each[at]) for at in range(2))
    extent, marks = Extent(most_rows, most_columns), Marks(struck, faint)
    return Unseen(extent, faults, (), shown, hidden, frozenset(linked), marks, where)


_OTHER_FILE = re.compile(r"(?<![\w\[\]])\[(?:[0-9]+|[^\[\]]+\.\w+)\][^\[\]!]*!")
"""Another file in a formula: [1]Sheet1!B2, as it is stored, or with its name; 表1[2022] is a column."""


def _held(cell: etree._Element) -> Mapping[str, str]:
    """The words in a cell: v are those of its value, f those of its formula."""
    return {str(each.tag).rpartition("}")[2]: each.text or "" for each in reversed(cell)}


def _looks(cell: etree._Element, words: str | None, looks: LooksOfCells) -> tuple[bool, bool]:
    """Whether a cell is struck through, and whether it is not to be seen; of a text any part of it."""
    kind, inline = cell.get("t", "n"), cell.find("{*}is")
    text = looks.texts.get(words or "") if kind == "s" else None
    if kind == "inlineStr" and inline is not None:
        text = marks_xlsx.of_runs(inline)
    return looks.marks(cell.get("s", "0"), text)


def _typed(formula: str, *, is_calculated: bool) -> Formatted | None:
    """What was typed into a cell as a formula of one number; None where that shows as what it is.

    A percentage without a format shows as 1 where 100% was meant.
    """
    typed = constant(f"={formula}") if formula else None
    return typed if typed is not None and (not is_calculated or formula.endswith("%")) else None


def _shown(sheet: str, cell: etree._Element, words: str, book: _Book) -> Formatted | None:
    """How a cell shows its value; None where that is as it is. Raises ImpossiblePlaceError."""
    style, kind = cell.get("s", "0"), cell.get("t", "n")
    code = book.formats.get(style)
    if kind == "n":
        _require_number(sheet, words)
        is_formatted = code is not None and _NUMBER.fullmatch(words)
        return Formatted(float(words), code or "", book.from_1904) if is_formatted else None
    if kind == "d":
        return Formatted("", "ISO 8601")
    return Formatted("", code) if code is not None and style in book.of_texts and kind not in {"b", "e"} else None


_NUMBER = re.compile(r"[+-]?[0-9]{1,400}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,3})?")


_MOST_AREAS = 2_000
"""Merged areas of a sheet, each of which is told."""


_CELL, _ROW, _COLUMNS, _AREAS = "{*}c", "{*}row", "{*}col", ("{*}dimension", "{*}mergeCell")


def _cells(
    sheet: str, xml: bytes, hidden_rows: set[int], hidden_columns: set[int]
) -> Iterator[tuple[int, int, etree._Element]]:
    """Every cell with its row and column from 1, each of them in its row; hidden ones are gathered, from 0.

    They are taken from the row that has ended, which is emptied then: to stop at each cell costs more than all
    that is looked up in it, and a sheet as a whole more memory than there may be.
    """
    row = areas = 0
    passing = elements(xml, ("end",), _ROW, _COLUMNS, *_AREAS)
    for _, element in passing:
        kind = str(element.tag).rpartition("}")[2]
        if kind == "row":
            row = _row(sheet, element.get("r"), row)
            if _is_hidden(element, "ht", _FLAT):
                hidden_rows.add(row - 1)
            yield from _placed(sheet, row, element)
            element.clear()
        elif kind == "col":
            hidden_columns.update(_columns(element) if _is_hidden(element, "width", _SLIM) else ())
        else:
            _require_area(sheet, str(element.get("ref")))
            areas += 1
            if areas > _MOST_AREAS:
                raise OversizedError
    if next(passing.root.iter(_CELL), None) is not None:  # those of the rows are gone
        raise ImpossiblePlaceError(sheet, "有的格不在任何一行里")


def _is_hidden(element: etree._Element, size: str, nothing: re.Pattern[str]) -> bool:
    """Whether a row or the columns of an element are hidden, or so small that nothing of them is seen."""
    return element.get("hidden") in _YES or nothing.fullmatch(element.get(size, "")) is not None


_FLAT, _SLIM = re.compile(r"[0-2](\.[0-9]+)?"), re.compile(r"0(\.[0-9]+)?")
"""The heights, in points, and the widths, in digits, of which nothing is seen."""


def _columns(element: etree._Element) -> range:
    """The columns, from 0, that an element speaks of."""
    first, last = number(element.get("min", "")), number(element.get("max", ""))
    return range(max(first - 1, 0), min(last, LAST_COLUMN))


def _row(sheet: str, stated: str | None, last: int) -> int:
    """The number of a row from 1; rows come in order."""
    row = last + 1 if stated is None else number(stated)
    if not last < row <= LAST_ROW:
        raise ImpossiblePlaceError(sheet, f"有一行写着行号“{cut(stated or '')}”，前一行是第 {last} 行")
    return row


def _placed(sheet: str, row: int, element: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """The cells of a row with its number and their columns from 1."""
    column, digits, cell = 0, str(row), None
    for cell in element.iter(_CELL):
        name = cell.get("r")
        column = column + 1 if name is None else _column(name.removesuffix(digits))
        if not 0 < column <= LAST_COLUMN:
            stated = f"第 {row} 行有 {column} 列" if name is None else f"第 {row} 行里有一格写着“{cut(name)}”"
            raise ImpossiblePlaceError(sheet, stated)
        yield row, column, cell
    if cell is not None:
        cell.clear()  # the last is still held, and would take long to be taken out of its row with all in it


_NAME = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@lru_cache(maxsize=LAST_COLUMN)
def _column(letters: str) -> int:
    """The number of a column, from 1, by its letters; 0 for what are none."""
    if not re.fullmatch("[A-Z]{1,3}", letters):
        return 0
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
        raise ImpossiblePlaceError(sheet, f"有一片格写着“{cut(words)}”")


def _require_number(sheet: str, words: str) -> None:
    """A library takes a number for a date where it looks like one, and finds no day so long ago."""
    with suppress(ValueError):  # what is no number it refuses itself
        if words.startswith("-") and float(words) < -LARGEST:
            raise ImpossiblePlaceError(sheet, f"有一格的数是“{cut(words)}”")


def _fault(held: Mapping[str, str], kind: str, *, is_fresh: bool) -> str:
    """The words for what is wrong with a cell of that kind that is not blank; empty for nothing."""
    stored = held.get("v", "")
    if kind == "e":
        return f"是错误值 {stored}"
    if "f" not in held or (stored and not (is_fresh and stored == "0")):
        return ""
    return "" if kind == "str" and "v" in held else NOT_CALCULATED
