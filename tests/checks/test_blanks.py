"""C130, C131: a blank is not nought."""

import re
from collections.abc import Mapping

import pytest
from msgspec.structs import asdict

from charts.data import Drawing
from juesuan.checks.blanks import printed
from juesuan.figures import chart_data, derive
from juesuan.model import editions, identity, workbook_form
from juesuan.model.accounts import Accounts
from juesuan.model.values import UNFILLED, Cell, Figure
from juesuan.reading import workbook
from juesuan.word import fill, finish
from juesuan.wording import vocabulary
from juesuan.year.blank_workbook import Content, Entry, Value
from tests.checks.book import advice, named, told
from tests.support import builder, water_office
from tests.support.factories import accounts, amount, project

FIXED = {
    sheet.name: sheet
    for sheet in (
        workbook_form.REVENUE_EXPENDITURE,
        workbook_form.FISCAL_APPROPRIATION,
        workbook_form.THREE_PUBLIC,
        workbook_form.OTHER_MATTERS,
    )
}
SOMETHING = {
    "公务接待费": 5000,
    "因公出国（境）费": 5000,
    "公务用车购置及运行维护费": 5000,
    "公务用车购置费": 5000,
    "公务用车保有量": 1,
    "车辆": 1,
}
"""What opens a sentence of the report that has numbers of its own."""


def blanked(content: Content, kept: Mapping[str, Value]) -> Accounts:
    """The accounts, every number of this year that may be blank being so, but those that are kept."""
    for name, sheet in FIXED.items():
        optional = {item.label for item in sheet.items if not item.required}
        content = {**content, name: [_blank(row, optional, kept) for row in content[name]]}
    funds = ("预算数中财政拨款", "预算数中其他资金", "执行数中财政拨款", "执行数中其他资金")
    content = {**content, "绩效项目": [{**row, **dict.fromkeys(funds, "")} for row in content["绩效项目"]]}
    book = workbook.of(builder.grids(content), [])
    return Accounts(**asdict(book), texts={})


def _blank(row: Entry, optional: set[str], kept: Mapping[str, Value]) -> Entry:
    label = str(row["项目"])
    heading = "本年决算数" if "本年决算数" in row else "本年数"
    return {**row, heading: kept.get(label, "")} if label in optional else row


def rows_printed_from_blanks(given: Accounts) -> set[tuple[str, str]]:
    """Sheet and row of every blank that the report of the edition prints as a number."""
    figures = derive.derive(given)
    charts = chart_data.charts(given, figures)
    drawings = {chart.name: Drawing(chart.name, "", b"", b"", 0, 0) for chart in charts}
    template = editions.named(given.department.edition.text).template
    filled = fill.render(template, vocabulary.build(given, figures).tags, drawings)
    serials = set(finish.finish(filled, drawings, identity.about(given)).printed)
    return {row_of(_first(each)) for each in figures.values() if each.serial in serials and _is_blank(each)}


def _is_blank(figure: Figure) -> bool:
    return figure.rule == UNFILLED


def _first(figure: Figure) -> Cell:
    (cell,) = figure.sources
    assert isinstance(cell, Cell)
    return cell


def row_of(cell: Cell) -> tuple[str, str]:
    return cell.sheet, re.sub(r"\D", "", cell.address)


@pytest.mark.parametrize("kept", [{}, SOMETHING], ids=["nothing", "something"])
@pytest.mark.parametrize("edition", editions.NAMES)
def test_what_is_told_is_what_the_report_prints(edition: str, kept: Mapping[str, Value]) -> None:
    content = water_office.department() if edition == "四川2020" else water_office.of_2022()
    given = blanked(builder.changed(content, "基本信息", "版式", "内容", edition), kept)
    assert {row_of(blank.cell) for blank in printed(given)} == rows_printed_from_blanks(given)


def test_what_a_form_prints_of_the_department_is_asked_for() -> None:
    """The form of 重庆 prints how the department is reached; no other form asks for it."""
    content = builder.changed(water_office.of_2022(), "基本信息", "版式", "内容", "重庆2022")
    text = f"警告 C182　〔基本信息〕：“联系方式”没有填，版式“重庆2022”要印{advice('C182')}"
    assert told(_read(content), "C182") == [text]
    filled = builder.added(content, "基本信息", {"项目": "联系方式", "内容": "023-12345678"})
    assert told(_read(filled), "C182") == []
    assert told(_read(water_office.of_2022()), "C182") == []


def test_a_blank_is_told_with_its_cell_until_a_nought_is_typed() -> None:
    content = builder.changed(water_office.department(), "收入支出", "事业收入", "本年决算数", "")
    assert told(_read(content), "C130") == [
        f"警告 C130　〔收入支出〕B19：没有填，报告会印成0：“事业收入”（B19）{advice('C130')}"
    ]
    for nought in (0, "0", "无", "—"):
        filled = builder.changed(content, "收入支出", "事业收入", "本年决算数", nought)
        assert told(_read(filled), "C130") == []


def test_the_blanks_of_a_sheet_are_told_in_one() -> None:
    content = water_office.department()
    for row in ("事业收入", "经营收入"):
        content = builder.changed(content, "收入支出", row, "本年决算数", "")
    assert told(_read(content), "C130") == [
        "警告 C130　〔收入支出〕B19：2格没有填，报告会印成0：“事业收入”（B19）、“经营收入”（B20）" + advice("C130")
    ]
    assert named(_read(content), "C130") == {"B19", "B20"}


def _read(content: Content) -> Accounts:
    book = workbook.of(builder.grids(content), [])
    return Accounts(**asdict(book), texts={})


def test_project_expenditure_without_a_project_is_told() -> None:
    rows = {"project_expenditure": {"final": 3000000}}
    assert told(accounts(revenue_expenditure=rows), "C131") == [
        "警告 C131　〔收入支出〕B17：“项目支出”为3,000,000元，〔绩效项目〕一个项目也没有填，"
        f"报告会写“没有需要反映绩效目标完成情况的项目”{advice('C131')}"
    ]
    assert told(accounts(revenue_expenditure=rows, projects=(project("甲", 5, 5),)), "C131") == []
    assert told(accounts(), "C131") == []


def test_a_project_whose_funds_are_blank_is_told() -> None:
    funds = {"budget_fiscal": amount(5), "executed_fiscal": amount(5), "executed_other": amount(0)}
    (found,) = [
        line for line in told(accounts(projects=(project("甲", 5, 5, **funds),)), "C130") if "绩效项目" in line
    ]
    assert found.startswith("警告 C130　〔绩效项目〕A甲：没有填，报告会印成0：项目“甲”预算数中其他资金（A甲）")
