"""The desk of a county as a web application: its addresses, and what is done beside its pages while it is open."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from juesuan.app.desk import serving, site, views
from juesuan.app.desk.county import audits, county_desk, summary, table
from juesuan.app.desk.county.county_desk import CountyDesk
from juesuan.app.desk.desk import Desk
from juesuan.app.desk.events import NO_YEAR, Event
from juesuan.app.desk.pages import manual, running
from juesuan.app.desk.views import MenuLine
from juesuan.model.problems import ReportError

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp

    from juesuan.app.command_line import Asked

_PAUSE = 1.0
"""The seconds between two looks for saved files, at least."""
_REST = 4.0
"""The pause after a look, as many times as long as it took: hundreds of folders on a shared drive take a while."""
_SELDOM = 1.0
"""The seconds between two events that have the table shown anew."""
_SCREENS = {"各单位": "/", "汇总": "/汇总", "审读": "/审读"}
"""The menu: the names of the screens with their addresses."""


def serve(asked: "Asked", folder: "Path") -> int:
    """Opens the desk of the county in a folder, and returns 0 once it is closed, see ``serving.run``.

    Raises ReportError as that does, and where the folder holds no departments.
    """
    place = folder.resolve()
    county = county_desk.of(place, Desk(place, place, asked.make, asked.check))
    return serving.run(county.desk, partial(application, county), asked)


def application(county: CountyDesk, token: str) -> "ASGIApp":
    """The application for a county; ``token`` lets its first page in."""
    return site.guarded(
        county.desk, token, ROUTES, partial(_life, county), county=county, frame=partial(_frame, county)
    )


@asynccontextmanager
async def _life(county: CountyDesk, _: Starlette) -> AsyncIterator[None]:
    """Looks after the rows while the desk is open; at its end all that it has begun has ended."""
    watch = asyncio.create_task(_watch(county))
    yield
    county.is_closing = True
    watch.cancel()
    await asyncio.to_thread(county.together.close)
    await asyncio.to_thread(county.opened.close)


async def _watch(county: CountyDesk) -> None:
    """Looks without end at the departments in which a file was saved, and has the table shown anew."""
    while True:
        begun = time.monotonic()
        with suppress(Exception):  # as a folder that was taken away: a page tells of it, and the next look goes on
            await asyncio.to_thread(look, county)
        await asyncio.sleep(max(_PAUSE, _REST * (time.monotonic() - begun)))


def look(county: CountyDesk) -> None:
    """Looks once at what is out of date. Raises ReportError where the folder of the county is not there.

    What was found is kept meanwhile, too: whoever closes the desk halfway need not wait for it again.
    """
    shown, is_new = time.monotonic(), False
    for name in county.refresh():
        left = len(county.waiting)
        county.tell("step", f"正在看各单位的填报文件：看好了{name}{f'，还有 {left} 个' if left else ''}")
        is_new = True
        if time.monotonic() - shown > _SELDOM:
            county.keep()
            county.tell("checked")
            shown, is_new = time.monotonic(), False
    if is_new:
        county.keep()
        county.tell("checked")


async def _events(request: Request) -> Response:
    """What happens, for a page that is shown and listens from now on.

    First it is shown anew: what was found between its making and its listening it has not heard.
    """
    desk: Desk = request.app.state.desk

    async def heard() -> AsyncIterator[str]:
        async for each in desk.events.heard():
            yield each
            if each.startswith(":") and each.strip() != ":":
                yield Event(NO_YEAR, "checked").sent

    return StreamingResponse(heard(), media_type="text/event-stream")


def _frame(county: CountyDesk, request: Request) -> Mapping[str, object]:
    """What the frame shows on the pages of a county."""
    path = request.url.path
    try:
        years = table.years_of(county)
    except ReportError:  # that is what the page tells
        years = ()
    asked = request.query_params.get("year", "")
    year = int(asked) if asked in map(str, years) else max(years, default=0)
    chosen = f"?year={year}" if year else ""
    lines = [
        MenuLine(at, name, f"{address}{chosen}", 0, is_here=_is_here(path, address))
        for at, (name, address) in enumerate(_SCREENS.items(), start=1)
    ]
    shown = path if path in _SCREENS.values() else "/"
    about = {"years": years, "year": year, "path": shown, "menu": lines}
    own = {"help": "各单位"} if path == "/" else {}
    return {"unit": county.folder.name, "years": (), "county": about, "running": county.together.told, **own}


def _is_here(path: str, address: str) -> bool:
    """Whether a page belongs to the screen at an address."""
    return path == address or (address != "/" and path.startswith(address))


ROUTES: tuple[BaseRoute, ...] = (
    Route("/events", _events),
    Route("/own/{name}", site.own),
    *table.ROUTES,
    *summary.ROUTES,
    *audits.ROUTES,
    *manual.ROUTES,
    Route("/知道了", views.posted(running.know), methods=["POST"]),
)
"""All addresses of the desk of a county."""
