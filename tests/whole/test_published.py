"""What went wrong in published reports is told, in the texts of the reference and in those of another department.

The texts are typed through and through, as a department writes them that uses no tags.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from juesuan import checks, reading
from juesuan.checks.texts import comparison
from juesuan.figures import derive
from juesuan.model.accounts import Accounts, Passage
from juesuan.model.problems import Problem
from juesuan.model.values import Cell, Text
from juesuan.wording import vocabulary
from juesuan.wording.tags import Filler
from tests.support import builder, county_school, report, water_office
from tests.support.literal_accounts import literal

PUBLISHED = Path(__file__).parents[1] / "reference" / "published-2020.txt"
WORK = "重点工作完成情况"


def problems(accounts: Accounts) -> list[Problem]:
    figures = derive.derive(accounts)
    words = vocabulary.build(accounts, figures)
    return list(checks.run(checks.gather(accounts, figures, words, None)))


def told(accounts: Accounts, code: str) -> list[tuple[str, str]]:
    """Place and message of what the rule of that code finds."""
    return [(each.where, each.message) for each in problems(accounts) if each.code == code]


@cache
def reference() -> Accounts:
    return literal(reading.read(reading.given(report.SAMPLE))[0])


def with_text(accounts: Accounts, *texts: str) -> Accounts:
    """With more paragraphs at the end of 重点工作完成情况."""
    passages = accounts.texts[WORK]
    more = (
        Passage(text, 0, Cell("文字材料.docx", f"“{WORK}”第{place}段"))
        for place, text in enumerate(texts, start=91)
    )
    return replace(accounts, texts={**accounts.texts, WORK: (*passages, *more)})


# ---- in the reference


@pytest.mark.parametrize(
    "place",
    [
        "“重点工作完成情况”第1段",
        "“整体支出绩效自评报告”第20段",
        "“项目：招商专项工作经费/实际完成目标”第1段",
        "“项目：招商专项工作经费/自评报告”第6段",
    ],
)
def test_parts_that_do_not_make_the_total(place: str) -> None:
    message = "各部分13.1亿元＋97亿元＋213.75亿元＝323.85亿元，比写的总数332.85亿元少9.00亿元"
    assert (f"〔文字材料.docx〕{place}", message) in told(reference(), "C905")


@pytest.mark.parametrize(
    ("code", "place", "message"),
    [
        ("C109", "〔基本信息〕B13", "不含年初、年末结转结余"),
        ("C304", "〔财政拨款收支〕D14", "8,954,487.73元，〔支出科目〕各项调整预算数合计为5,828,500.00元"),
        ("C502", "〔三公经费〕B13", "472,000.00元，大于“国内公务接待费”的452,500.00元"),
        ("C703", "〔收入支出〕B18", "2,591,794.46元，〔绩效项目〕执行数合计为1,700,000.00元"),
        ("C704", "〔基本信息〕B16", "91.07分，按分档是“优”，填的是“良”"),
        ("C851", "〔名词解释〕A19", "解释了两次，A18 已有一条"),
        ("C852", "〔名词解释〕A17", "机关事业单位职业年金缴费支出（项）”不在支出科目里"),
        ("C903", "〔其他事项〕E5", "文字里写“新进”6位，〔其他事项〕B18“其他事项·调入人员”是3人"),
    ],
)
def test_the_reference_is_told_of(code: str, place: str, message: str) -> None:
    assert [message in words for where, words in told(reference(), code) if where == place] == [True]


def test_nothing_else_is_said_of_the_numbers_of_its_texts() -> None:
    """No false alarm: what C901 to C909 and C911 tell is wrong in the reference, too."""
    found = [each.code for each in problems(reference()) if each.code.startswith("C90") and each.code != "C910"]
    assert found == ["C903", "C905", "C905", "C905", "C905"]
    assert told(reference(), "C911") == []


def published(start: str) -> str:
    """The sentence of the published report that begins so."""
    lines = PUBLISHED.read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(start))


def test_the_comparison_with_the_year_before_the_last() -> None:
    receptions = reference().three_public.receptions
    row = replace(receptions, comparison=Text("公务接待费支出决算比2018年基本持平", Cell("三公经费", "G10")))
    accounts = replace(reference(), three_public=replace(reference().three_public, receptions=row))
    message = "与上年比较的地方写的是2018年"
    assert told(accounts, "C909") == [("〔三公经费〕G10", message)]
    typed = with_text(reference(), published("3．公务接待费支出45.25万元"))
    assert told(typed, "C909") == [("〔文字材料.docx〕“重点工作完成情况”第91段", message)]


def test_a_number_for_a_figure_typed_into_a_text() -> None:
    typed = with_text(reference(), published("（图8："))
    assert [where for where, _ in told(typed, "C838")] == ["〔文字材料.docx〕“重点工作完成情况”第91段"]


@pytest.mark.parametrize(
    "start", ["（注：数据来源于财决01表", "（注：数据来源于财决Z01-1表", "（注：数据来源于财决附03表，"]
)
def test_notes_to_the_writer(start: str) -> None:
    typed = with_text(reference(), published(start))
    assert {where for where, _ in told(typed, "C831")} == {"〔文字材料.docx〕“重点工作完成情况”第91段"}


def test_two_precisions_in_one_paragraph() -> None:
    typed = with_text(reference(), published("2020年度收入总计755.28万元"))
    assert [where for where, _ in told(typed, "C839")] == ["〔文字材料.docx〕“重点工作完成情况”第91段"]
    assert told(typed, "C907") == []


def test_of_the_published_report_nothing_false_is_said() -> None:
    """All of it, line by line, as if a person had typed it."""
    parts = [("C905", f"第{place}行") for place in (6, 150, 329, 376)]
    found = told_of_lines(reading.read(reading.given(report.SAMPLE))[0], PUBLISHED.read_text(encoding="utf-8"))
    assert found == [*parts, ("C909", "第77行")]


def told_of_lines(accounts: Accounts, text: str) -> list[tuple[str, str]]:
    """Code and line of what is said of the numbers of a whole report."""
    figures = derive.derive(accounts)
    fill = Filler({}, [], len(figures))
    for place, line in enumerate(text.splitlines(), start=1):
        fill(line, Cell("公开稿", f"第{place}行"))
    found = comparison.compare(accounts, figures, tuple(fill.statements), tuple(fill.typed)).relations
    return [(each.code, each.number.cell.address) for each in found if not each.holds]


def test_of_a_report_that_was_made_nothing_false_is_said(tmp_path: Path) -> None:
    """The sentences of the form, too; those of a project no longer say which project they are of."""
    assert {code for code, _ in told_of_lines(reading.read(reading.given(report.SAMPLE))[0], made("sample"))} == {
        "C905"
    }
    text = re.sub("项目全年预算数[^。]*。", "", made("third"))
    rounded = ("C913", "第38行")  # the classes, each rounded, add up to 2734.48 under 2734.49
    assert told_of_lines(reading.read(reading.given(county_school.write(tmp_path)))[0], text) == [rounded]


def made(name: str) -> str:
    return (Path(__file__).parents[1] / "golden" / f"{name}.txt").read_text(encoding="utf-8")


# ---- in another department, with other words


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Accounts:
    """A school, typed through: nothing is wrong with it."""
    return literal(reading.read(reading.given(county_school.write(tmp_path_factory.mktemp("school"))))[0])


def wrong(accounts: Accounts) -> list[str]:
    """What is said to be wrong with the numbers of the texts; that nobody has looked at some is another matter."""
    found = (each for each in problems(accounts) if each.code.startswith("C9") and each.code != "C910")
    return [str(each) for each in found if each.is_open]


def test_nothing_is_said_of_the_numbers_of_a_school(school: Accounts) -> None:
    assert wrong(school) == []


def test_nothing_is_said_of_the_numbers_of_a_water_office(tmp_path: Path) -> None:
    office = literal(reading.read(reading.given(builder.write(tmp_path / "2021", water_office.department())))[0])
    assert wrong(office) == []


PLANTED = [
    ("C905", "在校学生3216人，其中住校1680人、走读1563人。"),
    ("C905", "购置图书2.6万册（文科1.4万册、理科1.1万册）。"),
    ("C903", "公务接待费2.85万元，主要用于来校交流。"),
    ("C903", "在编教职工126人，其中专任教师110人；在职人员126人。"),
    ("C903", "上年公务接待费3.42万元。"),
    ("C909", "公务用车运行维护费比2019年减少。"),
    ("C909", "2018年，我校继续落实资助政策。"),
    ("C903", "事业收入比上年增加20.72万元，下降5.67%。"),
    ("C903", "事业收入386.25万元，比上年增加20.72万元，增长6.57%。"),
    ("C907", "社团活动386次，比上年增加20次，增长6.57%。"),
    ("C908", "预算35万元，执行30万元，执行率78.51%。"),
    ("C904", "财政拨款共27503700.63元。"),
    ("C902", "资助学生468人次，名单已公示。"),
    ("C901", "楼顶防水层翻新面积1260平方米。", "楼顶防水层翻新面积1620平方米。"),
    ("C911", "食堂用餐1260.5人。"),
    ("C838", "收入构成见下（图3：收入结构）。"),
    ("C831", "注：此处填写资助人数。"),
]


@pytest.mark.parametrize(("code", "texts"), [(code, texts) for code, *texts in PLANTED])
def test_the_same_kind_of_error_is_told_there(school: Accounts, code: str, texts: Sequence[str]) -> None:
    before = told(school, code)
    found = [each for each in told(with_text(school, *texts), code) if each not in before]
    assert [where for where, _ in found] == [f"〔文字材料.docx〕“{WORK}”第{90 + len(texts)}段"]


def test_a_share_that_was_not_computed_again(school: Accounts) -> None:
    text = "教职工共162人，其中事业人员158人，占95.73%；工勤人员4人，占2.47%。"
    assert len(told(with_text(school, text), "C906")) == 1
