"""C101, C201, C501, C601: in every table a total is the sum of its parts."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from juesuan.model import workbook_form
from juesuan.model.accounts import Accounts, TableRow
from juesuan.model.sheets import FixedRow, Sheet
from tests.checks.book import advice, named, problems, told
from tests.support.effort import examples
from tests.support.factories import accounts

CODES = {
    workbook_form.REVENUE_EXPENDITURE: "C101",
    workbook_form.FISCAL_APPROPRIATION: "C201",
    workbook_form.THREE_PUBLIC: "C501",
    workbook_form.OTHER_MATTERS: "C601",
}
TOTALS = [
    pytest.param(sheet, total, column, id=f"{sheet.name}-{total.tag}-{column}")
    for sheet in CODES
    for total in sheet.items
    if total.parts
    for column in ("final", "last", "budget")
    if column != "budget" or sheet in {workbook_form.FISCAL_APPROPRIATION, workbook_form.THREE_PUBLIC}
]
INNER = str.maketrans("“”", "‘’")
FEN = st.decimals(-(10**9), 10**9, places=2)


@pytest.mark.parametrize(("sheet", "total", "column"), TOTALS)
@settings(max_examples=examples(20))
@given(data=st.data())
def test_a_true_total_is_never_reported_and_any_change_of_one_part_is(
    sheet: Sheet, total: FixedRow, column: str, data: st.DataObject
) -> None:
    amounts = st.integers(0, 10**6) if total.unit else FEN
    values = data.draw(st.lists(amounts, min_size=len(total.parts), max_size=len(total.parts)))
    rows: dict[str, dict[str, Any]] = {
        field: {column: value} for field, value in zip(total.parts, values, strict=True)
    }
    rows[total.field] = {column: sum(values)}
    own = f"“{total.label.translate(INNER)}”为"
    assert not any(own in line for line in told(accounts(**{sheet.field: rows}), CODES[sheet]))
    part = data.draw(st.sampled_from(total.parts))
    rows[part] = {column: rows[part][column] + data.draw(amounts.filter(bool))}
    assert any(own in line for line in told(accounts(**{sheet.field: rows}), CODES[sheet]))


def test_a_total_that_is_too_large_says_by_how_much() -> None:
    rows = {"sedans": {"final": 1}, "off_road_vehicles": {"final": 2}, "vehicles_held": {"final": 5}}
    assert told(accounts(other_matters=rows), "C601") == [
        "错误 C601　〔其他事项〕B22：“公务用车保有量”为5辆，已填的轿车＋越野车为3辆，多2辆；"
        "“载客汽车”（A25）没有填　→ 请先补上没有填的，没有发生的填 0。"
    ]


def test_every_part_is_named_and_a_blank_one_by_its_row() -> None:
    rows = {"sedans": {"final": 1}, "off_road_vehicles": {"final": 2}, "vehicles_held": {"final": 5}}
    assert named(accounts(other_matters=rows), "C601") == {"B22", "B23", "B24", "A25"}


def test_a_total_that_is_too_small_says_by_how_much_and_which_digits_may_be_swapped() -> None:
    rows = {"receptions": {"final": "4.30"}, "total": {"final": "10.01"}, "overseas": {"final": "5.8"}}
    rows["vehicles"] = {"final": "0"}
    parts = "因公出国（境）费＋公务用车购置及运行维护费＋公务接待费"
    assert told(accounts(three_public=rows), "C501") == [
        f"错误 C501　〔三公经费〕B4：“‘三公’经费合计”为10.01元，{parts}为10.10元，少0.09元"
        "　→ 是不是 〔三公经费〕B4 的10.01元应为10.10元（相邻两位数字写颠倒了）？请对照原表。"
    ]


def test_a_part_with_its_point_in_the_wrong_place_is_told() -> None:
    rows = {
        "vehicles": {"final": 25500},
        "vehicle_purchase": {"final": 3000},
        "vehicle_running": {"final": 225000},
        "total": {"final": 25500},
    }
    assert told(accounts(three_public=rows), "C501") == [
        "错误 C501　〔三公经费〕B6：“公务用车购置及运行维护费”为25,500元，"
        "公务用车购置费＋公务用车运行维护费为228,000元，"
        "少202,500元　→ 是不是 〔三公经费〕B8 的225,000元应为22,500元（小数点错了一位）？请对照原表。"
    ]


def test_a_slip_that_many_cells_may_have_is_not_guessed() -> None:
    rows = {"procurement": {"final": 63}, "procurement_goods": {"final": 12}, "procurement_works": {"final": 12}}
    rows["procurement_services"] = {"final": 30}
    assert told(accounts(other_matters=rows), "C601") == [
        "错误 C601　〔其他事项〕B5：“政府采购支出总额”为63元，"
        "政府采购货物支出＋政府采购工程支出＋政府采购服务支出为54元，"
        "多9元　→ 是不是 〔其他事项〕B6 的12元应为21元（相邻两位数字写颠倒了），"
        "或者 〔其他事项〕B7 的12元应为21元（相邻两位数字写颠倒了）？请对照原表。"
    ]
    rows |= {"procurement": {"final": 45}, "procurement_services": {"final": 12}}
    assert told(accounts(other_matters=rows), "C601")[0].endswith(advice("C601"))


def test_last_year_and_the_budget_are_named() -> None:
    rows = {"receptions": {"last": 5, "budget": 7}, "domestic_receptions": {"last": 3, "budget": 4}}
    assert told(accounts(three_public=rows), "C501") == [
        "错误 C501　〔三公经费〕C9：上年“公务接待费”为5元，已填的国内公务接待费为3元，多2元；"
        "上年“外事接待费”（A11）没有填　→ 请先补上没有填的，没有发生的填 0。",
        "错误 C501　〔三公经费〕D9：预算“公务接待费”为7元，已填的国内公务接待费为4元，多3元；"
        "预算“外事接待费”（A11）没有填　→ 请先补上没有填的，没有发生的填 0。",
    ]


def test_a_total_left_blank_points_at_its_row() -> None:
    rows = {"vehicle_purchase": {"final": 5}, "total": {"final": 0}}
    assert told(accounts(three_public=rows), "C501") == [
        "错误 C501　〔三公经费〕A6：“公务用车购置及运行维护费”没有填，已填的公务用车购置费为5元，"
        "少5元；“公务用车运行维护费”（A8）没有填　→ 请先补上没有填的，没有发生的填 0。"
    ]


def test_a_total_without_any_part_stands_alone() -> None:
    assert told(accounts(other_matters={"procurement": {"final": 100}}), "C601") == []


def test_parts_of_last_year_without_a_total_are_another_rules_matter() -> None:
    assert told(accounts(three_public={"domestic_receptions": {"last": 3}}), "C501") == []


def in_wan(row: TableRow) -> TableRow:
    """The row as a sheet in 万元 gives it."""
    return replace(row, final=row.final and replace(row.final, unit="万元"))


def test_a_sheet_in_wan_is_told_in_wan() -> None:
    """Typed 4143.91, told 4,143.91万元; the other sheet keeps its own unit."""
    book = accounts(
        revenue_expenditure={
            "general_public_revenue": {"final": 41439100},
            "revenue_of_year": {"final": 41439101},
        },
        fiscal_appropriation={"general_public_revenue": {"final": "41439500.00"}},
    )
    table = book.revenue_expenditure
    rows = {name: in_wan(getattr(table, name)) for name in ("general_public_revenue", "revenue_of_year")}
    book = replace(book, revenue_expenditure=replace(table, **rows))
    (total,) = told(book, "C101")[:1]
    assert "“本年收入合计”为4,143.9101万元，" in total
    assert "为4,143.91万元，多0.0001万元" in total
    assert told(book, "C103") == [
        "错误 C103　〔收入支出〕B5：“一般公共预算财政拨款收入”为4,143.91万元，"
        "〔财政拨款收支〕“一般公共预算财政拨款收入”为41,439,500.00元，少0.04万元" + advice("C103")
    ]
    assert {each.expected for code in ("C101", "C103") for each in problems(book, code)} == {""}


REST = (
    "　→ 差在四舍五入以内，这里有只写到 0.01 万元的数：请换上到分的元数；没有元数的，在〔出错说明〕写明是尾差。"
    "不是四舍五入来的，"
)


def of_two_parts(first: object, second: object, total: object) -> Accounts:
    rows = {"general_public_revenue": first, "other_revenue": second, "revenue_of_year": total}
    return accounts(revenue_expenditure={name: {"final": value} for name, value in rows.items()})


def test_what_rounding_leaves_is_still_told_and_called_so() -> None:
    """Public tables of 万元 that were taken into a sheet in 元: 0.01万元 more than their parts."""
    told_of, *_ = told(of_two_parts(18345700, 123500, 18469300), "C101")
    assert told_of.startswith("错误 C101　〔收入支出〕B13：“本年收入合计”为18,469,300元，")
    assert "多100元" in told_of.partition("　→ ")[0]
    assert REST in told_of


@pytest.mark.parametrize(
    "amounts",
    [
        (18345700, 123500, 18469400),  # more than the halves of three numbers
        ("18345678.91", 123500, "18469278.91"),  # 到分: nothing is rounded
    ],
)
def test_what_rounding_cannot_leave_is_not_called_so(amounts: tuple[object, object, object]) -> None:
    told_of, *_ = told(of_two_parts(*amounts), "C101")
    assert "四舍五入" not in told_of


def test_one_sheet_in_wan_beside_one_in_yuan_leaves_half_of_its_last_digit() -> None:
    for yuan, is_rest in (("41439149.99", True), ("41439150.01", False)):
        book = accounts(
            revenue_expenditure={"general_public_revenue": {"final": 41439100}},
            fiscal_appropriation={"general_public_revenue": {"final": yuan}},
        )
        table = book.revenue_expenditure
        given_in_wan = in_wan(table.general_public_revenue)
        book = replace(book, revenue_expenditure=replace(table, general_public_revenue=given_in_wan))
        (told_of,) = told(book, "C103")
        assert (REST in told_of) == is_rest
