"""A Word file as what can be edited in it: its paragraphs and the cells of its tables, each with its XML.

What is read is what ``blocks`` reads: contents, deleted and hidden text are not there. Empty paragraphs are
left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from juesuan.model import values
from juesuan.model.edit import PARAGRAPH, TABLE
from juesuan.ooxml import numbering, package
from juesuan.ooxml.elements import DRAWN, M, W, flat, is_on, value
from juesuan.ooxml.fields import Fields, fields
from juesuan.ooxml.letters import written
from juesuan.ooxml.numbering import Counter, Lists
from juesuan.ooxml.package import NotWordFile, Style, WordFile
from juesuan.ooxml.tracked_changes import accept

_IN_CONTENTS = re.compile(r"(toc|contents|目录) ?\d", re.IGNORECASE)
_NOT_BLANK = (*DRAWN, W + "sectPr")
_DEEPEST = 3
"""Tables inside tables are read down to here, as text of their cell."""


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A piece of text as the file holds it; without an element it is the end of a paragraph."""

    element: etree._Element | None
    text: str


@dataclass(frozen=True, slots=True)
class EditableParagraph:
    """A paragraph, or all paragraphs of a cell."""

    paragraphs: tuple[etree._Element, ...]
    atoms: tuple[TextPiece, ...]
    style: str
    """The name of the (first) paragraph's style, in small letters."""
    level: int | None
    """1 for a part; None where it is no heading."""
    number: str
    """What Word counts by itself in front of the text."""
    blanks: int = 0
    """How many empty paragraphs stand in front of it."""
    has_break: bool = False
    """Whether it is made to begin a page, by itself or by one of those."""

    @property
    def raw(self) -> str:
        """The text with its marks."""
        return "".join(atom.text for atom in self.atoms)

    @property
    def text(self) -> str:
        """The text as a reader sees it; ``PARAGRAPH`` between the paragraphs of a cell."""
        return values.plain(self.raw)


@dataclass(frozen=True, slots=True)
class EditableCell:
    """A cell that stands on the page."""

    element: etree._Element
    column: int
    line: EditableParagraph


@dataclass(frozen=True, slots=True)
class EditableRow:
    """A row of a table, without the cells that continue one above."""

    element: etree._Element
    cells: tuple[EditableCell, ...]

    @property
    def text(self) -> str:
        """Its cells with tabs between."""
        return "\t".join(cell.line.text for cell in self.cells)

    def besides(self, column: int) -> str:
        """The row without the text of one cell: by this it is found again when that cell was changed."""
        return "\t".join("" if cell.column == column else cell.line.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class EditableTable:
    """A table."""

    element: etree._Element
    rows: tuple[EditableRow, ...]

    @property
    def text(self) -> str:
        """All of it, for comparison."""
        return TABLE + "\n".join(row.text for row in self.rows)


Item = EditableParagraph | EditableTable


@dataclass(frozen=True, slots=True)
class Reader:
    """What a paragraph needs to know of the file around it."""

    word: WordFile
    styles: dict[str, Style]
    fields: Fields
    lists: Lists
    counter: Counter

    def items(self) -> Iterator[Item]:
        """The paragraphs and tables of the text, in order; only those with a text."""
        body = self.word.root.find(W + "body")
        blanks: list[etree._Element] = []
        for child in () if body is None else flat(body):
            if child.tag == W + "tbl":
                yield self.grid(child)
                blanks = []
            elif child.tag == W + "p" and child not in self.fields.hidden:
                line = self.line(child)
                if line.text.strip() and not _IN_CONTENTS.fullmatch(line.style):
                    yield replace(line, blanks=len(blanks), has_break=any(map(_breaks, (*blanks, child))))
                    blanks = []
                elif next(child.iter(*_NOT_BLANK), None) is None:
                    blanks.append(child)

    def line(self, *paragraphs: etree._Element) -> EditableParagraph:
        """The text of paragraphs that belong together; where there are none, of nothing."""
        atoms: list[TextPiece] = []
        for place, paragraph in enumerate(paragraphs):
            if place:
                atoms.append(TextPiece(None, PARAGRAPH))
            atoms += self._atoms(paragraph)
        style = self._style(paragraphs[0]) if paragraphs else Style("", None)
        number = self._number(paragraphs[0]) if paragraphs else ""
        return EditableParagraph(paragraphs, tuple(atoms), style.name.lower(), style.level, number)

    def grid(self, table: etree._Element) -> EditableTable:
        """A table with its rows."""
        return EditableTable(table, tuple(self.row(row) for row in flat(table) if row.tag == W + "tr"))

    def row(self, row: etree._Element) -> EditableRow:
        """A row with the cells that begin in it."""
        column = _columns(row.find(f"{W}trPr"), "gridBefore")
        cells = []
        for element in (child for child in flat(row) if child.tag == W + "tc"):
            properties = element.find(W + "tcPr")
            if value(properties, "vMerge") not in {"", "continue"}:
                cells.append(EditableCell(element, column, self.line(*_paragraphs(element))))
            column += _columns(properties, "gridSpan") or 1
        return EditableRow(row, tuple(cells))

    def _style(self, paragraph: etree._Element) -> Style:
        key = value(paragraph.find(W + "pPr"), "pStyle") or ""
        return self.styles.get(key) or Style(key, None)

    def _number(self, paragraph: etree._Element) -> str:
        item = None if self.lists.is_empty else self.lists.item(paragraph)
        return self.counter.number(item) if item else ""

    def _atoms(self, paragraph: etree._Element) -> Iterator[TextPiece]:
        for child in flat(paragraph):
            if child.tag == W + "r" and not is_on(child.find(W + "rPr"), "vanish"):
                for piece in flat(child):
                    if piece not in self.fields.hidden and (text := written(piece)):
                        yield TextPiece(piece, text)
            elif child.tag in {M + "oMath", M + "oMathPara"}:
                yield TextPiece(child, "".join(text.text or "" for text in child.iter(M + "t")))


def reader(data: bytes, *, accepted: bool = False) -> Reader:
    """A .docx opened, with its tracked changes accepted where that is wanted. Raises `NotWordFile`."""
    word = package.open_word(data)
    if accepted:
        accept(word.root)
    return of(word)


def of(word: WordFile) -> Reader:
    """The same of a file that is open. Raises `NotWordFile` where there is no text."""
    body = word.root.find(W + "body")
    if body is None:
        raise NotWordFile("Word 文件里没有正文；请用 Word 打开，检查后重新保存。")
    lists = numbering.lists(word)
    return Reader(word, package.styles(word), fields(body), lists, Counter(lists.lists))


def _paragraphs(parent: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
    """The paragraphs of a cell, those of a table inside it among them."""
    for child in flat(parent):
        if child.tag == W + "p":
            yield child
        elif child.tag in {W + "tbl", W + "tr", W + "tc"} and depth < _DEEPEST * 3:
            yield from _paragraphs(child, depth + 1)


def _breaks(paragraph: etree._Element) -> bool:
    if is_on(paragraph.find(W + "pPr"), "pageBreakBefore"):
        return True
    return any(each.get(W + "type") == "page" for each in paragraph.iter(W + "br"))


def _columns(properties: etree._Element | None, name: str) -> int:
    number = value(properties, name) or "0"
    return min(int(number), 63) if number.isdecimal() else 0
