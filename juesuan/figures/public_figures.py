"""The figures that only the public tables print: 支出科目 by fund and column, 基本支出 by class, totals of a fund.

A column of a row is what its cell says; where a row of a class or section leaves it blank, it is the sum of the
rows below. Where neither is there, there is no figure, and the table prints nothing.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from juesuan.figures.classification import leaves
from juesuan.model import workbook_form
from juesuan.model.accounts import Accounts, BasicExpenditure, FunctionalItem
from juesuan.model.values import MONEY, Amount, Figure, Figures

PREFIX = "附表"
BASIC, PROJECT, TOTAL = "基本支出", "项目支出", "合计"
COLUMNS = (BASIC, PROJECT, TOTAL)
ALL_FUNDS = "各项财政拨款"
_CLASS = 3


def figures(accounts: Accounts, known: Figures) -> Iterator[Figure]:
    """The figures, all in 元, that only the public tables print; ``known`` are those of the workbook's tables.

    Most are named 附表.资金.科目编码.栏, such as 附表.一般公共预算.2010301.项目支出.
    """
    items = accounts.functional_items
    of_funds: dict[str, list[Figure]] = {}
    for fund in workbook_form.FUNDS:
        for column in COLUMNS:
            for figure in _column(items, fund, column):
                of_funds.setdefault(figure.name.removeprefix(f"{PREFIX}.{fund}."), []).append(figure)
                yield figure
    for name, parts in of_funds.items():
        yield _sum(f"{PREFIX}.{ALL_FUNDS}.{name}", parts, "各项资金之和")
    yield from _basic(accounts.basic_expenditure)
    for fund in workbook_form.FUNDS:
        rows = (known[f"财政拨款收支.{fund}{row}"] for row in ("财政拨款支出", "年末结转和结余"))
        yield _sum(f"{PREFIX}.{fund}.支出总计", list(rows), "本年支出＋年末结转和结余")


def _column(items: tuple[FunctionalItem, ...], fund: str, column: str) -> Iterator[Figure]:
    """The figures of a column: each row of the fund in the order of the codes, then the sum of the lowest rows."""
    below = {item.code: made for item in leaves(items, fund) if (made := _leaf(item, column))}
    own = sorted((item for item in items if item.fund == fund), key=lambda item: item.code)
    for item in own:
        if item.code in below:
            yield below[item.code]
        else:
            yield from _upper(item, column, below)
    if below:
        yield _sum(f"{PREFIX}.{fund}.{column}", list(below.values()), "各项之和")


def _leaf(item: FunctionalItem, column: str) -> Figure | None:
    """A column of a lowest row: what its cell says; a blank 合计 is 基本支出 and 项目支出 added up."""
    amount = _amounts(item)[column]
    if amount is not None:
        return _stated(item, column, amount)
    parts = [_stated(item, part, given) for part in (BASIC, PROJECT) if (given := _amounts(item)[part])]
    return _sum(_name(item, column), parts, "基本支出＋项目支出") if column == TOTAL and parts else None


def _upper(item: FunctionalItem, column: str, below: Mapping[str, Figure]) -> Iterator[Figure]:
    """A column of a row that has others under it: what its cell says, else the sum of the lowest of those."""
    amount = _amounts(item)[column]
    parts = [figure for code, figure in below.items() if code.startswith(item.code)]
    if amount is not None:
        yield _stated(item, column, amount)
    elif parts:
        yield _sum(_name(item, column), parts, "所属各项之和")


def _amounts(item: FunctionalItem) -> Mapping[str, Amount | None]:
    return {BASIC: item.basic, PROJECT: item.project, TOTAL: item.stated}


def _name(item: FunctionalItem, column: str) -> str:
    return f"{PREFIX}.{item.fund}.{item.code}.{column}"


def _stated(item: FunctionalItem, column: str, amount: Amount) -> Figure:
    return Figure(_name(item, column), Fraction(amount.yuan), MONEY, "按表填列", (amount.cell,))


def _sum(name: str, parts: list[Figure], rule: str) -> Figure:
    return Figure(name, sum((part.value for part in parts), Fraction(0)), MONEY, rule, tuple(parts))


def _basic(basic: BasicExpenditure) -> Iterator[Figure]:
    """The figures of each item of basic expenditure that has an amount, then of each economic class."""
    classes: dict[str, list[Figure]] = {}
    for item in sorted(basic.items, key=lambda item: item.code):
        if item.amount is not None:
            name, value = f"{PREFIX}.{BASIC}.{item.code}", Fraction(item.amount.yuan)
            made = Figure(name, value, MONEY, "按表填列", (item.amount.cell,))
            classes.setdefault(item.code[:_CLASS], []).append(made)
            yield made
    for code, parts in classes.items():
        yield _sum(f"{PREFIX}.{BASIC}.{code}", parts, "所属各款之和")
