"""A Word file read back as the blocks of ``model.document``: what the PDF is laid out from and the checks read.

The reader keeps what a reader of the page sees (text, structure, pictures) and the names of the styles; it does
not interpret direct formatting beyond bold, italic and underlined.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from juesuan.model.document import Block, Contents, Heading, Paragraph, Picture, Run, SectionEnd, Table, TableCell
from juesuan.model.omission import Omission
from juesuan.ooxml import numbering, walk, walked, walked_file
from juesuan.ooxml.elements import W, alt, is_on, size
from juesuan.ooxml.numbering import Counter, Lists
from juesuan.ooxml.package import WordFile, open_word
from juesuan.ooxml.walked import (
    WalkedBlock,
    WalkedContents,
    WalkedDrawing,
    WalkedParagraph,
    WalkedPiece,
    WalkedRuby,
    WalkedSection,
    WalkedTable,
    WalkedText,
)

_PAGE_WIDTH = 8844

_Piece = Run | Picture | Contents | Paragraph


class _Numbers(Struct, frozen=True):
    """The numbers that Word itself puts in front of paragraphs; each paragraph is asked for once, in order."""

    lists: Lists
    counter: Counter

    def of(self, paragraph: WalkedParagraph) -> str:
        """The number of the next paragraph; empty where its end was deleted or a contents field covers it."""
        if self.lists.is_empty or paragraph.is_covered:
            return ""
        if paragraph.element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            return ""
        item = self.lists.item(paragraph.element)
        return self.counter.number(item) if item else ""


def read(data: bytes) -> tuple[Block, ...]:
    """Return the blocks of a .docx in reading order.

    The numbers of automatic lists are text. Deleted and hidden text, field instructions, headers and footers
    are not there; a contents field is one `Contents` whatever it lists. A picture inside a table follows the
    table. A drawing that holds neither picture nor text, such as a native chart, is a `Picture` without data,
    so that whoever lays it out can say so. Raises `NotWordFile`.
    """
    return of(open_word(data))


def of(word: WordFile) -> tuple[Block, ...]:
    """Return the blocks of a Word file that is open, see ``read``. Raises `NotWordFile`."""
    lists = numbering.lists(word)
    return tuple(
        _with_bookmarks(_blocks(walk.blocks(walked_file.of(word)), _Numbers(lists, Counter(lists.lists))))
    )


def each_with_omissions(word: WordFile) -> Iterator[tuple[tuple[Block, ...], tuple[Omission, ...]]]:
    """Yield the blocks that each paragraph or table of a file makes, with all that they do not show as it has it.

    Headings have no bookmarks. Raises `NotWordFile`.
    """
    lists = numbering.lists(word)
    numbers = _Numbers(lists, Counter(lists.lists))
    for each in walk.blocks(walked_file.of(word)):
        yield tuple(_blocks([each], numbers)), tuple(walked.omissions([each]))


def paragraphs(word: WordFile) -> Iterator[tuple[range, etree._Element]]:
    """Yield each paragraph of the text with the places, among all blocks of the file, of those that it makes.

    Raises `NotWordFile`.
    """
    lists = numbering.lists(word)
    numbers, made = _Numbers(lists, Counter(lists.lists)), 0
    for each in walk.blocks(walked_file.of(word)):
        first, made = made, made + sum(1 for _ in _blocks([each], numbers))
        if isinstance(each, WalkedParagraph):
            yield range(first, made), each.element


def tables(word: WordFile) -> Iterator[tuple[WalkedTable, Table]]:
    """Yield each table of the text as it stands in the file and as a reader sees it. Raises `NotWordFile`."""
    lists = numbering.lists(word)
    numbers = _Numbers(lists, Counter(lists.lists))
    for each in walk.blocks(walked_file.of(word)):
        if isinstance(each, WalkedTable):
            yield each, next(made for made in _table(each, numbers) if isinstance(made, Table))


def _with_bookmarks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give each heading a name of its own: a repeated row or loop of a template repeats its bookmarks too."""
    used: set[str] = set()
    made = 0
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        name = block.bookmark
        while not name or name in used:
            made += 1
            name = f"_h{made}"
        used.add(name)
        yield replace(block, bookmark=name)


def _blocks(found: Iterable[WalkedBlock], numbers: _Numbers) -> Iterator[Block]:
    for block in found:
        if isinstance(block, WalkedParagraph):
            yield from _paragraph(block, numbers)
        elif isinstance(block, WalkedTable):
            yield from _table(block, numbers)
        elif isinstance(block, WalkedSection):
            end = _section_end(block.element)
            yield from () if block.is_last and end == SectionEnd() else (end,)


def _paragraph(paragraph: WalkedParagraph, numbers: _Numbers) -> Iterator[Block]:
    pieces = list(_pieces(paragraph.pieces, numbers))
    number = numbers.of(paragraph)
    if any(not isinstance(piece, Run) for piece in pieces):
        for is_text, group in groupby(pieces, key=lambda piece: isinstance(piece, Run)):
            if not is_text:
                yield from (piece for piece in group if not isinstance(piece, Run))
            elif (runs := _joined(group)) and _text(runs).strip():
                yield _worded(paragraph, runs, number)
                number = ""
    elif pieces or number or (paragraph.section is None and not paragraph.is_covered):
        yield _worded(paragraph, _joined(pieces), number)


def _section_end(section: etree._Element) -> SectionEnd:
    """Return the end of a section; its page numbers go on where they have a format and no first number."""
    size, numbering = section.find(W + "pgSz"), section.find(W + "pgNumType")
    return SectionEnd(
        is_wide=size is not None and size.get(W + "orient") == "landscape",
        goes_on=numbering is not None and numbering.get(W + "start") is None,
    )


def _worded(paragraph: WalkedParagraph, runs: tuple[Run, ...], number: str) -> Paragraph | Heading:
    """Return the paragraph as what it is; a heading without words is none, as in Word's own contents."""
    text, style = _text(runs), paragraph.style
    if style.level is None or not text.strip():
        return Paragraph(style.name, _joined((Run(number), *runs)) if number else runs)
    names = (mark.get(W + "name", "") for mark in paragraph.element.iter(W + "bookmarkStart"))
    bookmark = next((name for name in names if name.startswith("_Toc")), "")
    begins_page = is_on(paragraph.element.find(W + "pPr"), "pageBreakBefore")
    return Heading(style.level, style.name, number + text, bookmark, number, begins_page)


def _joined(pieces: Iterable[_Piece]) -> tuple[Run, ...]:
    """Join neighbours of one face: Word cuts a sentence into runs wherever it was edited."""
    runs = [piece for piece in pieces if isinstance(piece, Run)]
    faces = groupby(runs, key=lambda run: (run.bold, run.italic, run.underlined))
    return tuple(Run(_text(group), *face) for face, group in faces)


def _text(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def _pieces(found: Iterable[WalkedPiece], numbers: _Numbers) -> Iterator[_Piece]:
    for piece in found:
        if isinstance(piece, WalkedText):
            look = None if piece.run is None else piece.run.find(W + "rPr")
            yield Run(piece.words, is_on(look, "b"), is_on(look, "i"), is_on(look, "u"))
        elif isinstance(piece, WalkedRuby):
            yield from _pieces(piece.pieces, numbers)
        elif isinstance(piece, WalkedContents):
            yield Contents(piece.levels)
        elif isinstance(piece, WalkedDrawing):
            yield from _drawn(piece, numbers)


def _drawn(drawing: WalkedDrawing, numbers: _Numbers) -> Iterator[_Piece]:
    """Yield the paragraphs of a text box and the pictures of a drawing."""
    for box in drawing.boxes:
        yield from _paragraphs(_blocks(box, numbers))
    yield from drawing.pictures
    if not drawing.pictures and not drawing.boxes:
        yield Picture(alt(drawing.element), b"", *size(drawing.element))


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a cell or a text box, where a heading is no heading and a table is its text."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Heading):
            yield Paragraph(block.style, (Run(block.text),))
        elif isinstance(block, Table):
            yield from (paragraph for row in block.rows for cell in row for paragraph in cell.paragraphs)


def _table(table: WalkedTable, numbers: _Numbers) -> Iterator[Table | Picture]:
    """Yield the table without the cells that another one covers, and the pictures in it."""
    cells = [[(cell, list(_blocks(cell.blocks, numbers))) for cell in row.cells] for row in table.standing]
    rows = (
        tuple(TableCell(tuple(_paragraphs(blocks)), cell.columns, cell.rows) for cell, blocks in row if cell.rows)
        for row in cells
    )
    yield Table(_widths(table), table.heads, tuple(rows))
    for _, blocks in chain.from_iterable(cells):
        yield from (block for block in blocks if isinstance(block, Picture))


def _widths(table: WalkedTable) -> tuple[int, ...]:
    """Return the widths of the table's columns in twentieths of a point; equal ones where the file states none."""
    columns = max((cell.column + cell.columns for row in table.standing for cell in row.cells), default=0)
    stated = [column.get(W + "w", "") for column in table.element.iterfind(f"{W}tblGrid/{W}gridCol")]
    if len(stated) >= columns and all(width.isdecimal() and int(width) for width in stated):
        return tuple(int(width) for width in stated)
    return (_PAGE_WIDTH // columns,) * columns if columns else ()
