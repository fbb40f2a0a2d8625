"""What an audit finds of slips planted in finished reports of our own: ``make planted``.

    python bench/planted.py [SLIPS] [--counts] [--list]        so many slips in each report; 100 without a number

Three departments in every form, each report as .docx and as .pdf. Each slip goes into one amount, percentage or
score of a sentence or of a cell; with ``--counts`` into what was counted: people, cars, visits, things of its own,
most of which a report says but once. Of a Word file the lines that were read are changed, of a PDF the lines and
cells of its pages before they are joined into paragraphs: what is found is what would be found in a file with that
slip. Found is a problem, or a wrong relation, which is not there without the slip. The table counts by kind,
then by report, and beside it those that are told as 错误 or 警告. ``--list`` lists what is missed.
"""

import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import openpyxl

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.slips import BESIDE, BLANK, CHANGES, TIMES
from bench.trials import DEPARTMENTS, folder_of
from juesuan.checks import finished
from juesuan.figures.mentions import NumberKind, mentions
from juesuan.model import editions
from juesuan.model.finished_report import Audit, FinishedReport, LineKind, Verdict
from juesuan.model.year_folder import WORKBOOK
from juesuan.reading.finished import pdf, word
from juesuan.reading.finished.pdf_paragraphs import PageLine, PdfPage, bodies
from tests.support import report

SLIPS = 100
_SEED = 20240601
_LIST, _COUNTS = "--list", "--counts"
_ONE = "错一位"
_QUANTITIES = {NumberKind.MONEY, NumberKind.PERCENT, NumberKind.COUNT}
_AMOUNTS = {"元", "%", "分", ""}
"""The units of amounts, percentages and scores; a cell that is a bare number is one of them."""
_LONG = 4
"""Signs that a number has at least that is known again in a message."""
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)
_SHOWN = 24
"""Signs of the text around a slip that the list shows."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A number of a report: in which of its texts, where, and what it says."""

    text: int
    start: int
    words: str
    """The digits as they are written."""
    unit: str
    """元, % or what is counted; empty for a cell that is a bare number."""
    beside: str
    """The digits of the next number of its unit; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A report as texts that can be changed one by one, and how to read it again with one of them changed."""

    name: str
    texts: tuple[str, ...]
    cells: frozenset[int]
    """Which of the texts are cells of tables or rows of them."""
    read: Callable[[int, str], FinishedReport]

    def spots(self) -> Iterator[Spot]:
        """Every quantity of its texts, and every bare number that is a cell of its own."""
        found = [
            (at, start, words, unit)
            for at, text in enumerate(self.texts)
            for start, words, unit in _numbers(text, is_cell=at in self.cells)
        ]
        later: dict[str, str] = {}
        for at, start, words, unit in reversed(found):
            yield Spot(at, start, words, unit, later.get(unit, ""))
            later[unit] = words

    def with_slip(self, spot: Spot, words: str) -> FinishedReport:
        """The report with other digits in a place."""
        text = self.texts[spot.text]
        return self.read(spot.text, text[: spot.start] + words + text[spot.start + len(spot.words) :])


def _numbers(text: str, *, is_cell: bool) -> Iterator[tuple[int, str, str]]:
    """Where the digits of each number stand, the digits, and the unit."""
    start = 0
    for cell in text.split("\t") if is_cell else [text]:
        if is_cell and _DIGITS.fullmatch(cell):
            yield start, cell, ""
        else:
            for each in mentions(cell):
                digits = each.words.removesuffix(each.suffix).strip()
                if each.kind in _QUANTITIES and _DIGITS.fullmatch(digits) and cell.startswith(digits, each.start):
                    yield start + each.start, digits, each.unit
        start += len(cell) + 1


def slips(spot: Spot) -> Mapping[str, list[str]]:
    """Every slip of a number by its kind; none of them gives the same value."""
    typed = spot.words.replace(",", "")
    made = {kind: list(change(typed)) for kind, change in CHANGES.items()}
    made |= {kind: [f"{(Decimal(typed) * factor).normalize():f}"] for kind, factor in TIMES.items()}
    made[_ONE] = [
        typed[:at] + str((int(digit) + step) % 10) + typed[at + 1 :]
        for at, digit in enumerate(typed)
        if digit.isdigit()
        for step in range(1, 10)
    ]
    made[BESIDE], made[BLANK] = [spot.beside.replace(",", "")], [""]
    return {
        kind: kept for kind, each in made.items() if (kept := [one for one in each if _differs(typed, one, kind)])
    }


def _differs(typed: str, made: str, kind: str) -> bool:
    if not _DIGITS.fullmatch(made):
        return kind == BLANK
    return Decimal(made) != Decimal(typed)


# ---- reports


def reports() -> Iterator[Planted]:
    """The finished reports of every department in every form, as Word file and as PDF."""
    for edition in editions.NAMES:
        for name in DEPARTMENTS:
            with tempfile.TemporaryDirectory() as root:
                year = folder_of(name, Path(root) / "made")
                folder = Path(shutil.copytree(year, Path(root) / "inputs" / year.name))
                _set_edition(folder, edition)
                made = report.make(folder, Path(root) / "output")
            yield of_word(f"{name} {edition} .docx", made.docx)
            yield of_pdf(f"{name} {edition} .pdf", made.pdf)


def _set_edition(folder: Path, edition: str) -> None:
    book = openpyxl.load_workbook(folder / WORKBOOK)
    sheet = book["基本信息"]
    (label,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "版式")
    label.offset(column=1).value = edition
    book.save(folder / WORKBOOK)


def of_word(name: str, data: bytes) -> Planted:
    """A Word file, line by line."""
    lines = word.lines(data)

    def read(at: int, text: str) -> FinishedReport:
        changed = (*lines[:at], replace(lines[at], text=text), *lines[at + 1 :]) if text else lines
        return FinishedReport("报告.docx", "Word", changed)

    rows = frozenset(at for at, each in enumerate(lines) if each.kind is LineKind.ROW)
    return Planted(name, tuple(each.text for each in lines), rows, read)


def of_pdf(name: str, data: bytes) -> Planted:
    """A PDF, by the lines and cells of its pages; the words of charts and running heads are no text."""
    pages = pdf.pages(data)
    kept = [set(page.lines) for page in bodies(pages)]
    places = [
        *((page, at, None) for page, each in enumerate(pages) for at in _outside(each, kept[page])),
        *(
            (page, at, (row, column))
            for page, each in enumerate(pages)
            for at, table in enumerate(each.tables)
            for row, cells in enumerate(table.rows)
            for column in range(len(cells))
        ),
    ]
    texts = tuple(
        pages[page].tables[at].rows[cell[0]][cell[1]] if cell else pages[page].lines[at].text
        for page, at, cell in places
    )

    def read(number: int, text: str) -> FinishedReport:
        page, at, cell = places[number]
        changed = _changed(pages[page], at, cell, text) if text else pages[page]
        return pdf.of_pages("报告.pdf", (*pages[:page], changed, *pages[page + 1 :]))

    return Planted(name, texts, frozenset(at for at, (*_, cell) in enumerate(places) if cell), read)


def _outside(page: PdfPage, kept: set[PageLine]) -> Iterator[int]:
    """The lines of a page that are text and stand in none of its tables."""
    for at, line in enumerate(page.lines):
        if line in kept and not any(
            table.box[1] <= (line.top + line.bottom) / 2 <= table.box[3] for table in page.tables
        ):
            yield at


def _changed(page: PdfPage, at: int, cell: tuple[int, int] | None, text: str) -> PdfPage:
    if cell is None:
        return replace(page, lines=(*page.lines[:at], replace(page.lines[at], text=text), *page.lines[at + 1 :]))
    table, (row, column) = page.tables[at], cell
    cells = (*table.rows[row][:column], text, *table.rows[row][column + 1 :])
    table = replace(table, rows=(*table.rows[:row], cells, *table.rows[row + 1 :]))
    return replace(page, tables=(*page.tables[:at], table, *page.tables[at + 1 :]))


# ---- what is found


@dataclass(frozen=True, slots=True)
class Trial:
    """A slip, and what an audit says of it."""

    report: str
    kind: str
    change: str
    is_found: bool
    is_open: bool
    """Whether it is told as an error or a warning."""


def trials(planted: Planted, count: int, rng: random.Random, *, of_counts: bool = False) -> Iterator[Trial]:
    """So many slips in one report, each of a kind that is drawn first, so that all have their share."""
    before = finished.audit(planted.read(0, ""))
    spots = [spot for spot in planted.spots() if (spot.unit not in _AMOUNTS) == of_counts]
    for _ in range(count):
        spot = rng.choice(spots)
        made = slips(spot)
        kind = rng.choice(sorted(made))
        words = rng.choice(made[kind])
        after = finished.audit(planted.with_slip(spot, words))
        text = planted.texts[spot.text]
        around = text[max(0, spot.start - _SHOWN) : spot.start + len(spot.words) + _SHOWN // 2]
        is_open, is_found = (_is_new(after, before, words, is_open=each) for each in (True, False))
        change = f"{spot.words}→{words}：{around}"
        yield Trial(planted.name, kind, change, is_found or is_open, is_open)


def _is_new(after: Audit, before: Audit, words: str, *, is_open: bool) -> bool:
    """Whether anything is told that was not, or what was told names the number that is written now."""
    if _told(after, is_open=is_open) - _told(before, is_open=is_open):
        return True
    return len(words) >= _LONG and any(words in each for each in _messages(after) - _messages(before))


def _messages(audit: Audit) -> set[str]:
    return {each.problem.message for each in audit.problems if each.problem.is_open}


def _told(audit: Audit, *, is_open: bool = False) -> Counter[tuple[object, ...]]:
    """What an audit tells, by rule and place: how often a message names others is no matter."""
    told = Counter[tuple[object, ...]]()
    for each in audit.problems:
        if each.problem.is_open or not is_open:
            told[each.problem.code, each.problem.severity, each.line or each.problem.where] += 1
    told.update((each.code, each.line) for each in audit.relations if each.standing is Verdict.WRONG)
    return told


def table(found: Sequence[Trial]) -> Iterator[str]:
    """The shares that were found, by kind and by report."""
    yield "种类\t拦住\t其中错误、警告"
    for kind in sorted({each.kind for each in found}):
        yield _line(kind, [each for each in found if each.kind == kind])
    for name in dict.fromkeys(each.report for each in found):
        yield _line(name, [each for each in found if each.report == name])
    yield _line("合计", found)


def _line(name: str, of: Sequence[Trial]) -> str:
    hits, told = sum(each.is_found for each in of), sum(each.is_open for each in of)
    return f"{name}\t{hits}/{len(of)}\t{100 * hits / len(of):.1f}%\t{100 * told / len(of):.1f}%"


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    count = next((int(each) for each in arguments if each.isdigit()), SLIPS)
    found = [
        each
        for planted in reports()
        for each in trials(planted, count, random.Random(_SEED), of_counts=_COUNTS in arguments)  # noqa: S311
    ]
    if _LIST in arguments:
        for each in found:
            if not each.is_found:
                print("漏", each.report, each.kind, each.change, sep="\t")
    for line in table(found):
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
