"""A PDF -> lines: its pages are read in a process of their own, then their lines are joined into paragraphs."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from juesuan.model.finished_report import FinishedReport, Unread
from juesuan.model.program_folders import ROOT
from juesuan.reading.finished import Unreadable
from juesuan.reading.finished.pdf_paragraphs import PageLine, PdfPage, bodies, paragraphs
from juesuan.reading.finished.pdf_tables import PageTable

_MOST_BYTES = 100_000_000
_CODES = "(cid:"
"""What stands in place of a character whose font does not say which it is."""
_MOST_CODES = 5


def read(name: str, data: bytes) -> FinishedReport:
    """The report in a PDF; raises Unreadable where it cannot be read within bounds of time and memory."""
    return of_pages(name, pages(data))


def of_pages(name: str, pages: tuple[PdfPage, ...]) -> FinishedReport:
    """The report that the pages of a PDF make."""
    return FinishedReport(name, "PDF", paragraphs(bodies(pages)), tuple(_unread(pages)), len(pages))


def pages(data: bytes) -> tuple[PdfPage, ...]:
    """The pages of a PDF as they stand; raises Unreadable."""
    if len(data) > _MOST_BYTES:
        message = f"有 {len(data) // 1_000_000} MB，超过 {_MOST_BYTES // 1_000_000} MB，不予读取"
        raise Unreadable(message)
    reader = (sys.executable, "-m", "juesuan.reading.finished.pdf_pages")
    made = subprocess.run(reader, input=data, capture_output=True, check=False, cwd=ROOT)  # noqa: S603
    told = [json.loads(line) for line in made.stdout.decode("ascii", "replace").splitlines() if line.endswith("}")]
    last = told.pop() if told else {}
    if "pages" not in last:
        raise Unreadable(last.get("fault", "太复杂，在限定的时间和内存里读不完，不予读取"))
    return tuple(_page(number, each) for number, each in enumerate(told, 1))


def _page(number: int, told: dict[str, Any]) -> PdfPage:
    lines = tuple(PageLine(*each) for each in told["lines"])
    tables = tuple(
        PageTable(tuple(each["box"]), _rows(each["rows"]), tuple(each["lefts"])) for each in told["tables"]
    )
    return PdfPage(
        number, told["width"], told["height"], lines, tables, bool(told["pictures"]), bool(told["crowded"])
    )


def _rows(rows: list[list[str | None]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple("".join((cell or "").split()) for cell in row) for row in rows)


def _unread(pages: tuple[PdfPage, ...]) -> Iterator[Unread]:
    """The pages and tables of which the text is not, or not surely, what a reader sees."""
    for page in pages:
        place = f"第{page.number}页"
        if page.is_crowded:
            yield Unread(place, "字数过多，这一页没有读", is_table=False)
        elif not page.lines and not page.tables and page.has_pictures:
            yield Unread(place, "只有图片，没有文字（可能是扫描件），这一页没有读", is_table=False)
        elif sum(line.text.count(_CODES) for line in page.lines) > _MOST_CODES:
            yield Unread(place, "字体没有说明是哪些字，这一页没有读", is_table=False)
        for count, table in enumerate(page.tables, 1):
            if table.has_numbers and not table.closes:
                where = f"{place}第{count}张表"
                yield Unread(where, "表里的合计与各行、各列对不上，可能没有读准，没有核对", is_table=True)
