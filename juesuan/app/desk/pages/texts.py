"""文字: the texts of a year by their headings."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import views


def page(request: Request) -> Response:
    """The screen 文字."""
    return views.shown(request, "texts.html")


ROUTES = (Route("/{year:int}/文字", page),)
