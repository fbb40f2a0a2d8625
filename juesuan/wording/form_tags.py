"""What each tag of a form looks like where it is printed: an amount, a share, a year, words of the department."""

from enum import Enum

from juesuan.model import workbook_form
from juesuan.model.projects import BUDGET_LINES, SOURCES

_NUMBER = r"(?<![\d.,-])-?\d[\d,]*(?:\.\d+)?"
"""A number from its first digit on: words before it must not take its digits."""
_MONEY = rf"{_NUMBER}(?:万元|亿元|元)"
_PERCENT = rf"(?:不足)?{_NUMBER}%"
_SENTENCE = r"[^。]"


class TagShape(Enum):
    """The kinds of what a tag prints, each with its pattern in a folded line."""

    AMOUNT = "amount", _MONEY
    COUNT = "count", rf"{_NUMBER}(?:台（套）|批次|人次|名|人|个|辆|次|批|台|套)"
    POINTS = "points", rf"{_NUMBER}分"
    PERCENT = "percent", _PERCENT
    WITH_SHARE = "with share", rf"{_MONEY}(?:，占{_PERCENT})?"
    COMPARED = (
        "compared",
        (
            rf"(?:(?:增加|减少){_MONEY}(?:，(?:增长|下降|增加|减少){_PERCENT})?(?:（[^（）]{{1,60}}）)?"
            r"|[^，。；\d]{1,20})"
        ),
    )
    YEAR = "year", r"20\d\d"
    JOINT = "joint", r"[比较与各均]"
    AGAINST = "against", r"[小大]于[^，。；：\d]{0,6}预算数?|与[^，。；：\d]{0,6}预算数?持平"
    DIRECTION = "direction", "(?:增加|减少)?"
    GRADE = "grade", "[优良中差]"
    NAME = "name", r"[^。；，：]{1,100}?"
    WORDS = "words", rf"{_SENTENCE}{{0,1500}}?"
    TEXT = "text", r".{0,6000}?"

    @property
    def pattern(self) -> str:
        """The pattern without a group of its own."""
        return f"(?:{self.value[1]})"


_BY_MEMBER = {
    "占比": TagShape.PERCENT,
    "完成率": TagShape.PERCENT,
    **{f"{source}执行率": TagShape.PERCENT for source in SOURCES},
    "及占比": TagShape.WITH_SHARE,
    "同比": TagShape.COMPARED,
    "增减情况": TagShape.COMPARED,
    "比": TagShape.JOINT,
    "较": TagShape.JOINT,
    "各": TagShape.JOINT,
    "预算对比": TagShape.AGAINST,
    "收支变动方向": TagShape.DIRECTION,
    "财政拨款变动方向": TagShape.DIRECTION,
    "变动原因": TagShape.WORDS,
    "差异原因": TagShape.WORDS,
    "收支变动原因": TagShape.WORDS,
    "财政拨款变动原因": TagShape.WORDS,
    "说明": TagShape.WORDS,
    "用途": TagShape.WORDS,
    "人员经费名单": TagShape.WORDS,
    "公用经费名单": TagShape.WORDS,
    "在编人员构成": TagShape.WORDS,
    "人员编制构成": TagShape.WORDS,
    "下属单位构成": TagShape.WORDS,
    "解释": TagShape.TEXT,
    "得分": TagShape.POINTS,
    "自评得分": TagShape.POINTS,
    "等级": TagShape.GRADE,
    "自评等级": TagShape.GRADE,
    "名词": TagShape.WORDS,
}
_YEARS = frozenset({"年度", "上年度"})
_COUNTED = {item.tag for item in workbook_form.OTHER_MATTERS.items if item.unit}
_TABLES = frozenset({"总计口径", "基本支出"}) | {
    sheet.name
    for sheet in (
        workbook_form.REVENUE_EXPENDITURE,
        workbook_form.FISCAL_APPROPRIATION,
        workbook_form.THREE_PUBLIC,
    )
}
_LISTS = frozenset({"支出科目", "支出大类"})
_OF_PROJECT = frozenset(
    {
        "预算数",
        "执行数",
        "年初预算数",
        "差额",
        *(f"{line}中{source}" for line in BUDGET_LINES for source in SOURCES),
    }
)


def shape_of(name: str) -> TagShape:
    """What the tag of that full name looks like; a name that is not known is one of a thing."""
    table, _, rest = name.partition(".")
    member = name.rpartition(".")[2]
    if name in _YEARS:
        return TagShape.YEAR
    if member in _BY_MEMBER:
        return TagShape.WORDS if name == "三公经费.国内公务接待费.说明" else _BY_MEMBER[member]
    if table == "其他事项":
        return TagShape.COUNT if rest.partition(".")[0] in _COUNTED else TagShape.AMOUNT
    if name == "绩效项目个数":
        return TagShape.COUNT
    if table in _TABLES or name in _LISTS or (table == "绩效项目" and member in _OF_PROJECT):
        return TagShape.AMOUNT
    return TagShape.NAME
