"""Attachments taken in whole: a finished report of the department's own as plain values."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from juesuan.listnumbers import Item, ItemList
from juesuan.model import Cell

BODY = ""
"""The style of running text."""
ANCHOR = "\ue0a7"
"""Opens the line of the report where an attachment goes, before its number; no text can hold this letter."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one face; line breaks are newlines, tabs are tabs."""

    text: str
    bold: bool = False
    italic: bool = False
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph."""

    style: str
    """The name of one of the report's styles; ``BODY`` for running text."""
    spans: tuple[Span, ...]
    cell: Cell
    item: Item | None = None
    """The list it is an item of."""

    @property
    def text(self) -> str:
        """The whole text, without the number of a list."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in a line of its own."""

    alt: str
    data: bytes
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table; one that continues the cell above it is there, too."""

    content: tuple[Line | Image, ...]
    columns: int
    merge: str
    """restart, continue, or empty."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    widths: tuple[int, ...]
    """Of the columns, in twentieths of a point."""
    heads: int
    """How many rows repeat on each page."""
    rows: tuple[tuple[Box, ...], ...]


Content = Line | Image | Grid


@dataclass(frozen=True, slots=True)
class Attachment:
    """A finished report of the department's own."""

    name: str
    """Of the file, as the places in it have it: 附件/整体支出.docx."""
    content: tuple[Content, ...]
    lists: Mapping[str, ItemList] = field(default_factory=dict)
    project: str = ""
    """The project whose built report it takes the place of."""
    is_overall: bool = False
    """Whether it takes the place of the overall report."""


Fill = Callable[[tuple[str, ...], Cell], tuple[str, ...]]
"""Makes of the texts of a line's spans what is printed."""


def filled(attachment: Attachment, fill: Fill) -> Attachment:
    """The attachment with what ``fill`` makes of the texts of every line."""
    return replace(attachment, content=tuple(_filled(each, fill) for each in attachment.content))


def _filled(each: Content, fill: Fill) -> Content:
    if isinstance(each, Grid):
        return replace(each, rows=tuple(tuple(_box(box, fill) for box in row) for row in each.rows))
    return _line(each, fill) if isinstance(each, Line) else each


def _box(box: Box, fill: Fill) -> Box:
    return replace(
        box, content=tuple(_line(each, fill) if isinstance(each, Line) else each for each in box.content)
    )


def _line(line: Line, fill: Fill) -> Line:
    texts = fill(tuple(span.text for span in line.spans), line.cell)
    spans = (replace(span, text=text) for span, text in zip(line.spans, texts, strict=True))
    return replace(line, spans=tuple(span for span in spans if span.text))


def contents(content: Iterable[Content]) -> Iterator[Content]:
    """Every paragraph, picture and table, those in tables among them, in order."""
    for each in content:
        yield each
        if isinstance(each, Grid):
            yield from (inside for row in each.rows for box in row for inside in box.content)
