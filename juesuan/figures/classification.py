"""The functional classification summed by class, section and item; the only door to pandas."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from juesuan.model import workbook_form
from juesuan.model.accounts import FunctionalItem
from juesuan.model.values import MONEY, PERCENT, Amount, Figure, Figures

if TYPE_CHECKING:
    import pandas as pd

PREFIX = "科目"
_CLASS, _SECTION = 3, 5


def leaves(
    items: tuple[FunctionalItem, ...], fund: str = workbook_form.GENERAL_PUBLIC
) -> tuple[FunctionalItem, ...]:
    """The rows of a fund no other row of it stands under, in the order of their codes."""
    own = [item for item in items if item.fund == fund]
    above = {item.code[:length] for item in own for length in (_CLASS, _SECTION) if length < len(item.code)}
    return tuple(sorted((item for item in own if item.code not in above), key=lambda item: item.code))


def classes(items: tuple[FunctionalItem, ...]) -> tuple[FunctionalItem, ...]:
    """The rows of three digits of the general public budget, in the order of their codes."""
    own = [item for item in items if item.fund == workbook_form.GENERAL_PUBLIC and len(item.code) == _CLASS]
    return tuple(sorted(own, key=lambda item: item.code))


def names(items: tuple[FunctionalItem, ...]) -> dict[str, str]:
    """Code to the name of that one level."""
    return {item.code: item.name for item in items}


def totals_by_class(items: tuple[FunctionalItem, ...]) -> "pd.Series[int]":
    """分 as int64, indexed by the three digits of the class; a leaf counts as stated, else basic + project."""
    import pandas as pd  # noqa: PLC0415 - half a second that the processes drawing the charts need not spend

    below = leaves(items)
    frame = pd.DataFrame(
        {"class": [item.code[:_CLASS] for item in below], "cents": [_cents(_total(item)) for item in below]}
    )
    return frame.groupby("class")["cents"].sum()


def figures(items: tuple[FunctionalItem, ...], whole: Figure) -> Iterator[Figure]:
    """Each leaf with budget and completion, then each class with its share of ``whole``."""
    below = {item.code: _leaf(item) for item in leaves(items)}
    for item in leaves(items):
        yield below[item.code]
        if item.budget is not None:
            yield from _budgeted(below[item.code], item.budget)
    sums = totals_by_class(items)
    for item in classes(items):
        total = _class(item, Fraction(int(sums.get(item.code, 0)), 100), below)
        yield total
        if whole.value:
            rule = f"{item.name}÷{whole.name}"
            yield Figure(f"{total.name}.占比", total.value * 100 / whole.value, PERCENT, rule, (total, whole))


def class_figure(item: FunctionalItem, figures: Figures) -> str:
    """The name of the figure that is the class's total; a class that is its own leaf has a second figure."""
    name = f"{PREFIX}.{item.code}"
    return f"{name}类" if f"{name}类" in figures else name


def _leaf(item: FunctionalItem) -> Figure:
    name = f"{PREFIX}.{item.code}"
    if item.stated is not None:
        return Figure(name, Fraction(item.stated.yuan), MONEY, "按表填列", (item.stated.cell,))
    cells = tuple(amount.cell for amount in (item.basic, item.project) if amount)
    return Figure(name, _total(item), MONEY, "基本支出＋项目支出", cells or (item.cell,))


def _class(item: FunctionalItem, summed: Fraction, below: dict[str, Figure]) -> Figure:
    name = f"{PREFIX}.{item.code}"
    if item.code in below:
        return replace(below[item.code], name=f"{name}类", rule=f"同{name}", sources=(below[item.code],))
    if item.stated is not None:
        return Figure(name, Fraction(item.stated.yuan), MONEY, "按表填列", (item.stated.cell,))
    parts = tuple(figure for code, figure in below.items() if code.startswith(item.code))
    return Figure(name, summed, MONEY, "所属各项之和", parts)


def _total(item: FunctionalItem) -> Fraction:
    if item.stated is not None:
        return Fraction(item.stated.yuan)
    return sum((Fraction(amount.yuan) for amount in (item.basic, item.project) if amount), Fraction(0))


def _budgeted(final: Figure, amount: Amount) -> Iterator[Figure]:
    budget = Figure(f"{final.name}.预算", Fraction(amount.yuan), MONEY, "按表填列", (amount.cell,))
    yield budget
    if budget.value:
        rate = final.value * 100 / budget.value
        yield Figure(f"{final.name}.完成率", rate, PERCENT, "决算数÷预算数", (final, budget))


def _cents(yuan: Fraction) -> int:
    """分; amounts are exact to 分, so nothing is cut off."""
    return int(yuan * 100)
