"""What a version of the report says, as plain values kept with it: the next run compares itself with these."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan.figures import Origin
from juesuan.model import values
from juesuan.model.document import Block, Heading, Paragraph, Picture, Table
from juesuan.model.edit import Edit
from juesuan.model.identity import digest
from juesuan.model.problems import Problem, Severity
from juesuan.versions import store

if TYPE_CHECKING:
    from juesuan.pdf.pdf import Leaf

HEADING, PARAGRAPH, CELL, PICTURE = "标题", "段落", "单元格", "图"
_TABLE_TITLE, _ATTACHMENT = "表题", "附件标识"
_BEFORE_CONTENTS = "封面"


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as the report prints it."""

    text: str
    cells: tuple[str, ...]
    """Every cell behind it."""


@dataclass(frozen=True, slots=True)
class SaidLine:
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


@dataclass(frozen=True, slots=True)
class PageDigest:
    """A page of the PDF."""

    label: str
    """The number in its footer, see ``pdf.Leaf``."""
    digest: str
    """Of all that a reader sees on it."""


@dataclass(frozen=True, slots=True)
class Content:
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
    drawings: Mapping[str, str] = field(default_factory=dict)
    """Of each chart, by ``drawn.key``, the digest under which its drawing is kept."""


# ---- from a run


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
    held = {
        "figures": {name: [each.text, each.cells] for name, each in content.figures.items()},
        "lines": [_values(line) for line in content.lines],
        "sheets": [[sheet.label, sheet.digest] for sheet in content.sheets],
        "problems": [_told(problem) for problem in content.problems],
        "printed": content.printed,
        "charts": content.charts,
        "edits": [edit.to_json() for edit in content.edits],
        "drawings": dict(content.drawings),
    }
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode()


def _values(line: SaidLine) -> list[Any]:
    return [line.kind, line.text, line.place, line.pages, line.figures, line.picture]


def _told(problem: Problem) -> dict[str, object]:
    return asdict(problem) | {"severity": problem.severity.value}


def loaded(data: bytes) -> Content | None:
    """The content again; None where the JSON is not one of this program."""
    try:
        held = json.loads(data)
        return Content(
            figures={name: Printed(text, tuple(cells)) for name, (text, cells) in held["figures"].items()},
            lines=tuple(_line(each) for each in held["lines"]),
            sheets=tuple(PageDigest(*each) for each in held["sheets"]),
            problems=tuple(_problem(each) for each in held["problems"]),
            printed=int(held["printed"]),
            charts=int(held["charts"]),
            edits=tuple(map(Edit.from_json, held["edits"])),
            drawings=dict(held["drawings"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _line(held: list[Any]) -> SaidLine:
    kind, text, place, pages, figures, picture = held
    return SaidLine(kind, text, place, tuple(pages), tuple(figures), picture)


def _problem(held: dict[str, object]) -> Problem:
    return Problem(**{**held, "severity": Severity(held["severity"]), "cells": tuple(held["cells"])})  # type: ignore[arg-type]
