"""The contents of a report: a field that lies over many paragraphs and must keep both its ends."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from juesuan.tracked import items
from juesuan.wordxml import W

_MARKS = (W + "fldChar", W + "instrText")


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the contents stand among the paragraphs and tables of a text, and the marks of their field."""

    begin: int
    end: int
    """Behind the last paragraph."""
    opening: tuple[etree._Element, ...]
    """From the first mark to the one that separates instruction and result."""
    closing: etree._Element


def find(body: etree._Element) -> Contents | None:
    """The contents field of the text; None where there is none, or one that this program could not keep whole."""
    opened: list[list[tuple[int, etree._Element]]] = []
    for place, element in enumerate(items.elements(body)):
        for mark in element.iter(*_MARKS) if element.tag == W + "p" else ():
            kind = mark.get(W + "fldCharType")
            if kind == "begin":
                opened.append([])
            if opened and not _is_complete(opened[-1]):
                opened[-1].append((place, mark))
            if kind == "end" and opened:
                field = opened.pop()
                if (found := _contents(field, place, mark)) is not None:
                    return found
    return None


def _is_complete(field: Sequence[tuple[int, etree._Element]]) -> bool:
    return any(mark.get(W + "fldCharType") == "separate" for _, mark in field)


def _contents(field: Sequence[tuple[int, etree._Element]], last: int, end: etree._Element) -> Contents | None:
    instruction = "".join(mark.text or "" for _, mark in field if mark.tag == W + "instrText")
    if instruction.split()[:1] != ["TOC"] or not _is_complete(field):
        return None
    opening = tuple(mark for _, mark in field)
    return Contents(field[0][0], last + 1, opening, end)


def take_out(contents: Contents) -> tuple[list[etree._Element], etree._Element]:
    """Takes the marks out of the text; returns them in runs of their own."""
    runs = [_in_run(mark) for mark in (*contents.opening, contents.closing)]
    return runs[:-1], runs[-1]


def _in_run(mark: etree._Element) -> etree._Element:
    run = etree.Element(W + "r")
    run.append(mark)  # which takes it out of where it was
    return run


def put_back(opening: Sequence[etree._Element], closing: etree._Element, text: Sequence[etree._Element]) -> None:
    """Puts the marks around what stands in the contents now."""
    first, last = text[0], text[-1]
    place = 0 if first.find(W + "pPr") is None else 1
    for run in reversed(opening):
        first.insert(place, run)
    last.append(closing)
