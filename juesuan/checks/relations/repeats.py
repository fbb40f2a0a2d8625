"""One figure said twice: in one passage, or under one name in one budget and year."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, takewhile

from msgspec.structs import replace

from juesuan.checks.relations.relation import NumberRelation
from juesuan.checks.relations.sums import sums
from juesuan.checks.relations.typos import typo
from juesuan.claims import Aspect, Claim, ClaimedText, FigureStatement
from juesuan.model.finished_report import Verdict

_FULL_NAME = re.compile(r"（[类款]）.*（项）|^(收入|支出)总计$|^本年(收入|支出)合计$")
"""Names that mean one figure wherever they stand: an item with its class, or a total."""
_VAGUE = re.compile(r"^(投资|总投资|项目|预算|支出|收入|合计|其他|其他资金|财政拨款|总额|金额|奖金|补助)$")
"""Names that mean another figure in every passage."""
_OF_THREE_PUBLIC = {"因公出国（境）", "公务用车购置及运行维护", "公务接待"}
"""Figures that a sentence on 三公 names beside each other before each is told of by itself."""
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
        yield from _visits_again(statement)
        yield from _spent_again(statement, text)
        yield from _operating_costs(statement, text)
    for claims in _named(text).values():
        yield from _all_alike(claims, text)


def _is_telling(relation: NumberRelation, again: Claim) -> bool:
    """Whether it is no chance: a slip explains the difference, or the number is long enough to be known by."""
    if relation.verdict is Verdict.WRONG:
        return bool(relation.advice)
    return len(again.mention.digits) >= _FEWEST


def _visits_again(statement: FigureStatement) -> Iterator[NumberRelation]:
    """How many visits and guests there were for what, said again in the paragraph: one of the three differs."""
    said = [each for each in (statement.amount, *statement.all(Aspect.AMOUNT)) if each]
    first, again = said[: len(_VISITS)], said[len(_VISITS) : 2 * len(_VISITS)]
    if any(tuple(each.mention.unit for each in three) != _VISITS for three in (first, again)):
        return
    odd = [pair for pair in zip(first, again, strict=True) if not _agree(*pair)]
    if len(odd) == 1:
        yield repeated(*odd[0], statement.subject)


_VISITS = ("批次", "人次", "元")


def _spent_again(statement: FigureStatement, text: ClaimedText) -> Iterator[NumberRelation]:
    """What a count cost, said before as an amount: 国内公务接待支出3.36万元…国内公务接待58批次，支出3.36万元"""
    again = next((each for each in statement.all(Aspect.AMOUNT) if each.mention.unit == "元"), None)
    if not again or not statement.amount or statement.amount.mention.unit == "元":
        return
    before = takewhile(lambda each: each.place == statement.place, text.before(statement))
    alike = (each.amount for each in before if each.amount and each.cores == statement.cores)
    for first in (each for each in alike if each.mention.unit == "元"):
        relation = repeated(first, again, statement.subject)
        yield from [relation] if _is_telling(relation, again) else ()
        return


def _operating_costs(statement: FigureStatement, text: ClaimedText) -> Iterator[NumberRelation]:
    """机关运行经费 beside 公用经费, one figure in an administrative unit: told where a slip parts them."""
    if statement.cores != ("机关运行",) or not statement.amount or not statement.amount.mention.value:
        return
    amount = statement.amount
    public = [each for each in text.amounts("公用经费", statement, "元") if each.mention.value]
    if same := next((each for each in public if each.mention.value == amount.mention.value), None):
        yield repeated(same, amount, statement.subject)
    elif len({each.mention.value for each in public}) == 1 and typo(amount, public[0].mention.value):
        first = public[0]
        message = f"公用经费在{first.place}写{first.words}，这里机关运行经费写{amount.words}，只差一两位数字"
        advice = f"是不是{typo(amount, first.mention.value)}？请核对原件。"
        yield replace(repeated(first, amount, statement.subject), message=message, advice=advice)


def _named(text: ClaimedText) -> dict[tuple[object, ...], list[FigureStatement]]:
    """The statements of every figure that give it an amount."""
    said: dict[tuple[object, ...], list[FigureStatement]] = {}
    for each in text.statements:
        if each.amount and each.subject and not each.is_reason:
            names = [each.cores] if len(each.cores) == 1 else [(core,) for core in each.cores]
            for cores in names:
                said.setdefault(_key(each, cores, text), []).append(each)
    return said


def _key(each: FigureStatement, cores: Sequence[str], text: ClaimedText) -> tuple[object, ...]:
    unit = each.amount.mention.unit if each.amount else ""
    return cores, each.year or text.year, unit


def _all_alike(said: Sequence[FigureStatement], text: ClaimedText) -> Iterator[NumberRelation]:
    """Each amount with the one before it; one that differs is wrong where both are shown to be one figure."""
    claims = [each.amount for each in said if each.amount]
    counts = Counter(each.mention.value for each in claims)
    for (one, first), (other, second) in pairwise(zip(said, claims, strict=True)):
        if _agree(first, second) or _is_one(one, other) or _in_other_unit(one, other):
            yield repeated(first, second, other.subject)
            continue
        pair = None if _VAGUE.match(other.subject) else _shown_one(first, second, counts)
        if pair and not _is_another(pair[1], said, text):
            yield repeated(*pair, other.subject)


def _is_one(one: FigureStatement, other: FigureStatement) -> bool:
    """Whether two statements are of one figure by their full name and the budget that they speak of."""
    if one.scope != other.scope:
        return False
    same = one.subject == other.subject or max(len(one.cores), len(other.cores)) > 1
    named = same and all(_FULL_NAME.search(each.subject) or len(each.cores) > 1 for each in (one, other))
    return named or (one.cores[0] in _OF_THREE_PUBLIC and "三公" in f"{one.among}{other.among}")


def _in_other_unit(one: FigureStatement, other: FigureStatement) -> bool:
    """Whether the same number is said of one figure in 元 and in 万元: 2000.00元 for 2000.00万元."""
    if not one.amount or not other.amount or one.scope != other.scope:
        return False
    first, second = one.amount.mention, other.amount.mention
    is_long = len(re.sub(r"\D", "", first.words)) >= _FEWEST
    return is_long and first.scale != second.scale and first.value / first.scale == second.value / second.scale


def _shown_one(one: Claim, other: Claim, counts: Counter[Fraction]) -> tuple[Claim, Claim] | None:
    """Two amounts of one name, the odd one last, where a slip explains it and others agree; else None."""
    first, second = counts[one.mention.value], counts[other.mention.value]
    if max(first, second) < _AGREED or first == second:
        return None
    is_alone = first + second == counts.total() and min(first, second) == 1
    if not typo(other, one.mention.value, fewest=1 if is_alone else _FEWEST):
        return None
    return (one, other) if first > second else (other, one)


def _is_another(odd: Claim, said: Sequence[FigureStatement], text: ClaimedText) -> bool:
    """Whether an odd amount is of another budget than some that agree, and ties: 基本支出 and that of 财政拨款.

    A self-evaluation that says the second without its budget agrees with it, and the first is no slip of it.
    """
    own = text.statement_of(odd).scope
    others = [each for each in said if each.amount and each.amount.mention.value != odd.mention.value]
    if all(each.scope == own for each in others):
        return False
    return any(each.verdict is Verdict.HOLDS and any(claim is odd for claim in each.claims) for each in sums(text))


def _agree(one: Claim, other: Claim) -> bool:
    """Whether one number may be the other, rounded otherwise."""
    return abs(one.mention.value - other.mention.value) <= max(one.mention.half, other.mention.half)


def _is_rounded(one: Claim, other: Claim) -> bool:
    """Whether two numbers are equal, or the one in the larger unit is the other rounded half up."""
    fine, coarse = sorted((one.mention, other.mention), key=lambda each: each.scale)
    return fine.value == coarse.value or (fine.scale < coarse.scale and coarse.agrees(fine.value))


def repeated(one: Claim, other: Claim, name: str) -> NumberRelation:
    """One figure in two places; the second is told where they differ."""
    numbers = (one, other)
    if _agree(one, other):
        verdict = Verdict.HOLDS if _is_rounded(one, other) else Verdict.SOFT
        return NumberRelation("repeat", numbers, verdict, other.sentence, other.place, one.words)
    message = f"“{name}”在{one.place}写{one.words}，这里写{other.words}，前后不一致"
    words = typo(other, one.mention.value, Fraction(0), _FEWEST)
    advice = f"是不是{words}？请核对原件。" if words else ""
    return NumberRelation(
        "repeat", numbers, Verdict.WRONG, other.sentence, other.place, one.words, message, advice
    )
