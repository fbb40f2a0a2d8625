"""An old text merged into the new file: what was deleted is put in, what was inserted is marked."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Literal

from lxml import etree
from msgspec import Struct

from juesuan.compare import alignment, words
from juesuan.compare.redline import paragraphs
from juesuan.compare.redline.paragraphs import RedlineAtom, RedlineParagraph, RedlineRow, RedlineTable, Thing
from juesuan.ooxml import tracked_changes
from juesuan.ooxml.elements import XML, W
from juesuan.ooxml.tracked_changes import Pen


class InsertionPoint(Struct, frozen=True):
    """A place in the XML at which old paragraphs, tables or rows are put in."""

    parent: etree._Element
    before: etree._Element | None = None
    """The element in front of which they are put; None for the end of the parent."""

    def put(self, element: etree._Element) -> None:
        """Puts an element there, behind those that have been put there before."""
        if self.before is None:
            self.parent.append(element)
        else:
            self.before.addprevious(element)


class MergedBlock(Struct, frozen=True):
    """A paragraph or table of the merged text."""

    element: etree._Element
    old: Thing | None
    """The paragraph or table of the old text; None where it was inserted."""
    new: Thing | None
    """The paragraph or table of the new text; None where it was deleted."""

    @property
    def status(self) -> Literal["", "ins", "del"]:
        """Whether it was inserted or deleted, by the name of Word's element; empty where it stayed."""
        return "ins" if self.old is None else "del" if self.new is None else ""


def merge(
    old: Sequence[Thing], new: Sequence[Thing], pen: Pen, end: InsertionPoint, *, is_closed: bool = True
) -> list[MergedBlock]:
    """Merges two texts where the new one stands; returns the paragraphs and tables that are there now, in order.

    ``end`` is the place behind the new text. In a closed text, such as a cell, the end of the last paragraph can
    be neither inserted nor deleted.
    """
    found = alignment.pairs([each.item for each in old], [each.item for each in new])
    if is_closed:
        found = _with_last(found, old, new)
    made: list[MergedBlock] = []
    at = (0, 0)
    for before, after in [*found, (len(old), len(new))]:
        place = InsertionPoint(end.parent, new[at[1]].element) if at[1] < len(new) else end
        made += [_delete(each, pen, place) for each in old[at[0] : before]]
        made += [_insert(each, pen) for each in new[at[1] : after]]
        if before < len(old):
            _change(old[before], new[after], pen)
            made.append(MergedBlock(new[after].element, old[before], new[after]))
        at = (before + 1, after + 1)
    _keep_apart(made, pen)
    if is_closed:
        _close(made, pen)
    return made


def _delete(old: Thing, pen: Pen, place: InsertionPoint) -> MergedBlock:
    made = _deleted(old, pen)
    place.put(made)
    return MergedBlock(made, old, None)


def _insert(new: Thing, pen: Pen) -> MergedBlock:
    _mark_inserted(new, pen)
    return MergedBlock(new.element, None, new)


def _change(old: Thing, new: Thing, pen: Pen) -> None:
    if isinstance(old, RedlineParagraph) and isinstance(new, RedlineParagraph):
        if old.seen != new.seen:
            rewrite(new.element, compared(old.atoms, new.atoms), pen)
        tracked_changes.mark_look(new.element, old.look, pen)
    elif isinstance(old, RedlineTable) and isinstance(new, RedlineTable) and old.item.key != new.item.key:
        _merge_rows(old.rows, new.rows, pen, InsertionPoint(new.element))


def _keep_apart(made: list[MergedBlock], pen: Pen) -> None:
    """Puts an empty paragraph between two tables that touch while changes are shown: Word would join them."""
    for above, below in pairwise(made):
        if above.element.tag == below.element.tag == W + "tbl" and above.status != below.status:
            between = etree.Element(W + "p")
            tracked_changes.mark_as_both(between, pen)
            above.element.addnext(between)


# ---- the last paragraph of a closed text


def _with_last(found: list[alignment.Pair], old: Sequence[Thing], new: Sequence[Thing]) -> list[alignment.Pair]:
    """The pairs, with that of the last paragraphs where neither is in one: both share the end of the text."""
    before, after = found[-1] if found else (-1, -1)
    if before == len(old) - 1 or after == len(new) - 1:
        return found
    are_lines = isinstance(old[-1], RedlineParagraph) and isinstance(new[-1], RedlineParagraph)
    return [*found, (len(old) - 1, len(new) - 1)] if are_lines else found


def _close(made: list[MergedBlock], pen: Pen) -> None:
    """Moves the marks of paragraphs inserted or deleted at the end of a closed text to the paragraph before them.

    The very last end stays unmarked, as Word wants it; the look noted there is that of the paragraph that has this
    end in the old text or will have it in the new one.
    """
    kept = next((each for each in reversed(made) if not each.status), None)
    last = made[-1] if made else None
    if kept is None or last is None or not last.status:
        return
    if (
        not isinstance(kept.old, RedlineParagraph)
        or not isinstance(kept.new, RedlineParagraph)
        or last.element.tag != W + "p"
    ):
        return
    if last.status == "ins":
        tracked_changes.unmark_end(last.element)
        tracked_changes.mark_look(last.element, kept.old.look, pen)
        tracked_changes.forget_look(kept.element)
        tracked_changes.mark_end(kept.element, "ins", pen)
    elif isinstance(last.old, RedlineParagraph):
        now = deepcopy(kept.new.look)
        tracked_changes.set_look(kept.element, tracked_changes.of_old(kept.old.look))
        tracked_changes.mark_end(kept.element, "del", pen)
        tracked_changes.set_look(last.element, now)
        tracked_changes.forget_look(last.element)
        tracked_changes.mark_look(last.element, last.old.look, pen)


# ---- tables


def _merge_rows(old: Sequence[RedlineRow], new: Sequence[RedlineRow], pen: Pen, end: InsertionPoint) -> None:
    found = alignment.pairs([each.item for each in old], [each.item for each in new])
    at = (0, 0)
    for before, after in [*found, (len(old), len(new))]:
        place = InsertionPoint(end.parent, new[at[1]].element) if at[1] < len(new) else end
        for row in old[at[0] : before]:
            place.put(_deleted_row(row, pen))
        for row in new[at[1] : after]:
            _mark_inserted_row(row, pen)
        if before < len(old) and old[before].item.key != new[after].item.key:
            for (_, was), (cell, now) in zip(old[before].cells, new[after].cells, strict=True):
                merge(was, now, pen, InsertionPoint(cell))
        at = (before + 1, after + 1)


def _deleted_row(row: RedlineRow, pen: Pen) -> etree._Element:
    made = etree.Element(W + "tr")
    made.extend([deepcopy(each) for each in row.element if each.tag in {W + "tblPrEx", W + "trPr"}])
    tracked_changes.mark_row(made, "del", pen)
    for cell, content in row.cells:
        holder = etree.SubElement(made, W + "tc")
        holder.extend([deepcopy(each) for each in cell if each.tag == W + "tcPr"])
        holder.extend([_deleted(each, pen) for each in content])
    return made


def _mark_inserted_row(row: RedlineRow, pen: Pen) -> None:
    tracked_changes.mark_row(row.element, "ins", pen)
    for _, content in row.cells:
        for each in content:
            _mark_inserted(each, pen)


# ---- whole paragraphs and tables


def _deleted(old: Thing, pen: Pen) -> etree._Element:
    if isinstance(old, RedlineTable):
        made = etree.Element(W + "tbl")
        made.extend([deepcopy(each) for each in old.element if each.tag in {W + "tblPr", W + "tblGrid"}])
        made.extend([_deleted_row(row, pen) for row in old.rows])
        return made
    made = etree.Element(W + "p")
    tracked_changes.set_look(made, tracked_changes.of_old(old.look))
    rewrite(made, deleted(old.atoms), pen)
    tracked_changes.mark_end(made, "del", pen)
    return made


def _mark_inserted(new: Thing, pen: Pen) -> None:
    if isinstance(new, RedlineTable):
        for row in new.rows:
            _mark_inserted_row(row, pen)
        return
    rewrite(new.element, inserted(new.atoms), pen)
    tracked_changes.mark_end(new.element, "ins", pen)


_Status = Literal["", "ins", "del"]
_Told = Iterator[tuple[_Status, RedlineAtom]]


def compared(old: Sequence[RedlineAtom], new: Sequence[RedlineAtom]) -> _Told:
    """The pieces of two paragraphs in order, each kept, deleted or inserted; links and fields are the new one's.

    Where a field that must stay with its paragraph was added or taken away, all is deleted and inserted.
    """
    if paragraphs.bound_fields(old) == paragraphs.bound_fields(new):
        yield from _within(paragraphs.tokens(old), paragraphs.tokens(new))
    else:
        yield from deleted(old)
        yield from inserted(new)


def _within(old: list[RedlineAtom], new: list[RedlineAtom]) -> _Told:
    was = [atom for atom in old if atom.is_seen]
    places = [*(place for place, atom in enumerate(new) if atom.is_seen), len(new)]
    told = words.changes([atom.key for atom in was], [new[place].key for place in places[:-1]])
    at = 0
    for a, b, c, d in told:
        yield from (("", atom) for atom in new[at : places[c]])
        yield from (("del", atom) for atom in was[a:b])
        at = places[c] if c == d else places[d - 1] + 1
        yield from (("ins" if atom.is_seen else "", atom) for atom in new[places[c] : at])
    yield from (("", atom) for atom in new[at:])


def inserted(found: Sequence[RedlineAtom]) -> _Told:
    """The pieces of a new paragraph as inserted, with its fields; links and bookmarks stay around them."""
    for atom in found:
        yield ("ins" if atom.in_run and atom.kind != "still" else ""), atom


def deleted(found: Sequence[RedlineAtom]) -> _Told:
    """The pieces of an old paragraph that can be shown, as deleted."""
    yield from (("del", atom) for atom in paragraphs.deletable(found))


def rewrite(paragraph: etree._Element, told: _Told, pen: Pen) -> None:
    """Puts the pieces, changes marked, into the paragraph, in place of all it holds but its properties."""
    pieces = list(told)  # they hold elements of the paragraph itself
    for child in [child for child in paragraph if child.tag != W + "pPr"]:
        paragraph.remove(child)
    around, status, holder = [paragraph], "", paragraph
    for changed, atom in pieces:
        if not atom.in_run:
            _border(around, atom)
            status, holder = "", around[-1]
            continue
        if changed != status:
            holder = (
                around[-1]
                if not changed
                else etree.SubElement(around[-1], W + changed, _attributes(pen.mark(changed)))
            )
            status = changed
        _add(holder, atom, is_deleted=changed == "del")


def _border(around: list[etree._Element], atom: RedlineAtom) -> None:
    """Opens or closes a link, or puts in something that stands by itself; ``around`` are the elements open."""
    element = atom.element
    if element is None:
        return
    if atom.kind == "still":
        around[-1].append(element)
    elif atom.key == paragraphs.CLOSE:
        around.pop()
    else:
        around.append(etree.SubElement(around[-1], W + "hyperlink", _attributes(element)))


def _add(holder: etree._Element, atom: RedlineAtom, *, is_deleted: bool) -> None:
    """Puts a piece at the end of the last run, or into a new one where it looks different."""
    run = holder[-1] if len(holder) and holder[-1].tag == W + "r" else None
    if run is None or _look(run.find(W + "rPr")) != _look(atom.look):
        run = etree.SubElement(holder, W + "r")
        if atom.look is not None:
            run.append(deepcopy(atom.look))
    if atom.kind == "text":
        _write(run, atom.key, W + ("delText" if is_deleted else "t"))
    elif atom.element is not None:
        element = deepcopy(atom.element)
        if is_deleted and element.tag == W + "instrText":
            element.tag = W + "delInstrText"
        run.append(element)


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(text) for name, text in element.attrib.items()}


def _write(run: etree._Element, text: str, tag: str) -> None:
    if not len(run) or run[-1].tag != tag:
        etree.SubElement(run, tag, {XML + "space": "preserve"}).text = ""
    run[-1].text = (run[-1].text or "") + text


def _look(properties: etree._Element | None) -> bytes:
    return b"" if properties is None else bytes(etree.tostring(properties, method="c14n"))
