"""The cells with a number in a department's workbook, and the slips of the pen that each may suffer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from juesuan.model import workbook_form
from juesuan.model.sheets import Column, ColumnKind, Sheet
from juesuan.reading.grid import Grid, Value, address, plain

NUMERIC = frozenset({ColumnKind.AMOUNT, ColumnKind.NUMBER})
SHEETS: Mapping[str, Sheet] = {sheet.name: sheet for sheet in workbook_form.SHEETS}


# ---- cells


class Spot(Struct, frozen=True):
    """A cell with a number."""

    sheet: str
    row: int
    column: int
    value: Value
    label: str
    """What stands in the first filled cell of its row."""
    heading: str
    words: tuple[str, ...]
    """The cells of words in its row, as a problem names them."""
    row_of: tuple[str, ...]
    """All cells of its row."""
    before: Value
    """Last year's number of the row; blank where there is none."""
    beside: tuple[Value, ...]
    """The next numbers to the right and below."""

    @property
    def cell(self) -> str:
        """The cell as a problem names it."""
        return _place(self.sheet, self.row, self.column)


def _place(sheet: str, row: int, column: int) -> str:
    return f"〔{sheet}〕{address(row, column)}"


def spots(grids: Mapping[str, Grid]) -> Iterator[Spot]:
    """Every cell with a number in a column of numbers; of 基本信息 the numbers among its rows."""
    for name, sheet in SHEETS.items():
        if name not in grids and sheet.optional:
            continue
        top = head(grids[name], sheet)
        heads = grids[name].rows[top]
        columns = {heads.index(column.heading): column for column in sheet.columns if column.heading in heads}
        for row in range(top + 1, len(grids[name].rows)):
            yield from _of_row(grids[name], row, columns)


def head(grid: Grid, sheet: Sheet) -> int:
    """The row of the headings."""
    headings = {column.heading for column in sheet.columns if not column.optional}
    return next(row for row, cells in enumerate(grid.rows) if headings <= set(cells))


def _of_row(grid: Grid, row: int, columns: Mapping[int, Column]) -> Iterator[Spot]:
    line = grid.rows[row]
    numeric = [at for at, column in columns.items() if _is_numeric(line, column) and _is_number(line[at])]
    label = next((str(value) for value in line[:2] if value), "")
    cells = {at: _place(grid.name, row, at) for at in columns}
    words = tuple(cells[at] for at, column in columns.items() if column.kind not in NUMERIC)
    before = [line[at] for at, column in columns.items() if column.field == "last"]
    for at in numeric:
        right = [line[other] for other in numeric if other > at][:1]
        below = [each[at] for each in grid.rows[row + 1 : row + 2] if _is_number(each[at])]
        yield Spot(
            grid.name, row, at, line[at], label, columns[at].heading, words, tuple(cells.values()),
            before[0] if before and columns[at].field != "last" else "", (*right, *below),
        )  # fmt: skip


def _is_numeric(line: Sequence[Value], column: Column) -> bool:
    if column.field != "content":
        return column.kind in NUMERIC
    return any(item.label == line[0] and item.kind is ColumnKind.NUMBER for item in workbook_form.DEPARTMENT.items)


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


# ---- slips

SWAPPED, DROPPED, DOUBLED, SIGN = "相邻两位颠倒", "漏一位", "多一位", "正负号"
TIMES: Mapping[str, Decimal] = {"乘十": Decimal(10), "除以十": Decimal("0.1"), "乘一万": Decimal(10_000)}
EARLIER, BESIDE, BLANK = "填成上年数", "填成邻格的数", "漏填"
KINDS = (SWAPPED, *TIMES, DROPPED, DOUBLED, SIGN, EARLIER, BESIDE, BLANK)


_UNKNOWN_WHERE_BLANK = frozenset(column.heading for column in (workbook_form.LAST, workbook_form.BUDGET)) | {
    "上年数",
    "上年数值",
}
"""Of last year and of the budget a blank says that the number is not known; elsewhere it counts as nil."""


def slips(spot: Spot) -> Iterator[tuple[str, Value]]:
    """Kind and value of every slip that gives another number, each once."""
    found: dict[tuple[str, Value], None] = dict.fromkeys(_slips(spot))
    return (each for each in found if each[1] != spot.value)


def _slips(spot: Spot) -> Iterator[tuple[str, Value]]:
    typed = plain(spot.value)
    for kind, change in CHANGES.items():
        yield from ((kind, float(each)) for each in change(typed) if any(mark.isdigit() for mark in each))
    yield from ((kind, float(Decimal(typed) * factor)) for kind, factor in TIMES.items())
    yield SIGN, -float(typed)
    if spot.before != "":
        yield EARLIER, spot.before
    yield from ((BESIDE, value) for value in spot.beside)
    if Decimal(typed) or spot.heading in _UNKNOWN_WHERE_BLANK:
        yield BLANK, ""


def _swapped(typed: str) -> Iterator[str]:
    places = [place for place, mark in enumerate(typed) if mark.isdigit()]
    for one, other in pairwise(places):
        marks = list(typed)
        marks[one], marks[other] = marks[other], marks[one]
        yield "".join(marks)


def _dropped(typed: str) -> Iterator[str]:
    return (typed[:place] + typed[place + 1 :] for place, mark in enumerate(typed) if mark.isdigit())


def _doubled(typed: str) -> Iterator[str]:
    return (typed[:place] + mark + typed[place:] for place, mark in enumerate(typed) if mark.isdigit())


CHANGES: Mapping[str, Callable[[str], Iterator[str]]] = {SWAPPED: _swapped, DROPPED: _dropped, DOUBLED: _doubled}
