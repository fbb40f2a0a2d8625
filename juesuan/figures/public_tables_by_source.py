"""The public tables of all money by item: revenue by source (收入), expenditure by its kind (支出)."""

from collections.abc import Iterator, Sequence

from juesuan.figures import public_by_source
from juesuan.figures.public_by_source import EXPENDITURE, FISCAL, REVENUE, WHOLE
from juesuan.figures.public_figures import ALL_FUNDS, BASIC, PREFIX, PROJECT, TOTAL
from juesuan.figures.public_items import TableSource
from juesuan.figures.public_tables_by_item import TOTALS_ONLY, item_heads, item_rows, known, total_row
from juesuan.model.item_amounts import ItemAmounts
from juesuan.model.public_table_forms import Body, PublicCell, Rows
from juesuan.model.sheets import Sheet
from juesuan.model.values import Figure

SOURCES = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
"""The revenue that is not fiscal, as sheets and tables call it."""
SPENT_ON = (BASIC, PROJECT, "上缴上级支出", "经营支出", "对附属单位补助支出")
_CLASS = 3


def revenue(source: TableSource) -> Body:
    """收入: the total by source, from sheets 收入支出 and 财政拨款收支; the items from 收入科目.

    Where nothing else is possible they are what was spent by item; see ``follows_from_expenditure``.
    """
    keys = ("收入支出.本年收入合计", "财政拨款收支.本年收入合计", *(f"收入支出.{name}" for name in SOURCES))
    total = total_row(source.figures, *keys)
    heads = item_heads(WHOLE, FISCAL, *SOURCES)
    rows: Rows = ()
    if source.accounts.revenue_items:
        rows = tuple(_rows(source, REVENUE, source.accounts.revenue_items, (WHOLE, FISCAL, *SOURCES)))
    elif public_by_source.follows_from_expenditure(source.figures):
        codes = [item.code for item in source.accounts.functional_items]
        rows = tuple(_row(source, REVENUE, code, (WHOLE, FISCAL, *SOURCES)) for code in sorted(set(codes)))
    remarks = () if rows else (TOTALS_ONLY,)
    return Body((13, 29, *[14] * len(keys)), heads, (total, *rows), remarks, is_by_item=True)


def expenditure(source: TableSource) -> Body:
    """支出: the total from sheet 收入支出; the items from 全部支出科目, or 支出科目 where all money is fiscal."""
    total = total_row(source.figures, "收入支出.本年支出合计", *(f"收入支出.{name}" for name in SPENT_ON))
    heads, shares = item_heads("本年支出合计", *SPENT_ON), (13, 32, *[14] * 6)
    rows: Rows = ()
    if items := source.accounts.expenditure_items:
        rows = tuple(_rows(source, EXPENDITURE, items, ("本年支出合计", *SPENT_ON)))
    elif public_by_source.is_all_fiscal(source.figures):
        rows = item_rows(source.items, ALL_FUNDS, (TOTAL, BASIC, PROJECT), blanks=3)
    return Body(shares, heads, (total, *rows), () if rows else (TOTALS_ONLY,), is_by_item=True)


def _rows(
    source: TableSource, sheet: Sheet, items: Sequence[ItemAmounts], columns: Sequence[str]
) -> Iterator[tuple[PublicCell, ...]]:
    for code in public_by_source.levels(item.code for item in items if item.has_amount):
        yield _row(source, sheet, code, columns)


def _row(source: TableSource, sheet: Sheet, code: str, columns: Sequence[str]) -> tuple[PublicCell, ...]:
    figures = (known(source.figures, public_by_source.name(sheet, code, column)) for column in columns)
    return tuple(map(PublicCell, (code, source.names[code], *figures)))


def classes_of_all(source: TableSource) -> Iterator[tuple[str, Figure | None]]:
    """Each class of 全部支出科目 by name, with all that was spent on it; nothing where that sheet has no rows."""
    for code in public_by_source.levels(item.code for item in source.accounts.expenditure_items):
        if len(code) == _CLASS:
            made = f"{PREFIX}.{EXPENDITURE.name}.{code}.本年支出合计"
            yield source.names[code], known(source.figures, made)
