"""Changes and their rates: 增加X万元，增长Y%, and the change between two amounts that are written."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, takewhile

from msgspec import Struct
from msgspec.structs import replace

from juesuan.checks.relations.directions import is_twice_said
from juesuan.checks.relations.relation import NumberRelation, half, worded
from juesuan.checks.relations.typos import slipped
from juesuan.claims import Aspect, Claim, ClaimedText, FigureStatement
from juesuan.model.finished_report import Verdict


def rates(text: ClaimedText) -> Iterator[NumberRelation]:
    """Every rate with what it is the rate of, and every change between two amounts."""
    for statement in text.statements:
        yield from _of(statement, text)


def _of(statement: FigureStatement, text: ClaimedText) -> Iterator[NumberRelation]:
    last = base = statement.one(Aspect.LAST)
    change: Claim | None = None
    if any(map(is_twice_said, statement.claims)):
        return  # nobody can say which direction is meant
    for claim in statement.claims:
        if claim.aspect is Aspect.DIFFERENCE or (claim.aspect is Aspect.CHANGE and claim.against_budget):
            yield from _difference(statement, claim)
            change, base = (claim, None) if claim.sign else (change, base)
        elif claim.aspect is Aspect.CHANGE:
            change, base = claim, last
            if last and statement.amount and _of_one_unit(statement.amount, last, claim):
                yield _change(statement.amount, last, claim)
            elif last and not statement.amount:
                yield from _change_of_before(statement, text, last, claim)
        elif claim.aspect in {Aspect.RATE, Aspect.MULTIPLE}:
            base = statement.one(Aspect.BUDGET) if claim.against_budget and not change else base
            yield from _rate(statement, text, base, change, claim)
            change, base = None, last
        elif claim.aspect is Aspect.AVERAGE and last and statement.amount:
            yield from _average(statement.amount, last, claim)


def _change_of_before(
    statement: FigureStatement, text: ClaimedText, last: Claim, change: Claim
) -> Iterator[NumberRelation]:
    """The change of a figure whose amount another sentence says; told where it holds, or a slip explains it."""
    amounts = text.amounts(statement.subject, statement, "元")
    found = [_change(each, last, change) for each in amounts if _of_one_unit(each, last, change)]
    good = (each for each in found if each.verdict is not Verdict.WRONG)
    slips = (each for each in found if each.advice)
    yield from islice((*good, *slips), 1)


def _of_one_unit(amount: Claim, last: Claim, change: Claim) -> bool:
    """Whether three numbers are of one kind; last year's may stand without its unit."""
    return amount.mention.unit == change.mention.unit and last.mention.unit in {amount.mention.unit, ""}


def _difference(statement: FigureStatement, claim: Claim) -> Iterator[NumberRelation]:
    budget = next(iter(reversed(statement.all(Aspect.BUDGET))), None)
    if budget and statement.amount and budget.mention.unit == claim.mention.unit == statement.amount.mention.unit:
        difference = statement.amount.mention.value - budget.mention.value
        found = difference * claim.sign if claim.sign else abs(difference)
        room = half(statement.amount) + half(budget)
        yield _compared("change", (statement.amount, budget), claim, found, room)


_FROM_TO = re.compile(r"[从由](\d{4})年.*?[到至](\d{4})年")


def _average(amount: Claim, last: Claim, rate: Claim) -> Iterator[NumberRelation]:
    """The yearly rate at which one amount becomes another in the years between."""
    years = _FROM_TO.search(rate.sentence)
    if not years or (count := int(years[2]) - int(years[1])) <= 0:
        return
    low, high = (
        (1 + rate.sign * (rate.mention.value + side * rate.mention.half) / 100) ** count
        for side in (-rate.sign, rate.sign)
    )
    lowest = (last.mention.value - half(last)) * low
    highest = (last.mention.value + half(last)) * high
    holds = lowest <= amount.mention.value + half(amount) and amount.mention.value - half(amount) <= highest
    numbers = (last, amount, rate)
    message = "" if holds else f"从{last.words}到{amount.words}共{count}年，算不出写的年均{rate.words}"
    verdict = Verdict.HOLDS if holds else Verdict.WRONG
    yield NumberRelation("rate", numbers, verdict, rate.sentence, rate.place, message=message)


def _change(amount: Claim, last: Claim, change: Claim) -> NumberRelation:
    found = (amount.mention.value - _base(last, amount)) * (change.sign or 1)
    room = half(amount) + half(last)
    return _compared("change", (amount, last), change, found, room)


def _base(last: Claim, like: Claim) -> Fraction:
    """Last year's number in the unit of this year's: a bare 8.32 beside 8.20万元 is in 万元, too."""
    return last.mention.value * (like.mention.scale if not last.mention.unit else 1)


def _compared(
    kind: str, others: tuple[Claim, ...], claim: Claim, found: Fraction, room: Fraction
) -> NumberRelation:
    """A number with what the others ask for; ``room`` is what their rounding may do."""
    distance = abs(found - claim.mention.value)
    numbers = (*others, claim)
    shown = worded(found, claim)
    if distance <= room + half(claim):
        verdict = Verdict.HOLDS if distance <= half(claim) else Verdict.SOFT
        return NumberRelation(kind, numbers, verdict, claim.sentence, claim.place, shown)
    message = f"按{'、'.join(each.words for each in others)}计算应为{shown}，写的是{claim.words}"
    return NumberRelation(
        kind, numbers, Verdict.WRONG, claim.sentence, claim.place, shown, message, slipped(claim, found)
    )


def _rate(
    statement: FigureStatement, text: ClaimedText, last: Claim | None, change: Claim | None, rate: Claim
) -> Iterator[NumberRelation]:
    tried = [_tried(base, rate) for base in _bases(statement, text, last, change)]
    good = next((each for each in tried if each.verdict is not Verdict.WRONG), None)
    if good or tried:
        yield good or tried[0]
    elif change:
        numbers = (change, rate)
        yield NumberRelation("rate", numbers, Verdict.UNKNOWN, rate.sentence, rate.place)


class _Base(Struct, frozen=True):
    """What a rate may be computed from."""

    numbers: tuple[Claim, Claim]
    """The two of this year's amount, last year's and the change that are written."""
    change: Fraction
    last: Fraction
    change_half: Fraction
    """How far rounding may have moved the change."""
    last_half: Fraction


_NEAR = 20
"""How many figures back the total may stand that a rate is one of."""


def _bases(
    statement: FigureStatement, text: ClaimedText, last: Claim | None, change: Claim | None
) -> Iterator[_Base]:
    """The bases of a rate, the likeliest first; it may also be that of the total before the amount."""
    if last and change and not statement.amount:
        yield _of_last_and_change(last, change)
        return
    amounts = [statement.amount] if statement.amount else text.amounts(statement.subject, statement, "元")
    for amount in amounts:
        if last and last.mention.unit in {amount.mention.unit, ""} and _is_mean(amount) == _is_mean(last):
            yield _of_last(amount, last)
        if change and change.mention.unit == amount.mention.unit:
            yield _of_change(amount, change)
        if change and statement.year and statement.year < (text.year or 0):
            yield _of_last_and_change(amount, change)  # 2020年支出X，与2020年相比，支出增加Y
    if statement.amount and change:
        near = islice(text.before(statement), _NEAR)
        here = takewhile(lambda each: each.place == statement.place, near)
        alike = (each.amount for each in here if each.amount and each.amount.mention.unit == change.mention.unit)
        yield from (_of_change(amount, change) for amount in alike)


def _is_mean(amount: Claim) -> bool:
    """Whether an amount is one of each: beside 人均3500元 the 1.05亿元 of last year is that of another figure."""
    return re.search(rf"[人户次批]均[^，。；]{{0,6}}{re.escape(amount.words)}", amount.sentence) is not None


def _of_last(amount: Claim, last: Claim) -> _Base:
    base = _base(last, amount)
    room = half(amount) + half(last)
    return _Base((amount, last), amount.mention.value - base, base, room, half(last))


def _of_change(amount: Claim, change: Claim) -> _Base:
    signed = change.mention.value * (change.sign or 1)
    room = half(amount) + half(change)
    return _Base((amount, change), signed, amount.mention.value - signed, half(change), room)


def _of_last_and_change(last: Claim, change: Claim) -> _Base:
    signed = change.mention.value * (change.sign or 1)
    return _Base((last, change), signed, last.mention.value, half(change), half(last))


_ALL = 100


def _tried(base: _Base, rate: Claim) -> NumberRelation:
    """The rate beside what one base gives."""
    if not base.last:
        return _of_nothing(base, rate)
    found = 100 * base.change / abs(base.last) + (_ALL if rate.aspect is Aspect.MULTIPLE else 0)
    signed = rate.mention.value * (rate.sign or (1 if base.change >= 0 else -1))
    shown, distance = worded(abs(found), rate, 2), abs(found - signed)
    if distance <= rate.mention.half:
        return _relation(base, rate, Verdict.HOLDS, shown)
    if distance <= rate.mention.half + _room(base):
        return _relation(base, rate, Verdict.SOFT, shown)
    return replace(
        _relation(base, rate, Verdict.WRONG, shown),
        message=_disagreement(base, rate, found),
        advice=_why(base, rate, found) or slipped(rate, abs(found)),
    )


def _disagreement(base: _Base, rate: Claim, found: Fraction) -> str:
    """What does not agree: the size of the rate, or only its direction."""
    others = "、".join(each.words for each in base.numbers)
    if _is_turned(rate, found):
        real = "增长" if found > 0 else "下降"
        return f"按{others}计算应为{real}{rate.words}，写的方向相反"
    return f"按{others}计算，{rate.aspect.value}应为{worded(abs(found), rate)}，写的是{rate.words}"


def _is_turned(rate: Claim, found: Fraction) -> bool:
    """Whether a rate has the right size and the wrong direction."""
    return abs(found + rate.mention.value * (rate.sign or 1)) <= rate.mention.half


def _of_nothing(base: _Base, rate: Claim) -> NumberRelation:
    """A rate where there was nothing last year: none can be said, but that nothing changed."""
    if not base.change and not rate.mention.value:
        return _relation(base, rate, Verdict.HOLDS, "0%")
    message = f"上年为0，没有{rate.aspect.value}，写的是{rate.words}"
    return replace(_relation(base, rate, Verdict.WRONG, ""), message=message, advice="上年为0时不写增长百分之几。")


def _relation(base: _Base, rate: Claim, verdict: Verdict, computed: str) -> NumberRelation:
    numbers = (*base.numbers, rate)
    return NumberRelation("rate", numbers, verdict, rate.sentence, rate.place, computed)


def _room(base: _Base) -> Fraction:
    """How far rounding of the amounts may have moved the rate, in percent."""
    low = abs(base.last) - base.last_half
    return (
        100 * (base.change_half / low + abs(base.change) * base.last_half / low**2) if low > 0 else Fraction(100)
    )


def _why(base: _Base, rate: Claim, found: Fraction) -> str:
    """What may have been done instead of dividing by last year's number."""
    this_year = base.last + base.change
    is_exact = rate.mention.scale == 1  # 翻一番 fits too much
    if (
        is_exact
        and this_year
        and abs(abs(100 * base.change / this_year) - rate.mention.value) <= rate.mention.half
    ):
        return "写的是用变动额除以本年数的结果，应除以上年数。"
    return "增减方向写反了。" if _is_turned(rate, found) else ""
