"""What people changed in a table: cells, rows, or the table's own shape."""

from collections.abc import Iterator, Sequence

from juesuan.hands import finding, outline, pairing
from juesuan.hands.edit import Edit, Kind, Sought
from juesuan.hands.reading import Cell, Grid, Row

_LEAST = 0.3
_SAME_PLACE = 0.05


def paired_rows(one: Grid, two: Grid) -> list[tuple[Row, Row]]:
    """The rows that are the same, in order; all of them where none came or went."""
    if len(one.rows) == len(two.rows):
        alike = [_score(a, b) for a, b in zip(one.rows, two.rows, strict=True)]
        if sum(alike) >= len(alike) / 2:
            return list(zip(one.rows, two.rows, strict=True))

    def between(old: range, new: range) -> list[tuple[int, int]]:
        found = pairing.matched([one.rows[a] for a in old], [two.rows[b] for b in new], _score)
        return [(old[a], new[b]) for a, b in found]

    texts = [row.text for row in one.rows], [row.text for row in two.rows]
    return [(one.rows[a], two.rows[b]) for a, b in pairing.in_order(*texts, between)]


def _score(one: Row, other: Row) -> float:
    if one.text == other.text:
        return 1.0
    alike = pairing.share(one.text, other.text)
    return alike if alike >= _LEAST or ([*_columns(one)] == [*_columns(other)] and alike >= _SAME_PLACE) else 0.0


def _columns(row: Row) -> Iterator[int]:
    yield from (cell.column for cell in row.cells)


def paired_cells(one: Row, two: Row) -> list[tuple[Cell, Cell]]:
    """The cells that begin in the same column; none where the columns are others."""
    return list(zip(one.cells, two.cells, strict=True)) if [*_columns(one)] == [*_columns(two)] else []


def edits(one: Grid, two: Grid, table: Sought, place: str) -> Iterator[Edit]:
    """The edits of a table, cells first."""
    pairs = paired_rows(one, two)
    if any([*_columns(a)] != [*_columns(b)] for a, b in pairs):
        words = "表格的列或合并的格改了，现在是：" + two.text
        yield Edit(number=0, kind=Kind.TABLE, place=place, before=one.text, after=words, sought=table)
        return
    for row, other in pairs:
        for was, now in paired_cells(row, other):
            if was.line.text != now.line.text:
                yield Edit(
                    number=0,
                    kind=Kind.REWRITTEN,
                    place=outline.cell(place, one, row, was.column),
                    before=was.line.text,
                    after=now.line.text,
                    sought=finding.sought(one.rows.index(row), outline.rows(one, was.column)),
                    table=table,
                    column=was.column,
                )
    yield from _rows(one, two, pairs, table, place)


def _rows(one: Grid, two: Grid, pairs: Sequence[tuple[Row, Row]], table: Sought, place: str) -> Iterator[Edit]:
    old, new = [id(row) for row, _ in pairs], {id(other): row for row, other in pairs}
    for at, row in enumerate(one.rows):
        if id(row) not in old and row.text.strip():
            yield Edit(
                number=0,
                kind=Kind.ROW_DELETED,
                place=f"{place} 第{at + 1}行",
                before=row.text,
                sought=finding.sought(at, outline.rows(one)),
                table=table,
            )
    before: Row | None = None
    for at, row in enumerate(two.rows):
        if id(row) in new:
            before = new[id(row)]
        elif row.text.strip():
            behind = [finding.sought(at - 1, outline.rows(two))] if at else []
            behind += [finding.sought(one.rows.index(before), outline.rows(one))] if before is not None else []
            yield Edit(
                number=0,
                kind=Kind.ROW_ADDED,
                place=f"{place} 第{at + 1}行",
                after=row.text,
                behind=tuple(behind),
                table=table,
            )
