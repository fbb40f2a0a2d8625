"""Numbers that were typed in Chinese: 三百二十万元, 十二人, 百分之五, 两成, 一半.

Most numerals of a text are no numbers: dates, ordinals, lists, names such as 三公 and 十四五. So one counts
where a unit stands behind it that says so; a small one only before what nobody puts into a slogan, as 四个意识 is.
"""

import re
from fractions import Fraction

_DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_FIRST = frozenset((*_DIGITS, *_TENS))

_D = "[一二两三四五六七八九]"
_TEN = f"{_D}?十{_D}?"
_BEHIND_HUNDRED = f"(?:零{_D}|零?{_TEN})?"
_BEHIND_THOUSAND = f"(?:{_D}百{_BEHIND_HUNDRED}|零{_D}百?|零{_TEN})?"
_BELOW = f"(?:{_TEN}|{_D}(?:百{_BEHIND_HUNDRED}|千{_BEHIND_THOUSAND})?)"
_WHOLE = f"{_BELOW}(?:亿零?{_BELOW}万(?=元)|(?:[亿万]零?{_BELOW}(?![十百千]))*)"
_NUMERAL = f"{_WHOLE}(?:点[零〇一二三四五六七八九]+)?"
_MONEY = "(?:[余多来]?(?:万亿|千万|百万|[千万亿])[余多]?|[余多来])?元"
_THINGS = (
    "人次|批次|户次|台次|场次|平方公里|平方千米|平方米|公里|千米|公顷|公斤|千克|千瓦|小时|课时|学时|"
    "人(?![民大])|名(?![单义称])|户(?!籍)|辆|台|亩|吨"
)
_MORE = (
    "个(?!百分点)|项(?!规定|制度|纪律|意见|禁令|原则|准则|措施|举措|机制|要求)|"
    "家|次|批|件|份|篇|场|处|座|所|间|"
    "张|片|只|头|株|米|天|期|岁|册|宗|起|队|组|类|种|栋|幢|村|镇|套"
)
_COUNTED = rf"[余多来]?(?:(?:[万亿][余多]?)?(?:{_THINGS})|[万亿][余多]?(?:{_MORE}))"
_POINTS = "个百分点"
_TIMES, _DOUBLED = "倍", "番"
_OTHERS = rf"{_MONEY}|{_POINTS}|(?<={_D}){_TIMES}(?!增)"
_BEGINS = rf"(?:(?P<part>百分之)|(?P<tens>(?={_D}?[十百千]))|(?P<one>(?=一[^百千十]))|(?!一))"
_UNIT = rf"(?={_OTHERS}|(?(one)(?!)|{_COUNTED})|(?(tens)[余多来]?(?:{_MORE})|(?!)))"
"""What must stand behind a numeral: behind 一 alone only money, a small thing only behind one from ten on."""
NUMERAL = (
    r"(?=[一二两三四五六七八九十百])(?<![第〇零一二两三四五六七八九十百千万亿几数点半之初周每\d.])(?:"
    rf"百分之百|一半(?![天路夜])|(?:(?<=翻)|(?<=翻了))[一二两三]{_DOUBLED}|{_D}成(?:半|{_D})?(?![立果为本功员都熟效绩长人分就交品型套不])|"
    rf"{_D}(?=千米)|{_BEGINS}{_NUMERAL}(?(part)|{_UNIT}))"
)
"""A number in Chinese as it stands in a text; its unit, where it has one, stands behind it."""
_PERCENT, _TENTHS, _HALF = "百分之", "成", "一半"


def is_numeral(words: str) -> bool:
    """Whether the words of a number are Chinese."""
    return words[:1] in _FIRST


def read(words: str) -> tuple[Fraction, int, str]:
    """The value of a number in Chinese in its unit, its decimals, and the unit if it has one in itself.

    That is %, 成 (tenths), 倍 (what has doubled twice, 两番, is three times more), or 万元 behind 亿: of
    一亿二千万元 the value is 12 000.
    """
    if words == _HALF:
        return Fraction(50), 0, "%"
    if words.startswith(_PERCENT):
        rest = words.removeprefix(_PERCENT)
        return (Fraction(100), 0, "%") if rest == "百" else (*_decimal(rest), "%")
    if words.endswith(_DOUBLED):
        return Fraction(2 ** _DIGITS[words[0]] - 1), 0, _TIMES
    if _TENTHS in words:
        whole, _, part = words.partition(_TENTHS)
        tenths = Fraction(5 if part == "半" else _DIGITS.get(part, 0), 10)
        return _DIGITS[whole] + tenths, len(part), _TENTHS
    if words.endswith("万"):
        return Fraction(_whole(words), 10**4), 0, "万元"
    return *_decimal(words), ""


def suffix(words: str) -> str:
    """The unit of a number in Chinese as it was written, with what a value in that unit is to be printed with."""
    if words.startswith(_PERCENT) or words == _HALF:
        return "%"
    if re.fullmatch(f"{_D}成.?", words):
        return _TENTHS
    if words.endswith(_DOUBLED):
        return _TIMES
    return re.sub(f"^{_NUMERAL.replace('(?=元)', '(?=无)')}", "", words)


def is_rough(words: str) -> bool:
    """Whether the words are never meant to the digit: 一半, 两成."""
    return words == _HALF or _TENTHS in words


def _decimal(words: str) -> tuple[Fraction, int]:
    whole, _, part = words.partition("点")
    decimals = "".join(str(_DIGITS[each]) for each in part)
    return Fraction(f"{_whole(whole)}.{decimals or 0}"), len(decimals)


def _whole(words: str) -> int:
    """A whole number; 十 alone is ten."""
    total = section = digit = 0
    for each in words:
        if each == "亿":
            total, section, digit = (total + section + digit) * 10**8, 0, 0
        elif each == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        elif each in _TENS:
            section, digit = section + (digit or 1) * _TENS[each], 0
        else:
            digit = _DIGITS[each]
    return total + section + digit
