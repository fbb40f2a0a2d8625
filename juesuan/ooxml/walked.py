"""The values that ``walk`` makes of a Word file: paragraphs, tables and section ends, each with its XML.

Whoever reads a text takes these and makes values of his own from them. They hold the text with all tracked changes
accepted, and note beside it what is left out, or shown otherwise than on the page, see ``omissions``.
"""

from collections.abc import Iterable, Iterator
from itertools import count, pairwise, takewhile
from typing import Literal

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from juesuan.model.document import Picture
from juesuan.model.omission import Loss, Omission
from juesuan.ooxml.elements import W, is_on
from juesuan.ooxml.letters import said
from juesuan.ooxml.package import Style

_REVISED = tuple(f"{W}tcPr/{W}{name}" for name in ("cellIns", "cellDel", "cellMerge"))

TextForm = Literal["text", "equation", "sign", "note"]
"""The kind of element that shows words: letters, an equation, a sign of a font of signs, a reference to a note."""


class WalkedText(Struct, frozen=True):
    """One element of a paragraph that shows words."""

    form: TextForm
    text: str
    """Its words, with newlines and tabs; of a sign the letter like it, or empty; of a reference the note."""
    element: etree._Element
    run: etree._Element | None
    """The run it stands in; None for an equation."""
    losses: tuple[Loss, ...] = ()

    @property
    def words(self) -> str:
        """The words that a line of text has for it: a note stands in brackets, what is not meant has none."""
        if _UNMEANT.intersection(self.losses):
            return ""
        if self.form != "note" or not self.text:
            return self.text
        return f"（{(Loss.FOOTNOTE if Loss.FOOTNOTE in self.losses else Loss.ENDNOTE).value}：{self.text}）"


_UNMEANT = {Loss.STRUCK, Loss.PLACEHOLDER}
"""What a person has struck through or has not written yet is no text."""


class WalkedRuby(Struct, frozen=True):
    """Words with their pronunciation above them."""

    pieces: tuple["WalkedPiece", ...]
    """The words themselves, as pieces."""
    text: str
    """The pronunciation above them."""
    losses: tuple[Loss, ...]


class WalkedDrawing(Struct, frozen=True):
    """A drawing in a line of text: pictures, text boxes, or one of another kind."""

    element: etree._Element
    pictures: tuple[Picture, ...]
    """The pictures it holds; one whose data is not in the file has no data."""
    boxes: tuple[tuple["WalkedBlock", ...], ...]
    """The blocks of each of its text boxes."""
    text: str
    """Its alternative text."""
    losses: tuple[Loss, ...]


class WalkedContents(Struct, frozen=True):
    """The mark at which a contents field begins; the result it holds is not walked."""

    levels: int
    """The lowest level of headings that is listed."""
    losses: tuple[Loss, ...]
    text: str = ""


class WalkedGap(Struct, frozen=True):
    """Something in a paragraph that is not read as text: deleted or hidden words, a field, a comment."""

    text: str
    """The words it holds; empty where it holds none."""
    losses: tuple[Loss, ...]


WalkedPiece = WalkedText | WalkedRuby | WalkedDrawing | WalkedContents | WalkedGap


class WalkedParagraph(Struct, frozen=True):
    """A paragraph with its style and all that stands in it, in reading order."""

    element: etree._Element
    place: str
    """The place as the officer reads it, such as 第3段, see ``Omission``."""
    style: Style
    pieces: tuple[WalkedPiece, ...]
    is_covered: bool
    """Whether a contents field covers it: without pieces such a paragraph is not even an empty line."""
    section: etree._Element | None
    """The properties of the section that ends with this paragraph; None where none does."""

    @property
    def text(self) -> str:
        """The letters of the paragraph, with those under a ruby and those of equations; no signs, no notes."""
        return "".join(piece.text for piece in texts(self.pieces) if piece.form in {"text", "equation"})


class WalkedCell(Struct, frozen=True):
    """A cell of a table, or the columns that a row leaves out."""

    element: etree._Element | None
    """None for columns that are left out."""
    place: str
    column: int
    """The column of the table's grid in which it begins, from 0."""
    columns: int
    """The number of columns it covers."""
    merge: str = ""
    """How it is merged with cells below and above: restart, continue, or empty for a cell that is not."""
    blocks: tuple["WalkedBlock", ...] = ()
    rows: int = 1
    """How many rows it covers, itself included; 0 for one that is covered by another above it."""


class WalkedRow(Struct, frozen=True):
    """A row of a table with its cells from the first column to the last."""

    element: etree._Element
    place: str
    cells: tuple[WalkedCell, ...]
    is_deleted: bool
    """Whether a tracked change takes it out."""


class WalkedTable(Struct, frozen=True):
    """A table with all its rows, also those that a tracked change takes out."""

    element: etree._Element
    rows: tuple[WalkedRow, ...]

    @property
    def standing(self) -> tuple[WalkedRow, ...]:
        """The rows that no tracked change takes out."""
        return tuple(row for row in self.rows if not row.is_deleted)

    @property
    def heads(self) -> int:
        """How many of the standing rows, from the first, are heads that repeat on each page."""
        looks = (row.element.find(W + "trPr") for row in self.standing)
        return sum(1 for _ in takewhile(lambda look: is_on(look, "tblHeader"), looks))


class WalkedSection(Struct, frozen=True):
    """The end of a section, behind its last paragraph."""

    element: etree._Element
    """The properties of the section: page, margins, page numbers."""
    is_last: bool
    """Whether it ends the whole text."""


WalkedBlock = WalkedParagraph | WalkedTable | WalkedSection | Omission
"""A block of a text or a cell; an `Omission` is something between paragraphs that is not shown."""


def texts(pieces: Iterable[WalkedPiece]) -> Iterator[WalkedText]:
    """The pieces of a paragraph that show words, in order, with those under a ruby."""
    for piece in pieces:
        if isinstance(piece, WalkedText):
            yield piece
        elif isinstance(piece, WalkedRuby):
            yield from texts(piece.pieces)


def apart(pieces: tuple[WalkedPiece, ...]) -> tuple[WalkedPiece, ...]:
    """The pieces, an equation in brackets where a number beside it would run into it: 2(3/4)."""
    if not any(isinstance(piece, WalkedText) and piece.form == "equation" for piece in pieces):
        return pieces
    shown = [piece for piece in pieces if isinstance(piece, WalkedText) and piece.text]
    touching = {
        equation
        for before, after in pairwise(shown)
        for equation in (before, after)
        if equation.form == "equation" and before.text[-1].isdecimal() and after.text[0].isdecimal()
    }
    return tuple(
        replace(piece, text=f"({piece.text})") if isinstance(piece, WalkedText) and piece in touching else piece
        for piece in pieces
    )


# ---- rows and cells


def with_heights(rows: list[WalkedRow]) -> Iterator[WalkedRow]:
    """The rows, each cell with the number of rows it covers; rows that a tracked change deletes do not count."""
    if not any(cell.merge for row in rows for cell in row.cells):
        yield from rows
        return
    standing = [row for row in rows if not row.is_deleted]
    reach: dict[int, int] = {}
    numbers = count()
    for row in rows:
        if row.is_deleted:
            yield row
        else:
            number = next(numbers)
            cells = (replace(cell, rows=_height(cell, number, standing, reach)) for cell in row.cells)
            yield replace(row, cells=tuple(cells))


def _height(cell: WalkedCell, number: int, standing: list[WalkedRow], reach: dict[int, int]) -> int:
    """How many rows a cell of the row covers; notes in ``reach`` where its column is free again."""
    if cell.merge == "continue" and reach.get(cell.column, 0) > number:
        return 0
    below = takewhile(lambda row: _goes_on(row, cell.column), standing[number + 1 :] if cell.merge else ())
    height = 1 + len(list(below))
    reach[cell.column] = number + height
    return height


def _goes_on(row: WalkedRow, column: int) -> bool:
    return any(cell.column == column and cell.merge == "continue" for cell in row.cells)


# ---- what is not shown as the page has it


def omissions(blocks: Iterable[WalkedBlock]) -> Iterator[Omission]:
    """Everything that is left out or shown otherwise than on the page, in reading order; one for each loss."""
    for block in blocks:
        if isinstance(block, Omission):
            yield block
        elif isinstance(block, WalkedParagraph):
            yield from _of_pieces(block.pieces, block.place)
        elif isinstance(block, WalkedTable):
            yield from (each for row in block.rows for each in _of_row(row))


def _of_pieces(pieces: Iterable[WalkedPiece], place: str) -> Iterator[Omission]:
    for piece in pieces:
        yield from (Omission(kind, place, piece.text) for kind in piece.losses)
        if isinstance(piece, WalkedRuby):
            yield from _of_pieces(piece.pieces, place)
        elif isinstance(piece, WalkedDrawing):
            yield from (each for box in piece.boxes for each in omissions(box))


def _of_row(row: WalkedRow) -> Iterator[Omission]:
    if row.is_deleted:
        yield Omission(Loss.DELETED, row.place, said(row.element))
        return
    if row.element.find(f"{W}trPr/{W}ins") is not None:
        yield Omission(Loss.INSERTED, row.place, said(row.element))
    for cell in row.cells:
        yield from _of_cell(cell)


def _of_cell(cell: WalkedCell) -> Iterator[Omission]:
    words = said(cell.element)
    if not cell.rows:
        yield from [Omission(Loss.COVERED, cell.place, words)] if words.strip() else []
        return
    if cell.element is not None and any(cell.element.find(path) is not None for path in _REVISED):
        yield Omission(Loss.REVISED_CELL, cell.place, words)
    for block in cell.blocks:
        if isinstance(block, WalkedTable):
            yield Omission(Loss.NESTED_TABLE, cell.place, said(block.element))
        yield from omissions([block])
