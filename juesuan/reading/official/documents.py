"""The tables of a report, .docx or .pdf, as grids with the lines that stand above each: title, unit, year."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model import chinese
from juesuan.model.document import Block, Heading, Paragraph, Table
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
    """The tables of a Word file in their order, those that go on in the next joined; raises Unreadable."""
    try:
        held = blocks.read(data)
    except NotWordFile as caught:
        raise Unreadable(str(caught)) from caught
    return _joined_where_one_goes_on(_of_blocks(held))


def _of_blocks(held: Iterable[Block]) -> "Iterator[_Part]":
    above: list[str] = []
    count = 0
    for block in held:
        if isinstance(block, Table):
            count += 1
            yield _of_table(block, above[-_MOST_ABOVE:], f"第{count}张表")
            above.clear()
        elif isinstance(block, Heading | Paragraph) and block.text.strip():
            above.append(block.text.strip())


def _of_table(table: Table, above: Sequence[str], name: str) -> "_Part":
    """What a table holds; what a cell covers beside itself is blank, and merged with it."""
    width = len(table.widths)
    rows: list[list[str]] = [[""] * width for _ in table.rows]
    covered: set[tuple[int, int]] = set()
    merged: list[Area] = []
    for at, cells in enumerate(table.rows):
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
    return _Part(name, above, rows, follows=all(map(_REPEATED.fullmatch, above)), merged=merged)


_REPEATED = re.compile(r"[（(]?续表?[）)]?|公开[0-9-]+表|.{0,60}单位[:：].{0,60}")
"""A line that may stand between a table and its rest: 续表, the number, the unit."""


# ---- .pdf


def of_pdf(data: bytes) -> Iterator[TextTable]:
    """The tables of a PDF in their order; raises Unreadable."""
    return of_pages(pdf.pages(data))


def of_pages(pages: Iterable[PdfPage]) -> Iterator[TextTable]:
    """The tables on the pages of a PDF in their order, those that go on on the next page joined."""
    return _joined_where_one_goes_on(_of_pages(pages))


def _of_pages(pages: Iterable[PdfPage]) -> "Iterator[_Part]":
    """The parts of tables page by page; a title may stand at the foot of the page before its table."""
    foot: list[str] = []
    for page in pages:
        tables = sorted((each for each in page.tables if each.rows), key=lambda each: each.box[1])
        top = 0.0
        for count, table in enumerate(tables, 1):
            lines = [*foot, *_lines(page, top, table.box[1])]
            name = f"第{page.number}页第{count}张表"
            follows = count == 1 or not lines
            yield _Part(name, lines[-_MOST_ABOVE:], table.rows, follows=follows, lefts=table.lefts)
            foot, top = [], table.box[3]
        foot = _from_title([*foot, *_lines(page, top, page.height)])


def _lines(page: PdfPage, top: float, bottom: float) -> list[str]:
    """The lines of a page between two heights, without the number of the page."""
    middle = [line for line in page.lines if top <= (line.top + line.bottom) / 2 < bottom]
    lines = [line.text.strip() for line in sorted(middle, key=lambda line: line.top)]
    return [line for line in lines if line and not line.strip("—-– ").isdigit()]


def _from_title(lines: Sequence[str]) -> list[str]:
    """The lines from the last on that is the title of an official table; none without one."""
    at = next((at for at in reversed(range(len(lines))) if recognition.is_title(lines[at])), len(lines))
    return list(lines[at:])


# ---- tables in parts


class _Part(Struct, frozen=True):
    """A table as it stands in one place, with the lines above it, down from the table before it."""

    name: str
    above: Sequence[str]
    rows: Sequence[Sequence[str]]
    follows: bool
    """Whether it may be the rest of the table before it: on a new page, or with nothing between them."""
    merged: Sequence[Area] = ()
    lefts: Sequence[float] = ()
    """The left edges of its columns where they are known."""

    @property
    def title(self) -> str:
        """The title above it, without 续表; empty where it has none."""
        found = (_CONTINUED.sub("", recognition.bare_title(line)) for line in self.above)
        return next((each for each in found if each.endswith("表")), "")

    def goes_on_from(self, before: "_Part") -> bool:
        """Whether it is the rest of the table before it: as wide, without a title or with the same again."""
        is_same = self.title == before.title if self.title else self.follows
        return is_same and len(_widened(before, self).rows[0]) == len(self.rows[0])


_CONTINUED = re.compile(r"\(?续表?\)?$")


def _joined_where_one_goes_on(parts: Iterable[_Part]) -> Iterator[TextTable]:
    held: _Part | None = None
    for part in parts:
        if held and part.goes_on_from(held):
            held = _joined(_widened(held, part), part)
            continue
        if held:
            yield _table(held)
        held = part
    if held:
        yield _table(held)


def _joined(first: _Part, rest: _Part) -> _Part:
    """One table of two parts; headings that are repeated are left out, a row that the page cut in two is one."""
    repeated = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(rest.rows, first.rows, strict=False))))
    left_out = repeated + len(list(takewhile(lambda row: not any(row), rest.rows[repeated:])))
    above, below = list(first.rows), list(rest.rows[left_out:])
    if rest.lefts and below and _is_rest_of_row(below[0], above[-1]):
        above[-1] = ["".join(pair) for pair in zip(above[-1], below.pop(0), strict=True)]
        left_out += 1
    down = len(above) - left_out
    merged = [(top + down, left, bottom + down, right) for top, left, bottom, right in rest.merged]
    kept = [*first.merged, *(area for area in merged if area[0] >= len(above))]
    return replace(first, rows=[*above, *below], merged=kept)


_BEGINS = re.compile(rf"[（(]?{chinese.NUMERAL}{{1,3}}[）)、]|[0-9（(]|其中|合计|总计")
"""What a cell begins with that is not the rest of one: the numeral of a label, a code, a number."""


def _is_rest_of_row(row: Sequence[str], before: Sequence[str]) -> bool:
    """Whether a row is what the end of a page has cut off the one before: pieces of words, decimals of numbers."""
    pairs = [pair for pair in zip(before, row, strict=True) if pair[1]]
    return bool(pairs) and all(one and _is_rest(other, one) for one, other in pairs)


def _is_rest(words: str, before: str) -> bool:
    if re.fullmatch(r"-?[0-9,]+[.,]?", before):
        return bool(re.fullmatch(r"[.,][0-9,.]*" if before[-1].isdigit() else r"[0-9,.]+", words))
    return not re.search("[0-9]", before + words) and not _BEGINS.match(words)


def _widened(head: _Part, body: _Part) -> _Part:
    """Headings alone at the foot of a page with their words over the columns that the rest of the table has.

    The table itself where it is no such heading, or where the edges do not say which column is meant.
    """
    is_head = not any(re.search("[0-9]", cell) for row in head.rows for cell in row)
    if not is_head or len(head.rows[0]) >= len(body.rows[0]):
        return head
    places = [_column(left, body.lefts) for left in head.lefts]
    if None in places or len(places) != len(head.rows[0]):
        return head
    rows = [dict(zip(places, row, strict=True)) for row in head.rows]
    return replace(head, rows=[[row.get(at, "") for at in range(len(body.rows[0]))] for row in rows])


_NEAR = 3.0
"""Points by which the edges of a column may differ from one page to the next."""


def _column(left: float, lefts: Sequence[float]) -> int | None:
    return next((at for at, other in enumerate(lefts) if abs(left - other) <= _NEAR), None)


def _table(part: _Part) -> TextTable:
    lead = len(part.above)
    merged = tuple((top + lead, left, bottom + lead, right) for top, left, bottom, right in part.merged)
    lines = [[line] for line in part.above]
    return Grid(part.name, tuple(map(tuple, [*lines, *part.rows])), merged), lead
