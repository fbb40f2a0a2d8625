"""核对: the problems of a year and its numbers to be looked at; each has an address, and can be settled there."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan import checks, reading
from juesuan.app import seen
from juesuan.app.desk import cell_form, kept_files, problem_views, unseen_views, views
from juesuan.app.desk.problem_views import Listed
from juesuan.app.desk.unseen_views import SentenceToSee
from juesuan.app.desk.year_state import Known, YearState
from juesuan.model.problems import UNSEEN, ReportError, error, hint
from juesuan.model.year_folder import TEXTS
from juesuan.reading.shown_cells import ShownCell, of_rows, shown_cells
from juesuan.year import correction
from juesuan.year.correction import NewExplanation


def page(request: Request) -> Response:
    """The screen 核对 with the problem or the sentence that the address names, or the first one."""
    year = views.year_of(request)
    known = year.known()
    every = problem_views.listed(known.problems)
    looks = unseen_views.sentences(known, year.output)
    key = request.path_params.get("key", "")
    chosen = _chosen(key, every, looks)
    return views.shown(
        request,
        "checking.html",
        groups=problem_views.groups(every),
        looks=looks,
        chosen=chosen,
        is_asked=bool(key),
        is_look=isinstance(chosen, SentenceToSee),
        detail=_detail(year, known, chosen) if chosen else {},
        is_read=known.checked is not None,
        by=request.query_params.get("by", ""),
        copy=kept_files.copy_named(request, year),
    )


def _chosen(key: str, every: Iterable[Listed], looks: Iterable[SentenceToSee]) -> Listed | SentenceToSee | None:
    """What the key names, the first without one; None for what is there no more."""
    open_first = sorted(every, key=lambda each: not each.problem.is_open)
    of_problems = [each for each in open_first if each.problem.is_open]
    shown: list[Listed | SentenceToSee] = [*of_problems, *looks, *open_first[len(of_problems) :]]
    return next((each for each in shown if each.key == key or not key), None)


def _detail(year: YearState, known: Known, chosen: Listed | SentenceToSee) -> Mapping[str, object]:
    """What is shown of a problem or a sentence."""
    problem = chosen.problem if isinstance(chosen, Listed) else hint(UNSEEN, chosen.place, "")
    lines = problem_views.cell_lines(problem, _cells(year, known, problem_views.places(problem)))
    return {
        "lines": lines,
        "is_in_texts": any(TEXTS in place for place in (problem.where, *problem_views.places(problem))),
        "sum": problem_views.drawn_sum(problem, lines),
        "sentences": problem_views.sentences(known, problem),
        "version": known.last.number if known.last else 0,
        "texts": problem_views.written(known, problem),
        "rule": problem_views.rule_of(problem, checks.RULES),
    }


def _cells(year: YearState, known: Known, places: Iterable[str]) -> Mapping[str, ShownCell]:
    """The cells at the places, of a beginning those of its row; none where the workbook cannot be opened."""
    given, wanted = known.checked.given if known.checked else reading.given(year.folder), tuple(places)
    try:
        cells = shown_cells(*reading.workbook_of(given), wanted)
        rows = of_rows(*reading.workbook_of(given), wanted)
    except ReportError:
        return {}
    own = [rows.get(place, {place: cells[place]}) for place in wanted if place in cells]
    return {place: cell for each in own for place, cell in each.items()}


# ---- what is done


def correct(request: Request, form: FormData) -> Response:
    """Writes what was typed over the values of cells into the workbook; a copy is kept first."""
    return _back(request, cell_form.corrected(views.year_of(request).folder, form))


def explain(request: Request, form: FormData) -> Response:
    """Writes a line into 出错说明 for the problem, as it was shown."""
    year = views.year_of(request)
    key = request.path_params["key"]
    now = next((each for each in problem_views.listed(year.known().problems) if each.key == key), None)
    shown = tuple(views.typed(form, name) for name in ("code", "place", "difference"))
    if now is None or shown != (now.problem.code, now.problem.where, now.problem.difference):
        raise ReportError(error("K12", "出错说明", "这条意见已经变了，没有写说明", "请重新看过再写。"))
    if not now.problem.is_explainable:
        raise ReportError(error("K12", "出错说明", "这一条不用说明，没有写", "请照意见里说的办。"))
    new = NewExplanation(*shown, views.typed(form, "reason"))
    copy = correction.explained(year.folder, new, datetime.now().astimezone())
    return _back(request, copy.name)


def look(request: Request, form: FormData) -> Response:
    """Notes that a person has looked at the numbers of a sentence and found them right."""
    year, key = views.year_of(request), request.path_params["key"]
    known = year.known()
    looks = unseen_views.sentences(known, year.output)
    at = next((place for place, each in enumerate(looks) if each.key == key), None)
    if at is None or known.checked is None:
        raise ReportError(error("K13", "看过", "这一句已经看过，或者句子、数改过了，没有记", "请重新看过再点。"))
    by = views.typed(form, "by")
    seen.confirm(seen.of_check(known.checked, year.output), looks[at].keys, by)
    rest = [*looks[at + 1 :], *looks[:at]]
    return views.go_to(f"/{year.year}/核对/{rest[0].key}?by={quote(by)}" if rest else f"/{year.year}/核对")


def _back(request: Request, copy: str) -> Response:
    return views.go_to(f"/{request.path_params['year']}/核对/{request.path_params['key']}?copy={copy}")


_KEY = "/{year:int}/核对/{key}"
ROUTES = (
    Route("/{year:int}/核对", page),
    Route(_KEY, page),
    Route(f"{_KEY}/改", views.posted(correct), methods=["POST"]),
    Route(f"{_KEY}/说明", views.posted(explain), methods=["POST"]),
    Route(f"{_KEY}/无误", views.posted(look), methods=["POST"]),
)
