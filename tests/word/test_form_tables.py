"""The tables of self-evaluation in the forms: a head of a few characters stands on one line.

That which is published with 主管部门 is left out: it has so many columns that its heads stand on two.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from juesuan.model.program_folders import TEMPLATES
from juesuan.ooxml import package
from juesuan.ooxml.elements import W, value

FORMS = sorted(TEMPLATES.glob("*/report.docx"))
CHARACTER, BESIDE, SPARE, FEW = 210, 120, 20, 5
"""In twentieths of a point: one of 10.5 points, the margins of a cell, what programs round; and how few."""


def heads(root: etree._Element) -> Iterator[tuple[str, int]]:
    """The text of each head of a table, and the width of its cell; none of those that reach over several rows."""
    tables = (each for each in root.iter(W + "tbl") if "主管部门" not in "".join(map(str, each.itertext())))
    for cell in (cell for table in tables for cell in table.iter(W + "tc")):
        properties = cell.find(W + "tcPr")
        styles = {value(each.find(W + "pPr"), "pStyle") for each in cell.iter(W + "p")}
        text = "".join(each.text or "" for each in cell.iter(W + "t"))
        if properties is not None and styles == {"TableHead"} and properties.find(W + "vMerge") is None:
            width = properties.find(W + "tcW")
            assert width is not None
            yield text, int(width.get(W + "w", ""))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.parent.name)
def test_a_short_head_stands_on_one_line(form: Path) -> None:
    found = [*heads(package.open_word(form.read_bytes()).root)]
    short = [(text, width) for text, width in found if len(text) <= FEW and "{" not in text]
    assert len(short) > 5
    assert [text for text, width in short if CHARACTER * len(text) + BESIDE + SPARE > width] == []
