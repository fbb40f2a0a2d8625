"""A Word file of anybody's -> lines: paragraphs, headings, rows of tables."""

from collections.abc import Iterator

from juesuan.model.document import Heading, Paragraph, Table, TableCell
from juesuan.model.finished_report import LineKind, ReportLine
from juesuan.ooxml import blocks
from juesuan.ooxml.package import NotWordFile
from juesuan.reading.finished import Unreadable, text


def lines(data: bytes) -> tuple[ReportLine, ...]:
    """The lines of a Word file as a reader sees them; raises Unreadable where it is none that can be read."""
    try:
        return tuple(_lines(data))
    except NotWordFile as caught:
        raise Unreadable(str(caught)) from caught


def _lines(data: bytes) -> Iterator[ReportLine]:
    for block in blocks.read(data):
        if isinstance(block, Heading | Paragraph):
            for each in block.text.split("\n"):
                if each.strip():
                    yield text.line(each.strip(), is_heading=isinstance(block, Heading))
        elif isinstance(block, Table):
            yield from _rows(block)


def _rows(table: Table) -> Iterator[ReportLine]:
    for row in table.rows:
        cells = [_words(cell) for cell in row]
        if any(cells):
            yield ReportLine("\t".join(cells), LineKind.ROW)


def _words(cell: TableCell) -> str:
    return "".join(" ".join(paragraph.text.split()) for paragraph in cell.paragraphs)
