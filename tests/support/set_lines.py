"""The lines in which headings and paragraphs are printed, read off the pages."""

from collections.abc import Iterable, Iterator, Sequence

import pytest

from juesuan.model.document import Block, Heading, Paragraph
from juesuan.model.last_lines import FEW
from tests.support.printout import Line, bare

RUNNING = {"正文", "Normal", "正文无缩进"}
"""The styles of running text."""

SetLines = tuple[Heading | Paragraph, tuple[Line, ...]]


def set_lines(blocks: Iterable[Block], lines: Sequence[Line]) -> Iterator[SetLines]:
    """Each heading and paragraph with its lines, in the order of printing; what is not printed is an error."""
    place = 0
    for block in blocks:
        if isinstance(block, Heading | Paragraph) and (wanted := bare(block.text)):
            for first in range(place, len(lines)):
                if found := _whole(wanted, lines[first:]):
                    yield block, found
                    place = first + len(found)
                    break
            else:
                pytest.fail(f"{block.text} is not printed after what stands before it")


def _whole(wanted: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The first of the lines, as many as make the text; none where they make another."""
    for count, line in enumerate(lines, 1):
        if not wanted.startswith(line.text):
            return ()
        wanted = wanted[len(line.text) :]
        if not wanted:
            return tuple(lines[:count])
    return ()


def short(found: Iterable[SetLines]) -> list[str]:
    """The paragraphs of running text whose last line holds only a few characters."""
    return [
        block.text
        for block, lines in found
        if isinstance(block, Paragraph)
        and block.style in RUNNING
        and "\n" not in block.text
        and len(lines) > 1
        and len(lines[-1].text) <= FEW
    ]
