"""Where lines end: the same, however much of a text is looked at; what is no full line has its own width."""

import pytest

from juesuan.model.document import Paragraph, Run
from juesuan.pdf import line_breaking, pdf
from tests.pdf.test_pdf import ABOUT
from tests.support.printout import sheets

TEXTS = {
    "Chinese": "各县区要严格执行财政国库管理制度，做到专款专用。" * 12,
    "numbers": "2020年收入755.28万元，比2019年增加1,234.56万元，增长16.64%；" * 8,
    "quotes": "“十三五”期间，“三公”经费（含公务用车）“只减不增”……" * 8,
    "a word longer than a line": "请看" + "http://www.example.cn/" + "abcdefghij" * 9 + "。以后再说，" * 20,
    "digits without end": "编号" + "0123456789" * 20 + "的合同，" * 20,
    "spaces": "a b c d e f g h i j k l m n o p " * 9,
    "a line of its own": "第一行。\n" + "第二行，" * 40,
}


def test_lines_end_where_they_end_when_the_whole_text_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = [Paragraph(style, (Run(text),)) for text in TEXTS.values() for style in ("正文", "图题")]
    made = pdf.lay_out(blocks, {}, ABOUT)
    monkeypatch.setattr(line_breaking, "_START", max(map(len, TEXTS.values())))
    assert pdf.lay_out(blocks, {}, ABOUT).pdf == made.pdf


@pytest.mark.parametrize("after", ["天地玄黄，宇宙", "天地玄黄宇宙洪荒"])
def test_a_line_that_was_ended_by_hand_stands_in_the_middle_whatever_follows(after: str) -> None:
    made = pdf.lay_out([Paragraph("附件标题", (Run(f"甲乙丙丁。\n{after}"),))], {}, ABOUT)
    ((first, second, *_),) = (sheet.lines for sheet in sheets(made.pdf))
    assert (first.text, second.text) == ("甲乙丙丁。", after)
    assert first.left + first.right == pytest.approx(second.left + second.right)
