"""Projects: what sentences and tables say of one, its rates, its sources and its scores."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from juesuan.checks.relations.part_lists import added, closes
from juesuan.checks.relations.ratios import ratio
from juesuan.checks.relations.relation import NumberRelation, worded
from juesuan.checks.relations.repeats import repeated
from juesuan.checks.relations.sums import of_parts
from juesuan.claims import Aspect, Claim, ClaimedText, FigureStatement, TableClaim, TableColumn
from juesuan.model.finished_report import Verdict

_ALL = 100
_PARTS = ("财政拨款", "其他资金")
_TOTAL = "总额"
_ROWS = (_TOTAL, *_PARTS)
_SAME = ("项目", "项目执行", "项目全年")
"""How a sentence names the project that it is about."""


def projects(text: ClaimedText) -> Iterator[NumberRelation]:
    """Every rate and every sum of a project's table, and each number that is said of a project more than once."""
    by_project: dict[str, list[TableClaim]] = defaultdict(list)
    for each in text.tables:
        by_project[each.project].append(each)
    for claims in by_project.values():
        yield from _rates(claims)
        yield from _executed(claims)
        yield from _blanks(claims)
        for column in (TableColumn.BUDGET, TableColumn.EXECUTED):
            yield from _sources([each for each in claims if each.column == column])
    scores = _scores(text)
    for project, claims in by_project.items():
        yield from _points(claims, scores.get(project))
    yield from _said_again(text)
    yield from _score_again(text)


def _scores(text: ClaimedText) -> dict[str, Claim]:
    """The score that a sentence gives each project."""
    said = ((project, each) for project, each in _sentences(text) if each.subject.endswith("得分") and each.amount)
    return {project: each.amount for project, each in said if each.amount}


def _points(claims: Sequence[TableClaim], said: Claim | None) -> Iterator[NumberRelation]:
    """The weights of a project, which make 100, and its scores, which make the score that is said of it."""
    yield from _whole(claims, said)
    parts = [each for each in claims if not each.is_of_whole_score]
    weights = [each.claim for each in parts if each.column == TableColumn.WEIGHT]
    scores = [each.claim for each in parts if each.column == TableColumn.SCORE]
    is_whole = any(each.is_of_indicator for each in claims) and len(weights) == len(scores)
    if not is_whole:
        return
    yield _hundred(weights)
    if said:
        verdict = closes(said, scores, fewest=1) or Verdict.WRONG
        yield of_parts(said, scores, verdict)


def _whole(claims: Sequence[TableClaim], said: Claim | None) -> Iterator[NumberRelation]:
    """The score of the project as a whole beside that of the sentence; its weight, which is 100."""
    for each in claims:
        if each.is_of_whole_score and each.column == TableColumn.WEIGHT:
            yield _hundred([each.claim])
        elif each.is_of_whole_score and said:
            yield repeated(said, each.claim, f"{each.project}项目得分")


def _executed(claims: Sequence[TableClaim]) -> Iterator[NumberRelation]:
    """The score of the execution, which is its weight times the rate where the form is followed."""
    row = {each.column: each.claim for each in claims if each.is_total}
    needed = (TableColumn.WEIGHT, TableColumn.RATE, TableColumn.SCORE)
    if all(column in row for column in needed):
        weight, rate, score = (row[column] for column in needed)
        found = weight.mention.value * rate.mention.value / _ALL
        room = score.mention.half + weight.mention.value * rate.mention.half / _ALL
        shown = worded(found, score, 2)
        holds = abs(found - score.mention.value) <= room
        message = "" if holds else f"权重{weight.words}乘执行率{rate.words}是{shown}，得分写的是{score.words}"
        verdict = Verdict.HOLDS if holds else Verdict.SOFT
        numbers = tuple(each.words for each in (weight, rate, score))
        yield NumberRelation("completion", numbers, verdict, score.sentence, score.place, shown, message)


def _hundred(weights: Sequence[Claim]) -> NumberRelation:
    found, last = added(weights), weights[-1]
    numbers = tuple(each.words for each in weights)
    holds = found == _ALL
    message = "" if holds else f"各项权重{'＋'.join(numbers)}＝{worded(found, last)}，应为100分"
    verdict = Verdict.HOLDS if holds else Verdict.WRONG
    return NumberRelation("sum", tuple(weights), verdict, last.sentence, last.place, "100分", message)


def _rates(claims: Sequence[TableClaim]) -> Iterator[NumberRelation]:
    """The rate of each row with its budget and what was executed."""
    for rate in claims:
        if rate.column == TableColumn.RATE:
            row = {each.column: each.claim for each in claims if each.row == rate.row}
            if TableColumn.BUDGET in row and TableColumn.EXECUTED in row:
                yield ratio("completion", row[TableColumn.EXECUTED], row[TableColumn.BUDGET], rate.claim)


def _sources(column: Sequence[TableClaim]) -> Iterator[NumberRelation]:
    """The total of a column with its sources."""
    total = next((each.claim for each in column if each.is_total), None)
    parts = [each.claim for each in column if each.row in _PARTS]
    if total and len(parts) == len(_PARTS):
        verdict = closes(total, parts) or Verdict.WRONG
        yield of_parts(total, parts, verdict)


def _said_again(text: ClaimedText) -> Iterator[NumberRelation]:
    """The budget and the executed amount of a project, in sentences, tables and attachments."""
    for (project, column), claims in _said(text).items():
        for one, other in pairwise(claims):
            yield repeated(one, other, f"{project}项目{column.value}")


def executed(text: ClaimedText) -> dict[str, Claim]:
    """What was executed of each project, as it is first said."""
    return {
        project: claims[0] for (project, column), claims in _said(text).items() if column is TableColumn.EXECUTED
    }


def _said(text: ClaimedText) -> dict[tuple[str, TableColumn], list[Claim]]:
    """The budget, the executed amount and the rate of each project, in order of the lines."""
    said: dict[tuple[str, TableColumn], list[Claim]] = defaultdict(list)
    for project, statement in _sentences(text):
        for column, claim in _of_sentence(statement):
            said[project, column].append(claim)
    for each in text.tables:
        if each.is_total and each.column in {TableColumn.BUDGET, TableColumn.EXECUTED, TableColumn.RATE}:
            said[each.project, each.column].append(each.claim)
    return {key: sorted(claims, key=lambda claim: claim.place.line) for key, claims in said.items()}


def _sentences(text: ClaimedText) -> Iterable[tuple[str, FigureStatement]]:
    for place, project in text.projects.items():
        if project:
            yield from ((project, each) for each in text.of_paragraph(place))


def _of_sentence(statement: FigureStatement) -> Iterator[tuple[TableColumn, Claim]]:
    """What a sentence about a project says of its budget, of what was executed, and of the rate."""
    budget, rate = statement.one(Aspect.BUDGET), statement.one(Aspect.COMPLETION)
    if not statement.amount or statement.cores[0] not in _SAME or not (budget or rate):
        return
    yield TableColumn.EXECUTED, statement.amount
    if budget:
        yield TableColumn.BUDGET, budget
    if rate:
        yield TableColumn.RATE, rate


_WHOLE_SCORES = re.compile(r"(?:整体支出|部门整体|单位整体)?(?:绩效)?(?:自评|评价)?(?:综合|最终|总)?得分")


def _score_again(text: ClaimedText) -> Iterator[NumberRelation]:
    """The score of the department as a whole, which each paragraph about it says alike."""
    said = [
        each.amount
        for place in dict.fromkeys(each.place for each in text.statements)
        for each in text.of_paragraph(place)
        if each.amount and _is_whole_score(each, text)
    ]
    for one, other in pairwise(said):
        yield repeated(one, other, "整体支出自评得分")


def _is_whole_score(each: FigureStatement, text: ClaimedText) -> bool:
    is_score = each.amount is not None and each.amount.mention.unit == "分"
    named = is_score and bool(_WHOLE_SCORES.fullmatch(each.subject))
    return named and "整体" in text.line_texts[each.place]


def _blanks(claims: Sequence[TableClaim]) -> Iterator[NumberRelation]:
    """The sources of a project of which one of the budget and the amount executed is left blank."""
    columns = (TableColumn.BUDGET, TableColumn.EXECUTED)
    for row in _ROWS:
        given = {each.column: each.claim for each in claims if each.row == row and each.column in columns}
        for column in columns if len(given) == 1 else ():
            if column not in given:
                (claim,) = given.values()
                message = f"{row}的{column.value}没有填数"
                yield NumberRelation("leftover", (), Verdict.SOFT, claim.sentence, claim.place, message=message)
    total = {each.column: each.claim for each in claims if each.is_total and each.column in _EVALUATED}
    for column in _EVALUATED if len(total) + 1 == len(_EVALUATED) else ():
        if column not in total:
            claim = next(iter(total.values()))
            message = f"{_TOTAL}的{column.value}没有填数"
            yield NumberRelation("leftover", (), Verdict.SOFT, claim.sentence, claim.place, message=message)


_EVALUATED = (TableColumn.RATE, TableColumn.WEIGHT, TableColumn.SCORE)
"""What a table with scores says of the execution, all of it or nothing."""
