"""The tables of a report, .docx or .pdf, as grids with the lines that stand above each: title, unit, year."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from juesuan.model.document import Heading, Paragraph, Table
from juesuan.ooxml import blocks
from juesuan.ooxml.package import NotWordFile
from juesuan.reading.finished import Unreadable, pdf
from juesuan.reading.finished.pdf_paragraphs import PdfPage
from juesuan.reading.grid import Area, Grid
from juesuan.reading.official import recognition

_MOST_ABOVE = 4
"""The lines above a table that belong to it: number, title, department and unit."""
TextTable = tuple[Grid, int]
"""A table of a text with the lines above it as its first rows, and how many these are."""


def of_word(data: bytes) -> Iterator[TextTable]:
    """The tables of a Word file in their order; raises Unreadable for what is none."""
    try:
        held = blocks.read(data)
    except NotWordFile as caught:
        raise Unreadable(str(caught)) from caught
    above: list[str] = []
    count = 0
    for block in held:
        if isinstance(block, Table):
            count += 1
            yield _of_table(block, above[-_MOST_ABOVE:], f"第{count}张表")
            above.clear()
        elif isinstance(block, Heading | Paragraph) and block.text.strip():
            above.append(block.text.strip())


def _of_table(table: Table, above: Sequence[str], name: str) -> TextTable:
    """The grid of a table; what a cell covers beside itself is blank, and merged with it."""
    lead = len(above)
    width = len(table.widths)
    rows: list[list[str]] = [[line] for line in above] + [[""] * width for _ in table.rows]
    covered: set[tuple[int, int]] = set()
    merged: list[Area] = []
    for at, cells in enumerate(table.rows, start=lead):
        column = 0
        for cell in cells:
            while (at, column) in covered:
                column += 1
            if column >= width:
                break
            rows[at][column] = "".join("".join(each.text.split()) for each in cell.paragraphs)
            last = (min(at + cell.rows, len(rows)) - 1, min(column + cell.columns, width) - 1)
            covered.update((row, place) for row in range(at, last[0] + 1) for place in range(column, last[1] + 1))
            if last != (at, column):
                merged.append((at, column, *last))
    return Grid(name, tuple(map(tuple, rows)), tuple(merged)), lead


# ---- .pdf


def of_pdf(data: bytes) -> Iterator[TextTable]:
    """The tables of a PDF in their order; raises Unreadable."""
    return of_pages(pdf.pages(data))


def of_pages(pages: Iterable[PdfPage]) -> Iterator[TextTable]:
    """The tables on the pages of a PDF in their order, those that go on on the next page joined."""
    parts: list[_PagePart] = []
    for part in (each for page in pages for each in _of_page(page)):
        if parts and not part.goes_on_from(parts[-1]):
            yield _joined(parts)
            parts = []
        parts.append(part)
    if parts:
        yield _joined(parts)


@dataclass(frozen=True, slots=True)
class _PagePart:
    """A table as it stands on one page, with the lines above it, down from the table before it."""

    name: str
    above: Sequence[str]
    rows: Sequence[Sequence[str]]
    is_first: bool
    """Whether it is the first table of its page."""

    def goes_on_from(self, before: "_PagePart") -> bool:
        """Whether it is the rest of the table before it: on a new page, as wide, without a title of its own."""
        has_title = any(recognition.bare_title(line).endswith("表") for line in self.above)
        return self.is_first and not has_title and len(self.rows[0]) == len(before.rows[0])


def _of_page(page: PdfPage) -> Iterator[_PagePart]:
    tables = sorted((each for each in page.tables if each.rows), key=lambda each: each.box[1])
    top = 0.0
    for count, table in enumerate(tables, 1):
        middle = [line for line in page.lines if top <= (line.top + line.bottom) / 2 < table.box[1]]
        lines = [line.text.strip() for line in sorted(middle, key=lambda line: line.top)]
        above = [line for line in lines if line and not line.strip("—-– ").isdigit()]
        yield _PagePart(f"第{page.number}页第{count}张表", above[-_MOST_ABOVE:], table.rows, count == 1)
        top = table.box[3]


def _joined(parts: Sequence[_PagePart]) -> TextTable:
    """One table of its parts on several pages; headings that are repeated are left out."""
    first, *others = parts
    rows = list(first.rows)
    for part in others:
        pairs = zip(part.rows, first.rows, strict=False)
        rows += part.rows[len(list(takewhile(lambda pair: pair[0] == pair[1], pairs))) :]
    lines = [[line] for line in first.above]
    return Grid(first.name, tuple(map(tuple, [*lines, *rows]))), len(lines)
