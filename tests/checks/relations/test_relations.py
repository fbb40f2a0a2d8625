"""Each rule over a text: one that ties and one that does not, with the whole message."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.texts import drawn, patterns
from juesuan.checks.relations import RULES, ClaimedText, NumberRelation
from juesuan.claims import Place
from juesuan.model.finished_report import Verdict

PATTERNS = patterns()
TABLE = ("项目名称\t治理工程", "项目资金（万元）\t年初预算数\t全年预算数\t全年执行数\t执行率")
PROJECT = "1．治理工程项目绩效目标完成情况综述。项目全年预算数87.00万元，执行数为80.00万元，完成预算的91.95%。"


def relations(*lines: str) -> list[NumberRelation]:
    text = ClaimedText([(line, Place(number)) for number, line in enumerate(lines, 1) if line.strip()])
    return [each for rule in RULES for each in rule(text)]


def of(verdict: Verdict, *lines: str) -> list[tuple[str, str, str]]:
    found = [each for each in relations(*lines) if each.verdict is verdict]
    return [(each.kind, each.message, each.advice) for each in found]


CASES: tuple[tuple[tuple[str, ...], str, str, tuple[str, str, str]], ...] = (
    (
        ("2023年本年支出合计100.00万元，其中：基本支出60.00万元，占60%；项目支出40.00万元，占40%。",),
        "项目支出40.00", "项目支出30.00",
        ("sum", "各部分60.00万元＋30.00万元＝90.00万元，比写的总数100.00万元少10.00万元", ""),
    ),
    (
        ("2023年政府采购支出总额267.64万元，其中：货物支出112.64万元、工程支出128.00万元、服务支出27.00万元。",),
        "267.64", "276.64",
        ("sum", "各部分112.64万元＋128.00万元＋27.00万元＝267.64万元，比写的总数276.64万元少9.00万元",
         "是不是276.64万元应为267.64万元（相邻两位数字写颠倒了），或者112.64万元应为121.64万元"
         "（相邻两位数字写颠倒了）？请核对原件。"),
    ),
    (
        ("2023年共有车辆5辆，其中：执法执勤用车2辆、其他用车3辆。",), "其他用车3", "其他用车2",
        ("sum", "各部分2辆＋2辆＝4辆，比写的总数5辆少1辆", ""),
    ),
    (
        ("2023年“三公”经费支出9.00万元。", "1．因公出国（境）费支出2.00万元。",
         "2．公务用车购置及运行维护费支出3.00万元。", "3．公务接待费支出4.00万元。"),
        "9.00", "7.00",
        ("sum", "各部分2.00万元＋3.00万元＋4.00万元＝9.00万元，比写的总数7.00万元多2.00万元", ""),
    ),
    (
        ("2023年“三公”经费支出决算中，公务用车购置及运行维护费3.00万元；公务接待费6.00万元。",
         "2023年“三公”经费支出9.00万元。"),
        "支出9.00", "支出8.00",
        ("sum", "各部分3.00万元＋6.00万元＝9.00万元，比写的总数8.00万元多1.00万元", ""),
    ),
    (
        ("2023年本年支出合计200.00万元，其中：基本支出150.00万元，占75%；项目支出50.00万元，占25%。",),
        "占75%", "占70%",
        ("share", "150.00万元除以200.00万元，占比应为75%，写的是70%", ""),
    ),
    (
        ("2023年会议费支出10.00万元，年初预算为8.00万元，完成预算的125%。",), "125%", "100%",
        ("completion", "10.00万元除以8.00万元，完成率应为125%，写的是100%", ""),
    ),
    (
        ("2023年会议费支出10.00万元，年初预算为0万元。",), "0万元。", "0万元，完成预算的100%。",
        ("completion", "除数为0，没有百分比，写的是100%", ""),
    ),
    (
        ("2023年一般公共预算支出决算数为300.00万元，完成预算100%。其中：",
         "1．甲支出（类）乙（款）丙（项）：支出决算为200.00万元，完成预算100%。",
         "2．甲支出（类）乙（款）丁（项）：支出决算为100.00万元，完成预算100%。"),
        "300.00万元，完成预算100%", "300.00万元，完成预算50.00%",
        ("completion",
         "按300.00万元完成预算50.00%倒推，预算是600.00万元；各项倒推的预算加起来是300.00万元，两个预算不是一个口径",
         "请核对各项和合计的完成率用的是不是同一种预算数（年初预算、调整预算或含结转）。"),
    ),
    (
        ("2023年机关运行经费支出465.73万元，比2022年增加67.21万元，增长16.86%。",), "16.86%", "14.43%",
        ("rate", "按465.73万元、67.21万元计算，变动率应为16.86%，写的是14.43%",
         "写的是用变动额除以本年数的结果，应除以上年数。"),
    ),
    (
        ("2023年机关运行经费支出465.73万元，比2022年增加67.21万元，增长16.86%。",), "增加", "减少",
        ("rate", "按465.73万元、67.21万元计算，变动率应为12.61%，写的是16.86%", ""),
    ),
    (
        ("2023年机关运行经费支出2.00万元，比2022年增加2.00万元。",), "2.00万元。", "2.00万元，增长100%。",
        ("rate", "上年为0，没有变动率，写的是100%", "上年为0时不写增长百分之几。"),
    ),
    (
        ("全县支出120.00万元，增长26.92%，其中：甲支出60.00万元，增长10.00%；乙支出60.00万元，增长50.00%。",),
        "26.92%", "10.00%",
        ("rate", "按各部分的增长率倒推，上年总数是94.55万元；按总数的增长率倒推，是109.09万元",
         "请核对各部分和总数的增长率，哪一个与上年数对不上。"),
    ),
    (
        ("2023年会议费支出10.00万元，与年初预算8.00万元相比，增加2.00万元。",), "增加2.00", "增加3.00",
        ("change", "按10.00万元、8.00万元计算应为2.00万元，写的是3.00万元", ""),
    ),
    (
        ("2023年度收入总计120.00万元，支出总计120.00万元。",), "支出总计120", "支出总计110",
        ("balance", "收入总计120.00万元与支出总计110.00万元不相等", ""),
    ),
    (
        ("2023年度政府性基金预算财政拨款年初结转和结余10.00万元，本年收入100.00万元，本年支出90.00万元，"
         "年末结转和结余20.00万元。",),
        "余20.00", "余30.00",
        ("balance", "年初10.00万元＋收入100.00万元－支出90.00万元＝20.00万元，写的年末结转和结余是30.00万元", ""),
    ),
    (
        ("2023年度收入总计1234.50万元。", "如前所述，2023年度收入总计1234.50万元。"),
        "述，2023年度收入总计1234", "述，2023年度收入总计1243",
        ("repeat", "“收入总计”在第1段写1234.50万元，这里写1243.50万元，前后不一致",
         "是不是相邻两位数字写颠倒了？请核对原件。"),
    ),
    (
        ("2023年全区签约项目38个，其中一产业7个，协议引资332.85亿元，超额完成任务。",
         "2023年全区签约项目38个，其中一产业7个，协议引资332.85亿元，超额完成任务。 "),
        "332.85亿元，超额完成任务。 ", "323.85亿元，超额完成任务。 ",
        ("repeat", "同一句话在第1段写332.85亿元，这里写323.85亿元，前后不一致", ""),
    ),
    (
        (PROJECT, *TABLE, "年度资金总额\t90.00\t87.00\t80.00\t91.95%"), "\t87.00", "\t88.00",
        ("repeat", "“治理工程项目预算数”在第1段写87.00万元，这里写88.00万元，前后不一致", ""),
    ),
    (
        (*TABLE, "年度资金总额\t90.00\t87.00\t80.00\t91.95%"), "91.95%", "93.95%",
        ("completion", "80.00万元除以87.00万元，完成率应为91.95%，写的是93.95%", ""),
    ),
    (
        ("2023年会议费支出10.00万元，年初预算为8.00万元，决算数大于预算数的主要原因是会议增加。",), "大于", "小于",
        ("direction", "决算数10.00万元大于预算数8.00万元，写的是“决算数小于预算数”", ""),
    ),
    (
        ("2023年会议费支出10.00万元，完成预算95.30%，决算数小于预算数的主要原因是会议减少。",), "小于", "大于",
        ("direction", "完成预算95.30%，决算数应小于预算数，写的是“大于”", ""),
    ),
    (
        ("2023年机关运行经费由上年1.20万元增加到2.40万元。",), "增加到", "减少到",
        ("direction", "从1.20万元到2.40万元不是减少", ""),
    ),
    (
        ("自评得分91.07分，等级为优。",), "优", "良", ("direction", "91.07分应为“优”，写的是“良”", ""),
    ),
    (
        ("2023年度部门决算", "公务接待费支出1.00万元，比2022年减少1.00万元。"), "比2022年", "比2021年",
        ("year", "2023年的数应与2022年相比，写的是2021年", ""),
    ),
)  # fmt: skip


@pytest.mark.parametrize(("lines", "old", "new", "problem"), CASES)
def test_what_ties_is_no_problem_and_what_does_not_is_told(
    lines: tuple[str, ...], old: str, new: str, problem: tuple[str, str, str]
) -> None:
    assert of(Verdict.WRONG, *lines) == []
    broken = "\n".join(lines).replace(old, new)
    assert broken != "\n".join(lines)
    assert problem in of(Verdict.WRONG, *broken.split("\n"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("2023年会议费支出10.00万元，占%。", "“10.00万元，占%。”：百分比没有填数"),
        ("公务接待费比上年减少万元；", "“公务接待费比上年减少万元；”：金额没有填数"),
        ("2023年收入总计,867.48万元。", "“023年收入总计,867.48万元”：金额前面少了数字或多了逗号"),
        ("机关运行经费支出12.00万元，主要原因是。", "“.00万元，主要原因是。”：后面没有内容"),
        ("车辆2辆，其中。", "“车辆2辆，其中。”：后面没有内容"),
        ("较上年增加（减少）0万元。", "“较上年增加（减少）0万元。”：二选一没有选定"),
        ("主要是主要是出车增多。", "“主要是主要是出车增多。”：字词或标点重复"),
        ("本单位____年度收入。", "“本单位____年度收入。”：空格没有填"),
        ("批准文号【】。", "“批准文号【】。”：空格没有填"),
        ("接待（　　）批次。", "“接待（　　）批次。”：空格没有填"),
        ("请在此处填写部门职责。", "“请在此处填写部门职责。”：提示文字没有换成实际内容"),
        ("购置费0万", "“购置费0万”：金额少写了“元”"),
    ],
)
def test_what_was_left_over_is_told(line: str, message: str) -> None:
    assert ("leftover", message, "") in of(Verdict.WRONG, line)


@pytest.mark.parametrize(
    "lines",
    [
        # a part whose change is left unsaid
        ("2023年“三公”经费支出9.00万元，减少1.00万元，其中：公务接待费4.00万元，减少3.00万元；"
         "公务用车购置及运行维护费5.00万元。",),
        # a rate of the total that stands before the nearest amount
        ("2023年本年支出合计200.00万元，其中：基本支出150.00万元，项目支出50.00万元，同比增加50.00万元，增长33.33%。",),
        ("2023年因公出国（境）费0万元，比上年增加0万元，增长0%。",),
        # a balance whose opening part is not printed
        ("2023年度收入100.00万元，支出90.00万元，年末结转和结余30.00万元。",),
        # some of the parts
        ("2023年教育支出100.00万元，其中：学前教育12.30万元，小学教育31.05万元。",),
        # the parts of another sentence
        ("集中开工项目17个，总投资33.58亿元。其中，重大项目12个，总投资19.38亿元，2021年计划投资约10亿元；"
         "服务业项目5个，总投资14.2亿元。",),
        # other budgets, other years
        ("2022年“三公”经费预算65.40万元。", "2021年“三公”经费支出60.36万元。"),
    ],
)  # fmt: skip
def test_what_must_not_be_called_wrong(lines: tuple[str, ...]) -> None:
    assert of(Verdict.WRONG, *lines) == []


def test_totals_without_their_balances_are_a_hint() -> None:
    line = "年初结转和结余140.17万元。2020年度收入总计755.28万元，支出总计509.28万元，年末结转和结余386.17万元。"
    assert of(Verdict.SOFT, line) == [
        (
            "balance",
            "“总计”没有包括年初、年末结转和结余：收入755.28万元，支出509.28万元",
            "如果本部门就按这个口径公开，不用改；否则请把结转和结余加进总计。",
        )
    ]


def test_what_only_rounding_explains_is_a_hint() -> None:
    line = "2023年本年支出合计100.01万元，其中：基本支出60.00万元；项目支出40.00万元。"
    assert [each.verdict for each in relations(line) if each.kind == "sum"] == [Verdict.SOFT]


@pytest.mark.parametrize("pattern", PATTERNS, ids=[each.name for each in PATTERNS])
@given(seed=st.integers(0, 2**32))
def test_a_text_that_ties_is_never_reported(pattern, seed: int) -> None:  # type: ignore[no-untyped-def]
    text = drawn(pattern, random.Random(seed))  # noqa: S311
    assert of(Verdict.WRONG, *text.text.splitlines()) == []


LIST = next(each for each in PATTERNS if each.name == "湖北 用于")
FOUND = {"金额", "占比", "年份"}
"""What is found whatever the amounts are: a rate of 0.13% says too little of its change."""


@given(seed=st.integers(0, 2**32))
def test_one_altered_number_of_a_list_is_always_told(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    text = drawn(LIST, rng)
    for kind, change, broken in text.broken(rng):
        assert kind not in FOUND or of(Verdict.WRONG, *broken.splitlines()), change


FRAGMENTS = st.sampled_from(
    [
        *(
            "2023年",
            "2022年度",
            "收入总计",
            "本年支出合计",
            "基本支出",
            "“三公”经费",
            "公务接待费",
            "（类）",
            "（项）：",
            "其中：",
            "分别为",
        ),
        *(
            "0万元",
            "12.30万元",
            "12元",
            "0%",
            "100%",
            "105.5%",
            "3辆",
            "90分",
            "，",
            "。",
            "；",
            "、",
            "（",
            "）",
            "\n",
            "\t",
            "1．",
        ),
        *(
            "比上年",
            "与年初预算",
            "相比",
            "增加",
            "减少",
            "增长",
            "下降",
            "到",
            "由",
            "从",
            "年均",
            "占",
            "的",
            "完成预算",
            "决算数小于预算数",
        ),
        *(
            "名词解释",
            "图3：",
            "项目名称",
            "预算数:",
            "执行数:",
            "执行率",
            "权重",
            "得分",
            "年度资金总额",
            "等级为良",
            "持平",
            "、",
        ),
    ]
)


@given(st.lists(FRAGMENTS, max_size=60))
def test_no_text_raises(words: list[str]) -> None:
    assert {type(each) for each in relations(*"".join(words).split("\n"))} <= {NumberRelation}
