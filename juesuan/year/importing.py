"""Official tables -> the year's workbook: read, compared, and, once it is agreed to, written with a copy kept."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model import official_record, system_failures
from juesuan.model.official import OfficialFigures, Target
from juesuan.model.official_record import Record
from juesuan.model.problems import Problem, ReportError, error
from juesuan.model.program_folders import TEMPLATES
from juesuan.model.year_folder import SUFFIXES, TEXTS, WORKBOOK, WORKBOOK_STEM
from juesuan.reading import files, imported
from juesuan.reading.official import places
from juesuan.reading.official.places import YearBook
from juesuan.year import (
    blank_workbook,
    cell_writer,
    confirming,
    filling,
    first_year,
    proposed_file,
    rewriting,
    tables_of_last_year,
)
from juesuan.year.filling import Filling
from juesuan.year.first_year import ProposedField

KEPT = "导入前"
"""The folder for the workbooks as they were before an import."""


class Import(Struct, frozen=True):
    """An import that is ready to be shown and, where it is agreed to, written."""

    folder: Path
    figures: OfficialFigures
    filling: Filling
    workbook: bytes
    """The workbook as it was read, or a blank one where there was none."""
    records: Mapping[Target, Record]
    """The origins that earlier imports have noted."""
    beside: Mapping[str, bytes] | None
    """The files that go with a blank workbook, by name; None where the folder has a workbook."""
    book: YearBook
    """The sheets of the workbook as it was read."""

    @property
    def is_new(self) -> bool:
        """Whether the folder has no workbook yet."""
        return self.beside is not None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that there is to say of it."""
        return (*self.figures.problems, *self.filling.problems)

    @property
    def has_work(self) -> bool:
        """Whether anything is to be written."""
        known = self.records
        return bool(self.filling.edits) or any(
            each.target not in known or known[each.target].origin != each.origin for each in self.filling.placed
        )


def prepared(figures: OfficialFigures, folder: Path, year: int | None) -> Import:
    """What the figures of official files change in the workbook in ``folder``; nothing is written.

    ``year`` is the one that was asked for. Raises ReportError where the workbook, or what earlier imports have
    noted (S25), cannot be read, where years do not go together, or where the files have no official table.
    """
    if not figures.tables:
        seen = f"（看了：{'、'.join(figures.passed_over[:8])}）" if figures.passed_over else ""
        advice = "工作表名称或第一行标题要像“Z01 收入支出决算总表(财决01表)”。"
        raise ReportError(error("I10", "导入的文件", f"没有认出一张官方表{seen}", advice), *figures.problems)
    data, beside = _workbook(folder, _told(figures, year))
    records, told = imported.read(folder / official_record.NAME)
    faults: list[Problem] = [*told]
    book = places.read(data, WORKBOOK, faults)
    if faults:
        raise ReportError(*faults)
    wanted = year or book.year or (int(folder.name) if folder.name.isdecimal() else None) or figures.year
    _same_year(figures, book, wanted)
    is_earlier = wanted is not None and figures.year == wanted - 1
    figures = tables_of_last_year.turned(figures, wanted) if wanted and is_earlier else figures
    made = filling.planned(book, figures, cell_writer.formulas(data))
    problems = (*made.problems, *filling.unsure(figures, book, wanted or 0), *filling.told(figures))
    left = () if is_earlier else made.left
    return Import(folder, figures, replace(made, problems=problems, left=left), data, records, beside, book)


def _told(figures: OfficialFigures, year: int | None) -> Mapping[str, ProposedField]:
    """What the tables, and who imports them, tell of the department for a new workbook."""
    told: dict[str, ProposedField] = {}
    if wanted := year or figures.year:
        told["year"] = wanted, "导入时写的年度" if year else "导入的表"
    if len(figures.departments) == 1:
        told["name"] = figures.departments[0], "导入的表的编制单位"
    return told


def _same_year(figures: OfficialFigures, book: YearBook, wanted: int | None) -> None:
    """Raises ReportError where the tables are of another year than the workbook's, or than the year asked for.

    Those of the year before are not: they have columns of their own.
    """
    if figures.year is not None and wanted is not None and figures.year not in {wanted, wanted - 1}:
        message = f"表是 {figures.year} 年度的，要导入的是 {wanted} 年度"
        raise ReportError(
            error("I13", "导入的文件", message, f"请用 --year {figures.year}，或换成 {wanted} 年度的表。")
        )
    if book.year is not None and wanted is not None and book.year != wanted:
        message = f"工作簿的“年度”是 {book.year}，要导入的是 {wanted} 年度"
        raise ReportError(error("I13", "〔基本信息〕", message, "请改正年度，或换一个文件夹。"))


def _workbook(folder: Path, told: Mapping[str, ProposedField]) -> tuple[bytes, Mapping[str, bytes] | None]:
    """The bytes of the workbook in the folder; of a blank one, where there is none, and of the files beside it.

    ``told`` is what the tables say of the department. Raises ReportError for a workbook that cannot be read or is
    no .xlsx.
    """
    there = [folder / f"{WORKBOOK_STEM}{suffix}" for suffix in SUFFIXES]
    found = next((path for path in there if os.path.lexists(path)), None)
    if found is None:
        content = first_year.content(folder, told)
        return first_year.workbook(content), first_year.record(content)
    if found.name != WORKBOOK:
        advice = "请用 WPS 或 Excel 打开，另存为 .xlsx，再导入。"
        raise ReportError(error("I10", found, "这种格式的工作簿不能只改几格", advice))
    try:
        return files.contents(found), None
    except OSError as caught:
        reason = system_failures.reason(caught)
        raise ReportError(error("R01", found, f"打不开（{reason}）", "请关闭正打开它的程序后再试。")) from caught


# ---- written


def written(ready: Import, now: datetime) -> tuple[Path, ...]:
    """The files that an import has put into the folder: the workbook, the record of origins, the copy kept first.

    The workbook is there whole or as it was. Raises ReportError where it is open or was changed meanwhile, OSError
    where it cannot be written.
    """
    place = ready.folder / WORKBOOK
    proposals, told = confirming.confirmed_by_import(ready.folder, ready.filling.placed, now)
    cells = [each.cell for target in told if (each := ready.book.place(target)) is not None]
    data = cell_writer.edited(ready.workbook, ready.filling.edits, cells)
    places.read(data, WORKBOOK, [])  # what is written can be read again
    kept: tuple[Path, ...] = ()
    if ready.beside is not None:
        if os.path.lexists(place):
            raise ReportError(error("I10", place, "刚刚有了这个工作簿，没有动它", "请再导入一次，看过再写。"))
        blank_workbook.init(ready.folder, TEMPLATES / TEXTS, data, ready.beside)
    else:
        kept = (rewriting.rewritten(place, ready.workbook, data, KEPT, now),)
    record = ready.folder / official_record.NAME
    rewriting.put(record, _record(ready, now))
    beside = [ready.folder / name for name in ready.beside or ()]
    if proposals:
        beside.append(proposed_file.put(ready.folder, proposals))
    return (place, record, *beside, *kept)


def _record(ready: Import, now: datetime) -> bytes:
    when = f"{now:%Y-%m-%d %H:%M}"
    new = {each.target: Record(each.value, each.origin, when) for each in ready.filling.placed}
    return official_record.written({**ready.records, **new})
