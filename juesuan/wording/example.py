"""示例单位: a made-up department that has everything, so that each tag prints something where it ever can.

Nothing ties in it and nothing is checked: it shows what tags look like, and which there are.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from juesuan.figures import chart_data, derive
from juesuan.model import accounts, editions, workbook_form
from juesuan.model.accounts import Accounts, Passage, TableRow, Tally
from juesuan.model.department import Department
from juesuan.model.projects import FUND_FIELDS, PerformanceIndicator, Project
from juesuan.model.sheets import FixedRow, Sheet
from juesuan.model.values import Amount, Cell, Count, Text
from juesuan.model.written_text import PROJECT_PREFIX, PROJECT_SLOTS, SHARED, SLOTS
from juesuan.wording import tag_shapes, vocabulary
from juesuan.wording.tag_shapes import Shape
from juesuan.wording.tags import Tag, Tree

INDICATOR, GROUP, PROJECT, TEXT, ITEM = "示例指标", "示例分组", "示例项目", "示例文字", "2010301"
"""The names that stand in the example where a department has names of its own; ``ITEM`` is a code."""
_HERE = Cell("示例", "")
_FINAL, _LAST, _BUDGET, _WHOLE = 1_200_000, 1_000_000, 1_500_000, 4
"""The amounts of a row, in 元; a total is ``_WHOLE`` times one of its parts."""


def example_accounts() -> Accounts:
    """The accounts of the example, in the newest edition: a row for whatever the form has."""
    return Accounts(
        department=_department(),
        revenue_expenditure=accounts.RevenueExpenditure(**_rows(workbook_form.REVENUE_EXPENDITURE)),
        fiscal_appropriation=accounts.FiscalAppropriation(**_rows(workbook_form.FISCAL_APPROPRIATION)),
        functional_items=_functional_items(),
        basic_expenditure=_basic_expenditure(),
        three_public=accounts.ThreePublic(**_rows(workbook_form.THREE_PUBLIC)),
        other_matters=accounts.OtherMatters(**_rows(workbook_form.OTHER_MATTERS)),
        indicators=(_indicator(),),
        projects=(_project(),),
        terms=(accounts.Term(_words("示例名词"), _words("指示例。")),),
        explanations=(),
        texts=dict(_texts()),
    )


def _words(text: str) -> Text:
    return Text(text, _HERE)


def _amount(yuan: int) -> Amount:
    return Amount(Decimal(yuan), _HERE)


def _count(value: int, unit: str) -> Count:
    return Count(Decimal(value), unit, _HERE)


def _department() -> Department:
    return Department(
        name=_words("示例县示例局"),
        short_name=_words("县示例局"),
        own_name=_words("我局"),
        region=_words("示例县"),
        code=_words("000000"),
        kind=_words("行政单位"),
        year=2024,
        edition=_words(editions.newest().name),
        totals_basis=_words(workbook_form.BASIS_WITH_BALANCES),
        published_on=date(2025, 9, 1),
        score=_count(95, "分"),
        grade=_words("优"),
        index_number=_words("示例索引号"),
        secrecy_review=_words("已审查"),
        contact=_words("示例电话"),
        cells={"year": _HERE, "published_on": _HERE},
    )


def _rows(sheet: Sheet) -> dict[str, Any]:
    """The rows of a fixed table by field, each with a value for every column that the table has."""
    columns = {column.field for column in sheet.columns}
    return {item.field: _row(item, columns) for item in sheet.items}


def _row(item: FixedRow, columns: set[str]) -> TableRow | Tally:
    if item.unit:
        return Tally(item.label, _HERE, _count(12, item.unit), _count(10, item.unit), _words("示例说明"))
    times = _WHOLE if item.parts else 1
    held: dict[str, Amount | Text] = {
        "final": _amount(_FINAL * times),
        "last": _amount(_LAST * times),
        "budget": _amount(_BUDGET * times),
        "reason": _words("示例原因"),
        "budget_reason": _words("示例差异原因"),
        "note": _words("示例说明"),
    }
    given: dict[str, Any] = {field: value for field, value in held.items() if field in columns}
    return TableRow(item.label, _HERE, **given)


def _functional_items() -> tuple[accounts.FunctionalItem, ...]:
    rows = (("201", "一般公共服务支出"), ("20103", "政府办公厅及相关机构事务"), (ITEM, "行政运行"))
    return tuple(
        accounts.FunctionalItem(
            code=code,
            name=name,
            fund=workbook_form.GENERAL_PUBLIC,
            cell=_HERE,
            basic=_amount(_FINAL),
            project=_amount(0),
            stated=None,
            budget=_amount(_BUDGET),
            budget_reason=_words("示例差异原因"),
            use=_words("示例用途"),
        )
        for code, name in rows
    )


def _basic_expenditure() -> accounts.BasicExpenditure:
    personnel, public_use = (
        TableRow(label, _HERE, _amount(_FINAL))
        for label in (workbook_form.PERSONNEL_TOTAL, workbook_form.PUBLIC_USE_TOTAL)
    )
    rows = (("30101", "基本工资"), ("30102", "津贴补贴"), ("30201", "办公费"), ("30202", "印刷费"))
    items = (accounts.EconomicItem(code, name, _HERE, _amount(_FINAL), None) for code, name in rows)
    return accounts.BasicExpenditure(personnel, public_use, tuple(items))


def _indicator() -> accounts.Indicator:
    now, before = _count(30, "个"), _count(25, "个")
    return accounts.Indicator(INDICATOR, _HERE, now, before, None, GROUP, workbook_form.GROUP_PART)


def _project() -> Project:
    indicator = PerformanceIndicator(
        project=_words(PROJECT),
        first=_words("完成指标"),
        second=_words("数量指标"),
        third=_words("示例任务"),
        expected=_words("12个"),
        actual=_words("10个"),
        nature=_words("≥"),
        measure=_words("个"),
        weight=_count(30, "分"),
        score=_count(25, "分"),
        reason=_words("示例偏差原因"),
    )
    money: dict[str, Any] = {field: _amount(_FINAL) for field in FUND_FIELDS}
    money |= {
        "budget_fiscal": _amount(_LAST),
        "budget_other": _amount(_BUDGET - _LAST),
        "executed_fiscal": _amount(_LAST),
        "executed_other": _amount(_FINAL - _LAST),
    }
    return Project(
        name=_words(PROJECT),
        budget=_amount(_BUDGET),
        executed=_amount(_FINAL),
        reason=_words("示例差异原因"),
        score=_count(92, "分"),
        grade=_words("优"),
        indicators=(indicator,),
        initial_budget=_amount(_LAST),
        **money,
        authority=_words("示例县示例局"),
        performer=_words("示例中心"),
        leader=_words("张三"),
        finance_officer=_words("李四"),
    )


def _texts() -> Sequence[tuple[str, tuple[Passage, ...]]]:
    keys = [
        *(slot.name for slot in SLOTS),
        *(f"{PROJECT_PREFIX}{PROJECT}/{slot.name}" for slot in PROJECT_SLOTS),
        f"{SHARED}/{TEXT}",
    ]
    return [(key, (Passage(f"“{key.rpartition('/')[2]}”的文字。", 0, _HERE),)) for key in keys]


CHARTS = "图"
"""The group of the charts."""
OWN = ("业务", "项目", "共用", "科目")
"""The groups of tags in which the names are the department's own."""


@cache
def tree() -> Tree:
    """Every tag that a template may name, the charts among them, as the example prints it."""
    accounts = example_accounts()
    figures = derive.derive(accounts)
    charts = {
        chart.name: Tag("", {"说明": Tag("没有数据，不作图。")}) for chart in chart_data.charts(accounts, figures)
    }
    return {**vocabulary.build(accounts, figures).tags, CHARTS: charts}


def shape(tags: Tree) -> Shape:
    """What the template of a department with these ``tags`` may name, be its lists and cells empty or not."""
    general = {name: group for name, group in tree().items() if name not in OWN}
    return tag_shapes.union(tag_shapes.of(general), tag_shapes.of(tags))
