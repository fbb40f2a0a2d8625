"""The desk of a county is started by the folder, answers on this machine alone, and ends with Ctrl+C."""

import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

import generate
from juesuan.app import cli
from juesuan.model.outcome import NOTHING
from tests.support import builder, water_office

ROOT = Path(__file__).parents[4]
Output = pytest.CaptureFixture[str]


def test_it_answers_where_it_says_and_ends_in_silence_with_the_desks_it_has_opened(tmp_path: Path) -> None:
    builder.write(tmp_path / "全县" / "水务局" / "inputs" / "2021", water_office.department())
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "generate.py"), "desk", "全县", "--address"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    try:
        assert process.stdout is not None
        address = re.search(r"(http://127\.0\.0\.1:\d+)/\?token=\S+", process.stdout.readline())
        assert address is not None
        visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        assert "水务局" in visitor.open(address[0], timeout=20).read().decode()
        opened = visitor.open(f"{address[1]}/%E5%8D%95%E4%BD%8D/%E6%B0%B4%E5%8A%A1%E5%B1%80", timeout=40)
        assert "青禾县水务局" in opened.read().decode()
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.build_opener().open(address[1], timeout=20)
    finally:
        process.send_signal(signal.SIGINT)
        said, complained = process.communicate(timeout=30)
    assert (said, complained, process.returncode) == ("工作台已经关闭。\n", "", 0)


def test_a_folder_that_is_no_county_is_refused(tmp_path: Path, capsys: Output) -> None:
    for words in ([str(tmp_path)], [str(tmp_path / "没有")], [str(tmp_path), str(tmp_path)]):
        assert cli.main(["desk", *words, "--address"], generate.make, generate.check) == NOTHING
        assert "错误 I61　" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())
