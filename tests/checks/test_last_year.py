"""C801 to C805: this year's workbook against last year's."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from juesuan.model import workbook_form
from juesuan.model.accounts import Accounts
from tests.checks.book import advice, problems, told
from tests.support.factories import accounts, department, indicator, item, project, words

FEN = st.decimals(-(10**9), 10**9, places=2)


# ---- C801


@given(FEN, FEN)
def test_last_year_is_as_it_was_published(value: Decimal, change: Decimal) -> None:
    before = accounts(three_public={"receptions": {"final": value}})
    now = accounts(three_public={"receptions": {"last": value + change}})
    assert bool(told(now, "C801", last=before)) == bool(change)


def test_a_number_of_last_year_that_differs_is_told() -> None:
    before = accounts(
        other_matters={"staff": {"final": 17}}, indicators=(indicator("签约", 30), indicator("旧", 1))
    )
    now = accounts(
        other_matters={"staff": {"final": 5, "last": 16}},
        indicators=(indicator("签约", 38, 35), indicator("新", 2, 2), indicator("旧", 2)),
    )
    assert told(now, "C801", last=before) == [
        "错误 C801　〔其他事项〕C12：上年“在编人员”为16人，上年度工作簿 〔其他事项〕B12 为17人，少1人"
        f"{advice('C801')}",
        "错误 C801　〔业务指标〕D签约：上年“签约”为35个，上年度工作簿 〔业务指标〕B签约 为30个，多5个"
        f"{advice('C801')}",
    ]
    assert [problem.cells for problem in problems(now, "C801", last=before)] == [
        ("〔其他事项〕C12",),
        ("〔业务指标〕D签约",),
    ]


def test_what_is_not_known_of_either_year_is_not_compared() -> None:
    known = accounts(other_matters={"staff": {"final": 17, "last": 16}})
    assert told(accounts(), "C801", last=known) == []
    assert told(known, "C801", last=accounts()) == []


def test_without_last_years_workbook_nothing_is_compared() -> None:
    given = accounts(other_matters={"staff": {"last": 16}, "agency_operating_costs": {"note": "差旅费增加较多"}})
    assert told(given, "C80") == []


# ---- C802


def test_a_reason_that_is_last_years_is_told() -> None:
    given = accounts(
        revenue_expenditure={"total_revenue": {"reason": "招商活动增多、专项增加"}},
        three_public={"receptions": {"budget_reason": "严格控制接待规模"}},
        other_matters={"agency_operating_costs": {"note": "差旅费增加较多"}},
        functional_items=(item("2130305", name="防汛", budget_reason="汛期较短，物资减少"),),
        projects=(project("甲", 5, 3, reason=words("尚未完成工程结算", "H5", "绩效项目")),),
    )
    told_of = "与上年度工作簿一字不差："
    assert told(given, "C802", last=given) == [
        f"警告 C802　〔收入支出〕E15：“收入总计”的变动原因{told_of}“招商活动增多、专项增加”{advice('C802')}",
        f"警告 C802　〔三公经费〕F9：“公务接待费”的与预算差异原因{told_of}“严格控制接待规模”{advice('C802')}",
        f"警告 C802　〔其他事项〕H4：“机关运行经费”的说明{told_of}“差旅费增加较多”{advice('C802')}",
        f"警告 C802　〔支出科目〕H2130305：“2130305 防汛”的与预算差异原因{told_of}“汛期较短，物资减少”"
        f"{advice('C802')}",
        f"警告 C802　〔绩效项目〕H5：项目“甲”的差异原因{told_of}“尚未完成工程结算”{advice('C802')}",
    ]


def test_rows_of_one_name_on_two_sheets_are_not_taken_for_each_other() -> None:
    def year(whole: str, fiscal: str) -> Accounts:
        return accounts(
            revenue_expenditure={"total_revenue": {"reason": whole}},
            fiscal_appropriation={"total_revenue": {"reason": fiscal}},
        )

    before = year("招商活动增多、专项增加", "上级专项资金安排增加")
    assert len(told(before, "C802", last=before)) == 2
    assert told(year("上级专项资金安排增加", "招商活动增多、专项增加"), "C802", last=before) == []


def test_short_words_and_new_ones_are_not_mentioned() -> None:
    def year(total: str, side: str) -> dict[str, dict[str, str]]:
        return {"total_revenue": {"reason": total}, "total_expenditure": {"reason": side}}

    now = accounts(revenue_expenditure=year("招商活动增加较多", "人员增加"))
    before = accounts(revenue_expenditure=year("招商活动减少较多", "人员增加"))
    assert told(now, "C802", last=before) == []


# ---- C803


def test_a_new_name_is_a_hint() -> None:
    now = accounts(department=department(name=words("青禾县水利局", "B5", "基本信息")))
    assert told(now, "C803", last=now) == []
    assert told(now, "C803", last=accounts()) == [
        f"提示 C803　〔基本信息〕B5：单位全称是“青禾县水利局”，上年度工作簿是“青禾县水务局”{advice('C803')}"
    ]


# ---- C804, C805


def test_a_number_of_last_year_that_was_left_out_is_told() -> None:
    before = accounts(
        three_public={"receptions": {"final": 5000}, "overseas": {"final": 0}},
        other_matters={"staff": {"final": 17}},
        indicators=(indicator("签约", 30),),
    )
    now = accounts(indicators=(indicator("签约", 38),))
    assert told(now, "C804", last=before) == [
        f"警告 C804　〔三公经费〕A9：没有填上年数，上年度工作簿里“公务接待费”上年为5,000元{advice('C804')}",
        f"警告 C804　〔其他事项〕A12：没有填上年数，上年度工作簿里“在编人员”上年为17人{advice('C804')}",
        f"警告 C804　〔业务指标〕A签约：没有填上年数，上年度工作簿里“签约”上年为30个{advice('C804')}",
    ]


def test_a_whole_column_left_out_is_one_finding() -> None:
    before = accounts(
        revenue_expenditure={item.field: {"final": 5} for item in workbook_form.REVENUE_EXPENDITURE.items}
    )
    assert told(accounts(), "C804", last=before) == [
        "警告 C804　〔收入支出〕A4：有 21 行没有填上年数，上年度工作簿里有（“年初结转和结余”上年为5元，等）"
        + advice("C804")
    ]


def test_words_in_place_of_last_years_number_are_enough() -> None:
    before = accounts(three_public={"receptions": {"final": 5000}})
    now = accounts(three_public={"receptions": {"comparison": "基本持平"}})
    assert told(now, "C804", last=before) == []


def test_what_last_years_workbook_does_not_know_is_a_hint() -> None:
    before = accounts(indicators=(indicator("投资", 2, unit="亿元"),))
    now = accounts(
        revenue_expenditure={"other_revenue": {"last": 8}, "operating_revenue": {"last": 0}},
        indicators=(indicator("投资", 30000, 20000, unit="万元"), indicator("新", 2, 1), indicator("无", 2)),
    )
    where = "上年度工作簿里"
    assert told(now, "C805", last=before) == [
        f"提示 C805　〔收入支出〕C12：上年“其他收入”为8元，{where}这一行空着，没法核对{advice('C805')}",
        f"提示 C805　〔业务指标〕D投资：上年“投资”为20,000万元，{where}是2亿元，单位不同，没法核对"
        f"{advice('C805')}",
        f"提示 C805　〔业务指标〕D新：上年“新”为1个，{where}没有这个指标，没法核对{advice('C805')}",
    ]
    assert told(now, "C801", last=before) == []
