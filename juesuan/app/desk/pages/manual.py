"""帮助: the manual, as it stands in docs."""

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
    return Markup(MarkdownIt("commonmark", {"html": False}).enable("table").render(words))  # noqa: S704 - our own file


ROUTES = (Route("/帮助", page),)
