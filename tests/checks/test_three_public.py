"""C502 to C510: 三公 expenditure."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model.accounts import Accounts
from tests.checks.book import advice, named, told
from tests.support.factories import accounts


def both(money: Mapping[str, object], counts: Mapping[str, object]) -> Accounts:
    """三公 by final accounts, and the people and vehicles of 其他事项."""
    return accounts(
        three_public={field: {"final": value} for field, value in money.items()},
        other_matters={field: {"final": value} for field, value in counts.items()},
    )


# ---- C502, C507, C508: not larger than


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_other_receptions_are_within_domestic_ones(other: int, domestic: int) -> None:
    given = both({"other_receptions": other, "domestic_receptions": domestic}, {})
    assert bool(told(given, "C502")) == (other > domestic)


def test_other_receptions_above_domestic_ones_are_told() -> None:
    given = both({"other_receptions": 472000, "domestic_receptions": 452500}, {})
    assert told(given, "C502") == [
        "错误 C502　〔三公经费〕B12：“其他国内公务接待费”为472,000元，大于“国内公务接待费”的452,500元，多19,500元"
        + advice("C502")
    ]
    assert named(given, "C502") == {"B12", "B10"}


def test_three_public_is_a_part_of_the_expenditure() -> None:
    rows = {"expenditure_of_year": {"final": 100}}
    assert told(accounts(three_public={"total": {"final": 100}}, fiscal_appropriation=rows), "C507") == []
    assert told(accounts(three_public={"total": {"final": 101}}, fiscal_appropriation=rows), "C507") == [
        "警告 C507　〔三公经费〕B4：“‘三公’经费合计”为101元，大于〔财政拨款收支〕“本年支出合计”的100元，多1元"
        + advice("C507")
    ]


def test_each_row_that_is_compared_with_its_budget_is_within_it() -> None:
    rows = {"total": {"final": 5, "budget": 5}, "vehicle_running": {"final": 5, "budget": 4}}
    rows |= {"receptions": {"final": 5}, "overseas": {"final": 0, "budget": 4}}
    assert told(accounts(three_public=rows), "C508") == []


def test_a_row_above_its_budget_is_told() -> None:
    rows = {"vehicles": {"final": 5, "budget": 4}}
    assert told(accounts(three_public=rows), "C508") == [
        "警告 C508　〔三公经费〕B6：“公务用车购置及运行维护费”为5元，大于预算“公务用车购置及运行维护费”的4元，"
        "多1元" + advice("C508")
    ]
    assert named(accounts(three_public=rows), "C508") == {"B6", "D6"}


# ---- C503, C505: money and numbers go together


@pytest.mark.parametrize(
    ("money", "counts"),
    [
        ({}, {}),
        ({"domestic_receptions": 0}, {"domestic_reception_batches": 0, "domestic_reception_persons": 0}),
        ({"domestic_receptions": 9}, {"domestic_reception_batches": 1, "domestic_reception_persons": 2}),
        (
            {"overseas": 9, "vehicle_purchase": 9},
            {"overseas_groups": 1, "overseas_persons": 2, "vehicles_bought": 1},
        ),
        ({"vehicle_running": 0}, {"vehicles_held": 3}),
        ({"vehicle_running": 9}, {"vehicles_held": 3}),
    ],
)
def test_money_and_numbers_that_go_together_are_not_mentioned(
    money: dict[str, object], counts: dict[str, object]
) -> None:
    given = both(money, counts)
    assert [*told(given, "C503"), *told(given, "C505")] == []


def test_receptions_without_guests_and_guests_without_receptions_are_told() -> None:
    given = both({"domestic_receptions": 9, "foreign_receptions": 0}, {"foreign_reception_persons": 3})
    assert told(given, "C503") == [
        f"警告 C503　〔三公经费〕B10：“国内公务接待费”为9元，〔其他事项〕“国内公务接待批次”没有填{advice('C503')}",
        f"警告 C503　〔三公经费〕B10：“国内公务接待费”为9元，〔其他事项〕“国内公务接待人次”没有填{advice('C503')}",
        f"警告 C503　〔三公经费〕B11：“外事接待费”为0元，〔其他事项〕“外事接待人次”却为3人{advice('C503')}",
    ]
    assert named(given, "C503") == {"B10", "A26", "A27", "B11", "B29"}


def test_travels_and_vehicles_without_their_numbers_are_told() -> None:
    counts = {"overseas_groups": 0, "vehicles_bought": 2, "overseas_persons": 4}
    given = both({"overseas": 9, "vehicle_running": 8}, counts)
    assert told(given, "C505") == [
        "警告 C505　〔三公经费〕B5：“因公出国（境）费”为9元，〔其他事项〕“因公出国（境）团组”却为0个"
        f"{advice('C505')}",
        f"警告 C505　〔三公经费〕A7：“公务用车购置费”为0元，〔其他事项〕“购置公务用车”却为2辆{advice('C505')}",
        "警告 C505　〔三公经费〕B8：“公务用车运行维护费”为8元，〔其他事项〕“公务用车保有量”没有填"
        f"{advice('C505')}",
    ]


# ---- C504: a group has a person at least


@given(st.integers(0, 100), st.integers(0, 100))
def test_persons_are_not_fewer_than_groups(groups: int, persons: int) -> None:
    given = both({}, {"overseas_groups": groups, "overseas_persons": persons})
    assert bool(told(given, "C504")) == (persons < groups)


def test_fewer_persons_than_batches_are_told() -> None:
    given = both({}, {"domestic_reception_batches": 432, "domestic_reception_persons": 41})
    assert told(given, "C504") == [
        f"警告 C504　〔其他事项〕B27：“国内公务接待人次”为41人次，少于“国内公务接待批次”的432批次{advice('C504')}"
    ]
    assert named(given, "C504") == {"B27", "B26"}


def test_persons_that_are_not_known_are_not_counted() -> None:
    assert told(both({}, {"domestic_reception_batches": 432}), "C504") == []


# ---- C506: vehicles


def test_vehicles_are_counted_alike() -> None:
    assert told(both({}, {"vehicles_held": 2, "assets_vehicles": 2}), "C506") == []
    assert told(both({}, {"vehicles_held": 2}), "C506") == []
    assert told(both({}, {"assets_vehicles": 2}), "C506") == []
    given = both({}, {"vehicles_held": 2, "assets_vehicles": 3})
    assert told(given, "C506") == [
        f"警告 C506　〔其他事项〕B22：“公务用车保有量”为2辆，“车辆”为3辆，少1辆{advice('C506')}"
    ]
    assert named(given, "C506") == {"B22", "B30"}


# ---- C509: what a head costs


@pytest.mark.parametrize(("spent", "persons"), [(500, 100), (100_000, 100), (0, 100), (499, 0)])
def test_a_likely_cost_is_not_mentioned(spent: int, persons: int) -> None:
    given = both({"domestic_receptions": spent}, {"domestic_reception_persons": persons})
    assert told(given, "C509") == []


def test_an_unlikely_cost_is_told() -> None:
    money: dict[str, Any] = {"domestic_receptions": 499, "vehicle_running": 400_001}
    given = both(money, {"domestic_reception_persons": 100, "vehicles_held": 2})
    assert told(given, "C509") == [
        "警告 C509　〔三公经费〕B10：“国内公务接待费”为499元，“国内公务接待人次”为100人次，平均每人次4.99元，"
        f"通常在5元到1,000元之间{advice('C509')}",
        "警告 C509　〔三公经费〕B8：“公务用车运行维护费”为400,001元，“公务用车保有量”为2辆，平均每辆200,000.50元，"
        f"通常在1,000元到200,000元之间{advice('C509')}",
    ]
    assert named(given, "C509") == {"B10", "B27", "B8", "B22"}


# ---- C510: the officer's words for a comparison


def test_words_for_a_comparison_with_an_unknown_year_are_wanted() -> None:
    rows = {"receptions": {"final": 5, "comparison": "基本持平"}}
    assert told(accounts(three_public=rows), "C510") == []


def test_words_beside_a_known_year_are_not_used() -> None:
    rows = {"receptions": {"final": 5, "last": 5, "comparison": "基本持平"}}
    assert told(accounts(three_public=rows), "C510") == [
        "提示 C510　〔三公经费〕G9：“公务接待费”有上年数，报告由程序计算比较，没有用您写的“基本持平”"
        "　→ 请删去这一格；要用自己的话，就不填上年数。"
    ]


# ---- C511: what was bought is held


@given(st.integers(0, 20), st.integers(0, 20))
def test_vehicles_bought_are_among_those_held(bought: int, held: int) -> None:
    given = both({}, {"vehicles_bought": bought, "vehicles_held": held})
    assert bool(told(given, "C511")) == (bought > held)


def test_more_vehicles_bought_than_held_are_told() -> None:
    assert told(both({}, {"vehicles_bought": 3, "vehicles_held": 1}), "C511") == [
        "警告 C511　〔其他事项〕B21：“购置公务用车”为3辆，大于“公务用车保有量”的1辆，多2辆" + advice("C511")
    ]
