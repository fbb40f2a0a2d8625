"""支出科目: which rows are leaves, and what each class comes to."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.figures import classification
from juesuan.model import workbook_form
from juesuan.model.accounts import FunctionalItem
from juesuan.model.values import Cell, Figure
from tests.support.effort import examples
from tests.support.factories import figure, item

WHOLE = figure(200, name="全部")
CODES = st.from_regex(r"20[1-3](0[1-3](0[1-3])?)?", fullmatch=True)
ITEMS = st.lists(
    st.builds(
        item,
        CODES,
        basic=st.decimals(0, 10**9, places=2),
        project=st.decimals(0, 10**9, places=2),
        fund=st.sampled_from(workbook_form.FUNDS),
    ),
    max_size=12,
    unique_by=lambda each: each.code,
).map(tuple)


def codes(items: tuple[FunctionalItem, ...]) -> list[str]:
    return [each.code for each in items]


def figures(*items: FunctionalItem, whole: Figure = WHOLE) -> dict[str, Figure]:
    return {each.name: each for each in classification.figures(items, whole)}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["201", "20101", "2010101", "2010102"], ["2010101", "2010102"]),
        (["201", "20101", "20102", "2010201"], ["20101", "2010201"]),
        (["201", "202", "20201"], ["201", "20201"]),
        (["2010102", "201", "2010101"], ["2010101", "2010102"]),
        ([], []),
    ],
    ids=["items", "a section", "a class", "unordered", "nothing"],
)
def test_leaves_have_no_row_under_them(given: list[str], expected: list[str]) -> None:
    assert codes(classification.leaves(tuple(map(item, given)))) == expected


def test_rows_of_other_funds_are_left_out() -> None:
    items = (
        item("212", fund=workbook_form.GOVERNMENT_FUND),
        item("2120801", fund=workbook_form.GOVERNMENT_FUND, project=5),
        item("213", basic=7),
        item("223", fund=workbook_form.STATE_CAPITAL, basic=9),
    )
    assert codes(classification.leaves(items)) == ["213"]
    assert codes(classification.classes(items)) == ["213"]
    assert list(figures(*items)) == ["科目.213", "科目.213类", "科目.213类.占比"]


def test_a_row_of_another_fund_is_not_above_one_of_the_general_budget() -> None:
    items = (item("213", basic=7), item("21301", fund=workbook_form.GOVERNMENT_FUND, basic=1))
    assert codes(classification.leaves(items)) == ["213"]


def test_a_leaf_is_as_stated_or_the_sum_of_its_two_columns() -> None:
    found = figures(item("2010101", basic="1.10", project="2.20"), item("2010102", basic=1, stated=9))
    assert [(each.value, each.rule) for each in found.values()] == [
        (Fraction("3.3"), "基本支出＋项目支出"),
        (Fraction(9), "按表填列"),
    ]
    assert found["科目.2010101"].sources == (Cell("支出科目", "D2010101"), Cell("支出科目", "E2010101"))
    assert found["科目.2010102"].sources == (Cell("支出科目", "F2010102"),)


def test_a_leaf_without_amounts_is_nil_and_points_at_its_row() -> None:
    found = figures(item("2010101"))["科目.2010101"]
    assert [found.value, found.sources] == [0, (Cell("支出科目", "A2010101"),)]


def test_a_leaf_with_a_budget_has_its_completion() -> None:
    found = figures(item("2010101", basic=90, budget=120), item("2010102", basic=1, budget=0))
    assert {name: each.value for name, each in found.items()} == {
        "科目.2010101": 90,
        "科目.2010101.预算": 120,
        "科目.2010101.完成率": 75,
        "科目.2010102": 1,
        "科目.2010102.预算": 0,
    }


def test_a_class_is_the_sum_of_its_leaves_and_has_a_share() -> None:
    found = figures(item("201", name="一般公共服务支出"), item("2010101", basic=30), item("2010203", project=20))
    total, share = found["科目.201"], found["科目.201.占比"]
    assert [total.value, total.rule] == [50, "所属各项之和"]
    assert total.sources == (found["科目.2010101"], found["科目.2010203"])
    assert [share.value, share.rule] == [25, "一般公共服务支出÷全部"]


def test_a_class_is_printed_as_stated() -> None:
    found = figures(item("201", stated=60), item("2010101", basic=30))["科目.201"]
    assert [found.value, found.rule, found.sources] == [60, "按表填列", (Cell("支出科目", "F201"),)]


def test_a_class_that_is_its_own_leaf_has_a_second_figure() -> None:
    found = figures(item("201", basic=50))
    assert found["科目.201类"].sources == (found["科目.201"],)
    assert found["科目.201类.占比"].value == 25
    assert classification.class_figure(item("201"), found) == "科目.201类"
    assert classification.class_figure(item("202"), found) == "科目.202"


def test_a_whole_of_nil_has_no_shares() -> None:
    assert list(figures(item("201", basic=5), whole=figure(0))) == ["科目.201", "科目.201类"]


def test_without_rows_there_is_no_figure() -> None:
    assert figures() == {}


def test_names_are_those_of_the_level_alone() -> None:
    assert classification.names((item("201", name="类名"), item("20101", name="款名"))) == {
        "201": "类名",
        "20101": "款名",
    }


@settings(max_examples=examples(40))
@given(ITEMS)
def test_the_sums_by_class_are_exact(items: tuple[FunctionalItem, ...]) -> None:
    expected: dict[str, Decimal] = {}
    for leaf in classification.leaves(items):
        total = sum((each.yuan for each in (leaf.basic, leaf.project) if each), Decimal(0))
        expected[leaf.code[:3]] = expected.get(leaf.code[:3], Decimal(0)) + total
    listed = {each.code for each in classification.classes(items)}
    found = figures(*items, *map(item, sorted(expected.keys() - listed)))
    sums = {code: found[classification.class_figure(item(code), found)].value for code in expected}
    assert sums == {code: Fraction(total) for code, total in expected.items()}


@settings(max_examples=examples(40))
@given(ITEMS, st.randoms())
def test_the_order_of_the_rows_does_not_matter(items: tuple[FunctionalItem, ...], chance: Random) -> None:
    shuffled = list(items)
    chance.shuffle(shuffled)
    assert figures(*shuffled) == figures(*items)


@settings(max_examples=examples(40))
@given(ITEMS)
def test_every_leaf_counts_once_in_its_class(items: tuple[FunctionalItem, ...]) -> None:
    found = figures(*items)
    below = {each.code[:3] for each in classification.leaves(items)}
    classes = [each for each in classification.classes(items) if each.code in below]
    total = sum(found[classification.class_figure(each, found)].value for each in classes)
    listed = {each.code for each in classes}
    leaves = [each for each in classification.leaves(items) if each.code[:3] in listed]
    assert total == sum(found[f"科目.{each.code}"].value for each in leaves)
