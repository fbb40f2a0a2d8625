"""Differences, rates and completions beside the numbers they were made of."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from juesuan.mentions import Kind
from juesuan.prose.reading import Number, Prose, Sentence
from juesuan.prose.relation import Relation, doubting, vouching

CHANGE, COMPLETION = "C907", "C908"
_UP, _DOWN = "增加|增长|上升|提高|增", "减少|下降|降低|下滑|减"
_MOVES = re.compile(rf"({_UP}|{_DOWN})(了|约|近|至)?$")
_COMPLETES = re.compile(r"(完成|占)[^，。；]{0,12}?(预算|目标|任务|计划)[^，。；\d]{0,6}$|执行率[^，。；\d]{0,4}$")
_BUDGET = re.compile("预算|目标|任务|计划|安排")
_REST = re.compile("(差额|压减金额|压减|结余|缺口|未执行|未拨付|还差|超出|多出)[^，。；\\d]{0,4}$")


def changes(texts: tuple[Prose, ...]) -> Iterator[Relation]:
    """增加X，增长Y% against the number itself and, where it is given, last year's."""
    for text in texts:
        for sentence in text.sentences:
            for place, number in enumerate(sentence.numbers):
                if number.mention.kind is Kind.PERCENT and _MOVES.search(number.before):
                    yield from _rate(number, sentence, place)


def _rate(rate: Number, sentence: Sentence, place: int) -> Iterator[Relation]:
    """The rate, with the difference before it and the number before that."""
    amounts = [each for each in sentence.numbers[:place] if each.mention.kind in {Kind.MONEY, Kind.COUNT}]
    if not amounts:
        return
    moved = amounts[-1] if _MOVES.search(amounts[-1].before) else None
    stated = [each for each in amounts if each is not moved and each.mention.unit == amounts[-1].mention.unit]
    if not any(each.is_typed for each in (rate, *amounts)) or not stated:
        return
    if moved is not None:
        yield from _directions(rate, moved)
        yield from _with_difference(rate, moved, stated)
    elif len(stated) > 1:
        yield _checked(CHANGE, rate, (stated[-2], stated[-1]), _size(stated[-2], stated[-1]))


def _directions(rate: Number, moved: Number) -> Iterator[Relation]:
    one, other = (_MOVES.search(each.before) for each in (moved, rate))
    if one and other and bool(re.match(_UP, one[1])) != bool(re.match(_UP, other[1])):
        message = f"前面写{one[1]}{moved.words}，后面写{other[1]}{rate.words}，方向相反"
        difference = f"{one[1]}与{other[1]}"
        yield Relation(CHANGE, rate, holds=False, against=moved.words, message=message, difference=difference)


def _with_difference(rate: Number, moved: Number, stated: list[Number]) -> Iterator[Relation]:
    rises = re.search(rf"({_UP})(了|约|近|至)?$", moved.before) is not None
    now = stated[0] if len(stated) > 1 else stated[-1]
    change = moved.mention.value if rises else -moved.mention.value
    before = now.mention.value - change
    if len(stated) > 1:
        yield _difference(moved, (now, stated[-1]), change)
        before = stated[-1].mention.value
    slack = (now.mention.half + moved.mention.half) if len(stated) == 1 else stated[-1].mention.half
    yield _checked(CHANGE, rate, (moved, now), _quotients(moved.mention.value, moved.mention.half, before, slack))


def _difference(moved: Number, pair: tuple[Number, Number], change: Fraction) -> Relation:
    now, last = pair
    found = now.mention.value - last.mention.value
    if abs(found - change) <= now.mention.half + last.mention.half + moved.mention.half:
        return vouching(CHANGE, moved, f"{now.words}－{last.words}", pair)
    word = "增加" if found > 0 else "减少"
    return doubting(
        CHANGE, moved, abs(found), f"{now.words}比{last.words}{word}{{expected}}，这里写{{found}}", pair
    )


_Range = tuple[Fraction, Fraction]


def _quotients(part: Fraction, half: Fraction, whole: Fraction, slack: Fraction) -> _Range | None:
    """The least and the greatest percentage that the two numbers as written may have had."""
    least, most = abs(whole) - slack, abs(whole) + slack
    if least <= 0:
        return None
    return max(abs(part) - half, Fraction(0)) * 100 / most, (abs(part) + half) * 100 / least


def _size(now: Number, last: Number) -> _Range | None:
    slack = now.mention.half + last.mention.half
    return _quotients(now.mention.value - last.mention.value, slack, last.mention.value, last.mention.half)


def _checked(code: str, rate: Number, pair: tuple[Number, Number], limits: _Range | None) -> Relation:
    """The rate against what its numbers allow; both may have been rounded."""
    against = "、".join(each.words for each in pair)
    if limits is None or limits[0] - rate.mention.half <= abs(rate.mention.value) <= limits[1] + rate.mention.half:
        return vouching(code, rate, against, pair)
    middle = (limits[0] + limits[1]) / 2
    return doubting(code, rate, middle, f"按{against}计算应为{{expected}}，这里写{{found}}", pair)


def completions(texts: tuple[Prose, ...]) -> Iterator[Relation]:
    """完成预算的X% against the budget and the amount before it; a rest against the difference of two amounts."""
    for text in texts:
        for sentence in text.sentences:
            for place, number in enumerate(sentence.numbers):
                if number.mention.kind is Kind.PERCENT and _COMPLETES.search(number.before):
                    yield from _completion(number, sentence.numbers[:place])
                elif number.mention.kind is Kind.MONEY and _REST.search(number.before):
                    yield from _rest(number, sentence.numbers[:place])


def _completion(rate: Number, before: tuple[Number, ...]) -> Iterator[Relation]:
    amounts = [each for each in before if each.mention.kind in {Kind.MONEY, Kind.COUNT}]
    budgets = [each for each in amounts if _BUDGET.search(each.label)]
    others = [each for each in amounts if not _BUDGET.search(each.label)]
    if not budgets or not others or budgets[-1].mention.unit != others[-1].mention.unit:
        return
    budget, done = budgets[-1], others[-1]
    if not any(each.is_typed for each in (rate, budget, done)):
        return
    parts = done.mention.value, done.mention.half, budget.mention.value, budget.mention.half
    yield _checked(COMPLETION, rate, (done, budget), _quotients(*parts))


def _rest(rest: Number, before: tuple[Number, ...]) -> Iterator[Relation]:
    amounts = [each for each in before if each.mention.kind is Kind.MONEY]
    if not any(each.is_typed for each in (rest, *amounts)):
        return
    gaps = [(abs(one.mention.value - other.mention.value), one, other) for one, other in combinations(amounts, 2)]
    for gap, one, other in gaps:
        if abs(gap - rest.mention.value) <= rest.mention.half + one.mention.half + other.mention.half:
            yield vouching(COMPLETION, rest, f"{one.words}－{other.words}", (one, other))
            return
    if len(gaps) == 1:
        gap, one, other = gaps[0]
        message = f"{one.words}与{other.words}相差{{expected}}，这里写{{found}}"
        yield doubting(COMPLETION, rest, gap, message, (one, other))
