"""The smallest values: a cell, an amount in 元, a count, a text, a figure, and the mark around a printed number.

Every number and every text knows the place it was read from. Amounts are exact, in 元; a blank cell is ``None``,
never zero, because a year that is not known must not be printed as nil.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct


class Cell(Struct, frozen=True):
    """A place in the workbook or, with the heading as sheet and the paragraph as address, in a text."""

    sheet: str
    address: str

    def __str__(self) -> str:
        return f"〔{self.sheet}〕{self.address}"


class Amount(Struct, frozen=True, eq=False):
    """An amount of money that a cell holds; two are the same whatever their sheets give money in."""

    yuan: Decimal
    """元, exact to 分."""
    cell: Cell
    unit: str = "元"
    """What its sheet gives money in, 元 or 万元: whoever speaks of the cell says the number as it stands there."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Amount) and (self.yuan, self.cell) == (other.yuan, other.cell)

    def __hash__(self) -> int:
        return hash((self.yuan, self.cell))


class Count(Struct, frozen=True):
    """A number that is not money: people, vehicles, projects, scores, 亿元 of an indicator."""

    value: Decimal
    """The number with the decimals that were typed."""
    unit: str
    """The unit as it is printed: 名, 辆, 个, 亿元."""
    cell: Cell


class Text(Struct, frozen=True):
    """Words a person wrote; data, never code."""

    text: str
    cell: Cell

    def __str__(self) -> str:
        return self.text


MONEY = "金额元"
"""The unit of a figure that is money: its value is in 元, the report prints it in 万元."""
PERCENT = "%"
"""The unit of a figure that is a percentage: its value is in percent, 34.09 for 34.09%."""
UNFILLED = "未填，按0计"
"""The rule of a figure whose cell is blank."""
LAST_YEAR = ".上年"
"""The end of the name of a figure that is last year's."""


class Figure(Struct, frozen=True):
    """A number that may be printed, with the rule that made it and what it was made of."""

    name: str
    """Its name, which is also its tag, such as 收入支出.本年收入合计.增减率."""
    value: Fraction
    """Exact and unrounded: 元 for money, percent for rates, the number itself for counts."""
    unit: str
    """MONEY, PERCENT or the unit a count is printed with."""
    rule: str
    """The rule that made it, in Chinese, such as 本年决算数 − 上年决算数."""
    sources: tuple["Figure | Cell", ...]
    """The figures or cells that it was made of."""
    serial: int = 0
    """Its place among the figures of the report; the invisible mark in the Word file carries it."""
    decimals: int = 2
    """Of a percentage that was computed: how many decimals it is printed with at most."""

    @property
    def is_typed(self) -> bool:
        """Whether it is the number of one cell, as it was typed."""
        return len(self.sources) == 1 and isinstance(self.sources[0], Cell)


Figures = Mapping[str, Figure]
"""Every figure of the report by name, in the order of the tables."""

_FIRST_MARK = 0xF0000
END = "\U0010fffd"
"""Closes a marked number. Marks are private-use characters, which no text from outside may hold."""
_MARKS = re.compile("[\U000f0000-\U0010ffff]")
_OPENS = re.compile("[\U000f0000-\U0010fffc]")
_MARKED = re.compile("([\U000f0000-\U0010fffc])([^\U000f0000-\U0010ffff]*)" + END)


def mark(serial: int, text: str) -> str:
    """The printed number between its invisible marks: the one of its serial, and ``END``."""
    return f"{chr(_FIRST_MARK + serial)}{text}{END}"


def plain(text: str) -> str:
    """The text without its marks, as a reader sees it."""
    return _MARKS.sub("", text)


def printed(text: str) -> Iterator[tuple[int, str]]:
    """The serial and the words of every marked number in ``text``."""
    return ((ord(mark) - _FIRST_MARK, words) for mark, words in _MARKED.findall(text))


def marked(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Where every marked number in ``text`` starts and ends, marks included, its serial and its words."""
    return ((each.start(), each.end(), ord(each[1]) - _FIRST_MARK, each[2]) for each in _MARKED.finditer(text))


def is_cut(text: str) -> bool:
    """Whether a marked number has lost its end, as when a template cuts what it prints."""
    return len(_OPENS.findall(text)) != len(_MARKED.findall(text))


Span = tuple[int, int, int]
"""Where a marked number starts and ends in a text, and its serial."""


def unmarked(text: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, and where in it the marked numbers stand, in order."""
    spans: list[Span] = []
    seen: list[str] = []
    length = done = 0
    for found in _MARKED.finditer(text):
        before = plain(text[done : found.start()])
        start = length + len(before)
        length, done = start + len(found[2]), found.end()
        seen += [before, found[2]]
        spans.append((start, length, ord(found[1]) - _FIRST_MARK))
    return "".join(seen) + plain(text[done:]), tuple(spans)
