"""What a sheet of the workbook is made of: its columns, and the rows of a fixed table."""

import re
from enum import Enum, auto

from msgspec import Struct


class ColumnKind(Enum):
    """The kind of what the cells of a column hold."""

    AMOUNT = auto()
    NUMBER = auto()
    TEXT = auto()
    PROSE = auto()
    """Text that may use tags."""
    CODE = auto()
    DATE = auto()


class Column(Struct, frozen=True):
    """A column of a sheet: its heading, the field of the accounts that it feeds, the kind of what it holds."""

    heading: str
    field: str
    kind: ColumnKind
    required: bool = False
    choices: tuple[str, ...] = ()
    """The words that its cells may hold; none where any will do."""
    note: str = ""
    """What the heading says when the mouse points at it."""
    width: int = 16
    """In the unit of spreadsheets, about one digit."""
    also: tuple[str, ...] = ()
    """The headings that other editions of the form have for it."""
    optional: bool = False
    """Whether only some editions of the form have it: a workbook without the column is whole."""


class FixedRow(Struct, frozen=True):
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
    """The words that the row may hold; none where any will do."""
    note: str = ""
    """What the workbook tells the officer about the row."""
    also: tuple[str, ...] = ()
    """What the accounts software, or another edition of the form, calls it otherwise."""
    optional: bool = False
    """Whether only some units and forms have it: a workbook may lack the row, and a blank one says nothing."""

    @property
    def tag(self) -> str:
        """The label as a tag spells it: without punctuation."""
        return tag_of(self.label)


class Sheet(Struct, frozen=True):
    """A table of the workbook; with items it is fixed, without it is a list of as many rows as needed."""

    name: str
    field: str
    columns: tuple[Column, ...]
    items: tuple[FixedRow, ...] = ()
    money: bool = False
    """Whether the sheet declares 金额单位, 元 or 万元, above its headings."""
    intro: str = ""
    """A line for the officer under the title."""
    details: tuple[str, ...] = ()
    """Rows of the accounts software that only part what another row holds; a block that is pasted has them."""
    optional: bool = False
    """Whether a workbook without the sheet is whole."""


def tag_of(label: str) -> str:
    """The label as a tag can spell it: letters, digits and Han characters only."""
    return re.sub(r"\W", "", label)


def parts(sheet: Sheet, field: str) -> dict[str, str]:
    """The labels of the rows that add up to a field's row, by the names of their figures: 收入支出.事业收入."""
    items = {item.field: item for item in sheet.items}
    return {f"{sheet.name}.{items[part].tag}": items[part].label for part in items[field].parts}
