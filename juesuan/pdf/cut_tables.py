"""Tables that go on overleaf: their frames close there, and a cell over many rows goes on beside the others.

weasyprint leaves the room of a row that it moved back. It ends a cell over many rows above the last of them on the
page, and lays out nothing of it overleaf.
"""

from collections.abc import Iterable, Sequence
from typing import Any

_EXACT = 0.01
"""Pixels by which sums of heights may differ."""

_Reaching = tuple[int, Any]
"""A cell over several rows with the number of the first row below it."""


def close(leaves: Iterable[Any]) -> None:
    """Take from the tables on the pages the room below their last rows, and let their cells reach down to these.

    A cell that is cut has another one on the next page, with nothing in it: each page has all lines of its rows.
    """
    reaching = dict[Any, list[_Reaching]]()
    for leaf in leaves:
        for box in leaf._page_box.descendants():  # noqa: SLF001 - the only way
            if type(box).__name__ == "TableBox" and box.children:
                _close(box)
                if rows := box.children[-1].children:
                    reaching[box.element] = _reach(rows, reaching.get(box.element, ()))
                    if rows[0].index and len(box.children) == 1:
                        _leave_line_to_frame(rows[0])


def _close(table: Any) -> None:
    group = table.children[-1]
    ends = [row.position_y + row.height for row in group.children]
    spare = group.position_y + group.height - max(ends, default=group.position_y + group.height)
    if spare > _EXACT:
        group.height -= spare
        table.height -= spare


def _reach(rows: Sequence[Any], above: Iterable[_Reaching]) -> list[_Reaching]:
    """Let the cells over several of these rows reach down to the last of theirs, and return them.

    Those ``above`` are of the page before: what is left of them stands beside the first of the rows.
    """
    first = rows[0]
    begun = [(row.index + cell.rowspan, cell) for row in rows for cell in row.children if cell.rowspan > 1]
    own = {cell.element for cell in first.children}  # of a row that is cut itself: it goes on by itself
    going_on = [(end, _rest(cell, first)) for end, cell in above if end > first.index and cell.element not in own]
    first.children = sorted([*first.children, *(cell for _, cell in going_on)], key=lambda each: each.grid_x)
    for end, cell in (found := [*going_on, *begun]):
        last = next(row for row in reversed(rows) if row.index < end)
        cell.height += max(0, last.position_y + last.height - cell.position_y - cell.border_height())
    return found


def _rest(cell: Any, row: Any) -> Any:
    rest = cell.copy_with_children([])
    rest.position_y = row.position_y
    rest.height = rest.padding_top = rest.padding_bottom = 0
    return rest


def _leave_line_to_frame(row: Any) -> None:
    """Draw the line above the first row of a page once: it is that of the frame."""
    for cell in row.children:
        cell.padding_top += cell.border_top_width
        cell.border_top_width = 0
