"""Where everything stands on the pages that were laid out: the numbers, the end of the text, lines left alone.

It is read off the boxes of the layout. The numbers are told apart by the marks around them in the blocks of the
report, never by how they look.
"""

import importlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from juesuan.model import raised, values
from juesuan.model.document import Block, Heading, Paragraph, Table
from juesuan.pdf import line_breaking, pages

Key = tuple[str, int, int]
"""A paragraph: its place, see ``pages.page``, and in a row of a table the numbers of its cell and of it in it."""

_ASCENT, _HEIGHT = 0.92, 1.15
"""How far letters reach above the line that they stand on, and how high they are, in sizes of the font."""


class PlacedNumber(Struct, frozen=True):
    """A marked number on a page, or the part of it in one line; in pixels of the layout, from the upper left."""

    serial: int
    """The serial of its mark."""
    x: float
    y: float
    width: float
    height: float


class LeafShape(Struct, frozen=True):
    """A page as it was laid out."""

    width: float
    """Of the sheet, in pixels of the layout, and so is the height."""
    height: float
    filled: float
    """The part of its height between the margins, from 0 to 1, that is above the end of what stands on it."""
    has_lonely_line: bool
    """Whether one line is all that stands on it."""
    numbers: tuple[PlacedNumber, ...] = ()
    """The marked numbers on it, in reading order; none of a paragraph that reads otherwise than its block."""


class _Letters(Struct, frozen=True):
    """The letters of a text box that are seen, and where in its layout each begins."""

    leaf: int
    box: Any
    text: str
    places: tuple[int, ...]


def shapes(leaves: Sequence[Any], marked: Sequence[Block]) -> tuple[LeafShape, ...]:
    """The shapes of the pages of weasyprint, laid out from the blocks ``marked`` without their marks."""
    found = _Found(_paragraphs(marked))
    for number, leaf in enumerate(leaves):
        found.read(number, leaf._page_box)  # noqa: SLF001 - the only way
    numbers = found.numbers()
    return tuple(
        LeafShape(
            leaf.width,
            leaf.height,
            found.filled(number, leaf._page_box),  # noqa: SLF001 - as above
            found.is_lonely(number),
            tuple(each for at, each in numbers if at == number),
        )
        for number, leaf in enumerate(leaves)
    )


def _paragraphs(blocks: Sequence[Block]) -> Mapping[Key, str]:
    """The text of each paragraph, with its marks."""
    found: dict[Key, str] = {}
    for number, block in enumerate(blocks):
        if isinstance(block, Heading | Paragraph):
            found[str(number), 0, 0] = block.text
        elif isinstance(block, Table):
            for row, cells in enumerate(block.rows):
                for column, cell in enumerate(cells):
                    for at, paragraph in enumerate(cell.paragraphs):
                        found[f"{number}.{row}", column, at] = paragraph.text
    return found


class _Found:
    """What the boxes of the pages tell, page by page."""

    def __init__(self, texts: Mapping[Key, str]) -> None:
        self._texts = texts
        self._keys: dict[int, Key] = {}
        self._letters: dict[Key, list[_Letters]] = {}
        self._lines: dict[Key, Counter[int]] = {}
        self._ends: Counter[int] = Counter()

    def read(self, leaf: int, page: Any) -> None:
        """Takes in a page; what stands in its margins is left out."""
        for box in page.children:
            if type(box).__name__ != "MarginBox":
                self._read(leaf, box, None)

    def _read(self, leaf: int, box: Any, key: Key | None) -> None:
        kind, element = type(box).__name__, box.element
        if element is not None:
            self._name(element)
            key = self._keys.get(id(element), key)
        if kind == "LineBox" and key is not None:
            self._lines.setdefault(key, Counter())[leaf] += 1
        if kind == "TextBox" and key is not None:
            self._letters.setdefault(key, []).append(_letters(leaf, box))
        if kind in {"LineBox", "TableCellBox"} or getattr(box, "replacement", None) is not None:
            self._ends[leaf] = max(self._ends[leaf], box.position_y + box.margin_height())
        for child in getattr(box, "children", ()):
            self._read(leaf, child, key)

    def _name(self, element: Any) -> None:
        """Notes which paragraphs the element holds."""
        place = element.get("data-place")
        if place is None or id(element) in self._keys:
            return
        self._keys[id(element)] = (place, -1, -1) if element.tag == "tr" else (place, 0, 0)
        if element.tag == "tr":
            for column, cell in enumerate(element):
                self._keys |= {id(each): (place, column, at) for at, each in enumerate(cell)}

    def filled(self, leaf: int, page: Any) -> float:
        """The part of the height between the margins that is above the end of what stands on the page."""
        reached = float(self._ends[leaf] - page.content_box_y())
        return min(max(reached / float(page.height), 0.0), 1.0)

    def is_lonely(self, leaf: int) -> bool:
        """Whether one line is all that stands on it."""
        return sum(lines[leaf] for lines in self._lines.values()) == 1

    def numbers(self) -> list[tuple[int, PlacedNumber]]:
        """The numbers, each with its page, in reading order."""
        return [each for key, letters in self._letters.items() for each in self._numbers(key, letters)]

    def _numbers(self, key: Key, letters: Sequence[_Letters]) -> Iterator[tuple[int, PlacedNumber]]:
        text, spans = values.unmarked(self._texts.get(key, ""))
        if not spans or _seen(text) != "".join(each.text for each in letters):
            return
        for start, end, serial in spans:
            first, last = (len(_seen(text[:at])) for at in (start, end))
            done = 0
            for each in letters:
                inside = max(first - done, 0), min(last - done, len(each.text))
                done += len(each.text)
                if inside[0] < inside[1]:
                    yield each.leaf, _placed(serial, each, *inside)


def _seen(text: str) -> str:
    """The letters of a text that are seen: neither spaces nor the marks for setting lines."""
    return "".join(text.translate(line_breaking.UNSEEN).split())


def _letters(leaf: int, box: Any) -> _Letters:
    text = box.pango_layout.text
    level = pages.LEVELS.get(box.element.tag)
    kept = [(at, raised.shifted(each, level) if level else each) for at, each in enumerate(text) if _seen(each)]
    return _Letters(leaf, box, "".join(each for _, each in kept), tuple(at for at, _ in kept))


def _placed(serial: int, letters: _Letters, first: int, end: int) -> PlacedNumber:
    """The place of the letters from ``first`` up to ``end``, as they are drawn."""
    box, layout = letters.box, letters.box.pango_layout
    layout.reactivate(box.style)
    begins, _ = _extent(layout, letters.places[first])
    left, wide = _extent(layout, letters.places[end - 1])
    layout.deactivate()
    size = box.style["font_size"]
    top = box.position_y + box.baseline - _ASCENT * size
    return PlacedNumber(serial, box.position_x + begins, top, left + wide - begins, _HEIGHT * size)


def _extent(layout: Any, at: int) -> tuple[float, float]:
    """Where a letter of a layout begins, from its left, and how wide it is."""
    ffi = importlib.import_module("weasyprint.text.ffi")
    found = ffi.ffi.new("PangoRectangle *")
    ffi.pango.pango_layout_index_to_pos(layout.layout, len(layout.text[:at].encode()), found)
    return found.x * ffi.FROM_UNITS, found.width * ffi.FROM_UNITS
