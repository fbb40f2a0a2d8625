"""Places in a sheet."""

import pytest
from openpyxl.utils import get_column_letter

from juesuan.reading.grid import MAX_COLUMNS, MAX_ROWS, Extent, address


def test_addresses_are_those_of_the_spreadsheet() -> None:
    assert [address(0, column) for column in range(16384)] == [
        f"{get_column_letter(column)}1" for column in range(1, 16385)
    ]
    assert address(1048575, 16383) == "XFD1048576"


@pytest.mark.parametrize(
    ("rows", "columns", "huge"),
    [(0, 0, False), (MAX_ROWS, MAX_COLUMNS, False), (MAX_ROWS + 1, 1, True), (1, MAX_COLUMNS + 1, True)],
)
def test_what_is_huge(rows: int, columns: int, huge: bool) -> None:  # noqa: FBT001
    assert Extent(rows, columns).is_huge == huge
