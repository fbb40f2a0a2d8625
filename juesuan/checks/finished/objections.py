"""Relations of a finished report that do not hold -> problems, each wrong number told once."""

import re
from collections.abc import Iterable, Iterator, Sequence

from juesuan.checks.finished.rules import BY_CODE, KINDS
from juesuan.checks.relations import NumberRelation
from juesuan.model.finished_report import AuditedRelation, AuditProblem, FinishedReport, Verdict
from juesuan.model.problems import Problem, Severity

_FEWEST_DIGITS = 3
"""A number with fewer may stand twice in a report by chance."""
_OVER = {"share", "completion"}
"""Kinds of relations in which one number is divided by another."""
_UNDRAWN = {"year", "direction", "leftover", "threshold", "limit", "visit"}
"""Kinds of relations in which nothing is computed."""
_OPERANDS = 3
_MOST_NUMBERS = 12
"""Numbers of a sum that are shown one by one."""


def relation_of(relation: NumberRelation) -> AuditedRelation:
    """The relation as the page and the JSON show it."""
    return AuditedRelation(
        KINDS[relation.kind],
        relation.kind,
        relation.numbers,
        relation.verdict,
        relation.sentence,
        relation.place.line,
        relation.computed,
    )


def objections(relations: Iterable[NumberRelation], report: FinishedReport) -> Iterator[AuditProblem]:
    """A problem for each wrong number, and a hint for each relation that is doubtful or only rounded."""
    found = list(relations)
    for head, others in _told_once([each for each in found if each.verdict is Verdict.WRONG]):
        yield _problem(head, others, report)
    for each in found:
        if each.verdict is Verdict.SOFT:
            yield _rounded(each, report)


def _told_once(wrong: Sequence[NumberRelation]) -> Iterator[tuple[NumberRelation, list[NumberRelation]]]:
    """The relations of which each tells of a number that no other does, with those that it stands for.

    Of several about one number the one stands that most of them hang on; of these, one that knows what happened.
    """
    hanging = _hanging(wrong)
    order = sorted(range(len(wrong)), key=lambda at: (-len(hanging[at]), not wrong[at].advice, at))
    left = set(order)
    for at in order:
        if at in left:
            others = sorted(hanging[at] & left)
            left -= {at, *others}
            yield wrong[at], [wrong[other] for other in others]


def _hanging(wrong: Sequence[NumberRelation]) -> list[set[int]]:
    """For each relation the others, by their places in the sequence, that have the number in doubt of it."""
    having: dict[str, set[int]] = {}
    for at, each in enumerate(wrong):
        for number in each.numbers:
            having.setdefault(number, set()).add(at)
    return [
        set().union(*(having[number] for number in _doubtful(each) if number in having)) - {at}
        for at, each in enumerate(wrong)
    ]


def _doubtful(relation: NumberRelation) -> set[str]:
    """The numbers of which one is wrong, as far as the relation alone can say."""
    if guessed := re.match(r"是不是([\d.,]+[^应]*)应为", relation.advice):
        return _long({guessed[1]})
    match relation.kind:
        case "sum":
            return _long(relation.numbers[:1])
        case "balance" | "repeat":
            return _long(relation.numbers)
        case "leftover" | "year" | "direction" | "threshold" | "limit" | "visit":
            return set()
    return _long(relation.numbers[-1:])


def _long(numbers: Iterable[str]) -> set[str]:
    return {each for each in numbers if len(re.sub(r"\D", "", each)) >= _FEWEST_DIGITS}


def _problem(head: NumberRelation, others: Sequence[NumberRelation], report: FinishedReport) -> AuditProblem:
    rule = BY_CODE[KINDS[head.kind]]
    message = head.message or f"{rule.asserts}：这里对不上"
    message += "".join(_also(message, others, report))
    return _told(head, Severity.ERROR, message, head.advice or rule.advice, report)


def _also(message: str, others: Sequence[NumberRelation], report: FinishedReport) -> Iterator[str]:
    """Where else the same stands word for word, and what else the number in doubt breaks."""
    places: dict[str, list[str]] = {}
    for each in others:
        places.setdefault(each.message, []).append(report.place(each.place.line))
    if same := places.pop(message, []):
        yield f"。{'、'.join(dict.fromkeys(same))}也是这样"
    if places:
        named = (f"{'、'.join(dict.fromkeys(at))}{words}" for words, at in places.items())
        yield f"。与这个数有关、一并对不上的还有：{'；'.join(named)}"


_AS_ROUNDED = "看一眼即可；能按元重算的，请重算。"


def _rounded(relation: NumberRelation, report: FinishedReport) -> AuditProblem:
    message = relation.message or f"按其他数算是{relation.computed}，与写的差一点，是四舍五入的尾差"
    advice = relation.advice or BY_CODE[KINDS[relation.kind]].advice
    return _told(relation, Severity.HINT, message, advice if relation.message else _AS_ROUNDED, report)


def _told(
    relation: NumberRelation, severity: Severity, message: str, advice: str, report: FinishedReport
) -> AuditProblem:
    line = relation.place.line
    problem = Problem(
        KINDS[relation.kind], severity, report.place(line), message, advice, expected=relation.computed
    )
    return AuditProblem(problem, relation.sentence, line, drawn(relation))


def drawn(relation: NumberRelation) -> str:
    """The sum drawn out, with what is computed and what is written; empty where nothing was computed."""
    numbers, computed = relation.numbers, relation.computed
    if not computed or not numbers or relation.kind in _UNDRAWN:
        return ""
    if relation.kind == "sum":
        parts = numbers[1:]
        more = f"＋…（共{len(parts)}项）" if len(parts) > _MOST_NUMBERS else ""
        return f"{'＋'.join(parts[:_MOST_NUMBERS])}{more}＝{computed}，写的是{numbers[0]}"
    if relation.kind in _OVER:
        has_both = len(numbers) == _OPERANDS
        return f"{numbers[0]}÷{numbers[1]}＝{computed}，写的是{numbers[2]}" if has_both else ""
    if relation.kind in {"balance", "repeat"}:
        return "" if relation.verdict is Verdict.SOFT else f"{numbers[0]}≠{numbers[-1]}"
    return f"按{'、'.join(numbers[:-1])}算是{computed}，写的是{numbers[-1]}"
