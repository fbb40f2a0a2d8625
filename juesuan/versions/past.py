"""What earlier runs have left for this one: drawings that need not be made again, and edits by hand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from charts.data import Chart, Drawing
from juesuan.model.edit import Edit
from juesuan.model.given import Given
from juesuan.model.problems import Problem
from juesuan.versions import hand_edits, kept_drawings


@dataclass(frozen=True, slots=True)
class Past:
    """The drawings and the edits by hand that earlier runs have left in the output folder of a year."""

    year: Path
    """The output folder of the year."""
    drawings: Mapping[str, Drawing]
    """The drawings of charts that look the same again, by the charts' names."""
    edits: tuple[Edit, ...]
    """The edits by hand that have not been taken over into the inputs or dropped since."""
    read: frozenset[str]
    """The names of the edited files that could be read."""
    problems: tuple[Problem, ...]
    """The problems of edited and returned files, such as that one could not be read."""
    seen: tuple[str, ...]
    """The digests of all edited and returned files that have been read, to be kept with this version."""


def past(year: Path, given: Given, charts: Sequence[Chart], dropped: Collection[int]) -> Past:
    """The drawings for ``charts`` and the edits by hand that earlier runs have left in the output folder ``year``.

    Files that were given back may also lie among the inputs.
    Edits with a number in ``dropped`` are left out. Raises ReportError where there is no edit of such a number,
    OSError where an edited file cannot be read.
    """
    found = hand_edits.found(year, given, dropped)
    return Past(year, kept_drawings.known(year, charts), found.edits, found.read, found.problems, found.seen)
