"""The PDF: what is in it is what the blocks say, where the form wants it."""

import io
import logging
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pydyf
import pypdf
import pytest
from PIL import Image

from juesuan.model import program_folders
from juesuan.model.document import Block, Contents, Heading, Paragraph, Picture, Run, SectionEnd, Table, TableCell
from juesuan.model.identity import About
from juesuan.pdf import pages, pango, pdf
from juesuan.pdf.pdf import LaidOut
from tests.support.printout import MM, elements, sheets

ABOUT = About("2020年度部门决算", "某某局", datetime(2021, 8, 20, tzinfo=UTC))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">{}</svg>'
COMMON = b"".join(bytes((row, place)) for row in range(0xB0, 0xB6) for place in range(0xA1, 0xFF)).decode("gb2312")
SENTENCE = "本年收入合计比上年增加，主要原因是人员经费增加。"


def told(made: LaidOut) -> tuple[str, ...]:
    """What the layout has to say."""
    return tuple(problem.message for problem in made.problems)


def lay_out(*blocks: Block, about: About = ABOUT, vectors: dict[bytes, bytes] | None = None) -> LaidOut:
    return pdf.lay_out(blocks, vectors or {}, about)


def p(text: str, style: str = "正文") -> Paragraph:
    return Paragraph(style, (Run(text),) if text else ())


def heading(level: int, text: str, bookmark: str) -> Heading:
    return Heading(level, f"heading {level}", text, bookmark)


def cell(text: str, columns: int = 1, rows: int = 1) -> TableCell:
    return TableCell((p(text, "表格文字"),), columns, rows)


def picture(colour: str = "red", alt: str = "图1：收入") -> Picture:
    data = io.BytesIO()
    Image.new("RGB", (20, 10), colour).save(data, "PNG")
    return Picture(alt, data.getvalue(), 100, 50)


def opened(made: LaidOut) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made.pdf))


def words(page: pypdf.PageObject) -> str:
    """The text of a page without spaces and line ends, in reading order, its footer last."""
    return re.sub(r"\s", "", page.extract_text())


def lines(page: pypdf.PageObject) -> list[tuple[float, float, str]]:
    """Left edge, baseline and text of every line of a page, from above, in points from the upper left corner."""
    found: dict[float, list[tuple[float, str]]] = {}

    def visit(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if text.strip():
            x, y = (cm[0] * tm[4] + cm[4], float(page.mediabox.height) - cm[3] * tm[5] - cm[5])
            found.setdefault(round(y, 1), []).append((x, text.strip("\n")))

    page.extract_text(visitor_text=visit)
    return [(min(row)[0], y, "".join(text for _, text in row)) for y, row in sorted(found.items())]


def fonts(page: Any) -> list[Any]:
    return list(page["/Resources"]["/Font"].values())


REPORT: tuple[Block, ...] = (
    p("某某局", "封面单位"),
    p("2020年度部门决算", "封面标题"),
    p(""),
    SectionEnd(),
    p("目  录", "目录标题"),
    Contents(2),
    SectionEnd(),
    heading(1, "第一部分  部门概况", "_Toc1"),
    heading(2, "一、主要职能", "_Toc2"),
    *(p(SENTENCE * 20) for _ in range(4)),
    heading(3, "（一）不入目录", "_Toc3"),
    p(SENTENCE),
    p(""),
    heading(1, "第二部分  决算情况说明", "_Toc4"),
    heading(2, "七、“三公”经费", "_Toc5"),
    p(SENTENCE),
)


@pytest.fixture(scope="module")
def report() -> LaidOut:
    return lay_out(*REPORT)


def test_the_text_is_the_text_of_the_blocks(report: LaidOut) -> None:
    body = [words(page) for page in opened(report).pages[2:]]
    numbered = [f"{text}—{number}—" for number, text in enumerate(_expected_body(body), 1)]
    assert body == numbered
    assert report.problems == ()


def _expected_body(body: list[str]) -> list[str]:
    """The text of the body's blocks, cut where the pages were."""
    whole = re.sub(r"\s", "", "".join(b.text for b in REPORT[7:] if isinstance(b, Heading | Paragraph)))
    cuts = [len(text) - len(f"—{number}—") for number, text in enumerate(body, 1)]
    return [whole[sum(cuts[:number]) : sum(cuts[: number + 1])] for number in range(len(cuts))]


def test_the_contents_give_the_printed_numbers(report: LaidOut) -> None:
    entries = words(opened(report).pages[1])
    wanted = [block for block in REPORT if isinstance(block, Heading) and block.level < 3]
    listed = "".join(rf"{re.escape(re.sub(' ', '', h.text))}\.+{report.page_of[h.bookmark]}" for h in wanted)
    assert re.fullmatch(rf"目录{listed}—I—", entries)
    assert report.page_of == {"_Toc1": 1, "_Toc2": 1, "_Toc3": 4, "_Toc4": 5, "_Toc5": 5}
    assert report.sheet_of == {bookmark: number + 2 for bookmark, number in report.page_of.items()}
    assert report.pages == len(opened(report).pages) == 7


def test_headings_are_on_the_pages_the_numbers_say(report: LaidOut) -> None:
    found = opened(report).pages
    for block in REPORT:
        if isinstance(block, Heading):
            assert re.sub(" ", "", block.text) in words(found[report.sheet_of[block.bookmark] - 1])


def test_the_outline_is_the_headings(report: LaidOut) -> None:
    reader = opened(report)

    def titles(items: Sequence[Any]) -> list[Any]:
        return [titles(item) if isinstance(item, list) else item["/Title"] for item in items]

    assert titles(reader.outline) == [
        "第一部分  部门概况",
        ["一、主要职能", ["（一）不入目录"]],
        "第二部分  决算情况说明",
        ["七、“三公”经费"],
    ]


def test_odd_numbers_stand_right_and_even_ones_left_one_character_in(report: LaidOut) -> None:
    left, right = (28 + 14 / MM) * MM, (210 - 26) * MM - 14
    feet = [lines(page)[-1] for page in opened(report).pages]
    assert [foot[2] for foot in feet[1:]] == ["— I —", "— 1 —", "— 2 —", "— 3 —", "— 4 —", "— 5 —"]
    assert [abs(foot[0] - left) < 1 for foot in feet[1:]] == [False, False, True, False, True, False]
    assert all(right - 50 < foot[0] < right for foot in feet[1::2] if foot[0] > 300)
    assert "—" not in words(opened(report).pages[0])


def test_a_section_after_the_body_is_numbered_anew() -> None:
    made = lay_out(heading(1, "甲", "a"), SectionEnd(), heading(1, "乙", "b"), SectionEnd(), p(""))
    assert (made.page_of, made.sheet_of) == ({"a": 1, "b": 1}, {"a": 1, "b": 2})
    assert [words(page) for page in opened(made).pages] == ["甲—1—", "乙—1—"]
    assert all(lines(page)[-1][0] > 300 for page in opened(made).pages)


def test_a_page_is_22_lines_of_28_characters() -> None:
    made = lay_out(p("一" * 28 * 50, "正文无缩进"))
    rows = lines(opened(made).pages[0])[:-1]
    assert [len(text) for _, _, text in rows] == [28] * 22
    assert {round(x, 1) for x, _, _ in rows} == {round(28 * MM, 1)}
    pitches = [below - above for (_, above, _), (_, below, _) in pairwise(rows)]
    assert all(abs(pitch - 28.95) < 0.15 for pitch in pitches)
    assert 37 * MM < rows[0][1] < 37 * MM + 28.95
    assert rows[-1][1] < (297 - 35) * MM


def test_a_paragraph_begins_two_characters_in_and_a_bold_word_does_not_move_the_lines() -> None:
    made = lay_out(Paragraph("正文", (Run("一" * 30), Run("粗" * 10, bold=True), Run("一" * 50))))
    rows = lines(opened(made).pages[0])[:-1]
    assert [len(text) for _, _, text in rows] == [26, 28, 28, 8]
    assert rows[0][0] - rows[1][0] == pytest.approx(2 * 15.75, abs=0.1)
    assert [round(b[1] - a[1]) for a, b in pairwise(rows)] == [29, 29, 29]


def test_no_line_begins_with_closing_punctuation_and_lines_are_filled() -> None:
    made = lay_out(p("甲乙丙丁戊，" * 100 + "“引用”" * 100 + "《书名》（2020）、" * 60 + SENTENCE * 9))
    rows = [row for page in opened(made).pages for row in lines(page)[:-1]]
    assert not [text for _, _, text in rows if text[0] in "，。、；：！？）》”"]
    assert not [text for _, _, text in rows if text[-1] in "（《“"]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext 未安装")
def test_the_right_edge_is_straight(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(lay_out(p(("收入1.5万元，占" + SENTENCE) * 30)).pdf)
    boxes = subprocess.run(
        ["pdftotext", "-bbox-layout", tmp_path / "a.pdf", "-"], capture_output=True, check=True, text=True
    ).stdout
    edges = [float(edge) for edge in re.findall(r'<line .*xMax="([\d.]+)"', boxes)][:20]
    over = [edge - (210 - 26) * MM for edge in edges]
    assert all(-0.5 < each < 4 or 15 < each < 17.5 for each in over)  # the last character carries its gap with it
    assert any(each > 15 for each in over)  # punctuation in the margin
    assert any(each < 4 for each in over)


def test_a_line_with_quotation_marks_is_as_wide_as_any_other() -> None:
    made = lay_out(p("主动“敲门”招商，亲自“上门”对接“一站式”服务，重点项目“六个一”工作机制（" * 20))
    whole = [line for line in sheets(made.pdf)[0].lines if len(line.text) > 25 and line.text[-1] != "，"]
    assert len(whole) > 5
    assert [line.text for line in whole if line.right > (210 - 26) * MM + 0.6] == []


def test_a_full_line_hangs_its_punctuation_and_no_more_than_one() -> None:
    made = lay_out(p("一" * 28 + "，" + "二" * 10, "正文无缩进"), p("一" * 28 + "”，" + "二" * 10, "正文无缩进"))
    rows = [text for _, _, text in lines(opened(made).pages[0])[:-1]]
    assert rows == ["一" * 28 + "，", "二" * 10, "一" * 27, "一”，" + "二" * 10]


def test_chinese_and_digits_stand_apart_and_the_text_is_what_was_typed() -> None:
    made = lay_out(p("收入1.5万元", "正文无缩进"), heading(1, "第2部分A", "a"))
    first, second = opened(made).pages
    assert "收入1.5万元" in words(first)
    assert not {"\u2009", "\u200a"} & {*first.extract_text(), *second.extract_text()}
    assert "收入1.5万元" in made.text
    assert "第2部分A" in words(second)
    (title,) = [item for item in opened(made).outline if not isinstance(item, list)]
    assert str(title.get("/Title")) == "第2部分A"


def test_fonts_are_the_programs_own_and_truetype(report: LaidOut) -> None:
    found = {}
    for page in opened(report).pages:
        for font in fonts(page):
            inner = font["/DescendantFonts"][0].get_object()
            found[font["/BaseFont"].partition("+")[2]] = (
                inner["/Subtype"],
                "/FontFile2" in inner["/FontDescriptor"],
            )
    own = {"Fang-Digits", "FandolFang", "FandolKai", "Noto-Sans-SC-Medium", "Noto-Serif-SC", "Noto-Serif-SC-Bold"}
    assert found == dict.fromkeys(own, ("/CIDFontType2", True))


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="pdffonts 未安装")
def test_poppler_sees_truetype_fonts_too(report: LaidOut, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(report.pdf)
    listed = subprocess.run(["pdffonts", tmp_path / "a.pdf"], capture_output=True, check=True, text=True).stdout
    rows = listed.splitlines()[2:]
    assert rows
    assert all("CID TrueType" in row and "yes yes yes" in row for row in rows)


def test_every_style_has_its_face() -> None:
    styles = [
        "封面日期",
        "目录标题",
        "图题",
        "caption",
        "表题",
        "附件单位",
        "附件副标题",
        "不认识的样式",
        "heading 2",
    ]
    faces = {}
    for style in styles:
        page = opened(lay_out(p("一", style))).pages[0]
        names = [font["/BaseFont"].partition("+")[2] for font in fonts(page)]
        faces[style] = next((name for name in names if name != "Noto-Serif-SC"), "")
    assert faces == {
        "封面日期": "FandolKai",
        "目录标题": "Noto-Serif-SC-Bold",
        "图题": "Noto-Sans-SC-Medium",
        "caption": "Noto-Sans-SC-Medium",
        "表题": "Noto-Sans-SC-Medium",
        "附件单位": "Noto-Serif-SC-Bold",
        "附件副标题": "FandolKai",
        "不认识的样式": "FandolFang",
        "heading 2": "Noto-Sans-SC-Medium",
    }


def test_what_the_file_says_of_itself(report: LaidOut) -> None:
    reader = opened(report)
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("2020年度部门决算", "某某局")
    assert reader.metadata.creation_date == reader.metadata.modification_date == ABOUT.created
    root: Any = reader.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("zh-CN", True)
    assert b'pdfaid:part="3" pdfaid:conformance="A"' in root["/Metadata"].get_data()


def test_two_runs_give_the_same_bytes_in_any_process(report: LaidOut, tmp_path: Path) -> None:
    assert lay_out(*REPORT).pdf == report.pdf
    script = (
        "import sys\nfrom tests.pdf import test_pdf as t\nopen(sys.argv[1], 'wb').write(t.lay_out(*t.REPORT).pdf)"
    )
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", script, str(tmp_path / "b.pdf")]
    subprocess.run(command, check=True, cwd=root, env=os.environ | {"PYTHONHASHSEED": "7"})
    assert (tmp_path / "b.pdf").read_bytes() == report.pdf


HOSTILE = (
    "<script>alert(1)</script> <img src=file:///etc/passwd> ]]> {{ 7*7 }} {% raw %} &amp; &#65; </p></section> "
    "file:///etc/passwd http://example.com/ url(http://example.com/) a\\b \"c\" 'd'"
)


def test_hostile_text_comes_out_as_typed() -> None:
    table = Table((4000, 4000), 1, ((cell(HOSTILE), cell("乙")), (cell(HOSTILE), cell("丁"))))
    about = About(HOSTILE, HOSTILE, ABOUT.created, header="草稿<b>")
    made = lay_out(heading(1, HOSTILE, 'x"><b>%20'), p(HOSTILE), table, about=about)
    page = opened(made)
    assert words(page.pages[0]).count(re.sub(r"\s", "", HOSTILE)) == 4
    assert words(page.pages[0]).endswith("草稿<b>—1—") or words(page.pages[0]).startswith("草稿<b>")
    assert page.metadata is not None
    assert page.metadata.title == HOSTILE
    assert made.page_of == {'x"><b>%20': 1}
    assert made.problems == ()


def test_a_very_long_paragraph_is_complete() -> None:
    text = (COMMON * 60)[:30_000]
    body = "".join(re.sub(r"—\d+—$", "", words(page)) for page in opened(lay_out(p(text))).pages)
    assert body == text


def test_a_long_word_is_broken_and_stays_on_the_page() -> None:
    rows = lines(opened(lay_out(p("a" * 300))).pages[0])
    assert "".join(text for _, _, text in rows[:-1]) == "a" * 300
    assert max(len(text) for _, _, text in rows) < 70


def test_spaces_tabs_and_line_breaks_stay() -> None:
    made = lay_out(p("刘  成  董晓艳\n第二行\t末"))
    assert "刘  成  董晓艳" in opened(made).pages[0].extract_text()
    assert len(lines(opened(made).pages[0])) >= 3


def test_letters_above_and_below_the_line_are_small_and_move_no_line() -> None:
    plain, made = lay_out(p("低于10个"), p("一")), lay_out(p("低于10⁵个，CO₂<b>"), p("一"))
    assert (made.problems, re.sub(r"\s", "", made.text)) == ((), "低于10⁵个，CO₂<b>一")
    (before,), (after,) = (sheets(each.pdf) for each in (plain, made))
    held = (each for line in after.lines for each in line.characters)
    letters = {each.text: each for each in held if each.baseline < after.height / 2}
    assert letters["5"].size < letters["1"].size
    assert letters["5"].baseline < letters["1"].baseline < letters["2"].baseline
    ends = [next(each.baseline for line in sheet.lines for each in line.characters if each.text == "一")
            for sheet in (before, after)]  # fmt: skip
    assert ends[0] == pytest.approx(ends[1])


def test_a_rare_character_comes_from_another_face_and_an_unknown_one_is_told() -> None:
    assert "啰瞭祎昉㎡" in words(opened(lay_out(p("啰瞭祎昉㎡"))).pages[0])
    assert told(lay_out(p("好☑"), p("😀☑"))) == (
        "字体里没有字符“☑”（U+2611），PDF 里显示不出来；请换一个字",
        "字体里没有字符“😀”（U+1F600），PDF 里显示不出来；请换一个字",
    )


def test_a_drawing_replaces_its_picture() -> None:
    svg = SVG.format('<text y="8" font-size="4">755.28</text>').encode()
    shown = picture()
    made = lay_out(shown, p("图1：收入", "图题"), shown, picture("blue", "图2"), vectors={shown.data: svg})
    page = opened(made).pages[0]
    assert words(page).count("755.28") == 2
    assert len(list(page.images)) == 1
    assert made.problems == ()


def test_a_drawing_is_not_tried_as_every_kind_of_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "open", lambda _: pytest.fail("a drawing was opened as a picture"))
    shown = picture()
    assert told(lay_out(shown, vectors={shown.data: SVG.format("").encode()})) == ()


def test_what_is_added_when_a_pdf_is_written_is_compressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        pytest.fail("pydyf compressed a stream, too")

    pango.prepare()
    monkeypatch.setattr("pydyf.zlib.compressobj", never)
    assert words(opened(lay_out(p("全年支出372.00万元。"))).pages[0]).startswith("全年支出372.00万元。")


def test_the_pages_are_listed_again_only_when_there_are_more() -> None:
    pango.prepare()
    file = pydyf.PDF()
    file.add_page(pydyf.Dictionary({}))
    assert file.page_references is file.page_references
    file.add_page(pydyf.Dictionary({}))
    assert len(file.page_references) == 2


def test_a_picture_keeps_its_caption_and_a_heading_its_text() -> None:
    for filled in range(14, 23):
        blocks = [p("一") for _ in range(filled)]
        made = lay_out(
            *blocks, heading(2, "标题", "a"), heading(3, "小标题", "b"), picture(), p("图题", "图题"), p("后")
        )
        found = [words(page) for page in opened(made).pages]
        assert [("标题" in text, "图题" in text, len(list(page.images))) for text, page in
                zip(found, opened(made).pages, strict=True) if "题" in text] == [(True, True, 1)]  # fmt: skip


def test_a_picture_says_where_it_stands() -> None:
    root: Any = opened(lay_out(p("一"), picture(), p("图题", "图题"))).root_object
    (box,) = [each["/A"]["/BBox"] for each in elements(root["/StructTreeRoot"]["/K"]) if each["/S"] == "/Figure"]
    left, bottom, right, top = map(float, box)
    assert (right - left, top - bottom) == pytest.approx((100 * MM, 50 * MM), abs=0.1)
    assert left == pytest.approx((28 + 156 / 2 - 50) * MM, abs=0.1)
    assert top == pytest.approx((297 - 37) * MM - 28.95 - 6, abs=0.1)


def test_pictures_that_cannot_be_shown_are_told_and_their_words_stand_there() -> None:
    huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (20_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0" + bytes(4)
    huge += b"\0\0\0\0IDAT" + bytes(4) + b"\0\0\0\0IEND" + bytes(4)
    made = lay_out(
        Picture("组织结构图", b"", 10, 10),
        Heading(1, "heading 1", "一、机构", "h"),
        Picture("坏图", b"\x89PNG\r\n\x1a\nbroken", 10, 10),
        Picture("大图", huge, 10, 10),
        Picture("矢量", SVG.format('<image href="file:///etc/passwd"/>').encode(), 10, 10),
        picture(alt=""),
    )
    assert told(made) == (
        "图片“组织结构图”的格式不能排入 PDF；请改用 PNG 或 JPEG 图片",
        "“一、机构”下的图片“坏图”不完整（只剩一部分），没有排入 PDF；请找到原来的图片，在 Word 中重新插入",
        "“一、机构”下的图片“大图”有 20000×20000 个像素，超过 6000 万个，不能排入 PDF；请把它缩小，再重新插入",
        "“一、机构”下的图片“矢量”的格式不能排入 PDF；请改用 PNG 或 JPEG 图片",
        "“一、机构”下的图片没有替代文字；请在 Word 中为图片填写“可选文字”",
    )
    assert words(opened(made).pages[0]).startswith("组织结构图")


def test_a_long_name_on_the_cover_is_laid_out_in_linear_time() -> None:
    begun = time.process_time()
    made = lay_out(p("水务局" * 1500, "封面单位"), p("2020年度部门决算", "封面标题"))
    assert time.process_time() - begun < 5
    assert "".join(words(page) for page in opened(made).pages).count("水务局") == 1500


def test_nothing_outside_is_ever_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("urllib.request.OpenerDirector.open", refuse)
    shown = picture()
    links = "".join(f'<image href="{url}"/>' for url in ("file:///etc/passwd", "http://127.0.0.1/a", "//a/b"))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg"><style>@import url(http://127.0.0.1/a.css)</style>{links}</svg>'
    )
    made = lay_out(shown, p(HOSTILE), vectors={shown.data: svg.encode()})
    assert b"root:" not in made.pdf
    assert made.pages == 1


def test_a_table_repeats_its_head_and_keeps_its_rows_whole() -> None:
    rows = tuple((cell(f"第{number}行甲{'长' * 40}"), cell(f"第{number}行乙")) for number in range(60))
    made = lay_out(p("表题", "表题"), Table((4422, 4422), 1, ((cell("甲栏"), cell("乙栏")), *rows)))
    found = [words(page) for page in opened(made).pages]
    assert len(found) > 1
    assert all("甲栏乙栏" in text for text in found)
    assert all(text.count("行甲") == text.count("行乙") for text in found)


def test_a_cell_longer_than_a_page_is_cut_and_complete() -> None:
    text = (COMMON * 6)[:3_000]
    head = (cell("甲栏"), cell("乙栏"))
    made = lay_out(Table((4422, 4422), 1, (head, (cell("丙"), cell("丁")), (cell(text), cell("")), head)))
    found = [re.sub(r"—\d+—$", "", words(page)) for page in opened(made).pages]
    assert len(found) > 1
    assert text in "".join(page.removeprefix("甲栏乙栏") for page in found)


def test_a_row_longer_than_a_page_begins_where_it_is_and_a_shorter_one_is_moved() -> None:
    columns = (2000, 6844)
    for words, expected in ((SENTENCE * 65, [0]), (SENTENCE * 40, [1])):
        row = (cell("名称"), cell(words))
        made = lay_out(*(p(SENTENCE) for _ in range(12)), Table(columns, 0, (row,)))
        held = [number for number, page in enumerate(opened(made).pages) if "名称" in page.extract_text()]
        assert held == expected


def test_text_follows_a_table_right_below_as_in_word() -> None:
    made = lay_out(p(SENTENCE), Table((8844,), 0, ((cell("甲"),),)), p(SENTENCE))
    above, row, below = (y for _, y, text in lines(opened(made).pages[0]) if "—" not in text)
    # a line of 28.95, and a row of 14 with its padding and the frame
    assert below - above == pytest.approx(28.95 + 14 + 4 + 0.5 + 0.5, abs=0.6)
    assert above < row < below


def test_the_space_above_a_title_is_lost_at_the_head_of_a_page() -> None:
    title = p("收支表", "表题")
    first = lay_out(*(p("行") for _ in range(22)), title, Table((8844,), 0, ((cell("甲"),),)))
    (_, y, text), *_ = lines(opened(first).pages[1])
    (_, alone, _), *_ = lines(opened(lay_out(p("行", "正文"))).pages[0])
    assert text == "收支表"
    assert y == pytest.approx(alone, abs=2)


def test_merged_cells_and_odd_tables() -> None:
    merged = Table((2000, 2000, 4000), 0, ((cell("甲", 1, 2), cell("乙", 2)), (cell("丙"), cell("丁")), ()))
    made = lay_out(merged, Table((), 0, ()), Table((9000, 9000), 5, ((cell("戊"), TableCell((), 1, 1)),)))
    assert sorted(words(opened(made).pages[0])) == sorted("甲乙丙丁戊—1—")
    assert made.problems == ()


def test_empty_lines_make_no_empty_page() -> None:
    full = [p("一") for _ in range(22)]
    made = lay_out(*full, p(""), heading(1, "第一部分", "a"), p("一"), p(""), p("附件1", "附件标识"), p(""))
    assert made.pages == 3
    assert lay_out(p("甲"), p(""), p("乙")).pages == 1
    rows = lines(opened(lay_out(p("甲"), p(""), p("乙"))).pages[0])
    assert rows[1][1] - rows[0][1] == pytest.approx(2 * 28.95, abs=0.1)


def test_a_header_stands_on_every_page() -> None:
    about = About("题", "局", ABOUT.created, header="草稿")
    made = lay_out(*REPORT, about=about)
    assert all("草稿" in words(page) for page in opened(made).pages)


def test_nothing_at_all_is_one_empty_page() -> None:
    made = lay_out()
    assert (made.pages, made.page_of, made.problems) == (1, {}, ())


UA = b'pdfuaid:part="1"'


def metadata(made: LaidOut) -> bytes:
    catalog: Any = opened(made).root_object
    found: bytes = catalog["/Metadata"].get_data()
    return found


def test_a_file_says_that_it_is_accessible_only_where_it_is(report: LaidOut) -> None:
    assert UA in metadata(report)
    assert UA in metadata(lay_out(picture()))
    assert UA not in metadata(lay_out(picture(alt="")))
    assert UA not in metadata(lay_out(p("\U0002a6f0")))  # a character without a shape


def test_no_level_of_headings_is_skipped_in_the_structure() -> None:
    made = lay_out(heading(2, "一、", "_Toc1"), heading(4, "1．", "_Toc2"), heading(2, "二、", "_Toc3"))
    tree: Any = opened(made).root_object["/StructTreeRoot"]
    found = [each["/S"] for each in elements(tree["/K"]) if each["/S"].startswith("/H")]
    assert found == ["/H1", "/H2", "/H2"]
    assert UA in metadata(made)


def test_other_complaints_of_the_layout_are_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "stylesheet", lambda: "p { colour: red }")
    assert told(lay_out(p("甲")))[0].startswith("排版提示：Ignored `colour: red `")
    assert not any(isinstance(h, pdf._Collector) for h in logging.getLogger("weasyprint").handlers)


def test_without_pango_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pango, "_PANGO", ("libdoesnotexist.so.9",))
    with pytest.raises(pango.NoPango) as missing:
        pango._require_pango()
    for advice in (
        "py -m pip install gstreamer-libs",
        "brew install pango",
        "libpangoft2-1.0-0 libharfbuzz-subset0",
    ):
        assert advice in str(missing.value)


def test_the_font_settings_know_the_programs_fonts_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    settings = pango._write_font_settings()
    assert settings.parent == tmp_path / "juesuan"
    assert re.findall("<dir>(.*)</dir>", settings.read_text("utf-8")) == [str(program_folders.FONTS)]
    assert pango._write_font_settings() == settings
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert pango._write_font_settings().exists()


def test_windows_finds_the_libraries_of_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "gstreamer_libs"
    package.mkdir()
    (package / "__init__.py").write_text("")
    monkeypatch.setenv("PATH", "before")
    monkeypatch.setenv("WEASYPRINT_DLL_DIRECTORIES", "")
    pango._find_windows_libraries()
    assert os.environ["PATH"] == "before"
    monkeypatch.syspath_prepend(tmp_path)
    pango._find_windows_libraries()
    folder = str(package / "bin")
    assert os.environ["PATH"].split(os.pathsep) == [folder, "before"]
    assert os.environ["WEASYPRINT_DLL_DIRECTORIES"] == folder


def test_preparing_from_threads_and_twice_does_no_harm(report: LaidOut) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: pango.prepare(), range(8))) == {()}
    assert lay_out(*REPORT).pdf == report.pdf
