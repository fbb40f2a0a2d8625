"""C120 to C122: amounts in another unit than their sheet declares, which tie all the same."""

import pytest

from juesuan.model.accounts import Accounts
from tests.checks.book import advice, named, told
from tests.support.factories import accounts, project

# ---- C120: basic expenditure by head of the staff


def _spent(basic: object, staff: object, year: str = "final") -> Accounts:
    return accounts(
        revenue_expenditure={"basic_expenditure": {year: basic}}, other_matters={"staff": {year: staff}}
    )


@pytest.mark.parametrize(
    ("basic", "staff"), [(0, 18), (2_400_000, 0), (2_400_000, 16), (18_000, 18), (180_000_000, 18)]
)
def test_what_people_may_cost_is_not_mentioned(basic: object, staff: object) -> None:
    assert told(_spent(basic, staff), "C120") == []


def test_sheets_all_in_the_larger_unit_are_told() -> None:
    given = _spent(24_000_000_000, 16)
    assert told(given, "C120") == [
        "警告 C120　〔收入支出〕B16：“基本支出”为24,000,000,000元，“在编人员”为16人，"
        f"平均每人1,500,000,000.00元{advice('C120')}"
    ]
    assert named(given, "C120") == {"B16", "B12"}


def test_sheets_all_in_the_smaller_unit_are_told_of_last_year_too() -> None:
    assert told(_spent("240.05", 16, "last"), "C120") == [
        "警告 C120　〔收入支出〕C16：上年“基本支出”为240.05元，上年“在编人员”为16人，"
        f"平均每人15.00元{advice('C120')}"
    ]


# ---- C121: a small sheet against the whole


def test_three_public_in_the_larger_unit_is_told() -> None:
    given = accounts(
        fiscal_appropriation={"expenditure_of_year": {"final": 375_000, "last": 390_000}},
        three_public={"total": {"final": 0, "last": 30_000_000, "budget": 50_000_000}},
    )
    assert told(given, "C121") == [
        "警告 C121　〔三公经费〕C4：上年“‘三公’经费合计”为30,000,000元，大于财政拨款上年“本年支出合计”的390,000元"
        f"，多29,610,000元{advice('C121')}",
        "警告 C121　〔三公经费〕D4：预算“‘三公’经费合计”为50,000,000元，大于财政拨款上年“本年支出合计”的390,000元"
        f"，多49,610,000元{advice('C121')}",
    ]


def test_small_parts_of_the_whole_are_not_mentioned() -> None:
    given = accounts(
        fiscal_appropriation={"expenditure_of_year": {"final": 3_750_000, "last": 3_900_000}},
        three_public={"total": {"final": 0, "last": 39_000_000, "budget": 3_750_000}},
        other_matters={"agency_operating_costs": {"final": 9_000_000, "last": 3_900_000}},
    )
    assert told(given, "C121") == []


# ---- C122: a sheet of nothing but pennies


def test_a_sheet_filled_in_in_ten_thousands_is_told() -> None:
    given = accounts(
        three_public={"total": {"final": "0.48", "last": "0.5"}, "receptions": {"final": "0.48"}},
    )
    assert told(given, "C122") == [
        f"警告 C122　〔三公经费〕C4：〔三公经费〕最大的金额也只有0.5元{advice('C122')}",
    ]


def test_nil_and_ordinary_amounts_are_not_mentioned() -> None:
    given = accounts(
        three_public={"total": {"final": 0, "last": 100}, "receptions": {"final": "0.5"}},
        projects=(project("甲", 1, 1),),
    )
    assert told(given, "C122") == []
