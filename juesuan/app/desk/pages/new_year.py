"""＋新的一年: a folder for the next year, made from the newest one before it; what was carried over is told."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app import next_year
from juesuan.app.desk import views
from juesuan.model.problems import ReportError, error


def page(request: Request) -> Response:
    """The questions: which year, and from which one."""
    years = views.desk_of(request).years
    return views.shown(request, "new_year.html", known=years, proposed=years[-1] + 1 if years else None)


def make(request: Request, form: FormData) -> Response:
    """Makes the folder and tells what was carried over and what is to be done."""
    year = views.asked_year(form)
    if not views.typed(form, "is_published"):
        advice = "上年数都取自上年的工作簿。请先把它改成公开的那一份，再开始新的一年。"
        raise ReportError(error("K06", "上年的工作簿", "还没有确认它就是公开的那一份", advice))
    desk = views.desk_of(request)
    placed = next_year.made(desk.inputs, desk.output, year)
    return views.shown(request, "new_year_made.html", number=year, placed=placed)


ROUTES = (
    Route("/新的一年", page),
    Route("/新的一年", views.posted(make), methods=["POST"]),
)
