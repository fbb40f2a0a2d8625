"""Both sides of a balance: 收入总计 and 支出总计, and 年初 ＋ 收入 ＝ 支出 ＋ 年末."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from juesuan.checks.relations.relation import NumberRelation, spread, worded
from juesuan.checks.relations.typos import typo
from juesuan.claims import Aspect, Claim, ClaimedText, FigureStatement
from juesuan.model.finished_report import Verdict

_BALANCE = {"收入总计": {"支出总计"}, "财政拨款收入总计": {"支出总计", "财政拨款支出总计"}}
_NEAR = 4
"""How many paragraphs around two totals their balances may stand in."""
_REVENUE, _EXPENDITURE = ("本年收入合计",), ("本年支出合计",)
_OPENING, _CLOSING = ("年初结转和结余",), ("年末结转和结余",)
_DRAWN, _SPENT = ("使用非财政拨款结余", "事业基金弥补收支差额", "用事业基金弥补收支差额"), ("结余分配",)


def balances(text: ClaimedText) -> Iterator[NumberRelation]:
    """Total revenue and expenditure that are said one after the other, and the four sides of a fund's balance."""
    stated = [each for each in text.statements if each.amount and not each.is_reason]
    for one, other in pairwise(stated):
        if one.amount and other.amount and _is_pair(one, other):
            yield _totals(one.amount, other.amount, stated)
    for one, other in pairwise(text.statements):
        yield from _changes(one, other, text)
    for place in dict.fromkeys(each.place for each in stated):
        yield from _fund(text.of_paragraph(place))


def _is_pair(one: FigureStatement, other: FigureStatement) -> bool:
    """Whether two statements are of total revenue and total expenditure, and stand together."""
    if not (one.subject.endswith("收入总计") and other.subject.endswith("支出总计")):
        return False
    return other.cores[0] in _BALANCE.get(one.cores[0], ()) and other.place.line <= one.place.line + 1


def _totals(revenue: Claim, expenditure: Claim, stated: Sequence[FigureStatement]) -> NumberRelation:
    """Total revenue beside total expenditure; they differ by the balances where the totals leave these out."""
    numbers = (revenue, "=", expenditure)
    if revenue.mention.value == expenditure.mention.value:
        return NumberRelation(
            "balance", numbers, Verdict.HOLDS, expenditure.sentence, expenditure.place, revenue.words
        )
    opening, closing = (_beside(name, revenue, stated) for name in (*_OPENING, *_CLOSING))
    if _ties(revenue, expenditure, opening, closing):
        message = f"“总计”没有包括年初、年末结转和结余：收入{revenue.words}，支出{expenditure.words}"
        advice = "如果本部门就按这个口径公开，不用改；否则请把结转和结余加进总计。"
        return NumberRelation(
            "balance",
            numbers,
            Verdict.SOFT,
            expenditure.sentence,
            expenditure.place,
            revenue.words,
            message,
            advice,
        )
    message = f"收入总计{revenue.words}与支出总计{expenditure.words}不相等"
    return NumberRelation(
        "balance", numbers, Verdict.WRONG, expenditure.sentence, expenditure.place, revenue.words, message
    )


def _changes(one: FigureStatement, other: FigureStatement, text: ClaimedText) -> Iterator[NumberRelation]:
    """The changes of two totals that are equal, which are equal, too: 收、支总计各减少3万元、5万元."""
    revenue, expenditure = one.one(Aspect.CHANGE), other.one(Aspect.CHANGE)
    if not revenue or not expenditure or revenue.sentence != expenditure.sentence:
        return
    if other.cores[0] not in _BALANCE.get(one.cores[0], ()) or len(one.cores) > 1:
        return
    totals = [
        text.amounts(each.subject, each, "元")[:1] if each.amount is None else [each.amount]
        for each in (one, other)
    ]
    values = {each.mention.value for found in totals for each in found}
    if len(values) == 1 and all(totals):
        holds = revenue.mention.value * revenue.sign == expenditure.mention.value * expenditure.sign
        message = f"收、支总计本年相等，增减也应相等，写的是{revenue.words}和{expenditure.words}"
        yield NumberRelation(
            "balance",
            (revenue, expenditure),
            Verdict.HOLDS if holds else Verdict.WRONG,
            expenditure.sentence,
            expenditure.place,
            revenue.words,
            "" if holds else message,
        )


def _beside(name: str, near: Claim, stated: Sequence[FigureStatement]) -> list[Claim]:
    """The balances of one name in the paragraphs around a total."""
    return [
        each.amount
        for each in stated
        if each.amount and each.subject.endswith(name) and abs(each.place.line - near.place.line) <= _NEAR
    ]


def _ties(revenue: Claim, expenditure: Claim, opening: Sequence[Claim], closing: Sequence[Claim]) -> bool:
    """Whether 年初 ＋ 收入 ＝ 支出 ＋ 年末 holds with some of what is said of the balances."""
    return any(
        abs(_gap(first, revenue, expenditure, last)) <= spread((first, revenue, expenditure, last))
        for first in opening
        for last in closing
    )


def _gap(opening: Claim, revenue: Claim, expenditure: Claim, closing: Claim) -> Fraction:
    """How much more the left side is than the right."""
    left = opening.mention.value + revenue.mention.value
    return left - expenditure.mention.value - closing.mention.value


def _fund(here: Sequence[FigureStatement]) -> Iterator[NumberRelation]:
    """The balance of a paragraph that names all four sides."""
    sides = [_one(here, names) for names in (_OPENING, _REVENUE, _EXPENDITURE, _CLOSING)]
    given = [each for each in sides if each]
    if len(given) < len(sides):
        return
    opening, revenue, expenditure, closing = given
    drawn, spent = (_one(here, names) for names in (_DRAWN, _SPENT))
    given += [each for each in (drawn, spent) if each]
    gap = _gap(opening, revenue, expenditure, closing) + _value(drawn) - _value(spent)
    numbers = tuple(given)
    shown = worded(closing.mention.value + gap, closing)
    if abs(gap) <= spread(given):
        verdict = Verdict.SOFT if gap else Verdict.HOLDS
        yield NumberRelation("balance", numbers, verdict, closing.sentence, closing.place, shown)
        return
    left = f"年初{opening.words}＋收入{revenue.words}{_more('＋', drawn)}"
    right = f"支出{expenditure.words}{_more('－', spent)}"
    message = f"{left}－{right}＝{shown}，写的年末结转和结余是{closing.words}"
    words = typo(closing, closing.mention.value + gap)
    verdict = Verdict.UNKNOWN if bool(drawn) != bool(spent) and not words else Verdict.WRONG
    yield NumberRelation(
        "balance", numbers, verdict, closing.sentence, closing.place, shown, message, f"{words}？" if words else ""
    )


def _value(claim: Claim | None) -> Fraction:
    return claim.mention.value if claim else Fraction(0)


def _more(sign: str, claim: Claim | None) -> str:
    """One more number of the balance, where it is not nought."""
    return f"{sign}{claim.words}" if _value(claim) and claim else ""


def _one(here: Sequence[FigureStatement], names: Sequence[str]) -> Claim | None:
    """The one amount of a name in a paragraph; None where there is none, or more than one."""
    found = [each.amount for each in here if each.amount and _named(each, names) and not each.is_reason]
    return found[0] if len(found) == 1 else None


def _named(each: FigureStatement, names: Sequence[str]) -> bool:
    return any(name in each.cores or each.subject.endswith(name) for name in names)
