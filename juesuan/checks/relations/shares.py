"""Shares of a whole and completions of a budget."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from juesuan.checks.relations.relation import Relation, Verdict, spread, worded
from juesuan.checks.relations.sums import part_lists
from juesuan.checks.relations.text import Text
from juesuan.claims.claim import Aspect, Claim, Statement


def shares(text: Text) -> Iterator[Relation]:
    """Every share with its part and its whole."""
    totals = {id(part): group.total.amount for group in part_lists(text) for part in group.parts}
    for statement in text.statements:
        for share in statement.all(Aspect.SHARE):
            yield _share(statement, text, share, totals.get(id(statement)))


def _share(statement: Statement, text: Text, share: Claim, total: Claim | None) -> Relation:
    parts = [statement.amount] if statement.amount else text.amounts(statement.subject, statement, "元")
    tried = [
        ratio("share", part, whole, share)
        for part in parts
        for whole in wholes(statement, text, share, part, total)
        if whole is not part
    ]
    good = next((each for each in tried if each.verdict is not Verdict.WRONG), None)
    if good or tried:
        return good or tried[0]
    numbers = (*(each.words for each in parts[:1]), share.words)
    return Relation("share", numbers, Verdict.UNKNOWN, share.sentence, share.place)


def wholes(statement: Statement, text: Text, share: Claim, part: Claim, total: Claim | None) -> list[Claim]:
    """The amounts that a share may be a share of: what it names, else the total that its part is listed under."""
    name = share.whole or statement.among
    named = text.amounts(name, statement, part.mention.unit) if name else []
    if share.whole:
        return named or _of_siblings(statement, text, share)
    found = [each for each in (*named, total) if each and each.mention.unit == part.mention.unit]
    return found or _of_siblings(statement, text, share)


def _of_siblings(statement: Statement, text: Text, share: Claim) -> list[Claim]:
    """The sum of all that have a share of the same whole, where that makes one of their shares right."""
    near = text.statements if share.whole else [each for each in text.statements if each.place == statement.place]
    siblings = [each for each in near if each.amount and _share_of(each, share.whole)]
    amounts = [each.amount for each in siblings if each.amount]
    if len(siblings) < _FEWEST or statement not in siblings:
        return []
    first = amounts[0].mention
    added = sum((each.mention.value for each in amounts), Fraction(0))
    whole = replace(amounts[0], mention=replace(first, value=added, half=spread(amounts), words=f"{worded(added, amounts[0])}（各项之和）"))
    given = [(each.amount, _share_of(each, share.whole)) for each in siblings]
    right = [1 for part, each in given if part and each and ratio("share", part, whole, each).verdict is Verdict.HOLDS]
    return [whole] if right else []


def _share_of(statement: Statement, whole: str) -> Claim | None:
    return next((each for each in statement.all(Aspect.SHARE) if each.whole == whole), None)


_FEWEST = 2
"""How many must have a share of one whole before their sum is tried as the whole."""


def completions(text: Text) -> Iterator[Relation]:
    """Every completion with its budget."""
    for statement in text.statements:
        amount, budget, kind = statement.amount, statement.one(Aspect.BUDGET), "completion"
        for claim in statement.claims:
            if claim.aspect is Aspect.AMOUNT:
                amount = claim
            elif claim.aspect in {Aspect.BUDGET, Aspect.WHOLE}:
                budget, kind = claim, "share" if claim.aspect is Aspect.WHOLE else "completion"
            elif claim.aspect is Aspect.COMPLETION:
                yield _completion(kind, amount, budget, claim)


def _completion(kind: str, amount: Claim | None, budget: Claim | None, claim: Claim) -> Relation:
    if amount and budget and amount.mention.unit == budget.mention.unit:
        return ratio(kind, amount, budget, claim)
    numbers = (*(each.words for each in (amount, budget) if each), claim.words)
    return Relation(kind, numbers, Verdict.UNKNOWN, claim.sentence, claim.place)


def ratio(kind: str, part: Claim, whole: Claim, claim: Claim) -> Relation:
    """A percentage with the two amounts that it is computed from."""
    numbers = (part.words, whole.words, claim.words)
    if not whole.mention.value:
        return _of_nought(kind, numbers, part, claim)
    found = 100 * part.mention.value / whole.mention.value
    distance = abs(found - claim.mention.value)
    if distance <= claim.mention.half:
        return Relation(kind, numbers, Verdict.HOLDS, claim.sentence, claim.place, worded(found, claim, 2))
    if distance <= claim.mention.half + _room(part, whole, found):
        return Relation(kind, numbers, Verdict.SOFT, claim.sentence, claim.place, worded(found, claim, 2))
    name = {"share": "占比", "completion": "完成率"}[kind]
    message = f"{part.words}除以{whole.words}，{name}应为{worded(found, claim)}，写的是{claim.words}"
    return Relation(kind, numbers, Verdict.WRONG, claim.sentence, claim.place, worded(found, claim, 2), message)


def _of_nought(kind: str, numbers: Sequence[str], part: Claim, claim: Claim) -> Relation:
    if kind == "share" and not part.mention.value:
        return Relation(kind, tuple(numbers), Verdict.HOLDS, claim.sentence, claim.place, "0%")
    verdict = Verdict.WRONG if claim.mention.value or part.mention.value else Verdict.SOFT
    message = f"除数为0，没有百分比，写的是{claim.words}"
    return Relation(kind, tuple(numbers), verdict, claim.sentence, claim.place, "", message)


def _room(part: Claim, whole: Claim, found: Fraction) -> Fraction:
    """How far rounding of the two amounts may have moved their ratio, in percent."""
    low = abs(whole.mention.value) - whole.mention.half
    return (100 * part.mention.half + abs(found) * whole.mention.half) / low if low > 0 else Fraction(100)
