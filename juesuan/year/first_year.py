"""What a blank workbook starts with: year, edition, the department's names, and the terms of every report."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from juesuan.model import editions, standard_terms, workbook_form
from juesuan.model.department import Department
from juesuan.model.problems import ReportError
from juesuan.model.program_folders import TEMPLATES
from juesuan.model.proposed import FILE
from juesuan.model.sheets import tag_of
from juesuan.model.values import Text
from juesuan.model.written_text import MARK
from juesuan.model.year_folder import TEXTS
from juesuan.reading import files, inputs
from juesuan.year import blank_workbook, proposed_file
from juesuan.year.blank_workbook import Filled, FilledCell, FilledEntry

ProposedField = tuple[str | int, str]
"""What a field of 基本信息 is proposed to hold, and where that comes from, in words."""
NAMES = ("name", "short_name", "own_name", "region", "code", "kind")
"""The fields of 基本信息 that a department has in every year."""
REMARKS = (
    "八、深黄色的格是程序提出的，没有确认以前，核对会提醒：看过以后运行 confirm 命令确认，不对就改；"
    "写着〔待确认〕的，改好以后删去标记，或者也用 confirm 命令确认。",
)
"""What 填写说明 says of it, numbered on from the seven lines of the guide."""


def make(folder: Path) -> tuple[Path, ...]:
    """The workbook, the record of what it proposes, and the blank texts, put into ``folder``.

    Files that are there are left alone, see ``init``.
    """
    filled = content(folder)
    return blank_workbook.init(folder, TEMPLATES / TEXTS, workbook(filled), record(filled))


def workbook(filled: Filled) -> bytes:
    """A blank workbook with that content, its guide speaking of what is proposed."""
    return blank_workbook.workbook(filled, remarks=REMARKS)


def record(filled: Filled) -> Mapping[str, bytes]:
    """The file that says what the content proposes, by its name; none where it proposes nothing."""
    cells = proposed_file.of(filled)
    return {FILE: proposed_file.dumped(cells)} if cells else {}


def content(folder: Path, told: Mapping[str, ProposedField] = MappingProxyType({})) -> Filled:
    """What the workbook for the year that ``folder`` is named for starts with, all of it proposed.

    The names are those of another year beside it, where there is one that can be read; ``told`` are fields of
    基本信息 that other files tell, used where neither says them.
    """
    return {
        workbook_form.DEPARTMENT.name: list(_about(folder, told)),
        workbook_form.TERMS.name: list(_terms()),
    }


def _about(folder: Path, told: Mapping[str, ProposedField]) -> Iterator[FilledEntry]:
    given = {**told, **_named(folder), **_names(_other_year(folder))}
    if year := given.get("year"):
        given["edition"] = (editions.fitting(int(year[0])) or editions.newest().name, f"{year[0]}年度的格式")
    for item in workbook_form.DEPARTMENT.items:
        if field := given.get(item.field):
            value, origin = field
            yield {"项目": item.label, "内容": FilledCell(value, is_proposed=True, origin=origin)}


def _named(folder: Path) -> Mapping[str, ProposedField]:
    """The year that the folder is named for."""
    is_year = folder.name.isdecimal() and len(folder.name) == 4  # noqa: PLR2004
    return {"year": (int(folder.name), f"文件夹的名称“{folder.name}”")} if is_year else {}


def _names(other: Department | None) -> Mapping[str, ProposedField]:
    """The names that the department has in another year."""
    words = {field: getattr(other, field, None) for field in NAMES}
    return {
        field: (text.text, f"{other.year}年度的工作簿")
        for field, text in words.items()
        if other is not None and isinstance(text, Text) and text.text
    }


def _other_year(folder: Path) -> Department | None:
    """The department as the newest other year beside the folder has it; None where none can be read."""
    beside = sorted(folder.parent.glob("20[0-9][0-9]"), reverse=True) if folder.parent.is_dir() else []
    for each in (one for one in beside if one.name != folder.name):
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
