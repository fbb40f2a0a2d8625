"""What ``make typed`` counts: each filled cell once, unless the year begins with it."""

from typing import TYPE_CHECKING

from bench.cells_typed import typed

if TYPE_CHECKING:
    from juesuan.year.blank_workbook import Content


def test_a_cell_counts_once_and_not_where_it_stood_before() -> None:
    filled: Content = {"支出科目": [{"科目编码": "2130301", "资金性质": "", "基本支出": 5, "合计": ""}]}
    assert typed(filled, {"支出科目": []}) == {"支出科目": 2}
    assert typed(filled, {"支出科目": [{"科目编码": "2130301", "资金性质": "", "基本支出": 4}]}) == {"支出科目": 1}
    assert typed(filled, filled).total() == 0
