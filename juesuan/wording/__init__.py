"""Figures become the tags that templates and texts may name: names only, nothing is evaluated."""

from juesuan.wording.correction_tags import tree as correction
from juesuan.wording.own_edition import doubts, proved
from juesuan.wording.vocabulary import Vocabulary, build, tried

__all__ = ["Vocabulary", "build", "correction", "doubts", "proved", "tried"]
