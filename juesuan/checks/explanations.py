"""出错说明: which problems the department has explained, and which explanations explain nothing any more."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec.structs import replace

from juesuan.model.accounts import Explanation
from juesuan.model.problems import BLANK, UNCONFIRMED, UNSEEN, UNWRITTEN, Problem, Severity, warning

IDLE = "S01"
"""The code of the warning that an explanation explains nothing."""


def explained(problems: Iterable[Problem], explanations: tuple[Explanation, ...]) -> tuple[Problem, ...]:
    """The problems, each with the reason that 出错说明 gives for it.

    An explanation fits by code and place, whatever the spaces and brackets, and by the difference where it gives
    one: a problem whose numbers have changed is a new problem.
    """
    return tuple(_explained(problem, explanations) for problem in problems)


def with_idle(
    problems: Iterable[Problem], explanations: tuple[Explanation, ...], unasked: tuple[str, ...] = ()
) -> tuple[Problem, ...]:
    """The problems, then a warning (S01) for each explanation that fits none of them.

    ``unasked`` is how the codes begin of what nobody looked for: of these no explanation is idle.
    """
    held = tuple(problems)
    used = {place for problem in held if (place := _fitting(problem, explanations)) is not None}
    left = (each for place, each in enumerate(explanations) if place not in used)
    idle = (each for each in left if not _bare(each.code.text).startswith(unasked))
    return (*held, *(_idle(each, held) for each in idle))


def _explained(problem: Problem, explanations: tuple[Explanation, ...]) -> Problem:
    place = _fitting(problem, explanations)
    return problem if place is None else replace(problem, explained=explanations[place].reason.text)


def _fitting(problem: Problem, explanations: tuple[Explanation, ...]) -> int | None:
    """The place of the first explanation that fits the problem; None for none and for what none is given for."""
    if not problem.is_explainable:
        return None
    fits = (
        at for at, each in enumerate(explanations) if _names(each, problem) and _same_difference(each, problem)
    )
    return next(fits, None)


def _names(explanation: Explanation, problem: Problem) -> bool:
    """Whether the explanation has the code and the place of the problem."""
    codes, places = (explanation.code.text, problem.code), (explanation.place.text, problem.where)
    return _bare(codes[0]) == _bare(codes[1]) and _bare(places[0]) == _bare(places[1])


def _same_difference(explanation: Explanation, problem: Problem) -> bool:
    return explanation.difference is None or _bare(explanation.difference.text) == _bare(problem.difference)


def _bare(words: str) -> str:
    """A code, place or difference as it is compared: in one width, in capitals, without spaces and brackets."""
    return re.sub(r"[\s〔〕\[\]!$,“”\"]", "", unicodedata.normalize("NFKC", words)).upper()


def _idle(explanation: Explanation, problems: tuple[Problem, ...]) -> Problem:
    message, advice = next(
        _reasons(explanation, problems), ("这条说明对不上任何问题", "问题已经不在了就删去这一行。")
    )
    return warning(IDLE, explanation.code.cell, f"{explanation.code} {explanation.place}：{message}", advice)


def _reasons(explanation: Explanation, problems: tuple[Problem, ...]) -> Iterator[tuple[str, str]]:
    """Why an explanation fits nothing, the likeliest reason first, each with what to do."""
    named = [problem for problem in problems if _names(explanation, problem)]
    for problem in named:
        if problem.severity is Severity.HINT:
            yield "这是提示，不用说明", "请删去这一行。"
        elif not problem.is_explainable:
            yield f"{_INSTEAD[problem.code]}，不能用说明代替", f"请删去这一行。{problem.hint}"
        elif _same_difference(explanation, problem):
            yield "同一个问题前面已经说明过", "请删去多出的一行。"
    for problem in named:
        now = f"现在是“{problem.difference}”" if problem.difference else "这个问题没有差额"
        message = f"说明的是差额“{explanation.difference}”，{now}"
        yield message, "请重新核对，确有原因再照抄新的差额，并改写说明。"
    same = dict.fromkeys(each.where for each in problems if _bare(each.code) == _bare(explanation.code.text))
    if same:
        more = f"等 {len(same)} 处" if len(same) > _LISTED else ""
        places = f"{'、'.join(islice(same, _LISTED))}{more}"
        yield f"这个位置没有 {explanation.code} 的问题", f"现在的位置是 {places}，请照抄。"


_INSTEAD = {
    BLANK: "空着的格要补上",
    UNSEEN: "没有看过的数要逐个看过",
    UNCONFIRMED: "程序提出的格要逐格确认",
    **dict.fromkeys(UNWRITTEN, "没有写的文字要写上"),
}
"""What is to be done about a problem that no reason settles, by its code."""
_LISTED = 3
"""How many places a message names."""
