"""Files with official tables -> the figures that the year's workbook takes from them, each with where it stands.

Tables are recognised by code, then by title; rows and columns by their labels. A table whose own sums do not close
is refused by name, never guessed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from juesuan.model import system_failures
from juesuan.model.official import OfficialFigures, RecognisedTable, Taken, Target
from juesuan.model.problems import Problem, ReportError, error, warning
from juesuan.reading import files, spreadsheet
from juesuan.reading.official import recognition, stand_in, taking
from juesuan.reading.official.recognition import OfficialSheet

__all__ = ["read"]

_SUFFIXES, _TEXTS = (".xlsx", ".xls", ".ods"), (".docx", ".pdf")
_WAN = "万元"


def read(paths: Iterable[Path]) -> OfficialFigures:
    """What the files give, a table of 元 before one of 万元; tables that are refused are among the problems.

    Raises ReportError where a file cannot be read at all, or where tables are of several years.
    """
    problems: list[Problem] = []
    sheets: list[OfficialSheet] = []
    others: list[str] = []
    for found, passed_over in _files(paths, problems):
        sheets += found
        others += passed_over
    year = _year(sheets)
    outcomes = [
        (sheet, *(taking.taken(sheet) if stand_in.is_needed(sheet, sheets) else ((), ()))) for sheet in sheets
    ]
    problems += [each for _, _, said in outcomes for each in said]
    figures = stand_in.settled([each for _, taken, _ in outcomes for each in taken], sheets, problems)
    kept = set(map(id, figures))
    tables = [_table(sheet, [each for each in taken if id(each) in kept], said) for sheet, taken, said in outcomes]
    chosen = _chosen(figures, problems)
    problems += _rounded(chosen.values())
    departments = dict.fromkeys(sheet.department for sheet in sheets if sheet.department)
    return OfficialFigures(tuple(tables), chosen, tuple(problems), year, tuple(departments), tuple(others))


def _table(sheet: OfficialSheet, found: Sequence[Taken], said: tuple[Problem, ...]) -> RecognisedTable:
    is_refused = not found and any(each.is_open_error for each in said)
    title = sheet.form.titles[0]
    return RecognisedTable(sheet.file, sheet.grid.name, sheet.form.code, title, len(found), is_refused)


_Found = tuple[list[OfficialSheet], list[str]]
"""The official tables of a file, and the names of the sheets that are none."""


def _files(paths: Iterable[Path], problems: list[Problem]) -> Iterator[_Found]:
    """What is in each file; raises ReportError with all files that cannot be read."""
    faults: list[Problem] = []
    for path in paths:
        try:
            yield _file(path, problems)
        except ReportError as caught:
            faults += caught.problems
    if faults:
        raise ReportError(*faults)


def _file(path: Path, problems: list[Problem]) -> _Found:
    name = files.shown(Path(path.name))
    suffix = path.suffix.lower()
    if suffix not in (*_SUFFIXES, *_TEXTS):
        advice = "请给决算软件导出的 .xls、.xlsx，公开附表的 .xls、.xlsx，或含附表的 .docx、.pdf。"
        raise ReportError(error("I10", name, "不是可以导入的文件", advice))
    if not path.exists():
        raise ReportError(error("I10", name, "没有这个文件", "请检查文件名写得对不对、在哪个文件夹里。"))
    try:
        data = files.contents(path)
    except OSError as caught:
        reason = system_failures.reason(caught)
        raise ReportError(error("I10", name, f"打不开（{reason}）", "请检查文件名和权限。")) from caught
    if suffix in _TEXTS:
        return _of_text(name, suffix, data), []
    grids = spreadsheet.every(data, name, problems).values()
    found = [(grid.name, recognition.recognised(name, grid)) for grid in grids]
    return [sheet for _, sheet in found if sheet], [f"{name}〔{sheet}〕" for sheet, known in found if not known]


def _of_text(name: str, suffix: str, data: bytes) -> list[OfficialSheet]:
    """The official tables among those of a report; the others are no concern of anybody."""
    from juesuan.reading.finished import Unreadable  # noqa: PLC0415 - few tables come inside of a text
    from juesuan.reading.official import documents  # noqa: PLC0415 - as above

    try:
        tables = list(documents.of_pdf(data) if suffix == ".pdf" else documents.of_word(data))
    except Unreadable as caught:
        raise ReportError(error("I10", name, str(caught), "请打开这个文件看看，重新保存后再试。")) from caught
    return [sheet for grid, above in tables if (sheet := recognition.of_text(name, grid, above))]


def _year(sheets: Iterable[OfficialSheet]) -> int | None:
    """The one year that the tables are of; raises ReportError where they name several."""
    first: dict[int, OfficialSheet] = {}
    for sheet in sheets:
        for year in sheet.years or _years_of_name(sheet.file) if len(sheet.years) < 2 else ():  # noqa: PLR2004
            first.setdefault(year, sheet)
    if len(first) > 1:
        places = "；".join(f"{year} 年度：{each.file}〔{each.grid.name}〕" for year, each in sorted(first.items()))
        raise ReportError(error("I13", "导入的文件", f"有几个年度的表（{places}）", "一次只导入一个年度的表。"))
    return next(iter(first), None)


def _years_of_name(file: str) -> tuple[int, ...]:
    """The years in the name of a file, for tables that name none."""
    return tuple(dict.fromkeys(int(year) for year in re.findall(r"(?<![0-9])(20[0-9]{2})年", file)))


def _chosen(figures: Iterable[Taken], problems: list[Problem]) -> Mapping[Target, Taken]:
    """One figure for each target; where tables contradict each other none is taken, which is a problem."""
    by_target: dict[Target, list[Taken]] = {}
    for each in figures:
        by_target.setdefault(each.target, []).append(each)
    chosen: dict[Target, Taken] = {}
    for target, found in by_target.items():
        first, *others = sorted(found, key=lambda each: each.unit == _WAN)
        other = next((each for each in others if not _agree(first, each)), None)
        if other is None:
            chosen[target] = first
        else:
            message = f"两张表不一样，没有取：{first.origin} 是 {first.value}，{other.origin} 是 {other.value}"
            problems.append(warning("I14", str(target), message, "请查明哪一个对，改正原表，或在工作簿里自己填。"))
    return chosen


def _rounded(chosen: Iterable[Taken]) -> Iterator[Problem]:
    """A warning where figures are only known as a table of 万元 has rounded them."""
    rounded = [each for each in chosen if each.unit == _WAN and each.value]
    if rounded:
        message = f"有 {len(rounded)} 个数取自万元的表（如 {rounded[0].origin}），只准到表里写的小数"
        yield warning("I21", rounded[0].cells[0].file, message, "有决算软件导出的元的表，请一起导入，以它为准。")


def _agree(one: Taken, other: Taken) -> bool:
    """Whether two figures are the same; one of 万元 may be the other one, rounded to two decimals."""
    return one.value == other.value or (
        other.unit == _WAN != one.unit and abs(one.value - other.value) <= 50  # noqa: PLR2004 - half of 0.01 万元
    )
