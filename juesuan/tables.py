"""A grid read through its sheet definition: headings and rows found by name, every other surprise refused by cell."""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from juesuan.entries import UNITS, plain
from juesuan.grid import Grid, Value, address
from juesuan.model import Cell
from juesuan.problems import Problem, error
from juesuan.sheets import Column, Item, Kind, Sheet

_HEADING_ROWS = 12
_NUMBERING = re.compile(
    r"^(其中[:：]?)?([一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|\d+[.．、])?(其中[:：]?)?"
)
_UNIT_INSIDE = re.compile(r"单位[:：](.+)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: each field's value and place."""

    values: Mapping[str, Value]
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's rows under its headings."""

    unit: str
    """元 or 万元; 元 where the sheet holds no money."""
    rows: tuple[Row, ...]


def folded(words: str) -> str:
    """A label for comparison: width, spaces, quotation marks and numbering do not matter."""
    narrow = re.sub(r"\s", "", unicodedata.normalize("NFKC", words))
    return re.sub(r"[\"“”'‘’]", "", _NUMBERING.sub("", narrow, count=1))


def read(grid: Grid, sheet: Sheet, problems: list[Problem]) -> Table | None:
    """The table of ``grid``, or None when its headings are not there; every fault is added to ``problems``."""
    head = _head(grid, sheet)
    columns = _columns(grid, sheet, head, problems)
    if columns is None:
        return None
    unit = _unit(grid, sheet, head, problems)
    used = {place: column for column, place in columns.items()}
    problems.extend(_merged(grid, sheet, head, used))
    rows = [row for index in range(head + 1, len(grid.rows)) if (row := _row(grid, index, columns))]
    problems.extend(_stray(grid, head, used))
    problems.extend(_faults(grid, head, used))
    return Table(unit, tuple(rows))


def _head(grid: Grid, sheet: Sheet) -> int:
    """The row that holds the most of the headings."""
    wanted = {folded(column.heading) for column in sheet.columns}
    scores = [len(wanted & {folded(plain(value)) for value in row}) for row in grid.rows[:_HEADING_ROWS]]
    return max(range(len(scores)), key=scores.__getitem__, default=0)


def _columns(grid: Grid, sheet: Sheet, head: int, problems: list[Problem]) -> dict[Column, int] | None:
    labels = [folded(plain(value)) for value in grid.rows[head]] if grid.rows else []
    found: dict[Column, int] = {}
    missing: list[Column] = []
    for column in sheet.columns:
        places = [place for place, label in enumerate(labels) if label == folded(column.heading)]
        if len(places) > 1:
            twice = "、".join(address(head, place) for place in places)
            problems.append(
                error("R22", f"〔{sheet.name}〕{twice}", f"表头“{column.heading}”重复", "只留一列。")
            )
        if places:
            found[column] = places[0]
        else:
            missing.append(column)
    spare = [label for place, label in enumerate(labels) if label and place not in found.values()]
    problems.extend(_heading_missing(sheet, head, column, spare) for column in missing)
    return None if missing else found


def _heading_missing(sheet: Sheet, head: int, column: Column, spare: list[str]) -> Problem:
    near = difflib.get_close_matches(folded(column.heading), spare, n=1)
    advice = (
        f"现有的“{near[0]}”是不是它？请改成“{column.heading}”。"
        if near
        else "请按模板补上这一列（内容可以空着）。"
    )
    return error("R21", f"〔{sheet.name}〕第{head + 1}行", f"缺少表头“{column.heading}”", advice)


def _unit(grid: Grid, sheet: Sheet, head: int, problems: list[Problem]) -> str:
    if not sheet.money:
        return "元"
    place, words = _declared_unit(grid, head)
    if words in UNITS:
        return words
    message = f"金额单位应为 元 或 万元，读到的是“{words}”" if words else "没有写金额单位"
    problems.append(
        error("R23", f"〔{sheet.name}〕{place}", message, "请在表头上方“金额单位”右边选 元 或 万元。")
    )
    return "元"


def _declared_unit(grid: Grid, head: int) -> tuple[str, str]:
    for index, row in enumerate(grid.rows[:head]):
        for place, value in enumerate(row):
            label = folded(plain(value))
            inside = _UNIT_INSIDE.search(label)
            if inside:
                return address(index, place), inside[1]
            if label.rstrip(":") == "金额单位":
                right = plain(row[place + 1]) if place + 1 < len(row) else ""
                return address(index, place + 1), right.replace(" ", "")
    return "表头上方", ""


def _row(grid: Grid, index: int, columns: Mapping[Column, int]) -> Row | None:
    line = grid.rows[index]
    values = {column.field: line[place] if place < len(line) else "" for column, place in columns.items()}
    if not any(plain(value) for value in values.values()):
        return None
    cells = {column.field: Cell(grid.name, address(index, place)) for column, place in columns.items()}
    return Row(values, cells)


def _merged(grid: Grid, sheet: Sheet, head: int, used: Mapping[int, Column]) -> Iterator[Problem]:
    for top, left, bottom, right in grid.merged:
        if bottom >= head and any(left <= place <= right for place in used):
            where = f"〔{sheet.name}〕{address(top, left)}:{address(bottom, right)}"
            yield error("R24", where, "单元格合并了，程序分不清哪个数归哪一格", "请取消合并，每格各填各的。")


def _stray(grid: Grid, head: int, used: Mapping[int, Column]) -> Iterator[Problem]:
    """Numbers under no heading: the block was pasted one column off."""
    labels = grid.rows[head]
    for index in range(head + 1, len(grid.rows)):
        for place, value in enumerate(grid.rows[index]):
            headless = place >= len(labels) or not plain(labels[place])
            if (
                place not in used
                and headless
                and isinstance(value, int | float)
                and not isinstance(value, bool)
            ):
                where = f"〔{grid.name}〕{address(index, place)}"
                yield error(
                    "R25",
                    where,
                    f"数字 {plain(value)} 上面没有表头",
                    "是不是粘贴时错了列？请移到正确的列或删除。",
                )


def _faults(grid: Grid, head: int, used: Mapping[int, Column]) -> Iterator[Problem]:
    for (row, place), words in grid.faults.items():
        if row > head and place in used:
            advice = "请改正公式，或直接填数字。" if "错误" in words else "请用 WPS 或 Excel 打开、保存一次。"
            yield error("R26", f"〔{grid.name}〕{address(row, place)}", words, advice)


def by_item(table: Table, sheet: Sheet, problems: list[Problem]) -> dict[str, Row]:
    """The rows of a fixed table by field; unknown, double and missing rows are refused."""
    wanted = {folded(item.label): item for item in sheet.items}
    found: dict[str, Row] = {}
    for row in table.rows:
        label = plain(row.values["label"])
        item = wanted.get(folded(label))
        if item is None:
            problems.extend(_unknown(row, label, sheet, list(wanted.values())))
        elif item.field in found:
            first = found[item.field].cells["label"].address
            problems.append(
                error("R28", row.cells["label"], f"“{item.label}”重复，{first} 已有一行", "只留一行。")
            )
        else:
            found[item.field] = row
    for item in sheet.items:
        if item.required and item.field not in found:
            problems.append(
                error("R29", f"〔{sheet.name}〕", f"缺少“{item.label}”一行", "请按模板补上这一行。")
            )
    return found


def _unknown(row: Row, label: str, sheet: Sheet, items: list[Item]) -> Iterator[Problem]:
    """A row with a number that no item takes would silently vanish; a row of words alone is a note."""
    kinds = {column.field for column in sheet.columns if column.kind in {Kind.AMOUNT, Kind.NUMBER}}
    filled = [
        field for field in row.values if (field in kinds or field == "content") and plain(row.values[field])
    ]
    if not filled:
        return
    if not label:
        yield error("R27", row.cells[filled[0]], "这一行有数却没有项目名称", "请补上项目名称，或删除这个数。")
        return
    near = difflib.get_close_matches(folded(label), [folded(item.label) for item in items], n=1, cutoff=0.5)
    names = {folded(item.label): item.label for item in items}
    advice = f"是不是“{names[near[0]]}”？" if near else "请使用模板里的项目名称。"
    yield error("R27", row.cells["label"], f"不认识项目“{label}”，这一行的数用不上", advice)
