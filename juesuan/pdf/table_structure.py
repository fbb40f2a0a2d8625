"""The tables in the structure of a PDF: whole over the pages, their cells with the heads that are theirs.

weasyprint tells a table anew on each page, repeats its head as if it were read twice, and counts columns wrongly
below cells that reach down.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from juesuan.pdf.structure_elements import at

Grid = dict[tuple[int, int], Any]
"""The cell that covers a place, by row and column, counted from 0."""


def mend(document: Any, file: Any) -> None:
    """Joins what is one table and gives every cell its heads.

    ``document`` holds the pages laid out, ``file`` is the PDF of pydyf, whose structure is changed. A head that is
    repeated overleaf is left without a parent in it.
    """
    heads = list[Any]()
    for fragments in _tables(document):
        rows = _Joining(file, fragments).joined()
        _lower(file, [row for row in rows if at(file, row["P"])["S"] == "/THead"])
        cells = [[at(file, each) for each in row["K"]] for row in rows]
        _tell_heads(cells)
        heads += (cell for row in cells for cell in row if "ID" in cell)
    _list(file, heads)


# ---- one table over the pages


def _tables(document: Any) -> Iterable[list[list[Any]]]:
    """The tables of the report: for each page that it stands on the boxes of its rows."""
    found = dict[Any, list[list[Any]]]()
    for leaf in document.pages:
        for box in leaf._page_box.descendants():  # noqa: SLF001 - the only way
            if box.element_tag == "table" and getattr(box, "is_table_wrapper", False):
                rows = [each for each in box.descendants() if each.element_tag == "tr" and each.children]
                if rows:
                    found.setdefault(box.element, []).append(rows)
    return found.values()


class _Joining:
    """Joins the parts of one table; notes what it has met already by its element of the HTML page."""

    def __init__(self, file: Any, fragments: Sequence[Sequence[Any]]) -> None:
        self._file = file
        self._boxes = {row.children[0].mark["P"]: row for rows in fragments for row in rows}
        groups = [at(file, self._row(row)["P"]) for rows in fragments for row in rows]
        self._tables = [*dict.fromkeys(each["P"] for each in groups)]
        self._body = next((each for each in groups if each["S"] != "/THead"), groups[0])
        self._met: dict[Any, Any] = {}

    def _row(self, row: Any) -> Any:
        return at(self._file, row.children[0].mark["P"])

    def joined(self) -> list[Any]:
        """The rows of the table, of all pages, now in one element of the structure."""
        first, *others = (at(self._file, each) for each in self._tables)
        parts = [[at(self._file, group) for group in table["K"]] for table in (first, *others)]
        if self._body["P"] != first.reference:
            self._move([self._body.reference], first)
        for group in (group for groups in parts for group in groups):
            for reference in tuple(group["K"]):
                self._take(reference, group)
        for table in others:
            self._drop(table)
        return [at(self._file, row) for group in first["K"] for row in at(self._file, group)["K"]]

    def _take(self, reference: bytes, group: Any) -> None:
        """Takes a row in, or what follows of it on the next page; nothing of a head that is repeated there."""
        is_head = group["S"] == "/THead"
        row = self._boxes.get(reference)
        if row is None or row.element not in self._met:
            if row is not None:  # None where cells from above reach over all of it
                self._met[row.element] = None
                for cell in row.children:
                    self._meet(cell, at(self._file, reference))
            if not is_head and group is not self._body:
                self._move([reference], self._body)
        elif not is_head:
            for cell in row.children:
                self._move(cell.mark["K"], self._met[cell.element])

    def _meet(self, cell: Any, row: Any) -> None:
        """Notes a cell; what goes on of one from the page before, beside its other rows, is part of that one."""
        if self._met.setdefault(cell.element, cell.mark) is not cell.mark:
            row["K"].remove(cell.mark.reference)

    def _move(self, references: Iterable[bytes], target: Any) -> None:
        for each in references:
            at(self._file, each)["P"] = target.reference
            target["K"].append(each)

    def _drop(self, element: Any) -> None:
        """Takes an element out of the structure, and those around it that hold nothing else."""
        above = at(self._file, element["P"])
        above["K"].remove(element.reference)
        if not above["K"]:
            self._drop(above)


# ---- which cell stands where, and below which heads


def _span(cell: Any, name: str) -> int:
    return int(cell["A"].get(name, 1))


def _placed(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[int, int, Any]]:
    """Each cell with the row and the column that it begins in."""
    taken = set[tuple[int, int]]()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            yield number, column, cell
            taken |= {
                (number + down, column + right)
                for down in range(_span(cell, "RowSpan"))
                for right in range(_span(cell, "ColSpan"))
            }


def _tell_heads(rows: Sequence[Sequence[Any]]) -> None:
    """Gives every cell that is no head the names of its heads: those of its rows, then those of its columns."""
    import pydyf  # noqa: PLC0415 - comes with weasyprint

    placed = list(_placed(rows))
    grid: Grid = {
        (row + down, column + right): cell
        for row, column, cell in placed
        for down in range(_span(cell, "RowSpan"))
        for right in range(_span(cell, "ColSpan"))
    }
    for row, column, cell in placed:
        if cell["S"] == "/TD":
            beside = [each for down in range(_span(cell, "RowSpan")) for each in _beside(grid, row + down, column)]
            above = [each for right in range(_span(cell, "ColSpan")) for each in _above(grid, row, column + right)]
            names = dict.fromkeys(each["ID"].string for each in (*beside, *above))
            cell["A"].pop("Headers", None)
            if names:
                cell["A"]["Headers"] = pydyf.Array(map(pydyf.String, names))


def _above(grid: Grid, row: int, column: int) -> list[Any]:
    """The heads of a column that stand one below the other, the next ones above a cell."""
    found = list[Any]()
    for each in (grid.get((place, column)) for place in reversed(range(row))):
        if each is not None and _heads(each, "/Column"):
            found.append(each)
        elif found:
            break
    return found[::-1]


def _beside(grid: Grid, row: int, column: int) -> list[Any]:
    """The heads of a row, the next ones left of a cell, and beyond other cells those of more rows than these."""
    found, is_over = list[Any](), False
    for each in (grid.get((row, place)) for place in reversed(range(column))):
        if each is None or not _heads(each, "/Row"):
            is_over = bool(found)
        elif not is_over or _span(each, "RowSpan") > _span(found[-1], "RowSpan"):
            found.append(each)
    return found[::-1]


def _heads(cell: Any, scope: str) -> bool:
    return bool(cell["S"] == "/TH" and cell["A"].get("Scope") == scope)


# ---- the order of the heads


def _lower(file: Any, rows: Sequence[Any]) -> None:
    """Puts heads that reach down to the last row of the head, with nothing right of them there, into that row.

    Above them stands a cell with nothing in it. So the heads of the columns are read from left to right; there
    are also readers that overlook what reaches down into a row behind its last cell.
    """
    cells = [[at(file, each) for each in row["K"]] for row in rows]
    ends = {row: column for row, column, _ in _placed(cells)}
    kept = [list[Any]() for _ in rows]
    lowered = [list[Any]() for _ in rows]
    for number, column, cell in _placed(cells):
        last = number + _span(cell, "RowSpan") - 1
        if number < last and column > ends.get(last, column):
            lowered[last].append(cell)
            _leave_empty(file, rows[number], kept[number], cell)
        else:
            kept[number].append(cell)
    for row, own, more in zip(rows, kept, lowered, strict=True):
        for cell in more:
            cell["P"] = row.reference
            del cell["A"]["RowSpan"]
        row["K"][:] = [each.reference for each in (*own, *more)]


def _leave_empty(file: Any, row: Any, kept: list[Any], cell: Any) -> None:
    """Leaves room for a head that stands lower now; beside other such room it grows."""
    import pydyf  # noqa: PLC0415 - comes with weasyprint

    columns, rows = _span(cell, "ColSpan"), _span(cell, "RowSpan") - 1
    if kept and not kept[-1]["K"] and _span(kept[-1], "RowSpan") == rows:
        kept[-1]["A"]["ColSpan"] = _span(kept[-1], "ColSpan") + columns
        return
    look = pydyf.Dictionary({"O": "/Table", "ColSpan": columns, "RowSpan": rows})
    empty = {"Type": "/StructElem", "S": "/TD", "K": pydyf.Array([]), "P": row.reference, "A": look}
    kept.append(pydyf.Dictionary(empty))
    file.add_object(kept[-1])


def _list(file: Any, heads: Iterable[Any]) -> None:
    """Lists the heads by the names under which the cells of a table know them, ISO 32000-1, table 322."""
    import pydyf  # noqa: PLC0415 - comes with weasyprint

    named = sorted((each["ID"].string, each["ID"], each.reference) for each in heads)
    tree = pydyf.Dictionary({"Names": pydyf.Array(part for _, *pair in named for part in pair)})
    file.add_object(tree)
    at(file, file.catalog["StructTreeRoot"])["IDTree"] = tree.reference
