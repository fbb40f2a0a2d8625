"""What is looked at across the departments of a county: transfers that do not meet, doubles, outliers.

Most of it is told as hints: another county may have paid, two departments may be alike, one may be special. One
that is there twice is a warning, for then a sum is wrong.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from statistics import quantiles
from typing import TypeVar

from juesuan.figures import phrases
from juesuan.model.county import County, DepartmentFigures
from juesuan.model.problems import Problem, RuleWords, Severity

Member = tuple[str, DepartmentFigures]
"""A department: the name of its folder, and its figures."""
_Finding = tuple[Sequence[str], str]
"""The folders of the departments that take part, and what was found."""
_Value = TypeVar("_Value")
_PART = "全县汇总"
_FEWEST = 8
"""With fewer departments there is no distribution to speak of."""
_FENCES = 3
"""How many times the spread of the middle half an outlier lies outside of it: Tukey's “far out”."""
_LEAST_SPREAD = Fraction(1, 10)
"""Of the median: where the middle half is all alike, a small difference is none."""
_FEW_YUAN = 100
_OTHER_UNIT = 1000
"""What is so many times smaller than that of most was given in another unit: 万元 where 元 was meant is 10,000."""


class AcrossRule(RuleWords, frozen=True):
    """A rule on a county: its words, and the function that yields whatever it finds."""

    check: Callable[[Sequence[Member]], Iterable[_Finding]]


def run(county: County) -> tuple[Problem, ...]:
    """The hints on the departments of a county that have figures, in the order of the rules."""
    members = [(each.folder, each.figures) for each in county.departments if each.figures]
    return tuple(
        Problem(rule.code, rule.severity, "、".join(folders), message, rule.advice, rule.part)
        for rule in RULES
        for folders, message in rule.check(members)
    )


# ---- transfers


_TRANSFERS = (
    ("收入支出.对附属单位补助支出", "收入支出.上级补助收入"),
    ("收入支出.上缴上级支出", "收入支出.附属单位上缴收入"),
)
"""What one department pays and another one gets."""


def _transfers(members: Sequence[Member]) -> Iterator[_Finding]:
    """What was paid and not got, or got and not paid, once equal amounts are paired off."""
    for paid_as, got_as in _TRANSFERS:
        paid, got = _unpaired(_amounts(members, paid_as), _amounts(members, got_as))
        gap = sum(paid.values(), Decimal(0)) - sum(got.values(), Decimal(0))
        if gap:
            words = "、".join(
                _side(each.partition(".")[2], held) for each, held in ((paid_as, paid), (got_as, got))
            )
            message = f"{words}，{'多付' if gap > 0 else '多收'}{_wan(abs(gap))}"
            yield [*paid, *(each for each in got if each not in paid)], message


def _amounts(members: Sequence[Member], row: str) -> dict[str, Decimal]:
    held = {folder: figures.rows[row].final for folder, figures in members}
    return {folder: yuan for folder, yuan in held.items() if yuan}


def _unpaired(
    paid: Mapping[str, Decimal], got: Mapping[str, Decimal]
) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """The amounts of both sides that have no equal on the other."""
    both = Counter(paid.values()) & Counter(got.values())

    def left(side: Mapping[str, Decimal]) -> dict[str, Decimal]:
        again = Counter(both)
        kept = {}
        for folder, yuan in side.items():
            if again[yuan]:
                again[yuan] -= 1
            else:
                kept[folder] = yuan
        return kept

    return left(paid), left(got)


def _side(label: str, held: Mapping[str, Decimal]) -> str:
    named = "、".join(f"{folder} {_wan(yuan)}" for folder, yuan in held.items())
    return f"{label}：{named}" if named else f"{label}：没有与它对应的"


def _wan(yuan: Decimal) -> str:
    return phrases.typed_money(yuan, "万元")


# ---- doubles


def _same_names(members: Sequence[Member]) -> Iterator[_Finding]:
    for what, key in (("单位全称", "name"), ("预算单位编码", "code")):
        for value, folders in _alike((getattr(figures, key), folder) for folder, figures in members):
            yield folders, f"{what}都是“{value}”"


def _same_workbooks(members: Sequence[Member]) -> Iterator[_Finding]:
    for _, folders in _alike((figures.workbook, folder) for folder, figures in members):
        yield folders, "决算数据工作簿是同一个文件，内容完全一样"


def _same_amounts(members: Sequence[Member]) -> Iterator[_Finding]:
    """Departments whose revenue and expenditure are alike to the 分, but not their workbooks, which are told."""
    rows = ("收入支出.本年收入合计", "收入支出.本年支出合计")
    known = [
        (tuple(figures.rows[row].final for row in rows), folder, figures.workbook) for folder, figures in members
    ]
    for (revenue, expenditure), folders in _alike((each[0], each[1]) for each in known if all(each[0])):
        if len({book for _, folder, book in known if folder in folders}) > 1 and revenue and expenditure:
            yield folders, f"本年收入都是{_wan(revenue)}，本年支出都是{_wan(expenditure)}，一分不差"


def _same_projects(members: Sequence[Member]) -> Iterator[_Finding]:
    """A project of one name and budget in several departments, whose workbooks are not the same file."""
    books = {folder: figures.workbook for folder, figures in members}
    found = (
        ((one.name, one.budget), folder) for folder, figures in members for one in figures.projects if one.budget
    )
    for (name, budget), folders in _alike(found):
        if len({books[folder] for folder in folders}) > 1:
            yield folders, f"都有项目“{name}”，预算数都是{_wan(budget)}"


def _alike(found: Iterable[tuple[_Value, str]]) -> Iterator[tuple[_Value, list[str]]]:
    """Each value that several departments have, with their folders; an empty one is none."""
    ordered = sorted(
        ((value, folder) for value, folder in found if value), key=lambda each: (str(each[0]), each[1])
    )
    for value, group in groupby(ordered, key=lambda each: each[0]):
        folders = list(dict.fromkeys(folder for _, folder in group))
        if len(folders) > 1:
            yield value, folders


# ---- outliers


def _per_head(row: str) -> Callable[[DepartmentFigures], Fraction | None]:
    return lambda figures: _ratio(figures.rows[row].final, figures.staff)


def _against(row: str, column: str) -> Callable[[DepartmentFigures], Fraction | None]:
    return lambda figures: _ratio(figures.rows[row].final, getattr(figures.rows[row], column))


def _ratio(one: Decimal | None, other: Decimal | None) -> Fraction | None:
    return Fraction(one) / Fraction(other) if one is not None and other else None


def _money(value: Fraction) -> str:
    """In 万元, but what that would print as next to nothing in 元."""
    return (
        f"{phrases.rounded(value, 2)}元" if 0 < value < _FEW_YUAN else f"{phrases.rounded(value / 10000, 2)}万元"
    )


def _percent(value: Fraction) -> str:
    return phrases.percent_text(value * 100)


_MEASURES = (
    ("人均“三公”经费", _per_head("三公经费.三公经费合计"), _money),
    ("“三公”经费与上年之比", _against("三公经费.三公经费合计", "last"), _percent),
    ("人均本年支出", _per_head("收入支出.本年支出合计"), _money),
    ("本年支出与上年之比", _against("收入支出.本年支出合计", "last"), _percent),
    ("财政拨款支出完成预算", _against("财政拨款收支.本年支出合计", "budget"), _percent),
)
"""What departments of any size can be compared by."""


def _outliers(members: Sequence[Member]) -> Iterator[_Finding]:
    """Departments far outside of the middle half of the county, measure by measure."""
    for name, measure, words in _MEASURES:
        known = {folder: value for folder, figures in members if (value := measure(figures)) is not None}
        if len(known) < _FEWEST:
            continue
        low, middle, high = quantiles(known.values(), n=4, method="inclusive")
        reach = _FENCES * max(high - low, abs(middle) * _LEAST_SPREAD)
        for folder, value in known.items():
            is_far = reach and not low - reach <= value <= high + reach
            if is_far or 0 < value * _OTHER_UNIT < low:
                side = "高" if value > high else "低"
                message = f"{name}为{words(value)}，{side}得多：全县一半单位在{words(low)}到{words(high)}之间"
                yield [folder], message


RULES = (
    AcrossRule(
        "J01", Severity.HINT, _PART, "一个单位付给另一个单位的，收的单位也记了同样的数",
        "对附属单位补助、上缴上级都是县里一个单位付、另一个单位收，两边应当相等；收付的有一方在县外就不等。",
        "请两个单位对一对：是漏记、记错科目，还是有一方在县外。", _transfers,
    ),
    AcrossRule(
        "J02", Severity.WARNING, _PART, "没有两个单位用同一个名称或预算单位编码",
        "同一个单位的数放了两份，合计就多算一次；复制别的单位的文件夹来填，也会忘记改名称。",
        "多出来的一份请移走；名称、编码没有改的，在“基本信息”里改。", _same_names,
    ),
    AcrossRule(
        "J03", Severity.WARNING, _PART, "没有两个单位交来同一个工作簿",
        "交错了文件，一个单位的数就算了两次，另一个单位的没有算。", "请向单位要它自己的工作簿。", _same_workbooks,
    ),
    AcrossRule(
        "J04", Severity.HINT, _PART, "没有两个单位的收入、支出一分不差",
        "两个单位的总数恰好一样极少见，多半是复制来的没有改完。", "请对照两个单位的决算报表。", _same_amounts,
    ),
    AcrossRule(
        "J05", Severity.HINT, _PART, "没有两个单位报同名、同样预算的项目",
        "一个项目由两个单位各报一次，合计就多算一次。", "请看是一个项目报了两次，还是各有各的。", _same_projects,
    ),
    AcrossRule(
        "J06", Severity.HINT, _PART, "没有单位远离全县的一般水平",
        "远离多数单位的数，有的是真的特殊，有的是多写、少写了一位，或者元和万元填错了。",
        "请对照这个单位的决算报表；确有原因的不用改。", _outliers,
    ),
)  # fmt: skip
"""Every rule on a county, in the order in which they are told."""
