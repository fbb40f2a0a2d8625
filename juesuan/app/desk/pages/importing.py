"""导入: official tables are dropped, what they change is shown cell by cell, and taken only on a click."""

from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import uploads, views
from juesuan.app.desk.desk import Desk
from juesuan.model.identity import digest
from juesuan.model.official import OfficialFigures
from juesuan.model.problems import ReportError, error
from juesuan.reading import official
from juesuan.year import importing
from juesuan.year.importing import Import


def offer(request: Request, form: FormData) -> Response:
    """Reads the dropped files and offers what they give; nothing is written."""
    desk = views.desk_of(request)
    with uploads.taken(form, "files") as paths:
        figures = official.read(paths)
    year = _year(views.typed_year(form), figures)
    desk.offered[:] = [importing.prepared(figures, _folder(desk, year), year)]
    return views.go_to(f"/{quote('导入')}")


def page(request: Request) -> Response:
    """What was offered last: the tables that were recognised, each cell before and after, what was refused."""
    offered = next(iter(views.desk_of(request).offered), None)
    return views.shown(request, "importing.html", offered=offered, key=_key(offered) if offered else "")


def take(request: Request, form: FormData) -> Response:
    """Writes what was offered into the workbook, a copy kept first; the problems of the year are shown next."""
    offered = views.desk_of(request).offered
    if not offered or views.typed(form, "offer") != _key(offered[-1]):
        advice = "请看看“导入”现在列着什么，或再拖一次文件。"
        raise ReportError(error("K03", "导入", "没有写：这一份已经写过，换了别的文件，或工作台重开过", advice))
    importing.written(offered[-1], datetime.now().astimezone())
    return views.go_to(f"/{quote(offered.pop().folder.name)}/{quote('核对')}")


def _key(offered: Import) -> str:
    """What tells one offer from any other, so that only the one that was shown is written."""
    return digest(f"{offered.folder}{offered.filling.changes}{offered.problems}".encode())


def _year(typed: int | None, figures: OfficialFigures) -> int:
    """The year that the tables go into: the one typed, else the one that they name. Raises ReportError."""
    year = typed or figures.year
    if year is None:
        raise ReportError(
            error("I01", "年度", "表里没有写年度", "请在“年度”里写四位数字，如 2024，再拖一次文件。")
        )
    return year


def _folder(desk: Desk, year: int) -> Path:
    """The folder of the year's inputs; it need not be there yet."""
    found = desk.year(year)
    return found.folder if found else desk.inputs / str(year)


ROUTES = (
    Route("/导入", page),
    Route("/导入", views.posted(offer), methods=["POST"]),
    Route("/导入/写进工作簿", views.posted(take), methods=["POST"]),
)
