"""The cells of a table in their columns: where each stands below cells that reach down to it, which are heads."""

from collections.abc import Iterator, Sequence

from juesuan.model.document import Table, TableCell

_HEAD = "表格标题"
"""The style of the words in a cell that is a head."""


def placed(
    row: tuple[TableCell, ...], number: int, widths: Sequence[int], taken: list[int]
) -> Iterator[tuple[TableCell, int]]:
    """Yield the cells of row ``number``, each with its width in twentieths of a point.

    ``taken`` holds, by column, the next row that begins a cell there, as cells above may reach down to this row;
    the cells of this row are entered in it.
    """
    column = 0
    for cell in row:
        while column < len(taken) - 1 and taken[column] > number:
            column += 1
        covered = range(column, min(column + cell.columns, len(taken)))
        yield cell, sum(widths[each] for each in covered)
        for each in covered:
            taken[each] = number + cell.rows
        column += cell.columns


def scopes(row: tuple[TableCell, ...], *, at_edge: bool) -> list[str]:
    """Return the scope of each cell of a row below the table's head: row, col or, for no head of either, empty.

    ``at_edge`` says whether the first cell stands at the left edge of the table.
    """
    heads = [_is_head(cell) for cell in row]
    is_beside = [not following for following in (*heads, True)[1:]]
    is_first = [at_edge and number == 0 for number in range(len(row))]
    return [
        ("row" if beside or first else "col") if head else ""
        for head, beside, first in zip(heads, is_beside, is_first, strict=True)
    ]


def scopes_of(table: Table) -> Iterator[list[str]]:
    """Yield the scopes of the cells of each row; all cells of the rows that are its head are heads of columns."""
    taken = [0] * len(table.widths)
    for number, row in enumerate(table.rows):
        at_edge = bool(row) and taken[0] <= number
        for _ in placed(row, number, table.widths, taken):
            pass
        yield ["col"] * len(row) if number < table.heads else scopes(row, at_edge=at_edge)


def _is_head(cell: TableCell) -> bool:
    return bool(cell.paragraphs) and all(block.style == _HEAD for block in cell.paragraphs)
