"""Pies: the parts of a whole, each with name, amount and share beside the disc at the end of a line.

The labels of each side stand in one column, in the order of their slices, moved apart as little as it takes. What
else can be chosen (where the first slice begins, how large the disc is) is chosen so that they need little moving.
Lengths are millimetres; angles are degrees, counted anticlockwise from three o'clock.
"""

from itertools import accumulate, combinations, pairwise
from math import ceil, cos, dist, hypot, radians, sin
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from charts import style
from charts.style import GAP_MM, HEIGHT_MM, LINE_MM, MARGIN_MM, WIDTH_MM

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from charts.data import Part, Pie

RADII_MM: Final = (24.0, 22.0, 20.0, 18.0, 16.0)
TWELVE_O_CLOCK: Final = 90.0
STARTS: Final = tuple(TWELVE_O_CLOCK - turn for turn in range(0, 360, 15))
STUB_MM: Final = 2.5
"""How far a line leaves the disc straight outwards."""
REACH_MM: Final = 7.0
"""From the rim to the level end of the line."""
LEVEL_MM: Final = 2.0

Point = tuple[float, float]


class _Label(Struct, frozen=True):
    """The words of a slice, the angle of its middle, and the height of their middle above the disc's centre."""

    lines: tuple[str, ...]
    angle: float
    y: float = 0.0

    @property
    def right(self) -> bool:
        return cos(radians(self.angle)) >= 0

    @property
    def height(self) -> float:
        return len(self.lines) * LINE_MM

    @property
    def width(self) -> float:
        return max(map(style.measure, self.lines))


class _Layout(Struct, frozen=True):
    """One way to draw the pie; `height` is that of the figure."""

    start: float
    radius: float
    height: int
    labels: tuple[_Label, ...]


def pie(data: "Pie") -> "Figure":
    """Return the structure as a figure 150 mm wide and, where the labels need it, higher than usual.

    Parts of zero are left out; no part may be negative and two must be above zero.
    """
    parts = [part for part in data.parts if part.value]
    layout = min(_layouts(parts), key=_discomfort)
    figure, axes = style.page(layout.height)
    centre = (_middle(layout), layout.height / 2)
    _slices(axes, parts, layout, centre)
    for label in layout.labels:
        _write(axes, label, layout.radius, centre)
    return figure


def _shares(parts: "Sequence[Part]") -> list[float]:
    """Return the part of the disc that each slice takes, in degrees."""
    whole = sum(part.value for part in parts)
    # the only use of float on money: an angle on paper, never a number that is read
    return [float(part.value / whole * 360) for part in parts]


def _layouts(parts: "Sequence[Part]") -> "Iterable[_Layout]":
    """Return every way to draw the pie: each radius with each angle at which the first slice may begin."""
    shares = _shares(parts)
    middles = [end - share / 2 for end, share in zip(accumulate(shares), shares, strict=True)]
    for radius in RADII_MM:
        texts = [_words(part, _column(radius)) for part in parts]
        for start in STARTS:
            loose = [_Label(text, (start - middle) % 360) for text, middle in zip(texts, middles, strict=True)]
            yield _settle(loose, start, radius)


def _column(radius: float) -> float:
    """Return the room for words on one side of the disc."""
    return WIDTH_MM / 2 - MARGIN_MM - radius - REACH_MM - GAP_MM


def _words(part: "Part", width: float) -> tuple[str, ...]:
    """Return name, amount and share in lines of at most `width` millimetres."""
    amount, share = style.plain(part.amount), style.plain(part.share)
    figures = f"{amount}　{share}".strip()
    numbers = [figures] if style.measure(figures) <= width else [amount, share]
    lines = [style.wrap(text, width) for text in (style.plain(part.label), *numbers) if text]
    return tuple(line for wrapped in lines for line in wrapped)


def _settle(loose: "Sequence[_Label]", start: float, radius: float) -> _Layout:
    """Return the layout in which every label has its height and the page room for all of them."""
    right = sorted((label for label in loose if label.right), key=lambda label: -((label.angle + 90) % 360))
    left = sorted((label for label in reversed(loose) if not label.right), key=lambda label: label.angle)
    need = max(_stack(side) for side in (right, left)) + 2 * MARGIN_MM
    height = max(HEIGHT_MM, ceil(need))
    placed = [label for side in (right, left) for label in _spread(side, radius, height / 2 - MARGIN_MM)]
    return _Layout(start, radius, height, tuple(placed))


def _stack(side: "Sequence[_Label]") -> float:
    """Return the height in millimetres of the labels of one side, one directly above the other."""
    return sum(label.height for label in side) + GAP_MM * max(len(side) - 1, 0)


def _spread(side: "Sequence[_Label]", radius: float, limit: float) -> list[_Label]:
    """Move the labels of one side apart, down from `limit` to -`limit`, as little as it takes (least squares)."""
    if not side:
        return []
    steps = [(above.height + below.height) / 2 + GAP_MM for above, below in pairwise(side)]
    depths = list(accumulate(steps, initial=0.0))
    wishes = [(radius + STUB_MM) * sin(radians(label.angle)) for label in side]
    levels = _descending([wish + depth for wish, depth in zip(wishes, depths, strict=True)])
    highest = limit - side[0].height / 2
    lowest = depths[-1] + side[-1].height / 2 - limit
    heights = [min(max(level, lowest), highest) - depth for level, depth in zip(levels, depths, strict=True)]
    return [replace(label, y=y) for label, y in zip(side, heights, strict=True)]


def _descending(values: "Sequence[float]") -> list[float]:
    """Return the nearest sequence that never rises (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        pool = (value, 1)
        while pools and pools[-1][0] < pool[0]:
            mean, count = pools.pop()
            pool = ((mean * count + pool[0] * pool[1]) / (count + pool[1]), count + pool[1])
        pools.append(pool)
    return [mean for mean, count in pools for _ in range(count)]


def _line(label: _Label, radius: float) -> tuple[Point, Point, Point, Point]:
    """Return the line from slice to label: straight out of the rim, across, and level; from the disc's centre."""
    x, y = cos(radians(label.angle)), sin(radians(label.angle))
    side = 1 if label.right else -1
    end = side * (radius + REACH_MM)
    out = radius + STUB_MM
    return (radius * x, radius * y), (out * x, out * y), (end - side * LEVEL_MM, label.y), (end, label.y)


def _discomfort(layout: _Layout) -> float:
    """Return how poor a layout is, roughly in millimetres: long or meeting lines, a tall page, a small disc."""
    lines = [_line(label, layout.radius) for label in layout.labels]
    length = sum(dist(line[1], line[2]) for line in lines)
    through = sum(_nearest(line[1], line[2]) < layout.radius + 0.5 for line in lines)
    crossed = sum(_cross(one[1:3], other[1:3]) for one, other in combinations(lines, 2))
    taller = layout.height - HEIGHT_MM
    smaller = RADII_MM[0] - layout.radius
    unusual = 5 if layout.start != TWELVE_O_CLOCK else 0
    return length / 4 + 60 * (through + crossed) + 2 * taller + smaller + unusual


def _nearest(one: Point, other: Point) -> float:
    """Return how near the straight line between two points comes to the disc's centre."""
    (x, y), (dx, dy) = one, (other[0] - one[0], other[1] - one[1])
    along = min(max(-(x * dx + y * dy) / ((dx * dx + dy * dy) or 1), 0), 1)
    return hypot(x + along * dx, y + along * dy)


def _cross(one: "Sequence[Point]", other: "Sequence[Point]") -> bool:
    """Return whether two straight lines, each given by its two ends, cross."""

    def turn(a: Point, b: Point, c: Point) -> bool:
        return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = one, other
    return turn(a, b, c) != turn(a, b, d) and turn(c, d, a) != turn(c, d, b)


def _middle(layout: _Layout) -> float:
    """Return where the disc's centre stands so that disc and words together are in the middle of the page."""
    words = {right: [label.width for label in layout.labels if label.right == right] for right in (True, False)}
    right, left = (max(words[side]) + REACH_MM + GAP_MM if words[side] else 0.0 for side in (True, False))
    return (WIDTH_MM + left - right) / 2


def _slices(axes: "Axes", parts: "Sequence[Part]", layout: _Layout, centre: Point) -> None:
    """Draw the slices clockwise in the order of the parts, the largest one dark."""
    from matplotlib.patches import Wedge  # noqa: PLC0415

    shares = _shares(parts)
    fills = style.slice_fills(shares.index(max(shares)), len(parts))
    for fill, share, end in zip(fills, shares, accumulate(shares), strict=True):
        wedge = Wedge(centre, layout.radius, layout.start - end, layout.start - end + share)
        style.paint(wedge, fill)
        axes.add_patch(wedge)


def _write(axes: "Axes", label: _Label, radius: float, centre: Point) -> None:
    """Draw the line from the slice to its label, and write the label at its end."""
    line = [(centre[0] + x, centre[1] + y) for x, y in _line(label, radius)]
    axes.plot(*zip(*line, strict=True), color=style.RULE, linewidth=style.RULE_PT)
    (x, y), side = line[-1], 1 if label.right else -1
    align = "left" if label.right else "right"
    style.write(axes, x + side * GAP_MM, y, "\n".join(label.lines), ha=align)
