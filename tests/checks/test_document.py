"""C951 to C961: the finished document read back, from blocks built by hand."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from juesuan import checks
from juesuan.checks import document, form
from juesuan.checks.rule import Document, Evidence, problem
from juesuan.figures import phrases
from juesuan.model import chinese, editions, identity, values
from juesuan.model.accounts import Accounts, Term
from juesuan.model.document import Block, Contents, Heading, Paragraph, Picture, Run, Table, TableCell
from juesuan.model.editions import FormPart
from juesuan.model.values import Cell, Figure
from juesuan.model.written_text import Statement
from juesuan.pdf import pdf
from tests.checks.book import advice
from tests.support.factories import accounts, department, figure, words

REVENUE = figure("7552797.98", name="收入支出.收入总计", serial=3)
PRINTED = phrases.text(REVENUE)
CONTENTS = Contents(2)
PICTURE = Picture("收入结构（饼图）", b"", 100, 60)


def line(text: str, style: str = "正文") -> Paragraph:
    return Paragraph(style, (Run(text),))


def heading(text: str, level: int = 2) -> Heading:
    return Heading(level, f"heading {level}", text, "")


def table(*texts: str) -> Table:
    return Table((1,) * len(texts), 0, (tuple(TableCell((line(each),), 1, 1) for each in texts),))


def told(
    *finished: Block, marked: tuple[Block, ...] | None = None, code: str = "C9", pdf: str = "", **known: Any
) -> list[str]:
    """What the rules say of a document whose filled template was ``marked``, or else just what is finished."""
    held = Document(finished if marked is None else marked, (*finished, CONTENTS), pdf)
    evidence: Evidence = replace(Evidence(accounts(), {REVENUE.name: REVENUE}, document=held), **known)
    rules = [rule for rule in (*form.RULES, *document.RULES) if rule.code.startswith(code)]
    return [str(problem(rule, finding)) for rule in rules for finding in rule.check(evidence)]


def message(code: str, text: str, severity: str = "错误", where: str = "Word 文件") -> str:
    return f"{severity} {code}　{where}：{text}{advice(code)}"


CLEAN: tuple[Block, ...] = (
    heading("第一部分  部门概况", 1),
    heading("一、主要职能"),
    heading("二、机构设置"),
    heading("第二部分  2021年度部门决算情况说明", 1),
    heading("一、收入支出决算总体情况说明"),
    line("收入总计755.28万元。"),
    PICTURE,
    line("图1：收入结构", "图题"),
    heading("二、“三公”经费财政拨款支出决算情况说明"),
    heading("（一）总体情况", 3),
    heading("（二）具体情况", 3),
    table("支出", "755.28万元"),
)
MARKED = (*CLEAN[:5], line(f"收入总计{PRINTED}。"), PICTURE, line("图0：收入结构", "图题"), *CLEAN[8:])


FORM = replace(
    editions.named("四川2020"),
    parts=(
        FormPart("概况", ("主要职能", "机构设置")),
        FormPart("决算情况说明", ("收入支出决算总体情况", "“三公”经费财政拨款支出决算情况")),
    ),
)
"""The form of which the document above is a report."""


def test_a_document_in_order_is_not_told() -> None:
    own = replace(accounts(), own_edition=FORM)
    assert told(*CLEAN, marked=MARKED, pdf="1 2021 755.28 755.28 1", accounts=own) == []


def test_without_a_document_nothing_is_said() -> None:
    evidence = Evidence(accounts(), {})
    assert [finding for rule in (*form.RULES, *document.RULES) for finding in rule.check(evidence)] == []


# ---- C951: the finished text is the checked text


def test_a_changed_line_is_told() -> None:
    finished = (*CLEAN[:5], line("收入总计755.82万元。"), *CLEAN[6:])
    assert told(*finished, marked=MARKED, code="C951") == [
        message("C951", "成品里的“收入总计755.82万元。”与核对过的“收入总计755.28万元。”不同")
    ]


def test_a_line_too_many_is_told_once() -> None:
    finished = (*CLEAN[:5], line("多出的一行"), *CLEAN[5:])
    assert told(*finished, marked=MARKED, code="C951") == [message("C951", "成品里的“多出的一行”与核对过的“”不同")]


def test_a_changed_cell_of_a_table_is_told() -> None:
    assert told(table("甲", "乙"), marked=(table("甲", "丙"),), code="C951") == [
        message("C951", "成品里的“乙”与核对过的“丙”不同")
    ]


# ---- C952: printed numbers


@pytest.mark.parametrize("words", ["755.28", "755.28万元", "7552797.98元"])
def test_a_figure_may_be_printed_in_each_of_its_forms(words: str) -> None:
    assert told(marked=(line(f"收入{phrases.marked(REVENUE, words)}。"),), code="C952") == []


@pytest.mark.parametrize("words", ["0755.28万元", "755.280 万元", "7,552,797.98元", "７５５.28"])
def test_a_figure_may_be_spelled_otherwise_by_a_person(words: str) -> None:
    assert told(marked=(line(f"收入{phrases.marked(REVENUE, words)}。"),), code="C952") == []


def test_a_figure_may_be_printed_without_its_sign() -> None:
    loss = figure("-20000", name="差额", serial=4)
    marked = (line(f"减少{phrases.text(phrases.size(loss))}，即{phrases.text(loss)}"),)
    assert told(marked=marked, code="C952", figures={loss.name: loss}) == []


@pytest.mark.parametrize("words", ["755", "755,28万元", "755.3万元", ""])
def test_a_number_that_the_template_has_changed_is_told(words: str) -> None:
    marked = (line("收入支出。"), line(f"收入总计{phrases.marked(REVENUE, words)}。"))
    text = f"印出的“{words}”不是“收入支出.收入总计”的755.28万元：收入总计{words}。"
    assert told(marked=marked, code="C952") == [message("C952", text)]


def test_a_number_that_the_template_has_cut_is_told() -> None:
    marked = (line(f"收入总计{PRINTED[:5]}。"), line(f"支出{PRINTED}。"))
    assert told(marked=marked, code="C952") == [message("C952", "这一行里有一个数被模板截断了：收入总计755.。")]


def test_a_number_that_a_person_typed_is_nobodys_figure() -> None:
    assert told(marked=(line(f"引进{values.mark(9, '5个')}项目"),), code="C952") == []


def test_the_forms_of_a_number_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Figure] = []
    forms = document._forms

    def count(each: Figure) -> set[str]:
        made.append(each)
        return forms(each)

    monkeypatch.setattr(document, "_forms", count)
    assert told(marked=(line(PRINTED), line(f"又{PRINTED}"), table(PRINTED, PRINTED)), code="C952") == []
    assert len(made) == 1


# ---- C953, C954: charts


def test_a_gap_in_the_captions_is_told() -> None:
    finished = (line("图1：收入"), line("图 2：支出"), line("图4：结构"), line("图5：三公"))
    assert told(*finished, code="C953") == [
        message("C953", "第 3 张图的图号是图4，应为图3", "警告"),
    ]


def test_a_sentence_about_a_figure_is_no_caption() -> None:
    assert told(line("图7说明了支出的结构。"), code="C953") == []


@pytest.mark.parametrize("after", [line("收入结构如下。"), heading("二、支出"), PICTURE])
def test_a_picture_without_a_caption_is_told(after: Block) -> None:
    assert told(PICTURE, after, line("图1：收入"), code="C954")[:1] == [
        message("C954", "图“收入结构（饼图）”下面没有图题", "警告")
    ]


def test_a_picture_that_is_no_chart_needs_no_caption() -> None:
    assert told(replace(PICTURE, alt=""), line("正文"), code="C954") == []


# ---- C955, C960, C961: headings


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (
            [(1, "第一部分 概况"), (1, "第三部分 名词解释"), (1, "第四部分 附件")],
            "标题“第三部分 名词解释”的序号应为“二”",
        ),
        ([(2, "一、收入"), (2, "三、支出"), (2, "四、财政拨款")], "标题“三、支出”的序号应为“二”"),
        (
            [*((2, f"{each}、节") for each in "一二三四五六七八九"), (2, "十一、其他"), (2, "十二、补充")],
            "标题“十一、其他”的序号应为“十”",
        ),
        ([(2, "一、收入"), (3, "（一）甲"), (3, "（三）丙")], "标题“（三）丙”的序号应为“二”"),
        (
            [(1, "第一部分 概况"), (2, "一、职能"), (1, "第二部分 说明"), (2, "二、支出")],
            "标题“二、支出”的序号应为“一”",
        ),
    ],
)
def test_a_section_that_is_skipped_is_told_once(headings: list[tuple[int, str]], found: str) -> None:
    assert told(*(heading(text, level) for level, text in headings), code="C955") == [
        message("C955", found, "警告")
    ]


def test_more_than_ten_sections_count_through() -> None:
    assert told(*(heading(f"{chinese.numeral(number)}、节") for number in range(1, 25)), code="C955") == []


def test_headings_of_the_attachments_count_by_themselves() -> None:
    attached = (
        heading("第一部分  附  件", 1),
        heading("2021年自评报告"),
        heading("三、评价结论", 3),
        heading("十十、", 2),
    )
    assert told(*attached, code="C955") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第二部分  度部门决算情况说明", "没有年份"),
        ("第二部分  年度部门决算情况说明", "没有年份"),
        ("第二部分  2020年度部门决算情况说明", "写的是2020"),
        ("第二部分  202年部门决算情况说明", "写的是202"),
    ],
)
def test_a_heading_that_lost_its_year_is_told(text: str, found: str) -> None:
    assert told(heading(text, 1), code="C960") == [message("C960", f"标题“{text}”{found}，应为2021年度", "警告")]


@pytest.mark.parametrize(
    "text", ["第二部分  2021年度部门决算情况说明", "第一部分  部门概况", "一、收入决算情况说明"]
)
def test_a_heading_of_the_year_or_without_any_is_not_told(text: str) -> None:
    assert told(heading(text), code="C960") == []


def test_the_cover_must_have_its_year_too() -> None:
    cover = (line("青禾县水务局"), line("年度部门决算", "封面标题"), heading("第一部分  概况", 1))
    assert told(*cover, line("2020年度部门决算已经公开。"), code="C960") == [
        message("C960", "标题“年度部门决算”没有年份，应为2021年度", "警告")
    ]


def test_a_heading_that_a_person_wrote_further_down_is_theirs() -> None:
    assert told(heading("（二）年度决算工作", 3), heading("2020年度部门决算回顾", 4), code="C960") == []


OLD, NEW = "七、“三公”经费财政拨款支出决算情况说明", "七、财政拨款“三公”经费支出决算情况说明"


def outline(edition: str, way: int = 0) -> list[Heading]:
    """The headings of a report that has what its edition asks for, said in the first way or, -1, the last."""
    found: list[Heading] = []
    for number, part in enumerate(editions.named(edition).parts, start=1):
        found.append(heading(f"第{chinese.numeral(number)}部分  {part.title}", 1))
        numbered = enumerate(part.sections, start=1)
        found += [heading(f"{chinese.numeral(place)}、{each.split('|')[way]}说明") for place, each in numbered]
    return found


@pytest.mark.parametrize("way", [0, -1])
@pytest.mark.parametrize("edition", editions.NAMES)
def test_the_parts_and_sections_of_the_edition_are_not_told(edition: str, way: int) -> None:
    own = accounts(department=department(edition=words(edition)))
    assert told(*outline(edition, way), code="C961", accounts=own) == []


def test_a_section_that_is_said_in_none_of_the_ways_is_told_with_them() -> None:
    own = accounts(department=department(edition=words("四川2022")))
    headings = [each for each in outline("四川2022") if "职责" not in each.text]
    text = "没有“职责”或“职能”这一节，或者不在它的位置，版式“四川2022”规定要有"
    assert told(*headings, code="C961", accounts=own) == [message("C961", text, "警告")]


@pytest.mark.parametrize(
    ("edition", "wrong", "right"),
    [
        ("四川2020", NEW, "“三公”经费财政拨款支出决算"),
        ("四川2022", OLD, "财政拨款“三公”经费支出决算"),
    ],
)
def test_the_title_of_another_edition_is_told(edition: str, wrong: str, right: str) -> None:
    own = accounts(department=department(edition=words(edition)))
    headings = [heading(wrong) if right in each.text else each for each in outline(edition)]
    text = f"标题“{wrong}”不是版式“{edition}”的写法，应有“{right}”"
    assert told(*headings, code="C961", accounts=own) == [message("C961", text, "警告")]


def test_a_part_and_a_section_that_are_missing_are_told() -> None:
    own = accounts(department=department(edition=words("四川2022")))
    headings = [
        each for each in outline("四川2022") if "名词解释" not in each.text and "机构设置" not in each.text
    ]
    assert told(*headings, code="C961", accounts=own) == [
        message("C961", "没有“机构设置”这一节，或者不在它的位置，版式“四川2022”规定要有", "警告"),
        message("C961", "没有“名词解释”这一部分，版式“四川2022”规定要有", "警告"),
    ]


def test_sections_in_another_order_are_told() -> None:
    own = accounts(department=department(edition=words("四川2022")))
    first, second, third, *rest = outline("四川2022")
    text = "没有“机构设置”这一节，或者不在它的位置，版式“四川2022”规定要有"
    assert told(first, third, second, *rest, code="C961", accounts=own) == [message("C961", text, "警告")]


def test_headings_are_counted_as_the_form_numbers_them() -> None:
    form = replace(editions.named("四川2022"), numbering=("一、", "（一）", "1．"))
    own = replace(accounts(), own_edition=form)
    headings = [
        (1, "一、基本情况"),
        (2, "（一）职责"),
        (2, "（二）机构"),
        (1, "二、说明"),
        (2, "（一）总体"),
        (3, "1．收入"),
    ]
    right = [heading(text, level) for level, text in headings]
    assert told(*right, code="C955", accounts=own) == []
    assert told(*right, heading("3．支出", 3), heading("四、其他", 1), code="C955", accounts=own) == [
        message("C955", "标题“3．支出”的序号应为“2”", "警告"),
        message("C955", "标题“四、其他”的序号应为“三”", "警告"),
    ]


# ---- C956, C957: contents, tags


def test_a_report_without_contents_is_told() -> None:
    evidence = Evidence(accounts(), {}, document=Document((), (line("正文"),)))
    rule = next(rule for rule in (*form.RULES, *document.RULES) if rule.code == "C956")
    assert [str(problem(rule, each)) for each in rule.check(evidence)] == [message("C956", "没有目录", "警告")]


@pytest.mark.parametrize(
    "text", ["收入{{ 收入.合计 }}。", "{% if 有 %}", "见第 PAGEREF _Toc1 \\h 页", "错误！未定义书签。"]
)
def test_a_tag_or_a_field_code_that_is_left_is_told(text: str) -> None:
    assert told(line(text), code="C957") == [message("C957", f"留着标签或域代码：{text}")]


def test_braces_that_a_person_typed_are_theirs() -> None:
    typed = (Statement(Cell("文字材料.docx", "主要职能 第1段"), "编号{{ 甲 }}的设备"),)
    assert (
        told(line("编号{{ 甲 }}的设备"), line("因编号{{ 甲 }}的设备已停用。"), code="C957", statements=typed) == []
    )
    assert len(told(line("收入{{ 乙 }}"), code="C957", statements=typed)) == 1


def test_braces_in_a_name_of_the_workbook_are_no_tag() -> None:
    own = accounts(department=department(name=words("公司{{ 7*7 }}")))
    assert told(line("公司{{ 7*7 }}2021年度部门决算"), code="C957", accounts=own) == []
    assert len(told(line("公司{{ 7*7 }}{{ 年度 }}部门决算"), code="C957", accounts=own)) == 1


def test_a_short_text_does_not_hide_a_tag_beside_it() -> None:
    typed = (Statement(Cell("文字材料.docx", "共用文字/局领导 第1段"), "局长"),)
    assert len(told(line("局长{{ 姓名 }}出席"), code="C957", statements=typed)) == 1


# ---- C958: terms


def with_term(name: str, meaning: str = "指有关资金。") -> Accounts:
    return accounts(terms=(Term(words(name, "A4", "名词解释"), words(meaning, "B4", "名词解释")),))


def test_a_term_that_is_used_nowhere_is_a_hint() -> None:
    finished = (line("其他收入5.00万元。"), line("1.结余分配：指结余分配的资金。"))
    given = with_term("结余分配", "指结余分配的资金。")
    text = "“结余分配”在报告里没有用到"
    assert told(*finished, code="C958", accounts=given) == [message("C958", text, "提示", "〔名词解释〕A4")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("结余分配", "结余分配0万元。"),
        ("“三公”经费", "“三公”经费0万元。"),
        ("三公经费", "“三公”经费0万元。"),
        ("水利（款）防汛（项）", "正文"),
    ],
)
def test_a_term_that_is_used_or_is_an_item_is_not_told(name: str, text: str) -> None:
    finished = (line(text), line(f"1.{name}：指有关资金。"))
    assert told(*finished, code="C958", accounts=with_term(name)) == []


# ---- C959: the PDF


def test_a_number_that_the_pdf_lacks_is_told() -> None:
    finished = (line("收入5.00万元，支出5.00万元，占100%。"), table("3", "7"))
    assert told(*finished, code="C959", pdf="5.00 100 3") == [
        message("C959", "PDF 里少了这些数：5.00、7", where="PDF")
    ]
    assert told(*finished, code="C959", pdf="收入5.00万元，支出5.00万元，占100%。\n3 7 12") == []


def test_a_number_that_is_only_set_apart_is_not_missing() -> None:
    finished = (line("甲12.34万元。"), line("乙5\n6丙"))
    assert told(*finished, code="C959", pdf="甲1\n2.34万元。\n乙56丙") == []


def test_numbers_reach_a_pdf_however_they_are_set() -> None:
    bold = Paragraph("正文", (Run("收入12"), Run("3.45", bold=True), Run("万元，占5\n6个项目。")))
    finished = (
        *CLEAN[:4],
        bold,
        *[line(f"第{number}行{number}.5万元。" * 9) for number in range(60)],
        table("3", "7", "9"),
    )
    laid_out = pdf.lay_out(finished, {}, identity.about(accounts()))
    assert laid_out.pages > 1
    assert told(*finished, code="C959", pdf=laid_out.text) == []
    assert len(told(*finished, line("另有8888元"), code="C959", pdf=laid_out.text)) == 1


def test_without_a_pdf_nothing_is_missing() -> None:
    assert told(line("收入5.00万元"), code="C959") == []


def test_the_rule_on_the_pdf_is_asked_when_there_is_one() -> None:
    evidence = Evidence(accounts(), {}, document=Document((), (line("收入5.00万元"), CONTENTS)))
    assert checks.read_back(evidence, "收入5.00万元") == ()
    assert [str(each) for each in checks.read_back(evidence, "收入500万元")] == [
        message("C959", "PDF 里少了这些数：5.00", where="PDF")
    ]
    assert checks.read_back(replace(evidence, document=None), "收入") == ()


# ---- any text


@given(st.text(), st.text(st.sampled_from("第一二十部分、（）图：年度决算{}%1.")), st.text())
def test_no_rule_fails_on_any_text(one: str, other: str, pdf: str) -> None:
    finished = (heading(one, 1), heading(other, 2), heading(other, 3), PICTURE, line(other), table(one, other))
    told(*finished, marked=(line(one), line(other)), pdf=pdf, accounts=with_term(one, other))
