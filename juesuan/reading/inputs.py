"""A year's folder -> Accounts: workbook, texts and attachments read side by side, all faults told at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path

from juesuan.model import editions, workbook_form
from juesuan.model.accounts import Accounts
from juesuan.model.problems import Problem, ReportError, Severity, error, hint, warning
from juesuan.model.written_text import Texts
from juesuan.model.year_folder import ATTACHMENTS, SUFFIXES, TEXTS, WORKBOOK_STEM
from juesuan.reading import attachments, texts, workbook
from juesuan.reading.workbook import Workbook


def read(folder: Path) -> tuple[Accounts, tuple[Problem, ...]]:
    """Everything the officer gave, and what was noticed; raises ReportError with every fault at once."""
    problems: list[Problem] = []
    book = _workbook(folder, problems)
    projects = _projects(book, problems)
    enclosed = attachments.read(folder / ATTACHMENTS, projects or (), problems)
    spared = attachments.replaced(enclosed), _unused(book)
    found = _texts(folder, projects, problems, spared)
    faults = [problem for problem in problems if problem.severity is Severity.ERROR]
    if faults or book is None or found is None:
        raise ReportError(*faults)
    tables = {each.name: getattr(book, each.name) for each in fields(book)}
    accounts = Accounts(**tables, texts=found, attachments=enclosed)
    return accounts, (*problems, *_year(folder, accounts))


def years(folder: Path) -> tuple[Accounts, Accounts | None, tuple[Problem, ...]]:
    """The accounts of the year, of last year where there are any, and what was noticed; raises as ``read``."""
    accounts, noticed = read(folder)
    last, missed = last_year(folder, accounts)
    return accounts, last, (*noticed, *missed)


def last_year(folder: Path, accounts: Accounts) -> tuple[Accounts | None, tuple[Problem, ...]]:
    """Last year's accounts from the folder beside this year's; None where its workbook cannot be read.

    A folder that is there and of no use is noticed with a hint: without it nothing is compared with last year.
    Texts that cannot be read are none.
    """
    year = accounts.department.year - 1
    before = folder.parent / str(year)
    if not before.is_dir() or before == folder:
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
        return None, (hint("R09", before.name, f"上年的工作簿没有用上：{fault}", advice),)
    return replace(last, texts=_old_texts(before)), ()


def _old_texts(folder: Path) -> Texts:
    try:
        return texts.read(folder / TEXTS, None, [])
    except ReportError:
        return {}


def book(folder: Path) -> Accounts:
    """A year's accounts from its workbook alone, without texts; raises ReportError with every fault at once."""
    problems: list[Problem] = []
    found = _workbook(folder, problems)
    faults = [problem for problem in problems if problem.severity is Severity.ERROR]
    if faults or found is None:
        raise ReportError(*faults)
    return Accounts(**{each.name: getattr(found, each.name) for each in fields(found)}, texts={})


def workbook_of(folder: Path) -> Path:
    """The workbook that is read where there are several; raises ReportError where there is none."""
    return _chosen(folder, [])


def _year(folder: Path, accounts: Accounts) -> Iterator[Problem]:
    """The folder is named for the year."""
    year = accounts.department.year
    if re.fullmatch(r"20\d\d", folder.name) and folder.name != str(year):
        message = f"文件夹是 {folder.name}，“年度”填的是 {year}"
        yield warning(
            "R08", accounts.department.cells["year"], message, "请改正年度，或把文件移到那一年的文件夹。"
        )


def _workbook(folder: Path, problems: list[Problem]) -> Workbook | None:
    try:
        return workbook.read(_chosen(folder, problems), problems)
    except ReportError as caught:
        problems.extend(caught.problems)
        return None


def _texts(
    folder: Path,
    projects: tuple[str, ...] | None,
    problems: list[Problem],
    spared: tuple[Mapping[str, str], tuple[str, ...]],
) -> Texts | None:
    """The texts; ``spared`` are those that a file stands for and those the edition has no place for."""
    try:
        return texts.read(folder / TEXTS, projects, problems, *spared)
    except ReportError as caught:
        problems.extend(caught.problems)
        return None


def _unused(book: Workbook | None) -> tuple[str, ...]:
    """The texts that the edition has no place for; none where the edition is not known."""
    name = book.department.edition.text if book else ""
    return editions.named(name).unused_texts if name in editions.NAMES else ()


def _projects(book: Workbook | None, problems: list[Problem]) -> tuple[str, ...] | None:
    """The projects the texts must speak of; None when the sheet itself could not be read."""
    names = tuple(project.name.text for project in book.projects if project.name.text) if book else ()
    is_faulty = any(problem.where.startswith(f"〔{workbook_form.PROJECTS.name}〕") for problem in problems)
    return None if book is None or (is_faulty and not names) else names


def sources(folder: Path) -> tuple[Path, ...]:
    """Everything a year's report is made from: the files of the folder, and those of 附件."""
    inside = folder / ATTACHMENTS
    return (*folder.iterdir(), *(inside.iterdir() if inside.is_dir() else ()))


def given(folder: Path) -> Mapping[str, bytes]:
    """All that a department gives for a year's report, by name: what is in its folder, and last year's workbook.

    A folder that is not there holds nothing.
    """
    inside = [folder, folder / ATTACHMENTS, folder / editions.OWN]
    files = [path for each in inside if each.is_dir() for path in sorted(each.iterdir())]
    held = {path.relative_to(folder).as_posix(): path for path in files if _is_given(path)}
    before = folder.parent / str(int(folder.name) - 1) if folder.name.isdecimal() else folder
    books = [before / f"{WORKBOOK_STEM}{suffix}" for suffix in SUFFIXES] if before != folder else []
    held |= {f"{path.parent.name}/{path.name}": path for path in books if path.is_file()}
    return {name: path.read_bytes() for name, path in held.items()}


_READ = (*SUFFIXES, ".docx", ".toml")


def _is_given(path: Path) -> bool:
    """Office puts a hidden file ~$ beside one that is open, and lets nobody read it."""
    return path.suffix.lower() in _READ and not path.name.startswith(("~$", ".")) and path.is_file()


def _chosen(folder: Path, problems: list[Problem]) -> Path:
    """The workbook of the folder, .xlsx before .xls before .ods; files Excel keeps open are only its marks."""
    files = sorted(each for each in folder.iterdir() if each.is_file()) if folder.is_dir() else []
    books = [each for each in files if each.suffix.lower() in SUFFIXES and not each.name.startswith("~$")]
    chosen = [each for suffix in SUFFIXES for each in books if each.suffix.lower() == suffix]
    chosen = [each for each in chosen if each.stem == WORKBOOK_STEM]
    if not chosen:
        raise ReportError(_none(folder, [each.name for each in books]))
    if len(chosen) > 1:
        others = "、".join(each.name for each in chosen[1:])
        message = f"有几份工作簿，采用 {chosen[0].name}，没有看 {others}"
        problems.append(hint("R06", chosen[0].name, message, "不用的请移到别处。"))
    return chosen[0]


def _none(folder: Path, others: list[str]) -> Problem:
    name = f"{WORKBOOK_STEM}{SUFFIXES[0]}"
    advice = f"可以运行 python generate.py init {folder} 放一份空白的，填好再试。"
    if others:
        advice = f"现有的“{others[0]}”是不是它？请改名为 {name}。"
    return error("R05", folder, f"没有找到 {name}（.xls、.ods 也可以）", advice)
