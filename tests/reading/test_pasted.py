"""A block of the accounts software that was pasted into a sheet is told in one line; its labels are known."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import pytest

from juesuan.model.problems import Problem
from juesuan.model.workbook_form import SHEETS
from juesuan.reading import workbook
from juesuan.reading.grid import Grid, Stored
from tests.support import builder, official_export, water_office
from tests.support.builder import changed

ADVICE = "请撤消粘贴，恢复这张表；把决算软件的表另存成 .xls 或 .xlsx，用 import 命令填进来。"


def read(sheet: str, rows: Sequence[Sequence[Stored]]) -> list[Problem]:
    problems: list[Problem] = []
    grids = builder.grids(water_office.department())
    workbook.of({**grids, sheet: Grid(sheet, tuple(map(tuple, rows)))}, problems)
    return [each for each in problems if each.where.startswith(f"〔{sheet}〕")]


def stored(rows: official_export.Rows) -> list[list[Stored]]:
    return [[float(each) if isinstance(each, Decimal) else each for each in row] for row in rows]


@cache
def exported() -> dict[str, tuple[official_export.Rows, list[tuple[int, int, int, int]]]]:
    return official_export.sheets(water_office.department(), 2021)


@pytest.mark.parametrize(
    ("sheet", "code", "sign"),
    [
        ("收入支出", "Z01 ", "栏次"),
        ("财政拨款收支", "Z01_1", "栏次"),
        ("支出科目", "Z08 ", "支出功能分类科目编码"),
        ("基本支出", "Z08_1", "栏次"),
        ("三公经费", "F03", "栏次"),
        ("其他事项", "F03", "栏次"),
    ],
)
def test_a_table_that_was_pasted_over_the_sheet_is_told_in_one_line(sheet: str, code: str, sign: str) -> None:
    made = exported()
    rows = next(rows for name, (rows, _) in made.items() if name.startswith(code))
    (told,) = read(sheet, stored(rows))
    assert told.code == "I22"
    assert told.message.startswith("粘贴进来的是决算软件财决")
    assert f"（有“{sign}”）" in told.message
    assert told.hint == ADVICE


def test_a_block_under_the_headings_of_the_sheet_is_told_too() -> None:
    made = exported()
    rows = made["Z01 收入支出决算总表(财决01表)"][0]
    head = [["收入支出"], [], ["金额单位", "元"], ["项目", "本年决算数", "上年决算数", "变动原因"]]
    (told,) = read("收入支出", [*head, *stored(rows[4:])])
    assert str(told) == (
        "错误 I22　〔收入支出〕B5：粘贴进来的是决算软件财决01表的样子（有“行次”），行列和这张表不同，没有读"
        f"　→ {ADVICE}"
    )


def test_numbers_of_rows_are_not_taken_for_amounts() -> None:
    content = water_office.department()
    rows = [{**row, "本年决算数": at} for at, row in enumerate(content["收入支出"], 1)]
    grids = builder.grids({**content, "收入支出": rows})
    problems: list[Problem] = []
    workbook.of(grids, problems)
    told = [each for each in problems if each.code == "I22"]
    assert [each.where for each in told] == ["〔收入支出〕B5"]
    assert "这一列是 1、2、3……的行次，不是金额" in told[0].message


def test_codes_in_three_columns_are_told() -> None:
    head = [["支出科目"], [], ["金额单位", "元"]]
    names: list[Stored] = [
        "科目编码",
        "科目名称",
        "资金性质",
        "基本支出",
        "项目支出",
        "合计",
        "调整预算数",
        "与预算差异原因",
    ]
    rows: list[list[Stored]] = [["213", "03", f"{at:02}", "水利", 5.0, 0.0, 5.0] for at in range(6)]
    (told,) = read("支出科目", [*head, names, *rows])
    assert told.where == "〔支出科目〕B5"
    assert "科目编码分成了类、款、项几列" in told.message


def test_the_labels_of_the_software_are_known() -> None:
    content = water_office.department()
    for ours, theirs in (
        ("使用非财政拨款结余", "使用非财政拨款结余（含专用结余）"),
        ("其他收入", "八、其他收入"),
    ):
        content = changed(content, "收入支出", ours, "项目", theirs)
    problems: list[Problem] = []
    found = workbook.of(builder.grids(content), problems).revenue_expenditure
    assert problems == []
    assert found.use_of_reserves.final is not None
    assert (found.use_of_reserves.final.cell.address, found.use_of_reserves.label) == ("B10", "使用非财政拨款结余")


def test_labels_and_finals_of_the_software_are_read_where_they_are_pasted() -> None:
    """The left block of 财决01 and below it the right one, with its two totals and the parts of what was spent."""
    made = exported()
    rows = made["Z01 收入支出决算总表(财决01表)"][0][6:]
    left = [[row[0], row[4]] for row in rows if row[0]]
    right = [[row[10], row[14]] for row in rows if row[10] and row[10] != "本年支出合计"]
    feet = [[row[5], row[9]] for row in rows[26:] if row[5]]
    head: list[list[Stored]] = [
        ["收入支出"],
        [],
        ["金额单位", "元"],
        ["项目", "本年决算数", "上年决算数", "变动原因"],
    ]
    problems: list[Problem] = []
    grids = builder.grids(water_office.department())
    pasted = Grid("收入支出", tuple(tuple(row) for row in [*head, *stored([*left, *right, *feet])]))
    found = workbook.of({**grids, "收入支出": pasted}, problems).revenue_expenditure
    assert [str(each) for each in problems if each.severity.value != "提示"] == []
    truth = {str(row["项目"]): row["本年决算数"] for row in water_office.department()["收入支出"]}
    for line in (found.total_revenue, found.total_expenditure, found.basic_expenditure, found.closing_balance):
        assert line.final is not None
        assert line.final.yuan == truth[line.label]


@pytest.mark.parametrize(
    ("sheet", "code", "sign"),
    [
        ("收入支出", "Z03", "按科目列的表的样子（“项目”一列是科目编码）"),
        ("收入支出", "Z04", "按科目列的表的样子（“项目”一列是科目编码）"),
        ("支出科目", "Z08 ", "财决08表的样子（科目名称在金额的列里）"),
        ("支出科目", "Z07", "财决08表的样子（科目名称在金额的列里）"),
        ("基本支出", "Z08_1", "财决08-1表的样子（科目名称在金额的列里）"),
    ],
)
def test_rows_of_codes_without_their_headings_are_told_in_one_line(sheet: str, code: str, sign: str) -> None:
    rows = next(rows for name, (rows, _) in exported().items() if name.startswith(code))
    columns = next(each.columns for each in SHEETS if each.name == sheet)
    head: list[list[Stored]] = [[sheet], [], ["金额单位", "元"], [each.heading for each in columns]]
    (told,) = read(sheet, [*head, *stored(rows[9:])])
    assert told.code == "I22"
    assert sign in told.message


def test_a_block_says_by_its_number_which_table_it_is() -> None:
    rows = next(rows for name, (rows, _) in exported().items() if name.startswith("Z03"))
    (told,) = read("收入支出", stored(rows))
    assert told.message.startswith("粘贴进来的是决算软件财决03表的样子（有“")
