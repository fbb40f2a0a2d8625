"""What elements are before the stylesheet of the page says how they look: base.css in place of weasyprint's own.

Weasyprint reads its sheets whenever it is loaded, a fiftieth of a run, and gives each element six styles for lists
and notes that no page of a report has: 20 MB of a report with many tables.
"""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from juesuan.model.program_folders import TEMPLATES


@contextmanager
def unread() -> Iterator[None]:
    """Let weasyprint be loaded without reading its own stylesheets: a document has to ``use`` ours."""
    parser: Any = importlib.import_module("tinycss2")
    read = parser.parse_stylesheet
    parser.parse_stylesheet = lambda _: []
    try:
        yield
    finally:
        parser.parse_stylesheet = read


def use(source: Any) -> None:
    """Let a document of weasyprint that is not yet laid out have base.css below its own stylesheets."""
    sheet, counters = _base()
    source._ua_stylesheets = lambda forms: [sheet]  # noqa: ARG005, SLF001 - the only way
    source._ua_counter_style = lambda: [counters.copy()]  # noqa: SLF001 - as above


@cache
def _base() -> tuple[Any, Any]:
    """The sheet and the counter styles in it."""
    import weasyprint  # noqa: PLC0415 - costs half a second, and needs the fonts to be set up first
    from weasyprint.css.counters import CounterStyle  # noqa: PLC0415 - as above

    counters, text = CounterStyle(), (TEMPLATES / "base.css").read_text(encoding="utf-8")
    return weasyprint.CSS(string=text, counter_style=counters), counters
