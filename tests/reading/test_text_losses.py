"""What of 文字材料 does not come through as it was typed, and what the officer is told of it."""

from pathlib import Path

import pytest

from juesuan.model.given import Given
from juesuan.model.problems import Problem
from juesuan.model.program_folders import TEMPLATES
from juesuan.ooxml import package
from juesuan.ooxml.elements import W, value
from juesuan.reading import texts
from tests.ooxml.test_blocks import OFFICE, cell, docx, instruction, mark, p, r, row, table
from tests.ooxml.test_walk import BOX, CONTROL, DELETED, PIECES, with_remarks
from tests.support import builder

FILE = "文字材料.docx"
HEADING = p('<w:pPr><w:pStyle w:val="1"/></w:pPr>', r("主要职能"))
RAISED = '<w:vertAlign w:val="superscript"/>'


def read(body: str, parts: dict[str, bytes] | None = None) -> tuple[list[str], list[Problem]]:
    """The paragraphs under a heading, and what is told of them."""
    problems: list[Problem] = []
    held = {"word/styles.xml": package.open_word(builder.docx({})).parts["word/styles.xml"], **(parts or {})}
    if rels := held.get("word/_rels/document.xml.rels"):
        styles = f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
        held["word/_rels/document.xml.rels"] = rels.replace(b"</Relationships>", styles.encode())
    data = docx(HEADING + body, held)
    found = texts.read(Given(Path("2021"), {FILE: data}), (), problems)
    told = [each for each in problems if each.code not in {"T04", "T06"}]
    return [each.text for each in found.get("主要职能", ())], told


def told(body: str, parts: dict[str, bytes] | None = None) -> list[str]:
    return list(map(str, read(body, parts)[1]))


LEFT_OUT = "没有收进报告"
LOST = {
    "struck": ("T40", f"有带删除线的文字“作废”，{LEFT_OUT}"),
    "hidden": ("T41", f"有隐藏的文字“不见”，{LEFT_OUT}"),
    "raised": ("T40", "有上标或下标“甲”，成了普通文字"),
    "placeholder": ("T40", f"有没有填写的内容控件“请填写”，{LEFT_OUT}"),
    "field without a result": ("T40", f"有没有存下结果的域“EQ x”，{LEFT_OUT}"),
    "field with an empty result": ("T40", f"有没有存下结果的域，{LEFT_OUT}"),
    "date of its own": ("T40", f"有自动填写的日期或页码，{LEFT_OUT}"),
    "sign that is not known": ("T40", f"有特殊符号，{LEFT_OUT}"),
    "equation": ("T40", f"有公式“a=b”，{LEFT_OUT}"),
    "file inside": ("T40", f"有嵌入的文件，{LEFT_OUT}"),
    "unknown": ("T40", f"有不认识的内容“甲”，{LEFT_OUT}"),
    "ruby": ("T41", f"有注音“yàn”，{LEFT_OUT}"),
    "contents": ("T41", f"有目录，{LEFT_OUT}"),
    "deleted": ("T42", "有没有接受的修订：删去“旧”；报告按接受以后的样子"),
    "inserted": ("T42", "有没有接受的修订：插入“新”；报告按接受以后的样子"),
    "a revised end": ("T42", "有没有接受的修订：分段或并段；报告按接受以后的样子"),
}


@pytest.mark.parametrize("name", LOST)
def test_what_a_paragraph_loses_is_told_with_its_place(name: str) -> None:
    code, message = LOST[name]
    (found,) = read(p(r("前一段。")) + p(PIECES[name][0], r("治理河道。")))[1]
    assert (found.code, found.where, found.message) == (code, f"〔{FILE}〕“主要职能”第2段", message)
    assert found.is_open == (code != "T41")
    assert found.hint


def test_words_that_are_not_meant_stand_in_no_text() -> None:
    struck = r("12", "<w:strike/>")
    lines, _ = read(
        p(r("培训"), struck, r("15场。")) + p(CONTROL.format("<w:showingPlcHdr/>", r("请填写"))) + p(struck)
    )
    assert lines == ["培训15场。"]


def test_what_a_line_of_text_can_show_is_carried_and_not_told() -> None:
    equation = mark("begin") + instruction(r" EQ \F(3,4) ") + mark("separate") + mark("end")
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    lines, told = read(p(r("占"), equation, r("，"), sign, r("90%，低于10"), r("5", RAISED), r("个。")))
    assert (lines, told) == (["占3/4，≥90%，低于10⁵个。"], [])


def test_a_note_is_carried_in_brackets_and_told() -> None:
    note = '<w:r><w:footnoteReference w:id="4"/></w:r>'
    lines, found = read(p(r("治理5公里"), note, r("。")), with_remarks("footnote", "含支流。"))
    assert lines == ["治理5公里（脚注：含支流。）。"]
    assert [str(each) for each in found] == [
        f"提示 T41　〔{FILE}〕“主要职能”第1段：有脚注“含支流。”，写进了这一段的括号里　→ 请看一眼成品。"
    ]


def test_an_empty_note_is_told() -> None:
    assert told(p(r("甲"), '<w:r><w:endnoteReference w:id="4"/></w:r>')) == [
        f"警告 T40　〔{FILE}〕“主要职能”第1段：有尾注，没有文字，没有收进报告　→ 请删去它，或者补上文字。"
    ]


def test_a_comment_is_told_with_its_words() -> None:
    reference = '<w:r><w:commentReference w:id="4"/></w:r>'
    words = "这里的数要与财政局再核对一遍，改好再报。"
    assert told(p(r("甲"), reference), with_remarks("comment", words)) == [
        f"提示 T41　〔{FILE}〕“主要职能”第1段：有批注“{words}”，没有收进报告　→ 请按批注改好，再把它删去。"
    ]


def test_all_changes_of_a_paragraph_are_told_together() -> None:
    changed = p(DELETED, f"<w:ins>{r('新' * 30)}</w:ins>", r("。"))
    assert told(changed) == [
        f"警告 T42　〔{FILE}〕“主要职能”第1段：有没有接受的修订：删去“旧”，插入“{'新' * 20}…”；"
        "报告按接受以后的样子　→ 请先接受或拒绝修订，再保存。"
    ]


def test_a_text_box_becomes_paragraphs_and_is_told() -> None:
    lines, found = read(p(r("框外。"), BOX.replace("<w:strike/>", "")))
    assert lines == ["框外。", "框内"]
    assert [(each.code, each.where) for each in found] == [("T41", f"〔{FILE}〕“主要职能”第2段")]


def test_what_stands_between_paragraphs_is_told() -> None:
    found = read('<w:altChunk r:id="p"/>' + p(r("甲。")) + f"<w:del>{p(r('旧'))}</w:del>")[1]
    assert [(each.code, each.where) for each in found] == [
        ("T40", f"〔{FILE}〕“主要职能”标题下"),
        ("T42", f"〔{FILE}〕“主要职能”第1段之后"),
    ]


def test_a_table_is_told_as_a_whole() -> None:
    assert told(table(row(cell("甲"), f"<w:tc>{p(DELETED)}</w:tc>"))) == []


def test_what_a_heading_loses_is_told() -> None:
    heading = HEADING.replace("</w:p>", r("（旧）", "<w:strike/>") + "</w:p>")
    problems: list[Problem] = []
    held = {"word/styles.xml": package.open_word(builder.docx({})).parts["word/styles.xml"]}
    found = texts.read(Given(Path("2021"), {FILE: docx(heading + p(r("甲。")), held)}), (), problems)
    assert [each.text for each in found["主要职能"]] == ["甲。"]
    assert [each.where for each in problems if each.code == "T40"] == [f"〔{FILE}〕“主要职能”标题下"]


# ---- the program's own advice, and what looks like it


def shipped() -> list[str]:
    word = package.open_word((TEMPLATES / FILE).read_bytes())
    advice = (each for each in word.root.iter(W + "p") if value(each.find(W + "pPr"), "pStyle") == "Hint")
    return ["".join(text.text or "" for text in each.iter(W + "t")) for each in advice]


def test_advice_is_left_out_and_a_text_that_looks_like_it_is_told() -> None:
    grey = '<w:pPr><w:pStyle w:val="t"/></w:pPr>'
    body = p(grey, r(shipped()[3])) + p(r("正文。")) + p(grey, r("负责全县水利工作。"))
    lines, found = read(body)
    assert lines == ["正文。"]
    assert [str(each) for each in found] == [
        f"警告 T43　〔{FILE}〕“主要职能”第1段之后：“负责全县水利工作。”是“填写提示”样式的灰字，没有收进报告　→ "
        "是要公开的文字，请把它的样式改成“正文”；是提示，可以删去。"
    ]


def test_whoever_goes_on_behind_advice_writes_a_text() -> None:
    styles = package.part_of_kind(package.open_word((TEMPLATES / FILE).read_bytes()), "styles")
    assert styles is not None
    (advice,) = (each for each in styles.iter(W + "style") if value(each, "name") == "填写提示")
    assert value(advice, "next") == "Normal"


def test_words_above_the_pages_are_told() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="h" Type="{OFFICE}/header" Target="header1.xml"/></Relationships>'
    )
    names = package.open_word(docx("")).parts["word/document.xml"].decode().partition("<w:document")[2]
    header = f"<w:hdr{names.partition('>')[0]}>{p(r('征求意见稿'))}</w:hdr>"
    held = {"word/_rels/document.xml.rels": relations.encode(), "word/header1.xml": header.encode()}
    section = '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>'
    assert told(p(r("甲。")) + section, held) == [
        f"提示 T41　{FILE} 页眉页脚：“征求意见稿”没有收进报告　→ 要公开的请写进正文。"
    ]
