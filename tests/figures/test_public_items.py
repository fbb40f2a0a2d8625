"""支出科目 as a frame: every amount is the figure itself, in its place by fund, code and column."""

import pytest

from juesuan.figures import derive, public_items
from juesuan.figures.public_figures import ALL_FUNDS, BASIC, PROJECT, TOTAL
from juesuan.figures.public_items import CODE, FUND, LEVEL, NAME
from juesuan.model import workbook_form
from juesuan.model.accounts import FunctionalItem
from juesuan.model.values import Figure, Figures
from tests.support import factories
from tests.support.factories import item

ITEMS = (
    item("205", name="教育支出"),
    item("20502", name="普通教育"),
    item("2050204", name="高中教育", basic="0.10", project="0.20"),
    item("229", name="其他支出", fund=workbook_form.GOVERNMENT_FUND, project="0.01"),
)


@pytest.fixture(scope="module")
def figures() -> Figures:
    """Those of a department with these items and with public tables."""
    department = factories.department(public_tables=factories.words("是"))
    return derive.derive(factories.accounts(department=department, functional_items=ITEMS))


def test_a_row_for_each_code_of_a_fund_and_of_all_funds(figures: Figures) -> None:
    frame = public_items.frame(ITEMS, figures)
    assert list(frame[[FUND, CODE, NAME, LEVEL]].itertuples(index=False, name=None)) == [
        ("一般公共预算", "205", "教育支出", "类"),
        ("一般公共预算", "20502", "普通教育", "款"),
        ("一般公共预算", "2050204", "高中教育", "项"),
        (ALL_FUNDS, "205", "教育支出", "类"),
        (ALL_FUNDS, "20502", "普通教育", "款"),
        (ALL_FUNDS, "2050204", "高中教育", "项"),
        (ALL_FUNDS, "229", "其他支出", "类"),
        ("政府性基金预算", "229", "其他支出", "类"),
    ]


def test_an_amount_is_its_figure_and_no_float(figures: Figures) -> None:
    frame = public_items.frame(ITEMS, figures)
    for _, row in frame.iterrows():
        for column in (TOTAL, BASIC, PROJECT):
            expected = figures.get(f"附表.{row[FUND]}.{row[CODE]}.{column}")
            assert public_items.figure_in(row[column]) is expected
    assert not any(frame[column].dtype.kind == "f" for column in (TOTAL, BASIC, PROJECT))


def test_what_is_not_known_has_no_figure(figures: Figures) -> None:
    frame = public_items.of_fund(public_items.frame(ITEMS, figures), workbook_form.GOVERNMENT_FUND)
    assert [public_items.figure_in(value) for value in frame[BASIC]] == [None]
    assert [value.name for value in frame[TOTAL]] == ["附表.政府性基金预算.229.合计"]


def test_the_classes_stand_beside_each_other_by_fund(figures: Figures) -> None:
    classes = public_items.classes(public_items.frame(ITEMS, figures))
    assert list(classes.index) == [("205", "教育支出"), ("229", "其他支出")]
    assert list(classes.columns) == [ALL_FUNDS, *workbook_form.FUNDS]
    shown = [[_name(value) for value in row] for row in classes.itertuples(index=False)]
    assert shown == [
        ["附表.各项财政拨款.205.合计", "附表.一般公共预算.205.合计", "", ""],
        ["附表.各项财政拨款.229.合计", "", "附表.政府性基金预算.229.合计", ""],
    ]


@pytest.mark.parametrize("items", [(), ITEMS], ids=["nothing", "no figures"])
def test_without_figures_nothing_is_made_up(items: tuple[FunctionalItem, ...]) -> None:
    frame = public_items.frame(items, {})
    assert len(frame) == (8 if items else 0)
    fields = [
        *frame[TOTAL],
        *(value for row in public_items.classes(frame).itertuples(index=False) for value in row),
    ]
    assert not any(isinstance(value, Figure) for value in fields)


def _name(value: object) -> str:
    figure = public_items.figure_in(value)
    return figure.name if figure else ""
