"""Paired bars: each thing compared has one bar for each year, with its number on it."""

from math import ceil
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from charts import style
from charts.style import GAP_MM, LINE_MM, MARGIN_MM, WIDTH_MM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from charts.data import Bars

WIDEST_BAR_MM: Final = 18.0
SLOT_FILLED: Final = 0.75
SLOT_FULL: Final = 0.92
"""The part of a group's width that its bars take, and may take when the numbers need it; the rest is space."""
USUAL_NAME_LINES: Final = 2
UNIT: Final = "万元"
SWATCH_MM: Final = (6.0, 3.0)
BETWEEN_KEYS_MM: Final = 6.0
BELOW_LEGEND_MM: Final = 2.0


class _Plan(Struct, frozen=True):
    """Where the bars stand, in millimetres: the middle of each group, the ground, and the room above it."""

    middles: tuple[float, ...]
    bar: float
    ground: float
    room: float
    upright: bool
    """Whether the numbers are turned because they are wider than their bars."""


class _Row(Struct, frozen=True):
    """One row of the legend: its keys from left to right, each with its place among the years."""

    keys: tuple[tuple[int, str], ...]

    @property
    def lines(self) -> int:
        return max(text.count("\n") + 1 for _, text in self.keys)

    @property
    def width(self) -> float:
        return sum(_key_width(text) for _, text in self.keys) + BETWEEN_KEYS_MM * (len(self.keys) - 1)


def bars(data: "Bars") -> "Figure":
    """Return the comparison as a figure 150 mm wide; no value may be negative and one must be above zero."""
    slot = (WIDTH_MM - 2 * MARGIN_MM) / len(data.groups)
    names = [style.wrap(style.plain(name), slot * 0.95) for name, _ in data.groups]
    legend, lines = _legend(data), max(map(len, names))
    legend_lines = sum(row.lines for row in legend)
    more_lines = max(lines - USUAL_NAME_LINES, 0) + legend_lines - 1
    height = style.HEIGHT_MM + ceil(LINE_MM * more_lines + _number_height(data, slot) - LINE_MM)
    figure, axes = style.page(height)
    _explain(axes, data, legend, height - MARGIN_MM)
    ceiling = height - MARGIN_MM - legend_lines * LINE_MM - BELOW_LEGEND_MM
    plan = _plan(data, slot, ground=MARGIN_MM + lines * LINE_MM + GAP_MM, ceiling=ceiling)
    _stand(axes, data, plan)
    _name(axes, names, plan)
    return figure


def _plan(data: "Bars", slot: float, ground: float, ceiling: float) -> _Plan:
    """Where everything stands: groups `slot` mm wide, between the heights `ground` and `ceiling` in mm."""
    years = max(len(parts) for _, parts in data.groups)
    number, widest, upright = _number_height(data, slot), _widest(data), _is_upright(data, slot)
    bar = min(WIDEST_BAR_MM, slot * SLOT_FILLED / years)
    bar = bar if upright else max(bar, widest + GAP_MM)
    middles = tuple(MARGIN_MM + slot * (place + 0.5) for place in range(len(data.groups)))
    return _Plan(middles, bar, ground, ceiling - number - 2 * GAP_MM - ground, upright)


def _widest(data: "Bars") -> float:
    return max(map(style.measure, _numbers(data)))


def _is_upright(data: "Bars", slot: float) -> bool:
    """Say whether the numbers are turned because they are wider than a bar may be."""
    return _widest(data) + GAP_MM > slot * SLOT_FULL / max(len(parts) for _, parts in data.groups)


def _number_height(data: "Bars", slot: float) -> float:
    """Return the room above a bar for its number, at least a line."""
    return max(_widest(data), LINE_MM) if _is_upright(data, slot) else LINE_MM


def _stand(axes: "Axes", data: "Bars", plan: _Plan) -> None:
    """Draw the bars and the line on which they stand."""
    tallest = max(part.value for _, parts in data.groups for part in parts)
    numbers = iter(_numbers(data))
    for middle, (_, parts) in zip(plan.middles, data.groups, strict=True):
        left = middle - plan.bar * len(parts) / 2
        for place, part in enumerate(parts):
            # the only use of float on money: a length on paper, never a number that is read
            height = plan.room * float(part.value / tallest)
            _bar(axes, (left + place * plan.bar, height), plan, _fill(place, len(parts)))
            _number(axes, (left + (place + 0.5) * plan.bar, height), plan, next(numbers))
    ends = (MARGIN_MM, WIDTH_MM - MARGIN_MM)
    axes.plot(ends, (plan.ground, plan.ground), color=style.RULE, linewidth=style.RULE_PT, zorder=3)


def _bar(axes: "Axes", place: tuple[float, float], plan: _Plan, fill: style.Fill) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415

    left, height = place
    rectangle = Rectangle((left, plan.ground), plan.bar, height)
    style.paint(rectangle, fill)
    axes.add_patch(rectangle)


def _number(axes: "Axes", place: tuple[float, float], plan: _Plan, number: str) -> None:
    x, height = place
    turn, gap = (90, GAP_MM) if plan.upright else (0, GAP_MM / 3)
    style.write(axes, x, plan.ground + height + gap, number, ha="center", va="bottom", rotation=turn)


def _name(axes: "Axes", names: "Sequence[Sequence[str]]", plan: _Plan) -> None:
    """Write under each group, in lines, the name of what is compared."""
    for middle, lines in zip(plan.middles, names, strict=True):
        style.write(axes, middle, plan.ground - GAP_MM, "\n".join(lines), ha="center", va="top")


def _numbers(data: "Bars") -> list[str]:
    """Return the numbers on the bars; a unit that all share is said once, beside the legend."""
    amounts = [style.plain(part.amount) for _, parts in data.groups for part in parts]
    return [amount.removesuffix(UNIT) for amount in amounts] if _unit(data) else amounts


def _unit(data: "Bars") -> str:
    """Return the words that say the unit once for all numbers; empty where not all numbers are in 万元."""
    shared = all(style.plain(part.amount).endswith(UNIT) for _, parts in data.groups for part in parts)
    return f"单位：{UNIT}" if shared else ""


def _fill(place: int, years: int) -> style.Fill:
    """Return the look of a year; the last one is always the year of the report."""
    return style.year_fill(years - 1 - place)


def _key_width(text: str) -> float:
    """Return the width in millimetres of a key of the legend: its swatch and its words."""
    return SWATCH_MM[0] + GAP_MM + max(map(style.measure, text.split("\n")))


def _legend(data: "Bars") -> list[_Row]:
    """Return the keys of the years: one row where they fit beside the unit, else one row for each."""
    years = max((parts for _, parts in data.groups), key=len)
    room = WIDTH_MM - 2 * MARGIN_MM - style.measure(_unit(data)) - BETWEEN_KEYS_MM
    row = _Row(tuple((place, style.plain(part.label)) for place, part in enumerate(years)))
    if row.width <= room:
        return [row]
    text_room = room - SWATCH_MM[0] - GAP_MM
    return [_Row(((place, "\n".join(style.wrap(text, text_room))),)) for place, text in row.keys]


def _explain(axes: "Axes", data: "Bars", legend: list[_Row], top: float) -> None:
    """Write the unit on the left and the legend on the right, downwards from `top` millimetres."""
    style.write(axes, MARGIN_MM, top - LINE_MM / 2, _unit(data), ha="left")
    years = max(len(parts) for _, parts in data.groups)
    for row in legend:
        left = WIDTH_MM - MARGIN_MM - max(row.width for row in legend)
        for place, text in row.keys:
            _key(axes, (left, top), text, _fill(place, years))
            left += _key_width(text) + BETWEEN_KEYS_MM
        top -= row.lines * LINE_MM


def _key(axes: "Axes", corner: tuple[float, float], text: str, fill: style.Fill) -> None:
    """Draw a key of the legend with its upper left `corner` there, in millimetres."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415

    (left, top), (width, height) = corner, SWATCH_MM
    swatch = Rectangle((left, top - LINE_MM / 2 - height / 2), width, height)
    style.paint(swatch, fill)
    axes.add_patch(swatch)
    style.write(axes, left + width + GAP_MM, top, text, ha="left", va="top")
