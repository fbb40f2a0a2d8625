"""A block of the accounts software pasted into a sheet of the workbook: told what it is, not read cell by cell."""

import re
from collections.abc import Iterator, Mapping

from juesuan.model.chinese import folded, narrow
from juesuan.model.problems import Problem, error
from juesuan.model.sheets import ColumnKind, Sheet
from juesuan.reading.grid import Grid, Value, address, plain

BLOCK = "I22"
"""The code of a sheet that holds such a block."""
_MARKS = frozenset({"行次", "栏次", "项目(按功能分类)", "项目(按支出性质和经济分类)", "支出功能分类科目编码"})
"""The words of headings that only tables of the software have."""
_LIKELY = re.compile("次|分类")
"""What is in each of them; to fold every text of a workbook would take longer than to read it."""
_OFFICIAL = {
    "收入支出": "财决01表",
    "财政拨款收支": "财决01-1表",
    "支出科目": "财决08表",
    "基本支出": "财决08-1表",
    "三公经费": "财决附03表",
    "其他事项": "财决附03表",
}
"""The table of the software that each sheet is filled from."""
_FEWEST = 5
"""Rows that are numbered one after the other, or that have digits for a name, before it is no chance."""


def found(grid: Grid, sheet: Sheet, head: int, columns: Mapping[str, int]) -> Iterator[Problem]:
    """A problem where a sheet holds a block of the software under its headings, or in their place.

    ``head`` is the row of the headings, ``columns`` the places of those columns that are there, by field.
    """
    if sheet.name not in _OFFICIAL:
        return
    table = _number(grid) or _OFFICIAL[sheet.name]
    if mark := _mark(grid, head):
        row, column, words = mark
        yield _told(sheet, table, address(row, column), f"有“{words}”")
    elif place := _serials(grid, sheet, head, columns):
        yield _told(sheet, table, address(*place), "这一列是 1、2、3……的行次，不是金额")
    elif place := _digits(grid, sheet, head, columns):
        yield _told(sheet, table, address(*place), "科目编码分成了类、款、项几列")
    elif place := _codes_for_labels(grid, head, columns):
        yield _told(sheet, _number(grid) or "按科目列的表", address(*place), "“项目”一列是科目编码")
    elif place := _names_for_amounts(grid, sheet, head, columns):
        yield _told(sheet, table, address(*place), "科目名称在金额的列里")


def _told(sheet: Sheet, table: str, place: str, sign: str) -> Problem:
    message = f"粘贴进来的是决算软件{table}的样子（{sign}），行列和这张表不同，没有读"
    advice = "请撤消粘贴，恢复这张表；把决算软件的表另存成 .xls 或 .xlsx，用 import 命令填进来。"
    return error(BLOCK, f"〔{sheet.name}〕{place}", message, advice)


_FORM = re.compile(r"财决附?\d{2}(-\d{1,2})?表")
_ABOVE = 8
"""The rows in which the number of a table stands."""


def _number(grid: Grid) -> str:
    """The number of the table of the software where the block has brought it along; else empty."""
    shown = (plain(value) for line in grid.rows[:_ABOVE] for value in line if isinstance(value, str))
    return next((words for words in shown if _FORM.fullmatch(words)), "")


def _codes_for_labels(grid: Grid, head: int, columns: Mapping[str, int]) -> tuple[int, int] | None:
    """The first of several codes that stand where a fixed table has its labels, which are never digits."""
    if "label" not in columns:
        return None
    column = columns["label"]
    rows = [row for row in range(head + 1, len(grid.rows)) if _CODE.fullmatch(narrow(_words(grid, row, column)))]
    return (rows[0], column) if len(rows) > 1 else None


def _names_for_amounts(grid: Grid, sheet: Sheet, head: int, columns: Mapping[str, int]) -> tuple[int, int] | None:
    """The first of several names that stand among the amounts, in rows with a code and without a name."""
    if "code" not in columns or "name" not in columns:
        return None
    amounts = [columns[each.field] for each in sheet.columns if each.field in columns]
    found = [
        (row, at)
        for row in range(head + 1, len(grid.rows))
        if _words(grid, row, columns["code"]) and not _words(grid, row, columns["name"])
        for at in amounts
        if at > columns["name"] and re.match("[一-鿿]{2}", _words(grid, row, at))
    ]
    return found[0] if len(found) >= _FEWEST else None


_CODE = re.compile(r"2\d{2}(\d{2}){0,2}")
"""A code of the functional classification."""


def _mark(grid: Grid, head: int) -> tuple[int, int, str] | None:
    """The first cell with such a heading that does not stand in the row of the sheet's own."""
    for row, line in enumerate(grid.rows):
        for column, value in enumerate(line) if row != head else ():
            if isinstance(value, str) and _LIKELY.search(value) and (words := folded(value)) in _MARKS:
                return row, column, words
    return None


def _serials(grid: Grid, sheet: Sheet, head: int, columns: Mapping[str, int]) -> tuple[int, int] | None:
    """The first cell of a column of amounts that only numbers the rows: 1, 2, 3."""
    amounts = [each.field for each in sheet.columns if each.kind is ColumnKind.AMOUNT and each.field in columns]
    for field in amounts:
        column = columns[field]
        held = [(row, words) for row in range(head + 1, len(grid.rows)) if (words := _words(grid, row, column))]
        if len(held) >= _FEWEST and [words for _, words in held] == [str(at + 1) for at in range(len(held))]:
            return held[0][0], column
    return None


def _digits(grid: Grid, sheet: Sheet, head: int, columns: Mapping[str, int]) -> tuple[int, int] | None:
    """The first name of a 科目 that is but digits, where there are several."""
    if "code" not in columns or "name" not in columns or sheet.items:
        return None
    places = [
        row for row in range(head + 1, len(grid.rows)) if narrow(_words(grid, row, columns["name"])).isdigit()
    ]
    return (places[0], columns["name"]) if len(places) >= _FEWEST else None


def _words(grid: Grid, row: int, column: int) -> str:
    line: tuple[Value, ...] = grid.rows[row]
    return plain(line[column]) if column < len(line) else ""
