"""The content of a version: what its report says, as plain values kept for the next run to compare with."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from juesuan.figures import Origin
from juesuan.figures.provenance import UNLINKED
from juesuan.model import values
from juesuan.model.corrections import FormerPrints
from juesuan.model.document import Block, Heading, Paragraph, Picture, Table
from juesuan.model.edit import Edit
from juesuan.model.identity import digest
from juesuan.model.problems import Problem
from juesuan.model.seen import SaidNumber
from juesuan.versions import store
from juesuan.web import Verification

if TYPE_CHECKING:
    from juesuan.pdf.pdf import Leaf

HEADING, PARAGRAPH, CELL, PICTURE = "标题", "段落", "单元格", "图"
_TABLE_TITLE, _ATTACHMENT = "表题", "附件标识"
_BEFORE_CONTENTS = "封面"


class Printed(Struct, frozen=True, array_like=True):
    """A figure as the report prints it, with the cells behind it."""

    text: str
    """Its print, such as 372.00万元."""
    cells: tuple[str, ...]
    """Every cell behind it, such as 〔收入支出〕B5."""
    yuan: str = ""
    """Its exact amount in 元, in digits; empty for what is no money."""


class SaidLine(Struct, frozen=True, array_like=True):
    """A line that the report says: a heading, a paragraph, a cell of a table or a picture."""

    kind: str
    """``HEADING``, ``PARAGRAPH``, ``CELL`` or ``PICTURE``."""
    text: str
    """Its words, without marks; of a picture its caption."""
    place: str
    """The heading or the title of the table it stands under; of a cell also its row and column."""
    pages: tuple[str, ...]
    """The labels of the pages it stands on, see ``pdf.Leaf``; none without a PDF."""
    figures: tuple[str, ...] = ()
    """The names of the figures that it prints."""
    picture: str = ""
    """The digest of a picture's data; empty for any other line."""


class PageDigest(Struct, frozen=True, array_like=True):
    """A page of the PDF by its label, with the digest of what it shows."""

    label: str
    """The number in its footer, see ``pdf.Leaf``."""
    digest: str
    """The digest of all that a reader sees on the page."""


class Content(Struct, frozen=True):
    """All that is kept of what the report of a version says."""

    figures: Mapping[str, Printed]
    """Every figure of the report, by its name."""
    lines: tuple[SaidLine, ...]
    """The report line by line, in reading order."""
    sheets: tuple[PageDigest, ...]
    """The pages of the PDF in order; none without a PDF."""
    problems: tuple[Problem, ...]
    """The problems that were told of it."""
    printed: int
    """How many numbers in the text come from figures."""
    charts: int
    """How many charts are drawn in it."""
    edits: tuple[Edit, ...] = ()
    """The edits by hand in the Word file that are carried from run to run."""
    seen: tuple[str, ...] | None = None
    """The digests of the edited and returned files that have been read so far; None where they were not noted."""
    former: FormerPrints | None = None
    """Other prints that its figures had in earlier versions, see ``former``; None where these are not noted."""
    drawings: Mapping[str, str] = {}
    """The digest under which the drawing of each chart is kept, by the chart's ``kept_drawings.key``."""
    unseen: tuple[SaidNumber, ...] = ()
    """The numbers that people typed into the Word file, that nothing vouches for and nobody has looked at."""


# ---- from a run


def said(
    report: Verification,
    leaves: Sequence["Leaf"],
    printed: Iterable[int],
    edits: tuple[Edit, ...],
    seen: tuple[str, ...],
) -> Content:
    """The content of a report, without the digests of its drawings.

    ``leaves`` are the pages of the PDF; ``printed`` the serials of the numbers in the text, one for each time a
    number stands there; ``edits`` the edits by hand; ``seen`` the digests of the files they were read from.
    """
    return Content(
        figures(report.numbers),
        lines(report.blocks, report.numbers, leaves),
        sheets(leaves, report.about.header),
        report.problems,
        printed=sum(not report.numbers[serial].is_typed for serial in printed),
        charts=sum(isinstance(block, Picture) and bool(block.data) for block in report.blocks),
        edits=edits,
        seen=seen,
        unseen=tuple(_unseen(report.numbers)),
    )


def _unseen(origins: Iterable[Origin]) -> Iterator[SaidNumber]:
    for each in origins:
        if UNLINKED in each.tags and each.said is not None and each.said.is_by_hand:
            yield each.said


def figures(origins: Sequence[Origin]) -> Mapping[str, Printed]:
    """The figures among the numbers of the report as they are printed, by their names."""
    return {each.name: Printed(each.printed, each.cells, _yuan(each)) for each in origins if each.name}


def _yuan(origin: Origin) -> str:
    return origin.value if origin.unit == "元" and re.fullmatch(r"-?\d+(\.\d+)?", origin.value) else ""


def sheets(leaves: Sequence["Leaf"], header: str) -> tuple[PageDigest, ...]:
    """The digests of the pages of the PDF, on all of which the same ``header`` stands."""
    seen = ("\0".join((header, leaf.label, leaf.text, *map(digest, leaf.pictures))) for leaf in leaves)
    return tuple(PageDigest(leaf.label, digest(words.encode())) for leaf, words in zip(leaves, seen, strict=True))


def lines(blocks: Sequence[Block], origins: Sequence[Origin], leaves: Sequence["Leaf"]) -> tuple[SaidLine, ...]:
    """The report line by line, in reading order, without marks.

    ``blocks`` have the marks around their numbers; ``origins`` are in the order of the serials.
    """
    pages: dict[str, list[str]] = {}
    for leaf in leaves:
        for place in leaf.places:
            pages.setdefault(place, []).append(leaf.label)
    names = [origin.name for origin in origins]
    return tuple(
        replace(line, text=values.plain(line.text), pages=tuple(pages.get(place, ())), figures=_named(line, names))
        for place, line in _lines(blocks)
    )


def _named(line: SaidLine, names: Sequence[str]) -> tuple[str, ...]:
    serials = dict.fromkeys(serial for serial, _ in values.printed(line.text))
    return tuple(names[serial] for serial in serials if names[serial])


def _lines(blocks: Sequence[Block]) -> Iterator[tuple[str, SaidLine]]:
    """Each line, its text still in marks, with its place as in ``pages.page``; the contents have no lines."""
    heading = title = _BEFORE_CONTENTS
    for number, block in enumerate(blocks):
        place = str(number)
        if isinstance(block, Heading):
            heading = title = values.plain(block.text)
            yield place, SaidLine(HEADING, block.text, heading, ())
        elif isinstance(block, Paragraph) and block.text.strip():
            title = values.plain(block.text) if block.style == _TABLE_TITLE else title
            heading = title = block.text if block.style == _ATTACHMENT else heading
            yield place, SaidLine(PARAGRAPH, block.text, heading, ())
        elif isinstance(block, Picture):
            yield place, SaidLine(PICTURE, _caption(blocks[number + 1 :]), heading, (), picture=digest(block.data))
        elif isinstance(block, Table):
            yield from _cells(block, place, title)


def _caption(after: Sequence[Block]) -> str:
    """The text of the paragraph that follows a picture; empty where none does."""
    return after[0].text if after and isinstance(after[0], Paragraph) else ""


def _cells(table: Table, place: str, title: str) -> Iterator[tuple[str, SaidLine]]:
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            text = "\n".join(paragraph.text for paragraph in cell.paragraphs)
            if text.strip():
                yield f"{place}.{row}", SaidLine(CELL, text, f"{title}第{row + 1}行第{column + 1}格", ())


# ---- kept and read again


def last(year: Path) -> Content | None:
    """The content of the last version in a year's output folder; None where there is none that can be read."""
    made = store.of(year)
    return loaded(store.kept(year, made[-1].content) or b"") if made else None


def dumped(content: Content) -> bytes:
    """The content as JSON; figures, lines and pages are lists of values, in the order of the fields."""
    return msgspec.json.encode(content)


def loaded(data: bytes) -> Content | None:
    """The content that the JSON holds; None where it is no JSON of this program."""
    try:
        return msgspec.json.decode(data, type=Content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
