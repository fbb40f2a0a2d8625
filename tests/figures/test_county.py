"""The sums of a county against sums made here, and what its tables say of what is missing."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from charts.data import Bars
from juesuan.figures import county_charts, county_sums, county_tables
from juesuan.figures.county_sums import FINAL, LAST, Sum
from juesuan.figures.county_tables import EXPENDITURE, FISCAL, KINDS, REVENUE, THREE_PUBLIC
from juesuan.model.county import (
    County,
    CountyProject,
    CountyRow,
    DepartmentFigures,
    DepartmentState,
    DoneDepartment,
)
from juesuan.model.problems import Problem, error, warning
from juesuan.model.values import Figure
from tests.support import effort

ROWS = (REVENUE, EXPENDITURE, FISCAL, THREE_PUBLIC, *KINDS)
YUAN = st.integers(-(10**15), 10**15).map(lambda fen: Decimal(fen).scaleb(-2)) | st.none()
AMOUNTS = st.builds(CountyRow, YUAN, YUAN, YUAN)


def figures(number: int, kind: str, rows: dict[str, CountyRow]) -> DepartmentFigures:
    projects = (CountyProject("项目", Decimal(100), Decimal(80)),)
    return DepartmentFigures(f"第{number}局", str(number), kind, "青禾县", rows, Decimal(8), projects, str(number))


def county(*departments: DepartmentFigures | None, problems: tuple[Problem, ...] = ()) -> County:
    done = (
        DoneDepartment(f"夹{number}", DepartmentState.CHECKED, problems, figures=each)
        for number, each in enumerate(departments)
    )
    return County(2021, tuple(done))


def alike(**amounts: CountyRow) -> dict[str, CountyRow]:
    named = {"revenue": REVENUE, "three": THREE_PUBLIC}
    changed = {named[name]: row for name, row in amounts.items()}
    return dict.fromkeys(ROWS, CountyRow(Decimal(10), Decimal(8), Decimal(20))) | changed


DEPARTMENTS = st.lists(
    st.tuples(st.sampled_from(("行政单位", "事业单位")), st.fixed_dictionaries(dict.fromkeys(ROWS, AMOUNTS))),
    min_size=1,
    max_size=6,
).map(lambda drawn: [figures(number, *each) for number, each in enumerate(drawn)])


@given(DEPARTMENTS)
@settings(max_examples=effort.examples(20))
def test_sums_are_those_of_the_departments_to_the_last_fen(departments: list[DepartmentFigures]) -> None:
    sums = county_sums.of(departments)
    for row in ROWS:
        for column in (FINAL, LAST):
            held = [(each, getattr(each.rows[row], column)) for each in departments]
            known = [yuan for _, yuan in held if yuan is not None]
            total = sums.of_all(row, column)
            assert total.yuan == sum(known, Decimal(0))
            assert sorted(total.missing) == sorted(each.name for each, yuan in held if yuan is None)
            for kind in sums.kinds:
                own = [yuan for each, yuan in held if each.kind == kind and yuan is not None]
                assert sums.of_kind(kind, row, column).yuan == sum(own, Decimal(0))


def words(county: County, number: int) -> list[list[str | Fraction | None]]:
    """The cells of a table, its amounts in 元."""
    body = county_tables.part(county, {"C10": "两个数相等"}, ()).tables[number - 1].body
    return [
        [each.content.value if isinstance(each.content, Figure) else each.content for each in row]
        for row in body.rows
    ]


def remarks(county: County, number: int) -> tuple[str, ...]:
    return county_tables.part(county, {}, ()).tables[number - 1].notes


def test_three_public_by_department_with_last_year_and_rates() -> None:
    one = figures(1, "行政单位", alike(three=CountyRow(Decimal("3.48"), Decimal("20.88"), Decimal(4))))
    two = figures(2, "事业单位", alike(three=CountyRow(Decimal(0), Decimal(0), Decimal(0))))
    assert words(county(one, two), 3) == [
        ["第1局", Fraction("3.48"), Fraction("20.88"), "-83.33%", 4, "87%"],
        ["第2局", 0, 0, "", 0, ""],
        ["合计", Fraction("3.48"), Fraction("20.88"), "-83.33%", 4, "87%"],
    ]


def test_what_is_not_filled_in_is_blank_and_named_and_no_rate_is_made_of_it() -> None:
    one = figures(1, "行政单位", alike(three=CountyRow(Decimal(3), None, Decimal(4))))
    two = figures(2, "行政单位", alike(three=CountyRow(Decimal(5), Decimal(4), None)))
    found = county(one, two, None)
    assert words(found, 3) == [
        ["第1局", 3, None, "", 4, "75%"],
        ["第2局", 5, 4, "25%", None, ""],
        ["合计（缺 1 个单位）", 8, 4, "", 4, ""],
    ]
    assert remarks(found, 3) == (
        "本表由各单位 2021 年度决算填报文件汇总，共 2 个单位。没有列入：夹2。",
        "三公经费合计的上年数没有填、没有计入合计的：第1局。",
        "三公经费合计的预算数没有填、没有计入合计的：第2局。",
    )


def test_a_chart_has_no_bar_for_a_year_that_not_all_departments_have() -> None:
    one = figures(1, "行政单位", alike(revenue=CountyRow(Decimal(30000), None, None)))
    bars = county_charts.charts(county(one, figures(2, "行政单位", alike())))[0]
    assert isinstance(bars, Bars)
    shown = {label: [(part.label, part.amount) for part in parts] for label, parts in bars.groups}
    assert shown["本年收入合计"] == [("2021年", "3.00万元")]
    assert [label for label, _ in shown["本年支出合计"]] == ["2020年", "2021年"]


def test_problems_are_counted_by_rule_and_department() -> None:
    held = (warning("C10", "〔表〕B5", "甲"), warning("C10", "〔表〕B6", "乙"), Problem(
        "C11", warning("C11", "", "").severity, "〔表〕B7", "丙", explained="有原因"))  # fmt: skip
    found = county(figures(1, "行政单位", alike()), figures(2, "行政单位", alike()), problems=held)
    assert words(found, 7) == [["C10", "警告", "两个数相等", "2", "4", "夹0（2）、夹1（2）"]]


def test_by_kind_and_projects() -> None:
    found = county(
        figures(1, "行政单位", alike()), figures(2, "事业单位", alike()), figures(3, "行政单位", alike())
    )
    assert [row[:3] for row in words(found, 5)] == [
        ["行政单位", "2", 20],
        ["事业单位", "1", 10],
        ["合计", "3", 30],
    ]
    assert words(found, 6)[-1] == ["合计", "3", 300, 240, "80%"]


def test_shares_and_changes_are_exact() -> None:
    assert county_tables.change(Sum(Decimal(-5)), Sum(Decimal(-10))) == "50%"
    assert county_tables.share(Sum(Decimal(9999999)), Sum(Decimal(10000000))) == "99.99%"
    assert county_tables.share(Sum(Decimal(1)), Sum(Decimal(0))) == ""


def test_a_department_that_is_there_twice_is_named_under_every_table() -> None:
    twice = figures(1, "行政单位", alike())
    made = county_tables.part(county(twice, figures(2, "行政单位", alike()), twice), {}, ())
    again = "像是同一个单位放了不止一份，合计里都算了：夹0、夹2。"
    assert {each.form.note for each in made.tables} == {
        f"本表由各单位 2021 年度决算填报文件汇总，共 3 个单位。{again}"
    }


def test_what_no_rule_asserts_is_said_as_it_was_told() -> None:
    problems = (
        error("R03", "决算数据.xlsx", "文件已损坏"),
        error("I01", "a", "没有甲"),
        error("I01", "b", "没有乙"),
    )
    made = county_tables.part(county(None, problems=problems), {"C101": "合计相等"}, ())
    (table,) = (each for each in made.tables if each.form.title == "核对意见汇总表")
    assert [(str(row[0].content), str(row[2].content)) for row in table.body.rows] == [
        ("I01", "如：没有甲"),
        ("R03", "文件已损坏"),
    ]
