"""Completions of a budget, each with the amount and the budget, and all of a list together."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from msgspec.structs import replace

from juesuan.checks.relations.part_lists import closes, part_lists
from juesuan.checks.relations.ratios import ratio
from juesuan.checks.relations.relation import NumberRelation, decimals_of, worded
from juesuan.claims import Aspect, Claim, ClaimedText, FigureStatement, sayings
from juesuan.model.finished_report import Verdict


def completions(text: ClaimedText) -> Iterator[NumberRelation]:
    """Every completion with its budget."""
    for statement in text.statements:
        amount, budget, kind = statement.amount, statement.one(Aspect.BUDGET), "completion"
        budget = budget or _planned(statement, text) or _by_difference(statement)
        for claim in statement.claims:
            if claim.aspect is Aspect.AMOUNT:
                amount = claim
            elif claim.aspect in {Aspect.BUDGET, Aspect.WHOLE}:
                budget, kind = claim, "share" if claim.aspect is Aspect.WHOLE else "completion"
            elif claim.aspect is Aspect.COMPLETION:
                found = _completion(kind, amount, budget, claim)
                yield (_of_heads(statement, text, claim) or found) if found.verdict in _UNSURE else found


_PLANNED = re.compile(r"^(?:全年|年度|当年)?(?:计划|目标|任务)")


def _by_difference(statement: FigureStatement) -> Claim | None:
    """The budget that the one difference from it means: 支出3万元，完成预算的75%，较预算减少1万元"""
    found = [each for each in statement.claims if each.aspect is Aspect.DIFFERENCE and each.sign]
    if len(found) != 1 or not statement.amount or found[0].mention.unit != statement.amount.mention.unit:
        return None
    return _implied(statement.amount, found[0])


def _planned(statement: FigureStatement, text: ClaimedText) -> Claim | None:
    """The plan that its sentence names right before a figure: 计划投资1.2亿元，实际完成投资1.35亿元"""
    before = next(text.before(statement), None)
    if before is None or before.place != statement.place or before.ends != statement.ends:
        return None
    return before.amount if _PLANNED.match(before.subject) else None


def budgets(text: ClaimedText) -> Iterator[NumberRelation]:
    """The budgets that the completions of a list mean, added up, with the one that its total means."""
    for group in part_lists(text):
        stated = [_with_completion(each) for each in (group.total, *group.parts)]
        given = [each for each in stated if each]
        amounts = [amount for amount, _ in given]
        if len(given) == len(stated) > _FEWEST and closes(amounts[0], amounts[1:]):
            yield _budgets(given)

    for total in text.statements:
        for known in sayings().decompositions if total.amount and not total.openings else ():
            if known.total in total.cores:
                yield from _of_form(total, known.parts, text)


def _of_form(total: FigureStatement, names: Sequence[str], text: ClaimedText) -> Iterator[NumberRelation]:
    """The same for parts that the form gives, each in a paragraph of its own, where they make the total."""
    found = (text.amounts(name, total, "元") for name in names)
    stated = (next(filter(None, map(_with_completion, map(text.statement_of, claims))), None) for claims in found)
    whole, parts = _with_completion(total), [each for each in stated if each]
    if whole and len(parts) >= _FEWEST and closes(whole[0], [amount for amount, _ in parts]):
        yield _budgets([whole, *parts])


def _with_completion(statement: FigureStatement) -> tuple[Claim, Claim] | None:
    """The amount and the completion of a statement that prints no budget beside them."""
    completion = statement.one(Aspect.COMPLETION)
    if not statement.amount or not completion or statement.one(Aspect.BUDGET) or not completion.mention.value:
        return None
    return statement.amount, completion


def _budgets(stated: Sequence[tuple[Claim, Claim]]) -> NumberRelation:
    decimals = max(decimals_of(completion) for _, completion in stated)
    (low, high), *parts = (_range(amount, completion, decimals) for amount, completion in stated)
    least, most = sum(each[0] for each in parts), sum(each[1] for each in parts)
    total, completion = stated[0]
    numbers = tuple(each for pair in stated for each in pair)
    holds = least <= high and low <= most
    shown = f"{worded(Fraction(least + most) / 2, total)}"
    meant = worded((low + high) / 2, total)
    said = f"按{total.words}完成预算{completion.words}倒推，预算是{meant}"
    message = f"{said}；各项倒推的预算加起来是{shown}，两个预算不是一个口径"
    verdict = Verdict.HOLDS if holds else Verdict.WRONG
    return NumberRelation(
        "completion",
        numbers,
        verdict,
        total.sentence,
        total.place,
        shown,
        "" if holds else message,
        "" if holds else _HINT,
    )


def _range(amount: Claim, completion: Claim, decimals: int) -> tuple[Fraction, Fraction]:
    """The least and the largest budget that an amount and its completion allow, without zeros at the end."""
    half = min(completion.mention.half, Fraction(1, 2 * 10**decimals))
    low, high = completion.mention.value - half, completion.mention.value + half
    return 100 * (amount.mention.value - amount.mention.half) / high, 100 * (
        amount.mention.value + amount.mention.half
    ) / low


_HINT = "请核对各项和合计的完成率用的是不是同一种预算数（年初预算、调整预算或含结转）。"
_FEWEST = 2
"""How many completions there are at least beside the total's."""


def _completion(kind: str, amount: Claim | None, budget: Claim | None, claim: Claim) -> NumberRelation:
    if amount and budget and amount.mention.unit == budget.mention.unit:
        return ratio(kind, amount, budget, claim)
    numbers = (*(each for each in (amount, budget) if each), claim)
    if amount and not budget and not amount.mention.value and claim.mention.value:
        message = f"支出是{amount.words}，完成预算应为0%，写的是{claim.words}"
        return NumberRelation(kind, numbers, Verdict.WRONG, claim.sentence, claim.place, "0%", message)
    return NumberRelation(kind, numbers, Verdict.UNKNOWN, claim.sentence, claim.place)


_UNSURE = (Verdict.WRONG, Verdict.UNKNOWN)


def _of_heads(statement: FigureStatement, text: ClaimedText, claim: Claim) -> NumberRelation | None:
    """The completion as that of the first figure of its paragraph, where it holds for that; None where not."""
    heads = next((each for each in text.of_paragraph(statement.place) if each.heads), statement)
    budget = heads.one(Aspect.BUDGET)
    if heads is statement or not heads.amount or not budget:
        return None
    found = _completion("completion", heads.amount, budget, claim)
    return found if found.verdict not in _UNSURE else None


def _implied(amount: Claim, difference: Claim) -> Claim:
    """The budget that an amount was above or below by a difference."""
    value = amount.mention.value - difference.sign * difference.mention.value
    words = f"{worded(value, amount)}（{amount.words}{'减' if difference.sign > 0 else '加'}{difference.words}）"
    half = amount.mention.half + difference.mention.half
    return replace(amount, mention=replace(amount.mention, value=value, half=half, words=words))
