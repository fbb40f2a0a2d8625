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
    letters: Colour | None = None
    """None where it is not stated, and so of the ground."""
    ground: Colour | None = None
    is_tiny: bool = False
    is_based: bool = False
    """Whether it goes on from another style, which may state what it does not."""


PLAIN = Look()
"""The look of a cell that has no style of its own."""


def look(style: etree._Element) -> Look:
    """The look that a style states itself."""
    letters, cell = style.find(f"{_STYLE}text-properties"), style.find(f"{_STYLE}table-cell-properties")
    lines = [] if letters is None else [stated for name in _LINES if (stated := letters.get(name))]
    return Look(
        bool(lines) and "none" not in lines,
        None if letters is None else colours.of_hex(letters.get(f"{_FO}color", "")),
        None if cell is None else colours.of_hex(cell.get(f"{_FO}background-color", "")),
        letters is not None and _TINY.fullmatch(letters.get(f"{_FO}font-size", "")) is not None,
        style.get(f"{_STYLE}parent-style-name", _DEFAULT) != _DEFAULT,
    )


_DEFAULT = "Default"
"""The style from which all others go on; it is black on white."""
_TINY = re.compile(r"[0-3](\.[0-9]+)?pt")
"""The sizes that nobody reads."""


def marks(cell: etree._Element, own: Look, styles: dict[str | None, Look]) -> tuple[bool, bool, str]:
    """Whether a cell is struck through, whether it is not to be seen, of its words any part; and its comment.

    ``own`` is the look of the cell, ``styles`` are those of parts of its words.
    """
    parts = [styles.get(each.get(f"{_TEXT}style-name"), PLAIN) for each in _spans(cell)]
    ground, letters = (own.ground, own.letters) if own.is_based else (own.ground or WHITE, own.letters or BLACK)
    looks = parts if parts and _is_covered(cell) else [own, *parts]
    is_struck = any(each.is_struck for each in looks)
    is_faint = any(each.is_tiny or colours.is_faint(each.letters or letters, ground) for each in looks)
    said = cell.find(f"{_OFFICE}annotation")
    words = [] if said is None else ["".join(map(str, each.itertext())) for each in said.iterfind(f"{_TEXT}p")]
    return is_struck, is_faint, "\n".join(words).strip()


def _spans(cell: etree._Element) -> Iterator[etree._Element]:
    """The parts of the words of a cell that have a style of their own; those of its comment are not among them."""
    for paragraph in cell.iterfind(f"{_TEXT}p"):
        yield from paragraph.iter(f"{_TEXT}span")


def _is_covered(cell: etree._Element) -> bool:
    """Whether every letter of a cell stands in a part that has a style of its own."""
    paragraphs = cell.findall(f"{_TEXT}p")
    beside = (words for each in paragraphs for words in (each.text, *(child.tail for child in each)))
    return not any((words or "").strip() for words in beside)
