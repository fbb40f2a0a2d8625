"""Where a table may be cut at the end of a page: the same in the Word file and in the PDF.

A row that a page holds stays whole, and so do the first rows and the last two: no title stands alone before its
table, no head before its rows, no row alone behind them. A row that no page holds is cut wherever the page ends;
a table with one begins on a new page with its title.
"""

from collections.abc import Iterator

from juesuan.model import table_grid
from juesuan.model.document import Table, TableCell

_CHARACTER, _PADDING = 210, 120
"""The width of a character in a table (10.5 points) and of a cell's padding, both in twentieths of a point."""
_LINES_OF_A_PAGE = 45
"""The lines of a table, 14 points high, that a page upright holds."""
_FIRST = 2
"""The rows below the title, or below the head, that stay with it and with the row after them."""
_GROUP = 3
"""The most rows that a cell reaches over and that stay together for it."""


def tall(table: Table) -> tuple[bool, ...]:
    """Say of each row whether it is too high for a page."""
    taken = [0] * len(table.widths)
    lines = (
        max(
            (_lines(cell, width) for cell, width in table_grid.placed(row, number, table.widths, taken)), default=0
        )
        for number, row in enumerate(table.rows)
    )
    return tuple(each > _LINES_OF_A_PAGE for each in lines)


def begins_page(table: Table) -> bool:
    """Say whether a table with a title above it begins on a new page: whether it has a row too high for a page.

    LibreOffice does not cut such a row where it has moved the title and the first rows overleaf.
    """
    return any(tall(table))


def kept(table: Table) -> tuple[bool, ...]:
    """Say of each row whether it stays on the page of the row after it."""
    is_tall, count = tall(table), len(table.rows)
    first = table.heads + _FIRST - bool(table.heads)
    inside = set(_inside_groups(table))
    wanted = (
        number < first or number == count - 2 or _leads(row) or number in inside
        for number, row in enumerate(table.rows)
    )
    return tuple(
        is_wanted and number < count - 1 and not any(is_tall[number : number + 2])
        for number, is_wanted in enumerate(wanted)
    )


def _leads(row: tuple[TableCell, ...]) -> bool:
    """Say whether a row means little without the next one: it has heads alone, or a cell that reaches down."""
    return bool(row) and (all(map(table_grid.is_head, row)) or any(cell.rows > 1 for cell in row))


def _inside_groups(table: Table) -> Iterator[int]:
    """Yield the rows that a cell over few rows reaches beyond: overleaf the last of them would lack their head."""
    for number, row in enumerate(table.rows):
        rows = max((cell.rows for cell in row if cell.rows <= _GROUP), default=1)
        yield from range(number, number + rows - 1)


def at_edge(table: Table) -> Iterator[bool]:
    """Say of each row whether its first cell stands at the left edge, not beside a cell from above."""
    taken = [0] * len(table.widths)
    for number, row in enumerate(table.rows):
        yield bool(row) and taken[0] <= number
        for _ in table_grid.placed(row, number, table.widths, taken):
            pass


def _lines(cell: TableCell, width: int) -> float:
    """Return about how many lines a cell takes at a width in twentieths of a point; 0 where it spans rows."""
    if cell.rows > 1:
        return 0
    return sum(max(1.0, _CHARACTER * _columns(block.text) / max(width - _PADDING, 1)) for block in cell.paragraphs)


def _columns(text: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in text)
