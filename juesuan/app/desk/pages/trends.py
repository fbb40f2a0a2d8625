"""历年对比: the years side by side, made by a click; reports of earlier years are dropped here and kept."""

from pathlib import Path

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app import side_by_side
from juesuan.app.desk import safety, uploads, views
from juesuan.app.desk.events import NO_YEAR
from juesuan.app.desk.speaker import Speaker
from juesuan.model import outputs
from juesuan.model.problems import Problem
from juesuan.versions import files


def page(request: Request) -> Response:
    """The page as it was made last, in a frame of its own, and the reports on file."""
    return _shown(request, ())


def make(request: Request, _: FormData) -> Response:
    """Makes the page and the workbook anew; what could not be read is told above them."""
    desk = views.desk_of(request)
    found = side_by_side.made(desk.inputs, desk.output, (), Speaker(desk.events, NO_YEAR, lambda: False))
    untold = tuple(problem for problem in found.problems if problem.is_open)
    return _shown(request, untold) if untold else views.go_to("/历年对比")


def keep(request: Request, form: FormData) -> Response:
    """Keeps the dropped reports, each under the name of its year; raises ReportError where one cannot be read."""
    from juesuan.claims import printed  # noqa: PLC0415 - only who reads reports loads it

    desk = views.desk_of(request)
    folder = desk.inputs / side_by_side.REPORTS
    with uploads.taken(form, "files") as paths:
        read = [(path, printed.read(path).year) for path in paths]
        held = {each.read_bytes() for each in _reports(folder)}
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
    reports = [each.name for each in _reports(desk.inputs / side_by_side.REPORTS)]
    return views.shown(request, "trends.html", is_made=is_made, reports=reports, problems=problems)


def _reports(folder: Path) -> list[Path]:
    """The reports on file; a link is none."""
    found = sorted(folder.glob("*")) if folder.is_dir() and not folder.is_symlink() else []
    return [each for each in found if each.suffix.lower() in side_by_side.KINDS and not each.is_symlink()]


def _made(request: Request, name: str) -> Path:
    folder = views.desk_of(request).output / outputs.TRENDS
    if folder.is_symlink():
        raise HTTPException(404)
    return safety.inside(folder, name)


ROUTES = (
    Route("/历年对比", page),
    Route("/历年对比", views.posted(make), methods=["POST"]),
    Route("/历年对比/报告", views.posted(keep), methods=["POST"]),
    Route("/历年对比/页面", its_page),
    Route("/历年对比/历年对比.xlsx", its_book),
)
