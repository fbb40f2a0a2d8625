"""上年对照: this year's workbook against last year's, where there is one."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec.structs import replace

from juesuan.checks.amounts import Row, in_words, named, number, part, unit
from juesuan.checks.plausible import rows
from juesuan.checks.rule import Evidence, Finding, Part, Rule, cell_of, told, untied
from juesuan.model.accounts import Accounts, Indicator, TableRow
from juesuan.model.problems import Severity
from juesuan.model.values import Cell, Count, Text

PART = "上年对照"
_SHORT = 6
"""Letters of words so short that they may well be the same again."""
MOST = 10
"""Beyond so many places of one kind, a sheet or a heading gets one finding for all of them."""


def last_year_is_as_it_was_published(evidence: Evidence) -> Iterator[Finding]:
    """Every number of last year is the one that last year's workbook has as its own."""
    if evidence.last is None:
        return
    for row, before in _pairs(evidence.accounts, evidence.last):
        said, was = number(row, "last"), number(before)
        if said is not None and was is not None and said != was:
            yield _changed(part(row, "last"), named(row, "last"), (said, was), unit(row), part(before))
    for each, own in _indicators(evidence.accounts, evidence.last):
        if each.last is not None and own.value != each.last.value and own.unit == each.last.unit:
            values = each.last.value, own.value
            yield _changed(each.last, f"上年“{each.name}”", values, each.last.unit, own)


def _pairs(accounts: Accounts, last: Accounts) -> Iterator[tuple[Row, Row]]:
    """Each row of the fixed tables with the same row of last year's workbook."""
    return zip(rows(accounts), rows(last), strict=True)


def _indicators(accounts: Accounts, last: Accounts) -> Iterator[tuple[Indicator, Count]]:
    """Each indicator that last year's workbook has, too, with its value there."""
    values = {each.name: each.value for each in last.indicators}
    yield from ((each, values[each.name]) for each in accounts.indicators if each.name in values)


def _changed(place: Part, name: str, values: tuple[Decimal, Decimal], unit: str, before: Part) -> Finding:
    """A finding of a number that is another one in last year's workbook.

    The cell of last year's workbook stands in the message only: its sheets are called the same.
    """
    found = untied(place, (name, f"上年度工作簿 {cell_of(before)} "), values, unit)
    return replace(found, expected="" if isinstance(before, Cell) else told(before))


def last_year_is_filled_in(evidence: Evidence) -> Iterator[Finding]:
    """What last year's workbook has as its own is not left blank in the column of last year."""
    if evidence.last is None:
        return
    missing: dict[str, list[tuple[str, Cell]]] = {}
    for row, before in _pairs(evidence.accounts, evidence.last):
        is_said = number(row, "last") is not None or (isinstance(row, TableRow) and row.comparison is not None)
        if not is_said and number(before):
            stated = f"{named(row)}上年为{in_words(before)}"
            missing.setdefault(row.cell.sheet, []).append((stated, row.cell))
    for each, own in _indicators(evidence.accounts, evidence.last):
        if each.last is None:
            missing.setdefault(each.cell.sheet, []).append((f"“{each.name}”上年为{told(own)}", each.cell))
    for sheet, found in missing.items():
        if len(found) > MOST:
            message = f"有 {len(found)} 行没有填上年数，上年度工作簿里有（{found[0][0]}，等）"
            cells = tuple(cell for _, cell in found)
            yield Finding(found[0][1], message, cells, difference=f"{sheet}{len(found)}行")
        else:
            yield from (Finding(cell, f"没有填上年数，上年度工作簿里{told}", (cell,)) for told, cell in found)


def last_year_can_be_compared(evidence: Evidence) -> Iterator[Finding]:
    """What is filled in as last year's number stands in last year's workbook, too, and in the same unit."""
    if evidence.last is None:
        return
    for row, before in _pairs(evidence.accounts, evidence.last):
        said = number(row, "last")
        if said and number(before) is None:
            yield _unknown(part(row, "last"), named(row, "last"), in_words(row, "last"), "这一行空着")
    known = {each.name: each.value for each in evidence.last.indicators}
    for each in evidence.accounts.indicators if known else ():
        own = known.get(each.name)
        if each.last is not None and (own is None or own.unit != each.last.unit):
            state = "没有这个指标" if own is None else f"是{told(own)}，单位不同"
            yield _unknown(each.last, f"上年“{each.name}”", told(each.last), state)


def _unknown(place: Part, name: str, said: str, state: str) -> Finding:
    cell = cell_of(place)
    return Finding(cell, f"{name}为{said}，上年度工作簿里{state}，没法核对", (cell,), found=said)


def reasons_are_new(evidence: Evidence) -> Iterator[Finding]:
    """No reason is, word for word, the one in last year's workbook."""
    found = _reasons(evidence.last) if evidence.last is not None else ()
    before = {(words.cell.sheet, key): words.text for key, words in found}  # two sheets have a row of one name
    for key, words in _reasons(evidence.accounts):
        if len(words.text) > _SHORT and words.text == before.get((words.cell.sheet, key)):
            yield Finding(words.cell, f"{key}与上年度工作簿一字不差：“{words}”", (words.cell,))


def _reasons(accounts: Accounts) -> Iterator[tuple[str, Text]]:
    """Every reason, behind the name of what it is given for, which is the same in every year."""
    for row in rows(accounts):
        if isinstance(row, TableRow):
            yield from _given(named(row), {"变动原因": row.reason, "与预算差异原因": row.budget_reason})
    costs = accounts.other_matters.agency_operating_costs
    yield from _given(named(costs), {"说明": costs.note})
    for item in accounts.functional_items:
        yield from _given(f"“{item.code} {item.name}”", {"与预算差异原因": item.budget_reason})
    for project in accounts.projects:
        yield from _given(f"项目“{project.name}”", {"差异原因": project.reason})
        for each in project.indicators:
            yield from _given(f"项目“{project.name}”指标“{each.third}”", {"偏差原因": each.reason})


def _given(name: str, reasons: Mapping[str, Text | None]) -> Iterator[tuple[str, Text]]:
    yield from ((f"{name}的{heading}", words) for heading, words in reasons.items() if words is not None)


def the_department_has_kept_its_name(evidence: Evidence) -> Iterator[Finding]:
    """The full name of the department, 单位全称, is the one in last year's workbook."""
    now, before = evidence.accounts.department.name, evidence.last and evidence.last.department.name
    if before and now.text != before.text:
        message = f"单位全称是“{now}”，上年度工作簿是“{before}”"
        yield Finding(now.cell, message, (now.cell,), f"“{before}”", f"“{now}”")


RULES = (
    Rule(
        "C801",
        Severity.ERROR,
        PART,
        "各表的上年数等于上年度工作簿里的决算数（业务指标按名称对照）",
        "上年数已经公开过，再印一次不能变。",
        "请照上年度公开的数改正；上年度的数后来更正过的，在〔出错说明〕写明。",
        last_year_is_as_it_was_published,
    ),
    Rule(
        "C802",
        Severity.WARNING,
        PART,
        "变动原因、差异原因不是照抄上年的",
        "今年的变动有今年的原因，一字不差多半是没有改。",
        "请写今年的原因；确实相同的，换一种说法写具体。",
        reasons_are_new,
    ),
    Rule(
        "C803",
        Severity.HINT,
        PART,
        "单位全称与上年度相同",
        "机构改名是大事，写错名字更要紧。",
        "确实改了名就不用管；没有改名，请改正。",
        the_department_has_kept_its_name,
    ),
    Rule(
        "C804",
        Severity.WARNING,
        PART,
        "上年度工作簿里有的数，上年数一列都填了",
        "空着，报告就不与上年比较，读者以为没有数。",
        "请照上年度公开的数补上。",
        last_year_is_filled_in,
    ),
    Rule(
        "C805",
        Severity.HINT,
        PART,
        "上年数在上年度工作簿里也有（业务指标同名、同单位）",
        "上年没有填，或名称、单位改了，上年的数就没有可以对照的。",
        "请照上年公开的资料核对；只是改了名称、单位的，看上年数值是否换算好了。",
        last_year_can_be_compared,
    ),
)
