"""The desk of a county is started by the folder, answers on this machine alone, and ends with Ctrl+C."""

import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import quote

import pytest

import generate
from juesuan.app import cli
from juesuan.model.outcome import DONE, NOTHING
from tests.support import builder, desk_process, water_office
from tests.support.desk_process import PATIENCE

Output = pytest.CaptureFixture[str]


def test_it_answers_where_it_says_and_ends_in_silence_with_the_desks_it_has_opened(tmp_path: Path) -> None:
    builder.write(tmp_path / "全县" / "水务局" / "inputs" / "2021", water_office.department())
    own = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    with desk_process.opened("全县", folder=tmp_path, variables=own) as desk:
        visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        assert "水务局" in visitor.open(desk.address, timeout=PATIENCE).read().decode()
        opened = visitor.open(f"{desk.base}{quote('/单位/水务局')}", timeout=PATIENCE)
        assert "青禾县水务局" in opened.read().decode()
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.build_opener().open(desk.base, timeout=PATIENCE)
        assert desk.end() == ("工作台已经关闭。\n", "")
        assert desk.process.returncode == DONE


def test_a_folder_that_is_no_county_is_refused(tmp_path: Path, capsys: Output) -> None:
    for words in ([str(tmp_path)], [str(tmp_path / "没有")], [str(tmp_path), str(tmp_path)]):
        assert cli.main(["desk", *words, "--address"], generate.make, generate.check) == NOTHING
        assert "错误 I61　" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())
