"""The last hand on the Word file: marks, captions, contents, pictures, core properties, the zip."""

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from lxml import etree
from msgspec.structs import replace

from charts.data import Drawing
from juesuan.figures import phrases
from juesuan.model import values
from juesuan.model.document import Contents, Heading, Paragraph, Run
from juesuan.model.identity import About
from juesuan.ooxml import elements, package
from juesuan.ooxml.blocks import read
from juesuan.word import bare_headings, finish
from juesuan.word.finish import Draft
from tests.support.factories import figure
from tests.support.word_files import W, docx, field, instruction, mark, paragraph, parts, run

ABOUT = About("青禾县水务局2021年度部门决算", "青禾县水务局", datetime(2022, 9, 5, tzinfo=UTC))
LEVELS = "\\o 1-2 "
TOC = f"<w:p>{field(run('旧目录'), ' TOC ', LEVELS)}</w:p>"


def finished(body: str, header: str = "", **drawings: Drawing) -> Draft:
    return finish.finish(package.open_word(docx(body, header)), drawings, ABOUT)


def packed(body: str, header: str = "") -> dict[str, bytes]:
    return parts(finish.pack(finished(body, header), ABOUT))


def texts(draft: Draft) -> list[str]:
    """The text of each paragraph."""
    return [
        "".join(text.text or "" for text in each.iter(f"{{{W}}}t")) for each in draft.word.root.iter(f"{{{W}}}p")
    ]


def attributes(draft: Draft, tag: str, name: str) -> list[str]:
    return [element.get(f"{{{W}}}{name}", "") for element in draft.word.root.iter(f"{{{W}}}{tag}")]


# ---- marks


def test_marks_are_taken_out_and_told_in_reading_order() -> None:
    first, second = phrases.text(figure(50000, serial=7)), phrases.text(figure(3, "个", serial=2))
    draft = finished(paragraph(f"收入{first}，{second}。") + paragraph(f"又{first}"))
    assert texts(draft) == ["收入5.00万元，3个。", "又5.00万元"]
    assert draft.printed == (7, 2, 7)


def test_letters_above_and_below_the_line_are_runs_of_word_and_no_number_loses_its_place() -> None:
    power, oil = values.mark(3, "10⁵"), values.mark(4, "15")
    draft = finished(
        f"<w:p><w:r><w:rPr><w:b/><w:lang/></w:rPr><w:t>低于{power}个CO₂，{oil}m²</w:t><w:br/></w:r></w:p>"
    )
    assert texts(draft) == ["低于105个CO2，15m²"]
    assert draft.printed == (3, 4)
    found = list(draft.word.root.iter(f"{{{W}}}t"))
    assert [(found[place].text or "")[a:b] for place, spans in draft.numbers.items() for a, b, _ in spans] == [
        "10",
        "15",
    ]
    looks = ["".join(each.get(f"{{{W}}}val", "") for each in run.iter(f"{{{W}}}vertAlign")) for run in
             draft.word.root.iter(f"{{{W}}}r")]  # fmt: skip
    assert looks == ["", "superscript", "", "subscript", ""]
    order = [each.tag.partition("}")[2] for each in draft.word.root.iterfind(f".//{{{W}}}vertAlign/../*")]
    assert order[:3] == ["b", "vertAlign", "lang"]
    (line,) = (each for each in read(finish.pack(draft, ABOUT)) if isinstance(each, Paragraph))
    assert line.text == "低于10⁵个CO₂，15m²\n"


def test_a_heading_in_the_contents_has_its_letters_above_the_line() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>5</w:t></w:r>'
    heading = paragraph("一、低于10", "2").replace("</w:p>", f"{raised}</w:p>")
    (entry,) = finished(TOC + heading).word.root.iter(f"{{{W}}}hyperlink")
    assert [(each.text, elements.value(elements.look(each), "vertAlign")) for each in entry.iter(f"{{{W}}}t")] == [
        ("一、低于10", None), ("5", "superscript"), (None, None),
    ]  # fmt: skip


def test_marks_in_a_header_are_taken_out_too() -> None:
    found = packed(paragraph("正文"), header=phrases.marked(figure(1), "2021") + "年度")
    assert "2021年度" in found["word/header1.xml"].decode()
    assert not any(
        values.plain(data.decode(errors="ignore")) != data.decode(errors="ignore") for data in found.values()
    )


def test_spaces_at_the_ends_of_a_text_stay() -> None:
    draft = finished("<w:p><w:r><w:t>  前后  </w:t></w:r></w:p>")
    (text,) = draft.word.root.iter(f"{{{W}}}t")
    assert text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


# ---- captions


def simple(name: str) -> str:
    whole = f'<w:fldSimple w:instr=" SEQ {name} \\* ARABIC ">{run("0")}</w:fldSimple>'
    return f"<w:p>{run(name)}{whole}</w:p>"


def in_runs(name: str, *instructions: str) -> str:
    """As Word writes the field back; it may split instruction and result."""
    own = field(run("1") + run("2"), *instructions or (f" SEQ {name} ",))
    return f"<w:p>{run(name)}{own}{run('：名')}</w:p>"


def test_captions_are_numbered_without_a_gap_each_name_by_itself() -> None:
    assert texts(finished(simple("图") + simple("表") + simple("图"))) == ["图1", "表1", "图2"]


def test_captions_that_word_has_rewritten_are_numbered_too() -> None:
    body = in_runs("图") + simple("图") + in_runs("图", " SE", "Q 图 ")
    assert texts(finished(body)) == ["图1：名", "图2", "图3：名"]


def test_other_fields_keep_their_results() -> None:
    body = f"<w:p>{field(run('9'), ' PAGE ')}</w:p>"
    assert texts(finished(body)) == ["9"]


# ---- contents


BODY = paragraph("第一部分", "1") + paragraph("正文") + paragraph("一、职能", "2") + paragraph("（一）细目", "3")


def test_the_contents_lists_parts_and_sections_with_their_places() -> None:
    data = finish.pack(finished(TOC + BODY), ABOUT)
    blocks = read(data)
    assert [type(block) for block in blocks] == [Contents, Heading, Paragraph, Heading, Heading]
    headings = [block for block in blocks if isinstance(block, Heading)]
    assert [(heading.level, heading.text, heading.bookmark) for heading in headings[:2]] == [
        (1, "第一部分", "_Toc00000001"),
        (2, "一、职能", "_Toc00000002"),
    ]


def test_each_entry_has_style_link_title_and_page_number() -> None:
    draft = finish.number(finished(TOC + BODY), {"_Toc00000001": 1, "_Toc00000002": 12})
    assert texts(draft)[:2] == ["第一部分1", "一、职能12"]
    assert attributes(draft, "pStyle", "val")[:2] == ["TOC1", "TOC2"]
    assert attributes(draft, "hyperlink", "anchor") == ["_Toc00000001", "_Toc00000002"]
    kinds = attributes(draft, "fldChar", "fldCharType")
    inner = ["begin", "separate", "end"]
    assert kinds == ["begin", "separate", *inner, *inner, "end"]


def test_a_page_that_is_not_known_stays_blank() -> None:
    draft = finish.number(finished(TOC + BODY), {"_Toc00000002": 3})
    assert texts(draft)[:2] == ["第一部分", "一、职能3"]


def test_a_contents_that_word_has_filled_is_replaced_whole() -> None:
    inner = field(run("1"), " PAGEREF _Toc9 ")
    begun = mark("begin") + instruction(" TOC ") + instruction(LEVELS) + mark("separate")
    old = f"<w:p>{begun}{run('旧一')}{inner}</w:p><w:p>{run('旧二')}{inner}</w:p><w:p>{mark('end')}</w:p>"
    draft = finished(old + BODY)
    assert texts(draft) == ["第一部分", "一、职能", "第一部分", "正文", "一、职能", "（一）细目"]
    found = [text.text for text in draft.word.root.iter(f"{{{W}}}instrText")]
    assert found == [" TOC \\o 1-2 ", " PAGEREF _Toc00000001 \\h ", " PAGEREF _Toc00000002 \\h "]


def test_a_contents_inside_a_content_control_is_replaced() -> None:
    draft = finished(f"<w:sdt><w:sdtContent>{TOC}</w:sdtContent></w:sdt>{BODY}")
    assert texts(draft)[:3] == ["第一部分", "一、职能", "第一部分"]


def test_a_contents_that_never_ends_takes_nothing_with_it() -> None:
    begun = f"<w:p>{mark('begin')}{instruction(' TOC ')}{mark('separate')}</w:p>"
    assert texts(finished(begun + BODY))[2:] == ["第一部分", "正文", "一、职能", "（一）细目"]


def test_a_template_without_a_contents_works() -> None:
    draft = finish.number(finished(BODY), {"_Toc00000001": 1})
    assert texts(draft) == ["第一部分", "正文", "一、职能", "（一）细目"]


def test_a_contents_without_headings_stays_as_it_is() -> None:
    assert texts(finished(TOC + paragraph("正文"))) == ["旧目录", "正文"]


def test_bookmarks_do_not_collide_with_those_of_the_template() -> None:
    own = '<w:p><w:bookmarkStart w:id="5" w:name="_GoBack"/><w:bookmarkEnd w:id="5"/></w:p>'
    draft = finished(own + paragraph("甲", "1") + paragraph(" ", "1") + paragraph("甲", "2"))
    assert attributes(draft, "bookmarkStart", "id") == attributes(draft, "bookmarkEnd", "id") == ["5", "6", "7"]
    assert attributes(draft, "bookmarkStart", "name") == ["_GoBack", "_Toc00000001", "_Toc00000002"]


# ---- pictures


def picture(relation: str, described: str = "") -> str:
    blip = f'<a:blip r:embed="{relation}"/>' if relation else ""
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{described}"/>{blip}</wp:inline>'
        "</w:drawing></w:r></w:p>"
    )


def test_pictures_have_numbers_of_their_own_and_say_what_they_show() -> None:
    chart = Drawing("结构", "结构图（饼图）：甲5.00万元。", "一张图".encode(), b"<svg/>", 1, 1)
    draft = finished(picture("rId3") + picture("rId9", "旧说明") + picture(""), 结构=chart)
    properties = draft.word.root.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    )
    assert [(each.get("id"), each.get("name"), each.get("descr")) for each in properties] == [
        ("1", "图片1", "结构图（饼图）：甲5.00万元。"),
        ("2", "图片2", "旧说明"),
        ("3", "图片3", ""),
    ]


# ---- what stands at the head of every page

DRAFT = replace(ABOUT, header="草稿")
SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="1" w:h="1"/>{}</w:sectPr>'


def headers(root: etree._Element) -> list[list[str]]:
    """The relations of the headers of each section."""
    named = [each.findall(f"{{{W}}}headerReference") for each in root.iter(f"{{{W}}}sectPr")]
    return [[each.get(elements.R + "id", "") for each in section] for section in named]


def test_every_section_has_the_same_head_in_place_of_its_own() -> None:
    body = f"<w:p><w:pPr>{SECTION.format('')}</w:pPr></w:p>" + paragraph("正文")
    draft = finish.headed(finished(body, header="旧页眉"), DRAFT)
    (one, other) = headers(draft.word.root)
    assert one == other
    assert len(one) == 3
    found = parts(finish.pack(draft, DRAFT))
    relations = {each.get("Id"): each for each in etree.fromstring(found["word/_rels/document.xml.rels"])}
    target = f"word/{relations[one[0]].get('Target')}"
    assert "".join(str(text) for text in etree.fromstring(found[target]).itertext()) == "草稿"
    assert f'PartName="/{target}"' in found["[Content_Types].xml"].decode()


def test_references_come_first_in_a_section() -> None:
    draft = finish.headed(finished(paragraph("正文") + SECTION.format("")), DRAFT)
    (section,) = draft.word.root.iter(f"{{{W}}}sectPr")
    assert [etree.QName(each).localname for each in section] == [*["headerReference"] * 3, "pgSz"]


def test_a_section_as_it_was_before_a_change_keeps_what_it_has() -> None:
    before = (
        '<w:sectPrChange w:id="9" w:author="某人"><w:sectPr><w:pgSz w:w="2" w:h="2"/></w:sectPr></w:sectPrChange>'
    )
    draft = finish.headed(finished(paragraph("正文") + SECTION.format(before)), DRAFT)
    assert [len(each) for each in headers(draft.word.root)] == [3, 0]


def test_a_report_that_is_no_draft_keeps_its_headers() -> None:
    draft = finished(paragraph("正文"), header="旧页眉")
    assert finish.headed(draft, ABOUT) is draft
    assert headers(draft.word.root) == [["rId2"]]


# ---- the file


def test_the_file_says_what_it_is_and_when_it_was_made() -> None:
    core = etree.fromstring(packed(paragraph("正文"))["docProps/core.xml"])
    assert {etree.QName(each).localname: each.text for each in core} == {
        "title": ABOUT.title,
        "creator": "青禾县水务局",
        "lastModifiedBy": "青禾县水务局",
        "created": "2022-09-05T00:00:00Z",
        "modified": "2022-09-05T00:00:00Z",
        **dict.fromkeys(("description", "identifier", "language", "subject")),
    }
    kinds = {each.get("{http://www.w3.org/2001/XMLSchema-instance}type") for each in core}
    assert kinds == {None, "dcterms:W3CDTF"}


def test_the_parts_stand_in_a_fixed_order_with_a_fixed_date() -> None:
    data = finish.pack(finished(TOC + BODY), ABOUT)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    assert names[:3] == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
    assert names[3:] == sorted(names[3:])
    assert {entry.date_time for entry in entries} == {(2022, 9, 5, 0, 0, 0)}
    assert {(entry.create_system, entry.external_attr) for entry in entries} == {(3, 0o600 << 16)}


def test_the_same_inputs_give_the_same_bytes() -> None:
    assert finish.pack(finished(TOC + BODY), ABOUT) == finish.pack(finished(TOC + BODY), ABOUT)


def test_the_text_is_xml_of_its_own() -> None:
    document = packed(paragraph("A&B<C>"))["word/document.xml"].decode()
    assert document.startswith("<?xml version='1.0' encoding='UTF-8' standalone='yes'?>")
    assert re.search("A&amp;B&lt;C&gt;", document)


@pytest.mark.parametrize("part", ["word/media/a.png", "word/styles.xml"])
def test_parts_that_need_nothing_stay_byte_for_byte(part: str) -> None:
    assert packed(paragraph("正文"))[part] == parts(docx(paragraph("正文")))[part]


def test_what_the_file_says_of_itself_may_stand_in_a_part_of_any_name() -> None:
    renamed = {name.replace("core", "core9"): part for name, part in parts(docx(paragraph(run("甲")))).items()}
    renamed["_rels/.rels"] = renamed["_rels/.rels"].replace(b"docProps/core.xml", b"docProps/core9.xml")
    draft = finish.finish(package.of_parts(renamed), {}, ABOUT)
    assert ABOUT.title in draft.word.parts["docProps/core9.xml"].decode()


# ---- headings with nothing below them


def bare(*headings: Heading | Paragraph) -> list[str]:
    return [str(each) for each in bare_headings(headings)]


def test_a_heading_with_nothing_below_is_told() -> None:
    one, two, other = (Heading(level, "", f"标题{level}", "") for level in (1, 2, 2))
    line, blank = Paragraph("", (Run("正文。"),)), Paragraph("", (Run(" "),))
    assert bare(one, two, line, other, line) == []
    assert bare(Heading(1, "附件一级标题", "前言", ""), one, line) == []
    assert (
        bare(one, two, blank, one, line, two)
        == ["警告 T58　Word 文件：标题“标题2”下面没有内容　→ 请在文字材料里写好这一节；版式里用不着的标题请删去。"]
        * 2
    )
