"""Old and new text merged in the new file: what was deleted is put in, what was inserted is marked."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from lxml import etree

from juesuan.tracked import alignment, lines, marks
from juesuan.tracked.items import Line, Row, Table, Thing
from juesuan.tracked.marks import Pen
from juesuan.wordxml import W


@dataclass(frozen=True, slots=True)
class Place:
    """Where old paragraphs are put when nothing new stands after them."""

    parent: etree._Element
    before: etree._Element | None = None

    def put(self, element: etree._Element) -> None:
        """Put it there, behind what has been put there before."""
        if self.before is None:
            self.parent.append(element)
        else:
            self.before.addprevious(element)


@dataclass(frozen=True, slots=True)
class Merged:
    """A paragraph or table of the merged text."""

    element: etree._Element
    old: Thing | None
    """None: it was inserted."""
    new: Thing | None
    """None: it was deleted."""

    @property
    def status(self) -> Literal["", "ins", "del"]:
        """What became of it."""
        return "ins" if self.old is None else "del" if self.new is None else ""


def merge(
    old: Sequence[Thing], new: Sequence[Thing], pen: Pen, end: Place, *, is_closed: bool = True
) -> list[Merged]:
    """Merges two texts where the new one stands; returns what is there now, in order.

    In a closed text, such as a cell, the end of the last paragraph can be neither inserted nor deleted.
    """
    found = alignment.pairs([each.item for each in old], [each.item for each in new])
    if is_closed:
        found = _with_last(found, old, new)
    made: list[Merged] = []
    at = (0, 0)
    for before, after in [*found, (len(old), len(new))]:
        place = Place(end.parent, new[at[1]].element) if at[1] < len(new) else end
        made += [_delete(each, pen, place) for each in old[at[0] : before]]
        made += [_insert(each, pen) for each in new[at[1] : after]]
        if before < len(old):
            _change(old[before], new[after], pen)
            made.append(Merged(new[after].element, old[before], new[after]))
        at = (before + 1, after + 1)
    _keep_apart(made, pen)
    if is_closed:
        _close(made, pen)
    return made


def _delete(old: Thing, pen: Pen, place: Place) -> Merged:
    made = _deleted(old, pen)
    place.put(made)
    return Merged(made, old, None)


def _insert(new: Thing, pen: Pen) -> Merged:
    _mark_inserted(new, pen)
    return Merged(new.element, None, new)


def _change(old: Thing, new: Thing, pen: Pen) -> None:
    if isinstance(old, Line) and isinstance(new, Line):
        if old.seen != new.seen:
            lines.rewrite(new.element, lines.compared(old.atoms, new.atoms), pen)
        marks.mark_look(new.element, old.look, pen)
    elif isinstance(old, Table) and isinstance(new, Table) and old.item.key != new.item.key:
        _merge_rows(old.rows, new.rows, pen, Place(new.element))


def _keep_apart(made: list[Merged], pen: Pen) -> None:
    """Word makes one table of two that touch: while the changes are shown, an empty paragraph stands between."""
    for above, below in pairwise(made):
        if above.element.tag == below.element.tag == W + "tbl" and above.status != below.status:
            between = etree.Element(W + "p")
            marks.mark_as_both(between, pen)
            above.element.addnext(between)


# ---- the last paragraph of a closed text


def _with_last(found: list[alignment.Pair], old: Sequence[Thing], new: Sequence[Thing]) -> list[alignment.Pair]:
    """The pairs, and the last paragraphs as one where each would stand alone: they share their end."""
    before, after = found[-1] if found else (-1, -1)
    if before == len(old) - 1 or after == len(new) - 1:
        return found
    are_lines = isinstance(old[-1], Line) and isinstance(new[-1], Line)
    return [*found, (len(old) - 1, len(new) - 1)] if are_lines else found


def _close(made: list[Merged], pen: Pen) -> None:
    """What was added at the end, or taken away there, begins with the end of the paragraph before it.

    The last end of all stays, and says how it looked: it belonged to that paragraph, or will.
    """
    kept = next((each for each in reversed(made) if not each.status), None)
    last = made[-1] if made else None
    if kept is None or last is None or not last.status:
        return
    if not isinstance(kept.old, Line) or not isinstance(kept.new, Line) or last.element.tag != W + "p":
        return
    if last.status == "ins":
        marks.unmark_end(last.element)
        marks.mark_look(last.element, kept.old.look, pen)
        marks.forget_look(kept.element)
        marks.mark_end(kept.element, "ins", pen)
    elif isinstance(last.old, Line):
        now = deepcopy(kept.new.look)
        marks.set_look(kept.element, marks.of_old(kept.old.look))
        marks.mark_end(kept.element, "del", pen)
        marks.set_look(last.element, now)
        marks.forget_look(last.element)
        marks.mark_look(last.element, last.old.look, pen)


# ---- tables


def _merge_rows(old: Sequence[Row], new: Sequence[Row], pen: Pen, end: Place) -> None:
    found = alignment.pairs([each.item for each in old], [each.item for each in new])
    at = (0, 0)
    for before, after in [*found, (len(old), len(new))]:
        place = Place(end.parent, new[at[1]].element) if at[1] < len(new) else end
        for row in old[at[0] : before]:
            place.put(_deleted_row(row, pen))
        for row in new[at[1] : after]:
            _mark_inserted_row(row, pen)
        if before < len(old) and old[before].item.key != new[after].item.key:
            for (_, was), (cell, now) in zip(old[before].cells, new[after].cells, strict=True):
                merge(was, now, pen, Place(cell))
        at = (before + 1, after + 1)


def _deleted_row(row: Row, pen: Pen) -> etree._Element:
    made = etree.Element(W + "tr")
    made.extend([deepcopy(each) for each in row.element if each.tag in {W + "tblPrEx", W + "trPr"}])
    marks.mark_row(made, "del", pen)
    for cell, content in row.cells:
        holder = etree.SubElement(made, W + "tc")
        holder.extend([deepcopy(each) for each in cell if each.tag == W + "tcPr"])
        holder.extend([_deleted(each, pen) for each in content])
    return made


def _mark_inserted_row(row: Row, pen: Pen) -> None:
    marks.mark_row(row.element, "ins", pen)
    for _, content in row.cells:
        for each in content:
            _mark_inserted(each, pen)


# ---- whole paragraphs and tables


def _deleted(old: Thing, pen: Pen) -> etree._Element:
    if isinstance(old, Table):
        made = etree.Element(W + "tbl")
        made.extend([deepcopy(each) for each in old.element if each.tag in {W + "tblPr", W + "tblGrid"}])
        made.extend([_deleted_row(row, pen) for row in old.rows])
        return made
    made = etree.Element(W + "p")
    marks.set_look(made, marks.of_old(old.look))
    lines.rewrite(made, lines.deleted(old.atoms), pen)
    marks.mark_end(made, "del", pen)
    return made


def _mark_inserted(new: Thing, pen: Pen) -> None:
    if isinstance(new, Table):
        for row in new.rows:
            _mark_inserted_row(row, pen)
        return
    lines.rewrite(new.element, lines.inserted(new.atoms), pen)
    marks.mark_end(new.element, "ins", pen)
