"""Figures become the tags that templates and texts may name: names only, nothing is evaluated."""

from juesuan.wording.template_faults import proved
from juesuan.wording.vocabulary import Vocabulary, build

__all__ = ["Vocabulary", "build", "proved"]
