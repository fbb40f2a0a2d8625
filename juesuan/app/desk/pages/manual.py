"""帮助: the manual as it stands in docs, its headings beside it; and what each version of the program changed."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import views
from juesuan.model import release
from juesuan.model.program_folders import DOCS, ROOT


class ManualHeading(Struct, frozen=True):
    """A heading of the manual; its words are its anchor, too."""

    words: str
    is_chapter: bool


class Manual(Struct, frozen=True):
    """The manual as HTML, with its headings."""

    html: Markup
    headings: tuple[ManualHeading, ...]


def page(request: Request) -> Response:
    """The manual."""
    return _shown(request, DOCS / "使用手册.md", is_changes=False)


def changes(request: Request) -> Response:
    """What is different in each version of the program."""
    return _shown(request, ROOT / "CHANGELOG.md", is_changes=True)


def word_file(_: Request) -> Response:
    """The manual as a Word file, made anew: its contents need the pages that the layout gives it."""
    from juesuan.app.desk import manual_file  # noqa: PLC0415 - it loads what lays out a report

    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(_FILE)}"}
    return Response(manual_file.docx(), media_type=_WORD, headers=headers)


_FILE = "使用手册.docx"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _shown(request: Request, path: Path, *, is_changes: bool) -> Response:
    manual = _manual(path)
    return views.shown(request, "manual.html", manual=manual, release=release.number(), is_changes=is_changes)


@cache
def _manual(path: Path) -> Manual:
    words = path.read_text(encoding="utf-8")
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


ROUTES = (Route("/帮助", page), Route(f"/帮助/{_FILE}", word_file), Route("/更新记录", changes))
