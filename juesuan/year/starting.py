"""A year's folder from a finished report: workbook, texts and origins, whole or not at all."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from juesuan.model import advised, editions, official_record, proposed, workbook_form
from juesuan.model.printed_report import PrintedReport
from juesuan.model.problems import Problem, ReportError, error, hint, warning
from juesuan.model.written_text import MARK, PROJECT_SLOTS, SLOTS
from juesuan.model.year_folder import ATTACHMENTS, TEXTS, WORKBOOK
from juesuan.year import (
    blank_workbook,
    half_made,
    next_year,
    proposed_file,
    started_template,
    started_texts,
    started_words,
    started_workbook,
)
from juesuan.year.started_workbook import Started

_MOST = 50
"""Sentences that were not taken which are told one by one."""
_SHOWN = 40
"""Letters of a sentence that are shown."""


class Start(Struct, frozen=True):
    """A folder that is ready to be shown and, where it is agreed to, made."""

    started: Started
    place: Path
    """The folder of the year."""
    problems: tuple[Problem, ...]
    changes: tuple[tuple[str, str, str, str], ...]
    """Each figure: sheet, row with column, number as it is printed, where it stands."""
    left: tuple[str, ...]
    """What the report does not say and is still to be filled in, in lines."""


def prepared(report: PrintedReport, root: Path, year: int | None) -> Start:
    """What a folder in ``root`` made from the report would hold; nothing is written.

    ``year`` is the one that was asked for: the report's own, or the next, which it is where nothing is said.
    Raises ReportError for any other (I36), and for a folder that is there already (I02).
    """
    wanted = year or report.year + 1
    if wanted not in {report.year, report.year + 1}:
        message = f"报告是 {report.year} 年度的，做不出 {wanted} 年度的文件夹"
        advice = f"请用 --year {report.year + 1}（它的数作上年数），或 --year {report.year}（同一年再做一遍）。"
        raise ReportError(error("I36", report.name, message, advice))
    place = root / str(wanted)
    next_year.refuse(place)
    edition, told = _edition(report, wanted)
    literal, apart = started_words.literal(report)
    started = Started(literal, wanted, edition)
    problems = (
        *report.problems,
        *told,
        *apart,
        *_unplaced(report),
        *_wording(started, place),
        *_rounded(started),
    )
    return Start(started, place, problems, tuple(_changes(started)), tuple(_left(started)))


def _edition(report: PrintedReport, year: int) -> tuple[str, tuple[Problem, ...]]:
    if year == report.year:
        return report.edition, ()
    return next_year.edition_for(year, report.edition)


def _changes(started: Started) -> Iterator[tuple[str, str, str, str]]:
    for target, figure in started_workbook.placed(started).items():
        where = figure.place if not figure.how else f"{figure.place}（{figure.how}）"
        yield target.sheet, f"{target.row}·{target.column}", figure.words, where


# ---- what there is to say


def _unplaced(report: PrintedReport) -> Iterator[Problem]:
    """A warning (I37) for each sentence of which not all could be taken; one for all those beyond many."""
    advice = "里面的数和话请自己看，要用的填进工作簿或文字材料。"
    for each in report.unplaced[:_MOST]:
        where = f"{report.name} {each.place}“{each.heading}”"
        yield warning("I37", where, f"没有读懂：“{_cut(each.sentence)}”", advice)
    if rest := report.unplaced[_MOST:]:
        where = f"{report.name} {rest[0].place}到{rest[-1].place}"
        yield warning("I37", where, f"另有 {len(rest)} 句没有读懂，第一句：“{_cut(rest[0].sentence)}”", advice)


def _keeps_form(started: Started) -> bool:
    """Whether the report's sentences are those of the year's form."""
    return started.report.edition == started.edition


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words


def _wording(started: Started, place: Path) -> Iterator[Problem]:
    """A hint (I38) on each paragraph that says in other words what the form says."""
    report = started.report
    for each in report.wording:
        message = f"报告的写法与版式不同：“{_cut(each.sentence)}”"
        offer = (
            f"已照它写好一份版式，在“{started_template.FOLDER}”文件夹：要用，把这个文件夹改名为“{editions.OWN}”；"
        )
        advice = (
            f"{offer}不用就不用管。"
            if each.offered and _keeps_form(started)
            else f"要照自己的写法：运行 {advised.command('template', place)}，在“{editions.OWN}”里"
            f"改“{_cut(each.form)}”一段，标签不要动；不要就不用管。"
        )
        yield hint("I38", f"{report.name} {each.place}“{each.heading}”", message, advice)


def _rounded(started: Started) -> Iterator[Problem]:
    """A hint (I39) that the figures are as exact as the report prints them."""
    figures = started_workbook.placed(started).values()
    if rounded := [each for each in figures if each.words.endswith("万元") and each.value]:
        message = f"有 {len(rounded)} 个数取自报告里的万元数（如 {rounded[0].origin}），只准到报告印的小数"
        advice = f"手边有那一年的元数，请换上；格角的批注写着出处，也记在 {official_record.NAME}。"
        yield hint("I39", started.report.name, message, advice)


def _left(started: Started) -> Iterator[str]:
    """What the report does not say, sheet by sheet, and the texts that it lacks."""
    filled = {(target.sheet, target.row): target for target in started_workbook.placed(started)}
    words = {(target.sheet, target.row) for target in started.report.words}
    for sheet in workbook_form.SHEETS:
        if sheet is workbook_form.DEPARTMENT:
            missing = [
                each.label for each in sheet.items if each.required and (sheet.name, each.label) not in words
            ]
        else:
            missing = [each.label for each in sheet.items if (sheet.name, each.label) not in filled]
        if missing:
            column = "内容" if sheet is workbook_form.DEPARTMENT else "上年数" if started.is_next else "本年数"
            yield f"〔{sheet.name}〕{column}：{_some(missing)}"
    keys = {each.key for each in started.report.passages}
    names = [slot.name for slot in SLOTS if slot.required and slot.name not in keys]
    projects = [target.row for target in started.report.words if target.sheet == workbook_form.PROJECTS.name]
    names += [
        f"{name}的{slot.name}"
        for name in dict.fromkeys(projects)
        for slot in PROJECT_SLOTS
        if slot.required and not any(key.endswith(f"{name}/{slot.name}") for key in keys)
    ]
    if names:
        yield f"{TEXTS}：{_some(names)}"


_NAMED = 6


def _some(rows: list[str]) -> str:
    return "、".join(rows) if len(rows) <= _NAMED else f"{'、'.join(rows[:_NAMED])} 等 {len(rows)} 项"


# ---- written


def written(start: Start, now: datetime) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """The files of the folder, which is there whole or not at all, and what to do next, in lines.

    Raises ReportError where the folder has come into being meanwhile, OSError where it cannot be written.
    """
    started, place = start.started, start.place
    place.parent.mkdir(parents=True, exist_ok=True)
    projects = [each.row for each in started.report.words if each.sheet == workbook_form.PROJECTS.name]
    texts, marks = started_texts.written(started.report.passages, list(dict.fromkeys(projects)))
    origins = official_record.written(started_workbook.records(started, f"{now:%Y-%m-%d %H:%M}"))
    with half_made.folder(place.parent) as hidden:
        folder = hidden / place.name
        (folder / ATTACHMENTS).mkdir(parents=True)
        filled = started_workbook.content(started)
        blank_workbook.write_workbook(folder / WORKBOOK, filled, remarks=_remarks(started))
        (folder / proposed.FILE).write_bytes(proposed_file.dumped(proposed_file.of(filled)))
        (folder / TEXTS).write_bytes(texts)
        offer = started_template.written(started.edition, started.report.wording) if _keeps_form(started) else {}
        for name, data in offer.items():
            (folder / started_template.FOLDER).mkdir(exist_ok=True)
            (folder / started_template.FOLDER / name).write_bytes(data)
        (folder / official_record.NAME).write_bytes(origins)
        next_year.refuse(place)
        if place.exists():
            place.rmdir()
        folder.rename(place)
    names = (
        WORKBOOK,
        TEXTS,
        official_record.NAME,
        proposed.FILE,
        *(f"{started_template.FOLDER}/{name}" for name in offer),
    )
    made = tuple(place / name for name in names)
    return made, tuple(_advice(place, marks))


def _remarks(started: Started) -> tuple[str, ...]:
    what = "上年数" if started.is_next else "数"
    return (
        f"八、深黄色的{what}取自{started.source}《{started.report.name}》，格角的批注写着第几段：看过、确认就留着，不对就改。",
        "九、报告印的是万元两位小数，换算成元以后只准到那里：手边有元数的，请换上。",
    )


def _advice(place: Path, marks: int) -> Iterator[str]:
    yield "接下来："
    yield f"1. 打开 {WORKBOOK}，看过深黄色的格，再填黄色的本年数；有决算软件导出的表，用 import 填。"
    yield f"2. 改 {TEXTS}：{marks} 段前面有{MARK}，逐段改成今年的，改好一段删去一个。"
    yield f"3. 运行 {advised.on_folder('check', place)}，照它说的改，直到没有错误和警告。"
