"""Where a table may be cut: what stays together, and what no page holds."""

import pytest

from juesuan.model import table_rows
from juesuan.model.document import Paragraph, Run, Table, TableCell


def cell(text: str, style: str = "表格文字", rows: int = 1) -> TableCell:
    return TableCell((Paragraph(style, (Run(text),)),), 1, rows)


def table(*rows: tuple[TableCell, ...], heads: int = 0) -> Table:
    return Table((4000, 4844), heads, rows)


PLAIN = (cell("甲"), cell("乙"))
HEADS = (cell("甲", "表格标题"), cell("乙", "表格标题"))
TALL = (cell("甲"), cell("长" * 22 * 60))


@pytest.mark.parametrize(
    ("rows", "heads", "kept"),
    [
        ([PLAIN] * 6, 0, "110010"),
        ([HEADS, *[PLAIN] * 6], 1, "1100010"),
        ([HEADS, HEADS, *[PLAIN] * 5], 2, "1110010"),
        ([PLAIN] * 3, 0, "110"),
        ([PLAIN], 0, "0"),
        ([], 0, ""),
    ],
)
def test_the_first_rows_and_the_last_two_stay_together(
    rows: list[tuple[TableCell, ...]], heads: int, kept: str
) -> None:
    assert "".join(str(int(each)) for each in table_rows.kept(table(*rows, heads=heads))) == kept


def test_heads_inside_a_table_and_a_cell_that_reaches_down_stay_with_the_next_row() -> None:
    reaching = (cell("甲", rows=2), cell("乙"))
    rows = [PLAIN, PLAIN, PLAIN, HEADS, PLAIN, reaching, (cell("丙"),), PLAIN, PLAIN]
    assert table_rows.kept(table(*rows)) == (True, True, False, True, False, True, False, True, False)


@pytest.mark.parametrize(("reach", "kept"), [(3, "11011001"), (4, "11010001")])
def test_the_rows_of_a_cell_that_reaches_over_few_stay_together(reach: int, kept: str) -> None:
    reaching, beside = (cell("甲", rows=reach), cell("乙")), (cell("丙"),)
    rows = [PLAIN, PLAIN, PLAIN, reaching, *[beside] * (reach - 1), *[PLAIN] * (6 - reach)]
    assert "".join(str(int(each)) for each in table_rows.kept(table(*rows)))[:8] == kept


def test_a_row_that_no_page_holds_is_cut_and_holds_no_other_back() -> None:
    found = table(PLAIN, PLAIN, TALL, PLAIN, HEADS, TALL)
    assert table_rows.tall(found) == (False, False, True, False, False, True)
    assert table_rows.kept(found) == (True, False, False, False, False, False)


def test_a_table_with_a_row_that_no_page_holds_begins_a_page() -> None:
    assert table_rows.begins_page(table(PLAIN, TALL))
    assert not table_rows.begins_page(table(PLAIN, PLAIN))
