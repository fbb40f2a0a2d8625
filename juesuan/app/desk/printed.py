"""The report as the screen 报告 shows it: its lines, each figure with its origin, what has changed marked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from juesuan import figures
from juesuan.app.desk import problem_views
from juesuan.app.desk.problem_views import Listed
from juesuan.app.desk.whole_numbers import grouped
from juesuan.app.desk.year_state import Known
from juesuan.figures import Origin
from juesuan.versions import content, store
from juesuan.versions.content import CELL, Content, SaidLine


@dataclass(frozen=True, slots=True)
class PrintedPiece:
    """Words of a line, or a figure in it."""

    text: str
    name: str = ""
    """The name of the figure; empty for words."""
    was: str = ""
    """How the last version printed the figure, where that differs; empty otherwise."""
    now: str = ""
    """How the files as they are now print the figure, where that differs; empty otherwise."""
    is_doubtful: bool = False
    """Whether an open problem touches its cells."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of the report."""

    kind: str
    """heading, paragraph, picture, cell or table."""
    pieces: tuple[PrintedPiece, ...]
    page: str = ""
    """The page, where it is the first line of one."""
    is_new: bool = False
    """Whether the version before, or the last one where this is a preview, did not say it."""
    rows: tuple[tuple["PrintedLine", ...], ...] = ()
    """The cells of a table, row by row; none of any other line."""
    place: str = ""
    """Of a table its title, of any other line where it stands."""


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure of the report, looked at."""

    origin: Origin
    listed: tuple[Listed, ...]
    """The problems that touch its cells."""

    @property
    def value(self) -> str:
        """Its exact value with its unit, the digits in groups of three; empty for words."""
        return grouped(self.origin.value) + self.origin.unit


def printed(folder: Path, known: Known, preview: Content | None) -> tuple[PrintedLine, ...]:
    """The lines of ``preview``; where there is none, those of the last version in a year's output ``folder``.

    None where there is no version either that can be read.
    """
    before, said = compared(folder, preview)
    if said is None:
        return ()
    return tuple(_tables(_Printer(said, known, before, is_preview=preview is not None).lines()))


def against(known: Known, said: Content, before: Content) -> tuple[PrintedLine, ...]:
    """The lines of the files as they are now, held against what was said before."""
    return tuple(_tables(_Printer(said, known, before, is_preview=True).lines()))


def compared(folder: Path, preview: Content | None) -> tuple[Content | None, Content | None]:
    """What the version before says and what is said now: by ``preview`` or, without one, by the last version."""
    kept = [content.loaded(store.kept(folder, each.content) or b"") for each in store.of(folder)[-2:]]
    before, said = (None, None, *kept, *((preview,) if preview else ()))[-2:]
    return before, said


def figure(known: Known, name: str) -> FigureView | None:
    """The figure of that name as the files have it now; None where there is none."""
    if known.checked is None:
        return None
    found = next((each for each in figures.origins_of(known.checked.figures) if each.name == name), None)
    if found is None:
        return None
    cells = set(found.cells)
    near = [
        each for each in problem_views.listed(known.problems) if cells & {*each.problem.cells, each.problem.where}
    ]
    return FigureView(found, tuple(near))


@dataclass(frozen=True, slots=True)
class _Printer:
    """What is needed to show the lines of a version or a preview; ``before`` is the version before."""

    said: Content
    known: Known
    before: Content | None
    is_preview: bool
    now: dict[str, str] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)

    def lines(self) -> Iterator[PrintedLine]:
        """Every line in reading order."""
        checked = self.known.checked
        if checked is not None:
            self.now.update((each.name, each.printed) for each in figures.origins_of(checked.figures))
        self.doubtful.update(
            cell for problem in self.known.problems if problem.is_open for cell in (*problem.cells, problem.where)
        )
        old = {(line.kind, line.text) for line in self.before.lines} if self.before else None
        page = ""
        for line in self.said.lines:
            first = line.pages[0] if line.pages and line.pages[0] != page else ""
            page = first or page
            is_new = old is not None and (line.kind, line.text) not in old
            yield PrintedLine(_KINDS[line.kind], tuple(self.pieces(line)), first, is_new, place=line.place)

    def pieces(self, line: SaidLine) -> Iterator[PrintedPiece]:
        """The words of a line and the figures in it, which stand in the order of their names."""
        done = 0
        for name in line.figures:
            text = self.said.figures[name].text
            at = line.text.find(text, done)
            if at < 0:
                continue
            yield PrintedPiece(line.text[done:at])
            old = self.before.figures.get(name) if self.is_preview and self.before else None
            was = old.text if old and old.text != text else ""
            now = self.now.get(name, text)
            doubtful = any(cell in self.doubtful for cell in self.said.figures[name].cells)
            yield PrintedPiece(text, name, was, now if now != text else "", doubtful)
            done = at + len(text)
        yield PrintedPiece(line.text[done:])


_KINDS: Mapping[str, str] = {
    content.HEADING: "heading",
    content.PARAGRAPH: "paragraph",
    content.PICTURE: "picture",
    CELL: "cell",
}


_OF_CELL = re.compile(r"(.*)第(\d+)行第\d+格")
"""The place of a cell: the title of its table, its row, its number in the row."""


def _tables(lines: Iterator[PrintedLine]) -> Iterator[PrintedLine]:
    """The lines, the cells of each table put together in rows."""
    for (kind, title), group in groupby(lines, key=_kind_and_table):
        if kind != "cell":
            yield from group
            continue
        cells = tuple(group)
        rows = tuple(tuple(row) for _, row in groupby(cells, key=_row))
        is_new = any(each.is_new for each in cells)
        yield PrintedLine("table", (), cells[0].page, is_new, rows, title)


def _kind_and_table(line: PrintedLine) -> tuple[str, str]:
    found = _OF_CELL.fullmatch(line.place)
    return (line.kind, found[1]) if line.kind == "cell" and found else (line.kind, "")


def _row(cell: PrintedLine) -> str:
    found = _OF_CELL.fullmatch(cell.place)
    return found[2] if found else ""
