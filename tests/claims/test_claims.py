"""Sentences of reports and what they say: which figure, and what each number says of it."""

from pathlib import Path

import pytest

from juesuan.claims import Aspect, ClaimedText, FigureStatement, Place, TableColumn, sayings
from juesuan.claims.sayings_file import read
from juesuan.model.problems import ReportError
from juesuan.model.program_folders import TEMPLATES

WORDINGS = (Path(__file__).parent / "wordings.tsv").read_text(encoding="utf-8").splitlines()


def text(*lines: str) -> ClaimedText:
    return ClaimedText([(line, Place(number)) for number, line in enumerate(lines, 1)])


def said(statement: FigureStatement) -> list[tuple[str, str]]:
    amount = [("金额", statement.amount.words)] if statement.amount else []
    return [*amount, *((each.aspect.value, each.words) for each in statement.claims)]


@pytest.mark.parametrize("wording", WORDINGS)
def test_every_way_to_name_a_figure_is_understood(wording: str) -> None:
    name, _, words = wording.partition("\t")
    first = text(f"2023年度{words}。").statements[0]
    assert name in first.cores
    assert first.amount is not None


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("完成预算的95.30%", [("完成率", "95.30%")]),
        ("完成年初预算95.30%", [("完成率", "95.30%")]),
        ("完成年初预算数120.50万元的95.30%", [("预算", "120.50万元"), ("完成率", "95.30%")]),
        ("占年计划120.50万元的95.30%", [("预算", "120.50万元"), ("完成率", "95.30%")]),
        ("为调整预算的95.30%", [("完成率", "95.30%")]),
        ("预算执行率95.30%", [("完成率", "95.30%")]),
        ("与年初预算120.50万元相比，减少20.50万元", [("预算", "120.50万元"), ("变动额", "20.50万元")]),
        ("较年初预算120.50万元减少20.50万元", [("预算", "120.50万元"), ("变动额", "20.50万元")]),
        ("差值为20.50万元", [("差额", "20.50万元")]),
        ("较2022年度决算数减少20.50万元，下降5.30%", [("变动额", "20.50万元"), ("变动率", "5.30%")]),
        ("较上年度决算数减少20.50万元，下降5.30%", [("变动额", "20.50万元"), ("变动率", "5.30%")]),
        ("与上年相比，增加20.50万元，增长5.30%", [("变动额", "20.50万元"), ("变动率", "5.30%")]),
        ("同比增加20.50万元，增长5.30%", [("变动额", "20.50万元"), ("变动率", "5.30%")]),
        ("比上年增收20.50万元，增长5.30%", [("变动额", "20.50万元"), ("变动率", "5.30%")]),
        ("比上年减支20.50万元，下降5.30%", [("变动额", "20.50万元"), ("变动率", "5.30%")]),
        ("较上年减少20.50万元（5.30%）", [("变动额", "20.50万元"), ("变动率", "5.30%")]),
        ("较上年120.50万元减少20.50万元，减少了5.30%",
         [("上年", "120.50万元"), ("变动额", "20.50万元"), ("变动率", "5.30%")]),
        ("与2022年度120.50万元相比，减少20.50万元", [("上年", "120.50万元"), ("变动额", "20.50万元")]),
        ("比上年的120.50万元减少5.30%", [("上年", "120.50万元"), ("变动率", "5.30%")]),
        ("同比增长5.30%", [("变动率", "5.30%")]),
        ("与上年下降5.30%", [("变动率", "5.30%")]),
        ("较上年增加20.50万元，增加比例为5.30%", [("变动额", "20.50万元"), ("变动率", "5.30%")]),
        ("增长1.5倍", [("变动率", "1.5倍")]),
        ("比上年翻了一番", [("变动率", "一番")]),
        ("是上年的2.5倍", [("倍数", "2.5倍")]),
        ("达到上年40.00万元的2.5倍", [("上年", "40.00万元"), ("倍数", "2.5倍")]),
        ("完成年初预算的1.2倍", [("完成率", "1.2倍")]),
        ("占本年支出合计的5.30%", [("占比", "5.30%")]),
        ("占基本支出预算5.30%", [("占比", "5.30%")]),
        ("占一般公共预算支出120.50万元的5.30%", [("总体", "120.50万元"), ("完成率", "5.30%")]),
    ],
)  # fmt: skip
def test_every_way_to_compare_is_understood(words: str, meant: list[tuple[str, str]]) -> None:
    (statement,) = text(f"2023年度机关运行经费支出100.00万元，{words}。").statements
    assert said(statement) == [("金额", "100.00万元"), *meant]


@pytest.mark.parametrize(
    "words",
    [
        "收、支总计各减少1.00万元、2.00万元，分别下降3%、5%",
        "收入总计9.00万元，支出总计9.00万元，分别减少1.00万元和2.00万元、分别下降3%和5%",
        "收入总计和支出总计比上年分别减少1.00万元、2.00万元，分别下降3%、5%",
    ],
)
def test_names_that_share_a_verb_have_a_number_each(words: str) -> None:
    found = [(each.cores, said(each)[-2:]) for each in text(f"2023年度{words}。").statements]
    assert found == [
        (("收入总计",), [("变动额", "1.00万元"), ("变动率", "3%")]),
        (("支出总计",), [("变动额", "2.00万元"), ("变动率", "5%")]),
    ]


def test_a_name_carries_over_within_its_sentence_and_from_its_heading() -> None:
    read_ = text("（二）公务接待费", "2023年预算安排9.20万元，比上年减少6.00万元，下降39.47%。")
    (statement,) = read_.statements
    assert statement.cores == ("公务接待",)
    assert said(statement) == [("金额", "9.20万元"), ("变动额", "6.00万元"), ("变动率", "39.47%")]


def test_the_name_of_the_unit_is_no_part_of_the_figure() -> None:
    (statement,) = text("2023年度，青禾县水务局政府采购支出总额6.00万元。").statements
    assert statement.cores == ("政府采购",)


def test_names_before_one_verb_share_out_the_numbers() -> None:
    read_ = text("2023年度收入总计100.00万元，其中本年收入、年初结转和结余分别为80.00万元、20.00万元。")
    assert [(each.subject, said(each)) for each in read_.statements[1:]] == [
        ("本年收入", [("金额", "80.00万元")]),
        ("年初结转和结余", [("金额", "20.00万元")]),
    ]


def test_two_totals_are_meant_by_one_word() -> None:
    (statement,) = text("2023年度收、支总计均为120.50万元。").statements
    assert statement.cores == ("收入总计", "支出总计")


def test_a_budget_and_its_execution_each_have_a_list() -> None:
    line = "项目预算数311.67万元，其中财政拨款271.67万元、其他资金40.00万元；执行数281.53万元，预算执行率90.33%。"
    first, *parts = text(line).statements
    assert said(first) == [("金额", "281.53万元"), ("预算", "311.67万元"), ("完成率", "90.33%")]
    assert [each.words for each in first.openings] == ["311.67万元"]
    assert [said(each) for each in parts] == [[("金额", "271.67万元")], [("金额", "40.00万元")]]


def test_half_width_and_full_width_are_alike() -> None:
    wide = text("２０２３年度因公出国（境）费支出１２．５０万元，占５％；公务接待费９．００万元。").statements
    narrow = text("2023年度因公出国(境)费支出12.50万元,占5%;公务接待费9.00万元。").statements
    assert [each.cores for each in wide] == [each.cores for each in narrow] == [("因公出国（境）",), ("公务接待",)]
    assert [each.amount.mention.value for each in wide if each.amount] == [
        each.amount.mention.value for each in narrow if each.amount
    ]


@pytest.mark.parametrize(
    "lines",
    [
        (
            "项目名称\t治理工程",
            "项目资金（万元）\t年初预算数\t全年预算数\t全年执行数\t执行率",
            "年度资金总额\t90.00\t87.00\t80.00\t91.95%",
        ),
        (
            *("项目名称", "治理工程", "项目资金（万元）", "资金来源", "年初预算数", "全年预算数", "全年执行数"),
            *("执行率", "年度资金总额", "90.00", "87.00", "80.00", "91.95%"),
        ),
    ],
)
def test_a_table_is_read_from_rows_and_from_cells(lines: tuple[str, ...]) -> None:
    assert [(each.project, each.column, each.claim.words) for each in text(*lines).tables] == [
        ("治理工程", TableColumn.FIRST_BUDGET, "90.00万元"),
        ("治理工程", TableColumn.BUDGET, "87.00万元"),
        ("治理工程", TableColumn.EXECUTED, "80.00万元"),
        ("治理工程", TableColumn.RATE, "91.95%"),
    ]


def test_a_claim_knows_its_sentence_and_place() -> None:
    (statement,) = ClaimedText([("本年如下。机关运行经费支出100.00万元。", Place(3, 2))]).statements
    assert statement.amount is not None
    assert statement.amount.aspect is Aspect.AMOUNT
    assert statement.amount.sentence == "机关运行经费支出100.00万元。"
    assert str(statement.place) == "第2页第3段"


def test_a_new_wording_is_a_line_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "说法.toml"
    words = (TEMPLATES / "说法.toml").read_text(encoding="utf-8")
    path.write_text(words.replace('"接待", ', '"接待", "来客招待费", '), encoding="utf-8")
    assert any("来客招待费" in each.forms for each in read(path).synonyms)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"去年" = [', '"去年" = ', "行写得不对"),
        ('"说法" = ["接待", "公务接待费用"]', '"说法" = "接待"', "行一节写得不对：多了、少了或写错了一项"),
        ('"去年" = ', '"前年" = ', "行一节写得不对：多了、少了或写错了一项"),
    ],
)
def test_a_fault_of_the_file_is_told_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "说法.toml"
    words = (TEMPLATES / "说法.toml").read_text(encoding="utf-8")
    path.write_text(words.replace(old, new), encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        read(path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.message.split("行", 1)[1]) == ("W05", message.removeprefix("行"))
    at = words[: words.index(old)].count("\n") + 1
    assert 0 <= at - int(problem.message.split("行")[0].removeprefix("第")) <= 4


def test_the_file_of_the_program_is_read() -> None:
    assert {"收入总计", "三公", "公务接待"} <= set(sayings().names.values())


def test_a_unit_in_brackets_is_no_name_of_a_project() -> None:
    lines = ("1．治理工程绩效目标完成情况。", "（万元）", "执行数80万元。", "（绿化工程项目）", "执行数20万元。")
    text = ClaimedText([(line, Place(number)) for number, line in enumerate(lines, 1)])
    assert list(text.projects.values()) == [*["治理工程"] * 3, *["绿化工程"] * 2]
