"""What an import must take from the tables that are written from a ledger."""

from collections.abc import Mapping
from decimal import Decimal

from juesuan.model import workbook_form
from juesuan.model.official import Target, pair
from juesuan.model.sheets import Sheet
from tests.support.software_forms import ECONOMIC
from tests.support.software_items import levels
from tests.support.software_ledger import NIL, Ledger

Truth = dict[Target, Decimal]
_NOWHERE = ("staff_joined", "staff_left", "sedans", "off_road_vehicles", "passenger_vehicles")
_KINDS = ("assets_ministerial", "assets_official", "assets_enforcement", "assets_other")
"""The kinds of vehicles that are others since 2019."""


def of_export(ledger: Ledger, form: str) -> Truth:
    """The figures of an export of 财决 tables in the row lists of a year, 2018, 2020 or 2022."""
    left_out = "state_capital" if form == "2018" else "-"
    found = _column(workbook_form.REVENUE_EXPENDITURE, "本年决算数", ledger.whole, left_out)
    found |= _column(workbook_form.FISCAL_APPROPRIATION, "本年决算数", ledger.fiscal, left_out)
    # 全年预算数 of 财决01-1 is written as three times what was spent.
    spent = {field: 3 * value for field, value in ledger.fiscal.items() if "expenditure" in field[-19:]}
    spent = {field: value for field, value in spent.items() if field != "total_expenditure"}
    found |= _column(workbook_form.FISCAL_APPROPRIATION, "调整预算数", spent, left_out)
    found |= _items(ledger) | _sections(ledger) | _all_money(ledger) | _details(ledger)
    found |= _column(workbook_form.THREE_PUBLIC, "本年决算数", ledger.three, "other_receptions")
    if form == "2022":
        found |= _budget_of_three(ledger)
    return found | _other(ledger, form)


def of_public_tables(ledger: Ledger) -> Truth:
    """The figures of the public tables: without 附03, and of the three public kinds only what has a column."""
    found = _column(workbook_form.REVENUE_EXPENDITURE, "本年决算数", ledger.whole)
    found |= _column(workbook_form.FISCAL_APPROPRIATION, "本年决算数", ledger.fiscal)
    found |= _items(ledger) | _sections(ledger) | _all_money(ledger)
    receptions = ("domestic_receptions", "foreign_receptions", "other_receptions")
    three = {field: value for field, value in ledger.three.items() if field not in receptions}
    return found | _column(workbook_form.THREE_PUBLIC, "本年决算数", three)


def _column(sheet: Sheet, heading: str, numbers: Mapping[str, Decimal], left_out: str = "-") -> Truth:
    return {
        Target(sheet.name, item.label, heading): numbers[item.field]
        for item in sheet.items
        if item.field in numbers and not item.field.startswith(left_out)
    }


def _items(ledger: Ledger) -> Truth:
    found: Truth = {}
    for fund in workbook_form.FUNDS:
        leaves = [(leaf, (leaf.total, leaf.basic, leaf.project)) for leaf in ledger.of(fund)]
        for code, _, amounts in levels(leaves, 3):
            for heading, amount in zip(("合计", "基本支出", "项目支出"), amounts, strict=True):
                found[Target("支出科目", code, heading, fund)] = amount
    return found


def _all_money(ledger: Ledger) -> Truth:
    """Revenue by source and expenditure by kind of each code, from 财决03 and 04."""
    found: Truth = {}
    for sheet, of_leaf in (
        (workbook_form.REVENUE_ITEMS, ledger.incomes),
        (workbook_form.EXPENDITURE_ITEMS, ledger.natures),
    ):
        amounts = [(leaf, (sum(own, NIL), *own)) for leaf in ledger.leaves for own in (of_leaf(leaf),)]
        columns = [column.heading for column in sheet.columns[2:]]
        for code, _, row in levels(amounts, len(columns)):
            for heading, amount in zip(columns, row, strict=True):
                found[Target(sheet.name, code, heading)] = amount
    return found


def _details(ledger: Ledger) -> Truth:
    """Each item of the general public budget by economic section, from 财决08."""
    found: dict[Target, Decimal] = {}
    for leaf in ledger.of(workbook_form.GENERAL_PUBLIC):
        for sections in (ledger.by_section[leaf.code], ledger.project_sections[leaf.code]):
            for section, amount in sections.items():
                target = Target("支出明细", pair(leaf.code, section), "金额", workbook_form.GENERAL_PUBLIC)
                found[target] = found.get(target, NIL) + amount
    return {target: amount for target, amount in found.items() if amount}


def _sections(ledger: Ledger) -> Truth:
    own = ledger.basic_sections
    codes = [f"{upper}{lower}" for upper, names in ECONOMIC.items() for lower in names]
    found = {Target("基本支出", code, "金额"): own.get(code, NIL) for code in codes}
    personnel = sum((value for code, value in own.items() if code[:3] in workbook_form.PERSONNEL_CODES), NIL)
    totals = (personnel, sum(own.values(), NIL) - personnel)
    labels = (workbook_form.PERSONNEL_TOTAL, workbook_form.PUBLIC_USE_TOTAL)
    return found | {Target("基本支出", label, "金额"): value for label, value in zip(labels, totals, strict=True)}


def _budget_of_three(ledger: Ledger) -> Truth:
    budget = {**ledger.three_budget}
    budget["vehicle_running"] = budget["vehicle_running"] or budget["vehicles"]
    known = ("total", "overseas", "vehicles", "vehicle_purchase", "vehicle_running", "receptions")
    return _column(workbook_form.THREE_PUBLIC, "调整预算数", {field: budget[field] for field in known})


def _other(ledger: Ledger, form: str) -> Truth:
    counts = {field: value for field, value in ledger.counts.items() if not field.startswith(_NOWHERE)}
    if form != "2018":
        counts = {field: value for field, value in counts.items() if not field.startswith(_KINDS)}
    if form == "2022":
        counts = {field: value for field, value in counts.items() if not field.endswith("equipment")}
    return _column(workbook_form.OTHER_MATTERS, "本年数", {**ledger.costs, **counts})
