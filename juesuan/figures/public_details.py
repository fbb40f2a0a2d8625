"""The figures of 支出明细 that the public tables print: functional items by economic class and section.

Named 附表.支出明细.资金.科目编码.经济分类编码, such as 附表.支出明细.一般公共预算.2050204.30101; 合计 in the
place of the 科目编码 is the sum of all items. Nothing stands there for what no row says.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from juesuan.figures.public_by_source import lowest
from juesuan.figures.public_figures import ALL_FUNDS, PREFIX, TOTAL
from juesuan.model import workbook_form
from juesuan.model.accounts import Accounts
from juesuan.model.item_amounts import DetailItem
from juesuan.model.values import MONEY, Amount, Figure, Figures

DEPARTMENTS, GOVERNMENT = "3", "5"
"""How the codes of the two economic classifications begin: that of departments, that of the government."""
_CLASS = 3
Pair = tuple[str, str]
"""A functional and an economic code."""


def name(fund: str, code: str, economic: str) -> str:
    """The name of the figure of a pair of codes of a fund, or of ``ALL_FUNDS``."""
    return f"{PREFIX}.{workbook_form.DETAIL_ITEMS.name}.{fund}.{code}.{economic}"


def figures(accounts: Accounts) -> Iterator[Figure]:
    """The figures, all in 元, of each fund and of all funds together."""
    of_all: dict[Pair, list[Figure]] = {}
    for fund in workbook_form.FUNDS:
        for pair, figure in _of_fund(accounts, fund).items():
            of_all.setdefault(pair, []).append(figure)
            yield figure
    for (code, economic), parts in of_all.items():
        yield _sum(name(ALL_FUNDS, code, economic), parts, "各项资金之和")


def _of_fund(accounts: Accounts, fund: str) -> Mapping[Pair, Figure]:
    """The figure of each pair of codes, the lowest first; what a row states is not added up."""
    held = {(item.code, item.economic): item for item in accounts.detail_items if item.fund == fund}
    found = {pair: _stated(item, item.amount) for pair, item in held.items() if item.amount is not None}
    parts: dict[Pair, list[Figure]] = {}
    for code, economic in lowest_pairs(accounts.detail_items, fund):
        if (code, economic) in found:
            for pair in _above(code, economic):
                parts.setdefault(pair, []).append(found[code, economic])
    sums = {pair: _sum(name(fund, *pair), below, "所属各项、款之和") for pair, below in parts.items()}
    return {**sums, **found}


def lowest_pairs(items: tuple[DetailItem, ...], fund: str) -> list[Pair]:
    """The pairs of codes of a fund that no other row parts: neither by function nor by economic section."""
    own = [(item.code, item.economic) for item in items if item.fund == fund]
    found: list[Pair] = []
    for family in (DEPARTMENTS, GOVERNMENT):
        codes = {code for code, economic in own if economic.startswith(family)}
        for code in lowest(codes):
            sections = {economic for other, economic in own if other == code and economic.startswith(family)}
            found += [(code, economic) for economic in lowest(sections)]
    return found


def _above(code: str, economic: str) -> Iterator[Pair]:
    """The pair itself and all pairs that it is a part of."""
    codes = (*(code[:length] for length in (3, 5, 7) if length <= len(code)), TOTAL)
    return ((each, other) for each in codes for other in dict.fromkeys((economic, economic[:_CLASS])))


def _stated(item: DetailItem, amount: Amount) -> Figure:
    made = name(item.fund, item.code, item.economic)
    return Figure(made, Fraction(amount.yuan), MONEY, "按表填列", (amount.cell,))


def _sum(made: str, parts: list[Figure], rule: str) -> Figure:
    return Figure(made, sum((part.value for part in parts), Fraction(0)), MONEY, rule, tuple(parts))


def has(accounts: Accounts, figures: Figures, family: str, funds: tuple[str, ...]) -> bool:
    """Whether any of the funds spent anything and 支出明细 tells it of each that did."""
    spent = [fund for fund in funds if figures[f"财政拨款收支.{fund}财政拨款支出"].value]
    told = {item.fund for item in accounts.detail_items if item.economic.startswith(family)}
    return bool(spent) and set(spent) <= told
