"""A text that was changed by hand and by the program: their wording, our numbers, or a conflict.

A number is followed from the text as it was to what people made of it and to what the program makes of it now.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from juesuan.compare import words
from juesuan.compare.edits import tokens
from juesuan.compare.edits.tokens import Token
from juesuan.figures.mentions import Mention
from juesuan.model import values


@dataclass(frozen=True, slots=True)
class MergedPiece:
    """A piece of the merged text: a token of ours, or words of theirs."""

    text: str
    """With its marks."""
    ours: Token | None = None
    """The token of ours it is, or stands in the place of."""

    @property
    def is_kept(self) -> bool:
        """Whether it is ours as it was."""
        return self.ours is not None and self.text == self.ours.raw


@dataclass(frozen=True, slots=True)
class Dispute:
    """A number of the workbook that was changed by hand."""

    typed: str
    ours: str
    serial: int


@dataclass(frozen=True, slots=True)
class LostNumber:
    """A number that people spelled otherwise, 370万元 for 370.00万元, or that a field counts."""

    typed: str
    ours: str
    """What the program has there now; empty where a field counts."""


Refused = Dispute | LostNumber
"""A number that people wrote and that is not in the report."""


@dataclass(frozen=True, slots=True)
class MergedText:
    """What comes of the two."""

    pieces: tuple[MergedPiece, ...]
    refused: tuple[Refused, ...]
    is_ours: bool
    """Whether nothing is left to do: it is our text."""


Found = tuple[MergedPiece, Refused | None]


class Conflict(Exception):  # noqa: N818 - the name is the reason
    """Both changed the same words."""


@dataclass(frozen=True, slots=True)
class _Three:
    """The text as it was, as people left it, and as the program writes it now."""

    base: Sequence[Token]
    hand: Sequence[Token]
    ours: Sequence[Token]
    to_hand: Mapping[int, int]
    to_ours: Mapping[int, int]
    figures: int
    """Marks below this are those of figures."""
    counted: frozenset[int]
    """The places in ours of letters that a field counts."""

    def regions(self) -> Iterator[tuple[tuple[int, int, int], tuple[int, int, int]]]:
        """Begin and end, in all three, of each stretch between two tokens that stand in all of them."""
        stable = [place for place in self.to_hand if place in self.to_ours]
        ends = [(place, self.to_hand[place], self.to_ours[place]) for place in sorted(stable)]
        ends = [(-1, -1, -1), *ends, (len(self.base), len(self.hand), len(self.ours))]
        for one, two in pairwise(ends):
            yield (one[0] + 1, one[1] + 1, one[2] + 1), two


def merge(base: str, hand: str, ours: str, figures: int, counted: frozenset[int] = frozenset()) -> MergedText:
    """The marked text ``ours`` with what people did to ``base``. Raises Conflict.

    ``figures`` is how many marks, from the first, are those of figures; ``counted`` are the places in ``ours`` of
    letters that a field counts: nothing else stays there.
    """
    known = tokens.units([ours])
    was, made, now = (tokens.tokens(text, known) for text in (base, hand, ours))
    three = _Three(was, made, now, tokens.aligned(was, made), tokens.aligned(was, now), figures, counted)
    _refuse_same_clause(three)
    found: list[Found] = []
    for begin, end in three.regions():
        found += _between(three, begin, end)
        if end[0] < len(was):
            found.append(_at(three, *end))
    pieces = tuple(piece for piece, _ in found)
    is_ours = "".join(piece.text for piece in pieces) == ours
    return MergedText(pieces, tuple(each for _, each in found if each is not None), is_ours)


def _keys(tokens: Sequence[Token]) -> list[str]:
    return [token.key for token in tokens]


def _texts(tokens: Sequence[Token]) -> list[str]:
    return [token.text for token in tokens]


def _parts(
    three: _Three, begin: tuple[int, int, int], end: tuple[int, int, int]
) -> tuple[Sequence[Token], Sequence[Token], Sequence[Token]]:
    return three.base[begin[0] : end[0]], three.hand[begin[1] : end[1]], three.ours[begin[2] : end[2]]


def _between(three: _Three, begin: tuple[int, int, int], end: tuple[int, int, int]) -> list[Found]:
    was, hand, ours = _parts(three, begin, end)
    if _texts(was) == _texts(hand):
        return [(MergedPiece(token.raw, token), None) for token in ours]
    if _keys(hand) == _keys(ours):
        return [_same(one, other, three.figures) for one, other in zip(hand, ours, strict=True)]
    if _keys(was) == _keys(ours) and not _contradicts(was, hand, ours, three.figures):
        return [(MergedPiece(token.text), None) for token in hand]
    raise Conflict


_NUMERAL = "[〇零一二两三四五六七八九十百千]"


def _contradicts(was: Sequence[Token], hand: Sequence[Token], ours: Sequence[Token], figures: int) -> bool:
    """Whether words by hand bring another number for one of the workbook, or a numeral for one that has changed.

    Words that tell nothing of a number may take its place; 十二个 for what was 12个 and is another by now may not.
    """
    typed, units = "".join(_texts(hand)), {token.mention.unit for token in hand if token.mention is not None}
    for one, now in zip(was, ours, strict=True):
        is_new = one.text != now.text
        if now.mention is None or not (is_new or _is_figure(now, figures)):
            continue
        if now.mention.unit in units or (is_new and re.search(_in_numerals(now.mention), typed)):
            return True
    return False


def _in_numerals(number: Mention) -> str:
    return f"百分之{_NUMERAL}" if number.is_rate else _NUMERAL + re.escape(number.suffix)


def _is_figure(token: Token, figures: int) -> bool:
    return token.serial is not None and token.serial < figures


def _same(typed: Token, now: Token, figures: int) -> Found:
    """What both wrote where nothing of the kind stood before."""
    kept = MergedPiece(now.raw, now)
    if typed.text == now.text:
        return kept, None
    if typed.means(now):
        return _spelled(typed, now), None
    if now.serial is not None and _is_figure(now, figures):
        return kept, Dispute(typed.text, now.text, now.serial)
    raise Conflict


def _refuse_same_clause(three: _Three) -> None:
    """Words that both changed in one clause are never mixed: nobody would have written that."""
    found = tokens.clauses(three.base)
    by_hand: set[float] = set()
    by_program: set[float] = set()
    for begin, end in three.regions():
        was, hand, ours = (_keys(part) for part in _parts(three, begin, end))
        if hand == ours:
            continue
        touched = _touched(three.base, found, begin[0], end[0])
        by_hand |= touched if hand != was else set()
        by_program |= touched if ours != was else set()
    if by_hand & by_program:
        raise Conflict


def _touched(base: Sequence[Token], found: list[int], first: int, last: int) -> set[float]:
    """The clauses of a stretch; what was put between two clauses touches neither."""
    if first < last:
        return {float(found[place]) for place in range(first, last)}
    if not base:
        return {0.0}
    if first == 0 or base[first - 1].text in words.ENDS_CLAUSE:
        return {found[first] - 0.5 if first < len(base) else found[-1] + 0.5}
    return {float(found[first - 1])}


def _at(three: _Three, base: int, hand: int, ours: int) -> Found:
    """A token that stands in all three; of a number, which of them."""
    was, typed, now = three.base[base], three.hand[hand], three.ours[ours]
    kept = MergedPiece(now.raw, now)
    if typed.mention is None or typed.text in {was.text, now.text}:
        return kept, None
    if now.start in three.counted:
        return kept, LostNumber(typed.text, "")
    if typed.means(now):
        return _spelled(typed, now), None
    if typed.means(was):
        return kept, LostNumber(typed.text, now.text)
    if now.serial is not None and _is_figure(now, three.figures):
        return kept, Dispute(typed.text, now.text, now.serial)
    if now.text == was.text:
        return MergedPiece(typed.text, now), None
    raise Conflict


def _spelled(typed: Token, now: Token) -> MergedPiece:
    """The number of ours as people spell it, 132万元 for 132.00万元, still in its mark."""
    return MergedPiece(typed.text if now.serial is None else values.mark(now.serial, typed.text), now)
