"""A percentage beside the two amounts that it is computed from."""

from fractions import Fraction

from juesuan.checks.relations.relation import NumberRelation, half, worded
from juesuan.checks.relations.typos import slipped
from juesuan.claims import Claim
from juesuan.model.finished_report import Verdict

_NAMES = {"share": "占比", "completion": "完成率"}


def ratio(kind: str, part: Claim, whole: Claim, claim: Claim) -> NumberRelation:
    """A percentage with the two amounts that it is computed from."""
    numbers = (part, whole, claim)
    if not whole.mention.value:
        return _of_nought(kind, numbers, part, claim)
    found = 100 * part.mention.value / whole.mention.value
    distance = abs(found - claim.mention.value)
    if distance <= claim.mention.half:
        return NumberRelation(kind, numbers, Verdict.HOLDS, claim.sentence, claim.place, worded(found, claim, 2))
    if distance <= claim.mention.half + _room(part, whole, found):
        return NumberRelation(kind, numbers, Verdict.SOFT, claim.sentence, claim.place, worded(found, claim, 2))
    message = f"{part.words}除以{whole.words}，{_NAMES[kind]}应为{worded(found, claim)}，写的是{claim.words}"
    shown = worded(found, claim, 2)
    return NumberRelation(
        kind, numbers, Verdict.WRONG, claim.sentence, claim.place, shown, message, slipped(claim, found)
    )


def _of_nought(kind: str, numbers: tuple[Claim, ...], part: Claim, claim: Claim) -> NumberRelation:
    if kind == "share" and not part.mention.value:
        return NumberRelation(kind, numbers, Verdict.HOLDS, claim.sentence, claim.place, "0%")
    verdict = Verdict.WRONG if claim.mention.value or part.mention.value else Verdict.SOFT
    message = f"除数为0，没有百分比，写的是{claim.words}"
    return NumberRelation(kind, numbers, verdict, claim.sentence, claim.place, "", message)


def _room(part: Claim, whole: Claim, found: Fraction) -> Fraction:
    """How far rounding of the two amounts may have moved their ratio, in percent."""
    low = abs(whole.mention.value) - half(whole)
    return (100 * half(part) + abs(found) * half(whole)) / low if low > 0 else Fraction(100)
