"""A page of HTML -> lines in reading order, without scripts, hidden parts and anything from the network."""

import re
from collections.abc import Iterator

from lxml import etree

from juesuan.model.finished_report import LineKind, ReportLine
from juesuan.reading.finished import Unreadable, text

_NAMED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{1,20})""", re.IGNORECASE)
_HEAD = 4096
"""The first bytes of a page, in which it names its encoding."""
_MOST_TAGS = 500_000
_UNSEEN = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "title",
    "svg",
    "select",
    "textarea",
    "iframe",
    "object",
}
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark",
    "q", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img",
}  # fmt: skip
_CELLS = {"td", "th"}
_HEADINGS = {f"h{level}" for level in range(1, 7)}


def lines(data: bytes) -> tuple[ReportLine, ...]:
    """The lines of a page; raises Unreadable where it is none that can be read."""
    named = _NAMED.search(data[:_HEAD])
    page = text.decoded(data, named[1].decode("ascii") if named else "")
    if page.count("<") > _MOST_TAGS:
        raise Unreadable("网页里的标记过多，不予读取")
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    page = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", page)
    try:
        root = etree.fromstring(page, parser) if page.strip() else None
    except (etree.XMLSyntaxError, ValueError) as caught:
        raise Unreadable("网页已损坏，读不出内容") from caught
    if root is None:
        return ()
    return tuple(_lines(root))


def _lines(root: etree._Element) -> Iterator[ReportLine]:
    """The lines of a page: what stands between two tags that are not inside a line."""
    reader = _Reader()
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                reader.words(element.tail)
        elif event == "start" and _is_unseen(element):
            skipped = element
        elif event == "start":
            yield from reader.opened(str(element.tag))
            reader.words(element.text)
        else:
            yield from reader.closed(str(element.tag))
            reader.words(element.tail)
    yield from reader.ended()


def _is_unseen(element: etree._Element) -> bool:
    style = re.sub(r"\s", "", element.get("style", "")).lower()
    hides = "display:none" in style or "visibility:hidden" in style
    return str(element.tag) in _UNSEEN or element.get("hidden") is not None or hides


class _Reader:
    """The line that is being read, and the cells of the row that is: a cell may hold several lines."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.cells: list[list[str]] | None = None
        """The cells of a row of a table; None outside of one."""
        self.heading = False

    def words(self, words: str | None) -> None:
        """Adds words to the line that is being read."""
        self.pieces.append(words or "")

    def opened(self, tag: str) -> Iterator[ReportLine]:
        """The lines that end where a tag opens: a table inside of a cell ends the row around it."""
        if tag in _INLINE:
            return
        yield from self.ended()
        self.heading = tag in _HEADINGS
        if tag in {"tr", "table"}:
            yield from self._row()
        if tag == "tr":
            self.cells = []
        elif tag in _CELLS and self.cells is not None:
            self.cells.append([])

    def closed(self, tag: str) -> Iterator[ReportLine]:
        """The lines that end where a tag closes."""
        if tag in _INLINE:
            return
        yield from self.ended()
        if tag == "tr":
            yield from self._row()

    def _row(self) -> Iterator[ReportLine]:
        """The row up to here; one with words in a single cell only places them, and its lines stand alone."""
        cells, self.cells = self.cells or [], None
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            yield from map(text.line, filled[0])
        elif filled:
            yield ReportLine("\t".join("".join(cell) for cell in cells), LineKind.ROW)

    def ended(self) -> Iterator[ReportLine]:
        """The line up to here, where it has any words; inside of a cell it is kept there."""
        words = " ".join("".join(self.pieces).split())
        words = re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", words)
        self.pieces.clear()
        if words and self.cells:
            self.cells[-1].append(words)
        elif words:
            yield text.line(words, is_heading=self.heading)
        self.heading = False
