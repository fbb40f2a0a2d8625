"""The report as the screen 报告 shows it: its lines, each figure with its origin, what has changed marked."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from msgspec import Struct, field

from juesuan import figures
from juesuan.app.desk import problem_views, unseen_views
from juesuan.app.desk.problem_views import Listed
from juesuan.app.desk.unseen_views import FoundNumber, SentenceToSee
from juesuan.app.desk.year_state import Known
from juesuan.figures import Origin
from juesuan.model.problems import UNSEEN
from juesuan.versions import content, store
from juesuan.versions.content import CELL, Content, SaidLine
from juesuan.web.whole_numbers import grouped, in_threes


class PrintedPiece(Struct, frozen=True):
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
    needs_look: bool = False
    """Whether any problem touches its cells, or the version before or the files as they are now print another."""
    unseen: str = ""
    """Of a number typed by hand that nobody has looked at: the key of its sentence on the screen 核对."""


class PrintedLine(Struct, frozen=True):
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


class FigureView(Struct, frozen=True):
    """A figure of the report, looked at."""

    origin: Origin
    listed: tuple[Listed, ...]
    """The problems that touch its cells."""

    @property
    def value(self) -> str:
        """Its exact value with its unit, the digits in groups of three; empty for words."""
        return grouped(self.origin.value) + self.origin.unit

    @property
    def last(self) -> str:
        """What it was last year, the digits in groups of three; empty where there was nothing."""
        return in_threes(self.origin.last)


class MarkCounts(Struct, frozen=True):
    """How many numbers of the text lead to what they are, and how many of them need a look."""

    every: int
    looks: int


def printed(
    folder: Path, known: Known, preview: Content | None, unseen: Sequence[SentenceToSee] = ()
) -> tuple[PrintedLine, ...]:
    """The lines of ``preview``; where there is none, those of the last version in a year's output ``folder``.

    None where there is no version either that can be read. ``unseen`` are the sentences that are to be looked at.
    """
    before, said = compared(folder, preview)
    if said is None:
        return ()
    printer = _Printer(said, known, before, is_preview=preview is not None, unseen=unseen)
    return tuple(_tables(printer.lines()))


def counts(lines: Iterable[PrintedLine]) -> MarkCounts:
    """How many numbers the lines mark, each as often as it stands there."""
    every = [each for line in lines for each in _pieces(line) if each.name or each.unseen]
    return MarkCounts(len(every), sum(each.needs_look for each in every))


def not_printed(lines: Iterable[PrintedLine], unseen: Iterable[SentenceToSee]) -> tuple[SentenceToSee, ...]:
    """The sentences to be looked at of which the lines mark no number: they stand elsewhere, as in a chart."""
    marked = {each.unseen for line in lines for each in _pieces(line)}
    return tuple(each for each in unseen if each.key not in marked)


def _pieces(line: PrintedLine) -> Iterator[PrintedPiece]:
    yield from line.pieces
    for row in line.rows:
        for cell in row:
            yield from cell.pieces


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


class _Printer(Struct, frozen=True):
    """What is needed to show the lines of a version or a preview; ``before`` is the version before."""

    said: Content
    known: Known
    before: Content | None
    is_preview: bool
    unseen: Sequence[SentenceToSee] = ()
    now: dict[str, str] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)

    def lines(self) -> Iterator[PrintedLine]:
        """Every line in reading order."""
        checked = self.known.checked
        if checked is not None:
            self.now.update((each.name, each.printed) for each in figures.origins_of(checked.figures))
        self.doubtful.update(
            cell for problem in self.known.problems if problem.is_open for cell in (*problem.cells, problem.where)
        )
        told = (problem for problem in self.known.problems if problem.code != UNSEEN)
        self.touched.update(cell for problem in told for cell in (*problem.cells, problem.where))
        old = {(line.kind, line.text) for line in self.before.lines} if self.before else None
        page = ""
        for line in self.said.lines:
            first = line.pages[0] if line.pages and line.pages[0] != page else ""
            page = first or page
            is_new = old is not None and (line.kind, line.text) not in old
            yield PrintedLine(_KINDS[line.kind], tuple(self.pieces(line)), first, is_new, place=line.place)

    def pieces(self, line: SaidLine) -> Iterator[PrintedPiece]:
        """The words of a line, the figures in it, which stand in the order of their names, and unseen numbers."""
        done = 0
        unseen = tuple(unseen_views.found_in(self.unseen, line.text))
        for name in line.figures:
            text = self.said.figures[name].text
            at = line.text.find(text, done)
            if at < 0:
                continue
            yield from _with_unseen(line.text, done, at, unseen)
            yield self.figure(name)
            done = at + len(text)
        yield from _with_unseen(line.text, done, len(line.text), unseen)

    def figure(self, name: str) -> PrintedPiece:
        """A figure as the report prints it."""
        text, cells = self.said.figures[name].text, self.said.figures[name].cells
        old = self.before.figures.get(name) if self.before else None
        is_changed = self.before is not None and (old is None or old.text != text)
        was = old.text if self.is_preview and old and is_changed else ""
        now = self.now.get(name, text)
        needs_look = is_changed or now != text or not self.touched.isdisjoint(cells)
        is_doubtful = not self.doubtful.isdisjoint(cells)
        return PrintedPiece(text, name, was, now if now != text else "", is_doubtful, needs_look)


def _with_unseen(text: str, start: int, end: int, unseen: Sequence[FoundNumber]) -> Iterator[PrintedPiece]:
    """The words of a stretch between two figures and the unseen numbers in it."""
    done = start
    for each in unseen:
        if done <= each.start and each.end <= end:
            yield PrintedPiece(text[done : each.start])
            yield PrintedPiece(text[each.start : each.end], needs_look=True, unseen=each.key)
            done = each.end
    yield PrintedPiece(text[done:end])


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
