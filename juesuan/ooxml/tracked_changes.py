"""Tracked changes of a Word file: accepted, so that what was deleted is gone, or written as Word itself does."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Literal

from lxml import etree
from msgspec import Struct

from juesuan.ooxml.elements import W, element, properties, value
from juesuan.ooxml.package import WordFile, copied

_GONE = (W + "del", W + "moveFrom", W + "cellDel")
_STANDS = {W + "ins", W + "moveTo"}
_CHANGED = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_HISTORY = tuple(
    W + name
    for name in "rPrChange pPrChange tblPrChange tcPrChange trPrChange sectPrChange tblGridChange".split()  # noqa: SIM905
)


def are_in(root: etree._Element) -> bool:
    """Whether the text holds changes that nobody has accepted or rejected; those of looks alone do not count."""
    return next(root.iter(*_CHANGED), None) is not None


def accepted(word: WordFile) -> WordFile:
    """The file with every tracked change accepted: insertions stay, deletions go; itself where it has none."""
    if next(word.root.iter(*_HISTORY, *_GONE, *_STANDS), None) is None:
        return word
    made = copied(word)
    _accept(made.root)
    return made


def _accept(root: etree._Element) -> None:
    for each in list(root.iter(*_HISTORY)):
        _remove(each)
    for row in [each for each in root.iter(W + "tr") if each.find(f"{W}trPr/{W}del") is not None]:
        _remove(row)
    joined = [each for each in root.iter(W + "p") if _loses_its_end(each)]
    for each in [each for each in root.iter(*_GONE) if not _is_a_mark(each)]:
        _remove(each)
    for paragraph in reversed(joined):
        _join(paragraph)
    for each in [each for each in root.iter(*_STANDS) if not _is_a_mark(each)]:
        _unwrap(each)


def _is_a_mark(element: etree._Element) -> bool:
    """Whether a change only marks the end of a paragraph or a row, and holds no text itself."""
    parent = element.getparent()
    return parent is not None and parent.tag in {W + "rPr", W + "trPr"}


def _loses_its_end(paragraph: etree._Element) -> bool:
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(W + name) is not None for name in ("del", "moveFrom"))


def _join(paragraph: etree._Element) -> None:
    """Moves what a paragraph without an end holds into the next one, which keeps its own look."""
    following = paragraph.getnext()
    content = [child for child in paragraph if child.tag != W + "pPr"]
    if following is None or following.tag != W + "p":
        if not content and paragraph.getprevious() is not None:
            _remove(paragraph)
        return
    place = 0 if following.find(W + "pPr") is None else 1
    following[place:place] = content
    _remove(paragraph)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        place = parent.index(element)
        parent[place : place + 1] = list(element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


Status = Literal["ins", "del"]
"""Whether a change inserts or deletes, by the name of its element."""
_AFTER_LOOK = (W + "sectPr", W + "pPrChange")
_REFERENCES = {W + "headerReference", W + "footerReference"}
_NO_LOOK = {W + "rPr", W + "sectPr", W + "pPrChange"}


class Pen(Struct, frozen=True):
    """The author, the date and the free ids with which the marks of tracked changes are written."""

    author: str
    date: str
    """The date as Word writes it, to the second."""
    ids: Iterator[int]
    """Ids that no other mark of the file has."""

    def mark(self, name: str) -> etree._Element:
        """An empty element of this name with the author, the date and an id of its own."""
        return element(name, id=str(next(self.ids)), author=self.author, date=self.date)


def mark_end(paragraph: etree._Element, status: Status, pen: Pen) -> None:
    """Marks the end of the paragraph as inserted or deleted; a paragraph without an end runs into the next one."""
    around = properties(paragraph)
    look = around.find(W + "rPr")
    if look is None:
        look = element("rPr")
        _before(around, look, _AFTER_LOOK)
    for name in ("ins", "del"):
        for old in look.findall(W + name):
            look.remove(old)
    look.insert(0, pen.mark(status))


def unmark_end(paragraph: etree._Element) -> None:
    """Removes every mark that ``mark_end`` has set at the paragraph."""
    for look in paragraph.findall(f"{W}pPr/{W}rPr"):
        for each in [each for each in look if each.tag in {W + "ins", W + "del"}]:
            look.remove(each)


def mark_as_both(paragraph: etree._Element, pen: Pen) -> None:
    """Marks the paragraph as inserted and deleted at once: it is in neither text.

    Such a paragraph only keeps two tables apart while the changes are shown.
    """
    mark_end(paragraph, "del", pen)
    properties(paragraph)[0].insert(0, pen.mark("ins"))


def mark_row(row: etree._Element, status: Status, pen: Pen) -> None:
    """Marks a row of a table as inserted or deleted."""
    around = row.find(W + "trPr")
    if around is None:
        around = element("trPr")
        before = row.find(W + "tblPrEx")
        row.insert(0 if before is None else row.index(before) + 1, around)
    for name in ("ins", "del"):
        for old in around.findall(W + name):
            around.remove(old)
    _before(around, pen.mark(status), (W + "trPrChange",))


def mark_look(paragraph: etree._Element, old: etree._Element, pen: Pen) -> None:
    """Notes ``old`` as the properties that the paragraph had, where its style or its list is another one now."""
    around = properties(paragraph)
    if identity(around) == identity(old):
        return
    forget_look(paragraph)
    change = pen.mark("pPrChange")
    change.append(bare(old))
    around.append(change)


def forget_look(paragraph: etree._Element) -> None:
    """Removes every note that ``mark_look`` has set at the paragraph."""
    for look in paragraph.findall(W + "pPr"):
        for each in look.findall(W + "pPrChange"):
            look.remove(each)


def set_look(paragraph: etree._Element, look: etree._Element) -> None:
    """Gives the paragraph ``look`` as its properties (`w:pPr`), in place of those it has."""
    for old in paragraph.findall(W + "pPr"):
        paragraph.remove(old)
    paragraph.insert(0, look)


def of_old(look: etree._Element) -> etree._Element:
    """The properties of an old paragraph for the new file, with the section that ends there.

    The look of the paragraph's mark, and the headers of the section, stay behind.
    """
    made = bare(look)
    made.extend([section(each) for each in look.findall(W + "sectPr")])
    return made


def identity(look: etree._Element | None) -> tuple[str | None, ...]:
    """The style, the list and its level that a paragraph's properties name; each None where they name none."""
    listed = None if look is None else look.find(W + "numPr")
    return value(look, "pStyle"), value(listed, "numId"), value(listed, "ilvl")


def bare(look: etree._Element) -> etree._Element:
    """A copy of a paragraph's properties without the look of its mark and without its section."""
    made = deepcopy(look)
    for child in [child for child in made if child.tag in _NO_LOOK]:
        made.remove(child)
    return made


def section(old: etree._Element) -> etree._Element:
    """A copy of a section without headers and footers of its own: it goes on with those of the section before."""
    made = deepcopy(old)
    for child in [child for child in made if child.tag in _REFERENCES or child.tag == W + "sectPrChange"]:
        made.remove(child)
    return made


def mark_section(new: etree._Element, old: etree._Element, pen: Pen) -> None:
    """Notes ``old`` as the form that the section had, where ``new`` has another one now."""
    before, now = section(old), section(new)
    if etree.tostring(before, method="c14n") == etree.tostring(now, method="c14n"):
        return
    for each in new.findall(W + "sectPrChange"):
        new.remove(each)
    change = pen.mark("sectPrChange")
    change.append(before)
    new.append(change)


def _before(parent: etree._Element, child: etree._Element, following: tuple[str, ...]) -> None:
    place = next((each for each in parent if each.tag in following), None)
    parent.insert(len(parent) if place is None else parent.index(place), child)
