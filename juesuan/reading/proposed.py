"""提出的格.toml -> the cells that the program has filled and nobody has confirmed; a fault in the file is told."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from decimal import Decimal

import msgspec
from msgspec import Struct

from juesuan.model import chinese, workbook_form
from juesuan.model.given import Given
from juesuan.model.problems import Problem, warning
from juesuan.model.proposed import FILE, ProposedCell, WaitingCell
from juesuan.model.sheets import Column, ColumnKind, Sheet
from juesuan.model.values import Cell
from juesuan.model.written_text import MARKED
from juesuan.reading import cells, fixed_tables, spreadsheet, tables, toml_text
from juesuan.reading.grid import plain
from juesuan.reading.tables import SheetRow, SheetTable

FAULTY, MISNAMED = "S20", "S24"
"""The codes of the warnings that the file cannot be read, and that it has another name."""
KIND = "格"
"""The name of an entry."""
_UNKNOWN = "哪些格是程序提出的、有没有确认，这次都不知道"
_ADVICE = "请用记事本打开，对照别的几节改正；改不好的，从“版本”里找回，或者逐格看过以后删去这个文件。"
_MOST = 10_000
_FORMS = {sheet.name: sheet for sheet in workbook_form.SHEETS}


class PlacedCell(Struct, frozen=True):
    """A proposed cell with its place in the workbook and what it holds there now."""

    proposed: ProposedCell
    cell: Cell
    held: str
    """As ``ProposedCell`` has values."""

    @property
    def stands(self) -> bool:
        """Whether the cell still holds what was proposed; one that was typed over is the officer's own."""
        return self.held == self.proposed.value

    @property
    def waiting(self) -> WaitingCell:
        """The cell as one that waits to be confirmed."""
        row, column = self.proposed.row, self.proposed.column
        name = row if self.proposed.sheet == workbook_form.DEPARTMENT.name else f"{row}·{column}"
        return WaitingCell(self.cell, name, self.held, self.proposed.origin)


def waiting(given: Given, workbook: str, problems: list[Problem]) -> tuple[WaitingCell, ...]:
    """The cells of the year's ``workbook`` that wait to be confirmed, in the order of the file.

    Faults of the file are added to ``problems``; raises ReportError where the workbook is none.
    """
    unconfirmed = [each for each in read(given, problems) if each.on is None]
    found = placed(workbook, given.files[workbook], unconfirmed) if unconfirmed else ()
    return tuple(each.waiting for each in found if each.stands)


# ---- the file


def read(given: Given, problems: list[Problem]) -> tuple[ProposedCell, ...]:
    """What the file of the year says, nothing where there is none; a fault (S20) is added to ``problems``."""
    try:
        data = toml_text.data_of(given, FILE, _UNKNOWN)
    except toml_text.UnreadText as caught:
        problems.append(_faulty("", caught.reason, caught.advice))
        return ()
    if data is None:
        problems += toml_text.misnamed(given, FILE, MISNAMED)
        return ()
    found, faults = parsed(data)
    problems += faults
    return found


def parsed(data: bytes) -> tuple[tuple[ProposedCell, ...], tuple[Problem, ...]]:
    """What the bytes of the file say, and the fault for which they say nothing."""
    words = ""
    try:
        words = toml_text.text(data, _UNKNOWN)
        held = msgspec.convert(tomllib.loads(words), dict[str, tuple[ProposedCell, ...]])
    except toml_text.UnreadText as caught:
        return (), (_faulty("", caught.reason, caught.advice),)
    except msgspec.ValidationError as caught:
        at = re.search(r"\[(\d+)\]", str(caught))
        where = f"第{int(at[1]) + 1}节" if at else ""
        return (), (_faulty(where, f"多了、少了或写错了一项，{_UNKNOWN}", _ADVICE),)
    except (ValueError, RecursionError) as caught:
        return (), (_faulty(toml_text.line(words, str(caught)), f"写得不对，{_UNKNOWN}", _ADVICE),)
    found = held.get(KIND, ())
    if set(held) - {KIND} or len(found) > _MOST or any(map(_unprintable, found)):
        return (), (_faulty("", f"有不认识的一节、印不出来的字符，或者太长，{_UNKNOWN}", _ADVICE),)
    return found, ()


def _unprintable(each: ProposedCell) -> str:
    return chinese.unprintable("".join((*each.place, each.value, each.origin, each.by)))


def _faulty(where: str, message: str, advice: str) -> Problem:
    return warning(FAULTY, f"{FILE}{where}", message, advice)


# ---- the workbook


def placed(name: str, data: bytes, proposed: Iterable[ProposedCell]) -> Iterator[PlacedCell]:
    """Those of the cells that the workbook ``name`` has; raises ReportError for what is no workbook."""
    wanted = [each for each in proposed if each.sheet in _FORMS]
    books = _tables(name, data, dict.fromkeys(each.sheet for each in wanted))
    rows = {sheet: _by_label(table, _FORMS[sheet]) for sheet, table in books.items()}
    for each in wanted:
        sheet = _FORMS[each.sheet]
        column = next((one for one in sheet.columns if one.heading == each.column), None)
        found = [
            PlacedCell(each, row.cells[column.field], _held(books[sheet.name], row, sheet, column))
            for row in rows.get(sheet.name, {}).get(each.row, ())
            if column is not None and column.field in row.cells
        ]
        yield from [one for one in found if one.stands][:1] or found[:1]


def marked(name: str, data: bytes) -> Iterator[WaitingCell]:
    """The cells of words that bear the mark 〔待确认〕; raises as ``placed``."""
    for sheet_name, table in _tables(name, data, _FORMS).items():
        first = _FORMS[sheet_name].columns[0].field
        for row in table.rows:
            for column in _FORMS[sheet_name].columns:
                words = plain(row.values.get(column.field, ""))
                if MARKED.search(words):
                    yield WaitingCell(row.cells[column.field], plain(row.values[first]), words, "标着〔待确认〕")


def _tables(name: str, data: bytes, wanted: Iterable[str]) -> dict[str, SheetTable]:
    grids = spreadsheet.read(data, name, _FORMS, [])  # as the workbook is read, so that it is read once
    return {each: tables.read(grids[each], _FORMS[each], []) for each in wanted if each in grids}


def _by_label(table: SheetTable, sheet: Sheet) -> dict[str, list[SheetRow]]:
    """The rows by what stands in their first column: one each in a fixed table, perhaps more in a list."""
    labels = {item.field: item.label for item in sheet.items}
    if labels:
        return {labels[field]: [row] for field, row in fixed_tables.by_item(table, sheet, []).items()}
    found: dict[str, list[SheetRow]] = {}
    for row in table.rows:
        found.setdefault(plain(row.values[sheet.columns[0].field]), []).append(row)
    return found


def _held(table: SheetTable, row: SheetRow, sheet: Sheet, column: Column) -> str:
    """What a cell holds as the record has it: money in 元, whatever the sheet gives it in."""
    value, cell = row.values[column.field], row.cells[column.field]
    is_counted = any(item.unit and item.label == plain(row.values["label"]) for item in sheet.items)
    if column.kind is not ColumnKind.AMOUNT or not sheet.money or is_counted:
        return plain(value).strip()
    money = cells.amount(value, cell, table.unit, [])
    return words_of(money.yuan) if money else plain(value).strip()


def words_of(number: Decimal) -> str:
    """A number as the record has it, written in one way only."""
    return format(number.normalize() + 0, "f")
