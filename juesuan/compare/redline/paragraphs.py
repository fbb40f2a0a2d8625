"""Paragraphs taken apart into the pieces that 修订稿 compares: words, things such as pictures, and their frame.

Paragraphs, tables and rows are those of ``walk``. The inside of a paragraph is taken apart here, since it is put
together again: what no reader sees stays, too, such as hidden words, and the ends of links and fields.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, groupby
from typing import Literal

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from juesuan.compare import words
from juesuan.compare.alignment import LEAST_ROW, AlignedItem
from juesuan.ooxml import letters, tracked_changes
from juesuan.ooxml.elements import DRAWN, MC, XML, W, picture_ids, value
from juesuan.ooxml.walked import WalkedBlock, WalkedParagraph, WalkedRow, WalkedTable

Kind = Literal["text", "thing", "frame", "still"]

_OPENED = {W + name for name in ("smartTag", "customXml", "sdt", "sdtContent", "ins", "moveTo", "bdo", "dir")}
_LEFT = {W + "del", W + "moveFrom", W + "pPr", W + "proofErr"}
SMALL = {W + name for name in ("tab", "ptab", "br", "cr", "noBreakHyphen", "softHyphen", "sym")}
"""The elements of a run that are things and no pictures."""
_MARK = "\uf000"
"""The beginning of the key of every piece that is no text."""
OPEN, CLOSE = f"{_MARK}open", f"{_MARK}close"
"""The keys of the two ends of a link."""
BOUND_FIELDS = frozenset({"SEQ"})
"""The fields that stay fields when they are deleted; of others the result stays, as their target may be gone."""


class RedlineAtom(Struct, frozen=True):
    """A piece of a paragraph, as small as the XML has it or as a change may be."""

    kind: Kind
    """text; a thing in the line; frame: a field's marks or a link's ends; still: nothing that a reader sees."""
    key: str
    """The text, or what a piece of another kind is compared by."""
    element: etree._Element | None = None
    """The child of the run, or the link; None for text."""
    look: etree._Element | None = None
    """The properties of the run; None where it has none."""
    in_run: bool = True
    """Whether it stands in a run; links and what is beside runs do not."""

    @property
    def is_seen(self) -> bool:
        """Whether a reader sees it: text and things."""
        return self.kind in {"text", "thing"}


def atoms(paragraph: etree._Element, media: Mapping[str, bytes]) -> tuple[RedlineAtom, ...]:
    """The pieces of the paragraph, in order; changes that someone has tracked before count as accepted.

    ``media`` are the data of the pictures, by relationship id: pictures are compared by them.
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
    """The digest by which a drawing is compared: of its pictures or, where it has none, of its XML."""
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
    """The pieces, of which the instruction of a field is compared by what it does, not by its bookmark."""
    for atom in found:
        if atom.element is not None and atom.element.tag == W + "instrText":
            name = atom.key[1:].split()[:2]
            yield replace(atom, key=_MARK + " ".join(name if name[:1] == ["SEQ"] else name[:1]))
        else:
            yield atom


# ---- what is compared


def seen(found: Sequence[RedlineAtom]) -> tuple[str, ...]:
    """The keys by which two paragraphs are equal: texts joined wherever Word has cut them, and those of things."""
    shown = (atom for atom in found if atom.is_seen and atom.key)
    joined = groupby(shown, key=lambda atom: atom.kind == "text")
    return tuple(key for is_text, group in joined for key in _keys(group, is_text=is_text))


def _keys(group: Iterator[RedlineAtom], *, is_text: bool) -> list[str]:
    keys = [atom.key for atom in group]
    return ["".join(keys)] if is_text else keys


def text(found: Sequence[RedlineAtom]) -> str:
    """The text of the pieces, without things."""
    return "".join(atom.key for atom in found if atom.kind == "text")


def is_picture(atom: RedlineAtom) -> bool:
    """Whether the piece is a drawing of any kind."""
    return atom.kind == "thing" and atom.element is not None and atom.element.tag not in SMALL


def bound_fields(found: Sequence[RedlineAtom]) -> list[str]:
    """The keys of the fields that stay with their paragraph, such as that of a caption's number."""
    return [atom.key for atom in found if atom.kind == "frame" and _name(atom.key) in BOUND_FIELDS]


def _name(instruction: str) -> str:
    return instruction[len(_MARK) :].split(" ", 1)[0]


def tokens(found: Sequence[RedlineAtom]) -> list[RedlineAtom]:
    """The pieces with their text cut into words, of which changes consist, however Word has cut its runs."""
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
    """The pieces of an old paragraph that are shown as deleted: text, things, and fields that stay fields."""
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


class RedlineParagraph(Struct, frozen=True, dict=True):
    """A paragraph of the old or the new text, taken apart."""

    element: etree._Element
    atoms: tuple[RedlineAtom, ...]

    @cached_property
    def seen(self) -> tuple[str, ...]:
        """The keys of all that a reader sees of it, see ``seen``."""
        return seen(self.atoms)

    @property
    def look(self) -> etree._Element:
        """The properties of the paragraph (`w:pPr`); new and empty where it has none."""
        found = self.element.find(W + "pPr")
        return etree.Element(W + "pPr") if found is None else found

    @cached_property
    def item(self) -> AlignedItem:
        """The paragraph as it takes part in the comparison; one with a picture only becomes another with one."""
        things = any(is_picture(atom) for atom in self.atoms)
        look = tracked_changes.identity(self.element.find(W + "pPr"))
        return AlignedItem(("p", things), (look, self.seen), text(self.atoms))


class RedlineRow(Struct, frozen=True, dict=True):
    """A row of a table of the old or the new text."""

    element: etree._Element
    cells: tuple[tuple[etree._Element, tuple["RedlineParagraph | RedlineTable", ...]], ...]

    @cached_property
    def item(self) -> AlignedItem:
        """The row as it takes part in the comparison; it only becomes one whose cells lie alike."""
        inside = [[each.item for each in content] for _, content in self.cells]
        texts = ["\n".join(each.text for each in cell) for cell in inside]
        form = tuple(_form(cell) for cell, _ in self.cells)
        key = (form, tuple(tuple(each.key for each in cell) for cell in inside))
        return AlignedItem(form, key, "\t".join(texts), next(filter(None, texts), ""), LEAST_ROW)


def _form(cell: etree._Element) -> tuple[str, str]:
    """The columns that a cell covers and how it is merged, however Word or LibreOffice has written it."""
    properties = cell.find(W + "tcPr")
    merge = value(properties, "vMerge")
    return value(properties, "gridSpan") or "1", "" if merge is None else merge or "continue"


class RedlineTable(Struct, frozen=True, dict=True):
    """A table of the old or the new text."""

    element: etree._Element
    rows: tuple[RedlineRow, ...]

    @cached_property
    def item(self) -> AlignedItem:
        """The table as it takes part in the comparison; it only becomes one whose grid has as many columns."""
        inside = [row.item for row in self.rows]
        columns = len(self.element.findall(f"{W}tblGrid/{W}gridCol"))
        label = inside[0].text if inside else ""
        key = tuple(row.key for row in inside)
        return AlignedItem(("tbl", columns), key, "\n".join(row.text for row in inside), label, LEAST_ROW)


Thing = RedlineParagraph | RedlineTable


def things(walked: Iterable[WalkedBlock], media: Mapping[str, bytes]) -> tuple[Thing, ...]:
    """The paragraphs and tables of a text or a cell, in order; ``media`` as in ``atoms``."""
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
