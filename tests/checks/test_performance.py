"""C701 to C706, C711, C718: the projects of 绩效自评."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model.accounts import Accounts
from juesuan.model.projects import Project
from tests.checks.book import advice, named, told
from tests.support.factories import accounts, amount, count, department, performance, project, words

FEN = st.decimals(-(10**9), 10**9, places=2)


def projects(*given: Project, expenditure: object = 0) -> Accounts:
    return accounts(projects=given, revenue_expenditure={"project_expenditure": {"final": expenditure}})


# ---- C701: the funds of a project


@given(FEN, FEN, FEN)
def test_funds_make_budget_and_execution(fiscal: Decimal, other: Decimal, change: Decimal) -> None:
    whole = fiscal + other + change
    funds = {"budget_fiscal": amount(fiscal), "budget_other": amount(other)}
    assert bool(told(projects(project("甲", whole, 0, **funds)), "C701")) == bool(change)
    funds = {"executed_fiscal": amount(fiscal), "executed_other": amount(other)}
    assert bool(told(projects(project("甲", 0, whole, **funds)), "C701")) == bool(change)


def test_funds_that_do_not_add_up_are_told() -> None:
    given = projects(project("甲", 100, 80, budget_fiscal=amount(95, "C甲", "绩效项目")))
    assert told(given, "C701") == [
        f"错误 C701　〔绩效项目〕B甲：“甲”预算数为100元，财政拨款＋其他资金为95元，多5元{advice('C701')}"
    ]
    assert named(given, "C701") == {"B甲", "C甲", "A甲"}


def test_a_project_without_funds_is_not_added_up() -> None:
    assert told(projects(project("甲", 100, 80)), "C701") == []


# ---- C702, C703: execution


def test_execution_above_the_budget_is_told() -> None:
    given = projects(project("甲", 100, 100), project("乙", 100, 120))
    assert told(given, "C702") == [
        f"警告 C702　〔绩效项目〕E乙：“乙”执行数为120元，大于预算数的100元，多20元{advice('C702')}"
    ]
    assert named(given, "C702") == {"E乙", "B乙"}


@given(FEN, FEN, FEN)
def test_the_projects_make_the_project_expenditure(one: Decimal, other: Decimal, change: Decimal) -> None:
    given = projects(project("甲", 0, one), project("乙", 0, other), expenditure=one + other + change)
    assert bool(told(given, "C703")) == bool(change)


def test_projects_that_do_not_make_the_project_expenditure_are_told() -> None:
    given = projects(project("甲", 0, 170), expenditure="259.18")
    assert told(given, "C703") == [
        "警告 C703　〔收入支出〕B17：“项目支出”为259.18元，〔绩效项目〕执行数合计为170元，多89.18元"
        f"{advice('C703')}"
    ]
    assert named(given, "C703") == {"B17", "E甲"}


def test_without_projects_there_is_nothing_to_add_up() -> None:
    assert told(projects(expenditure=5), "C703") == []


# ---- C704, C705: scores and grades


def scored(score: object, grade: str | None) -> Accounts:
    return accounts(
        department=department(
            score=None if score is None else count(score, "分", "B15", "基本信息"),
            grade=None if grade is None else words(grade, "B16", "基本信息"),
        )
    )


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        (100, "优"),
        (90, "优"),
        ("89.99", "良"),
        (80, "良"),
        ("79.99", "中"),
        (60, "中"),
        ("59.99", "差"),
        (0, "差"),
        (95, None),
        (None, "差"),
        (101, "差"),
    ],
)
def test_a_grade_that_fits_its_score_is_not_mentioned(score: object, grade: str | None) -> None:
    assert told(scored(score, grade), "C704") == []


def test_a_grade_that_does_not_fit_is_told() -> None:
    given = scored("91.07", "良")
    assert told(given, "C704") == [
        f"警告 C704　〔基本信息〕B16：整体支出自评得91.07分，按分档是“优”，填的是“良”{advice('C704')}"
    ]
    assert named(given, "C704") == {"B15", "B16"}


def test_a_project_has_a_score_and_a_grade_too() -> None:
    own = project("甲", 0, 0, score=count(85, "分", "I5", "绩效项目"), grade=words("优", "J5", "绩效项目"))
    assert told(projects(own), "C704") == [
        f"警告 C704　〔绩效项目〕J5：“甲”自评得85分，按分档是“良”，填的是“优”{advice('C704')}"
    ]


@pytest.mark.parametrize("score", [0, 100, None])
def test_a_score_out_of_a_hundred_is_not_mentioned(score: object) -> None:
    assert told(scored(score, None), "C705") == []


@pytest.mark.parametrize("score", ["100.5", "-1"])
def test_a_score_above_or_below_is_told(score: str) -> None:
    assert told(scored(score, None), "C705") == [
        f"警告 C705　〔基本信息〕B15：整体支出自评得{score}分，不在0到100分之间{advice('C705')}"
    ]


# ---- C706: indicators


def test_a_project_without_indicators_is_told() -> None:
    given = projects(project("甲", 0, 0, indicators=(performance("长度", "1", "1"),)), project("乙", 0, 0))
    assert told(given, "C706") == [
        "警告 C706　〔绩效项目〕A乙：项目“乙”在〔绩效指标〕没有一行，绩效目标完成情况表会是空的" + advice("C706")
    ]


# ---- C718: an indicator that was left standing


def test_an_indicator_without_aim_or_result_is_told() -> None:
    rows = performance("长度", None, None), performance("户数", "1", None), performance("满意度", "1", "1")
    assert told(projects(project("甲", 0, 0, indicators=rows)), "C718") == [
        f"警告 C718　〔绩效指标〕D长度：项目“甲”指标“长度”没有填“预期指标值”“实际完成指标值”{advice('C718')}",
        f"警告 C718　〔绩效指标〕D户数：项目“甲”指标“户数”没有填“实际完成指标值”{advice('C718')}",
    ]


# ---- C711: both or neither


def test_score_and_grade_stand_together_or_not_at_all() -> None:
    both = project("甲", 5, 5, score=count(92, "I甲", "绩效项目"), grade=words("优", "J甲", "绩效项目"))
    assert told(accounts(projects=(both, project("乙", 5, 5))), "C711") == []


def test_a_grade_without_a_score_is_told() -> None:
    given = accounts(projects=(project("甲", 5, 5, grade=words("优", "J甲", "绩效项目")),))
    assert told(given, "C711") == ["警告 C711　〔绩效项目〕J甲：“甲”自评填了等级，没有填得分" + advice("C711")]
