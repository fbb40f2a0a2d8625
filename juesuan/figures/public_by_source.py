"""The figures of 收入科目 and 全部支出科目 that public tables print by item: all money, by source or by kind.

Named 附表.表.科目编码.栏, such as 附表.收入科目.2050204.事业收入; a class or section that has no row, or a blank
one, is the sum of the rows below.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from juesuan.figures.public_figures import ALL_FUNDS, BASIC, PREFIX, PROJECT, TOTAL
from juesuan.model import workbook_form
from juesuan.model.accounts import Accounts
from juesuan.model.item_amounts import ItemAmounts
from juesuan.model.sheets import ColumnKind, Sheet
from juesuan.model.values import MONEY, Amount, Figure, Figures

_TOTAL_OF_ROW = "stated"
REVENUE, EXPENDITURE = workbook_form.REVENUE_ITEMS, workbook_form.EXPENDITURE_ITEMS
FISCAL, WHOLE = "财政拨款收入", "本年收入合计"
"""The headings of 收入科目 for fiscal money and for all of it."""


def headings(sheet: Sheet) -> Mapping[str, str]:
    """The heading of each column of amounts of a sheet by its field, in the order of the sheet."""
    return {column.field: column.heading for column in sheet.columns if column.kind is ColumnKind.AMOUNT}


def name(sheet: Sheet, code: str, heading: str) -> str:
    """The name of the figure of a code in a column."""
    return f"{PREFIX}.{sheet.name}.{code}.{heading}"


def figures(accounts: Accounts, known: Figures) -> Iterator[Figure]:
    """The figures of both sheets in 元; where revenue by item follows from expenditure, that of it.

    ``known`` are those of the workbook's other tables and of the public tables of fiscal money.
    """
    yield from _of_sheet(REVENUE, accounts.revenue_items)
    yield from _of_sheet(EXPENDITURE, accounts.expenditure_items)
    if not accounts.revenue_items and follows_from_expenditure(known):
        yield from _followed(known)


def levels(codes: Iterable[str]) -> list[str]:
    """The codes with the classes and sections above them, in their order."""
    return sorted({code[:length] for code in codes for length in (3, 5, 7) if length <= len(code)})


def lowest(codes: Iterable[str]) -> list[str]:
    """The codes that have no other under them, in their order."""
    held = set(codes)
    above = {code[:length] for code in held for length in (3, 5) if length < len(code)}
    return sorted(held - above)


def _of_sheet(sheet: Sheet, items: tuple[ItemAmounts, ...]) -> Iterator[Figure]:
    held = {item.code: item for item in items}
    for field in headings(sheet):
        below = {code: made for code in lowest(held) if (made := _leaf(sheet, held[code], field))}
        for code in levels(held):
            if code in below:
                yield below[code]
            else:
                yield from _upper(sheet, (code, field), held.get(code), below)


def _leaf(sheet: Sheet, item: ItemAmounts, field: str) -> Figure | None:
    """A column of a lowest row: what its cell says; a blank total is the other columns added up."""
    if field in item.amounts:
        return _stated(sheet, item.code, field, item.amounts[field])
    parts = [_stated(sheet, item.code, other, amount) for other, amount in item.amounts.items()]
    is_total = field == _TOTAL_OF_ROW and bool(parts)
    return _sum(name(sheet, item.code, headings(sheet)[field]), parts, "各栏之和") if is_total else None


def _upper(
    sheet: Sheet, place: tuple[str, str], item: ItemAmounts | None, below: Mapping[str, Figure]
) -> Iterator[Figure]:
    """A column of a class or section: what its cell says, else the sum of the lowest rows under it."""
    code, field = place
    parts = [figure for other, figure in below.items() if other.startswith(code)]
    if item is not None and field in item.amounts:
        yield _stated(sheet, code, field, item.amounts[field])
    elif parts:
        yield _sum(name(sheet, code, headings(sheet)[field]), parts, "所属各项之和")


def _stated(sheet: Sheet, code: str, field: str, amount: Amount) -> Figure:
    made = name(sheet, code, headings(sheet)[field])
    return Figure(made, Fraction(amount.yuan), MONEY, "按表填列", (amount.cell,))


def _sum(made: str, parts: list[Figure], rule: str) -> Figure:
    return Figure(made, sum((part.value for part in parts), Fraction(0)), MONEY, rule, tuple(parts))


# ---- what follows from 支出科目


def is_all_fiscal(figures: Figures) -> bool:
    """Whether all that was spent is fiscal, so that 支出科目, which holds fiscal money only, holds all of it."""
    pairs = (("本年支出合计", TOTAL), (BASIC, BASIC), (PROJECT, PROJECT))
    sums = [(figures[f"收入支出.{row}"], figures.get(f"{PREFIX}.{ALL_FUNDS}.{column}")) for row, column in pairs]
    return all(whole.value == (part.value if part else 0) for whole, part in sums)


_NOUGHT = (
    *(f"收入支出.{row}" for row in ("年初结转和结余", "年末结转和结余", "使用非财政拨款结余", "结余分配")),
    *(f"财政拨款收支.{fund}{end}结转和结余" for fund in workbook_form.FUNDS for end in ("年初", "年末")),
)
"""What must be nought for each item to have taken in what it spent: no item has a balance below nought."""


def follows_from_expenditure(figures: Figures) -> bool:
    """Whether each item took in what it spent: all money is fiscal, and no balance was there or is left."""
    is_fiscal = figures["收入支出.本年收入合计"].value == figures["财政拨款收支.本年收入合计"].value
    return is_fiscal and is_all_fiscal(figures) and not any(figures[each].value for each in _NOUGHT)


def _followed(known: Figures) -> Iterator[Figure]:
    """收入科目 as it follows: the fiscal revenue of each code, and all of its revenue, are what it spent."""
    start, end = f"{PREFIX}.{ALL_FUNDS}.", f".{TOTAL}"
    rule = "全是财政拨款，没有年初、年末结转，收入等于支出"
    for key in [each for each in known if each.startswith(start) and each.endswith(end)]:
        spent, code = known[key], key.removeprefix(start).removesuffix(end)
        for heading in (WHOLE, FISCAL):
            yield Figure(name(REVENUE, code, heading), spent.value, MONEY, rule, (spent,))
