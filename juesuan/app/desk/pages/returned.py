"""收回的修改: the edits in files that came back."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import views


def page(request: Request) -> Response:
    """The screen 收回的修改."""
    return views.shown(request, "returned.html")


ROUTES = (Route("/{year:int}/收回的修改", page),)
