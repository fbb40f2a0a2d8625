"""Small made-up values of the model, built directly: a test names the rows it speaks of, all others are blank."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from juesuan.model import workbook_form
from juesuan.model.accounts import (
    Accounts,
    BasicExpenditure,
    EconomicItem,
    FiscalAppropriation,
    FunctionalItem,
    Indicator,
    OtherMatters,
    Passage,
    RevenueExpenditure,
    TableRow,
    Tally,
    ThreePublic,
)
from juesuan.model.department import Department
from juesuan.model.given import Given
from juesuan.model.outcome import Checked
from juesuan.model.problems import Problem
from juesuan.model.projects import PerformanceIndicator, Project
from juesuan.model.sheets import FixedRow, Sheet
from juesuan.model.values import MONEY, PERCENT, Amount, Cell, Count, Figure, Text

Rows = Mapping[str, Mapping[str, Any]]
"""Field to what its row holds: final, last, budget as numbers in 元; reason, note, comparison as words."""
_Fixed = TypeVar("_Fixed", RevenueExpenditure, FiscalAppropriation, ThreePublic, OtherMatters)
_MONEY = ("final", "last", "budget")
_COLUMNS = {
    "final": "B",
    "last": "C",
    "budget": "D",
    "reason": "E",
    "budget_reason": "F",
    "comparison": "G",
    "note": "H",
}


def figure(value: object, unit: str = MONEY, name: str = "表.行", serial: int = 0) -> Figure:
    """A figure that stands in a cell; a percentage is one of two cells."""
    sources = (Cell("表", "B1"), Cell("表", "C1"))
    return Figure(
        name, Fraction(str(value)), unit, "按表填列", sources if unit == PERCENT else sources[:1], serial
    )


def amount(yuan: object, address: str = "B1", sheet: str = "表") -> Amount:
    return Amount(Decimal(str(yuan)), Cell(sheet, address))


def count(value: object, unit: str, address: str = "B1", sheet: str = "表") -> Count:
    return Count(Decimal(str(value)), unit, Cell(sheet, address))


def words(text: str, address: str = "A1", sheet: str = "表") -> Text:
    return Text(text, Cell(sheet, address))


def accounts(**parts: Any) -> Accounts:
    """Accounts of 2021; a fixed table is given by its rows, the rest as it stands in the model."""
    tables = {
        "revenue_expenditure": _fixed(RevenueExpenditure, workbook_form.REVENUE_EXPENDITURE, parts),
        "fiscal_appropriation": _fixed(FiscalAppropriation, workbook_form.FISCAL_APPROPRIATION, parts),
        "three_public": _fixed(ThreePublic, workbook_form.THREE_PUBLIC, parts),
        "other_matters": _fixed(OtherMatters, workbook_form.OTHER_MATTERS, parts),
    }
    lists: dict[str, Any] = dict.fromkeys(
        ("functional_items", "indicators", "projects", "terms", "explanations"), ()
    )
    rest = {"department": department(), "basic_expenditure": basic(0, 0), "texts": {}}
    return Accounts(**{**lists, **rest, **parts, **tables})


def checked(*problems: Problem, figures: int = 0) -> Checked:
    """A check that has found these problems, of so many figures."""
    held = {str(serial): figure(serial, serial=serial) for serial in range(figures)}
    return Checked(problems, held, Given(Path("2021"), {}), accounts())


def _fixed(record: type[_Fixed], sheet: Sheet, parts: Mapping[str, Rows]) -> _Fixed:
    given = parts.get(sheet.field, {})
    items = {item.field: (row, item) for row, item in enumerate(sheet.items, start=4)}
    unknown = given.keys() - items.keys()
    assert not unknown, unknown
    names = record.__struct_fields__
    lines: dict[str, Any] = {name: _row(sheet.name, *items[name], given.get(name, {})) for name in names}
    return record(**lines)


def _row(sheet: str, row: int, item: FixedRow, given: Mapping[str, Any]) -> TableRow | Tally:
    cell = Cell(sheet, f"A{row}")
    places = {field: Cell(sheet, f"{_COLUMNS[field]}{row}") for field in given}
    if item.unit:
        note = Text(given["note"], places["note"]) if "note" in given else None
        numbers = {field: value for field, value in given.items() if field != "note"}
        counts = {field: Count(Decimal(str(value)), item.unit, places[field]) for field, value in numbers.items()}
        return Tally(item.label, cell, counts.get("final"), counts.get("last"), note)
    values: dict[str, Any] = {
        field: Amount(Decimal(str(value)), places[field]) if field in _MONEY else Text(value, places[field])
        for field, value in given.items()
    }
    return TableRow(item.label, cell, **values)


def department(**changes: Any) -> Department:
    """青禾县水务局 of 2021, its totals with balances."""
    own: dict[str, Any] = {
        "name": words("青禾县水务局"),
        "short_name": None,
        "own_name": None,
        "region": words("青禾县"),
        "code": None,
        "kind": words("行政单位"),
        "year": 2021,
        "edition": words("四川2020"),
        "totals_basis": words(workbook_form.BASIS_WITH_BALANCES, "B12", "基本信息"),
        "published_on": date(2022, 9, 5),
        "score": None,
        "grade": None,
        "cells": {"year": Cell("基本信息", "B10"), "published_on": Cell("基本信息", "B13")},
    }
    return Department(**{**own, **changes})


def item(code: str, **given: Any) -> FunctionalItem:
    """A row of 支出科目; basic, project, stated, budget as numbers in 元."""
    money: dict[str, Any] = {
        field: amount(given[field], f"{column}{code}", "支出科目") if field in given else None
        for field, column in (("basic", "D"), ("project", "E"), ("stated", "F"), ("budget", "G"))
    }
    return FunctionalItem(
        code=code,
        name=given.get("name", f"科目{code}"),
        fund=given.get("fund", workbook_form.GENERAL_PUBLIC),
        cell=Cell("支出科目", f"A{code}"),
        budget_reason=words(given["budget_reason"], f"H{code}", "支出科目") if "budget_reason" in given else None,
        **money,
    )


def basic(personnel_yuan: object, public_use: object, *items: EconomicItem) -> BasicExpenditure:
    """基本支出 with its two totals."""
    personnel, public_use_total = (
        TableRow(label, Cell("基本支出", f"B{row}"), amount(value, f"C{row}", "基本支出"))
        for row, label, value in ((4, "人员经费合计", personnel_yuan), (5, "公用经费合计", public_use))
    )
    return BasicExpenditure(personnel, public_use_total, items)


def economic(code: str, name: str, yuan: object, listed: str = "") -> EconomicItem:
    money = None if yuan is None else amount(yuan, f"C{code}", "基本支出")
    return EconomicItem(code, name, Cell("基本支出", f"A{code}"), money, words(listed) if listed else None)


def indicator(name: str, value: object, last: object = None, **given: Any) -> Indicator:
    """A row of 业务指标, in 个 unless ``unit`` says otherwise, with group and role."""
    now, before, again = (
        None if each is None else count(each, given.get("unit", "个"), f"{column}{name}", "业务指标")
        for column, each in (("B", value), ("D", last), ("E", given.get("again")))
    )
    assert now is not None
    cell = Cell("业务指标", f"A{name}")
    return Indicator(name, cell, now, before, again, given.get("group", ""), given.get("role", ""))


def performance(third: str, expected: str | None, actual: str | None, **given: str) -> PerformanceIndicator:
    """A row of 绩效指标, a number of things unless ``first`` and ``second`` say otherwise."""
    project_name, first, second, own, aim, reached = (
        None if text is None else words(text, f"{column}{third}", "绩效指标")
        for column, text in zip(
            "ABCDEF",
            ("甲", given.get("first", "完成指标"), given.get("second", "数量指标"), third, expected, actual),
            strict=True,
        )
    )
    assert project_name is not None
    assert first is not None
    assert second is not None
    assert own is not None
    return PerformanceIndicator(project_name, first, second, own, aim, reached)


def project(name: str, budget: object, executed: object, **given: Any) -> Project:
    """A row of 绩效项目; anything but the name and the two amounts may be left out."""
    blank: dict[str, Any] = dict.fromkeys(
        ("budget_fiscal", "budget_other", "executed_fiscal", "executed_other", "reason", "score", "grade")
    )
    cells = {
        "name": words(name, f"A{name}", "绩效项目"),
        "budget": amount(budget, f"B{name}", "绩效项目"),
        "executed": amount(executed, f"E{name}", "绩效项目"),
    }
    return Project(**{**blank, "indicators": (), **cells, **given})


def passages(*texts: str, level: int = 0) -> tuple[Passage, ...]:
    return tuple(
        Passage(text, level, Cell("文字材料.docx", f"第{place}段")) for place, text in enumerate(texts, start=1)
    )
