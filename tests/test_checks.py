"""The rule book: each rule once clean and once broken, with the whole message."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan import checks, sheets
from juesuan.derive import derive
from juesuan.model import Accounts
from juesuan.problems import Severity
from juesuan.sheets import Item, Sheet
from tests.factories import accounts, basic, department, item, words

ADVICE = "　→ 请对照决算软件的表，改正其中填错的一格。"
TABLES = (sheets.REVENUE_EXPENDITURE, sheets.FISCAL_APPROPRIATION, sheets.THREE_PUBLIC, sheets.OTHER_MATTERS)
TOTALS = [
    pytest.param(sheet, total, id=f"{sheet.name}-{total.tag}")
    for sheet in TABLES
    for total in sheet.items
    if total.parts
]
INNER = str.maketrans("“”", "‘’")
FEN = st.decimals(-(10**9), 10**9, places=2)


def told(given: Accounts, code: str = "") -> list[str]:
    """What the checks say, as the officer reads it; of one code only where it is named."""
    return [
        str(problem)
        for problem in checks.run(checks.Evidence(given, derive(given)))
        if problem.code.startswith(code)
    ]


def numbers(total: Item, values: list[Any]) -> dict[str, dict[str, Any]]:
    """The rows of a total, each part with one of the values; the total is their sum."""
    parts = dict(zip(total.parts, values, strict=False))
    return {field: {"final": value} for field, value in {**parts, total.field: sum(parts.values())}.items()}


# ---- a total is the sum of its parts


def test_blank_accounts_tie() -> None:
    assert told(accounts()) == []


@pytest.mark.parametrize(("sheet", "total"), TOTALS)
@settings(max_examples=20)
@given(data=st.data())
def test_a_true_total_is_never_reported_and_any_change_of_one_part_is(
    sheet: Sheet, total: Item, data: st.DataObject
) -> None:
    amounts = st.integers(0, 10**6) if total.unit else FEN
    values = data.draw(st.lists(amounts, min_size=len(total.parts), max_size=len(total.parts)))
    rows = numbers(total, values)
    own = f"“{total.label.translate(INNER)}”为"
    assert not any(own in line for line in told(accounts(**{sheet.field: rows}), "C01"))
    part = data.draw(st.sampled_from(total.parts))
    change = data.draw(amounts.filter(bool))
    rows[part] = {"final": rows[part]["final"] + change}
    assert any(own in line for line in told(accounts(**{sheet.field: rows}), "C01"))


def test_a_total_that_is_too_large_says_by_how_much() -> None:
    rows = {"sedans": {"final": 1}, "off_road_vehicles": {"final": 2}, "vehicles_held": {"final": 5}}
    assert told(accounts(other_matters=rows)) == [
        f"错误 C01　〔其他事项〕B22：“公务用车保有量”为5辆，轿车＋越野车＋载客汽车为3辆，多2辆{ADVICE}"
    ]


def test_a_total_that_is_too_small_says_by_how_much() -> None:
    rows = {
        "receptions": {"final": "10.10"},
        "total": {"final": "10.09"},
        "domestic_receptions": {"final": "10.10"},
    }
    parts = "因公出国（境）费＋公务用车购置及运行维护费＋公务接待费"
    assert told(accounts(three_public=rows)) == [
        f"错误 C01　〔三公经费〕B4：“‘三公’经费合计”为10.09元，{parts}为10.10元，少0.01元{ADVICE}"
    ]


def test_a_total_left_blank_points_at_its_row() -> None:
    rows = {"vehicle_purchase": {"final": 5}, "total": {"final": 0}}
    assert told(accounts(three_public=rows)) == [
        "错误 C01　〔三公经费〕A6：“公务用车购置及运行维护费”为0元，公务用车购置费＋公务用车运行维护费为5元，少5元"
        + ADVICE
    ]


def test_a_total_without_any_part_stands_alone() -> None:
    assert told(accounts(other_matters={"procurement": {"final": 100}})) == []


# ---- both sides are equal


@pytest.mark.parametrize("table", ["revenue_expenditure", "fiscal_appropriation"])
@given(value=FEN, change=FEN)
def test_both_sides_are_equal(table: str, value: Decimal, change: Decimal) -> None:
    rows = {"total_revenue": {"final": value}, "total_expenditure": {"final": value + change}}
    assert bool(told(accounts(**{table: rows}), "C02")) == bool(change)


def test_unequal_sides_are_told_with_the_difference() -> None:
    rows = {"total_revenue": {"final": "100.00"}, "total_expenditure": {"final": "99.99"}}
    assert told(accounts(revenue_expenditure=rows)) == [
        f"错误 C02　〔收入支出〕B24：“支出总计”为99.99元，“收入总计”为100.00元，少0.01元{ADVICE}"
    ]


# ---- the items make the expenditure


def expenditure(total: object, *columns: tuple[object, object]) -> Accounts:
    """General public expenditure in total, and its items by basic and project expenditure."""
    items = [item(f"213010{place}", basic=own, project=other) for place, (own, other) in enumerate(columns)]
    return accounts(
        fiscal_appropriation={
            "general_public_expenditure": {"final": total},
            "expenditure_of_year": {"final": total},
        },
        functional_items=(item("213"), item("21301"), *items),
        basic_expenditure=basic(sum((Decimal(str(own)) for own, _ in columns), Decimal(0)), 0),
    )


def test_items_that_make_the_expenditure_are_not_reported() -> None:
    assert told(expenditure("30.03", ("10.01", 0), (0, "20.02")), "C03") == []


def test_items_that_do_not_make_the_expenditure_are_told() -> None:
    assert told(expenditure(40, (10, 0), (0, "20.5")), "C03") == [
        "错误 C03　〔财政拨款收支〕B13：“一般公共预算财政拨款支出”为40元，〔支出科目〕各项合计为30.50元，多9.50元"
        + ADVICE
    ]


@given(st.lists(st.tuples(FEN, FEN), min_size=1, max_size=5), FEN)
def test_any_difference_of_the_items_is_told(columns: list[tuple[Decimal, Decimal]], change: Decimal) -> None:
    total = sum((own + other for own, other in columns), Decimal(0)) + change
    assert bool(told(expenditure(total, *columns), "C03")) == bool(change)


# ---- personnel and public use make basic expenditure


def test_both_parts_of_basic_expenditure_make_its_column() -> None:
    given = accounts(functional_items=(item("213", basic="30.03"),), basic_expenditure=basic("20.01", "10.02"))
    assert told(given, "C04") == []


@given(FEN, FEN, FEN)
def test_any_difference_of_the_two_parts_is_told(one: Decimal, other: Decimal, change: Decimal) -> None:
    given = accounts(
        functional_items=(item("213", basic=one + other + change),), basic_expenditure=basic(one, other)
    )
    assert bool(told(given, "C04")) == bool(change)


def test_a_column_that_differs_from_both_parts_is_told() -> None:
    given = accounts(functional_items=(item("213", basic="30.03"),), basic_expenditure=basic(20, 10))
    assert told(given, "C04") == [
        "错误 C04　〔基本支出〕C4：“人员经费＋公用经费”为30.00元，〔支出科目〕“基本支出”列合计为30.03元，少0.03元"
        + ADVICE
    ]


# ---- rounding


def test_parts_that_add_up_as_printed_are_not_mentioned() -> None:
    rows = {"receptions": {"final": 20000}, "domestic_receptions": {"final": 20000}, "total": {"final": 20000}}
    assert told(accounts(three_public=rows)) == []


def test_a_rest_of_rounding_is_a_hint() -> None:
    rows = {"vehicle_purchase": {"final": 50}, "vehicle_running": {"final": 50}, "vehicles": {"final": 100}}
    assert told(accounts(three_public=rows | {"total": {"final": 100}})) == [
        "提示 C05　〔三公经费〕B6：“公务用车购置及运行维护费”印作0.01万元，各部分印出的数相加为0.02万元"
        "　→ 这是四舍五入的尾差，元数相符，不用改。"
    ]


def test_counts_are_not_rounded() -> None:
    rows = {"sedans": {"final": 1}, "off_road_vehicles": {"final": 2}, "vehicles_held": {"final": 3}}
    assert told(accounts(other_matters=rows)) == []


# ---- what is called 总计


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
    assert told(basis(sheets.BASIS_WITH_BALANCES)) == []


def test_totals_of_the_year_that_equal_the_proper_ones_are_not_mentioned() -> None:
    assert told(basis(sheets.BASIS_OF_YEAR, of_year=90)) == []


def test_totals_of_the_year_are_a_hint() -> None:
    assert told(basis(sheets.BASIS_OF_YEAR)) == [
        "提示 C10　〔基本信息〕B12：“收入总计、支出总计”按本年合计数印出，不含年初、年末结转结余，两个总计不相等"
        "　→ 规范口径请选“含结转结余”。"
    ]


# ---- the officer's words for a comparison


def test_words_for_a_comparison_with_an_unknown_year_are_wanted() -> None:
    rows = {"receptions": {"final": 5, "comparison": "基本持平"}, "total": {"final": 5}}
    assert told(accounts(three_public=rows)) == []


def test_words_beside_a_known_year_are_not_used() -> None:
    rows = {"receptions": {"final": 5, "last": 5, "comparison": "基本持平"}, "total": {"final": 5}}
    assert [line for line in told(accounts(three_public=rows)) if "C11" in line] == [
        "提示 C11　〔三公经费〕G9：“公务接待费”有上年数，报告由程序计算比较，没有用您写的“基本持平”"
        "　→ 请删去这一格；要用自己的话，就不填上年数。"
    ]


# ---- the book


def test_the_checks_speak_in_their_order_and_change_nothing() -> None:
    given = accounts(
        revenue_expenditure={"total_revenue": {"final": 1}, "other_revenue": {"final": 1}},
        functional_items=(item("213", basic=5),),
    )
    figures = derive(given)
    problems = checks.run(checks.Evidence(given, figures))
    assert [problem.code for problem in problems] == ["C01", "C02", "C03", "C04"]
    assert {problem.severity for problem in problems} == {Severity.ERROR}
    assert figures == derive(given)
