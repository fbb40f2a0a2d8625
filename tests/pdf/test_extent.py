"""More than any report has is refused before it is laid out, with its size."""

import pytest

from juesuan.model.document import Block, Paragraph, Run, Table, TableCell
from juesuan.model.problems import ReportError
from juesuan.pdf import extent


def _told(*blocks: Block) -> str:
    try:
        extent.require_usual(blocks)
    except ReportError as caught:
        return str(caught)
    return ""


def test_paragraphs_and_cells_count_with_what_they_begin() -> None:
    empty = Table((100,), 0, ((TableCell((), 1, 1),),) * 4000)
    assert _told(*[Paragraph("正文", (Run("字" * 10_000),))] * 31, empty) == ""
    told = _told(*[Paragraph("正文", (Run("字" * 10_000),))] * 32, empty)
    advice = "请看看文字材料、附件、模板和改过的 Word 文件里混进了什么，删去用不着的内容。"
    sizes = "有 320000 个字、4032 段（表格一格算一段，每段另算 40 个字），合计 481280，超过 480000"
    assert told == f"错误 R81　报告：太长，{sizes}，排不成报告　→ {advice}"


def test_nothing_is_laid_out_of_it() -> None:
    from juesuan import pdf
    from tests.pdf.test_pdf import ABOUT

    with pytest.raises(ReportError, match="R81"):
        pdf.lay_out([Paragraph("正文", ())] * 12_001, {}, ABOUT)
