"""The departments of a county made together: what is told, what is passed over, what one failure does."""

import json
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

import generate
from juesuan.app import cli
from juesuan.model.document import Picture, Table
from juesuan.model.outcome import DONE, NOTHING, OPEN
from juesuan.ooxml import blocks
from tests.support import builder, output_folder, report, water_office
from tests.support.county import BROKEN, GOOD, WRONG, MadeCounty, write_mixed

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
