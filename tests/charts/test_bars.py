"""The bars are read from the figure's objects: their heights, their fills, and where the words stand."""

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.patches import Rectangle

from charts import style
from charts.bars import bars
from charts.data import Bars, Part

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.text import Text
    from matplotlib.transforms import BboxBase

YEARS = ("2019年度", "2020年度")


def comparison(*rows: tuple[str, str, str]) -> Bars:
    groups = tuple(
        (
            name,
            tuple(
                Part(year, Decimal(amount) * 10000, f"{amount}万元")
                for year, amount in zip(YEARS, row, strict=True)
            ),
        )
        for name, *row in rows
    )
    return Bars("图1", "收、支决算总计变动情况图", groups)


TOTALS = comparison(("收入总计", "563.28", "755.28"), ("支出总计", "472.49", "509.28"))


def standing(figure: "Figure") -> list[Rectangle]:
    """Return the bars, without the keys of the legend above them."""
    patches = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    ground = min(patch.get_y() for patch in patches)
    return [patch for patch in patches if patch.get_y() == ground]


def texts(figure: "Figure") -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts if text.get_text()]


def extent(text: "Text") -> "BboxBase":
    return text.get_window_extent()


def assert_legible(figure: "Figure") -> None:
    boxes = [extent(text) for text in figure.axes[0].texts if text.get_text()]
    assert all(figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1 for box in boxes)
    assert all(figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1 for box in boxes)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].padded(-0.01).overlaps(pair[1])]


def test_heights_are_in_proportion_to_the_amounts() -> None:
    heights = [bar.get_height() for bar in standing(bars(TOTALS))]
    assert [height / heights[0] for height in heights] == pytest.approx(
        [1, 755.28 / 563.28, 472.49 / 563.28, 509.28 / 563.28]
    )


def test_words_say_unit_years_numbers_and_names() -> None:
    assert texts(bars(TOTALS)) == [
        "单位：万元",
        "2019年度",
        "2020年度",
        "563.28",
        "755.28",
        "472.49",
        "509.28",
        "收入总计",
        "支出总计",
    ]


def test_amounts_of_unlike_units_keep_them() -> None:
    parts = (Part("2019年度", Decimal(10000), "1.00万元"), Part("2020年度", Decimal(3), "3元"))
    assert texts(bars(Bars("图", "图", (("甲", parts),)))) == ["2019年度", "2020年度", "1.00万元", "3元", "甲"]


def test_every_number_stands_on_the_middle_of_its_bar() -> None:
    figure = bars(TOTALS)
    numbers = [
        text for text in figure.axes[0].texts if text.get_text()[0].isdigit() and "年" not in text.get_text()
    ]
    for bar, number in zip(standing(figure), numbers, strict=True):
        assert number.get_position()[0] == pytest.approx(bar.get_x() + bar.get_width() / 2)
        assert number.get_position()[1] > bar.get_y() + bar.get_height()


def test_years_differ_by_hatch_and_the_last_is_solid() -> None:
    last_year, this_year = standing(bars(TOTALS))[:2]
    assert last_year.get_hatch() == "////"
    assert not this_year.get_hatch()
    assert last_year.get_facecolor() != this_year.get_facecolor()


def test_legend_keys_look_like_the_bars() -> None:
    figure = bars(TOTALS)
    keys = [patch for patch in figure.axes[0].patches if patch not in standing(figure)]
    looks = [(patch.get_hatch(), patch.get_facecolor()) for patch in keys]
    assert looks == [(bar.get_hatch(), bar.get_facecolor()) for bar in standing(figure)[:2]]


def test_one_group_stands_in_the_middle() -> None:
    figure = bars(comparison(("一般公共预算财政拨款支出", "472.49", "509.28")))
    first, second = standing(figure)
    assert (first.get_x() + second.get_x() + second.get_width()) / 2 == pytest.approx(style.WIDTH_MM / 2)
    assert_legible(figure)


def test_a_zero_bar_has_its_number_and_no_height() -> None:
    figure = bars(comparison(("公务接待费", "20.88", "0")))
    assert [bar.get_height() > 0 for bar in standing(figure)] == [True, False]
    assert "0" in texts(figure)


def test_numbers_turn_when_they_are_wider_than_their_bars() -> None:
    figure = bars(comparison(*((f"第{place}项支出的名称", "12345.67", "12345.68") for place in range(9))))
    assert {text.get_rotation() for text in figure.axes[0].texts} == {0.0, 90.0}
    assert_legible(figure)


def test_turned_numbers_take_no_room_from_the_bars() -> None:
    heights = [
        max(bar.get_height() for bar in standing(bars(comparison(*[("教育", amount, "1.00")] * 9))))
        for amount in ("2.00", "123456789.01")
    ]
    assert heights[1] == pytest.approx(heights[0], abs=1)


def test_figure_is_as_large_as_on_the_page() -> None:
    assert bars(TOTALS).get_size_inches() * 25.4 == pytest.approx([150, style.HEIGHT_MM])


def test_long_keys_stand_below_each_other() -> None:
    parts = tuple(
        Part(f"{year}年度年初部门预算安排的财政拨款支出总额合计数", Decimal(1), "1元") for year in (2019, 2020)
    )
    figure = bars(Bars("图", "图", (("甲", parts),)))
    assert_legible(figure)
    assert figure.get_size_inches()[1] * 25.4 > style.HEIGHT_MM


def test_dollar_signs_are_shown_as_they_are() -> None:
    parts = (Part("$x_1$", Decimal(1), "1元"),)
    figure = bars(Bars("图", "图", ((r"\alpha$^2$", parts),)))
    assert texts(figure) == ["$x_1$", "1元", r"\alpha$^2$"]
    assert not any(text.get_parse_math() for text in figure.axes[0].texts)


amounts = st.decimals(min_value=0, max_value=99999999, places=2).map(str)


@given(
    st.lists(
        st.tuples(st.text("公共服务支出（）A", min_size=1, max_size=16), amounts, amounts), min_size=1, max_size=7
    )
)
def test_words_never_overlap_and_never_leave_the_page(rows: list[tuple[str, str, str]]) -> None:
    assert_legible(bars(comparison(*rows, ("合计", "1.00", "99999999.99"))))
