"""收回的修改: Word files that come back are dropped, and each edit in them is decided on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan import reading
from juesuan.app.desk import problem_views, uploads, views
from juesuan.app.desk.problem_views import Listed
from juesuan.app.desk.year_state import Known, YearState
from juesuan.model.edit import Decided, Edit, EditKind
from juesuan.model.identity import digest, short
from juesuan.model.problems import Problem, ReportError, error
from juesuan.versions import files, hand_edits, kept_edits

_ABOUT_FILES = ("H06", "H10", "H22", "H23", "H24", "H25", "H26", "H27", "H29")
"""The codes of what is told of a returned file as a whole."""


@dataclass(frozen=True, slots=True)
class EditLine:
    """An edit by hand with what became of it."""

    edit: Edit
    problem: Problem | None
    """What the last run told of it; None where no run has read it yet."""
    key: str
    """The key of that problem at 核对; empty where it is not listed there any more."""

    @property
    def state(self) -> str:
        """In a few words: what became of it."""
        if self.problem is None:
            return "还没有带入"
        states = {"H01": "已带入", "H03": "与工作簿不同", "H05": "批注"}
        return states.get(self.problem.code, "没有带入" if self.problem.is_open else "只列出")


@dataclass(frozen=True, slots=True)
class GoneEdit:
    """An edit that an earlier version had and that is there no more."""

    edit: Edit
    key: str
    """By which the form names it: it holds for as long as its words do."""


def page(request: Request) -> Response:
    """The edits and the things to do."""
    year = views.year_of(request)
    known = year.known()
    lines = tuple(_lines(known, _found(year))) if known.last else ()
    return views.shown(
        request,
        "returned.html",
        edits=[each for each in lines if each.edit.kind is not EditKind.COMMENT],
        comments=[each for each in lines if each.edit.kind is EditKind.COMMENT],
        of_files=[each for each in _told(known) if each.code in _ABOUT_FILES],
        gone=_gone(year) if known.last else (),
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


def _lines(known: Known, edits: Sequence[Edit]) -> Iterator[EditLine]:
    listed = problem_views.listed(known.problems)
    for edit in edits:
        problem = next((each for each in _told(known) if _is_of(each, edit)), None)
        yield EditLine(edit, problem, _key(problem, listed))


def _is_of(problem: Problem, edit: Edit) -> bool:
    return re.match(rf"人工修改{edit.number}(?!\d)", problem.message) is not None


def _key(problem: Problem | None, listed: Sequence[Listed]) -> str:
    return next((each.key for each in listed if each.problem == problem), "")


ROUTES = (
    Route("/{year:int}/收回的修改", page),
    Route("/{year:int}/收回的修改", views.posted(give_back), methods=["POST"]),
    Route("/{year:int}/收回的修改/{number:int}/不要", views.posted(drop), methods=["POST"]),
    Route("/{year:int}/收回的修改/再带入", views.posted(take_back), methods=["POST"]),
)
