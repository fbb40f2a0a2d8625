"""The budgets, changes and rates beside a total and its parts, which tie as the amounts themselves do."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import takewhile

from msgspec.structs import replace

from juesuan.checks.relations.part_lists import FEWEST, PartList, added, closes, options, part_lists
from juesuan.checks.relations.part_rates import part_rates
from juesuan.checks.relations.relation import NumberRelation, decimals_of, spread, worded
from juesuan.checks.relations.sums import of_parts
from juesuan.checks.relations.typos import guess
from juesuan.claims import Aspect, Claim, ClaimedText, FigureStatement
from juesuan.model.finished_report import Verdict


def part_columns(text: ClaimedText) -> Iterator[NumberRelation]:
    """Every budget, change and rate of a total with those of its parts."""
    for group in part_lists(text):
        yield from part_rates(group)
        yield from _budgets(group)
        yield from _changes(group)
    for total in text.statements:
        if total.amount is None and total.openings and not total.is_reason:
            yield from _changes_alone(total, text)


def _budgets(group: PartList) -> Iterator[NumberRelation]:
    """The budget of a total whose parts all have one: a part that spent nothing may be left unsaid."""
    total = group.total.one(Aspect.BUDGET)
    if not total or group.amount is not group.total.amount:
        return
    made = next((choice for choice in options(group.parts) if closes(group.amount, choice)), ())
    parts = [each for each in group.parts if any(each.amount is amount for amount in made)]
    spent = [each for each in parts if each.amount and each.amount.mention.value]
    given = [budget for each in parts if (budget := each.one(Aspect.BUDGET))]
    if len(given) < FEWEST or not all(each.one(Aspect.BUDGET) for each in spent):
        return
    if verdict := closes(total, given):
        yield of_parts(total, given, verdict)
        return
    advice = guess(total, given)
    is_wrong = advice or added(given) > total.mention.value + spread((total, *given))
    yield of_parts(total, given, Verdict.WRONG if is_wrong else Verdict.UNKNOWN, advice)


def _changes(group: PartList) -> Iterator[NumberRelation]:
    """The change of a total with those of its parts; a part whose change is left unsaid may have made the rest."""
    total = group.total.one(Aspect.CHANGE)
    parts = [each for part in group.parts if (each := part.one(Aspect.CHANGE))]
    if total and parts:
        yield _change(total, parts)


def _changes_alone(total: FigureStatement, text: ClaimedText) -> Iterator[NumberRelation]:
    """The change of a total whose amount another sentence says: 三公经费减少3万元，其中公务接待费减少2万元、…"""
    behind = list(takewhile(lambda each: each.place == total.place, text.behind(total)))
    here = takewhile(lambda each: each.ends == behind[0].ends, behind)
    parts = [
        each
        for part in here
        if part.amount is None and (each := part.one(Aspect.CHANGE)) and not each.against_budget
    ]
    change = total.one(Aspect.CHANGE)
    if change and len(parts) >= FEWEST:
        yield _change(change, parts)


def _change(total: Claim, parts: Sequence[Claim]) -> NumberRelation:
    found = sum((each.mention.value * each.sign for each in parts), Fraction(0))
    distance = abs(found - total.mention.value * total.sign)
    numbers = (total, *parts)
    shown = worded(abs(found), total, 2)
    if distance <= total.mention.half + spread(parts):
        return NumberRelation("change", numbers, Verdict.HOLDS, total.sentence, total.place, shown)
    advice = guess(total, [_towards(total, each) for each in parts]) if len(parts) >= FEWEST else ""
    verdict = Verdict.WRONG if advice else Verdict.UNKNOWN
    side = "多" if abs(found) > total.mention.value else "少"
    exact = worded(abs(found), max((total, *parts), key=decimals_of))
    message = f"各部分的增减加起来是{exact}，比写的{total.words}{side}"
    return NumberRelation(
        "change", numbers, verdict, total.sentence, total.place, shown, message if advice else "", advice
    )


def _towards(total: Claim, part: Claim) -> Claim:
    """The change of a part as it adds to that of the total: below nought where it goes the other way."""
    value = part.mention.value * part.sign * total.sign
    return replace(part, mention=replace(part.mention, value=value))
