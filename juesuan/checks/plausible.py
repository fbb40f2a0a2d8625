"""Every table: amounts below nil, and numbers so far from last year's that a digit may have slipped."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from juesuan.checks import amounts
from juesuan.checks.amounts import Row, in_words, named, number, place
from juesuan.checks.rule import Evidence, Finding, Rule, told
from juesuan.figures import phrases
from juesuan.model import editions, sheets, workbook_form
from juesuan.model.accounts import Accounts, Indicator, TableRow
from juesuan.model.problems import Severity
from juesuan.model.values import Amount, Cell

PART = "各表"
TABLES = (
    workbook_form.REVENUE_EXPENDITURE,
    workbook_form.FISCAL_APPROPRIATION,
    workbook_form.THREE_PUBLIC,
    workbook_form.OTHER_MATTERS,
)


def rows(accounts: Accounts) -> Iterator[Row]:
    """Every row of the fixed tables, in the order of tables and rows."""
    for sheet in TABLES:
        record = getattr(accounts, sheet.field)
        yield from (getattr(record, item.field) for item in sheet.items)


def no_amount_is_negative(evidence: Evidence) -> Iterator[Finding]:
    """No money of any table is below nil."""
    for name, amount in _money(evidence.accounts):
        if amount is not None and amount.yuan < 0:
            found = told(amount)
            yield Finding(amount.cell, f"{name}为{found}，是负数", expected="不小于0", found=found)


def _money(accounts: Accounts) -> Iterator[tuple[str, Amount | None]]:
    """Every amount of the workbook with its name, None where it is blank."""
    lines = [row for row in rows(accounts) if isinstance(row, TableRow)]
    basic = accounts.basic_expenditure
    for line in (*lines, basic.personnel, basic.public_use):
        yield from ((named(line, column), getattr(line, column)) for column in amounts.COLUMNS)
    yield from ((f"“{item.name}”", item.amount) for item in basic.items)
    for sheet in (workbook_form.FUNCTIONAL_ITEMS, workbook_form.PROJECTS):
        columns = [column for column in sheet.columns if column.kind is sheets.ColumnKind.AMOUNT]
        for each in getattr(accounts, sheet.field):
            yield from ((f"“{each.name}”{column.heading}", getattr(each, column.field)) for column in columns)


_LEAST_MONEY, _LEAST_COUNT = Decimal(10000), Decimal(20)
"""What the larger number must exceed to be looked at: 元, or people and things."""
_FAR, _VERY_FAR = 5, 10
"""How many times the other a number may be; the second where the row has no place for a reason."""


def no_number_is_far_from_last_year(evidence: Evidence) -> Iterator[Finding]:
    """A number five times last year's, or a fifth of it, has a reason beside it or a slipped digit in it."""
    for row in rows(evidence.accounts):
        if number(row) is not None and not _reason(row):
            yield from _far(row, _FAR if isinstance(row, TableRow) else _VERY_FAR)
    for indicator in evidence.accounts.indicators:
        yield from _far_indicator(indicator)


def _reason(row: Row) -> bool:
    return row.note is not None or (isinstance(row, TableRow) and row.reason is not None)


def _far(row: Row, times: int) -> Iterator[Finding]:
    now, before = number(row), number(row, "last")
    least = _LEAST_MONEY if isinstance(row, TableRow) else _LEAST_COUNT
    if now is not None and before is not None and _is_far((now, before), times, least):
        said = in_words(row), in_words(row, "last")
        yield _finding(named(row), (now, before), said, (place(row), place(row, "last")))


def _far_indicator(indicator: Indicator) -> Iterator[Finding]:
    now, before = indicator.value, indicator.last
    if before is not None and _is_far((now.value, before.value), _VERY_FAR, _LEAST_COUNT):
        said = told(now), told(before)
        yield _finding(f"“{indicator.name}”", (now.value, before.value), said, (now.cell, before.cell))


def _is_far(values: tuple[Decimal, Decimal], times: int, least: Decimal) -> bool:
    small, large = sorted(map(abs, values))
    return large > least and small != 0 and large > small * times


def _finding(
    name: str, values: tuple[Decimal, Decimal], said: tuple[str, str], cells: tuple[Cell, Cell]
) -> Finding:
    small, large = sorted(map(abs, values))
    times = phrases.rounded(Fraction(large) / Fraction(small), 1)
    ratio = f"是上年的{times}倍" if abs(values[0]) == large else f"上年是本年的{times}倍"
    return Finding(cells[0], f"{name}为{said[0]}，上年为{said[1]}，{ratio}", cells, found=said[0])


def known_parts_have_a_total(evidence: Evidence) -> Iterator[Finding]:
    """Where every part of last year or of the budget is known, the total is not left blank."""
    for sheet in TABLES:
        record = getattr(evidence.accounts, sheet.field)
        for item in sheet.items:
            total, parts = getattr(record, item.field), [getattr(record, field) for field in item.parts]
            for column in ("last", "budget"):
                values = [number(each, column) for each in parts]
                if number(total, column) is None and any(values) and None not in values:
                    cells = [place(each, column) for each in parts]
                    yield Finding(
                        total.cell, f"{named(total, column)}没有填，它的各部分都填了", (total.cell, *cells)
                    )


def the_edition_is_for_the_year(evidence: Evidence) -> Iterator[Finding]:
    """The edition of the form that 版式 names is the one for the year of account."""
    department, edition = evidence.accounts.department, evidence.accounts.edition
    year, years = department.year, edition.years
    if not edition.first_year <= year <= edition.continued_until:
        message = f"{edition.called}用于{years}，“年度”填的是{year}"
        fitting = editions.fitting(year, edition.place)
        advice = (
            f"请改正年度，或在〔基本信息〕“版式”选“{fitting}”；财政部门要求沿用的，在〔出错说明〕写明。"
            if fitting
            else f"程序里还没有{year}年度的版式：请核对年度；年度没错的，对照财政部门当年的格式核对全文，"
            f"在〔出错说明〕写明沿用“{edition.name}”。"
        )
        yield Finding(department.edition.cell, message, expected=years, found=f"{year}年度", advice=advice)


def the_edition_is_continued(evidence: Evidence) -> Iterator[Finding]:
    """The edition is one made for the year of account, not an older one that is used while there is no newer."""
    department, edition = evidence.accounts.department, evidence.accounts.edition
    if edition.last_year < department.year <= edition.continued_until:
        message = f"{department.year}年度沿用{edition.called}（{edition.years}的）"
        yield Finding(department.edition.cell, message, expected=edition.years, found=f"{department.year}年度")


RULES = (
    Rule(
        "C106",
        Severity.WARNING,
        PART,
        "各表的金额不是负数",
        "决算表里的金额很少是负数，多半是多打了一个减号。",
        "请对照原表；确为负数的，在〔出错说明〕写明。",
        no_amount_is_negative,
    ),
    Rule(
        "C107",
        Severity.WARNING,
        PART,
        "与上年相比超过5倍或不到五分之一的金额写有原因（数量、业务指标为10倍）",
        "相差这么多，常常是多写、少写了一位数字或弄错了单位。",
        "请核对有没有多写、少写一位；确有这样的变动，在这一行写明原因，没有地方写的写在〔出错说明〕。",
        no_number_is_far_from_last_year,
    ),
    Rule(
        "C110",
        Severity.WARNING,
        PART,
        "各部分的上年数（预算数）都填了，合计也填了",
        "合计空着，报告就不与上年（预算）比较，读者以为没有数。",
        "请照上年决算（预算）补上合计。",
        known_parts_have_a_total,
    ),
    Rule(
        "C111",
        Severity.WARNING,
        PART,
        "版式是这一年度用的",
        "格式几年一改：部门概况、“三公”经费一节、绩效附件的写法都不同。",
        "请改正年度，或在〔基本信息〕“版式”选这一年度的；财政部门要求沿用的，在〔出错说明〕写明。",
        the_edition_is_for_the_year,
    ),
    Rule(
        "C181",
        Severity.HINT,
        PART,
        "沿用以前的版式，说一声",
        "这一年度还没有新的格式，程序沿用上一个。",
        "财政部门当年的通知改了格式的，照通知改；没有改的，不用管。",
        the_edition_is_continued,
    ),
)
