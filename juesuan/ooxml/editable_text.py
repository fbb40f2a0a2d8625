"""The text of a Word file that a person can edit: its paragraphs and the cells of its tables, each with its XML.

It is made from the same walk as ``blocks``. Contents, deleted and hidden text are not there, nor is what nobody
types over: rubies, text boxes, pictures. Empty paragraphs are left out, and only counted.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from juesuan.model import values
from juesuan.model.edit import PARAGRAPH, TABLE
from juesuan.ooxml import numbering, package, tracked_changes, walk, walked_file
from juesuan.ooxml.elements import DRAWN, EQUATIONS, W, is_on
from juesuan.ooxml.numbering import Counter, Lists
from juesuan.ooxml.package import NotWordFile, Style, WordFile
from juesuan.ooxml.walked import (
    WalkedBlock,
    WalkedCell,
    WalkedParagraph,
    WalkedRow,
    WalkedTable,
    WalkedText,
)
from juesuan.ooxml.walked_file import WalkedFile

_IN_CONTENTS = re.compile(r"(toc|contents|目录) ?\d", re.IGNORECASE)
_NOT_BLANK = (*DRAWN, W + "sectPr")
_DEEPEST = 3
"""Tables inside tables are read down to here, as text of their cell."""


class TextPiece(Struct, frozen=True):
    """The text of one element of a paragraph; without an element it stands for the end of a paragraph."""

    element: etree._Element | None
    text: str


class EditableParagraph(Struct, frozen=True, dict=True):
    """The text of a paragraph, or of all paragraphs of a cell together."""

    paragraphs: tuple[etree._Element, ...]
    atoms: tuple[TextPiece, ...]
    style: str
    """The name of the (first) paragraph's style, in small letters."""
    level: int | None
    """The level of the heading, 1 for a part; None where it is no heading."""
    number: str
    """The number that Word counts by itself in front of the text; empty where there is none."""
    blanks: int = 0
    """How many empty paragraphs stand in front of it."""
    has_break: bool = False
    """Whether a page break is set at it, or at one of the empty paragraphs in front of it."""

    @property
    def raw(self) -> str:
        """The text with the invisible marks around its numbers."""
        return "".join(atom.text for atom in self.atoms)

    @cached_property
    def text(self) -> str:
        """The text as a reader sees it; ``PARAGRAPH`` between the paragraphs of a cell."""
        return values.plain(self.raw)


class EditableCell(Struct, frozen=True):
    """A cell of a table that a person can type into; one that continues a cell above it is none."""

    element: etree._Element
    column: int
    """The column of the table's grid in which it begins, from 0."""
    line: EditableParagraph


class EditableRow(Struct, frozen=True, dict=True):
    """A row of a table, without the cells that continue one above."""

    element: etree._Element
    cells: tuple[EditableCell, ...]

    @cached_property
    def text(self) -> str:
        """The texts of its cells with tabs between them."""
        return "\t".join(cell.line.text for cell in self.cells)

    def besides(self, column: int) -> str:
        """The text of the row without that of the cell in ``column``: the row is found again by it."""
        return "\t".join("" if cell.column == column else cell.line.text for cell in self.cells)


class EditableTable(Struct, frozen=True, dict=True):
    """A table with the rows that a person can edit."""

    element: etree._Element
    rows: tuple[EditableRow, ...]

    @cached_property
    def text(self) -> str:
        """The text of all rows behind the mark ``TABLE``, so that no paragraph is like it."""
        return TABLE + "\n".join(row.text for row in self.rows)


Item = EditableParagraph | EditableTable


class Reader(Struct, frozen=True):
    """A Word file that is open, with the lists that number its paragraphs; its text is read once, in order."""

    file: WalkedFile
    lists: Lists
    counter: Counter

    @property
    def word(self) -> WordFile:
        """The Word file that the reader has open."""
        return self.file.word

    @property
    def styles(self) -> Mapping[str, Style]:
        """The styles of the file, by their ids."""
        return self.file.styles

    def items(self) -> Iterator[Item]:
        """The paragraphs and tables of the file in reading order, without empty paragraphs and the contents."""
        return self.items_of(walk.blocks(self.file))

    def items_of(self, blocks: Iterable[WalkedBlock]) -> Iterator[Item]:
        """The same, where the ``blocks`` of the file have been walked already."""
        blanks: list[WalkedParagraph] = []
        for block in blocks:
            if isinstance(block, WalkedTable):
                yield self._table(block)
                blanks = []
            elif isinstance(block, WalkedParagraph) and not block.is_covered:
                line = self._line((block,))
                if line.text.strip() and not _IN_CONTENTS.fullmatch(line.style):
                    yield replace(line, blanks=len(blanks), has_break=any(map(_breaks, (*blanks, block))))
                    blanks = []
                elif next(block.element.iter(*_NOT_BLANK), None) is None:
                    blanks.append(block)

    def line(self, *paragraphs: etree._Element) -> EditableParagraph:
        """The text of paragraphs that belong together, such as those of a cell; an empty one for none."""
        return self._line(tuple(walk.paragraph(each, self.file) for each in paragraphs))

    def grid(self, table: etree._Element) -> EditableTable:
        """The table of this element, with its rows and cells."""
        return self._table(walk.table(table, self.file))

    def _line(self, paragraphs: tuple[WalkedParagraph, ...]) -> EditableParagraph:
        atoms: list[TextPiece] = []
        for place, paragraph in enumerate(paragraphs):
            if place:
                atoms.append(TextPiece(None, PARAGRAPH))
            atoms += _atoms(paragraph)
        style = paragraphs[0].style if paragraphs else Style("", None)
        number = self._number(paragraphs[0]) if paragraphs else ""
        elements = tuple(each.element for each in paragraphs)
        return EditableParagraph(elements, tuple(atoms), style.name.lower(), style.level, number)

    def _table(self, table: WalkedTable) -> EditableTable:
        return EditableTable(table.element, tuple(map(self._row, table.rows)))

    def _row(self, row: WalkedRow) -> EditableRow:
        """The row without the cells that continue one above, or that it leaves out."""
        found = ((cell, cell.element) for cell in row.cells if cell.merge != "continue")
        cells = (self._cell(cell, element) for cell, element in found if element is not None)
        return EditableRow(row.element, tuple(cells))

    def _cell(self, cell: WalkedCell, element: etree._Element) -> EditableCell:
        return EditableCell(element, cell.column, self._line(tuple(_paragraphs(cell.blocks))))

    def _number(self, paragraph: WalkedParagraph) -> str:
        item = None if self.lists.is_empty else self.lists.item(paragraph.element)
        return self.counter.number(item) if item else ""


def reader(data: bytes, *, accepted: bool = False) -> Reader:
    """The reader of a .docx; its tracked changes are accepted first where that is wanted. Raises `NotWordFile`."""
    word = package.open_word(data)
    return of(tracked_changes.accepted(word) if accepted else word)


def of(word: WordFile) -> Reader:
    """The reader of a Word file that is open. Raises `NotWordFile` where the file has no body."""
    file = walked_file.of(word)
    if file.body is None:
        raise NotWordFile("Word 文件里没有正文；请用 Word 打开，检查后重新保存。")
    lists = numbering.lists(word)
    return Reader(file, lists, Counter(lists.lists))


def _atoms(paragraph: WalkedParagraph) -> Iterator[TextPiece]:
    """The texts of a paragraph that can be typed over: none under a ruby, no sign of a font of signs."""
    for piece in paragraph.pieces:
        if isinstance(piece, WalkedText) and (piece.form == "text" or piece.element.tag in EQUATIONS):
            yield TextPiece(piece.element, piece.text)


def _paragraphs(blocks: Iterable[WalkedBlock], depth: int = 0) -> Iterator[WalkedParagraph]:
    """The paragraphs of a cell, with those of tables inside it."""
    for block in blocks:
        if isinstance(block, WalkedParagraph):
            yield block
        elif isinstance(block, WalkedTable) and depth < _DEEPEST:
            cells = (cell for row in block.rows for cell in row.cells)
            yield from (each for cell in cells for each in _paragraphs(cell.blocks, depth + 1))


def _breaks(paragraph: WalkedParagraph) -> bool:
    if is_on(paragraph.element.find(W + "pPr"), "pageBreakBefore"):
        return True
    return any(each.get(W + "type") == "page" for each in paragraph.element.iter(W + "br"))
