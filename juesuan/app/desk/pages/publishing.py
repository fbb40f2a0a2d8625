"""网页和公开数据, a part of 交付: the last finished report for the site, made by a click and shown."""

from pathlib import Path

import msgspec
from msgspec import Struct
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import opening, safety, views
from juesuan.app.desk.speaker import Speaker
from juesuan.app.desk.year_state import YearState
from juesuan.model import outputs
from juesuan.model.problems import Problem, ReportError, error
from juesuan.versions import publication
from juesuan.web import site


class SiteFile(Struct, frozen=True):
    """A file that is put on the site."""

    name: str
    about: str


def page(request: Request) -> Response:
    """The files that were made, what is to be known of them, and the page as it will be seen."""
    year = views.year_of(request)
    place = _folder(year)
    files = [SiteFile(name, about) for name, about in site.WHAT.items() if (place / name).is_file()]
    version = _version(place) if files else 0
    return views.shown(request, "publishing.html", files=files, of_version=version, doubts=_doubts(year, version))


def make(request: Request, _: FormData) -> Response:
    """Makes the files; raises ReportError where there is no finished report."""
    from juesuan.app import publishing  # noqa: PLC0415 - loads what reads Word files

    year = views.year_of(request)
    publishing.published(year.outputs, None, Speaker(year.events, year.year, lambda: False))
    return views.go_to(f"/{year.year}/交付/网页")


def its_page(request: Request) -> Response:
    """The page for the site as it stands on the disk; it has a style of its own and runs nothing."""
    folder = _folder(views.year_of(request))
    if folder.is_symlink():
        raise HTTPException(404)
    answer = safety.file(safety.inside(folder, site.PAGE))
    answer.headers["content-security-policy"] = safety.BOXED
    return answer


def open_folder(request: Request, _: FormData) -> Response:
    """Opens the folder of the files for the site."""
    place = _folder(views.year_of(request))
    if place.is_symlink() or not place.is_dir():
        raise ReportError(error("K07", outputs.SITE, "还没有做过网页", "请先点“做网页和公开数据”。"))
    opening.open_with_system(place)
    return views.stay()


def _folder(year: YearState) -> Path:
    return year.outputs / outputs.SITE


def _version(place: Path) -> int:
    """The number of the version that the files were made of; 0 where they do not say."""
    try:
        return int(msgspec.json.decode((place / site.DICTIONARY).read_bytes())["version"])
    except (OSError, msgspec.MsgspecError, KeyError, TypeError, ValueError):
        return 0


def _doubts(year: YearState, version: int) -> tuple[Problem, ...]:
    """What must be known before the files are put on the site; none where none were made."""
    if not version:
        return ()
    known = year.known()
    found = publication.issued(year.outputs)
    now = known.checked.given if known.checked else None
    return tuple(publication.doubts(found, now, published=version))


ROUTES = (
    Route("/{year:int}/交付/网页", page),
    Route("/{year:int}/交付/网页", views.posted(make), methods=["POST"]),
    Route("/{year:int}/交付/网页/页面", its_page),
    Route("/{year:int}/交付/网页/文件夹", views.posted(open_folder), methods=["POST"]),
)
