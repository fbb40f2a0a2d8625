"""The changes between two texts, cut for a reader into pieces that are taken in at once; a number is never cut.

更正说明, 修订稿 and the list of edits by hand all cut here, so that one change is the same words in each of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from msgspec import Struct

from juesuan.figures import mentions
from juesuan.figures.mentions import Mention
from juesuan.model.corrections import ChangedPiece, Pieces

Span = tuple[int, int]
"""The begin and the end of a stretch of a text, in characters from 0."""
Change = tuple[int, int, int, int]
"""A stretch of old tokens and the stretch of new tokens in its place: begin and end of each; one may be empty."""

ENDS_CLAUSE = frozenset("，。；：！？、,;:!?\n\t\u2029（）“”")
"""The marks that end a clause."""
_SIGNS = ("-", "－", "−")
_LETTERS = re.compile(r"[A-Za-z]+")
_SENTENCE = re.compile(r"[^。；！？\n\u2029]*[。；！？\n\u2029]|[^。；！？\n\u2029]+")
_ISLAND = 2
"""The least characters of equal text that part two changes; less is taken into them, or nobody could read it."""
_ALIKE = 0.3
"""The share of words that two clauses must have in common: with less they are replaced as a whole."""
_MOST = 4_000_000
"""The most pairs of words that are compared; longer stretches without a common clause are replaced as a whole."""


# ---- cut


def numbers(text: str, units: Iterable[str] = ()) -> Mapping[Span, Mention]:
    """The numbers of a plain text by their spans, with sign, unit or percent sign: -12.5公里, 370.00万元.

    ``units`` are those of the department's indicators, which are known beside the usual ones.
    """
    found = mentions.mentions(text, units)
    return {(each.start - _is_signed(text, each), each.start + len(each.words)): each for each in found}


def _is_signed(text: str, number: Mention) -> bool:
    return number.value < 0 and text[: number.start].endswith(_SIGNS)


def spans(text: str, whole: Iterable[Span]) -> Iterator[Span]:
    """The spans of the words of a text: the ``whole`` ones, Latin words, every other letter by itself.

    Spans of ``whole`` that overlap are one.
    """
    done = 0
    for start, end in (*_united(sorted(whole)), (len(text), len(text))):
        letters = (each.span() for each in _LETTERS.finditer(text, done, start))
        for first, last in (*letters, (start, start)):
            yield from ((place, place + 1) for place in range(done, first))
            if first < last:
                yield first, last
            done = last
        if start < end:
            yield start, end
        done = end


def _united(found: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in found:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        elif start < end:
            joined.append((start, end))
    return joined


def cut(text: str) -> list[str]:
    """The words of a plain text: numbers as in ``numbers``, Latin words, single letters."""
    return [text[start:end] for start, end in spans(text, numbers(text))]


# ---- compared


class Stretch(Struct, frozen=True):
    """A stretch that two texts have in common, or one that changed between them."""

    old: str
    """The words in the old text; empty where some were inserted."""
    new: str
    """The words in the new text, the same where nothing changed; empty where some were deleted."""
    is_changed: bool


def stretches(old: str, new: str) -> Iterator[Stretch]:
    """Both texts from beginning to end, in stretches that are equal and stretches that changed."""
    before, after = cut(old), cut(new)
    at = 0
    for a, b, c, d in changes(before, after):
        if at < a:
            yield Stretch(same := "".join(before[at:a]), same, is_changed=False)
        yield Stretch("".join(before[a:b]), "".join(after[c:d]), is_changed=True)
        at = b
    if at < len(before):
        yield Stretch(same := "".join(before[at:]), same, is_changed=False)


def pieces(old: str, new: str) -> tuple[Pieces, Pieces]:
    """The old and the new text in pieces, each of which is changed or not."""
    return _sides(list(stretches(old, new)))


def joined(pieces: Pieces) -> str:
    """The text that the pieces make together."""
    return "".join(each.text for each in pieces)


def _sides(found: Sequence[Stretch]) -> tuple[Pieces, Pieces]:
    sides = ([(getattr(each, side), each.is_changed) for each in found] for side in ("old", "new"))
    old, new = (tuple(_pieces(side)) for side in sides)
    return old, new


def _pieces(side: Iterable[tuple[str, bool]]) -> Iterator[ChangedPiece]:
    """The pieces of one text, from texts that are changed or not; neighbours of one kind become one piece."""
    for is_changed, group in groupby((each for each in side if each[0]), key=lambda each: each[1]):
        yield ChangedPiece("".join(text for text, _ in group), is_changed)


def sentences(old: str, new: str) -> Iterator[tuple[Pieces, Pieces]]:
    """The sentences in which two paragraphs differ, in order, each as it was and as it is, in pieces.

    A sentence that was inserted or deleted has no pieces on the other side. The words marked as changed are those
    that changed between the whole paragraphs.
    """
    held: list[Stretch] = []
    for stretch in (part for each in stretches(old, new) for part in _in_sentences(each)):
        held.append(stretch)
        if all(_ends_sentence(joined(side)) for side in _sides(held)):
            yield from _if_changed(held)
            held = []
    yield from _if_changed(held)


def _if_changed(held: Sequence[Stretch]) -> Iterator[tuple[Pieces, Pieces]]:
    if any(each.is_changed for each in held):
        yield _sides(held)


def _in_sentences(stretch: Stretch) -> Iterator[Stretch]:
    """The stretch cut behind each sentence; one with new words in place of old ones stays whole."""
    if stretch.is_changed and stretch.old and stretch.new:
        yield stretch
        return
    for part in _SENTENCE.findall(stretch.old or stretch.new):
        yield Stretch(part if stretch.old else "", part if stretch.new else "", stretch.is_changed)


def _ends_sentence(text: str) -> bool:
    return not text or text[-1] in "。；！？\n\u2029"


def changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """The changes that turn the tokens ``old`` into ``new``, in order, no two of them touching.

    Tokens are words or marks and are compared as they are. One that begins with a private-use character stands for
    a thing, such as a picture, and keeps its place wherever it is equal.
    """
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    inner = _in_clauses(old[start : len(old) - end], new[start : len(new) - end])
    shifted = [(a + start, b + start, c + start, d + start) for a, b, c, d in inner]
    trimmed = (_trimmed(change, old, new) for change in _merged(shifted, old))
    parts = (part for change in trimmed for part in _whole_clauses(change, old, new))
    return [(a, b, c, d) for a, b, c, d in parts if a < b or c < d]


def _trimmed(change: Change, old: Sequence[str], new: Sequence[str]) -> Change:
    """The change without the tokens that are equal at either end."""
    a, b, c, d = change
    start = _common(old[a:b], new[c:d])
    end = _common(old[a + start : b][::-1], new[c + start : d][::-1])
    return a + start, b - end, c + start, d - end


def _whole_clauses(change: Change, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """The change, parted in two where whole clauses came or went behind it: they go with the mark at their end.

    Not 3公里 for 4公里。四是防汛 before a full stop, but 3公里 for 4公里, and then 四是防汛。
    """
    a, b, c, d = change
    end = old[b] if b < len(old) and _ends_clause(old[b]) and not _is_thing(old[b]) else ""
    if end in new[c:d] and end not in old[a:b]:
        place = new.index(end, c, d)
        yield from ((a, b, c, place), (b + 1, b + 1, place + 1, d + 1))
    elif end in old[a:b] and end not in new[c:d]:
        place = old.index(end, a, b)
        yield from ((a, place, c, d), (place + 1, b + 1, d + 1, d + 1))
    else:
        yield change


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """The number of tokens that are equal from the beginning."""
    return next((place for place, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]),
                min(len(old), len(new)))  # fmt: skip


def _in_clauses(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """The changes, found by matching whole clauses first, then the words between: faster, and clearer to read."""
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
    """The places of the tokens at which clauses begin, and the place behind the last one."""
    ends = [place + 1 for place, token in enumerate(tokens) if _ends_clause(token)]
    return sorted({0, *ends, len(tokens)})


def _without_ends(tokens: Sequence[str], ends: Sequence[int]) -> list[tuple[str, ...]]:
    """The clauses as tokens without the marks at their ends, which are compared by themselves."""
    return [tuple(tokens[begin : _end_of(tokens, end)]) for begin, end in pairwise(ends)]


def _end_of(tokens: Sequence[str], end: int) -> int:
    """The place of the mark that ends a clause, or ``end`` where it ends without one."""
    return end - 1 if _ends_clause(tokens[end - 1]) else end


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
    """The changes; two with only a small island of equal text between them become one."""
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
    """The length of tokens in characters; a thing, such as a picture, is never small."""
    return sum(_ISLAND if _is_thing(token) else len(token) for token in tokens)


def _ends_clause(token: str) -> bool:
    return token in ENDS_CLAUSE or _is_thing(token)


def _is_thing(token: str) -> bool:
    return "\ue000" <= token[0] <= "\uf8ff"
