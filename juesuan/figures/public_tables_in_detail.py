"""The public tables of fiscal expenditure by functional item and economic section: a row and a column for each.

Only the columns of classes and sections on which something was spent stand there.
"""

from collections.abc import Sequence

from juesuan.figures import public_details, public_items
from juesuan.figures.public_details import DEPARTMENTS, GOVERNMENT
from juesuan.figures.public_figures import ALL_FUNDS, PREFIX, TOTAL
from juesuan.figures.public_items import CODE, NAME, TableSource
from juesuan.figures.public_tables_by_item import TOTALS_ONLY, item_heads, item_rows, known, total_row
from juesuan.model import workbook_form
from juesuan.model.public_table_forms import Body, PublicCell, Rows

_SUBTOTAL = "小计"
_CLASS = 3
_FEW_COLUMNS = "本表只列有数的经济分类科目。"
_ALL_TOTAL = "财政拨款收支.本年支出合计"
_GENERAL_TOTAL = f"财政拨款收支.{workbook_form.GENERAL_PUBLIC}财政拨款支出"


def fiscal_by_government(source: TableSource) -> Body:
    """政府经济分类: all fiscal money by the government's classification, else its totals by fund."""
    return _of_all(source, GOVERNMENT)


def fiscal_in_detail(source: TableSource) -> Body:
    """财政拨款明细: all fiscal money by the departments' classification, else its totals by fund."""
    return _of_all(source, DEPARTMENTS)


def _of_all(source: TableSource, family: str) -> Body:
    if public_details.has(source.accounts, source.figures, family, workbook_form.FUNDS):
        return _in_detail(source, ALL_FUNDS, family, _ALL_TOTAL)
    keys = (_ALL_TOTAL, *(f"财政拨款收支.{fund}财政拨款支出" for fund in workbook_form.FUNDS))
    return Body(
        (13, 30, 19, 19, 19, 19),
        item_heads(TOTAL, *(f"{fund}财政拨款" for fund in workbook_form.FUNDS)),
        (total_row(source.figures, *keys),),
        (TOTALS_ONLY,),
        is_by_item=True,
    )


def general_public_in_detail(source: TableSource) -> Body:
    """一般公共预算明细: the general public budget by the departments' classification, else by item alone."""
    fund = workbook_form.GENERAL_PUBLIC
    if public_details.has(source.accounts, source.figures, DEPARTMENTS, (fund,)):
        return _in_detail(source, fund, DEPARTMENTS, _GENERAL_TOTAL)
    rows = (total_row(source.figures, _GENERAL_TOTAL), *item_rows(source.items, fund, (TOTAL,)))
    remark = "本表列示各科目的合计数；基本支出的经济分类见基本支出决算表。"
    return Body((16, 60, 24), item_heads(TOTAL), rows, (remark,), is_by_item=True)


def _in_detail(source: TableSource, fund: str, family: str, whole: str) -> Body:
    columns = _columns(source, fund, family)
    total = total_row(
        source.figures, whole, *(public_details.name(fund, TOTAL, each) for group in columns for each in group)
    )
    rows = tuple(_row(source, fund, code, columns) for code in public_items.of_fund(source.items, fund)[CODE])
    width = sum(map(len, columns))
    return Body(
        (15, 30, 14, *[14] * width),
        _heads(source, columns),
        (total, *rows),
        (_FEW_COLUMNS,),
        is_by_item=True,
        keys=3,
    )


def _columns(source: TableSource, fund: str, family: str) -> list[list[str]]:
    """The codes of the columns, class by class: the class itself, then its sections with an amount anywhere."""
    start = public_details.name(fund, "", "")[:-1]
    spent = {
        name.rpartition(".")[2] for name, each in source.figures.items() if name.startswith(start) and each.value
    }
    own = sorted(code for code in spent if code.startswith(family))
    return [
        [code, *(other for other in own if len(other) > _CLASS and other.startswith(code))]
        for code in own
        if len(code) == _CLASS
    ]


def _row(source: TableSource, fund: str, code: str, columns: Sequence[Sequence[str]]) -> tuple[PublicCell, ...]:
    whole = known(source.figures, f"{PREFIX}.{fund}.{code}.{TOTAL}")
    parts = (known(source.figures, public_details.name(fund, code, each)) for group in columns for each in group)
    return tuple(map(PublicCell, (code, source.names[code], whole, *parts)))


def _heads(source: TableSource, columns: Sequence[Sequence[str]]) -> Rows:
    """Code and name under 项目, 合计, then each class over its 小计 and sections, if it has any."""
    names = _economic_names(source)
    groups = [
        PublicCell(names[own], columns=1 + len(sections), rows=1 if sections else 2) for own, *sections in columns
    ]
    below = [
        PublicCell(words)
        for _, *sections in columns
        if sections
        for words in (_SUBTOTAL, *(names[each] for each in sections))
    ]
    return (
        (PublicCell("项目", columns=2), PublicCell(TOTAL, rows=2), *groups),
        (PublicCell(CODE), PublicCell(NAME), *below),
    )


def _economic_names(source: TableSource) -> dict[str, str]:
    """What each economic code is called: as the sheet has it, classes also as the standard has them."""
    own = {item.economic: item.economic_name for item in source.accounts.detail_items}
    return {**workbook_form.ECONOMIC_CLASSES, **workbook_form.GOVERNMENT_CLASSES, **own}
