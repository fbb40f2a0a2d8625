"""Where lines end: the same, however much of a text is looked at; what is no full line has its own width."""

import io
import re
from itertools import pairwise

import pypdf
import pytest

from juesuan.model.document import Contents, Heading, Paragraph, Run, SectionEnd
from juesuan.pdf import line_breaking, pdf
from tests.pdf.test_pdf import ABOUT
from tests.support.printout import elements, sheets

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


def test_the_dots_before_a_page_number_are_one_text_of_the_structure() -> None:
    headings = [Heading(1, "heading 1", f"第{part}部分", part) for part in "一二三"]
    made = pdf.lay_out([Paragraph("目录标题", (Run("目录"),)), Contents(1), SectionEnd(), *headings], {}, ABOUT)
    (_, *entries) = sheets(made.pdf)[0].lines[:4]
    assert [re.fullmatch(r"(第.部分)\.{50,}(\d)", entry.text) is not None for entry in entries] == [True] * 3
    for entry in entries:
        dots = [each for each in entry.characters if each.text == "."]
        apart = [right.left - left.left for left, right in pairwise(dots)]
        assert apart == pytest.approx([apart[0]] * len(apart), abs=0.1)
        assert dots[-1].right < entry.characters[-1].left
    reader = pypdf.PdfReader(io.BytesIO(made.pdf))
    spans = [each for each in elements(reader.root_object["/StructTreeRoot"]) if each["/S"] == "/Span"]
    assert len(spans) < 5 * len(entries)
