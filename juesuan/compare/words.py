"""What changed between two lines: small pieces a reader takes in at once, numbers never cut."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

Change = tuple[int, int, int, int]
"""A stretch of old tokens and the stretch of new tokens in its place: begin and end of each; one may be empty."""

TOKEN = re.compile(
    r"(?:(?<![0-9A-Za-z])[-+−－])?\d+(?:[,，]\d{3}(?!\d))*(?:[.．]\d+)?(?:个百分点|[万亿]?元|[万亿%％‰])?"
    r"|[A-Za-z]+|.",
    re.DOTALL,
)
"""A number with sign, decimals and unit; a Latin word; or one character."""
_END = re.compile(r"[，。；：、！？\n\t]|[\uE000-\uF8FF].*", re.DOTALL)
"""Tokens that end a clause."""
_ISLAND = 2
"""Equal text between two changes that is shorter than this many characters is taken into them."""
_ALIKE = 0.3
"""Clauses with a smaller share of tokens in common than this are replaced as a whole."""
_MOST = 4_000_000
"""Pairs of tokens that are compared at most; longer stretches without a common clause are replaced as a whole."""


def changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """What to replace in ``old`` to get ``new``, in order, no two touching.

    Tokens are compared as they are. One that begins with a private-use character stands for a thing, such as a
    picture, and always keeps its place if equal.
    """
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    inner = _in_clauses(old[start : len(old) - end], new[start : len(new) - end])
    shifted = [(a + start, b + start, c + start, d + start) for a, b, c, d in inner]
    return [_trimmed(change, old, new) for change in _merged(shifted, old)]


def _trimmed(change: Change, old: Sequence[str], new: Sequence[str]) -> Change:
    """Without what is equal at either end."""
    a, b, c, d = change
    start = _common(old[a:b], new[c:d])
    end = _common(old[a + start : b][::-1], new[c + start : d][::-1])
    return a + start, b - end, c + start, d - end


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many tokens are equal from the beginning."""
    return next((place for place, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]),
                min(len(old), len(new)))  # fmt: skip


def _in_clauses(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Whole clauses are matched first, then the words of those in between: faster, and clearer to read."""
    old_ends, new_ends = _clauses(old), _clauses(new)
    matcher = SequenceMatcher(None, _without_ends(old, old_ends), _without_ends(new, new_ends), autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            here, there = old_ends[a : b + 1], new_ends[c : d + 1]
            if len(here) != len(there):
                here, there = [here[0], here[-1]], [there[0], there[-1]]
            # As many clauses as before: each says the same of other numbers.
            for was, now in zip(pairwise(here), pairwise(there), strict=True):
                yield from _in_words(old, new, (*was, *now))
            continue
        for ended, ends in zip(old_ends[a + 1 : b + 1], new_ends[c + 1 : d + 1], strict=True):
            if old[ended - 1] != new[ends - 1]:
                yield _end_of(old, ended), ended, _end_of(new, ends), ends


def _clauses(tokens: Sequence[str]) -> list[int]:
    """Where clauses begin, and where the last one ends."""
    ends = [place + 1 for place, token in enumerate(tokens) if _END.fullmatch(token)]
    return sorted({0, *ends, len(tokens)})


def _without_ends(tokens: Sequence[str], ends: Sequence[int]) -> list[tuple[str, ...]]:
    """The clauses; with which mark one ends is another matter."""
    return [tuple(tokens[begin : _end_of(tokens, end)]) for begin, end in pairwise(ends)]


def _end_of(tokens: Sequence[str], end: int) -> int:
    """Where the mark that ends a clause begins."""
    return end - 1 if _END.fullmatch(tokens[end - 1]) else end


def _in_words(old: Sequence[str], new: Sequence[str], change: Change) -> Iterator[Change]:
    a, b, c, d = change
    if not (b - a and d - c) or (b - a) * (d - c) > _MOST:
        yield change
        return
    matcher = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False)
    found = [each for each in matcher.get_opcodes() if each[0] != "equal"]
    changed = list(_merged([(a + i, a + j, c + k, c + m) for _, i, j, k, m in found], old))
    kept = b - a - sum(j - i for i, j, _, _ in changed)
    has_things = any(_is_thing(token) for token in (*old[a:b], *new[c:d]))
    if kept < _ALIKE * max(b - a, d - c) and not has_things:
        yield change
    else:
        yield from changed


def _merged(found: Sequence[Change], old: Sequence[str]) -> Iterator[Change]:
    """The changes with the small islands between them taken in."""
    pending: Change | None = None
    for change in found:
        if pending and _length(old[pending[1] : change[0]]) < _ISLAND:
            pending = (pending[0], change[1], pending[2], change[3])
            continue
        if pending:
            yield pending
        pending = change
    if pending:
        yield pending


def _length(tokens: Sequence[str]) -> int:
    """In characters; a thing is never small."""
    return sum(_ISLAND if _is_thing(token) else len(token) for token in tokens)


def _is_thing(token: str) -> bool:
    return "\ue000" <= token[0] <= "\uf8ff"
