"""A finished report -> what it says of the cells of a year's workbook and of the texts, each with its place.

The form's own template is read against the report: a figure is taken only where a sentence of the form, words of
the form before an amount, or a table whose sums close says which figure it is. What is said twice must agree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.claims.claim import Place
from juesuan.claims.printed import figures, items, projects, texts
from juesuan.claims.printed.matching import FormReader, PrintedTag
from juesuan.claims.printed.sections import ENCLOSED, OTHER, NumberedLine, ReportSection, sections
from juesuan.claims.statements import report_year
from juesuan.model import editions
from juesuan.model.finished_report import FinishedReport, LineKind
from juesuan.model.official import Taken, Target
from juesuan.model.printed_report import (
    OwnWording,
    PrintedFigure,
    PrintedPassage,
    PrintedReport,
    PrintedRow,
    PrintedWords,
    Unplaced,
)
from juesuan.model.problems import Problem, ReportError, error, warning
from juesuan.reading import files, finished_report, official
from juesuan.wording.form_sentences import FormParagraph, form_paragraphs

__all__ = ["read"]

_OFFICERS = "文字."
_TERMS = "名词解释"
_COMPLETION = ".完成率"
_FEWEST = 8
"""Sentences of the form that a report has at least: what has fewer is no such report."""
_HALF_A_CENT = 50
"""元 by which an amount of 元 may differ from one that is rounded to 0.01万元."""
_ROUNDED = "I21"
"""The code of what is told of tables of 万元, which is told of all figures of the report."""
_OTHERS = 5
"""One in so many sentences of other years, and more, are no slips: the text is of several years."""


def read(path: Path) -> PrintedReport:
    """What the report in a file says; its figures in 元 as it prints them.

    Raises ReportError for a file that cannot be read, is no report of a form, names no year, or is of several.
    """
    report = finished_report.read(path)
    name = files.shown(Path(path.name))
    year = report_year([(line.text, Place(number)) for number, line in enumerate(report.lines, 1)])
    if year is None:
        advice = "请给部门决算报告：封面和正文要写“20××年度”。"
        raise ReportError(error("I30", name, "没有写是哪一年度的报告", advice))
    read_as = max((_read(report, edition, year) for edition in _editions(year)), key=lambda each: each.matched)
    _refuse(read_as, name, year)
    return _made(read_as, name, year, _tables(path, report, year))


def _editions(year: int) -> Sequence[str]:
    """The editions in which a report of a year may be, the one of the year first."""
    fitting = editions.fitting(year)
    return sorted(editions.NAMES, key=lambda name: name != fitting)


class _ReadAs(Struct):
    """A report as it is read by the sentences of one edition."""

    edition: str
    sections: tuple[ReportSection, ...] = ()
    tags: list[PrintedTag] = field(default_factory=list)
    passages: list[PrintedPassage] = field(default_factory=list)
    rows: list[PrintedRow] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    wording: list[OwnWording] = field(default_factory=list)
    matched: int = 0
    """How many paragraphs and sentences of the form it has."""
    others: list[tuple[NumberedLine, str]] = field(default_factory=list)
    """The sentences of the form that speak of other years."""


def _read(report: FinishedReport, edition: str, year: int) -> _ReadAs:
    paragraphs = form_paragraphs(editions.named(edition).template)
    by_heading: dict[str, list[FormParagraph]] = {}
    for each in paragraphs:
        by_heading.setdefault(each.heading, []).append(each)
    found = _ReadAs(edition, sections(report, by_heading))
    for section in found.sections:
        if section.heading not in {ENCLOSED, OTHER, ""}:
            reader = FormReader(by_heading.get(section.heading, ()), year)
            for line in section.lines:
                if line.kind is not LineKind.ROW:
                    _line(found, section, line, reader)
    return found


def _line(found: _ReadAs, section: ReportSection, line: NumberedLine, reader: FormReader) -> None:
    if section.heading == _TERMS:
        row = texts.term(line)
        found.rows += [row] if row else []
        found.unplaced += [] if row else [Unplaced(line.place, section.title, line.text)]
        return
    match = reader.match(line)
    lists = {each.of_list for each in reader.paragraphs}
    found.tags += match.tags or (items.told(line) if items.LIST in lists else ())
    found.matched += bool(match.tags)
    found.others += [(line, each) for each in match.of_other_years]
    slot = next((each.slot for each in reader.paragraphs if each.slot.startswith(_OFFICERS)), "")
    if slot and match.unread:
        text = replace(line, text="".join(match.unread)) if match.tags else line
        found.passages.append(texts.passage(slot.removeprefix(_OFFICERS), text))
    elif match.unread:
        found.unplaced += [
            Unplaced(line.place, section.title, each) for each in match.unread if each not in match.known
        ]
        if match.paragraph and not match.paragraph.of_list:
            own = OwnWording(line.place, section.title, line.text, match.paragraph.text, match.own)
            found.wording.append(own)
    found.unplaced += [Unplaced(line.place, section.title, each) for each in match.of_other_years]


def _refuse(found: _ReadAs, name: str, year: int) -> None:
    """Raises ReportError for what is no report of the form (I31), or one of several years (I32)."""
    if found.matched < _FEWEST:
        message = f"不像部门决算报告：版式里的句子只认出 {found.matched} 处"
        raise ReportError(error("I31", name, message, "请给完整的决算报告（.docx 或 .pdf），不要只给附表或通知。"))
    if len(found.others) * _OTHERS > found.matched:
        line, words = found.others[0]
        message = f"封面是 {year} 年度的，另有 {len(found.others)} 句是别的年度的，如{line.place}“{words}”"
        raise ReportError(error("I32", name, message, "请只给一个年度的报告。"))


# ---- figures of tables


def _tables(path: Path, report: FinishedReport, year: int) -> tuple[Sequence[Taken], Sequence[Problem]]:
    """What the public tables inside the report give, and those that were refused; nothing where there are none.

    Raises ReportError where they are of several years.
    """
    has_tables = any(line.kind is LineKind.ROW for line in report.lines)
    if path.suffix.lower() not in {".docx", ".pdf"} or not has_tables:
        return (), ()
    found = official.read([path])
    if found.year not in {None, year}:
        message = f"附表是 {found.year} 年度的，报告是 {year} 年度的，附表的数没有取"
        return (), (warning("I32", report.name, message, _BY_HAND),)
    return tuple(found.taken.values()), [each for each in found.problems if each.code != _ROUNDED]


# ---- all together


_Tables = tuple[Sequence[Taken], Sequence[Problem]]
"""The figures of the public tables, and what was refused of these."""


def _made(found: _ReadAs, name: str, year: int, tables: _Tables) -> PrintedReport:
    cells = figures.cells(found.tags)
    listed = items.items(found.tags, year)
    basic = items.basic(found.tags, year)
    rows = [line for section in found.sections for line in section.lines]
    told = projects.projects(found.tags, rows)
    own = list(texts.enclosed(found.sections, told.names))
    taken, refused = tables
    problems = list(refused)
    every = [*cells.figures, *listed.figures, *basic.figures, *told.figures, *map(_of_table, taken)]
    chosen = _agreeing(every, name, problems)
    problems += [
        warning("I34", f"{name} {tag.place}", f"“{tag.words}”：{reason}", _BY_HAND) for tag, reason in cells.odd
    ]
    words = [*cells.words, *listed.words, *told.words, *(each for each in own if isinstance(each, PrintedWords))]
    words += _settings(found, cells.basis, year)
    return PrintedReport(
        name,
        year,
        found.edition,
        chosen,
        _first(words, name, problems),
        (*basic.rows, *told.rows, *found.rows),
        (
            *found.passages,
            *_inside(found.tags),
            *told.passages,
            *(each for each in own if isinstance(each, PrintedPassage)),
        ),
        (*found.unplaced, *listed.unplaced, *basic.unplaced),
        tuple(found.wording),
        tuple(problems),
        {tag.name: tag.words for tag in reversed(found.tags) if tag.name.endswith(_COMPLETION) and tag.round < 0},
    )


_BY_HAND = "请对照报告，在工作簿里自己填。"


def _inside(tags: Iterable[PrintedTag]) -> Iterator[PrintedPassage]:
    """The texts of the department that stand inside a sentence of the form."""
    for tag in tags:
        if tag.name.startswith(_OFFICERS):
            yield PrintedPassage(tag.name.removeprefix(_OFFICERS), tag.words.strip(), tag.place)


def _of_table(taken: Taken) -> PrintedFigure:
    unit = 1 if taken.unit == "元" or not taken.unit else 10_000
    words = f"{format((taken.value / unit).normalize() + 0, 'f')}{taken.unit}"
    return PrintedFigure(taken.target, taken.value, words, taken.origin, name=taken.name)


def _settings(found: _ReadAs, basis: str, year: int) -> Iterator[PrintedWords]:
    """What 基本信息 says of the report itself."""
    has_tables = any(each.heading == OTHER and "附表" in each.title for each in found.sections)
    told = {
        **texts.cover(found.sections),
        "附表": "是" if has_tables else "",
        "年度": str(year),
        "版式": found.edition,
        "总计口径": basis,
    }
    known = {tag.name for tag in found.tags}
    for key, text in told.items():
        if text and not (key == "单位全称" and "单位.全称" in known):
            yield PrintedWords(Target("基本信息", key, "内容"), text, "")


def _agreeing(
    every: Iterable[PrintedFigure], name: str, problems: list[Problem]
) -> Mapping[Target, PrintedFigure]:
    """One figure for each cell, printed before computed; where two differ none is taken, a problem (I33)."""
    by_target: dict[Target, list[PrintedFigure]] = {}
    for each in every:
        by_target.setdefault(each.target, []).append(each)
    chosen: dict[Target, PrintedFigure] = {}
    for target, found in by_target.items():
        printed = [each for each in found if not each.how] or found
        first, *others = printed
        other = next((each for each in others if not _agree(first, each)), None)
        if other is None:
            chosen[target] = first
        else:
            message = f"两处不一样，没有取：{first.place}是 {first.words}，{other.place}是 {other.words}"
            problems.append(warning("I33", f"{name} {target}", message, f"请查明哪一个对。{_BY_HAND}"))
    return chosen


def _agree(one: PrintedFigure, other: PrintedFigure) -> bool:
    """Whether two figures are the same as they are printed; computed ones may differ by what rounding takes."""
    within = 4 * _HALF_A_CENT if one.how else _HALF_A_CENT
    is_rounded = one.how or one.words.endswith("万元") != other.words.endswith("万元")
    return one.value == other.value or (bool(is_rounded) and abs(one.value - other.value) <= Decimal(within))


def _first(words: Iterable[PrintedWords], name: str, problems: list[Problem]) -> Mapping[Target, PrintedWords]:
    """The words of each cell as they stand first; names that are written in two ways are a problem (I35)."""
    chosen: dict[Target, PrintedWords] = {}
    for each in words:
        first = chosen.setdefault(each.target, each)
        if "".join(first.text.split()) != "".join(each.text.split()) and each.target.sheet == "基本信息":
            message = f"两处写法不同，先用前一种：{first.place}“{first.text}”，{each.place}“{each.text}”"
            problems.append(warning("I35", f"{name} {each.target}", message, "请在工作簿里改成对的。"))
    return chosen
