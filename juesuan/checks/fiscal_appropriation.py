"""四、八、九: 财政拨款收入支出决算总表 (财决01-1)."""

from collections.abc import Iterator

from juesuan.checks import amounts
from juesuan.checks.amounts import YEARS, named, number, part, sure
from juesuan.checks.functional_items import summed
from juesuan.checks.revenue_expenditure import sides
from juesuan.checks.rule import Evidence, Finding, Rule, untied
from juesuan.figures import classification
from juesuan.model import workbook_form
from juesuan.model.accounts import FiscalAppropriation, TableRow
from juesuan.model.problems import Severity

PART = "财政拨款收支"
MEND = "请对照决算软件的表，改正其中填错的一格。"


def parts_make_the_totals(evidence: Evidence) -> Iterator[Finding]:
    """Each total is the sum of the three funds, 总计 is 合计 with balances; this and last year and the budget."""
    return amounts.parts_make_the_totals(evidence, workbook_form.FISCAL_APPROPRIATION)


def both_sides_are_equal(evidence: Evidence) -> Iterator[Finding]:
    """财政拨款: 收入总计 = 支出总计 (财决01-1), this and last year."""
    table = evidence.accounts.fiscal_appropriation
    return sides(table.total_revenue, table.total_expenditure)


def each_fund_balances(evidence: Evidence) -> Iterator[Finding]:
    """Opening balance + revenue = expenditure + closing balance, fund by fund."""
    table = evidence.accounts.fiscal_appropriation
    for fund in ("general_public", "government_fund", "state_capital"):
        for column in YEARS:
            yield from _unbalanced(table, fund, column)


def _unbalanced(table: FiscalAppropriation, fund: str, column: str) -> Iterator[Finding]:
    fields = ("closing", "opening", "revenue", "expenditure")
    rows: list[TableRow] = [getattr(table, f"{fund}_{field}") for field in fields]
    closing, opening, revenue, expenditure = rows
    if column == "last" and any(number(row, column) is None for row in rows):
        return
    expected = sure(opening, column) + sure(revenue, column) - sure(expenditure, column)
    if sure(closing, column) != expected:
        names = named(closing, column), f"{opening.label}＋{revenue.label}－{expenditure.label}"
        # what is spent has the other sign, so it is named and no slip looked for in it
        parts = [part(opening, column), part(revenue, column), amounts.place(expenditure, column)]
        yield untied(part(closing, column), names, (sure(closing, column), expected), "元", parts)


def items_make_the_expenditure_of_the_other_funds(evidence: Evidence) -> Iterator[Finding]:
    """八、九: the items of 支出科目 of a fund add up to its expenditure (财决09, 财决11)."""
    table, items = evidence.accounts.fiscal_appropriation, evidence.accounts.functional_items
    for fund, total in (
        (workbook_form.GOVERNMENT_FUND, table.government_fund_expenditure),
        (workbook_form.STATE_CAPITAL, table.state_capital_expenditure),
    ):
        value, parts = summed(classification.leaves(items, fund))
        if sure(total) != value:
            names = named(total), f"〔支出科目〕{fund}各项合计"
            yield untied(part(total), names, (sure(total), value), "元", parts)


RULES = (
    Rule(
        "C201",
        Severity.ERROR,
        PART,
        "财政拨款收支表里，每个合计、总计等于它各部分的和（本年、上年、预算）",
        "合计是软件加出来的，不相等一定有一格填错了。",
        MEND,
        parts_make_the_totals,
    ),
    Rule(
        "C202",
        Severity.ERROR,
        PART,
        "财政拨款收支表的收入总计等于支出总计（本年、上年）",
        "财决01-1表两边平衡；不平衡的表不能公开。",
        MEND,
        both_sides_are_equal,
    ),
    Rule(
        "C203",
        Severity.ERROR,
        PART,
        "每种财政拨款：年初结转＋收入＝支出＋年末结转（本年、上年）",
        "三种资金各自结账，不能用一种的钱补另一种。",
        MEND,
        each_fund_balances,
    ),
    Rule(
        "C204",
        Severity.ERROR,
        "八、九、政府性基金和国有资本经营预算",
        "政府性基金、国有资本经营预算的支出等于支出科目表里该资金各项的和",
        "支出要落到具体科目；没有列科目的支出说不清用在哪里。",
        "请对照财决09、11表，在〔支出科目〕补上或改正该资金的科目，“资金性质”要选对。",
        items_make_the_expenditure_of_the_other_funds,
    ),
)
