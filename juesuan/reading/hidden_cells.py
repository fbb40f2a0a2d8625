"""What of a table is hidden and is read all the same: rows, columns, a sheet, and what a filter leaves out."""

from collections.abc import Collection, Iterator, Mapping

from juesuan.model.problems import Problem, hint, warning
from juesuan.model.sheets import Column, Sheet
from juesuan.reading.grid import Grid, address, plain

_SHOW = "请取消隐藏、清除筛选，看过再定：不要的内容请删除；确要隐藏的，在〔出错说明〕写明。"
_NAMES = frozenset({"label", "unit"})
"""The fields of a fixed table that say what a row is; with content in no other the row says nothing."""


_NIL = "-0.,¥ "


def found(grid: Grid, sheet: Sheet, head: int, used: Mapping[int, Column]) -> Iterator[Problem]:
    """Problem R57 for hidden rows, columns and a hidden sheet with content under the headings, in row ``head``.

    A warning, but only a hint for the row of a fixed table. ``used`` are the columns by place, from 0.
    """
    named = _NAMES | ({"note"} if any(column.field == "content" for column in sheet.columns) else set())
    telling = [place for place, column in used.items() if not (sheet.items and column.field in named)]
    below = range(head + 1, len(grid.rows))
    if grid.hidden.whole and any(_has_content(grid, row, telling) for row in below):
        yield warning("R57", f"〔{sheet.name}〕", "这张工作表隐藏了，内容照样读取、印出", _SHOW)
        return
    rows = [row for row in below if row in grid.hidden.rows and _has_content(grid, row, telling)]
    tell = hint if sheet.items else warning
    for first, last in _runs(rows):
        where = f"第{first + 1}行" if first == last else f"第{first + 1}至{last + 1}行"
        yield tell("R57", f"〔{sheet.name}〕{where}", "隐藏或被筛选掉了，内容照样读取、印出", _SHOW)
    for place in sorted(grid.hidden.columns.intersection(telling)):
        if any(_has_content(grid, row, (place,)) for row in below):
            where = f"〔{sheet.name}〕{address(head, place)}"
            message = f"“{used[place].heading}”一列隐藏了，内容照样读取、印出"
            yield warning("R57", where, message, _SHOW)


def _has_content(grid: Grid, row: int, places: Collection[int]) -> bool:
    """Whether a cell of the row holds anything but nil."""
    line = grid.rows[row]
    return any(plain(line[place]).strip(_NIL) for place in places if place < len(line))


def _runs(rows: Collection[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of adjacent rows, which are in order."""
    first = last = -1
    for row in rows:
        if first >= 0 and row > last + 1:
            yield first, last
        if first < 0 or row > last + 1:
            first = row
        last = row
    if first >= 0:
        yield first, last
