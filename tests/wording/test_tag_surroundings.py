"""What stands right before and behind a tag: what would print another number is told with the right spelling."""

import re
from pathlib import Path

import pytest

import generate
from juesuan.app import cli
from juesuan.model import editions
from juesuan.model.outcome import DONE, OPEN
from juesuan.model.program_folders import TEMPLATES
from juesuan.model.values import Cell
from juesuan.wording import example, template_faults
from juesuan.wording.tags import Filler
from tests.support import builder
from tests.support.builder import changed
from tests.support.water_office import department, texts
from tests.wording.test_template_faults import said as of_template

Output = pytest.CaptureFixture[str]
HERE = Cell("文字材料.docx", "第1段")
REVENUE = "收入支出.本年收入合计"


def told(text: str) -> list[str]:
    fill = Filler(example.tree(), [], 1000)
    fill(text, HERE)
    return [str(each).replace(f"　{HERE}：", "：") for each in (*fill.problems, *fill.doubts)]


def typed(short: str) -> str:
    """The text with its tags: [.数] is that of the revenue of the year, [年度] any other."""
    names = re.sub(r"\[(?=[.\]])", f"[{REVENUE}", short)
    return re.sub(r"\[(.+?)\]", r"{{ \1 }}", names)


def expected(severity: str, text: str, said: str, advice: str) -> list[str]:
    """The one message on the text, whose tag is * in the advice."""
    tag = typed(re.findall(r"\[.*?\]", text)[0])
    return [f"{severity}：标签 {tag} {said}（{typed(text)}）　→ {typed(advice).replace('*', tag)}"]


APART = "请去掉它，写成 *；要分开的，用文字或顿号隔开。"
BY_ITSELF = "请去掉它，写成 *；负数由标签自己印出负号。"


@pytest.mark.parametrize(
    ("text", "said", "advice"),
    [
        (
            "收入[.数]元。",
            "只印数字，单位是“万元”，后面却写“元”，数就错了",
            "请写成 []（以万元为单位）或 [.元]（以元为单位）。",
        ),
        ("收入[.数]亿元。", "只印数字，单位是“万元”，后面却写“亿元”，数就错了", "请写成 []。"),
        ("占[.数]%。", "只印数字，单位是“万元”，后面却写“%”，数就错了", "请写成 []。"),
        (
            "收入[]元。",
            "印出来已经带单位“万元”，后面又写“元”",
            "请去掉“元”，写成 *（以万元为单位）或 [.元]（以元为单位）。",
        ),
        ("收入[] 万元。", "印出来已经带单位“万元”，后面又写“万元”", "请去掉“万元”，写成 *。"),
        ("收入[]万，", "印出来已经带单位“万元”，后面又写“万”", "请去掉“万”，写成 *。"),
        (
            "收[.元]万元。",
            "印出来已经带单位“元”，后面又写“万元”",
            "请去掉“万元”，写成 *（以元为单位）或 []（以万元为单位）。",
        ),
        ("占[收入支出.事业收入.占比]%。", "印出来已经带单位“%”，后面又写“%”", "请去掉“%”，写成 *。"),
        ("[收入支出.事业收入.及占比]％。", "印出来已经带单位“%”，后面又写“％”", "请去掉“％”，写成 *。"),
        ("[.同比]个百分点", "印出来已经带单位“%”，后面又写“个百分点”", "请去掉“个百分点”，写成 *。"),
        ("治理[业务.示例指标]个。", "印出来已经带单位“个”，后面又写“个”", "请去掉“个”，写成 *。"),
        ("治理[业务.示例指标]个项目。", "印出来已经带单位“个”，后面又写“个”", "请去掉“个”，写成 *。"),
        ("有[业务.示例指标]万元。", "印出来已经带单位“个”，后面又写“万元”", "请去掉“万元”，写成 *。"),
        ("在编[其他事项.在编人员]人。", "印出来已经带单位“人”，后面又写“人”", "请去掉“人”，写成 *。"),
        ("[其他事项.在编人员构成]人。", "印出来已经带单位“人”，后面又写“人”", "请去掉“人”，写成 *。"),
        ("得[单位.自评得分]分。", "印出来已经带单位“分”，后面又写“分”", "请去掉“分”，写成 *。"),
        (
            "[业务.示例指标.数]万个，",
            "只印数字，单位是“个”，后面却写“万个”",
            "请写成 [业务.示例指标]，它自己带单位。",
        ),
        ("[年度]万元", "只印数字，单位是“年”，后面却写“万元”，数就错了", "请写成 *年。"),
        ("3[]", "前面紧挨着数字“3”，两个数会连成一个", APART),
        ("20[年度]年", "前面紧挨着数字“0”，两个数会连成一个", APART),
        ("1.[]", "前面紧挨着“1.”，会连成另一个数", APART),
        ("1,[]", "前面紧挨着“1,”，会连成另一个数", APART),
        ("支出-[]", "前面紧挨着“-”，印出来成了相反的数", BY_ITSELF),
        ("－[.上年]", "前面紧挨着“－”，印出来成了相反的数", BY_ITSELF),
        ("[.数]5万元", "后面紧挨着数字“5”，两个数会连成一个", APART),
        ("[.数].5万元", "后面紧挨着数字“.5”，两个数会连成一个", APART),
        ("增加[.增减额]", "自己会说增加还是减少，前面又写“增加”", "请去掉“增加”，写成 *。"),
        ("下降了[.增减率]", "自己会说增加还是减少，前面又写“下降了”", "请去掉“下降了”，写成 *。"),
        ("增长[.同比]", "自己会说增加还是减少，前面又写“增长”", "请去掉“增长”，写成 *。"),
    ],
)
def test_what_would_be_printed_wrongly_is_told(text: str, said: str, advice: str) -> None:
    assert told(typed(text)) == expected("错误 T60", text, said, advice)


@pytest.mark.parametrize(
    ("text", "said", "advice"),
    [
        ("+[]", "前面紧挨着“+”", "请去掉它，写成 *。"),
        ("1．[]", "前面有“1．”，可能和它连成一个数", APART),
        ("3 []", "前面有“3”，可能和它连成一个数", APART),
        ("[]3次", "后面紧挨着数字“3”", APART),
        ("[业务.示例指标.数]项", "只印数字，单位是“个”，后面却写“项”", "请写成 [业务.示例指标]，它自己带单位。"),
        ("[业务.示例指标]公里，", "印出来已经带单位“个”，后面又写“公里”", "请去掉“公里”，写成 *。"),
    ],
)
def test_what_may_be_meant_is_a_warning(text: str, said: str, advice: str) -> None:
    assert told(typed(text)) == expected("警告 T61", text, said, advice)


def test_two_tags_beside_each_other_are_two_numbers() -> None:
    first, second = told(typed("[.数][年度]年"))
    said = "紧挨着另一个标签的数，两个数会连成一个"
    assert first.startswith(typed(f"错误 T60：标签 [.数] 后面{said}"))
    assert second.startswith(typed(f"错误 T60：标签 [年度] 前面{said}"))


@pytest.mark.parametrize(
    "text",
    [
        "[年度]年收入[]，比[上年度]年[.同比]。",
        "收入[.数]万元、[.数]余万元、[.数]（万元）",
        "在[.上年]-[]之间，即3万元-[]",
        "（1）[]，2、[]，——[]",
        "[]2021年到位，[]项目资金，[]元旦前到位，[]万达广场",
        "增加到[]，增加[]，占[收入支出.事业收入.占比]的",
        "在编[其他事项.在编人员]人员，[业务.示例指标]村，[业务.示例指标]个体户，[业务.示例指标.数]个",
        "[项目.示例项目.完成率.数]个百分点，[项目.示例项目.完成率]，[项目.示例项目]3次，[单位.编码]1",
    ],
)
def test_what_is_written_rightly_is_left_alone(text: str) -> None:
    assert told(typed(text)) == []


# ---- where it is told

INDICATOR = "{{ 业务.治理河道 }}"


def checked(folder: Path, code: int, capsys: Output) -> list[str]:
    assert cli.main(["check", "--inputs", str(folder)], generate.make, generate.check) == code
    return [line for line in capsys.readouterr().out.splitlines() if " T6" in line]


def test_a_text_is_told_at_its_paragraph(tmp_path: Path, capsys: Output) -> None:
    content = department()
    written = texts(content, 主要职能=[f"治理{INDICATOR}公里。", "收入{{ 收入支出.本年收入合计.数 }}元。"])
    folder = builder.write(tmp_path / "2021", content, written)
    assert checked(folder, OPEN, capsys) == [
        f"错误 T60　〔文字材料.docx〕“主要职能”第1段：标签 {INDICATOR} 印出来已经带单位“公里”，后面又写“公里”"
        f"（治理{INDICATOR}公里。）　→ 请去掉“公里”，写成 {INDICATOR}。",
        f"错误 T60　〔文字材料.docx〕“主要职能”第2段：标签 {typed('[.数]')} 只印数字，单位是“万元”，"
        f"后面却写“元”，数就错了（收入{typed('[.数]')}元。）　→ "
        f"请写成 {typed('[]')}（以万元为单位）或 {typed('[.元]')}（以元为单位）。",
    ]


def test_a_reason_is_told_at_its_cell(tmp_path: Path, capsys: Output) -> None:
    content = changed(department(), "收入支出", "收入总计", "变动原因", "治理-{{ 业务.治理河道 }}")
    (message,) = checked(builder.write(tmp_path / "2021", content), OPEN, capsys)
    assert message == (
        f"错误 T60　〔收入支出〕D16：标签 {INDICATOR} 前面紧挨着“-”，印出来成了相反的数（治理-{INDICATOR}）　→ "
        f"请去掉它，写成 {INDICATOR}；负数由标签自己印出负号。"
    )


def test_a_negative_behind_a_word_that_says_so_is_told(tmp_path: Path, capsys: Output) -> None:
    content = changed(department(), "业务指标", "治理河道", "数值", -12)
    written = texts(content, 主要职能=[f"河道增加{INDICATOR}。"])
    (message,) = checked(builder.write(tmp_path / "2021", content, written), OPEN, capsys)
    assert message == (
        f"错误 T60　〔文字材料.docx〕“主要职能”第1段：标签 {INDICATOR} 现在是负数，前面又写“增加”，意思成了相反的"
        f"（河道增加{INDICATOR}。）　→ 请改用自己会说增减的 {{{{ 业务.治理河道.增减额 }}}}，或者去掉“增加”。"
    )


def test_what_may_be_meant_leaves_the_report_open(tmp_path: Path, capsys: Output) -> None:
    content = department()
    written = texts(content, 主要职能=[f"治理+{INDICATOR}。"])
    (message,) = checked(builder.write(tmp_path / "2021", content, written), OPEN, capsys)
    assert message.startswith(f"警告 T61　〔文字材料.docx〕“主要职能”第1段：标签 {INDICATOR} 前面紧挨着“+”")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("收入{{ 收入支出.本年收入合计.数 }}元。", "只印数字，单位是“万元”，后面却写“元”"),
        ("{% for 科目 in 支出科目 %}{{ 科目 }}万元、{% endfor %}", "印出来已经带单位“万元”，后面又写“万元”"),
        ("{% if 年度 %}{{ 业务.治理河道 }}{% endif %}公里", "印出来已经带单位“公里”，后面又写“公里”"),
        ("3{% if 年度 %}{{ 年度 }}{% endif %}", "前面紧挨着数字“3”，两个数会连成一个"),
        ("{% for 科目 in 支出科目 %}增加{{ 科目.增减额 }}{% endfor %}", "自己会说增加还是减少"),
        ("{{ 年度 }}{{ 上年度 }}", "前面紧挨着另一个标签的数"),
    ],
)
def test_a_template_is_refused_at_its_paragraph(text: str, message: str) -> None:
    lines = of_template(text)
    assert any(line.startswith("错误 T60　第1段") and message in line for line in lines)


def test_the_other_branch_is_not_beside_the_tag() -> None:
    assert of_template("{% if 年度 %}{{ 年度 }}{% else %}{{ 上年度 }}{% endif %}年") == []


@pytest.mark.parametrize("name", editions.NAMES)
def test_the_shipped_templates_are_sound(name: str) -> None:
    shape = example.shape(example.tree())
    assert template_faults.read(editions.named(name).template.data, name, shape).problems == []


def test_the_shipped_texts_are_sound(tmp_path: Path, capsys: Output) -> None:
    assert checked(builder.write(tmp_path / "2021", department()), DONE, capsys) == []
    assert (TEMPLATES / "文字材料.docx").exists()
