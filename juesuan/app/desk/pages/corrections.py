"""更正与各版: the versions of a year, and what changed between two."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import views


def page(request: Request) -> Response:
    """The screen 更正与各版."""
    return views.shown(request, "corrections.html")


ROUTES = (Route("/{year:int}/更正与各版", page),)
