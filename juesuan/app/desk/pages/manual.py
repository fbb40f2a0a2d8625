"""帮助: the manual, as it stands in docs."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import views
from juesuan.model.program_folders import DOCS


def page(request: Request) -> Response:
    """The manual."""
    return views.shown(request, "manual.html", manual=_html())


@cache
def _html() -> Markup:
    words = (DOCS / "使用手册.md").read_text(encoding="utf-8")
    made = MarkdownIt("commonmark", {"html": False}).enable("table").render(words)
    return Markup(_ASIDE.sub(r"\1", made))  # noqa: S704 - our own file


_ASIDE = re.compile(r'<a href="(?!https?:|#)[^"]*">(.*?)</a>')
"""A link to another file of the program, which is no page of the desk."""


ROUTES = (Route("/帮助", page),)
