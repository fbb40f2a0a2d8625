"""A number typed over in a Word file, as a cell of the workbook: what is sure, rounded, or neither."""

from decimal import Decimal

import pytest

from juesuan.app.desk.ways_back import WayBack, way_back
from juesuan.model.edit import Edit, EditKind
from juesuan.model.values import Cell
from juesuan.reading.shown_cells import ShownCell


def back(before: str, after: str, shown: str, unit: str = "元") -> WayBack | None:
    number = Decimal(shown)
    value = number * 10_000 if unit == "万元" else number
    there = ShownCell(Cell("三公经费", "B10"), "公务接待费", "本年决算数", shown, True, unit, value)  # noqa: FBT003
    return way_back(Edit(number=1, kind=EditKind.REWRITTEN, place="", before=before, after=after), there)


def test_a_number_that_says_all_that_the_cell_holds_is_exact() -> None:
    found = back("支出47.80万元，增长3%。", "支出46.80万元，增长3%。", "478000")
    assert found
    assert (found.name, found.meant, found.is_exact) == ("三公经费!B10", "468000", True)
    assert (found.held, found.becomes) == ("478,000元", "468,000元")


def test_a_rounded_one_is_to_be_seen_first() -> None:
    found = back("支出47.80万元。", "支出46.80万元。", "478012.36")
    assert found
    assert (found.meant, found.is_exact, found.held) == ("468000", False, "478,012.36元")


def test_a_sheet_in_ten_thousands_and_a_count_keep_their_unit() -> None:
    found = back("支出47.80万元。", "支出46.8万元。", "47.8", "万元")
    assert found
    assert (found.meant, found.becomes) == ("46.8", "46.8万元")
    counted = back("编制20名。", "编制21名。", "20", "名")
    assert counted
    assert (counted.meant, counted.becomes) == ("21", "21名")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("支出47.80万元。", "支出约46.80万元。", "478000"),  # rough
        ("支出47.80万元。", "支出46.80%。", "478000"),  # another unit
        ("支出47.80万元，收入1.00万元。", "支出46.80万元，收入2.00万元。", "478000"),  # two of them
        ("支出47.80万元。", "支出46.80万元。", "500000"),  # the cell holds another one by now
        ("支出47.80万元。", "没有支出。", "478000"),
    ],
)
def test_what_is_not_sure_is_not_proposed(before: str, after: str, shown: str) -> None:
    assert back(before, after, shown) is None
