"""What a version of the report says, as plain values kept with it: the next run compares itself with these."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from juesuan.figures import Origin
from juesuan.model import values
from juesuan.model.document import Block, Heading, Paragraph, Picture, Table
from juesuan.model.edit import Edit
from juesuan.model.identity import digest
from juesuan.model.problems import Problem
from juesuan.versions import store
from juesuan.web import Verification

if TYPE_CHECKING:
    from juesuan.pdf.pdf import Leaf

HEADING, PARAGRAPH, CELL, PICTURE = "标题", "段落", "单元格", "图"
_TABLE_TITLE, _ATTACHMENT = "表题", "附件标识"
_BEFORE_CONTENTS = "封面"


class Printed(Struct, frozen=True, array_like=True):
    """A figure as the report prints it."""

    text: str
    cells: tuple[str, ...]
    """Every cell behind it."""


class SaidLine(Struct, frozen=True, array_like=True):
    """A heading, a paragraph, a cell of a table or a picture, in reading order."""

    kind: str
    text: str
    """Of a picture its caption."""
    place: str
    """The heading or the title of the table it stands under; of a cell also its row and column."""
    pages: tuple[str, ...]
    """The numbers in the footers of the pages it stands on; none without a PDF."""
    figures: tuple[str, ...] = ()
    """The names of those it prints."""
    picture: str = ""
    """Digest of what a picture shows."""


class PageDigest(Struct, frozen=True, array_like=True):
    """A page of the PDF."""

    label: str
    """The number in its footer, see ``pdf.Leaf``."""
    digest: str
    """Of all that a reader sees on it."""


class Content(Struct, frozen=True):
    """All that is kept of what a version says."""

    figures: Mapping[str, Printed]
    lines: tuple[SaidLine, ...]
    sheets: tuple[PageDigest, ...]
    problems: tuple[Problem, ...]
    printed: int
    """How many numbers in the text come from figures."""
    charts: int
    edits: tuple[Edit, ...] = ()
    """What was changed by hand in the Word file and is carried from run to run."""
    drawings: Mapping[str, str] = {}
    """The digest under which the drawing of each chart is kept, by the chart's ``kept_drawings.key``."""


# ---- from a run


def said(
    report: Verification,
    leaves: Sequence["Leaf"],
    printed: Iterable[int],
    edits: tuple[Edit, ...],
) -> Content:
    """What the report says, its drawings still to come.

    ``leaves`` are the pages of the PDF, ``printed`` the serials of the numbers that stand in the text, ``edits``
    what was changed by hand.
    """
    return Content(
        figures(report.numbers),
        lines(report.blocks, report.numbers, leaves),
        sheets(leaves, report.about.header),
        report.problems,
        printed=sum(not report.numbers[serial].is_typed for serial in printed),
        charts=sum(isinstance(block, Picture) and bool(block.data) for block in report.blocks),
        edits=edits,
    )


def figures(origins: Sequence[Origin]) -> Mapping[str, Printed]:
    """The figures among the numbers of the report, by name."""
    return {each.name: Printed(each.printed, each.cells) for each in origins if each.name}


def sheets(leaves: Sequence["Leaf"], header: str) -> tuple[PageDigest, ...]:
    """The pages of the PDF, all with the same ``header``."""
    seen = ("\0".join((header, leaf.label, leaf.text, *map(digest, leaf.pictures))) for leaf in leaves)
    return tuple(PageDigest(leaf.label, digest(words.encode())) for leaf, words in zip(leaves, seen, strict=True))


def lines(blocks: Sequence[Block], origins: Sequence[Origin], leaves: Sequence["Leaf"]) -> tuple[SaidLine, ...]:
    """The report line by line; ``blocks`` have the marks around their numbers, origins are by serial."""
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
    """Each line, its text still marked, with its place in ``pages.page``; contents say nothing of their own."""
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
    """The line under a picture."""
    return after[0].text if after and isinstance(after[0], Paragraph) else ""


def _cells(table: Table, place: str, title: str) -> Iterator[tuple[str, SaidLine]]:
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            text = "\n".join(paragraph.text for paragraph in cell.paragraphs)
            if text.strip():
                yield f"{place}.{row}", SaidLine(CELL, text, f"{title}第{row + 1}行第{column + 1}格", ())


# ---- kept and read again


def last(year: Path) -> Content | None:
    """What the last version of a year's folder says; None where there is none that can be read."""
    made = store.of(year)
    return loaded(store.kept(year, made[-1].content) or b"") if made else None


def dumped(content: Content) -> bytes:
    """As JSON; what there is much of as lists of values, in the order of the fields."""
    return msgspec.json.encode(content)


def loaded(data: bytes) -> Content | None:
    """The content again; None where the JSON is not one of this program."""
    try:
        return msgspec.json.decode(data, type=Content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
