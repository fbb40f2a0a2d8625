"""收入科目, 全部支出科目 and 支出明细 of the workbook -> their rows, which only the public tables print."""

import re
from typing import TYPE_CHECKING

from juesuan.model import standard_names, workbook_form
from juesuan.model.item_amounts import DetailItem, ItemAmounts
from juesuan.model.problems import BLANK, Problem, error
from juesuan.reading import functional_items, tables
from juesuan.reading.open_tables import twice
from juesuan.reading.tables import SheetRow, SheetTable

if TYPE_CHECKING:
    from juesuan.model.values import Amount, Cell

_WORDS = frozenset({"code", "name"})
"""The fields of a row that hold no amount."""


def amounts(table: SheetTable, problems: list[Problem], year: int = 0) -> tuple[ItemAmounts, ...]:
    """The rows of 收入科目 or of 全部支出科目; problems for codes that are unknown or stand twice.

    A blank name is the standard one of the code in the accounts of that ``year``, 0 where it is not known.
    """
    items = tuple(_item_amounts(row, table.unit, year, problems) for row in table.rows)
    seen: dict[str, Cell] = {}
    for item in items:
        problems.extend(functional_items.unknown(item.code, item.cell))
        if item.code and item.code in seen:
            problems.append(twice(item.cell, item.code, seen[item.code]))
        seen.setdefault(item.code, item.cell)
    return items


def _item_amounts(row: SheetRow, unit: str, year: int, problems: list[Problem]) -> ItemAmounts:
    code = functional_items.code_of(row, problems)
    name, _ = tables.named(row, standard_names.functional().sure(code, year), problems)
    held = {field: tables.amount(row, field, unit, problems) for field in row.values if field not in _WORDS}
    known: dict[str, Amount] = {field: amount for field, amount in held.items() if amount is not None}
    return ItemAmounts(code, name, row.cells["code"], known, row.cells["name"])


def details(table: SheetTable, problems: list[Problem], year: int = 0) -> tuple[DetailItem, ...]:
    """The rows of 支出明细; problems for unknown codes and for a pair of codes that stands twice in a fund.

    A blank name is the standard one of its code in the accounts of that ``year``, 0 where it is not known.
    """
    items = tuple(_detail(row, table.unit, year, problems) for row in table.rows)
    seen: dict[tuple[str, str, str], Cell] = {}
    for item in items:
        problems.extend(functional_items.unknown(item.code, item.cell))
        key = (item.fund, item.code, item.economic)
        if item.code and item.economic and key in seen:
            problems.append(twice(item.cell, f"{item.code} {item.economic}", seen[key]))
        seen.setdefault(key, item.cell)
    return items


def _detail(row: SheetRow, unit: str, year: int, problems: list[Problem]) -> DetailItem:
    code = functional_items.code_of(row, problems)
    fund = tables.text(row, "fund", problems)
    tables.choose(fund, workbook_form.FUNDS, problems)
    economic = _economic_code(row, problems)
    name, _ = tables.named(row, standard_names.functional().sure(code, year), problems)
    amount = tables.amount(row, "amount", unit, problems)
    return DetailItem(
        code=code,
        name=name,
        fund=fund.text if fund and fund.text in workbook_form.FUNDS else workbook_form.GENERAL_PUBLIC,
        economic=economic,
        economic_name=_economic_name(row, economic, year, problems),
        cell=row.cells["code"],
        amount=amount,
    )


def _economic_code(row: SheetRow, problems: list[Problem]) -> str:
    cell, code = row.cells["economic"], tables.code(row, problems, "economic")
    known = (*workbook_form.ECONOMIC_CLASSES, *workbook_form.GOVERNMENT_CLASSES)
    if not code:
        problems.append(error(BLANK, cell, "“经济分类编码”必须填写", "请补上。"))
    elif not re.fullmatch(r"[0-9]{3}([0-9]{2})?", code) or code[:3] not in known:
        advice = "应为类3位或款5位的编码：部门的 3 开头，如 30101；政府的 5 开头，如 50101。"
        problems.append(error("R45", cell, f"不认识经济分类编码“{code}”", advice))
    return code


def _economic_name(row: SheetRow, code: str, year: int, problems: list[Problem]) -> str:
    classes = {**workbook_form.ECONOMIC_CLASSES, **workbook_form.GOVERNMENT_CLASSES}
    standard = classes.get(code) or standard_names.economic().sure(code, year)
    words = tables.text(row, "economic_name", problems)
    if words is None and not standard:
        problems.append(error(BLANK, row.cells["economic_name"], "“经济分类名称”必须填写", "请补上。"))
    return words.text if words else standard
