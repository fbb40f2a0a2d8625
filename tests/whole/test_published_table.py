"""A report with the self-evaluation table published from 2022 on, in Word and PDF alike."""

import pytest

from juesuan.claims import printed
from juesuan.model.document import Table, TableCell
from tests.support import water_office
from tests.support.report import Report, pdf_pages
from tests.support.shelf import Shelf

CONTENT = water_office.as_published(water_office.of_2022())


@pytest.fixture(scope="module")
def made(shelf: Shelf) -> Report:
    return shelf.report(CONTENT, water_office.texts(CONTENT, **water_office.PUBLISHED_TEXTS))


def tables(made: Report, heading: str) -> list[list[list[str]]]:
    """The rows of each table with that heading, without line breaks; a cell that another covers is not there."""
    found = [[list(map(said, row)) for row in each.rows] for each in made.blocks if isinstance(each, Table)]
    return [rows for rows in found if any(heading in row for row in rows)]


def said(box: TableCell) -> str:
    return "".join("".join(each.text for each in box.paragraphs).split())


def test_it_is_as_published_and_nothing_is_open(made: Report) -> None:
    assert [str(problem) for problem in made.made.problems if problem.is_open] == []
    (rows,) = tables(made, "指标性质")
    assert rows == [
        ["项目名称", "青禾河治理工程"],
        ["主管部门", "青禾县水务局", "实施单位", "青禾县河道管理站"],
        ["项目基本情况", "项目年度目标完成情况", "项目年度目标", "年度目标完成情况"],
        ["青禾河治理工程的预期目标。", "青禾河治理工程的实际完成目标。"],
        ["项目实施内容及过程概述", "年初下达计划，三月开工，十一月完工。"],
        [
            "预算执行情况（10分）",
            "年度预算数（万元）",
            "年初预算",
            "调整后预算",
            "执行数",
            "执行率",
            "权重",
            "得分",
            "偏差原因",
        ],
        ["总额", "90.00", "87.00", "80.00", "91.95%", "10", "9.2", "部分工程尚未完成结算"],
        ["其中：财政资金", "88.00", "85.00", "79.00", "92.94%", "—", "—"],
        ["财政专户管理资金", "0", "0", "0", "—", "—", "—"],
        ["单位资金", "2.00", "2.00", "1.00", "50%", "—", "—"],
        ["其他资金", "0", "0", "0", "—", "—", "—"],
        [
            "绩效指标（90分）",
            "一级指标",
            "二级指标",
            "三级指标",
            "指标性质",
            "指标值",
            "度量单位",
            "权重",
            "完成值",
            "得分",
            "偏差原因",
        ],
        ["产出指标", "数量指标", "治理河道长度", "≥", "12", "公里", "20", "12.5", "20", ""],
        ["新建堤防", "≥", "3", "公里", "30", "3", "30", ""],
        ["时效指标", "完工时间", "≤", "11", "月", "15", "12", "14.5", "雨季停工二十天"],
        ["效益指标", "社会效益指标", "沿河农户防洪能力", "定性", "明显提高", "", "10", "明显提高", "10", ""],
        ["满意度指标", "服务对象满意度指标", "沿河农户满意度", "≥", "95", "%", "15", "96", "15", ""],
        ["合计", "100", "—", "98.7", "—"],
        ["评价结论", "自评得分98.7分，等级为“优”。项目按计划完成，沿河农户受益。"],
        ["存在问题", "青禾河治理工程的发现的主要问题。"],
        ["改进措施", "青禾河治理工程的下一步改进措施。"],
        ["项目负责人", "周明", "财务负责人", "吴芳"],
    ]


def test_the_pdf_has_the_same_table(made: Report) -> None:
    text = "".join(pdf_pages(made.pdf))
    (rows,) = tables(made, "指标性质")
    assert [words for row in rows for words in row if words not in text] == []


def test_the_other_projects_keep_the_older_table(made: Report) -> None:
    assert len(tables(made, "年度资金总额")) == 2


def test_its_score_stands_in_the_text_too(made: Report) -> None:
    assert "自评得分98.7分，等级为“优”。青禾河治理工程的项目综述。" in made.text


def test_a_year_can_be_started_from_it(made: Report) -> None:
    path = next(file for file in made.made.files if file.suffix == ".docx")
    read = printed.read(path)
    values = {str(target): figure.value for target, figure in read.figures.items()}
    place = "〔绩效项目〕青禾河治理工程·"
    assert values[f"{place}年初预算数中财政拨款"] == 880000
    assert values[f"{place}预算数"] == 870000
    assert values[f"{place}执行数中单位资金"] == 10000
    words = {str(target): each.text for target, each in read.words.items()}
    assert [words[f"{place}{name}"] for name in ("实施单位", "项目负责人", "财务负责人")] == [
        "青禾县河道管理站",
        "周明",
        "吴芳",
    ]
    rows = [row.cells for row in read.rows if row.cells.get("项目名称") == "青禾河治理工程"]
    assert [(row["一级指标"], row["二级指标"], row["三级指标"], row["指标性质"]) for row in rows] == [
        ("产出指标", "数量指标", "治理河道长度", "≥"),
        ("产出指标", "数量指标", "新建堤防", "≥"),
        ("产出指标", "时效指标", "完工时间", "≤"),
        ("效益指标", "社会效益指标", "沿河农户防洪能力", "定性"),
        ("满意度指标", "服务对象满意度指标", "沿河农户满意度", "≥"),
    ]
    assert [row.get("度量单位") for row in rows] == ["公里", "公里", "月", None, "%"]
    passages = {each.key: each.text for each in read.passages}
    assert passages["项目：青禾河治理工程/评价结论"] == "项目按计划完成，沿河农户受益。"
