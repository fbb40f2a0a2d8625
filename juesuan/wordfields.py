"""Fields of a Word file: what they compute is text, how they compute it is not, a contents field is neither."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from juesuan.wordxml import W

_ALL_LEVELS = 9
_TEXT = ("t", "br", "cr", "tab", "ptab", "noBreakHyphen", "drawing", "pict", "object", "p")
_FOLLOWED = (W + "fldChar", W + "instrText", *(W + name for name in _TEXT))


@dataclass(frozen=True, slots=True)
class Fields:
    """Where fields hide what the file holds."""

    hidden: frozenset[etree._Element]
    """What stands in an instruction or in a contents field, and the paragraphs a contents field covers."""
    contents: Mapping[etree._Element, int]
    """The marks at which a contents field begins, with the levels it lists."""


@dataclass(slots=True)
class _OpenField:
    """A field whose end has not come yet."""

    mark: etree._Element
    instruction: str = ""
    in_result: bool = False
    covered: list[etree._Element] = field(default_factory=list)

    @property
    def levels(self) -> int:
        """How many levels a contents field lists; 0 for any other field."""
        words = self.instruction.split()
        if not words or words[0].upper() != "TOC":
            return 0
        levels = re.search(r'\\o\s+"?\s*\d\s*-\s*(\d)', self.instruction)
        return int(levels[1]) if levels else _ALL_LEVELS

    @property
    def hides(self) -> bool:
        """Whether what comes now is not to be read."""
        return not self.in_result or bool(self.levels)


def fields(body: etree._Element) -> Fields:
    """Follow the field marks through the text; a field that never ends hides nothing."""
    hidden: set[etree._Element] = set()
    contents: dict[etree._Element, int] = {}
    opened: list[_OpenField] = []
    for element in body.iter(*_FOLLOWED):
        kind = element.get(W + "fldCharType")
        if kind == "end" and opened:
            ended = opened.pop()
            hidden.update(ended.covered)
            if ended.levels:
                contents[ended.mark] = ended.levels
        elif kind == "begin":
            opened.append(_OpenField(element))
        elif opened:
            _follow(element, kind, opened)
    return Fields(frozenset(hidden), contents)


def _follow(element: etree._Element, kind: str | None, opened: list[_OpenField]) -> None:
    """Take in one element inside at least one field."""
    innermost = opened[-1]
    if kind == "separate":
        innermost.in_result = True
    elif element.tag == W + "instrText":
        innermost.instruction += element.text or ""
    else:
        for around in opened:
            if around.hides:
                around.covered.append(element)
