"""What a finished report says of the cells of a year's workbook and of the texts, each with where it stands."""

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct, field

from juesuan.model.official import Target
from juesuan.model.problems import Problem


class PrintedFigure(Struct, frozen=True):
    """A number that the report has for a cell of the workbook."""

    target: Target
    value: Decimal
    """元, or the number itself of what is counted."""
    words: str
    """As it is printed, with its unit."""
    place: str
    """Where it stands: 第3页第57段."""
    how: str = ""
    """How it was computed of printed numbers; empty for one that is printed itself."""
    name: str = ""
    """The name of a 科目."""

    @property
    def origin(self) -> str:
        """Where it comes from, in one line, without the name of the report."""
        return f"{self.place}“{self.words}”{f'，{self.how}' if self.how else ''}"


class PrintedWords(Struct, frozen=True):
    """Words that the report has for a cell of the workbook."""

    target: Target
    text: str
    place: str


class PrintedPassage(Struct, frozen=True):
    """A paragraph that belongs below a heading of 文字材料; level 0 is running text, 1 the next heading below."""

    key: str
    """The heading path, such as 主要职能 or 项目：名称/项目综述."""
    text: str
    place: str
    level: int = 0


class PrintedRow(Struct, frozen=True):
    """A row of a list in which several may have one name: a term, an indicator of a project."""

    sheet: str
    cells: Mapping[str, str | Decimal]
    """What it holds by the heading of the column."""
    place: str


class Unplaced(Struct, frozen=True):
    """A sentence of the form's part of a report of which nothing, or not all, was taken."""

    place: str
    heading: str
    """The section that it stands in."""
    sentence: str


class OwnWording(Struct, frozen=True):
    """A sentence that says what the form says in words of the department's own."""

    place: str
    heading: str
    sentence: str
    form: str
    """The paragraph of the form's template that it stands for, with its tags."""
    offered: str = ""
    """The sentence as a template of the department's own would have it; empty where its numbers are no tags."""


class PrintedReport(Struct, frozen=True):
    """All that was read out of one finished report for a year's folder."""

    name: str
    """The name of the file."""
    year: int
    edition: str
    """The name of the edition whose sentences it has."""
    figures: Mapping[Target, PrintedFigure]
    words: Mapping[Target, PrintedWords]
    rows: tuple[PrintedRow, ...] = ()
    passages: tuple[PrintedPassage, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    wording: tuple[OwnWording, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What was refused and why."""
    rates: Mapping[str, str] = field(default_factory=dict)
    """How much of a budget was completed, as it is printed, by the name of the figure: 97.35%."""
