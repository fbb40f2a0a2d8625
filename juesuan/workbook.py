"""决算数据 -> the tables of Accounts, every fault collected before anything is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from juesuan import fields, fixedtables, lists, model, sheets, spreadsheet, tables
from juesuan.entries import STORED_AS_TEXT
from juesuan.fixedtables import fixed
from juesuan.grid import Grid
from juesuan.problems import Problem, hint
from juesuan.sheets import Sheet
from juesuan.tables import Table

_TOLD_ONE_BY_ONE = 10
"""Beyond so many numbers stored as text, a sheet gets one line for all of them."""


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


def read(path: Path, problems: list[Problem]) -> Workbook:
    """The workbook, to be used only if ``problems`` holds no error; raises ReportError when it is none at all."""
    found: list[Problem] = []
    grids = spreadsheet.read(path, [sheet.name for sheet in sheets.SHEETS], found)
    book = of(grids, found)
    problems.extend(_gathered(found))
    return book


def units(path: Path) -> Mapping[str, str]:
    """What each sheet gives its money in, 元 or 万元; raises ReportError when the file is no workbook at all."""
    grids = spreadsheet.read(path, [sheet.name for sheet in sheets.SHEETS], [])
    return {sheet.name: _table(grids, sheet, []).unit for sheet in sheets.SHEETS}


def of(grids: Mapping[str, Grid], problems: list[Problem]) -> Workbook:
    """The workbook whose sheets are ``grids``; nothing more is said of a sheet that is missing."""
    return _workbook({sheet.field: _table(grids, sheet, problems) for sheet in sheets.SHEETS}, problems)


def _table(grids: Mapping[str, Grid], sheet: Sheet, problems: list[Problem]) -> Table:
    return tables.read(grids[sheet.name], sheet, problems) if sheet.name in grids else tables.MISSING


def _workbook(filled: Mapping[str, Table], problems: list[Problem]) -> Workbook:
    return Workbook(
        department=fixedtables.department(filled["department"], problems),
        revenue_expenditure=fixed(
            model.RevenueExpenditure, filled["revenue_expenditure"], sheets.REVENUE_EXPENDITURE, problems
        ),
        fiscal_appropriation=fixed(
            model.FiscalAppropriation, filled["fiscal_appropriation"], sheets.FISCAL_APPROPRIATION, problems
        ),
        functional_items=lists.functional_items(filled["functional_items"], problems),
        basic_expenditure=lists.basic_expenditure(filled["basic_expenditure"], problems),
        three_public=fixed(model.ThreePublic, filled["three_public"], sheets.THREE_PUBLIC, problems),
        other_matters=fixed(model.OtherMatters, filled["other_matters"], sheets.OTHER_MATTERS, problems),
        indicators=lists.indicators(filled["indicators"], problems),
        projects=lists.projects(filled["projects"], filled["performance_indicators"], problems),
        terms=lists.terms(filled["terms"], problems),
        explanations=lists.explanations(filled["explanations"], problems),
    )


def _gathered(problems: list[Problem]) -> list[Problem]:
    """The problems without what only follows from another at the same cell, and with whole blocks told in one."""
    told = {problem.where for problem in problems if problem.code != fields.BLANK}
    kept = [problem for problem in problems if problem.code != fields.BLANK or problem.where not in told]
    hints = [problem for problem in kept if problem.code == STORED_AS_TEXT]
    kept = [problem for problem in kept if problem.code != STORED_AS_TEXT]
    return kept + [each for sheet in sheets.SHEETS for each in _in_one(hints, f"〔{sheet.name}〕")]


def _in_one(hints: list[Problem], sheet: str) -> list[Problem]:
    own = [problem for problem in hints if problem.where.startswith(sheet)]
    if len(own) <= _TOLD_ONE_BY_ONE:
        return own
    message = f"有 {len(own)} 个数字存成了文本，已按数字读取"
    return [hint(STORED_AS_TEXT, f"{own[0].where} 等", message, "请选中这些格，转换为数字。")]
