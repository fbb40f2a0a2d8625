"""A Word file of anybody's -> lines: paragraphs, headings, rows of tables."""

from collections.abc import Iterator

from juesuan.model.document import Contents, Heading, Paragraph, Table, TableCell
from juesuan.model.finished_report import LineKind, ReportLine
from juesuan.ooxml import blocks, fields
from juesuan.ooxml.package import NotWordFile, open_word
from juesuan.reading.finished import Unreadable, text


def lines(data: bytes) -> tuple[ReportLine, ...]:
    """The lines of a Word file as a reader sees them; raises Unreadable where it is none that can be read."""
    try:
        return tuple(_lines(data))
    except NotWordFile as caught:
        raise Unreadable(str(caught)) from caught


def _lines(data: bytes) -> Iterator[ReportLine]:
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
