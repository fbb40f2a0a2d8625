"""C601 to C608: operating costs, procurement, people and units below."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model.accounts import Accounts
from tests.checks.book import advice, named, told
from tests.support.factories import accounts, basic, department, passages, words

# ---- C602


@pytest.mark.parametrize("column", ["final", "last"])
@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_small_contracts_are_within_procurement(column: str, micro: int, small: int, whole: int) -> None:
    rows = {
        "procurement_micro": {column: micro},
        "procurement_small_medium": {column: small},
        "procurement": {column: whole},
    }
    assert len(told(accounts(other_matters=rows), "C602")) == (micro > small) + (small > whole)


def test_small_contracts_above_procurement_are_told() -> None:
    rows = {"procurement_micro": {"final": 3, "last": 9}, "procurement_small_medium": {"final": 2}}
    rows["procurement"] = {"final": 2}
    given = accounts(other_matters=rows)
    assert told(given, "C602") == [
        "错误 C602　〔其他事项〕B10：“授予小微企业合同金额”为3元，大于“授予中小企业合同金额”的2元，多1元"
        f"{advice('C602')}"
    ]
    assert named(given, "C602") == {"B10", "B9"}


# ---- C603, C604


def test_staff_is_within_the_establishment() -> None:
    rows = {"establishment": {"final": 18, "last": 16}, "staff": {"final": 18, "last": 17}}
    given = accounts(other_matters=rows)
    assert told(given, "C603") == [
        f"警告 C603　〔其他事项〕C12：上年“在编人员”为17人，大于上年“人员编制”的16人，多1人{advice('C603')}"
    ]
    assert named(given, "C603") == {"C12", "C11"}


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.integers(-99, 99))
def test_joined_and_left_make_the_staff(before: int, joined: int, left: int, change: int) -> None:
    rows = {"staff": {"final": before + joined - left + change, "last": before}}
    rows |= {"staff_joined": {"final": joined}, "staff_left": {"final": left}}
    assert bool(told(accounts(other_matters=rows), "C604")) == bool(change)


def test_staff_that_did_not_come_from_last_years_is_told() -> None:
    rows = {"staff": {"final": 18, "last": 15}, "staff_joined": {"final": 6}, "staff_left": {"final": 1}}
    given = accounts(other_matters=rows)
    assert told(given, "C604") == [
        "警告 C604　〔其他事项〕B12：“在编人员”为18人，上年在编人员＋调入人员－调出人员为20人，少2人"
        f"{advice('C604')}"
    ]
    assert named(given, "C604") == {"B12", "C12", "B17", "B18"}


def test_staff_of_an_unknown_year_is_not_counted() -> None:
    rows = {"staff": {"final": 18}, "staff_joined": {"final": 6}}
    assert told(accounts(other_matters=rows), "C604") == []


# ---- C605, C606


def costs(kind: str, yuan: object) -> Accounts:
    rows = {"agency_operating_costs": {"final": yuan}}
    return accounts(
        department=department(kind=words(kind)), other_matters=rows, basic_expenditure=basic(0, "243.6")
    )


@pytest.mark.parametrize(
    ("kind", "yuan"),
    [("行政单位", "243.60"), ("参照公务员法管理的事业单位", "243.60"), ("事业单位", 0)],
)
def test_operating_costs_that_fit_the_kind_are_not_mentioned(kind: str, yuan: object) -> None:
    assert told(costs(kind, yuan), "C605") == []


def test_operating_costs_that_are_not_the_public_use_funds_are_told() -> None:
    given = costs("行政单位", "250.6")
    assert told(given, "C605") == [
        "警告 C605　〔其他事项〕B4：“机关运行经费”为250.6元，〔基本支出〕“公用经费合计”为243.6元，多7.0元"
        f"{advice('C605')}"
    ]
    assert named(given, "C605") == {"B4", "C5"}


def test_operating_costs_of_an_institution_are_told() -> None:
    assert told(costs("事业单位", 5), "C605") == [
        "警告 C605　〔其他事项〕B4：“机关运行经费”为5元，“单位性质”是“事业单位”，事业单位没有机关运行经费"
        f"{advice('C605')}"
    ]


def test_procurement_is_within_the_expenditure() -> None:
    rows = {"expenditure_of_year": {"final": 100}}
    assert told(accounts(other_matters={"procurement": {"final": 100}}, revenue_expenditure=rows), "C606") == []
    assert told(accounts(other_matters={"procurement": {"final": 311}}, revenue_expenditure=rows), "C606") == [
        "警告 C606　〔其他事项〕B5：“政府采购支出总额”为311元，大于〔收入支出〕“本年支出合计”的100元，多211元"
        f"{advice('C606')}"
    ]


# ---- C607: who won


def test_procurement_says_how_much_went_to_small_enterprises() -> None:
    rows = {"procurement_small_medium": {"final": 0}, "procurement_micro": {"final": 0}}
    assert told(accounts(other_matters={"procurement": {"final": 5}, **rows}), "C607") == []
    assert told(accounts(other_matters={"procurement": {"final": 0}}), "C607") == []


def test_procurement_that_does_not_say_it_is_told() -> None:
    rows = {"procurement": {"final": 5}, "procurement_small_medium": {"final": 5}}
    assert told(accounts(other_matters=rows), "C607") == [
        "警告 C607　〔其他事项〕A10：政府采购有支出，“授予小微企业合同金额”没有填" + advice("C607")
    ]


# ---- C601 of rows that only some workbooks have


def test_an_optional_part_that_is_blank_is_not_there() -> None:
    none = ("staff_civil_service_managed", "staff_institutional")
    people = {"staff": 5, "staff_administrative": 3, "staff_workers": 1, **dict.fromkeys(none, 0)}
    rows = {field: {"final": value} for field, value in people.items()}
    (line,) = told(accounts(other_matters=rows), "C601")
    assert "政法专项" not in line
    assert told(accounts(other_matters={**rows, "staff_political_legal": {"final": 1}}), "C601") == []


def test_the_kinds_of_the_establishment_make_it_where_they_are_given() -> None:
    rows = {"establishment": {"final": 18}, "establishment_administrative": {"final": 12}}
    assert len(told(accounts(other_matters=rows), "C601")) == 1
    assert told(accounts(other_matters={**rows, "establishment_institutional": {"final": 6}}), "C601") == []
    assert told(accounts(other_matters={"establishment": {"final": 18}}), "C601") == []


# ---- C608


def test_the_list_of_units_below_has_as_many_as_are_counted() -> None:
    named_below = {"下属单位": passages("青禾县水文站", "青禾县水保站")}
    assert told(accounts(other_matters={"subordinates": {"final": 2}}, texts=named_below), "C608") == []
    assert told(accounts(), "C608") == []
    given = accounts(other_matters={"subordinates": {"final": 3}}, texts=named_below)
    (line,) = told(given, "C608")
    assert line.startswith("错误 C608　〔其他事项〕B53：“下属单位”3个，文字材料“下属单位”下列了2个")
    assert len(told(accounts(texts=named_below), "C608")) == 1
    assert len(told(accounts(other_matters={"subordinates": {"final": 3}}), "C608")) == 1
