"""新的一年: the folder of the next year is made."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import views


def page(request: Request) -> Response:
    """The screen 新的一年."""
    return views.shown(request, "new_year.html")


ROUTES = (Route("/新的一年", page),)
