"""A table that goes on overleaf is closed below its last row on the page, though the layout moved a row back."""

from typing import Any

import pytest

from juesuan.model.document import Table
from juesuan.pdf import cut_tables
from tests.pdf.test_pdf import cell, lay_out, p

ROWS = (
    *((cell("甲"), cell("乙")) for _ in range(4)),
    (cell("合", rows=3), cell("长" * 60)),
    (cell("丙"),),
    (cell("丁"),),
)


def spare(leaves: list[Any]) -> list[float]:
    """The room below the last row of each table on each page, in whole pixels."""
    tables = [box for leaf in leaves for box in leaf._page_box.descendants() if type(box).__name__ == "TableBox"]
    ends = [max(row.position_y + row.height for row in table.children[-1].children) for table in tables]
    return [round(table.position_y + table.height - end) for table, end in zip(tables, ends, strict=True)]


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
