"""The pages of the report as the screen 报告 shows them: thumbnails with marks, the numbers on a page as links."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from juesuan.app.desk.page_layout import Laid
from juesuan.app.desk.printed import PrintedLine
from juesuan.app.desk.year_state import Known
from juesuan.model import values
from juesuan.versions import changes
from juesuan.versions.content import Content

if TYPE_CHECKING:
    from juesuan.app.layouts import Layout
    from juesuan.pdf.leaf_shapes import LeafShape, PlacedNumber

SMALL, WHOLE = 110, 1000
"""The widths in which a page is drawn, in pixels: as a thumbnail, and to be read."""
_HALF = 0.5
_PROBLEM, _CHANGE, _BLANK, _LONELY = "问题", "改动", "空白过半", "孤行"


class PageView(Struct, frozen=True):
    """A page among the others."""

    leaf: int
    """Counted from 1 at the cover."""
    name: str
    """As a reader calls it: 第 3 页, or 封面, 目录."""
    marks: tuple[str, ...] = ()
    """What there is to be seen on it: 问题, 改动, 空白过半, 孤行, and where the Word file has another page."""


class Box(Struct, frozen=True):
    """Where a number, or its part in one line, stands on its page, in the pixels of the layout."""

    x: str
    y: str
    width: str
    height: str


class NumberView(Struct, frozen=True):
    """A number on a page that leads to its cells."""

    name: str
    """The name of its figure."""
    text: str
    """How the figure is printed."""
    boxes: tuple[Box, ...]
    is_doubtful: bool
    """Whether an open problem touches its cells."""


class ReadPage(Struct, frozen=True):
    """A page to be read, with its numbers."""

    width: float
    """Of the sheet, in the pixels of the layout, and so is the height."""
    height: float
    numbers: tuple[NumberView, ...]


# ---- the pages among each other


def of_layout(known: Known, laid: Laid, before: Content | None) -> tuple[PageView, ...]:
    """The pages of the files as they are now; ``before`` is what the version before says, None without one."""
    layout = laid.layout
    if layout is None:
        return ()
    marks = _marks(known, layout.said, before)
    for leaf, shape in enumerate(layout.laid_out.shapes, 1):
        is_body = layout.laid_out.leaves[leaf - 1].label.isdecimal()
        marks[str(leaf)] += [_BLANK] * (is_body and shape.filled < _HALF) + [_LONELY] * shape.has_lonely_line
    for leaf, words in _in_word(layout, laid):
        marks[str(leaf)].append(words)
    labels = [each.label for each in layout.laid_out.leaves]
    return tuple(PageView(at, _name(label, labels), tuple(marks[str(at)])) for at, label in enumerate(labels, 1))


def of_version(known: Known, said: Content, before: Content | None) -> tuple[PageView, ...]:
    """The pages of a version, as it is kept; how full they are is not known."""
    marks, labels = _marks(known, said, before), [each.label for each in said.sheets]
    return tuple(PageView(at, _name(label, labels), tuple(marks[label])) for at, label in enumerate(labels, 1))


def first(pages: Iterable[PageView]) -> int:
    """The page that is shown where the address names none: one with a change or, without any, with a problem."""
    every = [*pages]
    for mark in (_CHANGE, _PROBLEM):
        for page in every:
            if mark in page.marks:
                return page.leaf
    return 1


def _name(label: str, labels: list[str]) -> str:
    if label.isdecimal():
        return f"第 {label} 页"
    return label.removesuffix("1") if label.removesuffix("1") + "2" not in labels else label


def _marks(known: Known, said: Content, before: Content | None) -> dict[str, list[str]]:
    """The marks of each page by its label, for what the lines on it say."""
    found: dict[str, list[str]] = {page: [] for line in said.lines for page in line.pages}
    found |= {each.label: [] for each in said.sheets}
    changed = changes.pages_changed(before, said) if before else frozenset()
    for pages, mark in ((_problems(known, said), _PROBLEM), (changed, _CHANGE)):
        for each in pages:
            found[each].append(mark)
    return found


def doubtful(known: Known) -> frozenset[str]:
    """The cells, and the places of texts, that an open problem touches."""
    opened = (problem for problem in known.problems if problem.is_open)
    return frozenset(each for problem in opened for each in (*problem.cells, problem.where))


def _problems(known: Known, said: Content) -> frozenset[str]:
    """The pages with a number from a doubtful cell, or with a text that a problem speaks of."""
    places = doubtful(known)
    names = {name for name, figure in said.figures.items() if places & set(figure.cells)}
    statements = known.checked.statements if known.checked else ()
    texts = {
        line for each in statements if str(each.cell) in places for line in values.plain(each.text).splitlines()
    }
    touched = (line for line in said.lines if line.text in texts or names & set(line.figures))
    return frozenset(page for line in touched for page in line.pages)


def _in_word(layout: "Layout", laid: Laid) -> Iterator[tuple[int, str]]:
    """Each page with a heading that stands on another one in the Word file, as far as LibreOffice was asked."""
    ours, theirs = layout.laid_out.page_of, laid.in_word.page_of if laid.in_word else {}
    found: dict[tuple[int, int], None] = {}
    for bookmark, page in theirs.items():
        if bookmark in ours and ours[bookmark] != page:
            found[layout.laid_out.sheet_of[bookmark], page] = None
    yield from ((leaf, f"Word 在第 {page} 页") for leaf, page in found)


# ---- one page


def read_page(known: Known, layout: "Layout", leaf: int) -> ReadPage | None:
    """A page of the layout with its numbers; None where their places are not known, as on a plain PDF's pages."""
    shapes = layout.laid_out.shapes
    if not 1 <= leaf <= len(shapes):
        return None
    shape, places = shapes[leaf - 1], doubtful(known)
    return ReadPage(shape.width, shape.height, tuple(_numbers(shape, layout, places)))


def _numbers(shape: "LeafShape", layout: "Layout", places: frozenset[str]) -> Iterator[NumberView]:
    """The numbers of a page that come from figures; one that goes on in the next line is one."""
    names = layout.names
    for serial, parts in groupby(shape.numbers, lambda each: each.serial):
        figure = layout.said.figures.get(names[serial]) if serial < len(names) else None
        if figure is not None:
            boxes = tuple(map(_box, parts))
            yield NumberView(names[serial], figure.text, boxes, bool(places & set(figure.cells)))


def _box(number: "PlacedNumber") -> Box:
    return Box(*(f"{each:.1f}" for each in (number.x, number.y, number.width, number.height)))


# ---- before the pages are there


def changed(lines: Iterable[PrintedLine]) -> tuple[PrintedLine, ...]:
    """The lines that the last version does not say, each group under the heading that it stands under."""
    found: list[PrintedLine] = []
    heading: PrintedLine | None = None
    for line in lines:
        if line.kind == "heading":
            heading = line
        if line.is_new:
            found += [each for each in (heading,) if each is not None and each is not line]
            found.append(line)
            heading = None
    return tuple(found)
