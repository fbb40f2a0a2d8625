"""The number of a caption: a field counts it, so that what people type there is never the number of the report."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from juesuan.ooxml.editable_text import EditableParagraph
from juesuan.ooxml.elements import W

CAPTION = re.compile(r"^([图表]\s?)\d+(?=\s?[：:.．、　 ])")
"""A caption up to its number, as far as the number."""

Element = etree._Element  # noqa: SLF001 - lxml has no other name for it
CountedNumbers = Mapping[Element, tuple[Element, ...]]
"""Each text that a field counts, with the elements of its field in order; without the field nothing is counted."""


def counted(paragraphs: Iterable[Element]) -> CountedNumbers:
    """The numbers in these paragraphs that their fields count anew."""
    return {text: field for paragraph in paragraphs for field in _fields(paragraph) for text in _results(field)}


def _fields(paragraph: Element) -> Iterator[tuple[Element, ...]]:
    """The counting fields: whole, or in runs as Word writes it back."""
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
    """The places in the marked text of a line where a counted number stands."""
    numbers, place, found = counted(line.paragraphs), 0, set[int]()
    for atom in line.atoms:
        found |= set(range(place, place + len(atom.text))) if atom.element in numbers else set()
        place += len(atom.text)
    return frozenset(found)
