"""The whole sentence that each typed number stands in, by which a person who looked at it has known it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from juesuan.checks.texts.claimed import WrittenNumber
from juesuan.model.seen import BY_HAND, SaidNumber
from juesuan.model.values import Cell
from juesuan.model.written_text import Typed, bare

_END = re.compile(r"[。；;！!？?\n]+")
"""Other than in a comparison a colon ends no sentence: what stands before it says what the number is."""
_LONGEST = 400
"""So many letters of a sentence on either side of a number are enough to know it by."""


def with_sentences(typed: Sequence[Typed], numbers: Iterable[WrittenNumber], first: int) -> tuple[Typed, ...]:
    """The typed numbers, each with the sentences that it stands in; ``first`` is the mark of the first of them."""
    found: dict[int, list[WrittenNumber]] = {}
    for number in numbers:
        if number.mention.serial is not None:
            found.setdefault(number.mention.serial, []).append(number)
    ends = dict[str, list[int]]()
    return tuple(
        replace(each, said=tuple(_said(number, ends) for number in _own(found.get(mark, []), each.cell)))
        for mark, each in enumerate(typed, first)
    )


def _own(numbers: Sequence[WrittenNumber], cell: Cell) -> Sequence[WrittenNumber]:
    """Where a tag prints a text elsewhere too, the number is known by the sentence that it was typed into."""
    return [each for each in numbers if each.cell == cell or each.cell.sheet == BY_HAND] or numbers


def _said(number: WrittenNumber, known: dict[str, list[int]]) -> SaidNumber:
    """The number with its sentence; ``known`` keeps where the sentences of a paragraph end, found once."""
    text, mention = number.paragraph, number.mention
    ends = known.setdefault(text, [])
    if not ends:
        ends += [0, *(each.end() for each in _END.finditer(text)), len(text)]
    at = bisect_right(ends, mention.start)
    begin, stop = ends[at - 1], ends[min(at, len(ends) - 1)]
    words = text[max(begin, mention.start - _LONGEST) : min(stop, mention.end + _LONGEST)]
    return SaidNumber(mention.words, bare(words).strip(), str(number.cell))
