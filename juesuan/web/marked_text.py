"""Blocks -> the text of the report as plain values for a page, in which every number leads back to its origin."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.figures import mentions
from juesuan.figures.provenance import OPEN, UNLINKED, Origin
from juesuan.model import values
from juesuan.model.chinese import ENDS
from juesuan.model.document import Block, Heading, Paragraph, Picture, Table, TableCell

_HIGHEST, _LOWEST = 3, 6
"""The ranks of HTML headings that the report's have: they stand below those of the page itself."""
_CENTRED = {
    "封面单位", "封面标题", "封面日期", "caption", "题注", "图题", "表题", "附件标题", "附件副标题", "附件单位",
}  # fmt: skip
_ABOVE_CONTENTS = "目录标题"
_FORM = "form"


class NumberPlace(Struct, frozen=True):
    """The place of a marked number in the text."""

    serial: int
    """The serial of its mark, by which its origin is found."""
    anchor: str
    """The id by which the page links to it."""
    paragraph: str
    """The plain text of the paragraph it stands in."""
    start: int
    """The place of its first character in the paragraph, from 0."""
    end: int
    """The place behind its last character."""

    @property
    def sentence(self) -> tuple[int, int]:
        """The begin and the end, in the paragraph, of the sentence that the number stands in."""
        begin = max(self.paragraph.rfind(mark, 0, self.start) for mark in ENDS) + 1
        ends = [at for mark in ENDS if (at := self.paragraph.find(mark, self.end)) >= 0]
        return begin, min(ends, default=len(self.paragraph) - 1) + 1


class MarkedPiece(Struct, frozen=True):
    """Words of a paragraph, or a number in it."""

    text: str
    look: str = ""
    """The classes of a number, by which the stylesheet shows it; empty for words."""
    place: NumberPlace | None = None
    """The place of a number that carries a mark; None for words and for any other number."""


Words = tuple[MarkedPiece, ...]
"""The pieces of a paragraph, in order."""


class MarkedHeading(Struct, frozen=True):
    """A heading of the report with its words."""

    kind: ClassVar[str] = "heading"
    level: int
    """The level in the report, 1 for a part."""
    rank: int
    """The rank of the HTML heading that it is on the page, from 3 to 6."""
    words: Words


class MarkedParagraph(Struct, frozen=True):
    """A paragraph of the report that has words."""

    kind: ClassVar[str] = "paragraph"
    is_centred: bool
    words: Words


class MarkedPicture(Struct, frozen=True):
    """A picture of the report, of which the page shows the alternative text."""

    kind: ClassVar[str] = "picture"
    text: str
    """The alternative text, without marks."""


class MarkedCell(Struct, frozen=True):
    """A cell of a table of the report."""

    columns: int
    """The number of columns it covers."""
    rows: int
    """The number of rows it covers."""
    lines: tuple[Words, ...]
    """Its paragraphs."""


class MarkedTable(Struct, frozen=True):
    """A table of the report with its cells."""

    kind: ClassVar[str] = "table"
    widths: tuple[str, ...]
    """The widths of its columns in percent of the table, in digits with one decimal."""
    heads: tuple[tuple[MarkedCell, ...], ...]
    """The rows that are its head."""
    rows: tuple[tuple[MarkedCell, ...], ...]


MarkedBlock = MarkedHeading | MarkedParagraph | MarkedPicture | MarkedTable


class MarkedText(Struct, frozen=True):
    """The text of a report for a page, with the places of the numbers in it."""

    blocks: tuple[MarkedBlock, ...]
    places: dict[int, list[NumberPlace]]
    """The places of each marked number in reading order, by its serial; a number that is not printed has none."""
    words_of_form: int
    """How many numbers in the text carry no mark, as words of the form do."""


def marked(blocks: Sequence[Block], origins: Sequence[Origin]) -> MarkedText:
    """The text of the blocks, whose numbers are in their marks; ``origins`` are in the order of the serials."""
    marker = _Marker(origins)
    found = tuple(each for block in blocks for each in marker.block(block))
    return MarkedText(found, marker.places, len(marker.of_form))


class _Marker(Struct, frozen=True):
    """The places of the numbers that have been met so far, while a text is gone through in reading order."""

    origins: Sequence[Origin]
    places: dict[int, list[NumberPlace]] = field(default_factory=dict)
    """The places of marked numbers, by serial."""
    of_form: list[str] = field(default_factory=list)
    """The numbers without a mark."""

    def block(self, block: Block) -> Iterator[MarkedBlock]:
        """The block as the page shows it; nothing for one that has no text of its own, such as the contents."""
        if isinstance(block, Heading):
            yield MarkedHeading(block.level, min(block.level + _HIGHEST - 1, _LOWEST), self.words(block.text))
        elif isinstance(block, Paragraph) and block.style != _ABOVE_CONTENTS and block.text.strip():
            yield MarkedParagraph(block.style in _CENTRED, self.words(block.text))
        elif isinstance(block, Picture):
            yield MarkedPicture(values.plain(block.alt))
        elif isinstance(block, Table):
            yield self.table(block)

    def table(self, table: Table) -> MarkedTable:
        """The table as the page shows it, head and rows apart."""
        widths = tuple(f"{100 * width / sum(table.widths):.1f}" for width in table.widths)
        rows = tuple(tuple(map(self.cell, row)) for row in table.rows)
        return MarkedTable(widths, rows[: table.heads], rows[table.heads :])

    def cell(self, cell: TableCell) -> MarkedCell:
        """The cell as the page shows it."""
        return MarkedCell(cell.columns, cell.rows, tuple(self.words(each.text) for each in cell.paragraphs))

    def words(self, text: str) -> Words:
        """The pieces of a marked text, without empty ones."""
        return tuple(piece for piece in self.pieces(text) if piece.text or piece.place)

    def pieces(self, text: str) -> Iterator[MarkedPiece]:
        """The pieces of a marked text: numbers with their places, and the words between them."""
        plain, spans = values.unmarked(text)
        done = 0
        for start, end, serial in spans:
            yield from self.unmarked(plain[done:start])
            yield self.number(NumberPlace(serial, "", plain, start, end))
            done = end
        yield from self.unmarked(plain[done:])

    def number(self, place: NumberPlace) -> MarkedPiece:
        """The piece of a number at this place, which gets its anchor and is noted."""
        found = self.places.setdefault(place.serial, [])
        found.append(replace(place, anchor=f"n{place.serial}-{len(found) + 1}"))
        return MarkedPiece(place.paragraph[place.start : place.end], _look(self.origins[place.serial]), found[-1])

    def unmarked(self, text: str) -> Iterator[MarkedPiece]:
        """The pieces of a text without marks; a number in it gets a quiet look."""
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
        ("own", origin.is_own),
        ("seen", bool(origin.seen)),
        (UNLINKED, UNLINKED in origin.tags),
        ("doubtful", OPEN in origin.tags),
        ("look", origin.needs_look),
    )
    return " ".join(name for name, holds in looks if holds)
