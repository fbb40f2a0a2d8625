"""What the top bar does from every screen: the report is made, the folder of the outputs is opened."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import opening, views


def make(request: Request, _: FormData) -> Response:
    """Begins to make the report; nothing more where that runs already."""
    views.year_of(request).begin()
    return views.stay()


def open_folder(request: Request, _: FormData) -> Response:
    """Opens the folder of the year's outputs, or that of its inputs where nothing was made yet."""
    year = views.year_of(request)
    opening.open_with_system(year.outputs if year.outputs.is_dir() else year.folder)
    return views.stay()


def know(request: Request, _: FormData) -> Response:
    """Takes away the line on what the last desk had not finished."""
    views.desk_of(request).unfinished.known()
    return views.go_to(views.came_from(request))


ROUTES = (
    Route("/知道了", views.posted(know), methods=["POST"]),
    Route("/{year:int}/生成", views.posted(make), methods=["POST"]),
    Route("/{year:int}/打开文件夹", views.posted(open_folder), methods=["POST"]),
)
