"""What is inside a paragraph of somebody's Word file: the words in their face, the pictures, and what is lost."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile, groupby

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from juesuan.model.document import BODY, AttachedParagraph, Picture, Run
from juesuan.model.omission import Loss
from juesuan.model.problems import Problem
from juesuan.model.values import Cell
from juesuan.ooxml import drawings
from juesuan.ooxml.elements import W, based, is_on, value
from juesuan.ooxml.numbering import Lists
from juesuan.ooxml.walked import (
    WalkedDrawing,
    WalkedParagraph,
    WalkedPiece,
    WalkedRuby,
    WalkedText,
)
from juesuan.ooxml.walked_file import WalkedFile
from juesuan.reading import cells

_WIDEST, _TALLEST = 156.0, 200.0
"""The largest picture that a page of the report has room for, in mm."""

_Piece = Run | Picture | Loss


class Source(Struct, frozen=True):
    """What a paragraph needs to know of the file around it, and where its losses are noted."""

    name: str
    """The name of the file, as the places in it have it: 附件/整体支出.docx."""
    file: WalkedFile
    lists: Lists
    problems: list[Problem]
    lost: dict[Loss, list[Cell]]
    """The places where something does not come through as it was, by the kind of loss."""

    def cell(self, place: str) -> Cell:
        """A place in the file, as figures and problems name places."""
        return Cell(self.name, place)

    def chain(self, key: str | None) -> Iterator[etree._Element]:
        """The style of that key and those it is based on, the nearest first; none where there is no such style."""
        return based(self.lists.styles, key)


def _pieces(
    walked: Iterable[WalkedPiece], around: Sequence[etree._Element | None], source: Source
) -> Iterator[_Piece]:
    """The words and pictures in order, with what is lost; ``around`` are the looks of the paragraph."""
    for piece in walked:
        if isinstance(piece, WalkedText):
            yield from _text(piece, around, source)
        elif isinstance(piece, WalkedRuby):
            yield from piece.losses
            yield from _pieces(piece.pieces, around, source)
        elif isinstance(piece, WalkedDrawing):
            yield from _drawing(piece)
        else:
            yield from piece.losses


def _text(text: WalkedText, around: Sequence[etree._Element | None], source: Source) -> Iterator[Run | Loss]:
    """The run that a piece of text becomes, and what is lost of it: a note that stands in brackets is not."""
    own = None if text.run is None else text.run.find(W + "rPr")
    yield from (loss for loss in text.losses if not (text.words and loss in _NOTES))
    if not text.words:
        return
    looks = [own, *(each.find(W + "rPr") for each in source.chain(value(own, "rStyle"))), *around]
    yield Run(text.words, _has(looks, "b"), _has(looks, "i"), _has(looks, "u"))


_NOTES = {Loss.FOOTNOTE, Loss.ENDNOTE}


def _has(looks: Sequence[etree._Element | None], name: str) -> bool:
    """Whether the first look that speaks of it has it."""
    return next((is_on(look, name) for look in looks if value(look, name) is not None), False)


def _drawing(drawing: WalkedDrawing) -> Iterator[Picture | Loss]:
    """The pictures of a drawing that can be shown, and what is lost of it."""
    yield from drawing.losses
    if drawings.kind(drawing.element) is None:
        whole = (picture for picture in drawing.pictures if drawings.flaw(picture) is None)
        yield from (fitted(picture, _WIDEST) for picture in whole)


def fitted(image: Picture, widest: float) -> Picture:
    """The picture, made smaller where it is wider than ``widest`` mm or too high for a page."""
    scale = min(1.0, widest / image.width_mm, _TALLEST / image.height_mm)
    return Picture(image.alt, image.data, image.width_mm * scale, image.height_mm * scale)


def lines(paragraph: WalkedParagraph, source: Source) -> Iterator[AttachedParagraph | Picture]:
    """The pictures of a paragraph and the words between them, each a line; an item of a list may have no words.

    Empty paragraphs, which only keep a distance, are left out; what is lost is noted at the paragraph's place.
    """
    if paragraph.is_covered:
        return
    element, cell = paragraph.element, source.cell(paragraph.place)
    style = source.chain(value(element.find(W + "pPr"), "pStyle"))
    found = list(_pieces(paragraph.pieces, [each.find(W + "rPr") for each in style], source))
    for piece in found:
        if isinstance(piece, Loss):
            source.lost.setdefault(piece, []).append(cell)
    is_gone = element.find(f"{W}pPr/{W}rPr/{W}del") is not None
    item = None if is_gone else source.lists.item(element)
    for piece_or_words in _parted(found):
        if isinstance(piece_or_words, Picture):
            yield piece_or_words
        elif runs := _trimmed(piece_or_words):
            yield _checked(AttachedParagraph(BODY, runs, cell, item), source)
            item = None
    if item and not any(isinstance(piece, Picture) for piece in found):
        yield AttachedParagraph(BODY, (), cell, item)


def _parted(pieces: Iterable[_Piece]) -> Iterator[Picture | tuple[Run, ...]]:
    """The pictures of a paragraph and, as runs, the words between them."""
    seen = [piece for piece in pieces if not isinstance(piece, Loss)]
    for is_words, group in groupby(seen, key=lambda piece: isinstance(piece, Run)):
        held = list(group)
        if is_words:
            yield _joined(each for each in held if isinstance(each, Run))
        else:
            yield from (each for each in held if isinstance(each, Picture))


def _joined(spans: Iterable[Run]) -> tuple[Run, ...]:
    """The runs with neighbours of one face joined: Word cuts a sentence wherever it was edited."""
    faces = groupby(spans, key=lambda span: replace(span, text=""))
    return tuple(replace(face, text="".join(span.text for span in group)) for face, group in faces)


def _trimmed(spans: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs without the spaces that people indent with, which is for the style to do."""
    kept = list(dropwhile(lambda span: not span.text.strip(), spans))
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)


def _checked(line: AttachedParagraph, source: Source) -> AttachedParagraph:
    """The paragraph; a problem for a character in it that cannot be printed."""
    cells.paragraph(line.text, line.cell, source.problems)
    return line


def look(paragraph: etree._Element, source: Source, name: str) -> str:
    """The value of a property of the paragraph such as jc: its own, else that of its style; empty for none."""
    properties = paragraph.find(W + "pPr")
    styles = source.chain(value(properties, "pStyle"))
    settings = (value(each, name) for each in (properties, *(style.find(W + "pPr") for style in styles)))
    return next((setting for setting in settings if setting is not None), "")
