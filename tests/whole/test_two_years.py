"""The officer's year, twice over: the files are made, filled, their texts confirmed, and the report comes out."""

import shutil
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

import generate
from juesuan import reading
from juesuan.app import cli
from juesuan.app.teller import Teller
from juesuan.model import year_folder
from juesuan.model.outcome import DONE
from juesuan.model.problems import Problem, Severity
from juesuan.model.written_text import MARK
from tests.support import builder, county_school, officer, report, water_office

BUDGET = Decimal("5833500.25")
"""元; the adjusted budgets of the sample's items, which in the published report are not those of the whole."""
NO_TRAVEL = {("其他事项", row, "本年数"): 0 for row in ("因公出国（境）团组", "因公出国（境）人次")}
"""What the form of 2022 prints, and the officer therefore types, though nobody travelled."""
OF_THE_SAMPLE: Mapping[tuple[str, str, str], officer.Value] = {
    ("财政拨款收支", "一般公共预算财政拨款支出", "调整预算数"): BUDGET,
    ("财政拨款收支", "本年支出合计", "调整预算数"): BUDGET,
    ("三公经费", "其他国内公务接待费", "本年决算数"): Decimal(452500),
    ("三公经费", "公务接待费", "与预算差异原因"): "接待批次比计划的少",
    ("绩效项目", "资阳市驻外投资促进分局工作经费", "差异原因"): "财力紧张，款项没有拨付",
    ("业务指标", "协议投资总额", "数值"): 323.85,
    ("其他事项", "机关运行经费", "说明"): "",
}
"""What the published report of 2020 has wrong or leaves out, and its officer puts right a year later."""


def make(root: Path, year: int, edit: Callable[[str], str], **more: Any) -> Path:
    """The files of the year, made from those of the year before and filled; then all is looked at."""
    places = ["--inputs", str(root), "--output", str(root / "output"), "--quiet"]
    assert cli.main(["new", str(year), *places], generate.make, generate.check) == DONE
    folder = root / str(year)
    officer.fill(folder, **{"cells": {}, **more})
    officer.edit(folder, lambda words: edit(officer.confirmed(words, year)))
    for command in ("confirm", "seen"):
        assert cli.main([command, "--all", "--year", str(year), *places], generate.make, generate.check) == DONE
    return folder


def same(words: str) -> str:
    return words


def open_problems(problems: tuple[Problem, ...]) -> list[str]:
    return [str(problem) for problem in problems if problem.is_open]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of the sample, 2020 to 2022."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(report.SAMPLE, root / "2020")
    terms = (
        "卫生健康（类）行政事业单位医疗（款）行政单位医疗（项）",
        "社会保障和就业（类）行政事业单位离退休（款）机关事业单位职业年金缴费支出（项）",
    )
    names = {item.code: item.name for item in reading.book(reading.given(root / "2020")).functional_items}
    term = f"{names['208']}（类）{names['20899']}（款）{names['2089901']}（项）"
    project = {"代码": "C703", "位置": "〔收入支出〕B18", "说明": "只反映招商专项工作经费等2个项目。"}
    make(
        root, 2021, same, cells=OF_THE_SAMPLE, deleted=[("名词解释", each) for each in terms],
        added=[("名词解释", {"名词": term, "解释": "反映其他社会保障和就业支出。"}), ("出错说明", project)],
    )  # fmt: skip
    make(root, 2022, same, cells=NO_TRAVEL, added=[("出错说明", project)])
    return root


@pytest.mark.parametrize(("year", "edition"), [(2021, "四川2020"), (2022, "四川2022")])
def test_the_report_of_a_year_made_from_the_year_before_has_nothing_open(
    sample: Path, tmp_path: Path, year: int, edition: str
) -> None:
    made = report.make(sample / str(year), tmp_path)
    assert open_problems(made.made.problems) == []
    assert reading.book(reading.given(sample / str(year))).department.edition.text == edition
    assert f"{year}年度" in made.text
    assert MARK not in made.text
    assert not any("草稿" in path.name for path in made.made.files)


@pytest.mark.parametrize("year", [2021, 2022])
def test_last_years_numbers_are_the_finals_of_the_year_before_in_the_report_too(sample: Path, year: int) -> None:
    now, before = (reading.book(reading.given(sample / str(each))) for each in (year, year - 1))
    for field in ("total_revenue", "expenditure_of_year", "closing_balance"):
        last, final = (
            getattr(now.revenue_expenditure, field).last,
            getattr(before.revenue_expenditure, field).final,
        )
        assert last.yuan == final.yuan
    assert [each.last and each.last.value for each in now.indicators] == [
        each.value.value for each in before.indicators
    ]


def test_the_small_department_goes_on_in_the_newer_form(tmp_path: Path) -> None:
    builder.write(tmp_path / "2021", water_office.department())
    folder = make(tmp_path, 2022, same)
    assert open_problems(generate.check(folder, Teller(quiet=True)).problems) == []


def test_the_school_goes_on_in_the_newer_form(tmp_path: Path) -> None:
    county_school.write(tmp_path)

    def typed(words: str) -> str:
        """The numbers that the school types into its texts, as they are now."""
        for old, now in (
            ("27644900.36元", "27649900.61元"),
            ("27344900.36元", "27349900.61元"),
            ("比2021年增加20.72万元，增长5.67%", "与2021年持平"),
            ("占本年支出的16.15%", "占本年支出的16.14%"),
            ("自评得分94.2分", "自评得分94.5分"),
        ):
            words = words.replace(old, now)
        return words

    folder = make(tmp_path, 2022, typed)
    assert open_problems(generate.check(folder, Teller(quiet=True)).problems) == []


# ---- what is planted is found, with its place


@pytest.fixture
def planted(sample: Path, tmp_path: Path) -> Path:
    """The sample's 2021, for something to be planted in it, beside its 2020."""
    for year in ("2020", "2021"):
        shutil.copytree(sample / year, tmp_path / year)
    return tmp_path / "2021"


def told(folder: Path, *codes: str) -> list[tuple[str, str]]:
    """Code and place of what a check finds."""
    problems = generate.check(folder, Teller(quiet=True)).problems
    return [(problem.code, problem.where) for problem in problems if problem.code in codes]


def test_nothing_is_told_before_anything_is_planted(planted: Path) -> None:
    assert told(planted, "C801", "C802", "C804", "C805", "C806", "C808", "C909") == []


def test_three_marks_that_are_left_make_a_draft(planted: Path, tmp_path: Path) -> None:
    starts = ("因雁江财力困难，未拨付。", "保障省、市、区安排的重大招商活动", "内设办公室")
    officer.edit(planted, lambda words: MARK + words if words.startswith(starts) else words)
    made = report.make(planted, tmp_path / "output").made
    places = [problem.where for problem in made.problems if problem.code == "C806"]
    assert places == [
        "〔文字材料.docx〕“项目：招商专项工作经费/自评报告”第9段",
        "〔文字材料.docx〕“项目：资阳市驻外投资促进分局工作经费/自评报告”第15段",
        "〔文字材料.docx〕“共用文字/内设机构”第1段",
    ]
    assert all(problem.severity is Severity.ERROR for problem in made.problems if problem.code == "C806")
    assert [path.suffix for path in made.files if "草稿" in path.name] == [".docx", ".pdf", ".pdf"]


def test_two_years_that_are_left_are_told(planted: Path) -> None:
    def back(words: str) -> str:
        is_one = words.startswith(("成果及亮点", "制作电子招商APP"))
        return words.replace("2021年", "2020年", 1) if is_one else words

    officer.edit(planted, back)
    assert told(planted, "C808", "C909") == [
        ("C808", "〔文字材料.docx〕“重点工作完成情况”第2段"),
        ("C808", "〔文字材料.docx〕“国内公务接待具体内容”第1段"),
    ]


def changed(folder: Path, change: Callable[[Workbook], None]) -> None:
    book = openpyxl.load_workbook(folder / year_folder.WORKBOOK)
    change(book)
    book.save(folder / year_folder.WORKBOOK)


def test_two_reasons_copied_from_the_comments_are_told(planted: Path) -> None:
    def copy(book: Workbook) -> None:
        for sheet, place in (("收入支出", "D16"), ("财政拨款收支", "E14")):
            cell = book[sheet][place]
            assert cell.comment is not None
            cell.value = cell.comment.text.removeprefix("上年写的是：")

    changed(planted, copy)
    assert told(planted, "C802") == [("C802", "〔收入支出〕D16"), ("C802", "〔财政拨款收支〕E14")]


def test_a_number_of_last_year_that_was_unlocked_and_changed_is_told(planted: Path) -> None:
    def change(book: Workbook) -> None:
        book["收入支出"].protection.sheet = False
        book["收入支出"]["C16"] = 8954478.73
        book["业务指标"]["D5"] = None

    changed(planted, change)
    problems = generate.check(planted, Teller(quiet=True)).problems
    assert [str(problem) for problem in problems if problem.code == "C801"] == [
        "错误 C801　〔收入支出〕C16：上年“收入总计”为8,954,478.73元，上年度工作簿 〔收入支出〕B16 "
        "为8,954,487.73元，少9.00元　→ 是不是 〔收入支出〕C16 的8,954,478.73元"
        "应为8,954,487.73元（相邻两位数字写颠倒了）？请对照原表。"
    ]
    assert told(planted, "C804") == [("C804", "〔业务指标〕A5")]
