"""The form of a finished report: its headings, contents, captions, and the parts that it must have."""

import difflib
import re
from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from juesuan.checks.finished.looked import FormFault, Looked, Read
from juesuan.model import chinese
from juesuan.model.finished_report import FinishedReport, LineKind

_SHOWN = 40


def headings_count_through(read: Read) -> Looked:
    """D20: parts and sections count through without a gap, and their titles have the year of the report."""
    found = list(_counted(read.report))
    year = read.text.year
    gaps = _chosen(list(_gaps(found))) if not any(level == 0 for _, level, *_ in found) else _gaps(found)
    faults = [*(fault for fault, _ in gaps), *(_other_year(read.report, year) if year else ())]
    return Looked(len(found), tuple(faults), "" if found else "没有找到“第一部分”“一、”这样的标题")


_LEVELS = re.compile(rf"第({chinese.NUMERAL}+)部分|({chinese.NUMERAL}+)、|[（(]({chinese.NUMERAL}+)[）)]")


def _counted(report: FinishedReport) -> Iterator[tuple[int, int, int, str]]:
    """The headings with a number, before the attachments: the line, the level from 0, the number, the words."""
    for line in report.headings:
        words = report.lines[line - 1].text
        if re.match(r"附\s*件\s*\d*\s*$|第.部分\s*附\s*件", words):
            return
        if (match := _LEVELS.match(words)) and (number := chinese.from_numeral(match[match.lastindex or 1])):
            yield line, (match.lastindex or 1) - 1, number, words


def _chosen(gaps: list[tuple[FormFault, int]]) -> list[tuple[FormFault, int]]:
    """The gaps of a text without parts: where it leaves out many sections it is an excerpt, and they are hints."""
    is_excerpt = sum(missing for _, missing in gaps if missing > 0) > 1
    return [(replace(fault, is_hint=is_excerpt and missing > 0), missing) for fault, missing in gaps]


def _gaps(found: list[tuple[int, int, int, str]]) -> Iterator[tuple[FormFault, int]]:
    """The headings whose number goes on from none before, each with how many are missing before it.

    That is below 0 for a number that is too small. A list inside of another one begins anew with 一. The first
    of all may have any number: what is audited may be a part of a report.
    """
    lists: list[list[int]] = [[], [], []]
    for line, level, number, words in found:
        lasts = lists[level]
        place = next((at for at in reversed(range(len(lasts))) if lasts[at] == number - 1), None)
        if place is not None:
            lasts[place:] = [number]
        elif (number == 1 and (level or not lasts)) or not any(lists[: level + 1]):
            lasts.append(number)
        elif lasts or level < _ITEMS:
            expected = lasts[-1] + 1 if lasts else 1
            message = f"标题“{words[:_SHOWN]}”的序号应为“{chinese.numeral(expected)}”"
            yield FormFault(message, line), number - expected
            lasts[-1:] = [number]
        for below in lists[level + 1 :]:
            below.clear()


_ITEMS = 2
"""The level of （一）, which paragraphs may begin with that are no headings."""
_OF_A_YEAR = re.compile(r"(\d*)\s*(?:年度?|度)(?:部门|单位)决算")


def _other_year(report: FinishedReport, year: int) -> Iterator[FormFault]:
    for line in report.headings:
        words = report.lines[line - 1].text
        match = _OF_A_YEAR.search(words)
        if match and match[1] != str(year):
            said = f"写的是{match[1]}" if match[1] else "没有年份"
            yield FormFault(f"标题“{words[:_SHOWN]}”{said}，应为{year}年度", line)


# ---- contents


def contents_are_the_headings(read: Read) -> Looked:
    """D21: every entry of the contents stands in the text, on the page that it says; every part is listed."""
    report = read.report
    entries = [line for line, each in enumerate(report.lines, 1) if each.kind is LineKind.CONTENTS]
    if not entries:
        return Looked(0, (), "没有读到目录")
    lines = _titles(report)
    places = {line: lines.get(_folded(report.lines[line - 1].text)) for line in entries}
    faults = [*_not_in_text(report, places, lines), *_not_listed(report, entries), *_other_pages(report, places)]
    return Looked(len(entries), tuple(faults))


_LONGEST_TITLE = 80


def _titles(report: FinishedReport) -> dict[str, int]:
    """Every line that may be a title, and each with the one or two below it, as a long title is broken."""
    found: dict[str, int] = {}
    for line, each in enumerate(report.lines, 1):
        if each.kind in {LineKind.HEADING, LineKind.PARAGRAPH}:
            below = [other.text for other in report.lines[line : line + 2]]
            for words in (each.text, each.text + "".join(below[:1]), each.text + "".join(below)):
                if len(words) <= _LONGEST_TITLE:
                    found.setdefault(_folded(words), line)
    return found


def _folded(words: str) -> str:
    return re.sub(r"[\s。：:]", "", words).translate({ord("("): "（", ord(")"): "）"})


def _not_in_text(
    report: FinishedReport, places: dict[int, int | None], lines: dict[str, int]
) -> Iterator[FormFault]:
    for entry, place in places.items():
        words = report.lines[entry - 1].text
        if place is None:
            near = difflib.get_close_matches(_folded(words), lines, n=1, cutoff=0.7)
            said = f"，正文里是“{near[0][:_SHOWN]}”" if near else ""
            yield FormFault(f"目录里的“{words[:_SHOWN]}”在正文里没有{said}", entry)


def _not_listed(report: FinishedReport, entries: list[int]) -> Iterator[FormFault]:
    """The parts of the report that the contents leave out."""
    listed = [_folded(report.lines[line - 1].text) for line in entries]
    for line in report.headings:
        words = _folded(report.lines[line - 1].text)
        if re.match(rf"第{chinese.NUMERAL}+部分", words) and words not in listed and line > entries[-1]:
            near = difflib.get_close_matches(words, listed, n=1, cutoff=0.7)
            if not near:
                yield FormFault(f"“{words[:_SHOWN]}”没有列进目录", line)


_FEWEST = 3
"""Entries by which the first numbered page is found."""


def _other_pages(report: FinishedReport, places: dict[int, int | None]) -> Iterator[FormFault]:
    """The entries whose page is not as far from the first page as that of most others."""
    found = []
    for entry, place in places.items():
        listed, page = report.lines[entry - 1].listed, report.lines[place - 1].page if place else None
        if listed is not None and page is not None:
            found.append((entry, listed, page))
    common, count = Counter(page - listed for _, listed, page in found).most_common(1)[0] if found else (0, 0)
    if count < _FEWEST or count * 2 <= len(found):
        return
    for entry, listed, page in found:
        if page - listed != common:
            words = report.lines[entry - 1].text
            yield FormFault(f"目录里“{words[:_SHOWN]}”写第{listed}页，正文在第{page - common}页", entry)


# ---- captions


_CAPTION = re.compile(r"[（(]?\s*(图|表)\s*(\d{1,3})\s*[：:．.、\s]")


def captions_count_through(read: Read) -> Looked:
    """D22: charts and tables are numbered from 1, none missing, none twice."""
    last = {"图": 0, "表": 0}
    ran, faults = 0, []
    for line, each in enumerate(read.report.lines, 1):
        match = _CAPTION.match(each.text)
        if each.kind is not LineKind.PARAGRAPH or not match:
            continue
        ran += 1
        kind, number = match[1], int(match[2])
        expected = last[kind] + 1
        if number == last[kind]:
            faults.append(FormFault(f"{kind}{number}出现了两次，这里应为{kind}{expected}", line))
        elif number not in {expected, 1}:
            said = f"缺{kind}{expected}" if number > expected else f"这里应为{kind}{expected}"
            faults.append(FormFault(f"{kind}号从{kind}{last[kind]}到了{kind}{number}，{said}", line))
        last[kind] = number
    return Looked(ran, tuple(faults), "" if ran else "没有找到“图1：”“表1：”这样的图题、表题")


# ---- parts of the form


_REQUIRED = {
    "部门概况": r"(?:部门|单位)(?:基本)?(?:概况|情况)|主要职[能责]",
    "收入决算": r"收入决算|收入合计|收入总计",
    "支出决算": r"支出决算|支出合计|支出总计",
    "财政拨款收入支出": r"财政拨款",
    "一般公共预算财政拨款支出": r"一般公共预算",
    "基本支出": r"基本支出",
    "“三公”经费": r"三公",
    "政府性基金预算": r"政府性基金",
    "国有资本经营预算": r"国有资本经营",
    "机关运行经费": r"机关运行经费|其他重要事项",
    "政府采购": r"政府采购",
    "国有资产占用": r"国有资产|车辆",
    "预算绩效": r"绩效",
    "名词解释": r"名词解释",
}
"""What the report of a department must speak of, with the words by which it does."""


def required_parts_are_there(read: Read) -> Looked:
    """D24: a report in parts speaks of everything that the form asks for."""
    report = read.report
    parts = [line for line in report.headings if re.match(r"第.部分", report.lines[line - 1].text)]
    whole = "\n".join(each.text for each in report.lines if each.kind is not LineKind.CONTENTS)
    if len(parts) < _FEWEST or "决算" not in whole:
        return Looked(0, (), "不是分“第一部分”“第二部分”的决算公开报告")
    missing = [name for name, words in _REQUIRED.items() if not re.search(words, whole)]
    return Looked(len(_REQUIRED), tuple(FormFault(f"没有说到{name}") for name in missing))
