"""A table of a PDF: its cells as they were found, and whether its own sums say that they were read aright."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from msgspec import Struct

_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_TOTAL = re.compile(r"^[一-鿿]*(合计|总计|小计|总额)")
_CODE = re.compile(r"\d{3,9}")
_FEWEST = 2
"""Parts that a sum has at least."""
_SLACK = Fraction(1, 100)
"""How far rounding may move a sum, for each of its parts."""


class PageTable(Struct, frozen=True):
    """A table as it stands on a page."""

    box: tuple[float, ...]
    """Its left, upper, right and lower edge, in points from the corner of the page."""
    rows: tuple[tuple[str, ...], ...]
    """The words of its cells without spaces; empty for a cell that another one covers."""
    lefts: tuple[float, ...] = ()
    """The left edges of its columns, as many as a row has cells."""

    @property
    def has_numbers(self) -> bool:
        """Whether two rows at least have a number beside their name."""
        return sum(any(map(number, row[1:])) for row in self.rows) >= _FEWEST

    @property
    def closes(self) -> bool:
        """Whether a total of the table is the sum of its parts, down a column or along a row."""
        return any(map(_adds_up, self._sums()))

    def _sums(self) -> "Iterator[tuple[Fraction, Sequence[Fraction]]]":
        """Every total with what may be its parts."""
        for place, row in enumerate(self.rows):
            if any(_TOTAL.match(cell) for cell in row[:3]):
                for column in range(1, len(row)):
                    total = number(row[column])
                    if total is not None:
                        yield from ((total, parts) for parts in self._parts(place, column))
        for column, head in enumerate(self.rows[0] if self.rows else ()):
            if _TOTAL.match(head):
                for row in self.rows[1:]:
                    total, parts = number(row[column]), [number(cell) for cell in row[column + 1 :]]
                    if total is not None:
                        yield total, [each for each in parts if each is not None]

    def _parts(self, place: int, column: int) -> "Iterator[Sequence[Fraction]]":
        """The numbers of a column that may be parts of the total in a row: above, below, of one length of code."""
        others = [(row, number(row[column])) for row in self.rows]
        above = [value for row, value in others[:place] if value is not None]
        below = [value for row, value in others[place + 1 :] if value is not None]
        yield from (above, below)
        codes = max((at for at in range(column) if any(_CODE.fullmatch(row[at]) for row in self.rows)), default=0)
        coded = [
            (len(row[codes]), value) for row, value in others if value is not None and _CODE.fullmatch(row[codes])
        ]
        for each in {length for length, _ in coded}:
            yield [value for length, value in coded if length == each]


def number(cell: str) -> Fraction | None:
    """The number that a cell is; None for one that is none."""
    return Fraction(cell.replace(",", "")) if _NUMBER.fullmatch(cell) else None


def _adds_up(sum_of: tuple[Fraction, Sequence[Fraction]]) -> bool:
    total, parts = sum_of
    return len(parts) >= _FEWEST and bool(total) and abs(total - sum(parts)) <= _SLACK * len(parts)
