"""支出明细 (财决08, 10): what was spent on each item by economic section; which public tables have totals only."""

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checks.amounts import yuan
from juesuan.checks.functional_items import numbers, total
from juesuan.checks.items_by_source import PART
from juesuan.checks.rule import Evidence, Finding, Part, Rule, beyond, untied
from juesuan.figures import classification, public_by_source
from juesuan.figures.public_details import DEPARTMENTS, GOVERNMENT, Pair, has, lowest_pairs
from juesuan.model import workbook_form
from juesuan.model.accounts import FunctionalItem
from juesuan.model.item_amounts import DetailItem
from juesuan.model.problems import Severity

MEND = "请对照财决08表（政府性基金对照财决10表），改正其中填错的一格。"
_NAMES = {DEPARTMENTS: "部门经济分类", GOVERNMENT: "政府经济分类"}
Details = tuple[DetailItem, ...]


def _of(evidence: Evidence, fund: str, family: str) -> Details:
    """The lowest rows of a fund by one of the two economic classifications."""
    items = evidence.accounts.detail_items
    own = {(item.code, item.economic): item for item in items if item.fund == fund}
    return tuple(own[pair] for pair in lowest_pairs(items, fund) if pair[1].startswith(family))


def _summed(items: Details) -> tuple[Decimal, list[Part]]:
    return sum((yuan(item.amount) for item in items), Decimal(0)), [item.amount or item.cell for item in items]


# ---- rules


def sections_make_the_item(evidence: Evidence) -> Iterator[Finding]:
    """The sections of an item in 支出明细 make its 合计 in 支出科目, for each fund and classification told."""
    for fund in workbook_form.FUNDS:
        leaves = classification.leaves(evidence.accounts.functional_items, fund)
        for family in _NAMES:
            own = _of(evidence, fund, family)
            for leaf in leaves if own else ():
                below = tuple(item for item in own if item.code.startswith(leaf.code))
                yield from _untied_item(leaf, below, family)
            yield from _astray(own, leaves)


def _untied_item(leaf: FunctionalItem, items: Details, family: str) -> Iterator[Finding]:
    value, parts = _summed(items)
    if total(leaf) != value:
        given: list[Part] = [*numbers(leaf), leaf.cell]
        names = f"〔支出科目〕“{leaf.code} {leaf.name}”合计", f"〔支出明细〕{_NAMES[family]}各行相加"
        yield untied(
            given[0], names, (total(leaf), value), "元", [*parts, *(each.cell for each in numbers(leaf)[1:])]
        )


def _astray(items: Details, leaves: tuple[FunctionalItem, ...]) -> Iterator[Finding]:
    """The rows of items that 支出科目 has not got in that fund."""
    for item in items:
        if item.amount and item.amount.yuan and not any(item.code.startswith(leaf.code) for leaf in leaves):
            message = f"“{item.code} {item.name}”在〔支出科目〕的{item.fund}里没有，或下面还有科目"
            yield Finding(item.cell, message, (item.cell, item.amount.cell))


def parts_make_the_row(evidence: Evidence) -> Iterator[Finding]:
    """What a row of a class or section states is the sum of the rows below it, by function and by section."""
    items = evidence.accounts.detail_items
    for fund in workbook_form.FUNDS:
        held = {(item.code, item.economic): item for item in items if item.fund == fund}
        lowest = lowest_pairs(items, fund)
        for pair in held.keys() - set(lowest):
            below = tuple(held[each] for each in lowest if _is_under(each, pair))
            (value, parts), item = _summed(below), held[pair]
            if item.amount is not None and item.amount.yuan != value:
                names = f"“{item.code} {item.name}”的“{item.economic} {item.economic_name}”", "所属各行相加"
                yield untied(item.amount, names, (item.amount.yuan, value), "元", parts)


def _is_under(pair: Pair, above: Pair) -> bool:
    return pair[0].startswith(above[0]) and pair[1].startswith(above[1])


def basic_sections_are_within(evidence: Evidence) -> Iterator[Finding]:
    """A section of 基本支出 is within that section of 支出明细, all items together."""
    own = _of(evidence, workbook_form.GENERAL_PUBLIC, DEPARTMENTS)
    for item in evidence.accounts.basic_expenditure.items if own else ():
        same = tuple(each for each in own if each.economic in {item.code, item.code[:3]})
        value, parts = _summed(same)
        if item.amount is not None and item.amount.yuan > value:
            names = f"〔基本支出〕“{item.code} {item.name}”", "〔支出明细〕这一款的合计"
            yield beyond(item.amount, names, (item.amount.yuan, value), "元", parts)


def tables_have_every_item(evidence: Evidence) -> Iterator[Finding]:
    """No public table has to do with its row of totals because a sheet is not filled in."""
    accounts, figures = evidence.accounts, evidence.figures
    if not accounts.prints_public_tables:
        return
    if not accounts.revenue_items and not public_by_source.follows_from_expenditure(figures):
        yield _blank(workbook_form.REVENUE_ITEMS.name, "收入决算表", "财决03表")
    if not accounts.expenditure_items and not public_by_source.is_all_fiscal(figures):
        yield _blank(workbook_form.EXPENDITURE_ITEMS.name, "支出决算表", "财决04表")
    if not any(has(accounts, figures, family, workbook_form.FUNDS) for family in _NAMES):
        yield _blank(workbook_form.DETAIL_ITEMS.name, "支出决算明细表", "财决08、10表")


def _blank(sheet: str, table: str, official: str) -> Finding:
    message = f"这张表没有填，或没有填全，附表里的“{table}”只列合计"
    advice = f"要列到科目，请照{official}填〔{sheet}〕，或用 import 命令导入；只列合计的，不用管。"
    return Finding(f"〔{sheet}〕", message, advice=advice)


RULES = (
    Rule(
        "C325",
        Severity.ERROR,
        PART,
        "支出明细里一个项的各款相加等于支出科目的合计（每种资金、每种经济分类各算各的）",
        "附表的明细表一行的合计印的是支出科目的数，各款要加得出来。",
        MEND,
        sections_make_the_item,
    ),
    Rule(
        "C326",
        Severity.ERROR,
        PART,
        "支出明细的类、款行等于所属各行的和",
        "附表里小计和各款排在一起，要加得起来。",
        "请对照财决08表改正；上级的行也可以不填，由程序相加。",
        parts_make_the_row,
    ),
    Rule(
        "C327",
        Severity.ERROR,
        PART,
        "基本支出的一款，不大于支出明细这一款的合计",
        "明细表是基本支出和项目支出加在一起的数。",
        "请对照财决08表与财决08-1表，看有没有一格填错，或经济分类编码写错。",
        basic_sections_are_within,
    ),
    Rule(
        "C328",
        Severity.HINT,
        PART,
        "要公开附表的，各张附表都列到科目",
        "只列合计的附表也能公开，财政部门多要求列到项、款。",
        "请照决算软件的表补填，或导入。",
        tables_have_every_item,
    ),
)
