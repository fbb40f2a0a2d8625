"""出错说明: which problems the department has explained, and which explanations explain nothing any more."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from juesuan.model import Explanation
from juesuan.problems import Problem, Severity, warning

IDLE = "S01"


def explain(problems: Iterable[Problem], explanations: tuple[Explanation, ...]) -> tuple[Problem, ...]:
    """The problems, each with the reason that was given for it; then the explanations that fit none.

    An explanation fits by code and place, whatever the spaces and brackets, and by the difference where it gives
    one: a problem whose numbers have changed is a new problem.
    """
    held = tuple(problems)
    used: set[int] = set()
    explained = [_explained(problem, explanations, used) for problem in held]
    idle = (each for place, each in enumerate(explanations) if place not in used)
    return (*explained, *(_idle(each, held) for each in idle))


def _explained(problem: Problem, explanations: tuple[Explanation, ...], used: set[int]) -> Problem:
    for place, each in enumerate(explanations):
        if problem.severity is not Severity.HINT and _names(each, problem) and _same_difference(each, problem):
            used.add(place)
            return replace(problem, explained=each.reason.text)
    return problem


def _names(explanation: Explanation, problem: Problem) -> bool:
    return explanation.code.text.upper() == problem.code and _bare(explanation.place.text) == _bare(problem.where)


def _same_difference(explanation: Explanation, problem: Problem) -> bool:
    return explanation.difference is None or _bare(explanation.difference.text) == _bare(problem.difference)


def _bare(words: str) -> str:
    """A place or a difference as it is compared."""
    return re.sub(r"[\s〔〕\[\]!！,，“”\"]", "", words)


def _idle(explanation: Explanation, problems: tuple[Problem, ...]) -> Problem:
    message, advice = next(
        _reasons(explanation, problems), ("这条说明对不上任何问题", "问题已经不在了就删去这一行。")
    )
    return warning(IDLE, explanation.code.cell, f"{explanation.code} {explanation.place}：{message}", advice)


def _reasons(explanation: Explanation, problems: tuple[Problem, ...]) -> Iterator[tuple[str, str]]:
    """Why an explanation fits nothing, the likeliest first."""
    named = [problem for problem in problems if _names(explanation, problem)]
    for problem in named:
        if problem.severity is Severity.HINT:
            yield "这是提示，不用说明", "请删去这一行。"
        elif explanation.difference:
            now = f"现在是“{problem.difference}”" if problem.difference else "这个问题没有差额"
            message = f"说明的是差额“{explanation.difference}”，{now}"
            yield message, "请重新核对，确有原因再照抄新的差额，并改写说明。"
    same = [problem.where for problem in problems if problem.code == explanation.code.text.upper()]
    if same and not named:
        yield f"这个位置没有 {explanation.code} 的问题", f"现在的位置是 {'、'.join(dict.fromkeys(same))}，请照抄。"
