"""The changes of a department's inputs between two versions: cells, paragraphs, whole files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import PurePath

from juesuan.compare import alignment
from juesuan.model.corrections import InputChange
from juesuan.model.document import Heading, Paragraph
from juesuan.model.problems import ReportError
from juesuan.model.sheets import Sheet
from juesuan.model.workbook_form import SHEETS
from juesuan.model.year_folder import SUFFIXES, TEXTS, WORKBOOK_STEM
from juesuan.ooxml import blocks
from juesuan.ooxml.package import NotWordFile
from juesuan.reading import cells, spreadsheet, tables
from juesuan.reading.grid import Grid, address, plain

Inputs = Mapping[str, bytes]
"""The bytes of each input file by its place, see ``Given.all_files``."""


def edits(before: Inputs, after: Inputs) -> Iterator[InputChange]:
    """Every change of the inputs: cells of the workbook first, then paragraphs of the texts and whole files."""
    changed = [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]
    books = [name for name in changed if _is_workbook(name)]
    if books:
        yield from _cells(_grids(before), _grids(after))
    for name in changed:
        if name == TEXTS and name in before and name in after:
            yield from _paragraphs(name, before[name], after[name])
        elif name not in books:
            yield InputChange(name, "", *_standing(name in before, name in after))


def _standing(was: bool, is_there: bool) -> tuple[str, str]:  # noqa: FBT001 - the two sides of a change
    if was and is_there:
        return "（原来的文件）", "（改过的文件）"
    return ("（有这个文件）", "（没有了）") if was else ("（没有）", "（新放进来）")


def _is_workbook(name: str) -> bool:
    path = PurePath(name)
    return path.stem == WORKBOOK_STEM and path.suffix in SUFFIXES and path.parent == PurePath()


# ---- the workbook


def _grids(given: Inputs) -> Mapping[str, Grid]:
    """The sheets of the workbook among the inputs, by name; none where it cannot be read any more."""
    names = sorted((name for name in given if _is_workbook(name)), key=_preference)
    try:
        return spreadsheet.values(given[names[0]], [sheet.name for sheet in SHEETS]) if names else {}
    except ReportError:
        return {}


def _preference(name: str) -> int:
    return SUFFIXES.index(PurePath(name).suffix)


def _cells(before: Mapping[str, Grid], after: Mapping[str, Grid]) -> Iterator[InputChange]:
    for sheet in SHEETS:
        if sheet.name in before and sheet.name in after:
            yield from _of_sheet(sheet, _Rows(sheet, before[sheet.name]), _Rows(sheet, after[sheet.name]))


class _Rows:
    """The rows of a sheet as plain texts, with its headings, its unit of money, and the label of each row."""

    def __init__(self, sheet: Sheet, grid: Grid) -> None:
        """The rows of ``sheet``, of which ``grid`` holds the cells as they stand in the file."""
        self.top = tables.heading_row(grid, sheet)
        self.unit = tables.declared_unit(grid, self.top)
        self.heads = [plain(value) for value in grid.rows[self.top]] if grid.rows else []
        self.rows = [[cells.typed(value) for value in row] for row in grid.rows]
        self.name = sheet.name

    def label(self, row: int) -> str:
        """The label of a row, from 0: the words of its first column, or code and name of a 科目."""
        return " ".join(filter(None, self.rows[row][:2] if self.heads[:1] == ["科目编码"] else self.rows[row][:1]))

    def labels(self) -> list[str]:
        """The labels of all rows, in order."""
        return [self.label(row) for row in range(len(self.rows))]

    def place(self, row: int, column: int) -> str:
        """The name of a cell, counted from 0, as figures and problems have it: 〔收入支出〕B5."""
        return f"〔{self.name}〕{address(row, column)}"


def _of_sheet(sheet: Sheet, before: _Rows, after: _Rows) -> Iterator[InputChange]:
    if sheet.money and before.unit[1] != after.unit[1]:
        yield InputChange(f"〔{sheet.name}〕{after.unit[0]}", "金额单位", before.unit[1], after.unit[1])
    matcher = SequenceMatcher(None, before.labels(), after.labels(), autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        pairs: Iterable[tuple[int | None, int | None]] = zip(range(i, j), range(k, m), strict=False)
        if kind != "equal" and j - i != m - k:
            pairs = [*((row, None) for row in range(i, j)), *((None, row) for row in range(k, m))]
        for old, new in pairs:
            yield from _of_row(before, after, old, new)


def _of_row(before: _Rows, after: _Rows, old: int | None, new: int | None) -> Iterator[InputChange]:
    heads = dict.fromkeys(head for head in (*before.heads, *after.heads) if head)
    for head in heads if max(old or 0, new or 0) > 0 else ():
        values, places = [], []
        for rows, row in ((before, old), (after, new)):
            column = rows.heads.index(head) if head in rows.heads else -1
            is_there = row is not None and row > rows.top and 0 <= column < len(rows.rows[row])
            values.append(rows.rows[row][column] if is_there and row is not None else "")
            places.append(rows.place(row, column) if row is not None and column >= 0 else "")
        if values[0] != values[1]:
            rows, row = (after, new) if new is not None else (before, old)
            label = rows.label(row or 0)
            name = head if label in {values[0], values[1], ""} else f"{label}·{head}"
            yield InputChange(places[1] or places[0], name, values[0], values[1], tuple(filter(None, places)))


# ---- the texts


def _paragraphs(file: str, before: bytes, after: bytes) -> Iterator[InputChange]:
    """The changes of paragraphs between two texts, each placed by the heading it stands under."""
    texts = [_texts(data) for data in (before, after)]
    places = {words: place for side in texts for words, place in side}
    for old, new in alignment.differing(*([words for words, _ in side] for side in texts)):
        yield InputChange(f"{file} {places[new or old]}", "", old, new)


def _texts(data: bytes) -> Sequence[tuple[str, str]]:
    """The words of each paragraph and heading, with its place for the officer; none where it is no Word file."""
    try:
        held = blocks.read(data)
    except NotWordFile:
        return []
    found, heading, number = [], "文首", 0
    for block in held:
        if isinstance(block, Heading):
            heading, number = block.text, 0
        if isinstance(block, Heading | Paragraph) and block.text.strip():
            found.append((block.text, f"“{heading}”第{number}段" if number else f"标题“{heading}”"))
            number += 1
    return found
