"""No page ends where a reader would wonder: both files of each department, and planted faults of layout."""

from itertools import pairwise

import pytest

from juesuan.model.document import Heading, Paragraph, Table
from juesuan.pdf.pdf import LaidOut
from tests.pdf.test_pdf import SENTENCE, cell, heading, lay_out, opened, p, words
from tests.support.printout import MM, Sheet, bare, sheets
from tests.support.report import Report
from tests.whole.test_geometry import body, is_across, text

FULL = 0.8
"""The part of a page that is filled unless a part of the report ends on it."""


@pytest.fixture(scope="module", params=["PDF", "Word"])
def printed(request: pytest.FixtureRequest, made: Report) -> list[Sheet]:
    """The pages of either file from the one numbered 1."""
    return body(sheets(made.pdf if request.param == "PDF" else request.getfixturevalue("of_word")))


def filled(sheet: Sheet) -> float:
    """The part of the height between the margins above the end of what stands on the page."""
    top, bottom = 37 * MM, sheet.height - 35 * MM
    ends = [line.baseline for line in text(sheet)] + [lower for _, lower in sheet.pictures]
    return (max(ends, default=top) - top) / (bottom - top)


def test_only_ends_of_parts_leave_a_page_half_empty(made: Report, printed: list[Sheet]) -> None:
    begins = [
        bare(block.text)
        for block in made.blocks
        if (isinstance(block, Heading) and block.level == 1)
        or (isinstance(block, Paragraph) and block.style in {"附件标识", "表题"})
    ]
    poor = [
        (sheet.lines[0].page, round(filled(sheet), 2))
        for sheet, after in pairwise(printed)
        if filled(sheet) < FULL and not is_across(after) and text(after)[0].text not in begins
    ]
    assert poor == []


def test_no_page_holds_one_line(printed: list[Sheet]) -> None:
    assert [sheet.lines[0].page for sheet in printed if len(text(sheet)) < 2] == []


# ---- planted faults


def shown(made: LaidOut) -> list[str]:
    return [words(page) for page in opened(made).pages]


LINES = [p("行") for _ in range(30)]
ROWS = tuple((cell(f"第{number}行"), cell("乙")) for number in range(30))


@pytest.mark.parametrize("before", range(14, 22))
def test_a_title_has_three_rows_below_it_and_no_row_is_left_alone(before: int) -> None:
    for rows in (ROWS, ROWS[:8]):
        found = shown(lay_out(*LINES[:before], p("收支表", "表题"), Table((4422, 4422), 0, rows)))
        first = next(page for page in found if "收支表" in page)
        assert all(f"第{number}行" in first for number in range(3))
        assert all(page.count("乙") != 1 for page in found)


def test_a_table_that_does_not_fit_is_cut_between_its_rows() -> None:
    first, second = shown(lay_out(*LINES[:14], p("收支表", "表题"), Table((4422, 4422), 0, ROWS[:15])))
    assert 3 <= first.count("乙") < 15
    assert first.count("乙") + second.count("乙") == 15


@pytest.mark.parametrize("lines", range(18, 23))
def test_no_line_of_a_paragraph_is_left_alone(lines: int) -> None:
    found = shown(lay_out(*LINES[:lines], p(SENTENCE * 3)))
    halves = [len([each for each in page if each in SENTENCE]) for page in found]
    assert all(count == 0 or count > 28 for count in halves)


def test_the_first_attachment_begins_below_the_title_of_its_part() -> None:
    made = lay_out(
        heading(1, "第四部分附件", "a"), p("附件1", "附件标识"), p("甲"), p("附件2", "附件标识"), p("乙")
    )
    assert shown(made) == ["第四部分附件附件1甲—1—", "附件2乙—2—"]


def test_a_table_with_a_row_that_no_page_holds_begins_a_page_with_its_title() -> None:
    rows = (*ROWS[:2], (cell("甲"), cell("长" * 2_000)))
    first, second, *_ = shown(lay_out(*LINES[:3], p("收支表", "表题"), Table((4422, 4422), 0, rows)))
    assert "收支表" not in first
    assert all(words in second for words in ("收支表", "第0行", "第1行", "长"))
