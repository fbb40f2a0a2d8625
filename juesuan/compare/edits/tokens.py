"""A marked text cut into tokens, and the tokens of two texts paired, numbers by the words around them."""

import difflib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from juesuan.compare import alignment, words
from juesuan.figures.mentions import Mention
from juesuan.model import values

_ANY_NUMBER = "\0"
"""The sign that stands for every number where only words are compared; no text can hold it."""


class Token(Struct, frozen=True):
    """A letter, a Latin word, or a number with its sign and its unit."""

    text: str
    """The words, without marks."""
    raw: str
    """The words, with their marks."""
    start: int
    """The place in the marked text at which ``raw`` begins, from 0."""
    serial: int | None = None
    """The serial of the mark around a number; None for one without, and for a letter."""
    mention: Mention | None = None
    """The value and the unit of the number; None for a letter."""

    @property
    def key(self) -> str:
        """The text by which words alone are compared: that of a letter, or one sign for every number."""
        return self.text if self.mention is None else _ANY_NUMBER

    def means(self, other: "Token") -> bool:
        """Whether two numbers say the same, however they are written: 370万元 and 370.00万元."""
        one, two = self.mention, other.mention
        return one is not None and two is not None and (one.value, one.unit) == (two.value, two.unit)


def units(texts: Iterable[str]) -> frozenset[str]:
    """The units that stand behind the marked numbers of the texts, but for those of money, which are known."""
    printed = (number for text in texts for _, number in values.printed(text))
    found = (number.lstrip("0123456789.,") for number in printed if number[:1].isdecimal())
    return frozenset(unit for unit in found if unit and not unit.endswith("元"))


def tokens(raw: str, known: frozenset[str]) -> list[Token]:
    """The tokens of the marked text ``raw``, which are kept or replaced whole; a mark is never cut.

    ``known`` are the units that numbers may have beside the usual ones.
    """
    plain, marked = values.unmarked(raw)
    found = words.numbers(plain, known)
    serials = {(start, end): serial for start, end, serial in marked}
    places = [place for place, letter in enumerate(raw) if values.plain(letter)]
    mentions, numbered = sorted(found), sorted(serials)
    made = []
    for start, end in words.spans(plain, {*found, *serials}):
        first, last = _with_marks(raw, places[start], places[end - 1] + 1)
        mention, serial = _within(mentions, start, end), _within(numbered, start, end)
        made.append(
            Token(
                plain[start:end],
                raw[first:last],
                first,
                None if serial is None else serials[serial],
                None if mention is None else found[mention],
            )
        )
    return made


def _within(spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The first of the spans, which are in order and do not overlap, that lies between two places."""
    at = bisect_left(spans, (start, start))
    return spans[at] if at < len(spans) and spans[at][1] <= end else None


def _with_marks(raw: str, first: int, last: int) -> tuple[int, int]:
    while first and not values.plain(raw[first - 1]) and raw[first - 1] != values.END:
        first -= 1
    while last < len(raw) and raw[last] == values.END:
        last += 1
    return first, last


def aligned(ours: Sequence[Token], theirs: Sequence[Token]) -> dict[int, int]:
    """The place in ``theirs`` of each token of ``ours`` that is still there, of a number also a changed one."""
    matcher = difflib.SequenceMatcher(None, [t.text for t in ours], [t.text for t in theirs], autojunk=False)
    pairs: dict[int, int] = {}
    ends = (0, 0)
    for a, b, size in matcher.get_matching_blocks():
        lone = size == 1 and ours[a].mention is None and 0 < a < len(ours) - 1 and ends != (a, b)
        if size and lone:
            continue
        pairs |= _in_gap(ours, theirs, ends, (a, b))
        pairs |= {a + place: b + place for place in range(size)}
        ends = a + size, b + size
    return pairs


def _in_gap(
    ours: Sequence[Token], theirs: Sequence[Token], begin: tuple[int, int], end: tuple[int, int]
) -> dict[int, int]:
    """The pairs between equal stretches: all tokens where only numbers differ, else numbers among like words."""
    one, two = range(begin[0], end[0]), range(begin[1], end[1])
    if [ours[place].key for place in one] == [theirs[place].key for place in two]:
        return dict(zip(one, two, strict=True))
    numbers = [place for place in one if ours[place].mention], [place for place in two if theirs[place].mention]

    def score(i: int, j: int) -> float:
        a, b = numbers[0][i], numbers[1][j]
        if ours[a].text == theirs[b].text:
            return 2.0
        if not _same_unit(ours[a], theirs[b]):
            return 0.0
        alike = alignment.share(_around(ours, a), _around(theirs, b))
        return alike if alike >= alignment.LEAST_CLAUSE else 0.0

    return {numbers[0][a]: numbers[1][b] for a, b in alignment.matched(len(numbers[0]), len(numbers[1]), score)}


def _same_unit(one: Token, other: Token) -> bool:
    return one.mention is not None and other.mention is not None and one.mention.unit == other.mention.unit


def _around(tokens: Sequence[Token], place: int) -> str:
    """The words of the clause that a number stands in, numbers as one sign."""
    first = last = place
    while first and tokens[first - 1].text not in words.ENDS_CLAUSE:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].text not in words.ENDS_CLAUSE:
        last += 1
    return "".join(token.key for token in tokens[first : last + 1])


def clauses(tokens: Sequence[Token]) -> list[int]:
    """The number of the clause that each token stands in, from 0."""
    ends = [token.text in words.ENDS_CLAUSE for token in tokens]
    found = [0] * len(tokens)
    for place, following in pairwise(range(len(tokens))):
        found[following] = found[place] + ends[place]
    return found
