"""六: 一般公共预算财政拨款基本支出 by economic classification (财决08-1)."""

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checks.amounts import named, part, place, sure, yuan
from juesuan.checks.functional_items import column, is_split
from juesuan.checks.rule import Evidence, Finding, Part, Rule, beyond, untied
from juesuan.figures import classification
from juesuan.model import workbook_form
from juesuan.model.accounts import EconomicItem, TableRow
from juesuan.model.problems import Severity

PART = "基本支出"
MEND = "请对照财决08-1表，改正其中填错的一格。"


def personnel_and_public_use_make_basic(evidence: Evidence) -> Iterator[Finding]:
    """人员经费 + 公用经费 (财决08-1) = the basic column of 支出科目 (财决08)."""
    basic = evidence.accounts.basic_expenditure
    leaves = classification.leaves(evidence.accounts.functional_items)
    value, parts = column(leaves, "basic")
    both = sure(basic.personnel) + sure(basic.public_use)
    if is_split(leaves) and both != value:
        names = "“人员经费＋公用经费”", "〔支出科目〕“基本支出”列合计"
        # The second of the two is found, not expected: it is named and no slip looked for in it.
        summands = [place(basic.public_use), *parts]
        yield untied(part(basic.personnel), names, (both, value), "元", summands)


def items_make_the_totals(evidence: Evidence) -> Iterator[Finding]:
    """人员经费 and 公用经费 = their items, where any item of the group has an amount."""
    basic = evidence.accounts.basic_expenditure
    for is_personnel, line in ((True, basic.personnel), (False, basic.public_use)):
        own = [item for item in basic.items if item.code.startswith(workbook_form.PERSONNEL_CODES) is is_personnel]
        yield from _untied_total(line, own)


def _untied_total(line: TableRow, items: list[EconomicItem]) -> Iterator[Finding]:
    parts: list[Part] = [item.amount or item.cell for item in items]
    value = sum((yuan(item.amount) for item in items), Decimal(0))
    if sure(line) != value and any(item.amount is not None for item in items):
        yield untied(part(line), (named(line), "所属各科目相加"), (sure(line), value), "元", parts)


_ALSO_THREE_PUBLIC = {
    "30212": "overseas",
    "30217": "receptions",
    "30231": "vehicle_running",
    "31013": "vehicle_purchase",
}


def three_public_items_are_within_three_public(evidence: Evidence) -> Iterator[Finding]:
    """An item of basic expenditure that is also 三公 (七) is a part of it."""
    for item in evidence.accounts.basic_expenditure.items:
        field = _ALSO_THREE_PUBLIC.get(item.code, "")
        if field and item.amount is not None:
            line: TableRow = getattr(evidence.accounts.three_public, field)
            if item.amount.yuan > sure(line):
                names = f"“{item.code} {item.name}”", f"〔三公经费〕{named(line)}"
                yield beyond(item.amount, names, (item.amount.yuan, sure(line)), "元", [part(line)])


RULES = (
    Rule(
        "C401",
        Severity.ERROR,
        PART,
        "人员经费＋公用经费＝支出科目的基本支出",
        "基本支出按功能和按经济分类列了两次，是同一笔钱。",
        "请对照财决08表与财决08-1表，改正其中填错的一格。",
        personnel_and_public_use_make_basic,
    ),
    Rule(
        "C402",
        Severity.ERROR,
        PART,
        "301、303开头的科目相加等于人员经费，其他科目相加等于公用经费",
        "报告印的是两个合计数，明细加不出来就有一格填错。",
        MEND,
        items_make_the_totals,
    ),
    Rule(
        "C403",
        Severity.WARNING,
        PART,
        "基本支出里的公务接待费、车辆费、出国费不大于“三公”经费的同一项",
        "“三公”经费包括基本支出和项目支出两部分。",
        "请核对“三公”经费表有没有漏掉基本支出里的这一笔。",
        three_public_items_are_within_three_public,
    ),
)
