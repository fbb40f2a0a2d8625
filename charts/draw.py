"""From the values of a chart to its two pictures, here or in a process that draws while other work goes on.

Importing this module does not import matplotlib; only the process that draws does.
"""

import os
import pickle
import re
import subprocess
import sys
import threading
import warnings
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any, Final, Self

from msgspec import Struct, field

from charts import lying, style
from charts.bars import bars
from charts.data import Bars, Chart, Drawable, Drawing, Lines, MissingGlyph, Part
from charts.lines import lines
from charts.pie import pie

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from matplotlib.figure import Figure

_ROOT: Final = Path(__file__).resolve().parent.parent
_COLOURS: Final = 128
"""Enough for the fills of a chart and the soft edges of its letters."""
_NEARLY_WHITE: Final = 250
NO_SVG_METADATA: Final = {"Date": None, "Creator": None, "Format": None, "Type": None}
"""What an SVG file would say of its making; left out, so that the same chart gives the same bytes."""
_DECLARATION: Final = re.compile(rb"^.*?(?=<svg\b)", re.DOTALL)


def undrawable(chart: Drawable) -> str:
    """Return the Chinese sentence that says why a chart is not drawn; empty when it can be drawn."""
    named = _named_parts(chart)
    if not named:
        return "没有数据，不作图。"
    if isinstance(chart, Lines):
        return ""
    negative = [f"{name}为负数（{style.plain(part.amount)}）" for name, part in named if part.value < 0]
    if negative:
        return f"其中{'、'.join(negative)}，不宜用{_kind(chart)}表示，见上文数字。"
    return "" if any(part.value for _, part in named) else "各项金额均为0万元，不作图。"


def alt_text(chart: Drawable) -> str:
    """Return the chart in words: title, kind, and every name, amount and share, also those of zero."""
    if isinstance(chart, Bars):
        items = [f"{group}{_list(parts)}" for group, parts in chart.groups]
    elif isinstance(chart, Lines):
        items = [f"{line}{_list([part for part in parts if part])}" for line, parts in chart.lines]
    else:
        items = [_item(part) for part in chart.parts]
    return style.plain(f"{chart.title}（{_kind(chart)}）：{'；'.join(items)}。")


def _kind(chart: Drawable) -> str:
    if isinstance(chart, Lines):
        return "折线图"
    if lying.is_little(chart):
        return "条形图"
    return "柱形图" if isinstance(chart, Bars) else "饼图"


def _item(part: Part) -> str:
    return f"{part.label}{part.amount}" + (f"，占{part.share}" if part.share else "")


def _list(parts: "Sequence[Part]") -> str:
    return "、".join(_item(part) for part in parts)


def _named_parts(chart: Drawable) -> list[tuple[str, Part]]:
    """Return every part with the name by which a sentence can speak of it."""
    if isinstance(chart, Bars):
        return [(style.plain(f"{part.label}{group}"), part) for group, parts in chart.groups for part in parts]
    if isinstance(chart, Lines):
        return [
            (style.plain(f"{part.label}{line}"), part) for line, parts in chart.lines for part in parts if part
        ]
    return [(style.plain(part.label), part) for part in chart.parts]


def draw(chart: Drawable) -> Drawing:
    """Return the pictures of one chart, the same bytes for the same chart; without pictures, the words instead.

    Raises MissingGlyph, and any warning of matplotlib as an error: a picture with a doubt is not handed out.
    """
    words = undrawable(chart)
    if words:
        return Drawing(name=chart.name, alt=words, png=b"", svg=b"", width_mm=0, height_mm=0)
    _refuse_missing_glyphs(chart)
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        figure = _figure(chart)
        png, svg, outlines = _png(figure), _svg(figure), _outlines(figure)
    width, height = (round(inches * style.MM_PER_INCH) for inches in figure.get_size_inches())
    return Drawing(chart.name, alt_text(chart), png, svg, width, height, outlines)


def _figure(chart: Drawable) -> "Figure":
    if isinstance(chart, Lines):
        return lines(chart)
    if lying.is_little(chart):
        return lying.lying(chart)
    return bars(chart) if isinstance(chart, Bars) else pie(chart)


def outline(chart: Drawable) -> Drawing:
    """Return a chart as `draw` does, but for its pictures: one white dot for Word, and none for the PDF.

    It is for who wants the words of a report at once; nothing is loaded to draw, and no glyph is looked for.
    """
    words = undrawable(chart)
    if words:
        return draw(chart)
    return Drawing(name=chart.name, alt=alt_text(chart), png=_dot(), svg=b"", width_mm=1, height_mm=1)


@cache
def _dot() -> bytes:
    from PIL import Image  # noqa: PLC0415  only who needs it pays

    file = BytesIO()
    Image.new("1", (1, 1), 1).save(file, "PNG")
    return file.getvalue()


def _refuse_missing_glyphs(chart: Drawable) -> None:
    shown = [(name, part.label, part.amount, part.share) for name, part in _named_parts(chart)]
    marks = dict.fromkeys(style.plain("".join(text for texts in shown for text in texts)))
    missing = "".join(mark for mark in marks if ord(mark) not in style.characters())
    if missing:
        raise MissingGlyph(chart.name, missing)


def _png(figure: "Figure") -> bytes:
    """Return the PNG file, its pixels in a palette: a chart has few colours, so that is quicker and smaller."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415  only the process that draws pays
    from PIL import Image  # noqa: PLC0415  as above

    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = Image.frombytes("RGB", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBX")
    file = BytesIO()
    colours = pixels.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE)
    # the palette's white is a shade off, which would print as a grey box
    colours.putpalette([255 if value > _NEARLY_WHITE else value for value in colours.getpalette() or ()])
    colours.save(file, "PNG", dpi=(style.PNG_DPI, style.PNG_DPI))
    return file.getvalue()


def _svg(figure: "Figure") -> bytes:
    file = BytesIO()
    figure.savefig(file, format="svg", metadata=NO_SVG_METADATA)
    return file.getvalue()


def _outlines(figure: "Figure") -> bytes:
    """Return the SVG that Word shows, without the address of its old document type."""
    from charts import outlined  # noqa: PLC0415  only the process that draws pays

    return _DECLARATION.sub(b"", outlined.svg(figure, NO_SVG_METADATA), count=1)


def warm_up() -> None:
    """Load matplotlib and draw an empty page with it, so that the first chart does not wait for that."""
    empty, _ = style.page()
    _svg(empty)
    _outlines(empty)


def _ignore(_: str) -> None: ...


class Artist(Struct):
    """A process that draws while this one does other work; leaving the `with` block ends it."""

    process: "subprocess.Popen[bytes] | None" = None
    arriving: "SimpleQueue[Drawing | None]" = field(default_factory=SimpleQueue)
    """What the process has drawn, in order, and None where it has ended."""
    reader: threading.Thread | None = None
    charts: tuple[Drawable, ...] = ()
    hand: "Callable[[Drawable], Drawing] | None" = None
    """What draws a chart that the process has not drawn; None for `draw`."""

    def begin(self, charts: "Sequence[Drawable]") -> None:
        """Hand over the charts, once, and return at once; without a process, `drawings` does the drawing."""
        self.charts = tuple(charts)
        if not self.charts:
            self.close()
        if self.process and self.process.stdin:
            with suppress(OSError):  # a process that has died draws nothing, and `drawings` sees that
                self.process.stdin.write(pickle.dumps(self.charts))
                self.process.stdin.close()

    def drawings(self, on_done: "Callable[[str], None]" = _ignore) -> dict[str, Drawing]:
        """Wait for the drawings, by name in the order of the charts; `on_done` hears each name when it is ready.

        What the process has not drawn is drawn here. Raises what `draw` raises.
        """
        done: dict[str, Drawing] = {}
        for chart in self.charts:
            drawing = (self.arriving.get() if self.process else None) or self._draw_without(chart)
            done[chart.name] = drawing
            on_done(chart.name)
        self.close()
        return done

    def _draw_without(self, chart: Drawable) -> Drawing:
        """Draw a chart in this process, and from now on every one."""
        self.close()
        return (self.hand or draw)(chart)

    def close(self) -> None:
        """End the drawing process, whatever it is doing; nothing happens where there is none."""
        if self.process and self.reader:
            self.process.kill()
            self.reader.join()
            with self.process:  # closes the pipes and waits for the end
                self.process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_DRAWS_HERE: ContextVar[bool] = ContextVar("draws_here", default=False)


@contextmanager
def here() -> "Iterator[None]":
    """Let whoever asks for an artist meanwhile draw in this process: it is one of many that work at a time."""
    token = _DRAWS_HERE.set(True)
    try:
        yield
    finally:
        _DRAWS_HERE.reset(token)


def artist() -> Artist:
    """Start a process that loads matplotlib and waits for charts; on one processor, or where none starts, nobody.

    One process: two would pay twice for loading matplotlib, half a second, to draw what takes one about as long.
    """
    if (os.cpu_count() or 1) == 1 or _DRAWS_HERE.get():
        return Artist()
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "charts.worker"],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            **_apart(),
        )
    except OSError:  # no memory, no permission: the same pictures are drawn in this process
        return Artist()
    arriving: SimpleQueue[Drawing | None] = SimpleQueue()
    reader = threading.Thread(target=_pass_on, args=(process.stdout, arriving), daemon=True)
    reader.start()
    return Artist(process, arriving, reader)


def _pass_on(drawings: IO[bytes], arriving: "SimpleQueue[Drawing | None]") -> None:
    """Take the drawings as they come: a pipe holds less than one, and the process would stand still."""
    with suppress(EOFError, OSError, pickle.UnpicklingError):
        while True:
            arriving.put(pickle.load(drawings))  # noqa: S301  our own process
    arriving.put(None)


def _apart() -> dict[str, Any]:
    """Ctrl-C reaches every process of a terminal: say how to put one where it does not; its input ends it."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def draw_all(charts: "Sequence[Chart]", on_done: "Callable[[str], None]" = _ignore) -> dict[str, Drawing]:
    """Return the drawings of all charts by name, in the order of the charts; see `Artist.drawings`."""
    with artist() as started:
        started.begin(charts)
        return started.drawings(on_done)
