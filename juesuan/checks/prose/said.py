"""The whole sentence that each typed number stands in, by which a person who looked at it has known it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from juesuan.checks.prose.sentences import Prose
from juesuan.model.seen import BY_HAND, SaidNumber
from juesuan.model.written_text import Typed, bare

_END = re.compile(r"[。；;！!？?\n]+")
"""Other than in a comparison a colon ends no sentence: what stands before it says what the number is."""
_LONGEST = 400
"""So many letters of a sentence on either side of a number are enough to know it by."""


def with_sentences(typed: Sequence[Typed], texts: Sequence[Prose], first: int) -> tuple[Typed, ...]:
    """The typed numbers, each with the sentences that it stands in; ``first`` is the mark of the first of them.

    Where a tag prints a text elsewhere too, the number is known by the sentence that it was typed into.
    """
    found, elsewhere = dict[int, list[SaidNumber]](), dict[int, list[SaidNumber]]()
    for text in texts:
        for mark, each in _said(text):
            place = mark - first
            if 0 <= place < len(typed):
                is_there = text.cell == typed[place].cell or text.cell.sheet == BY_HAND
                (found if is_there else elsewhere).setdefault(place, []).append(each)
    known = {**elsewhere, **found}
    return tuple(replace(each, said=tuple(known.get(place, ()))) for place, each in enumerate(typed))


def _said(text: Prose) -> Iterator[tuple[int, SaidNumber]]:
    """Each marked number of a text, by its mark."""
    ends = [0, *(each.end() for each in _END.finditer(text.text)), len(text.text)]
    place = str(text.cell)
    for sentence in text.sentences:
        for number in sentence.numbers:
            mention = number.mention
            if mention.serial is not None:
                start, end = sentence.start + mention.start, sentence.start + mention.end
                at = bisect_right(ends, start)
                begin, stop = ends[at - 1], ends[min(at, len(ends) - 1)]
                words = text.text[max(begin, start - _LONGEST) : min(stop, end + _LONGEST)]
                yield mention.serial, SaidNumber(number.words, bare(words).strip(), place)
