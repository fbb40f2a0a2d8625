"""A Word file read back as blocks: what the PDF is laid out from and what the texts are read from.

The reader keeps what a reader of the page sees (text, structure, pictures) and the names of the styles; it does
not interpret direct formatting beyond bold, italic and underlined.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, groupby, takewhile

from lxml import etree

from juesuan.model.document import Block, Contents, Heading, Paragraph, Picture, Run, SectionEnd, Table, TableCell
from juesuan.ooxml import numbering
from juesuan.ooxml.elements import DRAWN, XML, M, W, alt, flat, is_on, picture_ids, size, value
from juesuan.ooxml.fields import Fields, fields
from juesuan.ooxml.numbering import Counter, Lists
from juesuan.ooxml.package import NotWordFile, Style, WordFile, open_word, related, styles

_TEXT_OF = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_MOST_COLUMNS = 63
_PAGE_WIDTH = 8844


_Piece = Run | Picture | Contents | Paragraph


@dataclass(frozen=True, slots=True)
class _Source:
    """What a paragraph needs to know of the file around it."""

    word: WordFile
    styles: Mapping[str, Style]
    targets: Mapping[str, str]
    fields: Fields
    lists: Lists
    counter: Counter

    def style(self, paragraph: etree._Element) -> Style:
        key = value(paragraph.find(W + "pPr"), "pStyle") or ""
        return self.styles.get(key) or Style(key, None)

    def number(self, paragraph: etree._Element) -> str:
        """What Word counts by itself; each paragraph is asked for once, in order."""
        if self.lists.is_empty or paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            return ""
        item = self.lists.item(paragraph)
        return self.counter.number(item) if item else ""

    def media(self, key: str | None) -> bytes:
        return self.word.parts.get(self.targets.get(key or "", ""), b"")


def read(data: bytes) -> tuple[Block, ...]:
    """Return the blocks of a .docx in reading order.

    The numbers of automatic lists are text. Deleted and hidden text, field instructions, headers and footers
    are not there; a contents field is one `Contents` whatever it lists. A picture inside a table follows the
    table. A drawing that holds neither picture nor text, such as a native chart, is a `Picture` without data,
    so that whoever lays it out can say so. Raises `NotWordFile`.
    """
    return of(open_word(data))


def of(word: WordFile) -> tuple[Block, ...]:
    """Return the same of a file that is open. Raises `NotWordFile`."""
    body = word.root.find(W + "body")
    if body is None:
        return ()
    lists = numbering.lists(word)
    source = _Source(word, styles(word), related(word), fields(body), lists, Counter(lists.lists))
    try:
        return tuple(_with_bookmarks(_blocks(body, source)))
    except RecursionError:
        raise NotWordFile("Word 文件里的表格嵌套过深，不能读取；请简化后重新保存。") from None


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


def _blocks(parent: etree._Element, source: _Source) -> Iterator[Block]:
    for child in flat(parent):
        if child.tag == W + "p":
            yield from _paragraph(child, source)
        elif child.tag == W + "tbl":
            yield from _table(child, source)
        elif child.tag == W + "sectPr" and (end := _section_end(child)) != SectionEnd():
            yield end


def _paragraph(paragraph: etree._Element, source: _Source) -> Iterator[Block]:
    pieces = list(_pieces(paragraph, source))
    section = paragraph.find(f"{W}pPr/{W}sectPr")
    ends_section = section is not None
    style = source.style(paragraph)
    number = "" if paragraph in source.fields.hidden else source.number(paragraph)
    if any(not isinstance(piece, Run) for piece in pieces):
        for is_text, group in groupby(pieces, key=lambda piece: isinstance(piece, Run)):
            if not is_text:
                yield from (piece for piece in group if not isinstance(piece, Run))
            elif (runs := _joined(group)) and _text(runs).strip():
                yield _worded(paragraph, style, runs, number)
                number = ""
    elif pieces or number or not (ends_section or paragraph in source.fields.hidden):
        yield _worded(paragraph, style, _joined(pieces), number)
    if section is not None:
        yield _section_end(section)


def _section_end(section: etree._Element) -> SectionEnd:
    """A section that formats its page numbers and states no first one goes on."""
    size, numbering = section.find(W + "pgSz"), section.find(W + "pgNumType")
    return SectionEnd(
        is_wide=size is not None and size.get(W + "orient") == "landscape",
        goes_on=numbering is not None and numbering.get(W + "start") is None,
    )


def _worded(paragraph: etree._Element, style: Style, runs: tuple[Run, ...], number: str) -> Paragraph | Heading:
    """Return the paragraph as what it is; a heading without words is none, as in Word's own contents."""
    text = _text(runs)
    if style.level is None or not text.strip():
        return Paragraph(style.name, _joined((Run(number), *runs)) if number else runs)
    names = (mark.get(W + "name", "") for mark in paragraph.iter(W + "bookmarkStart"))
    bookmark = next((name for name in names if name.startswith("_Toc")), "")
    return Heading(style.level, style.name, number + text, bookmark, number)


def _joined(pieces: Iterable[_Piece]) -> tuple[Run, ...]:
    """Join neighbours of one face: Word cuts a sentence into runs wherever it was edited."""
    runs = [piece for piece in pieces if isinstance(piece, Run)]
    faces = groupby(runs, key=lambda run: (run.bold, run.italic, run.underlined))
    return tuple(Run(_text(group), *face) for face, group in faces)


def _text(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def _pieces(paragraph: etree._Element, source: _Source) -> Iterator[_Piece]:
    for child in flat(paragraph):
        if child.tag == W + "r":
            yield from _run(child, source)
        elif child.tag in {M + "oMath", M + "oMathPara"}:
            yield Run("".join(text.text or "" for text in child.iter(M + "t")))


def _run(run: etree._Element, source: _Source) -> Iterator[_Piece]:
    properties = run.find(W + "rPr")
    face = is_on(properties, "b"), is_on(properties, "i"), is_on(properties, "u")
    vanished = is_on(properties, "vanish")
    for child in flat(run):
        if child in source.fields.contents:
            yield Contents(source.fields.contents[child])
        elif vanished or child in source.fields.hidden:
            continue
        elif child.tag in DRAWN:
            yield from _drawn(child, source)
        elif child.tag == W + "ruby":
            yield from (piece for base in child.iterfind(W + "rubyBase") for piece in _pieces(base, source))
        elif text := written(child):
            yield Run(text, *face)


def written(element: etree._Element) -> str:
    """Return the text of one element of a run as it stands on the page."""
    if element.tag == W + "t":
        text = re.sub(r"[\t\r\n]", " ", element.text or "")
        return text if element.get(XML + "space") == "preserve" else text.strip(" ")
    if element.tag == W + "br":
        return "" if element.get(W + "type") in {"page", "column"} else "\n"
    return _TEXT_OF.get(str(element.tag), "")


def _drawn(drawing: etree._Element, source: _Source) -> Iterator[_Piece]:
    """Yield the paragraphs of a text box and the pictures of a drawing."""
    boxes = list(drawing.iter(W + "txbxContent"))
    for box in boxes:
        yield from _paragraphs(_blocks(box, source))
    for key in picture_ids(drawing) or ([] if boxes else [""]):
        yield Picture(alt(drawing), source.media(key), *size(drawing))


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a cell or a text box, where a heading is no heading and a table is its text."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Heading):
            yield Paragraph(block.style, (Run(block.text),))
        elif isinstance(block, Table):
            yield from (paragraph for row in block.rows for cell in row for paragraph in cell.paragraphs)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell as the file has it: one that continues a merged cell is still there."""

    column: int
    columns: int
    merge: str
    """restart, continue, or empty."""
    blocks: tuple[Block, ...] = ()


def _table(table: etree._Element, source: _Source) -> Iterator[Table | Picture]:
    rows = [row for row in flat(table) if row.tag == W + "tr" and row.find(f"{W}trPr/{W}del") is None]
    cells = [list(_cells(row, source)) for row in rows]
    heads = takewhile(lambda row: is_on(row.find(W + "trPr"), "tblHeader"), rows)
    yield Table(_widths(table, cells), len(list(heads)), tuple(_merged(cells)))
    for cell in chain.from_iterable(cells):
        yield from (block for block in cell.blocks if isinstance(block, Picture))


def _cells(row: etree._Element, source: _Source) -> Iterator[_Cell]:
    """Yield the cells of a row from the first column to the last; columns the row leaves out are empty cells."""
    column = 0
    for name in ("gridBefore", "", "gridAfter"):
        if not name:
            for cell in (child for child in flat(row) if child.tag == W + "tc"):
                properties = cell.find(W + "tcPr")
                columns, merge = _count(properties, "gridSpan") or 1, value(properties, "vMerge")
                yield _Cell(column, columns, "" if merge is None else merge or "continue",
                            tuple(_blocks(cell, source)))  # fmt: skip
                column += columns
        elif columns := _count(row.find(W + "trPr"), name):
            yield _Cell(column, columns, "")
            column += columns


def _count(properties: etree._Element | None, name: str) -> int:
    """Return a number of columns, never more than Word itself allows."""
    number = value(properties, name) or "0"
    return min(int(number), _MOST_COLUMNS) if number.isdecimal() else 0


def _merged(rows: list[list[_Cell]]) -> Iterator[tuple[TableCell, ...]]:
    """Yield the rows without the cells that continue one above."""
    reach: dict[int, int] = {}
    for number, row in enumerate(rows):
        seen = []
        for cell in row:
            if cell.merge == "continue" and reach.get(cell.column, 0) > number:
                continue
            height = 1 if not cell.merge else _height(cell, rows[number + 1 :])
            reach[cell.column] = number + height
            seen.append(TableCell(tuple(_paragraphs(cell.blocks)), cell.columns, height))
        yield tuple(seen)


def _height(cell: _Cell, below: list[list[_Cell]]) -> int:
    """Return how many rows a cell covers, itself included."""
    continued = takewhile(
        lambda row: any(other.column == cell.column and other.merge == "continue" for other in row), below
    )
    return 1 + len(list(continued))


def _widths(table: etree._Element, rows: list[list[_Cell]]) -> tuple[int, ...]:
    """Return the widths of the grid; equal shares of a page where the file states none."""
    columns = max((cell.column + cell.columns for row in rows for cell in row), default=0)
    stated = [column.get(W + "w", "") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if len(stated) >= columns and all(width.isdecimal() and int(width) for width in stated):
        return tuple(int(width) for width in stated)
    return (_PAGE_WIDTH // columns,) * columns if columns else ()
