"""The forms of two years, the same figures: every difference between them stands in their texts."""

import re

import pytest

from juesuan.model import editions
from tests.support import builder, water_office
from tests.support.golden import assert_golden
from tests.support.report import Report
from tests.support.shelf import Shelf


@pytest.fixture(scope="module")
def older(shelf: Shelf) -> Report:
    return shelf.report(water_office.department())


@pytest.fixture(scope="module")
def newer(shelf: Shelf) -> Report:
    return shelf.report(water_office.of_2022())


def test_the_newer_form_has_nothing_open(newer: Report) -> None:
    assert [str(problem) for problem in newer.made.problems if problem.is_open] == []


def test_the_newer_form_says_what_it_should(newer: Report) -> None:
    assert_golden("second-2022.txt", newer.text + "\n")


def sections(made: Report, part: str) -> list[str]:
    """The headings of a part that count 一、 and on."""
    text = made.text.partition(part)[2].partition("\n第")[0]
    return re.findall(r"^[一二三四五六七八九十]+、.*$", text, re.MULTILINE)


def test_the_first_part_no_longer_speaks_of_the_work_of_the_year(older: Report, newer: Report) -> None:
    assert "\n一、基本职能及主要工作\n（一）主要职能\n" in older.text
    assert "\n（二）2021年重点工作完成情况\n" in older.text
    assert sections(newer, "第一部分  部门概况") == ["一、部门职责", "二、机构设置"]
    assert "重点工作" not in newer.text


def test_the_second_part_has_the_same_ten_sections_but_for_the_title_of_the_seventh(
    older: Report, newer: Report
) -> None:
    before, after = (
        sections(older, "第二部分  2021年度部门决算情况说明"),
        sections(newer, "第二部分  2022年度部门决算情况说明"),
    )
    assert (len(before), len(after)) == (10, 10)
    assert [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]] == [
        ("七、“三公”经费财政拨款支出决算情况说明", "七、财政拨款“三公”经费支出决算情况说明")
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "2021年度收、支总计382.00万元。与2020年相比，收、支总计各减少16.00万元，下降4.02%。",
            "2022年度收、支总计均为382.00万元。与2021年度相比，收、支总计各减少16.00万元，下降4.02%。",
        ),
        ("社会保障和就业（类）支出26.00万元", "社会保障和就业支出26.00万元"),
        ("2021年政府性基金预算拨款支出0万元。", "2022年政府性基金预算财政拨款支出0万元。"),
        ("政府性基金预算财政拨款收入0万元；", "政府性基金预算财政拨款收入0万元，占0%；"),
        (
            "2021年“三公”经费财政拨款支出决算为0万元，完成预算0%，决算数小于预算数的主要原因是",
            "2022年“三公”经费财政拨款支出决算为0万元，完成预算0%，较上年减少0.30万元，下降100%。",
        ),
        (
            "1．因公出国（境）经费支出0万元。\n",
            "1．因公出国（境）经费支出0万元。全年安排因公出国（境）团组0个，出国（境）0人次。"
            "因公出国（境）支出决算与2021年持平。\n",
        ),
        ("项目支出绩效目标完成情况表（2021年度）", "2022年部门预算项目支出绩效自评表"),
        ("预算数:", "年初预算数"),
        ("项目支出绩效自评报告", "自评得分92.5分，等级为“优”。"),
    ],
    ids=["totals", "class", "fund", "nil", "three public", "travel", "table", "budget", "attachments"],
)
def test_each_form_has_its_own_words(older: Report, newer: Report, before: str, after: str) -> None:
    assert before in older.text
    assert before not in newer.text
    assert after in newer.text
    assert after not in older.text


def test_the_self_evaluation_table_adds_up(newer: Report) -> None:
    """Spent 80 of 87: 91.954%, of 10 points 9.1954, printed 9.2; 9.20 + 45 + 38.3 = 92.5."""
    table = newer.text.partition("附件2\n")[2].partition("附件3\n")[0]
    assert [line.split("\t") for line in table.splitlines() if line.startswith(("项目资金", "\t"))]
    for words in (
        "年初预算数",
        "90.00",
        "87.00",
        "80.00",
        "91.95%",
        "9.2",
        "38.3",
        "受益农户统计口径调整",
        "92.5",
    ):
        assert words in table


def test_public_tables_are_thirteen_instead_of_fourteen() -> None:
    lists = [editions.named(name).tables.data.decode().count("[[tables]]") for name in ("四川2020", "四川2022")]
    assert lists == [14, 13]


def test_totals_that_differ_are_told_one_by_one(shelf: Shelf) -> None:
    """本年合计 as 总计: 370 against 372, last year 388 and 386."""
    text = shelf.report(builder.changed(water_office.of_2022(), "基本信息", "总计口径", "内容", "本年合计")).text
    assert re.search(r"2022年度收入总计370\.00万元，比2021年度.*?；支出总计372\.00万元，比2021年度", text)
    assert "收、支总计均为" not in text


def test_the_text_of_a_section_the_form_no_longer_has_is_told(newer: Report) -> None:
    told = [str(problem) for problem in newer.made.problems if problem.code == "A04"]
    assert told[0] == (
        "提示 A04　文字材料.docx 标题“重点工作完成情况”：所选版式的报告里没有这一节，这里的文字没有用"
        "　→ 这段文字可以留着。"
    )


def test_points_that_are_not_filled_in_leave_their_cells_blank(shelf: Shelf) -> None:
    """A workbook of the older form, with the newer edition named in it."""
    made = shelf.report(builder.changed(water_office.department(), "基本信息", "版式", "内容", "四川2022"))
    assert {problem.code for problem in made.made.problems if problem.is_open} == {"C111", "C712"}
    assert "年度资金总额\n\n87.00\n80.00\n91.95%\n10\n9.2\n" in made.text
