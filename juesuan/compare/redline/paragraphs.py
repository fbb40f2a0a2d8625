"""A paragraph taken apart into what is compared: words, things such as pictures, and the frame around them.

Paragraphs, tables and rows are those of ``walk``. What is inside a paragraph is taken apart here, since it is put
together again: what no reader sees stays, too, such as hidden words and where links and fields begin and end.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, groupby
from typing import Literal

from lxml import etree

from juesuan.compare import words
from juesuan.compare.alignment import LEAST_ROW, AlignedItem
from juesuan.ooxml import letters, tracked_changes
from juesuan.ooxml.elements import DRAWN, MC, XML, W, picture_ids, value
from juesuan.ooxml.walked import WalkedBlock, WalkedParagraph, WalkedRow, WalkedTable

Kind = Literal["text", "thing", "frame", "still"]

_OPENED = {W + name for name in ("smartTag", "customXml", "sdt", "sdtContent", "ins", "moveTo", "bdo", "dir")}
_LEFT = {W + "del", W + "moveFrom", W + "pPr", W + "proofErr"}
SMALL = {W + name for name in ("tab", "ptab", "br", "cr", "noBreakHyphen", "softHyphen", "sym")}
"""Things that are no pictures."""
_MARK = "\uf000"
"""Begins the key of everything that is no text."""
OPEN, CLOSE = f"{_MARK}open", f"{_MARK}close"
"""The keys of the two ends of a link."""
BOUND_FIELDS = frozenset({"SEQ"})
"""Fields that stay fields when they are deleted; any other leaves its result: what it refers to may be gone."""


@dataclass(frozen=True, slots=True)
class RedlineAtom:
    """A piece of a paragraph."""

    kind: Kind
    """text; a thing in the line; frame: a field's marks or a link's ends; still: nothing a reader sees."""
    key: str
    """What is compared; of text, the text."""
    element: etree._Element | None = None
    """The run's child, or the link; None for text."""
    look: etree._Element | None = None
    """The run's properties."""
    in_run: bool = True

    @property
    def is_seen(self) -> bool:
        """Whether it is there for the reader."""
        return self.kind in {"text", "thing"}


def atoms(paragraph: etree._Element, media: Mapping[str, bytes]) -> tuple[RedlineAtom, ...]:
    """Everything in the paragraph in order; pictures are compared by the data behind their relationship.

    Changes that someone has tracked before count as accepted.
    """
    return tuple(_named(list(_inside(paragraph, media))))


def _inside(parent: etree._Element, media: Mapping[str, bytes]) -> Iterator[RedlineAtom]:
    for child in parent:
        if child.tag == W + "r":
            yield from _run(child, media)
        elif child.tag == W + "hyperlink":
            yield RedlineAtom("frame", OPEN, child, in_run=False)
            yield from _inside(child, media)
            yield RedlineAtom("frame", CLOSE, child, in_run=False)
        elif child.tag == W + "fldSimple":
            yield _mark("begin")
            yield _instruction(child.get(W + "instr", ""))
            yield _mark("separate")
            yield from _inside(child, media)
            yield _mark("end")
        elif child.tag in _OPENED:
            yield from _inside(child, media)
        elif child.tag not in _LEFT:
            yield RedlineAtom("still", _MARK, child, in_run=False)


def _run(run: etree._Element, media: Mapping[str, bytes]) -> Iterator[RedlineAtom]:
    look = run.find(W + "rPr")
    for child in run:
        if child.tag == W + "t":
            yield RedlineAtom("text", letters.written(child), None, look)
        elif child.tag == W + "fldChar":
            yield RedlineAtom("frame", _MARK + child.get(W + "fldCharType", ""), child, look)
        elif child.tag == W + "instrText":
            yield RedlineAtom("frame", _MARK + (child.text or ""), child, look)
        elif child.tag in SMALL:
            yield RedlineAtom("thing", _MARK + child.tag + "".join(map(str, child.attrib.values())), child, look)
        elif child.tag in DRAWN or child.tag == MC + "AlternateContent":
            yield RedlineAtom("thing", _MARK + _drawn(child, media), child, look)
        elif child.tag != W + "rPr":
            yield RedlineAtom("still", _MARK, child, look)


def _drawn(drawing: etree._Element, media: Mapping[str, bytes]) -> str:
    """What a reader sees of a drawing: its pictures; another kind is known by its XML."""
    found = [media.get(key, b"") for key in picture_ids(drawing)]
    seen = b"".join(found) if found else etree.tostring(drawing)
    return hashlib.sha256(seen).hexdigest()


def _mark(kind: str) -> RedlineAtom:
    return RedlineAtom("frame", _MARK + kind, etree.Element(W + "fldChar", {W + "fldCharType": kind}))


def _instruction(text: str) -> RedlineAtom:
    element = etree.Element(W + "instrText", {XML + "space": "preserve"})
    element.text = text
    return RedlineAtom("frame", _MARK + text, element)


def _named(found: list[RedlineAtom]) -> Iterator[RedlineAtom]:
    """An instruction is known by what it does, not by the bookmark it refers to."""
    for atom in found:
        if atom.element is not None and atom.element.tag == W + "instrText":
            name = atom.key[1:].split()[:2]
            yield replace(atom, key=_MARK + " ".join(name if name[:1] == ["SEQ"] else name[:1]))
        else:
            yield atom


# ---- what is compared


def seen(found: Sequence[RedlineAtom]) -> tuple[str, ...]:
    """What makes two paragraphs equal: text joined, things by their keys."""
    shown = (atom for atom in found if atom.is_seen and atom.key)
    joined = groupby(shown, key=lambda atom: atom.kind == "text")
    return tuple(key for is_text, group in joined for key in _keys(group, is_text=is_text))


def _keys(group: Iterator[RedlineAtom], *, is_text: bool) -> list[str]:
    keys = [atom.key for atom in group]
    return ["".join(keys)] if is_text else keys


def text(found: Sequence[RedlineAtom]) -> str:
    """The words alone."""
    return "".join(atom.key for atom in found if atom.kind == "text")


def is_picture(atom: RedlineAtom) -> bool:
    """Whether it is a drawing of any kind."""
    return atom.kind == "thing" and atom.element is not None and atom.element.tag not in SMALL


def bound_fields(found: Sequence[RedlineAtom]) -> list[str]:
    """The fields that stay with the paragraph they are in, such as the number of a caption."""
    return [atom.key for atom in found if atom.kind == "frame" and _name(atom.key) in BOUND_FIELDS]


def _name(instruction: str) -> str:
    return instruction[len(_MARK) :].split(" ", 1)[0]


def tokens(found: Sequence[RedlineAtom]) -> list[RedlineAtom]:
    """The same with text cut into what a change may consist of, wherever Word has cut its runs."""
    made: list[RedlineAtom] = []
    for is_text, group in groupby(found, key=lambda atom: atom.kind == "text"):
        pieces = list(group)
        made.extend(_words(pieces) if is_text else pieces)
    return made


def _words(pieces: list[RedlineAtom]) -> Iterator[RedlineAtom]:
    starts = list(accumulate((len(piece.key) for piece in pieces), initial=0))[:-1]
    whole = "".join(piece.key for piece in pieces)
    for start, end in words.spans(whole, words.numbers(whole)):
        piece = pieces[bisect_right(starts, start) - 1]
        yield RedlineAtom("text", whole[start:end], None, piece.look)


def deletable(found: Sequence[RedlineAtom]) -> Iterator[RedlineAtom]:
    """What of an old paragraph is shown as deleted: text and things, and those fields that stay fields."""
    opened: list[bool] = []
    for place, atom in enumerate(found):
        if atom.kind != "frame":
            if atom.kind != "still":
                yield atom
            continue
        if atom.key == f"{_MARK}begin":
            following = found[place + 1].key if place + 1 < len(found) else ""
            opened.append(_name(following) in BOUND_FIELDS)
        if atom.in_run and opened and opened[-1]:
            yield atom
        if atom.key == f"{_MARK}end" and opened:
            opened.pop()


@dataclass(frozen=True)
class RedlineParagraph:
    """A paragraph."""

    element: etree._Element
    atoms: tuple[RedlineAtom, ...]

    @cached_property
    def seen(self) -> tuple[str, ...]:
        """What of it is compared."""
        return seen(self.atoms)

    @property
    def look(self) -> etree._Element:
        """Its properties, empty if it has none."""
        found = self.element.find(W + "pPr")
        return etree.Element(W + "pPr") if found is None else found

    @cached_property
    def item(self) -> AlignedItem:
        """The paragraph in the comparison; one with a picture can only become another with one."""
        things = any(is_picture(atom) for atom in self.atoms)
        look = tracked_changes.identity(self.element.find(W + "pPr"))
        return AlignedItem(("p", things), (look, self.seen), text(self.atoms))


@dataclass(frozen=True)
class RedlineRow:
    """A row of a table."""

    element: etree._Element
    cells: tuple[tuple[etree._Element, tuple["RedlineParagraph | RedlineTable", ...]], ...]

    @cached_property
    def item(self) -> AlignedItem:
        """The row in the comparison: its cells must lie alike."""
        inside = [[each.item for each in content] for _, content in self.cells]
        texts = ["\n".join(each.text for each in cell) for cell in inside]
        form = tuple(_form(cell) for cell, _ in self.cells)
        key = (form, tuple(tuple(each.key for each in cell) for cell in inside))
        return AlignedItem(form, key, "\t".join(texts), next(filter(None, texts), ""), LEAST_ROW)


def _form(cell: etree._Element) -> tuple[str, str]:
    """Columns and place in a merged cell; Word leaves out what LibreOffice writes."""
    properties = cell.find(W + "tcPr")
    merge = value(properties, "vMerge")
    return value(properties, "gridSpan") or "1", "" if merge is None else merge or "continue"


@dataclass(frozen=True)
class RedlineTable:
    """A table."""

    element: etree._Element
    rows: tuple[RedlineRow, ...]

    @cached_property
    def item(self) -> AlignedItem:
        """The table in the comparison: its grid must have as many columns."""
        inside = [row.item for row in self.rows]
        columns = len(self.element.findall(f"{W}tblGrid/{W}gridCol"))
        label = inside[0].text if inside else ""
        key = tuple(row.key for row in inside)
        return AlignedItem(("tbl", columns), key, "\n".join(row.text for row in inside), label, LEAST_ROW)


Thing = RedlineParagraph | RedlineTable


def things(walked: Iterable[WalkedBlock], media: Mapping[str, bytes]) -> tuple[Thing, ...]:
    """The paragraphs and tables in a text or a cell, in order."""
    return tuple(thing for block in walked if (thing := _thing(block, media)) is not None)


def _thing(block: WalkedBlock, media: Mapping[str, bytes]) -> Thing | None:
    if isinstance(block, WalkedParagraph):
        return RedlineParagraph(block.element, atoms(block.element, media))
    if isinstance(block, WalkedTable):
        return RedlineTable(block.element, tuple(_row(row, media) for row in block.rows))
    return None


def _row(row: WalkedRow, media: Mapping[str, bytes]) -> RedlineRow:
    cells = ((cell.element, things(cell.blocks, media)) for cell in row.cells if cell.element is not None)
    return RedlineRow(row.element, tuple(cells))
