"""A document as plain values: paragraphs, headings, tables, pictures, lists, of the report and of attachments."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.model.projects import Project
from juesuan.model.values import Cell


class Run(Struct, frozen=True):
    """A stretch of the text of a paragraph in one face: bold, italic, underlined or none of them."""

    text: str
    """Line breaks inside a paragraph are newlines, tabs are tabs."""
    bold: bool = False
    italic: bool = False
    underlined: bool = False


class Paragraph(Struct, frozen=True):
    """A paragraph that is neither heading nor contents."""

    style: str
    """The style's name as Word shows it, such as 图题."""
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The text of the paragraph: that of all its runs."""
        return "".join(run.text for run in self.runs)


class Heading(Struct, frozen=True):
    """A paragraph whose style has an outline level."""

    level: int
    """Its level in the contents, from 1; a part of the report has 1."""
    style: str
    text: str
    bookmark: str
    """The bookmark the contents links to; made from the heading's place when the file has none."""
    number: str = ""
    """The number that Word counts by itself, such as 一、, with which ``text`` begins; empty for none."""
    begins_page: bool = False
    """Whether it begins a new page by itself, whatever its style says."""


class Contents(Struct, frozen=True):
    """The contents field, whatever result it holds."""

    levels: int
    """Headings down to this level are listed."""


class Picture(Struct, frozen=True):
    """A picture that stands in a line of its own, as large as it is on the page."""

    alt: str
    data: bytes
    width_mm: float
    height_mm: float


class TableCell(Struct, frozen=True):
    """A cell of a table that stands on the page, with the number of columns and rows that it takes."""

    paragraphs: tuple[Paragraph, ...]
    columns: int
    rows: int


class Table(Struct, frozen=True):
    """A table as a reader sees it: a cell that another covers is not there."""

    widths: tuple[int, ...]
    """Column widths in twentieths of a point."""
    heads: int
    """How many rows repeat on each page."""
    rows: tuple[tuple[TableCell, ...], ...]


class SectionEnd(Struct, frozen=True):
    """The end of a Word section; at the end of the text only where that section is not the usual one."""

    is_wide: bool = False
    """Whether the pages before it lie across."""
    goes_on: bool = False
    """Whether those pages are numbered on from the section before, not anew."""


Block = Paragraph | Heading | Contents | Picture | Table | SectionEnd


class Level(Struct, frozen=True):
    """How one level of a list counts and what its numbers look like."""

    form: str = "decimal"
    """Word's name of the kind of number, such as chineseCounting."""
    text: str = ""
    """What stands before a paragraph: %1 for the number of the first level, as in 第%1条; of a bullet the sign."""
    start: int = 1
    has_space: bool = False
    """Whether a space stands between the number and the text."""
    restarts_after: int = -1
    """The level, from 1, whose numbers begin this one anew, 0 for none, -1 for every level above."""
    is_legal: bool = False
    """Whether the numbers of the levels above are shown as 1, 2, 3."""


class ItemList(Struct, frozen=True):
    """A list of a Word file: how its levels count; lists of one ``kind`` go on counting from each other."""

    kind: str
    levels: tuple[Level, ...]
    starts: Mapping[int, int] = field(default_factory=dict)
    """The number that a level, from 0, begins with in this list, where that is not the one of its kind."""


Item = tuple[str, int]
"""The list a paragraph is an item of, and its level from 0."""

BODY = ""
"""The style of running text."""
ANCHOR = "\ue0a7"
"""Opens the line of the report where an attachment goes, before its number; no text can hold this letter."""

MERGED = "\ue0a8"
"""Stands alone in a cell of the report that is merged with the one above it; no text can hold this letter."""


class AttachedParagraph(Struct, frozen=True):
    """A paragraph of an attachment: unlike one of the report it knows its place, and its list counts anew."""

    style: str
    """The name of one of the report's styles; ``BODY`` for running text."""
    runs: tuple[Run, ...]
    cell: Cell
    item: Item | None = None
    """The list that the paragraph is an item of, and its level; None where it is none."""
    begins_page: bool = False
    """Whether it begins a new page."""

    @property
    def text(self) -> str:
        """The text of the paragraph: that of all its runs, without the number that a list gives it."""
        return "".join(run.text for run in self.runs)


class AttachedCell(Struct, frozen=True):
    """A cell of a table in an attachment: it keeps its pictures, and one that another covers is there, too.

    So the Word file that is made of it has them; ``TableCell`` is what a reader sees of such a file.
    """

    content: tuple[AttachedParagraph | Picture, ...]
    columns: int
    merge: str
    """Word's words for cells merged downwards: restart at the uppermost, continue below it, else empty."""


class AttachedTable(Struct, frozen=True):
    """A table of an attachment, with all its cells."""

    widths: tuple[int, ...]
    """Column widths in twentieths of a point."""
    heads: int
    """How many rows repeat on each page."""
    rows: tuple[tuple[AttachedCell, ...], ...]


Content = AttachedParagraph | Picture | AttachedTable
"""What stands in an attachment, block by block."""


class Attachment(Struct, frozen=True):
    """A finished report of the department's own, taken from a Word file in the folder 附件."""

    name: str
    """The name of the file, as the places in it have it: 附件/整体支出.docx."""
    content: tuple[Content, ...]
    lists: Mapping[str, ItemList] = field(default_factory=dict)
    """The lists that its paragraphs are items of, by the names that the items have for them."""
    project: str = ""
    """The name of the project whose built report it takes the place of; empty for none."""
    is_overall: bool = False
    """Whether it takes the place of the self-evaluation report on the overall expenditure."""
    evaluated: tuple[Project, ...] = ()
    """The projects whose 部门预算项目支出绩效自评表 stands in it."""


Fill = Callable[[tuple[str, ...], Cell], tuple[str, ...]]
"""Makes of the texts of a paragraph's runs, and of its place, the texts that are printed: one for each run."""


def filled(attachment: Attachment, fill: Fill) -> Attachment:
    """The attachment, in every paragraph what ``fill`` makes of its texts; runs that become empty are left out."""
    return replace(attachment, content=tuple(_filled(each, fill) for each in attachment.content))


def _filled(each: Content, fill: Fill) -> Content:
    if isinstance(each, AttachedTable):
        return replace(each, rows=tuple(tuple(_box(box, fill) for box in row) for row in each.rows))
    return _line(each, fill) if isinstance(each, AttachedParagraph) else each


def _box(box: AttachedCell, fill: Fill) -> AttachedCell:
    return replace(
        box,
        content=tuple(_line(each, fill) if isinstance(each, AttachedParagraph) else each for each in box.content),
    )


def _line(line: AttachedParagraph, fill: Fill) -> AttachedParagraph:
    texts = fill(tuple(run.text for run in line.runs), line.cell)
    runs = (replace(run, text=text) for run, text in zip(line.runs, texts, strict=True))
    return replace(line, runs=tuple(run for run in runs if run.text))


def contents(content: Iterable[Content]) -> Iterator[Content]:
    """Every paragraph, picture and table of an attachment in order, those inside its tables after the table."""
    for each in content:
        yield each
        if isinstance(each, AttachedTable):
            yield from (inside for row in each.rows for box in row for inside in box.content)
