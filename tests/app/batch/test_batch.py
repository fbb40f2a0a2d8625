"""The departments of a county made together: what is told, what is passed over, what one failure does."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

import generate
from juesuan.app import cli
from juesuan.model.outcome import DONE, NOTHING, OPEN
from juesuan.year.blank_workbook import Content
from tests.support import builder, county, output_folder, water_office
from tests.support.shelf import Shelf

Output = pytest.CaptureFixture[str]
GOOD, WRONG, BROKEN = "水务局", "林业局", "文旅局"


def wrong() -> Content:
    """A department whose 收入总计 does not tie."""
    return builder.changed(
        county.named("青禾县林业局", "418002"), "收入支出", "收入总计", "本年决算数", 3820000 + 7
    )


def write(folder: Path) -> Path:
    """A county of a department that is as it should be, one that does not tie, and one without a workbook."""
    builder.write(folder / GOOD / "inputs" / "2021", water_office.department())
    builder.write(folder / WRONG / "inputs" / "2021", wrong())
    builder.write(folder / BROKEN / "inputs" / "2021", water_office.department())
    (folder / BROKEN / "inputs" / "2021" / "决算数据.xlsx").write_bytes(b"no workbook")
    return folder


def batch(*words: str, code: int) -> None:
    assert cli.main(["batch", *words], generate.make, generate.check) == code


def files(year: Path) -> dict[str, bytes]:
    """The outputs of a year by place; of the versions only what lies beside them."""
    return output_folder.outputs(year)


@dataclass(frozen=True, slots=True)
class MadeCounty:
    """The county, made by two processes."""

    folder: Path
    good: dict[str, bytes]
    """The files of the department that is as it should be."""
    alone: dict[str, bytes]
    """The same, made by one process for this department alone, in the same place."""


def make(folder: Path) -> MadeCounty:
    place = write(folder) / GOOD / "output"
    words = ["--inputs", str(place.with_name("inputs")), "--output", str(place)]
    assert cli.main([*words, "--quiet"], generate.make, generate.check) == DONE
    alone = files(place / "2021")
    shutil.rmtree(place)
    batch(str(folder), "--workers", "2", "--quiet", code=OPEN)
    return MadeCounty(folder, files(place / "2021"), alone)


@pytest.fixture(scope="session")
def made(shelf: Shelf) -> MadeCounty:
    return shelf.once("county", make)


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
    write(tmp_path)
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
