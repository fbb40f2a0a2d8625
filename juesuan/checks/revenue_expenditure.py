"""一、二、三: 收入支出决算总表 (财决01)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from juesuan import phrases, sheets
from juesuan.checks import amounts
from juesuan.checks.amounts import named, place, sure
from juesuan.checks.rule import Evidence, Finding, Rule, untied
from juesuan.model import Line
from juesuan.problems import Severity

PART = "一至三、收入支出"
MEND = "请对照决算软件的表，改正其中填错的一格。"


def parts_make_the_totals(evidence: Evidence) -> Iterator[Finding]:
    """收入 = its sources, 支出 = its kinds, 总计 = 合计 with balances; this and last year."""
    return amounts.parts_make_the_totals(evidence, sheets.REVENUE_EXPENDITURE)


def both_sides_are_equal(evidence: Evidence) -> Iterator[Finding]:
    """收入总计 = 支出总计, this and last year."""
    table = evidence.accounts.revenue_expenditure
    return sides(table.total_revenue, table.total_expenditure)


def sides(revenue: Line, expenditure: Line) -> Iterator[Finding]:
    """The two totals of a table against each other."""
    for column in ("final", "last"):
        found, expected = sure(expenditure, column), sure(revenue, column)
        is_known = amounts.number(revenue, column) is not None and amounts.number(expenditure, column) is not None
        if found != expected and (column == "final" or is_known):
            names = named(expenditure, column), named(revenue, column)
            yield untied(place(expenditure, column), names, (found, expected), "元", [place(revenue, column)])


def rounded_parts_make_the_rounded_total(evidence: Evidence) -> Iterator[Finding]:
    """尾差: parts and total tie in 元, but not as printed in 万元; the true figures stand."""
    for sheet in (sheets.REVENUE_EXPENDITURE, sheets.FISCAL_APPROPRIATION, sheets.THREE_PUBLIC):
        record = getattr(evidence.accounts, sheet.field)
        for item in sheet.items:
            parts = [getattr(record, part) for part in item.parts]
            total = getattr(record, item.field)
            if parts and sure(total) == sum(map(sure, parts), Decimal(0)):
                yield from _rest(total, parts)


def _rest(total: Line, parts: list[Line]) -> Iterator[Finding]:
    printed, summed = _printed(total), sum(map(_printed, parts), Decimal(0))
    if printed != summed:
        message = f"{named(total)}印作{printed}万元，各部分印出的数相加为{summed}万元"
        yield Finding(place(total), message, expected=f"{summed}万元", found=f"{printed}万元")


def _printed(row: Line) -> Decimal:
    return phrases.rounded(Fraction(sure(row)) / 10000, 2)


def totals_include_the_balances(evidence: Evidence) -> Iterator[Finding]:
    """收入总计 and 支出总计 include the balances and are equal; a department may publish 本年合计 instead."""
    basis, figures = evidence.accounts.department.totals_basis, evidence.figures
    if (
        basis.text == sheets.BASIS_OF_YEAR
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
