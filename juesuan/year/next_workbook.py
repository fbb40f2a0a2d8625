"""A year's accounts -> the workbook of the next: what stays, what moves to last year's column, what is asked anew.

A column says by what it holds what becomes of it. Numbers and reasons are of their year: the finals move to the
column of last year, other numbers are left blank, the old words stand as a comment at the blank cell. Names, codes
and units stay.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct

from juesuan.model import workbook_comments, workbook_form
from juesuan.model.accounts import Accounts, TableRow
from juesuan.model.chinese import UNITS
from juesuan.model.projects import Project
from juesuan.model.sheets import Column, ColumnKind, Sheet
from juesuan.model.values import Amount, Cell, Count, Text
from juesuan.year import first_year
from juesuan.year.blank_workbook import Filled, FilledCell, FilledEntry, Value

_LAST = "last"
"""The field of the columns that hold last year's numbers."""
_FINALS = ("final", "value")
"""The fields whose number last year's column of the next workbook takes."""
_OF_A_YEAR = frozenset({"published_on", "score", "grade"})
"""Texts and dates that are of one year only; numbers and reasons always are."""
_LASTING = frozenset({"meaning"})
"""Sentences that are true in any year."""
_WITH_BALANCES = (workbook_form.REVENUE_EXPENDITURE, workbook_form.FISCAL_APPROPRIATION)
"""The sheets that have opening and closing balances."""


class Turn(Struct, frozen=True):
    """The turn of the year: from which year a workbook is made, and for which."""

    before: int
    """The year of the workbook that there is."""
    year: int
    """The year of the workbook that is made."""
    edition: str
    """The name of the edition of the form for the new year."""

    @property
    def follows(self) -> bool:
        """Whether the old year is the one just before the new: its finals are then last year's numbers."""
        return self.before == self.year - 1

    @property
    def wrote(self) -> str:
        """How a comment begins that holds the old words."""
        return f"{'上年' if self.follows else f'{self.before}年'}{workbook_comments.WROTE}"


def content(accounts: Accounts, turn: Turn, units: Mapping[str, str]) -> Filled:
    """The rows of every sheet of the next year's workbook, by its name.

    ``units`` are what the sheets of the old workbook give their money in, 元 or 万元, by name.
    """
    found: dict[str, Sequence[FilledEntry]] = {workbook_form.DEPARTMENT.name: list(_about(accounts, turn))}
    for sheet in workbook_form.SHEETS:
        if sheet is not workbook_form.DEPARTMENT:
            unit = UNITS[units.get(sheet.name, "元")]
            entries = [_entry(sheet, row, turn, unit) for row in _rows(accounts, sheet)]
            is_carried = turn.follows and sheet in _WITH_BALANCES
            found[sheet.name] = [*_opened(accounts, sheet, entries, unit)] if is_carried else entries
    return found


def _opened(accounts: Accounts, sheet: Sheet, entries: Sequence[FilledEntry], unit: int) -> Iterator[FilledEntry]:
    """The rows of a fixed table, an opening balance proposed in each that has one: last year's closing balance."""
    record, year = getattr(accounts, sheet.field), accounts.department.year
    for item, entry in zip(sheet.items, entries, strict=True):
        closing = getattr(record, item.field.replace("opening", "closing"))
        if "opening" not in item.field or closing.final is None:
            yield entry
        else:
            value = _value(closing.final, unit)
            said, origin = workbook_comments.CARRIED.format(label=closing.label), f"{year}年度的“{closing.label}”"
            proposed = FilledCell(value, said, is_proposed=True, origin=origin)
            yield {**entry, workbook_form.FINAL.heading: proposed}


def remarks(turn: Turn) -> tuple[str, ...]:
    """What 填写说明 says of a workbook made from an older one, numbered on from the seven lines of the guide."""
    locked = (
        f"八、深灰色的上年数取自{turn.before}年度的工作簿，已经锁定，不用填，整块粘贴时避开它。上年的数后来更正过、要删去上年的行时，"
        "先点“审阅”－“撤消工作表保护”（没有密码），改完可以再保护；改过的数在“出错说明”写明。"
        if turn.follows
        else f"八、没有{turn.year - 1}年度的工作簿，上年数没有带过来，请照{turn.year - 1}年度决算填写。"
    )
    proposed = "的年初结转和结余是程序按上年年末数填的，名称、年度、版式" if turn.follows else "的名称、年度、版式"
    return (
        locked,
        "九、原因、说明格角上有批注，是上年写的，只供参考：今年的请重新写，不要照抄。",
        "十、科目、指标、项目、名词列的是上年的：今年没有的删去整行，新增的在下面空行添上。",
        f"十一、深黄色{proposed}是程序提出的：对照今年的文件看过，不对就改，对的运行 confirm 命令确认。",
    )


def _about(accounts: Accounts, turn: Turn) -> Iterator[FilledEntry]:
    """The rows of 基本信息: year, edition and the names as they were are proposed, settings stay."""
    department = accounts.department
    year, edition = f"开始 {turn.year} 年度时", f"{turn.year}年度的格式"
    replaced = {"year": _proposed(turn.year, year), "edition": _proposed(turn.edition, edition)}
    for item in workbook_form.DEPARTMENT.items:
        held = getattr(department, item.field)
        words = held.text if isinstance(held, Text) and item.field not in _OF_A_YEAR else ""
        own = _proposed(words, f"{turn.before}年度的工作簿") if words and item.field in first_year.NAMES else words
        yield {"项目": item.label, "内容": replaced.get(item.field, own)}


def _proposed(value: Value, origin: str) -> FilledCell:
    return FilledCell(value, is_proposed=True, origin=origin)


# ---- rows


def _rows(accounts: Accounts, sheet: Sheet) -> Sequence[Any]:
    """The rows of a table in the order in which they stood; explanations are of the year they were written in."""
    record = getattr(accounts, sheet.field, ())
    if sheet is workbook_form.EXPLANATIONS:
        return ()
    if sheet is workbook_form.PERFORMANCE_INDICATORS:
        return [indicator for project in accounts.projects for indicator in project.indicators]
    if sheet is workbook_form.BASIC_EXPENDITURE:
        basic = accounts.basic_expenditure
        return sorted((basic.personnel, basic.public_use, *basic.items), key=lambda row: _number(row.cell))
    return [getattr(record, item.field) for item in sheet.items] if sheet.items else list(record)


def _number(cell: Cell) -> int:
    """The number of the row in the sheet that the cell stands in."""
    return int(re.sub(r"\D", "", cell.address))


def _entry(sheet: Sheet, row: object, turn: Turn, unit: int) -> FilledEntry:
    """A row of the next year's workbook, made from one of the old; one of the sheet's money is ``unit`` 元."""
    cells = {column.heading: _cell(row, column, turn) for column in sheet.columns}
    found = {heading: cell for heading, cell in cells.items() if cell != ""}
    last = next((column for column in sheet.columns if column.field == _LAST), None)
    final = next((getattr(row, field) for field in _FINALS if hasattr(row, field)), None)
    if last is not None and final is not None and turn.follows:
        found[last.heading] = FilledCell(_value(final, unit), is_locked=True)
    if isinstance(row, Project):
        found["项目名称"] = FilledCell(row.name.text, workbook_comments.PROJECT.format(year=turn.before))
    return found


def _value(number: Amount | Count, unit: int) -> Decimal:
    """The number as the sheet has it, one of whose money is ``unit`` 元; counts stay as they are."""
    return number.yuan / unit if isinstance(number, Amount) else number.value


def _cell(row: object, column: Column, turn: Turn) -> Value | FilledCell:
    """What becomes of a cell of the old row: blank, its words, or blank with its words as a comment."""
    if column.field in _OF_A_YEAR or column.kind in {ColumnKind.AMOUNT, ColumnKind.NUMBER, ColumnKind.DATE}:
        return ""
    words = _words(row, column.field)
    if column.kind is ColumnKind.PROSE and column.field not in _LASTING:
        return FilledCell(comment=f"{turn.wrote}{words}") if words else ""
    return words


def _words(row: object, field: str) -> str:
    """The words that a row holds in a column; empty where it has no such column."""
    if field == "unit":
        return _unit(row)
    if field == "name" and isinstance(row, TableRow):
        return row.label
    value = getattr(row, field, None)
    return "" if value is None else str(value)


def _unit(row: object) -> str:
    """The unit that a row is counted in; empty for money."""
    counts = (getattr(row, field, None) for field in (*_FINALS, _LAST))
    return next((count.unit for count in counts if isinstance(count, Count)), "")
