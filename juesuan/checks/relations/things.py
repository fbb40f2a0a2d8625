"""People and things that were counted: none is halved, and what they cost and who used them is likely.

All of it is hints: no number of the report proves them wrong, yet a reader stops at them.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from juesuan.checks.relations.relation import NumberRelation
from juesuan.claims import ClaimedText, Place
from juesuan.figures.mentions import Mention, NumberKind, mentions
from juesuan.model.finished_report import Verdict

WHOLE = re.compile(
    "人|户|家|人次|批次|户次|次户|辆|台|套|份|场|起|件|所|座|栋|头|只|个|项|处|次|条|批|艘|架|间|班|宗|部|册"
)
"""Units of things that come one by one."""
AVERAGE = re.compile("均|每|比例|系数|折合|标准|[Kk]|倍|级")
"""What shows that no things were counted, but how many there are of each."""
_DECIMALS = re.compile(r"\d\.\d")
_PARTED = re.compile(r"\d[.．]\d+(?!\d|\s?[万亿%％元])")
"""A number with decimals that may be of things: no money and no percentage, nor in 万."""
_REACH = 12
"""How many signs before a number show what it counts."""


def whole_things(text: ClaimedText) -> Iterator[NumberRelation]:
    """People and things of which a part is counted: 1.8名."""
    for line, place in text.tabled:
        for each in mentions(line) if _DECIMALS.search(line) and _PARTED.search(line) else ():
            is_part = each.kind is NumberKind.COUNT and each.value.denominator > 1 and each.scale == 1
            is_thing = WHOLE.fullmatch(each.unit) and not each.is_rough
            if is_part and is_thing and not AVERAGE.search(line[max(0, each.start - _REACH) : each.start]):
                message = f"{each.words}：{each.suffix}没有小数"
                yield _hint("limit", (each.words,), _sentence(text, place, line, each.start), place, message)


# ---- receptions

_RECEPTION = re.compile(
    r"接待[^。；\d]{0,24}?(?P<visits>\d+)批次?[、，,\s和]*(?P<guests>\d+)人次?(?:（[^（）]*）)?"
    r"(?:[，,、]?(?:共计|合计|共)?(?:接待费)?支出(?P<spent>\d+(?:\.\d+)?)(?P<unit>万?元))?"
)
_LEAST, _MOST = 15, 2_000
"""What one guest costs in 元: less, or more, is hardly ever so."""


def receptions(text: ClaimedText) -> Iterator[NumberRelation]:
    """Receptions with fewer guests than visits, or with guests that cost next to nothing, or a fortune."""
    for line, place in text.lines:
        for found in _RECEPTION.finditer(line):
            visits, guests = int(found["visits"]), int(found["guests"])
            sentence = text.sentence(place, found.start())
            words = (f"{visits}批次", f"{guests}人次")
            if not visits and guests:
                yield _hint("limit", words, sentence, place, f"{words[0]}，却有{words[1]}")
            elif visits > guests:
                yield _hint("limit", words, sentence, place, f"{words[0]}比{words[1]}还多")
            elif found["spent"] and guests:
                yield from _per_guest(found, sentence, place)


def _per_guest(found: re.Match[str], sentence: str, place: Place) -> Iterator[NumberRelation]:
    scale = 10_000 if found["unit"] == "万元" else 1
    each = Fraction(found["spent"]) * scale / int(found["guests"])
    if each and not _LEAST <= each <= _MOST:
        words = (f"{found['guests']}人次", f"{found['spent']}{found['unit']}")
        message = f"{words[0]}共支出{words[1]}，每人次{_yuan(each)}元，请看是不是写错了"
        yield _hint("limit", words, sentence, place, message)


def _yuan(value: Fraction) -> str:
    """A number of 元 with two decimals, half up."""
    cents = (value * 100 + Fraction(1, 2)).__floor__()
    return f"{cents // 100}.{cents % 100:02d}"


# ---- vehicles

_OWN = re.compile(r"(?:共有|保有)(?:量)?公务用车(?:保有量)?(?:为|共)?(\d+)辆|公务用车保有量为?(\d+)辆")
_ALL = re.compile(r"共有(?:各类|各种)?车辆(?:总数)?(?:为|共)?(\d+)辆")


def vehicles(text: ClaimedText) -> Iterator[NumberRelation]:
    """The official vehicles of a report, which are among all of its vehicles."""
    wholes = [(int(found[1]), place) for line, place in text.lines for found in _ALL.finditer(line)]
    for line, place in text.lines if len(wholes) == 1 else ():
        for found in _OWN.finditer(line):
            own, (whole, where) = int(found[1] or found[2]), wholes[0]
            if own > whole:
                message = f"公务用车{own}辆，比{where}的车辆总数{whole}辆还多"
                yield _hint(
                    "limit", (f"{whole}辆", f"{own}辆"), text.sentence(place, found.start()), place, message
                )


# ---- numbers that cannot be meant as they are written

_STARTS_WITH_NIL = re.compile(r"0\d")
_OF_A_CLOCK = re.compile(r"[时点:：]$")
_PLACES = re.compile(r"[\d,]+\.(\d+)")
_MOST_PLACES = 2
"""How many decimals an amount in 元 has at most, and a percentage where none of the report has more."""


def malformed(text: ClaimedText) -> Iterator[NumberRelation]:
    """Numbers that begin with a nil, amounts in 元 below 分, the one percentage with more decimals than all."""
    fine = [
        (each, line, place)
        for line, place in text.tabled
        for each in (mentions(line) if _DIGITS.search(line) else ())
        if each.is_rate and each.value >= 1 and _places(each) > _MOST_PLACES
    ]
    for each, line, place in fine if len(fine) == 1 else ():
        message = f"{each.words}有{_places(each)}位小数，全文的百分数最多两位"
        yield _hint("limit", (each.words,), _sentence(text, place, line, each.start), place, message)
    for line, place in text.tabled:
        for each in mentions(line) if _MAY_BE_MALFORMED.search(line) else ():
            if each.is_amount and (why := _why_malformed(each, line)):
                message = f"{each.words}：{why}"
                where = _sentence(text, place, line, each.start)
                yield NumberRelation("limit", (each.words,), Verdict.WRONG, where, place, "", message)


_DIGITS = re.compile(r"\.\d{3,}[%％]")
_MAY_BE_MALFORMED = re.compile(r"(?<![\d.])0\d|\.\d{3,}元")


def _why_malformed(each: Mention, line: str) -> str:
    if _STARTS_WITH_NIL.match(each.words) and not _OF_A_CLOCK.search(line[: each.start]):
        return "开头多了0"
    is_yuan = each.kind is NumberKind.MONEY and each.scale == 1
    return "元后面最多到分，两位小数" if is_yuan and _places(each) > _MOST_PLACES else ""


def _places(mention: Mention) -> int:
    found = _PLACES.match(mention.words)
    return len(found[1]) if found else 0


def _sentence(text: ClaimedText, place: Place, line: str, at: int) -> str:
    """The sentence around a number; of a table the row."""
    return text.sentence(place, at) if text.line_texts.get(place) == line else line


def _hint(kind: str, numbers: tuple[str, ...], sentence: str, place: Place, message: str) -> NumberRelation:
    return NumberRelation(kind, numbers, Verdict.SOFT, sentence, place, "", message)
