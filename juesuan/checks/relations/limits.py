"""Numbers that others bound: what the form prints for all, parts beside their whole, visits that cost nothing."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from juesuan.checks.relations.relation import NumberRelation, spread
from juesuan.claims import Aspect, Claim, ClaimedText, Place
from juesuan.model.finished_report import Verdict

_THRESHOLDS = (
    (re.compile(r"单(?:位)?价(?:值)?([\d.]+)万元(?:[（(]含[）)])?(?:以上|及以上)的?通用设备"), "50"),
    (re.compile(r"单(?:位)?价(?:值)?([\d.]+)万元(?:[（(]含[）)])?(?:以上|及以上)的?专用设备"), "100"),
)
"""The least price of the devices that the form asks for."""


def thresholds(text: ClaimedText) -> Iterator[NumberRelation]:
    """The prices from which on devices are counted, which the form prints alike for everybody."""
    for line, place in text.lines:
        for pattern, meant in _THRESHOLDS:
            for found in pattern.finditer(line):
                holds = found[1] == meant
                message = "" if holds else f"格式规定是单价{meant}万元以上，写的是{found[1]}万元"
                yield NumberRelation(
                    "threshold",
                    (f"{found[1]}万元",),
                    Verdict.HOLDS if holds else Verdict.WRONG,
                    text.sentence(place, found.start()),
                    place,
                    f"{meant}万元",
                    message,
                )


# ---- hundreds

_OF_ALL = re.compile(
    r"(?:合格率|满意度|满意率|覆盖率|普及率|入学率|准确率|及格率|得分)[^，。；：\d]{0,6}(?P<number>\d+(?:\.\d+)?)(?P<unit>[%％分])"
)
_ALL = 100


def hundreds(text: ClaimedText) -> Iterator[NumberRelation]:
    """Scores, and shares of people or things, that are more than all: a hint, as some scores allow for more."""
    for line, place in text.tabled:
        for found in _OF_ALL.finditer(line):
            if Fraction(found["number"]) > _ALL:
                words = found["number"] + found["unit"]
                message = f"{found[0]}：一般不会超过100{found['unit']}"
                yield NumberRelation("limit", (words,), Verdict.SOFT, line, place, "", message)


# ---- a fund is a part of all expenditure

_FUND = re.compile(r"(?:一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?)(?:财政)?拨款支出(?:决算)?数?")
_WHOLE = "本年支出合计"


def limits(text: ClaimedText) -> Iterator[NumberRelation]:
    """The expenditure of each fund, which is at most that of the year."""
    for each in text.statements:
        if each.amount and not each.is_reason and _FUND.fullmatch(each.subject):
            wholes = text.amounts(_WHOLE, each, "元")
            if wholes and all(_exceeds(each.amount, whole) for whole in wholes):
                yield _beyond(each.amount, wholes[0])


def _exceeds(part: Claim, whole: Claim) -> bool:
    return part.mention.value > whole.mention.value + spread((part, whole))


def _beyond(part: Claim, whole: Claim) -> NumberRelation:
    message = f"{part.words}比{_WHOLE}{whole.words}还多"
    numbers = (whole.words, part.words)
    return NumberRelation("limit", numbers, Verdict.WRONG, part.sentence, part.place, "", message)


# ---- the balances of a fund are a part of all balances

_BALANCES = ("年初结转和结余", "年末结转和结余")


def balance_limits(text: ClaimedText) -> Iterator[NumberRelation]:
    """The balances of a fund, which are at most those that the report names first without one: a hint."""
    for name in _BALANCES:
        said = [(each, each.amount) for each in text.statements if each.amount and each.subject.endswith(name)]
        wholes = [claim for each, claim in said if not each.scope and each.subject == name]
        for _, claim in said if wholes else ():
            if claim.mention.unit == "元" and _exceeds(claim, wholes[0]):
                message = f"{claim.words}比前面写的全部{name}{wholes[0].words}还多"
                numbers = (wholes[0].words, claim.words)
                yield NumberRelation("limit", numbers, Verdict.SOFT, claim.sentence, claim.place, "", message)


# ---- who joined

_JOINED = re.compile(r"(?:调入|新进|新招录|新招聘)(\d+)(?:名|位|人)")


def joined_staff(text: ClaimedText) -> Iterator[NumberRelation]:
    """How many people joined in the year, which one part says and another gives as a reason: a hint."""
    found = [
        (match[1], match[0], place, text.sentence(place, match.start()))
        for line, place in text.lines
        for match in _JOINED.finditer(line)
    ]
    for number, words, place, sentence in found[1:]:
        holds = number == found[0][0]
        message = "" if holds else f"{found[0][2]}是“{found[0][1]}”，这里是“{words}”，请看是不是一回事"
        verdict = Verdict.HOLDS if holds else Verdict.SOFT
        yield NumberRelation("repeat", (found[0][1], words), verdict, sentence, place, "", message)


# ---- what cost nothing did not take place

_VISITS = {"因公出国（境）", "公务接待", "国内公务接待", "外事接待"}
_UNITS = {"批次", "人次"}


def visits(text: ClaimedText) -> Iterator[NumberRelation]:
    """Journeys abroad and receptions: where nothing was spent on them there were none."""
    for place in dict.fromkeys(each.place for each in text.statements):
        yield from _of_paragraph(text, place)


def _of_paragraph(text: ClaimedText, place: Place) -> Iterator[NumberRelation]:
    spent: Claim | None = None
    last = ""
    for claim, cores in _in_order(text, place):
        unit = claim.mention.unit
        if unit == "元" and _VISITS & set(cores):
            spent = claim
        elif spent and (unit in _UNITS or (unit == "人" and last == "批次") or _is_of_groups(claim, text)):
            yield _visit(spent, claim)
        last = unit


def _in_order(text: ClaimedText, place: Place) -> list[tuple[Claim, Sequence[str]]]:
    """The amounts and counts of a paragraph in order, each with the names of its figure."""
    found = [
        (claim, each.cores)
        for each in text.of_paragraph(place)
        for claim in (*([each.amount] if each.amount else ()), *each.all(Aspect.AMOUNT))
        if not each.is_reason
    ]
    return sorted(found, key=lambda pair: pair[0].mention.start)


def _is_of_groups(claim: Claim, text: ClaimedText) -> bool:
    return text.line_texts[claim.place][: claim.mention.start].rstrip().endswith("团组")


def _visit(spent: Claim, count: Claim) -> NumberRelation:
    numbers = (spent.words, count.words)
    if spent.mention.value or not count.mention.value:
        verdict = Verdict.SOFT if spent.mention.value and not count.mention.value else Verdict.HOLDS
        message = f"支出{spent.words}，写的是{count.words}" if verdict is Verdict.SOFT else ""
    else:
        verdict, message = Verdict.WRONG, f"支出是{spent.words}，却写了{count.words}"
    return NumberRelation("visit", numbers, verdict, count.sentence, count.place, "", message)
