"""The functional classification, sheet 支出科目: its lowest rows, its classes, and what each comes to, in 元."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from msgspec.structs import replace

from juesuan.model import workbook_form
from juesuan.model.accounts import FunctionalItem
from juesuan.model.values import MONEY, PERCENT, Amount, Figure, Figures

PREFIX = "科目"
_CLASS, _SECTION = 3, 5
"""Digits of the code of a class and of a section."""


def leaves(
    items: tuple[FunctionalItem, ...], fund: str = workbook_form.GENERAL_PUBLIC
) -> tuple[FunctionalItem, ...]:
    """The lowest rows of a fund, which have no other row of it under them, in the order of their codes."""
    own = [item for item in items if item.fund == fund]
    above = {item.code[:length] for item in own for length in (_CLASS, _SECTION) if length < len(item.code)}
    return tuple(sorted((item for item in own if item.code not in above), key=lambda item: item.code))


def classes(items: tuple[FunctionalItem, ...]) -> tuple[FunctionalItem, ...]:
    """The classes of the general public budget, which have codes of three digits, in the order of their codes."""
    own = [item for item in items if item.fund == workbook_form.GENERAL_PUBLIC and len(item.code) == _CLASS]
    return tuple(sorted(own, key=lambda item: item.code))


def names(items: tuple[FunctionalItem, ...]) -> dict[str, str]:
    """The names of the rows by code: of each its own level alone, without those above it."""
    return {item.code: item.name for item in items}


def full_name(code: str, names: Mapping[str, str]) -> str:
    """An item with the names of all its levels, as a report prints it: 农林水支出（类）水利（款）防汛（项）."""
    levels = ((3, "类"), (5, "款"), (7, "项"))
    return "".join(f"{names[code[:length]]}（{level}）" for length, level in levels if length <= len(code))


def figures(items: tuple[FunctionalItem, ...], whole: Figure) -> Iterator[Figure]:
    """The figures of each lowest row, 决算数 and budget in 元 and completion in percent, then of each class.

    A class has its total in 元 and its share, in percent, of ``whole``: the expenditure of general public budget.
    """
    lowest = leaves(items)
    below = {item.code: _leaf(item) for item in lowest}
    for item in lowest:
        yield below[item.code]
        if item.budget is not None:
            yield from _budgeted(below[item.code], item.budget)
    for item in classes(items):
        total = _class(item, below)
        yield total
        if whole.value:
            rule = f"{item.name}÷{whole.name}"
            yield Figure(f"{total.name}.占比", total.value * 100 / whole.value, PERCENT, rule, (total, whole))


def class_figure(item: FunctionalItem, figures: Figures) -> str:
    """The name of the figure that is a class's total; a class that is itself a lowest row has a second figure."""
    name = f"{PREFIX}.{item.code}"
    return f"{name}类" if f"{name}类" in figures else name


def _leaf(item: FunctionalItem) -> Figure:
    """What a lowest row comes to: 合计 as its cell states it, else 基本支出 and 项目支出 added up."""
    name = f"{PREFIX}.{item.code}"
    if item.stated is not None:
        return Figure(name, Fraction(item.stated.yuan), MONEY, "按表填列", (item.stated.cell,))
    parts = [amount for amount in (item.basic, item.project) if amount]
    summed = sum((Fraction(amount.yuan) for amount in parts), Fraction(0))
    cells = tuple(amount.cell for amount in parts)
    return Figure(name, summed, MONEY, "基本支出＋项目支出", cells or (item.cell,))


def _class(item: FunctionalItem, below: dict[str, Figure]) -> Figure:
    """What a class comes to: 合计 as its cell states it, else the sum of the lowest rows under it."""
    name = f"{PREFIX}.{item.code}"
    if item.code in below:
        return replace(below[item.code], name=f"{name}类", rule=f"同{name}", sources=(below[item.code],))
    if item.stated is not None:
        return Figure(name, Fraction(item.stated.yuan), MONEY, "按表填列", (item.stated.cell,))
    parts = tuple(figure for code, figure in below.items() if code.startswith(item.code))
    summed = sum((part.value for part in parts), Fraction(0))
    return Figure(name, summed, MONEY, "所属各项之和", parts)


def _budgeted(final: Figure, amount: Amount) -> Iterator[Figure]:
    """The budget in 元 and, where it is not nil, the completion of it in percent."""
    budget = Figure(f"{final.name}.预算", Fraction(amount.yuan), MONEY, "按表填列", (amount.cell,))
    yield budget
    if budget.value:
        rate = final.value * 100 / budget.value
        yield Figure(f"{final.name}.完成率", rate, PERCENT, "决算数÷预算数", (final, budget))
