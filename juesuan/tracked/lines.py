"""The words of a paragraph written with their changes."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Literal

from lxml import etree

from juesuan.tracked import atoms, words
from juesuan.tracked.atoms import Atom
from juesuan.tracked.marks import Pen
from juesuan.wordxml import XML, W

_Status = Literal["", "ins", "del"]
_Told = Iterator[tuple[_Status, Atom]]


def compared(old: Sequence[Atom], new: Sequence[Atom]) -> _Told:
    """What was deleted, inserted and kept, in order; the links and fields of the new paragraph stay as they are.

    Unless a field was added or taken away that must go with its paragraph.
    """
    if atoms.bound_fields(old) == atoms.bound_fields(new):
        yield from _within(atoms.tokens(old), atoms.tokens(new))
    else:
        yield from deleted(old)
        yield from inserted(new)


def _within(old: list[Atom], new: list[Atom]) -> _Told:
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


def inserted(found: Sequence[Atom]) -> _Told:
    """Everything new, with its fields; links and bookmarks stand around what is inserted."""
    for atom in found:
        yield ("ins" if atom.in_run and atom.kind != "still" else ""), atom


def deleted(found: Sequence[Atom]) -> _Told:
    """Everything old that can be shown."""
    yield from (("del", atom) for atom in atoms.deletable(found))


def rewrite(paragraph: etree._Element, told: _Told, pen: Pen) -> None:
    """Puts what is told into the paragraph, in place of all it holds but its properties."""
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


def _border(around: list[etree._Element], atom: Atom) -> None:
    """A link opened or closed, or something that stands by itself."""
    element = atom.element
    if element is None:
        return
    if atom.kind == "still":
        around[-1].append(element)
    elif atom.key == atoms.CLOSE:
        around.pop()
    else:
        around.append(etree.SubElement(around[-1], W + "hyperlink", _attributes(element)))


def _add(holder: etree._Element, atom: Atom, *, is_deleted: bool) -> None:
    """The atom at the end of the last run, or in a new one if it looks different."""
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
