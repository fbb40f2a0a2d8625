"""Which line of an old report became which line of the new one; the same for the rows of a table.

What stands once in both files ties them together first, so that the work grows with the length of a report and not
with its square.
"""

import difflib
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TypeVar

from juesuan.compare import words
from juesuan.model import values

Pair = tuple[int, int]
"""Places in the old and in the new sequence."""

_CLAUSE = re.compile(r"[^，。；：、（）()\s]{2,}")
_LABELLED = 0.6
"""How alike two rows of one label are at least."""
_BEGINNING, _CONTINUED = 8, 0.9
"""Characters, and share of the shorter of two lines, with which both must begin to be the same line continued."""
_LARGE = 4000
"""Pairs above which a line is compared only with those at about its own place."""
_BAND = 10
_LONGER = 4
"""Lines of which one is longer than the other by this factor are not compared."""


@dataclass(frozen=True)
class AlignedItem:
    """A line, a table or a row, as far as it takes part in the comparison."""

    form: object
    """Only things of equal form can become one another: a row of three cells no row of four."""
    key: object
    """Equal keys: nothing changed."""
    text: str
    label: str = ""
    """Of a row, the words that name it."""
    least: float = 0.5
    """How alike another must be, from 0 to 1, to count as the same with changes."""

    @cached_property
    def tokens(self) -> Counter[str]:
        """Each token with the characters it has in the text."""
        return Counter(token for token in words.TOKEN.findall(self.text) if not token.isspace())

    @cached_property
    def size(self) -> int:
        """Characters in its tokens."""
        return sum(len(token) * times for token, times in self.tokens.items())

    def likeness(self, other: "AlignedItem") -> float:
        """From 0 to 1; 0 where one cannot have become the other."""
        if self.form != other.form:
            return 0.0
        if self.key == other.key:
            return 1.0
        named = _LABELLED if self.label and self.label == other.label else 0.0
        if _is_continued(*sorted((self.text, other.text), key=len)):
            named = max(named, self.least)
        if not self.size or not other.size:
            return max(named, float(self.size == other.size))
        if not 1 / _LONGER < self.size / other.size < _LONGER:
            return named
        common = sum(len(token) * min(times, other.tokens[token]) for token, times in self.tokens.items())
        share = 2 * common / (self.size + other.size)
        return max(named, share if share >= self.least else 0.0)


def _is_continued(shorter: str, longer: str) -> bool:
    """Whether a line of some length went on, or was cut short."""
    begins = shorter[: max(_BEGINNING, round(_CONTINUED * len(shorter)))]
    return len(shorter) >= _BEGINNING and longer.startswith(begins)


def pairs(old: Sequence[AlignedItem], new: Sequence[AlignedItem]) -> list[Pair]:
    """The lines that became one another, both places rising; what is in no pair was deleted or inserted."""
    frame = _frame(_same_ends(old, new), len(old), len(new))
    for stage in (_once_in_both, _by_clauses, _by_likeness):
        found = [pair for (a, c), (b, d) in pairwise(frame) for pair in stage(old, new, (a + 1, b, c + 1, d))]
        frame = sorted([*frame, *found])
    return frame[1:-1]


_Gap = tuple[int, int, int, int]
"""Begin and end in the old sequence, begin and end in the new one."""


def _frame(found: list[Pair], old: int, new: int) -> list[Pair]:
    return [(-1, -1), *found, (old, new)]


def _same_ends(old: Sequence[AlignedItem], new: Sequence[AlignedItem]) -> list[Pair]:
    """What is equal from the beginning, and from the end."""
    most = min(len(old), len(new))
    start = next((place for place in range(most) if old[place].key != new[place].key), most)
    rest = most - start
    end = next((place for place in range(rest) if old[-1 - place].key != new[-1 - place].key), rest)
    first = [(place, place) for place in range(start)]
    return first + [(len(old) - end + place, len(new) - end + place) for place in range(end)]


def _once_in_both(old: Sequence[AlignedItem], new: Sequence[AlignedItem], gap: _Gap) -> list[Pair]:
    a, b, c, d = gap
    here, there = _single([each.key for each in old[a:b]]), _single([each.key for each in new[c:d]])
    return _rising([(a + place, c + there[key]) for key, place in here.items() if key in there])


def _single(keys: Sequence[object]) -> dict[object, int]:
    counts = Counter(keys)
    return {key: place for place, key in enumerate(keys) if counts[key] == 1}


def _by_clauses(old: Sequence[AlignedItem], new: Sequence[AlignedItem], gap: _Gap) -> list[Pair]:
    """Lines that share clauses which stand nowhere else in the gap."""
    a, b, c, d = gap
    here, there = _owners(old[a:b]), _owners(new[c:d])
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for clause, place in here.items():
        if place is not None and (other := there.get(clause)) is not None:
            votes[a + place][c + other] += len(clause)
    best = ((place, others.most_common(1)[0][0]) for place, others in sorted(votes.items()))
    return _rising([pair for pair in best if old[pair[0]].likeness(new[pair[1]])])


def _owners(items: Sequence[AlignedItem]) -> dict[str, int | None]:
    """The line each clause stands in; None where it stands in several."""
    found: dict[str, int | None] = {}
    for place, item in enumerate(items):
        for clause in set(_CLAUSE.findall(item.text)):
            found[clause] = None if clause in found else place
    return found


def _rising(found: list[Pair]) -> list[Pair]:
    """The longest choice of pairs in which both places rise; ``found`` is in the order of the first."""
    found = sorted(found)
    ends: list[int] = []
    chains: list[tuple[Pair, int]] = []
    tops: list[int] = []
    for place, pair in enumerate(found):
        at = bisect_left(ends, pair[1])
        chains.append((pair, tops[at - 1] if at else -1))
        ends[at:] = [pair[1], *ends[at + 1 :]]
        tops[at:] = [place, *tops[at + 1 :]]
    chosen, place = [], tops[-1] if tops else -1
    while place >= 0:
        pair, place = chains[place]
        chosen.append(pair)
    return chosen[::-1]


def _by_likeness(old: Sequence[AlignedItem], new: Sequence[AlignedItem], gap: _Gap) -> list[Pair]:
    """The choice of pairs that keeps most text; in a large gap only lines at about the same place are compared."""
    a, b, c, d = gap
    field = _Field(b - a, d - c)
    best: dict[Pair | None, tuple[float, bool]] = {None: (0.0, False)}
    for i in range(field.rows - 1, -1, -1):
        for j in reversed(field.columns_of(i)):
            score = max(best[field.at(i + 1, j)][0], best[field.at(i, j + 1)][0])
            likeness = old[a + i].likeness(new[c + j])
            taken = likeness * (1 + new[c + j].size) + best[field.at(i + 1, j + 1)][0]
            best[i, j] = (taken, True) if likeness and taken >= score else (score, False)
    return [(a + i, c + j) for i, j in _followed(field, best)]


@dataclass(frozen=True, slots=True)
class _Field:
    """The pairs of a gap that are compared."""

    rows: int
    columns: int

    def columns_of(self, row: int) -> range:
        if self.rows * self.columns <= _LARGE:
            return range(self.columns)
        middle = row * self.columns // self.rows
        return range(max(0, middle - _BAND), min(self.columns, middle + _BAND + 1))

    def at(self, row: int, column: int) -> Pair | None:
        """The first compared pair from there on."""
        while row < self.rows:
            compared = self.columns_of(row)
            if column < compared.stop:
                return row, max(column, compared.start)
            row += 1
        return None


def _followed(field: _Field, best: Mapping[Pair | None, tuple[float, bool]]) -> Iterator[Pair]:
    place = field.at(0, 0)
    while place is not None:
        row, column = place
        if best[place][1]:
            yield place
            place = field.at(row + 1, column + 1)
        else:
            place = max(field.at(row + 1, column), field.at(row, column + 1), key=lambda each: best[each][0])


NUMBERS_DIFFER = 0.98
"""The likeness of two texts that differ in their numbers only."""
_WORDS_DIFFER = 0.65
"""Above this lies no likeness of two texts whose words differ."""
T = TypeVar("T")
_NUMBER = re.compile(r"\d[\d,.]*")
_LARGEST = 250_000
"""So many pairs are looked at; of longer lists, only what stands at the same place."""


@lru_cache(maxsize=1 << 16)
def skeleton(text: str) -> str:
    """The text without marks, each number as a sign that no text can hold: what stays when only figures change."""
    return _NUMBER.sub("\0", values.plain(text))


def numbers(text: str) -> list[str]:
    """The numbers that the skeleton leaves out, in order, as they are spelled."""
    return _NUMBER.findall(values.plain(text))


@lru_cache(maxsize=1 << 16)
def _pieces(text: str) -> frozenset[str]:
    words = skeleton(text)
    return frozenset(words[place : place + 2] for place in range(max(1, len(words) - 1)))


def likeness(one: str, other: str) -> float:
    """1 for the same text, ``NUMBERS_DIFFER`` where only numbers differ, less for other words, 0 for nothing."""
    if one == other:
        return 1.0
    if skeleton(one) == skeleton(other):
        return NUMBERS_DIFFER
    return _WORDS_DIFFER * share(one, other)


def share(one: str, other: str) -> float:
    """How many pairs of letters two texts have in common, of all they have; 0 to 1."""
    ours, theirs = _pieces(one), _pieces(other)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def covered(part: str, whole: str) -> float:
    """How much of ``part`` stands in ``whole``, 0 to 1."""
    ours = _pieces(part)
    return len(ours & _pieces(whole)) / len(ours)


def in_order(
    ours: Sequence[str], theirs: Sequence[str], between: Callable[[range, range], list[tuple[int, int]]]
) -> Iterator[tuple[int, int]]:
    """The places of equal texts and, where others stand between those, what ``between`` makes of them."""
    for kind, a, b, c, d in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(range(a, b), range(c, d), strict=True)
        elif kind == "replace":
            yield from between(range(a, b), range(c, d))


def matched(ours: Sequence[T], theirs: Sequence[T], score: Callable[[T, T], float]) -> list[tuple[int, int]]:
    """The pairs, in order on both sides, with the largest sum of scores; a pair without a score is none."""
    if len(ours) * len(theirs) > _LARGEST:
        short = min(len(ours), len(theirs))
        return [(place, place) for place in range(short) if score(ours[place], theirs[place]) > 0]
    table = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    scores = [[score(one, other) for other in theirs] for one in ours]
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            paired = scores[i][j] + table[i + 1][j + 1] if scores[i][j] > 0 else 0.0
            table[i][j] = max(paired, table[i + 1][j], table[i][j + 1])
    return _walked(table, scores)


def _walked(table: list[list[float]], scores: list[list[float]]) -> list[tuple[int, int]]:
    pairs, i, j = [], 0, 0
    while i < len(scores) and j < len(scores[i]):
        if scores[i][j] > 0 and table[i][j] == scores[i][j] + table[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif table[i][j] == table[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
