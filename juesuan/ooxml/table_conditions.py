"""Which conditions of a style of tables hold for a cell: first row, last column, every other row and the like."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct

from juesuan.ooxml.elements import W, flat, value

_BITS = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200,
    "noVBand": 0x400,
}  # fmt: skip
"""What a table takes of its style (`w:tblLook`), with the bit of each in the older way of writing it."""
_CORNERS = {"firstRow": ("nwCell", "neCell"), "lastRow": ("swCell", "seCell")}


class _Line(Struct, frozen=True):
    """Where a row stands among the rows of its table, or a cell among those of its row."""

    is_first: bool
    """Whether it is the first, and the table takes that of its style; likewise the last."""
    is_last: bool
    band: str
    """``1`` and ``2`` in turn; empty for the first and the last, and where the table takes no bands."""


def of_cells(table: etree._Element, style: etree._Element) -> Mapping[etree._Element, tuple[str, ...]]:
    """The conditions that hold for each cell of a table, as `w:tblStylePr` calls them, the strongest first.

    ``style`` is that of the table, which says how many rows or columns make a band.
    """
    parts = taken(table)
    sizes = [_size(style, f"tblStyle{name}BandSize") for name in ("Row", "Col")]
    found: dict[etree._Element, tuple[str, ...]] = {}
    rows = [each for each in flat(table) if each.tag == W + "tr"]
    lines = _lines(len(rows), parts, ("firstRow", "lastRow", "noHBand"), sizes[0])
    for row, line in zip(rows, lines, strict=True):
        cells = [each for each in flat(row) if each.tag == W + "tc"]
        columns = _lines(len(cells), parts, ("firstColumn", "lastColumn", "noVBand"), sizes[1])
        found |= {cell: tuple(_conditions(line, each)) for cell, each in zip(cells, columns, strict=True)}
    return found


def taken(table: etree._Element) -> frozenset[str]:
    """What a table takes of its style, and which bands it does not take, as `w:tblLook` calls them."""
    properties = table.find(W + "tblPr")
    look = None if properties is None else properties.find(W + "tblLook")
    if look is None:
        return frozenset()
    written = look.get(W + "val", "")
    bits = int(written, 16) if re.fullmatch("[0-9A-Fa-f]{1,8}", written) else 0
    stated = {name: look.get(W + name, str(int(bool(bits & bit)))) for name, bit in _BITS.items()}
    return frozenset(name for name, text in stated.items() if text in {"1", "true", "on"})


def _size(style: etree._Element, name: str) -> int:
    words = value(style.find(W + "tblPr"), name) or ""
    return max(int(words), 1) if re.fullmatch("[0-9]{1,4}", words) else 1


def _lines(count: int, parts: frozenset[str], names: tuple[str, str, str], size: int) -> Iterator[_Line]:
    first, last, no_bands = names
    for place in range(count):
        is_first, is_last = first in parts and place == 0, last in parts and place == count - 1
        is_banded = no_bands not in parts and not is_first and not is_last
        band = "12"[(place - (first in parts)) // size % 2] if is_banded else ""
        yield _Line(is_first, is_last, band)


def _conditions(row: _Line, column: _Line) -> Iterator[str]:
    rows = [name for name, holds in (("firstRow", row.is_first), ("lastRow", row.is_last)) if holds]
    columns = [column.is_first, column.is_last]
    yield from (corner for name in rows for corner, holds in zip(_CORNERS[name], columns, strict=True) if holds)
    yield from (name for name, holds in zip(("firstCol", "lastCol"), columns, strict=True) if holds)
    yield from rows
    yield from (f"band{each.band}{name}" for each, name in ((row, "Horz"), (column, "Vert")) if each.band)
    yield "wholeTable"
