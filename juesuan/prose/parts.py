"""A total and the parts named after it, and the shares beside the parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from juesuan.mentions import Kind
from juesuan.prose.reading import Number, Prose
from juesuan.prose.relation import Relation, doubting, guess, vouching, worded
from juesuan.slips import slip

PARTS, SHARE = "C905", "C906"
_COUNTED = {Kind.MONEY, Kind.COUNT}
_LISTED = {*_COUNTED, Kind.PERCENT}
_OPENS = re.compile(r"其中|分别为|分别是|包括|含(?=[^）]*\d)")
_ENDS = re.compile(r"[。！？!?\n]|其中")
_ENDS_IN_BRACKET = re.compile(r"[。！？!?\n）)]|其中")
_SHARES = re.compile(r"(占|占比|比重|比例)[^，。；、\d]*$")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Group:
    """A total and what follows it, item by item."""

    totals: tuple[Number, ...]
    """The numbers just before, any of which may be the total of a unit; the last stands nearest."""
    items: tuple[tuple[Number, ...], ...]
    is_bracket: bool = False


def parts(texts: tuple[Prose, ...]) -> Iterator[Relation]:
    """Every total against the sum of its parts, every share against part and total."""
    for text in texts:
        for group in _groups(text):
            yield from _sums(group)
            yield from _shares(group)


def _groups(text: Prose) -> Iterator[Group]:
    placed = list(_placed(text))
    for found in _OPENS.finditer(text.text):
        ends = (_ENDS_IN_BRACKET if _is_inside(text.text, found.start()) else _ENDS).search(text.text, found.end())
        end = ends.start() if ends else len(text.text)
        before = _just_before(text.text, placed, found.start())
        yield Group(before, _items(text.text, placed, found.end(), end))
    for at, number in placed:
        width = number.mention.end - number.mention.start
        if text.text[at + width : at + width + 1] in {"（", "("}:
            closes = re.compile("[）)]").search(text.text, at + width)
            end = closes.start() if closes else at + width
            yield Group((number,), _items(text.text, placed, at + width + 1, end), is_bracket=True)


def _is_inside(text: str, place: int) -> bool:
    """Whether a bracket is open there."""
    return text.count("（", 0, place) > text.count("）", 0, place)


def _placed(text: Prose) -> Iterator[tuple[int, Number]]:
    """Each number with its place in the whole text."""
    for sentence in text.sentences:
        yield from ((sentence.start + number.mention.start, number) for number in sentence.numbers)


def _just_before(text: str, placed: list[tuple[int, Number]], opens: int) -> tuple[Number, ...]:
    """The numbers of the sentence that the word stands in or, where it begins one, of the sentence before."""
    begins = max(
        (found.end() for found in re.finditer(r"[。！？!?\n；;]", text[:opens].rstrip("。！？!?\n；;，, "))),
        default=0,
    )
    return tuple(number for at, number in placed if begins <= at < opens and number.mention.kind in _COUNTED)


def _items(text: str, placed: list[tuple[int, Number]], start: int, end: int) -> tuple[tuple[Number, ...], ...]:
    """The numbers between two places, item by item: items end at semicolons or, without any, with each number."""
    inside = [(at, number) for at, number in placed if start <= at < end and number.mention.kind in _LISTED]
    cuts = [start + found.start() for found in re.finditer("[；;]", text[start:end].rstrip("；;"))]
    if not cuts:
        cuts = [at for at, number in inside if number.mention.kind in _COUNTED]
    edges = [start, *(cut for cut in cuts if cut > start), end]
    items = (tuple(number for at, number in inside if first <= at < last) for first, last in pairwise(edges))
    return tuple(item for item in items if item)


# ---- sums


def _sums(group: Group) -> Iterator[Relation]:
    units = dict.fromkeys(number.mention.unit for number in group.totals)
    for unit in units:
        total = [number for number in group.totals if number.mention.unit == unit][-1]
        chosen = [part for item in group.items if (part := _part(item, total)) is not None]
        if (
            len(chosen) >= _FEWEST
            and any(number.is_typed for number in (total, *chosen))
            and not total.mention.is_rough
        ):
            yield from _summed(total, chosen, is_whole=_is_whole(group, chosen))


def _part(item: tuple[Number, ...], total: Number) -> Number | None:
    """The number of an item that is a part of the total: of its unit and, if there are several, of its name."""
    alike = [
        number for number in item if number.mention.unit == total.mention.unit and number.mention.kind in _COUNTED
    ]
    named = [number for number in alike if _ending(number.label, total.label)]
    return next(iter(named or alike), None)


def _ending(one: str, other: str) -> bool:
    """Whether two names end alike."""
    return len(one) > 1 and len(other) > 1 and one[-2:] == other[-2:]


def _is_whole(group: Group, chosen: list[Number]) -> bool:
    """Whether the items are of one shape, so that they are meant to be all there is."""
    shapes = {tuple(number.mention.kind for number in item[:2]) for item in group.items}
    same_ending = {number.label[-2:] for number in chosen}
    return len(chosen) == len(group.items) and (
        group.is_bracket or (len(shapes) == 1 and len(same_ending) == 1) or _shares_make_all(group)
    )


def _shares_make_all(group: Group) -> bool:
    shares = [number for item in group.items for number in item if number.mention.kind is Kind.PERCENT]
    total = sum((share.mention.value for share in shares), Fraction(0))
    return len(shares) == len(group.items) and abs(total - 100) <= 1


def _summed(total: Number, chosen: list[Number], *, is_whole: bool) -> Iterator[Relation]:
    count = _fitting(total, chosen)
    if count:
        made = chosen[:count]
        against = "＋".join(number.words for number in made)
        yield vouching(PARTS, total, against, tuple(made))
        if len(chosen) - count >= _FEWEST:
            yield from _summed(made[-1], chosen[count:], is_whole=False)
        return
    summed, slack = _sum(chosen), _slack(total, chosen)
    if is_whole or summed > total.mention.value + slack or _one_slip_away(total, chosen, summed):
        yield _untied(total, chosen, summed)


def _fitting(total: Number, chosen: list[Number]) -> int:
    """How many of the parts, from the first on, make the total: what follows may be parts of the last of them."""
    for count in range(len(chosen), _FEWEST - 1, -1):
        if abs(_sum(chosen[:count]) - total.mention.value) <= _slack(total, chosen[:count]):
            return count
    return 0


def _sum(numbers: list[Number]) -> Fraction:
    return sum((number.mention.value for number in numbers), Fraction(0))


def _slack(total: Number, numbers: list[Number]) -> Fraction:
    """What rounding may explain: nothing where all have the same decimals, as far as a total of counts goes."""
    if total.mention.kind is Kind.COUNT:
        return Fraction(0)
    finest = min(number.mention.half for number in (total, *numbers))
    return sum((number.mention.half for number in (total, *numbers) if number.mention.half > finest), Fraction(0))


_TELLING = 10
"""Below it two numbers are slips of one another too easily."""


def _one_slip_away(total: Number, chosen: list[Number], summed: Fraction) -> bool:
    """Whether a slip of the pen in one of them would make them tie."""
    if min(total.mention.value, summed) < _TELLING:
        return False
    if slip(total.mention.value, summed):
        return True
    gaps = ((number.mention.value, number.mention.value + total.mention.value - summed) for number in chosen)
    return any(value >= _TELLING and needed > 0 and slip(value, needed) for value, needed in gaps)


def _untied(total: Number, chosen: list[Number], summed: Fraction) -> Relation:
    gap = worded(abs(summed - total.mention.value), total)
    listed = "、".join(number.words for number in chosen)
    direction = "多" if summed > total.mention.value else "少"
    message = f"总数写{total.words}，其中各部分{listed}相加为{{expected}}，{direction}{gap}"
    relation = doubting(PARTS, total, summed, message, tuple(chosen))
    return relation if relation.advice else replace(relation, advice=_guess(total, chosen, summed))


def _guess(total: Number, chosen: list[Number], summed: Fraction) -> str:
    """Which of the parts may have been mistyped, and how."""
    guesses = (guess(number, number.mention.value + total.mention.value - summed) for number in chosen)
    return next(filter(None, guesses), "")


# ---- shares


def _shares(group: Group) -> Iterator[Relation]:
    for item in group.items:
        for place, share in enumerate(item):
            if share.mention.kind is Kind.PERCENT and _SHARES.search(share.before):
                yield from _share(share, item[:place], group)


def _share(share: Number, before: tuple[Number, ...], group: Group) -> Iterator[Relation]:
    part = next((number for number in reversed(before) if number.mention.kind in _COUNTED), None)
    if part is None or not any(number.is_typed for number in (share, part, *group.totals)):
        return
    wholes = [
        number for number in group.totals if number.mention.unit == part.mention.unit and number.mention.value
    ]
    if not wholes:
        return
    whole = wholes[-1]
    value = part.mention.value * 100 / whole.mention.value
    if abs(value - share.mention.value) <= share.mention.half + _blur(part, whole):
        yield vouching(SHARE, share, f"{part.words}÷{whole.words}", (part, whole))
    else:
        message = f"{part.words}占{whole.words}应为{{expected}}，这里写{{found}}"
        yield doubting(SHARE, share, value, message, (part, whole))


def _blur(part: Number, whole: Number) -> Fraction:
    """How far, in percent, the share of two amounts may be off because they were rounded; counts never are."""
    if part.mention.kind is Kind.COUNT:
        return Fraction(0)
    value = part.mention.value * 100 / whole.mention.value
    return (part.mention.half * 100 + whole.mention.half * value) / whole.mention.value
