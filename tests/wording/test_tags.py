"""Tags inside the officer's texts, and what a tag puts into the Word file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from juesuan.model import values
from juesuan.model.document import Paragraph
from juesuan.model.values import Cell
from juesuan.ooxml.blocks import of
from juesuan.word import fill
from juesuan.wording.tags import NOTHING, Filler, Tag, look_up, names
from tests.support.factories import words
from tests.support.word_files import form_file, template

if TYPE_CHECKING:
    from juesuan.model.problems import Problem

HERE = Cell("文字材料.docx", "“主要职能”第1段")
TREE: dict[str, Any] = {
    "年度": Tag("2021"),
    "业务": {"签约项目": Tag("38个", {"占比": "40%", "同比": "", "上年": Tag("30个")}), "开工项目": Tag("2个")},
    "绩效项目": [{"名称": Tag("甲")}],
}


def filled(text: str) -> tuple[str, list[str]]:
    """The text with its tags replaced, and the problems as the officer reads them."""
    problems: list[Problem] = []
    return values.plain(Filler(TREE, problems, 0)(text, HERE)), [str(problem) for problem in problems]


# ---- filling


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("没有标签", "没有标签"),
        ("{{ 业务.签约项目 }}", "38个"),
        ("{{业务.签约项目}}", "38个"),
        ("{{\u3000业务.签约项目\u3000}}", "38个"),
        ("{{ 业务.签约项目\n}}", "38个"),
        ("｛｛ 业务.签约项目 ｝｝", "38个"),
        ("{{ 业务.签约项目.占比 }}", "40%"),
        ("{{ 业务.签约项目.上年 }}", "30个"),
        ("{{ 年度 }}年签约{{ 业务.签约项目 }}，开工{{ 业务.开工项目 }}。", "2021年签约38个，开工2个。"),
        ("单个{括号}不是标签", "单个{括号}不是标签"),
        ("{% if 年度 %}不是标签{% endif %}", "{% if 年度 %}不是标签{% endif %}"),
    ],
)
def test_tags_are_replaced_by_what_they_print(typed: str, expected: str) -> None:
    assert filled(typed) == (expected, [])


@pytest.mark.parametrize(
    "typed",
    [
        "{{ 7*7 }}",
        "{{ 年度.__class__.__mro__() }}",
        "{{ 业务['签约项目'] }}",
        "{{ 年度|upper }}",
        "{{ 业务 . 签约项目 }}",
        "{{ }}",
        "{{ 业务.签约项目，还有",
    ],
)
def test_a_tag_is_a_name_and_nothing_else(typed: str) -> None:
    advice = "如 {{ 业务.名称 }}；不是标签就去掉花括号。"
    assert filled(typed) == (typed, [f"错误 T11　{HERE}：标签“{typed}”里只能写名称　→ {advice}"])


def test_a_name_of_python_is_looked_up_among_the_tags_like_any_other() -> None:
    text, problems = filled("{{ 年度.__class__ }}")
    assert text == "{{ 年度.__class__ }}"
    assert problems == [f"错误 T10　{HERE}：没有标签 {{{{ 年度.__class__ }}}}　→ 请查对名称。"]


def test_a_tag_that_does_not_exist_is_told_with_the_nearest_name() -> None:
    text, problems = filled("签约{{ 业务.签约项日 }}。")
    assert text == "签约{{ 业务.签约项日 }}。"
    advice = "最接近的是 {{ 业务.签约项目 }}。"
    assert problems == [f"错误 T10　{HERE}：没有标签 {{{{ 业务.签约项日 }}}}　→ {advice}"]


@pytest.mark.parametrize("name", ["业务", "绩效项目", "绩效项目.名称", "业务.签约项目.占比.数"])
def test_a_group_or_what_is_below_a_text_prints_nothing(name: str) -> None:
    _, problems = filled(f"{{{{ {name} }}}}")
    assert problems[0].startswith(f"错误 T10　{HERE}：没有标签 {{{{ {name} }}}}")


def test_a_tag_without_words_would_leave_a_hole() -> None:
    text, problems = filled("比上年{{ 业务.签约项目.同比 }}。")
    assert text == "比上年{{ 业务.签约项目.同比 }}。"
    advice = "请查它引用的格是否空着（如上年数），或者去掉这个标签。"
    assert problems == [
        f"错误 T12　{HERE}：标签 {{{{ 业务.签约项目.同比 }}}} 没有内容，文字里会留下空缺　→ {advice}"
    ]


def test_all_faults_of_a_text_are_told_at_once() -> None:
    text, problems = filled("{{ 甲 }}、{{ 年度 }}、{{ 1+1 }}、{{ 业务.签约项目.同比 }}")
    assert text == "{{ 甲 }}、2021、{{ 1+1 }}、{{ 业务.签约项目.同比 }}"
    assert [problem[3:6] for problem in problems] == ["T10", "T11", "T12"]


def test_a_text_becomes_a_tag_and_a_blank_one_does_not_hold() -> None:
    fill = Filler(TREE, [], 0)
    assert str(fill.text(words("签约{{ 业务.签约项目 }}"))) == "签约38个"
    assert fill.text(words("签约"))
    assert fill.text(None) is NOTHING
    assert not NOTHING


# ---- the tree


def test_every_name_that_prints_something_is_listed() -> None:
    below = ["业务.签约项目", "业务.签约项目.占比", "业务.签约项目.同比", "业务.签约项目.上年", "业务.开工项目"]
    assert list(names(TREE)) == ["年度", *below]


def test_what_is_listed_can_be_looked_up() -> None:
    assert all(look_up(TREE, name) is not None for name in names(TREE))
    assert look_up(TREE, "业务") is None


def test_a_tag_holds_unless_it_is_nil_or_blank() -> None:
    assert Tag("5个")
    assert not Tag("0个", holds=False)
    assert not Tag("")


# ---- into the Word file


@pytest.mark.parametrize(
    "typed", ['A&B<C>"', "{_{ a }_}", "{_% if %_}", "{{ a }}", "{% if %}", "{# a #}", "_}{_", "\ufdd0{\ufdd1}"]
)
def test_what_a_person_typed_comes_out_of_the_template_as_typed(tmp_path: Path, typed: str) -> None:
    made = fill.render(form_file(template(tmp_path, "甲{{ 文字 }}乙")), {"文字": Tag(typed)}, {})
    (block,) = of(made)
    assert isinstance(block, Paragraph)
    assert values.plain(block.text) == f"甲{typed}乙"


def test_members_are_found_by_name() -> None:
    assert Tag("5个", {"数": "5"})["数"] == "5"
