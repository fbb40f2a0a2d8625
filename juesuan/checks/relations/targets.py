"""The indicators of projects: the value reached beside its target, and both beside what the project's texts say.

All of it is hints: a target may be missed or far surpassed, and a text may count something else in the same unit.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

from juesuan.checks.relations.relation import NumberRelation
from juesuan.checks.slips import is_one_digit, slip
from juesuan.claims import ClaimedText, Place
from juesuan.figures.mentions import Mention, NumberKind, mentions
from juesuan.model.finished_report import Verdict

_TARGET = re.compile(r"^(?:年度|预期|计划|全年)*(?:指标|目标)值")
_REACHED = re.compile(r"^(?:全年)?(?:实际)?完成(?:指标)?值|^全年实际值")
_REASON = re.compile(r"原因|说明|备注")
_ENDS = re.compile(r"^(?:总分|合计|总计|小计)$")
_QUANTITY = re.compile(r"(?P<sign>[≥≤<>＜＞]?)=?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>\D{0,8})")
_DIGITS = re.compile(r"[\d,.]+")
_LESS = re.compile("时效|成本|不超过|不高于|以内")
"""What shows that less is better."""
_MOST = {"≤", "<", "＜"}
_FAR = 5
"""So many times its target a value is hardly reached: a digit too many or too few makes it ten times."""


class _Indicator(Struct, frozen=True):
    """A row of an indicator."""

    project: str
    name: str
    target: str
    reached: str
    reason: str
    row: str
    place: Place

    @property
    def numbers(self) -> tuple[tuple[str, Fraction, str], ...]:
        """Sign, number and unit of target and value reached, of those that are one quantity."""
        found = (_QUANTITY.fullmatch(each) for each in (self.target, self.reached))
        return tuple(
            (each["sign"], Fraction(each["number"].replace(",", "")), each["unit"].strip())
            for each in found
            if each
        )


def targets(text: ClaimedText) -> Iterator[NumberRelation]:
    """What is left blank beside its like, what misses its target without a reason, and what the texts say else."""
    found = list(_indicators(text))
    for each in found:
        yield from _blank(each)
        yield from _reached(each)
    yield from _said_again(found, text)


def _indicators(text: ClaimedText) -> Iterator[_Indicator]:
    """The rows below the headings of target and value reached, which count from the right: the left are merged."""
    columns: tuple[int, int, int] | None = None
    for line, place, project in text.tabled_projects:
        cells = [each.strip() for each in line.split("\t")]
        heads = _columns(cells)
        if heads:
            columns = heads
        elif len(cells) == 1 or _ENDS.match(cells[0]):
            columns = None
        elif columns and len(cells) > -min(columns[:2]):
            target, reached = (cells[at] for at in columns[:2])
            reason = cells[columns[2]] if columns[2] else ""
            yield _Indicator(project, cells[columns[0] - 1], target, reached, reason, line, place)


def _columns(cells: Sequence[str]) -> tuple[int, int, int] | None:
    """Where target, value reached and reason stand, counted from the right; 0 for no reason."""
    found = [
        next((at - len(cells) for at, each in enumerate(cells) if pattern.search(each)), 0)
        for pattern in (_TARGET, _REACHED, _REASON)
    ]
    return (found[0], found[1], found[2]) if found[0] and found[1] else None


def _blank(each: _Indicator) -> Iterator[NumberRelation]:
    """A unit, or a sign, without a number beside a cell of the same unit that has one."""
    for one, other in ((each.target, each.reached), (each.reached, each.target)):
        bare = re.sub(r"[≥≤<>＜＞=\s]", "", one)
        is_like = _QUANTITY.fullmatch(other) and bare == re.sub(r"[≥≤<>＜＞=\s\d.,]", "", other)
        if one and is_like and not _DIGITS.search(one):
            yield _hint("leftover", each, (other,), f"“{each.name}”写的是“{one}”，没有填数，旁边写的是“{other}”")


def _reached(each: _Indicator) -> Iterator[NumberRelation]:
    """A value that misses its target without a reason, or is many times what was aimed at."""
    if len(each.numbers) == 1 or not each.numbers:
        return
    (sign, target, unit), (_, value, other) = each.numbers
    if unit != other or not target:
        return
    is_less = sign in _MOST or (not sign and bool(_LESS.search(each.row)))
    is_missed = value > target if sign in _MOST else value < target and not is_less
    is_far = bool(value) and (value >= _FAR * target or target >= _FAR * value)
    message = f"“{each.name}”指标值是{each.target}，实际完成值写的是{each.reached}"
    if is_far:
        yield _hint("limit", each, (each.target, each.reached), f"{message}，相差{_FAR}倍以上，请看是不是写错了")
    elif is_missed and not each.reason:
        yield _hint("limit", each, (each.target, each.reached), f"{message}，没有完成，也没有写原因")


def _hint(kind: str, each: _Indicator, numbers: tuple[str, ...], message: str) -> NumberRelation:
    return NumberRelation(kind, numbers, Verdict.SOFT, each.row, each.place, "", message)


# ---- said again in a text

_CLAUSE = re.compile(r"[^，。；：、\t]+")
_FEWEST = 2
"""How many pairs of signs a clause shares with the name of the indicator that it speaks of."""
_MOST_OF = Fraction(3, 5)
"""What share of these pairs it has that speaks of an indicator of a project which it does not name."""
_COUNTED = {NumberKind.COUNT, NumberKind.PERCENT, NumberKind.MONEY}


class _Saying(Struct, frozen=True):
    """The one number of a clause."""

    number: Mention
    clause: str
    project: str
    sentence: str
    place: Place


def _said_again(found: Sequence[_Indicator], text: ClaimedText) -> Iterator[NumberRelation]:
    """The clauses of a project, or with the whole name of an indicator, that count what the indicator does."""
    known = [(each, values) for each in found if (values := _values(each))]
    rows = {each.place for each in found}
    for line, place, project in text.tabled_projects if known else ():
        for clause in _CLAUSE.finditer(line) if place not in rows else ():
            said = [each for each in mentions(clause[0]) if each.kind in _COUNTED and not each.is_rough]
            if len(said) == 1:
                sentence = (
                    text.sentence(place, clause.start()) if text.line_texts.get(place) == line else clause[0]
                )
                yield from _again(_Saying(said[0], clause[0], project, sentence, place), known)


def _values(each: _Indicator) -> dict[str, set[Fraction]]:
    """The values of target and value reached by their unit, where both have the same."""
    said = [mentions(cell) for cell in (each.target, each.reached)]
    if not all(len(one) == 1 and one[0].kind in _COUNTED for one in said):
        return {}
    units = {one[0].unit for one in said}
    return {units.pop(): {one[0].value for one in said}} if len(units) == 1 else {}


def _again(
    said: _Saying, known: Sequence[tuple[_Indicator, dict[str, set[Fraction]]]]
) -> Iterator[NumberRelation]:
    """A count with the one indicator that the clause speaks of."""
    number = said.number
    near = [
        (each, values[number.unit]) for each, values in known if number.unit in values and _is_about(said, each)
    ]
    if len(near) != 1:
        return
    ((indicator, values),) = near
    holds = any(number.agrees(value) for value in values)
    if not holds and not any(slip(number.value, each) or is_one_digit(number.value, each) for each in values):
        return  # something else is counted in the same unit
    where = f"{indicator.place}的指标“{indicator.name}”是{indicator.target}、{indicator.reached}"
    message = "" if holds else f"{where}，这里写的是{number.words}，请看是不是一回事"
    verdict = Verdict.HOLDS if holds else Verdict.SOFT
    yield NumberRelation(
        "repeat", (indicator.reached, number.words), verdict, said.sentence, said.place, "", message
    )


def _is_about(said: _Saying, each: _Indicator) -> bool:
    """Whether a clause names an indicator by most of its words, one of its own project by two of them."""
    shared = sum("".join(pair) in said.clause for pair in pairwise(each.name))
    is_own = bool(said.project) and said.project == each.project
    is_like = shared > _FEWEST and shared >= _MOST_OF * (len(each.name) - 1)
    return each.name in said.clause or is_like or (is_own and shared >= min(_FEWEST, len(each.name) - 1))
