"""C301 to C308: 支出科目."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model import workbook_form
from juesuan.model.accounts import Accounts
from tests.checks.book import advice, named, told
from tests.support.factories import accounts, basic, item

FEN = st.decimals(-(10**9), 10**9, places=2)
ABOVE = (item("213", name="农林水支出"), item("21303", name="水利"))


def expenditure(total: object, *columns: tuple[object, object], budget: object = None) -> Accounts:
    """General public expenditure in total, and its items by basic and project expenditure."""
    items = [item(f"213030{place}", basic=own, project=other) for place, (own, other) in enumerate(columns)]
    row = {"final": total} if budget is None else {"final": total, "budget": budget}
    return accounts(
        fiscal_appropriation={"general_public_expenditure": row},
        functional_items=(*ABOVE, *items),
        basic_expenditure=basic(sum((Decimal(str(own)) for own, _ in columns), Decimal(0)), 0),
    )


def listed(*items: Any) -> Accounts:
    return accounts(functional_items=(*ABOVE, *items))


# ---- C301: basic and project expenditure make the row


@given(FEN, FEN, FEN)
def test_basic_and_project_make_the_row(own: Decimal, other: Decimal, change: Decimal) -> None:
    row = item("2130305", basic=own, project=other, stated=own + other + change)
    assert bool(told(listed(row), "C301")) == bool(change)


def test_a_row_that_does_not_add_up_is_told() -> None:
    given = listed(item("2130305", name="防汛", basic=10, stated=15))
    assert told(given, "C301") == [
        "错误 C301　〔支出科目〕F2130305：“2130305 防汛”合计为15元，基本支出＋项目支出为10元，多5元"
        f"{advice('C301')}"
    ]
    assert named(given, "C301") == {"F2130305", "D2130305", "A2130305"}


def test_a_row_may_give_its_total_alone() -> None:
    assert told(listed(item("2130305", stated=15)), "C301") == []


# ---- C302: an upper row is the sum of the items below it


@pytest.mark.parametrize("field", ["basic", "project", "stated", "budget"])
@given(FEN, FEN, FEN)
def test_the_items_make_the_row_above(field: str, one: Decimal, other: Decimal, change: Decimal) -> None:
    items = (item("213", **{field: one + other + change}), item("21303"))
    below = (item("2130305", **{field: one}), item("2130314", **{field: other}))
    assert bool(told(accounts(functional_items=(*items, *below)), "C302")) == bool(change)


def test_a_row_above_that_differs_is_told_column_by_column() -> None:
    given = accounts(
        functional_items=(
            item("213", name="农林水支出", basic=7, project=20, stated=30, budget=90),
            item("21303", name="水利", basic=5),
            item("2130305", basic=5, project=20, budget=40),
            item("2130314", budget=40),
            item("21303", name="别的资金", fund=workbook_form.GOVERNMENT_FUND, basic=1),
        )
    )
    assert told(given, "C302") == [
        f"错误 C302　〔支出科目〕D213：“213 农林水支出”基本支出为7元，所属各项相加为5元，多2元{advice('C302')}",
        f"错误 C302　〔支出科目〕F213：“213 农林水支出”合计为30元，所属各项相加为25元，多5元{advice('C302')}",
        "错误 C302　〔支出科目〕G213：“213 农林水支出”调整预算数为90元，所属各项相加为80元，多10元"
        f"{advice('C302')}",
    ]
    assert named(given, "C302") == {
        *("D213", "D2130305", "A2130314"),
        *("F213", "E2130305"),
        *("G213", "G2130305", "G2130314"),
    }


def test_a_row_above_is_not_held_against_what_its_items_do_not_say() -> None:
    given = accounts(functional_items=(item("213", basic=7, budget=90), item("21303", stated=7)))
    assert told(given, "C302") == []


# ---- C303: the items make the expenditure


def test_items_that_make_the_expenditure_are_not_reported() -> None:
    assert told(expenditure("30.03", ("10.01", 0), (0, "20.02")), "C303") == []


def test_items_that_do_not_make_the_expenditure_are_told() -> None:
    given = expenditure(40, (10, 0), (0, "20.5"))
    assert told(given, "C303") == [
        "错误 C303　〔财政拨款收支〕B13：“一般公共预算财政拨款支出”为40元，〔支出科目〕各项合计为30.5元，多9.5元"
        + advice("C303")
    ]
    assert named(given, "C303") == {"B13", "D2130300", "E2130300", "D2130301", "E2130301"}


@given(st.lists(st.tuples(FEN, FEN), min_size=1, max_size=5), FEN)
def test_any_difference_of_the_items_is_told(columns: list[tuple[Decimal, Decimal]], change: Decimal) -> None:
    total = sum((own + other for own, other in columns), Decimal(0)) + change
    assert bool(told(expenditure(total, *columns), "C303")) == bool(change)


def test_a_stated_total_is_what_the_item_counts_for() -> None:
    given = accounts(
        fiscal_appropriation={"general_public_expenditure": {"final": 30}},
        functional_items=(*ABOVE, item("2130305", basic=10, stated=30)),
    )
    assert told(given, "C303") == []


# ---- C304: one budget for 完成预算


def budget(whole: object, *items: object) -> Accounts:
    rows = tuple(
        item(f"213030{place}") if each is None else item(f"213030{place}", budget=each)
        for place, each in enumerate(items)
    )
    line = {"general_public_expenditure": {"final": 0} if whole is None else {"final": 0, "budget": whole}}
    return accounts(fiscal_appropriation=line, functional_items=(*ABOVE, *rows))


@given(FEN, FEN, FEN)
def test_the_budgets_of_the_items_make_the_budget(one: Decimal, other: Decimal, change: Decimal) -> None:
    assert bool(told(budget(one + other + change, one, other), "C304")) == bool(change)


def test_two_denominators_are_told() -> None:
    given = budget("895.45", "582.8", None)
    assert told(given, "C304") == [
        "错误 C304　〔财政拨款收支〕D13：预算“一般公共预算财政拨款支出”为895.45元，"
        f"〔支出科目〕各项调整预算数合计为582.8元，多312.65元{advice('C304')}"
    ]
    assert named(given, "C304") == {"D13", "G2130300", "A2130301"}


@pytest.mark.parametrize("given", [budget(None, 5), budget(5, None)])
def test_a_budget_on_one_side_alone_is_not_compared(given: Accounts) -> None:
    assert told(given, "C304") == []


# ---- C305: within all expenditure


def columns(whole: tuple[int, int], fiscal_total: int, *items: Any) -> Accounts:
    own, other = whole
    return accounts(
        revenue_expenditure={
            "basic_expenditure": {"final": own},
            "project_expenditure": {"final": other},
            "expenditure_of_year": {"final": own + other},
        },
        fiscal_appropriation={"expenditure_of_year": {"final": fiscal_total}},
        functional_items=items,
    )


def test_columns_that_are_all_there_is_equal_the_whole() -> None:
    fund = item("2296006", fund=workbook_form.GOVERNMENT_FUND, project=5)
    assert told(columns((10, 25), 35, item("2130305", basic=10, project=20), fund), "C305") == []


def test_columns_may_be_less_where_there_is_other_money() -> None:
    assert told(columns((10, 25), 30, item("2130305", basic=10, project=20)), "C305") == []


def test_columns_that_are_not_all_there_is_are_told() -> None:
    given = columns((13, 22), 35, item("2130305", basic=10, project=25))
    assert told(given, "C305") == [
        f"错误 C305　〔收入支出〕B16：“基本支出”为13元，〔支出科目〕“基本支出”列合计为10元，多3元{advice('C305')}",
        f"错误 C305　〔收入支出〕B17：“项目支出”为22元，〔支出科目〕“项目支出”列合计为25元，少3元{advice('C305')}",
    ]
    assert named(given, "C305") == {"B16", "B17", "D2130305", "E2130305"}


def test_a_column_that_is_more_than_the_whole_is_told() -> None:
    assert told(columns((12, 28), 30, item("2130305", basic=15, project=15)), "C305") == [
        f"错误 C305　〔收入支出〕B16：“基本支出”为12元，〔支出科目〕“基本支出”列合计为15元，少3元{advice('C305')}"
    ]


@pytest.mark.parametrize("items", [(), (item("2130305", stated=35),)])
def test_columns_that_are_not_given_are_not_compared(items: tuple[Any, ...]) -> None:
    assert told(columns((10, 25), 35, *items), "C305") == []


# ---- C306, C307: expenditure and budget of an item


def test_what_was_spent_within_its_budget_is_not_mentioned() -> None:
    given = listed(item("2130305", basic=10, budget=5), item("2130314", budget=0), item("2130399"))
    assert [*told(given, "C306"), *told(given, "C307")] == []


def test_items_without_any_budget_are_not_asked_for_it() -> None:
    assert told(listed(item("2130305", basic=10)), "C306") == []


def test_a_budget_of_nil_or_none_is_told() -> None:
    given = listed(item("2130305", name="防汛", basic=10, budget=0), item("2130314", name="抗旱", project=5))
    assert told(given, "C306") == [
        "警告 C306　〔支出科目〕G2130305：“2130305 防汛”支出10元，调整预算数为0元，算不出完成预算的百分比"
        + advice("C306"),
        "警告 C306　〔支出科目〕A2130314：“2130314 抗旱”支出5元，调整预算数没有填，算不出完成预算的百分比"
        + advice("C306"),
    ]
    assert named(given, "C306") == {"G2130305", "D2130305", "A2130314", "E2130314"}


def test_more_than_twice_the_budget_is_told() -> None:
    given = listed(item("2130305", name="防汛", basic=7, project=4, budget=5))
    assert told(given, "C307") == [
        "警告 C307　〔支出科目〕D2130305：“2130305 防汛”支出为11元，大于调整预算数两倍的10元，多1元"
        f"{advice('C307')}"
    ]
    assert named(given, "C307") == {"D2130305", "E2130305", "G2130305"}


# ---- C308: a row that was left standing


def test_a_lowest_row_without_an_amount_is_told() -> None:
    given = listed(item("2130305", basic=0), item("2130314", name="防汛", budget=5), item("221", name="住房"))
    assert told(given, "C308") == [
        f"警告 C308　〔支出科目〕A2130314：“2130314 防汛”没有填金额，报告里会是支出0万元{advice('C308')}",
        f"警告 C308　〔支出科目〕A221：“221 住房”没有填金额，报告里会是支出0万元{advice('C308')}",
    ]
