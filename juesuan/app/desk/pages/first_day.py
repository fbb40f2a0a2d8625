"""开始: where the desk begins; with a year at its problems, without any at what can be begun."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import views


def start(request: Request) -> Response:
    """The newest year's problems, or the first day where there is no year yet."""
    years = views.desk_of(request).years
    return views.go_to(f"/{years[-1]}/核对" if years else "/开始")


def page(request: Request) -> Response:
    """The screen of the first day."""
    return views.shown(request, "first_day.html")


ROUTES = (Route("/", start), Route("/开始", page))
