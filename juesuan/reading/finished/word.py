"""A Word file of anybody's -> lines: paragraphs, headings, rows of tables."""

import re
from collections.abc import Iterator, Sequence

from juesuan.model.document import Contents, Heading, Paragraph, Picture, Table, TableCell
from juesuan.model.finished_report import FinishedReport, LineKind, ReportLine, Unread
from juesuan.ooxml import blocks, fields
from juesuan.ooxml.package import NotWordFile, open_word
from juesuan.reading.finished import Unreadable, text

_CAPTION = re.compile(r"[（(]?\s*图\s*[0-9一二三四五六七八九十]")
_LEAST_MM = (80, 60)
"""Width and height of a picture that may hold a table or a page."""
_MOST_PLACES = 5
"""So many places with pictures are told one by one."""


def read(name: str, data: bytes) -> FinishedReport:
    """The report of a Word file, with the pictures that nobody reads; raises Unreadable where it is none."""
    try:
        found = tuple(_parts(data))
    except NotWordFile as caught:
        raise Unreadable(str(caught)) from caught
    read = tuple(each for each in found if isinstance(each, ReportLine))
    return FinishedReport(name, "Word", read, tuple(_unread(found)))


def lines(data: bytes) -> tuple[ReportLine, ...]:
    """The lines of a Word file as a reader sees them; raises as ``read``."""
    return read("", data).lines


def _parts(data: bytes) -> Iterator[ReportLine | Picture]:
    """The lines, with the pictures that stand between them."""
    opened = open_word(data)
    for block in blocks.of(opened):
        if isinstance(block, Heading | Paragraph):
            for each in block.text.split("\n"):
                if each.strip():
                    yield text.line(each.strip(), is_heading=isinstance(block, Heading))
        elif isinstance(block, Contents):
            yield from map(_entry, fields.listed(opened))
        elif isinstance(block, Table):
            yield from _rows(block)
        elif isinstance(block, Picture):
            yield block


def _unread(parts: Sequence[ReportLine | Picture]) -> Iterator[Unread]:
    """The pictures that may hold a table or a page: large, called no 图, without words that say their numbers."""
    line, counts = 0, dict[int, int]()
    for at, each in enumerate(parts):
        if isinstance(each, ReportLine):
            line += 1
        elif _is_large(each) and not _SAYS_NUMBERS.search(each.alt) and not _is_chart(parts, at):
            counts[line] = counts.get(line, 0) + 1
    for line, count in list(counts.items())[:_MOST_PLACES]:
        what = f"有 {count} 张图没有读（可能是扫描件，或者截成图的表），图里的数没有核对"
        yield Unread(f"第{line}段后面" if line else "开头", what, is_table=False)
    if more := sum(list(counts.values())[_MOST_PLACES:]):
        yield Unread("全文", f"像这样没有读的图还有 {more} 张", is_table=False)


_SAYS_NUMBERS = re.compile(r"[0-9] ?(?:[万亿]?元|[%％])")
"""What words about a picture have that say its numbers; those of a file name, 微信图片_20240318, do not."""


def _is_large(picture: Picture) -> bool:
    return picture.width_mm >= _LEAST_MM[0] and picture.height_mm >= _LEAST_MM[1]


def _is_chart(parts: Sequence[ReportLine | Picture], at: int) -> bool:
    """Whether a line beside a picture is its caption."""
    beside = (*parts[max(0, at - 1) : at], *parts[at + 1 : at + 2])
    return any(isinstance(each, ReportLine) and _CAPTION.match(each.text) for each in beside)


def _entry(words: str) -> ReportLine:
    """An entry of the contents with the page that it gives, where it gives one."""
    title, _, page = words.rpartition("\t")
    if title and page.strip().isdecimal() and len(page) <= _LONGEST_PAGE:
        return ReportLine(" ".join(title.split()), LineKind.CONTENTS, None, int(page))
    return ReportLine(" ".join(words.split()), LineKind.CONTENTS)


_LONGEST_PAGE = 5
"""Signs of a page number."""


def _rows(table: Table) -> Iterator[ReportLine]:
    for row in table.rows:
        cells = [_words(cell) for cell in row]
        if any(cells):
            yield ReportLine("\t".join(cells), LineKind.ROW)


def _words(cell: TableCell) -> str:
    return "".join(" ".join(paragraph.text.split()) for paragraph in cell.paragraphs)
