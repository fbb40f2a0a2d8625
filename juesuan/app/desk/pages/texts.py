"""文字: the headings that the form uses, what stands below each, its numbers, and what stood there last year."""

from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app import seen
from juesuan.app.desk import opening, views, written
from juesuan.model.problems import ReportError, error
from juesuan.model.seen import SaidNumber
from juesuan.model.year_folder import TEXTS


def page(request: Request) -> Response:
    """The screen 文字; the first part that is not done stands open where the address names none."""
    year = views.year_of(request)
    known = year.known()
    parts = written.parts(known, year.folder)
    key = request.path_params.get("key", "")
    first = next((each for each in parts if each.state in {written.EMPTY, written.MARKED_STILL}), None)
    chosen = next((each for each in parts if each.key == key), None) if key else first or next(iter(parts), None)
    if key and parts and chosen is None:
        raise HTTPException(404, f"文字材料里没有“{key}”这个标题。")
    before = written.last_year(known, chosen.key) if chosen else ()
    address = {each.key: f"/{year.year}/文字/{quote(each.key)}" for each in parts}
    has_file = (year.folder / TEXTS).is_file()
    return views.shown(
        request,
        "texts.html",
        parts=parts,
        chosen=chosen,
        is_asked=bool(key),
        before=before,
        address=address,
        has_file=has_file,
        is_read=known.checked is not None,
    )


def open_file(request: Request, _: FormData) -> Response:
    """Opens the file of texts in the program that the system has for it."""
    place = views.year_of(request).folder / TEXTS
    if place.is_symlink() or not place.is_file():
        raise ReportError(error("T01", TEXTS, "没有这个文件", "请点“补上空白的一份”。"))
    opening.open_with_system(place)
    return views.stay()


def look(request: Request, form: FormData) -> Response:
    """Notes that a person has looked at the number that the form names; refuses one that says it otherwise now."""
    year = views.year_of(request)
    said = SaidNumber(*(views.typed(form, name) for name in ("number", "sentence", "place")))
    checked = year.known().checked
    if checked is None:
        raise ReportError(error("K13", "看过", "工作簿读不懂，没有记", "请先看“核对”。"))
    seen.confirm(seen.of_check(checked, year.output), [said.key], views.typed(form, "by"))
    return views.go_to(f"/{year.year}/文字/{quote(views.typed(form, 'key'))}")


ROUTES = (
    Route("/{year:int}/文字", page),
    Route("/{year:int}/文字", views.posted(open_file), methods=["POST"]),
    Route("/{year:int}/看过", views.posted(look), methods=["POST"]),
    Route("/{year:int}/文字/{key:path}", page),
)
