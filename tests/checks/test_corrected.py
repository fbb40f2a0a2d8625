"""C920: the value that a figure had before it was corrected, still typed in a text."""

from typing import Any

import pytest
from msgspec.structs import replace

from juesuan import checks
from juesuan.checks import corrected
from juesuan.checks.rule import problem
from juesuan.figures.derive import derive
from juesuan.model.corrections import FormerPrint
from juesuan.model.problems import Problem
from juesuan.model.values import Cell
from juesuan.wording.tags import Filler
from juesuan.wording.vocabulary import Vocabulary
from tests.checks.book import advice
from tests.support.factories import accounts

RECEPTIONS: dict[str, Any] = {
    "three_public": {"receptions": {"final": 26800, "last": 30000, "budget": 40000}},
    "other_matters": {"domestic_reception_persons": {"final": 165}},
}
COSTS, PERSONS = "三公经费.公务接待费", "其他事项.国内公务接待人次"
OLD = {COSTS: (FormerPrint("2.86万元", "28600.00"),), PERSONS: (FormerPrint("156人次"),)}
SAID = "〔三公经费〕B9“三公经费·公务接待费”原来是2.86万元，现在是2.68万元"


def found(text: str, former: Any = OLD, **given: Any) -> list[Problem]:
    """What the rule finds in a text, which stands in 第1段."""
    known = accounts(**(given or RECEPTIONS))
    figures = derive(known)
    fill = Filler({}, [], len(figures))
    fill(text, Cell("文字材料.docx", "第1段"))
    words = Vocabulary({}, tuple(fill.statements), tuple(fill.typed))
    evidence = replace(checks.gather(known, figures, words, None), former=former)
    return [problem(rule, each) for rule in corrected.RULES for each in rule.check(evidence)]


def left(text: str, former: Any = OLD, **given: Any) -> list[str]:
    return [each.message for each in found(text, former, **given)]


def test_the_old_value_in_a_text_is_told_with_place_and_new_value() -> None:
    (told,) = found("主要是来客等用餐费2.86万元。")
    assert str(told) == (
        f"警告 C920　〔文字材料.docx〕第1段：文字里还写着更正前的2.86万元：{SAID}{advice('C920')}"
    )
    assert (told.found, told.expected, told.cells) == (
        "2.86万元", "2.68万元", ("〔文字材料.docx〕第1段", "〔三公经费〕B9"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number"),
    [("用餐费28600元。", "28600元"), ("用餐费28,600.00元。", "28,600.00元"), ("来客156人次。", "156人次")],
)
def test_in_other_units_too(text: str, number: str) -> None:
    (message,) = left(text)
    assert message.startswith(f"文字里还写着更正前的{number}：")


def test_an_amount_in_yuan_is_the_exact_one() -> None:
    old = {COSTS: (FormerPrint("2.68万元", "26812.50"),)}  # printed as it is now
    assert left("用餐费26812.50元。", old) == [
        "文字里还写着更正前的26812.50元：〔三公经费〕B9“三公经费·公务接待费”原来是26812.50元，现在是26800.00元"
    ]
    assert left("用餐费2.68万元。", old) == []


@pytest.mark.parametrize(
    "text",
    [
        "用餐费2.68万元。",
        "上年用餐费3.00万元。",
        "用餐费2.9万元。",
        "发放2.86亿元。",
        "第286号文件。",
        "2.86%的来客。",
    ],
)
def test_any_other_number_is_not_told(text: str) -> None:
    old = {COSTS: (FormerPrint("2.86万元", "28600.00"), FormerPrint("3.00万元", "30000.00"))}
    assert left(text, old) == []


def test_a_value_that_another_figure_has_is_not_told() -> None:
    given = {"three_public": {"receptions": {"final": 26800}, "vehicles": {"final": 28600}}}
    assert left("用餐费2.86万元。", **given) == []


def test_few_digits_are_told_only_beside_the_name() -> None:
    given = {"other_matters": {"domestic_reception_persons": {"final": 31}}}
    old = {PERSONS: (FormerPrint("13人次"),)}
    assert left("接待13人次。", old, **given) == []
    (message,) = left("全年国内公务接待人次合计约13人次。", old, **given)
    assert "13人次，现在是31人次" in message


def test_numbers_that_agree_with_each_other_may_all_be_old() -> None:
    given = {"three_public": {"receptions": {"final": 526800}}}
    old = {COSTS: (FormerPrint("52.86万元", "528600.00"),)}
    text = "全年来客费用52.86万元，其中用餐费50.00万元、住宿费2.86万元。"
    assert [each[:17] for each in left(text, old, **given)] == ["文字里还写着更正前的52.86万元"[:17]]
    assert left("全年来客费用5.72万元，其中用餐费2.86万元、住宿费2.86万元。") == []  # three digits may be chance


def test_what_another_rule_tells_of_the_same_cell_is_not_told_twice() -> None:
    assert left("公务接待费2.86万元。") == []


def test_derived_figures_follow_and_a_figure_that_is_gone_tells_nothing() -> None:
    rate = {f"{COSTS}.完成率": (FormerPrint("71.5%"),), "三公经费.没有了": (FormerPrint("9.99万元", "99900.00"),)}
    (message,) = left("完成得好，占71.5%，9.99万元。", rate)
    assert "“三公经费·公务接待费·完成率”原来是71.5%，现在是67%" in message


def test_several_figures_of_one_old_value_are_told_in_one_line() -> None:
    both = {**OLD, "三公经费.三公经费合计": (FormerPrint("2.86万元", "28600.00"),)}
    given = {"three_public": {"receptions": {"final": 26800}, "total": {"final": 26900}}}
    (message,) = left("用餐费2.86万元。", both, **given)
    assert message.count("原来是2.86万元") == 2
