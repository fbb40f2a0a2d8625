"""报告, 页面: the pages of the files as they are now, with marks; a number on a page leads to its cells.

Until they are laid out the paragraphs that a save has changed are shown, and the pages of the last version, which
are called so.
"""

from msgspec import Struct
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import kept_files, page_views, printed, safety, views
from juesuan.app.desk.page_layout import Laid, PageLayout
from juesuan.app.desk.page_views import PageView
from juesuan.app.desk.pages import report
from juesuan.app.desk.year_state import Known
from juesuan.versions.content import Content


def page(request: Request) -> Response:
    """A page, or the first one that there is something to be seen on; where a number is named, with its cells."""
    year = views.year_of(request)
    known, pages = year.known(), views.desk_of(request).pages(year)
    preview = None if known.is_current else year.preview()
    laid = pages.of(known)
    layout = laid.layout if laid else None
    shown = _shown(known, pages, laid)
    leaf = int(request.path_params.get("leaf") or page_views.first(shown.views))
    name = request.path_params.get("figure", "")
    found = printed.figure(known, name) if name else None
    if name and found is None:
        raise HTTPException(404, f"没有“{name}”这个数。")
    said = preview.said if preview else None
    lines = printed.against(known, said, shown.said) if said and shown.said else ()
    return views.shown(
        request,
        "layout.html",
        pages=shown.views,
        of=shown.of,
        key=shown.key,
        leaf=leaf,
        here=next((each for each in shown.views if each.leaf == leaf), None),
        read=page_views.read_page(known, layout, leaf) if layout else None,
        laid=laid,
        is_working=pages.is_working,
        changed=page_views.changed(lines),
        refused=preview.refused if preview else (),
        found=found,
        cells=report.cells(known, found) if found else (),
        last=known.last,
        is_current=known.is_current,
        has_office=_has_office(),
        copy=kept_files.copy_named(request, year),
        small=page_views.SMALL,
        full=page_views.WHOLE,
    )


class _Shown(Struct, frozen=True):
    """The pages that are shown: those of now or, until they are laid out, older ones."""

    views: tuple[PageView, ...] = ()
    key: str = ""
    """By which their pictures are asked for."""
    of: str = ""
    """Whose pages they are, in words; empty for those of now."""
    said: Content | None = None
    """What they say; None for those of now, and where there are none."""


def _shown(known: Known, pages: PageLayout, laid: Laid | None) -> _Shown:
    folder, layout = pages.year.outputs, laid.layout if laid else pages.before
    before, last = printed.compared(folder, None)
    if layout is not None and laid is not None:
        return _Shown(page_views.of_layout(known, laid, before if known.is_current else last), layout.pictures.key)
    if layout is not None and not known.is_current:
        views = page_views.of_layout(known, Laid(layout), last)
        return _Shown(views, layout.pictures.key, "这次保存以前", layout.said)
    pictures = pages.of_version(known.last) if known.last else None
    if last is None or known.last is None or pictures is None:
        return _Shown()
    return _Shown(page_views.of_version(known, last, before), pictures.key, f"第{known.last.number}版", last)


def _has_office() -> bool:
    from juesuan.pdf import libreoffice  # noqa: PLC0415 - the desk begins without the room that lays out pages

    return libreoffice.find() is not None


def picture(request: Request) -> Response:
    """A page as a picture; an address stands for one picture for good."""
    pages = views.desk_of(request).pages(views.year_of(request))
    key, width, leaf = (request.path_params[each] for each in ("key", "width", "leaf"))
    pictures = pages.pictured(key) if width in {page_views.SMALL, page_views.WHOLE} else None
    data = pictures.picture(leaf, width) if pictures else b""
    if not data:
        raise HTTPException(404, "这一页已经不在，请刷新。")
    return Response(data, headers={"cache-control": "max-age=3600"}, media_type=safety.KINDS[".png"])


def compare(request: Request, _: FormData) -> Response:
    """Begins to ask LibreOffice where the headings stand in the Word file."""
    views.desk_of(request).pages(views.year_of(request)).compare()
    return views.stay()


ROUTES = (
    Route("/{year:int}/报告/页面", page),
    Route("/{year:int}/报告/页面/Word", views.posted(compare), methods=["POST"]),
    Route("/{year:int}/报告/页面/{leaf:int}", page),
    Route("/{year:int}/报告/页面/{leaf:int}/数/{figure}", page),
    Route("/{year:int}/报告/页面/图/{key}/{width:int}/{leaf:int}.png", picture),
)
