"""A paragraph taken apart into what is compared: words, things such as pictures, and the frame around them."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import Literal

from lxml import etree

from juesuan import blocks
from juesuan.tracked import words
from juesuan.worddrawings import DRAWN, picture_ids
from juesuan.wordxml import MC, XML, W

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
class Atom:
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


def atoms(paragraph: etree._Element, media: Mapping[str, bytes]) -> tuple[Atom, ...]:
    """Everything in the paragraph in order; pictures are compared by the data behind their relationship.

    Changes that someone has tracked before count as accepted.
    """
    return tuple(_named(list(_inside(paragraph, media))))


def _inside(parent: etree._Element, media: Mapping[str, bytes]) -> Iterator[Atom]:
    for child in parent:
        if child.tag == W + "r":
            yield from _run(child, media)
        elif child.tag == W + "hyperlink":
            yield Atom("frame", OPEN, child, in_run=False)
            yield from _inside(child, media)
            yield Atom("frame", CLOSE, child, in_run=False)
        elif child.tag == W + "fldSimple":
            yield _mark("begin")
            yield _instruction(child.get(W + "instr", ""))
            yield _mark("separate")
            yield from _inside(child, media)
            yield _mark("end")
        elif child.tag in _OPENED:
            yield from _inside(child, media)
        elif child.tag not in _LEFT:
            yield Atom("still", _MARK, child, in_run=False)


def _run(run: etree._Element, media: Mapping[str, bytes]) -> Iterator[Atom]:
    look = run.find(W + "rPr")
    for child in run:
        if child.tag == W + "t":
            yield Atom("text", blocks.written(child), None, look)
        elif child.tag == W + "fldChar":
            yield Atom("frame", _MARK + child.get(W + "fldCharType", ""), child, look)
        elif child.tag == W + "instrText":
            yield Atom("frame", _MARK + (child.text or ""), child, look)
        elif child.tag in SMALL:
            yield Atom("thing", _MARK + child.tag + "".join(map(str, child.attrib.values())), child, look)
        elif child.tag in DRAWN or child.tag == MC + "AlternateContent":
            yield Atom("thing", _MARK + _drawn(child, media), child, look)
        elif child.tag != W + "rPr":
            yield Atom("still", _MARK, child, look)


def _drawn(drawing: etree._Element, media: Mapping[str, bytes]) -> str:
    """What a reader sees of a drawing: its pictures; another kind is known by its XML."""
    found = [media.get(key, b"") for key in picture_ids(drawing)]
    seen = b"".join(found) if found else etree.tostring(drawing)
    return hashlib.sha256(seen).hexdigest()


def _mark(kind: str) -> Atom:
    return Atom("frame", _MARK + kind, etree.Element(W + "fldChar", {W + "fldCharType": kind}))


def _instruction(text: str) -> Atom:
    element = etree.Element(W + "instrText", {XML + "space": "preserve"})
    element.text = text
    return Atom("frame", _MARK + text, element)


def _named(found: list[Atom]) -> Iterator[Atom]:
    """An instruction is known by what it does, not by the bookmark it refers to."""
    for atom in found:
        if atom.element is not None and atom.element.tag == W + "instrText":
            name = atom.key[1:].split()[:2]
            yield replace(atom, key=_MARK + " ".join(name if name[:1] == ["SEQ"] else name[:1]))
        else:
            yield atom


# ---- what is compared


def seen(found: Sequence[Atom]) -> tuple[str, ...]:
    """What makes two paragraphs equal: text joined, things by their keys."""
    shown = (atom for atom in found if atom.is_seen and atom.key)
    joined = groupby(shown, key=lambda atom: atom.kind == "text")
    return tuple(key for is_text, group in joined for key in _keys(group, is_text=is_text))


def _keys(group: Iterator[Atom], *, is_text: bool) -> list[str]:
    keys = [atom.key for atom in group]
    return ["".join(keys)] if is_text else keys


def text(found: Sequence[Atom]) -> str:
    """The words alone."""
    return "".join(atom.key for atom in found if atom.kind == "text")


def is_picture(atom: Atom) -> bool:
    """Whether it is a drawing of any kind."""
    return atom.kind == "thing" and atom.element is not None and atom.element.tag not in SMALL


def bound_fields(found: Sequence[Atom]) -> list[str]:
    """The fields that stay with the paragraph they are in, such as the number of a caption."""
    return [atom.key for atom in found if atom.kind == "frame" and _name(atom.key) in BOUND_FIELDS]


def _name(instruction: str) -> str:
    return instruction[len(_MARK) :].split(" ", 1)[0]


def tokens(found: Sequence[Atom]) -> list[Atom]:
    """The same with text cut into what a change may consist of, wherever Word has cut its runs."""
    made: list[Atom] = []
    for is_text, group in groupby(found, key=lambda atom: atom.kind == "text"):
        pieces = list(group)
        made.extend(_words(pieces) if is_text else pieces)
    return made


def _words(pieces: list[Atom]) -> Iterator[Atom]:
    starts = list(accumulate((len(piece.key) for piece in pieces), initial=0))[:-1]
    for match in words.TOKEN.finditer("".join(piece.key for piece in pieces)):
        piece = pieces[bisect_right(starts, match.start()) - 1]
        yield Atom("text", match[0], None, piece.look)


def deletable(found: Sequence[Atom]) -> Iterator[Atom]:
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
