"""Figures of official tables: what the accounts software or a public table says, and where it says it."""

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from juesuan.model.problems import Problem


class OfficialCell(Struct, frozen=True):
    """A cell of an official table."""

    file: str
    """The name of the file."""
    sheet: str
    """The name of the sheet as it stands in the file, or how a table of a text is called."""
    table: str
    """The code of the table, such as Z08_1."""
    address: str
    """Such as E9."""

    def __str__(self) -> str:
        return f"{self.file} {self.table}!{self.address}"


class Target(Struct, frozen=True):
    """A cell of the year's workbook by what it means: its sheet, its row, the heading of its column."""

    sheet: str
    row: str
    """The label of a fixed row or, in 基本支出, of a total; the code of a 科目; in 支出明细 a ``pair``."""
    column: str
    fund: str = ""
    """资金性质 of a row of 支出科目 or 支出明细; empty elsewhere."""

    def __str__(self) -> str:
        return f"〔{self.sheet}〕{self.row}·{self.column}"


def pair(code: str, economic: str) -> str:
    """The row of 支出明细 with these codes: 2050204-30101."""
    return f"{code}-{economic}"


def codes(row: str) -> tuple[str, str]:
    """The functional and the economic code of a row of 支出明细, see ``pair``."""
    code, _, economic = row.partition("-")
    return code, economic


class Taken(Struct, frozen=True):
    """A figure that official tables have for a cell of the workbook, with where they have it."""

    target: Target
    value: Decimal
    """元, or the number itself of what is counted."""
    cells: tuple[OfficialCell, ...]
    """The official cells; where there are several, the value is their sum."""
    name: str = ""
    """The name of a 科目, for a row that the workbook has not got yet."""
    unit: str = "元"
    """What the official table gives its money in."""

    @property
    def origin(self) -> str:
        """Where the value comes from, in one line."""
        first, *others = self.cells
        return "+".join((str(first), *(f"{each.table}!{each.address}" for each in others)))


class RecognisedTable(Struct, frozen=True):
    """A table that was recognised in a file, and how it fared."""

    file: str
    sheet: str
    code: str
    title: str
    figures: int = 0
    """How many figures were taken from it."""
    refused: bool = False


class OfficialFigures(Struct, frozen=True):
    """What a mixture of official files gives for the year's workbook."""

    tables: tuple[RecognisedTable, ...]
    taken: Mapping[Target, Taken]
    problems: tuple[Problem, ...]
    """What was refused and why, and what is to be looked at."""
    year: int | None = None
    """The year that the tables are of; None where none of them says."""
    departments: tuple[str, ...] = ()
    """编制单位 as the tables write it, each once."""
    passed_over: tuple[str, ...] = ()
    """The sheets that are no table of which anything is taken."""
