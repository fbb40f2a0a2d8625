"""C401 to C403: 基本支出."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from juesuan.model.accounts import EconomicItem
from tests.checks.book import advice, named, told
from tests.support.factories import accounts, basic, economic, item

FEN = st.decimals(-(10**9), 10**9, places=2)


# ---- C401: personnel and public use make basic expenditure


def test_both_parts_of_basic_expenditure_make_its_column() -> None:
    given = accounts(functional_items=(item("213", basic="30.03"),), basic_expenditure=basic("20.01", "10.02"))
    assert told(given, "C401") == []


@given(FEN, FEN, FEN)
def test_any_difference_of_the_two_parts_is_told(one: Decimal, other: Decimal, change: Decimal) -> None:
    given = accounts(
        functional_items=(item("213", basic=one + other + change),), basic_expenditure=basic(one, other)
    )
    assert bool(told(given, "C401")) == bool(change)


def test_a_column_that_differs_from_both_parts_is_told() -> None:
    given = accounts(functional_items=(item("213", basic="30.47"),), basic_expenditure=basic(20, 10))
    assert told(given, "C401") == [
        "错误 C401　〔基本支出〕C4：“人员经费＋公用经费”为30元，〔支出科目〕“基本支出”列合计为30.47元，少0.47元"
        + advice("C401")
    ]
    assert named(given, "C401") == {"C4", "C5", "D213"}


def test_a_column_that_is_not_given_is_not_compared() -> None:
    given = accounts(functional_items=(item("213", stated=30),), basic_expenditure=basic(20, 5))
    assert told(given, "C401") == []


# ---- C402: the items make the two totals


@given(FEN, FEN, FEN)
def test_items_make_their_total(one: Decimal, other: Decimal, change: Decimal) -> None:
    items = economic("30101", "基本工资", one), economic("30301", "离休费", other)
    given = accounts(basic_expenditure=basic(one + other + change, 5, *items))
    assert bool(told(given, "C402")) == bool(change)


def test_items_without_amounts_are_only_a_list() -> None:
    assert told(accounts(basic_expenditure=basic(5, 7, economic("30101", "基本工资", None))), "C402") == []


def test_items_that_do_not_make_their_total_are_told() -> None:
    items = economic("30201", "办公费", 3), economic("31002", "办公设备购置", 5), economic("30202", "印刷费", None)
    given = accounts(basic_expenditure=basic(5, 10, *items))
    assert told(given, "C402") == [
        f"错误 C402　〔基本支出〕C5：“公用经费合计”为10元，所属各科目相加为8元，多2元{advice('C402')}"
    ]
    assert named(given, "C402") == {"C5", "C30201", "C31002", "A30202"}


# ---- C403: what is also 三公


def also(own: EconomicItem, field: str, yuan: int) -> list[str]:
    given = accounts(basic_expenditure=basic(0, 0, own), three_public={field: {"final": yuan}})
    return told(given, "C403")


def test_items_within_three_public_are_not_mentioned() -> None:
    assert also(economic("30217", "公务接待费", 10), "receptions", 10) == []
    assert also(economic("30217", "公务接待费", None), "receptions", 0) == []
    assert also(economic("30211", "差旅费", 10), "receptions", 0) == []


def test_an_item_that_is_more_than_three_public_is_told() -> None:
    own = economic("30231", "公务用车运行维护费", 12)
    assert also(own, "vehicle_running", 10) == [
        "警告 C403　〔基本支出〕C30231：“30231 公务用车运行维护费”为12元，"
        "大于〔三公经费〕“公务用车运行维护费”的10元，"
        f"多2元{advice('C403')}"
    ]
    given = accounts(basic_expenditure=basic(0, 0, own))
    assert named(given, "C403") == {"C30231", "A8"}
