"""Edits by hand put into a report that was made anew, one after the other; what became of each is told."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct, field

from juesuan.compare.alignment import skeleton
from juesuan.compare.edits import captions, location, merge, messages, sequences, write
from juesuan.compare.edits.location import EditableReport, Gone, known, line_of
from juesuan.compare.edits.merge import Conflict, Dispute, MergedPiece, MergedText, Refused
from juesuan.figures.provenance import Origin
from juesuan.model import values
from juesuan.model.edit import PARAGRAPH, Edit, EditKind, State
from juesuan.model.problems import Problem
from juesuan.model.seen import BY_HAND
from juesuan.model.values import Cell
from juesuan.model.written_text import Statement, Typed
from juesuan.ooxml import editable_text, package
from juesuan.ooxml.editable_text import EditableParagraph
from juesuan.ooxml.package import WordFile
from juesuan.wording.tags import Filler


class Outcome(Struct, frozen=True):
    """What became of an edit in the new report, and the problem by which the officer is told."""

    state: State
    problem: Problem


class Work(Struct):
    """The report while edits are put into it, with all that is noted on the way."""

    report: EditableReport
    origins: tuple[Origin, ...]
    """The origins of the figures, in the order of their serials."""
    fill: Filler
    """The filler that puts marks around the numbers that people typed, and keeps them."""
    year: int
    """The year of the report."""
    statements: list[Statement] = field(default_factory=list)
    """The texts with words of people in them, in their marks."""
    touched: bool = False
    """Whether anything in the report has been changed."""
    seen: str | None = None
    """The text at the place of the edit at hand; None where there is none."""

    def apply(self, edit: Edit) -> Outcome | None:
        """Puts the edit into the report; returns what became of it, None where the report says it already."""
        if not edit.kind.is_carried:
            return Outcome(State.NAMED, messages.named(edit, self.year))
        self.seen = None
        try:
            is_done, refused = _ACTS[edit.kind](self, edit)
        except Conflict:
            return Outcome(State.CONFLICT, messages.conflict(edit, self.seen, self.year))
        except Gone:
            return Outcome(State.CONFLICT, messages.conflict(edit, None, self.year))
        if refused:
            return self._refused(edit, refused)
        if not is_done:
            return None
        self.touched = True
        return Outcome(State.CARRIED, messages.carried(edit, self.year))

    def _refused(self, edit: Edit, refused: tuple[Refused, ...]) -> Outcome:
        """What became of an edit some of whose numbers are not in the report."""
        if any(isinstance(each, Dispute) for each in refused):
            return Outcome(State.NUMBER, messages.numbers(edit, refused, self.origins, self.year))
        return Outcome(State.CONFLICT, messages.lost_numbers(edit, refused, self.year))

    # ---- a text

    def rewritten(self, edit: Edit) -> "_Done":
        """Puts an edit into a paragraph, several that were joined, or a cell. Raises Conflict or Gone."""
        if edit.table is not None:
            return self._cell(edit)
        at = self._whole_lines(edit)
        return self._merged(edit, at)

    def _cell(self, edit: Edit) -> "_Done":
        place, grid = self.report.table(edit)
        candidates = location.rows(grid, edit.column)
        row = location.location_of(known(edit.sought), candidates)
        cell = None if row is None else next((c for c in grid.rows[row].cells if c.column == edit.column), None)
        if cell is None:
            raise Gone
        self.seen = cell.line.text
        line = cell.line
        merged = self._merge(edit, line)
        if not merged.is_ours:
            write.write(line, self._marked(merged.pieces, edit))
            self.touched = True
            self.report.items[place] = self.report.reader.grid(grid.element)
        return not merged.is_ours, merged.refused

    def _whole_lines(self, edit: Edit) -> list[int]:
        """The places of the paragraphs that the edit changes: several where people joined or split them."""
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
        merged = self._merge(edit, line)
        if merged.is_ours:
            return False, merged.refused
        paragraphs = write.write(line, self._marked(merged.pieces, edit))
        self.touched = True
        self.report.items[at[0] : at[-1] + 1] = [self.report.reader.line(each) for each in paragraphs]
        return True, merged.refused

    def _merge(self, edit: Edit, line: EditableParagraph) -> MergedText:
        counted = captions.counted_letters(line)
        return merge.merge(edit.before, edit.after, line.raw, len(self.origins), counted)

    def _marked(self, pieces: Iterable[MergedPiece], edit: Edit) -> list[MergedPiece]:
        """The merged text with marks around the numbers in new words; neighbouring new words become one piece."""
        joined: list[MergedPiece] = []
        for piece in pieces:
            if joined and piece.ours is None and joined[-1].ours is None:
                joined[-1] = MergedPiece(joined[-1].text + piece.text)
            else:
                joined.append(piece)
        made = [
            each if _is_marked(each) else MergedPiece(self._typed(each.text, edit), each.ours) for each in joined
        ]
        self._state("".join(each.text for each in made), edit)
        return made

    def _typed(self, words: str, edit: Edit) -> str:
        return self.fill.name(words, _cell(edit)).text

    def _state(self, text: str, edit: Edit) -> None:
        """Keeps a text as a statement, so that its numbers are compared with all others."""
        self.statements += [Statement(_cell(edit), each) for each in text.split(PARAGRAPH) if each.strip()]

    # ---- whole paragraphs

    def added(self, edit: Edit) -> "_Done":
        """Puts a new paragraph beside its neighbour. Raises Gone where no neighbour is left."""
        place, is_behind = self.report.between(edit)
        if self.report.is_beside(edit, place, is_behind=is_behind):
            return False, ()
        beside = self.report.element(place, is_behind=is_behind)
        style = self.report.style(edit, place)
        made = beside
        at = place + is_behind
        for part in self._typed(edit.after, edit).split(PARAGRAPH):
            self._state(part, edit)
            made = write.insert(part, style, made, is_behind=is_behind or made is not beside)
            self.report.items.insert(at, self.report.reader.line(made))
            at += 1
        return True, ()

    def deleted(self, edit: Edit) -> "_Done":
        """Takes a paragraph out. Raises Conflict where it says something else by now."""
        try:
            at = self.report.find(known(edit.sought))
        except Gone:
            return False, ()
        line = line_of(self.report.items[at])
        self.seen = line.text
        if skeleton(line.text) != skeleton(edit.before):
            raise Conflict
        for paragraph in line.paragraphs:
            write.remove(paragraph, [atom.element for atom in line.atoms if atom.element is not None])
        del self.report.items[at]
        return True, ()

    def moved(self, edit: Edit) -> "_Done":
        """Puts a paragraph, with its new words, beside its new neighbour. Raises Conflict or Gone."""
        at = self.report.find(known(edit.sought), edit.after)
        line = line_of(self.report.items[at])
        self.seen = line.text
        self._merge(edit, line)  # a conflict changes nothing
        place, is_behind = self.report.between(edit)
        is_there = at in {place, place + (1 if is_behind else -1)}
        if not is_there:
            beside = self.report.element(place, is_behind=is_behind)
            for paragraph in line.paragraphs if is_behind else reversed(line.paragraphs):
                write.put(paragraph, beside, is_behind=is_behind)
            item = self.report.items.pop(at)
            place -= at < place
            self.report.items.insert(place + is_behind, item)
            at = place + is_behind
        changed, refused = self._merged(edit, [at])
        return changed or not is_there, refused

    # ---- rows

    def row_added(self, edit: Edit) -> "_Done":
        """Puts in a new row that looks like the one above it. Raises Conflict or Gone."""
        place, grid = self.report.table(edit)
        if any(row.text == edit.after for row in grid.rows):
            return False, ()
        found = (location.location_of(sought, location.rows(grid)) for sought in edit.behind)
        at = next((each for each in found if each is not None), None)
        if at is None:
            raise Gone
        texts = self._typed(edit.after, edit).split("\t")
        write.insert_row(grid.rows[at].element, texts)
        self._state("\n".join(texts), edit)
        self.report.items[place] = self.report.reader.grid(grid.element)
        return True, ()

    def row_deleted(self, edit: Edit) -> "_Done":
        """Takes a row out. Raises Conflict where it says something else by now."""
        try:
            place, grid = self.report.table(edit)
        except Gone:
            return False, ()
        at = location.location_of(known(edit.sought), location.rows(grid))
        if at is None:
            return False, ()
        row = grid.rows[at]
        self.seen = row.text
        if skeleton(row.text) != skeleton(edit.before):
            raise Conflict
        next(row.element.iterancestors()).remove(row.element)
        self.report.items[place] = self.report.reader.grid(grid.element)
        return True, ()


_Done = tuple[bool, tuple[Refused, ...]]
_ACTS: Mapping[EditKind, Callable[[Work, Edit], _Done]] = {
    EditKind.REWRITTEN: Work.rewritten,
    EditKind.ADDED: Work.added,
    EditKind.DELETED: Work.deleted,
    EditKind.MOVED: Work.moved,
    EditKind.ROW_ADDED: Work.row_added,
    EditKind.ROW_DELETED: Work.row_deleted,
}


def _cell(edit: Edit) -> Cell:
    return Cell(BY_HAND, f"第{edit.number}处")


def _is_marked(piece: MergedPiece) -> bool:
    """Whether the piece needs no new marks: it is the program's own, or a number in the program's mark."""
    return piece.is_kept or values.plain(piece.text) != piece.text


class KeptEdit(Struct, frozen=True):
    """An edit that stays on the list, with what became of it in this report."""

    edit: Edit
    state: State


class CarriedEdits(Struct, frozen=True):
    """The report with the edits in it, and what is told and kept of them."""

    word: WordFile
    """The report, still in its marks; the same file where nothing was changed."""
    kept: tuple[KeptEdit, ...]
    """The edits that stay on the list: all but those whose result the report has by itself now."""
    problems: tuple[Problem, ...]
    """What the officer is told of each of them."""
    typed: tuple[Typed, ...]
    """The numbers that people typed, in the order of their marks from ``first`` on."""
    statements: tuple[Statement, ...] = ()
    """The texts that people wrote or changed, with all their marks, so that their numbers are checked, too."""

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits that stay on the list."""
        return tuple(each.edit for each in self.kept)


def carry(
    ours: WordFile, edits: Iterable[Edit], origins: tuple[Origin, ...], first: int, year: int
) -> CarriedEdits:
    """The filled report, not yet finished, with the edits put in one after the other.

    ``origins`` are those of the figures; ``first`` is the first serial that no mark has yet; ``year`` is that
    of the report. An edit that cannot be put in changes nothing and is told. Raises `NotWordFile`.
    """
    edits = tuple(edits)
    if not edits:
        return CarriedEdits(ours, (), (), ())
    reader = editable_text.of(package.copied(ours))
    work = Work(EditableReport(reader, list(reader.items())), origins, Filler({}, [], first), year)
    done = [(edit, work.apply(edit)) for edit in edits]
    kept = tuple(KeptEdit(edit, outcome.state) for edit, outcome in done if outcome is not None)
    problems = tuple(outcome.problem for _, outcome in done if outcome is not None)
    if work.touched:
        problems += tuple(sequences.problems(list(editable_text.of(ours).items()), work.report.items))
    word = reader.word if work.touched else ours
    return CarriedEdits(word, kept, problems, tuple(work.fill.typed), tuple(work.statements))
