"""A sheet of a spreadsheet file as it stands: values, merged areas, and the cells no one can rely on."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct, field

from juesuan.reading import simple_formats

Stored = int | float | str | bool | date | datetime | time | timedelta
"""What a cell holds as a library gives it; a blank cell is an empty text."""
Place = tuple[int, int]
"""Row and column from 0: (0, 0) is A1."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


class Formatted(Struct, frozen=True):
    """What a cell holds together with its number format, which may show it as something else."""

    stored: Stored
    """As the file holds it: a date of an .xlsx or .xls is the number of its day."""
    code: str
    """The number format; empty where ``words`` are known."""
    from_1904: bool = False
    """Whether the file counts its days from 1904."""
    words: str | None = None
    """What the cell shows, where the file says so itself, as an .ods does."""

    @property
    def shown(self) -> str | None:
        """The text that the cell shows; None where that is not certain, empty where it hides what it holds."""
        if self.words is not None:
            return self.words
        if isinstance(self.stored, str):
            from juesuan.reading import shown  # noqa: PLC0415 - few formats show texts otherwise

            return shown.text(self.stored, self.code)
        if not isinstance(self.stored, int | float):
            return None
        return _shown(self.stored, self.code, self.from_1904)

    @property
    def day(self) -> date | None:
        """The day that the cell shows; None where it shows something else."""
        if isinstance(self.stored, date):
            return self.stored.date() if isinstance(self.stored, datetime) else self.stored
        if not isinstance(self.stored, int | float) or simple_formats.has_decimals_alone(self.code):
            return None
        from juesuan.reading import shown  # noqa: PLC0415 - few formats are of dates

        return shown.day(digits(self.stored), self.code, from_1904=self.from_1904)

    @property
    def is_number(self) -> bool:
        """Whether the cell holds a number that is shown as one, not as a date."""
        if not isinstance(self.stored, int | float):
            return False
        if simple_formats.has_decimals_alone(self.code):
            return True
        from juesuan.reading import number_formats  # noqa: PLC0415 - as above

        return not number_formats.is_date(self.code)


@lru_cache(100_000)
def _shown(stored: float, code: str, from_1904: bool) -> str | None:  # noqa: FBT001 - as a cache wants it
    """What a cell shows; it is asked for more than once of most."""
    value = digits(stored)
    if abs(value) >= _LARGEST:
        return None
    if simple_formats.has_decimals_alone(code):
        return simple_formats.with_decimals(value, code)
    from juesuan.reading import shown  # noqa: PLC0415 - the officer's workbook has only formats of decimals

    return shown.number(value, code, from_1904=from_1904)


_LARGEST = 10**16
"""What no cell holds to the digit."""


Value = Stored | Formatted
"""What a cell holds, with its number format where that may show it as something else."""

MAX_ROWS, MAX_COLUMNS = 5000, 200
"""The largest sheet that is read."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""The last row and column of a sheet, from 1, in every program for spreadsheets."""


class NoWorkbookError(Exception):
    """A whole file, but of another kind."""


class EncryptedError(Exception):
    """A file that opens only with a password."""


class OversizedError(Exception):
    """Holds more than any workbook of the form."""


class ImpossiblePlaceError(Exception):
    """A cell stands where no sheet has one."""

    def __init__(self, sheet: str, words: str) -> None:
        """``words`` say in Chinese what the file states."""
        super().__init__(f"〔{sheet}〕{words}")


class Extent(Struct, frozen=True):
    """How many rows and columns a sheet uses, counted from A1."""

    rows: int
    columns: int

    @property
    def is_huge(self) -> bool:
        """Whether no department fills so much: the officer's file has strayed."""
        return self.rows > MAX_ROWS or self.columns > MAX_COLUMNS


class Hidden(Struct, frozen=True):
    """What nobody sees of a sheet who opens the file."""

    rows: frozenset[int] = frozenset()
    """From 0; those that a filter leaves out are among them."""
    columns: frozenset[int] = frozenset()
    whole: bool = False
    """Whether the sheet itself is hidden."""


class Marks(Struct, frozen=True):
    """What a cell says of its words beside the words themselves."""

    struck: frozenset[Place] = frozenset()
    """Struck through, or a part of the words."""
    faint: frozenset[Place] = frozenset()
    """In letters of nearly the colour of the ground, or too small: nobody sees them."""
    comments: Mapping[Place, str] = field(default_factory=dict)


class Grid(Struct, frozen=True):
    """A sheet's cells; row and column 0 are row 1 and column A."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[Area, ...] = ()
    faults: Mapping[Place, str] = field(default_factory=dict)
    """Cells that hold an error value or a formula that was never calculated, with the words for it."""
    hidden: Hidden = field(default_factory=Hidden)
    """What of the sheet is hidden."""
    linked: frozenset[Place] = frozenset()
    """The cells whose formula takes from another file: nobody can tell whether its stored result is of today."""
    marks: Marks = field(default_factory=Marks)


def address(row: int, column: int) -> str:
    """The name of the cell in its sheet; row and column count from 0: (0, 0) is A1."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def plain(value: Value) -> str:
    """The text that a person sees in a cell, trimmed; whole numbers without a decimal point.

    Where it is not certain what the cell shows, it is what the cell holds.
    """
    if isinstance(value, Formatted):
        return plain(value.stored) if value.shown is None else str(value.shown).strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format(digits(value), "f")
    return str(value).strip()


def digits(value: float) -> Decimal:
    """The digits that were typed, at most the 15 a spreadsheet keeps; NaN and infinity stay what they are."""
    number = Decimal(format(value, ".15g"))
    return Decimal(int(number)) if number.is_finite() and number == int(number) else number
