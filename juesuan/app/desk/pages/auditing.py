"""审读别的报告: finished reports without their workbooks, dropped, read, and shown with every number marked."""

from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan import web
from juesuan.app import audit
from juesuan.app.desk import safety, uploads, views
from juesuan.app.desk.events import NO_YEAR
from juesuan.app.desk.speaker import Speaker
from juesuan.model import outputs
from juesuan.model.problems import Problem, ReportError

_ENDS = f".{outputs.AUDIT_REPORT}"


class AuditedFile(Struct, frozen=True):
    """An audit that was made, here or on the command line."""

    name: str
    """The name of the file that was read."""
    address: str
    when: str
    """The moment of the audit, to the minute."""


def page(request: Request) -> Response:
    """The screen: files are dropped here; below are the audits made so far."""
    return views.shown(request, "auditing.html", audits=audits_in(_folder(request)), refused=())


def read(request: Request, form: FormData) -> Response:
    """Audits the dropped files; shows the audit of a single one, else the list with what could not be read."""
    made, refused, desk = set[Path](), list[Problem](), views.desk_of(request)
    tell = Speaker(desk.events, NO_YEAR, lambda: False)
    with uploads.taken(form, "files") as paths:
        for path in paths:
            tell.say(f"正在读 {path.name}")
            try:
                audit.written(audit.audited(path, None, tell), desk.output, made, tell)
            except ReportError as caught:
                refused += caught.problems
    if len(made) == 1 and not refused:
        return views.go_to(_address(next(iter(made))))
    code = 200 if made else 422
    return views.shown(request, "auditing.html", code, audits=audits_in(_folder(request)), refused=refused)


def audited(request: Request) -> Response:
    """The view of an audit; its page stands in a frame of its own, for it is a file to be sent, too."""
    place = _place(request)
    name = place.name.removesuffix(_ENDS)
    return views.shown(request, "audited.html", name=name, source=f"{_address(place)}/页面")


def its_page(request: Request) -> Response:
    """The page of an audit as it stands on the disk; it may have a style of its own and runs nothing."""
    answer = safety.file(_place(request))
    answer.headers["content-security-policy"] = safety.BOXED
    return answer


def _folder(request: Request) -> Path:
    return views.desk_of(request).output / outputs.AUDITS


def _place(request: Request) -> Path:
    """The page of the audit that the address names; raises HTTPException 404 where there is none."""
    place = safety.inside(_folder(request), f"{request.path_params['name']}{_ENDS}")
    if not web.is_audit_page(place.read_bytes()):
        raise HTTPException(404)
    return place


def _address(place: Path) -> str:
    return f"/审读/{quote(place.name.removesuffix(_ENDS), safe='')}"


def audits_in(folder: Path) -> tuple[AuditedFile, ...]:
    """The audits in the folder, the newest first."""
    found = [path for path in folder.glob(f"*{_ENDS}") if path.is_file() and not path.is_symlink()]
    found.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    return tuple(AuditedFile(each.name.removesuffix(_ENDS), _address(each), _when(each)) for each in found)


def _when(path: Path) -> str:
    return f"{datetime.fromtimestamp(path.stat().st_mtime).astimezone():%Y-%m-%d %H:%M}"


ROUTES = (
    Route("/审读", page),
    Route("/审读", views.posted(read), methods=["POST"]),
    Route("/审读/{name}", audited),
    Route("/审读/{name}/页面", its_page),
)
