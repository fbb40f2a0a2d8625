"""The texts of the department's own in a report: below the headings of the form, and in the attachments."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from juesuan.claims.printed.projects import full_name
from juesuan.claims.printed.sections import ENCLOSED, NumberedLine, ReportSection, level_of
from juesuan.model.finished_report import LineKind
from juesuan.model.official import Target
from juesuan.model.printed_report import PrintedPassage, PrintedRow, PrintedWords
from juesuan.model.written_text import OVERALL, OWN_REPORT, PROJECT_PREFIX

_REPORT = re.compile(r"[^。]*支出绩效(?:自评|评价)报告(?:[（(][^。]*[）)])?")
_TERM = re.compile(r"^\s*\d+\s*[.．、]\s*([^：:。]+?)[：:](.+)$", re.DOTALL)
_ITEM_TERM = re.compile(r"^\s*\d+\s*[.．、]\s*(.+?[（(][类款项][）)])\s*((?:指|反映).+)$", re.DOTALL)
_COVER = re.compile(r"(.*?)20\d\d年度(部门|单位)决算(?:公开|报告|说明|编制说明)?")
_DAY = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
_TITLES = 5
"""The first lines of an attachment, among which its titles are."""
_SHORT = 30


def term(line: NumberedLine) -> PrintedRow | None:
    """The term that a line explains; None for a line that explains none."""
    found = _TERM.match(line.text) or _ITEM_TERM.match(line.text)
    if not found:
        return None
    cells = {"名词": found[1].strip(), "解释": found[2].strip()}
    return PrintedRow("名词解释", cells, line.place)


def enclosed(found: Sequence[ReportSection], projects: Sequence[str]) -> Iterator[PrintedPassage | PrintedWords]:
    """The texts of the self-evaluation reports in the attachments, and the short name above their titles."""
    for section in found:
        if section.heading != ENCLOSED or not (lines := [each for each in section.lines if not _is_row(each)]):
            continue
        head = lines[:_TITLES]
        titles = [at for at, each in enumerate(head) if _is_title(each)]
        if not titles:
            continue
        key, start = _key(lines, titles[0] + 1, projects)
        if titles[0] == 1 and len(head[0].text) < _SHORT:
            yield PrintedWords(Target("基本信息", "单位简称", "内容"), head[0].text.strip(), head[0].place)
        if key:
            yield from (passage(key, each) for each in lines[start:])


def cover(found: Sequence[ReportSection]) -> Mapping[str, str]:
    """The department's name, 单位 if it is one, and the day of publication: the lines above the first heading."""
    told: dict[str, str] = {}
    lines = ["".join(each.text.split()) for section in found[:1] for each in section.lines]
    for before, line in pairwise(["", *lines]):
        if title := _COVER.fullmatch(line):
            told.setdefault("单位全称", title[1] or before)
            told |= {"部门或单位": title[2]} if title[2] == "单位" else {}
        if day := _DAY.fullmatch(line):
            told.setdefault("公开日期", "-".join(day.groups()))
    return told


def _is_row(line: NumberedLine) -> bool:
    return line.kind is LineKind.ROW


def _is_title(line: NumberedLine) -> bool:
    return len(line.text) < 2 * _SHORT and _REPORT.fullmatch("".join(line.text.split())) is not None


def _key(lines: Sequence[NumberedLine], start: int, projects: Sequence[str]) -> tuple[str, int]:
    """The heading path of a report by its titles, and where its text begins; none where it names no project."""
    title = "".join(lines[start - 1].text.split())
    if "整体" in title:
        return OVERALL, start
    below = "".join(lines[start].text.split()) if start < len(lines) else ""
    bare = below.strip("（）()")
    for name in projects:
        if full_name(name) in title or name in title:
            return f"{PROJECT_PREFIX}{name}/{OWN_REPORT}", start
        if bare in {name, full_name(name)}:
            return f"{PROJECT_PREFIX}{name}/{OWN_REPORT}", start + 1
    return "", start


def passage(key: str, line: NumberedLine) -> PrintedPassage:
    """A line as a paragraph of a text, with its level where it is a heading."""
    level = (level_of(line.text) or 1) if line.kind is LineKind.HEADING else 0
    return PrintedPassage(key, line.text.strip(), line.place, level)
