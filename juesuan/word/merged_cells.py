"""Cells of the filled template that say what the cell above says: merged with it."""

from collections.abc import Iterator

from lxml import etree

from juesuan.model.document import MERGED
from juesuan.ooxml.elements import W, element, value


def merge(root: etree._Element) -> None:
    """Merge every cell that holds the letter ``MERGED`` with the one above it; elsewhere the letter goes."""
    for row in root.iter(W + "tr"):
        for cell, at in _placed(row):
            if MERGED in "".join(each.text or "" for each in cell.iter(W + "t")):
                _continue(cell, _above(row, at))
    for text in root.iter(W + "t"):
        if MERGED in (text.text or ""):
            text.text = (text.text or "").replace(MERGED, "")


def _placed(row: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """Each cell of a row with the column it begins in."""
    at = 0
    for cell in row.iterfind(W + "tc"):
        yield cell, at
        at += int(value(cell.find(W + "tcPr"), "gridSpan") or 1)


def _above(row: etree._Element, at: int) -> etree._Element | None:
    """The cell that begins in that column in the row above; None where there is none."""
    before = next(row.itersiblings(W + "tr", preceding=True), None)
    return None if before is None else next((cell for cell, place in _placed(before) if place == at), None)


def _continue(cell: etree._Element, above: etree._Element | None) -> None:
    if above is None:
        return
    if _own(above).find(W + "vMerge") is None:
        _set(above, element("vMerge", val="restart"))
    _set(cell, element("vMerge"))


def _own(cell: etree._Element) -> etree._Element:
    found = cell.find(W + "tcPr")
    if found is None:
        found = element("tcPr")
        cell.insert(0, found)
    return found


_BEFORE = tuple(W + name for name in ("cnfStyle", "tcW", "gridSpan", "hMerge"))
"""What the schema has before the merging of a cell."""


def _set(cell: etree._Element, merge: etree._Element) -> None:
    own = _own(cell)
    for old in own.findall(W + "vMerge"):
        own.remove(old)
    own.insert(sum(each.tag in _BEFORE for each in own), merge)
