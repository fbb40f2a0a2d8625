"""The SVG of a chart for Word: nothing in it depends on the fonts of a machine or on the finer points of SVG.

Words are outlines, hatches are lines of their own (some programs fill a pattern black), nothing is clipped.
Lengths are points. Importing this module imports matplotlib.
"""

from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import pairwise
from math import ceil, cos, floor, hypot, radians, sin
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

if TYPE_CHECKING:
    from matplotlib.figure import Figure

POINTS_PER_INCH: Final = 72
_STRAIGHT_PT: Final = 12.0
_SLANTING_PT: Final = _STRAIGHT_PT * hypot(1, 1)
"""From line to line of a hatch with one sign, as matplotlib draws it; so many signs, so much nearer."""
_TURNS: Final = {"-": (0,), "|": (90,), "/": (45,), "\\": (135,), "x": (45, 135), "+": (0, 90)}
"""The directions of the lines that a sign of a hatch stands for, in degrees."""

Point = tuple[float, float]


def svg(figure: "Figure", metadata: dict[str, None]) -> bytes:
    """Return the figure as SVG in its size on paper, the same bytes for the same figure."""
    width, height = (float(inches) * POINTS_PER_INCH for inches in figure.get_size_inches())
    file, dpi = StringIO(), figure.dpi
    with mpl.rc_context({"svg.fonttype": "path"}):
        figure.dpi = POINTS_PER_INCH
        try:
            renderer = _RENDERER(width, height, file, metadata=metadata)
            figure.draw(renderer)
            renderer.finalize()
        finally:
            figure.dpi = dpi
    return file.getvalue().encode()


class _Renderer(RendererSVG):
    """Draws as matplotlib does, but for hatches and clips."""

    def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803 - its name
        bare = self.new_gc()
        bare.copy_properties(gc)
        bare.set_clip_path(None)
        bare.set_clip_rectangle(None)
        bare.set_hatch(None)
        usual: Any = super()
        usual.draw_path(bare, path, transform, rgbFace)
        if not gc.get_hatch():
            return
        lines = [*hatch(gc.get_hatch(), path.to_polygons(transform))]
        ends = [end for line in lines for end in line]
        bare.set_foreground(gc.get_hatch_color(), isRGBA=True)
        bare.set_linewidth(gc.get_hatch_linewidth())
        if ends:
            codes = [Path.MOVETO, Path.LINETO] * len(lines)
            usual.draw_path(bare, Path(ends, codes), IdentityTransform(), None)


_RENDERER: Final[Any] = _Renderer
"""The class as matplotlib's own is: without types."""


def hatch(signs: str, outlines: Sequence[Sequence[Sequence[float]]]) -> Iterator[tuple[Point, Point]]:
    """Yield the lines of a hatch inside the outlines, each by its two ends; ``signs`` are those of matplotlib."""
    for turn, count in _directions(signs).items():
        apart = (_STRAIGHT_PT if turn % 90 == 0 else _SLANTING_PT) / count
        yield from _lines(radians(turn), apart, outlines)


def _directions(signs: str) -> dict[int, int]:
    """Return how many signs there are for each direction."""
    found: dict[int, int] = {}
    for turn in (turn for sign in signs for turn in _TURNS[sign]):
        found[turn] = found.get(turn, 0) + 1
    return found


def _lines(
    angle: float, apart: float, outlines: Sequence[Sequence[Sequence[float]]]
) -> Iterator[tuple[Point, Point]]:
    """Yield the pieces of parallel lines that lie inside the outlines; neighbouring areas have the same lines."""
    along, up = (cos(angle), sin(angle)), (-sin(angle), cos(angle))
    turned = [[(x * along[0] + y * along[1], x * up[0] + y * up[1]) for x, y in outline] for outline in outlines]
    heights = [height for outline in turned for _, height in outline]
    for number in range(floor(min(heights) / apart), ceil(max(heights) / apart)):
        level = (number + 0.5) * apart
        crossings = sorted(crossing for outline in turned for crossing in _crossings(outline, level))
        for ends in zip(crossings[::2], crossings[1::2], strict=True):
            one, other = ((place * along[0] + level * up[0], place * along[1] + level * up[1]) for place in ends)
            yield one, other


def _crossings(outline: Sequence[Point], level: float) -> Iterator[float]:
    """Yield where the outline crosses a level: an even number of places."""
    for (x, low), (other, high) in pairwise((*outline, outline[0])):
        if (low <= level) != (high <= level):
            yield x + (other - x) * (level - low) / (high - low)
