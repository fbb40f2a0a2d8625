"""开始: where the desk begins; with a year at its problems, without any at what can be begun."""

from datetime import UTC, datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import sample, views
from juesuan.year import first_year


def start(request: Request) -> Response:
    """The problems of the year in the address, else of the newest; the first day where there is no year yet."""
    years, asked = views.desk_of(request).years, request.query_params.get("year", "")
    return views.go_to(f"/{asked if asked in map(str, years) else years[-1]}/核对" if years else "/开始")


def page(request: Request) -> Response:
    """The screen of the first day; the accounts of last year are those that are made now."""
    return views.shown(request, "first_day.html", proposed=datetime.now(UTC).year - 1)


def blank(request: Request, form: FormData) -> Response:
    """Puts a blank workbook and blank texts into the folder of a year; files that are there stay as they are."""
    desk, year = views.desk_of(request), views.asked_year(form)
    found = desk.year(year)
    first_year.make(found.folder if found else desk.inputs / str(year))
    return views.go_to(f"/{year}/数据")


def show_sample(request: Request, _: FormData) -> Response:
    """Opens a desk of its own on a copy of the sample, apart from the officer's years."""
    return views.shown(request, "sample.html", opened=sample.opened(views.desk_of(request)))


ROUTES = (
    Route("/", start),
    Route("/开始", page),
    Route("/开始/空白", views.posted(blank), methods=["POST"]),
    Route("/开始/样例", views.posted(show_sample), methods=["POST"]),
)
