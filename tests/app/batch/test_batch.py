"""The departments of a county made together: what is told, what is passed over, what one failure does."""

import json
from pathlib import Path

import pytest

import generate
from juesuan.app import cli
from juesuan.model.outcome import DONE, NOTHING, OPEN
from tests.support import builder, output_folder, water_office
from tests.support.county import BROKEN, GOOD, WRONG, MadeCounty, write_mixed

Output = pytest.CaptureFixture[str]


def batch(*words: str, code: int) -> None:
    assert cli.main(["batch", *words], generate.make, generate.check) == code


def test_what_the_pool_makes_is_what_one_process_makes(made: MadeCounty) -> None:
    assert made.good
    assert made.good == made.alone


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
