"""A Word file read back as blocks: what the PDF is laid out from and what the texts are read from.

The reader keeps what a reader of the page sees (text, structure, pictures) and the names of the styles; it does
not interpret direct formatting beyond bold.
"""

from dataclasses import dataclass

@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    text: str
    """Line breaks inside a paragraph are newlines, tabs are tabs."""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that is neither heading nor contents."""

    style: str
    """The style's name as Word shows it, such as 图题."""
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph whose style has an outline level."""

    level: int
    """1 for a part."""
    style: str
    text: str
    bookmark: str
    """The bookmark the contents links to; made from the heading's place when the file has none."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents field, whatever result it holds."""

    levels: int
    """Headings down to this level are listed."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in its own paragraph."""

    alt: str
    data: bytes
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell that stands on the page, with the cells it covers."""

    paragraphs: tuple[Paragraph, ...]
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table without its covered cells."""

    widths: tuple[int, ...]
    """Column widths in twentieths of a point."""
    heads: int
    """How many rows repeat on each page."""
    rows: tuple[tuple[TableCell, ...], ...]


@dataclass(frozen=True, slots=True)
class SectionEnd:
    """The end of a Word section: the pages that follow are numbered anew."""


Block = Paragraph | Heading | Contents | Picture | Table | SectionEnd
