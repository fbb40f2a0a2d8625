"""The rate of a total beside the rates of its parts: last year's parts made last year's total, too."""

from collections.abc import Iterator
from fractions import Fraction

from juesuan.checks.relations.part_lists import PartList, closes
from juesuan.checks.relations.relation import NumberRelation, worded
from juesuan.claims import Aspect, Claim, FigureStatement
from juesuan.model.finished_report import Verdict

_Range = tuple[Fraction, Fraction]
_HINT = "请核对各部分和总数的增长率，哪一个与上年数对不上。"


def part_rates(group: PartList) -> Iterator[NumberRelation]:
    """The rate of a total with those of its parts, where these all have one and make the total."""
    amounts = [each.amount for each in group.parts if each.amount]
    if group.amount is group.total.amount and closes(group.amount, amounts):
        yield from _of(group)


def _of(group: PartList) -> Iterator[NumberRelation]:
    total = _last(group.total)
    parts = [_last(each) for each in group.parts]
    given = [each for each in parts if each]
    if not total or len(given) < len(parts):
        return
    low, high = (sum(each[side] for each in given) for side in (0, 1))
    rates = [each.one(Aspect.RATE) for each in (*group.parts, group.total)]
    numbers = tuple(each for each in rates if each)
    claim = group.amount
    shown = worded((Fraction(low) + high) / 2, claim)
    holds = low <= total[1] and total[0] <= high
    meant = worded((total[0] + total[1]) / 2, claim)
    message = "" if holds else f"按各部分的增长率倒推，上年总数是{shown}；按总数的增长率倒推，是{meant}"
    verdict = Verdict.HOLDS if holds else Verdict.WRONG
    yield NumberRelation(
        "rate", numbers, verdict, claim.sentence, claim.place, shown, message, "" if holds else _HINT
    )


def _last(statement: FigureStatement) -> _Range | None:
    """The least and the largest amount of last year that an amount and its rate allow; None without a rate."""
    rate = statement.one(Aspect.RATE)
    if not statement.amount or not rate or not rate.sign:
        return None
    low, high = sorted(_factor(rate, side) for side in (-1, 1))
    if low <= 0:
        return None  # all of last year's amount is gone: what it was cannot be told
    half = statement.amount.mention.half
    return (statement.amount.mention.value - half) / high, (statement.amount.mention.value + half) / low


def _factor(rate: Claim, side: int) -> Fraction:
    return 1 + rate.sign * (rate.mention.value + side * rate.mention.half) / 100
