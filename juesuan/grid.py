"""A sheet of a spreadsheet file as it stands: values, merged areas, and the cells no one can rely on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Value = int | float | str | bool | date | datetime | time | timedelta
Place = tuple[int, int]
"""Row and column from 0: (0, 0) is A1."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

MAX_ROWS, MAX_COLUMNS = 5000, 200


class NoWorkbookError(Exception):
    """A whole file, but of another kind."""


class EncryptedError(Exception):
    """A file that opens only with a password."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How many rows and columns a sheet uses, counted from A1."""

    rows: int
    columns: int

    @property
    def is_huge(self) -> bool:
        """Whether no department fills so much: the officer's file has strayed."""
        return self.rows > MAX_ROWS or self.columns > MAX_COLUMNS


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's cells; row and column 0 are row 1 and column A."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[Area, ...] = ()
    faults: Mapping[Place, str] = field(default_factory=dict)
    """Cells that hold an error value or a formula that was never calculated, with the words for it."""


def address(row: int, column: int) -> str:
    """The cell's name in the sheet, from 0-based places: (0, 0) is A1."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
