"""What 核对报告 tells of, as one plain value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from juesuan.figures import Origin
from juesuan.model import values
from juesuan.model.document import Block, Paragraph, Picture
from juesuan.model.identity import About
from juesuan.model.problems import Problem, RuleWords


@dataclass(frozen=True, slots=True)
class Verification:
    """All that the page tells of."""

    about: About
    problems: tuple[Problem, ...]
    numbers: tuple[Origin, ...]
    """Of all that carries a mark, in the order of the serials, see ``provenance.numbers``."""
    blocks: tuple[Block, ...]
    """The Word file with the marks still around its numbers, see ``joined``."""
    rules: tuple[RuleWords, ...]
    sources: Mapping[str, str]
    """Name of each input file to the short hash of what it held."""


def joined(marked: Iterable[Block], finished: Iterable[Block]) -> tuple[Block, ...]:
    """The marked blocks, but captions with their numbers and pictures with their words, as the finished file.

    Both are read from the same report: block by block they stand for the same thing.
    """
    return tuple(
        last if _is_finished_later(first, last) else first for first, last in zip(marked, finished, strict=True)
    )


def _is_finished_later(first: Block, last: Block) -> bool:
    if isinstance(first, Paragraph) and isinstance(last, Paragraph):
        return values.plain(first.text) != last.text
    return isinstance(last, Picture)
