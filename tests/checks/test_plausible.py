"""C106, C107, C110, C111: what no table should hold."""

import pytest
from msgspec.structs import replace

from juesuan.model import editions
from tests.checks.book import advice, named, told
from tests.support.factories import accounts, basic, department, economic, indicator, item, project, words

# ---- C106: amounts below nil


def test_amounts_of_every_table_may_be_nil() -> None:
    assert told(accounts(basic_expenditure=basic(0, 0)), "C106") == []


def test_an_amount_below_nil_is_told_with_its_cell() -> None:
    rows = {"closing_balance": {"final": 0, "last": "-0.01"}}
    assert told(accounts(revenue_expenditure=rows), "C106") == [
        f"警告 C106　〔收入支出〕C23：上年“年末结转和结余”为-0.01元，是负数{advice('C106')}"
    ]


def test_the_lists_are_looked_through_as_well() -> None:
    given = accounts(
        basic_expenditure=basic(-1, 0, economic("30201", "办公费", -2)),
        functional_items=(item("2130305", name="防汛", budget=-3),),
        projects=(project("甲", 1, -4),),
    )
    assert told(given, "C106") == [
        f"警告 C106　〔基本支出〕C4：“人员经费合计”为-1元，是负数{advice('C106')}",
        f"警告 C106　〔基本支出〕C30201：“办公费”为-2元，是负数{advice('C106')}",
        f"警告 C106　〔支出科目〕G2130305：“防汛”调整预算数为-3元，是负数{advice('C106')}",
        f"警告 C106　〔绩效项目〕E甲：“甲”执行数为-4元，是负数{advice('C106')}",
    ]


# ---- C107: numbers far from last year's


@pytest.mark.parametrize(
    ("now", "before"), [(50000, 10000), (10000, 50000), (0, 10**9), (10**9, 0), (9999, 1), (None, 10**9)]
)
def test_numbers_that_are_not_far_from_last_year_or_too_small_are_not_mentioned(
    now: object, before: object
) -> None:
    row = {"last": before} if now is None else {"final": now, "last": before}
    assert told(accounts(revenue_expenditure={"basic_expenditure": row}), "C107") == []


def test_an_amount_five_times_last_years_is_told() -> None:
    rows = {"basic_expenditure": {"final": 365000, "last": 36500}}
    assert told(accounts(revenue_expenditure=rows), "C107") == [
        f"警告 C107　〔收入支出〕B16：“基本支出”为365,000元，上年为36,500元，是上年的10.0倍{advice('C107')}"
    ]
    assert named(accounts(revenue_expenditure=rows), "C107") == {"B16", "C16"}


def test_an_amount_a_fifth_of_last_years_is_told() -> None:
    rows = {"basic_expenditure": {"final": 3000, "last": 18600}}
    assert told(accounts(revenue_expenditure=rows), "C107") == [
        f"警告 C107　〔收入支出〕B16：“基本支出”为3,000元，上年为18,600元，上年是本年的6.2倍{advice('C107')}"
    ]


@pytest.mark.parametrize("place", ["reason", "note"])
def test_a_reason_in_the_row_explains_it(place: str) -> None:
    rows = {"receptions": {"final": 365000, "last": 36500, place: "活动增加"}}
    assert told(accounts(three_public=rows), "C107") == []


def test_a_count_and_an_indicator_are_told_from_ten_times_on() -> None:
    rows = {"domestic_reception_persons": {"final": 210, "last": 21}, "staff": {"final": 211, "last": 21}}
    given = accounts(other_matters=rows, indicators=(indicator("河道", 210, 21), indicator("水库", 21, 211)))
    assert told(given, "C107") == [
        f"警告 C107　〔其他事项〕B12：“在编人员”为211人，上年为21人，是上年的10.0倍{advice('C107')}",
        f"警告 C107　〔业务指标〕B水库：“水库”为21个，上年为211个，上年是本年的10.0倍{advice('C107')}",
    ]


def test_a_note_explains_a_count() -> None:
    rows = {"staff": {"final": 300, "last": 21, "note": "三个单位并入"}}
    assert told(accounts(other_matters=rows), "C107") == []


def test_an_indicator_without_last_year_is_not_compared() -> None:
    assert told(accounts(indicators=(indicator("河道", 210),)), "C107") == []


# ---- C110: a total left blank


def test_a_total_left_blank_beside_known_parts_is_told() -> None:
    rows = {"domestic_receptions": {"last": 5}, "foreign_receptions": {"last": 0}}
    given = accounts(three_public=rows)
    assert told(given, "C110") == [
        f"警告 C110　〔三公经费〕A9：上年“公务接待费”没有填，它的各部分都填了{advice('C110')}"
    ]
    assert named(given, "C110") == {"A9", "C10", "C11"}


@pytest.mark.parametrize(
    "rows",
    [
        {"domestic_receptions": {"last": 5}},
        {"domestic_receptions": {"last": 0}, "foreign_receptions": {"last": 0}},
        {"domestic_receptions": {"last": 5}, "foreign_receptions": {"last": 0}, "receptions": {"last": 5}},
    ],
)
def test_a_total_may_be_blank_where_a_part_is_or_where_all_are_nil(rows: dict[str, dict[str, int]]) -> None:
    assert told(accounts(three_public=rows), "C110") == []


# ---- C111: the edition of the form


@pytest.mark.parametrize("year", [2020, 2021])
def test_an_edition_fits_its_years(year: int) -> None:
    assert told(accounts(department=department(year=year)), "C111") == []


@pytest.mark.parametrize("year", [2019, 2022])
def test_an_edition_of_other_years_is_told(year: int) -> None:
    own = department(year=year, edition=words("四川2020", "B11", "基本信息"))
    message = f"版式“四川2020”用于2020至2021年度，“年度”填的是{year}"
    (found,) = told(accounts(department=own), "C111")
    assert found.startswith(f"警告 C111　〔基本信息〕B11：{message}　→ ")
    assert (f"选“{editions.fitting(year)}”" in found) is (year == 2022)


def test_a_year_that_goes_on_with_the_form_before_has_a_hint_and_nothing_else() -> None:
    own = department(year=2025, edition=words("四川2022", "B11", "基本信息"))
    assert told(accounts(department=own), "C111") == []
    assert told(accounts(department=own), "C181") == [
        "提示 C181　〔基本信息〕B11：2025年度沿用版式“四川2022”（2022至2024年度的）　→ "
        "财政部门当年的通知改了格式的，照通知改；没有改的，不用管。"
    ]
    assert told(accounts(department=replace(own, year=2024)), "C181") == []


def test_a_year_of_no_edition_is_not_sent_to_one() -> None:
    own = department(year=2026, edition=words("四川2022", "B11", "基本信息"))
    assert told(accounts(department=own), "C111") == [
        "警告 C111　〔基本信息〕B11：版式“四川2022”用于2022至2024年度，“年度”填的是2026　→ "
        "程序里还没有2026年度的版式：请核对年度；年度没错的，对照财政部门当年的格式核对全文，在〔出错说明〕写明沿用“四川2022”。"
    ]
