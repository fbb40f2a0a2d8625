"""Figures become the tags that templates and texts may name: names only, nothing is evaluated."""

from typing import TYPE_CHECKING

from juesuan.wording.own_edition import doubts, proved
from juesuan.wording.vocabulary import Vocabulary, build, tried

if TYPE_CHECKING:
    from juesuan.model.corrections import Changes
    from juesuan.model.identity import About
    from juesuan.wording.tags import Tree

__all__ = ["Vocabulary", "build", "correction", "doubts", "proved", "tried"]


def correction(found: "Changes", versions: tuple[str, str], about: "About") -> "Tree":
    """The tags of the note on a correction, see ``correction_tags.tree``."""
    from juesuan.wording import correction_tags  # noqa: PLC0415 - only a report that was corrected has one

    return correction_tags.tree(found, versions, about)
