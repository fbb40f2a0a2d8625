"""One figure said twice, both sides of a balance, and the direction of what is said beside two amounts."""

import re
from collections.abc import Iterator
from itertools import pairwise

from juesuan.checks.relations.relation import Relation, Verdict
from juesuan.checks.relations.text import Text
from juesuan.claims.claim import Aspect, Claim, Place
from juesuan.claims.clauses import sentence

_BALANCE = {"收入总计": "支出总计", "财政拨款收入总计": "支出总计"}


def repeats(text: Text) -> Iterator[Relation]:
    """Every amount that is said twice: in one passage, or under one name in one budget and year."""
    for statement in text.statements:
        for again in statement.all(Aspect.AMOUNT):
            if statement.amount and again.mention.unit == statement.amount.mention.unit:
                yield _repeat(statement.amount, again, statement.subject)
    said: dict[tuple[object, ...], list[Claim]] = {}
    for each in text.statements:
        if each.amount and each.subject and not each.is_reason and each.amount.mention.unit:
            key = (each.subject, each.scope, each.year or text.year, each.amount.mention.unit)
            said.setdefault(key, []).append(each.amount)
    yield from _said_alike(text)
    for (subject, *_), claims in said.items():
        for one, other in pairwise(claims):
            relation = _repeat(one, other, str(subject))
            if relation.verdict is not Verdict.WRONG or _is_full_name(str(subject)):
                yield relation


def _said_alike(text: Text) -> Iterator[Relation]:
    """Amounts of one figure that agree, whatever budget the passages speak of; those that differ may be others."""
    named: dict[tuple[str, str], list[Claim]] = {}
    for each in text.statements:
        if each.amount and each.cores[0]:
            named.setdefault((each.cores[0], each.amount.mention.unit), []).append(each.amount)
    for (name, _), claims in named.items():
        for one, other in pairwise(claims):
            relation = _repeat(one, other, name)
            if relation.verdict is not Verdict.WRONG:
                yield relation


def _is_full_name(subject: str) -> bool:
    """Whether a name means one figure wherever it stands: an item with its class, or a total."""
    return bool(re.search(r"（[类款]）.*（项）|^(收入|支出)总计$|^本年(收入|支出)合计$", subject))


def _repeat(one: Claim, other: Claim, subject: str) -> Relation:
    numbers = (one.words, other.words)
    distance = abs(one.mention.value - other.mention.value)
    if distance <= max(one.mention.half, other.mention.half):
        verdict = Verdict.HOLDS if not distance else Verdict.SOFT
        return Relation("repeat", numbers, verdict, other.sentence, other.place, one.words)
    message = f"“{subject}”在{one.place}写{one.words}，这里写{other.words}，前后不一致"
    return Relation("repeat", numbers, Verdict.WRONG, other.sentence, other.place, one.words, message)


def balances(text: Text) -> Iterator[Relation]:
    """Total revenue and total expenditure that are said one after the other, in one budget."""
    for one, other in pairwise(each for each in text.statements if each.amount and not each.is_reason):
        if not (one.subject.endswith("收入总计") and other.subject.endswith("支出总计")):
            continue
        if one.cores[0] not in _BALANCE or other.cores[0] != _BALANCE[one.cores[0]] or not one.amount or not other.amount:
            continue
        if other.place.line > one.place.line + 1:
            continue
        numbers = (one.amount.words, "=", other.amount.words)
        equal = one.amount.mention.value == other.amount.mention.value
        message = "" if equal else f"收入总计{one.amount.words}与支出总计{other.amount.words}不相等"
        verdict = Verdict.HOLDS if equal else Verdict.WRONG
        yield Relation("balance", numbers, verdict, other.amount.sentence, other.place, one.amount.words, message)


_DIRECTION = re.compile(
    r"决算数?(?P<words>大于|高于|超过|小于|低于|等于|持平|未超过|未超|不超过)(?:年初|调整|全年)?预算数?|决算数与(?:年初|调整|全年)?预算数?(?P<same>持平|一致|相等|相同)"
)
_SIGNS = {"大于": 1, "高于": 1, "超过": 1, "小于": -1, "低于": -1, "等于": 0, "持平": 0, "一致": 0, "相等": 0, "相同": 0}


def directions(text: Text) -> Iterator[Relation]:
    """Whether final accounts are above or below the budget as is said behind the two amounts."""
    for statement in text.statements:
        budget = statement.one(Aspect.BUDGET)
        amount = next(iter(reversed(statement.all(Aspect.AMOUNT))), statement.amount)
        if not amount or not budget or amount.mention.unit != budget.mention.unit:
            continue
        line = text.line_texts[statement.place]
        behind = line[max(amount.mention.end, budget.mention.end) :]
        following = re.split(r"\d+(?:\.\d+)?[万亿]?元", behind, maxsplit=1)[0]
        if found := _DIRECTION.search(following):
            yield _direction(amount, budget, found[0], found["words"] or found["same"])


def _direction(amount: Claim, budget: Claim, words: str, said: str) -> Relation:
    difference = amount.mention.value - budget.mention.value
    real = (difference > 0) - (difference < 0)
    holds = real <= 0 if said.startswith(("未", "不")) else _SIGNS[said] == real
    shown = {1: "大于", -1: "小于", 0: "等于"}[real]
    numbers = (amount.words, budget.words)
    message = "" if holds else f"决算数{amount.words}{shown}预算数{budget.words}，写的是“{words}”"
    verdict = Verdict.HOLDS if holds else Verdict.WRONG
    return Relation("direction", numbers, verdict, amount.sentence, amount.place, shown, message)


_YEARS = re.compile(r"[与比较](20\d\d)年度?(?:决算|预算)?(?:数|支出|收入)?(?:相比|对比|增|减|下降|上升|基本持平|持平|决算)")
_OWN_YEAR = re.compile(r"(?<![与比较从由至到])(20\d\d)年")


def years(text: Text) -> Iterator[Relation]:
    """The year that a change is measured from, which is the year before the one reported."""
    for line, place in text.lines:
        for found in _YEARS.finditer(line):
            where = sentence(line, found.start())
            own = _OWN_YEAR.search(where)
            year = int(own[1]) if own else text.year
            if year is not None:
                yield from _year(year, int(found[1]), text.year, where, place)


def _year(year: int, said: int, report: int | None, where: str, place: Place) -> Iterator[Relation]:
    numbers = (str(year), str(said))
    if said == year - 1 or (report is not None and said == report - 1):
        yield Relation("year", numbers, Verdict.HOLDS, where, place, str(said))
    elif said >= year or (report == year and said == year - _TWO):
        message = f"{year}年的数应与{year - 1}年相比，写的是{said}年"
        yield Relation("year", numbers, Verdict.WRONG, where, place, str(year - 1), message)


_TWO = 2
"""The commonest slip: last year's report was taken over with its years."""
