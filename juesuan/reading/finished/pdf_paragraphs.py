"""The lines of a PDF's pages -> paragraphs: without running heads, lines joined, tables in their place."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model.chinese import NUMERAL
from juesuan.model.finished_report import LineKind, ReportLine
from juesuan.reading.finished import text
from juesuan.reading.finished.pdf_tables import PageTable

_PAGE_NUMBER = re.compile(r"[—–\-·第\s]*(?:\d{1,4}|[IVXLivxl]{1,6})(?:\s*/\s*\d{1,4})?[—–\-·页\s]*")
_SMALL = 0.7
"""Lines of letters smaller than so much of the usual size, without a stop, are the words of a chart."""
_INDENT, _EDGE = 1.0, 0.6
"""Letters: how far in a paragraph begins at least; how much room a full line leaves beside what did not fit."""
_WIDE = 1.2
"""How many usual distances of lines a line stands below the one before where paragraphs stand apart."""
_SHOWN = 0.08
"""The share of lines that are indented, or stand apart, where paragraphs begin so."""
_HALF = 0.55
"""Letters: the width of a digit or a Latin letter."""
_OFTEN = 3
"""On how many pages a line stands at least that is a running head."""
_OPENING = tuple("（(“‘《〈「【")
"""What does not stand at the end of a line: the word behind it would have to fit, too."""
_FULL = 2.0
"""Letters: how much room a line leaves at most that goes on in the next, as the usual distance is looked for."""
_STOPS = re.compile("[。，；]")
_ITEM = re.compile(rf"\d{{1,2}}[．、.](?!\d)|[（(]?{NUMERAL}{{1,3}}[）)、]|[（(]?[图表]\s*\d|第{NUMERAL}+部分")
"""What an item, a heading or a caption begins with."""


class PageLine(Struct, frozen=True):
    """A line as it stands on a page; all measures in points from the upper left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


class PdfPage(Struct, frozen=True):
    """A page of a PDF: its lines and tables as they stand on it."""

    number: int
    width: float
    height: float
    lines: tuple[PageLine, ...]
    tables: tuple[PageTable, ...]
    has_pictures: bool
    is_crowded: bool


class _Frame(Struct, frozen=True):
    """The block that the text of pages of one width stands in."""

    left: float
    right: float
    pitch: float
    """The usual distance from one line to the next."""
    shows: bool
    """Whether the place of a line shows that a paragraph begins: paragraphs are indented, or stand apart."""

    def is_indented(self, line: PageLine) -> bool:
        """Whether a line begins further in than most do."""
        return line.left > self.left + _INDENT * line.size

    def begins(self, last: PageLine, line: PageLine) -> bool:
        """Whether a line begins a paragraph, by its place or, where paragraphs are not indented, by its words."""
        if self.is_indented(line) or line.top - last.top > _WIDE * self.pitch:
            return True
        ends, opens = last.text.endswith("。"), bool(_ITEM.match(line.text))
        if not self.shows:
            return ends or opens
        return line.top <= last.top and ends and opens  # on the next page, where no distance shows it

    def is_full(self, last: PageLine, line: PageLine) -> bool:
        """Whether the beginning of a line would not have fitted behind the last one, so that it may go on."""
        word = re.match(r"[!-~]+", line.text)
        opens = line.text.startswith(_OPENING) and not self._is_centred(last)
        wanted = _HALF * len(word[0]) if word else 1.0 + opens
        return last.right > self.right - (wanted + _EDGE) * last.size

    def _is_centred(self, line: PageLine) -> bool:
        """Whether a line leaves as much room on its left as on its right, as a title does."""
        left, right = line.left - self.left, self.right - line.right
        return left > _INDENT * line.size and abs(left - right) < line.size


def bodies(pages: Sequence[PdfPage]) -> tuple[PdfPage, ...]:
    """The pages without running heads, page numbers and the words of charts."""
    heads = Counter(_folded(line) for page in pages for line in _ends(page))
    running = {words for words, count in heads.items() if count >= max(_OFTEN, len(pages) // 3)}
    usual = _usual_size(pages)
    return tuple(replace(page, lines=tuple(_body(page, running, usual))) for page in pages)


def _ends(page: PdfPage) -> Iterator[PageLine]:
    """The first two and the last two lines of a page, each once."""
    yield from page.lines[:2]
    yield from page.lines[max(2, len(page.lines) - 2) :]


def _folded(line: PageLine) -> str:
    words = "".join(line.text.split())
    return "#" if _PAGE_NUMBER.fullmatch(words) else re.sub(r"\d+", "#", words)


def _body(page: PdfPage, running: set[str], usual: float) -> Iterator[PageLine]:
    ends = set(map(id, _ends(page)))
    for line in page.lines:
        if id(line) in ends and _folded(line) in running:
            continue
        if line.size < _SMALL * usual and not _STOPS.search(line.text):
            continue
        yield line


def _usual_size(pages: Iterable[PdfPage]) -> float:
    """The size of letters that most of the text has."""
    sizes = Counter[float]()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def paragraphs(pages: Sequence[PdfPage]) -> tuple[ReportLine, ...]:
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


def _by_width(pages: Sequence[PdfPage]) -> Iterator[tuple[int, Iterable[PdfPage]]]:
    yield from groupby(sorted(pages, key=lambda page: round(page.width)), key=lambda page: round(page.width))


def _frame(pages: Sequence[PdfPage]) -> _Frame:
    lines = [line for page in pages for line in page.lines]
    if not lines:
        return _Frame(0, 0, 0, shows=False)
    lefts = Counter(round(line.left) for line in lines)
    often = [left for left, count in lefts.items() if count >= max(2, len(lines) // 12)]
    rights = sorted(line.right for line in lines)
    right = rights[len(rights) * 3 // 4]
    below = [pair for page in pages for pair in pairwise(page.lines) if pair[1].top > pair[0].top]
    steps = [after.top - line.top for line, after in below]
    inside = [after.top - line.top for line, after in below if line.right > right - _FULL * line.size]
    pitch = Counter(map(round, inside or steps)).most_common(1)[0][0] if steps else 0
    frame = _Frame(min(often or lefts), right, pitch, shows=False)
    shown = max(sum(map(frame.is_indented, lines)), sum(step > _WIDE * pitch for step in steps))
    return replace(frame, shows=shown > _SHOWN * len(lines))


def _in_order(page: PdfPage) -> Iterator[PageLine | PageTable]:
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
    return frame.is_full(last, line) and not frame.begins(last, line)


def _joined(words: Sequence[str]) -> str:
    """The words of lines as one text, without the spaces that layout puts beside Chinese."""
    whole = words[0]
    for each in words[1:]:
        apart = whole[-1:].isascii() and each[:1].isascii() and whole[-1:].isalpha() and each[:1].isalpha()
        whole += (" " if apart else "") + each
    return re.sub(r"(?<=[^\x00-\x7f])[ \u3000]+|[ \u3000]+(?=[^\x00-\x7f])", "", whole).strip()
