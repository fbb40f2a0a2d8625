"""On a telephone no number of a page is broken in two, whichever page it is and however long the number."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from charts.data import Drawing
from juesuan import web
from juesuan.checks import finished
from juesuan.figures import trends
from juesuan.figures.county_tables import EXPENDITURE, FISCAL, KINDS, REVENUE, THREE_PUBLIC
from juesuan.model.corrections import SENTENCE, ChangedPiece, Changes, InputChange, TextChange, Traced
from juesuan.model.county import County, CountyRow, DepartmentFigures, DepartmentState, DoneDepartment
from juesuan.model.document import Block, Heading, Paragraph, Run
from juesuan.model.finished_report import FinishedReport
from juesuan.model.identity import About
from juesuan.model.problems import error
from juesuan.model.public_table_forms import PublicPart
from juesuan.model.trends import KnownNumber, YearOnFile
from juesuan.reading.finished import text
from juesuan.web import correction_note, county_page, report_page, trends_page
from juesuan.web.published import PublishedReport
from juesuan.wording import correction_tags, county_tags
from tests.support import phone

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ABOUT = About("青禾县水务局2021年度部门决算", "青禾县水务局", datetime(2022, 9, 5, tzinfo=UTC))
SENTENCES = [
    "支" * before + "出12,345,678.90元，占64.52%，比上年增加1234.56万元；减少-98,765.43元，投资332.85亿元。"
    for before in range(1, 30)
]
"""Each number stands at the end of a line in one of them."""


def of_note() -> str:
    pieces = tuple((ChangedPiece(each), ChangedPiece("12,345,678.90元", is_changed=True)) for each in SENTENCES)
    changes = tuple(
        TextChange(SENTENCE, number, "一、概况", ("3",), each, each) for number, each in enumerate(pieces, 1)
    )
    edit = Traced(InputChange("〔收入支出〕B5", "本年收入", "12345678.90", "-98,765.43元"), (), changes)
    told = tuple(error("C303", "〔收入支出〕B14", each, "请改。") for each in SENTENCES)
    found = Changes((edit,), (), changes, ("3",), told, told, 0, is_by_hand=False)
    return correction_note.page(correction_tags.tree(found, ("第1版", "第2版"), ABOUT), {})


def of_site() -> str:
    blocks: list[Block] = [Heading(1, "第一部分", "heading 1", "_Toc1")]
    blocks += [Paragraph("Normal", (Run(each),)) for each in SENTENCES]
    return report_page.page(PublishedReport(ABOUT, tuple(blocks), {}, version=1))


def of_audit() -> str:
    report = FinishedReport("报告.pdf", "PDF", tuple(text.line(each) for each in SENTENCES), (), 1)
    return web.audit_page(finished.audit(report)).decode()


def of_trends() -> str:
    money = KnownNumber(Fraction(12_345_678_900), "元", "1234567.89万元")
    first = YearOnFile(
        2021, "甲", is_ours=True, department="某局", edition="四川2020", denominator="", basis="",
        numbers={"收入支出.本年收入合计": money}, items={},
    )  # fmt: skip
    years = [replace(first, year=year) for year in range(2015, 2022)]
    return trends_page.page(trends.trends(years), {}).decode()


def of_county() -> str:
    row = CountyRow(Decimal("123456789012.34"), Decimal("98765432109.87"), Decimal("123456789999.99"))
    rows = dict.fromkeys((REVENUE, EXPENDITURE, FISCAL, THREE_PUBLIC, *KINDS), row)
    done = DoneDepartment("甲", DepartmentState.CHECKED, (), figures=DepartmentFigures(
        "甲", "", "行政单位", "青禾县", rows, None, (), "甲"))  # fmt: skip
    hints = [error("C901", "甲", each, "请核。") for each in SENTENCES]
    drawn = {name: Drawing(name, "没有数据，不作图。", b"", b"", 0, 0) for name in ("收支", "三公", "三公结构")}
    tree = county_tags.tree(County(2021, (done,)), hints, ABOUT)
    return county_page.page(tree, PublicPart("", ()), drawn, ()).decode()


@pytest.fixture(scope="module")
def page(browser: "Browser") -> "Page":
    return browser.new_page()


@pytest.mark.parametrize("made", [of_note, of_site, of_audit, of_trends, of_county])
def test_no_number_is_broken_in_two(page: "Page", tmp_path: Path, made: Callable[[], str]) -> None:
    file = tmp_path / "页面.html"
    file.write_text(made(), encoding="utf-8")
    page.goto(file.as_uri())
    assert phone.broken(page) == []
    page.evaluate("(words) => { for (const each of words) document.body.append(each) }", SENTENCES)
    assert phone.broken(page) != []  # a planted fault is seen
