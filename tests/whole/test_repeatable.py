"""The same inputs give the same bytes, in another folder, in another process, on another day."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import output_folder
from tests.support.report import SAMPLE, Report

pytestmark = pytest.mark.covered_elsewhere

ROOT = Path(__file__).parents[2]


def test_another_process_makes_the_same_bytes(sample: Report, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LC_ALL": "C"}
    options = ["--inputs", str(SAMPLE), "--output", str(tmp_path), "--quiet", "--no-office"]
    command = [sys.executable, "generate.py", *options]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    for path in sample.made.files:
        assert output_folder.place(tmp_path / "2020", path.name).read_bytes() == path.read_bytes()
