"""Each rule for pages holds in a small document; taken out of the stylesheet, its measure finds that."""

import pytest
from msgspec import Struct
from msgspec.structs import replace

from juesuan.model.document import Block, Heading, Paragraph, Table
from juesuan.pdf import last_lines, pages, pdf
from tests.pdf.test_pdf import ABOUT, cell, p
from tests.support import page_rules
from tests.support.page_rules import Measure
from tests.support.printout import sheets

FULL = "一二三四五六七八九十百千万亿甲乙丙丁戊己庚辛壬癸子丑寅卯"
"""A line of 28 characters; one that begins a paragraph holds two fewer."""
_OF_A_PAGE = 22


def lines(count: int) -> list[Paragraph]:
    return [p(f"第{number}行") for number in range(count)]


def table(rows: int, words: str = "乙") -> Table:
    return Table(
        (2000, 6844), 1, ((cell("甲栏"), cell("乙栏")), *((cell(f"行{n}"), cell(words)) for n in range(rows)))
    )


class Rule(Struct, frozen=True):
    """A document that the rule is needed for, and what is changed in the stylesheet to break it."""

    measure: Measure
    blocks: tuple[Block, ...]
    kept_by: str
    broken_by: str
    found: list[str]


RULES = {
    "no title alone before its table": Rule(
        page_rules.lone_titles,
        (*lines(_OF_A_PAGE - 2), p("收支表", "表题"), table(3)),
        ".表题 { break-after: avoid;",
        ".表题 {",
        ["收支表"],
    ),
    "no heading alone before its text": Rule(
        page_rules.lone_titles,
        (*lines(_OF_A_PAGE - 1), Heading(2, "heading 2", "一、职能", "a"), *lines(2)),
        "break-after: avoid; text-indent: 31.5pt",
        "break-after: auto; text-indent: 31.5pt",
        ["一、职能"],
    ),
    "no page of one line": Rule(
        page_rules.pages_of_one_line,
        (*lines(_OF_A_PAGE - 2), p(FULL[2:] + FULL + FULL[:9])),
        "widows: 2;",
        "widows: 1;",
        [FULL[:9]],
    ),
    "no half-empty page before a table": Rule(
        page_rules.half_empty_pages,
        (*lines(10), p("收支表", "表题"), table(30)),
        "box-decoration-break: clone;\n}\ntr {",
        "box-decoration-break: clone; break-inside: avoid;\n}\ntr {",
        ["第9行"],
    ),
    "no row cut": Rule(
        page_rules.faults_of_tables,
        (*lines(15), table(6, FULL * 5)),
        "tr { break-inside: avoid }",
        "",
        ["a row is broken at the end of page 1"],
    ),
    "the head again on every page": Rule(
        page_rules.faults_of_tables,
        (*lines(16), table(30)),
        "tr { break-inside: avoid }",
        "tr { break-inside: avoid } thead { display: table-row-group }",
        ["no head on page 2"],
    ),
    "no punctuation over the edge of its cell": Rule(
        page_rules.lines_over_an_edge,
        (replace(table(2, FULL + "甲乙丙。"), widths=(2100, 6744)), p(FULL[2:] + "。")),
        "--hanging-punctuation: none;",
        "",
        [FULL + "甲乙丙。"] * 2,
    ),
    "第四部分 not alone": Rule(
        page_rules.parts_alone,
        (*lines(2), Heading(1, "heading 1", "第四部分  附件", "a"), p("附件1", "附件标识"), *lines(3)),
        ".heading-1 + .附件标识 { break-before: auto }",
        "",
        ["第四部分附件"],
    ),
}


def measured(rule: Rule) -> list[str]:
    return rule.measure(rule.blocks, sheets(pdf.lay_out(rule.blocks, {}, ABOUT).pdf))


@pytest.mark.parametrize("name", RULES)
def test_the_rule_holds_and_its_measure_finds_a_planted_fault(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rule, stylesheet = RULES[name], pages.stylesheet()
    assert measured(rule) == []
    assert stylesheet.count(rule.kept_by) == 1
    monkeypatch.setattr(pages, "stylesheet", lambda: stylesheet.replace(rule.kept_by, rule.broken_by))
    assert measured(rule) == rule.found


def test_last_lines_are_not_short_and_the_measure_finds_them(monkeypatch: pytest.MonkeyPatch) -> None:
    words = FULL[2:] + FULL + "一二。"
    rule = Rule(page_rules.short_last_lines, (p(words),), "", "", [words])
    assert measured(rule) == []
    monkeypatch.setattr(last_lines, "_STEPS", ())
    assert measured(rule) == rule.found
