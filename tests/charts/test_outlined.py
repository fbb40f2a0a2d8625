"""The SVG for Word holds lines and areas alone: no fonts, no patterns, no clips; hatches stay in their areas."""

import xml.etree.ElementTree as ET
from decimal import Decimal
from math import dist

import pytest

from charts import draw, outlined
from charts.data import Part, Pie

SVG = "{http://www.w3.org/2000/svg}"
SQUARE = [(0.0, 0.0), (24.0, 0.0), (24.0, 24.0), (0.0, 24.0)]
CHART = Pie(
    "图3",
    "图",
    tuple(Part(name, Decimal(value), f"{value}.00万元") for name, value in (("甲<A&B>", 5), ("乙", 4))),
)


@pytest.fixture(scope="module")
def svg() -> bytes:
    return draw.draw(CHART).outlines


def test_nothing_in_it_depends_on_the_machine(svg: bytes) -> None:
    root = ET.fromstring(svg)  # noqa: S314  our own bytes
    assert {each.tag.removeprefix(SVG) for each in root.iter()} == {"svg", "defs", "style", "g", "path", "use"}
    assert svg.startswith(b"<svg")
    assert b"url(" not in svg
    assert b"font-family" not in svg


def test_it_has_the_size_on_the_page_and_the_same_bytes_every_time(svg: bytes) -> None:
    drawing = draw.draw(CHART)
    assert drawing.outlines == svg
    root = ET.fromstring(svg)  # noqa: S314  our own bytes
    for side, length in (("width", drawing.width_mm), ("height", drawing.height_mm)):
        assert float(root.attrib[side].removesuffix("pt")) == pytest.approx(length / 25.4 * 72, abs=0.01)


def test_every_word_is_an_outline(svg: bytes) -> None:
    """A glyph for each letter that is seen, in the order of the slices' labels."""
    words = "".join(f"{part.label}{part.amount}" for part in CHART.parts)
    uses = ET.fromstring(svg).iter(f"{SVG}use")  # noqa: S314  our own bytes
    assert len(list(uses)) == len(words)


@pytest.mark.parametrize(("signs", "count"), [("-", 2), ("----", 8), ("||||", 8), ("++", 8), ("", 0)])
def test_straight_lines_fill_a_square(signs: str, count: int) -> None:
    lines = list(outlined.hatch(signs, [SQUARE]))
    assert len(lines) == count
    assert all(dist(*line) == pytest.approx(24) for line in lines)


@pytest.mark.parametrize(("signs", "least"), [("////", 8), ("\\\\", 4), ("xxx", 12)])
def test_slanting_lines_end_at_the_outline(signs: str, least: int) -> None:
    lines = list(outlined.hatch(signs, [SQUARE]))
    assert len(lines) >= least
    ends = [end for line in lines for end in line]
    assert all(min(x, y, 24 - x, 24 - y) == pytest.approx(0, abs=1e-6) for x, y in ends)


def test_no_line_crosses_what_an_area_leaves_out() -> None:
    notched = [
        (0.0, 0.0),
        (24.0, 0.0),
        (24.0, 24.0),
        (16.0, 24.0),
        (16.0, 6.0),
        (8.0, 6.0),
        (8.0, 24.0),
        (0.0, 24.0),
    ]
    lines = list(outlined.hatch("--", [notched]))
    assert [sorted(round(x) for x, _ in line) for line in lines] == [[0, 24], *[[0, 8], [16, 24]] * 3]
