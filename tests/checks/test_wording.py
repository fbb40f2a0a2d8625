"""C831 to C842: the words of the texts."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.checks import names, wording
from juesuan.checks.rule import Evidence
from juesuan.figures import phrases
from juesuan.model import chinese
from juesuan.model.accounts import Accounts
from juesuan.model.values import Cell
from juesuan.model.written_text import Statement
from tests.checks.book import advice, problems, told
from tests.support.factories import accounts, department, figure, passages, words

if TYPE_CHECKING:
    from juesuan.model.department import Department

WHERE = "〔文字材料.docx〕主要职能 第1段"


def said(text: str, code: str, given: Accounts | None = None) -> list[str]:
    """What a rule has to say of one paragraph of 文字材料."""
    statement = Statement(Cell("文字材料.docx", "主要职能 第1段"), text)
    return told(given or accounts(), code, statements=(statement,))


BROKEN = [
    ("C831", "（注：数据来源于财决01表）收入如下。", "留着格式里的提示“（注：”：“（注：数据来源于财决01表）收…”"),
    (
        "C831",
        "比上年（增加/减少）12.00万元。",
        "留着格式里的提示“（增加/减少）”：“比上年（增加/减少）12.00万元。”",
    ),
    ("C831", "与上年增长/下降5%。", "留着格式里的提示“增长/下降”：“与上年增长/下降5%。”"),
    ("C831", "决算数大于/小于预算数。", "留着格式里的提示“大于/小于”：“决算数大于/小于预算数。”"),
    ("C831", "支出（或减少）3.00万元。", "留着格式里的提示“（或减少）”：“支出（或减少）3.00万元。”"),
    ("C831", "对XX县×××项目检查。", "留着格式里的提示“XX”：“对XX县×××项目检查。”"),
    ("C831", "某某公司中标。", "留着格式里的提示“某某”：“某某公司中标。”"),
    ("C831", "概述工作（100字以内）。", "留着格式里的提示“（100字以内）”：“概述工作（100字以内）。”"),
    ("C831", "请部门根据实际填写。", "留着格式里的提示“请部门”：“请部门根据实际填写。”"),
    ("C831", "金额待核实。", "留着格式里的提示“待核实”：“金额待核实。”"),
    ("C831", "金额待确认后再写。", "留着格式里的提示“待确认”：“金额待确认后再写。”"),
    ("C831", "项目支出〔待补〕。", "留着格式里的提示“〔待”：“项目支出〔待补〕。”"),
    ("C831", "下设______个股室。", "留着格式里的提示“______”：“下设______个股室。”"),
    ("C831", "编制（　　）名。", "留着格式里的提示“（　　）”：“编制（　　）名。”"),
    ("C831", "下设【】个股室。", "留着格式里的提示“【】”：“下设【】个股室。”"),
    ("C831", "请在此处填写职能。", "留着格式里的提示“请在此处填写”：“请在此处填写职能。”"),
    ("C831", "单击或点击此处输入文字。", "留着格式里的提示“单击或点击此处输入”：“单击或点击此处输入文字。”"),
    ("C831", "主要原因是。", "留着格式里的提示“原因是。”：“主要原因是。”"),
    ("C831", "变动的原因是", "留着格式里的提示“原因是”：“变动的原因是”"),
    ("C831", "费用下降。其中。", "留着格式里的提示“其中。”：“费用下降。其中。”"),
    ("C832", "见PAGEREF _Toc123 \\h 5页。", "有 Word 的域代码“PAGEREF _Toc123”：“见PAGEREF _Toc123 \\h 5页。”"),
    ("C832", "错误！未定义书签。", "有 Word 的域代码“错误！未定义书签”：“错误！未定义书签。”"),
    ("C833", "支出增加增加5%。", "字写重了“增加增加”：“支出增加增加5%。”"),
    ("C833", "主要原因是因为人员增加。", "字写重了“原因是因为”：“主要原因是因为人员增加。”"),
    ("C833", "完成了任务。。", "字写重了“。。”：“完成了任务。。”"),
    ("C833", "单位的的职责。", "字写重了“的的”：“单位的的职责。”"),
    ("C833", "完成了了任务。", "字写重了“了了”：“完成了了任务。”"),
    ("C833", "支出5.00万元元。", "字写重了“元元”：“支出5.00万元元。”"),
    ("C834", "基本支出占18.4，其余为项目。", "“占18.4”后面少了百分号：“基本支出占18.4，其余为项目。”"),
    ("C834", "支出增长12。", "“增长12”后面少了百分号：“支出增长12。”"),
    ("C834", "占总支出的34。", "“占总支出的34”后面少了百分号：“占总支出的34。”"),
    ("C834", "完成预算95.2，较好。", "“完成预算95.2”后面少了百分号：“完成预算95.2，较好。”"),
    ("C835", "引进资金13.亿元。", "数字“13.”写坏了：“引进资金13.亿元。”"),
    ("C835", "审核项目12.个。", "数字“12.”写坏了：“审核项目12.个。”"),
    ("C835", "资金1,23万元。", "数字“1,23”写坏了：“资金1,23万元。”"),
    ("C835", "资金12.34.5万元。", "数字“12.34.5”写坏了：“资金12.34.5万元。”"),
    ("C835", "资金12..5万元。", "数字“2..5”写坏了：“资金12..5万元。”"),
    ("C835", "基本支出占本年支出的%。", "“占本年支出的%”没有填数：“基本支出占本年支出的%。”"),
    ("C835", "较上年增长％。", "“增长％”没有填数：“较上年增长％。”"),
    ("C835", "公务接待支出万元，好。", "“支出万元”没有填数：“公务接待支出万元，好。”"),
    ("C835", "支出为,867.48万元。", "数字“,867.48万元”前面少了一位，或者多了逗号：“支出为,867.48万元。”"),
    ("C831", "比上年增加（减少）5万元。", "留着格式里的提示“增加（减少）”：“比上年增加（减少）5万元。”"),
    ("C831", "签约{ 业务.签约项目 }。", "留着格式里的提示“{ 业务.签约项目 }”：“签约{ 业务.签约项目 }。”"),
    ("C831", "人员结余{% if x。", "留着格式里的提示“{%”：“人员结余{% if x。”"),
    ("C835", "支出1.867.48万元。", "数字“1.867.48”写坏了：“支出1.867.48万元。”"),
    ("C836", "负责全县水资源的统一管理和保护，组织实施取水许可制度", "段末没有句号：“…护，组织实施取水许可制度”"),
    ("C838", "支出结构见图8。", "文字里写了“见图8”，图号由程序编排，可能对不上：“支出结构见图8。”"),
    ("C838", "由图 3可知。", "文字里写了“图 3”，图号由程序编排，可能对不上：“由图 3可知。”"),
]
"""A rule's code, a text in which it does not hold, and what is said of it."""


@pytest.mark.parametrize(("code", "text", "message"), BROKEN)
def test_a_slip_of_the_words_is_told(code: str, text: str, message: str) -> None:
    assert f"警告 {code}　{WHERE}：{message}{advice(code)}" in said(text, code)


def test_each_place_is_told() -> None:
    found = [problem.found for problem in problems(accounts(), "C831", statements=(text_of("XX县×××项目"),))]
    assert found == ["XX", "×××"]


def text_of(text: str) -> Statement:
    return Statement(Cell("文字材料.docx", "主要职能 第1段"), text)


@pytest.mark.parametrize(
    "text",
    [
        "目的的确立、的确如此、标的的价值。",
        "全局学习学习再学习，讨论讨论再决定。",
        "5X科技与XML文件、VIP、Max型号、XL号。",
        "电话：028-1234567，传真：028-12345678。",
        "合同金额1234567890123456元，合1234567890123.45万元。",
        "预计负债（或有负债）为0元，（或有事项）已披露。",
        "关注：民生；备注：无。",
        "接待定点饭店，优待定额，等待确认，有待核实。",
        "〔待确认〕全局、［待确认］全县、(待确认)全市各有一个标记，由另一条规则说。",
        "申请单位、邀请各部门参加，提请各单位审议，申请自行采购。",
        "公元元年，二元元素，万元元件。",
        "因为为民服务，作为为民办事的窗口，进行了了解，缓和和谐关系，参与与会。",
        "是是非非，凡是是党员的，还是是否需要。",
        "集合{a,b}、印发{文件}12份、{1.5}、{ 单位 }。",
        "占地3000亩，占15个百分点，增长3倍，占18.4%，占1、2号楼。",
        "完成投资12.5亿元，完成3个项目，完成率95%。",
        "1.项目概况2.人才引进3.家庭医生4.个人所得税5.元坝镇。",
        "1.1.1总体目标，2021.9.5发布，版本2.3.1。",
        "1,234.56万元、1,234,567元、第3,4季度。",
        "地图12张，蓝图2025，意图3个方面，图书3册，版图1处，绘图5幅。",
        "根据12345678号文件，统一社会信用代码11512000008450000X，川财〔2021〕12345678901234567号。",
        "2018 2019 2020 2021四年，2018-2019-2020-2021。",
        "负责全县水资源的统一管理和保护，组织实施取水许可制度（含地下水）",
        "局党组提出了全县水资源统一管理和保护的目标，即“节水优先”",
        "我委托县供水公司办理，我所在的科室，我办理了手续。",
    ],
)
def test_what_is_no_fault_is_not_told(text: str) -> None:
    assert [*said(text, "C83"), *said(text, "C84")] == []


def test_marks_around_a_number_hide_nothing() -> None:
    share = phrases.marked(figure(1), "18.4")
    assert said(f"基本支出占{share}，其余为项目。", "C834") == [
        f"警告 C834　{WHERE}：“占18.4”后面少了百分号：“基本支出占18.4，其余为项目。”{advice('C834')}"
    ]


def test_a_long_text_is_quoted_around_the_place() -> None:
    text = f"{'前' * 40}增加增加{'后' * 40}"
    assert said(text, "C833") == [
        f"警告 C833　{WHERE}：字写重了“增加增加”：“…{'前' * 12}增加增加{'后' * 12}…”{advice('C833')}"
    ]


# ---- C836: where a stop belongs


def test_what_stands_in_a_cell_or_inside_a_sentence_needs_no_stop() -> None:
    text = "负责全县水资源的统一管理和保护，组织实施取水许可制度"
    for cell in (Cell("绩效指标", "E5"), Cell("文字材料.docx", "共用文字/局领导 第1段")):
        assert told(accounts(), "C836", statements=(Statement(cell, text),)) == []


# ---- C837: numbering


def numbering(*texts: str) -> Accounts:
    return accounts(texts={"主要职能": passages(*texts)})


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (("一、甲。", "二、乙。", "四、丁。"), "第3段：序号“四、”应为“三”"),
        (("九、甲。", "十一、乙。"), "第1段：序号“九、”应为“一”"),
        (("一、甲。", "（一）子。", "（三）丑。"), "第3段：序号“（三）”应为“二”"),
        (("一、甲。", "二、乙。", "二、丙。"), "第3段：序号“二、”应为“三”"),
    ],
)
def test_a_skipped_number_is_told(texts: tuple[str, ...], message: str) -> None:
    assert told(numbering(*texts), "C837")[0] == f"警告 C837　〔文字材料.docx〕{message}{advice('C837')}"


@pytest.mark.parametrize(
    "texts",
    [
        ("一、甲。", "（一）子。", "（二）丑。", "二、乙。", "（一）子。"),
        ("（一）子。", "说明。", "（二）丑。", "三是加强管理。", "四、五级职员各1人。"),
        tuple(f"{chinese.numeral(number)}、第{number}项。" for number in range(1, 25)),
        ("一、甲。", "一、另起。"),
        ("十十、甲。", "三一十、乙。", "十二三、丙。"),
        ("一)甲。", "（三、乙。"),
    ],
)
def test_numbering_that_counts_through_is_not_told(texts: tuple[str, ...]) -> None:
    assert told(numbering(*texts), "C837") == []


# ---- C839: decimals


def test_a_whole_percentage_beside_an_exact_one_is_a_hint() -> None:
    message = "“34%”写到整数，同一段的“7.79%”写了小数"
    assert said("甲占34%，乙占7.79%。", "C839") == [f"提示 C839　{WHERE}：{message}{advice('C839')}"]


@pytest.mark.parametrize("text", ["甲占34%，乙占66%。", "完成100%，增长7.5%。", "甲占0%，乙占7.5%。"])
def test_percentages_written_alike_are_not_told(text: str) -> None:
    assert said(text, "C839") == []


# ---- C840, C842: names


def test_a_misspelt_name_is_told() -> None:
    message = "单位名称写成“青禾县水利局”，应为“青禾县水务局”"
    assert said("青禾县水利局是行政单位。", "C840") == [f"警告 C840　{WHERE}：{message}{advice('C840')}"]
    assert len(said("青禾县务水局是行政单位。", "C840")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "青禾县水务局是行政单位。",
        "青禾县人民政府办公室印发。",
        "县水务局牵头。",
        "青禾县水土保持局撤销。",
        "青山县林业局来函。",
    ],
)
def test_the_name_itself_and_very_different_names_are_not_told(text: str) -> None:
    assert said(text, "C840") == []


def of_a_bureau(**changes: object) -> Accounts:
    own: Department = department(own_name=words("我局"), **changes)
    return accounts(department=own)


@pytest.mark.parametrize(
    ("text", "other", "around"),
    [
        ("2021年我校招生。", "我校", "2021年我校招生。"),
        ("青禾县农业局2021年收入增加。", "县农业局", "青禾县农业局2021年收入增加。"),
        ("青禾县教育局2021年度部门决算。", "县教育局", "青禾县教育局2021年度部门决算。"),
    ],
)
def test_words_of_another_unit_are_told(text: str, other: str, around: str) -> None:
    message = f"写的是“{other}”，本单位是“青禾县水务局”：“{around}”"
    assert said(text, "C842", of_a_bureau()) == [f"警告 C842　{WHERE}：{message}{advice('C842')}"]


@pytest.mark.parametrize(
    "text",
    [
        "我局2021年收入增加，青禾县水务局2021年度部门决算。",
        "全县卫生院2021年收入增加，各县农业局2021年支出。",
        "根据青禾县财政局2021年度部门决算批复。",
        "与青禾县农业局2021年签订协议。",
    ],
)
def test_words_about_others_are_not_told(text: str) -> None:
    assert said(text, "C842", of_a_bureau()) == []


def test_a_unit_that_does_not_say_what_it_calls_itself_may_say_anything() -> None:
    assert said("我校招生。", "C842") == []


# ---- C841: persons


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("身份证513901199001011234。", "身份证号", "513…34"),
        ("身份证51390119900101123X，", "身份证号", "513…3X"),
        ("联系人电话13800138000。", "手机号", "138…00"),
        ("电话138 0013 8000。", "手机号", "138…00"),
        ("电话138-0013-8000。", "手机号", "138…00"),
        ("账号6222021234567890123。", "银行账号", "622…23"),
        ("账号6222 0212 3456 7890 123。", "银行账号", "622…23"),
    ],
)
def test_what_is_personal_is_told_without_repeating_it(text: str, kind: str, shown: str) -> None:
    message = f"有像{kind}的数字“{shown}”，不能公开"
    assert said(text, "C841") == [f"警告 C841　{WHERE}：{message}{advice('C841')}"]


@pytest.mark.parametrize(
    "text",
    [
        "项目编码513901199013011234。",
        "共13800138000元。",
        "10000000000.01元",
        "0832-26110123",
        "513901199001011234元",
        "51390119901301123X",
    ],
)
def test_other_long_numbers_are_not_personal(text: str) -> None:
    assert said(text, "C841") == []


# ---- any text


def every_rule_looks_at(text: str, sheet: str = "文字材料.docx") -> None:
    given = accounts(texts={"主要职能": passages(text, f"一、{text}", text)}, department=of_a_bureau().department)
    known = Evidence(given, {}, (Statement(Cell(sheet, "主要职能 第1段"), text),))
    for rule in (*wording.RULES, *names.RULES):
        assert all(finding.message for finding in rule.check(known))


@given(st.text(), st.sampled_from(["文字材料.docx", "绩效项目"]))
def test_no_rule_fails_on_any_text(text: str, sheet: str) -> None:
    every_rule_looks_at(text, sheet)


_PIECES = [*"一二三四五六七八九十、（）()图占%12.,元万的了是为和与我校局 \n", "增加", "2021年", "青禾县水务局"]


@given(st.lists(st.sampled_from(_PIECES)))
def test_no_rule_fails_on_what_looks_like_its_own(pieces: list[str]) -> None:
    every_rule_looks_at("".join(pieces))


@given(st.integers(1, 99))
def test_a_numeral_is_read_as_it_is_written(number: int) -> None:
    assert chinese.from_numeral(chinese.numeral(number)) == number


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_numerals(number: int, words: str) -> None:
    assert chinese.numeral(number) == words
