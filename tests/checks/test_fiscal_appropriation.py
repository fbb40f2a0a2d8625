"""C203, C204: each fund on its own."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model import workbook_form
from tests.checks.book import advice, named, told
from tests.support.factories import accounts, item

FEN = st.decimals(-(10**9), 10**9, places=2)
FUNDS = ("general_public", "government_fund", "state_capital")


@pytest.mark.parametrize("fund", FUNDS)
@pytest.mark.parametrize("column", ["final", "last"])
@given(balances=st.tuples(FEN, FEN), revenue=FEN, change=FEN)
def test_each_fund_balances(
    fund: str, column: str, balances: tuple[Decimal, Decimal], revenue: Decimal, change: Decimal
) -> None:
    opening, closing = balances
    numbers = {"opening": opening, "revenue": revenue, "closing": closing}
    numbers["expenditure"] = opening + revenue - closing + change
    rows = {f"{fund}_{field}": {column: value} for field, value in numbers.items()}
    assert bool(told(accounts(fiscal_appropriation=rows), "C203")) == bool(change)


def test_a_fund_that_does_not_balance_is_told() -> None:
    rows = {
        "general_public_opening": {"final": 100},
        "general_public_revenue": {"final": 1000},
        "general_public_expenditure": {"final": 1090},
        "general_public_closing": {"final": 15},
    }
    given = accounts(fiscal_appropriation=rows)
    assert told(given, "C203") == [
        "错误 C203　〔财政拨款收支〕B17：“一般公共预算年末结转和结余”为15元，一般公共预算年初结转和结余＋"
        f"一般公共预算财政拨款收入－一般公共预算财政拨款支出为10元，多5元{advice('C203')}"
    ]
    assert named(given, "C203") == {"B4", "B8", "B13", "B17"}


def test_a_last_year_that_is_known_in_part_is_not_balanced() -> None:
    rows = {"general_public_revenue": {"last": 5}, "general_public_closing": {"last": 5}}
    assert told(accounts(fiscal_appropriation=rows), "C203") == []


# ---- C204


def fund(total: object, *values: object, name: str = workbook_form.GOVERNMENT_FUND) -> list[str]:
    field = "government_fund" if name == workbook_form.GOVERNMENT_FUND else "state_capital"
    rows = {f"{field}_expenditure": {"final": total}}
    items = tuple(item(f"229600{place}", fund=name, project=value) for place, value in enumerate(values))
    above = (item("229", fund=name), item("22960", fund=name)) if items else ()
    return told(accounts(fiscal_appropriation=rows, functional_items=(*above, *items)), "C204")


def test_a_fund_of_nil_needs_no_items() -> None:
    assert fund(0) == []


def test_items_that_make_the_expenditure_of_a_fund_are_not_mentioned() -> None:
    assert fund("30.5", 10, "20.5") == []


def test_a_fund_without_items_is_told() -> None:
    assert fund(30) == [
        "错误 C204　〔财政拨款收支〕B14：“政府性基金预算财政拨款支出”为30元，"
        "〔支出科目〕政府性基金预算各项合计为0元，"
        f"多30元{advice('C204')}"
    ]


def test_items_that_do_not_make_the_expenditure_of_a_fund_are_told() -> None:
    assert fund(0, 12, name=workbook_form.STATE_CAPITAL) == [
        "错误 C204　〔财政拨款收支〕B15：“国有资本经营预算财政拨款支出”为0元，"
        "〔支出科目〕国有资本经营预算各项合计为12元，"
        f"少12元{advice('C204')}"
    ]
