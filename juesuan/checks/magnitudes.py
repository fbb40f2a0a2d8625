"""Every sheet declares its own unit of money: amounts ten thousand times too large or too small are told."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from juesuan.checks.amounts import COLUMNS, YEARS, in_words, named, part, place, sure
from juesuan.checks.rule import Evidence, Finding, Rule, beyond, told
from juesuan.figures import phrases
from juesuan.model import workbook_form
from juesuan.model.problems import Severity

PART = "各表"
_LEAST_PER_PERSON, _MOST_PER_PERSON = Decimal(1000), Decimal(10_000_000)
"""元 a year of basic expenditure for one of the staff: no department is so poor or so rich."""
_LEAST = Decimal(100)
"""元; where all amounts are smaller they were filled in in 万元."""


def basic_expenditure_fits_the_staff(evidence: Evidence) -> Iterator[Finding]:
    """Basic expenditure by head of the staff is what people may cost, this year and last."""
    accounts = evidence.accounts
    spent, staff = accounts.revenue_expenditure.basic_expenditure, accounts.other_matters.staff
    for column in YEARS:
        amount, people = sure(spent, column), sure(staff, column)
        if amount and people and not _LEAST_PER_PERSON <= abs(amount) / people <= _MOST_PER_PERSON:
            mean = f"{phrases.rounded(Fraction(abs(amount)) / Fraction(people), 2):,}元"
            stated = f"{named(spent, column)}为{in_words(spent, column)}，{named(staff, column)}为"
            message = f"{stated}{in_words(staff, column)}，平均每人{mean}"
            cells = place(spent, column), place(staff, column)
            yield Finding(cells[0], message, cells, "平均每人1,000元到1,000万元", f"平均每人{mean}")


_TIMES = 10
"""How many times the whole a part must be to be told: what was planned, or spent last year, may well be more."""


def small_sheets_fit_the_expenditure(evidence: Evidence) -> Iterator[Finding]:
    """三公经费 and 机关运行经费 of last year and of the budget are not far beyond what was spent in all."""
    accounts = evidence.accounts
    whole = accounts.fiscal_appropriation.expenditure_of_year
    of_whole = max(COLUMNS, key=lambda column: sure(whole, column))
    for row in (accounts.three_public.total, accounts.other_matters.agency_operating_costs):
        for column in ("last", "budget"):
            values = sure(row, column), sure(whole, of_whole)
            if values[1] > 0 and values[0] > values[1] * _TIMES:
                names = named(row, column), f"财政拨款{named(whole, of_whole)}"
                yield beyond(part(row, column), names, values, "元", [part(whole, of_whole)])


def three_public_is_filled_in_in_its_unit(evidence: Evidence) -> Iterator[Finding]:
    """One amount at least of 三公经费 is a hundred 元, unless all are nil."""
    table = evidence.accounts.three_public
    rows = [getattr(table, item.field) for item in workbook_form.THREE_PUBLIC.items]
    found = [amount for row in rows for amount in (row.final, row.last, row.budget) if amount and amount.yuan]
    if found and all(abs(amount.yuan) < _LEAST for amount in found):
        largest = max(found, key=lambda amount: abs(amount.yuan))
        message = f"〔{largest.cell.sheet}〕最大的金额也只有{told(largest)}"
        yield Finding(largest.cell, message, (largest.cell,), found=told(largest))


_UNIT = "请看表头的“金额单位”和格里的数是不是一回事，再看有没有多写、少写几位"

RULES = (
    Rule(
        "C120",
        Severity.WARNING,
        PART,
        "基本支出按在编人员平均，每人在1,000元到1,000万元之间（本年、上年）",
        "各表的金额单位都填错时，表与表仍然相等，只有和人数对照才看得出来。",
        f"{_UNIT}；确实如此的，在〔出错说明〕写明。",
        basic_expenditure_fits_the_staff,
    ),
    Rule(
        "C121",
        Severity.WARNING,
        PART,
        "“三公”经费、机关运行经费的上年数和预算数不超过财政拨款本年支出合计的10倍",
        "它们是财政拨款支出的一部分；是全部的许多倍，多半是这张表的金额单位填错了。",
        f"{_UNIT}；确实如此的，在〔出错说明〕写明。",
        small_sheets_fit_the_expenditure,
    ),
    Rule(
        "C122",
        Severity.WARNING,
        PART,
        "“三公”经费的金额不全都小于100元",
        "整张表不到100元，多半是按万元填的数，金额单位却写着元。",
        f"{_UNIT}；确实如此的，在〔出错说明〕写明。",
        three_public_is_filled_in_in_its_unit,
    ),
)
