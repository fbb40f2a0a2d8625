"""更正与各版: every version with what changed in it, brought back, and files held against what was made."""

import re
from datetime import datetime
from pathlib import Path

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan import web, wording
from juesuan.app.desk import kept_files, safety, uploads, views
from juesuan.model import identity, outputs
from juesuan.model.problems import ReportError, error
from juesuan.versions import history, keep, rerun, store, verify
from juesuan.versions.records import Version


def page(request: Request) -> Response:
    """The versions, the newest first."""
    year = views.year_of(request)
    found = history.told(year.output, str(year.year)) if year.known().last else None
    olds = [each for each in year.known().problems if each.code == _FORMER and each.is_open]
    return views.shown(request, "corrections.html", found=found, verified=(), olds=olds)


_FORMER = "C920"
"""The code of the problem that an old value still stands in a text."""


def of_version(request: Request) -> Response:
    """A version: its files, and the note on what it corrects."""
    year = views.year_of(request)
    made = kept_files.version(year.outputs, int(request.path_params["number"]))
    files = {name: kept_files.address(year.year, made.number, name) for name in made.outputs}
    note = files.get(outputs.CORRECTION_PAGE, "")
    return views.shown(request, "version.html", made=made, files=files, note=note)


def file(request: Request) -> Response:
    """A file of a version."""
    year, given = views.year_of(request), request.path_params
    return kept_files.answer(year.outputs, int(given["number"]), given["name"])


def chosen(request: Request) -> Response:
    """Shows the two versions that were chosen side by side, the older one first."""
    year, asked = views.year_of(request), request.query_params
    pair = sorted({int(asked[name]) for name in ("from", "to") if re.fullmatch(r"\d{1,9}", asked.get(name, ""))})
    if len(pair) != _TWO:
        raise ReportError(error("K51", "比较", "要选不同的两版", "请回到“更正与各版”再选。"))
    return views.go_to(f"/{year.year}/更正与各版/{pair[0]}..{pair[1]}")


_TWO = 2


def compared(request: Request) -> Response:
    """Two versions side by side: the note on all that is different, in a frame of its own."""
    before, after = _pair(request)
    return views.shown(request, "compared.html", before=before, after=after, source=f"{request.url.path}/页面")


def note(request: Request) -> Response:
    """The note itself, which runs nothing; raises ReportError where what a version has kept is lost."""
    year, (before, after) = views.year_of(request), _pair(request)
    changes = keep.between(year.outputs, before, after)
    if changes is None:
        advice = f"请从备份里找回“{outputs.VERSIONS}”文件夹再看。"
        raise ReportError(error("K52", "各版", "两版里有一版保存的内容丢失或损坏，比较不了", advice))
    title = Path(store.word_file(after)).stem.removesuffix(identity.DRAFT_SUFFIX)
    about = identity.About(title, "", datetime.now().astimezone())
    note = wording.correction(changes, (_named(before), _named(after)), about)
    html = web.correction_page(note, keep.pictures(year.outputs, before, after))
    return Response(html, headers={"content-security-policy": safety.BOXED}, media_type=safety.KINDS[".html"])


def _pair(request: Request) -> tuple[Version, Version]:
    year, given = views.year_of(request), request.path_params
    return kept_files.version(year.outputs, given["before"]), kept_files.version(year.outputs, given["after"])


def _named(made: Version) -> str:
    return f"第{made.number}版（{made.made}）"


def restore(request: Request, _: FormData) -> Response:
    """Puts a version into a new folder; nothing of now is touched."""
    year = views.year_of(request)
    with rerun.alone(year.output, lambda _: None):
        found = history.restored(year.output, int(request.path_params["number"]), str(year.year))
    return views.shown(request, "restored.html", found=found)


def check(request: Request, form: FormData) -> Response:
    """Says of each dropped file whether it is as it was made, and what was changed in it."""
    year = views.year_of(request)
    with uploads.taken(form, "files") as paths:
        verified = [(path.name, verify.told(path, year.output)) for path in paths]
    return views.shown(request, "corrections.html", found=None, verified=verified, olds=())


_COMPARED = "/{year:int}/更正与各版/{before:int}..{after:int}"
ROUTES = (
    Route("/{year:int}/更正与各版", page),
    Route("/{year:int}/更正与各版/查验", views.posted(check), methods=["POST"]),
    Route("/{year:int}/更正与各版/比较", chosen),
    Route(_COMPARED, compared),
    Route(f"{_COMPARED}/页面", note),
    Route("/{year:int}/更正与各版/{number:int}", of_version),
    Route("/{year:int}/更正与各版/{number:int}/找回", views.posted(restore), methods=["POST"]),
    Route("/{year:int}/第{number:int}版/{name}", file),
)
