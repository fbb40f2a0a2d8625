"""核对报告 as structure: verdict, problems, the text whose numbers say where they come from, tables."""

import json
import re
from datetime import date
from typing import Any

import pytest
from lxml import html
from msgspec.structs import replace

from juesuan.figures import provenance
from juesuan.model import values
from juesuan.model.document import Paragraph, Picture, Run
from juesuan.model.problems import Problem, Severity
from juesuan.model.seen import SaidNumber, SeenNumber
from juesuan.model.values import Cell
from juesuan.model.written_text import Typed
from juesuan.web import Verification, check_report, joined
from tests.support import check_page
from tests.support.check_page import BLOCKS, ERROR, EXPLAINED, FIGURES, HINT, RATE, TYPED, WARNING, found

UNSEEN = Problem("C910", Severity.WARNING, "〔文字〕第2段", "还有 1 个数没有看过", "运行 seen 列出。", found="1个")


def page(made: Verification) -> html.HtmlElement:
    return html.fromstring(check_report.page(made))


def words(element: html.HtmlElement) -> str:
    """The text of an element, its white space made one."""
    return re.sub(r"\s+", " ", element.text_content()).strip()


def at(tree: html.HtmlElement, path: str) -> list[str]:
    return [words(each) for each in tree.xpath(path)]


def data(tree: html.HtmlElement) -> dict[str, Any]:
    (block,) = tree.xpath("//script[@type='application/json']")
    content: dict[str, Any] = json.loads(block.text)
    return content


@pytest.fixture(scope="module")
def sample() -> Verification:
    return check_page.sample()


# ---- the verdict


@pytest.mark.parametrize(
    ("problems", "verdict"),
    [
        ((), "可以公开"),
        ((HINT, EXPLAINED), "可以公开"),
        ((WARNING,), "还有1个警告没有解决"),
        ((ERROR, ERROR), "还有2个错误没有解决（草稿）"),
        ((HINT, WARNING, ERROR), "还有1个错误、1个警告没有解决（草稿）"),
    ],
)
def test_the_verdict_says_what_is_open(problems: tuple[Any, ...], verdict: str) -> None:
    made = found(problems=problems, typed=(TYPED[0], looked_at(), TYPED[2]))
    assert at(page(made), "//h2[@id='verdict-words']") == [verdict]


@pytest.mark.parametrize(
    ("problems", "verdict"),
    [
        ((UNSEEN,), "还有1个数没有看过"),
        ((UNSEEN, WARNING), "还有1个警告没有解决，1个数没有看过"),
        ((UNSEEN, ERROR), "还有1个错误没有解决，1个数没有看过（草稿）"),
        ((replace(UNSEEN, explained="都对"),), "还有1个数没有看过"),
    ],
)
def test_nothing_may_be_published_while_a_number_is_not_seen(problems: tuple[Any, ...], verdict: str) -> None:
    tree = page(found(problems=problems))
    assert at(tree, "//h2[@id='verdict-words']") == [verdict]
    assert tree.xpath("//section[@id='verdict']/@class") == ["open"]
    assert UNSEEN.hint in at(tree, "//section[@id='unlinked']/p")
    assert not tree.xpath("//button[@data-code='C910']")


def looked_at() -> Typed:
    said = SaidNumber("15", "用了15天，第3次，附件第12号。", "〔文字〕第2段")
    return replace(TYPED[1], said=(said,), seen=SeenNumber(said, date(2021, 8, 30), "张三"))


def test_a_number_that_was_seen_has_its_own_look_and_says_by_whom_and_when() -> None:
    tree = page(found(typed=(TYPED[0], looked_at(), Typed("3", Cell("绩效指标", "E5")))))
    numbers = tree.xpath("//div[@class='report']//span[@data-n='5' or @data-n='6']")
    assert [each.get("class") for each in numbers] == ["n typed seen", "n typed own"]
    assert data(tree)["numbers"][5]["seen"] == "2021-08-30由张三看过"
    assert at(tree, "//section[@id='unlinked']//tbody/tr") == []


def test_the_verdict_counts_problems_and_numbers() -> None:
    assert at(page(found()), "//section[@id='verdict']//li") == [
        "1 错误",
        "1 警告",
        "1 提示",
        "1 已说明",
        "3 个由表算出的数印在正文里（共算出4个）",
        "1 个手工填写的数已与表核对一致",
        "1 个手工填写的数没有来源，没有看过",
        "0 个手工填写的数没有来源，已经看过",
        "0 个数是〔绩效指标〕里的目标和实际，由单位负责",
        "1 个手工填写的数在名称、日期、序号里，不必核对",
        "2 个数是模板文字，各年相同",
    ]


# ---- problems


def test_open_problems_come_first_and_explained_ones_last() -> None:
    tree = page(found())
    assert at(tree, "//section[@id='problems']//h3") == ["错误（1）", "警告（1）", "提示（1）", "已说明（1）"]
    assert at(tree, "//article[contains(@class, 'problem')]/h4") == [
        "错误 C101 〔表〕B1", "警告 C811 〔表〕D9", "提示 C109 〔基本信息〕B13", "已说明 C812 〔表〕E9",
    ]  # fmt: skip


def test_a_problem_says_everything_it_knows() -> None:
    card = page(found(problems=(ERROR,))).xpath("//article[contains(@class, 'problem')]")[0]
    assert words(card) == (
        "错误 C101 〔表〕B1 一、收支收入多9.50元 应为1.00元实为10.50元相差多9.50元 涉及：〔表〕B1 〔表〕B2"
        "怎么办：请改正。 复制到出错说明 这条规则是什么收入等于各项之和合计是加出来的。"
    )


def test_a_problem_shows_no_difference_that_is_only_what_was_found() -> None:
    found_alone = replace(ERROR, expected="", found="12个", difference="12个")
    card = page(found(problems=(found_alone,))).xpath("//article[contains(@class, 'problem')]")[0]
    assert not {"应为", "实为", "相差"} & set(at(card, ".//dt"))
    two_words = replace(ERROR, expected="甲", found="乙", difference="乙与甲")
    card = page(found(problems=(two_words,))).xpath("//article[contains(@class, 'problem')]")[0]
    assert at(card, ".//dt") == ["应为", "实为"]


def test_an_explained_problem_gives_its_reason_and_asks_for_nothing() -> None:
    card = page(found(problems=(EXPLAINED,))).xpath("//article[contains(@class, 'problem')]")[0]
    assert words(card) == "已说明 C812 〔表〕E9 多出一倍 说明：上年没有开展。"


def test_only_open_problems_can_be_copied() -> None:
    buttons = page(found()).xpath("//button[@class='copy']")
    assert [(each.get("data-code"), each.get("data-place"), each.get("data-difference")) for each in buttons] == [
        ("C101", "〔表〕B1", "多9.50元"),
        ("C811", "〔表〕D9", "减少3元"),
    ]


def test_without_problems_the_page_says_so() -> None:
    assert "没有任何意见。" in at(page(found(problems=())), "//section[@id='problems']/p")


# ---- the text


def test_the_text_keeps_headings_paragraphs_tables_and_pictures_and_leaves_the_contents_out() -> None:
    tree = page(found())
    assert at(tree, "//div[@class='report']/*") == [
        "第1部分 概况",
        "收入755.28万元，比上年增加192.00万元，增长34.09%。",
        "签约38个。用了15天，第3次，附件第12号。",
        "图收入：柱形图",
        "二、表",
        "项目金额 收入755.28万元",
    ]
    assert [each.tag for each in tree.xpath("//div[@class='report']/*")] == ["h3", "p", "p", "p", "h4", "div"]
    assert at(tree, "//div[@class='report']//th") == ["项目", "金额"]


def test_each_number_carries_where_it_comes_from() -> None:
    tree = page(found())
    numbers = tree.xpath("//div[@class='report']//span[@data-n]")
    assert [(each.text, each.get("data-n"), each.get("class")) for each in numbers] == [
        ("755.28万元", "0", "n doubtful look"),
        ("192.00万元", "2", "n doubtful look"),
        ("34.09%", "3", "n doubtful look"),
        ("38", "4", "n typed"),
        ("15", "5", "n typed unlinked look"),
        ("3", "6", "n typed named"),
        ("755.28万元", "0", "n doubtful look"),
    ]
    assert len({each.get("id") for each in numbers}) == len(numbers)
    assert {each.get("tabindex") for each in numbers} == {"0"}


def test_the_page_says_how_many_numbers_there_are_and_how_many_need_a_look() -> None:
    (said,) = at(page(found()), "//p[@class='note marks']")
    assert said.startswith("正文里由表算出和手工填写的数共 7 处，要看 5 处：")


def test_a_figure_that_the_last_version_printed_otherwise_needs_a_look_and_says_what_that_was() -> None:
    made = found(problems=(), typed=())
    changed = provenance.held_against(made.numbers, {RATE.name: "30.1%"})
    tree = page(replace(made, numbers=changed, blocks=BLOCKS[2:4]))
    looks = tree.xpath("//div[@class='report']//span[contains(@class, 'look')]")
    assert [each.text for each in looks] == ["34.09%"]
    assert data(tree)["numbers"][3]["before"] == "30.1%"


def test_words_of_the_form_look_quiet() -> None:
    assert at(page(found()), "//div[@class='report']//span[@class='form']") == ["1", "12"]


def test_the_origin_goes_down_to_the_cells_and_tells_of_last_year_and_problems() -> None:
    content = data(page(found()))
    now, _, _, rate, linked, unlinked, named = content["numbers"]
    assert now == {
        "name": "收支.收入", "printed": "755.28万元", "value": "7,552,797.98元", "rule": "按表填列",
        "cells": ["〔表〕B1"], "last": "563.28万元（5,632,800元）", "problems": [3], "tags": ["错误", "open"],
    }  # fmt: skip
    assert (rate["value"], rate["cells"]) == ("约34.086031%", ["〔表〕B1", "〔表〕C1"])
    assert linked == {"printed": "38", "cells": ["〔文字〕第1段"], "confirmed": "〔业务指标〕B5 签约项目"}
    assert unlinked == {"printed": "15", "cells": ["〔文字〕第2段"], "tags": ["unlinked"]}
    assert named == {"printed": "3", "cells": ["〔文字〕第2段"], "named": True}
    assert content["problems"][3] == "错误 C101：收入多9.50元"


def test_a_cell_that_was_imported_shows_from_where() -> None:
    tree = page(found(imported={"〔表〕B1": "导出.xls Z01!E9"}))
    cell = "〔表〕B1（导入自 导出.xls Z01!E9）"
    assert [each["cells"] for each in data(tree)["numbers"][:4]] == [
        [cell], ["〔表〕C1"], [cell, "〔表〕C1"], [cell, "〔表〕C1"],
    ]  # fmt: skip
    assert at(tree, "//section[@id='figures']//tbody/tr[1]/td[5]") == [cell]


def test_captions_and_pictures_are_shown_as_finished() -> None:
    marked = (
        check_page.paragraph(f"收{check_page.number(check_page.NOW)}"),
        check_page.paragraph("图0：甲"),
        Picture("", b"", 1, 1),
    )
    finished = (check_page.paragraph("收755.28万元"), check_page.paragraph("图1：甲"), Picture("甲为5", b"", 1, 1))
    assert joined(marked, finished) == (marked[0], finished[1], finished[2])


def test_an_explained_problem_raises_no_doubt() -> None:
    explained = replace(ERROR, explained="软件如此。")
    tree = page(found(problems=(explained,)))
    assert data(tree)["numbers"][0]["tags"] == ["已说明"]
    assert not tree.xpath("//div[@class='report']//span[contains(@class, 'doubtful')]")


# ---- the table of figures


def test_the_table_lists_every_figure_with_how_often_it_is_printed() -> None:
    rows = page(found()).xpath("//section[@id='figures']//tbody/tr")
    assert [[words(cell) for cell in row] for row in rows] == [
        [
            *("收支.收入", "755.28万元", "7,552,797.98", "元", "按表填列", "〔表〕B1"),
            *("563.28万元（5,632,800元）", "2"),
        ],
        ["收支.收入.上年", "563.28万元", "5,632,800", "元", "按表填列", "〔表〕C1", "", "0"],
        ["收支.收入.增减", "192.00万元", "1,919,997.98", "元", "本年数－上年数", "〔表〕B1 〔表〕C1", "", "1"],
        ["收支.收入.增减率", "34.09%", "约34.086031", "%", "增减÷上年数", "〔表〕B1 〔表〕C1", "", "1"],
    ]


# ---- numbers that nothing vouches for


def test_an_unlinked_number_stands_in_its_sentence_and_leads_to_its_place() -> None:
    tree = page(found())
    (row,) = tree.xpath("//section[@id='unlinked']//tbody/tr")
    assert [words(cell) for cell in row] == ["〔文字〕第2段", "用了15天，第3次，附件第12号。"]
    (link,) = row.xpath(".//a")
    assert link.text == "15"
    assert at(tree, f"//span[@id='{link.get('href')[1:]}']") == ["15"]


def test_numbers_of_one_sentence_share_a_row() -> None:
    typed = (
        Typed("1", Cell("文字", "第1段")),
        Typed("2", Cell("文字", "第1段")),
        Typed("3", Cell("文字", "第1段")),
    )
    one, two, three = (values.mark(len(FIGURES) + place, each.text) for place, each in enumerate(typed))
    block = Paragraph("Normal", (Run(f"先{one}"), Run(f"后{two}。再{three}；完")))
    tree = page(found(typed=typed, blocks=(block,)))
    assert at(tree, "//section[@id='unlinked']//tbody/tr/td") == ["先1后2。", "再3；"]
    assert at(tree, "//section[@id='unlinked']//tbody//a") == ["1", "2", "3"]


def test_an_unlinked_number_that_is_not_printed_is_listed_all_the_same() -> None:
    tree = page(found(blocks=()))
    assert at(tree, "//section[@id='unlinked']//tbody/tr") == ["〔文字〕第2段15（没有印出）"]


def test_where_every_number_is_linked_the_page_says_so() -> None:
    tree = page(found(typed=TYPED[:1], blocks=BLOCKS[:4]))
    assert "没有。正文里的每个数都有来源，或者有人看过。" in at(tree, "//section[@id='unlinked']/p")


# ---- the rest


def test_the_rule_book_and_the_inputs_are_listed() -> None:
    tree = page(found())
    assert at(tree, "//article[@id='rule-C101']") == [
        "C101 收入等于各项之和 一、收支 错误 为什么：合计是加出来的。 怎么办：请改正。"
    ]
    assert at(tree, "//footer//li") == ["决算数据.xlsx 3f2a91c07d5e"]


def test_every_link_leads_somewhere() -> None:
    tree = page(found())
    targets = {link.get("href") for link in tree.xpath("//a")}
    assert targets <= {f"#{each}" for each in tree.xpath("//@id")}


HOSTILE = "</script><img src=x onerror=alert(1)>{{ 7*7 }}{% if %}\"'&<!--"


def test_hostile_text_stays_text() -> None:
    typed = (Typed("38", Cell(HOSTILE, HOSTILE)),)
    text = f"{HOSTILE}{values.mark(len(FIGURES), '38')}。"
    tree = page(
        found(
            about=replace(check_page.ABOUT, title=HOSTILE),
            problems=(replace(ERROR, where=HOSTILE, message=HOSTILE, hint=HOSTILE, difference=HOSTILE),),
            typed=typed,
            blocks=(check_page.paragraph(text), Picture(HOSTILE, b"", 0, 0)),
            rules=(replace(check_page.RULE, asserts=HOSTILE, why=HOSTILE),),
            sources={HOSTILE: HOSTILE},
        )
    )
    assert not tree.xpath("//img | //@onerror")
    assert len(tree.xpath("//script")) == 2
    assert at(tree, "//h1") == [HOSTILE]
    assert words(tree.xpath("//div[@class='report']/p")[0]) == f"{HOSTILE}38。"
    assert tree.xpath("//button[@class='copy']")[0].get("data-difference") == HOSTILE
    assert data(tree)["problems"] == [f"错误 C101：{HOSTILE}"]


def test_no_mark_is_left_and_nothing_is_fetched() -> None:
    made = check_report.page(found())
    assert values.plain(made) == made
    assert not re.search(r"https?:|//[\w-]+\.|url\(|@import|\bsrc=|<link", made)


# ---- the sample


def test_every_printed_number_of_the_sample_carries_its_figure(sample: Verification) -> None:
    tree = page(sample)
    numbers = data(tree)["numbers"]
    shown = tree.xpath("//div[@class='report']//span[@data-n]")
    names = {number.serial: number.name for number in sample.numbers if not number.is_typed}
    for each in shown:
        serial = int(each.get("data-n"))
        name = numbers[serial].get("name")
        assert name == names.get(serial)
    marked = [each for block in sample.blocks for each in marks(block)]
    assert [(int(each.get("data-n")), each.text) for each in shown] == marked
    assert len(marked) > 300


def marks(block: Any) -> list[tuple[int, str]]:
    rows = getattr(block, "rows", ())
    texts = [paragraph.text for row in rows for cell in row for paragraph in cell.paragraphs]
    return [mark for text in [getattr(block, "text", ""), *texts] for mark in values.printed(text)]


def test_the_same_inputs_give_the_same_bytes(sample: Verification) -> None:
    assert check_report.page(sample) == check_report.page(check_page.sample())


def test_the_page_is_light(sample: Verification) -> None:
    assert len(check_report.page(sample).encode()) < 600_000
