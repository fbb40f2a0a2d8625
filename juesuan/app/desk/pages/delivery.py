"""交付: what must hold before the report is handed over, and the files that are."""

from collections.abc import Iterator

from msgspec import Struct
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import kept_files, opening, status, views
from juesuan.app.desk.year_state import Known
from juesuan.model import outputs
from juesuan.model.outcome import Office
from juesuan.model.problems import ReportError, error
from juesuan.versions import store


class Point(Struct, frozen=True):
    """A point of the list of what must hold."""

    words: str
    holds: bool
    said: str
    """What is said in place of the words where it does not hold."""
    address: str
    """The screen where it is settled, behind the year."""


def page(request: Request) -> Response:
    """The list, and the files that lie in 交付: those of the last version that is no draft."""
    from juesuan.pdf import libreoffice  # noqa: PLC0415 - the desk begins without the room that lays out pages

    year = views.year_of(request)
    newest = year.known().last
    handed = store.issued(store.of(year.outputs)) if newest else None
    names = kept_files.published(handed) if handed else ()
    return views.shown(
        request,
        "delivery.html",
        points=tuple(_points(year.known())),
        handed=handed,
        draft=newest if newest != handed else None,
        has_site=(year.outputs / outputs.SITE).is_dir(),
        has_office=libreoffice.find() is not None,
        files=[(name, kept_files.address(year.year, handed.number, name)) for name in names] if handed else [],
    )


def _points(known: Known) -> Iterator[Point]:
    now = status.status(known)
    yield Point("生成过，成品与现在的填报文件一致", now.is_made, _made(known), "报告")
    errors = f"有 {now.errors} 处错误" if now.errors else "工作簿读不懂"
    yield Point("没有错误", not (now.errors or now.is_refused), errors, "核对")
    yield Point("没有警告，或者都写了说明", not now.warnings, f"有 {now.warnings} 条警告没有处理", "核对")
    yield Point("手写的数都看过", not now.unseen, f"还有 {now.unseen} 个手写的数没有看过", "核对")
    yield Point("该有的文字都写好了", not now.missing, f"还缺 {now.missing} 段文字", "文字")
    of_edits = sum(each.is_open and each.code.startswith("H") for each in known.problems)
    yield Point("别人的修改都处理了", not of_edits, f"别人的修改还有 {of_edits} 处没有处理", "收回的修改")
    of_pages = sum(each.is_open and each.code.startswith("P") for each in known.problems)
    layout = f"目录页码与版面有 {of_pages} 处问题" if of_pages else "目录页码与版面要生成以后才能核对"
    yield Point("目录页码与版面没有问题", now.is_made and not of_pages, layout, "核对" if of_pages else "报告")


def _made(known: Known) -> str:
    return "还没有生成" if known.last is None else "填报文件有变化，要再生成一次"


def open_folder(request: Request, _: FormData) -> Response:
    """Opens the folder of what is handed over."""
    place = views.year_of(request).outputs / outputs.HANDOVER
    if place.is_symlink() or not place.is_dir():
        raise ReportError(error("K07", outputs.HANDOVER, "还没有可以交的成品", "请先改好错误，再生成一次。"))
    opening.open_with_system(place)
    return views.stay()


def number_by_office(request: Request, _: FormData) -> Response:
    """Makes the report with the page numbers of its contents computed by LibreOffice."""
    if not views.year_of(request).begin(office=Office.ALL):
        raise ReportError(error("K85", "生成", "正在生成，没有再编目录页码", "请等它做完再点。"))
    return views.stay()


ROUTES = (
    Route("/{year:int}/交付", page),
    Route("/{year:int}/交付/目录页码", views.posted(number_by_office), methods=["POST"]),
    Route("/{year:int}/交付", views.posted(open_folder), methods=["POST"]),
)
