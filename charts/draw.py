"""From the values of a chart to its two pictures, here or in worker processes that draw while other work goes on.

Importing this module does not import matplotlib; only the process that draws does.
"""

import os
import signal
import sys
import threading
import warnings
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from multiprocessing import get_context, parent_process
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final, Self

from charts import style
from charts.bars import bars
from charts.data import Bars, Chart, Drawing, Part
from charts.pie import pie

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from matplotlib.figure import Figure

MOST_WORKERS: Final = 2
"""Each pays half a second for importing matplotlib: for the ten charts of a report a third would not pay."""
FEWEST_CHARTS: Final = 2
"""Below this a worker is not worth starting."""

NO_SVG_METADATA: Final = {"Date": None, "Creator": None, "Format": None, "Type": None}


class MissingGlyph(Exception):  # noqa: N818  a fact about the font, named as the officer's message says it
    """A chart's words hold characters that the chart font lacks."""

    def __init__(self, chart: str, characters: str) -> None:
        """Keep the chart's name and the characters, each once."""
        super().__init__(chart, characters)
        self.chart = chart
        self.characters = characters

    def __str__(self) -> str:
        listed = "、".join(
            f"{mark if mark.isprintable() else ''}（U+{ord(mark):04X}）" for mark in self.characters
        )
        return f"图表“{self.chart}”的文字中有图表字体没有的字：{listed}，请换一种写法。"


def undrawable(chart: Chart) -> str:
    """Return the Chinese sentence that says why a chart is not drawn; empty when it can be drawn."""
    named = _named_parts(chart)
    if not named:
        return "没有数据，不作图。"
    negative = [f"{name}为负数（{style.plain(part.amount)}）" for name, part in named if part.value < 0]
    if negative:
        kind = "柱形图" if isinstance(chart, Bars) else "饼图"
        return f"其中{'、'.join(negative)}，不宜用{kind}表示，见上文数字。"
    return "" if any(part.value for _, part in named) else "各项金额均为0万元，不作图。"


def alt_text(chart: Chart) -> str:
    """Return the chart in words: title, kind, and every name, amount and share, also those of zero."""
    if isinstance(chart, Bars):
        kind, items = "柱形图", [f"{group}{_list(parts)}" for group, parts in chart.groups]
    else:
        kind, items = "饼图", [_item(part) for part in chart.parts]
    return style.plain(f"{chart.title}（{kind}）：{'；'.join(items)}。")


def _item(part: Part) -> str:
    return f"{part.label}{part.amount}" + (f"，占{part.share}" if part.share else "")


def _list(parts: "Sequence[Part]") -> str:
    return "、".join(_item(part) for part in parts)


def _named_parts(chart: Chart) -> list[tuple[str, Part]]:
    """Return every part with the name by which a sentence can speak of it."""
    if isinstance(chart, Bars):
        return [(style.plain(f"{part.label}{group}"), part) for group, parts in chart.groups for part in parts]
    return [(style.plain(part.label), part) for part in chart.parts]


def draw(chart: Chart) -> Drawing:
    """Return the pictures of one chart, the same bytes for the same chart; without pictures, the words instead.

    Raises MissingGlyph, and any warning of matplotlib as an error: a picture with a doubt is not handed out.
    """
    words = undrawable(chart)
    if words:
        return Drawing(name=chart.name, alt=words, png=b"", svg=b"", width_mm=0, height_mm=0)
    _refuse_missing_glyphs(chart)
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        figure = bars(chart) if isinstance(chart, Bars) else pie(chart)
        png, svg = _png(figure), _svg(figure)
    width, height = (round(inches * style.MM_PER_INCH) for inches in figure.get_size_inches())
    return Drawing(name=chart.name, alt=alt_text(chart), png=png, svg=svg, width_mm=width, height_mm=height)


def _refuse_missing_glyphs(chart: Chart) -> None:
    shown = [(name, part.label, part.amount, part.share) for name, part in _named_parts(chart)]
    marks = dict.fromkeys(style.plain("".join(text for texts in shown for text in texts)))
    missing = "".join(mark for mark in marks if ord(mark) not in style.characters())
    if missing:
        raise MissingGlyph(chart.name, missing)


def _png(figure: "Figure") -> bytes:
    file = BytesIO()
    figure.savefig(file, format="png", dpi=style.PNG_DPI, metadata={"Software": None})
    return file.getvalue()


def _svg(figure: "Figure") -> bytes:
    file = BytesIO()
    figure.savefig(file, format="svg", metadata=NO_SVG_METADATA)
    return file.getvalue()


def _ignore(_: str) -> None: ...


@dataclass(slots=True)
class Job:
    """Charts that are being drawn; leaving the `with` block ends what is not finished."""

    charts: tuple[Chart, ...]
    pool: ProcessPoolExecutor | None = None
    under_way: int = 0
    ready: "SimpleQueue[Future[Drawing]]" = field(default_factory=SimpleQueue)
    """Not `as_completed`: Ctrl-C inside it can leave a future locked, and then the program never ends."""

    def result(self, on_done: "Callable[[str], None]" = _ignore) -> dict[str, Drawing]:
        """Wait for the drawings, by name in the order of the charts; `on_done` hears each name when it is ready.

        What no worker could draw is drawn here. Raises what `draw` raises.
        """
        done: dict[str, Drawing] = {}
        with self:
            for drawing in self._arriving():
                done[drawing.name] = drawing
                on_done(drawing.name)
        return {chart.name: done[chart.name] for chart in self.charts}

    def _arriving(self) -> "Iterator[Drawing]":
        open_charts = {chart.name: chart for chart in self.charts}
        try:
            while self.under_way:
                self.under_way -= 1
                drawing = self.ready.get().result()
                del open_charts[drawing.name]
                yield drawing
        except (BrokenProcessPool, CancelledError):
            self.close()
        yield from map(draw, open_charts.values())

    def close(self) -> None:
        """Let the workers end; what they have not begun stays undrawn."""
        if self.pool:
            with _interrupts_wait():
                self.pool.shutdown(wait=False, cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def draw_all(charts: "Sequence[Chart]", on_done: "Callable[[str], None]" = _ignore) -> dict[str, Drawing]:
    """Draw all charts and wait for them; see `Job.result`."""
    return begin(charts).result(on_done)


def begin(charts: "Sequence[Chart]") -> Job:
    """Start drawing in worker processes and return at once; without workers, `Job.result` does the drawing."""
    job = Job(tuple(charts))
    drawable = [chart for chart in charts if not undrawable(chart)]
    workers = min(MOST_WORKERS, os.cpu_count() or 1, len(drawable))
    if len(drawable) < FEWEST_CHARTS or workers == 1:
        return job
    try:
        job.pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_wake)
        with _interrupts_wait():  # Ctrl-C reaches the whole terminal, and a worker started here never hears it
            for chart in drawable:
                job.pool.submit(draw, chart).add_done_callback(job.ready.put)
        job.under_way = len(drawable)
    except (OSError, ImportError, NotImplementedError, BrokenProcessPool):
        # no semaphores, no memory, no permission: the same pictures are drawn in this process
        job.close()
    except KeyboardInterrupt:
        job.close()
        raise
    return job


@contextmanager
def _interrupts_wait() -> "Iterator[None]":
    """Let Ctrl-C wait until the block is done; a process started meanwhile inherits that and waits for ever."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _wake() -> None:
    """Ready a worker: it leaves Ctrl-C to the parent, ends with the parent, and loads matplotlib."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    style.prepare()


def _end_with_parent() -> None:
    """Wait for the parent, so that no worker outlives a parent that was killed."""
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
