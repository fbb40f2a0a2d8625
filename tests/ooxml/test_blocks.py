"""The reader of Word files: each test holds its own small file."""

import io
import re
import time
import zipfile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model.document import Contents, Heading, Paragraph, Picture, Run, SectionEnd, Table, TableCell
from juesuan.ooxml.blocks import read
from juesuan.ooxml.package import NotWordFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(4) + b"IDAT" + bytes(8) + b"IEND" + bytes(4)
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="fj"><w:name w:val="附件标题"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="k"><w:name w:val="我的标题"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="n"><w:name w:val="不入目录"/><w:basedOn w:val="1"/>
  <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="x"><w:name w:val="甲"/><w:basedOn w:val="y"/></w:style>
<w:style w:type="paragraph" w:styleId="y"><w:name w:val="乙"/><w:basedOn w:val="x"/></w:style>
<w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style>
"""


def docx(body: str, parts: dict[str, bytes] | None = None) -> bytes:
    """A Word file around the XML of its body."""
    main = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    everything = {
        "_rels/.rels": _relationships({"r1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": main.encode(),
        "word/styles.xml": f"<w:styles {NAMESPACES}>{STYLES}</w:styles>".encode(),
        "word/media/image1.png": PNG,
        "word/_rels/document.xml.rels": _relationships(
            {
                "s": ("styles", "styles.xml"),
                "p": ("image", "media/image1.png"),
                "q": ("image", "/word/media/image1.png"),
            }
        ),
    }
    return zipped(everything | (parts or {}))


def _relationships(targets: dict[str, tuple[str, str]]) -> bytes:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{rows}</Relationships>'.encode()


def zipped(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def p(*content: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{''.join(content)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def drawing(key: str = "p", alt: str = "图1", kind: str = "inline") -> str:
    return (
        f'<w:drawing><wp:{kind}><wp:extent cx="3600000" cy="1800000"/><wp:docPr id="1" name="x" descr="{alt}"/>'
        f'<a:graphic><a:graphicData><a:blip r:embed="{key}"/></a:graphicData></a:graphic></wp:{kind}></w:drawing>'
    )


def either(new: str, old: str) -> str:
    return (
        f"<w:r><mc:AlternateContent><mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def text(words: str, style: str = "Normal") -> Paragraph:
    return Paragraph(style, (Run(words),))


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(words))}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = (1000, 2000)) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def one(words: str, columns: int = 1, rows: int = 1) -> TableCell:
    return TableCell((text(words),), columns, rows)


RUNS = {
    "neighbours of one face are joined": (r("收入") + r("总计"), (Run("收入总计"),)),
    "bold": (r("一是", "<w:b/>") + r("好"), (Run("一是", bold=True), Run("好"))),
    "bold switched off": (r("一是", '<w:b w:val="0"/>') + r("甲", '<w:b w:val="false"/>'), (Run("一是甲"),)),
    "bold switched on": (r("一是", '<w:b w:val="1"/>'), (Run("一是", bold=True),)),
    "hyperlink": (f'<w:hyperlink r:id="z">{r("链接")}</w:hyperlink>', (Run("链接"),)),
    "simple field": (f'<w:fldSimple w:instr="PAGE">{r("3")}</w:fldSimple>', (Run("3"),)),
    "complex field": (
        r("第") + mark("begin") + instruction(" PAGE ") + mark("separate") + r("3") + mark("end") + r("页"),
        (Run("第3页"),),
    ),
    "field in an instruction": (
        mark("begin") + instruction("IF ") + mark("begin") + instruction("X") + mark("separate") + r("1")
        + mark("end") + r("=1") + mark("separate") + r("是") + mark("end"),
        (Run("是"),),
    ),
    "field without an end": (mark("begin") + instruction(" PAGE ") + r("文字"), (Run("文字"),)),
    "inserted and deleted": (
        f'<w:ins w:id="1">{r("新")}</w:ins><w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del>',
        (Run("新"),),
    ),
    "moved": (f"<w:moveFrom>{r('旧')}</w:moveFrom><w:moveTo>{r('新')}</w:moveTo>", (Run("新"),)),
    "tab and line break": (
        "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/></w:r>",
        (Run("甲\t乙\n丙\n"),),
    ),
    "page break": ('<w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r>', (Run("甲乙"),)),
    "hyphen and symbol": ("<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t><w:sym/></w:r>", (Run("1-2"),)),
    "smart tag": (f"<w:smartTag>{r('资阳')}</w:smartTag>", (Run("资阳"),)),
    "content control": (f"<w:sdt><w:sdtContent>{r('2020')}</w:sdtContent></w:sdt>", (Run("2020"),)),
    "hidden text": (r("见") + r("不见", "<w:vanish/>"), (Run("见"),)),
    "spaces": (r("刘  成  董晓艳 "), (Run("刘  成  董晓艳 "),)),
    "spaces not to be kept": ("<w:r><w:t> 甲\n乙 </w:t></w:r>", (Run("甲 乙"),)),
    "ruby": (
        f"<w:r><w:ruby><w:rt>{r('yàn')}</w:rt><w:rubyBase>{r('雁')}</w:rubyBase></w:ruby></w:r>",
        (Run("雁"),),
    ),
    "formula": ("<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>", (Run("a=b"),)),
    "choice": (
        either("<w:t>新</w:t>", "<w:t>旧</w:t>"),
        (Run("新"),),
    ),
    "markup characters": (r("&lt;b&gt; &amp;amp; ]]&gt; {{ 7*7 }}"), (Run("<b> &amp; ]]> {{ 7*7 }}"),)),
    "nothing": ("", ()),
}  # fmt: skip


@pytest.mark.parametrize("name", RUNS)
def test_runs_of_a_paragraph(name: str) -> None:
    xml, runs = RUNS[name]
    assert read(docx(p(xml))) == (Paragraph("Normal", runs),)


def test_a_heading_is_known_by_its_style() -> None:
    styles = ("1", "2", "fj", "k", "n", "x", "unknown", "")
    body = "".join(p(r("题"), style=style) for style in styles) + p(style="1")
    assert read(docx(body)) == (
        Heading(1, "heading 1", "题", "_h1"),
        Heading(2, "heading 2", "题", "_h2"),
        Heading(2, "附件标题", "题", "_h3"),
        Heading(1, "我的标题", "题", "_h4"),
        text("题", "不入目录"),
        text("题", "甲"),
        text("题", "unknown"),
        text("题"),
        Paragraph("heading 1", ()),
    )


def test_a_file_without_styles_still_reads() -> None:
    bare = {"word/_rels/document.xml.rels": _relationships({})}
    assert read(docx(p(r("题"), style="1"), bare)) == (text("题", "1"),)


def test_a_heading_keeps_its_own_bookmark_once() -> None:
    marked = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkStart w:id="1" w:name="_Toc7"/>' + r("题")
    assert read(docx(p(marked, style="1") + p(marked, style="1") + p(r("题"), style="1"))) == (
        Heading(1, "heading 1", "题", "_Toc7"),
        Heading(1, "heading 1", "题", "_h1"),
        Heading(1, "heading 1", "题", "_h2"),
    )


TOC_BEGIN = mark("begin") + instruction(" TOC \\o ") + instruction('"1-2" \\h ') + mark("separate")
ENTRY = (
    f'<w:hyperlink w:anchor="_Toc7">{r("第一部分")}<w:r><w:tab/></w:r>{mark("begin")}'
    f"{instruction('PAGEREF _Toc7')}{mark('separate')}{r('1')}{mark('end')}</w:hyperlink>"
)
CONTENTS = {
    "the end in a paragraph of its own": (
        p(r("目录")) + p(TOC_BEGIN + ENTRY, style="t1") + p(ENTRY, style="t1") + p(mark("end")) + p(r("正文")),
        (text("目录"), Contents(2), text("正文")),
    ),
    "the end in the last entry": (
        p(TOC_BEGIN + ENTRY, style="t1") + p() + p(ENTRY + mark("end"), style="t1") + p(r("正文")),
        (Contents(2), text("正文")),
    ),
    "in one paragraph": (p(TOC_BEGIN + r("更新目录") + mark("end")), (Contents(2),)),
    "words around": (
        p(r("前") + TOC_BEGIN + ENTRY) + p(mark("end") + r("后")),
        (text("前"), Contents(2), text("后")),
    ),
    "in a content control": (
        f"<w:sdt><w:sdtContent>{p(r('目录'))}{p(TOC_BEGIN + ENTRY)}{p(mark('end'))}</w:sdtContent></w:sdt>",
        (text("目录"), Contents(2)),
    ),
    "all levels": (
        p(mark("begin") + instruction("TOC \\h") + mark("separate") + ENTRY + mark("end")),
        (Contents(9),),
    ),
    "a section after it": (
        p(TOC_BEGIN + ENTRY) + f"<w:p><w:pPr><w:sectPr/></w:pPr>{mark('end')}</w:p>" + p(r("正文")),
        (Contents(2), SectionEnd(), text("正文")),
    ),
    "never ended": (p(TOC_BEGIN + r("甲")) + p(r("乙")), (text("甲"), text("乙"))),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_contents(name: str) -> None:
    xml, blocks = CONTENTS[name]
    assert read(docx(xml)) == blocks


def test_sections_end_after_their_paragraph() -> None:
    section = "<w:p><w:pPr><w:sectPr/></w:pPr>{}</w:p>"
    body = section.format(r("封面")) + p() + section.format("") + p(r("正文")) + "<w:sectPr/>"
    assert read(docx(body)) == (
        text("封面"),
        SectionEnd(),
        Paragraph("Normal", ()),
        SectionEnd(),
        text("正文"),
    )


def test_pictures_stand_between_the_text_around_them() -> None:
    picture = Picture("图1", PNG, 100.0, 50.0)
    body = (
        p(f"<w:r>{drawing()}</w:r>", style="fj")
        + p(r("前"), f"<w:r>{drawing(kind='anchor')}{drawing('q')}</w:r>", r(" "), r("后"))
        + p(f"<w:r>{drawing('missing')}</w:r>")
    )
    assert read(docx(body)) == (
        picture,
        text("前"),
        picture,
        picture,
        text(" 后"),
        Picture("图1", b"", 100.0, 50.0),
    )


def test_a_drawing_without_a_picture_is_not_lost_in_silence() -> None:
    chart = drawing().replace('<a:blip r:embed="p"/>', "<c/>")
    assert read(docx(p(f"<w:r>{chart}</w:r>"))) == (Picture("图1", b"", 100.0, 50.0),)


def test_pictures_of_older_files() -> None:
    old = (
        '<w:r><w:pict><v:shape alt="旧图" style="position:absolute;width:72pt;height:2.54cm">'
        '<v:imagedata r:id="p"/></v:shape></w:pict></w:r>'
    )
    assert read(docx(p(old))) == (Picture("旧图", PNG, 25.4, 25.4),)


def test_a_text_box_is_read_once() -> None:
    box = f"<w:drawing><w:txbxContent>{p(r('框内'))}</w:txbxContent></w:drawing>"
    old = f"<w:pict><w:txbxContent>{p(r('框内'))}</w:txbxContent></w:pict>"
    assert read(docx(p(either(box, old), r("框外")))) == (text("框内"), text("框外"))


def test_the_branch_that_shows_something_is_taken() -> None:
    assert read(docx(p(either("<w:drawing/>", drawing())))) == (Picture("图1", PNG, 100.0, 50.0),)


def test_a_table_with_heads_and_merged_cells() -> None:
    head = row(cell("项目", '<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>")
    body = table(
        head,
        row(cell("甲", '<w:vMerge w:val="restart"/>'), cell("1")),
        row(cell("", "<w:vMerge/>"), cell("2")),
        row(cell("", '<w:vMerge w:val="continue"/>'), cell("3")),
        row(cell("乙", '<w:vMerge w:val="restart"/>'), cell("4"), properties="<w:tblHeader/>"),
    )
    assert read(docx(body)) == (
        Table(
            (1000, 2000),
            1,
            (
                (one("项目", 2),),
                (one("甲", 1, 3), one("1")),
                (one("2"),),
                (one("3"),),
                (one("乙"), one("4")),
            ),
        ),
    )


def test_odd_tables() -> None:
    body = table(
        row(cell("甲", "<w:vMerge/>"), properties='<w:gridAfter w:val="1"/><w:tblHeader w:val="0"/>'),
        row(cell("乙"), properties='<w:gridBefore w:val="1"/>'),
        row(cell("丙", '<w:gridSpan w:val="999999999"/>'), properties="<w:del/>"),
        f"<w:sdt><w:sdtContent>{row('<w:sdt><w:sdtContent>' + cell('丁') + '</w:sdtContent></w:sdt>')}"
        "</w:sdtContent></w:sdt>",
        widths=(),
    )
    nothing = TableCell((), 1, 1)
    assert read(docx(body)) == (
        Table((4422, 4422), 0, ((one("甲"), nothing), (nothing, one("乙")), (one("丁"),))),
    )
    assert read(docx(table(widths=()))) == (Table((), 0, ()),)


def test_what_a_cell_holds() -> None:
    inner = table(row(cell("内1"), cell("内2")))
    content = p(r("题"), style="1") + inner + p() + p(f"<w:r>{drawing()}</w:r>")
    assert read(docx(table(row(f"<w:tc>{content}</w:tc>"), widths=(3000,)))) == (
        Table(
            (3000,),
            0,
            ((TableCell((text("题", "heading 1"), text("内1"), text("内2"), Paragraph("Normal", ())), 1, 1),),),
        ),
        Picture("图1", PNG, 100.0, 50.0),
    )


def test_a_file_written_by_python_docx() -> None:
    document = Document()
    document.add_heading("第一部分", level=1)
    document.add_paragraph("甲").add_run("乙").bold = True
    document.add_table(1, 2).cell(0, 1).text = "丙"
    data = io.BytesIO()
    document.save(data)
    empty = TableCell((Paragraph("Normal", ()),), 1, 1)
    assert read(data.getvalue()) == (
        Heading(1, "heading 1", "第一部分", "_h1"),
        Paragraph("Normal", (Run("甲"), Run("乙", bold=True))),
        Table((4320, 4320), 0, ((empty, one("丙")),)),
    )


def test_a_strict_file_reads_the_same() -> None:
    strict = f"<w:document {NAMESPACES}><w:body>{p(r('题'), style='1')}</w:body></w:document>".replace(
        W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert read(docx("", {"word/document.xml": strict.encode()})) == (Heading(1, "heading 1", "题", "_h1"),)


BOMB = b'<!DOCTYPE d [<!ENTITY a "' + b"x" * 1000 + b'">]>' + f"<w:document {NAMESPACES}/>".encode()
NO_DOCX = "文件不是 .docx，或者已损坏，不能读取；请用 Word 打开，另存为 .docx。"
WORKBOOK = _relationships({"r": ("officeDocument", "xl/workbook.xml")})
REFUSED = {
    "nothing": (b"", NO_DOCX),
    "text": (b"hello", NO_DOCX),
    "cut off": (docx(p(r("甲" * 500)))[:-30], NO_DOCX),
    "old": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "这是旧格式的 .doc 文件；请用 Word 打开，另存为 .docx。"),
    "encrypted": (
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "Word 文件加了密码；请用 Word 打开，取消密码后重新保存。",
    ),
    "another archive": (
        zipped({"a.txt": b"a"}),
        "文件是压缩包，但不是 Word 文档；请用 Word 打开原文件，另存为 .docx。",
    ),
    "a workbook": (
        zipped({"_rels/.rels": WORKBOOK, "xl/workbook.xml": b"<workbook/>"}),
        "这是别的 Office 文件（例如 Excel 表格），不是 Word 文档；请另存为 .docx。",
    ),
    "broken XML": (
        docx("", {"word/document.xml": b"<w:document"}),
        "Word 文件已损坏，读不出内容；请用 Word 打开，修复后重新保存。",
    ),
    "a DTD": (
        docx("", {"word/document.xml": BOMB}),
        "Word 文件里有不该有的 DTD 声明，不能读取；请用 Word 打开后另存为 .docx。",
    ),
    "a bomb": (
        docx("", {"word/media/big.png": bytes(100_000_001)}),
        "Word 文件里有一份内容 101 MB，超过 100 MB，不予读取；请压缩其中的图片或删去多余内容后重新保存。",
    ),
    "too deep": (
        docx("<w:sdt><w:sdtContent>" * 300),
        "Word 文件已损坏，读不出内容；请用 Word 打开，修复后重新保存。",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_and_why(name: str) -> None:
    data, reason = REFUSED[name]
    with pytest.raises(NotWordFile) as refused:
        read(data)
    assert str(refused.value) == reason


def test_a_damaged_byte_in_the_archive_is_told() -> None:
    data = bytearray(docx(p(r("甲" * 500))))
    data[data.index(b"word/document.xml") + 40] ^= 0xFF
    with pytest.raises(NotWordFile, match="已损坏"):
        read(bytes(data))


def test_deep_tables_are_read_or_refused_with_a_reason() -> None:
    body = p(r("甲"))
    for _ in range(80):
        body = table(row(f"<w:tc>{body}</w:tc>"), widths=(1000,))
    assert read(docx(body)) == (Table((1000,), 0, ((one("甲"),),)),)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1))
def test_any_text_comes_back_as_it_was(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert read(docx(p(r(escaped)))) == (text(words),)


def test_thousands_of_styles_based_in_a_circle_cost_no_time() -> None:
    count = 30_000
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{each}"><w:name w:val="n{each}"/>'
        f'<w:basedOn w:val="s{(each + 1) % count}"/></w:style>'
        for each in range(count)
    )
    part = f"<w:styles {NAMESPACES}>{styles}</w:styles>".encode()
    begun = time.process_time()
    assert read(docx(p(r("甲"), style="s1"), {"word/styles.xml": part})) == (text("甲", style="n1"),)
    assert time.process_time() - begun < 10


def _nested(count: int) -> str:
    return p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * count)


def _cut_up(count: int) -> str:
    return p(r("甲") * count)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (_nested(31), "域（如目录、页码）一个套一个，超过 30 层"),
        (_cut_up(5001), "有一段（甲甲甲甲甲甲甲甲甲甲甲甲…）切成了 5001 片，超过 5000 片"),
        (p(f"<w:r>{'<w:br/>' * 1001}</w:r>"), "有一处文字（…）切成了 1001 片，超过 1000 片"),
        (p("<w:r " + " ".join(f"a{each}=''" for each in range(1001)) + "/>"), "已损坏"),
    ],
)
def test_what_no_program_leaves_behind_is_refused_with_its_size(body: str, reason: str) -> None:
    with pytest.raises(NotWordFile, match=re.escape(reason)):
        read(docx(body))


def test_fields_and_pieces_as_many_as_there_may_be() -> None:
    assert read(docx(_nested(30) + _cut_up(5000)))[-1] == text("甲" * 5000)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice() -> None:
    held = io.BytesIO(docx(p(r("甲"))))
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("word/document.xml", b"<x/>")
    with pytest.raises(NotWordFile, match="已损坏"):
        read(held.getvalue())


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<w:p/>" * 60_000, "Word 文件里有 60000 段，超过 50000 段，不予读取；请删去多余的空段后重新保存。"),
        (
            "<w:p><w:r/></w:p>" * 200_000,
            "Word 文件里有 600004 个标记，超过 500000 个，不予读取；请压缩其中的图片或删去多余内容后重新保存。",
        ),
        (
            '<w:bookmarkStart w:id="1" w:name="甲"/>' * 240_000 + "<w:tab w:val='x'/>" * 20_001,
            r"Word 文件里有 5000\d\d 个属性，超过 500000 个，不予读取；请压缩其中的图片或删去多余内容后重新保存。",
        ),
    ],
)
def test_more_than_any_report_has_is_refused_at_once(body: str, reason: str) -> None:
    with pytest.raises(NotWordFile, match=reason):
        read(docx(body))


def test_a_file_that_has_lost_its_front() -> None:
    with pytest.raises(NotWordFile, match="已损坏"):
        read(docx(p(r("甲")))[300:])
