"""Where pages of the Word file may end: rows, tables, attachments, lines of a paragraph."""

from lxml import etree

from juesuan.ooxml import package
from juesuan.ooxml.package import WordFile
from juesuan.word import page_breaks
from tests.support.word_files import W, docx, paragraph, parts

WORD = f"{{{W}}}"


def settled(body: str) -> WordFile:
    return page_breaks.settle(package.open_word(docx(body)))


def row(text: str, look: str = "") -> str:
    return f"<w:tr>{look}<w:tc>{paragraph(text)}</w:tc></w:tr>"


def switches(root: etree._Element, name: str) -> list[str]:
    """Whether a property is on in each paragraph: 1, 0, or a point where nothing is said."""
    found = [paragraph.find(f"{WORD}pPr/{WORD}{name}") for paragraph in root.iter(WORD + "p")]
    return ["." if each is None else each.get(WORD + "val", "1") for each in found]


def test_the_first_rows_and_the_last_two_stay_together() -> None:
    rows = "".join(row(f"第{number}行") for number in range(6))
    word = settled(f"<w:tbl>{rows}</w:tbl>")
    assert "".join(switches(word.root, "keepNext")) == "110010"
    assert len([*word.root.iter(WORD + "cantSplit")]) == 6


def test_what_a_template_says_of_its_rows_gives_way() -> None:
    kept = '<w:p><w:pPr><w:pStyle w:val="1"/><w:keepNext/><w:jc w:val="center"/></w:pPr></w:p>'
    rows = "".join(f"<w:tr><w:tc>{kept}</w:tc></w:tr>" for _ in range(6))
    word = settled(f"<w:tbl>{rows}</w:tbl>")
    assert "".join(switches(word.root, "keepNext")) == "110010"
    looks = {tuple(etree.QName(each).localname for each in look) for look in word.root.iter(WORD + "pPr")}
    assert looks == {("pStyle", "keepNext", "overflowPunct", "jc")}


def test_punctuation_stays_in_its_cell_whatever_the_template_says() -> None:
    hanging = "<w:p><w:pPr><w:overflowPunct/><w:topLinePunct/></w:pPr></w:p>"
    word = settled(f"{paragraph('正文')}<w:tbl>{row('甲')}<w:tr><w:tc>{hanging}</w:tc></w:tr></w:tbl>")
    assert "".join(switches(word.root, "overflowPunct")) == ".00"
    assert [etree.QName(each).localname for each in [*word.root.iter(WORD + "pPr")][-1]][-1] == "topLinePunct"


def test_a_row_that_no_page_holds_may_be_cut() -> None:
    unsplit = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    word = settled(f"<w:tbl>{row('甲')}{row('长' * 3_000, unsplit)}{row('乙')}</w:tbl>")
    cut = [each.find(f"{WORD}trPr/{WORD}cantSplit") is None for each in word.root.iter(WORD + "tr")]
    assert cut == [False, True, False]
    assert "".join(switches(word.root, "keepNext")) == "000"


def test_the_first_attachment_begins_below_the_title_of_its_part() -> None:
    body = [("第四部分", "1"), ("附件1", "9"), ("正文", ""), ("附件2", "9")]
    file = package.open_word(docx("".join(paragraph(*each) for each in body)))
    mark = f'<w:style w:type="paragraph" w:styleId="9" xmlns:w="{W}"><w:name w:val="附件标识"/></w:style>'
    styles = file.parts["word/styles.xml"].replace(b"</w:styles>", mark.encode() + b"</w:styles>")
    word = page_breaks.settle(package.of_parts({**file.parts, "word/styles.xml": styles}))
    assert "".join(switches(word.root, "pageBreakBefore")) == ".0.."


def test_no_style_leaves_a_line_of_a_paragraph_alone() -> None:
    given = parts(docx(paragraph("正文")))
    off = b'<w:pPr><w:widowControl w:val="0"/></w:pPr></w:style></w:styles>'
    styles = given["word/styles.xml"].replace(b"</w:style></w:styles>", off)
    assert b"widowControl" in styles
    word = page_breaks.settle(package.of_parts({**given, "word/styles.xml": styles}))
    assert b"widowControl" not in word.parts["word/styles.xml"]


def test_a_table_with_a_row_that_no_page_holds_begins_a_page_with_its_title() -> None:
    body = "".join(
        f"{paragraph('表', '9')}<w:tbl>{row('甲')}{row(words)}</w:tbl>" for words in ("乙", "长" * 3_000)
    )
    file = package.open_word(docx(body))
    title = f'<w:style w:type="paragraph" w:styleId="9" xmlns:w="{W}"><w:name w:val="表题"/></w:style>'
    styles = file.parts["word/styles.xml"].replace(b"</w:styles>", title.encode() + b"</w:styles>")
    word = page_breaks.settle(package.of_parts({**file.parts, "word/styles.xml": styles}))
    assert "".join(switches(word.root, "pageBreakBefore")) == "...1.."
