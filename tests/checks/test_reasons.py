"""C811 to C815: reasons."""

from typing import Any

import pytest

from juesuan.model import workbook_form
from juesuan.model.accounts import Accounts
from tests.checks.book import advice, named, told
from tests.support.factories import accounts, department, item, project, words


def totals(revenue: tuple[int, int], expenditure: tuple[int, int], reason: str = "", field: str = "") -> Accounts:
    """收入总计 and 支出总计 of this and last year, with a reason in one of the two rows."""
    rows: dict[str, dict[str, Any]] = {
        "total_revenue": {"final": revenue[0], "last": revenue[1]},
        "total_expenditure": {"final": expenditure[0], "last": expenditure[1]},
    }
    if field:
        rows[field]["reason"] = reason
    return accounts(revenue_expenditure=rows)


def receptions(now: int, before: int | None, reason: str = "", budget: int | None = None) -> Accounts:
    row: dict[str, Any] = {"final": now}
    row |= {} if before is None else {"last": before}
    row |= {} if budget is None else {"budget": budget}
    row |= {"reason": reason} if reason else {}
    return accounts(three_public={"receptions": row})


# ---- C811: wanted


@pytest.mark.parametrize(
    "given",
    [
        totals((5, 5), (5, 5)),
        totals((6, 5), (5, 5), "专项增加", "total_revenue"),
        totals((6, 5), (5, 5), "专项增加", "total_expenditure"),
        receptions(5, None),
        receptions(5, 4, "活动增加"),
        accounts(three_public={"overseas": {"final": 0, "last": 5, "budget": 5}}),
        accounts(functional_items=(item("2130305", basic=5),)),
    ],
)
def test_a_reason_is_there_where_it_is_wanted(given: Accounts) -> None:
    assert told(given, "C811") == []


def test_totals_that_differ_want_one_reason() -> None:
    given = totals((6, 5), (3, 5))
    assert told(given, "C811") == [
        "警告 C811　〔收入支出〕A15：收入支出表“收入总计”“支出总计”与上年不同（增加1元、减少2元），没有写原因"
        + advice("C811")
    ]
    assert named(given, "C811") == {"A15", "B15", "C15", "B24", "C24"}


def test_totals_are_those_the_department_prints() -> None:
    of_year = department(totals_basis=words(workbook_form.BASIS_OF_YEAR))
    rows = {"total_revenue": {"final": 6, "last": 5}, "revenue_of_year": {"final": 5, "last": 5}}
    assert told(accounts(fiscal_appropriation=rows, department=of_year), "C811") == []
    assert told(accounts(fiscal_appropriation=rows), "C811") == [
        "警告 C811　〔财政拨款收支〕A12：财政拨款收支表“收入总计”“支出总计”与上年不同（增加1元），没有写原因"
        + advice("C811")
    ]


def test_every_other_place_wants_its_reason() -> None:
    differing = {"final": 5, "last": 4, "budget": 7}
    given = accounts(
        fiscal_appropriation={"general_public_expenditure": differing},
        three_public=dict.fromkeys(("total", "overseas", "vehicles", "receptions", "vehicle_running"), differing),
        other_matters={"agency_operating_costs": {"final": 5, "last": 4}},
        functional_items=(item("2130305", name="防汛", basic=5, budget=7),),
        projects=(project("甲", 7, 5),),
    )
    rows = {
        "〔财政拨款收支〕A13：“一般公共预算财政拨款支出”与上年不同（增加1元）",
        "〔支出科目〕A2130305：“2130305 防汛”决算数与预算数不同（减少2元）",
        "〔三公经费〕A4：“‘三公’经费合计”决算数与预算数不同（减少2元）",
        "〔三公经费〕A5：“因公出国（境）费”决算数与预算数不同（减少2元）",
        "〔三公经费〕A5：“因公出国（境）费”与上年不同（增加1元）",
        "〔三公经费〕A6：“公务用车购置及运行维护费”决算数与预算数不同（减少2元）",
        "〔三公经费〕A6：“公务用车购置及运行维护费”与上年不同（增加1元）",
        "〔三公经费〕A9：“公务接待费”决算数与预算数不同（减少2元）",
        "〔三公经费〕A9：“公务接待费”与上年不同（增加1元）",
        "〔其他事项〕A4：“机关运行经费”与上年不同（增加1元）",
        "〔绩效项目〕A甲：项目“甲”执行数与预算数不同（减少2元）",
    }
    assert set(told(given, "C811")) == {f"警告 C811　{row}，没有写原因{advice('C811')}" for row in rows}


# ---- C812: not wanted


def test_a_reason_where_nothing_differs_is_told() -> None:
    given = receptions(5, 5, "活动增加")
    assert told(given, "C812") == [
        f"警告 C812　〔三公经费〕E9：“公务接待费”与上年相等，却写了原因“活动增加”{advice('C812')}"
    ]
    assert named(given, "C812") == {"E9", "B9", "C9"}


@pytest.mark.parametrize(
    "given",
    [
        receptions(5, 4, "活动增加"),
        receptions(5, None, "活动增加"),
        totals((6, 5), (5, 5), "专项", "total_revenue"),
    ],
)
def test_a_reason_where_something_differs_or_may_is_not_mentioned(given: Accounts) -> None:
    assert told(given, "C812") == []


# ---- C813: against the sign


@pytest.mark.parametrize(
    "given",
    [
        receptions(6, 5, "活动增加"),
        receptions(5, 6, "厉行节约"),
        receptions(5, 6, "活动增加，但严格控制规模"),
        receptions(5, 6, "上年活动增加较多"),
        receptions(5, 6, "接待对象变化"),
        receptions(5, 5, "活动增加"),
        receptions(5, None, "活动增加"),
        totals((6, 5), (4, 5), "专项减少", "total_revenue"),
        totals((6, 5), (5, 5), "专项减少", "total_revenue"),
    ],
)
def test_a_reason_that_may_fit_the_sign_is_not_mentioned(given: Accounts) -> None:
    assert told(given, "C813") == []


def test_a_rise_as_reason_of_a_fall_is_told() -> None:
    given = receptions(5, 6, "招商活动增多")
    assert told(given, "C813") == [
        "警告 C813　〔三公经费〕E9：“公务接待费”与上年相比减少1元，原因“招商活动增多”说的却是增加" + advice("C813")
    ]
    assert named(given, "C813") == {"E9", "B9", "C9"}


def test_a_fall_as_reason_of_a_rise_is_told() -> None:
    assert told(totals((6, 5), (8, 5), "压减专项", "total_expenditure"), "C813") == [
        "警告 C813　〔收入支出〕E24：收入支出表“收入总计”“支出总计”与上年相比增加1元、增加3元，"
        "原因“压减专项”说的却是减少" + advice("C813")
    ]


# ---- C814, C815: no reason at all, or one said twice


@pytest.mark.parametrize("words", ["用于防汛", "新增设备，主要用于防汛"])
def test_a_purpose_is_no_reason(words: str) -> None:
    assert told(receptions(6, 5, words), "C814") == [
        f"警告 C814　〔三公经费〕E9：“{words}”说的是用途，不是原因{advice('C814')}"
    ]


@pytest.mark.parametrize("begin", ["主要原因是", "原因是", "因为", "由于", "主要变动原因是由于", "主要是"])
def test_words_of_the_form_are_told(begin: str) -> None:
    assert told(receptions(6, 5, f"{begin}活动增加"), "C815") == [
        f"警告 C815　〔三公经费〕E9：“{begin}活动增加”以“{begin}”开头，印出来是“主要原因是{begin}……”，重复了"
        f"{advice('C815')}"
    ]


@pytest.mark.parametrize(
    "words",
    [
        "活动增加。",
        "因公出国增加",
        "为迎接检查增加接待",
        "是新增的活动",
        "新增项目资金，主要用于住院楼建设",
        "上级追加了防汛补助，主要用于水毁修复",
    ],
)
def test_a_reason_of_its_own_words_is_not_mentioned(words: str) -> None:
    assert [*told(receptions(6, 5, words), "C814"), *told(receptions(6, 5, words), "C815")] == []


# ---- C816: what is compared is known


@pytest.mark.parametrize(
    "row",
    [
        {"final": 5, "last": 0, "budget": 5},
        {"final": 5, "comparison": "基本持平", "budget": 5},
        {"final": 0},
        {},
    ],
)
def test_what_is_compared_is_known_or_said_or_there_is_nothing(row: dict[str, Any]) -> None:
    assert told(accounts(three_public={"receptions": row}), "C816") == []


def test_an_unknown_last_year_and_an_unknown_budget_are_told() -> None:
    assert told(accounts(three_public={"receptions": {"final": 5}}), "C816") == [
        "警告 C816　〔三公经费〕A9：预算“公务接待费”、上年“公务接待费”没有填，报告写不出比较　→ "
        "请补上；没有发生填 0；上年数确实不知道的，在“与上年比较”写明，或写在〔出错说明〕。",
    ]


def test_one_gap_of_a_sheet_is_told_once_and_sends_to_no_column_it_lacks() -> None:
    rows = {field: {"final": 5, "last": 5} for field in ("total", "overseas", "vehicles", "receptions")}
    (found,) = told(accounts(three_public=rows), "C816")
    assert found.startswith(
        "警告 C816　〔三公经费〕A4：预算“‘三公’经费合计”、预算“因公出国（境）费”、"
        "预算“公务用车购置及运行维护费”、预算“公务接待费”没有填，"
    )
    (found,) = told(accounts(other_matters={"agency_operating_costs": {"final": 5}}), "C816")
    assert "与上年比较" not in found


def test_a_total_whose_last_year_is_unknown_is_told() -> None:
    rows = {"total_revenue": {"final": 6, "last": 5}, "total_expenditure": {"final": 6}}
    assert told(accounts(revenue_expenditure=rows), "C816") == [
        "警告 C816　〔收入支出〕A15：上年“支出总计”没有填，报告写不出比较" + advice("C816")
    ]


def test_an_unknown_budget_of_the_general_public_expenditure_is_told() -> None:
    row = {"final": 5, "last": 5}
    assert told(accounts(fiscal_appropriation={"general_public_expenditure": row}), "C816") == [
        "警告 C816　〔财政拨款收支〕A13：预算“一般公共预算财政拨款支出”没有填，报告写不出完成预算的百分比"
        + advice("C816")
    ]


# ---- 四川2022 compares more of 三公 with last year


def travel(edition: str, now: int, before: int) -> Accounts:
    rows = {name: {"final": now, "last": before, "budget": now} for name in ("total", "overseas")}
    return accounts(department=department(edition=words(edition)), three_public=rows)


def test_the_newer_form_wants_a_reason_for_the_total_and_for_travel_that_ceased() -> None:
    assert told(travel("四川2020", 0, 6), "C811") == []
    assert told(travel("四川2022", 0, 6), "C811") == [
        f"警告 C811　〔三公经费〕A4：“‘三公’经费合计”与上年不同（减少6元），没有写原因{advice('C811')}",
        f"警告 C811　〔三公经费〕A5：“因公出国（境）费”与上年不同（减少6元），没有写原因{advice('C811')}",
    ]
