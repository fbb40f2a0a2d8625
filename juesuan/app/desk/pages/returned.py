"""收回的修改: Word files that come back are dropped, and each edit in them is decided on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan import reading
from juesuan.app.desk import problem_views, safety, uploads, views, ways_back
from juesuan.app.desk.problem_views import Listed
from juesuan.app.desk.ways_back import WayBack, WentBack
from juesuan.app.desk.year_state import Known, YearState
from juesuan.model.edit import Decided, Edit, EditKind
from juesuan.model.identity import digest, short
from juesuan.model.problems import Problem, ReportError, error
from juesuan.reading.shown_cells import ShownCell, shown_cells
from juesuan.versions import files, hand_edits, kept_edits
from juesuan.year import correction
from juesuan.year.correction import Correction

_ABOUT_FILES = ("H06", "H10", "H22", "H23", "H24", "H25", "H26", "H27", "H29")
"""The codes of what is told of a returned file as a whole."""


class EditLine(Struct, frozen=True):
    """An edit by hand with what became of it."""

    edit: Edit
    problem: Problem | None
    """What the last run told of it; None where no run has read it yet."""
    key: str
    """The key of that problem at 核对; empty where it is not listed there any more."""
    back: WayBack | None = None
    """The cell that its number can be written into; None where that is not sure."""

    @property
    def state(self) -> str:
        """In a few words: what became of it."""
        if self.problem is None:
            return "还没有带入"
        states = {"H01": "已带入", "H03": "与工作簿不同", "H05": "批注"}
        return states.get(self.problem.code, "没有带入" if self.problem.is_open else "只列出")


class WrittenBack(Struct, frozen=True):
    """A number of an edit that was written into the workbook and can be taken out again."""

    there: WentBack
    was: ShownCell
    """The cell as the copy of the workbook has it that was kept before."""
    now: ShownCell


class GoneEdit(Struct, frozen=True):
    """An edit that an earlier version had and that is there no more."""

    edit: Edit
    key: str
    """By which the form names it: it holds for as long as its words do."""


def page(request: Request) -> Response:
    """The edits and the things to do."""
    year = views.year_of(request)
    known = year.known()
    edits = _found(year) if known.last else ()
    lines = tuple(_lines(known, edits, _cells(year, _told(known))))
    return views.shown(
        request,
        "returned.html",
        edits=[each for each in lines if each.edit.kind is not EditKind.COMMENT],
        comments=[each for each in lines if each.edit.kind is EditKind.COMMENT],
        of_files=[each for each in _told(known) if each.code in _ABOUT_FILES],
        gone=_gone(year) if known.last else (),
        written=[each for went in year.went_back if (each := _written_back(year, went))],
        last=known.last,
    )


def give_back(request: Request, form: FormData) -> Response:
    """Puts the dropped files where a run reads them, under names of their own, and begins a run."""
    year = views.year_of(request)
    if year.known().last is None:
        advice = "请先生成一次；退回的文件要有它原来的那一版，才认得出改了哪里。"
        raise ReportError(error("K40", "退回的文件", "这一年还没有生成过报告", advice))
    with uploads.taken(form, "files") as paths:
        if wrong := [path.name for path in paths if path.suffix.lower() != ".docx"]:
            advice = "请给 .docx 文件；PDF 和旧的 .doc 请先在 Word 或 WPS 里另存为 .docx。"
            raise ReportError(error("K41", wrong[0], "不是 Word 文件，没有收", advice))
        for path in paths:
            files.write(files.free(year.outputs / path.name), path.read_bytes())
    year.begin()
    return views.go_to(f"/{year.year}/收回的修改")


def write_back(request: Request, form: FormData) -> Response:
    """Writes the number of an edit into its cell, as it was shown, and makes the report with it."""
    year, number = views.year_of(request), int(request.path_params["number"])
    known = year.known()
    lines = _lines(known, _found(year), _cells(year, _told(known)))
    line = next((each for each in lines if each.edit.number == number), None)
    back = line.back if line else None
    if line is None or back is None or back != _shown(form, back):
        raise ReportError(error("K86", "人工修改", "这一处，或者工作簿里的这一格，已经变了，没有写", _AGAIN))
    if not back.is_exact and not views.typed(form, "is_seen"):
        message = f"{back.typed}是四舍五入的数，没有写"
        raise ReportError(error("K87", back.there.cell, message, "对照原表看过，在“就写这个数”前打勾，再点。"))
    _require_idle(year, "没有写")
    wanted = Correction(str(back.there.cell), back.there.shown, back.meant)
    copy = correction.corrected(year.folder, [wanted], datetime.now().astimezone())
    year.went_back.append(WentBack(_key_of(line.edit), wanted.place, copy.name))
    year.begin()
    return views.go_to(f"/{year.year}/收回的修改")


_AGAIN = "请刷新这一页再看。"


def _shown(form: FormData, back: WayBack) -> WayBack:
    """What the form has shown of the way back."""
    there = replace(back.there, shown=views.typed(form, "shown"))
    return replace(back, there=there, meant=views.typed(form, "meant"))


def unwrite(request: Request, form: FormData) -> Response:
    """Puts back what stood in a cell before the number of an edit was written there, and takes back the edit."""
    year = views.year_of(request)
    place, shown, copy = (views.typed(form, name) for name in ("cell", "shown", "copy"))
    was = shown_cells(copy, _kept(year, copy), [place]).get(place)
    if was is None:
        raise ReportError(error("K88", place, "修改前的工作簿里没有这一格，没有动它", "请在 WPS 里改。"))
    _require_idle(year, "没有撤销")
    correction.corrected(year.folder, [Correction(place, shown, was.shown)], datetime.now().astimezone())
    again = tuple(each.edit for each in _gone(year) if each.key == views.typed(form, "edit"))
    year.begin(Decided(again=again))
    return views.go_to(f"/{year.year}/收回的修改")


def _require_idle(year: YearState, left: str) -> None:
    """Raises ReportError (K42) while a report is made: what was decided would not be in it."""
    if year.running:
        raise ReportError(error("K42", "生成", f"正在生成，{left}", "请等它做完再点。"))


def _kept(year: YearState, copy: str) -> bytes:
    """The workbook as it was kept before a correction; raises HTTPException 404 where there is none."""
    return safety.inside(year.folder / correction.KEPT, copy).read_bytes()


def _written_back(year: YearState, went: WentBack) -> WrittenBack | None:
    """What was written back, as it stands; None where it has been changed back or cannot be looked at."""
    try:
        was = shown_cells(went.copy, _kept(year, went.copy), [went.place]).get(went.place)
        now = shown_cells(*reading.workbook_of(reading.given(year.folder)), [went.place]).get(went.place)
    except (ReportError, HTTPException):
        return None
    return WrittenBack(went, was, now) if was and now and was.shown != now.shown else None


def drop(request: Request, _: FormData) -> Response:
    """Gives up an edit and makes the report without it."""
    year, number = views.year_of(request), int(request.path_params["number"])
    if number not in {each.number for each in _found(year)}:
        raise ReportError(error("H07", "人工修改", f"没有编号为 {number} 的人工修改", "请刷新这一页再看。"))
    if not year.begin(Decided((number,))):
        raise ReportError(error("K42", "生成", "正在生成，没有放弃这一处", "请等它做完再点。"))
    return views.go_to(f"/{year.year}/收回的修改")


def take_back(request: Request, form: FormData) -> Response:
    """Takes back an edit that an earlier version had, and makes the report with it."""
    year, key = views.year_of(request), views.typed(form, "key")
    wanted = next((each for each in _gone(year) if each.key == key), None)
    if wanted is None:
        raise ReportError(error("K50", "人工修改", "以前各版里没有这一处，或者它又在了", "请刷新这一页再看。"))
    if not year.begin(Decided(again=(wanted.edit,))):
        raise ReportError(error("K42", "生成", "正在生成，没有再带入这一处", "请等它做完再点。"))
    return views.go_to(f"/{year.year}/收回的修改")


def _gone(year: YearState) -> tuple[GoneEdit, ...]:
    """The edits of earlier versions that are there no more and that a run can carry again."""
    found = kept_edits.gone(year.outputs, _found(year))
    return tuple(GoneEdit(each, _key_of(each)) for each in found if each.kind.is_carried)


def _key_of(edit: Edit) -> str:
    return short(digest(repr((edit.kind, edit.place, edit.before, edit.after)).encode()))


def _found(year: YearState) -> tuple[Edit, ...]:
    """The edits kept from earlier runs and those in files that no run has read yet."""
    return hand_edits.found(year.outputs, reading.given(year.folder)).edits


def _told(known: Known) -> tuple[Problem, ...]:
    """What the last run told, whether the files have changed since or not."""
    return known.said.problems if known.said else ()


def _cells(year: YearState, told: Sequence[Problem]) -> Mapping[str, ShownCell]:
    """The cells behind the numbers that edits have typed over; none where the workbook cannot be opened."""
    places = [place for each in told for place in ways_back.cells_of(each)]
    try:
        return shown_cells(*reading.workbook_of(reading.given(year.folder)), places) if places else {}
    except ReportError:
        return {}


def _lines(known: Known, edits: Sequence[Edit], cells: Mapping[str, ShownCell]) -> Iterator[EditLine]:
    listed = problem_views.listed(known.problems)
    for edit in edits:
        problem = next((each for each in _told(known) if _is_of(each, edit)), None)
        places = ways_back.cells_of(problem)
        back = ways_back.way_back(edit, cells.get(places[0])) if len(places) == 1 else None
        yield EditLine(edit, problem, _key(problem, listed), back)


def _is_of(problem: Problem, edit: Edit) -> bool:
    return re.match(rf"人工修改{edit.number}(?!\d)", problem.message) is not None


def _key(problem: Problem | None, listed: Sequence[Listed]) -> str:
    return next((each.key for each in listed if each.problem == problem), "")


ROUTES = (
    Route("/{year:int}/收回的修改", page),
    Route("/{year:int}/收回的修改", views.posted(give_back), methods=["POST"]),
    Route("/{year:int}/收回的修改/{number:int}/不要", views.posted(drop), methods=["POST"]),
    Route("/{year:int}/收回的修改/{number:int}/写回", views.posted(write_back), methods=["POST"]),
    Route("/{year:int}/收回的修改/撤销", views.posted(unwrite), methods=["POST"]),
    Route("/{year:int}/收回的修改/再带入", views.posted(take_back), methods=["POST"]),
)
