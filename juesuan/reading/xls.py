"""An .xls file as grids; the only door to xlrd.

calamine reads .xls too, but takes an error value for an empty cell and hangs on some damaged files.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import xlrd  # type: ignore[import-untyped]

from juesuan.reading import colours, compound, number_formats, xls_formulas
from juesuan.reading.grid import (
    EncryptedError,
    Extent,
    Formatted,
    Grid,
    Hidden,
    Marks,
    NoWorkbookError,
    Place,
    Value,
)
from juesuan.reading.simple_formats import GENERAL

_NAMES = ("Workbook", "Book", "WORKBOOK", "BOOK")


def read(data: bytes, wanted: Callable[[str], bool]) -> Iterator[tuple[str, Grid | Extent | None]]:
    """The name of every sheet, with its grid where it is wanted, or only its extent where that is too large.

    A damaged file raises whatever xlrd happens to trip over; an encrypted one EncryptedError, a Word file or the
    like NoWorkbookError.
    """
    streams = compound.streams(data)
    if "EncryptedPackage" in streams:
        raise EncryptedError
    stream = next((streams[name] for name in _NAMES if name in streams), None)
    if stream is None:
        raise NoWorkbookError
    try:
        book = xlrd.open_workbook(
            file_contents=stream,
            formatting_info=True,
            logfile=io.StringIO(),
            ragged_rows=True,  # or a cell far off sets up the whole rectangle up to it
        )
    except xlrd.XLRDError as caught:
        raise (EncryptedError if "encrypted" in str(caught) else ValueError) from caught
    for sheet, typed in zip(book.sheets(), xls_formulas.percentages(stream), strict=True):
        extent = Extent(sheet.nrows, sheet.ncols)
        yield (
            sheet.name,
            None if not wanted(sheet.name) else extent if extent.is_huge else _grid(sheet, book, typed),
        )


def _grid(sheet: xlrd.sheet.Sheet, book: xlrd.book.Book, typed: Mapping[Place, Formatted]) -> Grid:
    """The grid of a sheet; ``typed`` are the percentages typed as formulas, which without a format show as 1."""
    cells = [sheet.row(row) for row in range(sheet.nrows)]
    faults = {
        (row, column): f"是错误值 {xlrd.error_text_from_code.get(cell.value, '')}"
        for row, each in enumerate(cells)
        for column, cell in enumerate(each)
        if cell.ctype == xlrd.XL_CELL_ERROR
    }
    rows = [[*(_value(cell, book) for cell in each), *("",) * (sheet.ncols - len(each))] for each in cells]
    for (row, column), value in typed.items():
        if isinstance(rows[row][column], float):
            rows[row][column] = value
    merged = tuple((top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells)
    return Grid(sheet.name, tuple(map(tuple, rows)), merged, faults, _hidden(sheet), marks=_marks(sheet, book))


_TINY = 80
"""Letters of less than 4 points, in twentieths of one, are read by nobody."""


def _marks(sheet: xlrd.sheet.Sheet, book: xlrd.book.Book) -> Marks:
    """Of a cell its own letters count, or any that a part of its words has."""
    struck, faint = set[Place](), set[Place]()
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
                continue
            style, place = book.xf_list[cell.xf_index], (row, column)
            runs = (font for _, font in sheet.rich_text_runlist_map.get(place, ()))
            fonts = [book.font_list[font] for font in (style.font_index, *runs)]
            filled = style.background
            solid = book.colour_map.get(filled.pattern_colour_index) if filled.fill_pattern == 1 else None
            ground = solid if filled.fill_pattern else colours.WHITE
            struck.update([place] if any(font.struck_out for font in fonts) else ())
            letters = (book.colour_map.get(font.colour_index) or colours.BLACK for font in fonts)
            is_tiny = any(font.height < _TINY for font in fonts)
            faint.update([place] if is_tiny or any(colours.is_faint(each, ground) for each in letters) else ())
    comments = {place: said for place, note in sheet.cell_note_map.items() if (said := _said(note))}
    return Marks(frozenset(struck), frozenset(faint), comments)


def _said(note: Any) -> str:
    """The words of a comment without the name of its author before them."""
    return str(note.text).strip().removeprefix(f"{note.author}:").strip()


_FLAT, _SLIM = 60, 256
"""A lower row, in twentieths of a point, and a narrower column, in 256ths of a digit, show nothing."""


def _hidden(sheet: xlrd.sheet.Sheet) -> Hidden:
    rows = frozenset(at for at, info in sheet.rowinfo_map.items() if info.hidden or info.height < _FLAT)
    columns = frozenset(at for at, info in sheet.colinfo_map.items() if info.hidden or info.width < _SLIM)
    return Hidden(rows, columns, bool(sheet.visibility))


def _value(cell: xlrd.sheet.Cell, book: xlrd.book.Book) -> Value:
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype not in {xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
        return ""
    held: Value = cell.value
    code = _format(cell, book)
    is_text = cell.ctype == xlrd.XL_CELL_TEXT
    if code.lower() in GENERAL or (is_text and number_formats.text_section(code) is None):
        return held
    return Formatted(cell.value, code, bool(book.datemode))


_OWN = frozenset({*range(5, 9), *range(41, 45)})
"""The numbers of formats with a sign of currency: those a file states itself."""


def _format(cell: xlrd.sheet.Cell, book: xlrd.book.Book) -> str:
    key = book.xf_list[cell.xf_index].format_key
    stated = str(book.format_map[key].format_str) if key in book.format_map else ""
    built_in = number_formats.BUILT_IN.get(key, "")
    return stated or built_in if key in _OWN else built_in or stated
