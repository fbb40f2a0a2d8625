"""How every chart looks: page size, font, colours, hatches, and the measure and wrapping of its words.

Lengths are millimetres on the page and text sizes are points on the page: a figure is made in the size in
which it lands and nothing is scaled afterwards. Importing this module costs nothing; matplotlib is imported
where it is used.
"""

import importlib
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ft2font import FT2Font
    from matplotlib.patches import Patch
    from matplotlib.text import Text

WIDTH_MM: Final = 150
HEIGHT_MM: Final = 56
"""The usual height; a chart grows when its words need more room, for no word is left out or made smaller."""
MARGIN_MM: Final = 3.0
GAP_MM: Final = 1.5
MM_PER_INCH: Final = 25.4
POINTS_PER_MM: Final = 72 / MM_PER_INCH

TEXT_PT: Final = 10.5
"""五号, as in the tables of the report."""
LINE_SPACING: Final = 1.3
LINE_MM: Final = TEXT_PT * LINE_SPACING / POINTS_PER_MM
PNG_DPI: Final = 300

FONT: Final = Path(__file__).resolve().parent.parent / "fonts" / "NotoSansSC_500Medium.ttf"
FAMILY: Final = "Noto Sans SC Medium"
"""The name by which both matplotlib and fontconfig know the file `FONT`."""

INK: Final = "#1A1A1A"
RULE: Final = "#595959"
RULE_PT: Final = 0.6
OUTLINE: Final = "#173A5C"
OUTLINE_PT: Final = 0.5
HATCH_PT: Final = 0.6


class Fill(Struct, frozen=True):
    """How an area is filled: tone and hatch both differ, so that a print without colours still reads."""

    colour: str
    hatch: str
    hatch_colour: str


_DARK, _MIDDLE, _LIGHT, _PALE, _WHITE = "#1F4E79", "#7C9CBC", "#B9CADB", "#E6EDF4", "#FFFFFF"

YEAR_FILLS: Final = (
    Fill(_DARK, "", _WHITE),
    Fill(_PALE, "////", _DARK),
    Fill(_MIDDLE, "", _WHITE),
    Fill(_WHITE, "----", _DARK),
)
"""From the year of the report backwards."""

SLICE_FILLS: Final = (
    Fill(_DARK, "", _WHITE),
    Fill(_PALE, "////", _DARK),
    Fill(_MIDDLE, "", _WHITE),
    Fill(_WHITE, "----", _DARK),
    Fill(_LIGHT, "", _WHITE),
    Fill(_WHITE, "\\\\\\\\", _DARK),
    Fill(_MIDDLE, "xxx", _WHITE),
    Fill(_PALE, "||||", _DARK),
    Fill(_DARK, "///", _WHITE),
    Fill(_WHITE, "xxxx", _DARK),
    Fill(_MIDDLE, "---", _WHITE),
    Fill(_PALE, "++++", _DARK),
)
"""In the order of the parts; neighbours differ in tone. No dots: their circles make an SVG of 300 kB."""


def year_fill(back: int) -> Fill:
    """Return the look of the year that lies `back` years before the year of the report."""
    return YEAR_FILLS[back % len(YEAR_FILLS)]


def slice_fill(place: int) -> Fill:
    """Return the look of the slice at a place; of up to 23 slices no two neighbours look alike, of 12 none."""
    looks = len(SLICE_FILLS)
    return SLICE_FILLS[(place + place // looks) % looks]


def slice_fills(main: int, count: int) -> list[Fill]:
    """Return the looks of so many slices; the one at the place `main` is the dark one, whatever its place."""
    others = iter(range(1, count))
    return [slice_fill(0 if place == main else next(others)) for place in range(count)]


@cache
def prepare() -> None:
    """Give matplotlib the font and the settings of the charts, whatever a matplotlibrc of the machine says.

    A font that cannot be found is an error (ValueError), never another font in its place.
    """
    _load()
    import matplotlib as mpl  # noqa: PLC0415  half a second, and only the process that draws pays it
    from matplotlib.font_manager import findfont, fontManager  # noqa: PLC0415

    mpl.rcdefaults()
    mpl.rc("font", family=[FAMILY], size=TEXT_PT)
    # $, _ and ^ in a name are no formula; without hinting widths do not depend on the resolution
    mpl.rc("text", color=INK, parse_math=False, hinting="none")
    mpl.rc("axes", unicode_minus=False)
    mpl.rc("figure", dpi=PNG_DPI, facecolor="white")
    mpl.rc("svg", fonttype="none", hashsalt="charts")
    fontManager.addfont(FONT)
    findfont(FAMILY, fallback_to_default=False)


_UNSHOWN: Final = ("mpl_toolkits.mplot3d", "matplotlib.dviread", "numpy._core._add_newdocs")
"""What is loaded with matplotlib and no chart shows: three dimensions, the pages of TeX, the manual of numpy."""


def _load() -> None:
    """Load matplotlib without what no chart shows, and without its own manual, which is written anew each time.

    They are a third of loading it.
    """
    stubs = {name: ModuleType(name) for name in _UNSHOWN if name not in sys.modules}
    for stub in stubs.values():
        vars(stub).update(Axes3D=None, Dvi=None)  # which are taken from them by name
    sys.modules.update(stubs)
    try:
        _load_drawing()
    finally:
        for name in stubs:
            sys.modules.pop(name, None)  # whoever wants it can load it


def _load_drawing() -> None:
    artist: Any = importlib.import_module("matplotlib.artist")
    artist.kwdoc = lambda _: ""
    artist.Artist._update_set_signature_and_docstring = classmethod(lambda _: None)  # noqa: SLF001
    importlib.import_module("matplotlib.figure")
    importlib.import_module("matplotlib.backends.backend_agg")
    importlib.import_module("matplotlib.backends.backend_svg")


def page(height_mm: int = HEIGHT_MM) -> "tuple[Figure, Axes]":
    """Return an empty figure and axes that cover it, whose coordinates are millimetres from the lower left."""
    prepare()
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(WIDTH_MM / MM_PER_INCH, height_mm / MM_PER_INCH))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1), frameon=False)
    axes.set(xlim=(0, WIDTH_MM), ylim=(0, height_mm))
    axes.set_axis_off()
    return figure, axes


def paint(patch: "Patch", fill: Fill, outline_pt: float = OUTLINE_PT) -> None:
    """Fill a patch and draw its outline, `outline_pt` points wide; 0 draws no outline."""
    patch.set(facecolor=fill.colour, edgecolor=OUTLINE if outline_pt else "none", linewidth=outline_pt)
    if fill.hatch:
        patch.set(hatch=fill.hatch, hatchcolor=fill.hatch_colour, hatch_linewidth=HATCH_PT)


def write(axes: "Axes", x: float, y: float, text: str, **look: Any) -> "Text":
    """Write text at (x, y) millimetres and return it; vertically centred unless `look` says otherwise."""
    return axes.text(x, y, text, **{"va": "center", "linespacing": LINE_SPACING, **look})


def plain(text: str) -> str:
    """Return the text on one line: line breaks, tabs and runs of blanks become one space."""
    return " ".join(text.split())


@cache
def _font() -> "FT2Font":
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415

    font = FT2Font(FONT)
    font.set_size(TEXT_PT, 72)
    return font


@cache
def characters() -> frozenset[int]:
    """Return the code points for which the font has a glyph."""
    return frozenset(_font().get_charmap())


@cache
def _advance_pt(character: str) -> float:
    """Return how far a character moves the next one to the right, in points."""
    from matplotlib.ft2font import LoadFlags  # noqa: PLC0415

    return _font().load_char(ord(character), LoadFlags.NO_HINTING).linearHoriAdvance / 65536


def measure(text: str) -> float:
    """Return the width of one line of text in millimetres, kerning aside."""
    return sum(map(_advance_pt, text)) / POINTS_PER_MM


_ATOM: Final = re.compile(r"[（《“‘〔]*(?:[!-~]+|.)[，。、；：）》”’〕％！？]*")
"""What stays on one line: a number or a Latin word, and punctuation with the character it belongs to."""


def wrap(text: str, width: float) -> list[str]:
    """Break text into lines of at most `width` millimetres, as few as it takes and about equally long."""
    atoms = [atom for word in _ATOM.findall(text) for atom in ([word] if measure(word) <= width else word)]
    lines = _fill(atoms, width)
    if len(lines) == 1:
        return lines
    trials = (_fill(atoms, width * step / 20) for step in range(1, 20))
    return next((trial for trial in trials if len(trial) == len(lines)), lines)


def _fill(atoms: list[str], width: float) -> list[str]:
    """Return the atoms in lines, each as full as `width` millimetres allow."""
    lines = [""]
    for atom in atoms:
        if lines[-1] and measure((lines[-1] + atom).rstrip()) > width:
            lines.append("")
        lines[-1] += atom if lines[-1] else atom.lstrip()
    return [line.rstrip() for line in lines]
