"""Every figure: its value, the rule that made it, and the cells it leads back to."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.figures import phrases
from juesuan.figures.derive import derive
from juesuan.model import workbook_form
from juesuan.model.problems import ReportError
from juesuan.model.values import MONEY, PERCENT, Cell, Count, Figure, Figures
from tests.support.factories import accounts, amount, basic, department, indicator, item, project, words

YUAN = st.decimals(0, 10**9, places=2)


def cells(figure: Figure, above: tuple[str, ...] = ()) -> Iterator[Cell]:
    """The cells a figure leads back to; fails where it leads back to itself."""
    assert figure.name not in above, above
    assert figure.sources, figure.name
    for source in figure.sources:
        yield from [source] if isinstance(source, Cell) else cells(source, (*above, figure.name))


def addresses(figure: Figure) -> list[str]:
    return [str(cell) for cell in cells(figure)]


def full() -> Figures:
    """Figures of accounts that have something of everything."""
    return derive(
        accounts(
            department=department(score=Count(Decimal("93.5"), "分", Cell("基本信息", "B14"))),
            revenue_expenditure={
                "other_revenue": {"final": 10, "last": 5},
                "revenue_of_year": {"final": 40, "last": 20},
                "basic_expenditure": {"final": 30},
                "expenditure_of_year": {"final": 40},
                "total_revenue": {"final": 100, "last": 50},
                "total_expenditure": {"final": 100, "last": 50},
            },
            fiscal_appropriation={"general_public_expenditure": {"final": 36, "last": 30, "budget": 40}},
            three_public={"total": {"final": 4}, "receptions": {"final": 1, "last": 0}},
            other_matters={"staff": {"final": 18, "last": 16}, "procurement": {"final": 8}},
            functional_items=(item("213"), item("2130301", basic=30, project=6, budget=40)),
            basic_expenditure=basic(20, 10),
            indicators=(indicator("签约", 38, 30, group="招商"), indicator("开工", 2, group="招商")),
            projects=(project("甲", 10, 9, score=Count(Decimal(90), "分", Cell("绩效项目", "J4"))),),
        )
    )


# ---- all figures


def test_every_figure_says_its_rule_and_leads_back_to_cells() -> None:
    for figure in full().values():
        assert figure.rule
        assert list(cells(figure))


def test_every_figure_stands_under_its_own_name_with_its_own_number() -> None:
    figures = full()
    assert [figure.name for figure in figures.values()] == list(figures)
    assert [figure.serial for figure in figures.values()] == list(range(len(figures)))


def test_money_is_money_and_rates_are_percentages() -> None:
    for name, figure in full().items():
        if name.endswith(("率", "占比")):
            assert figure.unit == PERCENT
        elif (
            not name.startswith(("其他事项", "业务", "年度", "上年度", "绩效项目", "单位")) and "得分" not in name
        ):
            assert figure.unit == MONEY


# ---- one row


def test_a_row_has_its_cells_and_what_follows_from_them() -> None:
    figures = derive(
        accounts(
            fiscal_appropriation={
                "general_public_expenditure": {"final": "5092799.45", "last": 4000000, "budget": 6000000}
            }
        )
    )
    name = "财政拨款收支.一般公共预算财政拨款支出"
    found = {key.removeprefix(name): figures[key] for key in figures if key.startswith(name)}
    assert {key: (figure.value, figure.rule, addresses(figure)) for key, figure in found.items()} == {
        "": (Fraction("5092799.45"), "按表填列", ["〔财政拨款收支〕B13"]),
        ".上年": (Fraction(4000000), "按表填列", ["〔财政拨款收支〕C13"]),
        ".增减": (Fraction("1092799.45"), "本年数－上年数", ["〔财政拨款收支〕B13", "〔财政拨款收支〕C13"]),
        ".增减率": (
            Fraction("27.31998625"),
            "（本年数－上年数）÷上年数的绝对值",
            ["〔财政拨款收支〕B13", "〔财政拨款收支〕C13", "〔财政拨款收支〕C13"],
        ),
        ".预算": (Fraction(6000000), "按表填列", ["〔财政拨款收支〕D13"]),
        ".完成率": (
            Fraction("509279945/6000000"),
            "决算数÷预算数",
            ["〔财政拨款收支〕B13", "〔财政拨款收支〕D13"],
        ),
    }


def of(name: str, **row: object) -> set[str]:
    """What is said of a row of 收入支出, by the last part of the names."""
    figures = derive(accounts(revenue_expenditure={"other_revenue": row}))
    return {key.rpartition(".")[2] for key in figures if key.startswith(f"收入支出.{name}.")}


def test_a_last_year_that_is_not_known_gives_no_comparison() -> None:
    assert of("其他收入", final=5) == set()


def test_a_last_year_of_nil_gives_a_difference_but_no_rate() -> None:
    assert of("其他收入", final=5, last=0) == {"上年", "增减"}


def test_a_blank_row_is_nil_and_points_at_its_label() -> None:
    figure = derive(accounts())["收入支出.其他收入"]
    assert [figure.value, figure.unit, figure.rule] == [0, MONEY, "未填，按0计"]
    assert addresses(figure) == ["〔收入支出〕A12"]


def test_a_blank_count_keeps_the_unit_of_its_row() -> None:
    assert derive(accounts())["其他事项.在编人员"].unit == "人"


def test_a_budget_of_nil_has_no_completion() -> None:
    figures = derive(accounts(three_public={"receptions": {"final": 5, "budget": 0}}))
    assert figures["三公经费.公务接待费.预算"].value == 0
    assert "三公经费.公务接待费.完成率" not in figures


@given(YUAN, YUAN)
def test_the_rate_has_the_sign_of_the_difference(now: Decimal, last: Decimal) -> None:
    for base in (last, -last):
        figures = derive(accounts(revenue_expenditure={"other_revenue": {"final": now, "last": base}}))
        change, rate = (figures.get(f"收入支出.其他收入.{what}") for what in ("增减", "增减率"))
        assert change is not None
        assert (rate is None) == (base == 0)
        assert rate is None or phrases.direction(rate) == phrases.direction(change)


# ---- what is called 总计


@pytest.mark.parametrize(
    ("basis", "revenue", "expenditure", "source"),
    [
        (workbook_form.BASIS_OF_YEAR, 70, 60, "本年收入合计"),
        (workbook_form.BASIS_WITH_BALANCES, 90, 90, "收入总计"),
    ],
)
def test_the_totals_are_those_of_the_setting(basis: str, revenue: int, expenditure: int, source: str) -> None:
    rows = {
        "revenue_of_year": {"final": 70, "last": 35},
        "total_revenue": {"final": 90, "last": 45},
        "expenditure_of_year": {"final": 60, "last": 30},
        "total_expenditure": {"final": 90, "last": 45},
    }
    figures = derive(
        accounts(
            department=department(totals_basis=words(basis)), revenue_expenditure=rows, fiscal_appropriation=rows
        )
    )
    for prefix, table in (("", "收入支出"), ("财政拨款", "财政拨款收支")):
        assert figures[f"总计口径.{prefix}收入总计"].value == revenue
        assert figures[f"总计口径.{prefix}支出总计"].value == expenditure
        assert figures[f"总计口径.{prefix}收入总计"].rule == f"同{table}.{source}"
        assert figures[f"总计口径.{prefix}收入总计.增减率"].value == 100
        assert figures[f"总计口径.{prefix}支出总计.上年"].value == expenditure / 2


def test_a_total_without_last_year_has_no_comparison() -> None:
    figures = derive(accounts(revenue_expenditure={"total_revenue": {"final": 90}}))
    assert [name for name in figures if name.startswith("总计口径.收入总计.")] == []


# ---- shares


PARTS = {
    "general_public_revenue": "一般公共预算财政拨款收入",
    "government_fund_revenue": "政府性基金预算财政拨款收入",
    "state_capital_revenue": "国有资本经营预算财政拨款收入",
    "superior_subsidy": "上级补助收入",
    "institutional_revenue": "事业收入",
    "operating_revenue": "经营收入",
    "subordinate_remittance": "附属单位上缴收入",
    "other_revenue": "其他收入",
}


@given(st.lists(YUAN, min_size=8, max_size=8).filter(any))
def test_the_shares_of_parts_that_make_the_whole_are_exactly_100(parts: list[Decimal]) -> None:
    rows = {field: {"final": value} for field, value in zip(PARTS, parts, strict=True)}
    rows["revenue_of_year"] = {"final": sum(parts, Decimal(0))}
    figures = derive(accounts(revenue_expenditure=rows))
    assert sum(figures[f"收入支出.{tag}.占比"].value for tag in PARTS.values()) == 100


def test_a_share_says_of_what() -> None:
    figure = derive(accounts(three_public={"total": {"final": 20}, "receptions": {"final": 5}}))[
        "三公经费.公务接待费.占比"
    ]
    assert [figure.value, figure.rule] == [25, "公务接待费÷三公经费合计"]
    assert addresses(figure) == ["〔三公经费〕B9", "〔三公经费〕B4"]


def test_a_whole_of_nil_has_no_shares() -> None:
    assert [name for name in derive(accounts()) if name.endswith("占比")] == []


# ---- the lists


def test_basic_expenditure_is_the_sum_of_its_two_totals() -> None:
    figure = derive(accounts(basic_expenditure=basic("20.01", "9.99")))["基本支出.合计"]
    assert [figure.value, figure.rule] == [30, "人员经费＋公用经费"]
    assert addresses(figure) == ["〔基本支出〕C4", "〔基本支出〕C5"]


def test_an_indicator_alone_has_only_its_comparison() -> None:
    figures = derive(accounts(indicators=(indicator("签约", 38, 40),)))
    found = {name: figure.value for name, figure in figures.items() if name.startswith("业务.")}
    assert found == {"业务.签约": 38, "业务.签约.上年": 40, "业务.签约.增减": -2, "业务.签约.增减率": -5}


def test_a_group_without_a_stated_total_is_shared_by_its_sum() -> None:
    rows = (indicator("工业", "1.2", group="行业", role="分项"), indicator("农业", "0.3", group="行业"))
    figures = derive(accounts(indicators=rows))
    assert figures["业务.行业合计"].value == Fraction("1.5")
    assert figures["业务.行业合计"].rule == "“行业”各分项之和"
    assert figures["业务.行业合计"].unit == "个"
    assert [figures[f"业务.{name}.占比"].value for name in ("工业", "农业")] == [80, 20]


def test_a_stated_total_is_the_denominator_even_where_it_does_not_tie() -> None:
    rows = (
        indicator("总投资", "332.85", group="行业", role="合计"),
        indicator("工业", "323.85", group="行业", role="分项"),
    )
    figures = derive(accounts(indicators=rows))
    assert figures["业务.工业.占比"].value == Fraction("32385/33285") * 100
    assert figures["业务.工业.占比"].rule == "业务.工业÷业务.总投资"
    assert figures["业务.行业合计"].value == Fraction("323.85")
    assert "业务.总投资.占比" not in figures


def test_a_stated_total_called_like_the_sum_is_printed_as_stated() -> None:
    rows = (indicator("行业合计", 10, group="行业", role="合计"), indicator("工业", 9, group="行业", role="分项"))
    figures = derive(accounts(indicators=rows))
    assert [figures["业务.行业合计"].value, figures["业务.行业合计"].rule] == [10, "按表填列"]
    assert figures["业务.工业.占比"].value == 90


def test_two_stated_totals_are_no_denominator() -> None:
    rows = (
        indicator("甲", 10, group="组", role="合计"),
        indicator("乙", 20, group="组", role="合计"),
        indicator("丙", 5, group="组", role="分项"),
    )
    assert derive(accounts(indicators=rows))["业务.丙.占比"].value == 100


def test_a_group_of_a_total_alone_has_no_sum() -> None:
    figures = derive(accounts(indicators=(indicator("甲", 10, group="组", role="合计"),)))
    assert [name for name in figures if name.startswith("业务.")] == ["业务.甲"]


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=6))
def test_the_shares_of_a_group_are_exactly_100(values: list[int]) -> None:
    rows = tuple(indicator(f"第{place}", value, group="组") for place, value in enumerate(values))
    figures = derive(accounts(indicators=rows))
    assert sum(figure.value for name, figure in figures.items() if name.endswith("占比")) == 100


def test_a_project_has_its_completion_and_its_difference() -> None:
    row = project("甲（一期）", 200000, 150000, budget_fiscal=amount(180000, "C4", "绩效项目"))
    figures = derive(accounts(projects=(row,)))
    found = {name.rpartition(".")[2]: figures[name].value for name in figures if name.startswith("项目.甲一期.")}
    assert found == {
        "预算数": 200000,
        "执行数": 150000,
        "完成率": 75,
        "差额": 50000,
        "预算数中财政拨款": 180000,
        "预算数中其他资金": 0,
        "执行数中财政拨款": 0,
        "执行数中其他资金": 0,
    }
    assert figures["绩效项目.个数"].value == 1


def test_a_project_without_a_budget_has_no_completion() -> None:
    figures = derive(accounts(projects=(project("甲", 0, 5),)))
    assert "项目.甲.完成率" not in figures
    assert figures["项目.甲.差额"].value == 5


def test_without_projects_their_number_is_nil() -> None:
    figure = derive(accounts())["绩效项目.个数"]
    assert [figure.value, figure.unit] == [0, "个"]


def test_names_that_differ_in_punctuation_only_are_refused() -> None:
    rows = (project("河道（一期）", 1, 1), project("河道一期", 2, 2))
    with pytest.raises(ReportError) as caught:
        derive(accounts(projects=rows))
    assert str(caught.value) == (
        "错误 D01　〔绩效项目〕B河道一期：与 〔绩效项目〕B河道（一期） 都成了“项目.河道一期.预算数”，引用时分不清"
        "　→ 请改其中一个的名称，不能只差标点、空格。"
    )


def test_a_name_taken_by_a_derived_figure_leads_to_the_cells_of_both() -> None:
    rows = (indicator("甲", 1, group="组"), indicator("乙", 1, group="组。"))
    with pytest.raises(ReportError, match=r"D01　〔业务指标〕B乙：与 〔业务指标〕B甲 都成了“业务.组合计”"):
        derive(accounts(indicators=rows))


def test_the_years_are_numbers_of_their_cell() -> None:
    figures = derive(accounts())
    assert [figures["年度"].value, figures["上年度"].value] == [2021, 2020]
    assert addresses(figures["上年度"]) == ["〔基本信息〕B10"]
