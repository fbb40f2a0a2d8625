"""Years that cannot be meant: a comparison with another year than the last, a year with a digit wrong."""

import re
from collections.abc import Iterator
from fractions import Fraction

from juesuan.checks.slips import slip
from juesuan.checks.texts.claimed import SubjectText, WrittenNumber
from juesuan.checks.texts.relation import Relation
from juesuan.figures.mentions import NumberKind
from juesuan.model.written_text import bare

YEAR = "C909"
_COMPARED_BEFORE = re.compile(r"(比|较|与|同|对比|相比)$")
_COMPARED_AFTER = re.compile(r"^(度)?(相比|持平|基本持平|同期|同比|有所|增加|减少|增长|下降|上升|降低)")
_OF_THE_PAST = re.compile(
    r"^(度)?(以来|起|开始|至|到|—|-|－|~|～|建成|成立|设立|立项|开工|印发|出台|发布|修订|批准|前|以前|之前|及以前|\d{1,2}月)"
)
_PLANS = re.compile("计划|拟|预计|将|力争|下一步|目标|打算|安排|建成|完工|竣工|启动")
_PLANNED = re.compile("^度?(计划|拟|预计|将|力争)")
_SPAN_BEFORE = re.compile(
    r"(建[党国军校院馆站厂成县市]|成立|创办|创建|建立|设立|诞生|诞辰|距今|历史|历时|走过|跨越|长达|为期|有着?|已|近|约|逾|超过|前|后)$"
)
_SPAN_AFTER = re.compile("^(来|间|前|后|的?历史|以上|有余|期|目标)")
_OF_THE_REPORT = re.compile("^度?(部门|单位)?(整体支出|绩效目标|绩效自评|自评|重点工作|决算中)")
_AS_OF = re.compile("(截至|截止)到?$")
_END_OF_YEAR = re.compile("^(年?末|年?底|12月)")
_QUANTITY = re.compile(r"^(度|末|底|初)?[^，,\d]{0,24}?\d[\d,.]*\s?([万亿]?元|[%％]|人|名|辆|个|批|次|户|项)")
_OF_OLD = re.compile(
    "成立|设立|组建|建成|建立|批准|核定|印发|发布|出台|下达|开工|启动|投产|立项|合并|更名|实施|签订|修订|以来"
)
"""What a year long ago is written beside on purpose."""
_NOW = re.compile("今年|本年|当年|上年|去年")
_UNTIL = re.compile("(到|至|截至|力争|规划|目标)$")
"""What stands before the year that a plan reaches to: 到2025年."""
_FIRST = 1949
_FURTHEST = 10
"""How many years ahead a plan may reach."""
_LATELY = 3
"""How many years back nobody compares on purpose: such a year was left standing."""


def years(texts: tuple[SubjectText, ...], year: int) -> Iterator[Relation]:
    """Comparisons of each year that a person typed with this year and the last."""
    for text in texts:
        for number in text.numbers:
            if number.mention.kind is NumberKind.YEAR and number.is_typed:
                speaks_of_now = str(year) in number.paragraph or _NOW.search(number.paragraph) is not None
                yield from _year(number, year, speaks_of_now=speaks_of_now)


def stands_for_itself(before: str, after: str) -> bool:
    """Whether a year is part of a title or of a range, or says when something long done began."""
    return _is_in_a_title(before, after) or _is_a_range(before) or _OF_THE_PAST.match(after) is not None


def _year(number: WrittenNumber, year: int, *, speaks_of_now: bool) -> Iterator[Relation]:
    """The comparison of a year with that of the report; none where it stands for itself."""
    value = number.mention.value
    before, after = number.before, number.after
    if is_compared(before, after):
        yield from _compared(number, year)
    elif not _FIRST <= value <= year + _FURTHEST:
        if not (_SPAN_BEFORE.search(before) or _SPAN_AFTER.match(after)):
            yield _doubted(number, year, f"{number.words}不是可能的年份")
    elif value == year - 1 and not speaks_of_now and _is_of_the_report(before, after):
        yield _doubted(number, year, f"写的是{number.words}，整段没有提到{year}年，像是上年留下的")
    elif value in {year, year - 1}:
        yield _vouched(number, "年度" if value == year else "上年度")
    else:
        yield from _another(number, year)


def _another(number: WrittenNumber, year: int) -> Iterator[Relation]:
    """The comparison of a year that is neither this nor the last with what is written beside it."""
    value = number.mention.value
    before, after = number.before, number.after
    if _PLANNED.match(after) and value < year:
        yield _doubted(number, year + 1, f"{number.words}已经过去，后面却说打算")
    elif _is_mistyped(value, year) and _says_what_is(before, after):
        yield _doubted(number, year, f"写的是{number.words}，既不是本年度也不是上年度，像是写错了数字")
    elif stands_for_itself(before, after):
        return
    elif value == year + 1 and _PLANS.search(before + after):
        yield _vouched(number, "下一年度的打算")
    elif value > year and _UNTIL.search(before):
        return
    elif _opens(before) or value > year:
        yield _doubted(number, year, f"写的是{number.words}，既不是本年度也不是上年度")


def _is_of_the_report(before: str, after: str) -> bool:
    """Whether a year can only be the report's: 2019年度部门决算中反映, 截至2019年12月底共有车辆."""
    return bool(_OF_THE_REPORT.match(after) or (_AS_OF.search(before) and _END_OF_YEAR.match(after)))


def _is_mistyped(value: Fraction, year: int) -> bool:
    """Whether a slip of the hand makes a year of this or of the last one."""
    return any(slip(value, Fraction(each)) for each in (year, year - 1))


def _says_what_is(before: str, after: str) -> bool:
    """Whether a year stands beside a quantity, as what the report says does, and nothing was begun then."""
    if _is_of_the_report(before, after):
        return True
    return not (stands_for_itself(before, after) or _OF_OLD.search(after)) and bool(_QUANTITY.match(after))


def is_compared(before: str, after: str) -> bool:
    """Whether something is compared with what was in a year."""
    return bool(_COMPARED_BEFORE.search(before) or _COMPARED_AFTER.match(after))


def _compared(number: WrittenNumber, year: int) -> Iterator[Relation]:
    """The comparison of a year that something is compared with.

    A year long ago is meant; the year before last, or an unlikely one, is a slip.
    """
    value = number.mention.value
    if value in {year, year - 1}:
        yield _vouched(number, "上年度")
    elif not _FIRST <= value < year - _LATELY or _is_mistyped(value, year):
        yield _doubted(number, year - 1, f"与上年比较的地方写的是{number.words}")


def _vouched(number: WrittenNumber, against: str) -> Relation:
    return Relation(YEAR, number, holds=True, against=against)


def _doubted(number: WrittenNumber, expected: int, message: str) -> Relation:
    """The comparison of a year that is not the one expected."""
    return Relation(
        YEAR,
        number,
        holds=False,
        against="年度",
        message=message,
        expected=f"{expected}年",
        difference=f"{number.words}与{expected}年",
    )


def _is_in_a_title(before: str, after: str) -> bool:
    """Whether a year is inside a title or quotation: 《…2012年…》, “…”, 〔2012年〕."""
    return any(
        before.count(opens) > before.count(closes) and closes in after for opens, closes in ("《》", "〔〕", "“”")
    )


def _is_a_range(before: str) -> bool:
    """Whether a year ends a range: 自2002年至2019年."""
    return re.search(r"\d{4}年?度?(至|到|—|-|－|~|～|、|和)$", before) is not None


def _opens(before: str) -> bool:
    """Whether the sentence begins with the year, so that it says when all of it was."""
    return (
        re.fullmatch(r"[\s\d.．、（）()一二三四五六七八九十是“]*(截至|截止|在|到|至)?", bare(before)) is not None
    )
