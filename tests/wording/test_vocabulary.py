"""The tags a template may use: what they print, and when they hold."""

from collections.abc import Mapping
from typing import Any

import pytest

from juesuan.figures.derive import derive
from juesuan.model import values
from juesuan.model.accounts import Accounts
from juesuan.model.problems import ReportError
from juesuan.model.projects import PerformanceIndicator
from juesuan.wording import vocabulary
from juesuan.wording.tags import look_up
from tests.support.factories import (
    accounts,
    amount,
    basic,
    department,
    economic,
    indicator,
    item,
    passages,
    project,
    words,
)


def tree(given: Accounts) -> Any:
    return vocabulary.build(given, derive(given)).tags


def said(given: Accounts, name: str) -> str | None:
    """What the tag prints, as the reader sees it."""
    found = look_up(tree(given), name)
    return None if found is None else values.plain(found)


def plain(tag: object) -> str:
    return values.plain(str(tag))


# ---- figures


def test_all_that_can_be_said_of_a_row() -> None:
    row = {"final": 7552800, "last": 5632800, "budget": 8000000, "reason": "项目增加"}
    given = accounts(
        fiscal_appropriation={"general_public_expenditure": row},
        revenue_expenditure={"expenditure_of_year": {"final": 7552800}},
    )
    tag = tree(given)["财政拨款收支"]["一般公共预算财政拨款支出"]
    assert plain(tag) == "755.28万元"
    assert {name: plain(member) for name, member in tag.members.items()} == {
        "数": "755.28",
        "元": "7552800.00元",
        "上年": "563.28万元",
        "增减额": "增加192.00万元",
        "增减率": "增长34.09%",
        "同比": "增加192.00万元，增长34.09%",
        "增减情况": "增加192.00万元，增加34.09%",
        "比": "比",
        "较": "较",
        "已填": "是",
        "占比": "100%",
        "及占比": "755.28万元，占100%",
        "预算": "800.00万元",
        "完成率": "94.41%",
        "预算对比": "小于预算数",
        "说明": "",
        "变动原因": "项目增加",
        "差异原因": "",
    }


def test_every_number_of_a_tag_is_marked() -> None:
    given = accounts(revenue_expenditure={"other_revenue": {"final": 5, "last": 4}})
    figures = derive(given)
    text = look_up(vocabulary.build(given, figures).tags, "收入支出.其他收入.同比")
    marks = [figures["收入支出.其他收入.增减"].serial, figures["收入支出.其他收入.增减率"].serial]
    assert [serial for serial, _ in values.printed(text or "")] == marks


def test_a_nil_does_not_hold_and_a_count_has_no_yuan() -> None:
    built = tree(accounts(other_matters={"staff": {"final": 5}}))
    assert built["其他事项"]["在编人员"]
    assert not built["其他事项"]["车辆"]
    assert plain(built["其他事项"]["车辆"]) == "0辆"
    assert "元" not in built["其他事项"]["在编人员"].members


def test_the_year_is_bare_and_the_last_year_too() -> None:
    assert (said(accounts(), "年度"), said(accounts(), "上年度")) == ("2021", "2020")


def test_the_department_speaks_of_itself() -> None:
    given = accounts(
        department=department(
            short_name=words("县水务局"), own_name=words("我局"), code=words("418001"), grade=words("优")
        )
    )
    own = {name: plain(tag) for name, tag in tree(given)["单位"].items()}
    assert own == {
        "全称": "青禾县水务局",
        "简称": "县水务局",
        "地区": "青禾县",
        "编码": "418001",
        "自评得分": "",
        "自评等级": "优",
        "自称": "我局",
        "监督索引号": "",
        "保密审查": "",
        "联系方式": "",
        "公开日期": "2022年9月5日",
        "部门或单位": "部门",
        "是单位": "",
        "无机关运行经费": "",
        "整体自评": "是",
        "保留重点工作": "",
        "职能分列": "",
        "重点工作序号": "（二）",
    }


def test_a_score_that_is_not_filled_in_is_a_tag_without_words() -> None:
    """It is there, so that a text that names it is told of the blank cell, not of a name that does not exist."""
    given = accounts(texts={"主要职能": passages("自评得分{{ 单位.自评得分 }}。")})
    with pytest.raises(ReportError) as refused:
        tree(given)
    assert [problem.code for problem in refused.value.problems] == ["T12"]


def test_what_the_department_leaves_blank_does_not_hold() -> None:
    own = tree(accounts(department=department(published_on=None)))["单位"]
    unfilled = ["自评得分", "编码", "自评等级", "监督索引号", "保密审查", "联系方式", "公开日期"]
    conditions = ["是单位", "无机关运行经费", "保留重点工作", "职能分列"]
    assert [name for name in own if not own[name]] == [*unfilled, *conditions]
    assert (plain(own["简称"]), plain(own["自称"])) == ("青禾县水务局", "本部门")


def test_economic_items_are_listed_by_the_officer_or_by_their_amount() -> None:
    given = accounts(
        basic_expenditure=basic(
            0,
            0,
            economic("30101", "基本工资", 5),
            economic("30102", "津贴补贴", 0),
            economic("30103", "奖金", 0, listed="是"),
            economic("30301", "离休费", 5, listed="否"),
            economic("30302", "退休费", None),
            economic("30201", "办公费", -1),
            economic("31002", "办公设备购置", 5),
        )
    )
    assert said(given, "基本支出.人员经费名单") == "基本工资、奖金"
    assert said(given, "基本支出.公用经费名单") == "办公费、办公设备购置"


def test_the_staff_is_listed_by_kinds_that_are_there() -> None:
    rows = {
        "staff_administrative": {"final": 12},
        "staff_workers": {"final": 1},
        "staff_institutional": {"final": 0},
    }
    assert said(accounts(other_matters=rows), "其他事项.在编人员构成") == "行政人员12人，工勤人员1人"
    assert said(accounts(), "其他事项.在编人员构成") == ""


# ---- the officer's words in the rows


def test_a_blank_reason_does_not_hold() -> None:
    rows = tree(accounts(three_public={"receptions": {"final": 5, "reason": "接待减少"}}))["三公经费"]
    assert plain(rows["公务接待费"]["变动原因"]) == "接待减少"
    assert rows["公务接待费"]["变动原因"]
    assert not rows["公务接待费"]["差异原因"]
    assert not rows["公务接待费"]["说明"]


def test_the_officer_compares_where_last_year_is_not_known() -> None:
    given = accounts(three_public={"receptions": {"final": 50000, "comparison": "基本持平"}})
    assert said(given, "三公经费.公务接待费.同比") == "基本持平"
    assert said(given, "三公经费.公务接待费.增减情况") == "基本持平"


def test_a_known_last_year_is_compared_by_the_figures() -> None:
    given = accounts(three_public={"receptions": {"final": 50000, "last": 50000, "comparison": "略有增加"}})
    assert said(given, "三公经费.公务接待费.同比") == "持平"


def test_nobody_compares_where_nothing_is_known() -> None:
    assert said(accounts(three_public={"receptions": {"final": 50000}}), "三公经费.公务接待费.同比") == ""


def test_a_reason_may_use_tags() -> None:
    given = accounts(
        indicators=(indicator("签约", 38),),
        three_public={"receptions": {"final": 5, "reason": "签约项目{{ 业务.签约 }}"}},
    )
    assert said(given, "三公经费.公务接待费.变动原因") == "签约项目38个"


def totals(revenue: dict[str, Any], expenditure: dict[str, Any]) -> Accounts:
    return accounts(revenue_expenditure={"total_revenue": revenue, "total_expenditure": expenditure})


@pytest.mark.parametrize(
    ("revenue", "expenditure", "reason", "direction"),
    [
        ({"final": 5, "last": 4, "reason": "甲"}, {"final": 5, "last": 4, "reason": "甲"}, "甲", "增加"),
        ({"final": 3, "last": 4, "reason": "甲"}, {"final": 3, "last": 4, "reason": "乙"}, "甲；乙", "减少"),
        ({"final": 5, "last": 4}, {"final": 3, "last": 4, "reason": "乙"}, "乙", ""),
        ({"final": 5}, {"final": 3}, "", ""),
    ],
)
def test_both_totals_have_one_reason_and_one_direction(
    revenue: dict[str, Any], expenditure: dict[str, Any], reason: str, direction: str
) -> None:
    group = tree(totals(revenue, expenditure))["总计口径"]
    assert plain(group["收支变动原因"]) == reason
    assert bool(group["收支变动原因"]) == bool(reason)
    assert plain(group["收支变动方向"]) == direction


# ---- classification


def test_items_and_classes_are_listed_in_the_order_of_their_codes() -> None:
    given = accounts(
        fiscal_appropriation={"general_public_expenditure": {"final": 40000}},
        functional_items=(
            item("213", name="农林水支出"),
            item("21303", name="水利"),
            item("2130305", name="水利工程建设", basic=10000, budget=20000, budget_reason="尚未结算"),
            item("208", name="社会保障和就业支出", project=30000),
        ),
    )
    items, classes = tree(given)["支出科目"], tree(given)["支出大类"]
    assert [plain(each["名称"]) for each in items] == [
        "社会保障和就业支出（类）",
        "农林水支出（类）水利（款）水利工程建设（项）",
    ]
    assert [plain(each) for each in items] == ["3.00万元", "1.00万元"]
    assert [plain(each["完成率"]) for each in items] == ["", "50%"]
    assert [plain(each["差异原因"]) for each in items] == ["", "尚未结算"]
    assert [(plain(each["名称"]), plain(each["及占比"])) for each in classes] == [
        ("社会保障和就业支出", "3.00万元，占75%"),
        ("农林水支出", "1.00万元，占25%"),
    ]


# ---- texts


def paragraphs(given: Accounts, name: str) -> list[tuple[str, int]]:
    return [(plain(each["文字"]), each["级别"]) for each in tree(given)["文字"][name]]


def test_a_text_is_a_list_of_paragraphs_with_levels() -> None:
    texts = {"主要职能": (*passages("一、总则", level=1), *passages("负责{{ 年度 }}年工作。"))}
    assert paragraphs(accounts(texts=texts), "主要职能") == [("一、总则", 1), ("负责2021年工作。", 0)]


def test_a_text_that_is_not_there_is_an_empty_list() -> None:
    assert paragraphs(accounts(), "国内公务接待具体内容") == []


def test_a_shared_text_of_several_paragraphs_opens_as_many() -> None:
    texts = {
        "共用文字/领导小组": passages("组长：{{ 单位.全称 }}局长", "成员：各科室"),
        "主要职能": passages("成立小组。\n{{ 共用.领导小组 }}"),
    }
    given = accounts(texts=texts)
    assert paragraphs(given, "主要职能") == [("成立小组。", 0), ("组长：青禾县水务局局长", 0), ("成员：各科室", 0)]
    assert said(given, "共用.领导小组") == "组长：青禾县水务局局长\n成员：各科室"


def test_shared_texts_do_not_hold_one_another() -> None:
    texts = {"共用文字/甲": passages("甲"), "共用文字/乙": passages("{{ 共用.甲 }}")}
    with pytest.raises(ReportError, match=r"没有标签 \{\{ 共用.甲 \}\}"):
        tree(accounts(texts=texts))


def test_every_tag_that_does_not_exist_is_told_with_its_place() -> None:
    texts = {"主要职能": passages("{{ 年渡 }}"), "项目：甲/项目综述": passages("好", "{{ 1+1 }}")}
    given = accounts(
        texts=texts,
        projects=(project("甲", 1, 1, reason=words("{{ 无此 }}", "H4", "绩效项目")),),
    )
    with pytest.raises(ReportError) as caught:
        tree(given)
    assert [(problem.code, problem.where) for problem in caught.value.problems] == [
        ("T10", "〔文字材料.docx〕第1段"),
        ("T11", "〔文字材料.docx〕第2段"),
        ("T10", "〔绩效项目〕H4"),
    ]


# ---- projects and attachments


def test_a_project_has_its_figures_its_texts_and_its_indicators() -> None:
    own = PerformanceIndicator(
        words("甲"), words("产出"), words("数量"), words("长度"), words("{{ 年度 }}米"), None
    )
    given = accounts(
        texts={"项目：甲/项目综述": passages("好。"), "项目：甲/自评报告": passages("报告。")},
        projects=(
            project("甲", 200000, 150000, indicators=(own,), reason=words("未结算"), budget_fiscal=amount(200000)),
        ),
    )
    (found,) = tree(given)["绩效项目"]
    assert {name: plain(found[name]) for name in ("名称", "全名", "预算数", "执行数", "完成率", "差额")} == {
        "名称": "甲",
        "全名": "甲项目",
        "预算数": "20.00万元",
        "执行数": "15.00万元",
        "完成率": "75%",
        "差额": "5.00万元",
    }
    assert (plain(found["预算对比"]), plain(found["差异原因"])) == ("小于预算数", "未结算")
    assert [plain(each["文字"]) for each in found["项目综述"]] == ["好。"]
    assert {name: plain(tag) for name, tag in found["指标"][0].items()} == {
        "一级": "产出",
        "二级": "数量",
        "三级": "长度",
        "预期值": "2021米",
        "实际值": "",
        "权重": "",
        "得分": "",
        "偏差原因": "",
    }
    assert not found["得分"]
    assert said(given, "绩效项目个数") == "1个"
    assert said(given, "项目.甲") == "甲"
    assert said(given, "项目.甲.执行数.元") == "150000.00元"


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("河道治理", "河道治理项目"),
        ("河道治理项目", "河道治理项目"),
        ("项目管理", "项目管理项目"),
        ("项目", "项目"),
    ],
)
def test_the_full_name_of_a_project_has_the_word_once(name: str, full: str) -> None:
    (found,) = tree(accounts(projects=(project(name, 1, 1),)))["绩效项目"]
    assert plain(found["全名"]) == full


def test_a_project_without_a_budget_has_no_completion_to_print() -> None:
    (found,) = tree(accounts(projects=(project("甲", 0, 0),)))["绩效项目"]
    assert not found["完成率"]
    assert plain(found["预算对比"]) == "与预算数持平"


def test_the_attachments_are_the_overall_report_then_one_for_each_project() -> None:
    texts = {
        "整体支出绩效自评报告": passages("整体。"),
        "项目：甲/自评报告": passages("甲报告。"),
        "项目：乙/自评报告": passages("乙报告。", "完。"),
    }
    given = accounts(texts=texts, projects=(project("甲", 1, 1), project("乙", 1, 1)))
    found = [
        (each["序号"], plain(each["项目"]), [plain(text["文字"]) for text in each["正文"]])
        for each in tree(given)["附件"]
    ]
    assert found == [(1, "", ["整体。"]), (2, "甲项目", ["甲报告。"]), (3, "乙项目", ["乙报告。", "完。"])]
    assert not tree(given)["附件"][0]["项目"]


# ---- kinds of units


def of_unit(**changes: Any) -> Mapping[str, Any]:
    return {name: plain(tag) for name, tag in tree(accounts(department=department(**changes)))["单位"].items()}


def test_a_single_unit_speaks_of_itself_as_a_unit() -> None:
    own = of_unit(level=words("单位"), own_name=None, kind=words("事业单位"), overall_report=words("否"))
    assert (own["部门或单位"], own["自称"], own["是单位"], own["整体自评"]) == ("单位", "本单位", "是", "")
    assert own["无机关运行经费"] == "是"
    assert of_unit(own_name=None)["自称"] == "本部门"


@pytest.mark.parametrize(
    ("headings", "printed", "work"),
    [
        ((), (), "（二）"),
        (("（一）党委主要职能", "（二）政府主要职能"), ("（一）党委主要职能", "（二）政府主要职能"), "（三）"),
        (("党委主要职能", "政府主要职能"), ("（一）党委主要职能", "（二）政府主要职能"), "（三）"),
        (("一、党委", "二、政府"), ("一、党委", "二、政府"), "（一）"),
    ],
)
def test_duties_in_parts_keep_their_numbers(
    headings: tuple[str, ...], printed: tuple[str, ...], work: str
) -> None:
    parts = [(*passages(heading, level=2), *passages("负责全镇工作。")) for heading in headings]
    given = accounts(texts={"主要职能": tuple(each for part in parts for each in part) or passages("负责。")})
    found = tree(given)
    assert [plain(each["文字"]) for each in found["文字"]["主要职能"] if each["级别"] == 1] == list(printed)
    assert found["单位"]["重点工作序号"] == work
    assert plain(found["单位"]["职能分列"]) == ("是" if headings else "")


def test_people_are_told_by_the_kinds_that_are_filled_in() -> None:
    rows = {"staff_institutional": {"final": 60}, "staff_workers": {"final": 2}}
    other = tree(accounts(other_matters=rows))["其他事项"]
    assert plain(other["在编人员构成"]) == "事业人员60人，工勤人员2人"
    assert (plain(other["专业技术人员"]), plain(other["专业技术人员"]["已填"])) == ("", "")
    posts = {"staff_managerial": {"final": 5}, "staff_professional": {"final": 55}}
    kinds = {"establishment_institutional": {"final": 65}, "subordinates_institutional": {"final": 2}}
    other = tree(accounts(other_matters={**rows, **posts, **kinds}))["其他事项"]
    assert plain(other["在编人员构成"]) == "管理人员5人，专业技术人员55人，工勤人员2人"
    assert plain(other["人员编制构成"]) == "事业编制65名"
    assert plain(other["下属单位构成"]) == "其他事业单位2个"


def test_a_nought_that_was_typed_is_filled_in() -> None:
    given = {"superior_subsidy": {"final": 0}}
    assert plain(tree(accounts(revenue_expenditure=given))["收入支出"]["上级补助收入"]["已填"]) == "是"
    assert plain(tree(accounts())["收入支出"]["上级补助收入"]["已填"]) == ""


def test_a_class_is_named_without_the_word_for_spending() -> None:
    items = (
        item("208", name="社会保障和就业支出"),
        item("20805", name="养老"),
        item("2080505", name="缴费", basic=1),
    )
    (group,) = tree(accounts(functional_items=items))["支出大类"]
    assert (plain(group["名称"]), plain(group["类名"])) == ("社会保障和就业支出", "社会保障和就业")
