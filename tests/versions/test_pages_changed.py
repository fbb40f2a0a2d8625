"""The pages on which something is said otherwise than before."""

import pytest

from juesuan.versions.changes import pages_changed
from juesuan.versions.content import CELL, PARAGRAPH, PICTURE, Content, SaidLine


def said(*lines: tuple[str, str, str], kind: str = PARAGRAPH) -> Content:
    """A report of lines, each with its pages and, of a picture, its digest."""
    made = tuple(SaidLine(kind, text, "一、收入", tuple(pages.split()), (), seen) for text, pages, seen in lines)
    return Content({}, made, (), (), 0, 0)


OLD = (("收入10万元，增加。", "1", ""), ("支出20万元，减少。", "2", ""), ("结余30万元，持平。", "3", ""))


@pytest.mark.parametrize(
    ("new", "pages"),
    [
        (OLD, ""),
        ((OLD[0], ("支出21万元，减少。", "2 3", ""), OLD[2]), "2 3"),
        ((OLD[0], (OLD[1][0], "5", ""), OLD[2]), ""),  # what has moved says the same
        ((*OLD, ("另外，本年没有政府采购。", "4", "")), "4"),
        ((OLD[0], OLD[2]), "1"),  # where it has gone
        (OLD[1:], "2"),  # nothing stands before it
        ((), ""),
    ],
)
def test_a_page_is_changed_where_a_line_is_new_other_or_gone(
    new: tuple[tuple[str, str, str], ...], pages: str
) -> None:
    assert pages_changed(said(*OLD), said(*new)) == frozenset(pages.split())


def test_a_picture_is_changed_where_it_shows_something_else() -> None:
    old, new = (said(("图1：收入", "7", digest), kind=PICTURE) for digest in "ab")
    assert pages_changed(old, new) == {"7"}
    assert pages_changed(old, old) == frozenset()


def test_a_cell_is_changed_where_its_number_is() -> None:
    old, new = (said(("合计", "8", ""), (amount, "8", ""), kind=CELL) for amount in ("1.00", "2.00"))
    assert pages_changed(old, new) == {"8"}
