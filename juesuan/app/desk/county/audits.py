"""审读: finished reports in bulk, without their workbooks: those of the departments, and any others."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from urllib.parse import quote

from msgspec.structs import replace
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan import web
from juesuan.app.batch import audit_jobs, audit_pages, auditing, pool
from juesuan.app.batch.audit_jobs import AuditJob
from juesuan.app.desk import opening, safety, views
from juesuan.app.desk.county import table
from juesuan.app.desk.county.county_desk import CountyDesk
from juesuan.app.desk.county.together import AUDIT
from juesuan.app.desk.events import NO_YEAR
from juesuan.app.desk.pages import auditing as single
from juesuan.app.desk.speaker import Speaker
from juesuan.model import outputs
from juesuan.model.bulk_audit import BulkAudit
from juesuan.model.outputs import AUDITS, HANDOVER, RECEIVED
from juesuan.model.problems import ReportError, error
from juesuan.reading import files

_PAGE = f"{audit_pages.SUMMARY}.html"
_OUTSIDE = "这是一个链接，指到全县的文件夹外面，没有看"


def page(request: Request) -> Response:
    """What can be audited together, what was, and a box for single files."""
    county, year = table.county_of(request), table.year_of(request)
    folder = county.folder / AUDITS
    made = sorted(each.parent.name for each in folder.glob(f"*/{_PAGE}")) if not folder.is_symlink() else []
    return views.shown(
        request,
        "county_audits.html",
        number=year,
        handed=len(_handed(county, year)),
        received=RECEIVED,
        made=[(name, f"/审读汇总/{quote(name, safe='')}") for name in made],
        audits=single.audits_in(folder),
        together=county.together,
    )


def _handed(county: CountyDesk, year: int) -> tuple[tuple[Path, str], ...]:
    """The Word files that the departments hand over, else the PDFs, with their names; a link is none."""
    return tuple(_of_departments(county, year))


def _of_departments(county: CountyDesk, year: int) -> Iterator[tuple[Path, str]]:
    for each in county.departments():
        if county.why_not(each):
            continue
        folder = each.output / str(year) / HANDOVER
        for suffix in (".docx", ".pdf"):
            found = [path for path in sorted(folder.glob(f"*{suffix}")) if _is_own(path, county)]
            if found:
                yield from ((path, f"{each.name}/{files.shown(Path(path.name))}") for path in found)
                break


def _is_own(path: Path, county: CountyDesk) -> bool:
    is_hidden = path.name.startswith(("~$", "."))
    return path.is_file() and not is_hidden and path.resolve().is_relative_to(county.folder)


# ---- what is done


def audit_handed(request: Request, form: FormData) -> Response:
    """Begins to audit the reports that the departments hand over. Raises ReportError where there are none."""
    county = table.county_of(request)
    year = table.typed_year(county, form)
    jobs = [*filter(None, (audit_jobs.of(path, name, None) for path, name in _handed(county, year)))]
    if not jobs:
        advice = "请先“全部生成”，没有错误的才有交付的报告。"
        raise ReportError(error("I70", f"{year} 年度", "各单位还没有交付的报告", advice))
    _begin(county, f"{year}年度{HANDOVER}的报告", jobs)
    return views.go_to(views.came_from(request))


def audit_received(request: Request, _: FormData) -> Response:
    """Begins to audit what lies in the folder for reports from elsewhere. Raises ReportError where it is empty."""
    county = table.county_of(request)
    folder = county.folder / RECEIVED
    if folder.is_symlink():
        raise HTTPException(404)
    folder.mkdir(exist_ok=True)
    jobs, others = audit_jobs.found(folder, None)
    own = [each if each.closed or _is_own(each.path, county) else replace(each, closed=_OUTSIDE) for each in jobs]
    _begin(county, RECEIVED, own, others)
    return views.go_to(views.came_from(request))


def open_received(request: Request, _: FormData) -> Response:
    """Opens the folder for reports from elsewhere, which is made where there is none."""
    folder = table.county_of(request).folder / RECEIVED
    if folder.is_symlink():
        raise HTTPException(404)
    folder.mkdir(exist_ok=True)
    opening.open_with_system(folder)
    return views.stay()


def _begin(county: CountyDesk, name: str, jobs: Sequence[AuditJob], others: Sequence[str] = ()) -> None:
    county.begin(AUDIT, partial(_all, county, name, jobs, others))


def _all(county: CountyDesk, name: str, jobs: Sequence[AuditJob], others: Sequence[str]) -> None:
    together, place = county.together, audit_pages.place(county.folder, name)
    known = audit_pages.unchanged(jobs, place)
    left = [each for each in jobs if each.name not in known]
    together.total = len(left)
    found = dict(known)
    tell = Speaker(county.desk.events, NO_YEAR, lambda: False)
    for job, each in _each(county, left):
        found[job.name] = audit_pages.kept(each, job, place, tell)
        together.done += 1
        county.tell("checked")
        county.tell("step", f"{together.told}　{each.name}")
    if rest := together.total - together.done:
        together.ended = f"停下了：还有 {rest} 份没有审读，汇总没有重做。读过的都记下了，再点一次接着读。"
        return
    _, together.problems = audit_pages.written([found[job.name] for job in jobs], others, place, tell)
    read = sum(each.is_read for each in found.values())
    is_open = sum(each.is_open for each in found.values())
    together.ended = (
        f"{len(jobs)} 份：读出来的 {read} 份，还有问题的 {is_open} 份；没有变、没有重读的 {len(known)} 份。"
    )


def _each(county: CountyDesk, jobs: Sequence[AuditJob]) -> Iterator[tuple[AuditJob, BulkAudit]]:
    """What was found in each report, as it ends; no other is begun where somebody wants it to stop."""
    with closing(pool.results(auditing.audited, jobs, None)) as results:
        for job, ended in results:
            yield job, ended or auditing.lost(job.name)
            if county.together.is_stopping:
                return


# ---- what was found


def together(request: Request) -> Response:
    """The view of the table of an audit in bulk; its page stands in a frame of its own."""
    name = request.path_params["name"]
    _page(request, _PAGE)
    source = "".join(f"/{quote(each, safe='')}" for each in ("文件", AUDITS, name, _PAGE))
    return views.shown(request, "audited.html", name=name, source=source)


def its_page(request: Request) -> Response:
    """The table of all reports or the page of one, as it stands on the disk; it runs nothing, and may lead on."""
    answer = safety.file(_page(request, request.path_params["place"]))
    answer.headers["content-security-policy"] = safety.leading_on()
    return answer


def _page(request: Request, place: str) -> Path:
    """The page of an audit in bulk. Raises HTTPException 404 where there is none."""
    folder, name = table.county_of(request).folder, request.path_params["name"]
    found = safety.inside(folder, f"{AUDITS}/{name}/{place}")
    if found.name != _PAGE and not found.name.endswith(f".{outputs.AUDIT_REPORT}"):
        raise HTTPException(404)
    if not web.is_audit_page(found.read_bytes()):
        raise HTTPException(404)
    return found


ROUTES = (
    Route("/审读", page),
    Route("/审读/交付", views.posted(audit_handed), methods=["POST"]),
    Route("/审读/收到", views.posted(audit_received), methods=["POST"]),
    Route("/审读/打开收到的", views.posted(open_received), methods=["POST"]),
    Route("/审读汇总/{name}", together),
    Route(f"/文件/{AUDITS}/{{name}}/{{place:path}}", its_page),
    *single.ROUTES[1:],
)
