"""A table of somebody's Word file in the form of the report's own: as wide as the page, with all its lines."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, takewhile

from lxml import etree

from juesuan.model.document import AttachedCell, AttachedParagraph, AttachedTable, Picture, Run
from juesuan.model.values import Cell
from juesuan.ooxml.elements import W, flat, is_on, value
from juesuan.reading.attachments import paragraphs
from juesuan.reading.attachments.paragraphs import Source

WIDTH = 8844
"""Of the text, in twentieths of a point."""
NESTED = "表格里的表格"
_MOST_COLUMNS = 63
_MM = 25.4 / 1440
_TEXT, _CENTRED, _HEAD = "表格文字", "表格居中", "表格标题"


def grid(table: etree._Element, source: Source, number: int) -> AttachedTable:
    """The table, the ``number``th of its file."""
    elements = [row for row in flat(table) if row.tag == W + "tr" and row.find(f"{W}trPr/{W}del") is None]
    heads = len(list(takewhile(lambda row: is_on(row.find(W + "trPr"), "tblHeader"), elements)))
    rows = [list(_row(row, source, (number, place))) for place, row in enumerate(elements, start=1)]
    columns = max((sum(box.columns for box in row) for row in rows), default=0)
    widths = _widths(table, columns)
    whole = [_filled_up(row, columns) for row in _truly_merged(rows)]
    styled = (
        tuple(_fitted(box, widths, at, is_head=place < heads) for box, at in _placed(row))
        for place, row in enumerate(whole)
    )
    return AttachedTable(widths, heads, tuple(row for row in styled if row))


def _row(row: etree._Element, source: Source, place: tuple[int, int]) -> Iterator[AttachedCell]:
    """The cells with what stands in them; columns that the row leaves out are empty cells."""
    made: list[AttachedCell] = []
    if before := _count(row, "gridBefore"):
        made.append(AttachedCell((), before, ""))
    elements = [cell for cell in flat(row) if cell.tag == W + "tc"]
    for number, element in enumerate(elements, start=1):
        properties = element.find(W + "tcPr")
        columns, merge = _spanned(properties), value(properties, "vMerge")
        if made and value(properties, "hMerge") in {"continue", ""}:
            made[-1] = replace(made[-1], columns=made[-1].columns + columns)
            continue
        cell = Cell(source.file, f"第{place[0]}张表第{place[1]}行第{number}格")
        content = tuple(_content(element, source, cell))
        made.append(AttachedCell(content, columns, "" if merge is None else merge or "continue"))
    yield from made
    if after := _count(row, "gridAfter"):
        yield AttachedCell((), after, "")


def _count(row: etree._Element, name: str) -> int:
    return _whole(value(row.find(W + "trPr"), name))


def _spanned(properties: etree._Element | None) -> int:
    return _whole(value(properties, "gridSpan")) or 1


def _whole(number: str | None) -> int:
    """A number of columns, never more than Word itself allows."""
    return min(int(number), _MOST_COLUMNS) if number and number.isdecimal() else 0


def _content(cell: etree._Element, source: Source, place: Cell) -> Iterator[AttachedParagraph | Picture]:
    for child in flat(cell):
        if child.tag == W + "p":
            is_centred = paragraphs.look(child, source, "jc") == "center"
            for each in paragraphs.lines(child, source, place):
                yield (
                    replace(each, style=_CENTRED if is_centred else _TEXT)
                    if isinstance(each, AttachedParagraph)
                    else each
                )
        elif child.tag == W + "tbl":
            source.lost.setdefault(NESTED, []).append(place)
            inside = (inner for row in flat(child) for inner in flat(row) if inner.tag == W + "tc")
            for inner in inside:
                yield from _content(inner, source, place)


def _truly_merged(rows: list[list[AttachedCell]]) -> Iterator[list[AttachedCell]]:
    """A cell that continues one above says so only where there is one as wide; then it holds nothing."""
    above: dict[int, int] = {}
    for row in rows:
        made, open_now = [], dict[int, int]()
        for box, at in _placed(row):
            merge, content = box.merge, box.content
            if merge == "continue":
                merge, content = ("continue", ()) if above.get(at) == box.columns else ("restart", content)
            if merge:
                open_now[at] = box.columns
            made.append(AttachedCell(content, box.columns, merge))
        above = open_now
        yield made


def _placed(row: list[AttachedCell]) -> Iterator[tuple[AttachedCell, int]]:
    """Each cell with the column it begins in."""
    at = 0
    for box in row:
        yield box, at
        at += box.columns


def _filled_up(row: list[AttachedCell], columns: int) -> list[AttachedCell]:
    missing = columns - sum(box.columns for box in row)
    return [*row, AttachedCell((), missing, "")] if row and missing else row


def _widths(table: etree._Element, columns: int) -> tuple[int, ...]:
    """The widths of the columns, stretched or shrunk to the width of the text; equal where none are stated."""
    stated = [column.get(W + "w", "") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")][:columns]
    known = [int(width) for width in stated if width.isdecimal() and int(width)]
    widths = known if len(known) == columns else [1] * columns
    ends = [round(WIDTH * sum(widths[:place]) / sum(widths)) for place in range(columns + 1)] if columns else [0]
    return tuple(max(end - start, 1) for start, end in pairwise(ends))


def _fitted(box: AttachedCell, widths: tuple[int, ...], at: int, *, is_head: bool) -> AttachedCell:
    """The cell with its pictures no wider than itself; a heading in the style of headings."""
    room = max(sum(widths[at : at + box.columns]) * _MM - _PADDING, 1.0)
    content = (
        paragraphs.fitted(each, room) if isinstance(each, Picture) else _headed(each) if is_head else each
        for each in box.content
    )
    return replace(box, content=tuple(content))


_PADDING = 2.2
"""mm left and right of what stands in a cell."""


def _headed(line: AttachedParagraph) -> AttachedParagraph:
    return replace(line, style=_HEAD, runs=(Run(line.text),) if line.runs else ())
