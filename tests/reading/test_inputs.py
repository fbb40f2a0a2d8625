"""A year's folder: both files read, all faults at once, nothing in it touched."""

import os
import shutil
import stat
from decimal import Decimal
from pathlib import Path

import pytest

from juesuan import checks, reading
from juesuan.figures import derive
from juesuan.model import advised, year_folder
from juesuan.model.accounts import Accounts
from juesuan.model.problems import ReportError
from juesuan.reading import inputs
from juesuan.year import blank_workbook
from juesuan.year.blank_workbook import Content
from tests.support import builder, water_office
from tests.support.builder import added, changed, without
from tests.support.water_office import department


def _faults(folder: Path) -> list[str]:
    with pytest.raises(ReportError) as caught:
        reading.read(reading.given(folder))
    return list(map(str, caught.value.problems))


def test_the_department_is_clean(tmp_path: Path) -> None:
    accounts, problems = reading.read(reading.given(builder.write(tmp_path, department())))
    assert problems == ()
    assert accounts.department.name.text == "青禾县水务局"
    assert accounts.texts["项目：青禾河治理工程/项目综述"][0].text == "青禾河治理工程的项目综述。"
    assert checks.run(checks.Evidence(accounts, derive.derive(accounts))) == ()


def test_the_officers_files_are_never_touched(tmp_path: Path) -> None:
    folder = builder.write(tmp_path, department())
    files = [folder / "决算数据.xlsx", folder / "文字材料.docx"]
    before = [(path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ctime_ns) for path in files]
    reading.read(reading.given(folder))
    assert [(path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ctime_ns) for path in files] == before
    assert sorted(path.name for path in folder.iterdir()) == ["决算数据.xlsx", "文字材料.docx", "附件"]


def test_read_only_files_are_read(tmp_path: Path) -> None:
    folder = builder.write(tmp_path / "inputs", department())
    for path in (*folder.iterdir(), folder):
        path.chmod(stat.S_IREAD | (stat.S_IEXEC if path.is_dir() else 0))
    try:
        assert reading.read(reading.given(folder))[1] == ()
    finally:
        folder.chmod(stat.S_IRWXU)


def test_hints_are_returned(tmp_path: Path) -> None:
    content = changed(department(), "收入支出", "其他收入", "上年决算数", "０")
    told = "数字“０”存成了文本，已按 0 读取　→ 请把单元格格式设为数值，重新输入这个数。"
    _, problems = reading.read(reading.given(builder.write(tmp_path, content)))
    assert list(map(str, problems)) == [f"提示 R13　〔收入支出〕C13：{told}"]


def test_the_faults_of_both_files_at_once(tmp_path: Path) -> None:
    content = changed(department(), "收入支出", "收入总计", "本年决算数", "三百万")
    texts = dict(water_office.texts(department()))
    del texts["主要职能"]
    texts["项目：山洪防治/项目综述"] = texts.pop("项目：山洪灾害防治经费/项目综述")
    create = "没有这个标题　→ 请加上这个标题（标题1或标题2）并写好文字。"
    nowhere = "报告里没有地方用这个标题下的文字　→ 是不是“项目：山洪灾害防治经费/项目综述”？"
    assert _faults(builder.write(tmp_path, content, texts)) == [
        "错误 R12　〔收入支出〕B16：应为数字，读到的是“三百万”　→ 请改为数字；没有就空着或填 0。",
        f"错误 T03　文字材料.docx 标题“项目：山洪防治/项目综述”：{nowhere}",
        f"错误 T04　文字材料.docx 标题“主要职能”：{create}",
        f"错误 T04　文字材料.docx 标题“项目：山洪灾害防治经费/项目综述”：{create}",
    ]


def test_hints_are_left_out_when_something_is_wrong(tmp_path: Path) -> None:
    content = changed(department(), "收入支出", "其他收入", "上年决算数", "０")
    content = changed(content, "收入支出", "收入总计", "本年决算数", "")
    faults = _faults(builder.write(tmp_path, content))
    assert faults == ["错误 R30　〔收入支出〕B16：“收入总计”必须填写　→ 请补上；没有发生填 0。"]


def test_projects_that_cannot_be_read_are_told_once(tmp_path: Path) -> None:
    folder = builder.write(tmp_path, department())
    (folder / "决算数据.xlsx").write_bytes(b"")
    (folder / "文字材料.docx").write_bytes(builder.docx({"项目：河/项目综述": ["一。"], "主要职能": ["一。"]}))
    told = [fault.split("：")[0] for fault in _faults(folder)]
    assert told[0] == "错误 R01　决算数据.xlsx"
    assert not any("项目" in fault for fault in told[1:])


def test_one_project_more_than_texts(tmp_path: Path) -> None:
    content = added(department(), "绩效项目", {"项目名称": "新项目", "预算数": 1, "执行数": 1})
    folder = builder.write(tmp_path, content, water_office.texts(department()))
    assert len(_faults(folder)) == 4
    content = without(department(), "绩效项目", "水土保持宣传经费")
    folder = builder.write(tmp_path, content, water_office.texts(department()))
    assert [fault[:6] for fault in _faults(folder)] == ["错误 R49", *["错误 T03"] * 6]


def test_both_files_unreadable(tmp_path: Path) -> None:
    for name in ("决算数据.xlsx", "文字材料.docx"):
        (tmp_path / name).write_bytes(b"")
    assert [fault.split("：")[0] for fault in _faults(tmp_path)] == [
        "错误 R01　决算数据.xlsx",
        "错误 T01　文字材料.docx",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_told_in_chinese(tmp_path: Path) -> None:
    folder = builder.write(tmp_path, department())
    for name in ("决算数据.xlsx", "文字材料.docx"):
        (folder / name).chmod(0)
    assert [fault.partition("　→")[0] for fault in _faults(folder)] == [
        "错误 R01　决算数据.xlsx：打不开（没有权限，或文件正被打开）",
        "错误 T01　文字材料.docx：打不开（没有权限，或文件正被打开）",
    ]


# ---- which workbook


@pytest.mark.parametrize("suffix", [".et", ".xlsm", ".xlsb", ".ET"])
def test_a_workbook_of_another_format_is_to_be_saved_anew(tmp_path: Path, suffix: str) -> None:
    folder = builder.write(tmp_path, department())
    name = f"决算数据{suffix}"
    (folder / "决算数据.xlsx").rename(folder / name)
    advice = (
        f"现有的“{name}”是不是它？{suffix.lower()} 程序读不了：请用 WPS 或 Office 打开“{name}”，"
        "另存为 决算数据.xlsx，放在同一个文件夹里。"
    )
    assert _faults(folder) == [_none(folder, advice)]


def test_a_workbook_of_another_name_keeps_its_format(tmp_path: Path) -> None:
    folder = builder.write(tmp_path, department())
    (folder / "决算数据.xlsx").rename(folder / "决算数据(1).xls")
    assert _faults(folder) == [_none(folder, "现有的“决算数据(1).xls”是不是它？请改名为 决算数据.xls。")]


def test_a_workbook_beside_the_one_that_is_read_is_named(tmp_path: Path) -> None:
    folder = builder.write(tmp_path, department())
    (folder / "决算数据(1).xlsx").write_bytes(b"a")
    (folder / "决算数据.et").write_bytes(b"a")
    _, problems = reading.read(reading.given(folder))
    assert list(map(str, problems)) == [
        "提示 R06　决算数据.xlsx：有几份工作簿，采用 决算数据.xlsx，没有看 决算数据.et、决算数据(1).xlsx"
        "　→ 不用的请移到别处。"
    ]


def _none(folder: Path, advice: str) -> str:
    return f"错误 R05　{folder}：没有找到 决算数据.xlsx（.xls、.ods 也可以）　→ {advice}"


def test_no_workbook(tmp_path: Path) -> None:
    advice = f"可以运行 {advised.program()} init {tmp_path} 放一份空白的，填好再试。"
    assert _faults(tmp_path)[0] == _none(tmp_path, advice)
    missing = tmp_path / "2031"
    assert _faults(missing)[0] == _none(missing, advice.replace(str(tmp_path), str(missing)))


def test_a_workbook_of_another_name(tmp_path: Path) -> None:
    folder = builder.write(tmp_path, department())
    (folder / "决算数据.xlsx").rename(folder / "决算数据（终稿）.xlsx")
    (folder / "~$决算数据.xlsx").write_bytes(b"lock")
    advice = "现有的“决算数据（终稿）.xlsx”是不是它？请改名为 决算数据.xlsx。"
    assert _faults(folder) == [_none(folder, advice)]


def test_locks_are_no_workbooks(tmp_path: Path) -> None:
    folder = builder.write(tmp_path, department())
    (folder / "~$决算数据.xlsx").write_bytes(b"lock")
    (folder / "决算数据.xls").mkdir()
    assert reading.read(reading.given(folder))[1] == ()


def test_several_workbooks(tmp_path: Path) -> None:
    folder = builder.write(tmp_path, department())
    for suffix in (".xls", ".ods"):
        shutil.copyfile(folder / "决算数据.xlsx", folder / f"决算数据{suffix}")
    told = "有几份工作簿，采用 决算数据.xlsx，没有看 决算数据.xls、决算数据.ods　→ 不用的请移到别处。"
    assert list(map(str, reading.read(reading.given(folder))[1])) == [f"提示 R06　决算数据.xlsx：{told}"]


def test_a_suffix_in_capitals(tmp_path: Path) -> None:
    folder = builder.write(tmp_path, department())
    (folder / "决算数据.xlsx").rename(folder / "决算数据.XLSX")
    accounts, problems = reading.read(reading.given(folder))
    assert problems == ()
    assert accounts.revenue_expenditure.total_revenue.final is not None
    assert accounts.revenue_expenditure.total_revenue.final.yuan == Decimal(3820000)


def test_a_finished_report_in_the_attachments_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    folder = builder.write(tmp_path, department())
    for name in ("整体自评.pdf", "~$整体自评.docx", ".gitkeep"):
        (folder / "附件" / name).touch()
    (told,) = map(str, reading.read(reading.given(folder))[1])
    assert told.startswith("警告 R07　附件/整体自评.pdf：")


def test_a_damaged_report_in_the_attachments_is_refused_by_name(tmp_path: Path) -> None:
    folder = builder.write(tmp_path, department())
    (folder / "附件" / "整体自评.docx").touch()
    assert _faults(folder) == [
        "错误 A01　附件/整体自评.docx：文件不是 .docx，或者已损坏，不能读取；请用 Word 打开，另存为 .docx。"
        "　→ 不想收它就移到别处。"
    ]


# ---- the folder's name, and last year's beside it


def test_a_folder_of_another_year_is_told(tmp_path: Path) -> None:
    folder = builder.write(tmp_path / "2022", department())
    assert list(map(str, reading.read(reading.given(folder))[1])) == [
        "警告 R08　〔基本信息〕B11：文件夹是 2022，“年度”填的是 2021　→ 请改正年度，或把文件移到那一年的文件夹。"
    ]


@pytest.mark.parametrize("name", ["2021", "决算", "20210", "2021年"])
def test_a_folder_of_the_year_or_of_none_is_not_told(tmp_path: Path, name: str) -> None:
    assert reading.read(reading.given(builder.write(tmp_path / name, department())))[1] == ()


def _two_years(root: Path, last: Content) -> tuple[Accounts | None, list[str]]:
    folder = builder.write(root / "2021", department())
    (root / "2020").mkdir()
    blank_workbook.write_workbook(root / "2020" / year_folder.WORKBOOK, last)
    accounts, found, noticed = reading.years(reading.given(folder))
    assert accounts.department.year == 2021
    return found, list(map(str, noticed))


def test_last_year_is_read_from_the_folder_beside(tmp_path: Path) -> None:
    found, noticed = _two_years(tmp_path, changed(department(), "基本信息", "年度", "内容", 2020))
    assert noticed == []
    assert found is not None
    assert found.department.year == 2020
    assert found.texts == {}
    assert found.revenue_expenditure.total_revenue.final is not None


def _unused(why: str) -> list[str]:
    return [f"提示 R09　2020：上年的工作簿没有用上：{why}　→ 改好它，程序就能与上年逐项核对。"]


def test_last_years_workbook_of_another_year_is_no_last_year(tmp_path: Path) -> None:
    found, noticed = _two_years(tmp_path, department())
    assert (found, noticed) == (None, _unused("〔基本信息〕B11：“年度”填的是 2021"))


def test_a_last_year_that_cannot_be_read_is_a_hint(tmp_path: Path) -> None:
    content = changed(department(), "收入支出", "收入总计", "本年决算数", "三百万")
    found, noticed = _two_years(tmp_path, content)
    assert (found, noticed) == (None, _unused("〔收入支出〕B16：应为数字，读到的是“三百万”"))


def test_a_last_year_without_a_workbook_is_a_hint(tmp_path: Path) -> None:
    folder = builder.write(tmp_path / "2021", department())
    (tmp_path / "2020").mkdir()
    _, found, noticed = reading.years(reading.given(folder))
    missing = f"{tmp_path / '2020'}：没有找到 决算数据.xlsx（.xls、.ods 也可以）"
    assert (found, list(map(str, noticed))) == (None, _unused(missing))


def test_without_a_folder_of_last_year_nothing_is_said(tmp_path: Path) -> None:
    assert reading.years(reading.given(builder.write(tmp_path / "2021", department())))[1:] == (None, ())


def test_a_folder_is_not_its_own_last_year(tmp_path: Path) -> None:
    content = changed(department(), "基本信息", "年度", "内容", 2022)
    accounts, _ = reading.read(reading.given(builder.write(tmp_path / "2021", content)))
    assert inputs.last_year(reading.given(tmp_path / "2021"), accounts) == (None, ())
