"""A total and the parts named after it, and the shares beside the parts."""

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, pairwise

from juesuan.checks.texts.relation import Relation, doubting, guess, mistyped, vouching, worded
from juesuan.checks.texts.sentences import Number, Prose
from juesuan.figures.mentions import NumberKind

PARTS, SHARE = "C905", "C906"
_LISTED = {NumberKind.MONEY, NumberKind.COUNT, NumberKind.PERCENT}
_OPENS = re.compile(r"其中|分别为|分别是|包括|含(?=[^）]*\d)")
_ENDS = re.compile(r"[。！？!?\n]|其中|另外|此外|同时")
_ENDS_IN_BRACKET = re.compile(r"[。！？!?\n）)]|其中")
_SHARES = re.compile(r"(占|占比|比重|比例)[^，。；、\d]*$")
_OF_ALL = re.compile(r"占比?(总[数额量]?|全部|总体|的|为|达到?|约|近)*$|(比重|比例)\w{0,2}$")
"""The words before a share that name no other whole, as 占预算的 does."""
_NO_PART = re.compile(
    r"每|均|上年|去年|^[比较与]|同比|环比|(增加|减少|增长|下降|新增|目标|任务|计划|标准)(了|约|近)?$"
)
"""What is no part of the total: an average, a change, last year's number, a target."""
_FEWEST = 2
"""How many parts a total has at least."""
_MOST = Fraction(4, 5)
"""How much of the total parts must make at least: those that make less are hardly meant to be all."""


@dataclass(frozen=True, slots=True)
class NumberGroup:
    """A total and the numbers that follow it, item by item."""

    totals: tuple[Number, ...]
    """The numbers just before, any of which may be the total of a unit; the last stands nearest."""
    items: tuple[tuple[Number, ...], ...]
    """The numbers of each item, such as a part and its share."""
    is_bracket: bool = False
    """Whether the items stand in a bracket behind the total."""


def parts(texts: tuple[Prose, ...]) -> Iterator[Relation]:
    """Comparisons of every total with the sum of its parts, and of every share with part and total."""
    for text in texts:
        for group in _groups(text):
            yield from _sums(group)
            yield from _shares(group)


def _groups(text: Prose) -> Iterator[NumberGroup]:
    """Every stretch of a text that names parts: after 其中 and the like, or in a bracket behind a number."""
    placed = list(_placed(text))
    for found in _OPENS.finditer(text.text):
        ends = (_ENDS_IN_BRACKET if _is_inside(text.text, found.start()) else _ENDS).search(text.text, found.end())
        end = ends.start() if ends else len(text.text)
        before = _just_before(text.text, placed, found.start())
        yield _group(before, text.text[:end], placed, found.end())
    for at, number in placed:
        width = number.mention.end - number.mention.start
        if text.text[at + width : at + width + 1] in {"（", "("}:
            closes = re.compile("[）)]").search(text.text, at + width)
            end = closes.start() if closes else at + width
            yield replace(_group((number,), text.text[:end], placed, at + width + 1), is_bracket=True)


def _is_inside(text: str, place: int) -> bool:
    """Whether a bracket is open at a place of the text."""
    return text.count("（", 0, place) > text.count("）", 0, place)


def _placed(text: Prose) -> Iterator[tuple[int, Number]]:
    """Each number with its place in the whole text."""
    for sentence in text.sentences:
        yield from ((sentence.start + number.mention.start, number) for number in sentence.numbers)


def _just_before(text: str, placed: list[tuple[int, Number]], opens: int) -> tuple[Number, ...]:
    """The numbers of the sentence that the word stands in or, where it begins one, of the sentence before."""
    start = max(0, opens - _REACH)
    ends = re.finditer(r"[。！？!?\n；;]", text[start:opens].rstrip("。！？!?\n；;，, "))
    begins = max((start + found.end() for found in ends), default=start)
    return tuple(number for number in _between(placed, begins, opens) if number.mention.is_amount)


_REACH = 600
"""How many characters a sentence may have; a longer one is taken for none."""


def _between(placed: list[tuple[int, Number]], start: int, end: int) -> list[Number]:
    """The numbers that stand from one place on and before another."""
    first, last = (bisect_left(placed, place, key=lambda each: each[0]) for place in (start, end))
    return [number for _, number in placed[first:last]]


def _group(totals: tuple[Number, ...], text: str, placed: list[tuple[int, Number]], start: int) -> NumberGroup:
    """What stands from ``start`` on: items that end at semicolons or, without any, with each number.

    Where the stretch before the first semicolon is a list of its own, what follows it may speak of something else.
    """
    first, last = (bisect_left(placed, place, key=lambda each: each[0]) for place in (start, len(text)))
    inside = [(at, number) for at, number in placed[first:last] if number.mention.kind in _LISTED]
    cuts = [start + found.start() for found in re.finditer("[；;]", text[start:].rstrip("；;"))]
    semicolon = cuts[0] if cuts else len(text)
    listed = [(at, number) for at, number in inside if at < semicolon]
    one_by_one = NumberGroup(totals, _items(listed, [at for at, number in listed if number.mention.is_amount]))
    if not cuts:
        return one_by_one
    by_semicolon = NumberGroup(totals, _items(inside, cuts))
    return one_by_one if _is_a_list(listed) and not _ties(by_semicolon) else by_semicolon


def _items(inside: list[tuple[int, Number]], cuts: list[int]) -> tuple[tuple[Number, ...], ...]:
    """The numbers between each two cuts, as items; an item without numbers is left out."""
    edges = [-1, *cuts, sys.maxsize]
    items = (tuple(number for at, number in inside if one <= at < other) for one, other in pairwise(edges))
    return tuple(item for item in items if item)


def _is_a_list(listed: list[tuple[int, Number]]) -> bool:
    """Whether the numbers are a list of their own: whether two of its amounts have one unit."""
    units = [number.mention.unit for _, number in listed if _may_be_part(number)]
    return len(units) > len(set(units))


# ---- sums


def _sums(group: NumberGroup) -> Iterator[Relation]:
    """Comparisons of the totals of every unit with their parts; where one ties, the items are all there is."""
    sums = [(totals, parts) for totals, parts in _by_unit(group) if _is_checked(totals, parts)]
    ties = _ties(group)
    for totals, parts in sums:
        tying = _tying(totals, parts)
        if tying:
            yield from _tied(tying, parts)
        else:
            is_sure = len(parts) == len(group.items) and (ties or _shares_make_all(group))
            yield from _not_tied(totals[-1], parts, is_whole=is_sure or _is_whole(group, totals[-1], parts))


def _ties(group: NumberGroup) -> bool:
    """Whether there is a unit of which every item has a part and all of them make the total."""
    return any(
        _tying(totals, parts) and len(parts) == len(group.items) >= _FEWEST for totals, parts in _by_unit(group)
    )


def _by_unit(group: NumberGroup) -> Iterator[tuple[list[Number], list[Number]]]:
    """For each unit, the numbers that may be the total and those that may be its parts."""
    for unit in dict.fromkeys(number.mention.unit for number in group.totals):
        totals = [number for number in group.totals if number.mention.unit == unit]
        yield totals, [part for item in group.items if (part := _part(item, totals[-1])) is not None]


def _is_checked(totals: list[Number], parts: list[Number]) -> bool:
    """Whether a total is compared: one of the numbers was typed, there are parts enough, and it is exact."""
    is_typed = any(number.is_typed for number in (*totals, *parts))
    return is_typed and len(parts) >= _FEWEST and not totals[-1].mention.is_rough


def _tying(totals: list[Number], parts: list[Number]) -> Number | None:
    """The nearest of the totals that the parts, or the first of them, make; None for none."""
    return next((total for total in reversed(totals) if _fitting(total, parts)), None)


def _part(item: tuple[Number, ...], total: Number) -> Number | None:
    """The number of an item that is a part of the total: of its unit and, of several, of its name; or None."""
    alike = [number for number in item if number.mention.unit == total.mention.unit and _may_be_part(number)]
    named = [number for number in alike if _ending(number.label, total.label)]
    return next(iter(named or alike), None)


def _may_be_part(number: Number) -> bool:
    return number.mention.is_amount and not number.mention.is_rough and not _NO_PART.search(number.before)


def _ending(one: str, other: str) -> bool:
    """Whether two names end in the same two letters, so that they may name the same kind of thing."""
    return len(one) > 1 and len(other) > 1 and one[-2:] == other[-2:]


def _is_whole(group: NumberGroup, total: Number, parts: list[Number]) -> bool:
    """Whether the items look as if they were meant to be all there is: in a bracket, or of one shape and name."""
    if len(parts) != len(group.items) or _sum(parts) < _MOST * total.mention.value:
        return False
    shapes = {tuple(number.mention.kind for number in item[:2]) for item in group.items}
    return group.is_bracket or (len(shapes) == 1 and len({number.label[-2:] for number in parts}) == 1)


def _shares_make_all(group: NumberGroup) -> bool:
    """Whether every item has a share and the shares make 100%, give or take one."""
    shares = [number for item in group.items for number in item if number.mention.is_rate]
    total = sum((share.mention.value for share in shares), Fraction(0))
    return len(shares) == len(group.items) and abs(total - 100) <= 1


def _tied(total: Number, parts: list[Number]) -> Iterator[Relation]:
    """Comparisons of a total with the parts that make it, and of the last of them with those that follow it."""
    count = _fitting(total, parts)
    made = parts[:count]
    yield vouching(PARTS, total, "＋".join(number.words for number in made), tuple(made))
    if len(parts) - count >= _FEWEST:
        if _fitting(made[-1], parts[count:]):
            yield from _tied(made[-1], parts[count:])
        else:
            yield from _not_tied(made[-1], parts[count:], is_whole=False)


def _not_tied(total: Number, parts: list[Number], *, is_whole: bool) -> Iterator[Relation]:
    """A comparison that does not hold, where the parts are surely meant to make the total."""
    summed, slack = _sum(parts), _slack(total, parts)
    if is_whole or summed > total.mention.value + slack or _one_slip_away(total, parts, summed):
        yield _untied(total, parts, summed)


def _fitting(total: Number, parts: list[Number]) -> int:
    """How many of the parts, from the first on, make the total: what follows may be parts of the last of them."""
    wanted = total.mention.value
    sums = [*accumulate((number.mention.value for number in parts), initial=Fraction(0))]
    loose = total.mention.half + sum((number.mention.half for number in parts), Fraction(0))
    near = [count for count in range(len(parts), _FEWEST - 1, -1) if abs(sums[count] - wanted) <= loose]
    exact = (count for count in near if sums[count] == wanted)
    fits = (count for count in near if abs(sums[count] - wanted) <= _slack(total, parts[:count]))
    return next(exact, next(fits, 0))


def _sum(numbers: list[Number]) -> Fraction:
    return sum((number.mention.value for number in numbers), Fraction(0))


def _slack(total: Number, numbers: list[Number]) -> Fraction:
    """How far rounding may put parts and total apart, in their unit: nil for counts and where all are as fine."""
    if total.mention.kind is NumberKind.COUNT:
        return Fraction(0)
    finest = min(number.mention.half for number in (total, *numbers))
    return sum((number.mention.half for number in (total, *numbers) if number.mention.half > finest), Fraction(0))


_TELLING = 3
"""How many digits a number must have: those of fewer are slips of one another too easily."""
_SURELY_TELLING = 5
"""How many digits of a total make it no coincidence that something ties with it, however round that is."""


def _one_slip_away(total: Number, parts: list[Number], summed: Fraction) -> bool:
    """Whether a slip of the pen in the total or in one of the parts would make them tie."""
    fewest = 1 if len(total.mention.digits) >= _SURELY_TELLING else _TELLING
    gap = total.mention.value - summed
    needed = ((total, summed), *((part, part.mention.value + gap) for part in parts))
    telling = ((number, value) for number, value in needed if len(number.mention.digits) >= fewest and value > 0)
    return any(mistyped(number, value) for number, value in telling)


def _untied(total: Number, chosen: list[Number], summed: Fraction) -> Relation:
    """The comparison of a total with parts that do not make it."""
    gap = worded(abs(summed - total.mention.value), total)
    listed = "、".join(number.words for number in chosen)
    direction = "多" if summed > total.mention.value else "少"
    message = f"总数写{total.words}，其中各部分{listed}相加为{{expected}}，{direction}{gap}"
    relation = doubting(PARTS, total, summed, message, tuple(chosen))
    return relation if relation.advice else replace(relation, advice=_guess(total, chosen, summed))


def _guess(total: Number, chosen: list[Number], summed: Fraction) -> str:
    """Which of the parts may have been mistyped, and how, as a question; empty for none."""
    guesses = (guess(number, number.mention.value + total.mention.value - summed) for number in chosen)
    return next(filter(None, guesses), "")


# ---- shares


def _shares(group: NumberGroup) -> Iterator[Relation]:
    """Comparisons of the shares of a group with part and total."""
    for item in group.items:
        for place, share in enumerate(item):
            if share.mention.is_rate and _SHARES.search(share.before):
                yield from _share(share, item[:place], group)


def _share(share: Number, before: tuple[Number, ...], group: NumberGroup) -> Iterator[Relation]:
    part = next((number for number in reversed(before) if number.mention.is_amount), None)
    if part is None or not any(number.is_typed for number in (share, part, *group.totals)):
        return
    wholes = [
        number
        for number in reversed(group.totals)
        if number.mention.unit == part.mention.unit and number.mention.value
    ]
    fitting = next((whole for whole in wholes if _fits(share, part, whole)), None)
    if fitting:
        yield vouching(SHARE, share, f"{part.words}÷{fitting.words}", (part, fitting))
    elif wholes and _OF_ALL.search(share.before):
        value = part.mention.value * 100 / wholes[0].mention.value
        message = f"{part.words}占{wholes[0].words}应为{{expected}}，这里写{{found}}"
        yield doubting(SHARE, share, value, message, (part, wholes[0]))


def _fits(share: Number, part: Number, whole: Number) -> bool:
    """Whether a share may be that of part in whole, all of them rounded."""
    value = part.mention.value * 100 / whole.mention.value
    return abs(value - share.mention.value) <= share.mention.half + _blur(part, whole)


def _blur(part: Number, whole: Number) -> Fraction:
    """How far, in percent, the share of two amounts may be off because they were rounded; counts never are."""
    if part.mention.kind is NumberKind.COUNT:
        return Fraction(0)
    value = part.mention.value * 100 / whole.mention.value
    return (part.mention.half * 100 + whole.mention.half * value) / whole.mention.value
