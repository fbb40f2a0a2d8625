"""A table that goes on overleaf is whole on both pages: closed below its last row, with all lines of its cells."""

from typing import Any

import pytest

from juesuan.model.document import Block, Table
from juesuan.pdf import cut_tables, table_structure
from juesuan.pdf.pdf import LaidOut
from tests.pdf.test_archive import placed, tables
from tests.pdf.test_pdf import cell, lay_out, p
from tests.support.printout import MM, sheets

ROWS = (
    *((cell("甲"), cell("乙")) for _ in range(4)),
    (cell("合", rows=3), cell("长" * 60)),
    (cell("丙"),),
    (cell("丁"),),
)
_MANY = 24
GROUPS = Table(
    (2000, 2000, 4844),
    0,
    tuple(
        (
            *([cell("全部", rows=_MANY)] if number == 0 else []),
            *([cell(f"组{number // 6}", rows=6)] if number % 6 == 0 else []),
            cell(f"行{number}"),
        )
        for number in range(_MANY)
    ),
)
"""Over all its rows reaches one cell, over six of them each of the next column."""
COLUMNS = (28 * MM + 100, 28 * MM + 200)
"""The left edges of its second and its third column, in points."""


def spare(leaves: list[Any]) -> list[float]:
    """The room below the last row of each table on each page, in whole pixels."""
    ends = [max(row.position_y + row.height for row in table.children[-1].children) for table in boxes(leaves)]
    return [round(table.position_y + table.height - end) for table, end in zip(boxes(leaves), ends, strict=True)]


def boxes(leaves: list[Any]) -> list[Any]:
    return [box for leaf in leaves for box in leaf._page_box.descendants() if type(box).__name__ == "TableBox"]


def test_it_is_closed_below_the_last_row(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = list[float](), list[float]()
    real = cut_tables.close

    def close(leaves: list[Any]) -> None:
        before.extend(spare(leaves))
        real(leaves)
        after.extend(spare(leaves))

    monkeypatch.setattr(cut_tables, "close", close)
    for lines in range(14, 20):
        lay_out(*[p("行") for _ in range(lines)], Table((4000, 4000), 0, ROWS))
    assert max(before) > 10, "no row was moved back: the lines above are to be more or fewer"
    assert max(after) <= 1


def cut() -> LaidOut:
    """The groups, the second of them cut after its third row."""
    above: list[Block] = [p("行") for _ in range(16)]
    made = lay_out(*above, GROUPS)
    assert made.leaves[0].text.endswith("行8")
    return made


def rows_that_lack_a_line(made: LaidOut) -> list[str]:
    """The rows beside which the left edge of a column is not drawn."""
    return [
        line.text
        for sheet in sheets(made.pdf)
        for line in sheet.lines
        if line.text.startswith("行") and line.size < 16
        for column in COLUMNS
        if not any(abs(x - column) < 1 and upper < line.baseline < lower for x, upper, lower in sheet.edges)
    ]


def test_a_cell_over_many_rows_has_its_lines_on_both_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rows_that_lack_a_line(cut()) == []
    monkeypatch.setattr(cut_tables, "close", lambda _: None)
    assert rows_that_lack_a_line(cut()) == [f"行{number}" for number in range(7, 12)]


def test_it_is_one_cell_in_the_structure(monkeypatch: pytest.MonkeyPatch) -> None:
    (table,) = tables(cut().pdf)
    spans = [int(found["/A"].get("/RowSpan", 1)) for _, (found, _) in placed(table)]
    assert sorted(spans) == [*[1] * _MANY, 6, 6, 6, 6, _MANY]

    def note_again(joining: Any, cell: Any, _: Any) -> None:
        joining._met[cell.element] = cell.mark

    monkeypatch.setattr(table_structure._Joining, "_meet", note_again)
    (table,) = tables(cut().pdf)
    with pytest.raises(AssertionError):
        list(placed(table))


def test_the_line_above_the_first_row_of_a_page_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The frame draws it; below a head that is repeated the row does."""
    found, real = list[float](), cut_tables.close

    def close(leaves: list[Any]) -> None:
        real(leaves)
        found.extend(table.children[-1].children[0].children[0].border_top_width for table in boxes(leaves))

    monkeypatch.setattr(cut_tables, "close", close)
    row = (cell("乙"), cell("丙"))
    for heads in (0, 1):
        lay_out(*[p("行") for _ in range(16)], Table((4000, 4000), heads, ((cell("甲"), cell("丁")), *[row] * 20)))
    without_head, with_head = found[:2], found[2:]
    assert without_head == [0, 0]
    assert [width > 0 for width in with_head] == [True, True]
