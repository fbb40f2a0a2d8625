"""A finished report read into the cells of a year's workbook: what is taken, from where, and what is not."""

from decimal import Decimal
from pathlib import Path

import pytest

from juesuan.claims import printed
from juesuan.model.official import Target
from juesuan.model.printed_report import PrintedReport
from juesuan.model.problems import ReportError
from tests.support import builder, printed_report


def read(folder: Path, **changes: tuple[str, str]) -> PrintedReport:
    return printed.read(printed_report.written(folder, dict(changes.values())))


def value(report: PrintedReport, sheet: str, row: str, column: str, fund: str = "") -> Decimal | None:
    figure = report.figures.get(Target(sheet, row, column, fund))
    return figure.value if figure else None


def test_the_figures_of_the_sentences_are_in_their_cells_each_with_its_place(tmp_path: Path) -> None:
    report = read(tmp_path)
    assert (report.year, report.edition, report.problems, report.unplaced) == (2021, "四川2020", (), ())
    assert value(report, "收入支出", "收入总计", "本年决算数") == 3820000
    assert value(report, "收入支出", "收入总计", "上年决算数") == 3980000
    assert value(report, "收入支出", "其他收入", "本年决算数") == 50000
    assert value(report, "财政拨款收支", "一般公共预算财政拨款收入", "本年决算数") == 3650000
    assert value(report, "支出科目", "2130314", "合计", "一般公共预算") == 470000
    assert value(report, "基本支出", "人员经费合计", "金额") == 2150000
    assert value(report, "其他事项", "行政人员", "本年数") == 12
    figure = report.figures[Target("其他事项", "人员编制", "本年数")]
    assert (figure.words, figure.place, figure.origin) == ("18名", "第10段", "第10段“18名”")


def test_words_texts_terms_and_names_come_over(tmp_path: Path) -> None:
    report = read(tmp_path)
    words = {target: each.text for target, each in report.words.items()}
    assert words[Target("收入支出", "收入总计", "变动原因")] == "项目减少"
    assert words[Target("基本信息", "单位全称", "内容")] == "青禾县水务局"
    assert words[Target("基本信息", "总计口径", "内容")] == "含结转结余"
    assert words[Target("支出科目", "213", "科目名称", "一般公共预算")] == "农林水支出"
    assert [(each.key, each.text) for each in report.passages] == [
        ("主要职能", "负责全县水利工程建设。"),
        ("主要职能", "承担防汛抗旱工作。"),
        ("机构设置", "属行政单位，内设三个股室。"),
    ]
    assert [each.cells["名词"] for each in report.rows if each.sheet == "名词解释"] == ["财政拨款收入"]


def test_a_budget_is_taken_only_where_it_was_completed_as_a_whole(tmp_path: Path) -> None:
    report = read(tmp_path)
    assert value(report, "支出科目", "2210201", "调整预算数", "一般公共预算") == 200000
    assert value(report, "支出科目", "2130314", "调整预算数", "一般公共预算") is None


def test_last_year_is_computed_of_a_change_that_goes_with_its_rate(tmp_path: Path) -> None:
    figure = read(tmp_path).figures[Target("其他事项", "机关运行经费", "上年数")]
    assert (figure.value, figure.how) == (Decimal(262000), "减少1.20万元，下降4.58%，由此算出上年数")
    report = read(tmp_path, rate=("下降4.58%", "下降7.58%"))
    assert value(report, "其他事项", "机关运行经费", "上年数") is None
    (problem,) = report.problems
    assert str(problem) == (
        "警告 I34　决算报告.txt 第32段：“减少1.20万元，下降7.58%”：25.00万元、减少1.20万元，下降7.58% 对不上，"
        "上年数没有取　→ 请对照报告，在工作簿里自己填。"
    )


def test_a_figure_that_is_said_in_two_ways_is_not_taken(tmp_path: Path) -> None:
    heading, other = "（三）一般公共预算财政拨款支出决算具体情况", "（二）一般公共预算财政拨款支出决算结构情况"
    line = "2021年一般公共预算财政拨款支出368.00万元，主要用于以下方面：农林水（类）支出368.00万元，占100%。"
    report = read(tmp_path, spent=(heading, f"{other}\n{line}\n{heading}"))
    assert value(report, "财政拨款收支", "一般公共预算财政拨款支出", "本年决算数") is None
    (problem,) = report.problems
    assert problem.code == "I33"
    assert problem.message == "两处不一样，没有取：第21段是 368.00万元，第23段是 367.00万元"


def test_an_amount_is_known_by_the_words_before_it_where_the_rest_is_the_departments_own(tmp_path: Path) -> None:
    own = "2021年度，在各方支持下，年初结转和结余12.00万元，均为项目资金。"
    report = read(tmp_path, own=("2021年度年初结转和结余12.00万元。", f"{own}2020年，年末结转和结余9.00万元。"))
    assert value(report, "收入支出", "年初结转和结余", "本年决算数") == 120000
    assert value(report, "收入支出", "年末结转和结余", "本年决算数") == 100000
    assert [each.sentence for each in report.unplaced] == ["2020年，年末结转和结余9.00万元。"]
    (wording,) = report.wording
    assert wording.sentence.startswith(own)
    assert wording.form == "{{ 年度 }}年度年初结转和结余{{ 收入支出.年初结转和结余 }}。"


@pytest.mark.parametrize(
    "words", ["上年基本支出", "比上年增加，基本支出", "2020年，基本支出", "预算安排，基本支出"]
)
def test_an_amount_of_another_year_or_of_a_budget_is_not_taken(tmp_path: Path, words: str) -> None:
    report = read(tmp_path, own=("其中：基本支出240.00万元，占64.52%", f"{words}230.00万元，其余为"))
    assert value(report, "收入支出", "基本支出", "本年决算数") is None


def test_words_before_a_number_do_not_take_its_digits(tmp_path: Path) -> None:
    line = "国内公务接待21批次，168人次（不包括陪同人员），共计支出2.66万元。其中："
    headings = "七、“三公”经费财政拨款支出决算情况说明\n（二）“三公”经费财政拨款支出决算具体情况说明"
    before = "八、政府性基金预算支出决算情况说明"
    report = read(tmp_path, guests=(before, f"{headings}\n{line}\n{before}"))
    assert value(report, "其他事项", "国内公务接待批次", "本年数") == 21


def test_a_slip_in_a_year_keeps_its_sentence_out_and_is_listed(tmp_path: Path) -> None:
    report = read(tmp_path, year=("2021年政府性基金预算拨款支出", "2019年政府性基金预算拨款支出"))
    assert value(report, "财政拨款收支", "政府性基金预算财政拨款支出", "本年决算数") is None
    assert [each.sentence for each in report.unplaced] == ["2019年政府性基金预算拨款支出0万元。"]


def test_an_item_whose_name_is_no_codes_is_listed(tmp_path: Path) -> None:
    report = read(tmp_path, name=("水利（款）防汛（项）", "水利（款）防火（项）"))
    (unplaced,) = report.unplaced
    assert unplaced.sentence == "农林水支出（类）水利（款）防火（项）：找不到这个名称的科目编码"
    report = read(tmp_path, name=("水利（款）防汛（项）", "水利（款）防汛"))
    assert value(report, "支出科目", "21303", "合计", "一般公共预算") is None


def with_table(folder: Path, whole: str, items: str) -> PrintedReport:
    """The report as a Word file with 收入决算表: its total, and the item below it."""
    heads = [
        "科目编码",
        "科目名称",
        "本年收入合计",
        "财政拨款收入",
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    ]
    codes = [("213", "农林水支出"), ("21303", "水利"), ("2130314", "防汛")]
    rows = [heads, ["合计", "", *whole.split()], *([code, name, *items.split()] for code, name in codes)]
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc>{builder.paragraph(each)}</w:tc>' for each in row)}</w:tr>" for row in rows
    )
    lines = (*printed_report.LINES, "第五部分  附表", "收入决算表", "单位：万元")
    file = folder / "决算报告.docx"
    grid = "<w:tblGrid>" + "<w:gridCol/>" * len(heads) + "</w:tblGrid>"
    body = "".join(map(builder.paragraph, lines)) + f"<w:tbl>{grid}{cells}</w:tbl>"
    file.write_bytes(builder.docx_of(body))
    return printed.read(file)


def test_a_table_whose_sums_close_gives_figures_and_must_agree_with_the_sentences(tmp_path: Path) -> None:
    amounts = "370.00 365.00 0.00 0.00 0.00 0.00 5.00"
    report = with_table(tmp_path, amounts, amounts)
    assert report.problems == ()
    assert value(report, "收入支出", "上级补助收入", "本年决算数") == 0  # which no sentence has
    other = "371.00 366.00 0.00 0.00 0.00 0.00 5.00"
    report = with_table(tmp_path, other, other)
    assert value(report, "收入支出", "本年收入合计", "本年决算数") is None
    assert "I33" in {each.code for each in report.problems}


def test_a_table_whose_sums_do_not_close_is_refused_and_told(tmp_path: Path) -> None:
    report = with_table(
        tmp_path, "370.00 365.00 0.00 0.00 0.00 0.00 5.00", "369.00 364.00 0.00 0.00 0.00 0.00 5.00"
    )
    assert {each.code for each in report.problems} == {"I12"}
    assert value(report, "收入支出", "上级补助收入", "本年决算数") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "D29"),
        ("部门决算\n一、收入情况", "I30"),
        ("2021年度部门决算\n一、收入情况\n收入很多。", "I31"),
        ("\n".join(printed_report.LINES) + "\n" + "\n".join(printed_report.LINES).replace("2021", "2023"), "I32"),
    ],
)
def test_what_is_no_report_of_one_year_is_refused(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        printed.read(path)
    assert [each.code for each in caught.value.problems] == [code]
