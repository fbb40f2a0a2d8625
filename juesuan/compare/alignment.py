"""The items of an old text paired with those of a new one: paragraphs, tables, rows, cells, numbers.

Items that stand once in both are paired first, so that the work grows with the length of a report and not with its
square. Whoever compares two texts aligns them here.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from juesuan.model import values

Pair = tuple[int, int]
"""A place in the old sequence and the place in the new one that belongs to it, both from 0."""

# ---- the thresholds: how much two things must have in common at least, from 0 for nothing to 1 for all

LEAST = 0.35
"""The least share for a text to be the new wording of another: between texts that stayed, a third will do."""
LEAST_ROW = 0.3
"""The least share of rows and tables: most of their text is numbers, which do not count, and columns hold them."""
LEAST_ELSEWHERE = 0.5
"""The least likeness of a text in another place: with ``OTHER_WORDS`` it is three quarters of its words."""
BETTER = 0.02
"""By how much two halves must be more like the whole than one alone: a sign or two may be chance."""
LEAST_FOUND = 0.55
"""The least share of a text found again in a new report: words in a wrong paragraph are worse than words told."""
LEAST_FOUND_BETWEEN = 0.3
"""The least share of a text found again where the texts before and behind it are the same, too."""
LEAST_CLAUSE = 0.5
"""The least share of the words around two numbers of one unit, for the one to have become the other."""
NEIGHBOUR, HEADING = 0.1, 0.08
"""The likeness that the same neighbour and the same headings add: enough to choose between two equal texts."""
SAME_LABEL = 0.6
"""The likeness of two rows or cells of one label, whatever else they say: an officer knows them by it."""
CONTINUED = 0.9
"""The share of the shorter of two texts with which both must begin, for the longer one to be its continuation."""
SAME_WORDS = 0.98
"""The likeness of two texts that differ in their numbers only: more than any others, less than equal ones."""
OTHER_WORDS = 0.65
"""The most likeness of two texts whose words differ: a neighbour cannot make up for words."""
_BEGINNING = 8
"""The characters with which two texts must begin at least, for one to be the continuation of the other."""
_LARGE = 4000
"""The number of pairs above which an item is compared only with those at about its own place."""
_BAND = 10
"""The number of places from its own at which an item is still compared then."""


# ---- how alike two texts are

_NUMBER = re.compile(r"\d[\d,.]*")
_NO_WORD = re.compile(r"[\0\s]")
_CLAUSE = re.compile(r"[^，。；：、（）()\s]{2,}")


@lru_cache(maxsize=1 << 16)
def skeleton(text: str) -> str:
    """The text without marks and with one sign for every number: it stays the same when only figures change."""
    return _NUMBER.sub("\0", values.plain(text))


def numbers(text: str) -> list[str]:
    """The numbers of a text that its skeleton leaves out, in order, as they are spelled."""
    return _NUMBER.findall(values.plain(text))


@lru_cache(maxsize=1 << 16)
def _letters(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters of a text; numbers, spaces and what stands between cells do not count."""
    bare = _NO_WORD.sub("", skeleton(text))
    return frozenset(bare[place : place + 2] for place in range(max(1, len(bare) - 1)))


def share(one: str, other: str) -> float:
    """The share of their pairs of neighbouring letters that two texts have in common, from 0 to 1."""
    ours, theirs = _letters(one), _letters(other)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def likeness(one: str, other: str) -> float:
    """The likeness of two texts, 0 to 1: 1 for equal ones, ``SAME_WORDS`` where only numbers differ, else less."""
    if one == other:
        return 1.0
    return SAME_WORDS if skeleton(one) == skeleton(other) else OTHER_WORDS * share(one, other)


class AlignedItem(Struct, frozen=True):
    """A paragraph, a table, a row or a cell, as far as it takes part in the comparison."""

    form: object
    """The form: only items of equal form can become one another, a row of three cells no row of four."""
    key: object
    """The key: between items of equal keys nothing has changed."""
    text: str
    label: str = ""
    """The words that name a row, or the place of a cell; empty for anything else."""
    least: float = LEAST
    """The share, from 0 to 1, that another must have in common with it to count as the same with changes."""

    def likeness(self, other: "AlignedItem") -> float:
        """The likeness of two items from 0 to 1; 0 where one cannot have become the other."""
        if self.form != other.form:
            return 0.0
        if self.key == other.key:
            return 1.0
        named = SAME_LABEL if self.label and self.label == other.label else 0.0
        if _is_continued(*sorted((self.text, other.text), key=len)):
            named = max(named, self.least)
        common = share(self.text, other.text)
        return max(named, common if common >= self.least else 0.0)


def _is_continued(shorter: str, longer: str) -> bool:
    """Whether the longer of two texts goes on from the shorter one, which must have some length."""
    begins = shorter[: max(_BEGINNING, round(CONTINUED * len(shorter)))]
    return len(shorter) >= _BEGINNING and longer.startswith(begins)


# ---- aligned


def pairs(old: Sequence[AlignedItem], new: Sequence[AlignedItem]) -> list[Pair]:
    """The pairs of items that became one another, both places rising; all others were deleted or inserted."""
    frame = _frame(_same_ends(old, new), len(old), len(new))
    for stage in (_once_in_both, _by_clauses, _by_likeness):
        found = [pair for (a, c), (b, d) in pairwise(frame) for pair in stage(old, new, (a + 1, b, c + 1, d))]
        frame = sorted([*frame, *found])
    return frame[1:-1]


def aligned(old: Sequence[AlignedItem], new: Sequence[AlignedItem]) -> Iterator[tuple[int | None, int | None]]:
    """All items in order as pairs of places: a deleted one has no new place, an inserted one no old place."""
    at = (0, 0)
    for before, after in [*pairs(old, new), (len(old), len(new))]:
        yield from ((place, None) for place in range(at[0], before))
        yield from ((None, place) for place in range(at[1], after))
        if before < len(old):
            yield before, after
        at = (before + 1, after + 1)


def with_lone(found: Sequence[Pair], old: Sequence[AlignedItem], new: Sequence[AlignedItem]) -> list[Pair]:
    """The pairs, and with them two items of one form that stand alone, on either side, between two pairs."""
    frame = _frame([*found], len(old), len(new))
    lone = [(a + 1, c + 1) for (a, c), (b, d) in pairwise(frame) if (b - 1, d - 1) == (a + 1, c + 1)]
    return sorted([*found, *(pair for pair in lone if old[pair[0]].form == new[pair[1]].form)])


def differing(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The texts in which two sequences differ, old and new; one of the two is empty where there is none."""
    for was, now in aligned(*([AlignedItem(None, text, text) for text in side] for side in (old, new))):
        texts = "" if was is None else old[was], "" if now is None else new[now]
        if texts[0] != texts[1]:
            yield texts


_Gap = tuple[int, int, int, int]
"""A stretch without pairs: begin and end in the old sequence, begin and end in the new one."""


def _frame(found: list[Pair], old: int, new: int) -> list[Pair]:
    return [(-1, -1), *found, (old, new)]


def _same_ends(old: Sequence[AlignedItem], new: Sequence[AlignedItem]) -> list[Pair]:
    """The pairs of items that are equal from the beginning of both sequences, and from their end."""
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
    """The pairs of items that share clauses which stand nowhere else in the gap."""
    a, b, c, d = gap
    here, there = _owners(old[a:b]), _owners(new[c:d])
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for clause, place in here.items():
        if place is not None and (other := there.get(clause)) is not None:
            votes[a + place][c + other] += len(clause)
    best = ((place, others.most_common(1)[0][0]) for place, others in sorted(votes.items()))
    return _rising([pair for pair in best if old[pair[0]].likeness(new[pair[1]])])


def _owners(items: Sequence[AlignedItem]) -> dict[str, int | None]:
    """The place of the item that holds each clause; None where several do."""
    found: dict[str, int | None] = {}
    for place, item in enumerate(items):
        for clause in set(_CLAUSE.findall(item.text)):
            found[clause] = None if clause in found else place
    return found


def _rising(found: list[Pair]) -> list[Pair]:
    """The longest choice of the pairs in which both places rise."""
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
    """The choice of pairs in the gap that keeps most text."""
    a, b, c, d = gap

    def kept(i: int, j: int) -> float:
        return old[a + i].likeness(new[c + j]) * (1 + len(new[c + j].text))

    return [(a + i, c + j) for i, j in matched(b - a, d - c, kept)]


def matched(rows: int, columns: int, score: Callable[[int, int], float]) -> Iterator[Pair]:
    """The pairs, with both places rising, whose scores have the largest sum; a pair with the score 0 is none.

    There are ``rows`` places on one side and ``columns`` on the other; ``score`` takes one of each. Where they are
    many, only those at about the same place are compared.
    """
    field = _Field(rows, columns)
    best: dict[Pair | None, tuple[float, bool]] = {None: (0.0, False)}
    for i in range(rows - 1, -1, -1):
        for j in reversed(field.columns_of(i)):
            without = max(best[field.at(i + 1, j)][0], best[field.at(i, j + 1)][0])
            own = score(i, j)
            taken = own + best[field.at(i + 1, j + 1)][0]
            best[i, j] = (taken, True) if own and taken >= without else (without, False)
    return _followed(field, best)


class _Field(Struct, frozen=True):
    """The pairs of places that are compared, as the fields of a table of rows and columns."""

    rows: int
    columns: int

    def columns_of(self, row: int) -> range:
        if self.rows * self.columns <= _LARGE:
            return range(self.columns)
        middle = row * self.columns // self.rows
        return range(max(0, middle - _BAND), min(self.columns, middle + _BAND + 1))

    def at(self, row: int, column: int) -> Pair | None:
        """The first pair that is compared, at or behind this row and column; None where there is none left."""
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
