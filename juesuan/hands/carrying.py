"""Edits put into a report that was made anew: kept, in conflict, or against the workbook."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from juesuan import origins, wordpack
from juesuan.hands import reading
from juesuan.hands.applying import Work
from juesuan.hands.edit import Edit, State
from juesuan.hands.places import Report
from juesuan.model import Figures
from juesuan.problems import Problem
from juesuan.statements import Statement, Typed
from juesuan.tags import Filler

_WHEN = datetime(1980, 1, 1, tzinfo=UTC)
"""Of no meaning: the file is zipped again when it is finished."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An edit that stays on the list."""

    edit: Edit
    state: State


@dataclass(frozen=True, slots=True)
class Carried:
    """The report with the edits in it."""

    docx: bytes
    """Still in its marks; the same bytes where there was nothing to do."""
    kept: tuple[Kept, ...]
    """Without those whose result the report has by itself."""
    problems: tuple[Problem, ...]
    typed: tuple[Typed, ...]
    """The numbers that people typed, in the order of their marks from ``first`` on."""
    statements: tuple[Statement, ...] = ()
    """The texts that people wrote or changed, with all their marks: without them nobody looks at those numbers."""


def carry(ours: bytes, edits: Iterable[Edit], figures: Figures, first: int) -> Carried:
    """The filled report, not yet finished, with the edits in it, in their order.

    ``figures`` are those of the marks; ``first`` is the serial of the first mark that is still free. An edit that
    cannot be put in changes nothing and is told. Raises `NotWordFile`.
    """
    edits = tuple(edits)
    if not edits:
        return Carried(ours, (), (), ())
    reader = reading.reader(ours)
    work = Work(Report(reader, list(reader.items())), origins.origins(figures, (), ()), Filler({}, [], first))
    done = [(edit, work.apply(edit)) for edit in edits]
    kept = tuple(Kept(edit, outcome.state) for edit, outcome in done if outcome is not None)
    problems = tuple(outcome.problem for _, outcome in done if outcome is not None)
    docx = wordpack.packed(reader.word, _WHEN) if work.touched else ours
    return Carried(docx, kept, problems, tuple(work.fill.typed), tuple(work.statements))
