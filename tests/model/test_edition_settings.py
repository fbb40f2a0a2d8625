"""edition.toml: every setting, its default, and what is told of a fault, with its line."""

import re

import pytest

from juesuan.model import edition_settings, editions
from juesuan.model.program_folders import DOCS

PLACE = "版式/edition.toml"
LEAST = """place = "云岭"
first_year = 2023
last_year = 2024

[[parts]]
title = "概况"
"""


def told(text: str) -> list[str]:
    """What is wrong with a file of settings, without the advice."""
    found = edition_settings.read(text.encode(), PLACE).problems
    assert all(each.code == edition_settings.CODE and each.hint for each in found)
    return [f"{each.where}：{each.message}" for each in found]


def test_what_is_not_stated_has_its_default() -> None:
    stated = edition_settings.read(LEAST.encode(), PLACE)
    assert stated.problems == ()
    defaults = {each.name: each.default for each in edition_settings.SETTINGS}
    given = {"place": "云岭", "first_year": 2023, "last_year": 2024, "parts": [{"title": "概况"}]}
    assert stated.values == {**defaults, **given}


def test_an_edition_has_a_field_for_each_setting() -> None:
    fields = editions.Edition.__struct_fields__
    assert [each.name for each in edition_settings.SETTINGS if each.name not in fields] == []


def test_the_page_of_the_docs_has_every_setting_in_its_order() -> None:
    page = (DOCS / "版式.md").read_text(encoding="utf-8").partition("## edition.toml")[2]
    listed = re.findall(r"^\| `\[*(\w+)\]*` \|", page, re.MULTILINE)
    assert listed == [each.name for each in edition_settings.SETTINGS]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("first_yaer = 2023", "第4行：没有“first_yaer”这项设置"),
        ("continued_until = 25", "第4行：continued_until 写得不对：要写四位年份，不加引号，如 2024"),
        ("continued_until = 2023", "第4行：continued_until 是2023，早于 last_year 的2024"),
        ('proposed = "是"', "第4行：proposed 写得不对：只能写 true 或 false"),
        ("percent_decimals = 3", "第4行：percent_decimals 写得不对：只能写 1 或 2"),
        (
            'budget = "年初预算数"',
            "第4行：budget 写得不对：工作簿里没有“年初预算数”这一栏的数，算不出完成它的百分比；"
            "可以写调整预算数、全年预算数",
        ),
        ("budget_name = 1", "第4行：budget_name 写得不对：要写成放在半角双引号里的文字"),
        (
            'no_base = "基数为0，不可比"',
            "第4行：no_base 写得不对：要写在一对全角括号里，数和年份只能写成 {数}、{年}",
        ),
        (
            'no_base = "（{{ 单位.全称 }}）"',
            "第4行：no_base 写得不对：要写在一对全角括号里，数和年份只能写成 {数}、{年}",
        ),
        (
            'numbering = ["一、", "一、", "（一）"]',
            "第4行：numbering 写得不对：要写三级标题各自的第一个序号，三个不同，只能用："
            "第一部分、第一章、一、、（一）、1．",
        ),
        (
            'unused_texts = "机构设置"',
            '第4行：unused_texts 写得不对：要写成方括号里的文字，用半角逗号隔开，如 ["机构设置"]；没有就写 []',
        ),
        ("place = 云岭", "第4行：写得不对"),
    ],
)
def test_a_fault_is_told_with_its_line(line: str, found: str) -> None:
    first, second, third, *rest = LEAST.splitlines()
    assert told("\n".join((first, second, third, line, *rest))) == [f"{PLACE} {found}"]


def test_what_must_be_stated_is_told() -> None:
    assert told('place = "云岭"\n') == [
        f"{PLACE}：没有写 first_year",
        f"{PLACE}：没有写 last_year",
        f"{PLACE}：没有写 parts",
    ]


@pytest.mark.parametrize(
    ("table", "found"),
    [
        (
            "[scored]\nexecution = 10",
            "第9行：scored 写得不对：下面要写 execution（预算执行的分数）和 indicators（指标的分数），都是整数",
        ),
        ('[[parts]]\nname = "说明"', "第5行：parts 写得不对：第2个部分里没有“name”这一项，只有 title 和 sections"),
        ('[[parts]]\nsections = ["一"]', "第5行：parts 写得不对：第2个部分的 title 要写成放在半角双引号里的文字"),
    ],
)
def test_a_fault_in_a_table_is_told(table: str, found: str) -> None:
    assert told(f"{LEAST}\n\n{table}\n") == [f"{PLACE} {found}"]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("标题".encode("gbk"), "不是 UTF-8 编码的文本，请用记事本打开，另存为，编码选 UTF-8"),
        (b"#" * 50_001, "有 51 KB，超过 50 KB，不予读取"),
        (b"a." * 60 + b"a = 1", "有一行的点太多，读不懂"),
        (b"a = " + b"[" * 5000, "括号一层套一层，套得太深，读不懂"),
    ],
)
def test_what_is_no_such_text_is_told_and_not_read(data: bytes, found: str) -> None:
    (problem,) = edition_settings.read(data, PLACE).problems
    assert (problem.where, problem.message) == (PLACE, found)


def test_editions_are_looked_for_in_their_place() -> None:
    assert [editions.fitting(year) for year in (2020, 2022, 2025, 2026)] == [
        "四川2020",
        "四川2022",
        "四川2022",
        None,
    ]
    assert editions.fitting(2023, "全国") == "全国2022"
    assert editions.fitting(2020, "重庆") is None
    assert editions.newest().name == "四川2022"
    assert editions.newest("重庆").name == "重庆2022"
