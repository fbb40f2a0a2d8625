"""C901 to C913: what the comparison of the texts brought, as problems."""

from typing import Any

import pytest

from juesuan.checks.texts import comparison
from juesuan.figures.derive import derive
from juesuan.model import advised
from juesuan.model.seen import SaidNumber, SeenNumber
from juesuan.model.values import Cell
from juesuan.model.written_text import Typed
from tests.checks.book import advice, problems, told
from tests.support.comparison import compared
from tests.support.factories import accounts

BROKEN = {
    "C901": ("全年走访困难家庭38户。", "全年走访困难家庭83户。"),
    "C902": ("在册低保对象8326户。", "年末在册低保对象8362户，好。"),
    "C903": ("公务接待费45.52万元。",),
    "C904": ("支付工程款12345.67元。", "尾款12354.67元已付。"),
    "C905": ("学生90人（男40人、女45人）。",),
    "C906": ("学生90人，其中男45人，占60%。",),
    "C907": ("收入120万元，比上年增加20万元，增长30%。",),
    "C908": ("预算100万元，执行90万元，执行率80%。",),
    "C909": ("比2019年增加。",),
    "C911": ("支付0120元。",),
    "C912": ("2021年度收入总计100万元，支出总计90万元。",),
}
RECEPTIONS: dict[str, Any] = {"three_public": {"receptions": {"final": 452500}}}


@pytest.mark.parametrize("code", BROKEN)
def test_each_comparison_is_told_by_its_rule_and_by_no_other(code: str) -> None:
    found = compared(*BROKEN[code], **RECEPTIONS)
    (problem,) = problems(accounts(**RECEPTIONS), "C9", relations=found.relations)
    (relation,) = (each for each in found.relations if not each.holds)
    assert (problem.code, problem.message, problem.where) == (code, relation.message, str(relation.number.cell))
    assert problem.found == relation.number.words
    assert problem.expected == relation.expected
    assert problem.is_open


def test_a_comparison_that_holds_is_not_told() -> None:
    found = compared("学生90人（男45人、女45人）。", "公务接待费45.25万元。", **RECEPTIONS)
    assert {each.code for each in found.relations if each.holds} == {"C903", "C904", "C905"}
    assert told(accounts(**RECEPTIONS), "C9", relations=found.relations) == []


def test_advice_is_the_rules_own_where_the_comparison_has_none() -> None:
    found = compared(*BROKEN["C905"])
    assert told(accounts(), "C905", relations=found.relations) == [
        "警告 C905　〔文字材料.docx〕第1段：各部分40人＋45人＝85人，比写的总数90人少5人" + advice("C905")
    ]


def test_what_only_rounding_explains_is_a_hint() -> None:
    found = compared("总额1.0亿元，其中甲0.55亿元、乙0.46亿元。")
    (problem,) = problems(accounts(), "C9", relations=found.relations)
    assert (problem.code, problem.is_open) == ("C913", False)


def test_every_place_that_takes_part_is_named() -> None:
    found = compared(*BROKEN["C903"], **RECEPTIONS)
    (problem,) = problems(accounts(**RECEPTIONS), "C903", relations=found.relations)
    assert problem.cells == ("〔文字材料.docx〕第1段", "〔三公经费〕B9")


def test_numbers_without_a_source_are_listed_once() -> None:
    text = "走访5次、6次，5次在乡镇。"
    assert told(accounts(), "C910", typed=compared(text).typed) == [
        "警告 C910　〔文字材料.docx〕第1段：还有 3 个数没有看过（5次、6次）："
        "手写的，没有一格能证明，核对报告里逐个列出"
        f"　→ 运行 {advised.command('seen', year=2021)} 列出这些数，对照原件看过再确认；"
        "要长期用的，写进“业务指标”表并改用标签。"
    ]


def test_of_many_numbers_without_a_source_a_few_are_named() -> None:
    cells = [Cell("文字材料.docx", f"第{place}段") for place in range(1, 10)]
    typed = tuple(Typed(f"{place}次", cell) for place, cell in enumerate(cells, start=1))
    (problem,) = problems(accounts(), "C910", typed=typed)
    assert problem.message == (
        "还有 9 个数没有看过（1次、2次、3次、4次、5次、6次、7次、8次等）："
        "手写的，没有一格能证明，核对报告里逐个列出"
    )
    assert problem.cells == tuple(map(str, cells))
    assert problem.is_open
    assert not problem.is_open_error


def test_numbers_with_a_source_names_own_figures_and_what_was_seen_are_not_listed() -> None:
    seen = SeenNumber(SaidNumber("7次", "走访7次。", "〔表〕A4"))
    typed = (
        Typed("5次", Cell("表", "A1"), "别处"),
        Typed("500", Cell("表", "A2"), is_name=True),
        Typed("90", Cell("绩效指标", "E3")),
        Typed("7次", Cell("表", "A4"), seen=seen),
    )
    assert told(accounts(), "C910", typed=typed) == []


def test_without_texts_nothing_is_told() -> None:
    given = accounts()
    found = comparison.compare(given, derive(given), (), ())
    assert told(given, "C9", relations=found.relations, typed=found.typed) == []
