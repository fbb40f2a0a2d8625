"""How a page is shown and how what it sends is taken: the few functions that all page modules use."""

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from juesuan import PRODUCT
from juesuan.app.desk import status, ways
from juesuan.app.desk.desk import Desk
from juesuan.app.desk.screens import SCREENS
from juesuan.app.desk.year_state import Known, YearState
from juesuan.model.chinese import narrow
from juesuan.model.problems import ReportError, error
from juesuan.web.whole_numbers import grouped, whole
from juesuan.wording import html_templates

if TYPE_CHECKING:
    from collections.abc import Awaitable

_DONE = 200
_MOST_FIELDS, _MOST_FILES = 200, 50
"""Of a form."""


class MenuLine(Struct, frozen=True):
    """A line of the left menu."""

    number: int
    name: str
    address: str
    count: int
    is_here: bool


def desk_of(request: Request) -> Desk:
    """The desk that a request is asked of; raises ReportError where its folders are gone."""
    desk = _desk(request)
    desk.require_folders()
    return desk


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def year_of(request: Request) -> YearState:
    """The year that the address names; raises HTTPException 404 where there is no folder for it."""
    found = desk_of(request).year(int(request.path_params["year"]))
    if found is None:
        raise HTTPException(404, "没有这个年度的文件夹。")
    return found


def shown(request: Request, template: str, code: int = 200, **values: object) -> Response:
    """The page of a template of templates/desk/, filled with ``values`` and what the frame needs.

    Raises ReportError where the folders are gone, but for a page that tells what could not be done.
    """
    if code == _DONE:
        _desk(request).require_folders()
    return HTMLResponse(_environment().get_template(f"desk/{template}").render(**_frame(request), **values), code)


def plain(template: str, **values: object) -> str:
    """The HTML of a page without a frame, which is of no year."""
    at_desk = partial(ways.at_desk, year=None, years=())
    return _environment().get_template(f"desk/{template}").render(product=PRODUCT, at_desk=at_desk, **values)


def posted(handler: Callable[[Request, FormData], Response]) -> "Callable[[Request], Awaitable[Response]]":
    """An endpoint that reads the form that was sent and hands it to ``handler``, in a thread as pages are.

    One form is done after the other, in whichever windows they were sent.
    """

    def done(request: Request, form: FormData) -> Response:
        desk = desk_of(request)
        with desk.changing, desk.unfinished.noted(_at(request)):
            return handler(request, form)

    async def endpoint(request: Request) -> Response:
        async with request.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS) as form:
            return await run_in_threadpool(done, request, form)

    return endpoint


def _at(request: Request) -> str:
    """The step that a form does, in words: 2020 年度“报告”里的一步."""
    year = request.path_params.get("year")
    return f"{year} 年度“{_screen(request)}”里的一步" if year else f"“{_screen(request)}”里的一步"


def typed(form: FormData, name: str) -> str:
    """What was typed into a field, without spaces around it; empty where it was not sent or is a file.

    A line ends as in a cell: a browser sends each with a carriage return.
    """
    found = form.get(name, "")
    return found.replace("\r\n", "\n").strip() if isinstance(found, str) else ""


def typed_year(form: FormData) -> int | None:
    """The year that was typed, in digits of any width; None where nothing was. Raises ReportError for no year."""
    words = narrow(typed(form, "year"))
    if words and not re.fullmatch("20[0-9]{2}", words):
        raise ReportError(error("I01", "年度", f"“{words}”不是年度", "请写四位数字，如 2024。"))
    return int(words) if words else None


def asked_year(form: FormData) -> int:
    """The same where a year has to be typed. Raises ReportError where none was."""
    year = typed_year(form)
    if year is None:
        raise ReportError(error("I01", "年度", "没有写年度", "请写四位数字，如 2024。"))
    return year


def go_to(address: str) -> Response:
    """The answer to what was done: the browser shows the page at ``address``."""
    return RedirectResponse(address, 303)


def stay() -> Response:
    """The answer to what was begun: the browser stays where it is, and events tell what comes of it."""
    return Response(status_code=204)


def came_from(request: Request) -> str:
    """The address of the page of the desk that the request comes from; that of the first where there is none.

    With what of it was chosen: the year of a county's table, its order and its filter stand behind the path.
    """
    came = urlsplit(request.headers.get("referer", ""))
    is_own = came.netloc == request.url.netloc and re.match("/(?!/)", came.path)
    return came._replace(scheme="", netloc="", fragment="").geturl() if is_own else "/"


_environment = cache(html_templates.environment)


def _frame(request: Request) -> dict[str, object]:
    """What the frame shows on every page; of no year where the address names none."""
    desk = _desk(request)
    number = request.path_params.get("year")
    state = desk.year(int(number)) if number is not None else None
    years, year = desk.years, state.year if state else None
    at_desk = partial(ways.at_desk, year=year, years=years)
    path = request.url.path
    about: dict[str, object] = {"product": PRODUCT, "years": years, "path": path, "year": year, "at_desk": at_desk}
    about |= {"whole": whole, "grouped": grouped}
    about["cut_off"] = desk.unfinished.left
    about["help"] = _screen(request)
    about["answered"] = came_from(request) if request.method == "POST" else ""
    about |= {"above": desk.above, "county": None}
    if state is None:
        own: Callable[[Request], Mapping[str, object]] = getattr(request.app.state, "frame", lambda _: {})
        bare = {"unit": "", "menu": (), "lights": (), "version": "", "running": "", "not_made": ()}
        return {**about, **bare, **own(request)}
    known = state.known()
    return {
        **about,
        "unit": known.checked.accounts.department.name.text if known.checked else "",
        "menu": _menu(request, state.year, known),
        "lights": status.status(known).lights,
        "version": _version(known),
        "running": state.running,
        "not_made": state.why_not_made(known),
    }


def _screen(request: Request) -> str:
    """The name of the screen that the address names, which is also that of its passage in the manual."""
    parts = request.url.path.split("/")
    names = parts[2:3] if "year" in request.path_params else parts[1:2]
    return "".join(names)


def _menu(request: Request, year: int, known: Known) -> tuple[MenuLine, ...]:
    here = _screen(request)
    return tuple(
        MenuLine(at, each.name, f"/{year}/{each.name}", each.count(known), is_here=here == each.name)
        for at, each in enumerate(SCREENS, start=1)
    )


def _version(known: Known) -> str:
    """The last version in words: 第11版（草稿） 08-30 11:24 · 输入有变化，未生成."""
    if known.last is None:
        return "还没有生成"
    draft = "（草稿）" if known.last.is_draft else ""
    made = f"第{known.last.number}版{draft} {known.last.made[5:16]}"
    return made if known.is_current else f"{made} · 输入有变化，未生成"
