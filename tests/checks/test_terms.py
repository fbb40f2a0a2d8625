"""C851 to C854: the terms of the third part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan import checks
from juesuan.checks import terms
from juesuan.model import workbook_form
from juesuan.model.accounts import Accounts, FunctionalItem, Term
from tests.checks.book import advice, told
from tests.support.factories import accounts, item, words

TERM = "农林水支出（类）水利（款）防汛（项）"
FLOODS = (
    item("213", name="农林水支出"),
    item("21303", name="水利"),
    item("2130314", name="防汛", project=1),
)


def explained(*names: str, items: tuple[FunctionalItem, ...] = FLOODS, **meanings: str) -> Accounts:
    """Accounts with these terms, each from row 4 on; a meaning is said by ``m1`` for the first."""
    given = tuple(
        Term(
            words(name, f"A{row}", "名词解释"),
            words(meanings.get(f"m{row - 3}", "反映这一项支出。"), f"B{row}", "名词解释"),
        )
        for row, name in enumerate(names, start=4)
    )
    return accounts(terms=given, functional_items=items)


def test_terms_that_fit_are_not_told() -> None:
    assert told(explained("财政拨款收入", "“三公”经费", TERM), "C85") == []


# ---- C851


@pytest.mark.parametrize("second", ["基本支出", " 基本支出", "“基本支出”"])
def test_a_term_explained_twice_is_told(second: str) -> None:
    assert told(explained("基本支出", TERM, second), "C851") == [
        f"警告 C851　〔名词解释〕A6：“{second}”解释了两次，A4 已有一条{advice('C851')}"
    ]


# ---- C852, C853: terms and items


@pytest.mark.parametrize(
    "name",
    ["农林水支出（类）水利（款）抗旱（项）", "社会保障和就业支出（类）行政事业单位养老支出（款）", "抗旱（项）"],
)
def test_a_term_that_is_none_of_the_items_is_told(name: str) -> None:
    assert told(explained(TERM, name), "C852") == [
        f"警告 C852　〔名词解释〕A5：“{name}”不在支出科目里，报告没有用到{advice('C852')}"
    ]


@pytest.mark.parametrize(
    "name",
    ["防汛（项）", "水利（款）防汛（项）", TERM, "农林水支出（类） 水利（款） 防汛（项）", "单项", "一次性款项"],
)
def test_an_item_may_be_named_in_full_or_in_short(name: str) -> None:
    assert told(explained(name, TERM), "C852") == []


def test_an_item_of_another_section_is_another_item() -> None:
    assert told(explained("农林水支出（类）林业（款）防汛（项）"), "C85") == [
        "警告 C852　〔名词解释〕A4：“农林水支出（类）林业（款）防汛（项）”不在支出科目里，"
        f"报告没有用到{advice('C852')}",
        f"警告 C853　〔支出科目〕A2130314：支出科目“2130314 防汛”没有名词解释{advice('C853')}",
    ]


def test_an_item_without_its_term_is_told() -> None:
    assert told(explained("基本支出"), "C853") == [
        f"警告 C853　〔支出科目〕A2130314：支出科目“2130314 防汛”没有名词解释{advice('C853')}"
    ]


def test_a_table_that_ends_at_a_section_is_explained_by_the_section_or_what_is_below() -> None:
    section = FLOODS[:2]
    assert told(explained("农林水支出（类）水利（款）", items=section), "C85") == []
    assert told(explained(TERM, items=section), "C85") == []
    assert told(explained("农林水支出（类）林业（款）", items=section), "C853") == [
        f"警告 C853　〔支出科目〕A21303：支出科目“21303 水利”没有名词解释{advice('C853')}"
    ]


def test_items_of_an_empty_fund_need_no_term() -> None:
    fund = item("2082201", name="移民补助", fund=workbook_form.FUNDS[1])
    assert told(explained(TERM, items=(*FLOODS, fund)), "C853") == []
    paid = item("2082201", name="移民补助", fund=workbook_form.FUNDS[1], project=1)
    assert len(told(explained(TERM, items=(*FLOODS, paid)), "C853")) == 1


# ---- C854


def test_a_term_explained_as_something_else_is_told() -> None:
    name = "住房保障支出（类）住房改革支出（款）住房公积金（项）"
    given = explained(name, m1="反映财政部门安排的行政单位基本医疗保险缴费经费。")
    message = f"“{name}”的解释说的是“医疗”，没有提到“住房公积金”"
    assert told(given, "C854") == [f"警告 C854　〔名词解释〕B4：{message}{advice('C854')}"]


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("住房公积金（项）", "反映按规定缴纳的住房公积金。"),
        ("住房公积金（项）", "反映按规定比例为职工缴存的资金。"),
        ("行政单位医疗（项）", "反映基本医疗保险、失业保险缴费。"),
        ("机关事业单位职业年金缴费支出（项）", "反映基本养老保险之外的职业年金。"),
        ("基本支出", "指医疗、养老等支出。"),
    ],
)
def test_an_explanation_that_names_its_term_is_not_told(name: str, meaning: str) -> None:
    assert told(explained(name, m1=meaning), "C854") == []


# ---- any words

_PIECES = st.text(st.sampled_from("类款项（）()“”防汛水利 ；。") | st.characters())


@given(_PIECES, _PIECES, st.sampled_from(["213", "21303", "2130314"]))
def test_no_rule_fails_on_any_words(name: str, meaning: str, code: str) -> None:
    known = explained(name, TERM, name, items=(item(code, name=name), item("2130399", name=meaning)), m1=meaning)
    for rule in terms.RULES:
        assert all(finding.message for finding in rule.check(checks.Evidence(known, {})))
