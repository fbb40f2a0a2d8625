"""The fields of a Word file: which text they hide, and where the contents field stands.

The result of a field is text, its instruction is not; of a contents field neither is. A contents field can also be
taken out of a text and put back, so that the text is changed around it.
"""

import re
from collections.abc import Mapping, Sequence

from lxml import etree
from msgspec import Struct, field

from juesuan.ooxml import elements
from juesuan.ooxml.elements import W
from juesuan.ooxml.package import NotWordFile, WordFile

_ALL_LEVELS = 9
_TEXT = ("t", "br", "cr", "tab", "ptab", "noBreakHyphen", "drawing", "pict", "object", "p")
_DEEPEST = 30
"""Word itself goes down to 20."""
_FOLLOWED = (W + "fldChar", W + "instrText", *(W + name for name in _TEXT))


class Instruction(Struct, frozen=True):
    """The instruction of a field: the words by which Word computes its result, such as PAGE."""

    text: str
    has_result: bool
    """Whether the file holds a result beside it."""


class Fields(Struct, frozen=True):
    """The fields of a text, by the marks at which they begin, and what they hide of it."""

    hidden: frozenset[etree._Element]
    """The elements inside an instruction or a contents field, and the paragraphs that a contents field covers."""
    contents: Mapping[etree._Element, int]
    """The marks at which a contents field begins, with the lowest level of headings that it lists."""
    instructions: Mapping[etree._Element, Instruction]
    """The marks at which any other field begins, also one that never ends, with its instruction."""


class _OpenField(Struct):
    """A field whose end mark has not come by yet."""

    mark: etree._Element
    instruction: str = ""
    in_result: bool = False
    has_result: bool = False
    covered: list[etree._Element] = field(default_factory=list)

    @property
    def levels(self) -> int:
        """How many levels of headings a contents field lists; 0 for any other field."""
        words = self.instruction.split()
        if not words or words[0].upper() != "TOC":
            return 0
        levels = re.search(r'\\o\s+"?\s*\d\s*-\s*(\d)', self.instruction)
        return int(levels[1]) if levels else _ALL_LEVELS

    @property
    def hides(self) -> bool:
        """Whether an element that stands at this point of the field is no text to be read."""
        return not self.in_result or bool(self.levels)


def fields(body: etree._Element) -> Fields:
    """Return the fields of a text; a field that never ends hides nothing.

    Raises `NotWordFile` for fields inside fields beyond what Word itself can do.
    """
    hidden: set[etree._Element] = set()
    opened: list[_OpenField] = []
    begun: list[_OpenField] = []
    ended: list[_OpenField] = []
    for element in body.iter(*_FOLLOWED):
        kind = element.get(W + "fldCharType")
        if kind == "end" and opened:
            ended.append(opened.pop())
            hidden.update(ended[-1].covered)
        elif kind == "begin":
            _cover(element, opened)
            begun.append(_OpenField(element))
            opened.append(begun[-1])
            if len(opened) > _DEEPEST:
                told = f"Word 文件里的域（如目录、页码）一个套一个，超过 {_DEEPEST} 层，不能读取"
                raise NotWordFile(told + "；请删去多余的域后重新保存。")
        elif opened:
            _follow(element, kind, opened)
    contents = {each.mark: each.levels for each in ended if each.levels}
    others = {
        each.mark: Instruction(each.instruction, each.has_result) for each in begun if each.mark not in contents
    }
    return Fields(frozenset(hidden), contents, others)


def _follow(element: etree._Element, kind: str | None, opened: list[_OpenField]) -> None:
    """Note one element that stands inside the opened fields."""
    innermost = opened[-1]
    if kind == "separate":
        innermost.in_result = True
    elif element.tag == W + "instrText":
        innermost.instruction += element.text or ""
    else:
        if element.tag != W + "p":
            for around in opened:
                around.has_result |= around.in_result
        _cover(element, opened)


def _cover(element: etree._Element, opened: list[_OpenField]) -> None:
    for around in opened:
        if around.hides:
            around.covered.append(element)


_MARKS = (W + "fldChar", W + "instrText")


class ContentsField(Struct, frozen=True):
    """The contents field of a text: its place among the paragraphs and tables, and its marks."""

    begin: int
    """The place of its first paragraph among the paragraphs and tables of the text, from 0."""
    end: int
    """The place behind its last paragraph."""
    opening: tuple[etree._Element, ...]
    """Its marks from the first one to the one that separates instruction and result."""
    closing: etree._Element
    """The mark at its end."""


def find(body: etree._Element) -> ContentsField | None:
    """The first contents field of the text; None where there is none with an instruction, a result and an end."""
    opened: list[list[tuple[int, etree._Element]]] = []
    blocks = (child for child in elements.flat(body) if child.tag in {W + "p", W + "tbl"})
    for place, element in enumerate(blocks):
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


def _contents(field: Sequence[tuple[int, etree._Element]], last: int, end: etree._Element) -> ContentsField | None:
    instruction = "".join(mark.text or "" for _, mark in field if mark.tag == W + "instrText")
    if instruction.split()[:1] != ["TOC"] or not _is_complete(field):
        return None
    opening = tuple(mark for _, mark in field)
    return ContentsField(field[0][0], last + 1, opening, end)


def listed(word: WordFile) -> tuple[str, ...]:
    """The entries of the contents field as last updated, a tab before the page number; empty without a field."""
    body = word.root.find(W + "body")
    contents = None if body is None else find(body)
    if body is None or contents is None:
        return ()
    blocks = [child for child in elements.flat(body) if child.tag in {W + "p", W + "tbl"}]
    inside = blocks[contents.begin : contents.end]
    entries = ("".join(map(_entry_text, block.iter(W + "t", W + "tab"))) for block in inside)
    return tuple(entry.strip() for entry in entries if entry.strip())


def _entry_text(element: etree._Element) -> str:
    """The words of a text, or the tab of a run; one in the properties of a paragraph says where tabs stand."""
    is_of_run = (parent := element.getparent()) is not None and parent.tag == W + "r"
    return "" if not is_of_run else element.text or "" if element.tag == W + "t" else "\t"


def take_out(contents: ContentsField) -> tuple[list[etree._Element], etree._Element]:
    """Takes the marks of the contents field out of the text; returns the opening ones and the closing one.

    Each is in a run of its own.
    """
    runs = [_in_run(mark) for mark in (*contents.opening, contents.closing)]
    return runs[:-1], runs[-1]


def _in_run(mark: etree._Element) -> etree._Element:
    run = etree.Element(W + "r")
    run.append(mark)  # which takes it out of where it was
    return run


def put_back(opening: Sequence[etree._Element], closing: etree._Element, text: Sequence[etree._Element]) -> None:
    """Puts the marks of a contents field around ``text``, the paragraphs that are its result now; at least one."""
    first, last = text[0], text[-1]
    place = 0 if first.find(W + "pPr") is None else 1
    for run in reversed(opening):
        first.insert(place, run)
    last.append(closing)
