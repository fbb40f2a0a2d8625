"""Blanks: a cell that is left blank is not nought, though the report would print it so."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from juesuan.checks.amounts import Row, named, number, place, sure
from juesuan.checks.rule import Evidence, Finding, Rule
from juesuan.model import workbook_form
from juesuan.model.accounts import Accounts
from juesuan.model.problems import Severity
from juesuan.model.projects import BUDGET_LINES, SOURCES, Project, fund_field
from juesuan.model.sheets import Sheet
from juesuan.model.values import Cell

PART = "各表"
_ALWAYS = {
    workbook_form.REVENUE_EXPENDITURE: (
        "government_fund_revenue", "state_capital_revenue", "institutional_revenue", "operating_revenue",
        "subordinate_remittance", "other_revenue", "remittance_to_superior", "operating_expenditure",
        "subsidy_to_subordinate",
    ),
    workbook_form.FISCAL_APPROPRIATION: ("government_fund_expenditure", "state_capital_expenditure"),
    workbook_form.THREE_PUBLIC: ("overseas", "vehicles", "vehicle_purchase", "vehicle_running", "receptions"),
    workbook_form.OTHER_MATTERS: (
        "procurement", "procurement_goods", "procurement_works", "procurement_services",
        "procurement_small_medium", "procurement_micro", "staff_joined", "staff_left", "vehicles_held",
        "assets_vehicles",
    ),
}  # fmt: skip
"""The rows that may be left blank and that the report prints in any case, by sheet."""
_RECEPTIONS = ("domestic_receptions", "foreign_receptions")
_VISITS = (
    "domestic_reception_batches", "domestic_reception_persons",
    "foreign_reception_batches", "foreign_reception_persons",
)  # fmt: skip
_TRAVELS = ("overseas_groups", "overseas_persons")
_HELD = ("sedans", "off_road_vehicles", "passenger_vehicles")
_ASSETS = (
    "assets_ministerial_vehicles", "assets_enforcement_vehicles",
    "assets_special_vehicles", "assets_other_vehicles",
)  # fmt: skip
_OLDER_ASSETS = ("assets_official_vehicles",)
_NEWER_ASSETS = (
    "assets_leaders_vehicles", "assets_courier_vehicles", "assets_emergency_vehicles", "assets_retirees_vehicles",
)  # fmt: skip
"""The kinds of vehicles since 2022; where one is filled in, the report has no 一般公务用车."""
_EQUIPMENT = ("general_equipment", "special_equipment")
_OPERATING_COSTS = ("agency_operating_costs",)


class Blank(Struct, frozen=True):
    """A blank cell whose number the report prints all the same."""

    name: str
    cell: Cell


def printed(accounts: Accounts) -> Iterator[Blank]:
    """Every blank cell of this year that the report would print as nought, in the order of sheets and rows."""
    for sheet, always in _ALWAYS.items():
        record, edition = getattr(accounts, sheet.field), accounts.edition
        wanted = {*always, *_where_it_applies(accounts, sheet)}
        for item in sheet.items:
            row: Row = getattr(record, item.field)
            name = f"{sheet.name}.{item.tag}"
            is_wanted = (
                item.field in wanted and name not in edition.unprinted_rows
            ) or name in edition.printed_rows
            # A total beside filled parts is told as a sum that does not tie.
            is_summed = any(sure(getattr(record, part)) for part in item.parts)
            if is_wanted and number(row) is None and not is_summed:
                yield Blank(named(row), place(row))
    for project in accounts.projects:
        yield from _of_project(project)


def _where_it_applies(accounts: Accounts, sheet: Sheet) -> Iterable[str]:
    """The rows of a sheet that the report prints only where there is something to print them for."""
    three, other = accounts.three_public, accounts.other_matters
    has_receptions = sure(three.receptions) > 0
    if sheet is workbook_form.THREE_PUBLIC:
        return _RECEPTIONS if has_receptions else ()
    if sheet is not workbook_form.OTHER_MATTERS:
        return ()
    is_listed_anew = any(number(getattr(other, kind)) is not None for kind in _NEWER_ASSETS)
    tells_travels = accounts.edition.compares_three_public
    return (
        *(_TRAVELS if tells_travels or sure(three.overseas) > 0 else ()),
        *(("vehicles_bought",) if sure(three.vehicle_purchase) > 0 else ()),
        *(_HELD if sure(other.vehicles_held) > 0 else ()),
        *(_VISITS if has_receptions else ()),
        *(_ASSETS if sure(other.assets_vehicles) > 0 else ()),
        *(_OLDER_ASSETS if sure(other.assets_vehicles) > 0 and not is_listed_anew else ()),
        *(_EQUIPMENT if number(other.large_equipment) is None else ()),
        *(_OPERATING_COSTS if accounts.department.kind.text != workbook_form.INSTITUTION else ()),
    )


_FUNDS = ("budget_fiscal", "budget_other", "executed_fiscal", "executed_other")


def _of_project(project: Project) -> Iterator[Blank]:
    headings = {column.field: column.heading for column in workbook_form.PROJECTS.columns}
    for field in _published_funds(project) if project.is_as_published else _FUNDS:
        if getattr(project, field) is None:
            cell = project.cells.get(field, project.name.cell)
            yield Blank(f"项目“{project.name}”{headings[field]}", cell)


def _published_funds(project: Project) -> Iterator[str]:
    """The fields of money by source whose blanks the table would print as nought though the whole is more."""
    for line in BUDGET_LINES:
        if project.line(line) is not None and not project.is_settled(line):
            yield from (fund_field(line, source) for source in SOURCES)


# ---- rules


def no_blank_is_printed_as_nought(evidence: Evidence) -> Iterator[Finding]:
    """No blank cell is printed as a number; all of a sheet are told in one."""
    sheets: dict[str, list[Blank]] = {}
    for blank in printed(evidence.accounts):
        sheets.setdefault(blank.cell.sheet, []).append(blank)
    for blanks in sheets.values():
        names = "、".join(f"{blank.name}（{blank.cell.address}）" for blank in blanks)
        many = f"{len(blanks)}格没有填，报告会印成0" if len(blanks) > 1 else "没有填，报告会印成0"
        cells = tuple(blank.cell for blank in blanks)
        yield Finding(cells[0], f"{many}：{names}", cells, difference=f"{len(blanks)}格")


def what_the_form_prints_of_the_department_is_known(evidence: Evidence) -> Iterator[Finding]:
    """The rows of 基本信息 that the edition prints in any case are filled in."""
    department = evidence.accounts.department
    for item in workbook_form.DEPARTMENT.items:
        is_wanted = item.label in evidence.accounts.edition.required_rows
        if is_wanted and getattr(department, item.field, None) is None:
            where: Cell | str = department.cells.get(item.field, f"〔{workbook_form.DEPARTMENT.name}〕")
            yield Finding(where, f"“{item.label}”没有填，{evidence.accounts.edition.called}要印", found="空")


RULES = (
    Rule(
        "C130",
        Severity.WARNING,
        PART,
        "报告要印的数没有空着的",
        "空着的格不是0：报告却会印成“0万元”“0辆”，读者会当成没有发生。",
        "请补上；没有发生的填 0 或 无。",
        no_blank_is_printed_as_nought,
    ),
    Rule(
        "C182",
        Severity.WARNING,
        PART,
        "版式要印的基本信息都填了",
        "有的版式要印联系方式、监督索引号，空着就少一句。",
        "请在〔基本信息〕补上；没有这一行的，在表的最后加一行。",
        what_the_form_prints_of_the_department_is_known,
    ),
)
