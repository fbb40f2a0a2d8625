"""名词解释: what a report has to explain and the sheet has not yet, proposed and, once agreed to, written."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from juesuan import figures
from juesuan.figures import classification, explained_items
from juesuan.model import standard_terms, workbook_form
from juesuan.model.accounts import Accounts, FunctionalItem
from juesuan.model.problems import Problem, ReportError, error, warning
from juesuan.model.sheets import tag_of
from juesuan.model.standard_terms import StandardTerm
from juesuan.model.values import Cell, Figures
from juesuan.model.written_text import MARK
from juesuan.model.year_folder import SUFFIXES
from juesuan.reading import files, inputs, spreadsheet, tables
from juesuan.reading.grid import address
from juesuan.reading.official import places
from juesuan.reading.official.places import BookSheet
from juesuan.year import cell_writer, rewriting
from juesuan.year.cell_writer import CellEdit

KEPT = "补名词前"
"""The folder for the workbooks as they were before terms were written into them."""


class ProposedTerm(Struct, frozen=True):
    """A term for the sheet 名词解释, with the standard explanation."""

    name: str
    meaning: str


class Proposal(Struct, frozen=True):
    """What is lacking in the 名词解释 of a year's workbook."""

    place: Path
    """The workbook."""
    data: bytes
    """The workbook as it was read."""
    terms: tuple[ProposedTerm, ...]
    problems: tuple[Problem, ...]
    """Warnings (T81) for the items of which there is no standard explanation."""


def prepared(folder: Path) -> Proposal:
    """What the report of the year in ``folder`` has to explain and its workbook does not; nothing is written.

    Raises ReportError where the workbook cannot be read, or (T80) where it is of a format that cannot be changed.
    """
    given = files.given(folder)
    name, data = inputs.workbook_of(given)
    if not name.lower().endswith(SUFFIXES[0]):
        advice = "请用 WPS 或 Excel 打开，另存为 .xlsx，再运行一次。"
        raise ReportError(error("T80", folder / name, "这种格式的工作簿不能只改几格", advice))
    accounts = inputs.book(given)
    lacking = list(explained_items.unexplained(accounts))
    meant = {item: _meaning(item, accounts) for item in lacking}
    terms = (
        *general(accounts, figures.figures_of(accounts)),
        *(ProposedTerm(_full_name(item, accounts), words) for item, words in meant.items() if words),
    )
    problems = tuple(_unknown(item, accounts) for item, words in meant.items() if not words)
    return Proposal(folder / name, data, tuple(dict.fromkeys(terms)), problems)


def general(accounts: Accounts, known: Figures) -> Iterator[ProposedTerm]:
    """The general terms that the report has, by its figures, and 名词解释 lacks, in the order of the report."""
    names = {tag_of(term.name.text) for term in accounts.terms}
    for term in standard_terms.library().terms:
        if _is_used(term, known) and not names & {tag_of(name) for name in (term.name, *term.also)}:
            yield ProposedTerm(term.name, term.meaning)


def _is_used(term: StandardTerm, known: Figures) -> bool:
    found = (known.get(name) for each in term.used_with for name in (each, f"{each}.上年"))
    return not term.used_with or any(figure is not None and figure.value for figure in found)


def _meaning(item: FunctionalItem, accounts: Accounts) -> str:
    return standard_terms.library().of_item(item.code, classification.names(accounts.functional_items))


def _full_name(item: FunctionalItem, accounts: Accounts) -> str:
    return classification.full_name(item.code, classification.names(accounts.functional_items))


def _unknown(item: FunctionalItem, accounts: Accounts) -> Problem:
    message = f"支出科目“{item.code} {item.name}”没有参考的解释"
    advice = f"请在“名词解释”表里自己加一条，名词写“{_full_name(item, accounts)}”。"
    return warning("T81", item.cell, message, advice)


def written(proposal: Proposal, now: datetime) -> tuple[Path, ...]:
    """The workbook, with the terms below those it has, each marked 〔待确认〕, and the copy of it that was kept.

    Raises ReportError where the workbook is open or was changed meanwhile, OSError where it cannot be written.
    """
    edits = list(_edits(proposal))
    cells = [Cell(each.sheet, address(each.row, each.column)) for each in edits]
    data = cell_writer.edited(proposal.data, edits, proposed=cells)
    return proposal.place, rewriting.rewritten(proposal.place, proposal.data, data, KEPT, now)


def _edits(proposal: Proposal) -> Iterator[CellEdit]:
    sheet, faults = workbook_form.TERMS, list[Problem]()
    grid = spreadsheet.read(proposal.data, proposal.place.name, [sheet.name], faults)[sheet.name]
    held = BookSheet(sheet, grid, tables.read(grid, sheet, faults), {})
    name, meaning = (places.column_at(held, column.heading) for column in sheet.columns)
    for row, term in enumerate(proposal.terms, start=places.free_row(held)):
        yield CellEdit(sheet.name, row, name, term.name)
        yield CellEdit(sheet.name, row, meaning, f"{MARK}{term.meaning}")
