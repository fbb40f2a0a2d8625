"""The tables of the workbook that have as many rows as needed: classifications, indicators, projects, terms."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from juesuan.figures import aims
from juesuan.model import accounts, chinese, sheets, standard_names, workbook_form
from juesuan.model.accounts import TableRow
from juesuan.model.problems import Problem, error
from juesuan.model.projects import FUND_FIELDS, NATURES, PerformanceIndicator, Project
from juesuan.model.values import Amount, Cell, Count, Text
from juesuan.reading import tables
from juesuan.reading.grid import plain
from juesuan.reading.tables import SheetRow, SheetTable

_ECONOMIC_TOTALS = (workbook_form.PERSONNEL_TOTAL, workbook_form.PUBLIC_USE_TOTAL)
_NOT_THIS_YEAR = "；今年没有这一项，就删去这一行"
_MONEY_OF_PROJECT = ("initial_budget", "budget", "executed", *FUND_FIELDS)
_NAMES_OF_PROJECT = ("authority", "performer", "leader", "finance_officer")


# ---- 基本支出


def basic_expenditure(table: SheetTable, problems: list[Problem], year: int = 0) -> accounts.BasicExpenditure:
    """The two totals and the items of 基本支出; problems for a missing total and an item that stands twice.

    A blank name is the standard one of the code in the accounts of that ``year``, 0 where it is not known.
    """
    totals: dict[str, TableRow] = {}
    items: dict[str, accounts.EconomicItem] = {}
    for row in table.rows:
        label = chinese.folded(plain(row.values["name"]))
        if label in _ECONOMIC_TOTALS:
            if label in totals:
                message = f"“{label}”重复，{totals[label].cell.address} 已有一行"
                problems.append(error("R28", row.cells["name"], message, "只留一行。"))
            totals[label] = _economic_total(row, label, table.unit, problems)
        elif item := _economic_item(row, table.unit, year, problems):
            if item.code in items:
                problems.append(twice(item.cell, item.code, items[item.code].cell))
            items[item.code] = item
    if table.is_there:
        problems.extend(_total_missing(label) for label in _ECONOMIC_TOTALS if label not in totals)
    nothing = {
        label: TableRow(label, Cell(workbook_form.BASIC_EXPENDITURE.name, "")) for label in _ECONOMIC_TOTALS
    }
    personnel, public_use = ({**nothing, **totals}[label] for label in _ECONOMIC_TOTALS)
    return accounts.BasicExpenditure(personnel, public_use, tuple(items.values()))


def _total_missing(label: str) -> Problem:
    return error("R29", f"〔{workbook_form.BASIC_EXPENDITURE.name}〕", f"缺少“{label}”一行", "请补上这一行。")


def _economic_total(row: SheetRow, label: str, unit: str, problems: list[Problem]) -> TableRow:
    amount = tables.amount(row, "amount", unit, problems)
    tables.require(amount, label, row.cells["amount"], problems)
    return TableRow(label, row.cells["name"], final=amount, cells={"final": row.cells["amount"]})


def _economic_item(row: SheetRow, unit: str, year: int, problems: list[Problem]) -> accounts.EconomicItem | None:
    """The item of a row; None for a row without code, which is a title if it has no amount, and else refused."""
    code = tables.code(row, problems)
    amount = tables.amount(row, "amount", unit, problems)
    name = plain(row.values["name"])
    if not code and amount is None:
        return None
    advice = "应为以3开头的5位经济分类编码，如 30101；合计行、类级行请删除。"
    if not code:
        problems.append(error("R45", row.cells["code"], f"“{name}”没有科目编码", advice))
        return None
    if not re.fullmatch(r"3[0-9]{4}", code):
        problems.append(error("R45", row.cells["code"], f"不认识经济分类编码“{code}”", advice))
    listed = tables.text(row, "listed", problems)
    tables.choose(listed, ("是", "否"), problems)
    name, is_filled_in = tables.named(row, standard_names.economic().sure(code, year), problems)
    return accounts.EconomicItem(code, name, row.cells["code"], amount, listed, row.cells["name"], is_filled_in)


def twice(cell: Cell, code: str, first: Cell) -> Problem:
    """Problem R41 for a code whose row at ``first`` is not the only one."""
    message = f"科目编码 {code} 重复，{first.address} 已有一行"
    return error("R41", cell, message, "请合并成一行，或改正编码。")


# ---- 业务指标


def indicators(table: SheetTable, problems: list[Problem]) -> tuple[accounts.Indicator, ...]:
    """The rows of 业务指标; problems for a name that a tag cannot spell or that stands twice."""
    found: dict[str, accounts.Indicator] = {}
    for row in table.rows:
        name = tables.sure(row, "name", "名称", problems)
        spelled = sheets.tag_of(name.text)
        if spelled != name.text:
            message, advice = (
                f"名称“{name}”里有标点或空格，文字里引用不了",
                f"名称只用汉字、字母、数字，如“{spelled}”。",
            )
            problems.append(error("R46", name.cell, message, advice))
        if name.text in found:
            problems.append(error("R47", name.cell, f"指标“{name}”重复", "每个指标只写一行。"))
        found[name.text] = _indicator(row, name, problems)
    problems.extend(_mixed_groups(found.values()))
    return tuple(found.values())


def _mixed_groups(indicators: Iterable[accounts.Indicator]) -> Iterator[Problem]:
    """A problem for each row whose unit is not that of its group, which is added up: 5亿元 and 300万元."""
    first: dict[str, accounts.Indicator] = {}
    for each in indicators:
        own = first.setdefault(each.group, each)
        if each.group and "" != each.value.unit != own.value.unit != "":
            message = (
                f"分组“{each.group}”里有两种计量单位：“{own.name}”是“{own.value.unit}”，"
                f"“{each.name}”是“{each.value.unit}”，不能相加"
            )
            yield error("R59", each.value.cell, message, "请换算成一种单位，或者分成两组、不填分组。")


def _indicator(row: SheetRow, name: Text, problems: list[Problem]) -> accounts.Indicator:
    unit = tables.unit(tables.sure(row, "unit", "计量单位", problems), problems)
    value = tables.count(row, "value", unit, problems)
    tables.require(value, "数值", row.cells["value"], problems, _NOT_THIS_YEAR)
    group, role = (tables.text(row, field, problems) for field in ("group", "role"))
    tables.choose(role, (workbook_form.GROUP_TOTAL, workbook_form.GROUP_PART), problems)
    return accounts.Indicator(
        name=name.text,
        cell=name.cell,
        value=value or Count(Decimal(0), unit, row.cells["value"]),
        last=tables.count(row, "last", unit, problems),
        again=tables.count(row, "again", unit, problems),
        group=group.text if group else "",
        role=role.text if role else "",
    )


# ---- 绩效项目, 绩效指标


def projects(table: SheetTable, indicators: SheetTable, problems: list[Problem]) -> tuple[Project, ...]:
    """The rows of 绩效项目, each with its rows of 绩效指标; problems for names that stand twice or are unknown."""
    rows: dict[str, list[PerformanceIndicator]] = defaultdict(list)
    for row in indicators.rows:
        indicator = _performance_indicator(row, problems)
        rows[indicator.project.text].append(indicator)
    found: dict[str, Project] = {}
    for row in table.rows:
        name = tables.sure(row, "name", "项目名称", problems)
        if name.text in found:
            problems.append(error("R48", name.cell, f"项目“{name}”重复", "一个项目只写一行。"))
        found[name.text] = _project(row, name, table.unit, (tuple(rows[name.text]), problems))
    if table.is_there:
        problems.extend(_orphan(each) for name in rows if name not in found for each in rows[name] if name)
    return tuple(found.values())


def _orphan(indicator: PerformanceIndicator) -> Problem:
    message = f"“绩效项目”表里没有项目“{indicator.project}”"
    return error("R49", indicator.project.cell, message, "项目名称要与“绩效项目”表一字不差。")


def _project(
    row: SheetRow, name: Text, unit: str, rest: tuple[tuple[PerformanceIndicator, ...], list[Problem]]
) -> Project:
    indicators, problems = rest
    money: dict[str, Any] = {field: tables.amount(row, field, unit, problems) for field in _MONEY_OF_PROJECT}
    names: dict[str, Any] = {field: tables.text(row, field, problems) for field in _NAMES_OF_PROJECT}
    tables.require(money["budget"], "预算数", row.cells["budget"], problems, _NOT_THIS_YEAR)
    tables.require(money["executed"], "执行数", row.cells["executed"], problems, _NOT_THIS_YEAR)
    grade = tables.prose(row, "grade", problems)
    tables.choose(grade, workbook_form.GRADES, problems)
    return Project(
        name=name,
        **{
            **money,
            "budget": money["budget"] or Amount(Decimal(0), row.cells["budget"]),
            "executed": money["executed"] or Amount(Decimal(0), row.cells["executed"]),
        },
        **names,
        reason=tables.prose(row, "reason", problems),
        score=tables.count(row, "score", "分", problems),
        grade=grade,
        indicators=indicators,
        execution_score=tables.count(row, "execution_score", "分", problems),
        cells={field: row.cells[field] for field in _MONEY_OF_PROJECT if field in row.cells},
    )


def _performance_indicator(row: SheetRow, problems: list[Problem]) -> PerformanceIndicator:
    nature = _spelt(tables.text(row, "nature", problems))
    tables.choose(nature, NATURES, problems)
    return PerformanceIndicator(
        project=tables.sure(row, "project", "项目名称", problems),
        first=tables.sure(row, "first", "一级指标", problems),
        second=tables.sure(row, "second", "二级指标", problems),
        third=tables.sure(row, "third", "三级指标", problems),
        expected=tables.text(row, "expected", problems),
        actual=tables.text(row, "actual", problems),
        weight=tables.count(row, "weight", "分", problems),
        score=tables.count(row, "score", "分", problems),
        reason=tables.prose(row, "reason", problems),
        nature=nature,
        measure=tables.text(row, "measure", problems),
    )


def _spelt(nature: Text | None) -> Text | None:
    """指标性质 in the signs of the form, whatever signs it was typed with."""
    return nature and replace(nature, text=aims.nature(nature.text))


# ---- 名词解释, 出错说明


def terms(table: SheetTable, problems: list[Problem]) -> tuple[accounts.Term, ...]:
    """The rows of 名词解释, in their order; problems for blank cells."""
    return tuple(
        accounts.Term(tables.sure(row, "name", "名词", problems), tables.sure(row, "meaning", "解释", problems))
        for row in table.rows
    )


def explanations(table: SheetTable, problems: list[Problem]) -> tuple[accounts.Explanation, ...]:
    """The rows of 出错说明, in their order; problems for blank cells but that of 差额."""
    return tuple(
        accounts.Explanation(
            tables.sure(row, "code", "代码", problems),
            tables.sure(row, "place", "位置", problems),
            tables.text(row, "difference", problems),
            tables.sure(row, "reason", "说明", problems),
        )
        for row in table.rows
    )
