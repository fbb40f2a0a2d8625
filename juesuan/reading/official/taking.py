"""One official sheet -> the figures that the workbook takes from it, or the reason why it is refused."""

from collections.abc import Sequence

from juesuan.model.chinese import UNITS
from juesuan.model.official import Taken
from juesuan.model.problems import Problem, error, hint
from juesuan.reading.official import forms, items, lines, sums
from juesuan.reading.official.amounts import AmountReader
from juesuan.reading.official.forms import UNREADABLE
from juesuan.reading.official.recognition import OfficialSheet, conflict

_MOST = 3
"""The problems of one table that are told; the others follow from them or are like them."""

Outcome = tuple[tuple[Taken, ...], tuple[Problem, ...]]
"""The figures of a sheet, none where it is refused, and what there is to say of it."""


def taken(sheet: OfficialSheet) -> Outcome:
    """The figures that are taken from a sheet; where it is refused, none, with the reasons as problems."""
    if not sheet.form.taken:
        return (), ()
    figures, problems = _outcome(sheet)
    if sheet.form.is_counted and (fault := next((each for each in problems if each.is_open_error), None)):
        return (), (hint(_UNPROVED, fault.where, fault.message, "没有改动工作簿的人数，请自己填。"),)
    return figures, problems


_UNPROVED = "I44"
"""The code of a table of people that is not taken."""


def _outcome(sheet: OfficialSheet) -> Outcome:
    where = f"{sheet.file}〔{sheet.grid.name}〕"
    if reason := _reason(sheet):
        return (), (error(UNREADABLE, where, f"{sheet.form.code} 整张表没有取：{reason}", "请重新导出这张表。"),)
    reader = AmountReader(sheet, "" if sheet.form.is_counted else sheet.units[0])
    found = _READERS[sheet.form.kind](reader)
    if found is None:
        message = f"{sheet.form.code} 整张表没有取：找不到表头"
        return (), (error(UNREADABLE, where, message, "请重新导出这张表，不要改动表头。"),)
    figures, problems = found
    faults = (*reader.faults, *(each for each in problems if each.is_open_error))
    if faults:
        return (), _cut(where, faults)
    return tuple(figures), tuple(sums.one_of_rounding(problems, where, sheet.form))


def _cut(where: str, faults: Sequence[Problem]) -> tuple[Problem, ...]:
    if len(faults) <= _MOST:
        return tuple(faults)
    more = error(faults[0].code, where, f"这张表还有 {len(faults) - _MOST} 处对不上或读不出", "")
    return (*faults[:_MOST], more)


def _reason(sheet: OfficialSheet) -> str:
    """Why a sheet is not even looked into; empty where it is."""
    if other := conflict(sheet):
        return f"工作表名称像 {sheet.form.code}，标题却是“{other.titles[0]}”"
    several = f"写了几个年度：{'、'.join(map(str, sheet.years))}" if len(sheet.years) > 1 else ""
    if sheet.form.is_counted:
        return several
    if len(sheet.units) > 1:
        return f"金额单位写了几种：{'、'.join(sheet.units)}"
    if not sheet.units:
        return "没有写金额单位"
    if sheet.units[0] not in UNITS:
        return f"金额单位是“{sheet.units[0]}”，不是元或万元"
    return several


_READERS = {forms.TWO_SIDED: lines.figures, forms.BY_CODE: items.figures, forms.ONE_ROW: items.of_one_row}
