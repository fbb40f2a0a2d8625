"""The numbers inside the sentences: each rule with what it tells, whole, and what it must leave alone."""

import time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from juesuan.checks.texts import comparison
from juesuan.figures import phrases
from juesuan.figures.derive import derive
from juesuan.model import values
from juesuan.model.values import Cell
from juesuan.model.written_text import Statement, Typed
from tests.support import paragraphs
from tests.support.comparison import TEXTS, Written, compared, confirmed, told
from tests.support.factories import accounts, count, department, indicator, performance, project

_PLACE = f"〔{TEXTS}〕第1段"


def of_project(name: str, slot: str = "自评报告") -> str:
    return f"“项目：{name}/{slot}”第1段"


def swapped(words: str) -> str:
    return f"{words}是不是相邻两位数字写颠倒了？请核对原件。"


# ---- C901: the same sentence

VISITED = "全年走访困难家庭38户，发放慰问金12.5万元。"


def test_a_sentence_repeated_with_another_number_is_told_once() -> None:
    assert told(VISITED, VISITED.replace("38", "83")) == [
        f"C901 第2段：同一句话“全年走访困难家庭38户，发放慰问金12.5万元”，这里写83户，{_PLACE} 写38户　→ "
        "83户是不是相邻两位数字写颠倒了？请核对原件。"
    ]


def test_the_number_that_most_copies_have_is_the_right_one() -> None:
    assert told(VISITED.replace("12.5", "125"), VISITED, VISITED) == [
        "C901 第1段：同一句话“全年走访困难家庭38户，发放慰问金125万元”，这里写125万元，"
        f"〔{TEXTS}〕第2段 写12.5万元　→ 125万元是不是小数点错了一位？请核对原件。"
    ]


def test_a_sentence_copied_word_for_word_loses_no_decimal() -> None:
    assert told(VISITED.replace("12.5", "12.54"), VISITED, VISITED.replace("12.5", "12.54")) == [
        "C901 第2段：同一句话“全年走访困难家庭38户，发放慰问金12.54万元”，这里写12.5万元，"
        f"{_PLACE} 写12.54万元　→ 12.5万元是不是少了一位数字？请核对原件。"
    ]


def test_a_sentence_copied_with_the_same_numbers_is_of_the_same_year() -> None:
    text = "截至2021年末全县在册困难家庭38户。"
    (message,) = told(text, text.replace("2021", "2012"), text, code="C901")
    assert message.startswith("C901 第2段：同一句话“截至2021年末全县在册困难家庭38户”，这里写2012年，")


def test_a_long_sentence_is_quoted_in_part() -> None:
    long = "全年组织开展困难家庭走访慰问和政策宣传等活动共计38次，群众反映良好。"
    (message,) = told(long, long.replace("38", "39"))
    assert "同一句话“全年组织开展困难家庭走访慰问和政策宣传等活动共…”" in message


@pytest.mark.parametrize(
    "texts",
    [
        (VISITED, VISITED),
        ("一是" + VISITED, "二是" + VISITED),
        ("新增38户。", "新增83户。"),
        ((of_project("甲"), "建成标准化教室12间。"), (of_project("乙"), "建成标准化教室21间。")),
        (
            (of_project("甲", "预期目标"), "建成标准化教室12间。"),
            (of_project("甲", "实际完成目标"), "建成标准化教室13间。"),
        ),
        ("全年收到来信1,234件。", "全年收到来信1234件。"),
        ("全年收到来信１２３４件。", "全年收到来信1234件。"),
        ("全年发放慰问金12.5万元。", "全年发放慰问金125000元。"),
        ("全年发放慰问金12.50万元。", "全年发放慰问金12.5万元。"),
        ("第1季度走访困难家庭38户。", "第2季度走访困难家庭45户。"),
        ("2020年走访困难家庭38户。", "2021年走访困难家庭45户。"),
        ("2020年召开全局工作会议。", "2021年召开全局工作会议。"),
        ("行政运行：支出决算为11.09万元，完成预算100%。", "招商引资：支出决算为16.29万元，完成预算100%。"),
    ],
    ids=[
        "the same", "numbered", "too short to be one", "two projects", "aim and result",
        "grouped digits", "wide digits", "元 and 万元", "a nil at the end",
        "another quarter", "another year", "a year alone", "led by other words",
    ],
)  # fmt: skip
def test_the_same_sentence_is_left_alone(texts: tuple[Written, ...]) -> None:
    assert told(*texts) == []


def test_a_long_sentence_of_the_department_is_its_projects_too() -> None:
    long = "全年对全县困难家庭开展走访慰问活动38次。"
    assert len(told(long, (of_project("甲"), long.replace("38", "83")))) == 1


DIGITS = st.integers(100, 10**7)


@given(DIGITS, DIGITS, st.integers(2, 4))
def test_a_sentence_repeated_with_the_same_numbers_is_never_told(one: int, other: int, times: int) -> None:
    text = f"全年走访困难家庭{one}户，发放慰问金{other}元。"
    assert told(*[text] * times) == []


@given(DIGITS, st.data())
def test_digits_swapped_in_one_copy_are_always_told(number: int, data: st.DataObject) -> None:
    digits = str(number)
    places = [place for place in range(len(digits) - 1) if digits[place] != digits[place + 1]]
    assume(places)
    place = data.draw(st.sampled_from(places))
    slipped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    text = "全年走访困难家庭{}户，效果良好。"
    (message,) = told(text.format(digits), text.format(slipped), text.format(digits), code="C901")
    assert message.startswith("C901 第2段：")


# ---- C902: the same name


def test_one_name_has_one_number() -> None:
    assert told("全县在册低保对象8326户。", "截至年末在册低保对象8362户，应保尽保。") == [
        f"C902 第2段：“在册低保对象”，这里写8362户，{_PLACE} 写8326户　→ "
        "8362户是不是相邻两位数字写颠倒了？请核对原件。"
    ]


def test_what_comes_from_a_figure_outweighs_what_was_typed() -> None:
    given = accounts()
    figures = derive(given)
    first = Statement(Cell(TEXTS, "第1段"), "在册低保对象" + values.mark(0, "8326") + "户。")
    typed = [
        Statement(
            Cell(TEXTS, f"第{place}段"), f"现有在册低保对象{values.mark(len(figures) + place, '8362')}户，好。"
        )
        for place in (2, 3)
    ]
    words = tuple(Typed("8362", each.cell) for each in typed)
    found = comparison.compare(given, figures, (first, *typed), words).relations
    assert [each.expected for each in found if not each.holds] == ["8326户", "8326户"]


def test_the_count_beside_the_same_amount_is_the_same() -> None:
    assert told("签约项目38个，协议引资332.85亿元。", "引进合作项目83个，投资总额332.85亿元。") == [
        f"C902 第2段：与332.85亿元写在一起的“项目”，这里写83个，{_PLACE} 写38个　→ "
        "83个是不是相邻两位数字写颠倒了？请核对原件。"
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("资助困难学生486人。", "资助困难学生486人次。"),
        ("在册低保对象8326户。", "2020年在册低保对象8210户。"),
        ("在册低保对象8326户，上年在册低保对象8210户。", "在册低保对象8326户，变化不大。"),
        ("在册低保对象8326户。", "在册低保对象12户，好；在册低保对象15户，好。"),
        ("同比增长12%。", "收入同比增长15%。", "同比增长15%，好。"),
        ("投资总额12亿元。", "投资总额15亿元，好。"),
        ("比2020年增加38人。", "比2020年增加68人，好。"),
        ("培训合格率达到95%以上。", "培训合格率98%，好。"),
        ("考察走访企业80余次。", "考察走访企业86次，好。"),
        ("甲等项目5个，乙级项目5个。", "补助乡村共38个村，共1200.5万元。", "涉及乡镇共12个乡镇，共1200.5万元。"),
        ("城镇新增就业12.35万人。", "城镇新增就业12.4万人，好。"),
        ((of_project("甲"), "培训农技人员12人。"), (of_project("乙"), "培训农技人员21人，好。")),
        ((of_project("甲", "预期目标"), "培训农技人员12人。"), (of_project("甲"), "培训农技人员21人，好。")),
    ],
    ids=[
        "another unit", "last year", "one text, two years", "one text, two numbers",
        "a rate",
        "no name of its own", "a change", "an aim",
        "rough", "other things beside one amount", "rounded", "two projects", "aim and result",
    ],
)  # fmt: skip
def test_the_same_name_is_left_alone(texts: tuple[Written, ...]) -> None:
    assert told(*texts) == []


def test_the_aim_of_an_indicator_is_not_its_result() -> None:
    given: dict[str, Any] = {"projects": (project("甲", 1, 1, indicators=(performance("教室", "12间", "13间"),)),)}
    assert told(("E教室", "建设标准化教室12间"), ("F教室", "建设标准化教室13间"), **given) == []


# ---- C903: beside the name of a figure

MONEY: dict[str, Any] = {
    "three_public": {"receptions": {"final": 452500, "last": 310000}},
    "revenue_expenditure": {"basic_expenditure": {"final": "2501004.08"}},
    "other_matters": {"staff_joined": {"final": 3}, "establishment": {"final": 20}},
}


def test_a_number_beside_a_name_is_the_number_of_the_table() -> None:
    assert told("公务接待费支出45.52万元。", **MONEY) == [
        "C903 第1段：文字里写“公务接待费支出”45.52万元，〔三公经费〕B9“三公经费·公务接待费”是45.25万元　→ "
        "是不是相邻两位数字写颠倒了？请照表改正，或改用标签 {{ 三公经费.公务接待费 }}。"
    ]


def test_a_number_in_yuan_is_compared_to_fen() -> None:
    assert told("基本支出2501040.08元。", **MONEY) == [
        "C903 第1段：文字里写“基本支出”2501040.08元，〔收入支出〕B16“收入支出·基本支出”是2501004.08元　→ "
        "是不是相邻两位数字写颠倒了？请照表改正，或改用标签 {{ 收入支出.基本支出 }}。"
    ]


def test_people_called_otherwise_are_the_people_of_the_table() -> None:
    assert told("单位新进6位人员，经费增加。", **MONEY) == [
        "C903 第1段：文字里写“新进”6位，〔其他事项〕B17“其他事项·调入人员”是3人　→ "
        "请照表改正，或改用标签 {{ 其他事项.调入人员 }}。"
    ]


def test_last_years_number_is_last_years() -> None:
    assert told("2020年公务接待费31.5万元。", **MONEY) == [
        "C903 第1段：文字里写“公务接待费”31.5万元，〔三公经费〕C9“三公经费·公务接待费·上年”是31.00万元　→ "
        "是不是多了一位数字？请照表改正，或改用标签 {{ 三公经费.公务接待费.上年 }}。"
    ]
    assert confirmed("上年公务接待费31万元。", **MONEY) == {
        "31万元": "〔三公经费〕C9“三公经费·公务接待费·上年”是31.00万元"
    }


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费45.25万元。",
        "公务接待费为452500.00元。",
        "公务接待费45.3万元。",
        "公务接待费452,500元。",
        "公务接待费45.25万元，比2020年31万元增加14.25万元，编制20人。",
        "2018年以来公务接待费累计200万元。",
        "公务接待费近46万元。",
        "公务接待费12次。",
        "全县公务接待费3200万元。",
        "公务接待费12亿元。",
        "其他收入0.61亿元。",
        "编制20名。",
        "2021年编制20名，2020年公务接待费31万元，公务接待费45.25万元。",
        "财政拨款收入总计12万元。",
    ],
    ids=[
        "the same", "in 元", "rounded", "grouped", "both years", "other years", "rough", "another unit",
        "of the county", "far too large", "a blank row", "another measure word",
        "two years in a sentence", "a total of its own",
    ],
)  # fmt: skip
def test_a_number_beside_a_name_is_left_alone(text: str) -> None:
    assert told(text, **MONEY) == []


OF_TOTALS: dict[str, Any] = {
    "revenue_expenditure": {
        "revenue_of_year": {"final": 3700000, "last": 3900000},
        "total_revenue": {"final": 3820000},
        "expenditure_of_year": {"final": 3720000},
        "total_expenditure": {"final": 3820000},
    },
    "fiscal_appropriation": {
        "revenue_of_year": {"final": 3650000},
        "total_revenue": {"final": 3770000},
        "expenditure_of_year": {"final": 3720000},
        "total_expenditure": {"final": 3770000},
    },
}


@pytest.mark.parametrize(
    "text",
    [
        "2021年度收入总计382.00万元。",
        "2021年度收入总计为377万元。",
        "我镇本年收入合计370万元，其中财政拨款365万元。",
        "2021年度收、支总计均为382.00万元。",
        "收入总计和支出总计均为382万元。",
        "财政拨款收支总计377万元。",
        "上年收入合计390万元。",
        "项目支出合计999万元。",
        "全县收入总计99亿元。",
    ],
)
def test_a_total_that_is_that_of_one_of_the_tables_is_left_alone(text: str) -> None:
    assert told(text, code="C903", **OF_TOTALS) == []


def test_a_total_of_both_tables_is_compared_with_both() -> None:
    assert told("2021年度收入总计999.00万元。", **OF_TOTALS) == [
        "C903 第1段：文字里写“收入总计”999.00万元，〔收入支出〕B15“收入支出·收入总计”是382.00万元，"
        "〔财政拨款收支〕B12“财政拨款收支·收入总计”是377.00万元　→ "
        "请照表改正，或改用标签 {{ 收入支出.收入总计 }}。"
    ]
    assert told("本年支出合计327万元。", **OF_TOTALS) == [
        "C903 第1段：文字里写“支出合计”327万元，〔收入支出〕B21“收入支出·本年支出合计”是372.00万元　→ "
        "是不是相邻两位数字写颠倒了？请照表改正，或改用标签 {{ 收入支出.本年支出合计 }}。"
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2021年度支出总计999万元。", "支出总计"),
        ("3．支出总计999万元。", "支出总计"),
        ("我镇本年收入合计999万元。", "收入合计"),
        ("2021年度收、支总计均为999万元。", "收支总计"),
        ("收入总计和支出总计各为999万元。", "收支总计"),
        ("收入支出总计999万元。", "收支总计"),
        ("财政拨款收支总计999万元。", "财政拨款收支总计"),
        ("财政拨款收入总计999万元。", "财政拨款收入总计"),
        ("财政拨款收入合计999万元。", "财政拨款收入合计"),
        ("上年收入合计999万元。", "收入合计"),
        ("收入总计999元。", "收入总计"),
    ],
)
def test_a_total_is_known_by_each_of_its_names(text: str, name: str) -> None:
    (message,) = told(text, code="C903", **OF_TOTALS)
    assert message.startswith(f"C903 第1段：文字里写“{name}”999")


@pytest.mark.parametrize(
    "text", ["3．公务接待费支出54.25万元。", "我镇公务接待费支出54.25万元。", "实际发生公务接待费54.25万元。"]
)
def test_words_that_lead_to_a_name_are_no_part_of_it(text: str) -> None:
    (message,) = told(text, code="C903", **MONEY)
    assert "〔三公经费〕B9“三公经费·公务接待费”是45.25万元" in message


PROJECT: dict[str, Any] = {"projects": (project("甲", 1200000, 800000, score=count(92, "分", "I5", "绩效项目")),)}


def test_the_names_of_a_project_are_those_of_its_own_row() -> None:
    assert told((of_project("甲"), "项目预算102万元，得分29分。"), **PROJECT) == [
        "C903 “项目：甲/自评报告”第1段：文字里写“项目预算”102万元，〔绩效项目〕B甲“项目·甲·预算数”是120.00万元　→ "
        "是不是相邻两位数字写颠倒了？请照表改正，或改用标签 {{ 项目.甲.预算数 }}。",
        "C903 “项目：甲/自评报告”第1段：文字里写“得分”29分，〔绩效项目〕I5“项目·甲·得分”是92分　→ "
        "是不是相邻两位数字写颠倒了？请照表改正，或改用标签 {{ 项目.甲.得分 }}。",
    ]
    assert told((of_project("乙"), "项目预算102万元，得分29分。"), **PROJECT) == []


def test_the_score_of_a_project_may_stand_in_a_text_of_the_department() -> None:
    given = {**PROJECT, "department": department(score=count("91.07", "分", "B15", "基本信息"))}
    assert told("自评得分91.07分。", "自评得分92分，好。", **given) == []
    assert told("自评得分90.17分。", **given) == [
        "C903 第1段：文字里写“自评得分”90.17分，〔基本信息〕B15“单位·自评得分”是91.07分　→ "
        "是不是相邻两位数字写颠倒了？请照表改正，或改用标签 {{ 单位.自评得分 }}。"
    ]


def test_opening_and_closing_balances_are_two() -> None:
    given: dict[str, Any] = {
        "revenue_expenditure": {"opening_balance": {"final": 120000}, "closing_balance": {"final": 100000}}
    }
    assert told("年初结转和结余12万元，年末结转和结余10万元。", **given) == []
    assert len(told("年初结转和结余10万元。", code="C903", **given)) == 1


def test_any_amount_of_the_project_vouches_for_one_without_a_name() -> None:
    found = confirmed((of_project("甲"), "上交120.00万元给分局。"), **PROJECT)
    assert found == {"120.00万元": "〔绩效项目〕B甲“项目·甲·预算数”是120.00万元"}


def test_an_indicator_is_called_by_its_name() -> None:
    given: dict[str, Any] = {"indicators": (indicator("签约项目", 38, last=30),)}
    assert told("签约项目83个。", **given) == [
        "C903 第1段：文字里写“签约项目”83个，〔业务指标〕B签约项目“业务·签约项目”是38个　→ "
        "是不是相邻两位数字写颠倒了？请照表改正，或改用标签 {{ 业务.签约项目 }}。"
    ]
    assert told("签约项目38个，2020年签约项目30个。", **given) == []


# ---- C904: nearly another number


def test_a_long_number_that_is_nearly_a_figure_is_told() -> None:
    assert told("合同金额2501004.80元。", **MONEY) == [
        "C904 第1段：文字里写2501004.80元，〔收入支出〕B16“收入支出·基本支出”是2501004.08元，"
        "是不是相邻两位数字写颠倒了　→ "
    ]
    assert told("合同金额2501004.08元。", **MONEY) == []


def test_two_long_numbers_that_are_nearly_the_same_are_told_once() -> None:
    assert told("支付工程款12345.67元。", "尾款12354.67元已付。") == [
        f"C904 第1段：这里写12345.67元，〔{TEXTS}〕第2段 写12354.67元，只差一点　→ "
        "12345.67元是不是相邻两位数字写颠倒了？请核对原件。"
    ]


def test_the_amount_beside_the_same_count_is_nearly_the_same() -> None:
    assert told("签约项目38个，协议引资332.85亿元。", "引进合作项目38个，投资总额32.85亿元。") == [
        f"C904 第1段：与38个写在一起的，这里是332.85亿元，〔{TEXTS}〕第2段 是32.85亿元，只差一点　→ "
        "332.85亿元是不是多了一位数字？请核对原件。"
    ]


def test_an_amount_of_a_project_that_is_nearly_one_of_its_figures_is_told() -> None:
    figure = "〔绩效项目〕B甲“项目·甲·预算数”是"
    assert told((of_project("甲"), "上交102.00万元。"), **PROJECT) == [
        f"C904 “项目：甲/自评报告”第1段：文字里写102.00万元，{figure}120.00万元，是不是相邻两位数字写颠倒了　→ "
    ]
    assert told((of_project("甲"), "一般公共预算200000.00元。"), **PROJECT) == [
        f"C904 “项目：甲/自评报告”第1段：文字里写200000.00元，{figure}1200000.00元，是不是少了一位数字　→ "
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("支付工程款12345.67元。", "工程款12345.67元已付。"),
        ("工程款123.4万元。", "材料款132.4万元。"),
        ("完成投资12345.6万元。", "完成投资额12345.63万元。"),
        ("培训12345人。", "走访12354户。"),
        ((of_project("甲"), "拨付12万元给各单位，另付20万元。"),),
        ("上交102.00万元。",),
    ],
    ids=["the same", "short", "rounded", "other units", "round amounts of a project", "no project"],
)
def test_numbers_that_are_like_others_are_left_alone(texts: tuple[Written, ...]) -> None:
    assert told(*texts, **PROJECT) == []


def test_a_number_that_another_relation_vouches_for_is_no_slip() -> None:
    sums = "工程款12345.67元，其中甲2345.67元、乙10000元。", "材料款12354.67元，其中丙2354.67元、丁10000元。"
    assert told(*sums) == []


# ---- C905: a total and its parts


def test_parts_that_do_not_make_the_total_are_told() -> None:
    text = "项目38个，投资332.85亿元，其中一产业7个、13.1亿元；二产业14个、97亿元；三产业17个、213.75亿元。"
    assert told(text) == [
        "C905 第1段：各部分13.1亿元＋97亿元＋213.75亿元＝323.85亿元，比写的总数332.85亿元少9.00亿元　→ "
        "是不是332.85亿元应为323.85亿元（相邻两位数字写颠倒了）？请核对原件。"
    ]


def test_the_part_that_was_mistyped_is_guessed() -> None:
    assert told("在校学生3216人，其中高一1098人、高二1037人、高三1045人。") == [
        "C905 第1段：各部分1098人＋1037人＋1045人＝3180人，比写的总数3216人少36人　→ "
        "是不是1037人应为1073人（相邻两位数字写颠倒了）？请核对原件。"
    ]


def test_parts_above_the_total_are_told() -> None:
    assert told("在校学生3216人，其中寄宿生1800人、走读生1700人。") == [
        "C905 第1段：各部分1800人＋1700人＝3500人，比写的总数3216人多284人　→ "
    ]


def test_what_stands_in_a_bracket_is_meant_to_be_all() -> None:
    assert told("编制30人（行政20人、事业8人）。") == [
        "C905 第1段：各部分20人＋8人＝28人，比写的总数30人少2人　→ "
    ]


def test_parts_whose_shares_make_a_hundred_are_all_there_is() -> None:
    assert told("在编45人，其中男12人，占48.89%；女13人，占51.11%。") == [
        "C905 第1段：各部分12人＋13人＝25人，比写的总数45人少20人。与这个数有关、一并对不上的还有："
        "第1段：12人除以45人，占比应为26.67%，写的是48.89%；第1段：13人除以45人，占比应为28.89%，写的是51.11%　→ "
    ]


def test_parts_of_a_part_are_parts_of_that_part() -> None:
    text = "收入1286.35万元，其中拨款1200万元、其他86.35万元，利息6.35万元、捐赠80万元。"
    assert told(text) == []
    assert confirmed(text)["80万元"] == "6.35万元＋80万元"
    assert told(text.replace("捐赠80", "捐赠90")) == [
        "C905 第1段：各部分6.35万元＋90万元＝96.35万元，比写的总数86.35万元多10.00万元　→ "
        "是不是86.35万元应为96.35万元（写错了一位数字）？请核对原件。"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "在校学生3216人，其中高一1098人、高二1073人、高三1045人。",
        "在校学生3216人，其中高一1098人、高二1073人。",
        "村（社区）320个（脱贫村45个、移民村12个）。",
        "家庭农场1268家，其中省级示范场36家、市级示范场85家。",
        "收入1286.35万元，其中拨款1200万元、其他86.35万元，其中利息6.35万元、捐赠20.5万元。",
        "收入100万元，其中甲60万元，比上年增加10万元；乙40万元。",
        "收入100万元，其中甲60万元，同比多10万元，乙40万元。另外，下拨丙80万元。",
        "投入100万元，其中每人补助500元，甲50万元、乙50万元。",
        "约100万元，其中甲60万元、乙60万元。",
        "总额1,234.56元，其中甲1,000元、乙234.56元。",
        "总额-10万元，其中甲-4万元、乙-6万元。",
        "总额100万元，分别为甲40万元、乙60万元。",
        "低保对象8326户13458人，其中城市1245户1876人，农村7081户11582人；发放低保金4826万元。",
        "开工项目17个，总投资33.58亿元。其中，工业项目12个，总投资19.38亿元，2022年计划投资约10亿元；民生项目5个，总投资14.2亿元。",
        "收入200万元、支出160万元，其中基本支出80万元、项目支出80万元。",
        "其中甲40万元、乙60万元。",
        "共100万元，其中甲40万元。",
        "宣传活动5场（其中第3场120人参加，第4场90人参加）。",
        "一级甲类项目12个（A4纸2份）。",
    ],
)
def test_parts_are_left_alone(text: str) -> None:
    assert told(text) == []


def test_parts_that_make_the_total_by_rounding_alone_are_a_hint() -> None:
    assert told("总额1.0亿元，其中甲0.55亿元、乙0.46亿元。") == [
        "C913 第1段：按0.55亿元、0.46亿元相加是1.01亿元，写的是1.0亿元，差在四舍五入的尾数上　→ "
    ]


PARTS = st.lists(st.integers(1, 10**7), min_size=2, max_size=5)


def listed(total: int, parts: list[int], places: int) -> str:
    """A total with its parts, in a bracket, so that they are all there is."""
    words = "、".join(
        f"{name}{written(part, places)}万元" for name, part in zip("甲乙丙丁戊", parts, strict=False)
    )
    return f"总额{written(total, places)}万元（{words}）。"


def written(number: int, places: int) -> str:
    return f"{Decimal(number).scaleb(-places):f}"


@given(PARTS, st.integers(0, 2))
def test_a_total_that_is_the_sum_of_its_parts_is_never_told(parts: list[int], places: int) -> None:
    assert told(listed(sum(parts), parts, places), code="C905") == []


@given(PARTS, st.integers(0, 2), st.data())
def test_any_change_of_one_part_is_always_told(parts: list[int], places: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(parts) - 1))
    fewer = sum(parts) // 5
    changed = data.draw(
        st.integers(max(1, parts[place] - fewer), parts[place] + 10**6).filter(lambda n: n != parts[place])
    )
    total, others = sum(parts), [*parts[:place], changed, *parts[place + 1 :]]
    assume(all(sum(others[:count]) != total for count in range(2, len(others))))
    (message,) = told(listed(total, others, places))
    is_more_than_rounding = 2 * abs(sum(others) - total) > len(others) + 1
    assert message.startswith("C905" if is_more_than_rounding else "C913")


# ---- C906: shares


def test_a_share_that_is_not_part_over_total_is_told() -> None:
    assert told("在编45人，其中男22人，占49.89%；女23人，占51.11%。") == [
        "C906 第1段：22人除以45人，占比应为48.89%，写的是49.89%　→ "
    ]


@pytest.mark.parametrize(
    "text",
    [
        "在编45人，其中男22人，占48.89%；女23人，占51.11%。",
        "在编45人，其中男22人，占比48.9%；女23人，占比为51.1%。",
        "收入200万元，其中甲80万元，占预算的60%，乙30万元。",
        "工业产值200万元，其中甲80万元，占全县工业产值的2%，乙30万元。",
        "收入200万元、支出160万元，其中基本支出80万元，占50%。",
        "收入200万元，其中甲80万元，提高2个百分点，占40%。",
        "收入200万元，其中占40%的是甲。",
        "收入200万元，其中甲12人，占40%。",
        "收入0万元，其中甲0万元，占0%。",
    ],
)
def test_shares_are_left_alone(text: str) -> None:
    assert told(text) == []


def half_up(value: Fraction, places: int) -> str:
    return f"{phrases.rounded(value, places):f}"


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 2))
def test_a_share_computed_and_rounded_is_never_told(part: int, rest: int, places: int) -> None:
    share = half_up(Fraction(100 * part, part + rest), places)
    assert told(f"收入{part + rest}万元，其中甲{part}万元，占{share}%。") == []
    assert told(f"共{part + rest}户，其中甲{part}户，占{share}%。") == []


@given(st.integers(1, 999), st.integers(1000, 9999), st.integers(1, 90))
def test_a_share_of_counts_that_is_off_is_always_told(part: int, total: int, off: int) -> None:
    share = half_up(Fraction(100 * part, total) + Fraction(off, 100), 2)
    assert len(told(f"共{total}户，其中甲{part}户，占{share}%。", code="C906")) == 1


# ---- C907: differences and rates


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("收入120万元，比上年增加20万元，增长25%。", "按120万元、20万元计算，变动率应为20%，写的是25%　→ "),
        ("收入120万元，比2020年的100万元增加25万元。", "按120万元、100万元计算应为20万元，写的是25万元　→ "),
        (
            "收入120万元，比2020年的100万元增加25万元，增长20%。",
            "按120万元、100万元计算应为20万元，写的是25万元　→ ",
        ),
        (
            "收入120万元，较上年减少20万元，增长14.29%。",
            "按120万元、20万元计算应为下降14.29%，写的方向相反　→ 增减方向写反了。",
        ),
        (
            "2020年收入100万元，2021年收入120万元，增长12%。",
            "按120万元、100万元计算，变动率应为20%，写的是12%　→ ",
        ),
        (
            "2020年支出100万元，今年支出增加20万元，增长25%。",
            "按100万元、20万元计算，变动率应为20%，写的是25%　→ ",
        ),
        (
            "去年走访100户，今年走访80户，下降25%。",
            "按80户、100户计算，变动率应为20%，写的是25%　→ 写的是用变动额除以本年数的结果，应除以上年数。",
        ),
        (
            "收入5万元，比上年增加5万元，增长100%。",
            "上年为0，没有变动率，写的是100%　→ 上年为0时不写增长百分之几。",
        ),
    ],
)
def test_a_rate_that_does_not_fit_is_told(text: str, message: str) -> None:
    assert told(text) == [f"C907 第1段：{message}"]


@pytest.mark.parametrize(
    ("text", "word", "number"),
    [
        ("经费1.2万元，比上年减少-0.4万元，下降25%。", "减少", "0.4万元"),
        ("上年1.6万元，今年1.2万元，减少了－0.4万元，下降25%。", "减少", "0.4万元"),
        ("今年1.2万元，增加-0.4万元，增长25%。", "增加", "0.4万元"),
        ("经费1.2万元，比上年减少0.4万元，下降-25%。", "下降", "25%"),
        ("在校生30人，比上年减少−3人。", "减少", "3人"),
        ("满意度下降-2个百分点。", "下降", "2个百分点"),
    ],
)
def test_a_sign_behind_a_word_that_says_the_direction_is_told_alone(text: str, word: str, number: str) -> None:
    assert told(text) == [
        f"C907 第1段：“{word}”后面的数又带负号，写成{word}-{number}，是增是减说不清　→ "
        f"确是{word}就写{word}{number}，不带负号；不是就改“{word}”这个词。"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "经费-1.2万元，比上年减少0.4万元。",
        "气温下降5%-8%。",
        "每户减少5-10万元。",
        "收入120万元，比上年增加20万元，增长20%。",
        "收入6.8亿元，较2020年的6.2亿元增加0.6亿元，增长9.68%。",
        "收入200万元，支出90万元，收入增加20万元，增长11.11%。",
        "毕业生3860人和2975人，达标率98%，比2020年提高2个百分点。",
        "完成投资18.6亿元，目标15亿元，同比增长11.2%。",
        "接警68520起，刑事警情1286起，同比下降12.3%。",
        "2021年收入100万元，比2020年增长5%，支出90万元，下降3%。",
        "床位286张，2021年新增30张，增长11.72%。",
        "2020年支出367.93万元，与2020年相比，支出增加141.35万元，增加38.42%。",
        "同比增长12%。",
        "收入增加20万元，增长12%。",
        "办案12件，收入增长12%。",
    ],
)
def test_rates_are_left_alone(text: str) -> None:
    assert told(text, code="C907") == []


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 2))
def test_a_difference_and_its_rate_are_never_told(last: int, now: int, places: int) -> None:
    assume(now != last)
    one, other = ("增加", "增长") if now > last else ("减少", "下降")
    rate = half_up(Fraction(abs(now - last) * 100, last), places)
    stated = f"收入{now}万元，比上年{one}{abs(now - last)}万元，{other}{rate}%。"
    both = f"收入{now}万元，比上年的{last}万元{one}{abs(now - last)}万元，{other}{rate}%。"
    assert told(stated) == told(both) == []


# ---- C908: completions


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "预算120万元，执行90万元，执行率57%。",
            "90万元除以120万元，完成率应为75%，写的是57%　→ " + swapped("57%"),
        ),
        (
            "完成投资18.6亿元，完成目标任务15亿元的142%。",
            "18.6亿元除以15亿元，完成率应为124%，写的是142%　→ " + swapped("142%"),
        ),
        ("支出90万元，预算120万元，完成预算的80%。", "90万元除以120万元，完成率应为75%，写的是80%　→ "),
        ("预算120万元，执行90万元，结余20万元。", "按90万元、120万元计算应为30万元，写的是20万元　→ "),
        ("支出0万元，预算0万元，完成预算的100%。", "除数为0，没有百分比，写的是100%　→ "),
    ],
)  # fmt: skip
def test_a_completion_that_does_not_fit_is_told(text: str, message: str) -> None:
    assert told(text, code="C908") == [f"C908 第1段：{message}"]


@pytest.mark.parametrize(
    "text",
    [
        "预算1550万元，执行1480.5万元，执行率95.52%，结余69.5万元。",
        "完成投资1.35亿元，计划1.2亿元，占年度计划的112.5%。",
        "项目执行30万元，比预算数少5万元，执行率85.71%。",
        "支出90万元，占预算的75%。",
        "预算120万元，完成任务12件，完成预算的75%。",
        "预算120万元，追加30万元，调减10万元，结余20万元。",
        "结余20万元。",
    ],
)
def test_completions_are_left_alone(text: str) -> None:
    assert told(text, code="C908") == []


# ---- the same in half and full width, in one text or in many


def test_full_width_digits_and_signs_are_read_alike() -> None:
    assert told("收入１２０万元，比上年增加２０万元，增长２５％。") == [
        "C907 第1段：按120万元、20万元计算，变动率应为20％，写的是25％　→ "
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("1.培训费。支出12万元，完成预算100%。", "2.会议费。支出16万元，完成预算100%。"),
        (
            "（1）行政运行支出220万元，其中：基本支出220万元，项目支出0元。",
            "（2）信息建设支出30万元，其中：基本支出0元，项目支出30万元。",
        ),
        ("公务接待费支出增加3万元。", "公务接待费支出12万元，好。"),
        ("2021年政府性基金预算支出情况：本年支出12万元。", "上年本年支出15万元，好。"),
        ("累计投资15.6亿元，其中2016年8.1亿元、2017年7.5亿元。",),
    ],
)
def test_items_that_are_worded_alike_are_left_alone(texts: tuple[str, ...]) -> None:
    assert told(*texts) == []


def test_a_total_in_one_paragraph_has_its_parts_in_those_behind_it() -> None:
    lines = "“三公”经费支出5万元。", "1.公务用车购置及运行维护费支出3万元。", "2.公务接待费支出4万元。"
    (message,) = told(*[(f"“主要职能”第{at}段", line) for at, line in enumerate(lines, 1)], code="C905")
    assert message == "C905 “主要职能”第1段：各部分3万元＋4万元＝7万元，比写的总数5万元多2万元　→ "


def test_a_thousand_items_worded_alike_are_read_in_time_that_grows_with_them() -> None:
    texts = [f"{place}.村道{place}号支出{place + 1000}.12万元，完成预算100%。" for place in range(300)]
    started = time.process_time()
    compared(*texts)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "text",
    [
        "，".join(f"预算{at}.12万元，支出{at}.12万元，完成预算的100%" for at in range(1000, 1300)),
        "支出" + "".join(f"（其中{at}.12万元" for at in range(1000, 1300)) + "）" * 300,
        "；\n".join(f"其中，支出{at}.12万元" for at in range(1000, 1300)),
        "，" * 20_000 + "支出3万元",
    ],
    ids=["budgets", "brackets", "openings", "commas"],
)
def test_much_of_one_kind_in_a_sentence_is_read_in_time_that_grows_with_it(text: str) -> None:
    started = time.process_time()
    compared(text)
    assert time.process_time() - started < 2


# ---- C909: years


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("比2019年增加5人。", "与上年比较的地方写的是2019年"),
        ("收入与2018年基本持平。", "与上年比较的地方写的是2018年"),
        ("2002年相比增加5人。", "与上年比较的地方写的是2002年"),
        ("比2012年增加5人。", "与上年比较的地方写的是2012年"),
        ("在22021年召开大会。", "22021年不是可能的年份"),
        ("201.9年，全局召开大会。", "201.9年不是可能的年份"),
        ("会议在221年召开。", "221年不是可能的年份"),
        ("2019年，全局召开大会。", "写的是2019年，既不是本年度也不是上年度"),
        ("截至2018年末，存量12件。", "写的是2018年，既不是本年度也不是上年度"),
        ("会议于2024年召开。", "写的是2024年，既不是本年度也不是上年度"),
        ("〔待确认〕2019年，全局召开大会。", "写的是2019年，既不是本年度也不是上年度"),
        ("我局对2020年整体支出开展绩效自评。", "写的是2020年，整段没有提到2021年，像是上年留下的"),
        ("总投资15亿元，2012年计划投资10亿元。", "2012年已经过去，后面却说打算"),
        ("全年培训12期，2012年末在册学员79人。", "写的是2012年，既不是本年度也不是上年度，像是写错了数字"),
        ("我局在2002年度部门决算中反映项目。", "写的是2002年，既不是本年度也不是上年度，像是写错了数字"),
        ("截至2012年12月底，共有学员8人。", "写的是2012年，既不是本年度也不是上年度，像是写错了数字"),
        ("截至2020年12月底，共有学员8人。", "写的是2020年，整段没有提到2021年，像是上年留下的"),
    ],
)
def test_a_year_that_is_neither_this_nor_the_last_is_told(text: str, message: str) -> None:
    assert told(text) == [f"C909 第1段：{message}　→ "]


@pytest.mark.parametrize(
    "text",
    [
        "2021年，收入比2020年增加5人。",
        "2020年整体支出自评94分，今年更好。",
        "2020年召开大会。",
        "2021年与2020年相比持平。",
        "较2015年提高21个百分点。",
        "根据办函〔2012〕53号文件。",
        "《2018年工作要点》和“2012年行动”继续实施。",
        "完成2002年至2018年的清理，2012—2019年共5件，2017年、2018年各1件。",
        "2012年以来，项目2015年建成，2016年3月完工。",
        "2022年计划新建1所，2025年建成后投用。",
        "县一中建校110年来成绩显著，建党100年之际庆祝，庆祝成立100周年，有200年历史。",
        "会议由第3届代表参加，时长100分。",
        "工龄满30年的5人，八年级学生12人，2021届。",
        "项目在2018年开工。",
        "服务站2012年12月由县编办批准，有学员20人。服务站2012年经批准成立，有学员20人。",
        "“十三五”（2016—2020年）时期，自2012年起每年培训5人，到2025年培训12人。",
        "根据2012年印发的办法，每人补助500元，2002年开工的项目完工。",
    ],
)
def test_years_are_left_alone(text: str) -> None:
    assert told(text) == []


# ---- C911: how numbers are written


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("支付1401689.775元。", "1401689.775元写得不对：元后面最多到分，两位小数"),
        ("支付09000元。", "09000元写得不对：开头多了0"),
        ("增长020%。", "020%写得不对：开头多了0"),
        ("参加3.8人。", "3.8人写得不对：人没有小数"),
        ("支付.66万元。", ".66万元写得不对：小数点前面少了数字"),
        ("同比增长，．66％。", ".66％写得不对：小数点前面少了数字"),
    ],
)
def test_a_number_that_cannot_be_written_so_is_told(text: str, message: str) -> None:
    assert told(text) == [f"C911 第1段：{message}　→ "]


@pytest.mark.parametrize(
    "text",
    [
        "支付1401689.77元。",
        "增长0.2%。",
        "参加3.8万人。",
        "户均3.8人。",
        "长3.85公里。",
        "编号007。",
        "支付1.2345万元。",
        "每户0.5人。",
    ],
)
def test_numbers_that_may_be_written_so_are_left_alone(text: str) -> None:
    assert told(text) == []


# ---- names, and what nobody vouches for


@pytest.mark.parametrize(
    "text",
    [
        "走访500强企业。",
        "“5+2”产业招商组。",
        "A4纸。",
        "第3次。",
        "1月30日。",
        "办函〔2012〕53号。",
        "1．立项。",
        "（1）立项。",
        "12时。",
    ],
)
def test_a_number_in_a_name_is_no_quantity(text: str) -> None:
    found = compared(text).typed
    assert all(each.is_name for each in found)
    assert found
    assert not any(each.is_unlinked for each in found)


def test_a_number_outside_every_text_is_a_name() -> None:
    given = accounts()
    assert (
        comparison.compare(given, derive(given), (), (Typed("133001", Cell("基本信息", "B9")),)).typed[0].is_name
    )


def test_a_number_that_nothing_vouches_for_is_unlinked() -> None:
    assert [(each.text, each.is_unlinked) for each in compared("走访5次。").typed] == [("5次", True)]


def test_numbers_that_the_program_printed_are_not_checked_again() -> None:
    texts = "收入90人（男40人、女45人），增加10人，增长50%；预算100万元，执行90万元，执行率80%，结余5万元。"
    given = accounts()
    statement = Statement(Cell(TEXTS, "第1段"), texts)
    assert comparison.compare(given, derive(given), (statement,), ()).relations == ()


# ---- other departments


@pytest.mark.parametrize("name", paragraphs.PARAGRAPHS)
def test_nothing_is_said_of_the_true_texts_of_another_department(name: str) -> None:
    assert told(*paragraphs.PARAGRAPHS[name]) == []


def test_nothing_is_said_of_all_of_them_together() -> None:
    assert told(*(text for texts in paragraphs.PARAGRAPHS.values() for text in texts)) == []


def test_much_of_them_is_vouched_for() -> None:
    typed = [each for texts in paragraphs.PARAGRAPHS.values() for each in compared(*texts).typed]
    assert sum(bool(each.confirmed) for each in typed) >= 0.3 * len(typed)
