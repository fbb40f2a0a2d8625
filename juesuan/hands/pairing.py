"""How much alike two texts are, and which of two lists belong together."""

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from juesuan import phrases

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
    """The text without marks, each number as the same sign: what stays when only figures change."""
    return _NUMBER.sub("#", phrases.plain(text))


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
