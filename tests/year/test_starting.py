"""A year's folder from a finished report: last year's columns, what is proposed, marked and refused."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from juesuan import reading
from juesuan.claims import printed
from juesuan.model import official_record, year_folder
from juesuan.model.official import Target
from juesuan.model.problems import ReportError
from juesuan.model.written_text import MARK
from juesuan.ooxml import blocks, package
from juesuan.reading import imported
from juesuan.wording import example, template, template_faults
from juesuan.year import confirming, starting
from juesuan.year.starting import Start
from tests.support import printed_report

WHEN = datetime(2022, 3, 1, 9, 30, tzinfo=UTC)


def prepared(folder: Path, year: int | None = None, **changes: tuple[str, str]) -> Start:
    file = printed_report.written(folder, dict(changes.values()))
    return starting.prepared(printed.read(file), folder / "inputs", year)


def cells(folder: Path, sheet: str) -> dict[str, dict[str, object]]:
    """What a sheet of the workbook holds: by the first cell of the row, then by heading."""
    rows = list(
        openpyxl.load_workbook(folder / year_folder.WORKBOOK)[sheet].iter_rows(min_row=4, values_only=True)
    )
    heads = [str(each) for each in rows[0]]
    return {str(row[0]): dict(zip(heads, row, strict=True)) for row in rows[1:] if row[0]}


def test_the_next_year_has_the_reports_figures_as_last_years(tmp_path: Path) -> None:
    start = prepared(tmp_path)
    made, _ = starting.written(start, WHEN)
    folder = tmp_path / "inputs" / "2022"
    names = ("决算数据.xlsx", "文字材料.docx", "导入来源.toml", "提出的格.toml")
    assert made == tuple(folder / name for name in names)
    assert any(each.cell.sheet == "收入支出" for each in confirming.prepared(folder).waiting)
    table = cells(folder, "收入支出")
    assert (table["收入总计"]["上年决算数"], table["收入总计"]["本年决算数"]) == (3820000, None)
    assert table["年初结转和结余"]["本年决算数"] == 100000  # last year's closing balance, proposed
    assert cells(folder, "其他事项")["人员编制"]["上年数"] == 18
    about = cells(folder, "基本信息")
    assert [about[label]["内容"] for label in ("单位全称", "年度", "版式")] == ["青禾县水务局", 2022, "四川2022"]
    items = cells(folder, "支出科目")
    assert (items["2130314"]["科目名称"], items["2130314"]["合计"]) == ("防汛", None)
    assert cells(folder, "名词解释")["财政拨款收入"]["解释"] == "指单位从同级财政部门取得的财政预算资金。"


def test_each_figure_says_where_it_comes_from(tmp_path: Path) -> None:
    starting.written(prepared(tmp_path), WHEN)
    folder = tmp_path / "inputs" / "2022"
    page = openpyxl.load_workbook(folder / year_folder.WORKBOOK)["收入支出"]
    cell = next(row for row in page.iter_rows(min_row=5) if row[0].value == "收入总计")[2]
    assert cell.comment is not None
    assert cell.comment.text == "上年报告 第14段“382.00万元”"
    assert cell.fill.fgColor.rgb == "FFFFE699"  # proposed
    kept = imported.parsed((folder / official_record.NAME).read_bytes())[0]
    record = kept[Target("收入支出", "收入总计", "上年决算数")]
    assert (record.value, record.origin) == (Decimal(3820000), "上年报告（决算报告.txt）第14段“382.00万元”")
    assert reading.imports(reading.given(folder))["〔收入支出〕C16"] == record.origin


def test_the_texts_stand_under_their_headings_each_marked(tmp_path: Path) -> None:
    starting.written(prepared(tmp_path), WHEN)
    held = blocks.read((tmp_path / "inputs" / "2022" / year_folder.TEXTS).read_bytes())
    lines = [each.text for each in held if hasattr(each, "text")]
    at = lines.index("主要职能")
    assert f"{MARK}负责全县水利工程建设。" in lines[at : at + 4]
    assert f"{MARK}属行政单位，内设三个股室。" in lines


def test_the_same_year_again_has_both_years_and_what_was_computed(tmp_path: Path) -> None:
    starting.written(prepared(tmp_path, 2021), WHEN)
    folder = tmp_path / "inputs" / "2021"
    table = cells(folder, "收入支出")
    assert (table["收入总计"]["上年决算数"], table["收入总计"]["本年决算数"]) == (3980000, 3820000)
    assert table["收入总计"]["变动原因"] == "项目减少"
    assert cells(folder, "其他事项")["机关运行经费"]["上年数"] == 262000
    assert cells(folder, "支出科目")["2130314"]["合计"] == 470000


OWN = ("2021年度年初结转和结余12.00万元。", "据统计，2021年度年初结转和结余12.00万元，均为项目资金。")


def test_wording_of_the_departments_own_is_offered_as_a_template(tmp_path: Path) -> None:
    start = prepared(tmp_path, 2021, own=OWN)
    (told,) = (each for each in start.problems if each.code == "I38")
    assert told.hint == "已照它写好一份版式，在“报告的写法”文件夹：要用，把这个文件夹改名为“版式”；不用就不用管。"
    starting.written(start, WHEN)
    folder = tmp_path / "inputs" / "2021"
    assert sorted(each.name for each in (folder / "报告的写法").iterdir()) == ["report.docx", "附表.toml"]
    assert not (folder / "版式").exists()
    word = package.open_word((folder / "报告的写法" / "report.docx").read_bytes())
    lines = {each.text for part in template.read(word, "") for each in part}
    assert "据统计，{{ 年度 }}年度年初结转和结余{{ 收入支出.年初结转和结余 }}，均为项目资金。" in lines
    shape = example.shape(example.tree())
    assert template_faults.read(package.packed(word, WHEN), "", shape).problems == []


BRACED = {
    "水利工程建设": "水利{{ 单位.全称 }}{% if 年度 %}",
    "财政拨款收入：指": "财政{{拨款}}收入：｛｛指",
    "项目减少": "项目{｛ 年度 }}减少",
    "水利（款）防汛": "水利（款）{{ 防汛 }}",
    "属行政单位": "属{行政}单位",
}


def test_braces_of_a_report_are_no_tags_in_what_is_taken_over(tmp_path: Path) -> None:
    report = printed.read(printed_report.written(tmp_path, BRACED))
    start = starting.prepared(report, tmp_path / "inputs", 2021)
    told = [each for each in start.problems if each.code == "I50"]
    assert {each.where.split()[1] for each in told} == {"第6段", "第14段", "第22段", "第34段"}
    assert told[0].message.endswith("里的花括号连着写会被当成标签，已用空格隔开")
    starting.written(start, WHEN)
    folder = tmp_path / "inputs" / "2021"
    lines = [each.text for each in blocks.read((folder / "文字材料.docx").read_bytes()) if hasattr(each, "text")]
    assert f"{MARK}负责全县水利{{ {{ 单位.全称 }} }}{{ % if 年度 % }}。" in lines
    assert f"{MARK}属{{行政}}单位，内设三个股室。" in lines
    assert cells(folder, "名词解释")["财政{ {拨款} }收入"]["解释"].startswith("｛ ｛指")  # type: ignore[attr-defined]
    assert cells(folder, "收入支出")["收入总计"]["变动原因"] == "项目{ ｛ 年度 } }减少"
    assert cells(folder, "支出科目")["2130314"]["科目名称"] == "{ {防汛} }"


@pytest.mark.parametrize("brace", ["{{ 单位.全称 }}", "{% if 年度 %}", "{备注}"])
def test_wording_with_braces_is_not_offered(tmp_path: Path, brace: str) -> None:
    starting.written(prepared(tmp_path, 2021, own=(OWN[0], f"据统计{brace}，{OWN[0]}")), WHEN)
    assert not (tmp_path / "inputs" / "2021" / "报告的写法").exists()


@pytest.mark.parametrize("own", ["另有12个单位，2021年度年初结转和结余12.00万元。", "年初没有结转。"])
def test_wording_with_numbers_that_are_no_tags_is_not_offered(tmp_path: Path, own: str) -> None:
    start = prepared(tmp_path, 2021, own=(OWN[0], own))
    starting.written(start, WHEN)
    assert not (tmp_path / "inputs" / "2021" / "报告的写法").exists()


def test_what_is_left_is_told(tmp_path: Path) -> None:
    start = prepared(tmp_path)
    assert [each.code for each in start.problems] == ["I05", "I39"]
    assert "〔基本信息〕内容：地区、单位性质" in start.left
    assert "文字材料.docx：重点工作完成情况、预算绩效管理情况、整体支出绩效自评报告" in start.left


@pytest.mark.parametrize("year", [2020, 2023])
def test_another_year_is_refused(tmp_path: Path, year: int) -> None:
    with pytest.raises(ReportError) as caught:
        prepared(tmp_path, year)
    assert [each.code for each in caught.value.problems] == ["I36"]


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    start = prepared(tmp_path)
    folder = tmp_path / "inputs" / "2022"
    folder.mkdir(parents=True)
    (folder / "别的.txt").write_text("在", encoding="utf-8")
    with pytest.raises(ReportError, match="I02"):
        prepared(tmp_path)
    with pytest.raises(ReportError, match="I02"):
        starting.written(start, WHEN)
    assert [each.name for each in folder.parent.rglob("*") if each.is_file()] == ["别的.txt"]
