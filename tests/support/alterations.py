"""What people and programs do to a finished Word file: changes a reader could see, and those that nobody sees."""

import re
from collections.abc import Callable

from lxml import etree
from msgspec import Struct

from tests.support.handwriting import Hand, W, text

SENTENCE, FIGURE = "2021年一般公共预算财政拨款基本支出240.00万元，其中：", "240.00"
SECOND, HEADING, RIVER = "这是主要职能的第二段。", "一、收入支出决算总体情况说明", "治理河道长度"
_SPACES = {
    "w": W[1:-1],
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_A = f"{{{_SPACES['a']}}}"
_WP = f"{{{_SPACES['wp']}}}"
_R = f"{{{_SPACES['r']}}}"


class Alteration(Struct, frozen=True):
    """One thing done to a file, with words that tell of it."""

    name: str
    change: Callable[[Hand], object]
    told: str = ""
    """Words of the place and of what was done, as a regular expression; empty for what is not told."""


def xml(words: str) -> etree._Element:
    """The element that these words of XML are."""
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _SPACES.items())
    return etree.fromstring(f"<x {names}>{words}</x>")[0]


# ---- parts of a file


def part(hand: Hand, name: str, change: Callable[[str], str]) -> None:
    before = hand.parts[name].decode()
    after = change(before)
    assert after != before, name
    hand.parts[name] = after.encode()


def related(hand: Hand, kind: str, target: str, data: bytes = b"", *, source: str = "document.xml") -> str:
    """The id of a new relationship of the text; ``target`` is outside the file where there is no ``data``."""
    name = f"word/_rels/{source}.rels"
    empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    hand.parts.setdefault(name, empty.encode())
    mode = "" if data else ' TargetMode="External"'
    kind = kind if kind.startswith("http") else f"{_SPACES['r']}/{kind}"
    made = f'<Relationship Id="rIdNew{len(hand.parts)}" Type="{kind}" Target="{target}"{mode}/>'
    part(hand, name, lambda words: words.replace("</Relationships>", f"{made}</Relationships>"))
    if data:
        hand.parts[f"word/{target}"] = data
    return f"rIdNew{len(hand.parts) - bool(data)}"


def put(words: str, where: str = SENTENCE) -> Callable[[Hand], None]:
    """XML put at the end of a paragraph."""
    return lambda hand: hand.paragraph(where).append(xml(words))


def behind(words: str, where: str = SENTENCE) -> Callable[[Hand], None]:
    """XML put behind a paragraph."""
    return lambda hand: hand.paragraph(where).addnext(xml(words))


def figure(properties: str) -> Callable[[Hand], None]:
    """A figure in a sentence given a look of its own."""

    def change(hand: Hand) -> None:
        run = next(each for each in hand.paragraph(SENTENCE).iter(W + "r") if FIGURE in text(each))
        words = text(run)
        before, _, after = words.partition(FIGURE)
        for held, look in reversed(((before, ""), (FIGURE, f"<w:rPr>{properties}</w:rPr>"), (after, ""))):
            run.addnext(xml(f'<w:r>{look}<w:t xml:space="preserve">{held}</w:t></w:r>'))
        run.getparent().remove(run)  # type: ignore[union-attr]

    return change


def instead(words: str) -> Callable[[Hand], None]:
    """Something else in place of a figure in a sentence."""

    def change(hand: Hand) -> None:
        figure("")(hand)
        run = next(each for each in hand.paragraph(SENTENCE).iter(W + "r") if text(each) == FIGURE)
        run.addprevious(xml(words))
        run.getparent().remove(run)  # type: ignore[union-attr]

    return change


def look(properties: str, where: str = SENTENCE) -> Callable[[Hand], None]:
    """Properties given to a paragraph."""

    def change(hand: Hand) -> None:
        paragraph = hand.paragraph(where)
        if paragraph.find(W + "pPr") is None:
            paragraph.insert(0, xml("<w:pPr/>"))
        paragraph[0].append(xml(properties))

    return change


def of_row(properties: str) -> Callable[[Hand], None]:
    return lambda hand: hand.row(RIVER).find(W + "trPr").append(xml(properties))  # type: ignore[union-attr]


def of_cell(properties: str) -> Callable[[Hand], None]:
    return lambda hand: hand.row(RIVER)[-1].find(W + "tcPr").append(xml(properties))  # type: ignore[union-attr]


def style(pattern: str, now: str) -> Callable[[Hand], None]:
    return lambda hand: part(hand, "word/styles.xml", lambda words: re.sub(pattern, now, words, count=1))


def drawing(hand: Hand) -> etree._Element:
    return next(hand.root.iter(W + "drawing"))


def sized(hand: Hand) -> None:
    for each in (*drawing(hand).iter(_WP + "extent"), *drawing(hand).iter(_A + "ext")):
        each.set("cx", "1")
        each.set("cy", "1")


def of_blip(words: str, *, beside: bool = False) -> Callable[[Hand], None]:
    def change(hand: Hand) -> None:
        blip = next(drawing(hand).iter(_A + "blip"))
        if beside:
            blip.addnext(xml(words))
        else:
            blip.append(xml(words))

    return change


def replaced_picture(hand: Hand) -> None:
    names = sorted(name for name in hand.parts if name.endswith(".png"))
    hand.parts[names[0]] = hand.parts[names[1]]


def replaced_svg(hand: Hand) -> None:
    names = sorted(name for name in hand.parts if name.endswith(".svg"))
    hand.parts[names[0]] = hand.parts[names[1]]


def without_svg(hand: Hand) -> None:
    """As programs save it that do not know the SVG: the same picture without it."""
    (shown,) = drawing(hand).iter(_A + "extLst")
    next(shown.iterancestors()).remove(shown)


def swapped_pictures(hand: Hand) -> None:
    one, two = list(hand.root.iter(_A + "blip"))[:2]
    one.set(_R + "embed", str(two.get(_R + "embed")))


def section(number: int, words: str) -> Callable[[Hand], None]:
    def change(hand: Hand) -> None:
        found = list(hand.root.iter(W + "sectPr"))[number]
        new = xml(words)
        for each in found.findall(new.tag):
            found.remove(each)
        found.append(new)

    return change


def listed(old: str, new: str) -> Callable[[Hand], None]:
    """Words of the contents typed over."""

    def change(hand: Hand) -> None:
        lines = [each for each in hand.root.iter(W + "p") if each.find(f"{W}pPr/{W}pStyle") is not None]
        own = [each for each in lines if str(each.find(f"{W}pPr/{W}pStyle").get(W + "val")).startswith("TOC")]  # type: ignore[union-attr]
        holder = next(held for each in own for held in each.iter(W + "t") if old == held.text)
        holder.text = new

    return change


def unlisted(hand: Hand) -> None:
    line = next(each for each in hand.root.iter(W + "p") if "二、机构设置" in text(each))
    line.getparent().remove(line)  # type: ignore[union-attr]


def chunk(hand: Hand) -> None:
    key = related(hand, "aFChunk", "chunk.html", b"<p>300</p>")
    hand.paragraph(SENTENCE).addnext(xml(f'<w:altChunk r:id="{key}"/>'))


def subdocument(hand: Hand) -> None:
    key = related(hand, "subDocument", "file:///c:/other.docx")
    hand.paragraph(SENTENCE).addnext(xml(f'<w:p><w:subDoc r:id="{key}"/></w:p>'))


def embedded(hand: Hand) -> None:
    key = related(hand, "oleObject", "embeddings/o.bin", b"data")
    words = f'<w:object><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="{key}"/></w:object>'
    hand.paragraph(SENTENCE).append(xml(f"<w:r>{words}</w:r>"))


def linked(hand: Hand) -> None:
    key = related(hand, "hyperlink", "http://example.com/")
    hand.paragraph(SENTENCE).append(xml(f'<w:hyperlink r:id="{key}"><w:r><w:t>见此</w:t></w:r></w:hyperlink>'))


def linked_without_words(hand: Hand) -> None:
    key = related(hand, "hyperlink", "http://example.com/")
    paragraph = hand.paragraph(SENTENCE)
    link = xml(f'<w:hyperlink r:id="{key}"/>')
    link.extend([each for each in paragraph if each.tag == W + "r"])
    paragraph.append(link)


def watermark(hand: Hand) -> None:
    name = next(
        name for name in sorted(hand.parts) if name.startswith("word/footer") and b"PAGE" in hand.parts[name]
    )
    opening = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:400pt">'
    art = f'{opening}<v:textpath string="作废"/></v:shape>'
    shape = f"<w:r><w:pict>{art}</w:pict></w:r>"
    part(hand, name, lambda words: words.replace("</w:p>", f"{shape}</w:p>", 1))


def in_footer(old: str, new: str) -> Callable[[Hand], None]:
    def change(hand: Hand) -> None:
        for name in [
            name for name in hand.parts if name.startswith("word/footer") and b"PAGE" in hand.parts[name]
        ]:
            part(hand, name, lambda words: words.replace(old, new))

    return change


def setting(made: str) -> Callable[[Hand], None]:
    end = "</w:settings>"
    return lambda hand: part(hand, "word/settings.xml", lambda words: words.replace(end, f"{made}{end}"))


def macros(hand: Hand) -> None:
    related(
        hand,
        f"{_VBA}vbaProject",
        "vbaProject.bin",
        b"Sub AutoOpen",
    )


def tracked(hand: Hand) -> None:
    for run in hand.paragraph(SENTENCE).findall(W + "r"):
        mark = xml('<w:ins w:id="77" w:author="李四"/>')
        run.addprevious(mark)
        mark.append(run)


def merged(hand: Hand) -> None:
    for row in hand.root.iter(W + "tr"):
        cells = row.findall(W + "tc")
        if len(cells) == 6:
            cells[0].find(W + "tcPr").insert(1, xml('<w:gridSpan w:val="2"/>'))  # type: ignore[union-attr]
            return


def unlined(hand: Hand) -> None:
    table = next(hand.root.iter(W + "tblPr"))
    table.remove(table.find(W + "tblBorders"))  # type: ignore[arg-type]


def narrowed(hand: Hand) -> None:
    next(hand.root.iter(W + "tblW")).set(W + "w", "10")


def styled_table(hand: Hand) -> None:
    look = '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
    made = f'<w:style w:type="table" w:styleId="t"><w:name w:val="t"/>{look}</w:style>'
    style("</w:styles>", f"{made}</w:styles>")(hand)
    next(hand.root.iter(W + "tblPr")).insert(0, xml('<w:tblStyle w:val="t"/>'))


def alternatives(hand: Hand) -> None:
    """The old words for this program, and others for one that does not know what the first ones require."""
    for run in hand.paragraph(SENTENCE).findall(W + "r"):
        made = xml('<mc:AlternateContent><mc:Choice Requires="x"/><mc:Fallback/></mc:AlternateContent>')
        run.addprevious(made)
        made[1].append(xml("<w:r><w:t>别的话99.00万元。</w:t></w:r>"))
        made[0].append(run)


_VBA = "http://schemas.microsoft.com/office/2006/relationships/"
_HIDES = (
    '<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{key}"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
)
_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:extent cx="9" cy="9"/>'
    '<wp:docPr id="5" name="x"/><a:graphic><a:graphicData uri="{wps}"><wps:wsp><wps:txbx>'
    "<w:txbxContent><w:p>{inside}</w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    "</mc:AlternateContent></w:r>"
)
_FRACTION = (
    "<m:oMath><m:f><m:num><m:r><m:t>240</m:t></m:r></m:num>"
    "<m:den><m:r><m:t>.00</m:t></m:r></m:den></m:f></m:oMath>"
)
_MARK = '<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
_EQ = (
    _MARK.format(kind="begin")
    + r'<w:r><w:instrText xml:space="preserve"> EQ \f(240,00) </w:instrText></w:r>'
    + _MARK.format(kind="separate")
    + f"<w:r><w:t>{FIGURE}</w:t></w:r>"
    + _MARK.format(kind="end")
)
_CHECKED = (
    '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent/></w:sdt>'
)
PLACE = "“六、一般公共预算财政拨款基本支出决算情况说明”第1段"
NEAR = r"“\d*年一般公共预算财政拨款基本支出240\.00万元，其中："
"""The last thirty characters of the sentence, or, where words were added to it, the last of them and those."""

SEEN = (
    # numbers that are there and are not seen, or seen as others
    Alteration("hidden", figure("<w:vanish/>"), f"{PLACE}.*240"),
    Alteration("white", figure('<w:color w:val="FFFFFF"/>'), f"{PLACE}.*“240.00”字色改为FFFFFF"),
    Alteration("white by theme", figure('<w:color w:val="auto" w:themeColor="background1"/>'), f"{PLACE}.*字色"),
    Alteration("of size 1", figure('<w:sz w:val="2"/>'), f"{PLACE}.*字号改为1磅"),
    Alteration("black on black", figure('<w:shd w:val="clear" w:fill="000000"/>'), f"{PLACE}.*文字底纹"),
    Alteration("highlighted black", figure('<w:highlight w:val="black"/>'), f"{PLACE}.*突出显示"),
    Alteration("one percent wide", figure('<w:w w:val="1"/>'), f"{PLACE}.*字符缩放改为1%"),
    Alteration("fitted", figure('<w:fitText w:val="1"/>'), f"{PLACE}.*调整了文字宽度"),
    Alteration("pushed together", figure('<w:spacing w:val="-400"/>'), f"{PLACE}.*字符间距改了"),
    Alteration("raised away", figure('<w:position w:val="3000"/>'), f"{PLACE}.*字符升降改了"),
    Alteration("struck", figure("<w:strike/>"), f"{PLACE}.*删除线"),
    Alteration("struck twice", figure("<w:dstrike/>"), f"{PLACE}.*双删除线"),
    Alteration("superscript", figure('<w:vertAlign w:val="superscript"/>'), f"{PLACE}.*上标"),
    Alteration(
        "in Wingdings", figure('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), f"{PLACE}.*Wingdings"
    ),
    Alteration("filled with nothing", figure("<w14:textFill><w14:noFill/></w14:textFill>"), f"{PLACE}.*文字填充"),
    Alteration("two lines in one", figure('<w:eastAsianLayout w:combine="1"/>'), f"{PLACE}.*双行合一"),
    Alteration(
        "a style that hides",
        style(r'(w:styleId="CoverDate">.*?<w:rPr>)', r"\1<w:vanish/>"),
        "文首.*（删去）.*2022年9月5日",
    ),
    Alteration(
        "a style in white", style(r'(w:styleId="a">.*?<w:rPr>)', r'\1<w:color w:val="FFFFFF"/>'), "字色.*FFFFFF"
    ),
    Alteration(
        "a style of letters that hides",
        lambda hand: (
            style("</w:styles>", _HIDES.format(kind="character", key="h"))(hand),
            figure('<w:rStyle w:val="h"/>')(hand),
        ),
        f"{PLACE}.*240",
    ),
    Alteration("a fraction", instead(_FRACTION), f"{NEAR}.*公式"),
    Alteration("an EQ field", instead(f"<w:smartTag>{_EQ}</w:smartTag>"), f"{NEAR}.*EQ"),
    Alteration(
        "a formula field",
        instead(f'<w:fldSimple w:instr=" = 6*2 "><w:r><w:t>{FIGURE}</w:t></w:r></w:fldSimple>'),
        f"{NEAR}.*= 6",
    ),
    Alteration("an automatic day", put("<w:r><w:dayLong/></w:r>"), NEAR),
    # signs and objects
    Alteration("a sign", put('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'), f"{NEAR}.*加了符号：√"),
    Alteration("a box to tick", put(_CHECKED), f"{NEAR}.*内容控件"),
    Alteration("a file beside", chunk, f"{NEAR}.*嵌入的文件"),
    Alteration("a subdocument", subdocument, f"{NEAR}.*子文档"),
    Alteration("an embedded object", embedded, f"{NEAR}.*嵌入的对象"),
    Alteration(
        "a text box", put(_BOX.format(wps=_SPACES["wps"], inside="<w:r><w:t>300</w:t></w:r>")), f"{NEAR}.*300"
    ),
    Alteration("an empty shape", put(_BOX.format(wps=_SPACES["wps"], inside="")), f"{NEAR}.*图形"),
    Alteration("a link", linked, f"{NEAR}.*超链接.*example"),
    Alteration("a link on old words", linked_without_words, "超链接.*example"),
    Alteration("macros", macros, "全文.*宏"),
    Alteration(
        "a template from elsewhere",
        lambda hand: related(hand, "attachedTemplate", "http://x/t.dotm", source="settings.xml"),
        "全文.*模板",
    ),
    Alteration("a control", lambda hand: related(hand, "control", "activeX/a.xml", b"<a/>"), "全文.*控件"),
    Alteration("buttons", lambda hand: related(hand, f"{_VBA}ui/extensibility", "ui.xml", b"<a/>"), "全文.*按钮"),
    Alteration(
        "a background", lambda hand: hand.root.insert(0, xml('<w:background w:color="000000"/>')), "全文.*背景"
    ),
    Alteration(
        "protection", setting('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'), "全文.*文档保护"
    ),
    Alteration("fields updated", setting("<w:updateFields/>"), "全文.*更新域"),
    # pictures
    Alteration("a picture of nothing", sized, "图片.*大小"),
    Alteration("a cropped picture", of_blip('<a:srcRect r="60000"/>', beside=True), "图片.*裁剪"),
    Alteration("a pale picture", of_blip('<a:alphaModFix amt="0"/>'), "图片.*透明度"),
    Alteration(
        "a picture over the picture",
        of_blip('<a:extLst><a:ext uri="x"><a:svgBlip r:embed="rId4"/></a:ext></a:extLst>'),
        "图片.*效果",
    ),
    Alteration("another picture", replaced_picture, "图片"),
    Alteration("another SVG in place of the picture", replaced_svg, "图片.*效果"),
    Alteration("one chart for another", swapped_pictures, "图片"),
    Alteration(
        "a turned picture", lambda hand: next(drawing(hand).iter(_A + "xfrm")).set("rot", "10800000"), "图片.*旋转"
    ),
    Alteration(
        "a hidden picture", lambda hand: next(drawing(hand).iter(_WP + "docPr")).set("hidden", "1"), "图片.*隐藏"
    ),
    Alteration("a picture taken out", lambda hand: drawing(hand).getparent().remove(drawing(hand)), "图片"),  # type: ignore[union-attr]
    # tables
    Alteration("a row of no height", of_row('<w:trHeight w:val="1" w:hRule="exact"/>'), "第1张表 第.*行.*行高"),
    Alteration("a hidden row", of_row("<w:hidden/>"), "第1张表 第.*行.*整行隐藏"),
    Alteration("a deleted row", lambda hand: hand.delete_row(RIVER), "第1张表.*删去一行"),
    Alteration(
        "a column of no width", lambda hand: next(hand.root.iter(W + "gridCol")).set(W + "w", "1"), "第1张表.*列宽"
    ),
    Alteration("a dark cell", of_cell('<w:shd w:val="clear" w:fill="000000"/>'), "第1张表.*底纹"),
    Alteration("no lines", unlined, "第1张表.*框线"),
    Alteration("a table as narrow as nothing", narrowed, "第1张表.*表格宽度"),
    Alteration("a style of tables in white", styled_table, "第1张表.*表格样式"),
    Alteration("other words for other programs", alternatives, r"拨款基本支出240\.00万元，其中：.*”处.*替代"),
    Alteration("a cell across", merged, "第1张表"),
    Alteration(
        "a floating table",
        lambda hand: next(hand.root.iter(W + "tblPr")).append(xml('<w:tblpPr w:tblpX="30000"/>')),
        "第1张表.*浮动",
    ),
    # paragraphs and pages
    Alteration("a frame off the page", look('<w:framePr w:x="-20000" w:y="-20000"/>'), f"{PLACE}.*图文框"),
    Alteration("an indent off the page", look('<w:ind w:left="20000"/>'), f"{PLACE}.*缩进"),
    Alteration("lines of no height", look('<w:spacing w:line="1" w:lineRule="exact"/>'), f"{PLACE}.*行距"),
    Alteration("a dark paragraph", look('<w:shd w:val="solid" w:color="000000"/>'), f"{PLACE}.*底纹"),
    Alteration("a hidden mark", look("<w:rPr><w:vanish/></w:rPr>"), f"{PLACE}.*段落标记"),
    Alteration("a tiny page", section(2, '<w:pgSz w:w="600" w:h="600"/>'), "第3节的页面.*纸张"),
    Alteration(
        "wide margins",
        section(2, '<w:pgMar w:top="16000" w:left="1588" w:right="1474" w:bottom="1984"/>'),
        "第3节的页面.*页边距",
    ),
    Alteration("pages from 9", section(2, '<w:pgNumType w:start="9"/>'), "第3节的页面.*起始页码"),
    Alteration("columns", section(2, '<w:cols w:num="3"/>'), "第3节的页面.*分栏"),
    # contents, headers, notes
    Alteration("words of the contents", listed("二、机构设置", "二、机构"), "目录.*二、机构"),
    Alteration("a number of the contents", listed("7", "70"), "目录.*70"),
    Alteration("a line of the contents", unlisted, "目录.*二、机构设置.*删去"),
    Alteration("a footer", in_footer("— ", "第 "), "页眉页脚.*第"),
    Alteration("a number of pages typed", in_footer(" PAGE ", " NUMPAGES "), "第3节.*页脚.*NUMPAGES"),
    Alteration(
        "a footer in white",
        in_footer("<w:r><w:t", '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t'),
        "第3节.*页脚.*格式",
    ),
    Alteration("a watermark", watermark, "第.节.*页脚.*图"),
    Alteration("a comment", lambda hand: hand.comment(SECOND, "请核", "李四"), "批注.*请核"),
    Alteration("a mark of a change", tracked, f"{NEAR}.*李四.*修订"),
    Alteration("a tracked change", lambda hand: hand.track("第二段", "第2段"), "第2段"),
)
"""What a reader sees or what runs: each is told with its place."""


# ---- what nobody sees


def everywhere(pattern: str, now: str) -> Callable[[Hand], None]:
    def change(hand: Hand) -> None:
        before = etree.tostring(hand.root).decode()
        again = re.sub(pattern, now, before)
        assert again != before
        hand.root = etree.fromstring(again)

    return change


def split_runs(hand: Hand) -> None:
    for run in list(hand.root.iter(W + "r")):
        words = run.find(W + "t")
        if len(run) == 1 and words is not None and len(words.text or "") > 3:
            held = words.text or ""
            for piece in (held[2:], held[:2]):
                run.addnext(xml(f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>'))
            run.getparent().remove(run)  # type: ignore[union-attr]


def turned_attributes(hand: Hand) -> None:
    for each in hand.root.iter(W + "pgSz", W + "pgMar", W + "tblW"):
        held = dict(reversed(each.attrib.items()))
        each.attrib.clear()
        each.attrib.update(held)


def coded_pages(hand: Hand) -> None:
    for each in hand.root.iter(W + "pgSz"):
        each.set(W + "code", "9")


def saved_by_word(hand: Hand) -> None:
    """All that Word adds at once."""
    rsids(hand)
    spelling(hand)
    split_runs(hand)
    for run in hand.root.iter(W + "r"):
        run.insert(0, xml('<w:rPr><w:rFonts w:hint="eastAsia"/><w:lang w:val="en-US"/></w:rPr>'))
    setting("<w:rsids/><w:proofState/><w:decimalSymbol/><w:listSeparator/>")(hand)
    related(hand, "theme", "theme/theme1.xml", b"<a/>")
    related(hand, "webSettings", "webSettings.xml", b"<a/>")


rsids = everywhere(r"<w:(p|r)>", r'<w:\1 w:rsidR="00AB12CD">')
spelling = everywhere(r"(<w:r[ >])", r'<w:proofErr w:type="spellStart"/>\1')

UNSEEN = (
    Alteration("ids of revisions", rsids),
    Alteration("marks of spelling", spelling),
    Alteration("split runs", split_runs),
    Alteration("attributes in another order", turned_attributes),
    Alteration("where pages ended", everywhere("<w:r><w:t", "<w:r><w:lastRenderedPageBreak/><w:t")),
    Alteration("where the cursor was", put('<w:bookmarkStart w:id="99" w:name="_GoBack"/>')),
    Alteration("languages", everywhere("<w:r><w:t", '<w:r><w:rPr><w:lang w:val="en-US"/></w:rPr><w:t')),
    Alteration("unproofed", everywhere("<w:r><w:t", "<w:r><w:rPr><w:noProof/></w:rPr><w:t")),
    Alteration(
        "a hint of the font", everywhere("<w:r><w:t", '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t')
    ),
    Alteration("no bold said", figure('<w:b w:val="0"/>')),
    Alteration(
        "the usual look said",
        figure('<w:color w:val="auto"/><w:w w:val="100"/><w:position w:val="0"/><w:vertAlign w:val="baseline"/>'),
    ),
    Alteration(
        "the zoom",
        lambda hand: part(hand, "word/settings.xml", lambda words: words.replace('percent="100"', 'percent="80"')),
    ),
    Alteration("the view", setting('<w:view w:val="web"/><w:proofState w:spelling="clean"/>')),
    Alteration(
        "compatibility",
        lambda hand: part(
            hand, "word/settings.xml", lambda words: words.replace("<w:compat>", "<w:compat><w:ulTrailSpace/>")
        ),
    ),
    Alteration("changes are tracked from now on", setting("<w:trackRevisions/>")),
    Alteration("a theme", lambda hand: related(hand, "theme", "theme/theme1.xml", b"<a/>")),
    Alteration("a table of fonts", lambda hand: related(hand, "fontTable", "fontTable.xml", b"<a/>")),
    Alteration(
        "what the file says of itself",
        lambda hand: part(hand, "docProps/core.xml", lambda words: words.replace("</", "\n</")),
    ),
    Alteration("a style that nobody uses", style("</w:styles>", _HIDES.format(kind="paragraph", key="z"))),
    Alteration("sizes of the page with its code", coded_pages),
    Alteration("a column", section(2, '<w:cols w:space="720"/>')),
    Alteration("smart tags", everywhere("(<w:r><w:t.*?</w:r>)", r"<w:smartTag>\1</w:smartTag>")),
    Alteration("ids of drawings", everywhere("<wp:inline>", '<wp:inline distT="0" distB="0">')),
    Alteration("a picture rounded", lambda hand: next(drawing(hand).iter(_WP + "extent")).set("cx", "5400040")),
    Alteration(
        "no line around a picture",
        lambda hand: next(drawing(hand).iter(_A + "prstGeom")).addnext(xml("<a:ln><a:noFill/></a:ln>")),
    ),
    Alteration("the finer form of a picture left out", without_svg),
    Alteration("Word", saved_by_word),
)
"""What a reader does not see: what programs write when they save the file again."""
