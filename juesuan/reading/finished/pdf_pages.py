"""The process that reads a PDF: the file comes in on standard input, its pages go out as JSON, a line a page.

It is a process of its own, so that a hostile file meets a bound of time and memory here and harms nobody else;
and it is the only door to pdfplumber.
"""

import gc
import json
import os
import sys
import threading
import time
from bisect import bisect_right
from contextlib import suppress
from io import BytesIO
from typing import Any

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import PdfminerException

_SECONDS, _SECONDS_OF_A_PAGE = 7.0, 0.5
"""Seconds of the processor for a file, and for each of its pages that has been read, beside."""
_BYTES = 420 * 1024 * 1024
"""Of address space, where the system can hold a process to that."""
_MOST_PAGES, _MOST_CHARACTERS, _MOST_EDGES = 1000, 20_000, 4000
"""Pages of a file; characters of a page; edges of a page in which tables are looked for."""
_FEWEST_EDGES = 6
_HANGING, _INSIDE = set("，。、；：！？"), 0.2
"""What may stand over the right edge of its cell where lines are set as Word does; points."""


def main() -> None:
    """Reads the PDF on standard input and writes its pages, or the reason why it cannot be read."""
    _hold()
    done = [0]
    threading.Thread(target=_watch, args=(done,), daemon=True).start()
    try:
        with pdfplumber.open(BytesIO(sys.stdin.buffer.read())) as document:
            if len(document.pages) > _MOST_PAGES:
                _say({"fault": f"有 {len(document.pages)} 页，超过 {_MOST_PAGES} 页，不予读取"})
                return
            for page in document.pages:
                _say(_page(page))
                page.close()
                done[0] += 1
        _say({"pages": done[0]})
    except Exception as caught:  # noqa: BLE001 - a damaged file may raise anything
        _say({"fault": _reason(caught)})


def _reason(caught: Exception) -> str:
    inner = caught.args[0] if isinstance(caught, PdfminerException) and caught.args else caught
    if type(inner).__name__ == "PDFPasswordIncorrect":  # of pdfminer, which pdfplumber brings along
        return "加了密码，打不开；请去掉密码后再试"
    return "太大，内存放不下，不予读取" if isinstance(inner, MemoryError) else "PDF 文件已损坏，读不出内容"


def _hold() -> None:
    """Bounds the memory of this process, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))


def _watch(done: list[int]) -> None:
    """Ends this process when it has used up the time of the pages that it has read."""
    while time.process_time() < _SECONDS + _SECONDS_OF_A_PAGE * done[0]:
        time.sleep(0.05)
    os._exit(1)


def _say(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def _page(page: Page) -> dict[str, Any]:
    """The lines of a page with their places in points, its tables, and whether there are pictures on it."""
    told: dict[str, Any] = {"width": float(page.width), "height": float(page.height), "pictures": len(page.images)}
    if len(page.chars) > _MOST_CHARACTERS:
        return {**told, "lines": [], "tables": [], "crowded": 1}
    tables = page.find_tables() if _FEWEST_EDGES < len(page.edges) < _MOST_EDGES else []
    found = page.extract_text_lines(return_chars=True) if page.chars else []
    for table in tables:
        _draw_in(page, table)
    return {
        **told,
        "crowded": 0,
        "lines": [_line(each) for each in found],
        "tables": [{"box": list(table.bbox), "rows": table.extract(), "lefts": _lefts(table)} for table in tables],
    }


def _draw_in(page: Page, table: Table) -> None:
    """Draws in what hangs over an edge, so that its middle is inside: a cell has what has its middle there."""
    edges = sorted({cell[2] for cell in table.cells})
    for each in page.chars:
        if each["text"] in _HANGING and (at := bisect_right(edges, each["x0"])) < len(edges):
            each["x1"] = min(each["x1"], 2 * edges[at] - each["x0"] - _INSIDE)


def _lefts(table: Table) -> list[float]:
    """The left edges of the columns of a table."""
    return sorted({round(cell[0], 2) for cell in table.cells})


def _line(line: dict[str, Any]) -> list[Any]:
    sizes = sorted(each["size"] for each in line["chars"])
    places = (line["x0"], line["x1"], line["top"], line["bottom"], sizes[len(sizes) // 2])
    return [line["text"], *(round(float(each), 2) for each in places)]


if __name__ == "__main__":
    gc.disable()  # as in generate.py: the process is about to end
    with suppress(OSError):
        main()
