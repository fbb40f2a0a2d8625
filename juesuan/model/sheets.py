"""What a sheet of the workbook is made of: its columns, and the rows of a fixed table."""

import re
from dataclasses import dataclass
from enum import Enum, auto


class ColumnKind(Enum):
    """What a column holds."""

    AMOUNT = auto()
    NUMBER = auto()
    TEXT = auto()
    PROSE = auto()
    """Text that may use tags."""
    CODE = auto()
    DATE = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the field it feeds, what it holds."""

    heading: str
    field: str
    kind: ColumnKind
    required: bool = False
    choices: tuple[str, ...] = ()
    note: str = ""
    width: int = 16
    also: tuple[str, ...] = ()
    """What other editions of the form call it."""
    optional: bool = False
    """Only some editions of the form have it: a workbook without the column is whole."""


@dataclass(frozen=True, slots=True)
class FixedRow:
    """A row of a fixed table, found by its label in the first column."""

    label: str
    field: str
    required: bool = False
    unit: str = ""
    """The unit a count is printed with; empty for money."""
    parts: tuple[str, ...] = ()
    """The fields that add up to this one: live totals and ties come from here."""
    kind: ColumnKind | None = None
    """What the row holds where the rows of a table differ (基本信息)."""
    choices: tuple[str, ...] = ()
    note: str = ""

    @property
    def tag(self) -> str:
        """The label without the punctuation that a tag cannot hold."""
        return tag_of(self.label)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the workbook; with items it is fixed, without it is a list of as many rows as needed."""

    name: str
    field: str
    columns: tuple[Column, ...]
    items: tuple[FixedRow, ...] = ()
    money: bool = False
    """The sheet declares 金额单位."""
    intro: str = ""
    """One line under the title for the officer."""


def tag_of(label: str) -> str:
    """The label as a tag can spell it: letters, digits and Han characters only."""
    return re.sub(r"\W", "", label)


def parts(sheet: Sheet, field: str) -> dict[str, str]:
    """The rows that add up to a row: figure name, such as 收入支出.事业收入, to label."""
    items = {item.field: item for item in sheet.items}
    return {f"{sheet.name}.{items[part].tag}": items[part].label for part in items[field].parts}
