"""What of a department's own template Word and PDF do not show alike."""

import pytest
from msgspec.structs import replace

from juesuan.model import editions
from juesuan.model.editions import FormFile
from juesuan.wording.own_edition import unlike
from tests.ooxml.test_blocks import cell, p, r, row, table
from tests.ooxml.test_walk import BOX, CARRIED, CONTROL, SILENT, math, symbol
from tests.wording.test_template_faults import FILE, changed

SPACES = (
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
)
HEADING = "二、机构设置</w:t></w:r></w:p>"


def told(xml: str) -> list[str]:
    """What is told of a template with this behind a heading, without its place."""

    def insert(text: str) -> str:
        return text.replace(HEADING, HEADING + xml).replace("<w:document ", f"<w:document {SPACES}")

    edition = replace(editions.named("四川2020"), template=FormFile(FILE, changed(insert)))
    return [f"{each.code} {each.where.removeprefix(FILE)}：{each.message}" for each in unlike(edition)]


APART = {
    "struck": (
        r("12", "<w:strike/>"),
        "T50",
        "有带删除线的文字“12”，在 Word 文件里印出来，PDF 里没有，也没有核对",
    ),
    "hidden": (r("内部", "<w:vanish/>"), "T50", "有隐藏的文字“内部”，会随 Word 文件公开，PDF 里没有"),
    "placeholder": (
        CONTROL.format("<w:showingPlcHdr/>", r("请填写")),
        "T50",
        "有没有填写的内容控件“请填写”，在 Word 文件里印出来，PDF 里没有，也没有核对",
    ),
    "date": (
        f'<w:fldSimple w:instr="DATE">{r("2021年")}</w:fldSimple>',
        "T50",
        "有域“DATE”，在 Word 里会重新计算，PDF 里是现在的结果",
    ),
    "sign": (symbol("Wingdings", "F0FF"), "T50", "有特殊符号，只在 Word 文件里，PDF 里没有"),
    "equation": (
        math("<m:nary><m:r><m:t>n</m:t></m:r></m:nary>"),
        "T50",
        "有公式“n”，只在 Word 文件里，PDF 里没有",
    ),
    "text box": (BOX.replace("<w:strike/>", ""), "T50", "有文本框，在 PDF 里成了单独的段落"),
    "comment": ('<w:r><w:commentReference w:id="0"/></w:r>', "T51", "有批注，没有收进报告"),
}


@pytest.mark.parametrize("name", APART)
def test_what_word_and_pdf_show_otherwise_is_told_with_its_place(name: str) -> None:
    xml, code, message = APART[name]
    assert told(p(r("内设机构。")) + p(xml, r("甲。"))) == [f"{code}  “二、机构设置”第2段：{message}"]


def test_in_a_heading_and_in_a_table_the_place_is_theirs() -> None:
    struck = r("12", "<w:strike/>")
    heading = p('<w:pPr><w:pStyle w:val="3"/></w:pPr>', r("（九）新的一节"), struck)
    places = [
        each.partition("：")[0] for each in told(heading + table(row(cell("甲"), f"<w:tc>{p(struck)}</w:tc>")))
    ]
    assert places == ["T50  标题“（九）新的一节12”", "T50  “（九）新的一节12”第1个表格"]


@pytest.mark.parametrize("name", [*(name for name in SILENT if name != "picture"), *CARRIED])
def test_what_both_show_alike_is_not_told(name: str) -> None:
    assert told(p(r("甲"), SILENT.get(name) or CARRIED[name][0])) == []


def test_words_beside_the_pages_are_told() -> None:
    data = changed(lambda text: text.replace("— </w:t>", "内部资料 — </w:t>"), "word/footer1.xml")
    edition = replace(editions.named("四川2020"), template=FormFile(FILE, data))
    (found,) = unlike(edition)
    assert (found.where, found.message) == (f"{FILE} 页眉页脚", "“内部资料 — —”只在 Word 文件里，PDF 里没有")


@pytest.mark.parametrize("name", editions.NAMES)
def test_the_templates_of_the_program_hold_nothing_of_the_kind(name: str) -> None:
    edition = editions.named(name)
    own = replace(edition, template=FormFile(FILE, edition.template.data))
    assert unlike(own) == unlike(edition) == ()
