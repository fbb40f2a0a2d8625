"""The status bar: red, yellow, grey; green only where a run would end with exit code 0."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from juesuan.app.desk import status
from juesuan.app.desk.year_state import Known
from juesuan.model.problems import UNSEEN, Problem, error, hint, warning
from juesuan.versions.content import Content
from tests.support.factories import checked

WRONG, DOUBT, LOOK = error("C01", "表", "甲"), warning("C02", "表", "乙"), hint("C03", "表", "丙")
TYPED, MISSING = replace(warning(UNSEEN, "文字", "丁"), found="2个"), error("T01", "文字材料.docx", "戊")
ALL = (WRONG, DOUBT, LOOK, TYPED, MISSING)


def lit(*problems: Problem, is_current: bool = True) -> list[tuple[str, str]]:
    return [(each.colour, each.words) for each in status.status(known(*problems, is_current=is_current)).lights]


def known(*problems: Problem, is_current: bool = True) -> Known:
    said = Content({}, (), (), problems, printed=0, charts=0)
    return Known((), (), checked(*problems), said=said if is_current else None, is_current=is_current)


def test_each_colour_says_how_much_is_open() -> None:
    assert lit(*ALL, WRONG) == [
        ("red", "2 处错误"),
        ("yellow", "1 条警告"),
        ("yellow", "2 个手写数待看"),
        ("grey", "文字还缺 1 段"),
    ]


def test_green_stands_alone() -> None:
    assert lit(LOOK, replace(WRONG, explained="见批复")) == [("green", "核对通过，成品与填报文件一致")]


def test_what_is_not_made_is_not_green() -> None:
    assert [colour for colour, _ in lit(is_current=False)] == ["grey"]


def test_a_workbook_that_cannot_be_read_is_red() -> None:
    found = status.status(Known((), (), None, (WRONG, WRONG)))
    assert found.lights[0] == status.Light("red", "2 处没有填或读不懂，还没有核对")
    assert not status.status(Known((), (), None, ())).is_clear


@given(st.lists(st.sampled_from(ALL), max_size=4), st.booleans())
def test_it_is_green_just_where_the_exit_code_is_nil(problems: list[Problem], is_current: bool) -> None:  # noqa: FBT001
    held = known(*problems, is_current=is_current)
    is_nil = is_current and not any(problem.is_open for problem in problems)
    assert status.status(held).is_clear is is_nil
    assert [each.colour for each in status.status(held).lights].count("green") == is_nil


def test_numbers_that_are_told_of_are_never_none() -> None:
    assert status.status(Known((), (), checked(replace(TYPED, found="")))).unseen == 1
