"""C102 to C105, C108, C109: 收入支出决算总表."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model import workbook_form
from juesuan.model.accounts import Accounts
from tests.checks.book import advice, named, told
from tests.support.factories import accounts, department, words

FEN = st.decimals(-(10**9), 10**9, places=2)


# ---- C102, C202: both sides are equal


@pytest.mark.parametrize(("table", "code"), [("revenue_expenditure", "C102"), ("fiscal_appropriation", "C202")])
@pytest.mark.parametrize("column", ["final", "last"])
@given(value=FEN, change=FEN)
def test_both_sides_are_equal(table: str, code: str, column: str, value: Decimal, change: Decimal) -> None:
    rows = {"total_revenue": {column: value}, "total_expenditure": {column: value + change}}
    assert bool(told(accounts(**{table: rows}), code)) == bool(change)


def test_unequal_sides_are_told_with_the_difference() -> None:
    rows = {"total_revenue": {"final": "100.00"}, "total_expenditure": {"final": "99.97"}}
    assert told(accounts(revenue_expenditure=rows), "C102") == [
        f"错误 C102　〔收入支出〕B24：“支出总计”为99.97元，“收入总计”为100.00元，少0.03元{advice('C102')}"
    ]


def test_a_side_of_last_year_that_is_not_known_is_no_nil() -> None:
    assert told(accounts(revenue_expenditure={"total_revenue": {"last": 5}}), "C102") == []


# ---- C103: the same revenue in both tables


@given(value=FEN, change=FEN)
def test_revenue_of_a_fund_is_the_same_in_both_tables(value: Decimal, change: Decimal) -> None:
    whole = {"government_fund_revenue": {"final": value + change}}
    fiscal = {"government_fund_revenue": {"final": value}}
    assert bool(told(accounts(revenue_expenditure=whole, fiscal_appropriation=fiscal), "C103")) == bool(change)


def test_revenue_that_differs_is_told_with_both_tables() -> None:
    given = accounts(
        revenue_expenditure={"general_public_revenue": {"final": 3500, "last": 7}},
        fiscal_appropriation={"general_public_revenue": {"final": 3000, "last": 7}},
    )
    assert told(given, "C103") == [
        "错误 C103　〔收入支出〕B5：“一般公共预算财政拨款收入”为3,500元，"
        "〔财政拨款收支〕“一般公共预算财政拨款收入”为3,000元，"
        f"多500元{advice('C103')}"
    ]
    assert named(given, "C103") == {"B5", "B8"}


# ---- C104: a part is not larger than the whole


@given(value=st.integers(0, 10**9), more=st.integers(-(10**9), 10**9))
def test_fiscal_appropriation_is_within_the_whole(value: int, more: int) -> None:
    given = accounts(
        revenue_expenditure={"closing_balance": {"final": value}},
        fiscal_appropriation={"closing_balance": {"final": value + more}},
    )
    assert bool(told(given, "C104")) == (more > 0)


def test_a_part_that_is_larger_than_the_whole_is_told() -> None:
    given = accounts(
        revenue_expenditure={"expenditure_of_year": {"final": 90}, "opening_balance": {"last": 1}},
        fiscal_appropriation={"expenditure_of_year": {"final": 100}, "opening_balance": {"last": 2}},
    )
    assert told(given, "C104") == [
        "错误 C104　〔财政拨款收支〕C7：上年“年初财政拨款结转和结余”为2元，"
        "大于〔收入支出〕上年“年初结转和结余”的1元，"
        f"多1元{advice('C104')}",
        "错误 C104　〔财政拨款收支〕B16：“本年支出合计”为100元，大于〔收入支出〕“本年支出合计”的90元，多10元"
        f"{advice('C104')}",
    ]


# ---- C105: the year opens as the last one closed


@given(value=FEN, change=FEN)
def test_the_year_opens_as_the_last_one_closed(value: Decimal, change: Decimal) -> None:
    rows = {"opening_balance": {"final": value + change}, "closing_balance": {"last": value}}
    assert bool(told(accounts(revenue_expenditure=rows), "C105")) == bool(change)


def test_an_opening_balance_that_differs_is_told_for_each_fund() -> None:
    rows = {
        "general_public_opening": {"final": 12},
        "general_public_closing": {"last": 12},
        "government_fund_opening": {"final": 5},
        "government_fund_closing": {"last": 9},
        "opening_balance": {"final": 17},
        "closing_balance": {"last": 21},
    }
    assert told(accounts(fiscal_appropriation=rows), "C105") == [
        "错误 C105　〔财政拨款收支〕B5：“政府性基金预算年初结转和结余”为5元，"
        "上年“政府性基金预算年末结转和结余”为9元，"
        f"少4元{advice('C105')}",
        "错误 C105　〔财政拨款收支〕B7：“年初财政拨款结转和结余”为17元，上年“年末财政拨款结转和结余”为21元，"
        f"少4元{advice('C105')}",
    ]


def test_the_end_of_a_year_that_is_not_known_is_no_nil() -> None:
    assert told(accounts(revenue_expenditure={"opening_balance": {"final": 5}}), "C105") == []


# ---- C108: rounding


def test_parts_that_add_up_as_printed_are_not_mentioned() -> None:
    rows = {"receptions": {"final": 20000}, "domestic_receptions": {"final": 20000}, "total": {"final": 20000}}
    assert told(accounts(three_public=rows), "C108") == []


def test_a_rest_of_rounding_is_a_hint() -> None:
    rows = {"vehicle_purchase": {"final": 50}, "vehicle_running": {"final": 50}, "vehicles": {"final": 100}}
    assert told(accounts(three_public=rows | {"total": {"final": 100}}), "C108") == [
        "提示 C108　〔三公经费〕B6：“公务用车购置及运行维护费”印作0.01万元，各部分印出的数相加为0.02万元"
        "　→ 这是四舍五入的尾差，元数相符，不用改。"
    ]


def test_counts_are_not_rounded() -> None:
    rows = {"sedans": {"final": 1}, "off_road_vehicles": {"final": 2}, "vehicles_held": {"final": 3}}
    assert told(accounts(other_matters=rows), "C108") == []


# ---- C109: what is called 总计


def basis(setting: str, of_year: int = 70) -> Accounts:
    rows = {
        "total_revenue": {"final": 90},
        "total_expenditure": {"final": 90},
        "expenditure_of_year": {"final": of_year},
        "closing_balance": {"final": 90 - of_year},
        "opening_balance": {"final": 90},
        "project_expenditure": {"final": of_year},
    }
    setting_cell = words(setting, "B12", "基本信息")
    return accounts(department=department(totals_basis=setting_cell), revenue_expenditure=rows)


def test_totals_with_balances_are_the_proper_ones() -> None:
    assert told(basis(workbook_form.BASIS_WITH_BALANCES), "C109") == []


def test_totals_of_the_year_that_equal_the_proper_ones_are_not_mentioned() -> None:
    assert told(basis(workbook_form.BASIS_OF_YEAR, of_year=90), "C109") == []


def test_totals_of_the_year_are_a_hint() -> None:
    assert told(basis(workbook_form.BASIS_OF_YEAR), "C109") == [
        "提示 C109　〔基本信息〕B12：“收入总计、支出总计”按本年合计数印出，不含年初、年末结转结余，两个总计不相等"
        "　→ 规范口径请在〔基本信息〕“总计口径”选“含结转结余”。"
    ]
