"""数据: the sheets of the workbook with the state of each cell, and the ways in which figures come into them."""

from datetime import datetime
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan import reading
from juesuan.app.desk import opening, sheets, views
from juesuan.model.problems import ReportError, error
from juesuan.model.proposed import WaitingCell
from juesuan.model.year_folder import WORKBOOK
from juesuan.year import confirming, proposed_terms


def page(request: Request) -> Response:
    """The screen 数据; the first sheet stands open where the address names none."""
    year = views.year_of(request)
    known = year.known()
    names = sheets.names(known)
    name = request.path_params.get("sheet") or next(iter(names))
    if name not in names:
        raise HTTPException(404, f"工作簿的格式里没有“{name}”这张表。")
    table, refused, waiting = None, known.refused, tuple[WaitingCell, ...]()
    try:
        waiting = confirming.prepared(year.folder).waiting
        table = sheets.sheet(known, reading.given(year.folder), name)
    except ReportError as caught:
        refused = tuple(caught.problems)
    address = {each: f"/{year.year}/数据/{quote(each)}" for each in names}
    return views.shown(
        request,
        "numbers.html",
        names=names,
        name=name,
        table=table,
        address=address,
        refused=refused,
        waiting=[(each, _shown(each)) for each in waiting if each.cell.sheet == name],
        all_waiting=len(waiting),
    )


def open_file(request: Request, _: FormData) -> Response:
    """Opens the workbook in the program that the system has for it."""
    year = views.year_of(request)
    name, _data = reading.workbook_of(reading.given(year.folder))
    opening.open_with_system(year.folder / name)
    return views.stay()


def confirm(request: Request, form: FormData) -> Response:
    """Notes that the proposed cells of a sheet, as they were shown, are right."""
    year = views.year_of(request)
    shown = {each for each in form.getlist("cell") if isinstance(each, str)}
    found = confirming.prepared(year.folder)
    keys = [each.key for each in found.waiting if _shown(each) in shown]
    if len(keys) != len(shown):
        raise ReportError(error("K20", "提出的格", "有的格已经变了，一格也没有确认", "请重新看过再点。"))
    confirming.confirmed(found, keys, views.typed(form, "by"), datetime.now().astimezone())
    return views.go_to(f"/{year.year}/数据/{quote(views.typed(form, 'sheet'))}")


def _shown(each: WaitingCell) -> str:
    """A proposed cell as the form sends it back: where it stands and what it holds."""
    return f"{each.cell} {' '.join(each.value.split())}"


def terms(request: Request) -> Response:
    """The terms that the report has to explain and that 名词解释 lacks, with the standard explanations."""
    year = views.year_of(request)
    return views.shown(request, "terms.html", found=proposed_terms.prepared(year.folder))


def add_terms(request: Request, _: FormData) -> Response:
    """Writes them into the workbook, each to be confirmed, a copy kept first."""
    year = views.year_of(request)
    found = proposed_terms.prepared(year.folder)
    if found.terms:
        proposed_terms.written(found, datetime.now().astimezone())
    return views.go_to(f"/{year.year}/数据/{quote('名词解释')}")


ROUTES = (
    Route("/{year:int}/数据", page),
    Route("/{year:int}/数据/确认", views.posted(confirm), methods=["POST"]),
    Route("/{year:int}/数据/名词", terms),
    Route("/{year:int}/数据/名词", views.posted(add_terms), methods=["POST"]),
    Route(f"/{{year:int}}/数据/{WORKBOOK}", views.posted(open_file), methods=["POST"]),
    Route("/{year:int}/数据/{sheet}", page),
)
