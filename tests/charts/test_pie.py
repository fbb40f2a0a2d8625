"""The pies are read from the figure's objects: angles, fills, and where the words stand."""

from decimal import Decimal
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from matplotlib.colors import to_rgba
from matplotlib.patches import Wedge

from charts import style
from charts.data import Part, Pie
from charts.pie import pie

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def structure(*rows: tuple[str, str]) -> Pie:
    whole = sum((Decimal(amount) for _, amount in rows), Decimal(0))
    return Pie("图6", "支出决算结构图", tuple(_part(label, Decimal(amount), whole) for label, amount in rows))


def _part(label: str, amount: Decimal, whole: Decimal) -> Part:
    return Part(label, amount * 10000, f"{amount}万元", f"{amount / whole * 100:.2f}%")


INDUSTRY = structure(
    ("一般公共服务支出", "455.49"),
    ("社会保障和就业支出", "27.66"),
    ("卫生健康支出", "9.48"),
    ("住房保障支出", "16.65"),
)


def slices(figure: "Figure") -> list[Wedge]:
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Wedge)]


def texts(figure: "Figure") -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def assert_legible(figure: "Figure") -> None:
    boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    assert all(figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1 for box in boxes)
    assert all(figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1 for box in boxes)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
    disc = slices(figure)[0].get_window_extent()
    assert not [box for box in boxes if box.overlaps(disc)]
    assert figure.bbox.y0 <= disc.y0
    assert disc.y1 <= figure.bbox.y1


def test_angles_are_in_proportion_to_the_amounts() -> None:
    angles = [wedge.theta2 - wedge.theta1 for wedge in slices(pie(INDUSTRY))]
    assert angles == pytest.approx([amount / 509.28 * 360 for amount in (455.49, 27.66, 9.48, 16.65)])


def test_slices_follow_each_other_clockwise() -> None:
    wedges = slices(pie(INDUSTRY))
    pairs = pairwise(wedges)
    assert all(before.theta1 == pytest.approx(after.theta2) for before, after in pairs)


def test_every_slice_has_name_amount_and_share() -> None:
    assert sorted(texts(pie(INDUSTRY))) == [
        "一般公共服务支出\n455.49万元　89.44%",
        "住房保障支出\n16.65万元　3.27%",
        "卫生健康支出\n9.48万元　1.86%",
        "社会保障和就业支出\n27.66万元　5.43%",
    ]


def test_lines_lead_from_the_rim_of_the_slice_to_its_label() -> None:
    figure = pie(INDUSTRY)
    wedges = {part.label: wedge for part, wedge in zip(INDUSTRY.parts, slices(figure), strict=True)}
    for line, text in zip(figure.axes[0].lines, figure.axes[0].texts, strict=True):
        points = np.asarray(line.get_xydata(), dtype=float)
        wedge = wedges[text.get_text().split("\n")[0]]
        x, y = points[0] - np.asarray(wedge.center)
        middle = (wedge.theta1 + wedge.theta2) / 2
        assert np.hypot(x, y) == pytest.approx(wedge.r)
        assert np.degrees(np.arctan2(y, x)) % 360 == pytest.approx(middle % 360)
        assert points[-1][1] == pytest.approx(text.get_position()[1])


def test_neighbours_and_all_others_differ_without_colour() -> None:
    looks = [style.slice_fill(place) for place in range(12)]
    assert len({(look.colour, look.hatch) for look in looks}) == 12
    wedges = slices(pie(structure(*((f"第{place}项", "5.00") for place in range(12)))))
    drawn = [(wedge.get_hatch() or "", wedge.get_facecolor()) for wedge in wedges]
    assert len(set(drawn)) == 12
    assert all(drawn[place] != drawn[place - 1] for place in range(12))


@pytest.mark.parametrize("count", range(2, 24))
def test_neighbours_differ_however_many(count: int) -> None:
    looks = [style.slice_fill(place) for place in range(count)]
    assert all(looks[place] != looks[place - 1] for place in range(count))


@pytest.mark.parametrize("main", range(5))
def test_the_largest_slice_is_the_dark_one_wherever_it_stands(main: int) -> None:
    rows = [(f"第{place}项", "50.00" if place == main else "5.00") for place in range(5)]
    wedges = slices(pie(structure(*rows)))
    dark = to_rgba(style.slice_fill(0).colour)
    assert [place for place, each in enumerate(wedges) if each.get_facecolor() == dark] == [main]
    assert not wedges[main].get_hatch()
    drawn = [(each.get_hatch(), each.get_facecolor()) for each in wedges]
    assert all(drawn[place] != drawn[place - 1] for place in range(5))


def test_parts_of_zero_are_left_out() -> None:
    figure = pie(structure(("基本支出", "250.10"), ("项目支出", "0"), ("经营支出", "1.00")))
    assert len(slices(figure)) == 2
    assert "项目支出" not in "".join(texts(figure))


def test_labels_wrap_and_nothing_of_them_is_lost() -> None:
    label = "一个二十五个汉字长的支出功能分类科目名称用来试换行" * 2
    (text, _) = texts(pie(structure((label, "1.00"), ("项目支出", "1.00"))))
    assert text.replace("\n", "") == f"{label}1.00万元　50.00%"
    assert text.count("\n") > 1


def test_dollar_signs_and_line_breaks_in_names() -> None:
    figure = pie(structure(("$x_1$\n与\t^2", "1.00"), ("乙", "1.00")))
    assert "$x_1$ 与 ^2\n1.00万元　50.00%" in texts(figure)
    assert not any(text.get_parse_math() for text in figure.axes[0].texts)


def test_usual_size_is_that_on_the_page() -> None:
    assert pie(INDUSTRY).get_size_inches() * 25.4 == pytest.approx([150, style.HEIGHT_MM])
    assert {text.get_fontsize() for text in pie(INDUSTRY).axes[0].texts} == {10.5}


NAME = "二十五个汉字长的支出功能分类科目名称用来试验换行情况"
names = st.text("公共服务支出社会保障（）“”，、$_^ A1%", min_size=1, max_size=25).filter(str.strip)
amounts = st.one_of(
    st.decimals(min_value=Decimal("0.01"), max_value=Decimal("99999999.99"), places=2),
    st.decimals(min_value=Decimal("0.01"), max_value=Decimal("0.09"), places=2),
).map(str)


@given(st.lists(st.tuples(names, amounts), min_size=2, max_size=12))
@example([(NAME, "9000.00")] + [(NAME, "0.01")] * 11)
@example([(NAME, "9000.00"), *[(NAME, "0.01")] * 3] * 3)
@example([("支出", "500.00")] * 12)
@example([(NAME, "99999999.99")] * 12)
def test_labels_never_overlap_and_never_leave_the_page(rows: list[tuple[str, str]]) -> None:
    assert_legible(pie(structure(*rows)))
