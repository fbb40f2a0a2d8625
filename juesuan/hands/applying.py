"""One edit after the other put into a report that was made anew."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from juesuan import phrases
from juesuan.hands import finding, merging, outline, telling, writing
from juesuan.hands.edit import PARAGRAPH, Edit, Kind, State
from juesuan.hands.merging import Conflict, Dispute, Piece
from juesuan.hands.pairing import skeleton
from juesuan.hands.places import Gone, Report, known, line_of
from juesuan.model import Cell
from juesuan.origins import Origin
from juesuan.problems import Problem
from juesuan.statements import Statement
from juesuan.tags import Filler

SHEET = "人工修改"
"""Stands for the sheet in the cell of a number that people typed into the Word file."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an edit, and what the officer is told."""

    state: State
    problem: Problem


@dataclass(slots=True)
class Work:
    """The report while edits are put into it."""

    report: Report
    origins: tuple[Origin, ...]
    fill: Filler
    statements: list[Statement] = field(default_factory=list)
    """The texts with words of people in them, in their marks."""
    touched: bool = False
    seen: str | None = None
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
        except Gone:
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
        place, grid = self.report.table(edit)
        candidates = outline.rows(grid, edit.column)
        row = finding.find(known(edit.sought), candidates)
        cell = None if row is None else next((c for c in grid.rows[row].cells if c.column == edit.column), None)
        if cell is None:
            raise Gone
        self.seen = cell.line.text
        line = cell.line
        merged = merging.merge(edit.before, edit.after, line.raw, len(self.origins))
        if not merged.is_ours:
            writing.write(line, self._marked(merged.pieces, edit))
            self.touched = True
            self.report.items[place] = self.report.reader.grid(grid.element)
        return not merged.is_ours, merged.disputes

    def _whole_lines(self, edit: Edit) -> list[int]:
        """The places of what was one text: several paragraphs where people joined them."""
        parts = len(edit.before.split(PARAGRAPH))
        at = self.report.find(known(edit.sought), edit.after.split(PARAGRAPH)[0])
        joined = edit.after.split(PARAGRAPH)
        if parts == 1 and len(joined) > 1 and self.report.says(at, joined):
            parts = len(joined)
        return list(range(at, min(at + parts, len(self.report.items))))

    def _merged(self, edit: Edit, at: list[int]) -> "_Done":
        lines = [line_of(self.report.items[place]) for place in at]
        line = self.report.reader.line(*(paragraph for each in lines for paragraph in each.paragraphs))
        self.seen = line.text
        merged = merging.merge(edit.before, edit.after, line.raw, len(self.origins))
        if merged.is_ours:
            return False, merged.disputes
        paragraphs = writing.write(line, self._marked(merged.pieces, edit))
        self.touched = True
        self.report.items[at[0] : at[-1] + 1] = [self.report.reader.line(each) for each in paragraphs]
        return True, merged.disputes

    def _marked(self, pieces: Iterable[Piece], edit: Edit) -> list[Piece]:
        """New words with marks around the numbers in them; neighbours are one text."""
        joined: list[Piece] = []
        for piece in pieces:
            if joined and piece.ours is None and joined[-1].ours is None:
                joined[-1] = Piece(joined[-1].text + piece.text)
            else:
                joined.append(piece)
        made = [each if _is_marked(each) else Piece(self._typed(each.text, edit), each.ours) for each in joined]
        self._state("".join(each.text for each in made), edit)
        return made

    def _typed(self, words: str, edit: Edit) -> str:
        return self.fill.name(words, _cell(edit)).text

    def _state(self, text: str, edit: Edit) -> None:
        """Keeps a text for those who compare its numbers with all others."""
        self.statements += [Statement(_cell(edit), each) for each in text.split(PARAGRAPH) if each.strip()]

    # ---- whole paragraphs

    def added(self, edit: Edit) -> "_Done":
        """A new paragraph beside its neighbour."""
        place, is_behind = self.report.between(edit)
        if self.report.is_beside(edit, place, is_behind=is_behind):
            return False, ()
        beside = self.report.element(place, is_behind=is_behind)
        style = self.report.style(edit, place)
        made = beside
        at = place + is_behind
        for part in self._typed(edit.after, edit).split(PARAGRAPH):
            self._state(part, edit)
            made = writing.insert(part, style, made, is_behind=is_behind or made is not beside)
            self.report.items.insert(at, self.report.reader.line(made))
            at += 1
        return True, ()

    def deleted(self, edit: Edit) -> "_Done":
        """A paragraph taken out, unless it says something else by now."""
        try:
            at = self.report.find(known(edit.sought))
        except Gone:
            return False, ()
        line = line_of(self.report.items[at])
        self.seen = line.text
        if skeleton(line.text) != skeleton(edit.before):
            raise Conflict
        for paragraph in line.paragraphs:
            writing.remove(paragraph, [atom.element for atom in line.atoms if atom.element is not None])
        del self.report.items[at]
        return True, ()

    def moved(self, edit: Edit) -> "_Done":
        """A paragraph beside its new neighbour, with its new words."""
        at = self.report.find(known(edit.sought), edit.after)
        line = line_of(self.report.items[at])
        self.seen = line.text
        merging.merge(edit.before, edit.after, line.raw, len(self.origins))  # a conflict changes nothing
        place, is_behind = self.report.between(edit)
        is_there = at in {place, place + (1 if is_behind else -1)}
        if not is_there:
            beside = self.report.element(place, is_behind=is_behind)
            for paragraph in line.paragraphs if is_behind else reversed(line.paragraphs):
                writing.put(paragraph, beside, is_behind=is_behind)
            item = self.report.items.pop(at)
            place -= at < place
            self.report.items.insert(place + is_behind, item)
            at = place + is_behind
        changed, disputes = self._merged(edit, [at])
        return changed or not is_there, disputes

    # ---- rows

    def row_added(self, edit: Edit) -> "_Done":
        """A new row in the look of the one above."""
        place, grid = self.report.table(edit)
        if any(row.text == edit.after for row in grid.rows):
            return False, ()
        found = (finding.find(sought, outline.rows(grid)) for sought in edit.behind)
        at = next((each for each in found if each is not None), None)
        if at is None:
            raise Gone
        texts = self._typed(edit.after, edit).split("\t")
        writing.insert_row(grid.rows[at].element, texts)
        self._state("\n".join(texts), edit)
        self.report.items[place] = self.report.reader.grid(grid.element)
        return True, ()

    def row_deleted(self, edit: Edit) -> "_Done":
        """A row taken out, unless it says something else by now."""
        try:
            place, grid = self.report.table(edit)
        except Gone:
            return False, ()
        at = finding.find(known(edit.sought), outline.rows(grid))
        if at is None:
            return False, ()
        row = grid.rows[at]
        self.seen = row.text
        if skeleton(row.text) != skeleton(edit.before):
            raise Conflict
        next(row.element.iterancestors()).remove(row.element)
        self.report.items[place] = self.report.reader.grid(grid.element)
        return True, ()


_Done = tuple[bool, tuple[Dispute, ...]]
_ACTS: Mapping[Kind, Callable[[Work, Edit], _Done]] = {
    Kind.REWRITTEN: Work.rewritten,
    Kind.ADDED: Work.added,
    Kind.DELETED: Work.deleted,
    Kind.MOVED: Work.moved,
    Kind.ROW_ADDED: Work.row_added,
    Kind.ROW_DELETED: Work.row_deleted,
}


def _cell(edit: Edit) -> Cell:
    return Cell(SHEET, f"第{edit.number}处")


def _is_marked(piece: Piece) -> bool:
    """Whether nothing is to be marked in it: it is ours, or it is a number in the mark of ours."""
    return piece.is_kept or phrases.plain(piece.text) != piece.text
