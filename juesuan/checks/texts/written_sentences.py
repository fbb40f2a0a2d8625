"""The sentences of the officer's texts that have numbers, each with what it is about."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from juesuan.checks.texts.claimed import SubjectText, WrittenNumber
from juesuan.figures.mentions import NumberKind


class WrittenSentence(Struct, frozen=True):
    """A stretch of text between full stops, semicolons and colons that has numbers."""

    text: str
    start: int
    """Where it begins in its paragraph."""
    numbers: tuple[WrittenNumber, ...]
    """Its numbers that are not part of a name."""
    project: str
    lead: str
    """What it is about, as far as other words than its own say so; empty where none do."""


_SENTENCES = re.compile(r"[^。；;：:！!？?\n]+[。；;：:！!？?\n]*")
_ENUMERATED = re.compile(
    r"^([一二三四五六七八九十]+是|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、](?!\d)|[①-⑳])"
)
_COLONS = ("：", ":")
_DIGITS = re.compile(r"[\d.,]+")
_HEADING = 25
"""How many signs a sentence without numbers has at most that names what the next one is about."""


def sentences(text: SubjectText) -> Iterator[WrittenSentence]:
    """The sentences of a subject's texts that have numbers."""
    for _, group in groupby(text.numbers, key=lambda each: each.place):
        numbers = list(group)
        lead = ""
        for piece in _SENTENCES.finditer(numbers[0].paragraph):
            first, last = (bisect_left(numbers, at, key=lambda each: each.mention.start) for at in piece.span())
            inside = tuple(each for each in numbers[first:last] if each.mention.kind is not NumberKind.NAME)
            if inside:
                yield WrittenSentence(
                    piece[0], piece.start(), inside, text.project, lead or _outer_subjects(piece[0], inside)
                )
                lead = _DIGITS.sub("#", piece[0]) if piece[0].endswith(_COLONS) else ""
            elif piece[0].endswith(_COLONS) or len(piece[0]) <= _HEADING:
                lead = piece[0]


def _outer_subjects(sentence: str, numbers: tuple[WrittenNumber, ...]) -> str:
    """The names of the figures that its numbers are of, where a heading or the words before it have them."""
    named = (each.statement.subject for each in numbers if each.statement)
    return "、".join(dict.fromkeys(name for name in named if name not in sentence))


def skeleton_of(said: WrittenSentence) -> str:
    """The sentence with # for each number that could be another one, for comparison."""
    pieces, done = [], 0
    for number in said.numbers:
        start, end = (at - said.start for at in (number.mention.start, number.mention.end))
        pieces += [said.text[done:start], "#" + number.mention.unit]
        done = end
    return _ENUMERATED.sub("", re.sub(r"\s", "", "".join((*pieces, said.text[done:]))).strip("，、,"))
