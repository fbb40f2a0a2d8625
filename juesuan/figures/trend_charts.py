"""The years side by side -> a chart for each table of them, as data."""

from charts.data import Lines, Part
from juesuan.figures import phrases
from juesuan.model.trends import TrendGroup, TrendPoint, Trends

_FEWEST = 2
"""Years that a line goes through at least."""
_MOST = 2
"""Numbers of notes that stand at a break."""


def charts(trends: Trends) -> dict[str, Lines]:
    """The chart of each table by its title; none for one of a single year, or in which every number is nil."""
    return {group.title: _chart(group, trends) for group in trends.groups if _is_drawn(group)}


def _is_drawn(group: TrendGroup) -> bool:
    points = [point for line in group.lines for point in line.points if point]
    return len({point.year for point in points}) >= _FEWEST and any(point.value for point in points)


def _chart(group: TrendGroup, trends: Trends) -> Lines:
    return Lines(
        name=group.title,
        title=group.title,
        years=tuple(f"{year}年" for year in trends.years),
        lines=tuple((line.label, tuple(_part(point) for point in line.points)) for line in group.lines),
        grid=tuple(Part("", value, words) for value, words in group.grid),
        unit="、".join(dict.fromkeys(line.unit for line in group.lines)),
        breaks=tuple(_breaks(group, trends)),
    )


def _part(point: TrendPoint | None) -> Part | None:
    return Part(f"{point.year}年", phrases.rounded(point.value, 2), point.text) if point else None


def _breaks(group: TrendGroup, trends: Trends) -> list[tuple[int, str]]:
    """The places of the years in which something changed that the lines are about, with the notes' numbers."""
    names, found = {line.name for line in group.lines}, dict[int, list[str]]()
    for note in trends.notes:
        if note.is_of_year and (not note.names or names & {*note.names}):
            found.setdefault(trends.years.index(note.year), []).append(str(note.number))
    return [
        (at, f"注{'、'.join(numbers[:_MOST])}{'等' * (len(numbers) > _MOST)}")
        for at, numbers in sorted(found.items())
    ]
