"""The charts as data: read from the figures, worded as the sentences are."""

from decimal import Decimal

import pytest

from charts.data import Bars, Chart, Part, Pie
from juesuan.figures import chart_data
from juesuan.figures.derive import derive
from juesuan.model.accounts import Accounts
from tests.support.factories import accounts, item


def charts(given: Accounts) -> dict[str, Chart]:
    return {chart.name: chart for chart in chart_data.charts(given, derive(given))}


def bars(given: Accounts, name: str) -> tuple[tuple[str, tuple[Part, ...]], ...]:
    chart = charts(given)[name]
    assert isinstance(chart, Bars)
    return chart.groups


def pie(given: Accounts, name: str) -> tuple[Part, ...]:
    chart = charts(given)[name]
    assert isinstance(chart, Pie)
    return chart.parts


def test_the_charts_stand_in_the_order_of_the_form() -> None:
    assert {name: chart.title for name, chart in charts(accounts()).items()} == {
        "收支总计": "收、支决算总计变动情况图",
        "收入结构": "收入决算结构图",
        "支出结构": "支出决算结构图",
        "财政拨款收支总计": "财政拨款收、支决算总计变动情况",
        "一般公共预算支出": "一般公共预算财政拨款支出决算变动情况",
        "一般公共预算支出结构": "一般公共预算财政拨款支出决算结构",
        "三公经费结构": "“三公”经费财政拨款支出结构",
    }


def test_a_comparison_has_last_year_before_this_year() -> None:
    rows = {
        "total_revenue": {"final": 7552800, "last": 5632800},
        "total_expenditure": {"final": 7552800, "last": 5632800},
    }
    years = (
        Part("2020年", Decimal("5632800.00"), "563.28万元"),
        Part("2021年", Decimal("7552800.00"), "755.28万元"),
    )
    groups = bars(accounts(revenue_expenditure=rows), "收支总计")
    assert groups == (("收入总计", years), ("支出总计", years))
    assert groups[1][1][0].figures == ("总计口径.支出总计.上年",)


def test_a_last_year_that_is_not_known_has_no_bar() -> None:
    rows = {"general_public_expenditure": {"final": 10000}}
    (group,) = bars(accounts(fiscal_appropriation=rows), "一般公共预算支出")
    assert group == ("一般公共预算财政拨款支出", (Part("2021年", Decimal("10000.00"), "1.00万元"),))


def test_the_totals_of_fiscal_appropriation_are_those_of_the_setting() -> None:
    rows = {"total_revenue": {"final": 20000}, "total_expenditure": {"final": 30000}}
    groups = bars(accounts(fiscal_appropriation=rows), "财政拨款收支总计")
    assert [(label, parts[-1].amount) for label, parts in groups] == [
        ("财政拨款收入总计", "2.00万元"),
        ("财政拨款支出总计", "3.00万元"),
    ]


@pytest.mark.parametrize(
    ("table", "total", "field", "chart", "label"),
    [
        ("revenue_expenditure", "revenue_of_year", "other_revenue", "收入结构", "其他收入"),
        ("revenue_expenditure", "expenditure_of_year", "project_expenditure", "支出结构", "项目支出"),
        ("three_public", "total", "overseas", "三公经费结构", "因公出国（境）费"),
    ],
)
def test_a_structure_has_each_part_with_its_share(
    table: str, total: str, field: str, chart: str, label: str
) -> None:
    parts = pie(accounts(**{table: {total: {"final": 40000}, field: {"final": 10000}}}), chart)
    assert [part for part in parts if part.value] == [Part(label, Decimal("10000.00"), "1.00万元", "25%")]
    assert all(part.amount == "0万元" for part in parts if not part.value)
    (names,) = [part.figures for part in parts if part.value]
    assert names[1] == f"{names[0]}.占比"


def test_the_classes_are_slices_also_where_two_have_one_name() -> None:
    given = accounts(
        fiscal_appropriation={"general_public_expenditure": {"final": 40000}},
        functional_items=(item("213", name="支出", basic=10000), item("208", name="支出", basic=30000)),
    )
    assert [(part.label, part.amount, part.share) for part in pie(given, "一般公共预算支出结构")] == [
        ("支出", "3.00万元", "75%"),
        ("支出", "1.00万元", "25%"),
    ]


def test_without_classes_there_is_nothing_to_draw() -> None:
    assert pie(accounts(), "一般公共预算支出结构") == ()
