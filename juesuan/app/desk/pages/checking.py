"""核对: the problems of a year, the gravest first."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import views


def page(request: Request) -> Response:
    """The screen 核对."""
    return views.shown(request, "checking.html", problems=views.year_of(request).known().problems)


ROUTES = (Route("/{year:int}/核对", page),)
