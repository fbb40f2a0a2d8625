"""A look that only a style states is seen like one on the run."""

import pytest

from juesuan.model.omission import Loss
from juesuan.ooxml import measures
from juesuan.ooxml.looks import Looks
from juesuan.ooxml.walked import WalkedParagraph
from tests.ooxml.test_blocks import NAMESPACES, OFFICE, cell, p, r, row
from tests.ooxml.test_walk import blocks, omitted
from tests.support.alterations import xml


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


# ---- styles of tables


def of_table(look: str, condition: str = "", key: str = "t", based_on: str = "") -> str:
    """A style of tables that gives a look everywhere or under a condition."""
    if not condition:
        return style("table", key, look, based_on)
    held = f'<w:tblStylePr w:type="{condition}"><w:rPr>{look}</w:rPr></w:tblStylePr>'
    return style("table", key, "<w:b/>", based_on).replace("</w:style>", f"{held}</w:style>")


def nine(look: str = "") -> str:
    """A table of three rows of three cells, named by row and column."""
    rows = (row(*(cell(line + place) for place in "甲乙丙")) for line in "上中下")
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="t"/>{look}</w:tblPr>{"".join(rows)}</w:tbl>'


def struck(body: str, *styles: str) -> str:
    return " ".join(each.words for each in omitted(body, with_styles(*styles)) if each.kind is Loss.STRUCK)


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_of_a_style_of_tables_is_seen_in_every_cell(look: str) -> None:
    found = omitted(nine(), with_styles(of_table(look)))
    assert [each.kind for each in found] == [LOOKS[look]] * 9


ALL = '<w:tblLook w:val="01E0"/>'
BANDS = '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
NOT_TAKEN = '<w:tblLook w:val="0600"/>'


@pytest.mark.parametrize(
    ("condition", "look", "where"),
    [
        ("firstRow", ALL, "上甲 上乙 上丙"),
        ("lastRow", ALL, "下甲 下乙 下丙"),
        ("firstCol", ALL, "上甲 中甲 下甲"),
        ("lastCol", ALL, "上丙 中丙 下丙"),
        ("nwCell", ALL, "上甲"),
        ("seCell", ALL, "下丙"),
        ("band1Horz", ALL, "中甲 中乙 中丙"),
        ("band2Horz", BANDS, "下甲 下乙 下丙"),
        ("band1Vert", ALL, "上乙 中乙 下乙"),
        ("band1Vert", BANDS, ""),
        ("wholeTable", NOT_TAKEN, "上甲 上乙 上丙 中甲 中乙 中丙 下甲 下乙 下丙"),
        ("firstRow", NOT_TAKEN, ""),
        ("band1Horz", NOT_TAKEN, ""),
        ("band1Horz", "", "上甲 上乙 上丙 下甲 下乙 下丙"),
    ],
)
def test_words_are_struck_where_the_style_of_the_table_has_it(condition: str, look: str, where: str) -> None:
    assert struck(nine(look), of_table("<w:strike/>", condition)) == where


def test_the_style_that_a_style_of_tables_is_based_on_counts_too() -> None:
    parts = of_table("<w:strike/>", "nwCell", "a"), style("table", "t", "<w:b/>", "a")
    assert struck(nine(ALL), *parts) == "上甲"


def test_the_usual_style_of_tables_counts_where_none_is_named() -> None:
    usual = of_table("<w:strike/>", "nwCell").replace("<w:style ", '<w:style w:default="1" ')
    bare = nine(ALL).replace('<w:tblStyle w:val="t"/>', "")
    assert struck(bare, usual) == "上甲"


def test_what_is_nearer_than_the_style_of_the_table_decides() -> None:
    off = nine().replace("<w:rPr>", '<w:rPr><w:strike w:val="0"/>')
    assert struck(off, of_table("<w:strike/>")) == ""
    twice = nine().replace("<w:r>", f"{OF_PARAGRAPH}<w:r>")
    assert struck(twice, of_table("<w:strike/>"), style("paragraph", "p", "<w:strike/>")) == ""
    once = of_table("<w:strike/>").replace("</w:style>", _CORNER_OFF)
    assert struck(nine(ALL), once).split()[0] == "上乙"


_CORNER_OFF = '<w:tblStylePr w:type="nwCell"><w:rPr><w:strike w:val="0"/></w:rPr></w:tblStylePr></w:style>'


def test_taking_another_condition_of_a_style_is_a_change_of_the_table() -> None:
    styles = Looks(None, {"t": xml(of_table("<w:vanish/>", "firstRow"))}, "")
    taken, left = (measures.of_table(styles, xml(nine(look))) for look in (ALL, NOT_TAKEN))
    changed = [name for name in taken if taken[name] != left.get(name)]
    assert [measures.said(name, taken) for name in changed] == ["表格样式里的字改了"]
