"""Lines through the years: told apart by colour, by the sign at each point and by the dashes of the line."""

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from charts import style
from charts.style import GAP_MM, LINE_MM, MARGIN_MM, WIDTH_MM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from charts.data import Lines, Part

KEY_MM: Final = 10.0
BETWEEN_KEYS_MM: Final = 5.0
GRID: Final = "#D5DAE0"
LINE_PT: Final = 1.6
BREAK_PT: Final = 1.0
BREAK_DASHES: Final = (0, (1.5, 1.5))
SIGN_PT: Final = 5.5
AROUND_PT: Final = 4.0
"""By how much a sign is larger than the one that stands on it."""
RIM_PT: Final = 0.6
TURN: Final = 3.0
"""How long each of the lines that run together is seen before the next, in widths of the line."""
TOGETHER_MM: Final = 0.6
"""Lines that are nearer, about the width of one, cover each other."""
LOOKS: Final = (
    ("#1F4E79", "-", "o"),
    ("#A1470B", "--", "s"),
    ("#2F6B3A", "-.", "^"),
    ("#6A3D8F", ":", "D"),
    ("#59626B", (0, (6, 2, 1, 2, 1, 2)), "v"),
)
"""Colour, dashes and sign of each line, in the order of the lines."""


class _Plan(Struct, frozen=True):
    """Where things stand, in millimetres: the place of each year, ground and top, and the values at both ends."""

    places: tuple[float, ...]
    left: float
    ground: float
    top: float
    lowest: float
    highest: float

    def height(self, part: "Part") -> float:
        """The height at which a value stands; the only use of float on money: a length on paper."""
        room = self.top - self.ground
        return self.ground + room * (float(part.value) - self.lowest) / (self.highest - self.lowest)


def lines(data: "Lines") -> "Figure":
    """Return the course as a figure 150 mm wide; a line is cut where a year is not known."""
    keys = list(_rows(data))
    ground = MARGIN_MM + LINE_MM + GAP_MM
    words = len(keys) + (not _has_room(keys[-1], data))
    height = ground + data.plot_mm + GAP_MM + LINE_MM * (1 + words) + MARGIN_MM
    figure, axes = style.page(round(height))
    plan = _plan(data, ground)
    _across(axes, data, plan)
    _breaks(axes, data, plan)
    for at in range(len(data.lines)):
        _line(axes, _heights(data, plan, at), plan, _look(at))
    _together(axes, data, plan)
    _explain(axes, data, keys, round(height) - MARGIN_MM)
    return figure


def _plan(data: "Lines", ground: float) -> _Plan:
    left = MARGIN_MM + max(style.measure(part.amount) for part in data.grid) + GAP_MM
    slot = (WIDTH_MM - MARGIN_MM - left) / len(data.years)
    places = tuple(left + slot * (at + 0.5) for at in range(len(data.years)))
    top = ground + data.plot_mm
    return _Plan(places, left, ground, top, float(data.grid[0].value), float(data.grid[-1].value))


def _across(axes: "Axes", data: "Lines", plan: _Plan) -> None:
    """Draw the lines across with their numbers, that of nil darker; below as many years as there is room for."""
    for part in data.grid:
        y = plan.height(part)
        colour = GRID if part.value else style.RULE
        axes.plot((plan.left, WIDTH_MM - MARGIN_MM), (y, y), color=colour, linewidth=style.RULE_PT, zorder=1)
        style.write(axes, plan.left - GAP_MM, y, part.amount, ha="right")
    slot = (WIDTH_MM - MARGIN_MM - plan.left) / len(data.years)
    skip = ceil((max(map(style.measure, data.years)) + GAP_MM) / slot)
    for place, year in list(zip(plan.places, data.years, strict=True))[::-skip]:
        style.write(axes, place, plan.ground - GAP_MM, year, ha="center", va="top")


def _breaks(axes: "Axes", data: "Lines", plan: _Plan) -> None:
    """Draw a dotted line before each year in which something changed, with its words at the top."""
    top = plan.top + GAP_MM
    for at, words in data.breaks:
        x = (plan.places[at] + plan.places[at - 1]) / 2 if at else plan.left
        axes.plot(
            (x, x), (plan.ground, top), color=style.INK, linewidth=BREAK_PT, linestyle=BREAK_DASHES, zorder=3
        )
        style.write(axes, x, top + LINE_MM / 2, words, ha="center")


def _line(axes: "Axes", heights: "Sequence[float]", plan: _Plan, look: tuple[str, Any, str]) -> None:
    """Draw a line through the years that are known, cut between others."""
    colour, dashes, sign = look
    look_of_line: Any = {"color": colour, "linestyle": dashes, "marker": sign, "linewidth": LINE_PT}
    axes.plot(plan.places, heights, markersize=SIGN_PT, zorder=4, **look_of_line)


def _together(axes: "Axes", data: "Lines", plan: _Plan) -> None:
    """Draw anew where lines run together or meet: each in turn along the way, their signs one around the other.

    None is moved from its value, and none is covered by another.
    """
    groups = [_groups(data, plan, at) for at in range(len(plan.places))]
    for at, (before, behind) in enumerate(pairwise(groups)):
        for each in (sorted({*one} & {*other}) for one in before for other in behind):
            for turn, line in enumerate(each if len(each) > 1 else ()):
                dashes = ((len(each) - turn) % len(each) * TURN, (TURN, (len(each) - 1) * TURN))
                ends = plan.places[at : at + 2], _heights(data, plan, line)[at : at + 2]
                look: Any = {"color": _look(line)[0], "linestyle": dashes, "linewidth": LINE_PT}
                axes.plot(*ends, dash_capstyle="butt", zorder=5, **look)
    for at, group in ((at, group) for at, made in enumerate(groups) for group in made if len(group) > 1):
        for around, line in zip(range(len(group) - 1, -1, -1), group, strict=True):
            colour, _, sign = _look(line)
            size, height = SIGN_PT + around * AROUND_PT, _heights(data, plan, line)[at]
            rim: Any = {"markeredgecolor": "white", "markeredgewidth": RIM_PT, "zorder": 6}
            axes.plot((plan.places[at],), (height,), color=colour, marker=sign, markersize=size, **rim)


def _look(line: int) -> tuple[str, Any, str]:
    return LOOKS[line % len(LOOKS)]


def _heights(data: "Lines", plan: _Plan, line: int) -> list[float]:
    """Return the height of a line at each year; NaN where nothing is known."""
    return [plan.height(part) if part else float("nan") for part in data.lines[line][1]]


def _groups(data: "Lines", plan: _Plan, at: int) -> list[list[int]]:
    """Return the lines that are known in a year, those together that cannot be told apart by height."""
    known = sorted((plan.height(part), line) for line, (_, parts) in enumerate(data.lines) if (part := parts[at]))
    groups: list[list[int]] = []
    for (height, line), (before, _) in zip(known, [(float("-inf"), 0), *known], strict=False):
        if height - before < TOGETHER_MM:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [sorted(group) for group in groups]


def _rows(data: "Lines") -> "Iterator[list[tuple[int, str]]]":
    """Yield the keys of the lines in rows that fit the width, each with the place of its line."""
    row: list[tuple[int, str]] = []
    for at, (label, _) in enumerate(data.lines):
        if row and sum(map(_width, [*row, (at, label)])) > WIDTH_MM - 2 * MARGIN_MM:
            yield row
            row = []
        row.append((at, label))
    yield row


def _width(key: tuple[int, str]) -> float:
    return KEY_MM + GAP_MM + style.measure(key[1]) + BETWEEN_KEYS_MM


def _has_room(row: "Sequence[tuple[int, str]]", data: "Lines") -> bool:
    """Say whether the unit may stand behind the last row of keys."""
    return sum(map(_width, row)) + style.measure(_unit(data)) <= WIDTH_MM - 2 * MARGIN_MM


def _unit(data: "Lines") -> str:
    return f"单位：{data.unit}"


def _explain(axes: "Axes", data: "Lines", keys: "Sequence[Sequence[tuple[int, str]]]", top: float) -> None:
    """Write the keys row by row from `top` millimetres downwards, and at the right, below if need be, the unit."""
    for row in keys:
        left, y = MARGIN_MM, top - LINE_MM / 2
        for key in row:
            colour, dashes, sign = _look(key[0])
            middle = left + KEY_MM / 2
            axes.plot((left, left + KEY_MM), (y, y), color=colour, linestyle=dashes, linewidth=LINE_PT)
            axes.plot((middle,), (y,), color=colour, marker=sign, markersize=SIGN_PT)
            style.write(axes, left + KEY_MM + GAP_MM, y, key[1], ha="left")
            left += _width(key)
        top -= LINE_MM
    middle = top - LINE_MM / 2 + LINE_MM * _has_room(keys[-1], data)
    style.write(axes, WIDTH_MM - MARGIN_MM, middle, _unit(data), ha="right")
