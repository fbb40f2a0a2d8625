"""Two texts compared word by word: a number is one word, so that a changed digit shows the whole number."""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from juesuan.model.corrections import ChangedPiece, Pieces

Each = TypeVar("Each")
_WORD = re.compile(r"[-－]?\d[\d,.]*[%％]?|[A-Za-z]+|\s+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]|[^。；！？\n]+")
_ISLAND = 2
"""Equal words fewer than this between two changes are shown as changed, too: confetti cannot be read."""
_LEAST = 0.3
"""From this on a text is another one's new wording, not another text."""
Pair = tuple[str, str]
"""Old and new; empty where there was or is none."""


def pieces(old: str, new: str) -> tuple[Pieces, Pieces]:
    """Both texts, their changed words marked."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    found = _merged(SequenceMatcher(None, before, after, autojunk=False).get_opcodes())
    return (
        tuple(ChangedPiece("".join(before[i:j]), is_changed) for is_changed, i, j, _, _ in found if i < j),
        tuple(ChangedPiece("".join(after[k:m]), is_changed) for is_changed, _, _, k, m in found if k < m),
    )


_Span = tuple[bool, int, int, int, int]


def _merged(codes: Sequence[tuple[str, int, int, int, int]]) -> list[_Span]:
    """Neighbouring changes are one, with the short islands between them."""
    found: list[_Span] = []
    for place, (kind, i, j, k, m) in enumerate(codes):
        is_island = kind == "equal" and j - i < _ISLAND and 0 < place < len(codes) - 1
        is_changed = kind != "equal" or is_island
        if found and found[-1][0] == is_changed:
            found[-1] = is_changed, found[-1][1], j, found[-1][3], m
        else:
            found.append((is_changed, i, j, k, m))
    return found


def sentences(old: str, new: str) -> Iterator[Pair]:
    """The sentences in which two paragraphs differ, in order, each with what it was or became."""
    before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    yield from paired(before, after)


def paired(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair]:
    """What differs between two sequences of texts; the likest are each other's old and new."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            yield from ((old or "", new or "") for old, new in matched(before[i:j], after[k:m], alike))


def alike(old: str, new: str) -> float:
    """From 0 to 1; 0 also where they have little in common."""
    ratio = SequenceMatcher(None, old, new).ratio()
    return ratio if ratio >= _LEAST else 0


def matched(
    before: Sequence[Each], after: Sequence[Each], score: Callable[[Each, Each], float]
) -> Iterator[tuple[Each | None, Each | None]]:
    """Both sequences in order, each old one beside the new one it is most alike; nil is not alike at all.

    What has nothing like it on the other side was taken out or put in.
    """
    rest = list(after)
    for old in before:
        scores = [score(old, new) for new in rest]
        best = max(range(len(rest)), key=scores.__getitem__, default=-1)
        if best < 0 or not scores[best]:
            yield old, None
            continue
        yield from ((None, new) for new in rest[:best])
        yield old, rest[best]
        rest = rest[best + 1 :]
    yield from ((None, new) for new in rest)
