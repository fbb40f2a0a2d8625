"""Which formulas of a workbook may show something else once a cell has changed; whatever is unclear may."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from juesuan.model.values import Cell
from juesuan.reading.official.places import position

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_SHEET = r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!"
_CORNER = r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]*)"
_REFERENCE = re.compile(rf"(?:{_SHEET})?{_CORNER}(?::{_CORNER})?(?![\w(.!])")
_FUNCTION = re.compile(r"[A-Za-z][A-Za-z0-9.]*\(")
_PLAIN = re.compile(r"(?:TRUE|FALSE|[0-9.]+(?:[Ee][+-]?[0-9]+)?|[-+*/^&=<>(),;:%\s{}])*", re.IGNORECASE)
_FREE = re.compile(r"\b(?:INDIRECT|OFFSET|INDEX|CELL)\(", re.IGNORECASE)
"""Functions that look at cells which the formula does not name."""

_Area = tuple[str, int, int, int, int]
"""Sheet, first and last row, first and last column."""


def reached(formulas: Mapping[Cell, str], changed: Iterable[Cell]) -> frozenset[Cell]:
    """The cells of ``formulas`` that look at a changed cell, themselves or by way of others.

    The words of a formula that cannot be understood are taken to look at every cell; so are empty ones.
    """
    areas = {cell: _areas(words, cell.sheet) for cell, words in formulas.items()}
    found = {cell for cell, own in areas.items() if own is None}
    new = [*changed, *found]
    while new:
        new = [
            cell
            for cell, own in areas.items()
            if own is not None and cell not in found and any(_holds(area, each) for area in own for each in new)
        ]
        found.update(new)
    return frozenset(found)


def _areas(words: str, sheet: str) -> Collection[_Area] | None:
    """The areas that a formula names; None where it names something else, too."""
    bare = _TEXT.sub("", words)
    if not bare or _FREE.search(bare):
        return None
    rest = _FUNCTION.sub("(", _REFERENCE.sub("", bare))
    return tuple(_named(bare, sheet)) if _PLAIN.fullmatch(rest) else None


def _named(words: str, sheet: str) -> Iterator[_Area]:
    for quoted, plain, *corners in _REFERENCE.findall(words):
        where = (quoted.replace("''", "'") or plain or sheet).strip()
        first = position(Cell(where, f"{corners[0].upper()}{corners[1]}"))
        last = position(Cell(where, f"{corners[2].upper()}{corners[3]}")) if corners[2] else first
        rows, columns = sorted((first[0], last[0])), sorted((first[1], last[1]))
        yield where, rows[0], rows[1], columns[0], columns[1]


def _holds(area: _Area, cell: Cell) -> bool:
    sheet, top, bottom, left, right = area
    row, column = position(cell)
    return sheet == cell.sheet and top <= row <= bottom and left <= column <= right
