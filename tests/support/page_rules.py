"""What an office head sends back of printed pages: each rule as a measure that names where it is broken.

The measures read what is printed, of the PDF or of the Word file, and the blocks that it is printed from.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, takewhile

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model.document import Block, Heading, Paragraph, Table
from juesuan.pdf.line_breaking import HANGING
from tests.support.printout import MM, Line, Sheet, bare
from tests.support.set_lines import set_lines, short

_FULL = 0.8
"""The part of a page's height that must be taken unless a part of the report ends on it."""
_BEGINS = {"heading 1", "附件标识"}
"""The styles of what begins a page."""
_ABOVE_TABLE = "表头行"
"""The style of what stands above a public table; each of these begins a page in the form."""
_TITLES = {"表题", "附件标识"}
_SMALL = 10.5

Measure = Callable[[Sequence[Block], Sequence[Sheet]], list[str]]
"""Gives the places where a rule is broken; none where it holds."""


def text(sheet: Sheet) -> list[Line]:
    """The lines between the upper and the lower margin, without page number and the mark of a draft."""
    top, bottom = (28, 26) if sheet.width > sheet.height else (37, 35)
    return [line for line in sheet.lines if top * MM < line.baseline < sheet.height - bottom * MM]


def lone_titles(blocks: Sequence[Block], sheets: Sequence[Sheet]) -> list[str]:
    """The titles of tables, headings and marks of attachments that are the last line of a page."""
    texts = (each for each in blocks if isinstance(each, Heading | Paragraph))
    titles = {bare(each.text) for each in texts if isinstance(each, Heading) or each.style in _TITLES}
    return [line.text for sheet in sheets[:-1] for line in text(sheet)[-1:] if line.text in titles]


def pages_of_one_line(_: Sequence[Block], sheets: Sequence[Sheet]) -> list[str]:
    """The lines that have a page to themselves."""
    rows = [{round(line.baseline): line.text for line in text(sheet)} for sheet in sheets]
    return ["".join(found.values()) for found, sheet in zip(rows, sheets, strict=True)
            if len(found) == 1 and not sheet.pictures]  # fmt: skip


def half_empty_pages(blocks: Sequence[Block], sheets: Sequence[Sheet]) -> list[str]:
    """The last lines of pages that are not full, though what follows goes on with the same part."""
    texts = [each for each in blocks if isinstance(each, Heading | Paragraph)]
    starts = {bare(each.text) for each in texts if each.style in _BEGINS}
    own_pages = takewhile(lambda sheet: not _holds_public_table(texts, sheet), sheets)
    found = []
    for sheet, after in pairwise(own_pages):
        lines, following = text(sheet), text(after)
        top, bottom = (28, 26) if sheet.width > sheet.height else (37, 35)
        end = max((*(line.baseline for line in lines), *(lower for _, lower in sheet.pictures)), default=0.0)
        share = (end - top * MM) / (sheet.height - (top + bottom) * MM)
        goes_on = following and sheet.width == after.width
        if share < _FULL and goes_on and not any(each.startswith(following[0].text) for each in starts):
            found.append(lines[-1].text if lines else "")
    return found


def _holds_public_table(texts: Sequence[Heading | Paragraph], sheet: Sheet) -> bool:
    above = {bare(part) for each in texts if each.style == _ABOVE_TABLE for part in each.text.split("\t")}
    return any(line.text in above for line in text(sheet))


def faults_of_tables(blocks: Sequence[Block], sheets: Sequence[Sheet]) -> list[str]:
    """The pages, counted from 1, at whose end a row is broken, or on which a table goes on without its head.

    What a page holds in the size of tables is taken away row by row; what is left over, or missing, fails.
    """
    units, place, found = list(_units(blocks)), 0, list[str]()
    for number, sheet in enumerate(sheets, 1):
        left = Counter("".join(line.text for line in of_tables(sheet)))
        if left and place < len(units) and units[place].head and not units[place].is_head:
            if units[place].head <= left:
                left -= units[place].head
            else:
                found.append(f"no head on page {number}")
        while left:
            unit = units[place]
            if not (unit.may_break or unit.words <= left):
                found.append(f"a row is broken at the end of page {number}")
            taken = unit.words & left
            assert taken
            left -= taken
            if rest := unit.words - taken:
                units[place] = replace(unit, words=rest)
            else:
                place += 1
    assert place == len(units)
    return found


def of_tables(sheet: Sheet) -> list[Line]:
    """The lines in the size of tables; the words inside a chart are as small."""
    small = (line for line in sheet.lines if line.size == _SMALL)
    return [line for line in small if not any(upper < line.baseline < lower for upper, lower in sheet.pictures)]


class _Unit(Struct, frozen=True):
    """A row, or a line over or under a public table, which is as small."""

    words: Counter[str]
    head: Counter[str]
    """What the head of its table holds, when it is below it or part of it."""
    is_head: bool
    """Whether the table begins with it."""
    may_break: bool = False


def _units(blocks: Sequence[Block]) -> Iterator[_Unit]:
    for block in blocks:
        if isinstance(block, Table):
            words = [
                Counter("".join(bare(each.text) for cell in row for each in cell.paragraphs)) for row in block.rows
            ]
            head = sum(words[: block.heads], Counter[str]())
            yield from (_Unit(each, head, place <= block.heads) for place, each in enumerate(words))
        elif isinstance(block, Paragraph) and block.style in {"表头行", "表下说明"}:
            yield _Unit(Counter(bare(block.text)), Counter(), is_head=False, may_break=True)


def parts_alone(blocks: Sequence[Block], sheets: Sequence[Sheet]) -> list[str]:
    """The titles of parts that have a page to themselves."""
    parts = {bare(each.text) for each in blocks if isinstance(each, Heading) and each.level == 1}
    return [found for sheet in sheets if (found := "".join(line.text for line in text(sheet))) in parts]


def lines_over_an_edge(_: Sequence[Block], sheets: Sequence[Sheet]) -> list[str]:
    """The lines of tables with punctuation that stands over the edge of its cell."""
    return [
        line.text
        for sheet in sheets
        for line in of_tables(sheet)
        if any(
            each.text in HANGING and each.left < x < each.right and upper < each.baseline < lower
            for each in line.characters
            for x, upper, lower in sheet.edges
        )
    ]


def short_last_lines(blocks: Sequence[Block], sheets: Sequence[Sheet]) -> list[str]:
    """The paragraphs whose last lines hold one to three characters."""
    return short(set_lines(blocks, [line for sheet in sheets for line in text(sheet)]))
