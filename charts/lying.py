"""Lying bars: what is too little for a disc or for standing bars, each bar with its name and its number.

A whole with a single part is one full bar; one thing compared over the years has a bar for each year. The chart is
as high as its bars. Lengths are millimetres.
"""

from typing import TYPE_CHECKING, Final

from charts import style
from charts.data import Bars, Pie
from charts.style import GAP_MM, LINE_MM, MARGIN_MM, WIDTH_MM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from charts.data import Chart, Part

BAR_MM: Final = 6.0
BETWEEN_MM: Final = 2.5
WIDEST_NAME_MM: Final = 55.0
LEAST_BAR_MM: Final = 25.0
"""The room that the longest bar has at least; longer numbers are broken."""


def is_little(chart: "Chart") -> bool:
    """Say whether a chart shows a single part of a whole, or a single thing over the years."""
    return len(_drawn(chart)) == 1 if isinstance(chart, Pie) else len(chart.groups) == 1


def lying(chart: "Chart") -> "Figure":
    """Return the chart as a figure 150 mm wide; no value may be negative and one must be above zero."""
    parts = _drawn(chart) if isinstance(chart, Pie) else chart.groups[0][1]
    name = style.plain(chart.groups[0][0]) if isinstance(chart, Bars) else ""
    title = style.wrap(name, WIDTH_MM - 2 * MARGIN_MM) if name else []
    room = min(max(style.measure(style.plain(part.label)) for part in parts), WIDEST_NAME_MM)
    left = MARGIN_MM + room + GAP_MM
    numbers = [style.wrap(_number(part), WIDTH_MM - MARGIN_MM - GAP_MM - LEAST_BAR_MM - left) for part in parts]
    names = [style.wrap(style.plain(part.label), room) for part in parts]
    heights = [max(BAR_MM, LINE_MM * max(map(len, pair))) for pair in zip(names, numbers, strict=True)]
    over = LINE_MM * len(title) + BETWEEN_MM if title else 0.0
    height = 2 * MARGIN_MM + over + sum(heights) + BETWEEN_MM * (len(parts) - 1)
    figure, axes = style.page(round(height + 0.5))
    top = figure.get_size_inches()[1] * style.MM_PER_INCH - MARGIN_MM
    style.write(axes, WIDTH_MM / 2, top, "\n".join(title), ha="center", va="top")
    widest = max(style.measure(line) for lines in numbers for line in lines)
    longest = WIDTH_MM - MARGIN_MM - widest - GAP_MM - left
    _stack(axes, parts, [*zip(names, numbers, heights, strict=True)], (left, top - over, longest))
    return figure


def _drawn(chart: "Pie") -> "tuple[Part, ...]":
    """Return the parts that are not zero."""
    return tuple(part for part in chart.parts if part.value)


def _number(part: "Part") -> str:
    """Return amount and share as they stand behind the bar."""
    return f"{style.plain(part.amount)}　{style.plain(part.share)}".strip()


def _stack(
    axes: "Axes",
    parts: "Sequence[Part]",
    rows: "Sequence[tuple[Sequence[str], Sequence[str], float]]",
    place: tuple[float, float, float],
) -> None:
    """Draw the bars downwards, with names and numbers; `place` has left, top and the length of the longest bar."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415  half a second, paid by the process that draws

    left, top, longest = place
    most = max(part.value for part in parts)
    for number, (part, (name, words, height)) in enumerate(zip(parts, rows, strict=True)):
        middle = top - height / 2
        # the only use of float on money: a length on paper, never a number that is read
        length = longest * float(part.value / most)
        bar = Rectangle((left, middle - BAR_MM / 2), length, BAR_MM)
        style.paint(bar, style.year_fill(len(parts) - 1 - number))
        axes.add_patch(bar)
        style.write(axes, left - GAP_MM, middle, "\n".join(name), ha="right")
        style.write(axes, left + length + GAP_MM, middle, "\n".join(words), ha="left")
        top -= height + BETWEEN_MM
