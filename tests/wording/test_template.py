"""The wording of the report, readable: what a change to the Word templates changed shows as a diff."""

import pytest

from juesuan.model import editions
from juesuan.model.document import Heading, Paragraph, Table
from juesuan.ooxml import blocks
from tests.support.golden import assert_golden


@pytest.mark.parametrize("edition", editions.NAMES)
def test_the_template_reads_as_it_read(edition: str) -> None:
    lines = []
    for block in blocks.read(editions.named(edition).template.data):
        if isinstance(block, Heading | Paragraph):
            lines.append(f"{block.style}｜{block.text}")
        elif isinstance(block, Table):
            for row in block.rows:
                cells = ("／".join(paragraph.text for paragraph in cell.paragraphs) for cell in row)
                lines.append(f"表格｜{'　'.join(cells)}")
    assert_golden(f"template-{edition}.txt", "\n".join(lines) + "\n")
