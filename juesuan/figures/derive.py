"""Accounts -> Figures: every total, share, difference, rate and completion the report prints, exact and unrounded.

A figure is named as its tag: table, row, and what is said of it (上年, 增减, 增减率, 占比, 预算, 完成率).
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import asdict, replace

from juesuan.figures import (
    classification,
    phrases,
    public_by_source,
    public_details,
    public_figures,
    trend_appendix,
)
from juesuan.model import sheets, workbook_form
from juesuan.model.accounts import (
    Accounts,
    BasicExpenditure,
    FiscalAppropriation,
    Indicator,
    OtherMatters,
    RevenueExpenditure,
    TableRow,
    Tally,
    ThreePublic,
)
from juesuan.model.problems import ReportError, error
from juesuan.model.projects import BUDGET_LINES, SOURCES, Project, fund_field
from juesuan.model.sheets import Sheet, tag_of
from juesuan.model.values import MONEY, PERCENT, UNFILLED, Amount, Cell, Count, Figure, Figures

LAST, CHANGE, RATE, SHARE, BUDGET, COMPLETION = "上年", "增减", "增减率", "占比", "预算", "完成率"
TOTALS = "总计口径"

_Fixed = RevenueExpenditure | FiscalAppropriation | ThreePublic | OtherMatters


def derive(accounts: Accounts) -> Figures:
    """Every figure of the report by name, in the order of the tables, numbered from 0.

    Raises ReportError where two names differ in punctuation only, so that no tag could tell them apart.
    """
    found: dict[str, Figure] = {}
    for sheet, record in (
        (workbook_form.REVENUE_EXPENDITURE, accounts.revenue_expenditure),
        (workbook_form.FISCAL_APPROPRIATION, accounts.fiscal_appropriation),
        (workbook_form.THREE_PUBLIC, accounts.three_public),
        (workbook_form.OTHER_MATTERS, accounts.other_matters),
    ):
        _add(found, _table(sheet, record))
    _add(found, _basic(accounts.basic_expenditure))
    _add(found, _totals(accounts, found))
    _add(found, _shares(found))
    _add(found, classification.figures(accounts.functional_items, found[_GENERAL_PUBLIC_EXPENDITURE]))
    _add(found, _indicators(accounts.indicators))
    scored = accounts.edition.scored
    _add(found, _projects(accounts.projects, scored.execution if scored else 0))
    _add(found, _department(accounts))
    if accounts.prints_public_tables:
        _add(found, public_figures.figures(accounts, found))
        _add(found, public_by_source.figures(accounts, found))
        _add(found, public_details.figures(accounts))
    _add(found, trend_appendix.earlier(accounts, tuple(found.values())))
    decimals = accounts.edition.percent_decimals
    return {
        name: replace(figure, serial=serial, decimals=decimals)
        for serial, (name, figure) in enumerate(found.items())
    }


def _add(found: dict[str, Figure], figures: Iterable[Figure]) -> None:
    for figure in figures:
        if figure.name in found:
            message = f"与 {_first_cell(found[figure.name])} 都成了“{figure.name}”，引用时分不清"
            raise ReportError(
                error("D01", _first_cell(figure), message, "请改其中一个的名称，不能只差标点、空格。")
            )
        found[figure.name] = figure


def _first_cell(figure: Figure) -> Cell:
    source = figure.sources[0]
    return source if isinstance(source, Cell) else _first_cell(source)


# ---- figures of one value, and of two


def read(name: str, value: Amount | Count | None, cell: Cell) -> Figure:
    """The figure that a cell holds, in 元 or its own unit; for a blank cell, one of nil that points at its row."""
    if value is None:
        return Figure(name, Fraction(0), MONEY, UNFILLED, (cell,))
    if isinstance(value, Amount):
        return Figure(name, Fraction(value.yuan), MONEY, "按表填列", (value.cell,))
    return Figure(name, Fraction(value.value), value.unit, "按表填列", (value.cell,))


def ratio(name: str, part: Figure, whole: Figure, rule: str) -> Iterator[Figure]:
    """The figure of ``part`` in percent of ``whole``; none where the whole is nil."""
    if whole.value:
        yield Figure(name, part.value * 100 / whole.value, PERCENT, rule, (part, whole))


def comparison(now: Figure, before: Figure) -> Iterator[Figure]:
    """The figures that compare two years: the difference in the unit of both, and the rate of change in percent.

    The rate is over last year's absolute value; there is none where last year was nil.
    """
    change = Figure(f"{now.name}.{CHANGE}", now.value - before.value, now.unit, "本年数－上年数", (now, before))
    yield change
    if before.value:
        rate = change.value * 100 / abs(before.value)
        yield Figure(f"{now.name}.{RATE}", rate, PERCENT, "（本年数－上年数）÷上年数的绝对值", (change, before))


def _table(sheet: Sheet, record: _Fixed) -> Iterator[Figure]:
    """The figures of each row of a fixed table; an optional one that is blank has none: nothing is said of it."""
    items = {item.field: item for item in sheet.items}
    for name, row in asdict(record).items():
        item = items[name]
        if not (item.optional and row.final is None):
            yield from _row(f"{sheet.name}.{item.tag}", row, item.unit)


def _row(name: str, row: TableRow | Tally, unit: str) -> Iterator[Figure]:
    """The figures of a row: this year, last year and the two compared, the budget and its completion."""
    now = read(name, row.final, row.cell)
    if row.final is None:
        now = replace(now, unit=unit or MONEY)
    yield now
    if row.last is not None:
        before = read(f"{name}.{LAST}", row.last, row.cell)
        yield before
        yield from comparison(now, before)
    if isinstance(row, TableRow) and row.budget is not None:
        yield from budgeted(now, row.budget)


def budgeted(final: Figure, amount: Amount) -> Iterator[Figure]:
    """The figures of a budget: the budget in 元, and how much of it was completed, in percent."""
    budget = read(f"{final.name}.{BUDGET}", amount, amount.cell)
    yield budget
    yield from ratio(f"{final.name}.{COMPLETION}", final, budget, "决算数÷预算数")


# ---- what one table alone cannot say

_GENERAL_PUBLIC_EXPENDITURE = "财政拨款收支.一般公共预算财政拨款支出"
_PARTS_OF = {
    "收入支出.本年收入合计": [*sheets.parts(workbook_form.REVENUE_EXPENDITURE, "revenue_of_year")],
    "收入支出.本年支出合计": [
        *sheets.parts(workbook_form.REVENUE_EXPENDITURE, "expenditure_of_year"),
        _GENERAL_PUBLIC_EXPENDITURE,
    ],
    "三公经费.三公经费合计": [*sheets.parts(workbook_form.THREE_PUBLIC, "total")],
    "其他事项.政府采购支出总额": ["其他事项.授予中小企业合同金额", "其他事项.授予小微企业合同金额"],
}
"""Which rows have a share of which total, as the sentences of the form give them."""

_BASIS = {
    "收入总计": ("收入支出", "收入"),
    "支出总计": ("收入支出", "支出"),
    "财政拨款收入总计": ("财政拨款收支", "收入"),
    "财政拨款支出总计": ("财政拨款收支", "支出"),
}


def _shares(found: Mapping[str, Figure]) -> Iterator[Figure]:
    """The share, in percent, that each of ``_PARTS_OF`` has of its total."""
    for whole, parts in _PARTS_OF.items():
        for part in parts:
            rule = f"{part.split('.')[1]}÷{whole.split('.')[1]}"
            yield from ratio(f"{part}.{SHARE}", found[part], found[whole], rule)


def _totals(accounts: Accounts, found: Mapping[str, Figure]) -> Iterator[Figure]:
    """The figures that the report calls 总计, by the department's 总计口径: of the year alone or with balances."""
    of_year = accounts.department.totals_basis.text == workbook_form.BASIS_OF_YEAR
    for name, (table, side) in _BASIS.items():
        source = f"{table}.本年{side}合计" if of_year else f"{table}.{side}总计"
        now = replace(found[source], name=f"{TOTALS}.{name}", sources=(found[source],), rule=f"同{source}")
        yield now
        if f"{source}.{LAST}" in found:
            before = found[f"{source}.{LAST}"]
            before = replace(before, name=f"{now.name}.{LAST}", sources=(before,), rule=f"同{before.name}")
            yield before
            yield from comparison(now, before)


def _basic(basic: BasicExpenditure) -> Iterator[Figure]:
    """The two totals of basic expenditure, and their sum."""
    personnel = read("基本支出.人员经费", basic.personnel.final, basic.personnel.cell)
    public_use = read("基本支出.公用经费", basic.public_use.final, basic.public_use.cell)
    yield personnel
    yield public_use
    total = personnel.value + public_use.value
    yield Figure("基本支出.合计", total, MONEY, "人员经费＋公用经费", (personnel, public_use))


def _indicators(indicators: tuple[Indicator, ...]) -> Iterator[Figure]:
    """The figures of each row of 业务指标, then of each group; a group whose total is a row has no second one."""
    own = {f"业务.{indicator.name}" for indicator in indicators}
    groups: dict[str, list[tuple[Indicator, Figure]]] = {}
    for indicator in indicators:
        now = read(f"业务.{indicator.name}", indicator.value, indicator.cell)
        yield now
        if indicator.last is not None:
            before = read(f"{now.name}.{LAST}", indicator.last, indicator.cell)
            yield before
            yield from comparison(now, before)
        if indicator.group:
            groups.setdefault(indicator.group, []).append((indicator, now))
    for group, members in groups.items():
        yield from (figure for figure in _group(group, members) if figure.name not in own)


def _group(group: str, members: list[tuple[Indicator, Figure]]) -> Iterator[Figure]:
    """The sum of a group's parts, and each part's share of the stated total or, without one, of the sum."""
    parts = [figure for indicator, figure in members if indicator.role != workbook_form.GROUP_TOTAL]
    stated = [figure for indicator, figure in members if indicator.role == workbook_form.GROUP_TOTAL]
    if not parts:
        return
    value = sum((part.value for part in parts), Fraction(0))
    total = Figure(f"业务.{tag_of(group)}合计", value, parts[0].unit, f"“{group}”各分项之和", tuple(parts))
    yield total
    whole = stated[0] if len(stated) == 1 else total
    for part in parts:
        yield from ratio(f"{part.name}.{SHARE}", part, whole, f"{part.name}÷{whole.name}")


def _projects(projects: tuple[Project, ...], full: int) -> Iterator[Figure]:
    """The figures of each project; ``full`` is what the edition gives for executing the budget, in 分."""
    for project in projects:
        name = f"项目.{tag_of(project.name.text)}"
        budget = read(f"{name}.预算数", project.budget, project.budget.cell)
        executed = read(f"{name}.执行数", project.executed, project.executed.cell)
        yield budget
        yield executed
        yield from ratio(f"{name}.{COMPLETION}", executed, budget, "执行数÷预算数")
        yield Figure(
            f"{name}.差额", abs(budget.value - executed.value), MONEY, "预算数与执行数之差", (budget, executed)
        )
        for tag, amount in (
            ("预算数中财政拨款", project.budget_fiscal),
            ("预算数中其他资金", project.budget_other),
            ("执行数中财政拨款", project.executed_fiscal),
            ("执行数中其他资金", project.executed_other),
        ):
            yield read(f"{name}.{tag}", amount, project.name.cell)
        if project.is_as_published:
            yield from _funds(project, name)
        if project.initial_budget is not None:
            yield read(f"{name}.年初预算数", project.initial_budget, project.initial_budget.cell)
        if project.score is not None:
            yield read(f"{name}.得分", project.score, project.score.cell)
        points = tuple(_points(project, (executed, budget), full))
        yield from points
        if project.is_as_published and project.score is None:
            yield from _score(project, name, points)
    cells = tuple(project.name.cell for project in projects)
    yield Figure("绩效项目.个数", Fraction(len(projects)), "个", "“绩效项目”表的行数", cells)


def _funds(project: Project, name: str) -> Iterator[Figure]:
    """What the published table says of each source of money besides, in 元, and how much of it was spent."""
    held: dict[tuple[str, str], Figure] = {}
    for line in BUDGET_LINES:
        for source, amount in project.funds(line):
            field = fund_field(line, source)
            each = read(f"{name}.{line}中{source}", amount, project.cells.get(field, project.name.cell))
            held[line, source] = each
            if field not in _OLDER_FUNDS:
                yield each
    for source in SOURCES:
        executed, budget = held["执行数", source], held["预算数", source]
        yield from ratio(f"{name}.{source}执行率", executed, budget, "执行数÷预算数")


_OLDER_FUNDS = frozenset({"budget_fiscal", "budget_other", "executed_fiscal", "executed_other"})
"""The money by source that every form asks for."""


def _score(project: Project, name: str, points: tuple[Figure, ...]) -> Iterator[Figure]:
    """The score that nobody typed, in 分: all points together; none where one is missing."""
    parts = tuple(each for each in points if each.name.endswith("得分"))
    if project.indicators and len(parts) == len(project.indicators) + 1:
        value = sum((each.value for each in parts), Fraction(0))
        yield Figure(f"{name}.得分", value, "分", "预算执行得分＋各指标得分", parts)


def _points(project: Project, spent: tuple[Figure, Figure], full: int) -> Iterator[Figure]:
    """The points of a self-evaluation table, in 分: for the execution of the budget, then for each indicator."""
    name, (executed, budget) = tag_of(project.name.text), spent
    if project.execution_score is not None:
        yield read(f"项目.{name}.预算执行得分", project.execution_score, project.execution_score.cell)
    elif full and budget.value > 0:
        rule = f"执行率×{full}分，最高{full}分，保留两位小数"
        yield Figure(f"项目.{name}.预算执行得分", execution_points(executed, budget, full), "分", rule, spent)
    for number, each in enumerate(project.indicators, start=1):
        for tag, count in (("权重", each.weight), ("得分", each.score)):
            if count is not None:
                yield read(f"绩效指标.{name}.{number}.{tag}", count, count.cell)


def execution_points(executed: Figure, budget: Figure, full: int) -> Fraction:
    """The rate of execution as points, in 分, from 0 to ``full``, rounded to two decimals as the table has them.

    The budget must not be nil.
    """
    rate = min(max(executed.value / budget.value, Fraction(0)), Fraction(1))
    return Fraction(phrases.rounded(rate * full, 2))


def _department(accounts: Accounts) -> Iterator[Figure]:
    """The years as numbers without a unit, and the score of the department, in 分, where it has one."""
    department = accounts.department
    cell = department.cells["year"]
    for name, year in (("年度", department.year), ("上年度", department.year - 1)):
        yield read(name, Count(Decimal(year), "", cell), cell)
    if department.score is not None:
        yield read("单位.自评得分", department.score, department.score.cell)
