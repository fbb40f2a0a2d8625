"""One edit after the other put into a report that was made anew."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from lxml import etree

from juesuan import phrases
from juesuan.hands import finding, merging, outline, telling, writing
from juesuan.hands.edit import PARAGRAPH, Edit, Kind, Sought
from juesuan.hands.merging import Conflict, Dispute, Piece
from juesuan.hands.pairing import skeleton
from juesuan.hands.reading import Grid, Item, Line, Reader, Row
from juesuan.model import Cell
from juesuan.origins import Origin
from juesuan.problems import Problem
from juesuan.tags import Filler

SHEET = "人工修改"
"""Stands for the sheet in the cell of a number that people typed into the Word file."""


class State(Enum):
    """What became of an edit that is kept."""

    CARRIED = "已带入"
    CONFLICT = "没有带入"
    NUMBER = "与工作簿不同"
    NAMED = "只列出"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an edit, and what the officer is told."""

    state: State
    problem: Problem


class _Gone(Exception):  # noqa: N818 - the name is the reason
    """What was edited is no longer there."""


@dataclass(slots=True)
class Work:
    """The report while edits are put into it."""

    reader: Reader
    items: list[Item]
    origins: tuple[Origin, ...]
    fill: Filler
    touched: bool = False
    seen: str | None = field(default=None)
    """What stands at the place of the edit at hand."""

    def apply(self, edit: Edit) -> Outcome | None:
        """What became of the edit; None where the report says it already."""
        if not edit.kind.is_carried:
            return Outcome(State.NAMED, telling.named(edit))
        self.seen = None
        try:
            is_done, disputes = _ACTS[edit.kind](self, edit)
        except Conflict:
            return Outcome(State.CONFLICT, telling.conflict(edit, self.seen))
        except _Gone:
            return Outcome(State.CONFLICT, telling.conflict(edit, None))
        if disputes:
            return Outcome(State.NUMBER, telling.numbers(edit, disputes, self.origins))
        if not is_done:
            return None
        self.touched = True
        return Outcome(State.CARRIED, telling.carried(edit))

    # ---- a text

    def rewritten(self, edit: Edit) -> "_Done":
        """A paragraph, several that were joined, or a cell."""
        if edit.table is not None:
            return self._cell(edit)
        at = self._whole_lines(edit)
        return self._merged(edit, at)

    def _cell(self, edit: Edit) -> "_Done":
        place, grid = self._table(edit)
        candidates = outline.rows(grid, edit.column)
        row = finding.find(_known(edit.sought), candidates)
        cell = None if row is None else next((c for c in grid.rows[row].cells if c.column == edit.column), None)
        if cell is None:
            raise _Gone
        self.seen = cell.line.text
        line = cell.line
        merged = merging.merge(edit.before, edit.after, line.raw, len(self.origins))
        if not merged.is_ours:
            writing.write(line, self._marked(merged.pieces, edit))
            self.touched = True
            self.items[place] = self.reader.grid(grid.element)
        return not merged.is_ours, merged.disputes

    def _whole_lines(self, edit: Edit) -> list[int]:
        """The places of what was one text: several paragraphs where people joined them."""
        parts = len(edit.before.split(PARAGRAPH))
        at = self._find(_known(edit.sought), edit.after.split(PARAGRAPH)[0])
        joined = edit.after.split(PARAGRAPH)
        if parts == 1 and len(joined) > 1 and self._says(at, joined):
            parts = len(joined)
        places = list(range(at, min(at + parts, len(self.items))))
        if not all(isinstance(self.items[place], Line) for place in places):
            raise _Gone
        return places

    def _says(self, at: int, texts: list[str]) -> bool:
        """Whether these paragraphs stand there already."""
        found = [skeleton(item.text) for item in self.items[at : at + len(texts)]]
        return found == [*map(skeleton, texts)]

    def _merged(self, edit: Edit, at: list[int]) -> "_Done":
        lines = [_line(self.items[place]) for place in at]
        line = self.reader.line(*(paragraph for each in lines for paragraph in each.paragraphs))
        self.seen = line.text
        merged = merging.merge(edit.before, edit.after, line.raw, len(self.origins))
        if merged.is_ours:
            return False, merged.disputes
        paragraphs = writing.write(line, self._marked(merged.pieces, edit))
        self.touched = True
        self.items[at[0] : at[-1] + 1] = [self.reader.line(each) for each in paragraphs]
        return True, merged.disputes

    def _marked(self, pieces: Iterable[Piece], edit: Edit) -> list[Piece]:
        """New words with marks around the numbers in them; neighbours are one text."""
        made: list[Piece] = []
        for piece in pieces:
            if piece.is_kept or (piece.ours is not None and phrases.plain(piece.text) != piece.text):
                made.append(piece)
            elif made and not made[-1].is_kept and made[-1].ours is None and piece.ours is None:
                made[-1] = Piece(made[-1].text + piece.text)
            else:
                made.append(piece)
        return [
            each
            if each.is_kept or phrases.plain(each.text) != each.text
            else Piece(self._typed(each.text, edit), each.ours)
            for each in made
        ]

    def _typed(self, words: str, edit: Edit) -> str:
        return self.fill.name(words, Cell(SHEET, f"第{edit.number}处")).text

    # ---- whole paragraphs

    def added(self, edit: Edit) -> "_Done":
        """A new paragraph beside its neighbour."""
        place, is_behind = self._between(edit)
        if self._is_beside(edit, place, is_behind=is_behind):
            return False, ()
        beside = self._element(place, is_behind=is_behind)
        style = self._style(edit, place)
        made = beside
        at = place + is_behind
        for part in edit.after.split(PARAGRAPH):
            made = writing.insert(self._typed(part, edit), style, made, is_behind=is_behind or made is not beside)
            self.items.insert(at, self.reader.line(made))
            at += 1
        return True, ()

    def deleted(self, edit: Edit) -> "_Done":
        """A paragraph taken out, unless it says something else by now."""
        try:
            at = self._find(_known(edit.sought))
        except _Gone:
            return False, ()
        line = _line(self.items[at])
        self.seen = line.text
        if skeleton(line.text) != skeleton(edit.before):
            raise Conflict
        for paragraph in line.paragraphs:
            writing.remove(paragraph, [atom.element for atom in line.atoms if atom.element is not None])
        del self.items[at]
        return True, ()

    def moved(self, edit: Edit) -> "_Done":
        """A paragraph beside its new neighbour, with its new words."""
        at = self._find(_known(edit.sought), edit.after)
        line = _line(self.items[at])
        self.seen = line.text
        merging.merge(edit.before, edit.after, line.raw, len(self.origins))  # a conflict changes nothing
        place, is_behind = self._between(edit)
        is_there = at in {place, place + (1 if is_behind else -1)}
        if not is_there:
            beside = self._element(place, is_behind=is_behind)
            for paragraph in line.paragraphs if is_behind else reversed(line.paragraphs):
                writing.put(paragraph, beside, is_behind=is_behind)
            item = self.items.pop(at)
            place -= at < place
            self.items.insert(place + is_behind, item)
            at = place + is_behind
        changed, disputes = self._merged(edit, [at])
        return changed or not is_there, disputes

    def _between(self, edit: Edit) -> tuple[int, bool]:
        """The item that something new stands beside, and whether behind it."""
        for sought, is_behind in (
            *((each, True) for each in edit.behind),
            *((each, False) for each in edit.ahead),
        ):
            found = finding.find(sought, outline.candidates(self.items))
            if found is not None:
                return found, is_behind
        raise _Gone

    def _is_beside(self, edit: Edit, place: int, *, is_behind: bool) -> bool:
        """Whether what was added stands there already, by itself or taken into the texts."""
        parts = edit.after.split(PARAGRAPH)
        first = place + 1 if is_behind else place - len(parts)
        return first >= 0 and self._says(first, parts)

    def _element(self, place: int, *, is_behind: bool) -> etree._Element:
        item = self.items[place]
        return item.element if isinstance(item, Grid) else item.paragraphs[-1 if is_behind else 0]

    def _style(self, edit: Edit, place: int) -> str:
        """The style people gave it, if the report has it; else that of its neighbour, unless that is a heading."""
        known = {style.name.lower(): key for key, style in self.reader.styles.items()}
        if edit.style in known:
            return known[edit.style]
        beside = self.items[place]
        is_text = isinstance(beside, Line) and beside.level is None
        return known.get(beside.style, "") if is_text and isinstance(beside, Line) else ""

    # ---- rows

    def row_added(self, edit: Edit) -> "_Done":
        """A new row in the look of the one above."""
        place, grid = self._table(edit)
        if any(skeleton(row.text) == skeleton(edit.after) for row in grid.rows):
            return False, ()
        found = (finding.find(sought, outline.rows(grid)) for sought in edit.behind)
        at = next((each for each in found if each is not None), None)
        if at is None:
            raise _Gone
        texts = [self._typed(words, edit) for words in edit.after.split("\t")]
        writing.insert_row(grid.rows[at].element, texts)
        self.items[place] = self.reader.grid(grid.element)
        return True, ()

    def row_deleted(self, edit: Edit) -> "_Done":
        """A row taken out, unless it says something else by now."""
        try:
            place, grid = self._table(edit)
        except _Gone:
            return False, ()
        at = finding.find(_known(edit.sought), outline.rows(grid))
        if at is None:
            return False, ()
        row: Row = grid.rows[at]
        self.seen = row.text
        if skeleton(row.text) != skeleton(edit.before):
            raise Conflict
        next(row.element.iterancestors()).remove(row.element)
        self.items[place] = self.reader.grid(grid.element)
        return True, ()

    # ---- where

    def _table(self, edit: Edit) -> tuple[int, Grid]:
        at = finding.find(_known(edit.table), outline.candidates(self.items))
        grid = None if at is None else self.items[at]
        if at is None or not isinstance(grid, Grid):
            raise _Gone
        return at, grid

    def _find(self, sought: Sought, or_else: str | None = None) -> int:
        at = finding.find(sought, outline.candidates(self.items), or_else)
        if at is None or not isinstance(self.items[at], Line):
            raise _Gone
        return at


_Done = tuple[bool, tuple[Dispute, ...]]
_ACTS: Mapping[Kind, Callable[[Work, Edit], _Done]] = {
    Kind.REWRITTEN: Work.rewritten,
    Kind.ADDED: Work.added,
    Kind.DELETED: Work.deleted,
    Kind.MOVED: Work.moved,
    Kind.ROW_ADDED: Work.row_added,
    Kind.ROW_DELETED: Work.row_deleted,
}


def _known(sought: Sought | None) -> Sought:
    if sought is None:
        raise _Gone
    return sought


def _line(item: Item) -> Line:
    if not isinstance(item, Line):
        raise _Gone
    return item
