"""勾稽关系: amounts that must add up, compared exactly in 元."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from juesuan import classification, phrases, sheets
from juesuan.model import Accounts, Amount, Count, Figures, Line, Tally
from juesuan.problems import Problem, error, hint
from juesuan.sheets import Item, Sheet

_TABLES: tuple[tuple[Sheet, str], ...] = (
    (sheets.REVENUE_EXPENDITURE, "revenue_expenditure"),
    (sheets.FISCAL_APPROPRIATION, "fiscal_appropriation"),
    (sheets.THREE_PUBLIC, "three_public"),
    (sheets.OTHER_MATTERS, "other_matters"),
)
_INNER = str.maketrans("“”", "‘’")


def parts_make_the_total(accounts: Accounts, _: Figures) -> Iterator[Problem]:
    """Every stated total is the sum of its parts (财决01 and the other tables), this year's column."""
    for total, parts, item in _totals(accounts):
        stated, summed = _value(total), sum(map(_value, parts), Decimal(0))
        if stated != summed and any(part.final is not None for part in parts):
            yield _untied("C01", total, (stated, summed), _list(parts), item.unit)


def both_sides_are_equal(accounts: Accounts, _: Figures) -> Iterator[Problem]:
    """收入总计 = 支出总计, in 财决01 and 财决01-1."""
    for table in (accounts.revenue_expenditure, accounts.fiscal_appropriation):
        revenue, expenditure = table.total_revenue, table.total_expenditure
        if _value(revenue) != _value(expenditure):
            yield _untied("C02", expenditure, (_value(expenditure), _value(revenue)), "“收入总计”", "")


def items_make_the_expenditure(accounts: Accounts, figures: Figures) -> Iterator[Problem]:
    """The items of 支出科目 (财决08) add up to 一般公共预算财政拨款支出 (财决01-1)."""
    total = accounts.fiscal_appropriation.general_public_expenditure
    leaves = classification.leaves(accounts.functional_items)
    summed = sum((figures[f"{classification.PREFIX}.{item.code}"].value for item in leaves), Fraction(0))
    if _value(total) != summed:
        yield _untied("C03", total, (_value(total), _exact(summed)), "〔支出科目〕各项合计", "")


def personnel_and_public_use_make_basic(accounts: Accounts, figures: Figures) -> Iterator[Problem]:
    """人员经费 + 公用经费 (财决08-1) = the basic column of 支出科目 (财决08)."""
    leaves = classification.leaves(accounts.functional_items)
    column = sum((item.basic.yuan for item in leaves if item.basic), Decimal(0))
    basic = figures["基本支出.合计"].value
    if basic != column:
        both = replace(accounts.basic_expenditure.personnel, label="人员经费＋公用经费")
        yield _untied("C04", both, (_exact(basic), column), "〔支出科目〕“基本支出”列合计", "")


def rounded_parts_make_the_rounded_total(accounts: Accounts, _: Figures) -> Iterator[Problem]:
    """尾差: parts and total tie in 元, but not as printed in 万元; the true figures stand."""
    for total, parts, item in _totals(accounts):
        if item.unit or _value(total) != sum(map(_value, parts), Decimal(0)):
            continue
        printed, summed = _printed(total), sum(map(_printed, parts), Decimal(0))
        if printed != summed:
            message = f"{_named(total)}印作{printed}万元，各部分印出的数相加为{summed}万元"
            yield hint("C05", _place(total), message, "这是四舍五入的尾差，元数相符，不用改。")


def _totals(accounts: Accounts) -> Iterator[tuple[Line | Tally, list[Line | Tally], Item]]:
    for sheet, field in _TABLES:
        record = getattr(accounts, field)
        for item in sheet.items:
            if item.parts:
                yield getattr(record, item.field), [getattr(record, part) for part in item.parts], item


def _value(row: Line | Tally) -> Decimal:
    value: Amount | Count | None = row.final
    if value is None:
        return Decimal(0)
    return value.yuan if isinstance(value, Amount) else value.value


def _printed(row: Line | Tally) -> Decimal:
    return phrases.rounded(Fraction(_value(row)) / 10000, 2)


def _exact(value: Fraction) -> Decimal:
    return phrases.rounded(value, 2)


def _place(row: Line | Tally) -> object:
    return row.final.cell if row.final else row.cell


def _named(row: Line | Tally) -> str:
    """The label in quotation marks, its own inside them."""
    return f"“{row.label.translate(_INNER)}”"


def _list(rows: Iterable[Line | Tally]) -> str:
    return "＋".join(row.label for row in rows)


def _untied(code: str, row: Line | Tally, values: tuple[Decimal, Decimal], expected: str, unit: str) -> Problem:
    stated, summed = values
    unit = unit or "元"
    direction = "多" if stated > summed else "少"
    message = f"{_named(row)}为{stated}{unit}，{expected}为{summed}{unit}，{direction}{abs(stated - summed)}{unit}"
    return error(code, _place(row), message, "请对照决算软件的表，改正其中填错的一格。")
