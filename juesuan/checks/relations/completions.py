"""Completions of a budget, each with the amount and the budget, and all of a list together."""

from collections.abc import Iterator
from dataclasses import replace

from juesuan.checks.relations.ratios import ratio
from juesuan.checks.relations.relation import Relation, Verdict, worded
from juesuan.checks.relations.text import Text
from juesuan.claims import Aspect, Claim


def completions(text: Text) -> Iterator[Relation]:
    """Every completion with its budget."""
    for statement in text.statements:
        amount, budget, kind = statement.amount, statement.one(Aspect.BUDGET), "completion"
        for claim in statement.claims:
            if claim.aspect is Aspect.AMOUNT:
                amount = claim
            elif claim.aspect is Aspect.DIFFERENCE and not budget and amount and claim.sign:
                budget = _implied(amount, claim)
            elif claim.aspect in {Aspect.BUDGET, Aspect.WHOLE}:
                budget, kind = claim, "share" if claim.aspect is Aspect.WHOLE else "completion"
            elif claim.aspect is Aspect.COMPLETION:
                yield _completion(kind, amount, budget, claim)


def _completion(kind: str, amount: Claim | None, budget: Claim | None, claim: Claim) -> Relation:
    if amount and budget and amount.mention.unit == budget.mention.unit:
        return ratio(kind, amount, budget, claim)
    numbers = (*(each.words for each in (amount, budget) if each), claim.words)
    return Relation(kind, numbers, Verdict.UNKNOWN, claim.sentence, claim.place)


def _implied(amount: Claim, difference: Claim) -> Claim:
    """The budget that an amount was above or below by a difference."""
    value = amount.mention.value - difference.sign * difference.mention.value
    words = f"{worded(value, amount)}（{amount.words}{'减' if difference.sign > 0 else '加'}{difference.words}）"
    half = amount.mention.half + difference.mention.half
    return replace(amount, mention=replace(amount.mention, value=value, half=half, words=words))
