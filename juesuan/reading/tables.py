"""A grid read through its sheet definition: headings and rows found by name, any surprise refused by cell."""

import difflib
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model import chinese, values
from juesuan.model.chinese import UNITS, folded
from juesuan.model.problems import BLANK, Problem, error
from juesuan.model.sheets import Column, Sheet
from juesuan.model.values import Amount, Cell, Count, Text
from juesuan.reading import cells, pasted, table_faults
from juesuan.reading.grid import Grid, Hidden, Marks, Value, address, plain
from juesuan.reading.table_faults import is_remark

_HEADING_ROWS = 12
_UNIT_INSIDE = re.compile(r"单位:(.+)")


class SheetRow(Struct, frozen=True):
    """A row of a sheet: the value and the place of each field that the sheet has a column for."""

    values: Mapping[str, Value]
    cells: Mapping[str, Cell]


class SheetTable(Struct, frozen=True):
    """A sheet read through its definition: the rows under its headings, and what its money is in."""

    unit: str
    """元 or 万元; 元 where the sheet holds no money."""
    rows: tuple[SheetRow, ...]
    is_there: bool = True
    """Whether sheet and headings are there; where not, that is told already, and nothing in it is missed."""


MISSING = SheetTable("元", (), is_there=False)
"""The table of a sheet that is not there."""


def read(grid: Grid, sheet: Sheet, problems: list[Problem]) -> SheetTable:
    """The table of ``grid``, ``MISSING`` where its headings are not there; faults are added to ``problems``."""
    head = heading_row(grid, sheet)
    if block := next(pasted.found(grid, sheet, head, _places(grid, sheet, head)), None):
        problems.append(block)
        return MISSING
    columns = _columns(grid, sheet, head, problems)
    if columns is None:
        return MISSING
    unit = _unit(grid, sheet, head, problems)
    used = {place: column for column, place in columns.items()}
    problems.extend(table_faults.found(grid, head, used))
    if grid.hidden != Hidden():
        from juesuan.reading import hidden_cells  # noqa: PLC0415 - few sheets hide anything

        problems.extend(hidden_cells.found(grid, sheet, head, used))
    if grid.marks != Marks():
        from juesuan.reading import marked_cells  # noqa: PLC0415 - as above

        problems.extend(marked_cells.found(grid, sheet, head, used))
    rows = (_row(grid, index, columns) for index in range(head + 1, len(grid.rows)))
    return SheetTable(unit, tuple(row for row in rows if row is not None))


# ---- headings


def heading_row(grid: Grid, sheet: Sheet) -> int:
    """The row, from 0, that holds the most of the sheet's headings."""
    wanted = set().union(*map(_headings, sheet.columns))
    scores = [len(wanted & {folded(plain(value)) for value in row}) for row in grid.rows[:_HEADING_ROWS]]
    return max(range(len(scores)), key=scores.__getitem__, default=0)


def _places(grid: Grid, sheet: Sheet, head: int) -> dict[str, int]:
    """The place, from 0, of each column that is there, by its field."""
    labels = [folded(plain(value)) for value in grid.rows[head]] if grid.rows else []
    found = (
        (column.field, at)
        for column in sheet.columns
        for at, each in enumerate(labels)
        if each in _headings(column)
    )
    return dict(reversed(list(found)))


def _columns(grid: Grid, sheet: Sheet, head: int, problems: list[Problem]) -> dict[Column, int] | None:
    """The place, from 0, of each column; None where a heading is missing, which is a problem."""
    labels = [folded(plain(value)) for value in grid.rows[head]] if grid.rows else []
    places = {
        column: [at for at, label in enumerate(labels) if label in _headings(column)] for column in sheet.columns
    }
    found = {column: at[0] for column, at in places.items() if at}
    if not found:
        problems.append(_no_headings(sheet))
        return None
    for column, at in places.items():
        if len(at) > 1:
            where = f"〔{sheet.name}〕{'、'.join(address(head, place) for place in at)}"
            problems.append(error("R22", where, f"表头“{column.heading}”重复", "只留一列。"))
    spare = [label for place, label in enumerate(labels) if label and place not in found.values()]
    missing = [column for column in sheet.columns if column not in found and not column.optional]
    problems.extend(_heading_missing(sheet, head, column, spare) for column in missing)
    return None if missing else found


def _headings(column: Column) -> set[str]:
    """Every heading that a column may have, as ``folded`` makes them for comparison."""
    return {folded(heading) for heading in (column.heading, *column.also)}


def _no_headings(sheet: Sheet) -> Problem:
    headings = "、".join(column.heading for column in sheet.columns)
    advice = f"前 {_HEADING_ROWS} 行里应有一行写：{headings}。请从模板复制表头。"
    return error("R21", f"〔{sheet.name}〕", "找不到表头", advice)


def _heading_missing(sheet: Sheet, head: int, column: Column, spare: list[str]) -> Problem:
    near = difflib.get_close_matches(folded(column.heading), spare, n=1)
    advice = "请按模板补上这一列（内容可以空着）。"
    if near:
        advice = f"现有的“{near[0]}”是不是它？请改成“{column.heading}”。"
    return error("R21", f"〔{sheet.name}〕第{head + 1}行", f"缺少表头“{column.heading}”", advice)


# ---- unit


def _unit(grid: Grid, sheet: Sheet, head: int, problems: list[Problem]) -> str:
    """What the sheet gives its money in, 元 or 万元; a problem where it does not say."""
    if not sheet.money:
        return "元"
    place, words = declared_unit(grid, head)
    others = [each for each in declared_units(grid, head) if each[1] not in {words, ""}]
    if others:
        message = f"金额单位写了两种：{place}“{words}”、{others[0][0]}“{others[0][1]}”"
        problems.append(error("R23", f"〔{sheet.name}〕{others[0][0]}", message, "只留对的一个，把另一个删掉。"))
    if words in UNITS:
        return words
    message = f"金额单位应为 元 或 万元，读到的是“{words}”" if words else "没有写金额单位"
    advice = "请在表头上方“金额单位”右边选 元 或 万元。"
    problems.append(error("R23", f"〔{sheet.name}〕{place}", message, advice))
    return "元"


def declared_unit(grid: Grid, head: int) -> tuple[str, str]:
    """The place above the headings where the unit of money stands, and what it says; empty where it is blank.

    Where it stands twice, it is the first.
    """
    return next(declared_units(grid, head), ("表头上方", ""))


def declared_units(grid: Grid, head: int) -> Iterator[tuple[str, str]]:
    """Every place above the headings where a unit of money stands, with what it says; see ``declared_unit``."""
    for index, row in enumerate(grid.rows[:head]):
        for place, value in enumerate(row):
            label = folded(plain(value))
            inside = _UNIT_INSIDE.search(label)
            if inside:
                yield address(index, place), inside[1]
            if label in {"金额单位", "单位"}:
                right = [(at, plain(row[at])) for at in range(place + 1, len(row)) if plain(row[at])]
                at, words = right[0] if right else (place + 1, "")
                yield address(index, at), chinese.narrow(words)


# ---- rows


def _row(grid: Grid, index: int, columns: Mapping[Column, int]) -> SheetRow | None:
    """The row of that number, from 0; None where it is blank or only a note under the table."""
    line = grid.rows[index]
    values = {column.field: line[place] if place < len(line) else "" for column, place in columns.items()}
    filled = [words for value in values.values() if (words := plain(value))]
    if not filled or (len(filled) == 1 and is_remark(filled[0])):
        return None
    cells = {column.field: Cell(grid.name, address(index, place)) for column, place in columns.items()}
    return SheetRow(values, cells)


def code(row: SheetRow, problems: list[Problem], field: str = "code") -> str:
    """The code of a row for comparison; empty where it is blank or, a problem (R11), cannot be printed."""
    words = plain(row.values[field])
    if bad := chinese.fault(words, row.cells[field]):
        problems.append(bad)
        return ""
    return chinese.narrow(words)


def text(row: SheetRow, field: str, problems: list[Problem]) -> Text | None:
    """The words of a field; None where it is blank or the table has no such column."""
    return cells.text(row.values[field], row.cells[field], problems) if field in row.values else None


def prose(row: SheetRow, field: str, problems: list[Problem]) -> Text | None:
    """The words of a field that is printed inside a sentence: a mere 无 or dash is blank."""
    words = text(row, field, problems)
    return None if words and chinese.narrow(words.text) in cells.NIL else words


def amount(row: SheetRow, field: str, unit: str, problems: list[Problem]) -> Amount | None:
    """The money of a field, in 元, which the sheet gives in ``unit``; None where it is blank or has no column."""
    if field not in row.values or _is_unseen(row, field, problems):
        return None
    read = cells.amount(row.values[field], row.cells[field], unit, problems)
    return read and replace(read, unit=unit)


def count(row: SheetRow, field: str, unit: str, problems: list[Problem]) -> Count | None:
    """The number of a field that is not money; None where it is blank or the table has no such column."""
    if field not in row.values or _is_unseen(row, field, problems):
        return None
    return cells.count(row.values[field], row.cells[field], unit, problems)


def _is_unseen(row: SheetRow, field: str, problems: list[Problem]) -> bool:
    """Whether a number has a character in it that nobody sees (R11), which would be told as no number."""
    value = row.values[field]
    if isinstance(value, str) and (bad := chinese.fault(value.strip(), row.cells[field])):
        problems.append(bad)
        return True
    return False


def require(value: object, label: str, cell: Cell, problems: list[Problem], otherwise: str = "") -> None:
    """Add problem R30 where a number is blank; ``otherwise`` is what else the officer may do about it.

    It is also said of a cell that holds something unreadable; whoever gathers the problems drops it there.
    """
    if value is None:
        problems.append(_blank(label, cell, f"请补上；没有发生填 0{otherwise}。"))


def sure(row: SheetRow, field: str, label: str, problems: list[Problem]) -> Text:
    """The words of a field that must have some; where it is blank (R30), empty ones stand in for them."""
    cell = row.cells[field]
    words = text(row, field, problems)
    if words is None:
        problems.append(_blank(label, cell, "请补上。"))
    return words or Text("", cell)


def named(row: SheetRow, standard: str, problems: list[Problem]) -> tuple[str, bool]:
    """The 科目名称 of a row, or the ``standard`` one where it is blank, and whether it was; R30 for neither."""
    if standard and not plain(row.values["name"]):
        return standard, True
    return sure(row, "name", "科目名称", problems).text, False


def _blank(label: str, cell: Cell, advice: str) -> Problem:
    return error(BLANK, cell, f"“{label}”必须填写", advice)


def unit(words: Text, problems: list[Problem]) -> str:
    """The unit of what is counted; the name by which figures know money is none (R58)."""
    if words.text == values.MONEY:
        problems.append(error("R58", words.cell, f"计量单位不能写“{words}”", "请写“元”或“万元”。"))
    return words.text


def choose(words: Text | None, choices: tuple[str, ...], problems: list[Problem]) -> None:
    """Add problem R31 where words are not among the choices; a blank is left to ``sure``."""
    if words is not None and words.text not in choices:
        problems.append(error("R31", words.cell, f"“{words}”不在可选范围", f"请选：{'、'.join(choices)}。"))
