"""How far a department of a county has come: a row of the table, from what a check or a run says of it."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from juesuan.app.batch.departments import DepartmentFolder
from juesuan.app.desk import stamps
from juesuan.model import workbook_form
from juesuan.model.advised import holds_workbook
from juesuan.model.identity import digest
from juesuan.model.problems import BLANK, UNWRITTEN, Problem, Severity

if TYPE_CHECKING:
    from juesuan.app.desk.year_state import Known
    from juesuan.model.county import DoneDepartment
    from juesuan.versions.records import Version


class Stage(Enum):
    """How far it has come; the value is the word in the table."""

    UNREADABLE = "读不了"
    ERRORS = "有错误"
    WARNINGS = "有警告"
    PARTLY = "填了一部分"
    NOT_BEGUN = "没有开始"
    CHANGED = "文件变过"
    READY = "可以交付"
    HANDED = "已交付"
    UNKNOWN = "还没有看"


class DepartmentRow(Struct, frozen=True):
    """A row of the table, of one department and one year."""

    folder: str
    """The name of its folder."""
    stage: Stage
    name: str = ""
    """单位全称; empty where it is not known."""
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    """How many of each kind are not explained."""
    reason: str = ""
    """Why it cannot be read or opened; empty where it can."""
    version: int = 0
    """The number of its last version; 0 where there is none."""
    made: str = ""
    """When that was made: 2026-11-26 09:30:00."""
    is_draft: bool = False
    is_current: bool = False
    """Whether that version is what a run would make of the files as they are."""
    changed: str = ""
    """When a file of its inputs was saved last: 2026-11-26 09:30:00."""
    stamp: str = ""
    """The digest of the times and sizes of the files that all this was found in."""

    @property
    def told(self) -> str:
        """The stage with its number: 有错误 3 条, 已交付 第2版."""
        words: str = self.stage.value
        match self.stage:
            case Stage.ERRORS:
                return f"{words} {self.errors} 条"
            case Stage.WARNINGS:
                return f"{words} {self.warnings} 条"
            case Stage.HANDED:
                return f"{words} 第{self.version}版"
            case Stage.CHANGED:
                return f"第{self.version}版以后{words}"
        return words

    @property
    def version_told(self) -> str:
        """The last version in words: 第2版（草稿）08-30 11:24; empty where there is none."""
        if not self.version:
            return ""
        return f"第{self.version}版{'（草稿）' if self.is_draft else ''} {self.made[5:16]}"


def unknown(folder: str) -> DepartmentRow:
    """The row of a department that nobody has looked at yet."""
    return DepartmentRow(folder, Stage.UNKNOWN)


def refused(folder: str, reason: str, stamp: str = "") -> DepartmentRow:
    """The row of a department that is not looked into, or cannot be."""
    return DepartmentRow(folder, Stage.UNREADABLE, reason=reason, stamp=stamp)


def stamp(folder: DepartmentFolder, year: int) -> str:
    """The digest of when the files of a department were saved; that of its folder where it has none."""
    found = f"{inputs_stamp(folder, year)}\n{stamps.of_outputs(folder.output / str(year))}"
    return digest(found.encode("utf-8", "surrogateescape"))


def inputs_stamp(folder: DepartmentFolder, year: int) -> stamps.Stamp:
    """When the files that a report of it is made from were saved."""
    return stamps.of_inputs(folder.inputs / str(year), folder.output)


def of_known(folder: DepartmentFolder, year: int, known: "Known", stamp: str) -> DepartmentRow:
    """The row from what a desk knows of a department."""
    name = known.checked.accounts.department.name.text if known.checked else ""
    is_begun = holds_workbook(folder.inputs / str(year))
    row = _row(folder, year, known.problems, is_read=known.checked is not None, is_begun=is_begun)
    return _with_version(row, name, known.last, stamp, is_current=known.is_current)


def of_done(folder: DepartmentFolder, year: int, done: "DoneDepartment", stamp: str) -> DepartmentRow:
    """The row from what a run has just said of a department."""
    from juesuan.model.county import DepartmentState  # noqa: PLC0415 - where nothing was run none is needed
    from juesuan.versions import store  # noqa: PLC0415 - as above

    is_read = done.state is not DepartmentState.REFUSED
    is_checked = done.state is DepartmentState.CHECKED
    row = _row(folder, year, done.problems, is_read=is_read, is_begun=holds_workbook(folder.inputs / str(year)))
    last = next(reversed(store.of(folder.output / str(year))), None)
    is_current = _stands(folder, year) if is_checked and last else is_read
    return _with_version(row, done.figures.name if done.figures else "", last, stamp, is_current=is_current)


def _stands(folder: DepartmentFolder, year: int) -> bool:
    """Whether the last version is what a run would make of the files as they are."""
    from juesuan import reading  # noqa: PLC0415 - as above
    from juesuan.versions import rerun  # noqa: PLC0415 - as above

    return rerun.standing(reading.given(folder.inputs / str(year)), folder.output) is not None


def _row(
    folder: DepartmentFolder, year: int, problems: Sequence[Problem], *, is_read: bool, is_begun: bool
) -> DepartmentRow:
    changed = _changed(inputs_stamp(folder, year))
    if not is_begun:
        reason = f"没有 {year} 年度的填报文件" if folder.years else "里面没有 inputs/年度"
        return DepartmentRow(folder.name, Stage.NOT_BEGUN, reason=reason, changed=changed)
    unexplained = [each for each in problems if not each.explained]
    stage = _stage(unexplained, is_read=is_read)
    if stage is Stage.NOT_BEGUN:
        return DepartmentRow(folder.name, stage, changed=changed)
    errors, warnings, hints = (
        sum(each.severity is one and each.code not in _MISSING for each in unexplained) for one in Severity
    )
    reason = _reason(stage, unexplained)
    return DepartmentRow(folder.name, stage, "", errors, warnings, hints, reason, changed=changed)


_MISSING = frozenset({BLANK, "R42", *UNWRITTEN})
"""The codes of what is missing and not wrong: cells, the rows of a list, texts."""


def _stage(problems: Sequence[Problem], *, is_read: bool) -> Stage:
    """How far the files have come, whatever was made of them; ``problems`` are those without explanation."""
    errors = [each for each in problems if each.severity is Severity.ERROR]
    missing = [each for each in errors if each.code in _MISSING]
    if len(errors) > len(missing):
        return Stage.ERRORS if is_read else Stage.UNREADABLE
    if missing:
        return Stage.NOT_BEGUN if _is_untouched(missing) else Stage.PARTLY
    return Stage.WARNINGS if any(each.is_open for each in problems) else Stage.READY


def _reason(stage: Stage, problems: Sequence[Problem]) -> str:
    """Why it cannot be read, or what is missing; empty for any other stage."""
    if stage is Stage.UNREADABLE:
        return next(f"{each.where}：{each.message}" for each in problems if each.code not in _MISSING)
    cells = sum(each.code in _MISSING - UNWRITTEN for each in problems)
    texts = sum(each.code in UNWRITTEN for each in problems)
    told = (f"还空着 {cells} 格" if cells else "", f"文字还缺 {texts} 段" if texts else "")
    return "，".join(filter(None, told))


_FIRST_SHEETS = (workbook_form.REVENUE_EXPENDITURE, workbook_form.FISCAL_APPROPRIATION, workbook_form.THREE_PUBLIC)


def _is_untouched(blanks: Sequence[Problem]) -> bool:
    """Whether nothing was filled in by hand: of each sheet one amount may be there, which a new year proposes."""
    for sheet in _FIRST_SHEETS:
        wanted = sum(item.required for item in sheet.items)
        if sum(each.where.startswith(f"〔{sheet.name}〕") for each in blanks) < max(1, wanted - 1):
            return False
    return True


def _with_version(
    row: DepartmentRow, name: str, last: "Version | None", stamp: str, *, is_current: bool
) -> DepartmentRow:
    stage = row.stage
    if stage is Stage.READY and last is not None:
        stage = Stage.HANDED if is_current and not last.is_draft else Stage.CHANGED
    row = replace(row, stage=stage, name=name, stamp=stamp)
    if last is None:
        return row
    return replace(row, version=last.number, made=last.made, is_draft=last.is_draft, is_current=is_current)


def _changed(inputs: stamps.Stamp) -> str:
    newest = max((saved for _, saved, _ in inputs), default=0)
    return f"{datetime.fromtimestamp(newest / 10**9).astimezone():%Y-%m-%d %H:%M:%S}" if newest else ""
