"""D01 to D29: what an audit says of a finished report, each rule once clean and once broken."""

import pytest

from juesuan.checks import finished
from juesuan.model.finished_report import (
    Audit,
    AuditProblem,
    FinishedReport,
    LineKind,
    ReportLine,
    Unread,
    Verdict,
)
from juesuan.model.problems import Severity
from juesuan.reading.finished import text

TIES = "2020年本年支出合计509.28万元，其中：基本支出250.10万元，占49.11%；项目支出259.18万元，占50.89%。"


def report(*lines: str | ReportLine, kind: str = "文本", unread: tuple[Unread, ...] = ()) -> FinishedReport:
    made = tuple(each if isinstance(each, ReportLine) else text.line(each) for each in lines)
    return FinishedReport("报告.txt", kind, made, unread, 1 if kind == "PDF" else None)


def audited(*lines: str | ReportLine, **known: str | tuple[Unread, ...]) -> Audit:
    return finished.audit(report(*lines, **known))  # type: ignore[arg-type]


def told(code: str, *lines: str | ReportLine, **known: str | tuple[Unread, ...]) -> list[str]:
    """The whole messages of one rule."""
    return [str(each.problem) for each in audited(*lines, **known).problems if each.problem.code == code]


def one(audit: Audit, code: str) -> AuditProblem:
    (found,) = (each for each in audit.problems if each.problem.code == code)
    return found


# ---- numbers


def test_what_ties_is_not_told_and_counted() -> None:
    found = audited(TIES)
    assert not found.problems
    assert {each.standing for each in found.relations} == {Verdict.HOLDS}
    ran = {each.words.code: (each.ran, each.why_not) for each in found.rules}
    assert ran["D02"] == (2, "")
    assert ran["D06"] == (0, "没有找到这样的句子")


def test_a_sum_that_does_not_close_is_drawn_out_with_its_sentence() -> None:
    broken = TIES.replace("250.10", "259.10").replace("，占49.11%", "").replace("，占50.89%", "")
    found = one(audited("一、支出决算情况说明", broken), "D01")
    assert found.problem.where == "第2段"
    assert found.sentence == "2020年本年支出合计509.28万元，其中：基本支出259.10万元；"
    assert found.drawn == "259.10万元＋259.18万元＝518.28万元，写的是509.28万元"
    assert found.line == 2


def test_a_wrong_share_is_told() -> None:
    found = one(audited(TIES.replace("49.11", "94.11")), "D02")
    assert found.drawn == "250.10万元÷509.28万元＝49.11%，写的是94.11%"


def test_two_wrong_shares_of_one_total_are_two_problems() -> None:
    found = audited(TIES.replace("49.11", "94.11").replace("50.89", "58.09"))
    assert [each.problem.code for each in found.problems] == ["D02", "D02"]


def test_of_the_relations_that_one_wrong_number_breaks_one_is_told_and_the_others_are_named() -> None:
    """A wrong total breaks the sum, and both shares of it: three relations, one number."""
    found = audited(TIES.replace("509.28", "590.28"))
    wrong = [each for each in found.problems if each.problem.is_open]
    assert [each.problem.code for each in wrong] == ["D01"]
    assert "与这个数有关、一并对不上的还有：第1段" in wrong[0].problem.message
    assert sum(each.standing is Verdict.WRONG for each in found.relations) == 3


def test_a_wrong_passage_that_stands_again_is_told_once_with_its_other_places() -> None:
    """Nobody reads the same sum three times over."""
    passage = "引进项目投资总额332.85亿元，其中：一产业投资13.10亿元，二产业投资97.00亿元，三产业投资213.75亿元。"
    (found,) = (each for each in audited(*[passage] * 3).problems if each.problem.is_open)
    assert found.problem.message.endswith("少9.00亿元。第2段、第3段也是这样")


def test_what_is_doubtful_and_not_rounded_has_the_advice_of_its_rule() -> None:
    text = ("2020年，人员调入3人。", "机关运行经费支出24.36万元，主要原因是新进6位人员。")
    (found,) = (each.problem for each in audited(*text).problems if each.problem.code == "D07")
    assert (found.severity, found.hint) == (Severity.HINT, "请对照决算报表，改正写错的那个数。")


def test_the_year_that_a_person_gives_is_the_year_of_the_report() -> None:
    assert audited(TIES).year == 2020
    found = finished.audit(report(TIES), 2021)
    assert found.year == 2021
    assert all(each.line for each in found.relations)


def test_a_cell_of_a_table_is_no_sentence() -> None:
    row = ReportLine("执行情况\t预算数：200.00万元\t执行数：170.00万元", LineKind.ROW)
    assert [each.problem.code for each in audited(row, TIES).problems] == []


def test_the_cells_of_a_table_are_held_against_the_text() -> None:
    lines = (
        "1．治理工程项目绩效目标完成情况综述。项目全年预算数87.00万元，执行数为80.00万元。",
        ReportLine("项目名称\t治理工程", LineKind.ROW),
        ReportLine("项目资金（万元）\t资金来源\t年初预算数\t全年预算数\t全年执行数", LineKind.ROW),
    )
    row = "年度资金总额\t\t{}\t80.00"
    assert told("D07", *lines, ReportLine(row.format("87.00"), LineKind.ROW)) == []
    assert told("D07", *lines, ReportLine(row.format("78.00"), LineKind.ROW)) != []
    grade = ReportLine("总分\t\t100\t92.5\t良", LineKind.ROW)
    (message,) = told("D08", *lines, grade)
    assert message.startswith("错误 D08　第4段：92.5分应为“优”，写的是“良”")


# ---- D14, D15: customs

ITEM = "{}．甲（类）乙（款）丙（项）：支出决算为{}万元，完成预算{}%{}"


def test_one_completion_without_its_reason_is_told() -> None:
    with_reason = ITEM.format(1, "2.00", 95, "，决算数小于预算数的主要原因是会议减少。")
    assert told("D14", with_reason, ITEM.format(2, "3.00", 100, "。")) == []
    assert told("D14", with_reason, ITEM.format(2, "3.00", 10, "。")) == [
        "提示 D14　第2段：完成预算10%，不是100%，这一段没有写原因　→ 请核对百分比，或补上原因。"
    ]
    assert told("D14", *[ITEM.format(at, "3.00", 10 + at, "。") for at in range(1, 4)]) == []


def test_one_amount_with_other_decimals_is_told() -> None:
    amounts = [f"会议费{at}.10万元。" for at in range(1, 26)]
    assert told("D15", *amounts, "单价50万元以上设备0台，约3万元，0万元。") == []
    assert told("D15", *amounts, "接待费12.3万元。") == [
        "提示 D15　第26段：12.3万元有1位小数，全文的数大都有2位　→ 请对照决算报表核对这个数，写成一样的位数。"
    ]


# ---- D16: percentages

RATE = (
    "2020年收入总计755.28万元，比2019年增加192.00万元，增长{}；支出总计509.28万元，比2019年增加36.79万元，增长{}。"
)


def test_a_percentage_without_the_decimals_of_those_beside_it_is_told() -> None:
    assert told("D16", RATE.format("34.09%", "7.79%")) == []
    assert told("D16", RATE.format("34%", "8%")) == []
    assert told("D16", RATE.format("34%", "7.79%")) == [
        "提示 D16　第1段：34%少写了小数，算出来是34.09%；同一段的7.79%有2位小数　→ 请写到同样的位数。"
    ]


def test_a_percentage_that_needs_no_decimals_is_no_fault() -> None:
    assert told("D16", RATE.replace("755.28", "384.00").format("100%", "7.79%")) == []


# ---- D17: projects

PROJECT = "{}．治理工程{}项目绩效目标完成情况综述。项目全年预算数200万元，执行数为{}万元，完成预算的85%。"


def test_projects_that_do_not_make_the_project_expenditure_are_told() -> None:
    both = PROJECT.format(1, "甲", "170"), PROJECT.format(2, "乙", "89.18")
    assert told("D17", TIES, *both) == []
    assert told("D17", *both) == []
    advice = "请核对，或补上没有列的项目；只反映一部分项目的，在文中写明。"
    assert told("D17", TIES, both[0]) == [
        f"提示 D17　第2段：只写了1个项目，执行数170.00万元，比第1段的项目支出259.18万元少89.18万元　→ {advice}"
    ]
    assert told("D17", TIES, *both, PROJECT.format(3, "丙", "10")) == [
        f"提示 D17　第2段：3个项目的执行数合计269.18万元，比第1段的项目支出259.18万元多10.00万元　→ {advice}"
    ]


# ---- D20: headings


@pytest.mark.parametrize(
    ("headings", "messages"),
    [
        (["一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊"], []),
        (["一、甲", "（一）乙", "一、内", "二、里", "二、丁"], []),
        (["九、甲", "十、乙"], []),
        (["第一部分 甲", "九、甲"], ["标题“九、甲”的序号应为“一”"]),
        (["第一部分 甲", "二、乙"], ["标题“二、乙”的序号应为“一”"]),
        (["一、甲", "三、丙"], ["标题“三、丙”的序号应为“二”"]),
        (["第一部分 甲", "第三部分 丙"], ["标题“第三部分 丙”的序号应为“二”"]),
        (["第一部分 2020年度部门决算"], []),
        (["第一部分 2019年度部门决算"], ["标题“第一部分 2019年度部门决算”写的是2019，应为2020年度"]),
        (["第一部分  度部门决算"], ["标题“第一部分  度部门决算”没有年份，应为2020年度"]),
    ],
)
def test_headings_count_through(headings: list[str], messages: list[str]) -> None:
    advice = "请改正标题的序号或年度，或补上缺的一节。"
    wanted = [f"警告 D20　第{len(headings) + 1}段：{each}　→ {advice}" for each in messages]
    assert told("D20", TIES, *headings) == wanted


def test_an_excerpt_may_leave_out_sections() -> None:
    advice = "请改正标题的序号或年度，或补上缺的一节。"
    messages = ["标题“三、丙”的序号应为“二”", "标题“八、丁”的序号应为“四”"]
    assert told("D20", TIES, "一、甲", "三、丙", "八、丁") == [
        f"提示 D20　第{line}段：{each}　→ {advice}" for line, each in enumerate(messages, 3)
    ]


# ---- D21: contents


def entry(words: str, listed: int) -> ReportLine:
    return ReportLine(words, LineKind.CONTENTS, 1, listed)


def heading(words: str, page: int) -> ReportLine:
    return ReportLine(words, LineKind.HEADING, page)


def test_contents_are_the_headings() -> None:
    entries = [entry("一、甲", 1), entry("二、乙", 2), entry("三、丙", 3), entry("四、丁情况", 4)]
    headings = [heading("一、甲", 2), heading("二、乙", 3), heading("三、丙", 4), heading("四、丁情况", 5)]
    assert told("D21", *entries, *headings) == []
    headings[1] = heading("二、乙", 4)
    headings[3] = heading("四、丁的情况", 5)
    assert told("D21", *entries, entry("五、戊", 5), *headings, heading("五、戊", 6)) == [
        "警告 D21　第1页第2段：目录里“二、乙”写第2页，正文在第3页　→ 请在 Word 里更新目录。",
        "警告 D21　第1页第4段：目录里的“四、丁情况”在正文里没有，正文里是“四、丁的情况”　→ 请在 Word 里更新目录。",
    ]


def test_a_part_that_is_not_listed_is_told() -> None:
    lines = [entry("第一部分 概况", 1), heading("第一部分 概况", 2), heading("第二部分 名词解释", 3)]
    assert told("D21", *lines) == [
        "警告 D21　第3页第3段：“第二部分名词解释”没有列进目录　→ 请在 Word 里更新目录。"
    ]


# ---- D22: captions


@pytest.mark.parametrize(
    ("captions", "said"),
    [
        (["图1：甲", "（图2：乙）（柱状图）", "表1：丙"], []),
        (["图1：甲", "图3：乙"], ["图号从图1到了图3，缺图2"]),
        (["图1：甲", "图1：乙"], ["图1出现了两次，这里应为图2"]),
        (["图2：甲"], ["图号从图0到了图2，缺图1"]),
    ],
)
def test_captions_count_through(captions: list[str], said: list[str]) -> None:
    place = f"第{len(captions)}段"
    assert told("D22", *captions) == [
        f"警告 D22　{place}：{each}　→ 请改正图号、表号，或补上缺的图、表。" for each in said
    ]


# ---- D23: the name


def test_the_unit_has_one_name() -> None:
    cover = ("青禾县水务局", "2020年度部门决算")
    assert told("D23", *cover, "青禾县水务局2020年收入1万元。") == []
    assert told("D23", *cover, "青禾县水利局2020年收入1万元。") == [
        "警告 D23　第3段：单位名称写成“青禾县水利局”，开头写的是“青禾县水务局”　→ 请改正名称。"
    ]
    title = "青禾县第一中学2020年度部门决算"
    assert told("D23", title, "青禾县第二中学和我校结对。", "青禾县第一中学收入1万元。") == []


# ---- D24: what the form asks for

WHOLE = (
    "第一部分 部门概况", "第二部分 决算情况", "收入合计、支出合计、财政拨款、一般公共预算、基本支出、“三公”经费、",
    "政府性基金、国有资本经营、机关运行经费、政府采购、车辆、绩效。", "第三部分 名词解释",
)  # fmt: skip


def test_what_the_form_asks_for_is_there() -> None:
    assert told("D24", *WHOLE) == []
    assert told("D24", *WHOLE[:3], "政府性基金、国有资本经营、机关运行经费、车辆、绩效。", WHOLE[4]) == [
        "警告 D24　全文：没有说到政府采购　→ 请补上这一节；没有发生的，写明“0万元”。"
    ]
    assert told("D24", TIES) == []


# ---- D25: terms


def test_terms_are_used_and_explained_once() -> None:
    terms = ("第三部分 名词解释", "1.基本支出：指为保障机构运转的支出。")
    assert told("D25", TIES, *terms) == []
    assert told("D25", TIES, *terms, "2.结余分配：指分配。", "3.基本支出：指同样的支出。") == [
        "提示 D25　第4段：“结余分配”在报告里没有用到　→ 请补上或删去一条，或改正名称。",
        "提示 D25　第5段：“基本支出”解释了两次，第3段已有一条　→ 请补上或删去一条，或改正名称。",
    ]


def test_an_item_is_a_term_also_without_its_colon() -> None:
    item = "教育（类）普通教育（款）{}（项）"
    head = (f"1．{item.format('小学教育')}支出1万元。", "第三部分 名词解释")
    own = f"1.{item.format('小学教育')}：反映小学的支出。"
    assert told("D25", *head, own) == []
    advice = "请补上或删去一条，或改正名称。"
    assert told("D25", *head, own, f"2.{item.format('小学教育')}反映初中的支出。") == [
        f"提示 D25　第4段：“{item.format('小学教育')}”解释了两次，第3段已有一条　→ {advice}"
    ]
    other = f"2.{item.format('初中教育')}指初中的支出。"
    assert told("D25", *head, own, other) == [
        f"提示 D25　第4段：“{item.format('初中教育')}”在报告里没有用到　→ {advice}"
    ]


def test_an_item_is_used_where_its_section_stands_without_items() -> None:
    used = "1．教育（类）普通教育（款）支出3万元；教育（类）职业教育（款）中等职业教育（项）支出1万元。"
    terms = (
        "第三部分 名词解释",
        "1.教育（类）职业教育（款）中等职业教育（项）：指中职。",
        "2.教育（类）普通教育（款）小学教育（项）：指小学。",
    )
    assert told("D25", used, *terms) == []
    assert told("D25", "教育（类）支出3万元。", *terms) == []


def test_every_item_of_the_text_is_explained_where_items_are() -> None:
    items = (
        "1.教育（类）普通教育（款）小学教育（项）支出1万元。",
        "2.教育（类）普通教育（款）初中教育（项）支出2万元。",
    )
    terms = ("第三部分 名词解释", "1.教育（类）普通教育（款）小学教育（项）：指小学教育支出。")
    assert told("D25", *items, *terms) == [
        "提示 D25　第2段：“初中教育（项）”没有名词解释　→ 请补上或删去一条，或改正名称。"
    ]
    assert told("D25", items[0], *terms) == []


# ---- D26: what is personal


def test_nothing_personal_is_published() -> None:
    assert told("D26", TIES, "联系电话：028-26110001。") == []
    assert told("D26", "联系人手机13800001234。") == [
        "警告 D26　第1段：有像手机号的数字“138…34”，不能公开　→ 请删去。"
    ]


# ---- D27: tables


def test_tables_agree_with_the_text() -> None:
    table = ("单位：万元", ReportLine("基本支出\t250.10\t49.11", LineKind.ROW))
    assert told("D27", TIES, *table) == []
    broken = ReportLine("基本支出\t251.00\t49.11", LineKind.ROW)
    message = "表里“基本支出”的数与文字里的250.10万元不同（相邻两位数字写颠倒了）"
    assert told("D27", TIES, "单位：万元", broken) == [
        f"警告 D27　第3段：{message}　→ 请对照决算报表，改正写错的一处。"
    ]
    assert told("D27", TIES, broken) == []


# ---- D28, D29: what was not read


def test_a_table_of_a_pdf_that_does_not_close_is_named() -> None:
    unread = (Unread("第1页第1张表", "表里的合计对不上", is_table=True),)
    assert told("D28", TIES, kind="PDF", unread=unread) == [
        "提示 D28　第1页第1张表：表里的合计对不上　→ 请自己核对这张表，或审读它的 Word 文件。"
    ]
    assert told("D28", TIES, kind="PDF") == []


def test_a_page_that_was_not_read_is_never_taken_for_one_without_faults() -> None:
    unread = (Unread("第2页", "只有图片，这一页没有读", is_table=False),)
    assert told("D29", TIES, kind="PDF", unread=unread) == [
        "警告 D29　第2页：只有图片，这一页没有读　→ 请换一份有文字的文件再审读，或自己核对没有读到的部分。"
    ]
    assert told("D29", TIES) == []


@pytest.mark.parametrize(("words", "severity"), [("修路9.10万元。", "警告"), ("没有数。", "提示")])
def test_a_report_of_which_no_number_could_be_compared_is_told(words: str, severity: str) -> None:
    (said,) = told("D29", words)
    assert said.startswith(f"{severity} D29　全文：没有找到可以互相核对的数")


def test_every_rule_says_what_it_asserts_why_and_what_to_do() -> None:
    codes = [rule.code for rule in finished.RULES]
    assert codes == sorted(set(codes))
    assert [each.words for each in audited(TIES).rules] == list(finished.RULES)
    for rule in finished.RULES:
        assert rule.why.endswith("。")
        assert rule.advice.endswith("。")
        assert not rule.asserts.endswith("。")
