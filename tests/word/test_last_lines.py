"""The letters of a paragraph in the Word file are set as they are set in the PDF; its text stays."""

import pytest
from lxml import etree

from juesuan.ooxml import blocks, package
from juesuan.word import last_lines
from juesuan.word.finish import Draft
from tests.support.word_files import W, docx, paragraph, parts, run

WORD = f"{{{W}}}"
_CLOSER = b'<w:rPr><w:spacing w:val="-5"/></w:rPr></w:style></w:styles>'
OWN = run("丁").replace("<w:r>", '<w:r><w:rPr><w:b/><w:spacing w:val="10"/><w:sz w:val="30"/></w:rPr>')
TABLE = f"<w:tbl><w:tr><w:tc>{paragraph('表')}</w:tc></w:tr></w:tbl>"
TITLE = paragraph("题", "1")
BODY = f"{TITLE}{paragraph('甲')}{TABLE}<w:p>{run('乙')}{run('丙')}{OWN}</w:p>{paragraph('戊', 'TOC2')}"


@pytest.fixture
def draft() -> Draft:
    given = parts(docx(BODY))
    styles = given["word/styles.xml"].replace(b"</w:style></w:styles>", _CLOSER)
    assert _CLOSER in styles
    return Draft(package.of_parts({**given, "word/styles.xml": styles}), {})


def spacings(draft: Draft) -> dict[str, str | None]:
    """The spacing that each run states, by its words."""
    found = {}
    for each in draft.word.root.iter(WORD + "r"):
        stated = each.find(f"{WORD}rPr/{WORD}spacing")
        found["".join(map(str, each.itertext()))] = None if stated is None else stated.get(WORD + "val")
    return found


def test_every_run_of_the_paragraph_is_set_from_what_it_has(draft: Draft) -> None:
    made = last_lines.spaced(draft, {1: 0, 3: -4, 4: 2})
    untouched = {"题": None, "甲": None, "表": None}
    assert spacings(made) == untouched | {"乙": "-4", "丙": "-4", "丁": "6", "戊": "-3"}
    looks = [[etree.QName(each).localname for each in look] for look in made.word.root.iter(WORD + "rPr")]
    assert looks == [["spacing"], ["spacing"], ["b", "spacing", "sz"], ["spacing"]]
    assert spacings(draft) == untouched | {"乙": None, "丙": None, "丁": "10", "戊": None}
    assert blocks.of(made.word) == blocks.of(draft.word)


def test_nothing_to_do_is_nothing_done(draft: Draft) -> None:
    assert last_lines.spaced(draft, {1: 0}) is draft
