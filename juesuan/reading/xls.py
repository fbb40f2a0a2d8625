"""An .xls file as grids; the only door to xlrd.

calamine reads .xls too, but takes an error value for an empty cell and hangs on some damaged files.
"""

import io
from collections.abc import Callable, Iterator

import xlrd  # type: ignore[import-untyped]

from juesuan.reading import compound
from juesuan.reading.cells import EncryptedError, Extent, Grid, NoWorkbookError, Value

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
    for sheet in book.sheets():
        extent = Extent(sheet.nrows, sheet.ncols)
        yield (
            sheet.name,
            None if not wanted(sheet.name) else extent if extent.is_huge else _grid(sheet, book.datemode),
        )


def _grid(sheet: xlrd.sheet.Sheet, datemode: int) -> Grid:
    cells = [sheet.row(row) for row in range(sheet.nrows)]
    faults = {
        (row, column): f"是错误值 {xlrd.error_text_from_code.get(cell.value, '')}"
        for row, each in enumerate(cells)
        for column, cell in enumerate(each)
        if cell.ctype == xlrd.XL_CELL_ERROR
    }
    rows = tuple(
        (*(_value(cell, datemode) for cell in each), *("",) * (sheet.ncols - len(each))) for each in cells
    )
    merged = tuple((top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells)
    return Grid(sheet.name, rows, merged, faults)


def _value(cell: xlrd.sheet.Cell, datemode: int) -> Value:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date(cell.value, datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    held: Value = cell.value if cell.ctype in {xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER} else ""
    return held


def _date(value: float, datemode: int) -> Value:
    try:
        moment: Value = xlrd.xldate_as_datetime(value, datemode)
    except (xlrd.XLDateError, OverflowError):
        return value
    return moment
