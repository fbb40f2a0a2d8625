"""Last year's 文字材料 with 〔待确认〕 before every paragraph of text; all else stays as it is in the file."""

from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from juesuan import wordpack, wordxml
from juesuan.blocks import written
from juesuan.texts import GUIDANCE_STYLE
from juesuan.unconfirmed import MARK, MARKED
from juesuan.wordxml import XML, Style, W, flat, is_on, value

_WHEN = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of the parts of the file, so that it is the same each time."""
_NOT_READ = {W + name for name in ("tbl", "moveFrom", "del", "footnote")}
"""What surrounds paragraphs that are no part of a text."""


def marked(data: bytes) -> tuple[bytes, int]:
    """The file with its marks, and how many there are now; raises NotWordFile for what is no Word file.

    Headings and advice to the writer have none; a paragraph that has a mark from before gets no second one.
    """
    word = wordxml.open_word(data)
    known, count = wordxml.styles(word), 0
    for paragraph, text in _paragraphs(word.root):
        style = known.get(value(paragraph.find(W + "pPr"), "pStyle") or "") or Style("", None)
        if text.strip() and style.level is None and style.name != GUIDANCE_STYLE:
            count += 1
            if not MARKED.search(text):
                _mark(paragraph)
    return wordpack.packed(word, _WHEN), count


def _paragraphs(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Each paragraph that is read as text, also one in a text box, with its own words."""
    for paragraph in list(root.iter(W + "p")):
        if not any(above.tag in _NOT_READ for above in paragraph.iterancestors()):
            yield paragraph, _text(paragraph)


def _text(paragraph: etree._Element) -> str:
    runs = (
        child for child in flat(paragraph) if child.tag == W + "r" and not is_on(child.find(W + "rPr"), "vanish")
    )
    return "".join(written(piece) for run in runs for piece in flat(run))


def _mark(paragraph: etree._Element) -> None:
    """Puts the mark first, on yellow, so that it is seen on the page."""
    run = etree.Element(W + "r")
    etree.SubElement(etree.SubElement(run, W + "rPr"), W + "highlight").set(W + "val", "yellow")
    text = etree.SubElement(run, W + "t")
    text.text = MARK
    text.set(XML + "space", "preserve")
    paragraph.insert(0 if paragraph.find(W + "pPr") is None else 1, run)
