"""Differences, rates and completions beside the numbers they were made of."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from juesuan.checks.texts.relation import Relation, doubting, vouching
from juesuan.checks.texts.sentences import QUANTITIES, Number, Prose, Sentence
from juesuan.figures.mentions import NumberKind

CHANGE, COMPLETION = "C907", "C908"
_UP, _DOWN = "增加|增长|上升|提高|增", "减少|下降|降低|下滑|减"
_MOVES = re.compile(rf"({_UP}|{_DOWN})(了|约|近|至)?\s?[-－−]?$")
_COMPLETES = re.compile(r"(完成|占)[^，。；]{0,12}?(预算|目标|任务|计划)[^，。；\d]{0,6}$|执行率[^，。；\d]{0,4}$")
_BUDGET = re.compile("预算|目标|任务|计划|安排")
_A_DIFFERENCE = re.compile("^[比较与]|(多|少|超|差|增加|减少|追加|调增|调减)$")
_OF_BUDGET = re.compile(r"(完成|占)[^，。；]*(预算|目标|任务|计划)[^，。；]*的$")
_REST = re.compile("(差额|压减金额|压减|结余|缺口|未执行|未拨付|还差|超出|多出)[^，。；\\d]{0,4}$")

_Range = tuple[Fraction, Fraction, Fraction]
"""The least, the likeliest and the greatest percentage that amounts allow, in percent."""


def changes(texts: tuple[Prose, ...], year: int) -> Iterator[Relation]:
    """Comparisons of 增加X，增长Y% with the number itself and, where it is given, last year's."""
    of_last_year = re.compile(f"上年|去年|上一年|{year - 1}年")
    for text in texts:
        for sentence in text.sentences:
            for place, number in enumerate(sentence.numbers):
                moves = _MOVES.search(number.before)
                if moves and _is_negative(number):
                    yield from _twice_told(number, moves[1])
                elif moves and number.mention.is_rate:
                    yield from _rate(number, _nearest(sentence, place), of_last_year)


def _is_negative(number: Number) -> bool:
    return number.mention.value < 0 and number.mention.kind in QUANTITIES


def _twice_told(number: Number, word: str) -> Iterator[Relation]:
    """A comparison that does not hold: a word says the direction, and so does the sign behind it.

    Nobody can say which of the two is meant, and nothing is computed from such a number.
    """
    if number.is_typed:
        found = f"{word}-{number.words}"
        message = f"“{word}”后面的数又带负号，写成{found}，是增是减说不清"
        advice = f"确是{word}就写{word}{number.words}，不带负号；不是就改“{word}”这个词。"
        yield Relation(CHANGE, number, holds=False, against=word, message=message, difference=found, advice=advice)


_REACH = 40
"""So many numbers back a sentence may go on from: one with more of them is a list."""


def _nearest(sentence: Sentence, place: int) -> tuple[Number, ...]:
    """The numbers of a sentence before one of them, as far back as it may refer to."""
    return sentence.numbers[max(0, place - _REACH) : place]


def _rate(rate: Number, before: tuple[Number, ...], of_last_year: re.Pattern[str]) -> Iterator[Relation]:
    """Comparisons of a rate with the difference before it and the numbers before that."""
    amounts = [each for each in before if each.mention.is_amount]
    if not amounts:
        return
    moved = amounts[-1] if _MOVES.search(amounts[-1].before) else None
    stated = [each for each in amounts if each is not moved and each.mention.unit == amounts[-1].mention.unit]
    if moved is not None and _is_negative(moved):
        return
    if moved is not None:
        yield from _directions(rate, moved)
    if not any(each.is_typed for each in (rate, *amounts)) or not stated:
        return
    now, last = _pair(stated, of_last_year)
    if moved is not None:
        yield from _with_difference(rate, moved, (now, last), stated)
    elif now and last:
        yield from _checked(CHANGE, rate, (now, last), _size(now, last))


_Pair = tuple[Number | None, Number | None]
"""The number of this year and that of last year, as far as the sentence has them."""


def _pair(stated: list[Number], of_last_year: re.Pattern[str]) -> _Pair:
    """The number of this year and, where one of the two nearest says that it is last year's, that one."""
    nearest = stated[-2:]
    past = [each for each in nearest if of_last_year.search(each.before)]
    present = [each for each in nearest if each not in past]
    if len(past) == 1:
        return (present[0] if present else None), past[0]
    return nearest[-1], None


def _directions(rate: Number, moved: Number) -> Iterator[Relation]:
    """A comparison that does not hold where difference and rate go different ways."""
    one, other = (_MOVES.search(each.before) for each in (moved, rate))
    if one and other and bool(re.match(_UP, one[1])) != bool(re.match(_UP, other[1])):
        message = f"前面写{one[1]}{moved.words}，后面写{other[1]}{rate.words}，方向相反"
        difference = f"{one[1]}与{other[1]}"
        yield Relation(CHANGE, rate, holds=False, against=moved.words, message=message, difference=difference)


def _with_difference(rate: Number, moved: Number, pair: _Pair, stated: list[Number]) -> Iterator[Relation]:
    """A comparison of the rate with the difference and last year's number, else a fitting or near one."""
    moves = _MOVES.search(moved.before)
    rises = moves is not None and re.match(_UP, moves[1]) is not None
    change = moved.mention.value if rises else -moved.mention.value
    now, last = pair
    if now and last:
        yield _difference(moved, (now, last), change)
    if last:
        size = moved.mention.value, moved.mention.half, last.mention.value, last.mention.half
        yield from _checked(CHANGE, rate, (moved, last), _quotients(*size))
        return
    checked = [
        each
        for one in reversed(stated)
        for each in _checked(CHANGE, rate, (moved, one), _grown(one, moved, one.mention.value - change))
    ]
    yield from [each for each in checked if each.holds][:1] or checked[:1]


def _grown(now: Number, moved: Number, before: Fraction) -> _Range | None:
    """The percentage that a difference is of the number ``before`` it, as far as rounding allows."""
    return _quotients(moved.mention.value, moved.mention.half, before, now.mention.half + moved.mention.half)


def _difference(moved: Number, pair: tuple[Number, Number], change: Fraction) -> Relation:
    """A comparison of the difference that is written with that of the two numbers."""
    now, last = pair
    found = now.mention.value - last.mention.value
    if abs(found - change) <= now.mention.half + last.mention.half + moved.mention.half:
        return vouching(CHANGE, moved, f"{now.words}－{last.words}", pair)
    word = "增加" if found > 0 else "减少"
    return doubting(
        CHANGE, moved, abs(found), f"{now.words}比{last.words}{word}{{expected}}，这里写{{found}}", pair
    )


def _quotients(part: Fraction, half: Fraction, whole: Fraction, slack: Fraction) -> _Range | None:
    """The percentage that ``part`` is of ``whole`` as both are written, between the least and the greatest.

    ``half`` and ``slack`` are what rounding may have taken from the two. None where the whole may be nil.
    """
    least, most = abs(whole) - slack, abs(whole) + slack
    if least <= 0:
        return None
    size = abs(part)
    return max(size - half, Fraction(0)) * 100 / most, size * 100 / abs(whole), (size + half) * 100 / least


def _size(now: Number, last: Number) -> _Range | None:
    """The percentage by which a number has changed, as far as rounding allows."""
    slack = now.mention.half + last.mention.half
    return _quotients(now.mention.value - last.mention.value, slack, last.mention.value, last.mention.half)


def _checked(code: str, rate: Number, pair: tuple[Number, ...], limits: _Range | None) -> Iterator[Relation]:
    """A comparison of the rate with what its numbers allow, all of them rounded; none where the base may be 0."""
    if limits is None:
        return
    against = "、".join(each.words for each in pair)
    least, middle, most = limits
    if least - rate.mention.half <= abs(rate.mention.value) <= most + rate.mention.half:
        yield vouching(code, rate, against, pair)
    else:
        yield doubting(code, rate, middle, f"按{against}计算应为{{expected}}，这里写{{found}}", pair)


def completions(texts: tuple[Prose, ...]) -> Iterator[Relation]:
    """Comparisons of 完成预算的X% with budget and amount, and of what is left with the two amounts before it."""
    for text in texts:
        for sentence in text.sentences:
            for place, number in enumerate(sentence.numbers):
                if number.mention.is_rate and _completes(number):
                    yield from _completion(number, _nearest(sentence, place))
                elif number.mention.kind is NumberKind.MONEY and _REST.search(number.before):
                    yield from _rest(number, _nearest(sentence, place))


def _completes(rate: Number) -> bool:
    """Whether a rate is a completion: 完成预算的X%, or 完成预算15亿元的X%."""
    return bool(_COMPLETES.search(rate.before) or _OF_BUDGET.search(rate.before))


def _completion(rate: Number, before: tuple[Number, ...]) -> Iterator[Relation]:
    amounts = [each for each in before if each.mention.is_amount and not _A_DIFFERENCE.search(each.label)]
    budgets = [each for each in amounts if _BUDGET.search(each.label)]
    others = [each for each in amounts if not _BUDGET.search(each.label)]
    if not budgets or not others or budgets[-1].mention.unit != others[-1].mention.unit:
        return
    budget, done = budgets[-1], others[-1]
    if not any(each.is_typed for each in (rate, budget, done)):
        return
    parts = done.mention.value, done.mention.half, budget.mention.value, budget.mention.half
    yield from _checked(COMPLETION, rate, (done, budget), _quotients(*parts))


def _rest(rest: Number, before: tuple[Number, ...]) -> Iterator[Relation]:
    """A comparison of what is left with the difference of two amounts before it."""
    amounts = [each for each in before if each.mention.kind is NumberKind.MONEY]
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
