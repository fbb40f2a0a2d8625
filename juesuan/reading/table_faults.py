"""Cells under the headings of a table that nobody can rely on: merged, stray, faulty, not shown or hidden ones."""

import re
from collections.abc import Iterator, Mapping

from juesuan.model.problems import Problem, error, warning
from juesuan.model.sheets import Column
from juesuan.model.values import Cell
from juesuan.reading import cells
from juesuan.reading.grid import Formatted, Grid, Value, address, plain

_REMARKS = ("注", "备注", "说明", "填表人", "制表人")


def found(grid: Grid, head: int, used: Mapping[int, Column]) -> Iterator[Problem]:
    """Every problem of the cells below the headings in row ``head``; ``used`` are the columns by place, from 0."""
    yield from _merged(grid, head, used)
    yield from _stray(grid, head, used)
    yield from _faults(grid, head, used)
    yield from _linked(grid, head, used)
    yield from _unreadable(grid, head, used)


def is_remark(words: str) -> bool:
    """Whether the words are a note under a table, which may stretch over merged cells."""
    return re.match(rf"({'|'.join(_REMARKS)})[0-9]*[:：.、]", words) is not None


def _merged(grid: Grid, head: int, used: Mapping[int, Column]) -> Iterator[Problem]:
    """Problems for merged cells under the headings: nobody can tell whose number is whose."""
    for top, left, bottom, right in grid.merged:
        held = grid.rows[top][left] if top < len(grid.rows) and left < len(grid.rows[top]) else ""
        if bottom < head or is_remark(plain(held)) or not any(left <= place <= right for place in used):
            continue
        where = f"〔{grid.name}〕{address(top, left)}:{address(bottom, right)}"
        yield error("R24", where, "单元格合并了，程序分不清哪个数归哪一格", "请取消合并，每格各填各的。")


def _stray(grid: Grid, head: int, used: Mapping[int, Column]) -> Iterator[Problem]:
    """Problems for numbers under no heading: the block was pasted one column off."""
    labels = grid.rows[head]
    for index in range(head + 1, len(grid.rows)):
        for place, value in enumerate(grid.rows[index]):
            has_heading = place in used or (place < len(labels) and plain(labels[place]))
            if not has_heading and _is_number(value):
                where = f"〔{grid.name}〕{address(index, place)}"
                advice = "是不是粘贴时错了列？请移到正确的列或删除。"
                yield error("R25", where, f"数字 {plain(value)} 上面没有表头", advice)


def _is_number(value: Value) -> bool:
    if isinstance(value, Formatted):
        return value.is_number
    if isinstance(value, str):
        return bool(value) and cells.number(value, Cell("", ""), []) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def _faults(grid: Grid, head: int, used: Mapping[int, Column]) -> Iterator[Problem]:
    """Problems for cells that hold an error value or a formula without a result."""
    for (row, place), words in sorted(grid.faults.items()):
        if row > head and place in used:
            advice = "请用 WPS 或 Excel 打开、保存一次，或直接填结果。"
            if "错误" in words:
                advice = "请改正公式，或直接填结果。"
            yield error("R26", f"〔{grid.name}〕{address(row, place)}", words, advice)


def _linked(grid: Grid, head: int, used: Mapping[int, Column]) -> Iterator[Problem]:
    """Problems for cells that take from another file, whose result there is known with a value only."""
    for row, place in sorted(grid.linked - grid.faults.keys()):
        held = plain(grid.rows[row][place]) if row < len(grid.rows) and place < len(grid.rows[row]) else ""
        if row > head and place in used and held:
            message = f"公式取自别的文件，读的是上次存下的结果“{held}”"
            advice = "那个文件改过，这里不会跟着变：请对照它，直接填数；或者写在〔出错说明〕。"
            yield warning("R60", f"〔{grid.name}〕{address(row, place)}", message, advice)


def _unreadable(grid: Grid, head: int, used: Mapping[int, Column]) -> Iterator[Problem]:
    """Problems for cells of which nobody can say what they show, and for those that hide what they hold."""
    for index in range(head + 1, len(grid.rows)):
        for place in used:
            value = grid.rows[index][place] if place < len(grid.rows[index]) else ""
            if isinstance(value, Formatted) and not value.shown and plain(value.stored):
                yield _unshown(value, f"〔{grid.name}〕{address(index, place)}")


def _unshown(value: Formatted, where: str) -> Problem:
    held = cells.quoted(value.stored)
    message = f"单元格里有“{held}”，它的格式却不让它显示出来"
    if value.shown is None:
        message = f"单元格里存的是“{held}”，程序看不准它的格式“{value.code}”显示成什么"
    return error("R55", where, message, "请把单元格格式设为“常规”（文字设为“文本”），再照要印的样子重新输入。")
