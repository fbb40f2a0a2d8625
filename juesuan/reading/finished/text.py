"""A text file -> lines; and what any line is: a heading, an entry of the contents, a row or a paragraph."""

import codecs
import re
from collections.abc import Iterable, Iterator

from juesuan.model.chinese import NUMERAL
from juesuan.model.finished_report import LineKind, ReportLine
from juesuan.reading.finished import Unreadable

_MOST_BYTES = 20_000_000
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")
_HEADING = re.compile(
    rf"\s*(?:第{NUMERAL}+部分|{NUMERAL}{{1,3}}、|[（(]{NUMERAL}{{1,3}}[）)]|附件\s*\d*$|目\s*录$)"
)
_LONGEST_HEADING = 40
_SAYS_A_NUMBER = re.compile(r"\d[\d.,]*\s*(?:[万亿]?元|[%％]|人|个|辆)|[。；：:]$")
_LEADERS = re.compile(r"\s*(?:[.．·•…‥－-]{3,}|\t+|…+| {4,})[.．·…\s]*[-—(（]?\s*(?P<page>\d{1,4})\s*[-—)）]?\s*$")
_RUN = re.compile(r"([\s.．·•…‥－-])\1{8,}")
_LONGEST_END = 100
"""How many signs at the end of a line are looked at for leaders and a page, long runs of one sign shortened: what
the pattern may try grows with more than the square of them."""


def lines(data: bytes) -> tuple[ReportLine, ...]:
    """The lines of a text in UTF-8, UTF-16 or GB18030; raises Unreadable for any other, and for a huge one."""
    return tuple(told(decoded(data).splitlines()))


def decoded(data: bytes, named: str = "") -> str:
    """The text of a file; ``named`` is the encoding that it says it has, tried first. Raises Unreadable."""
    if len(data) > _MOST_BYTES:
        message = f"有 {len(data) // 1_000_000} MB，超过 {_MOST_BYTES // 1_000_000} MB，不予读取"
        raise Unreadable(message)
    marked = [name for mark, name in _BOMS.items() if data.startswith(mark)]
    for encoding in (*marked, *([named] if named else ()), "utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if not _BINARY.search(text):
            return text
    raise Unreadable("不是文本：请另存为 UTF-8 或 GB18030（“ANSI”）编码")


def told(texts: Iterable[str]) -> Iterator[ReportLine]:
    """The lines of a text without empty ones, each with what it is by its words alone."""
    for text in texts:
        if text.strip():
            yield line(text.strip())


def line(text: str, page: int | None = None, *, is_heading: bool = False) -> ReportLine:
    """The line that a stripped text makes; ``is_heading`` where a style says so."""
    if entry := contents_entry(text):
        return ReportLine(entry[0], LineKind.CONTENTS, page, entry[1])
    if "\t" in text.strip():
        return ReportLine(text, LineKind.ROW, page)
    kind = LineKind.HEADING if is_heading or _is_heading(text) else LineKind.PARAGRAPH
    return ReportLine(text, kind, page)


def contents_entry(text: str) -> tuple[str, int] | None:
    """The title and the page number of an entry of the contents; None for any other line."""
    text = _RUN.sub(lambda run: run[1] * 8, text)
    found = _LEADERS.search(text, max(0, len(text) - _LONGEST_END))
    title = text[: found.start()].strip() if found else ""
    if found is None or not title or "\t" in title or re.search(r"[。；]|\d$", title):
        return None
    return title, int(found["page"])


def _is_heading(text: str) -> bool:
    return bool(len(text) <= _LONGEST_HEADING and _HEADING.match(text) and not _SAYS_A_NUMBER.search(text))
