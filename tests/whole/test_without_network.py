"""The command of the README in a room without network and with a home in which there is nothing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from juesuan.model.outcome import DONE, OPEN

ROOT = Path(__file__).parents[2]
ALONE = next(
    (
        [*words]
        for words in (("unshare", "-n"), ("unshare", "-rn"))
        if shutil.which("unshare")
        and not subprocess.run([*words, "true"], check=False, capture_output=True).returncode
    ),
    [],
)
"""What cuts a command off from every network; empty where this user may not."""


@pytest.mark.skipif(not ALONE, reason="不能断开网络：unshare 不可用")
@pytest.mark.skipif(not (ROOT / ".venv").exists(), reason="没有 .venv")
def test_the_report_is_made_without_network_and_with_an_empty_home(tmp_path: Path) -> None:
    home = tmp_path / "家"
    home.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    words = ["make", "report", f"ARGS=--output '{tmp_path / '成品'}'"]
    done = subprocess.run(
        [*ALONE, *words],
        cwd=ROOT,
        env={**kept, "HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {DONE, OPEN}, done.stdout + done.stderr
    assert "正在" not in done.stdout  # nothing was to be installed
    assert done.stderr == ""
    made = {path.suffix for path in (tmp_path / "成品").glob("*/交付/*")}
    assert made >= {".docx", ".pdf"}
    assert "P0" not in done.stdout  # the PDF is the good one
