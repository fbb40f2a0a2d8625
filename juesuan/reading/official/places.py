"""Where the year's workbook has the cells that official tables feed, and what these cells hold now."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from juesuan.model import workbook_form
from juesuan.model.chinese import folded
from juesuan.model.official import Target, pair
from juesuan.model.official_record import Records
from juesuan.model.problems import Problem, ReportError, Severity
from juesuan.model.sheets import Sheet
from juesuan.model.values import Cell
from juesuan.reading import (
    cells,
    fixed_tables,
    functional_items,
    items_by_source,
    open_tables,
    spreadsheet,
    tables,
)
from juesuan.reading.grid import Grid, Value, plain
from juesuan.reading.tables import SheetRow, SheetTable

SHEETS = (
    workbook_form.REVENUE_EXPENDITURE,
    workbook_form.FISCAL_APPROPRIATION,
    workbook_form.FUNCTIONAL_ITEMS,
    workbook_form.BASIC_EXPENDITURE,
    workbook_form.THREE_PUBLIC,
    workbook_form.OTHER_MATTERS,
    workbook_form.REVENUE_ITEMS,
    workbook_form.EXPENDITURE_ITEMS,
    workbook_form.DETAIL_ITEMS,
)
"""The sheets that are fed."""
_TOTALS = (workbook_form.PERSONNEL_TOTAL, workbook_form.PUBLIC_USE_TOTAL)
_PLACED = frozenset({"R04", "R20", "R21", "R22", "R23", "R24", "R28", "R41"})
"""The codes of what leaves it open which cell is meant."""


class FedCell(Struct, frozen=True):
    """A cell of the workbook that a target means."""

    cell: Cell
    held: Value
    """What it holds; an empty text where it is blank."""
    value: Decimal | None
    """The number in it, in 元 where it is money; None where it holds none that can be read."""
    unit: str
    """What the sheet gives its money in; empty for what is counted."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed there."""
        return not plain(self.held)


class BookSheet(Struct, frozen=True):
    """A sheet of the workbook that is fed, with its rows by what they mean."""

    sheet: Sheet
    grid: Grid
    table: SheetTable
    rows: Mapping[tuple[str, str], SheetRow]
    """By fund, empty but in 支出科目 and 支出明细, and label or code."""

    @property
    def columns(self) -> Mapping[str, str]:
        """The field of each column by its heading."""
        return {column.heading: column.field for column in self.sheet.columns}


class YearBook(Struct, frozen=True):
    """The sheets of a year's workbook that are fed, by name."""

    sheets: Mapping[str, BookSheet]
    year: int | None
    department: str
    blank: tuple[str, ...]
    """What 基本信息 must say and does not, by the labels of its rows."""

    def place(self, target: Target) -> FedCell | None:
        """The cell that a target means; None where the workbook has no such row."""
        held = self.sheets[target.sheet]
        row = held.rows.get((target.fund, target.row))
        field = held.columns.get(target.column)
        if row is None or field is None or field not in row.cells:
            return None
        return _place(held, row, field, target)


def read(data: bytes, name: str, problems: list[Problem]) -> YearBook:
    """The workbook ``name``; what leaves it open which cell is meant is added to ``problems``.

    Raises ReportError for no readable workbook.
    """
    names = [sheet.name for sheet in (workbook_form.DEPARTMENT, *SHEETS)]
    found: list[Problem] = []
    optional = [sheet.name for sheet in SHEETS if sheet.optional]
    grids = spreadsheet.read(data, name, names, found, optional)
    sheets = {sheet.name: _sheet(grids[sheet.name], sheet, found) for sheet in SHEETS if sheet.name in grids}
    about = _about(grids.get(workbook_form.DEPARTMENT.name))
    problems.extend(each for each in found if each.code in _PLACED and each.severity is Severity.ERROR)
    year = re.fullmatch(r"(20[0-9]{2})年?度?", about.get("年度", ""))
    return YearBook(sheets, int(year[1]) if year else None, about.get("单位全称", ""), tuple(_blank(about)))


def _about(grid: Grid | None) -> Mapping[str, str]:
    rows = tables.read(grid, workbook_form.DEPARTMENT, []).rows if grid else ()
    return {plain(row.values["label"]): plain(row.values["content"]) for row in rows}


def _blank(about: Mapping[str, str]) -> Iterator[str]:
    return (each.label for each in workbook_form.DEPARTMENT.items if each.required and not about.get(each.label))


def _sheet(grid: Grid, sheet: Sheet, problems: list[Problem]) -> BookSheet:
    table = tables.read(grid, sheet, problems)
    return BookSheet(sheet, grid, table, dict(_rows(sheet, table, problems)))


def _rows(sheet: Sheet, table: SheetTable, problems: list[Problem]) -> Iterator[tuple[tuple[str, str], SheetRow]]:
    if sheet.items:
        labels = {item.field: item.label for item in sheet.items}
        for field, row in fixed_tables.by_item(table, sheet, problems).items():
            yield ("", labels[field]), row
    elif sheet is workbook_form.FUNCTIONAL_ITEMS:
        items = functional_items.read(table, problems)
        pairs = zip(items, table.rows, strict=True)
        yield from (((item.fund, item.code), row) for item, row in pairs if item.code)
    elif sheet is workbook_form.DETAIL_ITEMS:
        details = items_by_source.details(table, problems)
        parts = zip(details, table.rows, strict=True)
        yield from (((item.fund, pair(item.code, item.economic)), row) for item, row in parts if item.code)
    elif sheet.optional:
        amounts = zip(items_by_source.amounts(table, problems), table.rows, strict=True)
        yield from ((("", item.code), row) for item, row in amounts if item.code)
    else:
        open_tables.basic_expenditure(table, problems)
        for row in table.rows:
            label, code = folded(plain(row.values["name"])), plain(row.values["code"])
            yield ("", label if label in _TOTALS else code), row


def _place(held: BookSheet, row: SheetRow, field: str, target: Target) -> FedCell:
    cell = row.cells[field]
    unit = "" if target in COUNTED else held.table.unit
    value = row.values[field]
    if unit:
        money = cells.amount(value, cell, unit, [])
        return FedCell(cell, value, money.yuan if money else None, unit)
    return FedCell(cell, value, cells.number(value, cell, []), "")


COUNTED = frozenset(
    Target(sheet.name, item.label, column.heading)
    for sheet in SHEETS
    for item in sheet.items
    if item.unit
    for column in sheet.columns
)
"""The targets that are no money."""


def origins(name: str, data: bytes, records: Records) -> Mapping[str, str]:
    """The origin of each cell of the workbook ``name`` that still holds what was imported into it, by its place.

    None where the workbook cannot be read, which is told elsewhere.
    """
    try:
        book = read(data, name, [])
    except ReportError:
        return {}
    found = {target: book.place(target) for target in records if target.sheet in book.sheets}
    return {
        str(place.cell): records[target].origin
        for target, place in found.items()
        if place is not None and place.value == records[target].value
    }


def position(cell: Cell) -> tuple[int, int]:
    """The row and the column of a cell, from 0."""
    letters, digits = re.sub(r"[0-9]", "", cell.address), re.sub(r"[^0-9]", "", cell.address)
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


def free_row(held: BookSheet) -> int:
    """The first row, from 0, below all that the table holds."""
    used = [position(next(iter(row.cells.values())))[0] for row in held.table.rows]
    return max(used, default=tables.heading_row(held.grid, held.sheet)) + 1


def column_at(held: BookSheet, heading: str) -> int:
    """The column, from 0, of a heading."""
    head = held.grid.rows[tables.heading_row(held.grid, held.sheet)]
    labels = [folded(plain(each)) for each in head]
    column = next(each for each in held.sheet.columns if each.heading == heading)
    return next(labels.index(folded(each)) for each in (column.heading, *column.also) if folded(each) in labels)
