"""Two texts compared, and what people wrote by hand carried into a new one: values in, values out, no disk.

All texts are aligned by ``alignment`` and cut by ``words``, so that one change is the same words wherever it is
shown. What people wrote by hand always stands in the new report or is told.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from juesuan.compare import alignment, words
from juesuan.figures import Origin
from juesuan.model.edit import Edit

if TYPE_CHECKING:
    from juesuan.compare.edits.apply import CarriedEdits
    from juesuan.ooxml.package import WordFile

__all__ = ["alignment", "carry", "edit_in_words", "edits_between", "joined", "redline_of", "words"]

# What opens Word files is loaded by the run that has some to compare.


def edits_between(base: bytes, theirs: bytes) -> tuple[Edit, ...]:
    """The edits that turned the .docx ``base`` into ``theirs``, numbered from 1; see ``differences.edits``.

    Raises `NotWordFile` where one of the two cannot be read.
    """
    from juesuan.compare.edits import differences  # noqa: PLC0415

    return differences.edits(base, theirs)


def joined(earlier: Iterable[Edit], later: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits known so far and those made since as one list; see ``join.joined``."""
    from juesuan.compare.edits import join  # noqa: PLC0415

    return join.joined(earlier, later)


def carry(
    ours: "WordFile", edits: Iterable[Edit], origins: tuple[Origin, ...], first: int, year: int
) -> "CarriedEdits":
    """The filled report with the edits in it, what became of each, and what is told of them; see ``apply.carry``.

    ``origins`` are those of the figures, ``first`` is the first serial that no mark has yet; ``year`` is that of
    the report. Raises `NotWordFile`.
    """
    from juesuan.compare.edits import apply  # noqa: PLC0415

    return apply.carry(ours, edits, origins, first, year)


def edit_in_words(edit: Edit) -> str:
    """What the edit did, in Chinese, its old and new text whole; see ``messages.in_words``."""
    from juesuan.compare.edits import messages  # noqa: PLC0415

    return messages.in_words(edit)


def redline_of(old: bytes, new: bytes, author: str, when: datetime) -> bytes:
    """修订稿: the new report (.docx) with every change since the old one tracked; see ``redline.changes``.

    Raises `NotWordFile` where one of the two is no Word file.
    """
    from juesuan.compare import redline  # noqa: PLC0415

    return redline.changes(old, new, author, when)
