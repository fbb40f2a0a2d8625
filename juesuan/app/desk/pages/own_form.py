"""本单位的版式, a part of 文字: the form's wording copied for the department, opened, and put aside again."""

from datetime import datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import opening, views
from juesuan.model import editions
from juesuan.model.problems import ReportError, error
from juesuan.year import own_template, template_in_use


def page(request: Request) -> Response:
    """Whose wording the report has, what is wrong with it, and what could be used instead."""
    year = views.year_of(request)
    known = year.known()
    own = year.folder / editions.OWN
    return views.shown(
        request,
        "own_form.html",
        edition=own_template.edition(year.folder),
        has_own=own.is_dir() and not own.is_symlink(),
        has_template=(own / editions.TEMPLATE).is_file(),
        offers=template_in_use.offers(year.folder),
        faults=[each for each in known.problems if each.is_open and each.where.startswith(editions.OWN)],
    )


def copy(request: Request, _: FormData) -> Response:
    """Copies the form's template and list of tables into the folder 版式; what is there stays as it is."""
    made, told, _advice = own_template.copy(views.year_of(request).folder)
    if not made:
        raise ReportError(*(each for each in told if each.is_open))
    return _back(request)


def open_file(request: Request, _: FormData) -> Response:
    """Opens the department's template in Word or WPS."""
    folder = views.year_of(request).folder / editions.OWN
    place = folder / editions.TEMPLATE
    if folder.is_symlink() or place.is_symlink() or not place.is_file():
        raise ReportError(error("K83", place.name, "没有本单位的版式", "请先点“做一份本单位的版式”。"))
    opening.open_with_system(place)
    return views.stay()


def put_aside(request: Request, _: FormData) -> Response:
    """Goes back to the form's own wording; the department's is kept."""
    template_in_use.put_aside(views.year_of(request).folder, datetime.now().astimezone())
    return _back(request)


def take(request: Request, form: FormData) -> Response:
    """Uses the template that was offered."""
    template_in_use.take(views.year_of(request).folder, views.typed(form, "name"))
    return _back(request)


def _back(request: Request) -> Response:
    return views.go_to(f"/{request.path_params['year']}/文字/版式")


_AT = "/{year:int}/文字/版式"
ROUTES = (
    Route(_AT, page),
    Route(_AT, views.posted(copy), methods=["POST"]),
    Route(f"{_AT}/打开", views.posted(open_file), methods=["POST"]),
    Route(f"{_AT}/收起", views.posted(put_aside), methods=["POST"]),
    Route(f"{_AT}/用", views.posted(take), methods=["POST"]),
)
