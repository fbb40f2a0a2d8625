"""The page as weasyprint takes it: read as the XML that it is, with base.css in place of weasyprint's own sheets.

To read it as HTML takes a hundredth of a run, of one with many tables a thirtieth. Weasyprint reads its sheets
whenever it is loaded, which takes a hundredth, too, and gives each element six styles for lists and notes that no
page of a report has: 20 MB where there are many tables.
"""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

from juesuan.model.program_folders import TEMPLATES


@contextmanager
def sheets_unread() -> Iterator[None]:
    """Let weasyprint be loaded without reading its own stylesheets."""
    parser: Any = importlib.import_module("tinycss2")
    read = parser.parse_stylesheet
    parser.parse_stylesheet = lambda _: []
    try:
        yield
    finally:
        parser.parse_stylesheet = read


def source(html: str, fetch: Any) -> Any:
    """The document of weasyprint for a page of ``pages.page``; what it shows comes from ``fetch``."""
    from weasyprint import HTML  # noqa: PLC0415 - costs half a second, and needs the fonts to be set up first

    wrapper: Any = importlib.import_module("cssselect2").ElementWrapper
    made: Any = HTML.__new__(HTML)  # else it would read the page
    made.base_url, made.url_fetcher, made.media_type = None, fetch, "print"
    made.wrapper_element = wrapper.from_html_root(ET.fromstring(html), content_language=None)  # noqa: S314 - our own
    made.etree_element = made.wrapper_element.etree_element
    sheet, counters = _base()
    made._ua_stylesheets = lambda forms: [sheet]  # noqa: ARG005, SLF001 - the only way
    made._ua_counter_style = lambda: [counters.copy()]  # noqa: SLF001 - as above
    return made


@cache
def _base() -> tuple[Any, Any]:
    """The sheet and the counter styles in it."""
    from weasyprint import CSS  # noqa: PLC0415 - as above
    from weasyprint.css.counters import CounterStyle  # noqa: PLC0415 - as above

    counters, text = CounterStyle(), (TEMPLATES / "base.css").read_text(encoding="utf-8")
    return CSS(string=text, counter_style=counters), counters
