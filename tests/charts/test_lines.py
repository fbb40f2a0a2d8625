"""Lines through the years: where the points stand, where a line is cut, what the words say."""

from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace

from charts import draw, lines, style
from charts.data import Lines, Part


def part(at: int, value: int) -> Part:
    return Part(f"{2020 + at}年", Decimal(value), f"{value}.00万元")


def course(*rows: tuple[int | None, ...], labels: str = "甲乙丙丁戊", **more: Any) -> Lines:
    made = tuple(
        (label, tuple(None if value is None else part(at, value) for at, value in enumerate(row)))
        for label, row in zip(labels, rows, strict=False)
    )
    grid = tuple(Part("", Decimal(value), str(value)) for value in (0, 50, 100))
    years = tuple(f"{2020 + at}年" for at in range(len(rows[0])))
    return Lines("图", "历年", years, made, grid, "万元", **more)


def drawn(chart: Lines) -> list[Any]:
    """The lines of the course itself, in order."""
    (axes,) = lines.lines(chart).axes
    return [each for each in axes.get_lines() if each.get_zorder() == 4]


def test_a_point_stands_as_high_as_its_value_and_an_unknown_year_cuts_the_line() -> None:
    chart = course((0, 50, None, 100))
    (line,) = drawn(chart)
    heights = list(line.get_ydata())
    assert heights[1] - heights[0] == pytest.approx(chart.plot_mm / 2)
    assert heights[3] - heights[0] == pytest.approx(chart.plot_mm)
    assert heights[2] != heights[2]


def test_no_two_lines_look_alike() -> None:
    looks = {(each.get_color(), each.get_marker()) for each in drawn(course(*[(1, 2, 3)] * 5))}
    assert len(looks) == 5


def unit_and_last_key(chart: Lines) -> tuple[Any, Any]:
    (axes,) = lines.lines(chart).axes
    texts = {each.get_text(): each.get_position()[1] for each in axes.texts}
    return texts["单位：万元"], texts[chart.lines[-1][0]]


def test_the_unit_stands_behind_the_keys_where_there_is_room_and_else_below_them() -> None:
    unit, key = unit_and_last_key(course((1, 2), (3, 4)))
    assert unit == key
    long = "长" * 35
    unit, key = unit_and_last_key(replace(course((1, 2)), lines=((long, course((1, 2)).lines[0][1]),)))
    assert unit < key


def test_a_break_is_drawn_before_its_year_with_its_words() -> None:
    (axes,) = lines.lines(course((1, 2, 3), breaks=((2, "注1"),))).axes
    (word,) = (each for each in axes.texts if each.get_text() == "注1")
    years = {each.get_text(): each.get_position()[0] for each in axes.texts if each.get_text().endswith("年")}
    assert word.get_position()[0] == pytest.approx((years["2021年"] + years["2022年"]) / 2)


def test_the_words_of_a_course_name_every_known_point() -> None:
    made = draw.draw(course((1, None, 3), (4, 5, 6)))
    assert made.alt == (
        "历年（折线图）：甲2020年1.00万元、2022年3.00万元；乙2020年4.00万元、2021年5.00万元、2022年6.00万元。"
    )
    assert made.svg.startswith(b"<?xml")
    assert draw.draw(course((1, None, 3), (4, 5, 6))).svg == made.svg


def test_of_many_years_as_many_are_named_as_there_is_room_for_the_last_among_them() -> None:
    figure = lines.lines(course(tuple(range(20))))
    (axes,) = figure.axes
    figure.canvas.draw()
    words = [each for each in axes.texts if each.get_text().endswith("年")]
    boxes = sorted((each.get_window_extent() for each in words), key=lambda box: box.x0)
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))
    assert "2039年" in {each.get_text() for each in words}


# ---- lines that cover each other


def seen(chart: Lines) -> list[int]:
    """How many dots of the plot, without the keys above it, have the colour of each line."""
    figure = lines.lines(chart)
    figure.canvas.draw()
    width, height = figure.canvas.get_width_height()
    pixels = bytes(figure.canvas.buffer_rgba())  # type: ignore[attr-defined]
    ground = style.MARGIN_MM + style.LINE_MM + style.GAP_MM
    above = height - round((ground + chart.plot_mm) * height / float(figure.get_size_inches()[1] * 25.4))
    dots = Counter(pixels[at : at + 3] for at in range(4 * width * above, len(pixels), 4))
    return [dots[bytes.fromhex(lines.LOOKS[at][0][1:])] for at in range(len(chart.lines))]


def place(line: Any) -> tuple[list[float], list[float]]:
    return list(line.get_xdata()), list(line.get_ydata())


@pytest.mark.parametrize(
    "rows",
    [
        ((20, 50, 30), (20, 50, 30)),
        ((20, 50, 30),) * 5,
        ((20, 50, 30), (20, 50, 80), (60, 50, 30)),
        ((0, 0, 0), (0, 0, 0), (20, 50, 30)),
        ((None, 50, None), (None, 50, None)),
    ],
)
def test_every_line_is_seen_where_others_have_the_same_values(rows: tuple[tuple[int | None, ...], ...]) -> None:
    dots = seen(course(*rows))
    assert min(dots) > max(dots) / 6


def test_of_lines_that_run_together_each_is_seen_as_long_as_the_others() -> None:
    (axes,) = lines.lines(course((20, 50), (20, 50), (20, 50), (80, 90))).axes
    turns = [each for each in axes.get_lines() if each.get_zorder() == 5]
    assert [each.get_color() for each in turns] == [colour for colour, _, _ in lines.LOOKS[:3]]
    assert place(turns[0]) == place(turns[1]) == place(turns[2])


def test_the_signs_of_equal_values_stand_around_each_other_at_their_value() -> None:
    chart = course((20, 50), (20, 60))
    (axes,) = lines.lines(chart).axes
    signs = [each for each in axes.get_lines() if each.get_zorder() == 6]
    assert [each.get_marker() for each in signs] == ["o", "s"]
    assert [float(each.get_markersize()) for each in signs] == [lines.SIGN_PT + lines.AROUND_PT, lines.SIGN_PT]
    assert place(signs[0]) == place(signs[1])


def test_lines_that_are_apart_are_drawn_once() -> None:
    (axes,) = lines.lines(course((20, 50), (23, 53))).axes
    assert [each for each in axes.get_lines() if each.get_zorder() > 4] == []
