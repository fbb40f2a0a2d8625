"""What earlier runs left for this one: charts that would be drawn just so again, what people changed since."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from charts.data import Chart, Drawing
from juesuan.model.edit import Edit
from juesuan.model.problems import Problem
from juesuan.versions import hand_edits, kept_drawings


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier runs left in the output folder of a year."""

    year: Path
    """The folder."""
    drawings: Mapping[str, Drawing]
    """Of the charts that show the same again, by the chart's name."""
    edits: tuple[Edit, ...]
    """What was changed by hand and has not been taken over or dropped since."""
    read: frozenset[str]
    """The names of the edited files that could be read."""
    problems: tuple[Problem, ...]


def past(year: Path, charts: Sequence[Chart], dropped: Collection[int]) -> Past:
    """What is of use for ``charts``; the edits with a number in ``dropped`` are forgotten.

    Raises ReportError where there is no edit of such a number, OSError when an edited file cannot be read.
    """
    found = hand_edits.found(year, dropped)
    return Past(year, kept_drawings.known(year, charts), found.edits, found.read, found.problems)
