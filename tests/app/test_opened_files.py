"""A file dropped on the program: the report of its year, or the audit of a finished report."""

from pathlib import Path

import pytest
from rich.console import Console

from juesuan.app import audit, cli
from juesuan.app.desk import opening
from juesuan.app.desk.county import site
from juesuan.app.teller import Teller
from juesuan.app.telling import Telling
from juesuan.model.outcome import DONE, NOTHING, OPEN, Checked, Made

Output = pytest.CaptureFixture[str]


def make(folder: Path, output: Path, tell: Telling, **_: object) -> Made:
    """A step that only pretends to make a report."""
    tell.step("读取", lambda: folder.name)
    return Made((output / folder.name / "交付" / "报告.docx",), 36, 340, 7, ())


def unchecked(_: Path, __: Telling, ___: object) -> Checked:
    raise AssertionError


@pytest.fixture
def year(tmp_path: Path) -> Path:
    folder = tmp_path / "inputs" / "2024"
    folder.mkdir(parents=True)
    for name in ("决算数据.xlsx", "文字材料.docx", "附表.xlsx"):
        (folder / name).touch()
    return folder


def opened(root: Path, *paths: Path) -> int:
    places = ["--inputs", str(root / "inputs"), "--output", str(root / "output")]
    return cli.main(["open", *map(str, paths), *places], make, unchecked)


@pytest.mark.parametrize("name", ["决算数据.xlsx", "文字材料.docx", ""])
def test_a_file_of_a_year_makes_its_report(year: Path, capsys: Output, name: str) -> None:
    assert opened(year.parents[1], year / name) == DONE
    said = capsys.readouterr().out
    assert f"成品　{year.parents[1] / 'output' / '2024' / '交付' / '报告.docx'}" in said


def test_a_year_may_lie_anywhere(year: Path, tmp_path: Path, capsys: Output) -> None:
    elsewhere = year.rename(tmp_path / "2023")
    assert opened(tmp_path, elsewhere / "决算数据.xlsx", elsewhere / "文字材料.docx") == DONE
    assert "2023" in capsys.readouterr().out


def test_a_finished_report_is_audited(tmp_path: Path, capsys: Output) -> None:
    report = tmp_path / "某局2024年度部门决算.txt"
    report.write_text("本年收入合计100.00万元，其中：财政拨款收入60.00万元，占50%。", encoding="utf-8")
    assert opened(tmp_path, report) == OPEN
    (page,) = (tmp_path / "output" / "审读").iterdir()
    assert "审读报告" in page.name
    assert "审读" in capsys.readouterr().out


def test_a_workbook_of_another_name_is_refused_with_what_to_do(year: Path, capsys: Output) -> None:
    assert opened(year.parents[1], year / "附表.xlsx") == NOTHING
    assert capsys.readouterr().out == (
        f"错误 K62　{year / '附表.xlsx'}：这个工作簿不叫决算数据，不知道是哪一年的填报文件　→ "
        "它要是填报工作簿，请改名为 决算数据.xlsx，放在以年度命名的文件夹里；它要是决算软件导出的表、公开的附表，"
        "请在工作台的“数据”里导入。\n没有打开：有 1 处要先改正。原来的成品没有动。\n"
    )


def test_a_folder_without_a_workbook_is_refused(tmp_path: Path, capsys: Output) -> None:
    assert opened(tmp_path, tmp_path) == NOTHING
    assert "K61" in capsys.readouterr().out


def test_the_folder_of_a_county_is_its_desk(year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = list[Path]()

    def serve(_: object, folder: Path) -> int:
        shown.append(folder)
        return DONE

    monkeypatch.setattr(site, "serve", serve)
    county = tmp_path / "县"
    (county / "水务局").mkdir(parents=True)
    year.parent.rename(county / "水务局" / "inputs")
    assert opened(tmp_path, county) == DONE
    assert shown == [county]


def test_two_years_or_a_year_and_a_report_are_not_done_at_once(year: Path, tmp_path: Path, capsys: Output) -> None:
    other = tmp_path / "inputs" / "2023"
    other.mkdir()
    (other / "决算数据.xlsx").touch()
    for paths in ((year, other), (year, tmp_path / "报告.pdf")):
        assert opened(tmp_path, *paths) == NOTHING
        assert "拖来的不都是一回事，什么也没有做" in capsys.readouterr().out


def test_what_is_no_file_is_said(tmp_path: Path, capsys: Output) -> None:
    assert opened(tmp_path, tmp_path / "没有.pdf") == NOTHING
    assert "没有审读：文件读不出来。" in capsys.readouterr().out


def test_the_folder_of_the_result_is_shown_to_who_looks_at_the_terminal(
    year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = list[Path]()
    monkeypatch.setattr(opening, "open_with_system", shown.append)
    opened(tmp_path, year)
    assert shown == []
    monkeypatch.setattr(cli, "Teller", lambda **_: Teller(console=Console(quiet=True)))
    monkeypatch.setattr(audit, "audit", lambda *_: DONE)
    opened(tmp_path, year)
    opened(tmp_path, tmp_path / "报告.pdf")
    assert shown == [tmp_path / "output" / "2024", tmp_path / "output" / "审读"]
