"""The value that 核对报告 is made from, and how the report's blocks are put together for it."""

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from juesuan.figures import Origin
from juesuan.model import values
from juesuan.model.document import Block, Paragraph, Picture
from juesuan.model.identity import About
from juesuan.model.problems import Problem, RuleWords


class Verification(Struct, frozen=True):
    """A report with its problems and the origins of its numbers: all that the page 核对报告 shows."""

    about: About
    problems: tuple[Problem, ...]
    numbers: tuple[Origin, ...]
    """The origins of all numbers that carry a mark, in the order of the serials, see ``provenance.numbers``."""
    blocks: tuple[Block, ...]
    """The blocks of the Word file with the marks still around their numbers, see ``joined``."""
    rules: tuple[RuleWords, ...]
    """The rules of the rule book, in the words the officer reads."""
    sources: Mapping[str, str]
    """The digest of each input file, by its name, and of an edition's files."""
    imported: Mapping[str, str] = field(default_factory=dict)
    """The official cell that each cell of the workbook was imported from, see ``reading.imports``."""


def joined(marked: Iterable[Block], finished: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of the report with marks, in which captions and pictures are those of the finished file.

    Only there captions have their numbers and pictures their alternative texts. Both sequences are read from the
    same report, so that block by block they stand for the same thing.
    """
    return tuple(
        last if _is_finished_later(first, last) else first for first, last in zip(marked, finished, strict=True)
    )


def _is_finished_later(first: Block, last: Block) -> bool:
    if isinstance(first, Paragraph) and isinstance(last, Paragraph):
        return values.plain(first.text) != last.text
    return isinstance(last, Picture)
