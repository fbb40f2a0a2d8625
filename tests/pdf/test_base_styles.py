"""The rules for elements that the pages have: with the many more of weasyprint the pages are the same."""

import re
from typing import Any

import pytest

from juesuan.model.document import Paragraph, Run, SectionEnd, Table
from juesuan.model.program_folders import TEMPLATES
from juesuan.pdf import base_styles, pages, pango, pdf
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


def own_rules() -> tuple[Any, Any]:
    """Weasyprint's own sheet and counter styles, read now."""
    from weasyprint import CSS, html
    from weasyprint.css.counters import CounterStyle

    counters = CounterStyle()
    return CSS(string=html.UA, counter_style=counters), counters


def test_the_pages_are_those_of_weasyprints_own_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    made = pdf.lay_out(EVERYTHING, {}, ABOUT)
    monkeypatch.setattr(base_styles, "_base", own_rules)
    assert pdf.lay_out(EVERYTHING, {}, ABOUT).pdf == made.pdf


def test_each_element_that_a_page_may_have_is_in_the_rules_or_stands_in_the_line() -> None:
    rules = (TEMPLATES / "base.css").read_text("utf-8")
    ruled = set(re.findall(r"[a-z][a-z0-9]*", " ".join(re.findall(r"^([^@/ {].*?)\{", rules, re.MULTILINE))))
    for name in re.findall(r"<([a-z][a-z0-9]*)", pages.page(EVERYTHING, pdf._said(ABOUT)).html):
        assert name in ruled | {"a", "b", "span"}


def test_weasyprint_reads_no_sheet_while_it_is_loaded_and_reads_one_afterwards() -> None:
    assert pango.pango_is_there()
    from weasyprint import CSS, html

    assert not html.UA_STYLESHEET.matcher.lower_local_name_selectors
    assert CSS(string="p { margin: 0 }").matcher.lower_local_name_selectors
