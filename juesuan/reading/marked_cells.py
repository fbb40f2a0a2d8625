"""Cells of a table that say something beside what is read of them: struck through, not to be seen, commented."""

from collections.abc import Collection, Iterator, Mapping

from juesuan.model import workbook_comments
from juesuan.model.problems import Problem, hint, warning
from juesuan.model.sheets import Column, Sheet
from juesuan.reading import cells
from juesuan.reading.grid import Area, Grid, Place, address, plain

_UNWANTED = "不要的内容请删除；{}；确要这样的，在〔出错说明〕写明。"
_STRUCK = _UNWANTED.format("要的请去掉删除线")
_FAINT = _UNWANTED.format("要的请改好颜色、字号")


def found(grid: Grid, sheet: Sheet, head: int, used: Mapping[int, Column]) -> Iterator[Problem]:
    """Problems R61 to R63 for the marked cells under the headings, in row ``head``.

    ``used`` are the columns by place, from 0. Comments that the program itself has written are not told.
    """
    marks = grid.marks
    for where in _told(grid, marks.struck, head, used):
        yield warning("R61", where, "画了删除线，内容照样读取、印出", _STRUCK)
    for where in _told(grid, marks.faint, head, used):
        yield warning("R62", where, "字看不见（和底色差不多，或者太小），内容照样读取、印出", _FAINT)
    notes = {item.note for item in sheet.items}
    for (row, place), words in sorted(marks.comments.items()):
        if row > head and place in used and words not in notes and not workbook_comments.is_own(words):
            message = f"有批注“{cells.quoted(words)}”，程序不读批注"
            advice = "批注说要改的，请改好这一格，再删去批注。"
            yield hint("R63", f"〔{grid.name}〕{address(row, place)}", message, advice)


def _told(grid: Grid, marked: Collection[Place], head: int, used: Collection[int]) -> Iterator[str]:
    """Where the marked cells with content are: as areas, of which each has as few rows as its cells need."""
    wanted = [(row, at) for row, at in marked if row > head and at in used and _is_filled(grid, row, at)]
    for top, left, bottom, right in _areas(sorted(wanted)):
        last = "" if (top, left) == (bottom, right) else f":{address(bottom, right)}"
        yield f"〔{grid.name}〕{address(top, left)}{last}"


def _is_filled(grid: Grid, row: int, place: int) -> bool:
    return row < len(grid.rows) and place < len(grid.rows[row]) and bool(plain(grid.rows[row][place]))


def _areas(places: Collection[Place]) -> list[Area]:
    """The rectangles that the places make up: runs in a row, joined with equal runs in the row above."""
    runs: list[Area] = []
    for row, place in places:
        if runs and runs[-1][0] == row and runs[-1][3] == place - 1:
            runs[-1] = (row, runs[-1][1], row, place)
        else:
            runs.append((row, place, row, place))
    areas: dict[tuple[int, int], list[Area]] = {}
    for top, left, _, right in runs:
        above = areas.setdefault((left, right), [])
        if above and above[-1][2] == top - 1:
            above[-1] = (above[-1][0], left, top, right)
        else:
            above.append((top, left, top, right))
    return sorted(area for column in areas.values() for area in column)
