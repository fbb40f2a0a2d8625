"""Tables that go on overleaf end below their last row: weasyprint leaves the room of a row that it moved back."""

from collections.abc import Iterable
from typing import Any

_EXACT = 0.01
"""Pixels by which sums of heights may differ."""


def close(leaves: Iterable[Any]) -> None:
    """Take from the tables on the pages the room below their last rows, so that their frames close there."""
    for leaf in leaves:
        for box in leaf._page_box.descendants():  # noqa: SLF001 - the only way
            if type(box).__name__ == "TableBox" and box.children:
                _close(box)


def _close(table: Any) -> None:
    group = table.children[-1]
    ends = [row.position_y + row.height for row in group.children]
    spare = group.position_y + group.height - max(ends, default=group.position_y + group.height)
    if spare > _EXACT:
        group.height -= spare
        table.height -= spare
