"""The words of a county's summary: what compares with last year, and what does not."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from juesuan.figures.county_tables import EXPENDITURE, FISCAL, KINDS, REVENUE, THREE_PUBLIC
from juesuan.model.county import County, CountyRow, DepartmentFigures, DepartmentState, DoneDepartment
from juesuan.model.identity import About
from juesuan.wording import county_tags


def tree(*revenues: CountyRow) -> Any:
    rows = dict.fromkeys(
        (EXPENDITURE, FISCAL, THREE_PUBLIC, *KINDS), CountyRow(Decimal(0), Decimal(0), Decimal(0))
    )
    done = (
        DoneDepartment(str(number), DepartmentState.CHECKED, (), figures=DepartmentFigures(
            str(number), "", "行政单位", "青禾县", {**rows, REVENUE: each}, None, (), str(number)))
        for number, each in enumerate(revenues)
    )  # fmt: skip
    about = About("汇总", "青禾县", datetime(2021, 12, 31, tzinfo=UTC))
    return county_tags.tree(County(2021, tuple(done)), (), about)


def row(final: int | None, last: int | None) -> CountyRow:
    return CountyRow(*(None if yuan is None else Decimal(yuan) for yuan in (final, last)))


@pytest.mark.parametrize(
    ("final", "last", "words"),
    [(30_000, 20_000, "比2020年度增加2.00万元，增长100%"), (5_000, 10_000, "比2020年度减少1.00万元，下降50%"),
     (10_000, 10_000, "与2020年度持平"), (10_000, 0, "比2020年度增加2.00万元（2020年度为0万元，不计算增减比例）")],
)  # fmt: skip
def test_two_years_are_compared_as_the_reports_do(final: int, last: int, words: str) -> None:
    found = tree(row(final, last), row(final if last != 20_000 else 10_000, last if last != 20_000 else 0))
    assert found["收入"]["同比"] == words


def test_a_year_that_not_all_departments_have_is_not_compared() -> None:
    found = tree(row(10_000, 10_000), row(10_000, None))
    assert found["收入"] == {"本年": "2.00万元", "同比": "有单位没有填2020年度的数，不比较"}
    assert tree(row(10_000, 1), row(None, 1))["收入"]["本年"] == "1.00万元（缺 1 个单位）"
