"""Two versions of a report compared: what was changed in the inputs, and everything that is different for it."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from juesuan.compare import alignment, words
from juesuan.model.corrections import (
    CHART,
    SENTENCE,
    TABLE,
    ChangedFigure,
    Changes,
    InputChange,
    TextChange,
    Traced,
)
from juesuan.model.problems import Problem
from juesuan.versions import input_changes
from juesuan.versions.content import CELL, PICTURE, Content, SaidLine
from juesuan.versions.input_changes import Inputs


def changes(before: tuple[Content, Inputs], after: tuple[Content, Inputs]) -> Changes:
    """Everything that differs between two versions, each given by its content and its inputs."""
    old, new = before[0], after[0]
    figures = figures_changed(old, new)
    found = tuple(_numbered(_changes(old.lines, new.lines)))
    traced = tuple(_traced(edit, (old, new), figures, found) for edit in input_changes.edits(before[1], after[1]))
    keys = [{_key(problem) for problem in each.problems} for each in (old, new)]
    return Changes(
        traced,
        figures,
        found,
        tuple(_pages(old, new)),
        tuple(problem for problem in new.problems if _key(problem) not in keys[0]),
        tuple(problem for problem in old.problems if _key(problem) not in keys[1]),
        len(keys[0] & keys[1]),
        old.edits != new.edits,
    )


def _key(problem: Problem) -> tuple[str, ...]:
    """The parts by which two problems are the same; one whose numbers changed is another one."""
    return problem.code, problem.where, problem.message, problem.explained


# ---- figures


def figures_changed(old: Content, new: Content) -> tuple[ChangedFigure, ...]:
    """The figures that the two versions print differently, or that only one of them has, each with both prints."""
    return tuple(_figures_changed(old, new))


def _figures_changed(old: Content, new: Content) -> Iterator[ChangedFigure]:
    for name in dict.fromkeys((*old.figures, *new.figures)):
        texts = [each.figures[name].text if name in each.figures else "" for each in (old, new)]
        if texts[0] != texts[1]:
            yield ChangedFigure(name, *texts)


def _traced(
    edit: InputChange,
    contents: tuple[Content, Content],
    figures: Sequence[ChangedFigure],
    found: Sequence[TextChange],
) -> Traced:
    names = [figure.name for figure in figures if _comes_from(figure.name, edit, contents)]
    touched = frozenset(names)
    depending = (change for change in found if change.figures & touched or _is_its_text(edit, change))
    return Traced(edit, tuple(names), tuple(depending))


def _comes_from(name: str, edit: InputChange, contents: tuple[Content, Content]) -> bool:
    return any(
        cell in each.figures[name].cells for each in contents if name in each.figures for cell in edit.cells
    )


def _is_its_text(edit: InputChange, change: TextChange) -> bool:
    """Whether the text that was changed stands in the sentence; a shorter one than four letters never counts."""
    sides = (edit.old, change.old), (edit.new, change.new)
    texts = ((written, "".join(piece.text for piece in held)) for written, held in sides)
    return any(
        len(written) >= _LONG_ENOUGH and bool(held) and (written in held or held in written)
        for written, held in texts
    )


_LONG_ENOUGH = 4


# ---- lines


def pages_changed(old: Content, new: Content) -> frozenset[str]:
    """The labels of the pages of ``new`` with a line that ``old`` says otherwise or not, or where one has gone."""
    items = [[_aligned(line) for line in each.lines] for each in (old, new)]
    found, here = set[str](), new.lines[0].pages if new.lines else ()
    for was, now in alignment.aligned(*items):
        here = here if now is None else new.lines[now].pages
        if was is None or now is None or items[0][was].key != items[1][now].key:
            found.update(here)
    return frozenset(found)


def _changes(old: Sequence[SaidLine], new: Sequence[SaidLine]) -> Iterator[TextChange]:
    items = [[_aligned(line) for line in side] for side in (old, new)]
    for was, now in alignment.aligned(*items):
        if was is None or now is None or items[0][was].key != items[1][now].key:
            yield from _between(None if was is None else old[was], None if now is None else new[now])


def _aligned(line: SaidLine) -> alignment.AlignedItem:
    """A line as it takes part in the comparison; a cell or a picture is known by its place."""
    label = line.place if line.kind in {CELL, PICTURE} else ""
    return alignment.AlignedItem(line.kind, (line.kind, line.text, line.picture), line.text, label)


def _between(before: SaidLine | None, after: SaidLine | None) -> Iterator[TextChange]:
    line = after or before
    if line is None:
        return
    names = frozenset((*(before.figures if before else ()), *(after.figures if after else ())))
    old, new = (before.text if before else ""), (after.text if after else "")
    change = TextChange(SENTENCE, 0, line.place, line.pages, (), (), names)
    if line.kind == PICTURE:
        pictures = before.picture if before else "", after.picture if after else ""
        was, now = words.pieces(old, "")[0], words.pieces("", new)[1]
        yield replace(change, kind=CHART, old=was, new=now, pictures=pictures)
        return
    pairs = [words.pieces(old, new)] if line.kind == CELL else words.sentences(old, new)
    kind = TABLE if line.kind == CELL else SENTENCE
    yield from (replace(change, kind=kind, old=was, new=now) for was, now in pairs)


def _numbered(found: Iterator[TextChange]) -> Iterator[TextChange]:
    counts: dict[str, int] = {}
    for change in found:
        counts[change.kind] = counts.get(change.kind, 0) + 1
        yield replace(change, number=counts[change.kind])


# ---- pages


def _pages(old: Content, new: Content) -> Iterator[str]:
    sides: tuple[Mapping[str, str], ...] = tuple(
        {sheet.label: sheet.digest for sheet in each.sheets} for each in (old, new)
    )
    for label in dict.fromkeys((*sides[1], *sides[0])):
        if sides[0].get(label) != sides[1].get(label):
            yield label
