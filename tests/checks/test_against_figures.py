"""Typed numbers against the figures of the workbook: in the form's sentences, and by the words that name them."""

import re
from typing import Any

import pytest
from msgspec.structs import replace

from juesuan import checks
from juesuan.checks.rule import Evidence
from juesuan.checks.texts import comparison, sentence_forms, spelling
from juesuan.claims import sayings
from juesuan.figures import phrases
from juesuan.figures.derive import derive
from juesuan.figures.mentions import mentions
from juesuan.model.accounts import Accounts
from juesuan.model.editions import FormFile
from juesuan.model.values import Cell
from juesuan.wording import vocabulary
from juesuan.wording.tags import Filler
from tests.support.comparison import TEXTS, confirmed, told
from tests.support.factories import accounts, count, department, item, project, words
from tests.support.word_files import docx, paragraph

GIVEN: dict[str, Any] = {
    "department": department(
        name=words("青禾县水务局"), own_name=words("我局"), score=count("91.07", "分", "B15", "基本信息")
    ),
    "three_public": {
        "total": {"final": 229600, "last": 185100, "budget": 300000},
        "vehicles": {"final": 177100, "last": 145100},
        "vehicle_running": {"final": 177100},
        "receptions": {"final": 52500, "last": 40000, "budget": 60000},
        "domestic_receptions": {"final": 52500},
    },
    "other_matters": {
        "agency_operating_costs": {"final": 3303000, "last": 3100000},
        "procurement": {"final": 533000},
        "staff": {"final": 79},
        "vehicles_held": {"final": 8},
        "domestic_reception_batches": {"final": 221},
        "domestic_reception_persons": {"final": 1200},
    },
    "revenue_expenditure": {
        "revenue_of_year": {"final": "7552797.98"},
        "total_revenue": {"final": 25070400},
        "total_expenditure": {"final": 25070400},
        "basic_expenditure": {"final": 10000000},
        "project_expenditure": {"final": 2591800},
        "expenditure_of_year": {"final": 12591800},
    },
    "fiscal_appropriation": {
        "general_public_expenditure": {"final": 12000000, "last": 11000000, "budget": 13000000}
    },
    "functional_items": (
        item("201", name="一般公共服务支出"),
        item("20113", name="商贸事务"),
        item("2011308", name="招商引资", basic=4554900),
        item("221", name="住房保障支出"),
        item("22102", name="住房改革支出"),
        item("2210201", name="住房公积金", basic=166500),
    ),
}


def number(text: str) -> str:
    """The words that the one finding puts in doubt, and the figure that it names."""
    (finding,) = told(text, code="C903", **GIVEN)
    found = re.search(r"”([^，]+)，〔.+?“(.+?)”是(.+?)　→", finding)
    assert found, finding
    return "　".join(found.groups())


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("3．公务接待费支出9.25万元。", "9.25万元　三公经费·公务接待费　5.25万元"),
        ("３．公务接待费支出9.25万元。", "9.25万元　三公经费·公务接待费　5.25万元"),
        ("我局公务接待费支出9.25万元。", "9.25万元　三公经费·公务接待费　5.25万元"),
        ("实际发生公务接待费 9.25 万元。", "9.25 万元　三公经费·公务接待费　5.25万元"),
        ("2021年，青禾县水务局机关运行经费支出300.30万元，", "300.30万元　其他事项·机关运行经费　330.30万元"),
        ("我局政府采购支出总额50.30万元。", "50.30万元　其他事项·政府采购支出总额　53.30万元"),
        ("因公出国(境)费99万元。", "99万元　三公经费·因公出国境费　0万元"),
        ("公务用车购置支出18万元。", "18万元　三公经费·公务用车购置费　0万元"),
        (
            "国有资本经营预算拨款支出5万元。",
            "5万元　财政拨款收支·国有资本经营预算财政拨款支出　0万元",
        ),
        ("单位共有公务用车9辆。", "9辆　其他事项·公务用车保有量　8辆"),
        ("国内公务接待212批次。", "212批次　其他事项·国内公务接待批次　221批次"),
        ("国内公务接待221批次，1002人次。", "1002人次　其他事项·国内公务接待人次　1200人次"),
        ("国内公务接待221批次，共计支出2.55万元。", "2.55万元　三公经费·国内公务接待费　5.25万元"),
        ("2021年度收、支总计均为2509.04万元。", "2509.04万元　收入支出·收入总计　2507.04万元"),
        ("“三公”经费财政拨款支出决算为29.26万元。", "29.26万元　三公经费·三公经费合计　22.96万元"),
        ("公务接待费支出决算5.25万元，占32.86%。", "32.86%　三公经费·公务接待费·占比　22.87%"),
        ("公务接待费支出5.25万元，完成预算78.5%。", "78.5%　三公经费·公务接待费·完成率　87.5%"),
        ("公务接待费预算6.5万元。", "6.5万元　三公经费·公务接待费·预算　6.00万元"),
        ("公务接待费比上年增加1.52万元。", "1.52万元　三公经费·公务接待费·增减　增加1.25万元"),
        ("公务接待费支出决算同比增长13.25%。", "13.25%　三公经费·公务接待费·增减率　增长31.25%"),
        ("公务接待费支出5.25万元，增长1.3倍。", "1.3倍　三公经费·公务接待费·增减率　增长31.25%"),
        ("公务接待费支出5.25万元，是上年的2.3倍。", "2.3倍　三公经费·公务接待费·增减率　增长31.25%"),
        ("公务接待费比2020年减少1.25万元。", "1.25万元　三公经费·公务接待费·增减　增加1.25万元"),
        ("公务用车保有量-8辆。", "-8辆　其他事项·公务用车保有量　8辆"),
        ("公务接待费支出决算5.2万元。", "5.2万元　三公经费·公务接待费　5.25万元"),
        ("在编78人。", "78人　其他事项·在编人员　79人"),
        (
            "住房保障支出（类）住房改革支出（款）住房公积金（项）：支出决算为15.13万元。",
            "15.13万元　科目·2210201　16.65万元",
        ),
        ("住房公积金（项）15.13万元，用于缴纳公积金。", "15.13万元　科目·2210201　16.65万元"),
        ("一般公共服务支出465.49万元。", "465.49万元　科目·201　455.49万元"),
        ("一般公共服务支出（类）支出455.49万元，占73.96%。", "73.96%　科目·201·占比　37.96%"),
        ("商贸事务支出465.49万元。", "465.49万元　科目·20113　455.49万元"),
        ("项目支出决算数为259.13万元。", "259.13万元　收入支出·项目支出　259.18万元"),
        ("基本支出和项目支出分别为1000万元和295.18万元。", "295.18万元　收入支出·项目支出　259.18万元"),
        ("2020年公务接待费5.25万元。", "5.25万元　三公经费·公务接待费·上年　4.00万元"),
    ],
)
def test_whatever_names_a_figure_is_compared_with_it(text: str, doubt: str) -> None:
    assert number(text) == doubt


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费支出5.25万元，完成预算87.5%，占22.87%，比上年增加1.25万元，增长31.25%。",
        "公务接待费支出5.3万元，共计3万元用于外地来宾。",
        "公务接待费支出5.25万元，是上年的1.3倍，增长0.3倍。",
        "县水文站公务接待费支出0.5万元，所属供水站2021年公务接待费0.7万元。",
        "公务接待费年初预算8万元，完成年初预算的65.63%。",
        "公务接待费支出占全县公务接待费的1.5%。",
        "项目支出259.18万元，占财政拨款支出合计的18.61%。",
        "公务接待费支出比预算减少0.75万元。",
        "2018年公务接待费3万元，2020年4万元。",
        "项目100万元，服务支出3万元，货物支出2万元。",
        "培训费、公务接待费分别为3万元和5.25万元。",
        "接待群众来访212批次，1002人次。",
        "增加公务接待费的主要原因是来访增长13.25%。",
        "培训在编教师12批次，共有公务用车司机9人。",
    ],
)
def test_what_names_no_figure_or_another_is_left_alone(text: str) -> None:
    assert told(text, code="C903", **GIVEN) == []


def test_a_figure_of_this_year_said_of_an_earlier_one_has_a_wrong_year() -> None:
    (finding,) = told("2012年公务用车购置及运行维护费17.71万元，2012年公务接待费9万元。", code="C903", **GIVEN)
    assert finding.startswith(
        "C903 第1段：文字里写“公务用车购置及运行维护费”17.71万元，说的是2012年，"
        "〔三公经费〕B6“三公经费·公务用车购置及运行维护费”是17.71万元"
    )
    assert finding.partition("　→ ")[2].startswith("年份是不是写错了？")


def test_a_section_has_no_tag_and_none_is_advised() -> None:
    (finding,) = told("商贸事务支出465.49万元。", **GIVEN)
    assert finding.endswith("〔支出科目〕D2011308“科目·20113”是455.49万元　→ 请照表改正。")


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("本年收入合计755.28元。", "是不是单位错了一级（元与万元、万元与亿元）？"),
        ("公务接待费支出4万元。", "是不是写成了上年的数？"),
        ("2020年公务接待费5.25万元。", "是不是写成了本年的数，或者写错了年份？"),
        ("公务接待费支出17.71万元。", "是不是写成了“三公经费·公务用车购置及运行维护费”的数？"),
        ("公务接待费支出5.52万元。", "是不是相邻两位数字写颠倒了？"),
        ("公务接待费比上年减少1.25万元。", "是不是增减写反了？"),
    ],
)
def test_what_may_have_happened_is_asked(text: str, advice: str) -> None:
    (finding,) = told(text, code="C903", **GIVEN)
    assert finding.partition("　→ ")[2].startswith(advice)


def test_what_agrees_is_vouched_for_by_its_cell() -> None:
    assert confirmed("公务接待费支出5.25万元，增长31.25%。", **GIVEN) == {
        "5.25万元": "〔三公经费〕B9“三公经费·公务接待费”是5.25万元",
        "31.25%": "〔三公经费〕B9“三公经费·公务接待费·增减率”是增长31.25%",
    }


def test_a_sign_behind_a_word_of_direction_is_told_with_it() -> None:
    (finding,) = told("公务接待费支出比2020年增加-1.25万元。", **GIVEN)
    assert (
        "文字里写“公务接待费支出比2020年增加”-1.25万元，〔三公经费〕B9“三公经费·公务接待费·增减”是增加1.25万元"
        in finding
    )
    assert "写成增加-1.25万元，是增是减说不清" in finding


def test_numbers_that_are_all_figures_leave_their_sums_to_the_tables() -> None:
    text = "“三公”经费22.96万元，其中：公务用车购置及运行维护费17.71万元，公务接待费5.25万元。"
    wrong = {**GIVEN, "three_public": {**GIVEN["three_public"], "total": {"final": 239600}}}
    assert told(text.replace("22.96", "23.96"), **wrong) == []
    assert len(told(text.replace("22.96", "23.96"), **GIVEN)) == 1


def test_a_figure_that_has_changed_is_not_the_same_as_last_year() -> None:
    (finding,) = told("公务接待费支出5.25万元，与上年持平。", **GIVEN)
    assert finding == (
        "C903 第1段：文字里写“公务接待费支出”5.25万元，与上年持平，"
        "〔三公经费〕C9“三公经费·公务接待费·上年”是4.00万元，增加1.25万元"
        "　→ 请改成增加1.25万元，或改用标签 {{ 三公经费.公务接待费.增减额 }}。"
    )
    (finding,) = told("公务接待费支出5.25万元，与2020年的4.00万元持平。", **GIVEN)
    assert finding.startswith("C907 第1段：本年5.25万元与上年4.00万元不相等，写的是没有变化")
    assert told("公务用车购置支出0万元，与年初预算持平。因公出国（境）费0万元，与2020年持平。", **GIVEN) == []


# ---- the sentences of the form


FORM = (
    "{年度}年度收入总计{总计口径.收入总计}。与{上年度}年相比，“三公”经费{三公经费.三公经费合计.增减}。",
    "{年度}年“三公”经费决算中，公务用车购置及运行维护费支出决算{三公经费.公务用车购置及运行维护费}，"
    "占{三公经费.公务用车购置及运行维护费.占比}；公务接待费支出决算{三公经费.公务接待费}，占{三公经费.公务接待费.占比}。",
    "1．甲项目综述。项目全年预算数{项目.甲.预算数}，执行数为{项目.甲.执行数}，完成预算的{项目.甲.完成率}。",
    "2．乙项目综述。项目全年预算数{项目.乙.预算数}，执行数为{项目.乙.执行数}，完成预算的{项目.乙.完成率}。",
)
PROJECTS = (project("甲", 1200000, 800000), project("乙", 500000, 350000))


def formed(given: Accounts) -> list[str]:
    """The sentences of the form with the figures of the accounts in their marks."""
    figures = derive(given)
    return [re.sub(r"\{(.+?)\}", lambda found: phrases.text(figures[found[1]]), each) for each in FORM]


def in_form(text: str) -> list[str]:
    """The number and the figure of each doubt about a text typed beside these sentences."""
    given = accounts(**GIVEN, projects=PROJECTS)
    figures = derive(given)
    fill = Filler({}, [], len(figures))
    fill(text, Cell(TEXTS, "第1段"))
    found = comparison.compare(given, figures, tuple(fill.statements), tuple(fill.typed), formed(given))
    doubts = (each for each in found.relations if not each.holds and each.code == "C903")
    return [f"{each.number.words} {each.against.partition('“')[2].partition('”')[0]}" for each in doubts]


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("2021年度收入总计2507.04万元。", []),
        ("我局2021年度收入总计2570.04万元。", ["2570.04万元 总计口径·收入总计"]),
        ("与上年相比，三公经费增加4.54万元。", ["4.54万元 三公经费·三公经费合计·增减"]),
        ("与2020年相比，“三公”经费减少4.45万元。", ["4.45万元 三公经费·三公经费合计·增减"]),
        (
            "公务接待费支出决算5.25万元，占28.27%；公务用车购置及运行维护费支出决算17.71万元，占71.73%。",
            ["28.27% 三公经费·公务接待费·占比", "71.73% 三公经费·公务用车购置及运行维护费·占比"],
        ),
        ("2．乙项目综述。项目全年预算数50万元，执行数为53万元，完成预算的70%。", ["53万元 项目·乙·执行数"]),
        ("1．甲项目综述。项目全年预算数120万元，执行数为80万元，完成预算的66.67%。", []),
        ("占28.27%，完成预算的77%。", []),
    ],
)
def test_a_sentence_of_the_form_gives_its_numbers_their_figures(text: str, doubts: list[str]) -> None:
    assert in_form(text) == doubts


def test_the_text_of_a_project_is_read_by_the_figures_of_that_project() -> None:
    own = (
        "“项目：乙/自评报告”第1段",
        "项目全年预算数50万元，执行数为53万元，其中政府采购等为34万元和1万元。",
    )
    (finding,) = told(own, code="C903", **GIVEN, projects=PROJECTS)
    assert "“项目·乙·执行数”是35.00万元" in finding


def test_a_sentence_of_last_year_is_compared_with_last_year() -> None:
    last = "2020年“三公”经费决算中，公务接待费支出决算{}万元。"
    assert in_form(last.format("4.00")) == []
    assert in_form(last.format("5.25")) == ["5.25万元 三公经费·公务接待费·上年"]


def test_a_sentence_of_the_departments_own_template_gives_its_numbers_their_figures() -> None:
    given = accounts(**GIVEN)
    figures = derive(given)
    tags = vocabulary.build(given, figures)
    fill = Filler({}, [], len(figures))
    fill("2021年跑车花掉11.77万元。", Cell(TEXTS, "第1段"))
    typed = replace(tags, statements=tuple(fill.statements), typed=tuple(fill.typed))
    own = FormFile(
        "版式/report.docx", docx(paragraph("{{ 年度 }}年跑车花掉{{ 三公经费.公务用车购置及运行维护费 }}。"))
    )
    assert told_by(checks.gather(given, figures, typed, None)) == []
    assert told_by(checks.gather(given, figures, typed, None, template=own)) == ["11.77万元"]


def told_by(evidence: Evidence) -> list[str]:
    return [each.number.words for each in evidence.relations if not each.holds and each.code == "C903"]


def test_a_short_number_of_this_year_alone_shows_that_the_year_of_a_sentence_of_the_form_is_wrong() -> None:
    spelt, text = "{year}年末在编人员{其他事项.在编人员}。", "2020年末在编人员79人，2021年召开大会。"
    given = accounts(**GIVEN)
    figures = derive(given)
    form = [re.sub(r"\{(.+?)\}", lambda found: phrases.text(figures[found[1]]), spelt.replace("{year}", "2021"))]
    fill = Filler({}, [], len(figures))
    fill(text, Cell(TEXTS, "第1段"))
    found = comparison.compare(given, figures, tuple(fill.statements), tuple(fill.typed), form)
    (doubt,) = (each for each in found.relations if not each.holds)
    assert (doubt.number.words, doubt.others[0].words) == ("2020年", "79人")


@pytest.mark.parametrize(
    "piece",
    ["公务接待费支出决算{0}.5万元，占{0}%；", "占{0}%，", "其中：（2021年{0}.5万元", "项目全年预算数{0}.5万元。"],
)
def test_each_number_is_looked_for_in_a_bounded_number_of_places(piece: str) -> None:
    given = accounts(**GIVEN, projects=PROJECTS)
    spelt = spelling.of(given)
    forms = sentence_forms.sentence_forms(formed(given), derive(given), spelt)
    looked_at = 0
    text = "".join(piece.format(each) for each in range(100, 400))
    found = spelling.amounts(mentions(text))
    for figures in forms.figures(spelt.before(text, found)):
        looked_at = max(looked_at, len(figures))
    assert len(found) >= 300
    assert looked_at <= 2


# ---- the ways of saying


def test_every_row_with_names_of_its_own_is_a_row_of_the_workbook() -> None:
    figures = derive(accounts(**GIVEN, projects=PROJECTS))
    keys = {key.replace("绩效项目.", "项目.甲.") for key in sayings().figures}
    assert keys - {*figures, "项目.甲.得分"} == set()
