"""交付: what is to be done before the report leaves the house."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import views


def page(request: Request) -> Response:
    """The screen 交付."""
    return views.shown(request, "delivery.html")


ROUTES = (Route("/{year:int}/交付", page),)
