"""A year's folder -> Accounts: workbook, texts and attachments read side by side, all faults told at once."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import asdict, replace

from juesuan.model import advised, editions, system_failures, workbook_form, written_text
from juesuan.model.accounts import Accounts
from juesuan.model.given import Given
from juesuan.model.problems import BLANK, UNWRITTEN, Problem, ReportError, Severity, error, hint, warning
from juesuan.model.written_text import Texts, WrittenTexts
from juesuan.model.year_folder import WORKBOOK, WORKBOOK_STEM
from juesuan.ooxml import package
from juesuan.ooxml.elements import W
from juesuan.ooxml.package import NotWordFile
from juesuan.reading import attachments, near_names, proposed, seen, texts, workbook, years_on_file
from juesuan.reading.spreadsheet import TOO_LARGE
from juesuan.reading.workbook import Workbook


def read(given: Given) -> tuple[Accounts, tuple[Problem, ...]]:
    """The accounts of the year, and the problems that do not keep them from being read.

    Raises ReportError with every fault of workbook, texts and attachments at once.
    """
    accounts, problems = _accounts(given)
    if faults := _faults(problems):
        raise ReportError(*faults)
    return accounts, (*problems, *_year(given.folder, accounts))


def numbers(given: Given) -> tuple[Accounts, Accounts | None, tuple[Problem, ...]]:
    """As ``years``, but the faults of texts and attachments are among what was noticed: the numbers are there.

    So are the blanks that are the gaps of the accounts (R30). Raises ReportError, with every fault of all files at
    once, only where the workbook has others.
    """
    accounts, problems = _accounts(given)
    last, missed = last_year(given, accounts)
    return accounts, last, (*problems, *_year(given.folder, accounts), *missed)


def _accounts(given: Given) -> tuple[Accounts, list[Problem]]:
    """The accounts, and all problems; raises as ``numbers``.

    Where more is wrong with texts and attachments than that some are missing, the accounts have none: they may be
    of a size that nothing else could bear.
    """
    problems: list[Problem] = []
    book = _workbook(given, problems)
    gaps = {str(cell) for cell in book.gaps} if book else ()
    is_readable = all(problem.code == BLANK and problem.where in gaps for problem in _faults(problems))
    projects = _projects(book, problems)
    enclosed = attachments.read(given, projects or (), problems)
    spared = attachments.replaced(enclosed), _unused(given, book)
    found = _texts(given, projects, problems, spared)
    looked_at = seen.read(given, problems)
    faults = _faults(problems)
    if book is None or not is_readable:
        raise ReportError(*faults)
    tables: dict[str, Any] = asdict(book)
    tables |= {"seen": looked_at, "proposed": proposed.waiting(given, _chosen(given, []), problems)}
    tables["own_edition"] = _own_edition(given, book)
    tables["years_on_file"] = years_on_file.read(given, book.department.year, problems)
    if any(fault.code not in {BLANK, *UNWRITTEN} for fault in faults):
        return Accounts(**tables, texts={}), problems
    return Accounts(**tables, texts=found or {}, attachments=enclosed), problems


def written(given: Given) -> WrittenTexts:
    """The texts of a year whose workbook cannot be read, as far as they are known; what is wrong is not told."""
    problems: list[Problem] = []
    book = _workbook(given, problems)
    projects = tuple(filter(None, (each.name.text for each in book.projects))) if book else ()
    unused = _unused(given, book)
    found = _texts(given, projects, problems, ({}, unused)) or {}
    return WrittenTexts(found, projects, unused)


def _faults(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def years(given: Given) -> tuple[Accounts, Accounts | None, tuple[Problem, ...]]:
    """The accounts of the year, those of last year if there are any, and what was noticed; raises as ``read``."""
    accounts, noticed = read(given)
    last, missed = last_year(given, accounts)
    return accounts, last, (*noticed, *missed)


def last_year(given: Given, accounts: Accounts) -> tuple[Accounts | None, tuple[Problem, ...]]:
    """Last year's accounts from the folder beside this year's; None where its workbook cannot be read.

    A folder that is there and of no use is noticed with a hint (R09): without it nothing is compared with last
    year. Texts that cannot be read are left out.
    """
    year = accounts.department.year - 1
    before = next((each for each in given.earlier if each.folder.name == str(year)), None)
    if before is None:
        return None, ()
    fault = ""
    try:
        last = book(before)
        if last.department.year != year:
            fault = f"{last.department.cells['year']}：“年度”填的是 {last.department.year}"
    except ReportError as caught:
        fault = f"{caught.problems[0].where}：{caught.problems[0].message}"
    if fault:
        advice = "改好它，程序就能与上年逐项核对。"
        return None, (hint("R09", before.folder.name, f"上年的工作簿没有用上：{fault}", advice),)
    return replace(last, texts=_old_texts(before)), ()


def _old_texts(before: Given) -> Texts:
    """Last year's texts; none where they cannot be read."""
    try:
        return texts.read(before, None, [])
    except ReportError:
        return {}


def book(given: Given) -> Accounts:
    """A year's accounts without texts: its workbook, and the earlier years on file that stand beside it.

    Raises ReportError with every fault of the workbook at once.
    """
    problems: list[Problem] = []
    found = _workbook(given, problems)
    faults = _faults(problems)
    if faults or found is None:
        raise ReportError(*faults)
    tables = asdict(found)
    tables["years_on_file"] = years_on_file.read(given, found.department.year, [])
    return Accounts(**tables, texts={}, own_edition=_own_edition(given, found))


def _own_edition(given: Given, book: Workbook) -> editions.Edition | None:
    """The edition of the workbook with the department's own files; None where it has none."""
    name = book.department.edition.text
    if name not in editions.NAMES:
        return None
    edition = editions.of(given, name)
    return edition if edition.own else None


def workbook_of(given: Given) -> tuple[str, bytes]:
    """Name and bytes of the workbook that is read; raises ReportError where there is none, or none that opens."""
    return _opened(given, [])


def _year(folder: Path, accounts: Accounts) -> Iterator[Problem]:
    """Problem R08 where the folder is named for another year than the workbook."""
    year = accounts.department.year
    if year and re.fullmatch(r"20\d\d", folder.name) and folder.name != str(year):
        message = f"文件夹是 {folder.name}，“年度”填的是 {year}"
        yield warning(
            "R08", accounts.department.cells["year"], message, "请改正年度，或把文件移到那一年的文件夹。"
        )


def _workbook(given: Given, problems: list[Problem]) -> Workbook | None:
    try:
        return workbook.read(*_opened(given, problems), problems)
    except ReportError as caught:
        problems.extend(caught.problems)
        return None


def _texts(
    given: Given,
    projects: tuple[str, ...] | None,
    problems: list[Problem],
    spared: tuple[Mapping[str, str], tuple[str, ...]],
) -> Texts | None:
    """The texts; None where the file cannot be read, which is among the ``problems``.

    ``spared`` are the texts that a file stands for and those that the edition has no place for.
    """
    try:
        return texts.read(given, projects, problems, *spared)
    except ReportError as caught:
        problems.extend(caught.problems)
        return None


def _unused(given: Given, book: Workbook | None) -> tuple[str, ...]:
    """The names of the texts that the edition has no place for; none where the edition is not known.

    A department's own template may have one.
    """
    name = book.department.edition.text if book else ""
    if name not in editions.NAMES:
        return ()
    edition = editions.of(given, name)
    tags = _tags(edition.template.data) if edition.template.is_own else ""
    unused = written_text.unused(edition, book.department) if book else ()
    return tuple(text for text in unused if text not in tags)


def _tags(template: bytes) -> str:
    """All that stands between braces in a template; empty where it cannot be read, which is told later."""
    try:
        root = package.open_word(template).root
    except NotWordFile:
        return ""
    lines = ("".join(text.text or "" for text in each.iter(W + "t")) for each in root.iter(W + "p"))
    return "\n".join(tag for line in lines for tag in re.findall(r"\{[^{}]*\}", line))


def _projects(book: Workbook | None, problems: list[Problem]) -> tuple[str, ...] | None:
    """The names of the projects that the texts must speak of; None where the sheet itself could not be read."""
    names = tuple(project.name.text for project in book.projects if project.name.text) if book else ()
    sheet = f"〔{workbook_form.PROJECTS.name}〕"
    is_faulty = any(problem.where.startswith(sheet) or problem.code == TOO_LARGE for problem in problems)
    return None if book is None or (is_faulty and not names) else names


def _opened(given: Given, problems: list[Problem]) -> tuple[str, bytes]:
    name = _chosen(given, problems)
    if name in given.unread:
        advice = "请检查文件是否存在、是否有权限，是否正被别的程序占用。"
        raise ReportError(error("R01", name, f"打不开（{system_failures.reason(given.unread[name])}）", advice))
    return name, given.files[name]


def _chosen(given: Given, problems: list[Problem]) -> str:
    """The name of the workbook that is read, .xlsx before .xls before .ods; raises ReportError for none."""
    chosen = given.workbooks
    if not chosen:
        raise ReportError(_none(given))
    others = tuple(dict.fromkeys((*chosen[1:], *_others(given, chosen[0]))))
    if others:
        message = f"有几份工作簿，采用 {chosen[0]}，没有看 {'、'.join(others)}"
        problems.append(hint("R06", chosen[0], message, "不用的请移到别处。"))
    return chosen[0]


def _others(given: Given, chosen: str) -> Iterator[str]:
    """The other files of the folder that are called like the workbook."""
    names = near_names.workbooks(given)
    yield from (name for name in names if WORKBOOK_STEM in name and name != chosen)


def _none(given: Given) -> Problem:
    """Problem R05: there is no workbook; one of another name is said."""
    otherwise = f"可以运行 {advised.command('init', given.folder)} 放一份空白的，填好再试。"
    advice = near_names.advice(near_names.workbooks(given), WORKBOOK)
    return error("R05", given.folder, f"没有找到 {WORKBOOK}（.xls、.ods 也可以）", advice or otherwise)
