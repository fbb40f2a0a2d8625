"""The lying bars are read from the figure's objects: their lengths, their fills, and where the words stand."""

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.patches import Rectangle

from charts import style
from charts.data import Bars, Chart, Part, Pie
from charts.lying import is_little, lying

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def whole(*rows: tuple[str, str]) -> Pie:
    return Pie("图2", "图", tuple(Part(name, Decimal(amount), f"{amount}万元", "100%") for name, amount in rows))


def over_years(name: str, last: str, this: str) -> Bars:
    parts = (("2019年", last), ("2020年", this))
    return Bars(
        "图5", "图", ((name, tuple(Part(year, Decimal(amount), f"{amount}万元") for year, amount in parts)),)
    )


SINGLE = whole(("一般公共预算财政拨款收入", "755.28"), ("其他收入", "0"))
PAIR = over_years("一般公共预算财政拨款支出", "367.93", "509.28")


def drawn(figure: "Figure") -> list[Rectangle]:
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]


def texts(figure: "Figure") -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts if text.get_text()]


def assert_legible(figure: "Figure") -> None:
    boxes = [text.get_window_extent() for text in figure.axes[0].texts if text.get_text()]
    assert all(figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1 for box in boxes)
    assert all(figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1 for box in boxes)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].padded(-0.01).overlaps(pair[1])]
    assert not [box for box in boxes for bar in drawn(figure) if box.overlaps(bar.get_window_extent())]


@pytest.mark.parametrize(
    ("chart", "little"),
    [
        (SINGLE, True),
        (PAIR, True),
        (whole(("甲", "1"), ("乙", "2")), False),
        (Bars("图", "图", PAIR.groups * 2), False),
    ],
)
def test_a_single_part_and_a_single_thing_are_little(chart: Chart, little: bool) -> None:  # noqa: FBT001
    assert is_little(chart) == little


def test_a_single_part_is_one_bar_in_its_line() -> None:
    figure = lying(SINGLE)
    assert texts(figure) == ["一般公共预算财政拨款收入", "755.28万元　100%"]
    assert len(drawn(figure)) == 1
    assert figure.get_size_inches()[1] * 25.4 < style.HEIGHT_MM / 3
    assert_legible(figure)


def test_lengths_are_in_proportion_and_the_last_year_is_solid() -> None:
    figure = lying(PAIR)
    last, this = drawn(figure)
    assert last.get_width() / this.get_width() == pytest.approx(367.93 / 509.28)
    assert last.get_y() > this.get_y()
    assert last.get_hatch() == "////"
    assert not this.get_hatch()
    assert texts(figure)[0] == "一般公共预算财政拨款支出"
    assert figure.get_size_inches()[1] * 25.4 < style.HEIGHT_MM * 0.6
    assert_legible(figure)


amounts = st.decimals(min_value=0, max_value=99999999, places=2).map(str)
names = st.text("公共服务支出（）A", min_size=1, max_size=60)


@given(names, amounts, amounts)
def test_words_never_overlap_and_never_leave_the_page(name: str, last: str, this: str) -> None:
    assert_legible(lying(over_years(name, last, f"1{this}")))
    assert_legible(lying(whole((name, f"1{this}"))))
