"""更正与各版: every version with what changed in it, brought back, and files held against what was made."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import kept_files, uploads, views
from juesuan.model import outputs
from juesuan.versions import history, rerun, verify


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


ROUTES = (
    Route("/{year:int}/更正与各版", page),
    Route("/{year:int}/更正与各版/查验", views.posted(check), methods=["POST"]),
    Route("/{year:int}/更正与各版/{number:int}", of_version),
    Route("/{year:int}/更正与各版/{number:int}/找回", views.posted(restore), methods=["POST"]),
    Route("/{year:int}/第{number:int}版/{name}", file),
)
