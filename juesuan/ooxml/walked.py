"""A Word file as ``walk`` gives it: paragraphs, tables and section ends in reading order, each with its XML.

Every reader of a text takes these values and makes its own of them. They hold what the reader of an accepted file
sees, and beside it what is not shown as the page has it, see ``omissions``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from lxml import etree

from juesuan.model.document import Picture
from juesuan.model.omission import Loss, Omission
from juesuan.ooxml.elements import W, is_on
from juesuan.ooxml.letters import said
from juesuan.ooxml.package import Style

_REVISED = tuple(f"{W}tcPr/{W}{name}" for name in ("cellIns", "cellDel", "cellMerge"))

TextForm = Literal["text", "equation", "sign", "note"]
"""Letters; the letters of an equation; a sign of a font of signs; the text of the note that is referred to."""


@dataclass(frozen=True, slots=True)
class WalkedText:
    """One element of a paragraph that shows words."""

    form: TextForm
    text: str
    """With newlines and tabs; of a sign the letter that is like it, empty where none is known."""
    element: etree._Element
    run: etree._Element | None
    """The run it stands in; None for an equation."""
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class WalkedRuby:
    """Words with their pronunciation above them."""

    pieces: tuple["WalkedPiece", ...]
    """The words themselves."""
    text: str
    """The pronunciation."""
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class WalkedDrawing:
    """A drawing in a line of text."""

    element: etree._Element
    pictures: tuple[Picture, ...]
    """Those it holds; without data where the file does not hold them."""
    boxes: tuple[tuple["WalkedBlock", ...], ...]
    """What stands in its text boxes."""
    text: str
    """Its alternative text."""
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class WalkedContents:
    """The mark at which a contents field begins; the result it holds is not walked."""

    levels: int
    """Headings down to this level are listed."""
    losses: tuple[Loss, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class WalkedGap:
    """Something of a paragraph that is not shown where it stands."""

    text: str
    """What it says."""
    losses: tuple[Loss, ...]


WalkedPiece = WalkedText | WalkedRuby | WalkedDrawing | WalkedContents | WalkedGap


@dataclass(frozen=True, slots=True)
class WalkedParagraph:
    """A paragraph."""

    element: etree._Element
    place: str
    """As ``Omission`` has it."""
    style: Style
    pieces: tuple[WalkedPiece, ...]
    is_covered: bool
    """Whether a contents field covers it, so that without any pieces it is nothing."""

    @property
    def section(self) -> etree._Element | None:
        """The form of the section that ends with it; None where none does."""
        properties = self.element.find(W + "pPr")
        return None if properties is None else properties.find(W + "sectPr")

    @property
    def text(self) -> str:
        """The letters it shows, those under a ruby and in an equation among them; no signs, no notes."""
        return "".join(piece.text for piece in texts(self.pieces) if piece.form in {"text", "equation"})


@dataclass(frozen=True, slots=True)
class WalkedCell:
    """A cell of a table, or the columns that a row leaves out."""

    element: etree._Element | None
    """None for columns that are left out."""
    place: str
    column: int
    """Where it begins in the grid, from 0."""
    columns: int
    merge: str = ""
    """restart, continue, or empty, as the file has it."""
    blocks: tuple["WalkedBlock", ...] = ()
    rows: int = 1
    """How many rows it covers, itself included; 0 for one that is covered by another above it."""


@dataclass(frozen=True, slots=True)
class WalkedRow:
    """A row of a table."""

    element: etree._Element
    place: str
    cells: tuple[WalkedCell, ...]
    is_deleted: bool
    """Whether a tracked change takes it out."""


@dataclass(frozen=True, slots=True)
class WalkedTable:
    """A table."""

    element: etree._Element
    rows: tuple[WalkedRow, ...]

    @property
    def standing(self) -> tuple[WalkedRow, ...]:
        """The rows that no tracked change takes out."""
        return tuple(row for row in self.rows if not row.is_deleted)

    @property
    def heads(self) -> int:
        """How many of these, from the first, repeat on each page."""
        looks = (row.element.find(W + "trPr") for row in self.standing)
        return sum(1 for _ in takewhile(lambda look: is_on(look, "tblHeader"), looks))


@dataclass(frozen=True, slots=True)
class WalkedSection:
    """The end of a section, behind its last paragraph."""

    element: etree._Element
    is_last: bool


WalkedBlock = WalkedParagraph | WalkedTable | WalkedSection | Omission
"""An omission is what stands between paragraphs and is not shown."""


def texts(pieces: Iterable[WalkedPiece]) -> Iterator[WalkedText]:
    """The words of a paragraph, those under a ruby among them."""
    for piece in pieces:
        if isinstance(piece, WalkedText):
            yield piece
        elif isinstance(piece, WalkedRuby):
            yield from texts(piece.pieces)


# ---- what is not shown as the page has it


def omissions(blocks: Iterable[WalkedBlock]) -> Iterator[Omission]:
    """Everything that is not shown as the page has it, in reading order; one for each piece and kind."""
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
