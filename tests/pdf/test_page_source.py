"""The page as weasyprint takes it: read as HTML, and with weasyprint's own rules, it would be laid out alike."""

import importlib
import io
import re
from typing import Any

import pytest

from juesuan.model.document import Block, Paragraph, Run, SectionEnd, Table
from juesuan.model.program_folders import TEMPLATES
from juesuan.pdf import page_source, pages, pango, pdf
from tests.pdf.test_pdf import ABOUT, REPORT, SENTENCE, cell, heading, p, picture

EVERYTHING = (
    *REPORT,
    *(heading(level, f"第{level}层标题", f"_Toc1{level}") for level in range(1, 7)),
    Paragraph("正文", (Run("粗", bold=True), Run("斜", italic=True), Run("线", underlined=True), Run("10⁵与H₂O"))),
    p("单位：某某局\t单位：万元", "表头行"),
    Table((4000, 4844), 1, ((cell("项目"), cell("金额")), *((cell("收入"), cell("1.00")) for _ in range(60)))),
    picture(),
    p("图1：收入", "图题"),
    SectionEnd(),
    p("公开01表", "表题"),
    Table((6000, 6756), 1, ((cell("项目", 2),), (cell("收入", 1, 2), cell("1.00")), (cell("2.00"),))),
    SectionEnd(is_wide=True, goes_on=True),
    p(SENTENCE),
)
STRANGE = (
    heading(1, "第一行\n第二行\t“引号”", "_Toc1"),
    heading(2, "A&B<公司>\"引\"'号'", "_Toc2"),
    Paragraph("正文", (Run(" 两端的空格 \n<b>&amp;"), Run("\t", bold=True), Run("𠀀", underlined=True))),
    picture(alt='一\n二\t"三"<四>&五'),
    Table((4000,), 0, ((cell("<td> \n"),),)),
)


def page(*blocks: Block) -> str:
    """The page of the blocks, as it is handed to weasyprint."""
    return pages.page(blocks, pdf._said(ABOUT)).html


def tree(element: Any) -> tuple[Any, ...]:
    """An element with all in it; white space between elements alone is left out, which no page shows there."""
    bare = element.tag not in {"p", "h1", "h2", "h3", "h4", "h5", "h6"}
    words = [(each.strip() if bare else each) for each in ((child.tail or "") for child in element)]
    text = element.text or ""
    return (
        element.tag,
        dict(element.attrib),
        text.strip() if bare else text,
        words,
        [tree(each) for each in element],
    )


def own_rules() -> tuple[Any, Any]:
    """Weasyprint's own sheet and counter styles, read now."""
    from weasyprint import CSS, html
    from weasyprint.css.counters import CounterStyle

    counters = CounterStyle()
    return CSS(string=html.UA, counter_style=counters), counters


@pytest.mark.parametrize("blocks", [EVERYTHING, STRANGE])
def test_what_is_read_is_what_a_reader_of_html_finds(blocks: tuple[Block, ...]) -> None:
    assert pango.pango_is_there()
    as_html = importlib.import_module("tinyhtml5").parse(io.StringIO(page(*blocks)), namespace_html_elements=False)
    assert tree(page_source.source(page(*blocks), None).etree_element) == tree(as_html)


def test_the_pages_are_those_of_weasyprints_own_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    made = pdf.lay_out(EVERYTHING, {}, ABOUT)
    monkeypatch.setattr(page_source, "_base", own_rules)
    assert pdf.lay_out(EVERYTHING, {}, ABOUT).pdf == made.pdf


def test_each_element_that_a_page_may_have_is_in_the_rules_or_stands_in_the_line() -> None:
    rules = (TEMPLATES / "base.css").read_text("utf-8")
    ruled = set(re.findall(r"[a-z][a-z0-9]*", " ".join(re.findall(r"^([^@/ {].*?)\{", rules, re.MULTILINE))))
    for name in re.findall(r"<([a-z][a-z0-9]*)", page(*EVERYTHING)):
        assert name in ruled | {"a", "b", "span"}


def test_weasyprint_reads_no_sheet_while_it_is_loaded_and_reads_one_afterwards() -> None:
    assert pango.pango_is_there()
    from weasyprint import CSS, html

    assert not html.UA_STYLESHEET.matcher.lower_local_name_selectors
    assert CSS(string="p { margin: 0 }").matcher.lower_local_name_selectors
