"""The public tables that go down to items: of one fund by function, of the basic expenditure by economic item."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from juesuan.figures import public_items
from juesuan.figures.public_figures import BASIC, PREFIX, PROJECT, TOTAL
from juesuan.figures.public_items import CODE, NAME, TableSource
from juesuan.model import workbook_form
from juesuan.model.accounts import EconomicItem
from juesuan.model.public_table_forms import Body, PublicCell, Rows
from juesuan.model.values import UNFILLED, Figure, Figures

if TYPE_CHECKING:
    import pandas as pd

_BALANCES = "年初结转和结余、本年收入、年末结转和结余列示合计数。"
TOTALS_ONLY = "本表列示合计数。"
"""What a table by item says under it where it has the row of totals alone."""


def known(figures: Figures, name: str) -> Figure | None:
    """The figure of that name, or None where its cell is blank: what is not known is not printed as nil."""
    figure = figures.get(name)
    return None if figure is None or figure.rule == UNFILLED else figure


def item_heads(*columns: str) -> Rows:
    """The two rows of headings of a table by item: code and name under 项目, then the columns."""
    return (
        (PublicCell("项目", columns=2), *(PublicCell(column, rows=2) for column in columns)),
        (PublicCell(CODE), PublicCell(NAME)),
    )


def total_row(figures: Figures, *names: str) -> tuple[PublicCell, ...]:
    """The row of totals of a table by item: 合计 over code and name, then the figures of those names."""
    return (PublicCell(TOTAL, columns=2, is_centred=True), *(PublicCell(known(figures, name)) for name in names))


def item_rows(items: "pd.DataFrame", fund: str, columns: Sequence[str], *, blanks: int = 0) -> Rows:
    """The rows of a table by item, one for each code of the fund in order, with so many blank cells at its end."""
    shown = public_items.of_fund(items, fund)[[CODE, NAME, *columns]]
    return tuple(
        tuple(map(PublicCell, (code, name, *map(public_items.figure_in, amounts), *[None] * blanks)))
        for code, name, *amounts in shown.itertuples(index=False)
    )


# ---- the general public budget


def _general_public_total(*columns: str) -> list[str]:
    """The names of the figures that the text prints as the totals of the columns."""
    totals = {
        TOTAL: "财政拨款收支.一般公共预算财政拨款支出",
        BASIC: "基本支出.合计",
        PROJECT: f"{PREFIX}.{workbook_form.GENERAL_PUBLIC}.{PROJECT}",
    }
    return [totals[column] for column in columns]


def general_public(source: TableSource) -> Body:
    """一般公共预算支出: sheet 支出科目 down to the item; the totals are those of the text."""
    columns = (TOTAL, BASIC, PROJECT)
    total = total_row(source.figures, *_general_public_total(*columns))
    rows = item_rows(source.items, workbook_form.GENERAL_PUBLIC, columns)
    return Body((14, 40, 15, 15, 15), item_heads(*columns), (total, *rows), is_by_item=True)


def project(source: TableSource) -> Body:
    """项目支出: the rows of sheet 支出科目 that have project expenditure."""
    total = total_row(source.figures, *_general_public_total(PROJECT))
    rows = item_rows(source.items, workbook_form.GENERAL_PUBLIC, (PROJECT,))
    spent = tuple(row for row in rows if isinstance(row[2].content, Figure) and row[2].content.value)
    return Body((16, 60, 24), item_heads(PROJECT), (total, *spent) if spent else (), is_by_item=True)


def basic(source: TableSource) -> Body:
    """基本支出: sheet 基本支出, personnel left, public use right; the classes are sums of their items."""
    figures, every = source.figures, source.accounts.basic_expenditure.items
    items = [item for item in every if item.amount is not None and item.amount.yuan]
    left = _economic_rows(figures, [item for item in items if _is_personnel(item)])
    right = _economic_rows(figures, [item for item in items if not _is_personnel(item)])
    nothing = (PublicCell(""), PublicCell(""), PublicCell(None))
    rows = [(*one, *other) for one, other in zip_longest(left, right, fillvalue=nothing)]
    total = tuple(
        box
        for name in ("人员经费", "公用经费")
        for box in (
            PublicCell(f"{name}合计", columns=2, is_centred=True),
            PublicCell(known(figures, f"基本支出.{name}")),
        )
    )
    heads = (
        (PublicCell("人员经费", columns=3), PublicCell("公用经费", columns=3)),
        tuple(map(PublicCell, (CODE, NAME, "决算数"))) * 2,
    )
    return Body((10, 34, 16, 10, 34, 16), heads, (*rows, total))


def _is_personnel(item: EconomicItem) -> bool:
    return item.code.startswith(workbook_form.PERSONNEL_CODES)


def _economic_rows(figures: Figures, items: Sequence[EconomicItem]) -> list[tuple[PublicCell, ...]]:
    """The rows of economic classes, each with its items below it: code, name, amount."""
    names = {item.code: item.name for item in items}
    codes = {*names, *(code[:3] for code in names)}
    return [
        (
            PublicCell(code),
            PublicCell(names.get(code) or workbook_form.ECONOMIC_CLASSES.get(code, "")),
            PublicCell(known(figures, f"{PREFIX}.{BASIC}.{code}")),
        )
        for code in sorted(codes)
    ]


# ---- the other funds


def government_fund(source: TableSource) -> Body:
    """政府性基金收支: revenue, expenditure by item and balances of that fund, see ``_fund``."""
    return _fund(source, workbook_form.GOVERNMENT_FUND)


def state_capital(source: TableSource) -> Body:
    """国有资本收支: revenue, expenditure by item and balances of that fund, see ``_fund``."""
    return _fund(source, workbook_form.STATE_CAPITAL)


def state_capital_expenditure(source: TableSource) -> Body:
    """国有资本支出: the rows of sheet 支出科目 of that fund."""
    columns, fund = (TOTAL, BASIC, PROJECT), workbook_form.STATE_CAPITAL
    rows: Rows = ()
    if _moves(source.figures, fund, ("财政拨款支出",)):
        total = total_row(source.figures, f"财政拨款收支.{fund}财政拨款支出", *_of_fund(fund, BASIC, PROJECT))
        rows = (total, *item_rows(source.items, fund, columns))
    return Body((14, 40, 15, 15, 15), item_heads(*columns), rows, is_by_item=True)


def _fund(source: TableSource, fund: str) -> Body:
    """The total from sheet 财政拨款收支, what was spent by item from 支出科目; balances by item are not kept."""
    heads = (
        (
            PublicCell("项目", columns=2),
            *(PublicCell(name, rows=2) for name in ("年初结转和结余", "本年收入")),
            PublicCell("本年支出", columns=3),
            PublicCell("年末结转和结余", rows=2),
        ),
        tuple(map(PublicCell, (CODE, NAME, TOTAL, BASIC, PROJECT))),
    )
    shares = (13, 35, 14, 14, 14, 14, 14, 14)
    if not _moves(source.figures, fund, ("年初结转和结余", "财政拨款收入", "财政拨款支出", "年末结转和结余")):
        return Body(shares, heads, ())
    first, revenue, spent, last = (
        f"财政拨款收支.{fund}{row}" for row in ("年初结转和结余", "财政拨款收入", "财政拨款支出", "年末结转和结余")
    )
    total = total_row(source.figures, first, revenue, spent, *_of_fund(fund, BASIC, PROJECT), last)
    rows = item_rows(source.items, fund, (TOTAL, BASIC, PROJECT), blanks=1)
    shown = (total, *((*row[:2], PublicCell(None), PublicCell(None), *row[2:]) for row in rows))
    return Body(shares, heads, shown, (_BALANCES,) if rows else (), is_by_item=True)


def _moves(figures: Figures, fund: str, rows: Sequence[str]) -> bool:
    """Whether the fund has any money in one of the rows of sheet 财政拨款收支."""
    return any(figures[f"财政拨款收支.{fund}{row}"].value for row in rows)


def _of_fund(fund: str, *columns: str) -> list[str]:
    """The names of the figures that are the totals of a fund's columns."""
    return [f"{PREFIX}.{fund}.{column}" for column in columns]
