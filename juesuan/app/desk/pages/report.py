"""报告: the pages of the report."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import views


def page(request: Request) -> Response:
    """The screen 报告."""
    return views.shown(request, "report.html")


ROUTES = (Route("/{year:int}/报告", page),)
