"""第五部分 附表: figures -> the public tables of the edition, each with what the workbook knows and nothing else.

What the workbook does not hold stays blank, and a sentence under the table says so. The tables by item are in
``public_tables_by_source`` (all money), ``public_tables_in_detail`` (by economic section as well) and
``public_tables_by_item`` (one fund, the basic expenditure).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING

from juesuan.figures import (
    phrases,
    public_items,
    public_layout,
    public_tables_by_item,
    public_tables_by_source,
    public_tables_in_detail,
)
from juesuan.figures.public_by_source import is_all_fiscal
from juesuan.figures.public_figures import PREFIX, TOTAL
from juesuan.figures.public_items import TableSource
from juesuan.figures.public_tables_by_item import known
from juesuan.model import chinese, public_table_forms, sheets, workbook_form
from juesuan.model.accounts import Accounts
from juesuan.model.editions import FormFile
from juesuan.model.public_table_forms import Body, Form, PublicCell, PublicPart, PublicTable, PublicValue
from juesuan.model.values import Figures

if TYPE_CHECKING:
    import pandas as pd

_Kind = Callable[[TableSource], Body]
_Line = tuple[PublicValue, ...]
"""A row whose cells cover nothing but themselves."""
_SOURCES = (*(f"{fund}财政拨款收入" for fund in workbook_form.FUNDS), *public_tables_by_source.SOURCES)


def part(accounts: Accounts, figures: Figures, tables: FormFile) -> PublicPart:
    """第五部分 附表, filled as the file ``tables`` of the edition lists it; empty unless it is asked for.

    Raises ReportError with every fault of the file.
    """
    if not accounts.prints_public_tables:
        return PublicPart("", ())
    forms, source = public_table_forms.read(tables, KINDS), public_items.source(accounts, figures)
    title = forms.part.replace(public_table_forms.YEAR, phrases.number(figures["年度"]))
    title = title.replace(public_table_forms.LEVEL, accounts.department.called)
    apart = forms.apart if accounts.department.are_tables_apart else ""
    tables_of = tuple(_table(form, source) for form in forms.tables)
    return PublicPart(title, tables_of, accounts.edition.tables_before, apart)


def _table(form: Form, source: TableSource) -> PublicTable:
    body = public_layout.laid_out(form, KINDS[form.kind](source))
    return PublicTable(form, source.accounts.department.name.text, body)


# ---- all the money of the department


def _overall(source: TableSource) -> Body:
    """收入支出总表: sheet 收入支出; the right side by class where all expenditure is fiscal, else by kind."""
    right = [row[:2] for row in _classes_of_all(source)]
    by_class = bool(right)
    left: list[_Line] = [(name, known(source.figures, f"收入支出.{name}")) for name in _SOURCES]
    if not by_class:
        right = [(name, known(source.figures, f"收入支出.{name}")) for name in public_tables_by_source.SPENT_ON]
    pairs = zip_longest(_numbered(left), _numbered(right), fillvalue=("", None))
    heads = (
        (PublicCell("收入", columns=2), PublicCell("支出", columns=2)),
        (
            PublicCell("项目"),
            PublicCell("决算数"),
            PublicCell(f"项目（{'按功能分类' if by_class else '按支出性质'}）"),
            PublicCell("决算数"),
        ),
    )
    lines = (*((*one, *other) for one, other in pairs), *_overall_bottom(source.figures))
    rows = tuple(tuple(map(PublicCell, line)) for line in lines)
    remarks = () if by_class else ("支出按支出性质列示。",)
    return Body((34, 12, 30, 12), heads, rows, remarks)


def _classes_of_all(source: TableSource) -> list[_Line]:
    """Each class with all that was spent on it, from 全部支出科目; or 支出科目 where all money is fiscal."""
    if source.accounts.expenditure_items:
        return list(public_tables_by_source.classes_of_all(source))
    return list(_class_rows(source.items)) if is_all_fiscal(source.figures) else []


def _overall_bottom(figures: Figures) -> Iterator[_Line]:
    """The rows under the sources and the uses: totals of the year, balances, totals."""
    for first, one, second, other in (
        ("本年收入合计", "本年收入合计", "本年支出合计", "本年支出合计"),
        ("使用非财政拨款结余", "使用非财政拨款结余", "结余分配", "结余分配"),
        ("年初结转和结余", "年初结转和结余", "年末结转和结余", "年末结转和结余"),
        ("总计", "收入总计", "总计", "支出总计"),
    ):
        yield first, known(figures, f"收入支出.{one}"), second, known(figures, f"收入支出.{other}")


def _numbered(rows: Iterable[_Line]) -> Iterator[_Line]:
    """The rows with numerals before their names: 一、, 二、 and so on."""
    for place, (name, *amounts) in enumerate(rows, start=1):
        yield f"{chinese.numeral(place)}、{name}", *amounts


# ---- all fiscal money


def _fiscal(source: TableSource) -> Body:
    """财政拨款总表: sheet 财政拨款收支; the classes are sums of 支出科目."""
    figures, funds = source.figures, workbook_form.FUNDS
    left: list[_Line] = [(f"{fund}财政拨款", known(figures, f"财政拨款收支.{fund}财政拨款收入")) for fund in funds]
    pairs = zip_longest(_numbered(left), _numbered(_class_rows(source.items)))
    heads = (
        (PublicCell("收入", columns=2), PublicCell("支出", columns=5)),
        (
            *map(PublicCell, ("项目", "决算数", "项目（按功能分类）", TOTAL)),
            *(PublicCell(f"{fund}财政拨款") for fund in funds),
        ),
    )
    lines = (
        *((*(one or ("", None)), *(other or ("", *_NO_AMOUNTS))) for one, other in pairs),
        *_fiscal_bottom(figures),
    )
    return Body((30, 11, 26, 11, 12, 12, 12), heads, tuple(tuple(map(PublicCell, line)) for line in lines))


def _class_rows(items: "pd.DataFrame") -> Iterator[_Line]:
    """Each class by name, with what all funds and each of them have spent on it."""
    for (_, name), *amounts in public_items.classes(items).itertuples():
        yield name, *map(public_items.figure_in, amounts)


_NO_AMOUNTS = (None,) * (1 + len(workbook_form.FUNDS))
"""The blank amounts of a row: of all funds and of each."""


def _fiscal_bottom(figures: Figures) -> Iterator[_Line]:
    """The rows under the classes: label and figure of the revenue, label and figures of the expenditure."""

    def of(*rows: str) -> list[PublicValue]:
        return [known(figures, f"财政拨款收支.{row}") for row in rows]

    opening, closing = "年初财政拨款结转和结余", "年末财政拨款结转和结余"
    funds = workbook_form.FUNDS
    spent = of("本年支出合计", *(f"{fund}财政拨款支出" for fund in funds))
    yield "本年收入合计", *of("本年收入合计"), "本年支出合计", *spent
    yield opening, *of(opening), closing, *of(closing, *(f"{fund}年末结转和结余" for fund in funds))
    for fund in funds:
        yield f"{fund}财政拨款", *of(f"{fund}年初结转和结余"), "", *_NO_AMOUNTS
    totals = (known(figures, f"{PREFIX}.{fund}.支出总计") for fund in funds)
    yield "总计", *of("收入总计"), "总计", *of("支出总计"), *totals


# ---- 三公


def _three_public(source: TableSource) -> Body:
    """三公经费: sheet 三公经费, budget and final."""
    names = (
        "“三公”经费合计",
        "因公出国（境）费",
        "公务用车购置及运行维护费",
        "公务用车购置费",
        "公务用车运行维护费",
        "公务接待费",
    )
    keys = [f"三公经费.{sheets.tag_of(name)}" for name in names]
    abroad, receptions = (PublicCell(name, rows=2) for name in (names[1], names[5]))
    one = (PublicCell(TOTAL, rows=2), abroad, PublicCell(names[2], columns=3), receptions)
    heads = (
        (PublicCell("预算数", columns=6), PublicCell("决算数", columns=6)),
        one * 2,
        tuple(map(PublicCell, ("小计", *names[3:5]))) * 2,
    )
    row = tuple(PublicCell(known(source.figures, key)) for key in (*(f"{key}.预算" for key in keys), *keys))
    return Body((1,) * 12, heads, (row,))


def _three_public_of_budget(source: TableSource) -> Body:
    """三公经费 of the general public budget; where a fund spent money, too, the sheet does not part the two."""
    body = _three_public(source)
    if not _has_fund(source.figures):
        return body
    remark = "本表列示财政拨款“三公”经费的合计数。"
    return Body(body.shares, body.heads, body.rows, (remark,))


def _three_public_of_fund(source: TableSource) -> Body:
    """三公经费 of the government fund: none where the fund spent nothing; else it is not known."""
    body = _three_public(source)
    if not _has_fund(source.figures):
        return Body(body.shares, body.heads, ())
    remark = "财政拨款“三公”经费的合计数，列在一般公共预算财政拨款“三公”经费支出决算表。"
    return Body(body.shares, body.heads, ((PublicCell(None),) * 12,), (remark,))


def _has_fund(figures: Figures) -> bool:
    """Whether any fund but the general public budget spent money."""
    return any(figures[f"财政拨款收支.{fund}财政拨款支出"].value for fund in workbook_form.FUNDS[1:])


KINDS: Mapping[str, _Kind] = {
    "收入支出总表": _overall,
    "收入": public_tables_by_source.revenue,
    "支出": public_tables_by_source.expenditure,
    "财政拨款总表": _fiscal,
    "政府经济分类": public_tables_in_detail.fiscal_by_government,
    "财政拨款明细": public_tables_in_detail.fiscal_in_detail,
    "一般公共预算支出": public_tables_by_item.general_public,
    "一般公共预算明细": public_tables_in_detail.general_public_in_detail,
    "基本支出": public_tables_by_item.basic,
    "项目支出": public_tables_by_item.project,
    "三公经费": _three_public_of_budget,
    "政府性基金三公经费": _three_public_of_fund,
    "财政拨款三公经费": _three_public,
    "政府性基金收支": public_tables_by_item.government_fund,
    "国有资本收支": public_tables_by_item.state_capital,
    "国有资本支出": public_tables_by_item.state_capital_expenditure,
}
"""What an edition may fill a table with, by the name that its list of tables has for it."""
