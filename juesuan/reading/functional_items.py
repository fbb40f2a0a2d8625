"""支出科目 of the workbook -> its rows, each with its fund; codes that do not fit are refused."""

import re
from collections import defaultdict
from collections.abc import Iterator

from msgspec.structs import replace

from juesuan.model import chinese, standard_names, workbook_form
from juesuan.model.accounts import FunctionalItem
from juesuan.model.problems import BLANK, Problem, error
from juesuan.model.values import Cell
from juesuan.reading import tables
from juesuan.reading.grid import plain
from juesuan.reading.open_tables import twice
from juesuan.reading.tables import SheetRow, SheetTable

_SUBTOTALS = frozenset({"合计", "小计", "总计", "本年支出合计"})


def read(table: SheetTable, problems: list[Problem], year: int = 0) -> tuple[FunctionalItem, ...]:
    """The rows of 支出科目; problems for codes that are unknown, stand twice in a fund or lack the row above.

    A blank name is the standard one of the code in the accounts of that ``year``, 0 where it is not known.
    """
    items = tuple(_functional_item(row, table.unit, year, problems) for row in table.rows)
    items = _with_funds(items, table.rows)
    seen: dict[tuple[str, str], Cell] = {}
    for item in items:
        if item.code and (item.fund, item.code) in seen:
            problems.append(twice(item.cell, item.code, seen[item.fund, item.code]))
        seen.setdefault((item.fund, item.code), item.cell)
    for item in items:
        problems.extend(_unknown_code(item, year, seen))
    if not items and table.is_there:
        where = f"〔{workbook_form.FUNCTIONAL_ITEMS.name}〕"
        problems.append(error("R42", where, "一行科目也没有", "请按财决08表填写到项级。"))
    return items


def _with_funds(items: tuple[FunctionalItem, ...], rows: tuple[SheetRow, ...]) -> tuple[FunctionalItem, ...]:
    """The items; a class or section whose 资金性质 is blank has the fund of all that stands below it."""
    blank = {item.cell for item, row in zip(items, rows, strict=True) if not plain(row.values["fund"])}
    below: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for code in _above(item.code) if item.cell not in blank or not _is_upper(item) else ():
            below[code].add(item.fund)
    own = (below.get(item.code, set()) if item.cell in blank and _is_upper(item) else set() for item in items)
    return tuple(
        replace(item, fund=next(iter(funds))) if len(funds) == 1 else item
        for item, funds in zip(items, own, strict=True)
    )


def _above(code: str) -> Iterator[str]:
    """The codes of the class and the section that an item stands under."""
    return (code[:length] for length in (3, 5) if length < len(code))


def _is_upper(item: FunctionalItem) -> bool:
    return len(item.code) in {3, 5}


def _functional_item(row: SheetRow, unit: str, year: int, problems: list[Problem]) -> FunctionalItem:
    fund = tables.text(row, "fund", problems)
    tables.choose(fund, workbook_form.FUNDS, problems)
    code = code_of(row, problems)
    name, is_filled_in = tables.named(row, standard_names.functional().sure(code, year), problems)
    return FunctionalItem(
        code=code,
        name=name,
        fund=fund.text if fund and fund.text in workbook_form.FUNDS else workbook_form.GENERAL_PUBLIC,
        cell=row.cells["code"],
        basic=tables.amount(row, "basic", unit, problems),
        project=tables.amount(row, "project", unit, problems),
        stated=tables.amount(row, "stated", unit, problems),
        budget=tables.amount(row, "budget", unit, problems),
        budget_reason=tables.prose(row, "budget_reason", problems),
        name_cell=row.cells["name"],
        is_name_filled_in=is_filled_in,
        use=tables.prose(row, "use", problems),
    )


def code_of(row: SheetRow, problems: list[Problem]) -> str:
    """The 科目编码 of a row; empty where it is blank, which is a problem, as is a row of a total (R43)."""
    code = tables.code(row, problems)
    if not code and chinese.folded(plain(row.values["name"])) in _SUBTOTALS:
        problems.append(error("R43", row.cells["code"], "合计行不用填", "请删除这一行，程序自己相加。"))
    elif not code:
        problems.append(error(BLANK, row.cells["code"], "“科目编码”必须填写", "请补上。"))
    return code


def unknown(code: str, cell: Cell) -> Iterator[Problem]:
    """Problem R43 for what is no code of the functional classification; a blank one is told elsewhere."""
    is_known = re.fullmatch(r"([0-9]{2}){1,3}[0-9]", code) and code[:3] in workbook_form.FUNCTION_CLASSES
    if code and not is_known:
        message, advice = f"不认识科目编码“{code}”", "支出功能分类编码：类3位、款5位、项7位，如 2011301。"
        yield error("R43", cell, message, advice)


def _unknown_code(item: FunctionalItem, year: int, seen: dict[tuple[str, str], Cell]) -> Iterator[Problem]:
    if problem := next(unknown(item.code, item.cell), None):
        yield problem
        return
    for code in _above(item.code):
        if (item.fund, code) not in seen:
            other = next((seen[each] for each in seen if each[1] == code), None)
            yield _upper_missing(item, code, standard_names.functional().sure(code, year), other)


def _upper_missing(item: FunctionalItem, code: str, name: str, other: Cell | None) -> Problem:
    """Problem R44: the row above an item is not there; ``other`` is that of another fund, if any.

    ``name`` is the standard name of its code, empty where that is not sure.
    """
    if other is None:
        message = f"{item.code} {item.name} 的上级科目 {code} 不在表中"
        return error("R44", item.cell, message, f"请加一行 {code}{f'“{name}”' if name else ' 和它的名称'}。")
    message = f"{item.code} {item.name} 的资金性质是“{item.fund}”，上级科目 {code}（{other.address}）的不是"
    advice = f"请核对两行的“资金性质”；两种资金都有的，{code} 每种资金各列一行。"
    return error("R44", item.cell, message, advice)
