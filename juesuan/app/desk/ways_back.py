"""A number that somebody typed over in a Word file, as the cell of the workbook that it belongs into."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from juesuan.figures import mentions, phrases
from juesuan.figures.mentions import Mention, NumberKind
from juesuan.model.chinese import UNITS
from juesuan.model.edit import Edit
from juesuan.model.problems import Problem
from juesuan.reading.shown_cells import ShownCell

TYPED_OVER = "H03"
"""The code of the problem that somebody typed over a number of the workbook."""


class WentBack(Struct, frozen=True):
    """A number that was written into the workbook while the desk was open."""

    key: str
    """By which the form names the edit that had it."""
    place: str
    """The cell, such as 〔三公经费〕B10."""
    copy: str
    """The name of the copy of the workbook that was kept before."""


class WayBack(Struct, frozen=True):
    """A number that can be written into the workbook, with all that is seen before it is."""

    there: ShownCell
    typed: str
    """As it was typed into the Word file."""
    printed: str
    """As the report printed it."""
    meant: str
    """What is to stand in the cell, in the unit of the sheet."""
    is_exact: bool
    """Whether the report printed all that the cell holds; else what was typed is rounded, too."""

    @property
    def name(self) -> str:
        """The cell as a formula names it: 三公经费!B10."""
        return f"{self.there.cell.sheet}!{self.there.cell.address}"

    @property
    def held(self) -> str:
        """What the cell holds now, exact, with its unit."""
        return _told(Decimal(self.there.shown.replace(",", "")), self.there.unit)

    @property
    def becomes(self) -> str:
        """What it is to hold, exact, with its unit."""
        return _told(Decimal(self.meant), self.there.unit)


def _told(number: Decimal, unit: str) -> str:
    if unit not in UNITS:
        return phrases.typed(number, unit)
    return phrases.typed_money(number * UNITS[unit], unit)


def cells_of(problem: Problem | None) -> tuple[str, ...]:
    """The cells behind the numbers that an edit has typed over; none where it has done no such thing."""
    return problem.cells[1:] if problem is not None and problem.code == TYPED_OVER else ()


def way_back(edit: Edit, there: ShownCell | None) -> WayBack | None:
    """What the edit would make of the one cell behind the number that it typed over.

    None where that is not sure: it typed over more than one number, means it roughly or in another unit, or the
    cell does not hold what the report printed.
    """
    changed = _changed(edit.before, edit.after)
    if there is None or not there.is_number or there.value is None or len(changed) != 1:
        return None
    old, new = changed[0]
    scale = UNITS.get(there.unit, 1) if there.unit in UNITS else old.scale
    meant = new.value / scale
    held = Fraction(there.value) if there.unit in UNITS else Fraction(there.value) * scale
    is_sure = old.kind is new.kind and old.unit == new.unit and not new.is_rough and old.agrees(held)
    if not is_sure or new.kind is NumberKind.NAME:
        return None
    return WayBack(there, new.words, old.words, _digits(meant), is_exact=old.value == held)


def _digits(number: Fraction) -> str:
    """A number that was typed with decimals, in digits."""
    return format((Decimal(number.numerator) / Decimal(number.denominator)).normalize() + 0, "f")


def _changed(before: str, after: str) -> Sequence[tuple[Mention, Mention]]:
    """The numbers that were typed over, as they were and as they are; none where some came or went."""
    one, other = mentions.mentions(before), mentions.mentions(after)
    if len(one) != len(other):
        return ()
    return [(old, new) for old, new in zip(one, other, strict=True) if old.words != new.words]
