"""The lines of a PDF's pages -> paragraphs: without running heads, lines joined, tables in their place."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from juesuan.model.finished_report import LineKind, ReportLine
from juesuan.reading.finished import text
from juesuan.reading.finished.pdf_tables import PageTable

_PAGE_NUMBER = re.compile(r"[—–\-·第\s]*(?:\d{1,4}|[IVXLivxl]{1,6})(?:\s*/\s*\d{1,4})?[—–\-·页\s]*")
_SMALL = 0.7
"""Lines of letters smaller than so much of the usual size, and short, are the words of a chart."""
_SHORT = 24
_INDENT, _EDGE = 1.0, 1.6
"""Letters: how far in a paragraph begins at least; how far from the edge a full line ends at most."""
_OFTEN = 3
"""On how many pages a line stands at least that is a running head."""
_STOPS = ("。", "；", "：", "！", "？", "）")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line as it stands on a page; all measures in points from the upper left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF."""

    number: int
    width: float
    height: float
    lines: tuple[PageLine, ...]
    tables: tuple[PageTable, ...]
    has_pictures: bool
    is_crowded: bool


@dataclass(frozen=True, slots=True)
class _Frame:
    """The block that the text of pages of one width stands in."""

    left: float
    right: float
    size: float

    def begins(self, line: PageLine) -> bool:
        """Whether a line is indented, as the first of a paragraph is."""
        return line.left > self.left + _INDENT * line.size

    def is_full(self, line: PageLine) -> bool:
        """Whether a line reaches the right edge, so that its paragraph may go on."""
        return line.right > self.right - _EDGE * line.size


def bodies(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages without running heads, page numbers and the words of charts."""
    heads = Counter(_folded(line) for page in pages for line in _ends(page))
    running = {words for words, count in heads.items() if count >= max(_OFTEN, len(pages) // 3)}
    usual = _usual_size(pages)
    return tuple(replace(page, lines=tuple(_body(page, running, usual))) for page in pages)


def _ends(page: Page) -> Iterator[PageLine]:
    """The first two and the last two lines of a page, each once."""
    yield from page.lines[:2]
    yield from page.lines[max(2, len(page.lines) - 2) :]


def _folded(line: PageLine) -> str:
    return re.sub(r"\d+", "#", "".join(line.text.split()))


def _body(page: Page, running: set[str], usual: float) -> Iterator[PageLine]:
    ends = set(map(id, _ends(page)))
    for line in page.lines:
        is_end = id(line) in ends
        if is_end and (_PAGE_NUMBER.fullmatch(line.text.strip()) or _folded(line) in running):
            continue
        if line.size < _SMALL * usual and len(line.text) < _SHORT and not line.text.endswith(_STOPS):
            continue
        yield line


def _usual_size(pages: Iterable[Page]) -> float:
    """The size of letters that most of the text has."""
    sizes = Counter[float]()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def paragraphs(pages: Sequence[Page]) -> tuple[ReportLine, ...]:
    """The paragraphs, headings, entries of the contents and rows of tables, each with the page it begins on."""
    frames = {width: _frame(list(group)) for width, group in _by_width(pages)}
    made: list[tuple[PageLine, list[str], int]] = []
    found: list[ReportLine] = []
    for page in pages:
        frame = frames[round(page.width)]
        for each in _in_order(page):
            if isinstance(each, PageTable):
                found += _taken(made)
                found += _rows(each, page.number)
            elif made and _goes_on(made[-1][0], each, frame):
                made[-1] = (each, [*made[-1][1], each.text], made[-1][2])
            else:
                made.append((each, [each.text], page.number))
    return (*found, *_taken(made))


def _taken(made: list[tuple[PageLine, list[str], int]]) -> list[ReportLine]:
    """The paragraphs that have been joined so far, which are taken out of the list."""
    lines = [text.line(_joined(words), page) for _, words, page in made if _joined(words)]
    made.clear()
    return lines


def _by_width(pages: Sequence[Page]) -> Iterator[tuple[int, Iterable[Page]]]:
    yield from groupby(sorted(pages, key=lambda page: round(page.width)), key=lambda page: round(page.width))


def _frame(pages: Sequence[Page]) -> _Frame:
    lines = [line for page in pages for line in page.lines]
    if not lines:
        return _Frame(0, 0, 0)
    lefts = Counter(round(line.left) for line in lines)
    often = [left for left, count in lefts.items() if count >= max(2, len(lines) // 12)]
    rights = sorted(line.right for line in lines)
    return _Frame(min(often or lefts), rights[len(rights) * 3 // 4], _usual_size(pages))


def _in_order(page: Page) -> Iterator[PageLine | PageTable]:
    """The lines of a page that stand in no table, and the tables that were read aright, from above."""
    outside = [line for line in page.lines if not any(_is_inside(line, table) for table in page.tables)]
    tables = [table for table in page.tables if table.closes or not table.has_numbers]
    both: list[PageLine | PageTable] = [*outside, *tables]
    yield from sorted(both, key=lambda each: each.box[1] if isinstance(each, PageTable) else each.top)


def _is_inside(line: PageLine, table: PageTable) -> bool:
    middle = (line.top + line.bottom) / 2
    left, top, right, bottom = table.box
    return top <= middle <= bottom and line.right > left and line.left < right


def _rows(table: PageTable, page: int) -> Iterator[ReportLine]:
    for row in table.rows:
        if any(row):
            yield ReportLine("\t".join(row), LineKind.ROW, page)


def _goes_on(last: PageLine, line: PageLine, frame: _Frame) -> bool:
    """Whether a line goes on with the paragraph of the last one."""
    if abs(last.size - line.size) > 1 or text.contents_entry(last.text):
        return False
    if text.contents_entry(line.text):  # the end of an entry that takes two lines
        return abs(last.left - line.left) < 1 and last.right > frame.right - 5 * last.size
    if not frame.is_full(last) or frame.begins(line):
        return False
    return not last.text.endswith(_STOPS[:1]) or frame.begins(last) or last.left - frame.left < 1


def _joined(words: Sequence[str]) -> str:
    """The words of lines as one text, without the spaces that layout puts beside Chinese."""
    whole = words[0]
    for each in words[1:]:
        apart = whole[-1:].isascii() and each[:1].isascii() and whole[-1:].isalpha() and each[:1].isalpha()
        whole += (" " if apart else "") + each
    return re.sub(r"(?<=[^\x00-\x7f])[ \u3000]+|[ \u3000]+(?=[^\x00-\x7f])", "", whole).strip()
