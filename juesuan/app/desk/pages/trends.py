"""历年对比: the years side by side, made by a click, and appended to a report or taken off it again.

Reports of earlier years are dropped here and kept.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app import side_by_side
from juesuan.app.desk import safety, uploads, views
from juesuan.app.desk.desk import Desk
from juesuan.app.desk.events import NO_YEAR
from juesuan.app.desk.speaker import Speaker
from juesuan.app.desk.year_state import YearState
from juesuan.app.side_by_side import SideBySide
from juesuan.model import outputs
from juesuan.model.identity import digest
from juesuan.model.problems import Problem
from juesuan.model.trends import FILE, REPORTS, YearOnFile
from juesuan.reading import years_on_file
from juesuan.reading.toml_text import UnreadText
from juesuan.versions import files, report_on_file, store
from juesuan.year import years_file


class Appended(Struct, frozen=True):
    """What the report of a year has of 历年对比 behind it, and will have when it is made next."""

    year: int
    earlier: tuple[YearOnFile, ...]
    """The earlier years that its file has; none where the report is to have no appendix."""
    fault: str
    """Why its file cannot be read; empty where it can, or where there is none."""
    last: int
    """The number of the last version; 0 where there is none yet."""
    is_in_last: bool
    """Whether that version was made with such a file."""
    is_as_last: bool
    """Whether it was made with the very file that lies there, or without one as there is none now."""
    aside: str
    """The name of the file that was put aside last; empty for none."""

    @property
    def is_wanted(self) -> bool:
        """Whether there is a file, be it readable or not."""
        return bool(self.earlier or self.fault)


def page(request: Request) -> Response:
    """The page as it was made last, in a frame of its own, and the reports on file."""
    return _shown(request, ())


def make(request: Request, _: FormData) -> Response:
    """Makes the page and the workbook anew; what could not be read is told above them."""
    return _told(request, _made_anew(views.desk_of(request)))


def append(request: Request, _: FormData) -> Response:
    """Makes both anew, and has the report of a year show the years before it; one that was there is put aside."""
    year = views.year_of(request)
    found = _made_anew(views.desk_of(request))
    side_by_side.attach(found.trends, year.folder)
    return _told(request, found)


def take_off(request: Request, _: FormData) -> Response:
    """Has the report of a year no longer show the years before it; what was noted of them is put aside."""
    years_file.put_aside(views.year_of(request).folder, datetime.now().astimezone())
    return views.go_to("/历年对比")


def put_back(request: Request, form: FormData) -> Response:
    """Uses again what was put aside."""
    folder = views.year_of(request).folder
    years_file.take(folder, views.typed(form, "name"), datetime.now().astimezone())
    return views.go_to("/历年对比")


def _made_anew(desk: Desk) -> SideBySide:
    return side_by_side.made(desk.inputs, desk.output, (), Speaker(desk.events, NO_YEAR, lambda: False))


def _told(request: Request, found: SideBySide) -> Response:
    """The page, above it what could not be read."""
    untold = tuple(problem for problem in found.problems if problem.is_open)
    return _shown(request, untold) if untold else views.go_to("/历年对比")


def keep(request: Request, form: FormData) -> Response:
    """Keeps the dropped reports, each under the name of its year; raises ReportError where one cannot be read."""
    from juesuan.claims import printed  # noqa: PLC0415 - only who reads reports loads it

    desk = views.desk_of(request)
    folder = desk.inputs / REPORTS
    with uploads.taken(form, "files") as paths:
        read = [(path, printed.read(path).year) for path in paths]
        held = {each.read_bytes() for each in report_on_file.kept(folder)}
        for path, year in read:
            if (data := path.read_bytes()) not in held:
                files.write(files.free(folder / f"{year}年度决算报告{path.suffix.lower()}"), data)
    return make(request, form)


def its_page(request: Request) -> Response:
    """The page as it stands on the disk; it has a style of its own and runs nothing."""
    answer = safety.file(_made(request, outputs.TRENDS_PAGE))
    answer.headers["content-security-policy"] = safety.BOXED
    return answer


def its_book(request: Request) -> Response:
    """The workbook, to be kept."""
    return safety.file(_made(request, outputs.TRENDS_BOOK))


def _shown(request: Request, problems: tuple[Problem, ...]) -> Response:
    desk = views.desk_of(request)
    is_made = (desk.output / outputs.TRENDS / outputs.TRENDS_PAGE).is_file()
    reports = [each.name for each in report_on_file.kept(desk.inputs / REPORTS)]
    return views.shown(
        request,
        "trends.html",
        is_made=is_made,
        reports=reports,
        problems=problems,
        appended=tuple(_appended(desk)),
        aside=years_file.ASIDE,
    )


def _appended(desk: Desk) -> Iterator[Appended]:
    """The newest year first; a year before which nothing is on file has nothing to be appended."""
    first = min((int(each.name) for each in desk.output.glob("20[0-9][0-9]")), default=0)
    for number in reversed(desk.years):
        year = desk.year(number)
        found = _of_year(year) if year else None
        has_earlier = 0 < first < number or bool(report_on_file.kept(desk.inputs / REPORTS))
        if found and (found.is_wanted or found.is_in_last or found.aside or has_earlier):
            yield found


def _of_year(year: YearState) -> Appended:
    place = year.folder / FILE
    data = place.read_bytes() if place.is_file() and not place.is_symlink() else None
    earlier, fault = _read(data)
    last = next(iter(reversed(store.of(year.outputs))), None) if year.outputs.is_dir() else None
    of_last = last.sources.get(FILE, "") if last else ""
    is_as_last = of_last == ("" if data is None else digest(data))
    aside = next(iter(reversed(years_file.aside(year.folder))), "")
    return Appended(year.year, earlier, fault, last.number if last else 0, bool(of_last), is_as_last, aside)


def _read(data: bytes | None) -> tuple[tuple[YearOnFile, ...], str]:
    """The years in the file, the oldest first, and why it cannot be read."""
    try:
        found = years_on_file.parsed(data) if data is not None else ()
    except UnreadText as caught:
        return (), str(caught)
    return tuple(sorted(found, key=lambda each: each.year)), ""


def _made(request: Request, name: str) -> Path:
    folder = views.desk_of(request).output / outputs.TRENDS
    if folder.is_symlink():
        raise HTTPException(404)
    return safety.inside(folder, name)


ROUTES = (
    Route("/历年对比", page),
    Route("/历年对比", views.posted(make), methods=["POST"]),
    Route("/历年对比/报告", views.posted(keep), methods=["POST"]),
    Route("/{year:int}/历年对比/附上", views.posted(append), methods=["POST"]),
    Route("/{year:int}/历年对比/不附", views.posted(take_off), methods=["POST"]),
    Route("/{year:int}/历年对比/放回", views.posted(put_back), methods=["POST"]),
    Route("/历年对比/页面", its_page),
    Route("/历年对比/历年对比.xlsx", its_book),
)
