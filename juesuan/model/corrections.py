"""What two versions of a report differ in, as plain values: inputs, figures, sentences, cells, charts, pages."""

from collections.abc import Mapping

from msgspec import Struct

from juesuan.model.problems import Problem

SENTENCE, TABLE, CHART = "句", "表", "图"
"""The kinds of a change that a reader sees; the value is the word that opens its label."""


class ChangedPiece(Struct, frozen=True):
    """A stretch of a sentence in one version, and whether the other version says it otherwise."""

    text: str
    is_changed: bool = False


Pieces = tuple[ChangedPiece, ...]
"""The stretches of a sentence in one version, in order; none where that version has no such sentence."""


class InputChange(Struct, frozen=True):
    """A change of what the officer gave, a cell, a paragraph or a file: what stood there and what stands there."""

    place: str
    """The cell, such as 〔三公经费〕B7; or file, heading and paragraph; or the file alone."""
    name: str
    """What stands there: 公务接待费·本年决算数; empty where the place says it."""
    old: str
    new: str
    cells: tuple[str, ...] = ()
    """The place as figures name it, in the old workbook and in the new."""


class ChangedFigure(Struct, frozen=True):
    """A figure that is printed otherwise than before."""

    name: str
    old: str
    """As it was printed; empty where the older version has no such figure."""
    new: str
    """As it is printed; empty where the newer version has no such figure."""


class FormerPrint(Struct, frozen=True):
    """How an earlier version printed a figure."""

    text: str
    """Its print, such as 372.00万元."""
    yuan: str = ""
    """Its exact amount in 元, in digits; empty for what is no money."""


FormerPrints = Mapping[str, tuple[FormerPrint, ...]]
"""The prints that figures had in earlier versions, by the names of the figures, the newest first."""


class TextChange(Struct, frozen=True):
    """A sentence, a cell of a table or a chart that is different."""

    kind: str
    number: int
    """Its number among the changes of its kind, from 1."""
    place: str
    """The heading or the table, of a cell also row and column."""
    pages: tuple[str, ...]
    """The labels of the pages that it stands on or, where it is gone, stood on."""
    old: Pieces
    new: Pieces
    figures: frozenset[str] = frozenset()
    """The names of the figures that it prints or printed."""
    pictures: tuple[str, str] = ("", "")
    """Of a chart the digests of its picture in both versions; empty where that version has none."""

    @property
    def label(self) -> str:
        """The label by which pages and notes refer to the change, such as 句3."""
        return f"{self.kind}{self.number}"


class Traced(Struct, frozen=True):
    """A change of the inputs and what depends on it."""

    edit: InputChange
    figures: tuple[str, ...]
    """The names of the figures that it changed."""
    changes: tuple[TextChange, ...]
    """The sentences, cells and charts that print one of them."""

    @property
    def pages(self) -> tuple[str, ...]:
        """The labels of the pages that those changes stand on, each once, in order."""
        return tuple(dict.fromkeys(page for change in self.changes for page in change.pages))


class Changes(Struct, frozen=True):
    """Everything that differs between two versions."""

    traced: tuple[Traced, ...]
    figures: tuple[ChangedFigure, ...]
    changes: tuple[TextChange, ...]
    pages: tuple[str, ...]
    """The labels of the pages of the PDF that look different, or that there are only in one of the two."""
    new: tuple[Problem, ...]
    """The problems that only the newer version has."""
    gone: tuple[Problem, ...]
    """The problems that only the older version had."""
    same: int
    """How many problems both versions have."""
    is_by_hand: bool
    """Whether an edit by hand came in or was given up."""

    def of(self, kind: str) -> tuple[TextChange, ...]:
        """The sentences, the cells of tables or the charts that changed, by their kind."""
        return tuple(change for change in self.changes if change.kind == kind)

    @property
    def cause(self) -> str:
        """What was changed, in a line for the list of versions."""
        told = [f"{each.edit.place} {_short(each.edit.old)}→{_short(each.edit.new)}" for each in self.traced]
        more = f" 等 {len(told)} 处" if len(told) > 1 else ""
        if told:
            return told[0] + more
        return "人工修改" if self.is_by_hand else "程序更新"


_SHORT = 20


def _short(text: str) -> str:
    return f"{text[:_SHORT]}……" if len(text) > _SHORT else text or "（空）"
