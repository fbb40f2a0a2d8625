"""What a chart shows, as plain values: no matplotlib here, so importing this module costs nothing."""

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct


class Part(Struct, frozen=True, eq=False):
    """One bar or one slice, already worded: charts never round and never format a number.

    Two that look the same are the same.
    """

    label: str
    """What the officer calls it, such as 项目支出 or, in a comparison, 2019年度."""
    value: Decimal
    """元; only its proportion is drawn."""
    amount: str
    """The amount as the report prints it, such as 259.18万元."""
    share: str = ""
    """The share as the report prints it, such as 50.89%; empty for a bar."""
    figures: tuple[str, ...] = ()
    """The names of the figures that it prints, by which whoever asked for it knows them; nothing of its look."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Part) and self._look() == other._look()

    def __hash__(self) -> int:
        return hash(self._look())

    def _look(self) -> tuple[object, ...]:
        return self.label, self.value, self.amount, self.share


class Bars(Struct, frozen=True):
    """A comparison: a group of bars for each thing compared, one bar for each year, in the same order."""

    name: str
    """The tag of the chart in the template, unique in a report."""
    title: str
    groups: tuple[tuple[str, tuple[Part, ...]], ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every bar, group by group."""
        return tuple(part for _, parts in self.groups for part in parts)


class Pie(Struct, frozen=True):
    """A structure: the parts of a whole in the order of the table."""

    name: str
    title: str
    parts: tuple[Part, ...]


class Lines(Struct, frozen=True):
    """A course: what several things came to through the years, a line for each; a year may be unknown."""

    name: str
    title: str
    years: tuple[str, ...]
    lines: tuple[tuple[str, tuple[Part | None, ...]], ...]
    """The label of each line, and its points, one for each year; None where nothing is known."""
    grid: tuple[Part, ...]
    """The lines across, the lowest first; no point is below the first or above the last."""
    unit: str
    breaks: tuple[tuple[int, str], ...] = ()
    """The places of the years before which something changed, with the words at the top of each."""
    plot_mm: int = 52
    """The height between the lowest and the highest line across."""


Chart = Bars | Pie
"""A chart of the report."""
Drawable = Chart | Lines
"""All that can be drawn."""


class Drawing(Struct, frozen=True):
    """A chart as the two files carry it, or the words that stand in its place."""

    name: str
    """The name of the chart that it shows."""
    alt: str
    """Alternative text with every number of the chart; the words in its place when nothing is drawn."""
    png: bytes
    """300 dpi for Word; empty when nothing is drawn."""
    svg: bytes
    """Vector picture for the PDF, its text as text; empty when nothing is drawn."""
    width_mm: int
    """On the page; 0 when nothing is drawn, and so is the height."""
    height_mm: int
    outlines: bytes = b""
    """Vector picture that Word prints in place of the PNG, its text as outlines; empty when nothing is drawn."""


class MissingGlyph(Exception):  # noqa: N818  a fact about the font, named as the officer's message says it
    """A chart's words hold characters that the chart font lacks."""

    def __init__(self, chart: str, characters: str) -> None:
        """Keep the chart's name and the characters, each once."""
        super().__init__(chart, characters)
        self.chart = chart
        self.characters = characters

    def __str__(self) -> str:
        listed = "、".join(
            f"{mark if mark.isprintable() else ''}（U+{ord(mark):04X}）" for mark in self.characters
        )
        return f"图表“{self.chart}”的文字中有图表字体没有的字：{listed}，请换一种写法。"


def vectors(drawings: Mapping[str, Drawing]) -> dict[bytes, bytes]:
    """Return the SVG of each drawing by the bytes of its PNG: what the PDF shows for the Word file's picture."""
    return {drawing.png: drawing.svg for drawing in drawings.values() if drawing.png}
