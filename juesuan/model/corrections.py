"""What two versions of a report differ in, as plain values: inputs, figures, sentences, cells, charts, pages."""

from dataclasses import dataclass

from juesuan.model.problems import Problem

SENTENCE, TABLE, CHART = "句", "表", "图"
"""The kinds of what a reader sees change."""


@dataclass(frozen=True, slots=True)
class ChangedPiece:
    """A stretch of a sentence, and whether the other version says it otherwise."""

    text: str
    is_changed: bool = False


Pieces = tuple[ChangedPiece, ...]
"""A sentence as it was or became, in order; none where there was or is none."""


@dataclass(frozen=True, slots=True)
class InputChange:
    """One thing that was changed in the inputs: a cell, a paragraph or a file."""

    place: str
    """The cell, such as 〔三公经费〕B7; or file, heading and paragraph; or the file alone."""
    name: str
    """What stands there: 公务接待费·本年决算数; empty where the place says it."""
    old: str
    new: str
    cells: tuple[str, ...] = ()
    """The place as figures name it, in the old workbook and in the new."""


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure that is printed otherwise than before."""

    name: str
    old: str
    """Empty where there was none."""
    new: str


@dataclass(frozen=True, slots=True)
class TextChange:
    """A sentence, a cell of a table or a chart that is different."""

    kind: str
    number: int
    """Among those of its kind, from 1."""
    place: str
    """The heading or the table, of a cell also row and column."""
    pages: tuple[str, ...]
    """Where it stands now or, where it is gone, stood."""
    old: Pieces
    new: Pieces
    figures: frozenset[str] = frozenset()
    """The names of those it prints or printed."""

    @property
    def label(self) -> str:
        """How others refer to it, such as 句3."""
        return f"{self.kind}{self.number}"


@dataclass(frozen=True, slots=True)
class Traced:
    """A change of the inputs and what depends on it."""

    edit: InputChange
    figures: tuple[str, ...]
    """The names of the figures that it changed."""
    changes: tuple[TextChange, ...]
    """The sentences, cells and charts that print one of them."""

    @property
    def pages(self) -> tuple[str, ...]:
        """Where those stand, in order."""
        return tuple(dict.fromkeys(page for change in self.changes for page in change.pages))


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between two versions."""

    traced: tuple[Traced, ...]
    figures: tuple[ChangedFigure, ...]
    changes: tuple[TextChange, ...]
    pages: tuple[str, ...]
    """The labels of the pages of the PDF that look different, or that there are only in one of the two."""
    new: tuple[Problem, ...]
    gone: tuple[Problem, ...]
    same: int
    """How many problems are as they were."""
    is_by_hand: bool
    """Whether an edit by hand came in or was given up."""

    def of(self, kind: str) -> tuple[TextChange, ...]:
        """Those of a kind."""
        return tuple(change for change in self.changes if change.kind == kind)
