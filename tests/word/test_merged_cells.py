"""Cells that say what the cell above says."""

from lxml import etree

from juesuan.model.document import MERGED
from juesuan.ooxml.elements import W, element, value
from juesuan.word import merged_cells


def cell(words: str, columns: int = 1) -> etree._Element:
    text = element("t")
    text.text = words
    own = element("tcPr", element("tcW", w="9"), *([element("gridSpan", val=str(columns))] if columns > 1 else []))
    return element("tc", own, element("p", element("r", text)))


def table(*rows: tuple[etree._Element, ...]) -> etree._Element:
    return element("body", element("tbl", *(element("tr", *row) for row in rows)))


def merges(root: etree._Element) -> list[str | None]:
    return [value(each.find(W + "tcPr"), "vMerge") for each in root.iter(W + "tc")]


def test_a_cell_is_merged_with_the_one_that_begins_above_it() -> None:
    root = table((cell("甲", 2), cell("乙")), (cell("丙", 2), cell(MERGED)), (cell("丁", 2), cell(MERGED)))
    merged_cells.merge(root)
    assert merges(root) == [None, "restart", None, "", None, ""]
    assert "".join(map(str, root.itertext())) == "甲乙丙丁"


def test_a_cell_with_nothing_that_begins_above_it_is_only_blank() -> None:
    root = table((cell("甲", 2),), (cell("乙"), cell(MERGED)))
    merged_cells.merge(root)
    assert merges(root) == [None, None, None]
    root = table((cell(MERGED),))
    merged_cells.merge(root)
    assert merges(root) == [None]
    assert "".join(map(str, root.itertext())) == ""
