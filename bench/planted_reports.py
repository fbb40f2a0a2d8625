"""Finished reports of our own to plant slips in: the lines of a Word file, the blocks that a PDF is made from."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
from msgspec import Struct
from msgspec.structs import replace

from bench.trials import DEPARTMENTS, folder_of
from juesuan import pdf
from juesuan.figures.mentions import NumberKind, mentions
from juesuan.model import editions
from juesuan.model.document import Block, Heading, Paragraph, Run, Table
from juesuan.model.finished_report import FinishedReport, LineKind
from juesuan.model.identity import About
from juesuan.model.year_folder import WORKBOOK
from juesuan.ooxml import blocks
from juesuan.reading.finished import pdf as finished_pdf
from juesuan.reading.finished import word
from tests.support import report

_QUANTITIES = {NumberKind.MONEY, NumberKind.PERCENT, NumberKind.COUNT}
DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)


class Spot(Struct, frozen=True):
    """A number of a report: in which of its texts, where, and what it says."""

    text: int
    start: int
    words: str
    """The digits as they are written."""
    unit: str
    """元, % or what is counted; empty for a cell that is a bare number."""
    suffix: str
    """The unit as it is written: 万元."""
    beside: str
    """The digits of the next number of its unit; empty where there is none."""


def spots_of(texts: Iterable[tuple[str, bool]]) -> Iterator[Spot]:
    """Every quantity of texts in their order, each text with whether it is a cell."""
    found = [
        (at, start, words, unit, suffix)
        for at, (text, is_cell) in enumerate(texts)
        for start, words, unit, suffix in _numbers(text, is_cell=is_cell)
    ]
    later: dict[str, str] = {}
    for at, start, words, unit, suffix in reversed(found):
        yield Spot(at, start, words, unit, suffix, later.get(unit, ""))
        later[unit] = words


def _numbers(text: str, *, is_cell: bool) -> Iterator[tuple[int, str, str, str]]:
    """Where the digits of each number stand, the digits, the unit, and the unit as it is written."""
    start = 0
    for cell in text.split("\t") if is_cell else [text]:
        if is_cell and DIGITS.fullmatch(cell):
            yield start, cell, "", ""
        else:
            for each in mentions(cell):
                digits = each.words.removesuffix(each.suffix).strip()
                if each.kind in _QUANTITIES and DIGITS.fullmatch(digits) and cell.startswith(digits, each.start):
                    yield start + each.start, digits, each.unit, each.suffix
        start += len(cell) + 1


# ---- Word files


class Planted(Struct, frozen=True):
    """A report as texts that can be changed one by one, and how to read it again with one of them changed."""

    name: str
    texts: tuple[str, ...]
    cells: frozenset[int]
    """Which of the texts are cells of tables or rows of them."""
    read: Callable[[int, str], FinishedReport]

    def spots(self) -> Iterator[Spot]:
        """Every quantity of its texts, and every bare number that is a cell of its own."""
        return spots_of((text, at in self.cells) for at, text in enumerate(self.texts))

    def with_slip(self, spot: Spot, words: str) -> FinishedReport:
        """The report with other digits in a place."""
        text = self.texts[spot.text]
        return self.read(spot.text, text[: spot.start] + words + text[spot.start + len(spot.words) :])


def of_word(name: str, data: bytes) -> Planted:
    """A Word file, line by line."""
    lines = word.lines(data)

    def read(at: int, text: str) -> FinishedReport:
        changed = (*lines[:at], replace(lines[at], text=text), *lines[at + 1 :]) if text else lines
        return FinishedReport("报告.docx", "Word", changed)

    rows = frozenset(at for at, each in enumerate(lines) if each.kind is LineKind.ROW)
    return Planted(name, tuple(each.text for each in lines), rows, read)


# ---- PDF files

_Path = tuple[int, ...]
"""Where a paragraph stands: the number of its block or, in a table, of block, row, cell and paragraph."""


class PlantedPdf(Struct, frozen=True):
    """A report as the blocks that its PDF is laid out from."""

    name: str
    blocks: tuple[Block, ...]

    @property
    def texts(self) -> Mapping[_Path, str]:
        """Its paragraphs and headings, and the paragraphs of its cells, in order."""
        return dict(_texts(self.blocks))

    def read(self, changed: Mapping[_Path, str]) -> FinishedReport:
        """What is read from the PDF of the report with other paragraphs in some places."""
        blocks = [_changed(block, at, changed) for at, block in enumerate(self.blocks)]
        return finished_pdf.read("报告.pdf", pdf.lay_out(blocks, {}, _ABOUT).pdf)


_ABOUT = About("部门决算", "单位", datetime(2024, 1, 1, tzinfo=UTC))


def _texts(blocks: Sequence[Block]) -> Iterator[tuple[_Path, str]]:
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph | Heading):
            yield (at,), block.text
        elif isinstance(block, Table):
            for row, cells in enumerate(block.rows):
                for column, cell in enumerate(cells):
                    yield from (((at, row, column, n), each.text) for n, each in enumerate(cell.paragraphs))


def _changed(block: Block, at: int, changed: Mapping[_Path, str]) -> Block:
    """The block, the one of that number, with the paragraphs that are changed."""
    if isinstance(block, Heading) and (at,) in changed:
        return replace(block, text=changed[at,])
    if isinstance(block, Paragraph):
        return _written(block, changed.get((at,)))
    if not isinstance(block, Table) or not any(path[0] == at for path in changed):
        return block
    rows = tuple(
        tuple(
            replace(
                cell,
                paragraphs=tuple(
                    _written(each, changed.get((at, row, column, n))) for n, each in enumerate(cell.paragraphs)
                ),
            )
            for column, cell in enumerate(cells)
        )
        for row, cells in enumerate(block.rows)
    )
    return replace(block, rows=rows)


def _written(paragraph: Paragraph, words: str | None) -> Paragraph:
    return paragraph if words is None else replace(paragraph, runs=(Run(words),))


# ---- all reports


def reports() -> Iterator[tuple[Planted, PlantedPdf]]:
    """The finished reports of every department in every form, as Word file and as PDF."""
    for edition in (each.name for each in editions.of_place()):
        for name in DEPARTMENTS:
            with tempfile.TemporaryDirectory() as root:
                year = folder_of(name, Path(root) / "made")
                folder = Path(shutil.copytree(year, Path(root) / "inputs" / year.name))
                _set_edition(folder, edition)
                made = report.make(folder, Path(root) / "output")
            yield (
                of_word(f"{name} {edition} .docx", made.docx),
                PlantedPdf(f"{name} {edition} .pdf", blocks.read(made.docx)),
            )


def _set_edition(folder: Path, edition: str) -> None:
    book = openpyxl.load_workbook(folder / WORKBOOK)
    sheet = book["基本信息"]
    (label,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "版式")
    label.offset(column=1).value = edition
    book.save(folder / WORKBOOK)
