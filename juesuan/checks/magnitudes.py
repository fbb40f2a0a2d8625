"""Every sheet declares its own unit of money: amounts ten thousand times too large or too small are told."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from juesuan.checks.amounts import YEARS, named, number, part, place, sure
from juesuan.checks.rule import Evidence, Finding, Rule, beyond
from juesuan.figures import phrases
from juesuan.model import sheets, workbook_form
from juesuan.model.accounts import TableRow
from juesuan.model.problems import Severity
from juesuan.model.values import Amount

PART = "各表"
_LEAST_PER_PERSON, _MOST_PER_PERSON = Decimal(1000), Decimal(10_000_000)
"""元 a year of basic expenditure for one of the staff: no department is so poor or so rich."""
_LEAST = Decimal(100)
"""元; a sheet whose amounts are all smaller was filled in in 万元."""


def basic_expenditure_fits_the_staff(evidence: Evidence) -> Iterator[Finding]:
    """Basic expenditure by head of the staff is what people may cost, this year and last."""
    accounts = evidence.accounts
    spent, staff = accounts.revenue_expenditure.basic_expenditure, accounts.other_matters.staff
    for column in YEARS:
        amount, people = sure(spent, column), sure(staff, column)
        if amount and people and not _LEAST_PER_PERSON <= abs(amount) / people <= _MOST_PER_PERSON:
            mean = f"{phrases.rounded(Fraction(abs(amount)) / Fraction(people), 2)}元"
            message = f"{named(spent, column)}为{amount}元，{named(staff, column)}为{people}人，平均每人{mean}"
            cells = place(spent, column), place(staff, column)
            yield Finding(cells[0], message, cells, "平均每人1000元到1000万元", f"平均每人{mean}")


def small_sheets_fit_the_expenditure(evidence: Evidence) -> Iterator[Finding]:
    """三公经费 and 机关运行经费 of last year and of the budget are no larger than what was spent in all."""
    accounts = evidence.accounts
    whole = accounts.fiscal_appropriation.expenditure_of_year
    for row in (accounts.three_public.total, accounts.other_matters.agency_operating_costs):
        for column in ("last", "budget"):
            of_whole = column if number(whole, column) else "final"
            values = sure(row, column), sure(whole, of_whole)
            if values[0] > values[1]:
                names = named(row, column), f"财政拨款{named(whole, of_whole)}"
                yield beyond(part(row, column), names, values, "元", [part(whole, of_whole)])


def no_sheet_is_filled_in_in_another_unit(evidence: Evidence) -> Iterator[Finding]:
    """Of the amounts of a sheet one at least is a hundred 元, unless all are nil."""
    for sheet in (workbook_form.THREE_PUBLIC, workbook_form.OTHER_MATTERS, workbook_form.PROJECTS):
        found = [amount for amount in _amounts(evidence, sheet) if amount.yuan]
        if found and all(abs(amount.yuan) < _LEAST for amount in found):
            largest = max(found, key=lambda amount: abs(amount.yuan))
            message = f"〔{sheet.name}〕最大的金额也只有{largest.yuan}元"
            yield Finding(largest.cell, message, (largest.cell,), found=f"{largest.yuan}元")


def _amounts(evidence: Evidence, sheet: sheets.Sheet) -> Iterator[Amount]:
    record: Any = getattr(evidence.accounts, sheet.field)
    rows = [getattr(record, item.field) for item in sheet.items] if sheet.items else record
    fields = [column.field for column in sheet.columns if column.kind is sheets.ColumnKind.AMOUNT]
    for row in rows:
        if isinstance(row, TableRow) or not sheet.items:
            yield from (amount for field in fields if (amount := getattr(row, field, None)) is not None)


_UNIT = "请看表头的“金额单位”和格里的数是不是一回事，再看有没有多写、少写几位"

RULES = (
    Rule(
        "C120",
        Severity.WARNING,
        PART,
        "基本支出按在编人员平均，每人在1000元到1000万元之间（本年、上年）",
        "各表的金额单位都填错时，表与表仍然相等，只有和人数对照才看得出来。",
        f"{_UNIT}；确实如此的，在〔出错说明〕写明。",
        basic_expenditure_fits_the_staff,
    ),
    Rule(
        "C121",
        Severity.WARNING,
        PART,
        "“三公”经费、机关运行经费的上年数和预算数不大于财政拨款本年支出合计",
        "它们是财政拨款支出的一部分；大于全部，多半是这张表的金额单位填错了。",
        f"{_UNIT}；确实如此的，在〔出错说明〕写明。",
        small_sheets_fit_the_expenditure,
    ),
    Rule(
        "C122",
        Severity.WARNING,
        PART,
        "三公经费、其他事项、绩效项目：表里的金额不全都小于100元",
        "整张表不到100元，多半是按万元填的数，金额单位却写着元。",
        f"{_UNIT}；确实如此的，在〔出错说明〕写明。",
        no_sheet_is_filled_in_in_another_unit,
    ),
)
