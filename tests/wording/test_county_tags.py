"""The words of a county's summary: what compares with last year, and what does not."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from juesuan.figures.county_tables import EXPENDITURE, FISCAL, KINDS, REVENUE, THREE_PUBLIC
from juesuan.model.county import County, CountyRow, DepartmentFigures, DepartmentState, DoneDepartment
from juesuan.model.identity import About
from juesuan.wording import county_tags


def tree(*revenues: CountyRow, left_out: int = 0) -> Any:
    rows = dict.fromkeys(
        (EXPENDITURE, FISCAL, THREE_PUBLIC, *KINDS), CountyRow(Decimal(0), Decimal(0), Decimal(0))
    )
    done = (
        DoneDepartment(str(number), DepartmentState.CHECKED, (), figures=DepartmentFigures(
            str(number), "", "行政单位", "青禾县", {**rows, REVENUE: each}, None, (), str(number)))
        for number, each in enumerate(revenues)
    )  # fmt: skip
    lost = (DoneDepartment(f"缺{number}", DepartmentState.REFUSED, ()) for number in range(left_out))
    about = About("汇总", "青禾县", datetime(2021, 12, 31, tzinfo=UTC))
    return county_tags.tree(County(2021, (*done, *lost)), (), about)


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


def test_departments_that_could_not_be_read_are_missing_in_every_sum() -> None:
    found = tree(row(20_000, 10_000), row(None, 10_000), left_out=2)
    assert (found["列入"], found["未列入"]) == ("2", "缺0、缺1")
    assert found["收入"]["本年"] == "2.00万元（缺 3 个单位）"
    assert found["支出"]["本年"] == "0万元（缺 2 个单位）"
    assert found["财政"]["本年"] == "0万元（缺 2 个单位）"
    assert tree(row(20_000, 10_000), left_out=1)["收入"] == {
        "本年": "2.00万元（缺 1 个单位）", "同比": "比2020年度增加1.00万元，增长100%",
    }  # fmt: skip
