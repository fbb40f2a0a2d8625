"""What a template can print, with all branches and rounds, as the sentences that typed texts are read by."""

from juesuan.model import editions, values
from juesuan.model.editions import FormFile
from juesuan.model.values import mark
from juesuan.wording.printed_sentences import printed_sentences
from juesuan.wording.tags import Tag, Tree

FORM = editions.named("四川2020").template


def amount(serial: int, words: str, **members: str) -> Tag:
    return Tag(mark(serial, words), {"及占比": mark(serial, words), **members})


TREE: Tree = {
    "年度": mark(0, "2021"),
    "上年度": mark(1, "2020"),
    "财政拨款收支": {
        "一般公共预算财政拨款支出": amount(2, "367.00万元", 占比=mark(3, "98.66%"), 同比=mark(4, "减少19.00万元"))
    },
    "支出大类": [
        Tag("", {"类名": "农林水", "及占比": mark(5, "309.50万元")}),
        Tag("", {"类名": "住房保障"}),
    ],
    "文字": {"机构设置": [{"文字": Tag(mark(6, "12人"))}]},
}


def plain() -> list[str]:
    return [values.plain(each) for each in printed_sentences(FORM, TREE)]


def test_the_marks_of_the_figures_stay() -> None:
    assert any(dict(values.printed(each)).get(3) == "98.66%" for each in printed_sentences(FORM, TREE))


def test_both_branches_of_a_condition_are_there() -> None:
    whole = next(each for each in plain() if each.startswith("2021年一般公共预算财政拨款支出367.00万元，占本年"))
    assert "占本年支出合计的98.66%。与2020年相比，一般公共预算财政拨款支出减少19.00万元。" in whole


def test_a_loop_is_gone_through() -> None:
    (listed,) = (each for each in plain() if "主要用于以下方面" in each)
    assert "农林水（类）支出309.50万元" in listed
    assert "住房保障（类）支出" in listed


def test_what_the_officer_wrote_is_no_sentence_of_the_form() -> None:
    assert not any("12人" in each for each in plain())


def test_paragraphs_without_a_figure_and_tables_are_left_out() -> None:
    found = plain()
    assert not any(each.startswith(("预算单位", "项目名称")) for each in found)
    assert "目  录" not in found


def test_a_template_that_cannot_be_read_prints_nothing() -> None:
    assert printed_sentences(FormFile("版式/report.docx", b"no Word file"), TREE) == ()
