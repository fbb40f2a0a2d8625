"""What the program has proposed in a year's workbook, cell by cell, and what a person has confirmed of it."""

from datetime import date

import msgspec
from msgspec import Struct

from juesuan.model.values import Cell

FILE = "提出的格.toml"
"""The name of the file, in the folder of the year, that holds them."""


class ProposedCell(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cell that the program has filled: where it is, what it was given, where that comes from."""

    sheet: str = msgspec.field(name="表")
    row: str = msgspec.field(name="行")
    """What stands in the first column of its row."""
    column: str = msgspec.field(name="列")
    """The heading."""
    value: str = msgspec.field(name="值")
    """What was proposed: words, or a number as it is written; money in 元."""
    origin: str = msgspec.field(name="来源")
    """Where it comes from, in words: 2020年度的“年末结转和结余”."""
    on: date | None = msgspec.field(name="确认", default=None)
    """When it was confirmed; None while it waits."""
    by: str = msgspec.field(name="谁", default="")
    """Who has confirmed it, or which official table; empty where that is not told."""

    @property
    def place(self) -> tuple[str, str, str]:
        """Sheet, row and column, by which the cell is found wherever it has been moved."""
        return self.sheet, self.row, self.column


class WaitingCell(Struct, frozen=True):
    """A cell that still holds what the program has put there, and that nobody has confirmed."""

    cell: Cell
    name: str
    """What it is, in words: 年初结转和结余·本年决算数."""
    value: str
    """What it holds, as ``ProposedCell`` has it."""
    origin: str
    """Where that comes from, in words."""

    @property
    def key(self) -> str:
        """What it is known by in a list: what it holds belongs to it, its address does not."""
        return f"{self.cell.sheet}\n{self.name}\n{self.value}"
