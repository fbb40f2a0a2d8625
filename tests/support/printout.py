"""What stands where on the pages of a PDF, measured from its characters, and what LibreOffice prints."""

import io
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pymupdf
import pypdf
import pytest
from msgspec import Struct

from juesuan.pdf import libreoffice

MM = 72 / 25.4
"""Points of a millimetre."""
_SMALL, _APART = 10.5, 5.0
"""The size of a table's text, in points, and the room between two cells at least."""
_LEVEL = 1.0
"""Points by which baselines of one line may differ: faces in a line do."""


class Character(Struct, frozen=True):
    """A character with its place, in points from the upper left corner of the page."""

    left: float
    right: float
    baseline: float
    face: str
    size: float
    text: str


class Line(Struct, frozen=True):
    """What is printed side by side on a page, without white space; columns of a table are lines of their own."""

    page: int
    """Counted from 1, the cover."""
    characters: tuple[Character, ...]

    @property
    def text(self) -> str:
        return "".join(each.text for each in self.characters)

    @property
    def left(self) -> float:
        return self.characters[0].left

    @property
    def right(self) -> float:
        return self.characters[-1].right

    @property
    def baseline(self) -> float:
        return self.characters[0].baseline

    @property
    def faces(self) -> set[tuple[str, float]]:
        """The fonts and sizes in it, sizes in points."""
        return {(each.face, each.size) for each in self.characters}

    @property
    def size(self) -> float:
        """Of its first character, in points."""
        return self.characters[0].size


class Sheet(Struct, frozen=True):
    """A page: its size and the place of pictures and edges in points, and its lines from above."""

    width: float
    height: float
    lines: tuple[Line, ...]
    pictures: tuple[tuple[float, float], ...]
    """Upper and lower edge of each."""
    edges: tuple[tuple[float, float, float], ...]
    """Of each upright edge that is drawn, such as a cell's: its place from the left, its upper and lower end."""


@lru_cache(maxsize=16)
def sheets(pdf: bytes) -> list[Sheet]:
    """The pages of a PDF, measured once however many tests look at them."""
    drawn = _drawn(pypdf.PdfReader(io.BytesIO(pdf)))
    with pymupdf.open("pdf", pdf) as document:  # type: ignore[no-untyped-call]
        return [_sheet(number, page, drawn) for number, page in enumerate(document, 1)]


def _drawn(reader: pypdf.PdfReader) -> Mapping[int, list[tuple[float, float]]]:
    """Where a tagged file says that its pictures stand, by page and in points from below."""
    found: dict[int, list[tuple[float, float]]] = {}
    root: Any = reader.root_object
    for each in elements(root.get("/StructTreeRoot", {}).get("/K")):
        if each["/S"] == "/Figure":
            _, lower, _, upper = each["/A"]["/BBox"]
            page = (reader.get_page_number(each["/Pg"]) or 0) + 1
            found.setdefault(page, []).append((float(lower), float(upper)))
    return found


def elements(node: Any) -> Iterator[Any]:
    """Every element of the structure, in order."""
    node = getattr(node, "get_object", lambda: node)()
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif isinstance(node, dict) and "/S" in node:
        yield node
        yield from elements(node.get("/K"))


def _sheet(number: int, page: pymupdf.Page, drawn: Mapping[int, list[tuple[float, float]]]) -> Sheet:
    characters = sorted(_characters(page), key=lambda each: each.baseline)
    lines: list[list[Character]] = []
    for each in characters:
        if not lines or each.baseline - lines[-1][0].baseline > _LEVEL:
            lines.append([])
        lines[-1].append(each)
    found = [Line(number, tuple(part)) for line in lines for part in _parts(line)]
    height = page.rect.height
    pictures = [(each["bbox"][1], each["bbox"][3]) for each in page.get_image_info()]
    pictures += [(height - upper, height - lower) for lower, upper in drawn.get(number, [])]
    return Sheet(page.rect.width, height, tuple(found), tuple(pictures), tuple(_edges(page)))


def _edges(page: pymupdf.Page) -> Iterator[tuple[float, float, float]]:
    for kind, *points in (item for drawing in page.get_drawings() for item in drawing["items"]):
        match kind, points:
            case "re", [box, *_]:
                yield from ((x, box.y0, box.y1) for x in (box.x0, box.x1))
            case "l", [start, end] if start.x == end.x:
                yield start.x, min(start.y, end.y), max(start.y, end.y)


def _characters(page: pymupdf.Page) -> Iterator[Character]:
    for block in page.get_text("rawdict", flags=0)["blocks"]:  # type: ignore[no-untyped-call]
        for span in (span for line in block["lines"] for span in line["spans"]):
            for each in span["chars"]:
                if each["c"].strip():
                    (x, y), box = each["origin"], each["bbox"]
                    yield Character(x, box[2], y, span["font"], round(span["size"], 1), each["c"])


def _parts(line: list[Character]) -> Iterator[list[Character]]:
    part: list[Character] = []
    for each in sorted(line, key=lambda each: each.left):
        if part and each.size <= _SMALL and each.left - part[-1].right > _APART:
            yield part
            part = []
        part.append(each)
    yield part


def outline(pdf: bytes) -> list[tuple[str, int]]:
    """The title of every bookmark, without white space, and the page it leads to, counted from 1."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))

    def flat(items: Any) -> Iterator[Any]:
        for item in items:
            yield from flat(item) if isinstance(item, list) else [item]

    return [
        (bare(item.title), (reader.get_destination_page_number(item) or 0) + 1) for item in flat(reader.outline)
    ]


def bare(text: str) -> str:
    """The text without white space."""
    return re.sub(r"\s", "", text)


def by_office(docx: bytes, folder: Path) -> bytes:
    """The PDF that LibreOffice makes of a Word file; where there is none, the test is skipped."""
    program = libreoffice.find()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    pdf = libreoffice.printed(program, docx, folder)
    assert pdf, "LibreOffice has failed"
    return pdf
