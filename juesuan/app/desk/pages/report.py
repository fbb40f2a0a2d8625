"""报告: the text of the files as they are now, the PDF of the last version; a figure leads to its cells.

There it can be corrected.
"""

import re
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan import reading
from juesuan.app.desk import cell_form, kept_files, printed, unseen_views, views
from juesuan.app.desk.printed import FigureView
from juesuan.app.desk.year_state import Known
from juesuan.reading.shown_cells import ShownCell, shown_cells


def page(request: Request) -> Response:
    """The text of the report; where the address names a figure, with its cells beside.

    It is that of the last version where this is what a run would make, else that of a preview.
    """
    year = views.year_of(request)
    known, name = year.known(), request.path_params.get("figure", "")
    found = printed.figure(known, name) if name else None
    if name and found is None:
        raise HTTPException(404, f"没有“{name}”这个数。")
    preview = None if known.is_current else year.preview()
    unseen = unseen_views.sentences(known, year.output)
    lines = printed.printed(year.outputs, known, preview.said if preview else None, unseen)
    return views.shown(
        request,
        "report.html",
        lines=lines,
        counts=printed.counts(lines),
        elsewhere=printed.not_printed(lines, unseen),
        marks_every=request.query_params.get("marks") == "every",
        is_preview=preview is not None and preview.said is not None,
        refused=preview.refused if preview else (),
        found=found,
        cells=cells(known, found) if found else (),
        last=known.last,
        is_current=known.is_current,
        copy=kept_files.copy_named(request, year),
    )


def cells(known: Known, found: FigureView) -> tuple[ShownCell, ...]:
    """The cells behind a figure as they stand in the workbook."""
    if known.checked is None:
        return ()
    return tuple(shown_cells(*reading.workbook_of(known.checked.given), found.origin.cells).values())


def pdf_file(request: Request) -> Response:
    """The PDF of the last version, in the reader that the browser has for it."""
    year = views.year_of(request)
    last = year.known().last
    name = next((each for each in kept_files.published(last) if each.endswith(".pdf")), "") if last else ""
    source = kept_files.address(year.year, last.number, name) if last and name else ""
    return views.shown(request, "pdf_file.html", source=source, last=last, is_current=year.known().is_current)


def correct(request: Request, form: FormData) -> Response:
    """Writes what was typed over a cell into the workbook; a copy is kept first."""
    year = views.year_of(request)
    copy, figure = cell_form.corrected(year.folder, form), quote(views.typed(form, "figure"))
    leaf = views.typed(form, "leaf")
    page = f"页面/{leaf}/" if re.fullmatch("[0-9]{1,4}", leaf) else ""
    return views.go_to(f"/{year.year}/报告/{page}数/{figure}?copy={quote(copy)}")


ROUTES = (
    Route("/{year:int}/报告", page),
    Route("/{year:int}/报告/PDF", pdf_file),
    Route("/{year:int}/报告/改", views.posted(correct), methods=["POST"]),
    Route("/{year:int}/报告/数/{figure}", page),
)
