"""What of a finished report does not come through as it was, and what the officer is told of it."""

import pytest

from juesuan.model.document import AttachedParagraph, Picture, contents
from juesuan.model.problems import Problem
from juesuan.reading.attachments import document
from tests.ooxml.test_blocks import cell, docx, drawing, mark, p, r, row, table
from tests.ooxml.test_walk import BOX, PIECES, with_remarks

FILE = "附件/报告.docx"
RAISED = '<w:vertAlign w:val="superscript"/>'
TOLD = {
    "text box": "文本框",
    "chart": "图表",
    "art": "SmartArt 图形",
    "group": "组合图形",
    "shape": "形状（线条等）",
    "object": "嵌入的对象",
    "equation": "公式",
    "linked picture": "不在文件里的图片",
    "cropped picture": "裁剪过的图片",
    "raised": "",
    "lowered": "上标或下标",
    "struck": "带删除线的文字",
    "hidden": "隐藏的文字",
    "sign": "",
    "sign that is not known": "特殊符号",
}
"""The pieces of ``PIECES`` with the kind that is told; nothing where they come through."""


def take(body: str, parts: dict[str, bytes] | None = None) -> tuple[list[str], list[Problem]]:
    """The lines of an attachment, and what is told of it besides that it has no title."""
    problems: list[Problem] = []
    taken = document.take(FILE, docx(p(r("自评情况。")) + body, parts), problems)
    lines = (each.text for each in contents(taken.content) if isinstance(each, AttachedParagraph))
    return [*lines][1:], [each for each in problems if each.code != "A06"]


@pytest.mark.parametrize("name", TOLD)
def test_what_a_paragraph_loses_is_told_with_its_place(name: str) -> None:
    _, told = take(p(r("治理河道"), PIECES[name][0]))
    assert [(each.where, each.message.partition("，")[0]) for each in told] == [
        (f"〔{FILE}〕第2段", f"有{kind}") for kind in [TOLD[name]] if kind
    ]


def test_what_can_be_written_with_other_letters_comes_through() -> None:
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    note = '<w:r><w:footnoteReference w:id="4"/></w:r>'
    lines, told = take(p(r("治理5km"), r("2", RAISED), sign, note), with_remarks("footnote", "含支流。"))
    assert lines == ["治理5km²√（脚注：含支流。）"]
    assert told == []


def test_places_are_told_once_with_how_often() -> None:
    struck = r("作废", "<w:strike/>")
    body = p(struck, struck) + table(row(cell("甲"), f"<w:tc>{table(row(f'<w:tc>{p(struck)}</w:tc>'))}</w:tc>"))
    lines, told = take(body)
    assert lines == ["作废作废", "甲", "作废"]
    assert [each.message for each in told] == [
        "有 3 处带删除线的文字，照样收进来，不带删除线（第2段、第1张表第1行第2格）",
        "有表格里的表格，文字收进了外面的格子",
    ]


def test_what_concerns_the_whole_file_is_told_once() -> None:
    contents_field = mark("begin") + PIECES["contents"][0].partition(mark("begin"))[2]
    body = p(contents_field) + p(
        f"<w:ins>{r('新')}</w:ins>", '<w:r><w:commentReference w:id="4"/></w:r>', f"<w:r>{drawing(alt='')}</w:r>"
    )
    _, told = take(body)
    assert [(each.where, each.message.partition("，")[0]) for each in told] == [
        (FILE, f"有{kind}") for kind in ("修订", "批注", "目录", "没有替代文字的图片")
    ]


def test_a_file_inside_is_told_and_a_text_box_is_left_out() -> None:
    lines, told = take('<w:altChunk r:id="p"/>' + p(BOX, r("框外")))
    assert lines == ["框外"]
    assert [(each.where, each.message) for each in told] == [
        (f"〔{FILE}〕第1段之后", "有嵌入的文件，没有收进报告"),
        (f"〔{FILE}〕第2段", "有文本框，没有收进报告"),
    ]


def test_a_picture_is_as_wide_as_the_page_at_most() -> None:
    wide = drawing().replace('cx="3600000" cy="1800000"', 'cx="11232000" cy="3600000"')
    taken = document.take(FILE, docx(p(r("甲")) + p(f"<w:r>{wide}</w:r>")), [])
    (picture,) = (each for each in taken.content if isinstance(each, Picture))
    assert (picture.width_mm, picture.height_mm) == (156.0, 50.0)
