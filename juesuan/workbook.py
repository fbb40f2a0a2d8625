"""决算数据 -> the tables of Accounts, every fault collected before anything is refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from juesuan import entries, grid, model, sheets, tables
from juesuan.model import Amount, Cell, Count, Line, Tally, Text
from juesuan.problems import Problem, ReportError, error
from juesuan.sheets import Item, Sheet
from juesuan.tables import Row, Table

_Fixed = TypeVar(
    "_Fixed", model.RevenueExpenditure, model.FiscalAppropriation, model.ThreePublic, model.OtherMatters
)
_FIRST_YEAR, _LAST_YEAR = 2000, 2099


@dataclass(frozen=True, slots=True)
class Workbook:
    """The tables of the workbook; the texts are read beside them."""

    department: model.Department
    revenue_expenditure: model.RevenueExpenditure
    fiscal_appropriation: model.FiscalAppropriation
    functional_items: tuple[model.FunctionalItem, ...]
    basic_expenditure: model.BasicExpenditure
    three_public: model.ThreePublic
    other_matters: model.OtherMatters
    indicators: tuple[model.Indicator, ...]
    projects: tuple[model.Project, ...]
    terms: tuple[model.Term, ...]
    explanations: tuple[model.Explanation, ...]


def read(path: Path) -> tuple[Workbook, tuple[Problem, ...]]:
    """The workbook and its hints. Raises ReportError with every fault at once."""
    grids = {name.strip(): each for name, each in grid.read(path).items()}
    problems: list[Problem] = []
    found = {sheet.field: _table(grids, sheet, problems) for sheet in sheets.SHEETS}
    book = _workbook(found, problems)
    refused = [problem for problem in problems if problem.severity.value == "错误"]
    if refused:
        raise ReportError(*refused)
    return book, tuple(problems)


def _table(grids: Mapping[str, grid.Grid], sheet: Sheet, problems: list[Problem]) -> Table:
    if sheet.name not in grids:
        advice = "请从模板复制这张表（没有内容也要保留）。"
        problems.append(error("R20", f"〔{sheet.name}〕", "缺少这张工作表", advice))
        return Table("元", ())
    return tables.read(grids[sheet.name], sheet, problems) or Table("元", ())


def _workbook(found: Mapping[str, Table], problems: list[Problem]) -> Workbook:
    return Workbook(
        department=_department(found["department"], problems),
        revenue_expenditure=_fixed(
            model.RevenueExpenditure, found["revenue_expenditure"], sheets.REVENUE_EXPENDITURE, problems
        ),
        fiscal_appropriation=_fixed(
            model.FiscalAppropriation, found["fiscal_appropriation"], sheets.FISCAL_APPROPRIATION, problems
        ),
        functional_items=_functional_items(found["functional_items"], problems),
        basic_expenditure=_basic_expenditure(found["basic_expenditure"], problems),
        three_public=_fixed(model.ThreePublic, found["three_public"], sheets.THREE_PUBLIC, problems),
        other_matters=_fixed(model.OtherMatters, found["other_matters"], sheets.OTHER_MATTERS, problems),
        indicators=_indicators(found["indicators"], problems),
        projects=_projects(found["projects"], found["performance_indicators"], problems),
        terms=_terms(found["terms"], problems),
        explanations=_explanations(found["explanations"], problems),
    )


def _required(value: object, label: str, cell: Cell, problems: list[Problem]) -> None:
    faulty = any(problem.where == str(cell) for problem in problems)
    if value is None and not faulty:
        problems.append(error("R30", cell, f"“{label}”必须填写", "请补上；没有发生填 0。"))


def _text(row: Row, field: str, problems: list[Problem]) -> Text | None:
    return entries.text(row.values[field], row.cells[field], problems) if field in row.values else None


def _amount(row: Row, field: str, unit: str, problems: list[Problem]) -> Amount | None:
    return (
        entries.amount(row.values[field], row.cells[field], unit, problems) if field in row.values else None
    )


def _count(row: Row, field: str, unit: str, problems: list[Problem]) -> Count | None:
    return entries.count(row.values[field], row.cells[field], unit, problems)


def _choice(text: Text | None, choices: tuple[str, ...], cell: Cell, problems: list[Problem]) -> None:
    if text is not None and text.text not in choices:
        problems.append(error("R31", cell, f"“{text}”不在可选范围", f"请选：{'、'.join(choices)}。"))


def _sure(text: Text | None, row: Row, field: str, label: str, problems: list[Problem]) -> Text:
    """A compulsory text; where it is missing, an empty one stands in until the refusal."""
    _required(text, label, row.cells[field], problems)
    return text or Text("", row.cells[field])


# ---- 基本信息


def _department(table: Table, problems: list[Problem]) -> model.Department:
    rows = tables.by_item(table, sheets.DEPARTMENT, problems)
    items = {item.field: item for item in sheets.DEPARTMENT.items}
    nowhere = Cell(sheets.DEPARTMENT.name, "")
    texts = {field: _content(row, items[field], problems) for field, row in rows.items()}
    cells = {field: row.cells["content"] for field, row in rows.items()}
    for field, item in items.items():
        if item.required and field in rows:
            _required(texts[field], item.label, cells[field], problems)

    def words(field: str) -> Text:
        return texts.get(field) or Text("", nowhere)

    return model.Department(
        name=words("name"),
        short_name=texts.get("short_name"),
        own_name=texts.get("own_name"),
        region=words("region"),
        code=texts.get("code"),
        kind=words("kind"),
        year=_year(rows.get("year"), problems),
        edition=words("edition"),
        totals_basis=words("totals_basis"),
        published_on=entries.day(rows["published_on"].values["content"], cells["published_on"], problems)
        if "published_on" in rows
        else None,
        score=_count(
            Row({"score": rows["score"].values["content"]}, {"score": cells["score"]}),
            "score",
            "分",
            problems,
        )
        if "score" in rows
        else None,
        grade=texts.get("grade"),
        cells=cells,
    )


def _content(row: Row, item: Item, problems: list[Problem]) -> Text | None:
    words = _text(row, "content", problems)
    if item.choices:
        _choice(words, item.choices, row.cells["content"], problems)
    return words


def _year(row: Row | None, problems: list[Problem]) -> int:
    if row is None:
        return 0
    found: list[Problem] = []
    typed = str(row.values["content"]).strip().removesuffix("年").removesuffix("年度")
    year = entries.number(typed, row.cells["content"], found)
    if year is not None and year == int(year) and _FIRST_YEAR <= year <= _LAST_YEAR:
        return int(year)
    problems.append(error("R32", row.cells["content"], f"年度“{typed}”不是四位年份", "请填如 2020。"))
    return 0


# ---- fixed tables


def _fixed(record: type[_Fixed], table: Table, sheet: Sheet, problems: list[Problem]) -> _Fixed:
    rows = tables.by_item(table, sheet, problems)
    items = {item.field: item for item in sheet.items}
    lines: dict[str, Any] = {
        each.name: _fixed_row(rows.get(each.name), items[each.name], table.unit, problems)
        for each in fields(record)
    }
    return record(**lines)


def _fixed_row(row: Row | None, item: Item, unit: str, problems: list[Problem]) -> Line | Tally:
    if row is None:
        kind = Tally if item.unit else Line
        return kind(item.label, Cell(item.label, ""))
    line = _tally(row, item, problems) if item.unit else _line(row, item, unit, problems)
    if item.required:
        _required(line.final, item.label, row.cells["final"], problems)
    return line


def _line(row: Row, item: Item, unit: str, problems: list[Problem]) -> Line:
    return Line(
        label=item.label,
        cell=row.cells["label"],
        final=_amount(row, "final", unit, problems),
        last=_amount(row, "last", unit, problems),
        budget=_amount(row, "budget", unit, problems),
        reason=_text(row, "reason", problems),
        budget_reason=_text(row, "budget_reason", problems),
        comparison=_text(row, "comparison", problems),
        note=_text(row, "note", problems),
    )


def _tally(row: Row, item: Item, problems: list[Problem]) -> Tally:
    words = _text(row, "unit", problems)
    named = words.text if words else item.unit
    return Tally(
        label=item.label,
        cell=row.cells["label"],
        final=_whole(_count(row, "final", named, problems), problems),
        last=_whole(_count(row, "last", named, problems), problems),
        note=_text(row, "note", problems),
    )


def _whole(count: Count | None, problems: list[Problem]) -> Count | None:
    if count is not None and (count.value < 0 or count.value != int(count.value)):
        problems.append(error("R33", count.cell, f"{count.value} 不是人数、件数", "请填不小于 0 的整数。"))
    return count


# ---- lists


def _functional_items(table: Table, problems: list[Problem]) -> tuple[model.FunctionalItem, ...]:
    items = tuple(
        _functional_item(row, table.unit, problems) for row in table.rows if _is_entry(row, "code", "name")
    )
    seen: dict[tuple[str, str], Cell] = {}
    for item in items:
        if (item.fund, item.code) in seen:
            message = f"科目编码 {item.code} 重复，{seen[item.fund, item.code].address} 已有一行"
            problems.append(error("R41", item.cell, message, "请合并成一行，或改正编码。"))
        seen.setdefault((item.fund, item.code), item.cell)
    for item in items:
        problems.extend(_unknown_code(item, {code for fund, code in seen if fund == item.fund}))
    if not items:
        problems.append(
            error("R42", f"〔{sheets.FUNCTIONAL_ITEMS.name}〕", "一行科目也没有", "请按财决08表填写到项级。")
        )
    return items


def _is_entry(row: Row, *key: str) -> bool:
    """A remark below the table has neither key nor number."""
    words = [entries.plain(row.values[field]) for field in key]
    return any(words) and not (words[0].startswith("注") and not any(words[1:]))


def _functional_item(row: Row, unit: str, problems: list[Problem]) -> model.FunctionalItem:
    fund = _text(row, "fund", problems)
    _choice(fund, sheets.FUNDS, row.cells["fund"], problems)
    return model.FunctionalItem(
        code=entries.plain(row.values["code"]).replace(" ", ""),
        name=_sure(_text(row, "name", problems), row, "name", "科目名称", problems).text,
        fund=fund.text if fund else sheets.GENERAL_PUBLIC,
        cell=row.cells["code"],
        basic=_amount(row, "basic", unit, problems),
        project=_amount(row, "project", unit, problems),
        stated=_amount(row, "stated", unit, problems),
        budget=_amount(row, "budget", unit, problems),
        budget_reason=_text(row, "budget_reason", problems),
    )


def _unknown_code(item: model.FunctionalItem, codes: set[str]) -> list[Problem]:
    if not re.fullmatch(r"\d{3}|\d{5}|\d{7}", item.code) or item.code[:3] not in sheets.FUNCTION_CLASSES:
        message = f"不认识科目编码“{item.code}”"
        return [
            error("R43", item.cell, message, "支出功能分类编码：类3位、款5位、项7位，以2开头，如 2011301。")
        ]
    above = [item.code[:length] for length in (3, 5) if length < len(item.code)]
    return [
        error(
            "R44",
            item.cell,
            f"{item.code} {item.name} 的上级科目 {code} 不在表中",
            f"请加一行 {code} 和它的名称。",
        )
        for code in above
        if code not in codes
    ]


def _basic_expenditure(table: Table, problems: list[Problem]) -> model.BasicExpenditure:
    totals: dict[str, Line] = {}
    items: list[model.EconomicItem] = []
    for row in table.rows:
        name = _sure(_text(row, "name", problems), row, "name", "科目名称", problems)
        amount = _amount(row, "amount", table.unit, problems)
        if name.text in {sheets.PERSONNEL_TOTAL, sheets.PUBLIC_USE_TOTAL}:
            _required(amount, name.text, row.cells["amount"], problems)
            totals[name.text] = Line(name.text, row.cells["name"], final=amount)
        elif entries.plain(row.values["code"]):
            items.append(_economic_item(row, name, amount, problems))
        elif amount is not None:
            problems.append(
                error("R45", row.cells["code"], f"“{name}”没有科目编码", "请补上5位经济分类编码，如 30101。")
            )
    for label in (sheets.PERSONNEL_TOTAL, sheets.PUBLIC_USE_TOTAL):
        if label not in totals:
            problems.append(
                error("R29", f"〔{sheets.BASIC_EXPENDITURE.name}〕", f"缺少“{label}”一行", "请补上这一行。")
            )
    nothing = Line("", Cell(sheets.BASIC_EXPENDITURE.name, ""))
    personnel, public = (
        totals.get(label, nothing) for label in (sheets.PERSONNEL_TOTAL, sheets.PUBLIC_USE_TOTAL)
    )
    return model.BasicExpenditure(personnel, public, tuple(items))


def _economic_item(
    row: Row, name: Text, amount: Amount | None, problems: list[Problem]
) -> model.EconomicItem:
    code = entries.plain(row.values["code"])
    if not re.fullmatch(r"3\d{4}", code):
        problems.append(
            error("R45", row.cells["code"], f"不认识经济分类编码“{code}”", "应为以3开头的5位数，如 30101。")
        )
    listed = _text(row, "listed", problems)
    _choice(listed, ("是", "否"), row.cells["listed"], problems)
    return model.EconomicItem(code, name.text, row.cells["code"], amount, listed)


def _indicators(table: Table, problems: list[Problem]) -> tuple[model.Indicator, ...]:
    found: dict[str, model.Indicator] = {}
    for row in table.rows:
        name = _sure(_text(row, "name", problems), row, "name", "名称", problems)
        if sheets.tag_of(name.text) != name.text:
            advice = f"名称只用汉字、字母、数字，如“{sheets.tag_of(name.text)}”。"
            problems.append(error("R46", name.cell, f"名称“{name}”里有标点或空格，文字里引用不了", advice))
        if name.text in found:
            problems.append(error("R47", name.cell, f"指标“{name}”重复", "每个指标只写一行。"))
        found[name.text] = _indicator(row, name, problems)
    return tuple(found.values())


def _indicator(row: Row, name: Text, problems: list[Problem]) -> model.Indicator:
    unit = _sure(_text(row, "unit", problems), row, "unit", "计量单位", problems).text
    value = _count(row, "value", unit, problems)
    _required(value, "数值", row.cells["value"], problems)
    role = _text(row, "role", problems)
    _choice(role, (sheets.GROUP_TOTAL, sheets.GROUP_PART), row.cells["role"], problems)
    return model.Indicator(
        name=name.text,
        cell=name.cell,
        value=value or Count(Decimal(0), unit, row.cells["value"]),
        last=_count(row, "last", unit, problems),
        group=entries.plain(row.values["group"]),
        role=role.text if role else "",
    )


def _projects(table: Table, indicators: Table, problems: list[Problem]) -> tuple[model.Project, ...]:
    rows = tuple(_performance_indicator(row, problems) for row in indicators.rows)
    projects: dict[str, model.Project] = {}
    for row in table.rows:
        project = _project(row, table.unit, rows, problems)
        if project.name.text in projects:
            problems.append(
                error("R48", project.name.cell, f"项目“{project.name}”重复", "一个项目只写一行。")
            )
        projects[project.name.text] = project
    for each in rows:
        if each.project.text not in projects:
            advice = "项目名称要与“绩效项目”表一字不差。"
            problems.append(
                error("R49", each.project.cell, f"“绩效项目”表里没有项目“{each.project}”", advice)
            )
    return tuple(projects.values())


def _project(
    row: Row, unit: str, indicators: tuple[model.PerformanceIndicator, ...], problems: list[Problem]
) -> model.Project:
    name = _sure(_text(row, "name", problems), row, "name", "项目名称", problems)
    money = {
        field: _amount(row, field, unit, problems)
        for field in (
            "budget",
            "budget_fiscal",
            "budget_other",
            "executed",
            "executed_fiscal",
            "executed_other",
        )
    }
    for field, label in (("budget", "预算数"), ("executed", "执行数")):
        _required(money[field], label, row.cells[field], problems)
    grade = _text(row, "grade", problems)
    _choice(grade, sheets.GRADES, row.cells["grade"], problems)
    return model.Project(
        name=name,
        budget=money["budget"] or Amount(Decimal(0), row.cells["budget"]),
        budget_fiscal=money["budget_fiscal"],
        budget_other=money["budget_other"],
        executed=money["executed"] or Amount(Decimal(0), row.cells["executed"]),
        executed_fiscal=money["executed_fiscal"],
        executed_other=money["executed_other"],
        reason=_text(row, "reason", problems),
        score=_count(row, "score", "分", problems),
        grade=grade,
        indicators=tuple(each for each in indicators if each.project.text == name.text),
    )


def _performance_indicator(row: Row, problems: list[Problem]) -> model.PerformanceIndicator:
    def sure(field: str, label: str) -> Text:
        return _sure(_text(row, field, problems), row, field, label, problems)

    return model.PerformanceIndicator(
        project=sure("project", "项目名称"),
        first=sure("first", "一级指标"),
        second=sure("second", "二级指标"),
        third=sure("third", "三级指标"),
        expected=_text(row, "expected", problems),
        actual=_text(row, "actual", problems),
    )


def _terms(table: Table, problems: list[Problem]) -> tuple[model.Term, ...]:
    return tuple(
        model.Term(
            _sure(_text(row, "name", problems), row, "name", "名词", problems),
            _sure(_text(row, "meaning", problems), row, "meaning", "解释", problems),
        )
        for row in table.rows
    )


def _explanations(table: Table, problems: list[Problem]) -> tuple[model.Explanation, ...]:
    return tuple(
        model.Explanation(
            _sure(_text(row, "code", problems), row, "code", "代码", problems),
            _text(row, "place", problems),
            _sure(_text(row, "reason", problems), row, "reason", "说明", problems),
        )
        for row in table.rows
    )
