"""The headings of an official table: where they stand, and the path of words above each column."""

import re
from collections.abc import Sequence
from itertools import pairwise

from juesuan.model.chinese import folded, narrow
from juesuan.reading.grid import Grid, plain

Path = tuple[str, ...]
"""The words over a column from above, folded, each once: 本年支出, 基本支出."""
RULER = "栏次"
"""The word in the row that numbers the columns."""
_SUMS = ("小计", "合计")
_MOST = 14
"""The rows among which headings are looked for."""


def words(grid: Grid, row: int, column: int) -> str:
    """What a cell shows, on one line; empty for one that is not there."""
    line = grid.rows[row] if 0 <= row < len(grid.rows) else ()
    return "".join(plain(line[column]).split()) if column < len(line) else ""


def width(grid: Grid) -> int:
    """How many columns the sheet has."""
    return max(map(len, grid.rows), default=0)


def first_row(grid: Grid, pattern: str, least: int = 1) -> int | None:
    """The first row in which so many cells are headings of that pattern; None where there is none."""
    heading = re.compile(pattern)
    for row in range(min(_MOST, len(grid.rows))):
        if sum(bool(heading.fullmatch(folded(plain(value)))) for value in grid.rows[row]) >= least:
            return row
    return None


def spread(grid: Grid, first: int, last: int) -> list[list[str]]:
    """The words of the rows of headings, each over all the columns that it is merged over or stands over.

    Where nothing is merged, words stand over the blank columns at their right that have a heading below.
    """
    span = width(grid)
    rows = [[folded(words(grid, row, column)) for column in range(span)] for row in range(first, last + 1)]
    areas = [each for each in grid.merged if first <= each[0] <= last]
    for top, left, bottom, right in areas:
        for row in range(top, min(bottom, last) + 1):
            rows[row - first][left : right + 1] = [rows[top - first][left]] * (min(right, span - 1) - left + 1)
    if not areas:
        _fill(rows)
    return rows


def _fill(rows: Sequence[list[str]]) -> None:
    for above, below in reversed(list(pairwise(rows))):  # the lowest first: what it fills has a heading below
        ends = _ends(above, below)
        for column in range(1, len(above)):
            if not above[column] and below[column] and column - 1 not in ends:
                above[column] = above[column - 1]


def _ends(above: Sequence[str], below: Sequence[str]) -> set[int]:
    """The columns whose own heading has nothing below it, so that it does not stand over the next one."""
    return {at for at, (one, other) in enumerate(zip(above, below, strict=True)) if one and not other}


def path(rows: Sequence[Sequence[str]], column: int) -> Path:
    """The path of a column; the word for the sum of what stands under a heading is left out."""
    found: list[str] = []
    for row in rows:
        if row[column] and row[column] not in found[-1:]:
            found.append(row[column])
    return tuple(found[:-1] if len(found) > 1 and found[-1] in _SUMS else found)


def is_ruler(grid: Grid, row: int) -> bool:
    """Whether a row numbers the columns: 栏次, 1, 2, 3; the word may be missing."""
    line = [narrow(plain(value)) for value in (grid.rows[row] if row < len(grid.rows) else ())]
    counted = [each for each in line if each]
    return RULER in line or (len(counted) >= _FEWEST and counted == [str(at + 1) for at in range(len(counted))])


_FEWEST = 3
