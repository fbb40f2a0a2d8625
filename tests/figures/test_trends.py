"""The years side by side: which source is taken, what is noted, and where the lines across a chart stand."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from juesuan.figures import trend_charts, trends
from juesuan.model.trends import KnownNumber, TrendPoint, Trends, YearOnFile

REVENUE, TOTAL = "收入支出.本年收入合计", "总计口径.收入总计"


def money(wan: int) -> KnownNumber:
    return KnownNumber(Fraction(wan * 10_000), "元", f"{wan}.00万元")


def year(number: int, now: int, before: int | None = None, name: str = REVENUE) -> YearOnFile:
    """A year of ours with one figure, in 万元."""
    held = {name: money(now)} | ({f"{name}.上年": money(before)} if before is not None else {})
    return YearOnFile(number, f"{number}来源", True, "某局", "四川2020", "调整预算数", "含结转结余", held, {})  # noqa: FBT003 - ours


def line(found: Trends, name: str = REVENUE) -> list[TrendPoint | None]:
    (points,) = (each.points for group in found.groups for each in group.lines if each.name == name)
    return list(points)


def told(found: Trends) -> list[str]:
    return [note.words for note in found.notes]


def test_a_year_is_taken_from_its_own_report_and_a_gap_stays_a_gap() -> None:
    found = trends.trends([year(2023, 7, 6), year(2020, 4, 3)])
    assert found.years == (2019, 2020, 2021, 2022, 2023)
    assert [bool(each) for each in line(found)] == [True, True, False, True, True]
    (chart,) = trend_charts.charts(found).values()
    assert chart.years == ("2019年", "2020年", "2021年", "2022年", "2023年"), (
        "a line is cut where nothing is known"
    )
    assert [(each.text, each.source, each.is_of_next_year) for each in line(found) if each] == [
        ("3.00万元", "2020年报告的上年数", True),
        ("4.00万元", "2020来源", False),
        ("6.00万元", "2023年报告的上年数", True),
        ("7.00万元", "2023来源", False),
    ]
    assert told(found) == []
    assert told(trends.trends([])) == []


def test_ours_comes_before_a_report_that_was_read_back_and_a_difference_is_noted() -> None:
    read = replace(year(2021, 5), is_ours=False, source="旧.docx")
    found = trends.trends([read, year(2021, 4), year(2022, 9, 6)])
    assert [each.text for each in line(found) if each] == ["4.00万元", "9.00万元"]
    assert told(found) == [
        "2021年公开的数与“旧.docx”里的数不同（请查明用哪一份），依次是：本年收入合计4.00万元、5.00万元",
        "2021年公开的数与2022年报告的上年数不同（请查明是调整、更正还是口径不同），依次是："
        "本年收入合计4.00万元、6.00万元",
    ]
    point = line(found)[0]
    assert point is not None
    assert point.notes == (1, 2)


def test_another_basis_name_form_or_classification_is_noted_once() -> None:
    before = replace(year(2021, 4, name=TOTAL), items={"2130314": "防汛", "2080501": "退休"})
    after = replace(
        year(2022, 5, 3, TOTAL),
        department="某中心", edition="四川2022", denominator="全年预算数", basis="本年合计",
        items={"2130315": "防汛", "2080501": "离退休"},
    )  # fmt: skip
    found = trends.trends([before, after])
    assert told(found) == [
        "2021年公开的数与2022年报告的上年数不同（总计口径不同），依次是：收入总计4.00万元、3.00万元",
        "单位名称由“某局”改为“某中心”，职能、编制可能有变化",
        "版式由“四川2020”换成“四川2022”，“完成预算”的分母由“调整预算数”改为“全年预算数”",
        "总计口径由“含结转结余”改为“本年合计”，收入总计、支出总计前后不能直接比",
        "功能分类科目有调整：2080501由“退休”改名“离退休”，“防汛”由2130314改列2130315",
    ]
    assert found.department == "某中心"
    assert found.year_notes == {2022: (2,)}
    (chart,) = trend_charts.charts(found).values()
    assert chart.breaks == ((1, "注2、4"),)


def test_other_items_another_unit_and_other_units_below_are_breaks() -> None:
    staff, below = "其他事项.在编人员", "其他事项.下属单位"
    before = replace(
        year(2021, 4), kind="行政单位", level="单位", items={"2130305": "水利建设", "2130314": "防汛"},
        numbers={staff: KnownNumber(Fraction(9), "名", "9名"), below: KnownNumber(Fraction(5), "个", "5个")},
    )  # fmt: skip
    after = replace(
        before, year=2023, kind="参照公务员法管理的事业单位", level="部门",
        items={"2130305": "水利建设", "2130319": "江河治理"},
        numbers={staff: KnownNumber(Fraction(9), "人", "9人"), below: KnownNumber(Fraction(4), "个", "4个")},
    )  # fmt: skip
    found = trends.trends([after, before])
    assert told(found) == [
        "单位性质由“行政单位”改为“参照公务员法管理的事业单位”，经费、编制的口径可能有变化",
        "由“单位决算”改为“部门决算”，各数包括的单位不同",
        "纳入决算的下属单位由5个变为4个，各数包括的单位不同",
        "功能分类科目有调整：2130314“防汛”不再有，新有2130319“江河治理”（请查明是改列还是没有支出）",
        "“在编人员”的单位由“名”改为“人”，前后不能直接比",
    ]
    assert found.year_notes == {2023: (1, 2, 3)}
    assert [each.notes for each in line(found, staff) if each] == [(), (5,)]
    (chart,) = trend_charts.charts(found).values()
    assert chart.breaks == ((2, "注1、2等"),)
    grown = replace(before, year=2022, items={**before.items, "2130319": "江河治理"})
    assert told(trends.trends([before, grown])) == [], "an item more is no change of those that there were"
    assert told(trends.trends([before, replace(grown, items={}, kind="", level="")])) == [], "nothing is known"


def test_one_year_or_nothing_but_nil_makes_no_chart() -> None:
    assert trend_charts.charts(trends.trends([year(2021, 4)])) == {}
    assert trend_charts.charts(trends.trends([year(2021, 0, 0)])) == {}


@given(st.lists(st.integers(-(10**11), 10**11), min_size=1, max_size=4))
def test_every_point_stands_between_the_lowest_and_the_highest_line(cents: list[int]) -> None:
    numbers = {2000 + at: KnownNumber(Fraction(each, 100), "元", str(each)) for at, each in enumerate(cents)}
    sources = [replace(year(at, 0), numbers={REVENUE: number}) for at, number in numbers.items()]
    (group,) = trends.trends(sources).groups
    values = [value for value, _ in group.grid]
    assert 2 <= len(values) <= 12
    assert values == sorted(set(values))
    assert Decimal(0) in values
    assert all(values[0] <= Fraction(each, 100) <= values[-1] for each in cents)
