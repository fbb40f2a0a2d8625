"""Disks that are full or cannot be written to, and several runs at once, with the command as it is started."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from juesuan.versions import rerun, store
from tests.support import builder, disks, water_office
from tests.support.output_folder import faults, outputs, temporaries

pytestmark = pytest.mark.covered_elsewhere

ROOT = Path(__file__).parents[2]
DONE, NOTHING = 0, 2
KB = 1024


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    builder.write(tmp_path / "inputs" / "2021", water_office.department())
    return tmp_path / "inputs"


def change(inputs: Path) -> None:
    content = builder.changed(water_office.department(), "基本信息", "公开日期", "内容", "2022-9-6")
    builder.write(inputs / "2021", content)


def start(inputs: Path, output: Path) -> "subprocess.Popen[str]":
    options = ["--inputs", str(inputs), "--output", str(output), "--no-office"]
    command = [sys.executable, str(ROOT / "generate.py"), *options]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip


def run(inputs: Path, output: Path) -> tuple[int, str]:
    """The exit code and what the officer reads."""
    process = start(inputs, output)
    said, _ = process.communicate()
    return process.returncode, said


def refused(inputs: Path, output: Path) -> str:
    """Why nothing was made, as the officer reads it."""
    code, said = run(inputs, output)
    assert code == NOTHING
    (line,) = (line for line in said.splitlines() if line.startswith("错误"))
    assert said.endswith("没有生成：有 1 处要先改正。原来的成品没有动。\n")
    return line


ADVICE = "　→ 请检查磁盘空间、文件夹权限，关闭正打开的文件后再试。"


# ---- a full disk


def test_a_full_disk_is_told_and_the_next_run_makes_the_report(inputs: Path, tmp_path: Path) -> None:
    with disks.disk(tmp_path / "output", "size=64m") as output:
        assert run(inputs, output)[0] == DONE
        old, made = outputs(output / "2021"), store.of(output / "2021")
        change(inputs)
        disks.change(output, f"size={shutil.disk_usage(output).used + 64 * KB}")
        assert refused(inputs, output) == f"错误 F03　{output}：文件读写失败（磁盘已满）{ADVICE}"
        assert (outputs(output / "2021"), store.of(output / "2021")) == (old, made)
        assert (faults(output / "2021"), temporaries(output)) == ([], [])
        disks.change(output, "size=64m")
        assert run(inputs, output)[0] == DONE
        assert (faults(output / "2021"), temporaries(output)) == ([], [])
        assert store.of(output / "2021")[-1].number == 2


def test_a_disk_that_is_too_small_from_the_start_is_told(inputs: Path, tmp_path: Path) -> None:
    with disks.disk(tmp_path / "output", f"size={4 * KB}") as output:
        assert "文件读写失败（磁盘已满）" in refused(inputs, output)
        assert (outputs(output / "2021"), store.of(output / "2021")) == ({}, ())
        assert temporaries(output) == []


# ---- places that cannot be written to


def test_outputs_that_cannot_be_written_to_are_told_and_stay(inputs: Path, tmp_path: Path) -> None:
    with disks.disk(tmp_path / "output", "size=64m") as output:
        assert run(inputs, output)[0] == DONE
        old = outputs(output / "2021")
        change(inputs)
        disks.change(output, "ro")
        assert "文件读写失败（磁盘是只读的）" in refused(inputs, output)
        assert outputs(output / "2021") == old


def test_inputs_need_not_be_written_to(inputs: Path, tmp_path: Path) -> None:
    with disks.disk(tmp_path / "stick", "size=64m") as stick:
        shutil.copytree(inputs / "2021", stick / "2021")
        disks.change(stick, "ro")
        assert run(stick, tmp_path / "output")[0] == DONE
    assert faults(tmp_path / "output" / "2021") == []


@pytest.mark.parametrize("name", ["output", "output/2021", "output/2021/交付", "output/2021/留存/版本"])
def test_a_file_where_a_folder_belongs_is_told_and_stays(inputs: Path, tmp_path: Path, name: str) -> None:
    place = tmp_path / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("便条")
    assert refused(inputs, tmp_path / "output").startswith(f"错误 F03　{place}")
    assert place.read_text() == "便条"
    assert [path.name for path in place.parent.iterdir() if path.suffix in {".docx", ".pdf"}] == []


# ---- several runs at once


def test_of_runs_started_at_once_one_makes_the_report_and_the_others_wait(inputs: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    with rerun.alone(output, print):
        runs = [start(inputs, output) for _ in range(3)]
        waited = [each.stdout.readline() for each in runs if each.stdout]
    said = [each.communicate()[0] for each in runs]
    assert [each.returncode for each in runs] == [DONE] * 3
    assert waited == ["另一个窗口正在生成这里的报告，等它做完……\n"] * 3
    unchanged = [text for text in said if "与上次相比，填报文件和程序都没有变，成品没有重做。" in text]
    assert len(unchanged) == 2
    assert [each.number for each in store.of(output / "2021")] == [1]
    assert (faults(output / "2021"), temporaries(output)) == ([], [])
