"""A paragraph of somebody's Word file as lines and pictures of the report."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import dropwhile, groupby

from lxml import etree

from juesuan import entries, takenwords
from juesuan.annexes import BODY, Image, Line, Span
from juesuan.model import Cell
from juesuan.takenwords import Lost, Piece, Source
from juesuan.wordxml import W, value


def lines(paragraph: etree._Element, source: Source, cell: Cell) -> Iterator[Line | Image]:
    """The words between its pictures, each a line; an item of a list is a line even without words.

    Empty paragraphs, which only keep a distance, are left out; what is lost is noted at ``cell``.
    """
    if paragraph in source.fields.hidden:
        return
    found = list(takenwords.pieces(paragraph, source))
    for piece in found:
        if isinstance(piece, Lost):
            source.lost.setdefault(piece.kind, []).append(cell)
    is_gone = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
    item = None if is_gone else source.lists.item(paragraph)
    for piece_or_words in _parted(found):
        if isinstance(piece_or_words, Image):
            yield piece_or_words
        elif spans := _trimmed(piece_or_words):
            yield _checked(Line(BODY, spans, cell, item), source)
            item = None
    if item and not any(isinstance(piece, Image) for piece in found):
        yield Line(BODY, (), cell, item)


def _parted(pieces: Iterable[Piece]) -> Iterator[Image | tuple[Span, ...]]:
    """Pictures, and the words between them."""
    seen = [piece for piece in pieces if not isinstance(piece, Lost)]
    for is_words, group in groupby(seen, key=lambda piece: isinstance(piece, Span)):
        held = list(group)
        if is_words:
            yield _joined(each for each in held if isinstance(each, Span))
        else:
            yield from (each for each in held if isinstance(each, Image))


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Word cuts a sentence into runs wherever it was edited; those of one face are one."""
    faces = groupby(spans, key=lambda span: replace(span, text=""))
    return tuple(replace(face, text="".join(span.text for span in group)) for face, group in faces)


def _trimmed(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Without the spaces people indent with: the style does."""
    kept = list(dropwhile(lambda span: not span.text.strip(), spans))
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)


def _checked(line: Line, source: Source) -> Line:
    entries.text(line.text, line.cell, source.problems)
    return line


def look(paragraph: etree._Element, source: Source, name: str) -> str:
    """A property of the paragraph such as jc: its own, else that of its style."""
    properties = paragraph.find(W + "pPr")
    styles = source.chain(value(properties, "pStyle"))
    settings = (value(each, name) for each in (properties, *(style.find(W + "pPr") for style in styles)))
    return next((setting for setting in settings if setting is not None), "")
