"""A text that both people and the program have changed, merged: the words of people, the numbers of the program.

A number is followed from the text as it was (``base``) to what people made of it (``hand``, theirs) and to what
the program makes of it now (``ours``). What cannot be merged is a conflict.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from juesuan.compare import words
from juesuan.compare.edits import tokens
from juesuan.compare.edits.tokens import Token
from juesuan.figures.mentions import Mention
from juesuan.model import values


class MergedPiece(Struct, frozen=True):
    """A piece of the merged text: a token of ours, or words of theirs."""

    text: str
    """The text of the piece, with its marks."""
    ours: Token | None = None
    """The token of ours that it is, or takes the place of; None for words of theirs."""

    @property
    def is_kept(self) -> bool:
        """Whether the piece is a token of ours, unchanged."""
        return self.ours is not None and self.text == self.ours.raw


class Dispute(Struct, frozen=True):
    """A number of the workbook that people have typed over with another one."""

    typed: str
    """The number as people typed it."""
    ours: str
    """The number as the program prints it now."""
    serial: int
    """The serial of its figure."""


class LostNumber(Struct, frozen=True):
    """A number that people typed and that is left out: it only repeats an old value, or a field counts there."""

    typed: str
    """The number as people typed it, such as 370万元 for 370.00万元."""
    ours: str
    """The number that the program prints there now; empty where a field counts."""


Refused = Dispute | LostNumber
"""A number that people wrote and that is not in the report."""


class MergedText(Struct, frozen=True):
    """The text merged from what people and the program have made of it."""

    pieces: tuple[MergedPiece, ...]
    refused: tuple[Refused, ...]
    """The numbers of people that are not in it."""
    is_ours: bool
    """Whether it is the program's own text, so that nothing has to be written."""


Found = tuple[MergedPiece, Refused | None]


class Conflict(Exception):  # noqa: N818 - the name is the reason
    """Raised where people and the program have changed the same words, so that neither can stand for both."""


class _Three(Struct, frozen=True):
    """The tokens of a text as it was, as people left it, and as the program writes it now."""

    base: Sequence[Token]
    hand: Sequence[Token]
    ours: Sequence[Token]
    to_hand: Mapping[int, int]
    """The place in ``hand`` of each token of ``base`` that is still there."""
    to_ours: Mapping[int, int]
    """The place in ``ours`` of each token of ``base`` that is still there."""
    figures: int
    """The number of figures; a serial below it is that of a figure."""
    counted: frozenset[int]
    """The places, in the marked text of ours, of letters that a field counts."""

    def regions(self) -> Iterator[tuple[tuple[int, int, int], tuple[int, int, int]]]:
        """The begin and the end, in all three texts, of each stretch between two tokens that all of them have."""
        stable = [place for place in self.to_hand if place in self.to_ours]
        ends = [(place, self.to_hand[place], self.to_ours[place]) for place in sorted(stable)]
        ends = [(-1, -1, -1), *ends, (len(self.base), len(self.hand), len(self.ours))]
        for one, two in pairwise(ends):
            yield (one[0] + 1, one[1] + 1, one[2] + 1), two


def merge(base: str, hand: str, ours: str, figures: int, counted: frozenset[int] = frozenset()) -> MergedText:
    """The text ``ours`` with the changes in it that turned ``base`` into ``hand``. Raises Conflict.

    ``ours`` has marks around its numbers. ``figures`` is the number of figures, whose marks have the first
    serials; ``counted`` are the places in ``ours`` of letters that a field counts: they stay as they are.
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
    """The merged piece where both have written the same in place of something else, numbers aside."""
    kept = MergedPiece(now.raw, now)
    if typed.text == now.text:
        return kept, None
    if typed.means(now):
        return _spelled(typed, now), None
    if now.serial is not None and _is_figure(now, figures):
        return kept, Dispute(typed.text, now.text, now.serial)
    raise Conflict


def _refuse_same_clause(three: _Three) -> None:
    """Raises Conflict where both have changed words of one clause: mixed, nobody would have written it."""
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
    """The numbers of the clauses that a stretch touches; words between two clauses get a number between theirs."""
    if first < last:
        return {float(found[place]) for place in range(first, last)}
    if not base:
        return {0.0}
    if first == 0 or base[first - 1].text in words.ENDS_CLAUSE:
        return {found[first] - 0.5 if first < len(base) else found[-1] + 0.5}
    return {float(found[first - 1])}


def _at(three: _Three, base: int, hand: int, ours: int) -> Found:
    """The merged piece for a token that stands in all three; of a number it decides which of them is printed."""
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
