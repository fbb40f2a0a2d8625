"""帮助: the manual, as it stands in docs, its headings as contents beside it; each screen has a passage."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import views
from juesuan.model.program_folders import DOCS


@dataclass(frozen=True, slots=True)
class ManualHeading:
    """A heading of the manual; its words are its anchor, too."""

    words: str
    is_chapter: bool


@dataclass(frozen=True, slots=True)
class Manual:
    """The manual as HTML, with its headings."""

    html: Markup
    headings: tuple[ManualHeading, ...]


def page(request: Request) -> Response:
    """The manual."""
    return views.shown(request, "manual.html", manual=_manual())


@cache
def _manual() -> Manual:
    words = (DOCS / "使用手册.md").read_text(encoding="utf-8")
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(words)
    headings = tuple(_headings(tokens))
    html = _ASIDE.sub(r"\1", reader.renderer.render(tokens, reader.options, {}))
    return Manual(Markup(_PICTURE.sub(r"\1/own/", html)), headings)  # noqa: S704 - our own file


_ASIDE = re.compile(r'<a href="(?!https?:|#)[^"]*">(.*?)</a>')
"""A link to another file of the program, which is no page of the desk."""
_PICTURE = re.compile(r'(<img src=")(?=[^"/]+")')


def _headings(tokens: Sequence[Token]) -> Iterator[ManualHeading]:
    """The headings of chapters and passages; each gets its words as its anchor."""
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag in {"h2", "h3"}:
            words = tokens[at + 1].content
            token.attrSet("id", words)
            yield ManualHeading(words, token.tag == "h2")


ROUTES = (Route("/帮助", page),)
