"""C712 to C717: the points of 部门预算项目支出绩效自评表."""

from typing import Any

import pytest
from msgspec.structs import replace

from juesuan.model.accounts import Accounts
from juesuan.model.projects import PerformanceIndicator
from juesuan.model.values import Count
from tests.checks.book import advice, named, told
from tests.support.factories import accounts, amount, count, department, performance, project, words


def points(value: str, address: str, sheet: str = "绩效指标") -> Count:
    return count(value, "分", address, sheet)


def row(third: str, weight: str | None, score: str | None, reason: str | None = None) -> PerformanceIndicator:
    return replace(
        performance(third, "1个", "1个"),
        weight=None if weight is None else points(weight, f"G{third}"),
        score=None if score is None else points(score, f"H{third}"),
        reason=None if reason is None else words(reason, f"I{third}", "绩效指标"),
    )


def scored(*rows: PerformanceIndicator, edition: str = "四川2022", **given: Any) -> Accounts:
    """Spent 80 of 100: 8 points of 10."""
    own = {"initial_budget": amount("90", "B甲", "绩效项目"), "score": points("98", "K甲", "绩效项目"), **given}
    return accounts(
        department=department(edition=words(edition)), projects=(project("甲", 100, 80, indicators=rows, **own),)
    )


WHOLE = (row("一", "50", "50"), row("二", "40", "40"))
CODES = ("C712", "C713", "C714", "C715", "C716", "C717")


@pytest.mark.parametrize("code", CODES)
def test_a_table_that_ties_is_not_mentioned(code: str) -> None:
    assert told(scored(*WHOLE), code) == []
    assert told(scored(*WHOLE, execution_score=points("8", "J甲", "绩效项目")), code) == []


@pytest.mark.parametrize("code", CODES)
def test_an_edition_without_the_table_has_no_points(code: str) -> None:
    wrong = row("一", "70", "75"), row("二", None, None, "多")
    assert told(scored(*wrong, edition="四川2020"), code) == []


def test_what_is_left_blank_is_told() -> None:
    given = scored(row("一", "90", None), row("二", None, None), initial_budget=None)
    assert told(given, "C712") == [
        f"警告 C712　〔绩效项目〕A甲：项目“甲”没有填“年初预算数”{advice('C712')}",
        f"警告 C712　〔绩效指标〕D一：指标“一”没有填“得分”{advice('C712')}",
        f"警告 C712　〔绩效指标〕D二：指标“二”没有填“权重”“得分”{advice('C712')}",
    ]


def test_weights_that_are_not_shared_out_are_told() -> None:
    given = scored(row("一", "50", "50"), row("二", "45", "40", "少"))
    assert told(given, "C713") == [
        "错误 C713　〔绩效指标〕G一：项目“甲”各指标权重合计为95分，自评表规定为90分，多5分" + advice("C713")
    ]
    assert named(given, "C713") == {"G一", "G二"}


def test_weights_of_which_one_is_blank_are_not_added_up() -> None:
    assert told(scored(row("一", "50", "50"), row("二", None, "40")), "C713") == []


@pytest.mark.parametrize("score", ["51", "-1"])
def test_a_score_beyond_its_weight_is_told(score: str) -> None:
    given = scored(row("一", "50", score), row("二", "40", "40"))
    assert told(given, "C714") == [
        f"错误 C714　〔绩效指标〕H一：指标“一”得{score}分，不在0到50分（权重）之间{advice('C714')}"
    ]


def test_an_execution_beyond_its_points_is_told() -> None:
    given = scored(*WHOLE, execution_score=points("11", "J甲", "绩效项目"))
    assert told(given, "C714") == [
        f"错误 C714　〔绩效项目〕J甲：项目“甲”预算执行得11分，不在0到10分（权重）之间{advice('C714')}"
    ]


def test_points_that_do_not_make_the_score_are_told() -> None:
    given = scored(*WHOLE, score=points("97", "K甲", "绩效项目"))
    assert told(given, "C715") == [
        "错误 C715　〔绩效项目〕K甲：项目“甲”自评得分为97分，预算执行得分（8.00）＋各指标得分为98.00分，少1.00分"
        + advice("C715")
    ]
    assert named(given, "C715") == {"K甲", "E甲", "H一", "H二"}


def test_typed_points_for_the_execution_are_what_is_added_up() -> None:
    given = scored(*WHOLE, execution_score=points("7.5", "J甲", "绩效项目"))
    assert named(given, "C715") == {"K甲", "J甲", "H一", "H二"}
    assert told(given, "C716") == [
        "警告 C716　〔绩效项目〕J甲：项目“甲”预算执行得分为7.5分，执行率×10分为8.00分，少0.50分" + advice("C716")
    ]


def test_more_than_the_budget_gives_no_more_than_all_points() -> None:
    own = project(
        "甲",
        100,
        120,
        indicators=WHOLE,
        initial_budget=amount("90", "B甲", "绩效项目"),
        score=points("100", "K甲", "绩效项目"),
    )
    given = accounts(department=department(edition=words("四川2022")), projects=(own,))
    assert told(given, "C715") == []


def test_lost_points_without_a_reason_are_told() -> None:
    given = scored(row("一", "50", "48"), row("二", "40", "38", "设备到货较晚"))
    assert told(given, "C717") == [
        f"警告 C717　〔绩效指标〕D一：指标“一”权重50分，得48分，没有写“偏差原因”{advice('C717')}"
    ]


def test_a_reason_for_nothing_lost_is_told() -> None:
    given = scored(row("一", "50", "50", "设备到货较晚"), row("二", "40", "40"))
    assert told(given, "C717") == [
        f"警告 C717　〔绩效指标〕I一：指标“一”得满分，却写了偏差原因“设备到货较晚”{advice('C717')}"
    ]
