"""财决05-1 or 05 in the place of a missing 财决08-1: only where all that it spends is fiscal basic expenditure.

They hold every kind of money, 财决08-1 that of the general public budget alone. Where their 合计 is that of the
basic expenditure of 财决07 or 附表六, there is no other money in them, and each section is that of 财决08-1.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from juesuan.model import workbook_form
from juesuan.model.official import Taken
from juesuan.model.problems import Problem, hint
from juesuan.reading.official.recognition import OfficialSheet

_TABLES = ("Z05_1", "Z05")
"""The tables that may stand in, the likelier first."""
_MISSING = "Z08_1"
_CODED = 5
"""Digits of a section."""


def is_needed(sheet: OfficialSheet, sheets: Sequence[OfficialSheet]) -> bool:
    """Whether a table is to be read: one that may stand in only where there is nothing to stand in for."""
    return sheet.form.code not in _TABLES or all(each.form.code != _MISSING for each in sheets)


def settled(figures: Sequence[Taken], problems: list[Problem]) -> list[Taken]:
    """The figures without those of tables that may not stand in; ``problems`` gets a hint on what became of it."""
    others = [each for each in figures if _table(each) not in _TABLES]
    basic = _basic(others)
    for code in _TABLES:
        own = [each for each in figures if _table(each) == code]
        total = sum((each.value for each in own if len(each.target.row) == _CODED), Decimal(0))
        if own and basic is not None and total == basic:
            problems.append(
                hint("I42", own[0].cells[0].file, f"没有财决08-1表，基本支出各款取自 {code}：{_same(basic)}")
            )
            return [*others, *own]
    problems += _told(figures)
    return others


def _table(taken: Taken) -> str:
    return taken.cells[0].table


def _basic(figures: Sequence[Taken]) -> Decimal | None:
    """一般公共预算 basic expenditure by the items of 财决07; None where there is none."""
    held = {
        each.target.row: each.value
        for each in figures
        if each.target.column == "基本支出" and each.target.fund == workbook_form.GENERAL_PUBLIC
    }
    lowest = [code for code in held if not any(other != code and other.startswith(code) for other in held)]
    return sum((held[code] for code in lowest), Decimal(0)) if held else None


def _same(value: Decimal) -> str:
    return f"它的合计和一般公共预算财政拨款的基本支出都是 {value:f} 元"


def _told(figures: Sequence[Taken]) -> Iterator[Problem]:
    """A hint where a table was there and could not stand in."""
    first = next((each for code in _TABLES for each in figures if _table(each) == code), None)
    if first:
        message = f"没有财决08-1表，{_table(first)} 里还有别的资金或项目支出，不能代替，基本支出各款没有取"
        yield hint("I42", first.cells[0].file, message, "请把财决08-1表也导出来，一起导入。")
