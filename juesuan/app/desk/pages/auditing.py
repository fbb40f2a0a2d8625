"""审读别的报告: a finished report, without its workbook."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import views


def page(request: Request) -> Response:
    """The screen 审读别的报告."""
    return views.shown(request, "auditing.html")


ROUTES = (Route("/审读", page),)
