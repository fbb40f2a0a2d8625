"""Merged texts written into the XML: words that stay keep their run, new ones look like those before them."""

import copy
import re
from collections.abc import Callable, Sequence
from functools import partial

from lxml import etree
from msgspec import Struct, field

from juesuan.compare.edits import captions
from juesuan.compare.edits.captions import CountedNumbers
from juesuan.compare.edits.merge import Conflict, MergedPiece
from juesuan.model.edit import PARAGRAPH
from juesuan.ooxml.editable_text import EditableParagraph
from juesuan.ooxml.elements import XML, W, element, properties, worded

_BREAKS = {"\n": "br", "\t": "tab"}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Slot(Struct):
    """The new text of a piece of the paragraph."""

    kept: str = ""
    """The text that is left of the piece, with new words where it can hold some."""
    behind: str = ""
    """The new words behind a piece that can hold none: a tab, a break, a formula, a number that a field counts."""


class _Slots(Struct):
    """The new texts of all pieces (atoms) of a paragraph, filled from left to right."""

    line: EditableParagraph
    counted: CountedNumbers
    slots: list[_Slot] = field(default_factory=list)
    at: int = -1
    """The place of the piece that was filled last; -1 before the first."""
    waiting: str = ""
    """New words that wait for the first piece."""

    def __post_init__(self) -> None:
        self.slots = [_Slot() for _ in self.line.atoms]

    def put(self, words: str, atom: int | None) -> None:
        """Puts in words of the piece at the place ``atom`` or, for None, new words behind the last ones."""
        if atom is not None:
            self.at = atom
            self.slots[atom].kept += self.waiting + words
            self.waiting = ""
        elif self.at < 0:
            self.waiting += words
        elif _holds_words(self.line.atoms[self.at].element, self.counted):
            self.slots[self.at].kept += words
        else:
            self.slots[self.at].behind += words


def _holds_words(element: etree._Element | None, counted: CountedNumbers) -> bool:
    return element is not None and element.tag == W + "t" and element not in counted


def write(line: EditableParagraph, pieces: Sequence[MergedPiece]) -> list[etree._Element]:
    """Writes the merged text into the line; returns its paragraphs, which may be more or fewer than before.

    Raises Conflict, before anything is changed, where paragraphs would have to be joined that cannot be.
    """
    counted = captions.counted(line.paragraphs)
    slots = _filled(line, pieces, counted)
    gone = [place for place, atom in enumerate(line.atoms) if atom.element is None and not slots.slots[place].kept]
    _refuse_apart(line, gone)
    if slots.waiting or not line.atoms:
        _begin(line.paragraphs[0], slots.waiting)
    for atom, slot in zip(line.atoms, slots.slots, strict=True):
        if atom.element is not None and atom.element in counted:
            _settle_counted(counted[atom.element], slot)
        elif atom.element is not None:
            _settle(atom.element, atom.text, slot)
        elif slot.behind:
            _begin(_paragraph_behind(line, atom), slot.behind)
    paragraphs = _joined(line, gone)
    return [each for paragraph in paragraphs for each in _split(paragraph)]


def _filled(line: EditableParagraph, pieces: Sequence[MergedPiece], counted: CountedNumbers) -> _Slots:
    starts, length = [], 0
    for atom in line.atoms:
        starts.append(length)
        length += len(atom.text)
    owners = [place for place, atom in enumerate(line.atoms) for _ in atom.text]
    slots = _Slots(line, counted)
    for piece in pieces:
        if piece.ours is None:
            slots.put(_FORBIDDEN.sub("", piece.text), None)
        elif not piece.is_kept:
            slots.put(piece.text, owners[piece.ours.start])
        else:
            for place, letter in enumerate(piece.text, start=piece.ours.start):
                slots.put(letter, owners[place])
    return slots


def _settle_counted(field: Sequence[etree._Element], slot: _Slot) -> None:
    """Puts new words behind a field that counts a number, and removes the field where its number was deleted."""
    if slot.behind:
        look = next((each for part in field for each in part.iter(W + "rPr")), None)
        _put_run(field[-1].addnext, slot.behind, look)
    if not slot.kept:
        for part in field:
            next(part.iterancestors()).remove(part)


def _settle(element: etree._Element, was: str, slot: _Slot) -> None:
    """Gives an element of a run its new text."""
    if element.tag == W + "t":
        if slot.kept != was:
            element.text = slot.kept
        element.set(XML + "space", "preserve")
        _expand(element)
        return
    if slot.behind:
        added = worded(slot.behind)
        element.addnext(added)
        _expand(added)
    if not slot.kept:
        next(element.iterancestors()).remove(element)


def _expand(text: etree._Element) -> None:
    """Makes elements of the line breaks and tabs in a text."""
    words = re.split(r"([\n\t])", text.text or "")
    if len(words) == 1:
        return
    text.text = words[0]
    last = text
    for word in words[1:]:
        made = element(_BREAKS[word]) if word in _BREAKS else worded(word)
        last.addnext(made)
        last = made


def _begin(paragraph: etree._Element, words: str) -> None:
    """Puts new words at the beginning of a paragraph, in the look of its first run."""
    if not words:
        return
    first = next((each.find(W + "rPr") for each in paragraph.iter(W + "r")), None)
    at = 0 if paragraph.find(W + "pPr") is None else 1
    _put_run(partial(paragraph.insert, at), words, first)


def _put_run(put: Callable[[etree._Element], None], words: str, look: etree._Element | None) -> None:
    """Puts new words, as a run of their own in this look, where ``put`` puts an element."""
    run = element("r")
    if look is not None:
        run.append(copy.deepcopy(look))
    text = worded(words)
    run.append(text)
    put(run)
    _expand(text)


def _paragraph_behind(line: EditableParagraph, end: object) -> etree._Element:
    """The paragraph of the line that begins behind this end of one."""
    ends = [atom for atom in line.atoms if atom.element is None]
    return line.paragraphs[next(place for place, atom in enumerate(ends, start=1) if atom is end)]


# ---- paragraphs joined and split


def _refuse_apart(line: EditableParagraph, gone: Sequence[int]) -> None:
    """Raises Conflict where paragraphs are to be joined that do not stand one behind the other."""
    for first, second in _meeting(line, gone):
        if first.getnext() is not second:
            raise Conflict


def _meeting(line: EditableParagraph, gone: Sequence[int]) -> list[tuple[etree._Element, etree._Element]]:
    """The two paragraphs on both sides of each end of one that is gone."""
    ends = [place for place, atom in enumerate(line.atoms) if atom.element is None]
    return [
        (line.paragraphs[nth], line.paragraphs[nth + 1]) for nth, place in enumerate(ends) if place in set(gone)
    ]


def _joined(line: EditableParagraph, gone: Sequence[int]) -> list[etree._Element]:
    left = list(line.paragraphs)
    for first, second in reversed(_meeting(line, gone)):
        section = second.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            properties(first).append(section)
        first.extend([child for child in second if child.tag != W + "pPr"])
        next(second.iterancestors()).remove(second)
        left.remove(second)
    return left


def _split(paragraph: etree._Element) -> list[etree._Element]:
    """Cuts a paragraph wherever ``PARAGRAPH`` stands in its text; returns the paragraphs that come of it."""
    made = [paragraph]
    while (text := _with_end(made[-1])) is not None:
        run = next(text.iterancestors(W + "r"))
        if run.getparent() is not made[-1]:
            text.text = (text.text or "").replace(PARAGRAPH, " ", 1)  # in a link, which cannot be cut
            continue
        made.append(_cut(made[-1], run, text))
    return made


def _with_end(paragraph: etree._Element) -> etree._Element | None:
    return next((each for each in paragraph.iter(W + "t") if PARAGRAPH in (each.text or "")), None)


def _cut(paragraph: etree._Element, run: etree._Element, text: etree._Element) -> etree._Element:
    before, _, behind = (text.text or "").partition(PARAGRAPH)
    rest = element("r")
    if (look := run.find(W + "rPr")) is not None:
        rest.append(copy.deepcopy(look))
    rest.append(worded(behind))
    rest.extend(list(text.itersiblings()))
    text.text = before
    following = element("p")
    properties = paragraph.find(W + "pPr")
    if properties is not None:
        following.append(copy.deepcopy(properties))
        for section in properties.findall(W + "sectPr"):
            properties.remove(section)
    following.append(rest)
    following.extend(list(run.itersiblings()))
    paragraph.addnext(following)
    return following


# ---- whole paragraphs and rows


def insert(words: str, style: str, beside: etree._Element, *, is_behind: bool) -> etree._Element:
    """Puts a new paragraph before or behind an element; returns it. ``style`` is the id of its style, or empty."""
    paragraph = element("p")
    if style:
        properties(paragraph).append(element("pStyle", val=style))
    _begin(paragraph, _FORBIDDEN.sub("", words))
    put(paragraph, beside, is_behind=is_behind)
    return paragraph


def put(paragraph: etree._Element, beside: etree._Element, *, is_behind: bool) -> None:
    """Puts a paragraph before or behind an element; behind the last one of a section it becomes the last."""
    section = beside.find(f"{W}pPr/{W}sectPr")
    if is_behind and section is not None:
        properties(paragraph).append(section)
    (beside.addnext if is_behind else beside.addprevious)(paragraph)


def remove(paragraph: etree._Element, texts: Sequence[etree._Element]) -> None:
    """Takes a paragraph out; one that ends a section, holds a picture or is all of a cell loses its text only."""
    parent = next(paragraph.iterancestors())
    is_last = paragraph.find(f"{W}pPr/{W}sectPr") is not None
    if (
        not is_last
        and next(paragraph.iter(W + "drawing"), None) is None
        and (parent.tag != W + "tc" or len(parent.findall(W + "p")) > 1)
    ):
        parent.remove(paragraph)
        return
    for text in texts:
        next(text.iterancestors()).remove(text)


def insert_row(behind: etree._Element, texts: Sequence[str]) -> etree._Element:
    """Puts a copy of a row behind it, with these texts in its cells, and returns it.

    A cell that spans rows spans the new one, too, where there is no text for it. Raises Conflict where the texts
    are too many or too few.
    """
    row = copy.deepcopy(behind)
    cells = row.findall(W + "tc")
    own = [cell for cell in cells if cell.find(f"{W}tcPr/{W}vMerge") is None]
    if len(texts) not in {len(own), len(cells)}:
        raise Conflict
    spans = len(texts) == len(own)
    for cell in cells:
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and spans:
            merge.attrib.pop(W + "val", "")
        elif merge is not None:
            next(merge.iterancestors()).remove(merge)
        _empty(cell)
    for cell, words in zip(own if spans else cells, texts, strict=True):
        paragraph = cell.find(W + "p")
        if paragraph is not None:
            _begin(paragraph, _FORBIDDEN.sub("", words))
            _split(paragraph)
    behind.addnext(row)
    return row


def _empty(cell: etree._Element) -> None:
    """Empties a cell but for one paragraph and, in it, one run that keeps the look."""
    first, *others = [child for child in cell if child.tag != W + "tcPr"]
    for other in others:
        cell.remove(other)
    look = next((each.find(W + "rPr") for each in first.iter(W + "r")), None)
    for child in [child for child in first if child.tag != W + "pPr"]:
        first.remove(child)
    if look is not None:
        first.append(element("r", copy.deepcopy(look)))
