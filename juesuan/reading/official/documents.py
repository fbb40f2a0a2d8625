"""The tables of a report, .docx or .pdf, as grids with the lines that stand above each: title, unit, year."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from juesuan.model.document import Heading, Paragraph, Table
from juesuan.ooxml import blocks
from juesuan.ooxml.package import NotWordFile
from juesuan.reading.finished import Unreadable, pdf
from juesuan.reading.finished.pdf_paragraphs import PdfPage
from juesuan.reading.finished.pdf_tables import PageTable
from juesuan.reading.grid import Area, Grid

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
    """The tables of a PDF in their order, those that go on on the next page joined; raises Unreadable."""
    found: list[tuple[str, list[str], PageTable]] = []
    for page in pdf.pages(data):
        found += _of_page(page)
    count = 0
    parts: list[tuple[int, list[str], PageTable]] = []
    for name, above, table in found:
        goes_on = bool(parts) and not above and len(table.rows[0]) == len(parts[-1][2].rows[0])
        count += not goes_on
        parts.append((count, [f"{name}", *above], table))
    for _, group in groupby(parts, key=lambda each: each[0]):
        yield _joined(list(group))


def _of_page(page: PdfPage) -> Iterator[tuple[str, list[str], PageTable]]:
    """Each table of a page with its name and the lines above it, down from the table before it."""
    tables = sorted((each for each in page.tables if each.rows), key=lambda each: each.box[1])
    top = 0.0
    for count, table in enumerate(tables, 1):
        middle = [line for line in page.lines if top <= (line.top + line.bottom) / 2 < table.box[1]]
        lines = [line.text.strip() for line in sorted(middle, key=lambda line: line.top)]
        above = [line for line in lines if line and not line.strip("—-– ").isdigit()]
        yield f"第{page.number}页第{count}张表", above[-_MOST_ABOVE:], table
        top = table.box[3]


def _joined(parts: Sequence[tuple[int, list[str], PageTable]]) -> TextTable:
    """One table of its parts on several pages; headings that are repeated are left out."""
    _, (name, *above), first = parts[0]
    rows = [list(row) for row in first.rows]
    for _, _, part in parts[1:]:
        repeated = 0
        while repeated < min(len(part.rows), len(first.rows)) and part.rows[repeated] == first.rows[repeated]:
            repeated += 1
        rows += [list(row) for row in part.rows[repeated:]]
    return Grid(name, tuple(map(tuple, [*([line] for line in above), *rows]))), len(above)
