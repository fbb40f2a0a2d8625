"""What no page shows is not in the file any more."""

from collections.abc import Mapping

import pytest

from juesuan.ooxml import cleared, package, parts
from juesuan.ooxml.package import WordFile
from tests.ooxml.test_blocks import NAMESPACES, OFFICE, docx, p, r

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
COMMENT = '<w:commentRangeStart w:id="0"/>@<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'


def relations(**targets: str) -> bytes:
    listed = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{key}" Target="{name}"/>' for key, name in targets.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'.encode()


def opened(body: str, held: Mapping[str, bytes]) -> WordFile:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    )
    return package.open_word(docx(body, {"[Content_Types].xml": types.encode(), **held}))


def part(name: str, inside: str) -> bytes:
    return f"<w:{name} {NAMESPACES}>{inside}</w:{name}>".encode()


HELD = {
    "_rels/.rels": relations(
        **{"officeDocument": "word/document.xml", "extended-properties": "docProps/app.xml"}
    ),
    "word/_rels/document.xml.rels": relations(
        comments="comments.xml", settings="settings.xml", fontTable="fontTable.xml",
        customXml="../customXml/item1.xml", vbaProject="vbaProject.bin", image="media/image1.png",
    ),
    "word/_rels/settings.xml.rels": relations(attachedTemplate="file:///C:/某人/公文.dotm"),
    "word/_rels/fontTable.xml.rels": relations(font="fonts/font1.odttf"),
    "word/comments.xml": part("comments", f'<w:comment w:id="0" w:author="局长">{p(r("这句请改。"))}</w:comment>'),
    "word/settings.xml": part(
        "settings",
        '<w:zoom w:percent="100"/><w:attachedTemplate r:id="a"/><w:embedTrueTypeFonts/>'
        '<w:docVars><w:docVar w:name="密" w:val="内部"/></w:docVars><w:rsids><w:rsid w:val="00A1"/></w:rsids>',
    ),
    "word/fontTable.xml": part("fonts", '<w:font w:name="某体"><w:embedRegular r:id="f"/></w:font>'),
    "docProps/app.xml": b"<Properties><Company>x</Company></Properties>",
    "customXml/item1.xml": b"<a>b</a>",
    "word/vbaProject.bin": b"macro",
    "word/fonts/font1.odttf": b"font",
}  # fmt: skip
GONE = {
    "word/comments.xml", "docProps/app.xml", "customXml/item1.xml", "word/vbaProject.bin",
    "word/fonts/font1.odttf",
}  # fmt: skip


def test_nothing_is_left_of_what_no_page_shows() -> None:
    control = (
        f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent>{p(r("甲"))}</w:sdtContent></w:sdt>'
    )
    word = parts.reachable(cleared.cleared(opened(p(COMMENT.replace("@", r("乙"))) + control, HELD)))
    assert GONE.isdisjoint(word.parts)
    assert {"word/settings.xml", "word/fontTable.xml", "word/media/image1.png"} <= set(word.parts)
    everything = b"".join(word.parts.values()).decode(errors="replace")
    for words in (
        "comment",
        "局长",
        "dotm",
        "embed",
        "docVar",
        "rsid",
        "vba",
        "macro",
        "dataBinding",
        "customXml",
    ):
        assert words not in everything
    assert MAIN in word.parts["[Content_Types].xml"].decode()
    assert "甲" in word.parts[word.main].decode()
    assert "乙" in word.parts[word.main].decode()


def test_a_file_that_shows_all_it_holds_is_the_same_file() -> None:
    word = package.open_word(docx(p(r("甲"))))
    assert cleared.cleared(word) is word


@pytest.mark.parametrize("words", ["a:control", "见 :docVars 一节"])
def test_words_are_no_marks(words: str) -> None:
    word = package.open_word(docx(p(r(words))))
    assert cleared.cleared(word) is word
