"""一、二、三: 收入支出决算总表 (财决01)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from juesuan.checks import amounts
from juesuan.checks.amounts import YEARS, at_most, equal, named, place, sure
from juesuan.checks.rule import Evidence, Finding, Rule
from juesuan.figures import phrases
from juesuan.model import workbook_form
from juesuan.model.accounts import TableRow
from juesuan.model.problems import Severity

PART = "收入支出"
MEND = "请对照决算软件的表，改正其中填错的一格。"


def parts_make_the_totals(evidence: Evidence) -> Iterator[Finding]:
    """收入 is the sum of its sources, 支出 of its kinds, 总计 is 合计 with balances; this and last year."""
    return amounts.parts_make_the_totals(evidence, workbook_form.REVENUE_EXPENDITURE)


def both_sides_are_equal(evidence: Evidence) -> Iterator[Finding]:
    """收入总计 = 支出总计 (财决01), this and last year."""
    table = evidence.accounts.revenue_expenditure
    return sides(table.total_revenue, table.total_expenditure)


def sides(revenue: TableRow, expenditure: TableRow) -> Iterator[Finding]:
    """A finding where the two totals of a table differ, this or last year."""
    for column in YEARS:
        yield from equal(expenditure, revenue, (column, column))


_FUNDS = ("general_public_revenue", "government_fund_revenue", "state_capital_revenue")


def revenue_of_each_fund_is_the_same(evidence: Evidence) -> Iterator[Finding]:
    """财政拨款收入 of 财决01 = that of 财决01-1, fund by fund."""
    whole, fiscal = evidence.accounts.revenue_expenditure, evidence.accounts.fiscal_appropriation
    for field in _FUNDS:
        for column in YEARS:
            yield from equal(getattr(whole, field), getattr(fiscal, field), (column, column))


_WITHIN = ("opening_balance", "revenue_of_year", "expenditure_of_year", "closing_balance")


def fiscal_appropriation_is_within_the_whole(evidence: Evidence) -> Iterator[Finding]:
    """财政拨款 (财决01-1) is a part of all money (财决01)."""
    whole, fiscal = evidence.accounts.revenue_expenditure, evidence.accounts.fiscal_appropriation
    for field in _WITHIN:
        for column in YEARS:
            yield from at_most(getattr(fiscal, field), getattr(whole, field), (column, column))


def the_year_opens_as_the_last_one_closed(evidence: Evidence) -> Iterator[Finding]:
    """年初结转和结余 = 年末结转和结余 of last year, in both tables and for each fund."""
    whole, fiscal = evidence.accounts.revenue_expenditure, evidence.accounts.fiscal_appropriation
    yield from equal(whole.opening_balance, whole.closing_balance, ("final", "last"))
    for prefix in ("general_public_", "government_fund_", "state_capital_"):
        opening, closing = getattr(fiscal, f"{prefix}opening"), getattr(fiscal, f"{prefix}closing")
        yield from equal(opening, closing, ("final", "last"))
    yield from equal(fiscal.opening_balance, fiscal.closing_balance, ("final", "last"))


def rounded_parts_make_the_rounded_total(evidence: Evidence) -> Iterator[Finding]:
    """尾差: parts and total that tie in 元 tie as printed in 万元, too; where not, the true figures stand."""
    for sheet in (
        workbook_form.REVENUE_EXPENDITURE,
        workbook_form.FISCAL_APPROPRIATION,
        workbook_form.THREE_PUBLIC,
    ):
        record = getattr(evidence.accounts, sheet.field)
        for item in sheet.items:
            parts = [getattr(record, part) for part in item.parts]
            total = getattr(record, item.field)
            if parts and sure(total) == sum(map(sure, parts), Decimal(0)):
                yield from _rest(total, parts)


def _rest(total: TableRow, parts: list[TableRow]) -> Iterator[Finding]:
    printed, summed = _printed(total), sum(map(_printed, parts), Decimal(0))
    if printed != summed:
        message = f"{named(total)}印作{printed}万元，各部分印出的数相加为{summed}万元"
        yield Finding(place(total), message, expected=f"{summed}万元", found=f"{printed}万元")


def _printed(row: TableRow) -> Decimal:
    """The amount of this year as it is printed, in 万元 with two decimals."""
    return phrases.rounded(Fraction(sure(row)) / 10000, 2)


def totals_include_the_balances(evidence: Evidence) -> Iterator[Finding]:
    """收入总计 and 支出总计 include the balances and are equal; a department may publish 本年合计 instead."""
    basis, figures = evidence.accounts.department.totals_basis, evidence.figures
    if (
        basis.text == workbook_form.BASIS_OF_YEAR
        and figures["总计口径.支出总计"].value != figures["收入支出.支出总计"].value
    ):
        message = "“收入总计、支出总计”按本年合计数印出，不含年初、年末结转结余，两个总计不相等"
        yield Finding(basis.cell, message)


RULES = (
    Rule(
        "C101",
        Severity.ERROR,
        PART,
        "收入支出表里，每个合计、总计等于它各部分的和（本年、上年）",
        "合计是软件加出来的，不相等一定有一格填错了；报告里每个合计句和占比都从这里来。",
        MEND,
        parts_make_the_totals,
    ),
    Rule(
        "C102",
        Severity.ERROR,
        PART,
        "收入支出表的收入总计等于支出总计（本年、上年）",
        "财决01表两边平衡；不平衡的表不能公开。",
        MEND,
        both_sides_are_equal,
    ),
    Rule(
        "C103",
        Severity.ERROR,
        PART,
        "收入支出表的三种财政拨款收入与财政拨款收支表相同（本年、上年）",
        "同一笔收入印在报告的两处，两处的数不能不同。",
        MEND,
        revenue_of_each_fund_is_the_same,
    ),
    Rule(
        "C104",
        Severity.ERROR,
        PART,
        "财政拨款的年初结转、收入、支出、年末结转不大于收入支出表的同一项",
        "财政拨款是全部资金的一部分，部分不会大于全部。",
        MEND,
        fiscal_appropriation_is_within_the_whole,
    ),
    Rule(
        "C105",
        Severity.ERROR,
        PART,
        "本年的年初结转和结余等于上年的年末结转和结余",
        "上年留下多少，本年就从多少开始；有调整的，要能说明。",
        "请对照上年决算改正；年初调整过的，在〔出错说明〕写明。",
        the_year_opens_as_the_last_one_closed,
    ),
    Rule(
        "C108",
        Severity.HINT,
        PART,
        "印出的万元数相加等于印出的合计",
        "四舍五入会差0.01万元左右，读者会问；元数相符就不用改。",
        "这是四舍五入的尾差，元数相符，不用改。",
        rounded_parts_make_the_rounded_total,
    ),
    Rule(
        "C109",
        Severity.HINT,
        PART,
        "“收入总计、支出总计”含年初、年末结转结余",
        "不含结转结余的两个总计不相等，规范口径两者相等。",
        "规范口径请在〔基本信息〕“总计口径”选“含结转结余”。",
        totals_include_the_balances,
    ),
)
