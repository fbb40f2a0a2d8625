"""A template as its author sees it: paragraph by paragraph, each with its place and its tags."""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree
from msgspec import Struct

from juesuan.ooxml import elements, package
from juesuan.ooxml.elements import W
from juesuan.ooxml.package import WordFile

TAG = re.compile(r"\{\{([^{}]*)\}\}|\{%([^{}%]*)%\}")
"""A tag of a template: a name that is printed, or a control (a loop or condition)."""
_BEGIN = "文首"
_SHOWN = 12
_NOTES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
"""The kinds of parts with text of their own."""
_OPENED = re.compile(r"\{[{%#]")


class TemplatePlace(Struct, frozen=True):
    """Where a paragraph of a template stands, said so that its author finds it in Word."""

    file: str
    """The template, as the officer knows it: 版式/report.docx."""
    part: str
    """The heading of the part of the report that it is in."""
    heading: str
    """The nearest heading above it."""
    address: str
    """第2段, or 第1个表格第3行第2格."""
    words: str
    """The words with which it begins."""

    def __str__(self) -> str:
        return f"{self.file} “{self.heading}”{self.address}（{self.words}）"


class TemplateParagraph(Struct, frozen=True):
    """A paragraph of a template as its author sees it, with the element of the XML that holds it."""

    place: TemplatePlace
    text: str
    style: str
    """The name of its style; empty outside of the text."""
    element: etree._Element
    hidden: str = ""
    """What looks like a tag and stands in it where nobody sees it; nothing is filled there."""

    @property
    def row(self) -> etree._Element | None:
        """The row of the table that the paragraph stands in; None outside of tables."""
        return next(self.element.iterancestors(W + "tr"), None)


class TextPart(Struct, frozen=True):
    """A part of the template whose paragraphs are read and filled; no other part ever is."""

    name: str
    kind: str
    """页眉 and so on; empty for the text itself."""
    root: etree._Element


@lru_cache(maxsize=2)
def opened(data: bytes) -> WordFile:
    """The template, held: it is read for its faults, for its sentences, and beside the shipped one for its losses.

    Raises NotWordFile where it is none.
    """
    return package.open_word(data)


def text_parts(word: WordFile) -> Iterator[TextPart]:
    """The text, then each header, footer and note that it refers to, by whatever name."""
    yield TextPart(word.main, "", word.root)
    related = package.relationships(word.parts, word.main).values()
    kinds = {name: _NOTES[kind] for kind, name in related if kind in _NOTES and name in word.parts}
    for name in sorted(set(kinds) - {word.main}):
        yield TextPart(name, kinds[name], package.parse(word.parts[name]))


def read(word: WordFile, file: str) -> Iterator[tuple[TemplateParagraph, ...]]:
    """The paragraphs of a template that are not blank: of the text, then of each header, footer and note.

    Each of these groups is filled alone: no loop reaches from one into another.
    """
    for part in text_parts(word):
        yield tuple(_beside(part, file) if part.kind else _body(word, file))


def _beside(part: TextPart, file: str) -> Iterator[TemplateParagraph]:
    is_any = bool(hidden(part.root))
    for number, each in enumerate(part.root.iter(W + "p"), start=1):
        text, unseen = words(each), hidden(each) if is_any else ""
        if text.strip() or unseen:
            place = TemplatePlace(file, "", part.kind, f"第{number}段", _first(text.strip() or unseen))
            yield TemplateParagraph(place, text, "", each, unseen)


def texts(paragraph: etree._Element) -> list[etree._Element]:
    """What holds the text of the paragraph itself: the texts of its runs, without those of a text box in it."""
    return [
        text
        for text in paragraph.iter(W + "t")
        if _is_of_a_run(text) and next(text.iterancestors(W + "p")) is paragraph
    ]


def _is_of_a_run(text: etree._Element) -> bool:
    run = text.getparent()
    return text.tag == W + "t" and run is not None and run.tag == W + "r" and not len(text)


def hidden(held: etree._Element) -> str:
    """The first that looks like a tag and stands anywhere in the element but in the text of a run, or nothing.

    What is split over such places is put together first.
    """
    within = [each for each in held.iter() if isinstance(each.tag, str)]
    beside = "".join(part for each in within for part in _unread(each))
    stated = [str(each) for element in within for each in element.attrib.values()]
    if found := _OPENED.search(beside):
        return beside[found.start() :].strip()
    return next(filter(_OPENED.search, stated), "").strip()


def _unread(element: etree._Element) -> tuple[str, str]:
    is_read = _is_of_a_run(element) and next(element.iterancestors(W + "p"), None) is not None
    return "" if is_read else element.text or "", element.tail or ""


def words(paragraph: etree._Element) -> str:
    """The text of the paragraph itself, without that of a text box in it."""
    return "".join(text.text or "" for text in texts(paragraph))


def _first(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _body(word: WordFile, file: str) -> Iterator[TemplateParagraph]:
    styles = package.styles(word)
    tables: dict[etree._Element, int] = {}
    counted: dict[etree._Element, dict[etree._Element, int]] = {}
    part, heading, number, before = "", _BEGIN, 0, 0
    is_any = bool(hidden(word.root))
    for element in word.root.iter(W + "p"):
        text, unseen = words(element), hidden(element) if is_any else ""
        style = styles.get(elements.value(element.find(W + "pPr"), "pStyle") or "", styles[""])
        table = next(element.iterancestors(W + "tbl"), None)
        if not text.strip() and not unseen:
            continue
        if style.level and table is None:
            part, heading, number, before = text if style.level == 1 else part, text, 0, len(tables)
            address = "标题"
        elif table is None:
            number += 1
            address = f"第{number}段"
        else:
            place = tables.setdefault(table, len(tables) + 1) - before
            address = f"第{place}个表格{_cell(element, table, counted)}"
        where = TemplatePlace(file, part, heading, address, _first(text.strip() or unseen))
        yield TemplateParagraph(where, text, style.name, element, unseen)


def _cell(
    paragraph: etree._Element, table: etree._Element, counted: dict[etree._Element, dict[etree._Element, int]]
) -> str:
    """Row and cell of the table that the paragraph stands in, where it stands in one of each."""
    row, cell = (next(paragraph.iterancestors(W + name), table) for name in ("tr", "tc"))
    numbers = [_numbers(outer, counted).get(inner) for outer, inner in ((table, row), (row, cell))]
    return "第{}行第{}格".format(*numbers) if all(numbers) else ""


def _numbers(
    outer: etree._Element, counted: dict[etree._Element, dict[etree._Element, int]]
) -> dict[etree._Element, int]:
    """The number of each row of a table or cell of a row, counted once however many paragraphs ask."""
    if outer not in counted:
        name = W + ("tr" if outer.tag == W + "tbl" else "tc")
        counted[outer] = {each: place for place, each in enumerate(outer.iter(name), start=1)}
    return counted[outer]


FAULT = "模板里的标签写错了："
"""How the message of a wrong tag begins."""
PAIRS = "{{% {0} %}} 没有配对的 {{% end{0} %}}"
_SAYINGS = {
    r"unexpected char ['\"](.+)['\"] at \d+": "有不认识的符号“{}”",
    r"unexpected '(.+?)'": "有多余的“{}”",
    r"unknown tag '(\w+)'": "没有 {{% {} %}} 这个指令，或者它前面缺少配对的开头",
    r"got 'end of|unexpected end of": "没有写完",
    r"end of (?:print statement|statement block)', got '(.+)'": "后面多出“{}”",
    r"got '(.+)'": "“{}”写得不对",
}

_TOKENS = {"integer": "数字", "float": "小数", "string": "引号"}


def in_chinese(message: str) -> str:
    """In Chinese, what jinja says of a template in English."""
    for pattern, words in _SAYINGS.items():
        if found := re.search(pattern, message):
            return words.format(*(_TOKENS.get(word, word) for word in found.groups()))
    return "写法不对"
