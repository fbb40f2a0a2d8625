"""The desk as a web application: all addresses, what stands before them, and the answer where something fails."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from juesuan.app import summary
from juesuan.app.desk import safety, sample, views, warming, watching
from juesuan.app.desk.desk import Desk
from juesuan.app.desk.pages import (
    auditing,
    checking,
    corrections,
    delivery,
    first_day,
    importing,
    layout,
    manual,
    new_year,
    numbers,
    own_form,
    publishing,
    report,
    returned,
    running,
    starting,
    tags,
    texts,
    trends,
)
from juesuan.model.problems import ReportError
from juesuan.model.program_folders import DOCS, FONTS, TEMPLATES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Lifespan

Handler = Callable[[Request, Exception], Response | Awaitable[Response]]
_OWN = {path.name: path for path in (TEMPLATES / "desk").rglob("*.*") if path.suffix in {".css", ".js"}}
_OWN["tokens.css"] = TEMPLATES / "tokens.css"
_OWN |= {path.name: path for path in (*FONTS.glob("*.ttf"), *DOCS.glob("desk-*.png"))}
_PAGES = (
    first_day, importing, starting, new_year, numbers, own_form, tags, texts, checking, report, layout, returned,
    corrections, delivery, publishing, trends, auditing, manual, running,
)  # fmt: skip


def site(desk: Desk, token: str) -> "ASGIApp":
    """The application for a desk; ``token`` lets its first page in."""
    return guarded(desk, token, ROUTES, partial(_life, desk))


def guarded(
    desk: Desk, token: str, routes: Sequence[BaseRoute], life: "Lifespan[Starlette]", **state: object
) -> "ASGIApp":
    """An application of these routes, with all that stands before a desk; ``state`` is what its pages find."""
    handlers: Mapping[object, Handler] = {
        HTTPException: _not_there, ReportError: _not_done, OSError: _not_on_disk, Exception: _failed,
    }  # fmt: skip
    app = Starlette(routes=routes, exception_handlers=handlers, lifespan=life)
    for name, value in {"desk": desk, **state}.items():
        setattr(app.state, name, value)
    guarded = safety.Guard(app, token, views.plain("closed.html"))
    return TrustedHostMiddleware(guarded, list(safety.HOSTS), www_redirect=False)


@asynccontextmanager
async def _life(desk: Desk, _: Starlette) -> AsyncIterator[None]:
    """Watches the folders while the desk is open."""
    watch = asyncio.create_task(watching.watch(desk))
    yield
    watch.cancel()
    sample.close(desk)


async def _events(request: Request) -> Response:
    """What happens, for a page that is shown and listens from now on."""
    desk: Desk = request.app.state.desk
    warming.begin(desk)
    return StreamingResponse(desk.events.heard(), media_type="text/event-stream")


def own(request: Request) -> Response:
    """A file of the program's own: style, script, font."""
    if (path := _OWN.get(request.path_params["name"])) is None:
        raise HTTPException(404)
    return safety.file(path, keep=path.suffix == ".ttf")


def _not_there(request: Request, caught: Exception) -> Response:
    code = caught.status_code if isinstance(caught, HTTPException) else 500
    told = caught.detail if isinstance(caught, HTTPException) else ""
    words = {404: "没有这一页。", 405: "不能这样操作。"}.get(code, told)
    return _said(request, code, told if told and not told.isascii() else words)


def _said(request: Request, code: int, words: str) -> Response:
    return views.shown(request, "refused.html", code, words=words, problems=(), back=views.came_from(request))


def _not_done(request: Request, caught: Exception) -> Response:
    problems = caught.problems if isinstance(caught, ReportError) else ()
    words = "没有做，什么也没有改。" if request.method == "POST" else "这一页现在看不了，请先改好下面的："
    return views.shown(request, "refused.html", 422, words=words, problems=problems, back=views.came_from(request))


def _not_on_disk(request: Request, caught: Exception) -> Response:
    problems = summary.reasons(caught, request.app.state.desk.output)
    words = "没有做成，磁盘读写出了错："
    return views.shown(request, "refused.html", 500, words=words, problems=problems, back=views.came_from(request))


async def _failed(request: Request, caught: Exception) -> Response:
    """A fault of the program: its traceback goes into a file, as on the command line."""
    problems = summary.reasons(caught, request.app.state.desk.output)
    html = views.plain("failed.html", problems=problems)
    return Response(html, 500, media_type=safety.KINDS[".html"])


ROUTES: tuple[BaseRoute, ...] = (
    Route("/events", _events),
    Route("/own/{name}", own),
    *(route for page in _PAGES for route in page.ROUTES),
)
"""All addresses of the desk."""
