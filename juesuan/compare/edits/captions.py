"""The numbers of captions: fields count them, so that a number typed over one is never that of the report."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from juesuan.ooxml.editable_text import EditableParagraph
from juesuan.ooxml.elements import W

CAPTION = re.compile(r"^([图表]\s?)\d+(?=\s?[：:.．、　 ])")
"""The beginning of a caption, up to and with its number; the number is left out of the group."""

Element = etree._Element  # noqa: SLF001 - lxml has no other name for it
CountedNumbers = Mapping[Element, tuple[Element, ...]]
"""The elements of the field that counts a number, in order, by the element of the number's text."""


def counted(paragraphs: Iterable[Element]) -> CountedNumbers:
    """The numbers in these paragraphs that are counted by fields."""
    return {text: field for paragraph in paragraphs for field in _fields(paragraph) for text in _results(field)}


def _fields(paragraph: Element) -> Iterator[tuple[Element, ...]]:
    """The counting fields (SEQ) of a paragraph: each one element, or several runs, as Word writes them."""
    for whole in paragraph.iter(W + "fldSimple"):
        if _counts(whole.get(W + "instr", "")):
            yield (whole,)
    opened: list[Element] = []
    for run in paragraph.iter(W + "r"):
        kinds = [mark.get(W + "fldCharType") for mark in run.iter(W + "fldChar")]
        opened = [run] if "begin" in kinds else [*opened, run] if opened else []
        if "end" in kinds and opened:
            if _counts("".join(each.text or "" for part in opened for each in part.iter(W + "instrText"))):
                yield tuple(opened)
            opened = []


def _counts(instruction: str) -> bool:
    return instruction.split()[:1] == ["SEQ"]


def _results(field: Iterable[Element]) -> Iterator[Element]:
    for part in field:
        yield from part.iter(W + "t")


def counted_letters(line: EditableParagraph) -> frozenset[int]:
    """The places, in the marked text of the line, of the letters that belong to a number counted by a field."""
    numbers, place, found = counted(line.paragraphs), 0, set[int]()
    for atom in line.atoms:
        found |= set(range(place, place + len(atom.text))) if atom.element in numbers else set()
        place += len(atom.text)
    return frozenset(found)
