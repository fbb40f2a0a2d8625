"""What a report says beside its figures: charts without a gap, grades that fit scores, terms explained once."""

import re
from collections.abc import Iterator
from fractions import Fraction

from juesuan.checks.relations.relation import Relation, Verdict
from juesuan.claims import Place, Text

_CAPTION = re.compile(r"^\s*[（(]?图\s*(\d{1,2})\s*[：:．.、 ]")
_GRADE = re.compile(
    r"(?P<score>\d{2,3}(?:\.\d+)?)分[^。；\d]{0,16}?(?:等级|评级|等次|结论|评)[定为是：:“\"]*(?P<grade>[优良中差])"
)
_GRADE_ALONE = re.compile(r"(?:等级|等次)[定确为是：:“\"]+(?P<grade>[优良中差])")
_SCORE_ALONE = re.compile(r"得分为?(?P<score>\d{2,3}(?:\.\d+)?)分")
_NEAR = 4
"""How many paragraphs behind a grade its score stands."""
_BEST = 100
_GRADES = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))
"""The least score of every grade, as the ministry has them."""
_TERM = re.compile(r"^\s*\d{1,2}\s*[.．、]\s*(?P<term>[^：:。，反指]{2,80}?)\s*(?:[：:]|反映|指|是指)")
_TERMS, _BEHIND = re.compile(r"名词解释\s*$"), re.compile(r"^\s*第[四五]部分|^\s*附\s*件")


def captions(text: Text) -> Iterator[Relation]:
    """The numbers of the charts, which follow each other without a gap."""
    last = 0
    for line, place in text.lines:
        found = _CAPTION.match(line)
        number = int(found[1]) if found else last
        if last and number > last + 1:
            missing = "、".join(f"图{each}" for each in range(last + 1, number))
            yield Relation(
                "leftover",
                (),
                Verdict.WRONG,
                line,
                place,
                f"图{last + 1}",
                f"图{last}之后是图{number}，缺{missing}",
            )
        last = max(last, number)


def grades(text: Text) -> Iterator[Relation]:
    """The grade that is said of a score, in one sentence or in paragraphs that follow each other."""
    alone: tuple[int, str] = (0, "")
    for line, place in text.lines:
        for found in _GRADE.finditer(line):
            yield _grade(found["score"], found["grade"], text.sentence(place, found.start()), place)
        grade, score = _GRADE_ALONE.search(line), _SCORE_ALONE.search(line)
        if grade and not _GRADE.search(line):
            alone = place.line, grade["grade"]
        elif score and not _GRADE.search(line) and alone[1] and place.line - alone[0] <= _NEAR:
            yield _grade(score["score"], alone[1], text.sentence(place, score.start()), place)
            alone = (0, "")


def _grade(score: str, grade: str, where: str, place: Place) -> Relation:
    meant = next(name for least, name in _GRADES if Fraction(score) >= least)
    holds = grade == meant or Fraction(score) > _BEST
    message = "" if holds else f"{score}分应为“{meant}”，写的是“{grade}”"
    return Relation(
        "direction", (f"{score}分",), Verdict.HOLDS if holds else Verdict.WRONG, where, place, meant, message
    )


def terms(text: Text) -> Iterator[Relation]:
    """The terms that are explained: each once, and an item of the classification only where the report has it."""
    seen: dict[str, str] = {}
    is_within = False
    before = ""
    for line, place in text.lines:
        if _TERMS.search(line):
            is_within = "…" not in line and "\t" not in line
        elif _BEHIND.match(line):
            is_within = False
        elif is_within and (found := _TERM.match(line)):
            term = re.sub(r"[“”\"\s]", "", found["term"])
            if term in seen:
                message = f"“{term}”在名词解释里出现两次"
                yield Relation(
                    "leftover", (), Verdict.WRONG, line, place, "", message, f"前一次：{seen[term][:30]}"
                )
            elif term.endswith(("（项）", "（款）")) and "（项）" in before and not _is_used(term, before):
                message = f"名词解释里的“{term}”，报告正文没有用到"
                yield Relation("leftover", (), Verdict.SOFT, line, place, "", message)
            seen.setdefault(term, line)
        if not is_within:
            before += line


def _is_used(term: str, before: str) -> bool:
    """Whether the last name of an item stands in the report: 住房公积金 of …（款）住房公积金（项）."""
    name = re.sub(r"（[款项]）$", "", term).split("）")[-1]
    return name in before
