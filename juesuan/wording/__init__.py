"""Figures become the tags that templates and texts may name: names only, nothing is evaluated."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from juesuan.wording.own_edition import doubts, proved
from juesuan.wording.vocabulary import Vocabulary, build, tried

if TYPE_CHECKING:
    from collections.abc import Mapping

    from charts.data import Drawing
    from juesuan.figures.trend_appendix import TrendAppendix
    from juesuan.model.corrections import Changes
    from juesuan.model.identity import About
    from juesuan.model.values import Figures
    from juesuan.wording.tags import Tree

__all__ = ["Vocabulary", "build", "correction", "doubts", "proved", "tried", "with_appendix"]


def with_appendix(
    words: Vocabulary, appendix: "TrendAppendix | None", drawn: "Mapping[str, Drawing]", figures: "Figures"
) -> Vocabulary:
    """The words with 历年对比 as the last attachment, see ``trend_part.attachment``; as they are without any."""
    if appendix is None:
        return words
    from juesuan.wording import trend_part  # noqa: PLC0415 - most reports have none

    made = trend_part.attachment(appendix, drawn, figures)
    return replace(words, attachments=(*words.attachments, made))


def correction(found: "Changes", versions: tuple[str, str], about: "About") -> "Tree":
    """The tags of the note on a correction, see ``correction_tags.tree``."""
    from juesuan.wording import correction_tags  # noqa: PLC0415 - only a report that was corrected has one

    return correction_tags.tree(found, versions, about)
