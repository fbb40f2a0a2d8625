"""One figure said twice: in one passage, or under one name in one budget and year."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from juesuan.checks.relations.relation import NumberRelation
from juesuan.checks.relations.typos import typo
from juesuan.claims import Aspect, Claim, ClaimedText, FigureStatement
from juesuan.model.finished_report import Verdict

_FULL_NAME = re.compile(r"（[类款]）.*（项）|^(收入|支出)总计$|^本年(收入|支出)合计$")
"""Names that mean one figure wherever they stand: an item with its class, or a total."""
_VAGUE = re.compile(r"^(投资|总投资|项目|预算|支出|收入|合计|其他|其他资金|财政拨款|总额|金额|奖金|补助)$")
"""Names that mean another figure in every passage."""
_AGREED = 2
"""How many passages must agree for one that says something else to be wrong."""
_FEWEST = 3
"""How many digits two numbers have at least of which one is a slip of the other."""


def repeats(text: ClaimedText) -> Iterator[NumberRelation]:
    """Every amount that is said twice: in one passage, or under one name in one budget and year."""
    for statement in text.statements:
        for again in statement.all(Aspect.AMOUNT):
            if statement.amount and again.mention.unit == statement.amount.mention.unit:
                relation = repeated(statement.amount, again, statement.subject)
                if _is_telling(relation, again):
                    yield relation
    for claims in _named(text).values():
        yield from _all_alike(claims)


def _is_telling(relation: NumberRelation, again: Claim) -> bool:
    """Whether it is no chance: a slip explains the difference, or the number is long enough to be known by."""
    if relation.verdict is Verdict.WRONG:
        return bool(relation.advice)
    return len(again.mention.digits) >= _FEWEST


def _named(text: ClaimedText) -> dict[tuple[object, ...], list[FigureStatement]]:
    """The statements of every figure that give it an amount."""
    said: dict[tuple[object, ...], list[FigureStatement]] = {}
    for each in text.statements:
        if each.amount and each.subject and not each.is_reason:
            said.setdefault(_key(each, text), []).append(each)
    return said


def _key(each: FigureStatement, text: ClaimedText) -> tuple[object, ...]:
    unit = each.amount.mention.unit if each.amount else ""
    return each.cores, each.year or text.year, unit


def _all_alike(said: Sequence[FigureStatement]) -> Iterator[NumberRelation]:
    """Each amount with the one before it; one that differs is wrong where both are shown to be one figure."""
    claims = [each.amount for each in said if each.amount]
    counts = Counter(each.mention.value for each in claims)
    for (one, first), (other, second) in pairwise(zip(said, claims, strict=True)):
        if _agree(first, second) or _is_one(one, other):
            yield repeated(first, second, other.subject)
        elif not _VAGUE.match(other.subject) and (pair := _shown_one(first, second, counts)):
            yield repeated(*pair, other.subject)


def _is_one(one: FigureStatement, other: FigureStatement) -> bool:
    """Whether two statements are of one figure by their full name and the budget that they speak of."""
    return one.subject == other.subject and one.scope == other.scope and bool(_FULL_NAME.search(one.subject))


def _shown_one(one: Claim, other: Claim, said: Counter[Fraction]) -> tuple[Claim, Claim] | None:
    """Two amounts of one name, the odd one last, where a slip explains it and others agree; else None."""
    counts = {each: said[each.mention.value] for each in (one, other)}
    if max(counts.values()) < _AGREED or counts[one] == counts[other]:
        return None
    is_alone = sum(counts.values()) == said.total() and min(counts.values()) == 1
    if not typo(other, one.mention.value, fewest=1 if is_alone else _FEWEST):
        return None
    return (one, other) if counts[one] > counts[other] else (other, one)


def _agree(one: Claim, other: Claim) -> bool:
    """Whether one number may be the other, rounded otherwise."""
    return abs(one.mention.value - other.mention.value) <= max(one.mention.half, other.mention.half)


def repeated(one: Claim, other: Claim, name: str) -> NumberRelation:
    """One figure in two places; the second is told where they differ."""
    numbers = (one, other)
    if _agree(one, other):
        verdict = Verdict.HOLDS if one.mention.value == other.mention.value else Verdict.SOFT
        return NumberRelation("repeat", numbers, verdict, other.sentence, other.place, one.words)
    message = f"“{name}”在{one.place}写{one.words}，这里写{other.words}，前后不一致"
    words = typo(other, one.mention.value, Fraction(0), _FEWEST)
    advice = f"是不是{words}？请核对原件。" if words else ""
    return NumberRelation(
        "repeat", numbers, Verdict.WRONG, other.sentence, other.place, one.words, message, advice
    )
