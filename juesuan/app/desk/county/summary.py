"""汇总: what was made last of all departments at once, looked at here, kept or opened elsewhere."""

from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.desk import opening, safety, views
from juesuan.app.desk.county import table
from juesuan.app.desk.county.county_desk import CountyDesk
from juesuan.model import outputs
from juesuan.model.advised import OUTPUT
from juesuan.model.outputs import COUNTY
from juesuan.versions import summaries
from juesuan.web import county_page

_SUFFIXES = (".docx", ".xlsx")


def page(request: Request) -> Response:
    """The page of the year in a frame of its own, its files, and who has changed something since."""
    county, year = table.county_of(request), table.year_of(request)
    name = outputs.county(year)
    places = [_place(county, year, f"{name}{suffix}") for suffix in (".html", *_SUFFIXES)]
    shown, *files = places
    made = _when(shown) if shown else ""
    return views.shown(
        request,
        "county_summary.html",
        number=year,
        made=made,
        source=_address("文件", COUNTY, str(year), shown.name) if shown else "",
        files=[(each.name, _address(COUNTY, str(year), each.name)) for each in files if each],
        later=[each.name or each.folder for each in county.table(year) if made and each.changed > made],
        together=county.together,
    )


def _address(*parts: str) -> str:
    return "".join(f"/{quote(each, safe='')}" for each in parts)


def _when(shown: Path) -> str:
    try:
        made = summaries.made_at(shown.parent)
    except OSError:  # somebody has put the page there
        made = shown.stat().st_mtime
    return f"{datetime.fromtimestamp(made).astimezone():%Y-%m-%d %H:%M:%S}"


def _place(county: CountyDesk, year: int, name: str) -> Path | None:
    """The file of 汇总 of that name; None where it is not there."""
    try:
        return safety.inside(county.folder, f"{COUNTY}/{year}/{name}")
    except HTTPException:
        return None


def its_file(request: Request) -> Response:
    """The workbook or the Word file, to be kept."""
    found = _asked(request)
    if found.suffix not in _SUFFIXES:
        raise HTTPException(404)
    return safety.file(found)


def its_page(request: Request) -> Response:
    """The page as it stands on the disk; it may sort its list and lead on, and runs nothing else."""
    answer = safety.file(_asked(request))
    answer.headers["content-security-policy"] = safety.leading_on(county_page.script())
    return answer


def _asked(request: Request) -> Path:
    """The file that the address names. Raises HTTPException 404 where it is not there."""
    county, number = table.county_of(request), int(request.path_params["number"])
    return safety.inside(county.folder, f"{COUNTY}/{number}/{request.path_params['name']}")


def check_report(request: Request) -> Response:
    """核对报告 of a department, to which the page leads; it has a style of its own and runs nothing."""
    county, number = table.county_of(request), int(request.path_params["number"])
    department = county.department(request.path_params["name"])
    if department is None:
        raise HTTPException(404)
    inside = f"{department.name}/{OUTPUT.name}/{number}/{outputs.place(outputs.CHECK_REPORT)}"
    answer = safety.file(safety.inside(county.folder, inside))
    answer.headers["content-security-policy"] = safety.BOXED
    return answer


def open_folder(request: Request, form: FormData) -> Response:
    """Opens the folder of 汇总, where there is one."""
    year = views.asked_year(form)
    place = _place(table.county_of(request), year, f"{outputs.county(year)}.html")
    if place is None:
        raise HTTPException(404, "还没有做过汇总。")
    opening.open_with_system(place.parent)
    return views.stay()


_FILE = "{number:int}/{name}"
ROUTES = (
    Route("/汇总", page),
    Route("/汇总/打开文件夹", views.posted(open_folder), methods=["POST"]),
    Route(f"/{COUNTY}/{_FILE}", its_file),
    Route(f"/文件/{COUNTY}/{_FILE}", its_page),
    Route("/文件/{name}/output/{number:int}/留存/核对报告.html", check_report),
)
