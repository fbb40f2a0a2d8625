"""What the officer sees while the program works."""

import io
import json

import pytest
from rich.console import Console

from juesuan.app.teller import Teller
from juesuan.model.problems import Problem, Severity, error, hint, warning

PROBLEMS = [
    hint("C05", "〔三公经费〕B4", "尾差 [0.01]"),
    warning("F01", "报告.docx", "被人改过", "比例 1:100:2"),
    error("C01", "〔收入支出〕B4", "多2元", "请改正。"),
]

TIE = Problem(
    "C01",
    Severity.ERROR,
    "〔收入支出〕B4",
    "多2元",
    "请改正。",
    "收入支出",
    ("〔收入支出〕B4", "〔收入支出〕B5"),
    "3元",
    "5元",
    "多2元",
    "上年有调整",
)
"""A problem that says all there is to say, and is explained."""


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def terminal() -> tuple[Teller, io.StringIO]:
    """A teller that speaks to a terminal, and what appears there."""
    shown = io.StringIO()
    return Teller(console=Console(file=shown, force_terminal=True, highlight=False, width=80)), shown


@pytest.fixture(autouse=True)
def _no_forced_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)


def test_a_step_that_is_done_has_a_line_with_its_time(capsys: pytest.CaptureFixture[str]) -> None:
    tell = Teller()
    assert tell.step("计算", lambda: 5, lambda made: f"{made} 个数") == 5
    (line,) = lines(capsys)
    assert line.startswith("✓ 计算")
    assert line.endswith("秒  5 个数")
    assert [step.name for step in tell.steps] == ["计算"]
    assert 0 <= tell.steps[0].seconds <= tell.seconds()


def test_of_thousands_of_problems_nobody_reads_more_than_the_first(capsys: pytest.CaptureFixture[str]) -> None:
    Teller().problems(
        [*(error("R25", f"〔支出科目〕L{row}", "数字 1 上面没有表头") for row in range(20_000)), PROBLEMS[1]]
    )
    shown = lines(capsys)
    assert shown[99] == "错误 R25　〔支出科目〕L99：数字 1 上面没有表头"
    assert shown[100:] == [
        "警告 F01　报告.docx：被人改过　→ 比例 1:100:2",
        "R25 另有 19900 条没有列出，请先改好上面的。",
    ]


def test_a_problem_that_quotes_a_whole_book_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    Teller().problems([error("R27", "〔收入支出〕A60", f"不认识项目“{'甲' * 30_000}”")])
    (line,) = lines(capsys)
    assert line.endswith("甲…")
    assert len(line) < 1100


def test_a_step_that_fails_has_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    tell = Teller()
    with pytest.raises(ZeroDivisionError):
        tell.step("计算", lambda: 1 / 0)
    assert lines(capsys) == []
    assert tell.steps == []


@pytest.mark.parametrize("tell", [Teller(quiet=True), Teller(as_json=True)], ids=["quiet", "json"])
def test_the_silent_count_but_do_not_speak(tell: Teller, capsys: pytest.CaptureFixture[str]) -> None:
    tell.step("计算", lambda: 5)
    tell.say("好")
    assert lines(capsys) == []
    assert len(tell.steps) == 1


def test_the_gravest_problem_comes_first_and_words_stay_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    Teller().problems(PROBLEMS)
    assert lines(capsys) == [
        "错误 C01　〔收入支出〕B4：多2元　→ 请改正。",
        "警告 F01　报告.docx：被人改过　→ 比例 1:100:2",
        "提示 C05　〔三公经费〕B4：尾差 [0.01]",
    ]


def test_hints_are_left_out_where_quiet_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    Teller(quiet=True).problems(PROBLEMS)
    assert [line[:6] for line in lines(capsys)] == ["错误 C01", "警告 F01"]


def test_what_is_explained_comes_last_on_a_line_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    Teller().problems([TIE, *PROBLEMS])
    found = lines(capsys)
    assert [line[:3] for line in found] == ["错误 ", "警告 ", "提示 ", "已说明"]
    assert found[-1] == "已说明 C01　〔收入支出〕B4：多2元　（上年有调整）"


def test_what_is_explained_is_dim() -> None:
    tell, shown = terminal()
    tell.problems([TIE])
    assert shown.getvalue().startswith("\x1b[2m已说明 C01")


@pytest.mark.parametrize("tell", [Teller(quiet=True), Teller(as_json=True)], ids=["quiet", "json"])
def test_the_silent_do_not_list_what_is_explained(tell: Teller, capsys: pytest.CaptureFixture[str]) -> None:
    tell.problems([TIE])
    assert lines(capsys) == []


def test_a_problem_of_no_cell_is_where_it_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    Teller(as_json=True).report({}, PROBLEMS[1:2])
    (found,) = json.loads(capsys.readouterr().out)["problems"]
    assert (found["cell"], found["cells"], found["explained"]) == ("报告.docx", [], "")


def test_nothing_has_colours_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    tell = Teller()
    tell.step("计算", lambda: 5)
    tell.problems(PROBLEMS)
    tell.say("完")
    assert "\x1b" not in capsys.readouterr().out


def test_a_terminal_has_colours() -> None:
    tell, shown = terminal()
    tell.problems(PROBLEMS)
    assert "\x1b[" in shown.getvalue()


def test_a_long_line_is_not_broken(capsys: pytest.CaptureFixture[str]) -> None:
    Teller().say("长" * 300)
    assert lines(capsys) == ["长" * 300]


def test_the_bar_does_nothing_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    tell = Teller()
    done = tell.bar(2)
    done("一")
    tell.close()
    assert tell.shown is None
    assert lines(capsys) == []


def test_the_bar_ends_with_the_last_thing_done() -> None:
    tell, _ = terminal()
    done = tell.bar(2)
    assert tell.shown is not None
    done("一")
    assert not tell.shown.finished
    done("二")
    assert tell.shown.finished
    assert not tell.shown.live.is_started
    tell.close()


def test_a_bar_that_is_interrupted_gives_the_terminal_back() -> None:
    tell, _ = terminal()
    tell.bar(2)
    assert tell.shown is not None
    tell.close()
    assert not tell.shown.live.is_started


def test_a_terminal_sees_what_is_being_done() -> None:
    tell, shown = terminal()
    tell.step("计算", lambda: 5)
    assert "· 计算……" in shown.getvalue()


def test_the_report_for_programs_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    tell = Teller(as_json=True)
    tell.step("计算", lambda: 5)
    tell.problems(PROBLEMS)
    tell.report({"exit_code": 1}, [TIE])
    found = json.loads(capsys.readouterr().out)
    assert found["exit_code"] == 1
    assert found["problems"] == [
        {
            "code": "C01",
            "severity": "错误",
            "part": "收入支出",
            "where": "〔收入支出〕B4",
            "cell": "〔收入支出〕B4",
            "cells": ["〔收入支出〕B4", "〔收入支出〕B5"],
            "message": "多2元",
            "expected": "3元",
            "found": "5元",
            "difference": "多2元",
            "hint": "请改正。",
            "explained": "上年有调整",
        }
    ]
    assert [step["name"] for step in found["steps"]] == ["计算"]
    assert found["seconds"] >= 0


def test_the_report_is_silent_where_nobody_asked_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    Teller().report({"exit_code": 0}, [])
    assert lines(capsys) == []


def test_the_columns_of_a_table_are_aligned_and_a_short_cell_stays_whole() -> None:
    teller, shown = terminal()
    rows = [("第1版", "2026-11-26 09:30:00", "〔收入支出〕B4 " * 9), ("第10版", "2026-11-27 09:30:00", "短")]
    teller.table(("版本", "时间", "起因"), rows)
    head, *below = shown.getvalue().splitlines()
    assert below[0].startswith("第1版   2026-11-26 09:30:00  〔收入支出〕B4")
    assert below[-1].rstrip() == "第10版  2026-11-27 09:30:00  短"
    assert len(below) > len(rows)
    assert "版本" in head


def test_a_teller_that_is_quiet_shows_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    Teller(quiet=True).table(("版本",), [("第1版",)])
    assert capsys.readouterr().out == ""


def test_what_goes_into_a_file_has_neither_colours_nor_signs_that_ring(capsys: pytest.CaptureFixture[str]) -> None:
    tell = Teller()
    assert tell.console is None
    tell.say("[bold]铃\a：第一章\r")
    tell.problems([PROBLEMS[2]])
    assert capsys.readouterr().out == "[bold]铃：第一章\n错误 C01　〔收入支出〕B4：多2元　→ 请改正。\n"
