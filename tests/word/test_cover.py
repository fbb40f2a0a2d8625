"""The unit's name on the cover, long or short."""

import pytest
from lxml import etree

from juesuan.word import cover
from tests.support.word_files import W

STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:styleId="U"><w:name w:val="封面单位"/><w:pPr>'
    '<w:spacing w:before="3600" w:after="600" w:line="900" w:lineRule="exact"/></w:pPr>'
    '<w:rPr><w:spacing w:val="0"/></w:rPr></w:style></w:styles>'
)
LONG = "青禾县自然资源和规划局与水利事务服务中心"


def arranged(*runs: str, style: str = "U", own: str = "") -> etree._Element:
    words = "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in runs)
    body = f'<w:p xmlns:w="{W}"><w:pPr><w:pStyle w:val="{style}"/>{own}</w:pPr>{words}</w:p>'
    document = etree.fromstring(f"<document>{body}</document>")
    cover.arrange(document, etree.fromstring(STYLES))
    return document


def lines(document: etree._Element) -> list[str]:
    parts = (
        text.text or "" if text.tag == f"{{{W}}}t" else "\n" for text in document.iter(f"{{{W}}}t", f"{{{W}}}br")
    )
    return "".join(parts).split("\n")


def before(document: etree._Element) -> list[str | None]:
    return [spacing.get(f"{{{W}}}before") for spacing in document.iter(f"{{{W}}}spacing")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("青禾县水务局", ["青禾县水务局"]),
        ("一二三四五六七八九十一二三四五六", ["一二三四五六七八九十一二三四五六"]),
        (LONG, ["青禾县自然资源和规划局", "与水利事务服务中心"]),
        ("一二三四五六七八九十一二三四五六七", ["一二三四五六七八", "九十一二三四五六七"]),
        ("一" * 40, ["一" * 13, "一" * 13, "一" * 14]),
        ("", [""]),
    ],
)
def test_a_name_takes_as_few_lines_as_it_needs_and_ends_them_with_words(name: str, expected: list[str]) -> None:
    assert cover.broken(name) == expected


def test_the_further_lines_take_their_room_from_above() -> None:
    document = arranged(LONG)
    assert lines(document) == ["青禾县自然资源和规划局", "与水利事务服务中心"]
    assert before(document) == ["2700"]


def test_a_name_in_several_runs_is_one_name() -> None:
    assert lines(arranged("青禾县", LONG.removeprefix("青禾县"))) == lines(arranged(LONG))


def test_there_is_always_room_for_nothing_less_than_nil() -> None:
    assert before(arranged("一" * 100)) == ["0"]


def test_a_spacing_of_the_paragraphs_own_is_changed_and_no_second_one_made() -> None:
    own = '<w:spacing w:before="3600" w:after="100"/><w:jc w:val="center"/>'
    assert before(arranged(LONG, own=own)) == ["2700"]


def test_a_new_spacing_stands_where_the_schema_wants_it() -> None:
    properties = next(arranged(LONG, own='<w:keepNext/><w:jc w:val="center"/>').iter(f"{{{W}}}pPr"))
    assert [etree.QName(child).localname for child in properties] == ["pStyle", "keepNext", "spacing", "jc"]


@pytest.mark.parametrize(("name", "style"), [("青禾县水务局", "U"), (LONG, "Other")])
def test_short_names_and_other_paragraphs_stay(name: str, style: str) -> None:
    document = arranged(name, style=style)
    assert lines(document) == [name]
    assert before(document) == []
