"""The numbers of a paragraph, each with the clause before it and what it says: an amount, a change, a share …"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from juesuan.claims.claim import Aspect, Claim, Place
from juesuan.claims.sayings import sayings
from juesuan.figures.mentions import Mention, NumberKind, mentions

_STOPS = re.compile(r"[，。；：！？\n]|,(?!\d)|;|:")
_ENDS = "。；！？\n"
_OPENING, _CLOSING = "（(", "）)"
_LISTED = re.compile(r"^[）)”\"]*(?:[、和及]|与(?!\d|[上去]年|[^，。]{0,4}预算))")
"""What joins a number to the one before it in a list: 工程538.06万元、服务…"""
_NUMBERING = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十百\d]{1,3}[）)]|第?[一二三四五六七八九十]{1,3}[、.．]|\d{1,3}[“\"]?[.．、]|[①-⑳]|[一二三四五六七八九十]是)\s*"
)
_OPENERS = re.compile(
    r"^(其中|包括|另外|此外|加上|由|加|以及|含|即|共有|共计|共|合计|全年|当年|本年度?(?![收支])|本单位|本部门|本站|本校|我[局县区镇乡校院市]"
    r"|用于|截至.*?日|实有|\d{4}年度?|[）)”、,])+"
)
_TAIL = re.compile(
    r"(累计|共)?(完成|安排|开支|实现)?(了|为|是|达到?|共计|约|近|各|均|分别|[:：])*(为|是|达到?|共|约|各|均|累计|[:：])$|累计完成$|完成$"
)
_UNIT_NAME = re.compile(
    r"^[^，。；（）、]{2,25}?(?:局|委员会|委|中心|学校|中学|小学|幼儿园|医院|卫生院|学院|站|所|联合会|镇|乡|街道|办事处|队|馆|处|厅|政府"
    r"|部门|单位|本级)(?=政府采购|机关运行|收入|支出|本年|三公|一般公共|财政拨款|总收入|总支出|决算总|共有|人员编制|部门)"
)
"""The name of the unit before a figure: 柳坪县中学政府采购支出总额."""
_NOTE = re.compile(r"[（(][^（()）]{0,30}?(为准|不含|含|口径)[^（()）]*[）)]")
_ANNOUNCED = re.compile(r"[是为]?[：:]\d{4}年")
"""What stands behind 原因 where no reason follows but the figures themselves."""
_REASON = re.compile(r"原因|主要是|由于|因为|是因|主要用于(?!以下)|系因")


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with what its place in the paragraph tells of it."""

    claim: Claim
    head: str
    """The clause before the number."""
    gap: str
    """All that stands between it and the number before it, or the beginning of the paragraph."""
    after: str
    """What stands behind it, up to the next number and with it."""
    depth: int
    """How many brackets are open before it."""
    is_reason: bool
    sentence_number: int
    """How many full stops stand before it in the paragraph."""
    year: int | None
    """The year that the words before it speak of in their own right; None where they name none."""
    among: str
    """The figure that the sentence lists parts of, as it begins; empty where it names none."""


def numbering(line: str) -> str:
    """The kind of number that a paragraph begins with: 1. for every such number; empty without one."""
    found = _NUMBERING.match(line)
    return re.sub(r"[一二三四五六七八九十百]+", "一", re.sub(r"\d+|[①-⑳]", "1", found[0].strip())) if found else ""


def unnumbered(line: str) -> str:
    """The paragraph without the number it begins with."""
    return _NUMBERING.sub("", line, count=1)


def said(line: str, place: Place) -> Iterator[Said]:
    """The claims of a paragraph, in order."""
    found = [each for each in mentions(line) if _counts(line, each)]
    starts = [0, *(each.end for each in found)]
    ends = [*(each.end for each in found[1:]), len(line)]
    before = ""
    for each, start, end in zip(found, starts, ends, strict=False):
        gap = line[start : each.start]
        compared = before if gap.startswith("相比") else ""
        yield _said(line, each, (gap, line[each.end : end], compared), place)
        before = gap


def _counts(line: str, mention: Mention) -> bool:
    """Whether the number says something of a figure: no year, no part of a name, no bare number but 较上年8.32."""
    if mention.kind is NumberKind.BARE:
        return bool(_compared().search(line[max(0, mention.start - 12) : mention.start]))
    return mention.kind in {NumberKind.MONEY, NumberKind.PERCENT, NumberKind.COUNT}


def _said(line: str, mention: Mention, around: tuple[str, str, str], place: Place) -> Said:
    """The claim of a number; around it stand its gap, what is behind, and what it is compared with, if that is named."""
    gap, after, compared = around
    head = _LISTED.sub("", _head(gap))
    aspect, subject, whole, sign = _meaning(head, gap, after, mention)
    where = sentence(line, mention.start)
    claim = Claim(
        aspect, mention, subject, whole, sign, where, place, against_budget=_is_against_budget(compared or head)
    )
    before = line[: mention.start]
    return _placed(claim, (head, gap, after), before[_sentence_start(before) :], before)


def _placed(claim: Claim, words: tuple[str, str, str], in_sentence: str, before: str) -> Said:
    """The claim with what the words before it in its sentence and in its paragraph tell of it."""
    head, gap, after = words
    depth = sum(before.count(each) for each in _OPENING) - sum(before.count(each) for each in _CLOSING)
    years = _OWN_YEAR.findall(in_sentence)
    return Said(
        claim, head, gap, after, max(depth, 0), _gives_reason(in_sentence, claim.sentence), before.count("。"),
        int(years[-1]) if years else None, _among(before[before.rfind("。") + 1 :]),
    )  # fmt: skip


def _is_against_budget(head: str) -> bool:
    return bool(re.search(r"[比较与](?:[^，。；]*)预算", head)) and not re.search(sayings().last, head)


def _gives_reason(before: str, sentence: str) -> bool:
    """Whether the words before a number give a reason; 原因是：2020年… announces figures, and gives none."""
    reason = _REASON.search(before)
    return reason is not None and not _ANNOUNCED.match(sentence, sentence.find(before.strip()) + reason.end())


def _sentence_start(before: str) -> int:
    return max((before.rfind(stop) for stop in _ENDS), default=-1) + 1


_OWN_YEAR = re.compile(r"(?<![与比较从由至到])(20\d\d)年")


def _among(before: str) -> str:
    """What the parts of a sentence are parts of, where it says so: “三公”经费支出决算 of “三公”经费支出决算中，…"""
    found = re.match(r"([^，。；]{2,40}?)(?:中|的?(?:具体)?构成(?:情况)?(?:为|如下)?)[，：:]", before)
    return subject(found[1]) if found else ""


def sentence(line: str, at: int) -> str:
    """The sentence around a place of a paragraph, with its stop."""
    start = max(line.rfind(stop, 0, at) for stop in _ENDS) + 1
    ends = [place for stop in _ENDS if (place := line.find(stop, at)) >= 0]
    return line[start : min(ends) + 1 if ends else len(line)].strip()


def _head(gap: str) -> str:
    """The clause before a number: what stands behind the last stop, or behind a bracket that is still open."""
    opened = _open_bracket(gap)
    gap = gap[opened:]
    *_, last = _STOPS.split(gap)
    if not last.strip('）)”"') and gap.rstrip().endswith(("：", ":")):
        *_, last = _STOPS.split(gap.rstrip(" ：:"))
    return last


def _open_bracket(text: str) -> int:
    """Where the text inside of the innermost bracket begins that is not closed; 0 where there is none."""
    stack = []
    for place, sign in enumerate(text):
        if sign in _OPENING:
            stack.append(place + 1)
        elif sign in _CLOSING and stack:
            stack.pop()
    return stack[-1] if stack else 0


def _compared() -> re.Pattern[str]:
    """Last year's number that a change is measured from: 比上年的, 较2020年的, 比2017年度决算总收入."""
    return re.compile(rf"[比较与](?:\d{{4}}年)?{sayings().last}[^，。；增减]{{0,16}}$")


def _meaning(head: str, gap: str, after: str, mention: Mention) -> tuple[Aspect, str, str, int]:
    """What a number says, of which subject, of which whole, and in which direction."""
    if mention.kind is NumberKind.PERCENT:
        return _percentage(head, gap)
    words = sayings()
    if found := re.search(rf"[从由]{words.last}(?:的|决算数?|预算数?|同期)*$", head):
        return Aspect.LAST, subject(head[: found.start()]), "", 0
    if re.search(rf"(?:{words.up}|{words.down})[到至](?:\d{{4}}年度?的?)?$", head):
        return Aspect.AMOUNT, "", "", 0
    if gap.startswith(tuple(_OPENING)) and re.fullmatch(rf"{words.last}(?:决算数?|支出|收入)?为", head):
        return Aspect.LAST, "", "", 0
    if found := _DIFFERENCE.search(head):
        return Aspect.DIFFERENCE, subject(head[: found.start()]), "", _side(found[0])
    change = re.search(rf"(?:{words.up}|{words.down})(?:了|额为|金额为?|数为?|约|近)*$", head)
    if (
        not change
        and _compared().search(head)
        and re.search(rf"^[^，。；]{{0,6}}?(?:{words.up}|{words.down}|相比)", after)
    ):
        return Aspect.LAST, subject(re.sub(r"[比较与].*$", "", head)), "", 0
    if change:
        sign = 1 if re.match(words.up, change[0]) else -1
        return Aspect.CHANGE, subject(_without_comparison(head[: change.start()])), "", sign
    if budget := re.search(
        rf"(?:占|完成)?{words.budget}(?:数|金额)?(?:为|是|共|[:：])*$|(?:占|完成)[^，]*(?:预算|计划)数?$", head
    ):
        return Aspect.BUDGET, subject(head[: budget.start()]), "", 0
    if re.match(r"的(?:比例|比重)?(?:为|达|约)?[\d.]+[%％]", after) and "占" in head:
        return Aspect.WHOLE, subject(head[: head.rindex("占")]), head[head.rindex("占") + 1 :], 0
    return Aspect.AMOUNT, subject(head), "", 0


def _side(words: str) -> int:
    """Whether a difference is said to be one above or below; 0 where it is not."""
    if re.search("差", words):
        return 0
    return -1 if re.search("少|节约|结余", words) else 1


_DIFFERENCE = re.compile(
    r"差[值额](?:为|是)?$|[比较](?:年初|全年|调整)?预算数?(?:增加|减少|多|少|超支|节约|结余)[了支]?$"
)


def _percentage(head: str, gap: str) -> tuple[Aspect, str, str, int]:
    words = sayings()
    if found := re.search(r"占(?P<whole>[^占]*?)(?:的(?:比例|比重)?)?(?:为|达|约|近)*$", head):
        return Aspect.SHARE, subject(head[: found.start()]), found["whole"], 0
    if re.fullmatch(r"\s*的\s*(?:比例|比重)?(?:为|达|约)?", gap):
        return Aspect.COMPLETION, "", "", 0
    if found := re.search(
        r"(?:完成|为)(?P<whole>[^，]*?(?:预算|计划|任务)[^，]*?)的?(?:比例)?(?:为|达|约)*$", head
    ):
        return Aspect.COMPLETION, subject(head[: found.start()]), found["whole"], 0
    if found := re.search(r"(?:预算)?(?:完成率|执行率)(?:为|达|约)*$", head):
        return Aspect.COMPLETION, subject(head[: found.start()]), "", 0
    if re.search(rf"年[平]?均(?:{words.up}|{words.down})", head):
        return Aspect.AVERAGE, "", "", 1 if re.search(words.up, head) else -1
    if found := re.search(rf"(?P<up>{words.up}|增幅|升幅)|(?P<down>{words.down}|降幅)", _last_change(head)):
        return (
            Aspect.RATE,
            subject(_without_comparison(head[: head.rfind(found[0])])),
            "",
            1 if found["up"] else -1,
        )
    if re.fullmatch(r"\s*[（(]\s*", gap):
        return Aspect.RATE, "", "", 0
    return Aspect.OTHER, subject(head), "", 0


def _last_change(head: str) -> str:
    """The words of a change that end a clause; empty where it ends otherwise."""
    words = sayings()
    found = re.search(rf"(?:{words.up}|{words.down}|增幅|升幅|降幅)(?:了|率|幅度)?(?:为|达|约|近|是)*$", head)
    return found[0] if found else ""


def _without_comparison(text: str) -> str:
    """The words before a comparison with another year: 公务接待费支出决算 of 公务接待费支出决算比去年."""
    return re.sub(r"(?:，|^)?(?:同口径)?(?:[与比较](?=[^与比较]*(?:年|预算|上期|同期))|同比|环比).*$", "", text)


def subject(head: str) -> str:
    """The figure that a clause names, without numbers of lists, openers and verbs; empty where it names none."""
    text = _NOTE.sub("", _NUMBERING.sub("", head.strip()))
    text = re.sub(r"^.*20\d\d年度?", "", re.sub(r"[“”\"]", "", text))
    while (shorter := _OPENERS.sub("", _NUMBERING.sub("", text))) != text:
        text = shorter
    text = _TAIL.sub("", _UNIT_NAME.sub("", text))
    text = re.sub(r"的$", "", text)
    return "" if re.fullmatch(_EMPTY, text) else text.strip()


_EMPTY = re.compile(
    r"(?:本年|当年|全年|年度)?(?:实际)?(?:支出|收入)?(?:决算|预算|执行)(?:数|支出|收入|金额|总额)?"
    r"|(?:当年|全年)?(?:实际)?(?:支出|收入|金额|总额)?"
    r"|(?:得|要求|同口径|总体|与|的|各|均|分别|比|较|同比)*|[）)]*"
)
"""Words that name no figure of their own: 支出决算, 全年实际支出决算; but 本年支出 is one."""
