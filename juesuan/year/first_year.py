"""What a blank workbook starts with: year, edition, the department's names, and the terms of every report."""

from collections.abc import Iterator
from pathlib import Path

from juesuan.model import editions, standard_terms, workbook_form
from juesuan.model.accounts import Department
from juesuan.model.problems import ReportError
from juesuan.model.program_folders import TEMPLATES
from juesuan.model.sheets import tag_of
from juesuan.model.values import Text
from juesuan.model.written_text import MARK
from juesuan.model.year_folder import TEXTS
from juesuan.reading import files, inputs
from juesuan.year import blank_workbook
from juesuan.year.blank_workbook import Filled, FilledCell, FilledEntry

_NAMES = ("name", "short_name", "own_name", "region", "code", "kind")
"""The fields of 基本信息 that a department has in every year."""
REMARKS = ("八、深黄色的格是程序提出的：看过、确认就留着，不对就改；写着〔待确认〕的，改好以后删去标记。",)
"""What 填写说明 says of it, numbered on from the seven lines of the guide."""


def make(folder: Path) -> tuple[Path, ...]:
    """The workbook and the blank texts put into ``folder``; files that are there are left alone, see ``init``."""
    return blank_workbook.init(folder, TEMPLATES / TEXTS, content(folder), REMARKS)


def content(folder: Path) -> Filled:
    """What the workbook for the year that ``folder`` is named for starts with, all of it proposed.

    The names are those of another year beside it, where there is one that can be read.
    """
    year = int(folder.name) if folder.name.isdecimal() and len(folder.name) == 4 else None  # noqa: PLR2004
    return {
        workbook_form.DEPARTMENT.name: list(_about(year, _other_year(folder))),
        workbook_form.TERMS.name: list(_terms()),
    }


def _about(year: int | None, other: Department | None) -> Iterator[FilledEntry]:
    given: dict[str, str | int] = {}
    if year is not None:
        given = {"year": year, "edition": editions.fitting(year) or editions.NAMES[-1]}
    for field in _NAMES if other is not None else ():
        words = getattr(other, field)
        given[field] = words.text if isinstance(words, Text) else ""
    for item in workbook_form.DEPARTMENT.items:
        if value := given.get(item.field):
            yield {"项目": item.label, "内容": FilledCell(value, is_proposed=True)}


def _other_year(folder: Path) -> Department | None:
    """The department as the newest other year beside the folder has it; None where none can be read."""
    beside = sorted(folder.parent.glob("20[0-9][0-9]"), reverse=True) if folder.parent.is_dir() else []
    for each in beside:
        try:
            return inputs.book(files.given(each)).department
        except ReportError:
            continue
    return None


def _terms() -> Iterator[FilledEntry]:
    """The terms of every report: those that go by no figure, or by a row that every workbook has filled in."""
    required = {
        f"{sheet.name}.{tag_of(item.label)}"
        for sheet in workbook_form.SHEETS
        for item in sheet.items
        if item.required
    }
    for term in standard_terms.library().terms:
        if not term.used_with or required & set(term.used_with):
            meaning = FilledCell(f"{MARK}{term.meaning}", is_proposed=True)
            yield {"名词": FilledCell(term.name, is_proposed=True), "解释": meaning}
