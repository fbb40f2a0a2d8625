"""业务指标 and 绩效指标: numbers the texts speak of, and what a project aimed at."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from juesuan.checks import evaluated
from juesuan.checks.rule import Evidence, Finding, Rule, untied
from juesuan.figures import aims
from juesuan.figures.aims import Aim
from juesuan.model import values, workbook_form
from juesuan.model.accounts import Indicator
from juesuan.model.problems import Severity
from juesuan.model.projects import QUALITATIVE, PerformanceIndicator
from juesuan.model.values import PERCENT, Cell, Text

PART = "业务指标和绩效指标"


def groups_add_up(evidence: Evidence) -> Iterator[Finding]:
    """The parts of a group add up to its total, exactly as typed; a group has one total or is no sum."""
    groups: dict[str, list[Indicator]] = {}
    for indicator in evidence.accounts.indicators:
        if indicator.group:
            groups.setdefault(indicator.group, []).append(indicator)
    for group, members in groups.items():
        totals = [member for member in members if member.role == workbook_form.GROUP_TOTAL]
        parts = [member for member in members if member.role == workbook_form.GROUP_PART]
        is_one_unit = len({member.value.unit for member in (*totals, *parts)}) == 1
        if len(totals) == 1 and parts and is_one_unit:
            yield from _untied_group(group, totals[0], parts)


def _untied_group(group: str, total: Indicator, parts: list[Indicator]) -> Iterator[Finding]:
    value = sum((each.value.value for each in parts), Decimal(0))
    if total.value.value != value:
        names = f"“{total.name}”", f"{group}各分项（{'＋'.join(each.name for each in parts)}）"
        values = total.value.value, value
        yield untied(total.value, names, values, total.value.unit, [each.value for each in parts])


def both_entries_agree(evidence: Evidence) -> Iterator[Finding]:
    """复核数值, keyed a second time by another person, is the same as 数值."""
    for each in evidence.accounts.indicators:
        if each.again is not None and each.again.value != each.value.value:
            names, values = (f"“{each.name}”", "复核数值"), (each.value.value, each.again.value)
            yield untied(each.value, names, values, each.value.unit, [each.again])


_FULL = Decimal(100)
_MAY_EXCEED = re.compile("增|降|减|涨|跌|完成|超|同比|比上年")


def shares_are_within_a_hundred_percent(evidence: Evidence) -> Iterator[Finding]:
    """A share lies between 0% and 100%; a rate of growth or of completion may lie outside."""
    for each in evidence.accounts.indicators:
        is_share = each.value.unit == PERCENT and not _MAY_EXCEED.search(each.name)
        if is_share and not 0 <= each.value.value <= _FULL:
            message = f"“{each.name}”为{each.value.value}%，不在0%到100%之间"
            yield Finding(each.value.cell, message, (each.value.cell,), "0%到100%", f"{each.value.value}%")


# ---- what was aimed at and what was reached

_LESS_IS_BETTER = re.compile("成本|时效|时间|费用|投诉|事故")


class Missed(Struct, frozen=True):
    """An indicator whose actual value misses the expected one, both as numbers with their unit."""

    expected: str
    actual: str
    gap: str
    """How far and in which direction the one is from the other."""
    has_sign: bool
    """Whether a sign says how the two are to be compared."""


def aims_are_reached(evidence: Evidence) -> Iterator[Finding]:
    """An indicator's actual value does not miss the expected one, where both are one number with one unit."""
    printed = printed_words(evidence)
    for project in evaluated.projects(evidence.accounts):
        for row in project.indicators:
            found = missed(row, printed)
            if found is not None and row.actual is not None and row.expected is not None:
                message = f"“{row.third}”预期{found.expected}，实际{found.actual}，{found.gap}，没有达到"
                cells = row.actual.cell, row.expected.cell
                yield Finding(row.actual.cell, message, cells, found.expected, found.actual, found.gap)


def printed_words(evidence: Evidence) -> Mapping[Cell, str]:
    """What people wrote, with its tags filled, by its cell."""
    return {statement.cell: values.plain(statement.text) for statement in evidence.statements}


def missed(row: PerformanceIndicator, printed: Mapping[Cell, str]) -> Missed | None:
    """How an indicator misses its aim; None where it does not, or where nobody can say.

    ``printed`` are the words with their tags filled, by their cells, where that is known.
    """
    aim, reached = _value(row, row.expected, printed), _value(row, row.actual, printed)
    if aim is None or reached is None or aim.unit != reached.unit or reached.sign:
        return None
    sign = row.nature.text if row.nature else aim.nature
    # A bare number of a cost or a time is a limit as often as an aim.
    is_open = not sign and _LESS_IS_BETTER.search(f"{row.first}{row.second}{row.third}") is not None
    if is_open or sign == QUALITATIVE or aims.is_met(sign, aim.number, reached.number):
        return None
    change = reached.number - aim.number
    gap = f"{'多' if change > 0 else '少'}{abs(change)}{aim.unit}" if change else "相等"
    return Missed(str(replace(aim, sign=aim.sign or sign)), str(reached), gap, has_sign=bool(sign))


def _value(row: PerformanceIndicator, words: Text | None, printed: Mapping[Cell, str]) -> Aim | None:
    """The number that words are, in the unit of the row where they have none; None for any other words."""
    found = aims.read(printed.get(words.cell, words.text)) if words is not None else None
    return replace(found, unit=row.measure.text) if found and not found.unit and row.measure else found


RULES = (
    Rule(
        "C707",
        Severity.ERROR,
        PART,
        "业务指标一组里，各分项相加等于合计行",
        "文字里总数和分项写在一起，读者会相加。",
        "请对照原始资料，改正其中填错的一格；不是相加关系的，不要填同一个分组。",
        groups_add_up,
    ),
    Rule(
        "C708",
        Severity.ERROR,
        PART,
        "业务指标的数值与复核数值相同",
        "两个人各录一遍，不同就一定有一个录错了。",
        "请对照原始资料，改正录错的一格。",
        both_entries_agree,
    ),
    Rule(
        "C709",
        Severity.WARNING,
        PART,
        "以%计的业务指标在0%到100%之间（增减率、完成率除外）",
        "占比、合格率等不会超过100%。",
        "请核对小数点；确实可以超过的，在〔出错说明〕写明。",
        shares_are_within_a_hundred_percent,
    ),
    Rule(
        "C710",
        Severity.HINT,
        PART,
        "绩效指标的实际完成值达到预期值",
        "没有达到而得分不低，读者会问。",
        "请核对；确实没有达到的，在自评报告里说明原因。",
        aims_are_reached,
    ),
)
