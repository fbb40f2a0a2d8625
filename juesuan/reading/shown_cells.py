"""Cells of the workbook as the officer sees them: row and column in words, what stands there, what it is worth."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from juesuan.model import workbook_form
from juesuan.model.chinese import folded
from juesuan.model.sheets import Column, ColumnKind, Sheet
from juesuan.model.values import Cell
from juesuan.reading import cells, spreadsheet, tables
from juesuan.reading.grid import Formatted, Grid, Value, plain
from juesuan.reading.official.places import position
from juesuan.reading.tables import SheetRow

_PLACE = re.compile(r"〔(.+?)〕([A-Z]{1,3})([1-9][0-9]{0,6})")
_NAMING = (ColumnKind.TEXT, ColumnKind.CODE)
_OF_NUMBERS = (ColumnKind.AMOUNT, ColumnKind.NUMBER)


class ShownCell(Struct, frozen=True):
    """A cell of the workbook."""

    cell: Cell
    row: str
    """What its row is called, such as 公务接待费; empty outside the table."""
    column: str
    """The heading of its column; empty likewise."""
    shown: str
    """What stands there, as it was typed."""
    is_number: bool
    """Whether a number belongs there."""
    unit: str = ""
    """元 or 万元 for money, the unit of a count; empty for words."""
    value: Decimal | None = None
    """The number, in 元 where it is money; None for words, a blank cell and what cannot be read."""


def shown_cells(name: str, data: bytes, places: Iterable[str]) -> Mapping[str, ShownCell]:
    """The cells at these places, such as 〔三公经费〕B13, of the workbook ``name``; what is no cell has none.

    Raises ReportError for what is no readable workbook.
    """
    wanted = {place: Cell(found[1], found[2] + found[3]) for place in places if (found := _PLACE.fullmatch(place))}
    sheets = [sheet for sheet in workbook_form.SHEETS if sheet.name in {cell.sheet for cell in wanted.values()}]
    grids = spreadsheet.read(data, name, [sheet.name for sheet in sheets], [])
    held = {cell: one for sheet in sheets if sheet.name in grids for cell, one in _of(grids[sheet.name], sheet)}
    return {
        place: held[cell] if cell in held else _beside(grids[cell.sheet], cell)
        for place, cell in wanted.items()
        if cell.sheet in grids
    }


def of_rows(name: str, data: bytes, places: Iterable[str]) -> Mapping[str, Mapping[str, ShownCell]]:
    """What can be typed into the rows that begin at these places, by place; raises as ``shown_cells``.

    Of a fixed table it is all but the label, of a list the beginning itself and the cells of words.
    """
    wanted = {place for place in places if _PLACE.fullmatch(place)}
    named = [sheet.name for sheet in workbook_form.SHEETS if any(f"〔{sheet.name}〕" in place for place in wanted)]
    grids = spreadsheet.read(data, name, named, [])
    found: dict[str, Mapping[str, ShownCell]] = {}
    for sheet in (each for each in workbook_form.SHEETS if each.name in grids):
        table = tables.read(grids[sheet.name], sheet, [])
        for row in table.rows:
            first, *others = _row(row, sheet, table.unit)
            prose = [each.heading for each in sheet.columns if each.kind is ColumnKind.PROSE]
            own = others if sheet.items else [first, *(each for each in others if each.column in prose)]
            if str(first.cell) in wanted:
                found[str(first.cell)] = {str(each.cell): each for each in own}
    return found


class ShownSheet(Struct, frozen=True):
    """A sheet of the workbook as a table."""

    name: str
    unit: str
    """元 or 万元 where it holds money; empty where it holds none."""
    headings: tuple[str, ...]
    rows: tuple[tuple[ShownCell, ...], ...]
    """As many cells as headings, row by row."""


def shown_sheets(name: str, data: bytes) -> tuple[ShownSheet, ...]:
    """Every sheet of the form in the workbook ``name``; raises as ``shown_cells``.

    One whose headings are not there has no rows.
    """
    grids = spreadsheet.read(data, name, [sheet.name for sheet in workbook_form.SHEETS], [])
    return tuple(_sheet(grids[each.name], each) for each in workbook_form.SHEETS if each.name in grids)


def _sheet(grid: Grid, sheet: Sheet) -> ShownSheet:
    table = tables.read(grid, sheet, [])
    rows = tuple(tuple(_row(row, sheet, table.unit)) for row in table.rows)
    there = {cell.column for row in rows for cell in row}
    headings = tuple(each.heading for each in sheet.columns if each.heading in there)
    return ShownSheet(sheet.name, table.unit if sheet.money else "", headings, rows)


def read_cells(name: str, data: bytes) -> frozenset[Cell]:
    """Every cell of the workbook ``name`` that the program reads; raises as ``shown_cells``."""
    grids = spreadsheet.read(data, name, [sheet.name for sheet in workbook_form.SHEETS], [])
    sheets = (sheet for sheet in workbook_form.SHEETS if sheet.name in grids)
    return frozenset(cell for sheet in sheets for cell, _ in _of(grids[sheet.name], sheet))


def _of(grid: Grid, sheet: Sheet) -> Iterator[tuple[Cell, ShownCell]]:
    table = tables.read(grid, sheet, [])
    for row in table.rows:
        for shown in _row(row, sheet, table.unit):
            yield shown.cell, shown


def _row(row: SheetRow, sheet: Sheet, unit: str) -> Iterator[ShownCell]:
    """The cells of a row in the order of the form's columns; ``unit`` is that of the sheet's money."""
    words = " ".join(_label(row, sheet)), _unit(row, sheet, unit)
    for column in sheet.columns:
        if column.field in row.cells:
            yield _shown(row.values[column.field], row.cells[column.field], column, words)


def _label(row: SheetRow, sheet: Sheet) -> Iterator[str]:
    """The words by which a row is known: its code and name, or its label."""
    naming = [each for each in sheet.columns if each.kind in _NAMING and each.required][:2]
    for column in naming or sheet.columns[:1]:
        if words := plain(row.values.get(column.field, "")):
            yield words


def _unit(row: SheetRow, sheet: Sheet, unit: str) -> str:
    """What the numbers of a row are given in: the unit of a count, or that of the sheet's money."""
    label = folded(plain(row.values.get(sheet.columns[0].field, "")))
    item = next((each for each in sheet.items if folded(each.label) == label), None)
    return item.unit if item and item.unit else unit if sheet.money else ""


def _shown(value: Value, cell: Cell, column: Column, words: tuple[str, str]) -> ShownCell:
    label, unit = words
    if column.kind not in _OF_NUMBERS:
        return ShownCell(cell, label, column.heading, cells.typed(value), is_number=False)
    is_money = unit in {"元", "万元"} and column.kind is ColumnKind.AMOUNT
    money = cells.amount(value, cell, unit, []) if is_money else None
    number = money.yuan if money else None if is_money else cells.number(value, cell, [])
    shown = cells.typed(value)
    return ShownCell(cell, label, column.heading, shown, is_number=True, unit=unit, value=number)


def _beside(grid: Grid, cell: Cell) -> ShownCell:
    """A cell that no column of the form reads."""
    row, column = position(cell)
    values = grid.rows[row] if row < len(grid.rows) else ()
    value = values[column] if column < len(values) else ""
    held = value.stored if isinstance(value, Formatted) else value
    return ShownCell(cell, "", "", cells.typed(value), is_number=isinstance(held, int | float))
