"""A template as its author sees it: paragraph by paragraph, each with its place and its tags."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from juesuan.ooxml import elements, package
from juesuan.ooxml.elements import W
from juesuan.ooxml.package import WordFile

TAG = re.compile(r"\{\{([^{}]*)\}\}|\{%([^{}%]*)%\}")
"""A tag of a template: a name that is printed, or a control (a loop or condition)."""
_BEGIN = "文首"
_SHOWN = 12
_NOTES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}


@dataclass(frozen=True, slots=True)
class TemplatePlace:
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


@dataclass(frozen=True, slots=True)
class TemplateParagraph:
    """A paragraph of a template as its author sees it, with the element of the XML that holds it."""

    place: TemplatePlace
    text: str
    style: str
    """The name of its style; empty outside of the text."""
    element: etree._Element

    @property
    def row(self) -> etree._Element | None:
        """The row of the table that the paragraph stands in; None outside of tables."""
        return next(self.element.iterancestors(W + "tr"), None)


def read(word: WordFile, file: str) -> Iterator[tuple[TemplateParagraph, ...]]:
    """The paragraphs of a template that are not blank: of the text, then of each header, footer and note.

    Each of these groups is filled alone: no loop reaches from one into another. These are all paragraphs of the
    XML, not those that ``walk`` shows to a reader: docxtpl fills every tag that stands there, in hidden words,
    too, in a change that was not accepted, in both copies of a text box, and every one of them has to be sound.
    """
    yield tuple(_body(word, file))
    for name, kind in _others(word):
        lines = package.parse(word.parts[name]).iter(W + "p")
        found = ((number, words(each), each) for number, each in enumerate(lines, start=1))
        yield tuple(
            TemplateParagraph(TemplatePlace(file, "", kind, f"第{number}段", _first(text)), text, "", each)
            for number, text, each in found
            if text.strip()
        )


def roots(word: WordFile) -> Iterator[etree._Element]:
    """The root of the XML of each part that docxtpl fills."""
    yield word.root
    for name, _ in _others(word):
        yield package.parse(word.parts[name])
    yield from (package.parse(part) for name, part in word.parts.items() if name == "docProps/core.xml")


def _others(word: WordFile) -> Iterator[tuple[str, str]]:
    """Name and kind, in Chinese, of each header, footer and note."""
    folder = word.main.rpartition("/")[0]
    for name in sorted(word.parts):
        match = re.fullmatch(rf"{re.escape(folder)}/({'|'.join(_NOTES)})\d*\.xml", name)
        if match:
            yield name, _NOTES[match[1]]


def words(paragraph: etree._Element) -> str:
    """The text of a paragraph itself, without that of a text box in it."""
    texts = (text for text in paragraph.iter(W + "t") if next(text.iterancestors(W + "p")) is paragraph)
    return "".join(text.text or "" for text in texts)


def _first(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _body(word: WordFile, file: str) -> Iterator[TemplateParagraph]:
    styles = package.styles(word)
    tables: list[etree._Element] = []
    part, heading, number = "", _BEGIN, 0
    for element in word.root.iter(W + "p"):
        text = words(element)
        style = styles.get(elements.value(element.find(W + "pPr"), "pStyle") or "", styles[""])
        table = next(element.iterancestors(W + "tbl"), None)
        if not text.strip():
            continue
        if style.level and table is None:
            part, heading, number, tables = text if style.level == 1 else part, text, 0, []
            yield TemplateParagraph(
                TemplatePlace(file, part, heading, "标题", _first(text)), text, style.name, element
            )
            continue
        if table is None:
            number += 1
            address = f"第{number}段"
        else:
            tables = tables if table in tables else [*tables, table]
            address = f"第{tables.index(table) + 1}个表格{_cell(element, table)}"
        yield TemplateParagraph(
            TemplatePlace(file, part, heading, address, _first(text)), text, style.name, element
        )


def _cell(paragraph: etree._Element, table: etree._Element) -> str:
    row, cell = (next(paragraph.iterancestors(W + name)) for name in ("tr", "tc"))
    return f"第{list(table.iter(W + 'tr')).index(row) + 1}行第{list(row.iter(W + 'tc')).index(cell) + 1}格"


FAULT = "模板里的标签写错了："
"""How the message of a wrong tag begins."""
PAIRS = "{{% {0} %}} 没有配对的 {{% end{0} %}}"
_SAYINGS = {
    r"unexpected char ['\"](.+)['\"] at \d+": "有不认识的符号“{}”",
    r"unexpected '(.+?)'": "有多余的“{}”",
    r"unknown tag '(\w+)'": "没有 {{% {} %}} 这个指令，或者它前面缺少配对的开头",
    r"needs to be closed is '(\w+)'": PAIRS,
    r"got 'end of|unexpected end of": "没有写完",
    r"end of (?:print statement|statement block)', got '(.+)'": "后面多出“{}”",
    r"got '(.+)'": "“{}”写得不对",
    r"No filter named '(\w+)'": "没有“{}”这种处理",
}

_TOKENS = {"integer": "数字", "float": "小数", "string": "引号"}


def in_chinese(message: str) -> str:
    """In Chinese, what jinja says of a template in English."""
    for pattern, words in _SAYINGS.items():
        if found := re.search(pattern, message):
            return words.format(*(_TOKENS.get(word, word) for word in found.groups()))
    return "写法不对"
