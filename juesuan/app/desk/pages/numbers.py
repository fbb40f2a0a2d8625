"""数据: the workbook of a year, what is filled in it and what is missing."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import views


def page(request: Request) -> Response:
    """The screen 数据."""
    return views.shown(request, "numbers.html")


ROUTES = (Route("/{year:int}/数据", page),)
