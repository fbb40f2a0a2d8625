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
    "raised": "上标或下标",
    "lowered": "上标或下标",
    "struck": "带删除线的文字",
    "hidden": "隐藏的文字",
    "sign that is not known": "特殊符号",
    "placeholder": "没有填写的内容控件",
    "field": "",
    "field without a result": "没有存下结果的域",
    "date of its own": "自动填写的日期或页码",
    "ruby": "注音",
    "unknown": "不认识的内容",
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
    assert lines == ["甲"]
    assert [each.message for each in told] == [
        "有 3 处带删除线的文字，没有收进报告（第2段、第1张表第1行第2格）",
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


def test_what_stands_above_or_below_the_line_comes_through() -> None:
    lowered = RAISED.replace("super", "sub")
    lines, told = take(p(r("低于10"), r("5", RAISED), r("个，CO"), r("2", lowered), r("达标。")))
    assert lines == ["低于10⁵个，CO₂达标。"]
    assert told == []


def test_what_a_merged_cell_covers_is_told() -> None:
    upper = row(cell("上", '<w:vMerge w:val="restart"/>'), cell("甲"))
    lower = row(cell("盖住", "<w:vMerge/>"), f"<w:tc><w:novel>乙</w:novel>{p()}</w:tc>")
    lines, told = take(table(upper, lower))
    assert lines == ["上", "甲"]
    assert [(each.where, each.message) for each in told] == [
        (f"〔{FILE}〕第1张表第2行第2格", "有不认识的内容，没有收进报告"),
        (f"〔{FILE}〕第1张表第2行第1格", "有合并的格子盖住的文字，没有收进报告"),
    ]


def test_a_deleted_row_of_a_table_inside_another_stays_out() -> None:
    inner = table(row(cell("甲")), row(cell("删"), properties="<w:del/>"))
    lines, _ = take(table(row(f"<w:tc>{inner}{p()}</w:tc>")))
    assert lines == ["甲"]


def test_a_file_inside_is_told_and_a_text_box_is_left_out() -> None:
    lines, told = take('<w:altChunk r:id="p"/>' + p(BOX, r("框外")))
    assert lines == ["框外"]
    assert [(each.where, each.message) for each in told] == [
        (f"〔{FILE}〕第1段之后", "有嵌入的文件，没有收进报告"),
        (f"〔{FILE}〕第2段", "有文本框，没有收进报告"),
    ]


def test_a_picture_of_which_a_part_is_left_is_told() -> None:
    lines, (told,) = take(p(f"<w:r>{drawing()}</w:r>"), {"word/media/image1.png": b"\x89PNG\r\n\x1a\n cut"})
    assert (lines, told.code, told.message) == ([], "A02", "有不完整的图片，没有收进报告")
    assert told.hint == "它只剩一部分，请找到原来的图片，重新插入。"


def test_a_picture_is_as_wide_as_the_page_at_most() -> None:
    wide = drawing().replace('cx="3600000" cy="1800000"', 'cx="11232000" cy="3600000"')
    taken = document.take(FILE, docx(p(r("甲")) + p(f"<w:r>{wide}</w:r>")), [])
    (picture,) = (each for each in taken.content if isinstance(each, Picture))
    assert (picture.width_mm, picture.height_mm) == (156.0, 50.0)
