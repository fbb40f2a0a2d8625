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
_ALL_MONEY, _GENERAL = "Z05", "Z08"
"""财决05 may also stand in for 财决08, where all that was spent is money of the general public budget."""
_MISSING = "Z08_1"
_CODED = 5
"""Digits of a section."""
_DETAILS = workbook_form.DETAIL_ITEMS.name


def is_needed(sheet: OfficialSheet, sheets: Sequence[OfficialSheet]) -> bool:
    """Whether a table is to be read: one that may stand in only where there is nothing to stand in for."""
    there = {each.form.code for each in sheets}
    missing = {_MISSING, _GENERAL} if sheet.form.code == _ALL_MONEY else {_MISSING}
    return sheet.form.code not in _TABLES or not missing <= there


def settled(figures: Sequence[Taken], sheets: Sequence[OfficialSheet], problems: list[Problem]) -> list[Taken]:
    """The figures without those of tables that may not stand in; ``problems`` gets a hint on what became of it."""
    there = {each.form.code for each in sheets}
    others = [each for each in figures if _table(each) not in _TABLES]
    standing = [each for each in figures if _table(each) in _TABLES]
    details = [each for each in standing if each.target.sheet == _DETAILS]
    sections = [each for each in standing if each.target.sheet != _DETAILS]
    return [
        *others,
        *(_sections(sections, others, problems) if _MISSING not in there else ()),
        *(_details(details, others, problems) if _GENERAL not in there else ()),
    ]


def _sections(figures: Sequence[Taken], others: Sequence[Taken], problems: list[Problem]) -> list[Taken]:
    """The sections of basic expenditure from the first table whose total is that of 财决07."""
    basic = _spent(others, "基本支出")
    for code in _TABLES:
        own = [each for each in figures if _table(each) == code]
        total = sum((each.value for each in own if len(each.target.row) == _CODED), Decimal(0))
        if own and basic is not None and total == basic:
            problems.append(
                hint("I42", own[0].cells[0].file, f"没有财决08-1表，基本支出各款取自 {code}：{_same(basic)}")
            )
            return own
    problems += _told(figures)
    return []


def _details(figures: Sequence[Taken], others: Sequence[Taken], problems: list[Problem]) -> list[Taken]:
    """支出明细 from 财决05, where its total is that of the general public budget in 财决07."""
    spent = _spent(others, "合计")
    if not figures or spent is None:
        return []
    file = figures[0].cells[0].file
    if sum((each.value for each in figures), Decimal(0)) != spent:
        message = f"没有财决08表，{_ALL_MONEY} 里还有别的资金，不能代替，〔{_DETAILS}〕没有取"
        problems.append(hint("I42", file, message, "请把财决08表也导出来，一起导入。"))
        return []
    message = f"没有财决08表，〔{_DETAILS}〕取自 {_ALL_MONEY}：它的合计和一般公共预算财政拨款支出都是 {spent:f} 元"
    problems.append(hint("I42", file, message))
    return list(figures)


def _table(taken: Taken) -> str:
    return taken.cells[0].table


def _spent(figures: Sequence[Taken], column: str) -> Decimal | None:
    """What was spent of the general public budget by the items of 财决07; None where there is none."""
    held = {
        each.target.row: each.value
        for each in figures
        if each.target.sheet == workbook_form.FUNCTIONAL_ITEMS.name
        and each.target.column == column
        and each.target.fund == workbook_form.GENERAL_PUBLIC
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
