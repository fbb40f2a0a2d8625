"""出错说明: which reason fits which problem, and what is said of one that fits none."""

import pytest

from juesuan.checks import explanations
from juesuan.model.accounts import Explanation
from juesuan.model.problems import UNWRITTEN, Problem, Severity
from tests.support.factories import words

WHERE = "〔收入支出〕B10"


def tie(difference: str = "多9.50元", where: str = WHERE, severity: Severity = Severity.ERROR) -> Problem:
    return Problem("C101", severity, where, "两个数不等", "请改正。", difference=difference)


def row(code: str = "C101", place: str = WHERE, difference: str = "", line: int = 5) -> Explanation:
    """A row of the sheet; the place as it was typed."""
    return Explanation(
        words(code, f"A{line}", "出错说明"),
        words(place, f"B{line}", "出错说明"),
        words(difference, f"C{line}", "出错说明") if difference else None,
        words("上年有调整", f"D{line}", "出错说明"),
    )


def explain(
    problems: tuple[Problem, ...], rows: tuple[Explanation, ...], unasked: tuple[str, ...] = ()
) -> tuple[Problem, ...]:
    """The problems with their reasons, then the reasons that fit none."""
    return explanations.with_idle(explanations.explained(problems, rows), rows, unasked)


def told(problems: tuple[Problem, ...], *rows: Explanation, unasked: tuple[str, ...] = ()) -> list[str]:
    """Every problem that is open afterwards, as the officer reads it."""
    return [str(each) for each in explain(problems, rows, unasked) if each.is_open]


def idle(message: str, advice: str, line: int = 5) -> str:
    return f"警告 S01　〔出错说明〕A{line}：{message}　→ {advice}"


GONE = "问题已经不在了就删去这一行。"


@pytest.mark.parametrize("code", ["C101", "c101", "Ｃ１０１", " C101 "])
@pytest.mark.parametrize(
    "place",
    ["〔收入支出〕B10", "收入支出B10", "收入支出 b10", "收入支出！B10", "收入支出!$B$10", "[收入支出] Ｂ１０"],
)
def test_a_reason_fits_by_code_and_place_however_they_are_typed(code: str, place: str) -> None:
    (problem,) = explain((tie(),), (row(code, place),))
    assert problem == Problem(
        "C101", Severity.ERROR, WHERE, "两个数不等", "请改正。", difference="多9.50元", explained="上年有调整"
    )
    assert not problem.is_open
    assert not problem.is_open_error


@pytest.mark.parametrize("code", sorted(UNWRITTEN))
def test_no_reason_stands_for_a_text_that_is_not_written(code: str) -> None:
    where = "文字材料.docx 标题“主要职能”"
    missing = Problem(code, Severity.ERROR, where, "标题下面没有文字", "请写上。")
    message = f"{code} {where}：没有写的文字要写上，不能用说明代替"
    assert told((missing,), row(code, where)) == [str(missing), idle(message, "请删去这一行。请写上。")]


@pytest.mark.parametrize("difference", ["", "多9.50元", "多 9.50 元", "“多9.50元”", "多９.５０元"])
def test_a_difference_must_be_the_same_where_it_is_given(difference: str) -> None:
    assert told((tie(),), row(difference=difference)) == []


def test_a_changed_difference_opens_the_problem_again() -> None:
    assert told((tie("多12.00元"),), row(difference="多9.50元")) == [
        f"错误 C101　{WHERE}：两个数不等　→ 请改正。",
        idle(
            f"C101 {WHERE}：说明的是差额“多9.50元”，现在是“多12.00元”",
            "请重新核对，确有原因再照抄新的差额，并改写说明。",
        ),
    ]


def test_a_problem_that_has_no_difference_is_not_explained_by_one() -> None:
    assert told((tie(""),), row(difference="多9.50元"))[1] == idle(
        f"C101 {WHERE}：说明的是差额“多9.50元”，这个问题没有差额",
        "请重新核对，确有原因再照抄新的差额，并改写说明。",
    )


def test_a_reason_for_a_problem_that_is_gone_is_told() -> None:
    assert told((), row()) == [idle(f"C101 {WHERE}：这条说明对不上任何问题", GONE)]
    assert told((tie(),), row("C999"))[1:] == [idle(f"C999 {WHERE}：这条说明对不上任何问题", GONE)]


def test_a_place_without_the_problem_is_told_with_those_that_have_it() -> None:
    assert told((tie(), tie(where="〔收入支出〕C10")), row(place="〔收入支出〕D10"))[2:] == [
        idle(
            "C101 〔收入支出〕D10：这个位置没有 C101 的问题",
            "现在的位置是 〔收入支出〕B10、〔收入支出〕C10，请照抄。",
        )
    ]


def test_of_many_places_a_few_are_named() -> None:
    many = tuple(tie(where=f"〔支出科目〕F{number}") for number in range(1, 30))
    assert told(many, row())[-1] == idle(
        f"C101 {WHERE}：这个位置没有 C101 的问题",
        "现在的位置是 〔支出科目〕F1、〔支出科目〕F2、〔支出科目〕F3等 29 处，请照抄。",
    )


def test_a_hint_needs_no_reason() -> None:
    hinted = tie(severity=Severity.HINT)
    assert told((hinted,), row()) == [idle(f"C101 {WHERE}：这是提示，不用说明", "请删去这一行。")]
    assert explain((hinted,), (row(),))[0] == hinted


@pytest.mark.parametrize("difference", ["", "多9.50元"])
def test_a_second_reason_for_one_problem_is_told(difference: str) -> None:
    assert told((tie(),), row(), row(difference=difference, line=6)) == [
        idle(f"C101 {WHERE}：同一个问题前面已经说明过", "请删去多出的一行。", 6)
    ]


def test_two_problems_of_one_place_are_told_apart_by_their_differences() -> None:
    both = (tie("多1.00元"), tie("多2.00元"))
    assert told(both, row(difference="多2.00元")) == [f"错误 C101　{WHERE}：两个数不等　→ 请改正。"]
    assert told(both, row(difference="多2.00元"), row(difference="多1.00元", line=6)) == []
    assert told(both, row()) == []


def test_an_idle_reason_cannot_be_explained() -> None:
    rows = (row("C999"), row("S01", "〔出错说明〕A5", line=6), row("S01", "〔出错说明〕A6", line=7))
    assert told((), *rows) == [
        idle(f"C999 {WHERE}：这条说明对不上任何问题", GONE),
        idle("S01 〔出错说明〕A5：这条说明对不上任何问题", GONE, 6),
        idle("S01 〔出错说明〕A6：这条说明对不上任何问题", GONE, 7),
    ]


def test_a_reason_for_what_nobody_looked_for_is_not_idle() -> None:
    assert told((), row("c953"), row("P01"), unasked=("C953", "P")) == []
    assert len(told((), row("C953"), row("P01"))) == 2


def test_an_error_that_is_explained_leaves_no_draft() -> None:
    assert [each.is_open_error for each in explanations.explained((tie(),), ())] == [True]
    assert [each.is_open_error for each in explanations.explained((tie(),), (row(),))] == [False]
    (warned,) = explanations.explained((tie(severity=Severity.WARNING),), ())
    assert not warned.is_open_error
