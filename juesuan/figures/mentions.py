"""Mentions: the numbers inside a text, each with value, unit, precision and mark.

Only quantities and years can be checked against something; what is part of a name, a date, a list or a document's
number is told apart here, so that no rule takes 500强 or 第53号 for an amount.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from fractions import Fraction
from functools import cache, cached_property, lru_cache

from msgspec import Struct

from juesuan.figures import chinese_numbers
from juesuan.model import raised, values

POINTS = "百分点"
"""The unit of the difference of two percentages, which is no percentage of anything."""
TIMES = "倍"
"""What is written for a hundred percent."""


class NumberKind(Enum):
    """The kind of what a number in a text says."""

    MONEY = auto()
    """In 元, whatever unit was written."""
    PERCENT = auto()
    COUNT = auto()
    """With a measure word, such as 个 or 人次."""
    YEAR = auto()
    BARE = auto()
    """A number without a unit."""
    NAME = auto()
    """Part of a name, a date, a list or a document's number."""


class Mention(Struct, frozen=True, dict=True):
    """A number as it stands in a text: its value, its unit, how exact it is, and where it comes from."""

    kind: NumberKind
    value: Fraction
    """Money in 元, percent, a count in its unit."""
    half: Fraction
    """Half a unit of its last digit, in ``unit``: as much as rounding may have taken or given."""
    unit: str
    """元, %, 百分点 or the measure word; two words for the same thing are one: 名 and 位 are 人."""
    words: str
    """As written, with its unit, in narrow digits: 332.85亿元."""
    scale: int
    """How many of ``unit`` make one of the unit that was written: 10 000 for 万元."""
    start: int
    end: int
    """Its place in the plain text."""
    serial: int | None
    """The serial of its mark, of a figure or of a typed number; None for a number in the form's own words."""
    is_rough: bool = False
    """Whether it is not meant to the digit: 约, 近, 余, ≥, 以上."""

    @property
    def is_amount(self) -> bool:
        """Whether the number is an amount of something: money or a count."""
        return self.kind in {NumberKind.MONEY, NumberKind.COUNT}

    @property
    def is_rate(self) -> bool:
        """Whether the number is a percentage, and not the difference of two."""
        return self.kind is NumberKind.PERCENT and self.unit == "%"

    def agrees(self, value: Fraction) -> bool:
        """Whether ``value``, in the unit of the number, may have been rounded to it, half up."""
        distance = abs(value - self.value)
        return distance < self.half or (distance == self.half and abs(self.value) >= abs(value))

    @cached_property
    def digits(self) -> str:
        """The digits that carry the number, without the zeros around them: 33285 of 332.85亿元."""
        return re.sub(r"\D", "", self.words.removesuffix(self.suffix)).strip("0")

    @property
    def suffix(self) -> str:
        """The unit as it was written: 亿元 of 332.85亿元."""
        if chinese_numbers.is_numeral(self.words) or self.words.startswith("百分之"):
            return chinese_numbers.suffix(self.words)
        return _LEADING_NUMBER.sub("", self.words)


_LEADING_NUMBER = re.compile(rf"^[\d.,０-９．]+(?:[ \u00a0\u2009]\d{{3}})*(?:\.\d+)?(?:{raised.POWER})?\s?")
_MONEY = {"元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "千万元": 10**7, "亿元": 10**8, "万亿元": 10**12}
_SCALE = {"千": 10**3, "万": 10**4, "百万": 10**6, "亿": 10**8}
_MEASURES = (
    "m² m³ km² ㎡ "
    "人次 批次 户次 次户 台次 场次 件次 篇次 家次 班次 剂次 平方公里 平方千米 平方米 立方米 公里 千米 公顷 公斤 "
    "千克 千瓦 分钟 小时 课时 个月 学时 人 名 位 个 项 家 户 次 批 辆 台 套 件 份 篇 期 场 处 座 条 "
    "所 间 张 片 只 头 株 米 亩 吨 分 天 周 岁 本 册 笔 宗 例 起 队 组 类 种 栋 幢 村 镇 门 道 段 眼 "
    "口 公分 升 度 对 部 支 架 艘 块 棵 株 羽 剂 床 盏 匹 根 副"
)
_OTHER_WORDS = {
    "周": "年",
    "对": "比口接照外应",
    "部": "门委分长署",
    "支": "出持付",
    "分": "别",
    "位": "于",
    "床": "位",
}
"""What makes another word of a measure, so that 2020支出 is no 支 of anything."""
_SAME = {
    "名": "人", "位": "人", "千米": "公里", "％": "%", "平方千米": "平方公里",
    "m²": "平方米", "㎡": "平方米", "m³": "立方米", "km²": "平方公里",
}  # fmt: skip
_ROUGH_AFTER = "余|多|来"
_ROUGH_BEFORE = re.compile(r"(约|近|超过|逾|超|不少于|不低于|不超过|不足|至少|大于|小于|[≥≤＞＜><~～])$")
_ROUGH_BEHIND = re.compile(f"(?<={TIMES})多|有余|以上|以下|以内|以外|左右|上下")
_A_RANGE = re.compile(r"\d(?:年[度末底]?|[^\d，。；、：年]{0,3})$|[A-Za-z〕)）—－−-]$")
"""What stands before a dash that is no minus: 3万-5万元, S-206."""
_NARROW = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0E: ".", 0xFF0C: "，", 0xFF0B: "+"}
_NUMBER = (
    rf"(?:{chinese_numbers.NUMERAL}|(?<![\dA-Za-z.,])\.\d{{1,99}}(?=\s?(?:[万亿]?元|[%％]))|(?<![\d.,])(?:"
    r"(?<!\d\s)\d{1,3}(?:[ \u00a0\u2009]\d{3}){1,9}(?![\d,]|\s\d)(?:\.\d{1,9}(?!\d))?"
    r"(?=\s?(?:[百千万亿]*元|[百千万亿]|[%％人名户个家辆亩吨项])|(?<=[ \u00a0\u2009]000))"
    r"|\d{1,3}(?:,\d{3}){1,30}(?:\.\d{1,99})?(?![\d])"
    r"|\d{1,99}(?!\d)(?:\.\d{1,99}(?!\d)|\.(?=[万亿]?元|[%％]))?)"
    rf"(?:{raised.POWER})?)"
)
"""Also one with a power, 10⁵, or whose thousands stand apart, 3 200万元, or that breaks off after its
point, 13.亿元, or has lost what stood before it, .66万元; more digits are no number at all. What is typed in
Chinese is a number where its unit says so."""
_BARE_YEAR = re.compile(r"20[0-4]\d|199\d")
_YEAR = re.compile(r"\d{3,}(\.\d+)?|0\d+")
"""Also one with a digit too many or too few: it is still meant as a year, and no year that can be."""


_BEGINNINGS = {*"余多来", *(unit[0] for unit in (*_MONEY, *_SCALE))}
"""How measures begin that could be taken for a scale or for money: 千米."""
_USUAL = frozenset(_MEASURES.split())


@cache
def _unit_pattern(units: frozenset[str]) -> re.Pattern[str]:
    """A unit, or nothing; ``units`` of the department's own indicators are known beside the usual ones."""
    measures = sorted(sorted(_USUAL | units), key=len, reverse=True)
    measured = "|".join(map(_not_in_a_word, measures))
    own = "|".join(_not_in_a_word(each) for each in measures if each[:1] in _BEGINNINGS)
    money = "|".join(sorted(_MONEY, key=len, reverse=True))
    scale = "|".join(sorted(_SCALE, key=len, reverse=True))
    return re.compile(
        rf"\s?(?:(?P<percent>[%％])|(?P<times>{TIMES})(?!增)|(?P<points>个百分点)|(?P<year>年)(?![级代])"
        rf"|(?P<own>{own})|(?P<rough>{_ROUGH_AFTER})?(?P<scale>{scale})?(?P<rough2>{_ROUGH_AFTER})?"
        rf"(?:(?P<money>{money})|(?P<measure>{measured}))?)"
    )


def _not_in_a_word(measure: str) -> str:
    others = _OTHER_WORDS.get(measure)
    return re.escape(measure) + (f"(?![{others}])" if others else "")


_NUMBERS = re.compile(_NUMBER)
_REACH = 12
"""How many characters before a number are looked at to see what it is."""


def numbers(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every number in a text without marks, whatever the number is."""
    return (found.span() for found in _NUMBERS.finditer(text.translate(_NARROW)))


def mentions(text: str, units: Iterable[str] = ()) -> tuple[Mention, ...]:
    """Every number of a text with its marks, in order; ``units`` are those of the department's indicators."""
    return _mentions(text, frozenset(units).difference(_USUAL))


@lru_cache(maxsize=2048)
def _mentions(text: str, units: frozenset[str]) -> tuple[Mention, ...]:
    """The same, held: the same paragraph is read for its claims, its relations and its sentences."""
    plain, spans = values.unmarked(text)
    narrow = plain.translate(_NARROW)
    unit = _unit_pattern(units)
    return tuple(_mention(narrow, number, behind, spans) for number, behind in _with_units(narrow, unit))


def _with_units(text: str, unit: re.Pattern[str]) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Every number, and what its unit is behind it; apart, since what is a number is the same for all units."""
    at = 0
    while (number := _NUMBERS.search(text, at)) and (behind := unit.match(text, number.end())):
        yield number, behind
        at = behind.end()


def _mention(
    text: str, number: re.Match[str], behind: re.Match[str], spans: tuple[tuple[int, int, int], ...]
) -> Mention:
    start, end = number.start(), behind.end()
    written = _written(number[0])
    scale, unit = written.of_its_own or _unit(behind)
    if unit == "%" and written.of_its_own:
        end = number.end()  # 一半项目: what stands behind it is another word
    before = text[max(0, start - _REACH) : start]
    is_negative = before.endswith(("-", "－", "−")) and not _A_RANGE.search(before[:-1])
    factor = -scale if is_negative else scale
    value = written.value if factor == 1 else written.value * factor
    is_rough = written.is_rough or bool(
        behind["rough"] or behind["rough2"] or _ROUGH_BEFORE.search(before) or _ROUGH_BEHIND.match(text, end)
    )
    kind = _kind(text, number, behind, unit)
    half = _half(kind, scale, written.places)
    return Mention(
        kind, value, half, unit, text[start:end].strip(), scale, start, end, _serial(spans, start), is_rough
    )


class _Written(Struct, frozen=True):
    """A number without its unit: its value, its decimals, and the unit it has in itself, with its scale."""

    value: Fraction
    places: int
    of_its_own: tuple[int, str] | None = None
    is_rough: bool = False


def _written(words: str) -> _Written:
    """The number that stands in digits, with or without spaces and commas between them, or in Chinese."""
    if chinese_numbers.is_numeral(words):
        value, places, unit = chinese_numbers.read(words)
        own = {"%": (1, "%"), "成": (10, "%"), TIMES: (100, "%"), "万元": (10**4, "元")}.get(unit)
        return _Written(value, places, own, chinese_numbers.is_rough(words))
    number, power = _raised(_PARTED.sub("", words))
    whole, _, decimals = number.partition(".")
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    return _Written(value if power == 1 else value**power, len(decimals))


_PARTED = re.compile(r"[,\s]")


def _raised(number: str) -> tuple[str, int]:
    """The number and its power, 1 where it has none; 0 is only raised to what it can be."""
    bare = _POWER.sub("", number)
    if bare == number:
        return number, 1
    power = int(raised.ordinary(number[len(bare) :]) or "1")
    return bare, power if Fraction(bare) else abs(power)


_POWER = re.compile(f"{raised.POWER}$")


def _serial(spans: tuple[tuple[int, int, int], ...], start: int) -> int | None:
    """The serial of the mark around the number that starts there; None for a number without one."""
    place = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return spans[place][2] if place >= 0 and start < spans[place][1] else None


@cache
def _half(kind: NumberKind, scale: int, places: int) -> Fraction:
    """What rounding may have taken from a number or given to it, in its unit.

    A year is exact, and so is money in 元, to 分; what was written in larger units was rounded.
    """
    if kind is NumberKind.YEAR:
        return Fraction(0)
    return Fraction(1, 200) if kind is NumberKind.MONEY and scale == 1 else Fraction(scale, 2 * 10**places)


def _unit(found: re.Match[str]) -> tuple[int, str]:
    """How many of the unit make one of the unit that was written, and the name of the unit."""
    if found["percent"]:
        return 1, "%"
    if found["times"]:
        return 100, "%"
    if found["points"]:
        return 1, POINTS
    if found["year"]:
        return 1, "年"
    if found["money"]:
        return _MONEY[found["money"]] * _SCALE.get(found["scale"] or "", 1), "元"
    measure = found["own"] or found["measure"] or ""
    return _SCALE.get(found["scale"] or "", 1), _SAME.get(measure, measure)


_IN_A_NAME_BEFORE = re.compile(r"(第|[A-Za-z+＋/·×]|[A-Za-z\d][-—]|\d[:：]|〔|\[|No\.?)$", re.IGNORECASE)
_IN_A_NAME_AFTER = re.compile(r"\s?([A-Za-z+＋×〕\]]|号|强|级|版|式|期工程|时|月|日|周年|年代|/\d|[:：]\d)")
_A_CODE = re.compile(r"0\d")
_LIST = re.compile(r"[.．、)）](?!\d)")


def _kind(text: str, number: re.Match[str], behind: re.Match[str], unit: str) -> NumberKind:
    """What the number is, by its unit and by what stands around it."""
    if behind["year"]:
        return NumberKind.YEAR if _YEAR.fullmatch(number[0]) else NumberKind.COUNT
    if _is_in_a_name(text, number[0], number.start(), behind.end(), unit):
        return NumberKind.NAME
    if unit == "元":
        return NumberKind.MONEY
    if unit in {"%", POINTS}:
        return NumberKind.PERCENT
    if unit:
        return NumberKind.COUNT
    return NumberKind.YEAR if _BARE_YEAR.fullmatch(number[0]) else NumberKind.BARE


def _is_in_a_name(text: str, number: str, start: int, end: int, unit: str) -> bool:
    """Whether the number is no quantity: 第3, A4, 5+2, 〔2012〕53号, 1月30日, 1．立项, （1）."""
    before = text[max(0, start - _REACH) : start]
    if _IN_A_NAME_BEFORE.search(before) or (not unit and _IN_A_NAME_AFTER.match(text, end)):
        return True
    if not unit and _A_CODE.match(number):
        return True
    opens = not before.strip() or before.rstrip()[-1] in "。；;：:！？（(\n，,"
    return not unit and bool(_LIST.match(text, start + len(number))) and (opens or not number.startswith("0"))


def in_base(value: Fraction, unit: str) -> tuple[Fraction, str]:
    """The value, and its unit, as mentions of it have them: in 元 for 亿元, in 次 for 余万次."""
    bare = unit.removeprefix("余")
    if bare == TIMES:
        return value * 100, "%"
    if bare in _MONEY:
        return value * _MONEY[bare], "元"
    scale = next((each for each in sorted(_SCALE, key=len, reverse=True) if bare.startswith(each)), "")
    rest = bare.removeprefix(scale).removeprefix("余")
    return value * _SCALE.get(scale, 1), _SAME.get(rest, rest)
