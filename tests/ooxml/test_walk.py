"""The one walk over Word files: what it cannot show and where; what it shows is in ``test_blocks``, too."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from juesuan.model.omission import Loss, Omission
from juesuan.ooxml import package, walk, walked, walked_file
from juesuan.ooxml.walked import WalkedBlock, WalkedDrawing, WalkedParagraph, WalkedSection, WalkedTable
from tests.ooxml.test_blocks import (
    NAMESPACES,
    OFFICE,
    cell,
    docx,
    drawing,
    either,
    instruction,
    mark,
    p,
    r,
    row,
    table,
)

DELETED = '<w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del>'
BOX = f"<w:r><w:pict><w:txbxContent>{p(r('框内', '<w:strike/>'))}</w:txbxContent></w:pict></w:r>"
CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"  # its properties and what it holds


def blocks(body: str, parts: dict[str, bytes] | None = None) -> tuple[WalkedBlock, ...]:
    return walk.blocks(walked_file.of(package.open_word(docx(body, parts))))


def omitted(body: str, parts: dict[str, bytes] | None = None) -> list[Omission]:
    return list(walked.omissions(blocks(body, parts)))


def art(kind: str) -> str:
    """A drawing of a kind that is no picture."""
    plain = drawing(alt="图甲").replace('<a:blip r:embed="p"/>', "<c/>")
    named = plain.replace("<a:graphicData>", f'<a:graphicData uri="http://x/2006/{kind}">')
    return f"<w:r>{named}</w:r>"


def with_remarks(kind: str, text: str) -> dict[str, bytes]:
    """The part of a file that holds its notes or comments, one of them."""
    relations = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="n" Type="{OFFICE}/{kind}s" Target="{kind}s.xml"/></Relationships>'
    )
    part = f'<w:{kind}s {NAMESPACES}><w:{kind} w:id="4">{p(r(text))}</w:{kind}></w:{kind}s>'
    return {"word/_rels/document.xml.rels": relations.encode(), f"word/{kind}s.xml": part.encode()}


PIECES = {
    "deleted": (DELETED, Loss.DELETED, "旧"),
    "moved away": (f"<w:moveFrom>{r('旧')}</w:moveFrom>", Loss.DELETED, "旧"),
    "deleted without a mark around it": ("<w:r><w:delText>旧</w:delText></w:r>", Loss.DELETED, "旧"),
    "inserted": (f"<w:ins>{r('新')}</w:ins>", Loss.INSERTED, "新"),
    "moved here": (f"<w:moveTo><w:hyperlink>{r('新')}</w:hyperlink></w:moveTo>", Loss.INSERTED, "新"),
    "a revised end": ("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", Loss.REVISED_END, ""),
    "hidden": (r("不见", "<w:vanish/>"), Loss.HIDDEN, "不见"),
    "struck": (r("作废", "<w:strike/>"), Loss.STRUCK, "作废"),
    "struck twice": (r("作废", "<w:dstrike/>"), Loss.STRUCK, "作废"),
    "raised": (r("甲", '<w:vertAlign w:val="superscript"/>'), Loss.RAISED, "甲"),
    "lowered": (r("甲", '<w:vertAlign w:val="subscript"/>'), Loss.RAISED, "甲"),
    "ruby": (
        f"<w:r><w:ruby><w:rt>{r('yàn')}</w:rt><w:rubyBase>{r('雁')}</w:rubyBase></w:ruby></w:r>",
        Loss.RUBY,
        "yàn",
    ),
    "placeholder": (CONTROL.format("<w:showingPlcHdr/>", r("请填写")), Loss.PLACEHOLDER, "请填写"),
    "simple field": (f'<w:fldSimple w:instr="PAGE">{r("3")}</w:fldSimple>', Loss.FIELD, "PAGE"),
    "simple field without a result": ('<w:fldSimple w:instr="PAGE"/>', Loss.BARE_FIELD, "PAGE"),
    "field": (
        mark("begin") + instruction("REF ") + instruction("_a") + mark("separate") + r("3") + mark("end"),
        Loss.FIELD,
        "REF _a",
    ),
    "field without a result": (mark("begin") + instruction("EQ x") + mark("end"), Loss.BARE_FIELD, "EQ x"),
    "field with an empty result": (
        mark("begin") + instruction("FORMCHECKBOX") + mark("separate") + mark("end"),
        Loss.BARE_FIELD,
        "FORMCHECKBOX",
    ),
    "field without an end": (mark("begin") + instruction("PAGE") + r("文字"), Loss.BARE_FIELD, "PAGE"),
    "contents": (
        mark("begin") + instruction("TOC") + mark("separate")
        + mark("begin") + instruction("PAGEREF a") + mark("separate") + r("3") + mark("end") + mark("end"),
        Loss.CONTENTS,
        "",
    ),
    "page number of its own": ("<w:r><w:pgNum/></w:r>", Loss.AUTOMATIC, ""),
    "date of its own": ("<w:r><w:dayLong/></w:r>", Loss.AUTOMATIC, ""),
    "sign that is not known": ('<w:r><w:sym w:font="Wingdings" w:char="F0FF"/></w:r>', Loss.SIGN, ""),
    "equation": ("<m:oMath><m:nary><m:e><m:r><m:t>a=b</m:t></m:r></m:e></m:nary></m:oMath>", Loss.EQUATION, "a=b"),
    "equation that no font has": ("<m:oMath><m:r><m:t>😀</m:t></m:r></m:oMath>", Loss.EQUATION, "😀"),
    "text box": ("<w:r><w:pict><w:txbxContent/></w:pict></w:r>", Loss.TEXT_BOX, ""),
    "chart": (art("chart"), Loss.CHART, "图甲"),
    "newer chart": (art("chartex"), Loss.CHART, "图甲"),
    "art": (art("diagram"), Loss.ART, "图甲"),
    "group": (art("wordprocessingGroup"), Loss.GROUP, "图甲"),
    "canvas": (art("wordprocessingCanvas"), Loss.GROUP, "图甲"),
    "shape": (art("wordprocessingShape"), Loss.SHAPE, "图甲"),
    "picture without a picture": (art("picture"), Loss.SHAPE, "图甲"),
    "object": ('<w:r><w:object><v:imagedata r:id="p"/></w:object></w:r>', Loss.OBJECT, ""),
    "linked picture": (f"<w:r>{drawing('missing')}</w:r>", Loss.OUTSIDE_PICTURE, "图1"),
    "picture of no size": ('<w:r><w:pict><v:imagedata r:id="p"/></w:pict></w:r>', Loss.OUTSIDE_PICTURE, ""),
    "cropped picture": (
        f"<w:r>{drawing()}</w:r>".replace("<a:blip", '<a:srcRect l="10" r="0"/><a:blip'),
        Loss.CROPPED_PICTURE,
        "图1",
    ),
    "file inside": ('<w:subDoc r:id="p"/>', Loss.EMBEDDED_FILE, ""),
    "unknown": ("<w:novel><w:t>甲</w:t></w:novel>", Loss.UNKNOWN, "甲"),
    "unknown in a run": ("<w:r><w:novel>甲</w:novel></w:r>", Loss.UNKNOWN, "甲"),
}  # fmt: skip
"""XML of a paragraph, what is lost of it, and the words."""


@pytest.mark.parametrize("name", PIECES)
def test_what_a_paragraph_cannot_show_is_noted(name: str) -> None:
    xml, kind, words = PIECES[name]
    (found,) = omitted(p(r("前")) + p(xml))
    assert (found.kind, found.words) == (kind, words)
    assert found.place == ("第2段" if "<w:t" in xml.replace("<w:txbx", "") else "第1段之后")


REMARKS = {
    "footnote": (Loss.FOOTNOTE, "见附表"),
    "endnote": (Loss.ENDNOTE, "见附表"),
    "comment": (Loss.COMMENT, "这里要改"),
}


@pytest.mark.parametrize("kind", REMARKS)
def test_notes_and_comments_are_noted_with_their_text(kind: str) -> None:
    loss, words = REMARKS[kind]
    reference = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="4"/></w:r>'
    found = omitted(p(r("甲"), reference), with_remarks(kind, words))
    assert found == [Omission(loss, "第1段", words)]


PICTURES = {
    Loss.UNDISPLAYED_PICTURE: b"\x01\0\0\0 vectors",
    Loss.HUGE_PICTURE: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (9_000).to_bytes(4, "big") * 2,
    Loss.BROKEN_PICTURE: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (9).to_bytes(4, "big") * 2 + bytes(9),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_that_no_page_shows_is_noted(kind: Loss) -> None:
    found = omitted(p(f"<w:r>{drawing()}</w:r>"), {"word/media/image1.png": PICTURES[kind]})
    assert found == [Omission(kind, "第0段之后", "图1")]


def test_a_picture_that_is_too_large_is_noted() -> None:
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 20_000, 20_000) + b"\x08\x02\0\0\0"
    found = omitted(p(f"<w:r>{drawing()}</w:r>"), {"word/media/image1.png": head})
    assert found == [Omission(Loss.HUGE_PICTURE, "第0段之后", "图1")]


SILENT = {
    "plain": r("文字"),
    "raised blank": r(" ", '<w:vertAlign w:val="superscript"/>'),
    "words moved a little": r("一行字", '<w:position w:val="6"/>') + r("2", '<w:position w:val="0"/>'),
    "switched off": r("文字", '<w:vanish w:val="0"/><w:strike w:val="false"/><w:vertAlign w:val="baseline"/>'),
    "control that is filled": CONTROL.format("", r("2020")),
    "picture": f"<w:r>{drawing()}</w:r>",
    "marks": '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/><w:proofErr w:type="spellStart"/>',
    "breaks": '<w:r><w:br/><w:br w:type="page"/><w:tab/><w:softHyphen/><w:lastRenderedPageBreak/></w:r>',
    "the other branch": either("<w:t>新</w:t>", "<w:t>旧</w:t>"),
    "no branch": "<w:r><mc:AlternateContent/></w:r>",
}


def power(number: str, above: str) -> str:
    return r(number) + r(above, '<w:vertAlign w:val="superscript"/>')


def math(inside: str) -> str:
    return f"<m:oMath>{inside}</m:oMath>"


def letter(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def symbol(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def eq(words: str, *, is_simple: bool = False) -> str:
    if is_simple:
        return f'<w:fldSimple w:instr="{words}"/>'
    return mark("begin") + instruction(words) + mark("separate") + mark("end")


FRACTION = f"<m:f><m:fPr/><m:num>{letter('3')}</m:num><m:den>{letter('4')}</m:den></m:f>"
CARRIED = {
    "a power": (power("10", "5"), "10⁵"),
    "a unit": (power("2.5万m", "2"), "2.5万m²"),
    "a negative power": (power("10", "−3"), "10⁻³"),
    "a sign below": (r("CO") + r("2", '<w:vertAlign w:val="subscript"/>'), "CO₂"),
    "a power by its place": (r("10") + r("5", '<w:sz w:val="12"/><w:position w:val="8"/>'), "10⁵"),
    "an index by its place": (r("x") + r("5", '<w:position w:val="-8"/>'), "x₅"),
    "capitals": (r("gdp 2", "<w:caps/>"), "GDP 2"),
    "small capitals": (r("ß gdp", "<w:smallCaps/>"), "ß GDP"),
    "a tick": (symbol("Wingdings", "F0FC"), "√"),
    "at least": (symbol("Symbol", "F0B3"), "≥"),
    "an ordinary letter": (symbol("Cambria Math", "2264"), "≤"),
    "letters in a line": (math(letter("a=b")), "a=b"),
    "a fraction": (r("标准的") + math(FRACTION) + r("以内"), "标准的3/4以内"),
    "a fraction beside numbers": (r("2") + math(FRACTION) + r("5"), "2(3/4)5"),
    "a fraction of sums": (
        math(f"<m:f><m:num>{letter('a+b')}</m:num><m:den>{letter('c')}</m:den></m:f>"), "(a+b)/c",
    ),
    "its power": (math(f"<m:sSup><m:e>{letter('10')}</m:e><m:sup>{letter('5')}</m:sup></m:sSup>"), "10⁵"),
    "a root": (math(f"<m:rad><m:deg/><m:e>{letter('2')}</m:e></m:rad>"), "√2"),
    "a third root": (math(f"<m:rad><m:deg>{letter('3')}</m:deg><m:e>{letter('x+1')}</m:e></m:rad>"), "³√(x+1)"),
    "brackets": (
        math(f'<m:d><m:dPr><m:begChr m:val="["/></m:dPr><m:e>{letter("a")}</m:e><m:e>{letter("b")}</m:e></m:d>'),
        "[a,b)",
    ),
    "a field's fraction": (eq(r" EQ \F(3,4) "), "3/4"),
    "a simple field's fraction": (eq(r"EQ \f(3,4)", is_simple=True), "3/4"),
    "a circled digit": (r("第") + eq(r" eq \o\ac(○,12) "), "第⑫"),
    "a field's root": (eq(r"EQ \r(2)") + eq(r"EQ \r(3,x)"), "√2³√x"),
    "a field's power": (r("m") + eq(r"EQ \s\up5(2)") + r("x") + eq(r"EQ \s\do5(2)"), "m²x₂"),
}  # fmt: skip
"""XML of a paragraph whose words are carried in a line of text, and that line."""


@pytest.mark.parametrize("name", CARRIED)
def test_what_a_line_of_text_can_show_is_carried(name: str) -> None:
    xml, line = CARRIED[name]
    (paragraph,) = blocks(p(xml))
    assert isinstance(paragraph, WalkedParagraph)
    assert "".join(each.words for each in walked.texts(paragraph.pieces)) == line
    assert omitted(p(xml)) == []


UNREAD = (
    r"EQ \x(3)",
    r"EQ \f(3)",
    r"EQ \f(,4)",
    r"EQ \f(1,\r(3))",
    r"EQ \s(2)",
    r"EQ \s\up(甲)",
    r"eq \o(○,甲)",
    "EQ",
)


@pytest.mark.parametrize("words", UNREAD)
def test_an_equation_of_a_field_that_no_line_shows_is_noted(words: str) -> None:
    assert omitted(p(eq(words))) == [Omission(Loss.BARE_FIELD, "第0段之后", words)]


@pytest.mark.parametrize("code", ["", "x", "F0FF", "110000", "41"])
def test_a_sign_without_a_letter_is_noted(code: str) -> None:
    assert omitted(p(symbol("Wingdings", code))) == [Omission(Loss.SIGN, "第0段之后", "")]


def test_what_is_struck_through_or_not_filled_in_yet_has_no_words() -> None:
    xml = r("12", "<w:strike/>") + r("15") + CONTROL.format("<w:showingPlcHdr/>", r("请填写"))
    (paragraph,) = blocks(p(xml))
    assert isinstance(paragraph, WalkedParagraph)
    assert "".join(each.words for each in walked.texts(paragraph.pieces)) == "15"


@pytest.mark.parametrize("name", SILENT)
def test_what_is_shown_as_the_page_has_it_is_not_noted(name: str) -> None:
    assert omitted(p(SILENT[name])) == []


def test_several_losses_of_one_piece_are_noted_each() -> None:
    placeholder = CONTROL.format("<w:showingPlcHdr/>", p(f"<w:ins>{r('甲', '<w:strike/>')}</w:ins>"))
    assert omitted(placeholder) == [
        Omission(kind, "第1段", "甲") for kind in (Loss.PLACEHOLDER, Loss.INSERTED, Loss.STRUCK)
    ]


def test_losses_inside_of_others_are_noted_too() -> None:
    ruby = f"<w:r><w:ruby><w:rt/><w:rubyBase>{DELETED}</w:rubyBase></w:ruby></w:r>"
    assert omitted(p(r("甲"), ruby, BOX)) == [
        Omission(Loss.RUBY, "第1段", ""),
        Omission(Loss.DELETED, "第1段", "旧"),
        Omission(Loss.TEXT_BOX, "第1段", ""),
        Omission(Loss.STRUCK, "第1段", "框内"),
    ]


def test_what_stands_between_paragraphs_is_noted() -> None:
    body = (
        '<w:altChunk r:id="p"/>' + p(r("甲"))
        + "<m:oMathPara><m:oMath><m:r><m:t>q</m:t></m:r></m:oMath></m:oMathPara>"
        + p() + f"<w:del>{p(r('旧'))}</w:del>" + "<w:novel>乙</w:novel>" + '<w:bookmarkEnd w:id="1"/>'
    )  # fmt: skip
    assert omitted(body) == [
        Omission(Loss.EMBEDDED_FILE, "第0段之后", ""),
        Omission(Loss.EQUATION, "第1段之后", "q"),
        Omission(Loss.DELETED, "第1段之后", "旧"),
        Omission(Loss.UNKNOWN, "第1段之后", "乙"),
    ]


def test_tables_note_what_merging_changes_and_nesting_hide() -> None:
    body = p(r("甲")) + table(
        row(cell("新"), properties="<w:ins/>"),
        row(cell("删"), properties="<w:del/>"),
        row(cell("上", '<w:vMerge w:val="restart"/>'), cell("增", "<w:cellIns/>")),
        row(cell("盖住", "<w:vMerge/>"), f"<w:tc>{table(row(cell('内', '<w:cellDel/>')))}</w:tc>"),
        row(cell("", "<w:vMerge/>"), f"<w:tc>{p(DELETED)}</w:tc>"),
    )
    assert omitted(body) == [
        Omission(Loss.INSERTED, "第1张表第1行", "新"),
        Omission(Loss.DELETED, "第1张表第1行之后", "删"),
        Omission(Loss.REVISED_CELL, "第1张表第2行第2格", "增"),
        Omission(Loss.COVERED, "第1张表第3行第1格", "盖住"),
        Omission(Loss.NESTED_TABLE, "第1张表第3行第2格", "内"),
        Omission(Loss.REVISED_CELL, "第1张表第3行第2格", "内"),
        Omission(Loss.DELETED, "第1张表第4行第2格", "旧"),
    ]


def test_every_kind_of_loss_has_its_test() -> None:
    tested = {kind for _, kind, _ in PIECES.values()} | {kind for kind, _ in REMARKS.values()}
    others = {*PICTURES, Loss.COVERED, Loss.NESTED_TABLE, Loss.REVISED_CELL}
    assert tested | others == set(Loss)


# ---- what it shows


def test_cells_know_where_they_stand_and_what_they_cover() -> None:
    body = table(
        row(cell("甲", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), cell("1")),
        row(cell("删"), properties="<w:del/>"),
        row(cell("", '<w:gridSpan w:val="2"/><w:vMerge/>'), properties='<w:gridAfter w:val="1"/>'),
        row(cell("乙"), properties='<w:gridBefore w:val="2"/>'),
    )
    (found,) = blocks(body)
    assert isinstance(found, WalkedTable)
    shown = [[(each.column, each.columns, each.rows, each.merge) for each in row.cells] for row in found.standing]
    assert shown == [
        [(0, 2, 2, "restart"), (2, 1, 1, "")],
        [(0, 2, 0, "continue"), (2, 1, 1, "")],
        [(0, 2, 1, ""), (2, 1, 1, "")],
    ]
    assert [each.element is None for row in found.standing for each in row.cells] == [
        False, False, False, True, True, False,
    ]  # fmt: skip
    assert [row.is_deleted for row in found.rows] == [False, True, False, False]


def test_sections_end_behind_their_paragraph_and_at_the_end() -> None:
    body = p("<w:pPr><w:sectPr/></w:pPr>", r("甲")) + p(r("乙")) + "<w:sectPr/>"
    assert [each.is_last if isinstance(each, WalkedSection) else "段" for each in blocks(body)] == [
        "段", False, "段", True,
    ]  # fmt: skip


def test_only_paragraphs_that_show_words_are_counted() -> None:
    shown = (r("甲"), "", f"<w:r>{drawing()}</w:r>", r("不见", "<w:vanish/>"), r(" "), r("乙"))
    found = (each for each in blocks("".join(map(p, shown))) if isinstance(each, WalkedParagraph))
    assert [each.place for each in found] == ["第1段", "第1段之后", "第1段之后", "第2段", "第2段", "第2段"]


def test_a_file_without_a_body_has_nothing_to_walk() -> None:
    empty = docx("", {"word/document.xml": f"<w:document {NAMESPACES}/>".encode()})
    assert walk.blocks(walked_file.of(package.open_word(empty))) == ()


# ---- nothing is lost in silence


def _around(inside: st.SearchStrategy[str], templates: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(templates), inside).map(lambda both: both[0].replace("@", both[1]))


LETTERS = "甲乙丙丁戊"
SPANS = (
    "<w:ins>@</w:ins>",
    "<w:smartTag>@</w:smartTag>",
    "<w:hyperlink>@</w:hyperlink>",
    "<w:bdo>@</w:bdo>",
    CONTROL.format("", "@"),
    CONTROL.format("<w:showingPlcHdr/>", "@"),
    '<w:fldSimple w:instr="X">@</w:fldSimple>',
    "<w:r><w:ruby><w:rt>@</w:rt><w:rubyBase>@</w:rubyBase></w:ruby></w:r>",
    "<w:moveFrom>@</w:moveFrom>",
    "<w:del>@</w:del>",
    "<w:novel>@</w:novel>",
    "<w:r><w:novel>@</w:novel></w:r>",
)
CELLS = "<w:tbl><w:tr><w:trPr>{}</w:trPr><w:tc><w:p/></w:tc><w:tc><w:tcPr>{}</w:tcPr>@</w:tc></w:tr></w:tbl>"
FRAMES = (
    "<w:sdt><w:sdtContent>@</w:sdtContent></w:sdt>",
    "<w:del>@</w:del>",
    "<w:novel>@</w:novel>",
    "<w:p><w:r><w:pict><w:txbxContent>@</w:txbxContent></w:pict></w:r></w:p>",
    CELLS.format("", ""),
    CELLS.format("<w:del/>", ""),
    CELLS.format("<w:ins/>", "<w:vMerge/>"),
    CELLS.format("", "<w:cellDel/>"),
)

words = st.text(LETTERS, min_size=1, max_size=3)
looks = st.sampled_from(("", "<w:vanish/>", "<w:strike/>"))
runs = st.builds(r, words, looks)
spans = st.recursive(runs, lambda inside: st.lists(_around(inside, SPANS), max_size=3).map("".join), max_leaves=5)
paragraphs = spans.map(lambda inside: f"<w:p>{inside}</w:p>")
frames = st.recursive(
    paragraphs, lambda inside: st.lists(_around(inside, FRAMES), max_size=3).map("".join), max_leaves=5
)


@given(frames)
def test_every_letter_is_shown_or_noted(body: str) -> None:
    found = blocks(body)
    everything = _shown(found) + "".join(each.words for each in walked.omissions(found))
    typed = "".join(map(str, etree.fromstring(f"<w:body {NAMESPACES}>{body}</w:body>").itertext()))
    assert not [letter for letter in LETTERS if everything.count(letter) < typed.count(letter)]


def _shown(found: tuple[WalkedBlock, ...]) -> str:
    """The letters in all paragraphs that stand."""
    shown = ""
    for block in found:
        if isinstance(block, WalkedParagraph):
            shown += block.text
            drawings = (each for each in block.pieces if isinstance(each, WalkedDrawing))
            shown += "".join(_shown(box) for each in drawings for box in each.boxes)
        elif isinstance(block, WalkedTable):
            cells = (each for row in block.standing for each in row.cells if each.rows)
            shown += "".join(_shown(each.blocks) for each in cells)
    return shown
