"""The relations between the claims of a subject's texts, as comparisons that the officer is told of."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from juesuan.checks.relations import RULES, NumberRelation
from juesuan.checks.relations.counted import clauses, named_things, staff
from juesuan.checks.relations.leftovers import leftovers
from juesuan.checks.texts.claimed import SubjectText, WrittenNumber
from juesuan.checks.texts.relation import Relation, vouching
from juesuan.claims import Aspect
from juesuan.figures.mentions import NumberKind
from juesuan.model.finished_report import Verdict

BALANCE, ROUNDED = "C912", "C913"
_CODES = {
    "sum": "C905",
    "share": "C906",
    "rate": "C907",
    "change": "C907",
    "direction": "C907",
    "completion": "C908",
    "balance": BALANCE,
    "repeat": "C902",
}
"""The code of the rule that each kind of relation belongs to; the other kinds are looked for elsewhere."""
_ASKED = tuple(rule for rule in RULES if rule not in {leftovers, staff, named_things, clauses})
"""The rules that are asked: what was left over is no relation of numbers, and counts are found by their names."""
_GUESSED = re.compile(r"是不是([\d.,]+[^应，]*)应为[^，]*？")
"""Advice that names the one number of a sum that must be wrong."""


def among_claims(subject: SubjectText) -> Iterator[Relation]:
    """What the claims of the texts of one subject say of each other, where a person typed one of their numbers."""
    for rule in _ASKED:
        for relation in rule(subject.text):
            numbers = _numbers(relation, subject)
            if relation.kind in _CODES and any(each.is_typed for each in numbers) and not _is_copy(numbers):
                yield from _compared(relation, numbers)


def _numbers(relation: NumberRelation, subject: SubjectText) -> tuple[WrittenNumber, ...]:
    """The numbers of a relation, each once; none of the grade of a score, which the workbook is asked for."""
    return tuple(dict.fromkeys(subject.number(each) for each in relation.claims))


def _is_copy(numbers: tuple[WrittenNumber, ...]) -> bool:
    """Whether one number was typed once, and printed where it is compared with itself."""
    marks = {each.mention.serial for each in numbers}
    return len(numbers) > 1 and len(marks) == 1


def _compared(relation: NumberRelation, numbers: tuple[WrittenNumber, ...]) -> Iterator[Relation]:
    number, code = _in_doubt(relation, numbers), _code(relation)
    others = tuple(each for each in numbers if each is not number)
    if _is_counted(relation, numbers):
        relation = _of_counts(relation)
    is_rounded_again = relation.kind == "repeat" and relation.verdict is Verdict.SOFT
    if relation.verdict is Verdict.HOLDS or is_rounded_again:
        yield vouching(code, number, _against(relation, others), others)
    elif relation.verdict is Verdict.SOFT and relation.kind != "balance":
        yield _rounded(relation, number, others)
    elif relation.verdict is Verdict.WRONG:
        yield _wrong(relation, code, number, others)


def _is_counted(relation: NumberRelation, numbers: tuple[WrittenNumber, ...]) -> bool:
    """Whether a sum is of things that were counted and written alike, so that nothing was lost by rounding."""
    fine = {(each.mention.kind, each.mention.half) for each in numbers}
    is_rounded = relation.kind == "sum" and relation.verdict is Verdict.SOFT
    return is_rounded and len(fine) == 1 and numbers[0].mention.kind is NumberKind.COUNT


def _of_counts(relation: NumberRelation) -> NumberRelation:
    """The sum of counts, which does not hold."""
    total, *parts = relation.numbers
    message = f"各部分{'＋'.join(parts)}＝{relation.computed}，写的总数是{total}"
    return replace(relation, verdict=Verdict.WRONG, message=message)


def _code(relation: NumberRelation) -> str:
    """The code of the rule that asks for a relation; what is left of a budget belongs to its completion."""
    is_of_budget = any(each.aspect is Aspect.DIFFERENCE for each in relation.claims)
    return _CODES["completion" if is_of_budget else relation.kind]


def _in_doubt(relation: NumberRelation, numbers: tuple[WrittenNumber, ...]) -> WrittenNumber:
    """The number that the officer is to look at: the one that must be wrong, else one that was typed.

    Of several that were typed it is the total of a sum, and the last of any other relation.
    """
    guessed = _GUESSED.fullmatch(relation.advice.removesuffix("请核对原件。"))
    if guessed and (found := next((each for each in numbers if each.words == guessed[1]), None)):
        return found
    typed = [each for each in numbers if each.is_typed]
    return typed[0 if relation.kind == "sum" else -1]


def _against(relation: NumberRelation, others: tuple[WrittenNumber, ...]) -> str:
    """What a number agrees with, as a reader would write it."""
    if relation.kind == "sum":
        return "＋".join(relation.numbers[1:])
    if relation.kind in {"share", "completion"}:
        return "÷".join(relation.numbers[:-1])
    if relation.kind == "repeat":
        return f"{others[0].cell} {others[0].words}"
    return "、".join(relation.numbers[:-1]) or relation.computed


def _rounded(relation: NumberRelation, number: WrittenNumber, others: tuple[WrittenNumber, ...]) -> Relation:
    """The hint at a number that fits the others only by what rounding may have taken from them."""
    *given, result = relation.numbers if relation.kind != "sum" else (*relation.numbers[1:], relation.numbers[0])
    listed, how = "、".join(given), "相加" if relation.kind == "sum" else "计算"
    message = f"按{listed}{how}是{relation.computed}，写的是{result}，差在四舍五入的尾数上"
    return Relation(ROUNDED, number, holds=False, against=listed, message=message, others=others)


def _wrong(
    relation: NumberRelation, code: str, number: WrittenNumber, others: tuple[WrittenNumber, ...]
) -> Relation:
    message = relation.message
    if relation.kind == "repeat":
        name = next((each.subject for each in relation.claims if each.subject), "同一个数")
        message = f"“{name}”，这里写{number.words}，{others[0].cell} 写{others[0].words}"
    shown = relation.computed if number.words == relation.numbers[0 if relation.kind == "sum" else -1] else ""
    return Relation(
        code,
        number,
        holds=False,
        against="、".join(each.words for each in others),
        message=message,
        cells=tuple(each.cell for each in others),
        others=others,
        expected=shown,
        difference=f"{number.words}与{shown}" if shown else "",
        advice=relation.advice,
        is_of_words=relation.kind == "direction",
    )
