"""The words for a direction beside the amounts that they compare."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from juesuan.checks.relations.relation import NumberRelation
from juesuan.claims import Aspect, Claim, ClaimedText, FigureStatement, sayings
from juesuan.model.finished_report import Verdict

_BUDGET = r"(?:年初|调整|全年)?预算数?"
_DIRECTION = re.compile(
    rf"(?:决算|执行)数?(?P<words>大于|高于|超过|小于|低于|等于|持平|未超过|未超|不超过){_BUDGET}"
    rf"|(?:决算|执行)数与{_BUDGET}(?P<same>持平|一致|相等|相同)"
)
_SIGNS = {
    "大于": 1,
    "高于": 1,
    "超过": 1,
    "小于": -1,
    "低于": -1,
    "等于": 0,
    "持平": 0,
    "一致": 0,
    "相等": 0,
    "相同": 0,
}
_SHOWN = {1: "大于", -1: "小于", 0: "等于"}
_SAME = {word for word, sign in _SIGNS.items() if not sign}
_ALL = 100
_NUMBER = re.compile(r"\d+(?:\.\d+)?[万亿]?元")


def directions(text: ClaimedText) -> Iterator[NumberRelation]:
    """Whether amounts are above or below a budget or last year's as is said of them."""
    for statement in text.statements:
        yield from _against_budget(statement, text)
        yield from _of_completion(statement, text)
        yield from _between(statement)
        yield from _same(statement, text)
        yield from _twice_said(statement)
        yield from _opposite(statement)
        yield from _same_and_moved(statement, text)


def _against_budget(statement: FigureStatement, text: ClaimedText) -> Iterator[NumberRelation]:
    budget = statement.one(Aspect.BUDGET)
    amount = next(iter(reversed(statement.all(Aspect.AMOUNT))), statement.amount)
    if not amount or not budget or amount.mention.unit != budget.mention.unit:
        return
    behind = text.line_texts[statement.place][max(amount.mention.end, budget.mention.end) :]
    if found := _DIRECTION.search(_NUMBER.split(behind, maxsplit=1)[0]):
        yield _direction(amount, budget, found[0], found["words"] or found["same"])


def _of_completion(statement: FigureStatement, text: ClaimedText) -> Iterator[NumberRelation]:
    """The words behind a completion whose budget is not printed: below 100% is below the budget."""
    completion = statement.one(Aspect.COMPLETION)
    if not completion or statement.one(Aspect.BUDGET):
        return
    behind = text.line_texts[statement.place][completion.mention.end :]
    found = _DIRECTION.match(behind.lstrip("，；。的"))
    said = (found["words"] or found["same"]) if found else ""
    if said not in _SIGNS:
        return
    real = (completion.mention.value > _ALL) - (completion.mention.value < _ALL)
    holds = _SIGNS[said] == real or (
        said in _SAME and abs(completion.mention.value - _ALL) <= completion.mention.half
    )
    message = "" if holds else f"完成预算{completion.words}，决算数应{_SHOWN[real]}预算数，写的是“{said}”"
    verdict = Verdict.HOLDS if holds else Verdict.WRONG
    yield NumberRelation(
        "direction", (completion,), verdict, completion.sentence, completion.place, _SHOWN[real], message
    )


def _direction(amount: Claim, budget: Claim, words: str, said: str) -> NumberRelation:
    difference = amount.mention.value - budget.mention.value
    real = (difference > 0) - (difference < 0)
    holds = real <= 0 if said.startswith(("未", "不")) else _SIGNS[said] == real
    numbers = (amount, budget)
    message = "" if holds else f"决算数{amount.words}{_SHOWN[real]}预算数{budget.words}，写的是“{words}”"
    verdict = Verdict.HOLDS if holds else Verdict.WRONG
    return NumberRelation("direction", numbers, verdict, amount.sentence, amount.place, _SHOWN[real], message)


def _between(statement: FigureStatement) -> Iterator[NumberRelation]:
    """由X增加到Y, 由X减少到Y: whether the second is more or less than the first."""
    last, amount = statement.one(Aspect.LAST), statement.amount
    if not last or not amount or last.mention.end > amount.mention.start or last.place != amount.place:
        return
    between = _between_words(last, amount)
    words = sayings()
    found = re.fullmatch(rf"，?(?:(?P<up>{words.up})|(?P<down>{words.down}))[到至为](?:20\d\d年度?的?)?", between)
    if not found or last.mention.unit != amount.mention.unit:
        return
    difference = amount.mention.value - last.mention.value
    holds = difference > 0 if found["up"] else difference < 0
    numbers = (last, amount)
    message = "" if holds else f"从{last.words}到{amount.words}不是{found['up'] or found['down']}"
    verdict = Verdict.HOLDS if holds else Verdict.WRONG
    yield NumberRelation("direction", numbers, verdict, amount.sentence, amount.place, "", message)


_REACH = 30
"""How many signs on either side of a number may say that nothing has changed."""


def _same_and_moved(statement: FigureStatement, text: ClaimedText) -> Iterator[NumberRelation]:
    """减少为0万元，与上年持平; 与上年持平，增长100%: nothing can have changed and not changed."""
    for claim in (statement.amount, statement.one(Aspect.RATE), statement.one(Aspect.CHANGE)):
        if claim is None or (not claim.mention.value and claim is not statement.amount):
            continue
        line, mention = text.line_texts[claim.place], claim.mention
        near = line[max(0, mention.start - _REACH) : mention.end + _REACH]
        if found := next(_contradictions(near, claim.words), ""):
            message = f"“{found}”：一处说有变化，一处说没有变化"
            yield NumberRelation("direction", (claim,), Verdict.WRONG, claim.sentence, claim.place, "", message)


def _contradictions(near: str, number: str) -> Iterator[str]:
    """The words around a number by which it has changed, and has not."""
    words = sayings()
    if not re.search(words.same, near):
        return
    move, same = f"(?:{words.up}|{words.down})", f"[与和同比较]{words.last}[^，。；预]{{0,6}}{words.same}"
    for place in re.finditer(re.escape(number), near):
        before, behind = near[: place.start()], near[place.end() :]
        moved, stayed = re.search(rf"{move}[为至到了]?$", before), re.match(f"，{same}", behind)
        if moved and stayed:
            yield f"{moved[0]}{number}{stayed[0]}"
        if both := re.search(f"{same}，{move}了?$", before):
            yield f"{both[0]}{number}"


def _opposite(statement: FigureStatement) -> Iterator[NumberRelation]:
    """增加20万元，下降5%, where no amount stands beside that the two could be computed from."""
    for change, rate in pairwise(statement.claims):
        if statement.amount or (change.aspect, rate.aspect) != (Aspect.CHANGE, Aspect.RATE):
            continue
        if change.sign * rate.sign < 0 and change.mention.value > 0 and rate.mention.value > 0:
            message = f"{change.words}和{rate.words}一个说增、一个说减，方向相反"
            yield NumberRelation(
                "direction", (change, rate), Verdict.WRONG, rate.sentence, rate.place, "", message
            )


def _twice_said(statement: FigureStatement) -> Iterator[NumberRelation]:
    """减少-0.4万元: a word says the direction, and so does the sign behind it; nobody can say which is meant."""
    for claim in statement.claims:
        if is_twice_said(claim):
            word = _word_before(claim)
            message = f"“{word}”后面的数又带负号，写成{word}-{claim.words}，是增是减说不清"
            advice = f"确是{word}就写{word}{claim.words}，不带负号；不是就改“{word}”这个词。"
            yield NumberRelation(
                "direction", (claim,), Verdict.WRONG, claim.sentence, claim.place, "", message, advice
            )


def is_twice_said(claim: Claim) -> bool:
    """Whether a word and a sign both say the direction of a change or a rate."""
    return claim.aspect in {Aspect.CHANGE, Aspect.RATE} and bool(claim.sign) and claim.mention.value < 0


def _word_before(change: Claim) -> str:
    """The word of direction that stands before a change and its sign."""
    words = sayings()
    before = change.sentence.partition(change.words)[0]
    found = re.findall(f"{words.up}|{words.down}", before)
    return found[-1] if found else "增加" if change.sign > 0 else "减少"


def _between_words(one: Claim, other: Claim) -> str:
    """What stands between two numbers of one sentence."""
    start = one.sentence.find(one.words) + len(one.words)
    return one.sentence[start : one.sentence.find(other.words, start)].strip()


def _same(statement: FigureStatement, text: ClaimedText) -> Iterator[NumberRelation]:
    """与上年持平 beside two amounts that differ: 与上年的90万元持平."""
    last = statement.one(Aspect.LAST)
    amounts = [each for each in (statement.amount, *statement.all(Aspect.AMOUNT)) if each]
    amount = next((each for each in amounts if last and each.mention.unit == last.mention.unit), None)
    if not last or not amount:
        return
    line = text.line_texts[statement.place]
    words = next(filter(None, (_unchanged(line, each.mention.end) for each in (last, amount))), "")
    if words and not _are_alike(last, amount, words):
        message = f"本年{amount.words}与上年{last.words}不相等，写的是没有变化"
        numbers = (amount, last)
        yield NumberRelation("direction", numbers, Verdict.WRONG, amount.sentence, amount.place, "", message)


def _unchanged(line: str, start: int) -> str:
    """The words right behind a number by which nothing has changed; empty for none."""
    found = re.match(rf"[^\d。；预]{{0,14}}?{sayings().same}", line[start:])
    return found[0] if found else ""


_NEARLY = re.compile("基本|大体|大致")
_ABOUT = Fraction(5, 100)
"""How far two amounts may be apart of which a text says that they are nearly the same."""


def _are_alike(last: Claim, amount: Claim, words: str) -> bool:
    """Whether two amounts are the same, or nearly so where the words say no more."""
    room = _ABOUT * abs(last.mention.value) if _NEARLY.search(words) else Fraction(0)
    return abs(last.mention.value - amount.mention.value) <= room
