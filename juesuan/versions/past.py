"""What earlier runs have left for this one: drawings not to be made again, edits by hand, figures as they were."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from charts.data import Chart, Drawing
from juesuan.model.corrections import FormerPrints
from juesuan.model.edit import UNDECIDED, Decided, Edit
from juesuan.model.given import Given
from juesuan.model.problems import Problem
from juesuan.versions import former, hand_edits, kept_drawings


class Past(Struct, frozen=True):
    """The drawings, edits by hand and figures that earlier runs have left in the output folder of a year."""

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
    former: FormerPrints
    """The prints that the figures had in earlier versions, by their names."""


def past(year: Path, given: Given, charts: Sequence[Chart], decided: Decided = UNDECIDED) -> Past:
    """What earlier runs have left in the output folder ``year``: drawings for ``charts``, edits by hand, figures.

    Files that were given back may also lie among the inputs.
    Edits that ``decided`` gives up are left out, those that it takes back are there again. Raises ReportError
    where there is no edit of such a number, OSError where an edited file cannot be read.
    """
    found = hand_edits.found(year, given, decided)
    drawings, prints = kept_drawings.known(year, charts), former.former(year)
    return Past(year, drawings, found.edits, found.read, found.problems, found.seen, prints)
