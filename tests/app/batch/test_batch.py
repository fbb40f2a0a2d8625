"""The departments of a county made together: what is told, what is passed over, what one failure does."""

import json
import os
import re
import shutil
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

import generate
from juesuan.app import cli
from juesuan.app.batch import pool
from juesuan.model.document import Picture, Table
from juesuan.model.outcome import DONE, NOTHING, OPEN
from juesuan.ooxml import blocks
from tests.support import builder, output_folder, report, water_office
from tests.support.county import BROKEN, GOOD, WRONG, MadeCounty, named, write_mixed

Output = pytest.CaptureFixture[str]


def batch(*words: str, code: int) -> None:
    assert cli.main(["batch", *words], generate.make, generate.check) == code


def test_what_the_pool_makes_is_what_one_process_makes(made: MadeCounty) -> None:
    assert made.good
    assert made.good == made.alone


def test_the_summary_adds_up_what_the_departments_have_filled_in(made: MadeCounty) -> None:
    """Of the two whose workbooks can be read; each has the water office's figures."""
    place = made.folder / "汇总" / "2021"
    book = openpyxl.load_workbook(place / "2021年度部门决算汇总.xlsx")
    names = ("本年收入合计", "本年支出合计")
    rows = {row["项目"]: row for row in water_office.department()["收入支出"]}
    sums = [
        Decimal(str(rows[name][column])) * 2 / 10_000 for name in names for column in ("本年决算数", "上年决算数")
    ]
    (whole,) = (
        row for row in book["02收入支出汇总表"].iter_rows(values_only=True) if row[0] == "合计（缺 1 个单位）"
    )
    shown = [Decimal(str(whole[place])) for place in (1, 2, 4, 5)]
    assert shown == [each.quantize(Decimal("0.01"), ROUND_HALF_UP) for each in sums]
    page = re.sub("</?span.*?>", "", (place / "2021年度部门决算汇总.html").read_text(encoding="utf-8"))
    assert "没有列入的：文旅局" in page
    assert "汇总了2个单位" in page
    links = [unquote(each) for each in re.findall(r'<a href="(.+?)">', page)]
    assert [(place / each).resolve() for each in links] == [
        (made.folder / name / "output" / "2021" / "留存" / "核对报告.html").resolve() for name in (WRONG, GOOD)
    ]
    assert all((place / each).exists() for each in links)
    assert "<td>文旅局</td><td>没有做成</td>" in page.replace("\n", "")
    assert "本年收入合计740.00万元（缺 1 个单位），比2020年度减少40.00万元，下降5.13%" in page
    shown_blocks = blocks.read((place / "2021年度部门决算汇总.docx").read_bytes())
    assert sum(isinstance(each, Table) for each in shown_blocks) == 8
    assert sum(isinstance(each, Picture) for each in shown_blocks) == 2
    words = "".join(line for each in shown_blocks for line in report.lines_of(each))
    assert "本年收入合计740.00万元（缺 1 个单位），比2020年度减少40.00万元，下降5.13%" in words


def test_one_failure_stops_nobody_and_a_second_run_passes_over_what_has_not_changed(
    made: MadeCounty, capsys: Output
) -> None:
    batch(str(made.folder), "--workers", "1", code=OPEN)
    said = capsys.readouterr().out
    assert f"　{GOOD}　没有变　" in said
    assert f"　{WRONG}　草稿　错误 " in said
    assert f"　{BROKEN}　没有做成　" in said
    assert f"{BROKEN}　" in said.partition("没有做成")[2]
    assert "2021 年度，3 个单位：草稿 1 个，没有变 1 个，没有做成 1 个；还有问题的 2 个" in said
    assert not (made.folder / BROKEN / "output" / "2021").exists()
    assert output_folder.temporaries(made.folder) == []


def test_a_check_writes_nothing_and_tells_another_program(tmp_path: Path, capsys: Output) -> None:
    write_mixed(tmp_path)
    (tmp_path / "没有填报").mkdir()
    batch(str(tmp_path), "--check-only", "--workers", "1", "--json", code=OPEN)
    told = json.loads(capsys.readouterr().out)
    states = {each["folder"]: each["state"] for each in told["departments"]}
    assert states == {GOOD: "checked", WRONG: "checked", BROKEN: "refused", "没有填报": "refused"}
    problems = {each["folder"]: [one["code"] for one in each["problems"]] for each in told["departments"]}
    assert problems["没有填报"] == ["I01"]
    assert problems[GOOD] == []
    assert not list(tmp_path.glob("*/output"))


def test_all_is_well_or_nothing_is_done(tmp_path: Path, capsys: Output) -> None:
    builder.write(tmp_path / GOOD / "inputs" / "2021", water_office.department())
    batch(str(tmp_path), "--check-only", "--workers", "1", code=DONE)
    assert "1 个单位：已核对 1 个；还有问题的 0 个" in capsys.readouterr().out
    batch(str(tmp_path / GOOD), code=NOTHING)
    assert "I61" in capsys.readouterr().out
    batch(str(tmp_path), "--workers", "0", code=NOTHING)
    assert "命令写错了：参数内容不对 --workers" in capsys.readouterr().err


# ---- a county as it comes


def test_what_may_hold_figures_and_is_no_department_is_named(tmp_path: Path, capsys: Output) -> None:
    builder.write(tmp_path / GOOD / "inputs" / "2021", water_office.department())
    for name in ("说明.txt", "~$林业局.xlsx", ".林业局.xlsx"):
        (tmp_path / name).write_bytes(b"")
    batch(str(tmp_path), "--check-only", "--workers", "1", code=DONE)
    for name in ("林业局.xlsx", "文旅局.ZIP"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "断链局").symlink_to("没有")
    (tmp_path / "环局").symlink_to("环局")
    capsys.readouterr()
    batch(str(tmp_path), "--check-only", "--workers", "1", code=OPEN)
    said = capsys.readouterr().out
    named = re.findall("警告 I73　(.+?)：不在任何单位的文件夹里，没有看，也没有列入汇总", said)
    assert named == ["文旅局.ZIP", "断链局", "林业局.xlsx", "环局"]


def test_a_department_that_is_a_link_is_not_counted_twice(tmp_path: Path, capsys: Output) -> None:
    builder.write(tmp_path / GOOD / "inputs" / "2021", water_office.department())
    (tmp_path / "链接局").symlink_to(GOOD)
    (tmp_path / "半链接局").mkdir()
    (tmp_path / "半链接局" / "inputs").symlink_to(tmp_path / GOOD / "inputs")
    batch(str(tmp_path), "--check-only", "--workers", "1", code=OPEN)
    said = capsys.readouterr().out
    assert "没有列入汇总的 2 个：半链接局、链接局" in said
    for name, place, true in (("半链接局", "半链接局/inputs", f"{GOOD}/inputs"), ("链接局", "链接局", GOOD)):
        assert f"✗ 没有打开　{name}　没有做成" in said
        assert (
            f"{name}：“{place}”是一个链接，不是文件夹本身，指到“{true}”，没有打开："
            "请移走这个链接（原来的文件夹不会动），那里已经在全县的文件夹里，不用再放"
        ) in said


def test_who_has_a_link_for_a_folder_reads_what_to_do(tmp_path: Path, capsys: Output) -> None:
    builder.write(tmp_path / "全县" / GOOD / "inputs" / "2021", water_office.department())
    (tmp_path / "别处").mkdir()
    (tmp_path / "全县" / WRONG / "inputs").mkdir(parents=True)
    (tmp_path / "全县" / WRONG / "inputs" / "2021").symlink_to(tmp_path / "别处")
    batch(str(tmp_path / "全县"), "--check-only", "--workers", "1", code=OPEN)
    assert (
        f"{WRONG}：“{WRONG}/inputs/2021”是一个链接，不是文件夹本身，指到别处，没有打开："
        "请移走这个链接（原来的文件夹不会动），再把原来的文件夹整个复制到这里，名称不变"
    ) in capsys.readouterr().out


def test_a_department_that_was_not_done_leads_to_no_page_of_an_earlier_run(tmp_path: Path) -> None:
    for name in (GOOD, BROKEN):
        folder = builder.write(tmp_path / name / "inputs" / "2021", water_office.department())
        page = tmp_path / name / "output" / "2021" / "留存" / "核对报告.html"
        page.parent.mkdir(parents=True)
        page.write_text("以前的", encoding="utf-8")
    (folder / "决算数据.xlsx").write_bytes(b"no workbook")
    batch(str(tmp_path), "--check-only", "--workers", "1", code=OPEN)
    summary = (tmp_path / "汇总" / "2021" / "2021年度部门决算汇总.html").read_text(encoding="utf-8")
    links = re.findall('href="../../([^"/]+)/', summary)
    assert [unquote(each) for each in links] == [GOOD]


def test_a_department_that_is_there_twice_does_not_end_as_if_all_were_well(tmp_path: Path, capsys: Output) -> None:
    inputs = builder.write(tmp_path / GOOD / "inputs" / "2021", water_office.department())
    shutil.copytree(inputs, tmp_path / "又一个" / "inputs" / "2021")
    batch(str(tmp_path), "--check-only", "--workers", "1", code=OPEN)
    said = capsys.readouterr().out
    assert "警告 J02　又一个、水务局：单位全称都是“青禾县水务局”" in said
    assert "警告 J03　又一个、水务局：决算数据工作簿是同一个文件" in said


def test_a_folder_that_nobody_may_look_into_costs_no_summary(
    tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder.write(tmp_path / GOOD / "inputs" / "2021", water_office.department())
    (tmp_path / BROKEN).mkdir()
    stat, lstat = os.stat, os.lstat

    def refuse(path: object, true: Callable[..., os.stat_result], **options: object) -> os.stat_result:
        if isinstance(path, (str, os.PathLike)) and Path(path).parent.is_relative_to(tmp_path / BROKEN):
            raise PermissionError(13, "没有权限", str(path))
        return true(path, **options)

    monkeypatch.setattr(os, "stat", partial(refuse, true=stat))
    monkeypatch.setattr(os, "lstat", partial(refuse, true=lstat))
    monkeypatch.setattr(pool, "results", lambda work, jobs, *_: ((each, work(each)) for each in jobs))
    batch(str(tmp_path), "--check-only", code=OPEN)
    said = capsys.readouterr().out
    assert f"{BROKEN}：打不开（没有权限）" in said
    assert "2021年度部门决算汇总.xlsx" in said
    assert f"没有列入汇总的 1 个：{BROKEN}" in said


def test_a_summary_that_cannot_be_made_is_said(tmp_path: Path, capsys: Output) -> None:
    builder.write(tmp_path / GOOD / "inputs" / "2021", water_office.department())
    (tmp_path / "汇总").write_bytes(b"a file in its place")
    batch(str(tmp_path), "--check-only", "--workers", "1", code=OPEN)
    said = capsys.readouterr().out
    assert "汇总没有做成" in said
    assert "错误 F03" in said


AMOUNTS = {
    "甲局": ("3650000.01", "3900000.49", "3720000.07"),
    "乙 局《水》&'\"": ("12345678.99", "0.01", "98765432.10"),
    "丙局": ("0", "777777.77", "5.55"),
}
"""Of 一般公共预算财政拨款收入 this year and last, and of 本年支出合计."""


def test_the_sums_are_those_of_the_cells_of_the_workbooks(tmp_path: Path) -> None:
    for number, (name, (revenue, last, expenditure)) in enumerate(AMOUNTS.items()):
        content = named(f"青禾县{name}", str(418100 + number))
        for row, column, yuan in (
            ("本年收入合计", "本年决算数", revenue),
            ("本年收入合计", "上年决算数", last),
            ("本年支出合计", "本年决算数", expenditure),
        ):
            content = builder.changed(content, "收入支出", row, column, Decimal(yuan))
        builder.write(tmp_path / name / "inputs" / "2021", content)
    batch(str(tmp_path), "--check-only", "--workers", "1", code=OPEN)
    found = [cells(path) for path in sorted(tmp_path.glob("*/inputs/2021/决算数据.xlsx"))]
    assert len(found) == len(AMOUNTS)
    book = openpyxl.load_workbook(tmp_path / "汇总" / "2021" / "2021年度部门决算汇总.xlsx")
    (whole,) = (row for row in book["02收入支出汇总表"].iter_rows(values_only=True) if row[0] == "合计")
    for place, key in {
        1: ("收入支出", "本年收入合计", 0), 2: ("收入支出", "本年收入合计", 1),
        4: ("收入支出", "本年支出合计", 0), 5: ("收入支出", "本年支出合计", 1),
        7: ("财政拨款收支", "本年支出合计", 0),
    }.items():  # fmt: skip
        added = sum((each[key] for each in found), Decimal(0))
        assert Decimal(str(whole[place])) == (added / 10_000).quantize(Decimal("0.01"), ROUND_HALF_UP), key


def cells(path: Path) -> dict[tuple[str, str, int], Decimal]:
    """The amounts of a workbook as they stand in its cells, in 元, by sheet, row and place in the row."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, str(row[0]).strip(), place): Decimal(repr(value) if isinstance(value, float) else value)
        for sheet in (book["收入支出"], book["财政拨款收支"])
        for row in sheet.iter_rows(values_only=True)
        for place, value in enumerate([each for each in row[1:] if isinstance(each, (int, float))])
    }
