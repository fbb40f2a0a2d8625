"""One cell changed: exactly the sentences, tables and charts that depend on it change, in both files."""

import difflib
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.support import report
from tests.support.report import Report

SHEET, ROW, COLUMN = "支出科目", "招商引资", "项目支出"
"""The cell of the sample that is corrected by 1 万元."""


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("corrected")
    inputs = Path(shutil.copytree(report.SAMPLE, folder / "2020"))
    book = openpyxl.load_workbook(inputs / "决算数据.xlsx")
    page = book[SHEET]
    heads = {str(cell.value): place for place, cell in enumerate(page[4], start=1)}
    row = next(row for row in range(5, 40) if page.cell(row, heads["科目名称"]).value == ROW)
    cell = page.cell(row, heads[COLUMN])
    assert isinstance(cell.value, float)
    cell.value += 10000
    book.save(inputs / "决算数据.xlsx")
    return report.make(inputs, folder / "output")


def changes(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """The lines that differ, old and new."""
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            found.append(("\n".join(before[a:b]), "\n".join(after[c:d])))
    return found


def test_exactly_the_dependent_sentences_change(sample: Report, corrected: Report) -> None:
    assert changes(sample.lines, corrected.lines) == [
        (
            "2020年一般公共预算财政拨款支出509.28万元，主要用于以下方面："
            "一般公共服务（类）支出455.49万元，占89.44%；社会保障和就业（类）支出27.66万元，占5.43%；"
            "卫生健康（类）支出9.48万元，占1.86%；住房保障（类）支出16.65万元，占3.27%。",
            "2020年一般公共预算财政拨款支出509.28万元，主要用于以下方面："
            "一般公共服务（类）支出456.49万元，占89.63%；社会保障和就业（类）支出27.66万元，占5.43%；"
            "卫生健康（类）支出9.48万元，占1.86%；住房保障（类）支出16.65万元，占3.27%。",
        ),
        (
            "2．一般公共服务（类）商贸事务（款）招商引资（项）：支出决算为259.18万元，完成预算80.99%，"
            "决算数小于预算数的主要原因是当年财政未拨款，列财政应返还额度。",
            "2．一般公共服务（类）商贸事务（款）招商引资（项）：支出决算为260.18万元，完成预算81.31%，"
            "决算数小于预算数的主要原因是当年财政未拨款，列财政应返还额度。",
        ),
    ]


def test_exactly_the_dependent_chart_changes(sample: Report, corrected: Report) -> None:
    assert changes(sample.alts, corrected.alts) == [
        (
            "一般公共预算财政拨款支出决算结构（饼图）：一般公共服务455.49万元，占89.44%；"
            "社会保障和就业27.66万元，占5.43%；卫生健康9.48万元，占1.86%；住房保障16.65万元，占3.27%。",
            "一般公共预算财政拨款支出决算结构（饼图）：一般公共服务456.49万元，占89.63%；"
            "社会保障和就业27.66万元，占5.43%；卫生健康9.48万元，占1.86%；住房保障16.65万元，占3.27%。",
        )
    ]


def test_the_pdf_changes_in_the_same_places(sample: Report, corrected: Report) -> None:
    before, after = report.pdf_pages(sample.pdf), report.pdf_pages(corrected.pdf)
    assert all("草稿" in page for page in after)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new.replace("草稿", "", 1)]
    assert 0 < len(changed) < len(before) / 2
    for old, new in changed:
        restored = new.replace("草稿", "", 1)
        for was, now in (("455.49", "456.49"), ("89.44", "89.63"), ("259.18", "260.18"), ("80.99", "81.31")):
            restored = restored.replace(now, was)
        # a label may move to the other side of its pie, so the order inside a chart is free
        assert sorted(restored) == sorted(old)


def test_exactly_the_ties_of_the_cell_are_broken(sample: Report, corrected: Report) -> None:
    before = {str(problem) for problem in sample.made.problems}
    assert [str(each) for each in corrected.made.problems if str(each) not in before] == [
        "错误 C303　〔财政拨款收支〕B14：“一般公共预算财政拨款支出”为5,092,798.54元，"
        "〔支出科目〕各项合计为5,102,798.54元，少10,000.00元　→ 请对照财决08表与财决01-1表，改正其中填错的一格。",
        "错误 C305　〔收入支出〕B18：“项目支出”为2,591,794.46元，〔支出科目〕“项目支出”列合计为2,601,794.46元，"
        "少10,000.00元　→ 请对照财决08表与财决01表，看有没有一格填错，或基本支出、项目支出填反了。",
    ]


def test_only_the_corrected_report_is_a_draft(sample: Report, corrected: Report) -> None:
    assert not any("草稿" in path.name for path in sample.made.files)
    names = {path.suffix: path.stem for path in reversed(corrected.made.files)}
    assert names[".docx"] == names[".pdf"]
    assert names[".pdf"].endswith("2020年度部门决算（草稿）")
