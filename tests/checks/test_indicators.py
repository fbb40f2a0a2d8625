"""C707 to C710: 业务指标 and 绩效指标."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model.accounts import Accounts
from juesuan.model.values import Cell
from juesuan.model.written_text import Statement
from tests.checks.book import advice, named, told
from tests.support.factories import accounts, indicator, performance, project

NUMBERS = st.decimals(-(10**6), 10**6, places=2)


def group(total: object, *parts: object, **given: Any) -> Accounts:
    rows = (
        indicator(f"第{place}产业", value, group="投资额", role="分项") for place, value in enumerate(parts, 1)
    )
    return accounts(indicators=(indicator("总投资", total, group="投资额", role="合计", **given), *rows))


# ---- C707: a group


@given(st.lists(NUMBERS, min_size=1, max_size=5), NUMBERS)
def test_the_parts_of_a_group_make_its_total(parts: list[Decimal], change: Decimal) -> None:
    assert bool(told(group(sum(parts, change), *parts), "C707")) == bool(change)


def test_a_group_that_does_not_add_up_is_told() -> None:
    given = group("332.85", "13.1", "97", "213.72")
    assert told(given, "C707") == [
        "错误 C707　〔业务指标〕B总投资：“总投资”为332.85个，投资额各分项（"
        "第1产业＋第2产业＋第3产业）为323.82个，多9.03个" + advice("C707")
    ]
    assert named(given, "C707") == {"B总投资", "B第1产业", "B第2产业", "B第3产业"}


@pytest.mark.parametrize(
    "given",
    [
        group(5),
        group(5, 3, unit="万个"),
        accounts(indicators=(indicator("甲", 5, group="组", role="分项"), indicator("乙", 3))),
        accounts(
            indicators=(
                indicator("甲", 5, group="组", role="合计"),
                indicator("乙", 3, group="组", role="合计"),
                indicator("丙", 3, group="组", role="分项"),
            )
        ),
    ],
)
def test_a_group_that_is_no_sum_is_not_added_up(given: Accounts) -> None:
    assert told(given, "C707") == []


# ---- C708: keyed twice


@given(NUMBERS, NUMBERS)
def test_both_entries_agree(value: Decimal, change: Decimal) -> None:
    given = accounts(indicators=(indicator("签约", value, again=value + change),))
    assert bool(told(given, "C708")) == bool(change)


def test_two_entries_that_differ_are_told() -> None:
    given = accounts(indicators=(indicator("签约", 38, again=83), indicator("开工", 5)))
    assert told(given, "C708") == [
        "错误 C708　〔业务指标〕B签约：“签约”为38个，复核数值为83个，少45个　→ "
        "是不是 〔业务指标〕B签约 的38个应为83个"
        "（相邻两位数字写颠倒了），或者 〔业务指标〕E签约 的83个应为38个（相邻两位数字写颠倒了）？请对照原表。"
    ]
    assert named(given, "C708") == {"B签约", "E签约"}


# ---- C709: percentages


@pytest.mark.parametrize(
    ("name", "value", "unit"),
    [
        ("履约率", 0, "%"),
        ("履约率", 100, "%"),
        ("产值增长率", -5, "%"),
        ("任务完成率", 130, "%"),
        ("项目", 130, "个"),
    ],
)
def test_a_likely_percentage_is_not_mentioned(name: str, value: int, unit: str) -> None:
    assert told(accounts(indicators=(indicator(name, value, unit=unit),)), "C709") == []


@pytest.mark.parametrize("value", ["100.01", "-1"])
def test_a_share_beyond_the_whole_is_told(value: str) -> None:
    assert told(accounts(indicators=(indicator("履约率", value, unit="%"),)), "C709") == [
        f"警告 C709　〔业务指标〕B履约率：“履约率”为{value}%，不在0%到100%之间{advice('C709')}"
    ]


# ---- C710: aims


def aimed(expected: str | None, actual: str | None, **given: str) -> Accounts:
    row = performance("河道长度", expected, actual, **given)
    return accounts(projects=(project("甲", 0, 0, indicators=(row,)),))


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("12公里", "12.5公里"),
        ("≥90%", "90%"),
        ("≤30分钟", "20分钟"),
        ("≥90", "≥80"),
        ("12公里", "1200米"),
        ("完成", "未完成"),
        ("12公里", "{{ 业务.河道 }}"),
        (None, "1"),
        ("1", None),
    ],
)
def test_an_aim_that_is_reached_or_cannot_be_told_is_not_mentioned(
    expected: str | None, actual: str | None
) -> None:
    assert told(aimed(expected, actual), "C710") == []


@pytest.mark.parametrize("where", [{"first": "成本指标"}, {"second": "时效指标"}])
def test_less_of_a_cost_or_a_time_may_be_better(where: dict[str, str]) -> None:
    assert told(aimed("12天", "10天", **where), "C710") == []


def test_an_aim_that_is_missed_is_a_hint() -> None:
    given = aimed("≥12公里", "8.5 公里")
    assert told(given, "C710") == [
        "提示 C710　〔绩效指标〕F河道长度：“河道长度”预期≥12公里，实际8.5公里，少3.5公里，没有达到"
        f"{advice('C710')}"
    ]
    assert named(given, "C710") == {"E河道长度", "F河道长度"}


def test_a_limit_that_is_passed_is_a_hint() -> None:
    assert told(aimed("不超过30分钟", "45分钟"), "C710") == [
        "提示 C710　〔绩效指标〕F河道长度：“河道长度”预期不超过30分钟，实际45分钟，多15分钟，没有达到"
        + advice("C710")
    ]


def test_a_tag_is_read_as_it_is_printed() -> None:
    printed = Statement(Cell("绩效指标", "F河道长度"), "\U000f0001" + "8公里\U0010fffd")
    assert told(aimed("12公里", "{{ 业务.河道 }}"), "C710", statements=(printed,)) == [
        f"提示 C710　〔绩效指标〕F河道长度：“河道长度”预期12公里，实际8公里，少4公里，没有达到{advice('C710')}"
    ]
