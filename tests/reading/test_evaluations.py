"""Finished self-evaluation tables as departments type them: other headings, other columns, names in one cell."""

from decimal import Decimal

import pytest

from juesuan.model.problems import Problem
from juesuan.model.projects import Project
from juesuan.reading.attachments import document
from tests.support import builder

TYPED = """\
项目名称*3|51012222T000007-山洪灾害防治*9
主管部门*3|青禾县水务局*3|实施单位（盖章）*3|青禾县防汛站*3
项目基本情况|1.项目年度目标完成情况*2|项目年度目标*5|年度目标完成情况*4
*3|建成预警点12处*5|建成预警点12处*4
|2.项目实施内容及过程概述*2|按计划实施*9
预算执行情况（10分）|年度预算数（万元）*2|年初预算|调整后预算数*2|预算执行数*2|预算执行率|权重|得分|原因
|总额*2|1,050.5|1,000.00*2|900*2|90%|10|9|资金结余
|其中：财政资金*2|1,050.5|1,000.00*2|900*2|90%|/|/|/
|财政专户管理资金*2||*2|*2||/|/|/
|单位资金*2||*2|*2||/|/|/
|其他资金*2||*2|*2||/|/|/
绩效指标（90分）|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分|未完成原因分析*2
|产出指标|数量指标|预警点|>=|12|处|12|50|50|*2
|效益指标|社会效益指标|防灾意识|定性|增强||增强|40|36|宣传不够*2
合计*8|100|95|*2
评价结论*2|自评95分，等级为优。*10
存在问题*2|宣传面窄。*10
改进措施*2|*10
项目负责人：周明　　财务负责人：吴芳*12"""
"""A row on each line; behind * stands how many of the twelve columns a cell takes."""


def read(table: str) -> tuple[tuple[Project, ...], list[Problem]]:
    problems: list[Problem] = []
    grid = "".join("<w:gridCol w:w='700'/>" for _ in range(12))
    rows = (map(cell, line.split("|")) for line in table.splitlines())
    body = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    data = builder.docx_of(f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>")
    taken = document.take("附件/表.docx", data, problems)
    return taken.evaluated, [each for each in problems if each.code == "A07"]


def cell(told: str) -> str:
    words, _, columns = told.partition("*")
    return f"<w:tc><w:tcPr><w:gridSpan w:val='{columns or 1}'/></w:tcPr>{builder.paragraph(words)}</w:tc>"


def test_a_typed_table_is_read_by_its_headings() -> None:
    (project,), unread = read(TYPED)
    assert unread == []
    assert project.name.text == "51012222T000007-山洪灾害防治"
    assert project.initial_budget is not None
    amounts = project.initial_budget, project.budget, project.executed
    assert [each.yuan for each in amounts] == [10505000, 10000000, 9000000]
    assert project.budget_fiscal is not None
    assert project.budget_fiscal.yuan == 10000000
    assert (project.budget_own, project.executed_special) == (None, None)
    assert project.printed is not None
    assert {source: rate.value for source, rate in project.printed.rates.items()} == {"": 90, "财政拨款": 90}
    assert project.printed.half == 50
    assert project.printed.blank == ("改进措施",)
    assert [str(text) for text in (project.performer, project.leader, project.finance_officer, project.grade)] == [
        "青禾县防汛站", "周明", "吴芳", "优",
    ]  # fmt: skip
    assert project.score is not None
    assert project.score.value == 95
    assert [each.weight and each.weight.value for each in project.indicators] == [50, 40]
    words = [(each.first, each.nature, each.expected, each.reason) for each in project.indicators]
    assert [[str(text) for text in row] for row in words] == [
        ["产出指标", "≥", "12", "None"],
        ["效益指标", "定性", "增强", "宣传不够"],
    ]


def test_amounts_in_yuan_are_exact() -> None:
    (project,), _ = read(TYPED.replace("（万元）", "（元）"))
    assert (project.budget.yuan, project.half) == (Decimal("1000.00"), Decimal(0))


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("项目名称", "名称", "项目名称"),
        ("预算执行率", "比例", "调整后预算总额”“执行总额"),
        ("总额", "小计", "调整后预算总额”“执行总额"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(old: str, new: str, missing: str) -> None:
    projects, unread = read(TYPED.replace(old, new))
    assert projects == ()
    assert [each.message for each in unread] == [f"有一张绩效自评表，没有读到“{missing}”，这张表没有核对"]


def test_another_table_is_none() -> None:
    assert read(TYPED.replace("指标性质", "性质")) == ((), [])


def test_names_that_are_not_written_are_missing() -> None:
    (project,), _ = read(TYPED.replace("周明　　", ""))
    assert (project.leader, str(project.finance_officer)) == (None, "吴芳")
