"""收入科目 (财决03) and 全部支出科目 (财决04): what the public tables print of all money by item."""

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checks.amounts import named, part, sure, yuan
from juesuan.checks.functional_items import column
from juesuan.checks.rule import Evidence, Finding, Part, Rule, beyond, untied
from juesuan.figures import classification
from juesuan.figures.public_by_source import EXPENDITURE, REVENUE, headings, lowest
from juesuan.model import workbook_form
from juesuan.model.accounts import TableRow
from juesuan.model.item_amounts import ItemAmounts
from juesuan.model.problems import Severity
from juesuan.model.sheets import Sheet

PART = "附表、按科目的收入和支出"
MEND = "请对照财决03、04表，改正其中填错的一格。"
Items = tuple[ItemAmounts, ...]
_TOTAL, _FISCAL = "stated", "fiscal_revenue"


def _sheets(evidence: Evidence) -> Iterator[tuple[Sheet, Items]]:
    yield REVENUE, evidence.accounts.revenue_items
    yield EXPENDITURE, evidence.accounts.expenditure_items


def _leaves(items: Items) -> Items:
    """The lowest rows, which have no other row under them."""
    codes = frozenset(lowest(item.code for item in items))
    return tuple(item for item in items if item.code in codes)


def _called(item: ItemAmounts) -> str:
    return f"“{item.code} {item.name}”"


def _total(item: ItemAmounts) -> tuple[Decimal, list[Part]]:
    """The total of a row in 元, as it is stated, else its columns added up; and what it was taken from."""
    given = [item.amounts[_TOTAL]] if _TOTAL in item.amounts else list(item.amounts.values())
    return sum((amount.yuan for amount in given), Decimal(0)), [*given] or [item.cell]


def _column(items: Items, field: str) -> tuple[Decimal, list[Part]]:
    """The sum of a column of the rows in 元, a blank counting as nil, and the parts it was added up from."""
    if field == _TOTAL:
        totals = [_total(item) for item in items]
        return sum((value for value, _ in totals), Decimal(0)), [each for _, parts in totals for each in parts]
    parts: list[Part] = [item.amounts.get(field, item.cell) for item in items]
    return sum((yuan(item.amounts.get(field)) for item in items), Decimal(0)), parts


# ---- rules


def columns_make_the_row(evidence: Evidence) -> Iterator[Finding]:
    """The columns of a row make its total, in every row of both sheets that gives them."""
    for sheet, items in _sheets(evidence):
        for item in items:
            stated = item.amounts.get(_TOTAL)
            parts = [amount for field, amount in item.amounts.items() if field != _TOTAL]
            value = sum((amount.yuan for amount in parts), Decimal(0))
            if stated is not None and parts and stated.yuan != value:
                names = f"{_called(item)}{headings(sheet)[_TOTAL]}", "各栏相加"
                yield untied(stated, names, (stated.yuan, value), "元", parts)


def rows_below_make_the_row(evidence: Evidence) -> Iterator[Finding]:
    """What a row of a class or section states is the sum of the items below it, column by column: 项, 款, 类."""
    for sheet, items in _sheets(evidence):
        leaves = _leaves(items)
        for item in items:
            below = tuple(leaf for leaf in leaves if leaf.code.startswith(item.code))
            for field, amount in item.amounts.items() if item not in leaves else ():
                value, parts = _column(below, field)
                if amount.yuan != value:
                    names = f"{_called(item)}{headings(sheet)[field]}", "所属各项相加"
                    yield untied(amount, names, (amount.yuan, value), "元", parts)


def items_make_the_totals(evidence: Evidence) -> Iterator[Finding]:
    """Each column of the items adds up to its row of 收入支出 (财决01), 财政拨款收入 to that of 财政拨款收支."""
    whole = evidence.accounts.revenue_expenditure
    totals = {REVENUE.name: whole.revenue_of_year, EXPENDITURE.name: whole.expenditure_of_year}
    for sheet, items in _sheets(evidence):
        for field, heading in headings(sheet).items() if items else ():
            if field == _FISCAL:
                row = evidence.accounts.fiscal_appropriation.revenue_of_year
            else:
                row = totals[sheet.name] if field == _TOTAL else getattr(whole, field)
            yield from _untied_column(row, f"〔{sheet.name}〕“{heading}”各项合计", _column(_leaves(items), field))


def _untied_column(row: TableRow, name: str, summed: tuple[Decimal, list[Part]]) -> Iterator[Finding]:
    value, parts = summed
    if sure(row) != value:
        yield untied(part(row), (named(row), name), (sure(row), value), "元", parts)


_KINDS = (("basic", "basic_expenditure", "基本支出"), ("project", "project_expenditure", "项目支出"))


def fiscal_money_is_within_all_money(evidence: Evidence) -> Iterator[Finding]:
    """What 支出科目 has of an item, of all funds, is within what 全部支出科目 has of it: 基本支出 and 项目支出."""
    accounts = evidence.accounts
    every = [
        leaf for fund in workbook_form.FUNDS for leaf in classification.leaves(accounts.functional_items, fund)
    ]
    for item in _leaves(accounts.expenditure_items):
        own = tuple(leaf for leaf in every if leaf.code.startswith(item.code))
        for field, of_all, heading in _KINDS:
            value, parts = column(own, field)
            limit = yuan(item.amounts.get(of_all))
            if value > limit:
                names = f"〔支出科目〕{_called(item)}{heading}", f"〔{EXPENDITURE.name}〕的{heading}"
                yield beyond(
                    parts[0], names, (value, limit), "元", [*parts[1:], item.amounts.get(of_all, item.cell)]
                )


def items_of_fiscal_money_are_among_all(evidence: Evidence) -> Iterator[Finding]:
    """An item on which fiscal money was spent stands in 全部支出科目."""
    accounts = evidence.accounts
    held = [item.code for item in accounts.expenditure_items]
    for fund in workbook_form.FUNDS if held else ():
        for leaf in classification.leaves(accounts.functional_items, fund):
            is_there = any(code.startswith(leaf.code) or leaf.code.startswith(code) for code in lowest(held))
            if not is_there and any(amount and amount.yuan for amount in (leaf.basic, leaf.project, leaf.stated)):
                message = f"〔支出科目〕有“{leaf.code} {leaf.name}”的支出，〔{EXPENDITURE.name}〕没有这个科目"
                yield Finding(leaf.cell, message, (leaf.cell,))


RULES = (
    Rule(
        "C320",
        Severity.ERROR,
        PART,
        "收入科目、全部支出科目每一行：各栏相加＝本年收入（支出）合计",
        "附表“收入决算表”“支出决算表”逐行印出来，读者会相加。",
        MEND,
        columns_make_the_row,
    ),
    Rule(
        "C321",
        Severity.ERROR,
        PART,
        "收入科目、全部支出科目的类、款行等于所属各项的和（每列各算各的）",
        "附表里类、款、项排在一起，要加得起来。",
        "请对照财决03、04表改正；类、款行也可以不填金额，由程序相加。",
        rows_below_make_the_row,
    ),
    Rule(
        "C322",
        Severity.ERROR,
        PART,
        "收入科目、全部支出科目各列相加等于收入支出表（财政拨款收支表）的同名数",
        "附表的合计行印的是收入支出表的数，各科目要加得出这个合计。",
        "请对照财决01表与财决03、04表，改正其中填错的一格。",
        items_make_the_totals,
    ),
    Rule(
        "C323",
        Severity.ERROR,
        PART,
        "支出科目里一个项的基本支出、项目支出，不大于全部支出科目的同一项",
        "财政拨款支出是全部支出的一部分。",
        "请对照财决04表与财决08表，看是不是科目填错了行，或有一格填错。",
        fiscal_money_is_within_all_money,
    ),
    Rule(
        "C324",
        Severity.ERROR,
        PART,
        "支出科目里有支出的项，全部支出科目里也有",
        "全部支出包括财政拨款支出；缺一个科目，附表“支出决算表”就少一行。",
        "请对照财决04表，补上这个科目，或改正编码。",
        items_of_fiscal_money_are_among_all,
    ),
)
