"""The officer's texts as claims: whose they are, where their numbers stand, who wrote them."""

from juesuan.checks.texts import claimed
from juesuan.checks.texts.claimed import SubjectText
from juesuan.figures.derive import derive
from juesuan.model.values import Cell
from juesuan.wording.tags import Filler
from tests.support.comparison import TEXTS, Written
from tests.support.factories import accounts, indicator, project


def subjects(*texts: Written) -> dict[str, SubjectText]:
    """Each subject of texts that stand in 第1段, 第2段 and so on, by its project."""
    given = accounts(projects=(project("甲", 1, 1),), indicators=(indicator("签约项目", 38),))
    fill = Filler({}, [], len(derive(given)))
    for place, written in enumerate(texts, start=1):
        address, text = written if isinstance(written, tuple) else (f"“主要职能”第{place}段", written)
        fill(text, Cell(TEXTS, address))
    return {each.project: each for each in claimed.read(given, fill.statements, fill.first)}


def test_a_claim_knows_its_cell_and_that_its_number_was_typed() -> None:
    (only,) = subjects("全年如此。", "公务接待费支出9.25万元，比上年增加3万元。").values()
    (statement,) = only.text.statements
    number = only.number(statement.claims[0])
    assert (number.words, str(number.cell), number.is_typed) == ("3万元", f"〔{TEXTS}〕“主要职能”第2段", True)
    assert [each.serial for each in (number.mention,)] == [only.own + 1]


def test_what_is_said_of_a_project_is_not_said_of_the_department() -> None:
    found = subjects("支出9万元。", ("“项目：甲/自评报告”第1段", "支出8万元。"))
    assert {name: [each.words for each in text.numbers] for name, text in found.items()} == {
        "": ["9万元"],
        "甲": ["8万元"],
    }


def test_paragraphs_that_go_on_are_read_with_the_one_before() -> None:
    (only,) = subjects("支出9万元。", "其中：差旅费4万元，培训费5万元。").values()
    assert [each.words for each in only.numbers] == ["9万元", "4万元", "5万元"]
    assert [each.amount.words for each in only.text.statements if each.amount] == ["9万元", "4万元", "5万元"]


def test_no_heading_and_no_list_runs_on_into_another_text() -> None:
    (only,) = subjects("一、政府性基金预算支出情况", ("“机构设置”第1段", "支出9万元。")).values()
    assert [each.scope for each in only.text.statements] == [""]
