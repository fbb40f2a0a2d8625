"""The lines of a finished report by the headings of its form."""

import difflib
import re
from collections.abc import Collection

from msgspec import Struct, field

from juesuan.model.finished_report import FinishedReport, LineKind, ReportLine
from juesuan.wording.form_sentences import heading_of

_NEAR = 0.82
"""From this ratio on, of 0 to 1, a heading is meant for one of the form."""
_LONGEST = 60
_RUN_IN = re.compile(r"^\s*([（(]?[一二三四五六七八九十]+[）)、.．][^。：:]{2,40})[。：:]?(.*)$", re.DOTALL)
_NOTE = re.compile(r"^\s*[（(]?(?:注[：:]|图\s*\d+\s*[：:])|不作图。?\s*$")
_ASIDE = re.compile(r"^\s*[（(].*[)）]\s*$", re.DOTALL)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""Characters that nobody sees and no Word file or workbook can hold."""
_ENCLOSED = re.compile(r"^附件\s*[\d一二三四五六七八九十]*$")
ENCLOSED = "附件"
"""The heading of what stands in the part of the attachments."""
OTHER = "其他部分"
"""The heading of a part that the form has no sentences for, such as that of the public tables."""


class NumberedLine(Struct, frozen=True):
    """A line of the report with its place."""

    text: str
    kind: LineKind
    place: str
    number: int


class ReportSection(Struct):
    """What stands below one heading of the form."""

    heading: str
    """As ``heading_of`` folds it; empty before the first heading."""
    title: str = ""
    """As it stands in the report."""
    lines: list[NumberedLine] = field(default_factory=list)


def sections(report: FinishedReport, headings: Collection[str]) -> tuple[ReportSection, ...]:
    """The sections of a report, cut at every heading that the form has; what is only a note is left out.

    From 附件1 on all lines are of the attachments: their own headings are no headings of the form.
    """
    found = [ReportSection("")]
    for number, line in enumerate(report.lines, 1):
        if line.kind is LineKind.CONTENTS or not line.text.strip():
            continue
        is_enclosed = found[-1].heading == ENCLOSED
        if _ENCLOSED.match("".join(line.text.split())) and (is_enclosed or line.kind is LineKind.HEADING):
            found.append(ReportSection(ENCLOSED, line.text))
            continue
        is_outside = found[-1].heading in {ENCLOSED, OTHER}
        heading, rest = ("", line.text) if is_outside and not _is_part(line) else _heading(line, headings)
        if not heading and _is_part(line) and line.kind is LineKind.HEADING:
            heading, rest = OTHER, ""
        if heading:
            found.append(ReportSection(heading, line.text.strip()))
        is_note = _NOTE.search(rest) or (_ASIDE.match(rest) and not is_enclosed)
        if rest.strip() and not is_note:
            found[-1].lines.append(NumberedLine(_UNSEEN.sub("", rest), line.kind, report.place(number), number))
    return tuple(found)


def _is_part(line: ReportLine) -> bool:
    return re.match(r"第[一二三四五六七八九十]+部分", "".join(line.text.split())) is not None


def _heading(line: ReportLine, headings: Collection[str]) -> tuple[str, str]:
    """The heading of the form that a line is or begins with, and the rest of the line."""
    if line.kind is LineKind.ROW:
        return "", line.text
    bare = heading_of(line.text)
    if bare in headings:
        return bare, ""
    if line.kind is LineKind.HEADING and len(bare) <= _LONGEST and (near := _near(bare, headings)):
        return near, ""
    run_in = _RUN_IN.match(line.text)
    if run_in and heading_of(run_in[1]) in headings:
        return heading_of(run_in[1]), run_in[2]
    return "", line.text


def _near(heading: str, headings: Collection[str]) -> str:
    found = difflib.get_close_matches(heading, headings, n=1, cutoff=_NEAR)
    return found[0] if found else ""


def level_of(text: str) -> int | None:
    """The level of a heading inside a text by its number: 1 for 一、 and 前言, 2 for （一）; else None."""
    bare = "".join(text.split())
    if len(bare) > _LONGEST or bare.endswith(("。", "；")):
        return None
    if re.match(r"[一二三四五六七八九十]+[、.．]|前言$", bare):
        return 1
    return 2 if re.match(r"[（(][一二三四五六七八九十]+[）)]", bare) else None
