"""What a number says of its figure: an amount, last year's, a budget, a change, a share, a completion …"""

import re
from collections.abc import Callable

from msgspec import Struct

from juesuan.claims.claim import Aspect
from juesuan.claims.sayings import sayings
from juesuan.claims.subjects import subject, without_comparison
from juesuan.figures.mentions import TIMES


class Clause(Struct, frozen=True):
    """The words around a number."""

    head: str
    """The clause before it."""
    gap: str
    """All that stands between it and the number before it, or the beginning of the paragraph."""
    after: str
    """What stands behind it, up to the next number and with it."""


class Meaning(Struct, frozen=True):
    """What a number says, and of what."""

    aspect: Aspect
    subject: str = ""
    """The figure as the clause names it; empty where it names none."""
    whole: str = ""
    """What a share is a share of, or a completion a completion of."""
    sign: int = 0
    """1 for an increase, -1 for a decrease."""


_OPENING = ("（", "(")


def of_amount(clause: Clause) -> Meaning:
    """What an amount or a count says."""
    found = (reader(clause) for reader in _AMOUNTS)
    return next((each for each in found if each), Meaning(Aspect.AMOUNT, subject(clause.head)))


def of_percentage(clause: Clause) -> Meaning:
    """What a percentage says."""
    found = (reader(clause) for reader in _PERCENTAGES)
    return next((each for each in found if each), Meaning(Aspect.OTHER, subject(clause.head)))


def of_multiple(clause: Clause) -> Meaning:
    """What a number says that is counted in times: 增长1.5倍, 是上年的2.5倍, 翻一番."""
    found = (reader(clause) for reader in _MULTIPLES)
    return next((each for each in found if each), Meaning(Aspect.OTHER, subject(clause.head)))


def is_against_budget(head: str) -> bool:
    """Whether a clause compares with a budget, and not with another year."""
    if re.search(r"[比较与]20\d\d年度?[^，。；]{0,16}?(?:年初|全年|调整)预算", head):
        return True
    return bool(re.search(r"[比较与](?:[^，。；]*)预算", head)) and not re.search(sayings().last, head)


def compares(head: str) -> bool:
    """Whether the number behind a clause is last year's: 比上年的, 较2020年的, 比2017年度决算总收入."""
    found = re.search(rf"[比较与和同](?:\d{{4}}年)?{sayings().last}[^，。；增减]{{0,16}}$", head)
    return found is not None and not is_against_budget(head)


# ---- amounts


def _first_of_two(clause: Clause) -> Meaning | None:
    """由2020年的X, 从上年的X; 由X where 减少到 stands behind it."""
    words = sayings()
    found = re.search(rf"[从由]{words.last}(?:的|决算数?|预算数?|同期)*$", clause.head)
    if found is None and re.match(rf"，?(?:{words.up}|{words.down})[到至为]", clause.after):
        found = re.search(r"[从由]$", clause.head)
    return Meaning(Aspect.LAST, subject(clause.head[: found.start()])) if found else None


def _second_of_two(clause: Clause) -> Meaning | None:
    """…增加到Y, 减少至Y."""
    words = sayings()
    found = re.search(rf"(?:{words.up}|{words.down})[到至](?:\d{{4}}年度?的?)?$", clause.head)
    return Meaning(Aspect.AMOUNT) if found else None


def _last_in_brackets(clause: Clause) -> Meaning | None:
    """（2020年度为X, 上年为X."""
    if re.fullmatch(r"(?:去年|上年度?)为", clause.head):
        return Meaning(Aspect.LAST)
    is_last = re.fullmatch(rf"{sayings().last}(?:决算数?|支出|收入)?为", clause.head)
    return Meaning(Aspect.LAST) if clause.gap.startswith(_OPENING) and is_last else None


_DIFFERENCE = re.compile(
    r"(?<!弥补收支)差[值额](?:为|是)?$|[比较](?:年初|全年|调整)?预算数?(?:增加|减少|多|少|超支|节约|结余)[了支]?$"
)


_REST = re.compile(
    r"(?:资金)?(?:结余|差额|压减金额|缺口|未执行|未拨付|还差|超出|多出)(?:数|资金|金额)?(?:为|是|共)*"
)


def _rest(clause: Clause) -> Meaning | None:
    """预算X，执行Y，结余Z."""
    return Meaning(Aspect.DIFFERENCE) if _REST.fullmatch(clause.head.strip()) else None


def _difference(clause: Clause) -> Meaning | None:
    found = _DIFFERENCE.search(clause.head)
    return (
        Meaning(Aspect.DIFFERENCE, subject(clause.head[: found.start()]), "", _side(found[0])) if found else None
    )


def _side(words: str) -> int:
    """Whether a difference is said to be one above or below; 0 where it is not."""
    if "差" in words:
        return 0
    return -1 if re.search("少|节约|结余", words) else 1


def _change(clause: Clause) -> Meaning | None:
    words = sayings()
    found = re.search(rf"(?:{words.up}|{words.down})(?:了|额为|金额为?|数为?|约|近)*$", clause.head)
    if not found:
        return None
    sign = 1 if re.match(words.up, found[0]) else -1
    return Meaning(Aspect.CHANGE, subject(without_comparison(clause.head[: found.start()])), "", sign)


def _last(clause: Clause) -> Meaning | None:
    """比上年的X减少, 与2022年度X相比."""
    words = sayings()
    goes_on = re.search(rf"^[^，。；]{{0,6}}?(?:{words.up}|{words.down}|{words.same}|相比|翻)", clause.after)
    if not goes_on or not compares(clause.head):
        return None
    return Meaning(Aspect.LAST, subject(re.sub(rf"(?:[比较与]|[和同](?={words.last})).*$", "", clause.head)))


def _multiplied(clause: Clause) -> Meaning | None:
    """是上年X的2.5倍."""
    found = re.search(rf"{_EQUALS}{sayings().last}[^，。；增减]{{0,8}}$", clause.head)
    is_so = found and re.match(rf"的?[\d.]+{TIMES}", clause.after)
    return Meaning(Aspect.LAST, subject(clause.head[: found.start()])) if found and is_so else None


_EQUALS = "(?:是|为|达到?|相当于|等于)"


def _budget(clause: Clause) -> Meaning | None:
    if re.search(r"[比较与](?:年初|全年|调整)?预算数?$|^预算数?(?:为|是|共|[:：])*$", clause.head):
        return Meaning(Aspect.BUDGET)
    if re.match(r"[与比较为是](?:[^，]*(?:年初|全年|调整))?预算数?的?$", clause.head):
        return Meaning(Aspect.BUDGET)  # 与2021年度支出年初预算X相比; 为预算X的85%
    if re.search(r"完成[^，]*(?:任务|目标)$", clause.head) and re.match(r"的[\d.]+[%％]", clause.after):
        return Meaning(Aspect.BUDGET)
    named = rf"(?:占|完成)?{sayings().budget}(?:数|金额)?(?:为|是|共|[:：])*$"
    found = re.search(rf"{named}|(?:占|完成)[^，]*(?:预算|计划)数?$", clause.head)
    return Meaning(Aspect.BUDGET, subject(clause.head[: found.start()])) if found else None


def _whole(clause: Clause) -> Meaning | None:
    """占一般公共预算支出X的84%."""
    if "占" not in clause.head or not re.match(r"的(?:比例|比重)?(?:为|达|约)?[\d.]+[%％]", clause.after):
        return None
    before, _, whole = clause.head.rpartition("占")
    return Meaning(Aspect.WHOLE, subject(before), whole)


_Reader = Callable[[Clause], Meaning | None]
_AMOUNTS: tuple[_Reader, ...] = (
    _first_of_two,
    _second_of_two,
    _last_in_brackets,
    _difference,
    _rest,
    _change,
    _last,
    _multiplied,
    _budget,
    _whole,
)
"""The ways to say more than an amount, in the order in which they are tried."""


# ---- percentages


def _share(clause: Clause) -> Meaning | None:
    found = re.search(
        r"占(?:比[例重]?(?:分别)?)?(?P<whole>[^占]*?)(?:的?(?:比例|比重)|的)?(?:为|达|约|近)*$", clause.head
    )
    if found is None:
        return None
    aspect = Aspect.COMPLETION if re.search("(?:计划|任务|目标)$", found["whole"]) else Aspect.SHARE
    return Meaning(aspect, subject(clause.head[: found.start()]), found["whole"])


def _of_the_number_before(clause: Clause) -> Meaning | None:
    """占年计划X的112%."""
    found = re.fullmatch(r"\s*的\s*(?:比例|比重)?(?:为|达|约)?", clause.gap)
    return Meaning(Aspect.COMPLETION) if found else None


def _completion(clause: Clause) -> Meaning | None:
    found = re.search(
        r"(?:完成|为)(?P<whole>[^，]*?(?:预算|计划|任务)[^，]*?)的?(?:比例)?(?:为|达|约)*$"
        r"|(?:预算)?(?:完成率|执行率|支付率)(?:为|达|约)*$",
        clause.head,
    )
    return (
        Meaning(Aspect.COMPLETION, subject(clause.head[: found.start()]), found["whole"] or "") if found else None
    )


def _average(clause: Clause) -> Meaning | None:
    words = sayings()
    found = re.search(rf"年平?均(?:(?P<up>{words.up})|{words.down})", clause.head)
    return Meaning(Aspect.AVERAGE, sign=1 if found["up"] else -1) if found else None


def _rate(clause: Clause) -> Meaning | None:
    words = sayings()
    found = re.search(
        rf"(?:(?P<up>{words.up}|增幅|升幅|涨幅|翻)|(?:{words.down}|降幅|减幅))(?:了|率|幅度|比例)?(?:为|达|约|近|是)*$",
        clause.head,
    )
    if not found:
        return None
    sign = 1 if found["up"] else -1
    return Meaning(Aspect.RATE, subject(without_comparison(clause.head[: found.start()])), "", sign)


def _rate_in_brackets(clause: Clause) -> Meaning | None:
    """减少6.0万元（42.86%）."""
    return Meaning(Aspect.RATE) if re.fullmatch(r"\s*[（(]\s*", clause.gap) else None


_PERCENTAGES: tuple[_Reader, ...] = (
    _share,
    _of_the_number_before,
    _completion,
    _average,
    _rate,
    _rate_in_brackets,
)


# ---- times


def _of_last(clause: Clause) -> Meaning | None:
    """是上年的2.5倍, 增加到上年的2.5倍; behind last year's number 的2.5倍 alone."""
    words = sayings()
    equals = rf"(?:{_EQUALS}|{words.up}[到至为]){words.last}"
    if found := re.search(rf"{equals}(?:同期|决算数?|支出|收入|的)*$", clause.head):
        return Meaning(Aspect.MULTIPLE, subject(clause.head[: found.start()]), sign=1)
    return Meaning(Aspect.MULTIPLE, sign=1) if _OF_THE_NUMBER.fullmatch(clause.gap) else None


_OF_THE_NUMBER = re.compile(r"\s*的\s*")
_MULTIPLES: tuple[_Reader, ...] = (_of_last, _completion, _rate)
