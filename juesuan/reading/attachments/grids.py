"""A table of somebody's Word file in the form of the report's own: as wide as the page, with all its lines."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from lxml import etree
from msgspec.structs import replace

from juesuan.model.document import AttachedCell, AttachedParagraph, AttachedTable, Picture, Run
from juesuan.model.omission import Loss, Omission
from juesuan.ooxml.elements import W, value
from juesuan.ooxml.walked import WalkedCell, WalkedParagraph, WalkedRow, WalkedTable
from juesuan.reading.attachments import paragraphs
from juesuan.reading.attachments.paragraphs import Source

WIDTH = 8844
"""The width of the text on a page, in twentieths of a point."""
_MM = 25.4 / 1440
"""Millimetres in a twentieth of a point."""
_TEXT, _CENTRED, _HEAD = "表格文字", "表格居中", "表格标题"


def grid(table: WalkedTable, source: Source) -> AttachedTable:
    """The table in the form of the report's own: as wide as the page, all its cells in the styles of tables."""
    rows, heads = [list(_row(row, source)) for row in table.standing], table.heads
    columns = max((sum(box.columns for box in row) for row in rows), default=0)
    widths = _widths(table.element, columns)
    whole = [_filled_up(row, columns) for row in _truly_merged(rows, source)]
    styled = (
        tuple(_fitted(box, widths, at, is_head=place < heads) for box, at in _placed(row))
        for place, row in enumerate(whole)
    )
    return AttachedTable(widths, heads, tuple(row for row in styled if row))


def _row(row: WalkedRow, source: Source) -> Sequence[AttachedCell]:
    """The cells with what stands in them; columns that the row leaves out are empty cells."""
    made: list[AttachedCell] = []
    for cell in row.cells:
        if made and _continues_to_the_right(cell):
            made[-1] = replace(made[-1], columns=made[-1].columns + cell.columns)
        else:
            made.append(AttachedCell(tuple(_content(cell, source)), cell.columns, cell.merge))
    return made


def _continues_to_the_right(cell: WalkedCell) -> bool:
    """Whether the cell is, as older files say it, a part of the one before it."""
    return cell.element is not None and value(cell.element.find(W + "tcPr"), "hMerge") in {"continue", ""}


def _content(cell: WalkedCell, source: Source) -> Iterator[AttachedParagraph | Picture]:
    """The paragraphs and pictures of a cell; those of a table inside it come in its place."""
    for block in cell.blocks:
        if isinstance(block, WalkedParagraph):
            is_centred = paragraphs.look(block.element, source, "jc") == "center"
            for each in paragraphs.lines(block, source):
                yield (
                    replace(each, style=_CENTRED if is_centred else _TEXT)
                    if isinstance(each, AttachedParagraph)
                    else each
                )
        elif isinstance(block, WalkedTable):
            source.lost.setdefault(Loss.NESTED_TABLE, []).append(source.cell(cell.place))
            inside = (inner for row in block.standing for inner in row.cells)
            yield from (each for inner in inside for each in _content(inner, source))
        elif isinstance(block, Omission):
            source.lost.setdefault(block.kind, []).append(source.cell(cell.place))


def _truly_merged(rows: list[list[AttachedCell]], source: Source) -> Iterator[list[AttachedCell]]:
    """The rows in which a cell continues the one above it only where that is as wide; then it holds nothing.

    What such a cell held is noted: Word does not show it.
    """
    above: dict[int, int] = {}
    for row in rows:
        made, open_now = [], dict[int, int]()
        for box, at in _placed(row):
            merge, content = box.merge, box.content
            if merge == "continue":
                if above.get(at) == box.columns:
                    _note_covered(content, source)
                    content = ()
                else:
                    merge = "restart"
            if merge:
                open_now[at] = box.columns
            made.append(AttachedCell(content, box.columns, merge))
        above = open_now
        yield made


def _note_covered(content: Iterable[AttachedParagraph | Picture], source: Source) -> None:
    cells = (each.cell for each in content if isinstance(each, AttachedParagraph))
    for cell in cells:
        source.lost.setdefault(Loss.COVERED, []).append(cell)


def _placed(row: list[AttachedCell]) -> Iterator[tuple[AttachedCell, int]]:
    """Each cell with the column it begins in."""
    at = 0
    for box in row:
        yield box, at
        at += box.columns


def _filled_up(row: list[AttachedCell], columns: int) -> list[AttachedCell]:
    """The row with an empty cell at its end for the columns that it lacks."""
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
