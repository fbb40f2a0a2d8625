"""The figures of many years side by side: what is on file of each year, and the table that is made of it."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

FILE = "历年数.toml"
"""The name of the file, in the folder of a year, that holds the earlier years which its report has beside it."""

REPORTS = "历年报告"
"""The folder, beside those of the years' inputs, for finished reports of earlier years."""


class KnownNumber(Struct, frozen=True):
    """A number of one year as a report prints it."""

    value: Fraction
    """元 for money, percent for rates, the number itself for counts; exact as far as the report is."""
    unit: str
    """元, % or what is counted."""
    text: str
    """As it is printed: 372.00万元, 97.35%, 16人."""


class YearOnFile(Struct, frozen=True):
    """What is known of one year from one source: a version of ours, or a finished report that was read back."""

    year: int
    source: str
    """For the officer: 第3版（2022-09-05 10:00:00） or the name of the file."""
    is_ours: bool
    department: str
    edition: str
    denominator: str
    """What 完成预算 is computed by: 调整预算数, 全年预算数."""
    basis: str
    """总计口径; empty where it is not known."""
    numbers: Mapping[str, KnownNumber]
    """By the names of the figures; those of last year end with .上年."""
    items: Mapping[str, str]
    """The names of the items of the functional classification that were spent on, by code."""
    kind: str = ""
    """单位性质; empty where it is not known."""
    level: str = ""
    """部门 or 单位, as the titles call who reports; empty where it is not known."""
    digest: str = ""
    """The SHA-256 of the file of a report that was read back; empty for a version of ours, or where not noted."""


class YearNow(Struct, frozen=True):
    """What an earlier year says by now, where that may not be what is on file of it."""

    year: int
    source: str
    """As ``YearOnFile`` has it."""
    numbers: Mapping[str, KnownNumber]
    """By the names of the figures, all that the source has."""


class TrendPoint(Struct, frozen=True):
    """A number of a line of the table in one year."""

    year: int
    value: Fraction
    text: str
    source: str
    """The source; 2022年报告的上年数 for one that only the next year's report has."""
    is_of_next_year: bool
    """Whether only the last year's column of the next year's report has it."""
    notes: tuple[int, ...] = ()
    """The numbers of the notes on it, from 1."""


class TrendLine(Struct, frozen=True):
    """A line of the table: one figure through the years."""

    name: str
    """The name of the figure."""
    label: str
    unit: str
    """万元, %, or what is counted."""
    points: tuple[TrendPoint | None, ...]
    """One for each year of the table; None where nothing is known."""


class TrendNote(Struct, frozen=True):
    """A break: where numbers of two years are not of the same kind, or do not agree."""

    number: int
    year: int
    """The first year that is as the note says; of a number that was changed later its own year."""
    words: str
    names: tuple[str, ...] = ()
    """The names of the figures that it is about; none where it is about the year as a whole."""
    is_of_year: bool = True
    """Whether what is said begins with the year; False where a single number is said in two ways."""

    @property
    def published(self) -> str:
        """What a report says of it: neither what is yet to be looked into nor the numbers that differ."""
        return re.sub("（请查明[^）]*）", "", self.words).partition("，依次是")[0]


class TrendGroup(Struct, frozen=True):
    """Lines that stand in one table and, drawn, in one chart."""

    title: str
    lines: tuple[TrendLine, ...]
    grid: tuple[tuple[Decimal, str], ...]
    """The lines across the chart: value, in the unit of the points, and words."""


class Trends(Struct, frozen=True):
    """All years on file side by side."""

    department: str
    years: tuple[int, ...]
    groups: tuple[TrendGroup, ...]
    notes: tuple[TrendNote, ...]
    sources: tuple[YearOnFile, ...]
    """What the table is made of, by year."""

    @property
    def year_notes(self) -> Mapping[int, tuple[int, ...]]:
        """The numbers of the notes on whole years, by year."""
        found: dict[int, tuple[int, ...]] = {}
        for note in self.notes:
            if not note.names:
                found[note.year] = (*found.get(note.year, ()), note.number)
        return found

    def notes_on(self, year: int, group: TrendGroup) -> tuple[int, ...]:
        """The numbers of the notes on a year of a table: those on the whole year, and those on a number of it."""
        points = (point for line in group.lines for point in line.points if point and point.year == year)
        about = {number for point in points for number in point.notes}
        return tuple(sorted({*about, *self.year_notes.get(year, ())}))
