"""What the cells of an .ods say beside their words: letters struck through or not to be seen, and comments."""

import re
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from juesuan.reading import colours
from juesuan.reading.colours import BLACK, WHITE, Colour

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LINES = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")


class Look(Struct, frozen=True):
    """How a style of cells or of a part of their words looks."""

    is_struck: bool = False
    letters: Colour = BLACK
    ground: Colour = WHITE
    is_tiny: bool = False


PLAIN = Look()
"""The look of a cell that has no style of its own."""


def look(style: etree._Element) -> Look:
    """The look that a style states itself."""
    letters, cell = style.find(f"{_STYLE}text-properties"), style.find(f"{_STYLE}table-cell-properties")
    lines = [] if letters is None else [stated for name in _LINES if (stated := letters.get(name))]
    return Look(
        bool(lines) and "none" not in lines,
        (None if letters is None else colours.of_hex(letters.get(f"{_FO}color", ""))) or BLACK,
        (None if cell is None else colours.of_hex(cell.get(f"{_FO}background-color", ""))) or WHITE,
        letters is not None and _TINY.fullmatch(letters.get(f"{_FO}font-size", "")) is not None,
    )


_TINY = re.compile(r"[0-3](\.[0-9]+)?pt")
"""The sizes that nobody reads."""


def marks(cell: etree._Element, own: Look, styles: dict[str | None, Look]) -> tuple[bool, bool, str]:
    """Whether a cell is struck through, whether it is not to be seen, of its words any part; and its comment.

    ``own`` is the look of the cell, ``styles`` are those of parts of its words.
    """
    parts = [styles.get(each.get(f"{_TEXT}style-name"), PLAIN) for each in _spans(cell)]
    is_struck = own.is_struck or any(each.is_struck for each in parts)
    is_faint = any(each.is_tiny or colours.is_faint(each.letters, own.ground) for each in (own, *parts))
    said = cell.find(f"{_OFFICE}annotation")
    words = [] if said is None else ["".join(map(str, each.itertext())) for each in said.iterfind(f"{_TEXT}p")]
    return is_struck, is_faint, "\n".join(words).strip()


def _spans(cell: etree._Element) -> Iterator[etree._Element]:
    """The parts of the words of a cell that have a style of their own; those of its comment are not among them."""
    for paragraph in cell.iterfind(f"{_TEXT}p"):
        yield from paragraph.iter(f"{_TEXT}span")
