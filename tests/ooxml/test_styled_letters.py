"""A look that only a style states is seen like one on the run."""

import pytest

from juesuan.model.omission import Loss
from juesuan.ooxml.walked import WalkedParagraph
from tests.ooxml.test_blocks import NAMESPACES, OFFICE, p, r
from tests.ooxml.test_walk import blocks, omitted


def style(kind: str, key: str, look: str, based_on: str = "") -> str:
    above = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{key}">{above}<w:rPr>{look}</w:rPr></w:style>'


def with_styles(*styles: str, defaults: str = "") -> dict[str, bytes]:
    relations = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    )
    usual = f"<w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault></w:docDefaults>"
    part = f"<w:styles {NAMESPACES}>{usual}{''.join(styles)}</w:styles>"
    return {"word/_rels/document.xml.rels": relations.encode(), "word/styles.xml": part.encode()}


OF_LETTERS = '<w:rStyle w:val="c"/>'
OF_PARAGRAPH = '<w:pPr><w:pStyle w:val="p"/></w:pPr>'
LOOKS = {
    "<w:strike/>": Loss.STRUCK,
    "<w:dstrike/>": Loss.STRUCK,
    "<w:vanish/>": Loss.HIDDEN,
    '<w:vertAlign w:val="superscript"/>': Loss.RAISED,
    '<w:vertAlign w:val="subscript"/>': Loss.RAISED,
}


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_of_a_style_of_letters_is_seen(look: str) -> None:
    parts = with_styles(style("character", "c", look))
    assert [each.kind for each in omitted(p(r("甲", OF_LETTERS)), parts)] == [LOOKS[look]]


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_of_the_style_that_it_is_based_on_is_seen(look: str) -> None:
    parts = with_styles(style("character", "a", look), style("character", "c", "<w:b/>", "a"))
    assert [each.kind for each in omitted(p(r("甲", OF_LETTERS)), parts)] == [LOOKS[look]]


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_of_the_style_of_the_paragraph_is_seen(look: str) -> None:
    parts = with_styles(style("paragraph", "p", look))
    assert [each.kind for each in omitted(p(OF_PARAGRAPH, r("甲")), parts)] == [LOOKS[look]]


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_that_holds_for_the_whole_file_is_seen(look: str) -> None:
    usual = style("paragraph", "u", "<w:b/>").replace("<w:style ", '<w:style w:default="1" ')
    for parts in (with_styles(defaults=look), with_styles(usual.replace("<w:b/>", look))):
        assert [each.kind for each in omitted(p(r("甲")), parts)] == [LOOKS[look]]


@pytest.mark.parametrize("name", ["strike", "vanish"])
def test_a_run_switches_off_what_its_style_states(name: str) -> None:
    parts = with_styles(style("character", "c", f"<w:{name}/>"))
    assert omitted(p(r("甲", f'{OF_LETTERS}<w:{name} w:val="0"/>')), parts) == []


def test_a_style_of_letters_switches_off_what_the_style_of_the_paragraph_states() -> None:
    """As Word has it: both state it, and neither holds."""
    parts = with_styles(style("paragraph", "p", "<w:strike/>"), style("character", "c", "<w:strike/>"))
    assert omitted(p(OF_PARAGRAPH, r("甲", OF_LETTERS)), parts) == []


def test_a_style_of_letters_that_says_no_leaves_what_the_style_of_the_paragraph_states() -> None:
    off = style("character", "c", '<w:strike w:val="0"/>')
    parts = with_styles(style("paragraph", "p", "<w:strike/>"), off)
    assert [each.kind for each in omitted(p(OF_PARAGRAPH, r("甲", OF_LETTERS)), parts)] == [Loss.STRUCK]


def test_a_digit_raised_by_its_style_is_a_power() -> None:
    parts = with_styles(style("character", "c", '<w:vertAlign w:val="superscript"/>'))
    (found,) = blocks(p(r("10"), r("5", OF_LETTERS)), parts)
    assert isinstance(found, WalkedParagraph)
    assert found.text == "10⁵"


def test_capitals_of_a_style_are_capitals() -> None:
    parts = with_styles(style("character", "c", "<w:caps/>"))
    (found,) = blocks(p(r("abc", OF_LETTERS)), parts)
    assert isinstance(found, WalkedParagraph)
    assert found.text == "ABC"


def test_styles_that_say_nothing_of_it_change_nothing() -> None:
    parts = with_styles(style("character", "c", "<w:b/>"), style("paragraph", "p", "<w:i/>"))
    assert omitted(p(OF_PARAGRAPH, r("甲", OF_LETTERS)), parts) == []
