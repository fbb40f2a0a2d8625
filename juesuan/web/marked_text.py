"""Blocks -> the text of the report as plain values in which every number leads back to where it comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from juesuan.figures import mentions
from juesuan.figures.provenance import OPEN, UNLINKED, Origin
from juesuan.model import values
from juesuan.model.chinese import ENDS
from juesuan.model.document import Block, Heading, Paragraph, Picture, Table, TableCell

_HIGHEST, _LOWEST = 3, 6
"""The headings of the report stand below those of the page."""
_CENTRED = {
    "封面单位", "封面标题", "封面日期", "caption", "题注", "图题", "表题", "附件标题", "附件副标题", "附件单位",
}  # fmt: skip
_ABOVE_CONTENTS = "目录标题"
_FORM = "form"


@dataclass(frozen=True, slots=True)
class NumberPlace:
    """Where a number stands in the text."""

    serial: int
    anchor: str
    paragraph: str
    start: int
    end: int

    @property
    def sentence(self) -> tuple[int, int]:
        """Where the sentence around it begins and ends in the paragraph."""
        begin = max(self.paragraph.rfind(mark, 0, self.start) for mark in ENDS) + 1
        ends = [at for mark in ENDS if (at := self.paragraph.find(mark, self.end)) >= 0]
        return begin, min(ends, default=len(self.paragraph) - 1) + 1


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """Words of a paragraph, or a number in it."""

    text: str
    look: str = ""
    """Of a number the names of its looks; empty for words."""
    place: NumberPlace | None = None
    """Of a number that carries a mark."""


Words = tuple[MarkedPiece, ...]
"""A paragraph, in order."""


@dataclass(frozen=True, slots=True)
class MarkedHeading:
    """A heading; on the page it stands as one of ``rank``."""

    kind: ClassVar[str] = "heading"
    level: int
    rank: int
    words: Words


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """A paragraph with text."""

    kind: ClassVar[str] = "paragraph"
    is_centred: bool
    words: Words


@dataclass(frozen=True, slots=True)
class MarkedPicture:
    """What a picture shows, in words."""

    kind: ClassVar[str] = "picture"
    text: str


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell of a table, with how many it covers, and its paragraphs."""

    columns: int
    rows: int
    lines: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class MarkedTable:
    """A table, the widths of its columns in percent."""

    kind: ClassVar[str] = "table"
    widths: tuple[str, ...]
    heads: tuple[tuple[MarkedCell, ...], ...]
    rows: tuple[tuple[MarkedCell, ...], ...]


MarkedBlock = MarkedHeading | MarkedParagraph | MarkedPicture | MarkedTable


@dataclass(frozen=True, slots=True)
class MarkedText:
    """The text of a report, and what stands in it."""

    blocks: tuple[MarkedBlock, ...]
    places: dict[int, list[NumberPlace]]
    """Every place of a number, by its serial."""
    words_of_form: int
    """How many numbers carry no mark: they are words of the form."""


def marked(blocks: Sequence[Block], origins: Sequence[Origin]) -> MarkedText:
    """The text with every number in its look; ``origins`` in the order of the serials."""
    marker = _Marker(origins)
    found = tuple(each for block in blocks for each in marker.block(block))
    return MarkedText(found, marker.places, len(marker.of_form))


@dataclass(frozen=True, slots=True)
class _Marker:
    """What counts the places of the numbers while a text is gone through in reading order."""

    origins: Sequence[Origin]
    places: dict[int, list[NumberPlace]] = field(default_factory=dict)
    of_form: list[str] = field(default_factory=list)

    def block(self, block: Block) -> Iterator[MarkedBlock]:
        """Nothing for what has no text of its own, such as the contents."""
        if isinstance(block, Heading):
            yield MarkedHeading(block.level, min(block.level + _HIGHEST - 1, _LOWEST), self.words(block.text))
        elif isinstance(block, Paragraph) and block.style != _ABOVE_CONTENTS and block.text.strip():
            yield MarkedParagraph(block.style in _CENTRED, self.words(block.text))
        elif isinstance(block, Picture):
            yield MarkedPicture(values.plain(block.alt))
        elif isinstance(block, Table):
            yield self.table(block)

    def table(self, table: Table) -> MarkedTable:
        widths = tuple(f"{100 * width / sum(table.widths):.1f}" for width in table.widths)
        rows = tuple(tuple(map(self.cell, row)) for row in table.rows)
        return MarkedTable(widths, rows[: table.heads], rows[table.heads :])

    def cell(self, cell: TableCell) -> MarkedCell:
        return MarkedCell(cell.columns, cell.rows, tuple(self.words(each.text) for each in cell.paragraphs))

    def words(self, text: str) -> Words:
        return tuple(piece for piece in self.pieces(text) if piece.text or piece.place)

    def pieces(self, text: str) -> Iterator[MarkedPiece]:
        plain, spans = values.unmarked(text)
        done = 0
        for start, end, serial in spans:
            yield from self.unmarked(plain[done:start])
            yield self.number(NumberPlace(serial, "", plain, start, end))
            done = end
        yield from self.unmarked(plain[done:])

    def number(self, place: NumberPlace) -> MarkedPiece:
        found = self.places.setdefault(place.serial, [])
        found.append(replace(place, anchor=f"n{place.serial}-{len(found) + 1}"))
        return MarkedPiece(place.paragraph[place.start : place.end], _look(self.origins[place.serial]), found[-1])

    def unmarked(self, text: str) -> Iterator[MarkedPiece]:
        """Words of the form, or of a person, without a mark; a number among them gets a quiet look."""
        done = 0
        for start, end in mentions.numbers(text):
            self.of_form.append(text[start:end])
            yield MarkedPiece(text[done:start])
            yield MarkedPiece(text[start:end], _FORM)
            done = end
        yield MarkedPiece(text[done:])


def _look(origin: Origin) -> str:
    looks = (
        ("n", True),
        ("typed", origin.is_typed),
        ("named", origin.is_name),
        (UNLINKED, UNLINKED in origin.tags),
        ("doubtful", OPEN in origin.tags),
    )
    return " ".join(name for name, holds in looks if holds)
