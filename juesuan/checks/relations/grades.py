"""The grades that a report says of scores."""

import re
from collections.abc import Iterator
from fractions import Fraction

from juesuan.checks.relations.relation import NumberRelation
from juesuan.claims import ClaimedText, Place
from juesuan.model.finished_report import Verdict

_GRADE = re.compile(
    r"(?P<score>\d{2,3}(?:\.\d+)?|(?<=得分)\d(?:\.\d+)?)分[^。；\d]{0,16}?(?:等级|评级|等次|结论|评)[定为是：:“\"]*(?P<grade>[优良中差])"
)
_GRADE_ALONE = re.compile(r"(?:等级|等次)[定确为是：:“\"]+(?P<grade>[优良中差])")
_SCORE_ALONE = re.compile(r"得分为?(?P<score>\d{2,3}(?:\.\d+)?)分")
_GRADE_OF_ROW = re.compile(r"总分\t+[\d.]*\t(?P<score>\d{1,3}(?:\.\d+)?)分?\t\s*(?P<grade>[优良中差])")
_NEAR = 4
"""How many paragraphs behind a grade its score stands."""
_BEST = 100
_GRADES = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))
"""The least score of every grade, as the ministry has them."""


def grades(text: ClaimedText) -> Iterator[NumberRelation]:
    """The grade that is said of a score, in one sentence or in paragraphs that follow each other."""
    alone: tuple[int, str] = (0, "")
    for line, place in text.rows:
        if found_in_row := _GRADE_OF_ROW.search(line):
            yield _grade(found_in_row["score"], found_in_row["grade"], line, place)
    for line, place in text.lines:
        for found in _GRADE.finditer(line):
            yield _grade(found["score"], found["grade"], text.sentence(place, found.start()), place)
        grade, score = _GRADE_ALONE.search(line), _SCORE_ALONE.search(line)
        if grade and not _GRADE.search(line):
            alone = place.line, grade["grade"]
        elif score and not _GRADE.search(line) and alone[1] and place.line - alone[0] <= _NEAR:
            yield _grade(score["score"], alone[1], text.sentence(place, score.start()), place)
            alone = (0, "")


def _grade(score: str, grade: str, where: str, place: Place) -> NumberRelation:
    meant = next(name for least, name in _GRADES if Fraction(score) >= least)
    holds = grade == meant or Fraction(score) > _BEST
    message = "" if holds else f"{score}分应为“{meant}”，写的是“{grade}”"
    return NumberRelation(
        "direction", (f"{score}分",), Verdict.HOLDS if holds else Verdict.WRONG, where, place, meant, message
    )
