"""The desk is started once for a folder, answers on this machine alone, and ends with Ctrl+C."""

import os
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from filelock import FileLock

import generate
from juesuan.app.command_line import Asked
from juesuan.app.desk import desk, serving
from juesuan.app.teller import Teller
from juesuan.model.outcome import DONE
from juesuan.model.problems import ReportError
from tests.support import builder, desk_process, water_office
from tests.support.desk_process import PATIENCE


def asked(root: Path) -> Asked:
    tell = Teller()
    return Asked(generate.make, generate.check, tell, inputs=root / "inputs", output=root / "output")


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser was asked to show."""
    found: list[str] = []
    monkeypatch.setattr(serving, "lasting_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(serving, "_browse", found.append)
    (tmp_path / "output").mkdir()
    return found


@contextmanager
def answering(late: float = 0) -> Iterator[str]:
    """A desk that answers at this address after so many seconds; before that whoever comes is refused."""

    class Desk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(303)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Desk, bind_and_activate=False)
    server.server_bind()  # the port is held from now on, and nobody listens at it

    def begin() -> None:
        time.sleep(late)
        server.server_activate()
        server.serve_forever(0.01)

    thread = threading.Thread(target=begin)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/?token=a"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_second_start_shows_the_first_also_while_that_only_begins(tmp_path: Path, shown: list[str]) -> None:
    wanted = asked(tmp_path)
    with answering(late=0.3) as address:
        serving._keep(serving._place(desk.of(wanted)), address)
        with FileLock(tmp_path / "output" / serving._LOCK):
            assert serving.serve(wanted) == DONE
    assert shown == [address]


def test_a_desk_whose_folder_was_taken_away_under_it_is_the_one_that_is_shown(
    tmp_path: Path, shown: list[str]
) -> None:
    wanted = asked(tmp_path)
    with answering() as address:
        serving._keep(serving._place(desk.of(wanted)), address)
        assert serving.serve(wanted) == DONE
    assert shown == [address]


def test_the_address_of_a_desk_that_was_cut_off_is_never_shown(
    tmp_path: Path, shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "_PAUSES", (0.0, 0.0))
    wanted = asked(tmp_path)
    for address in ("http://127.0.0.1:9/?token=a", "没有地址", ""):
        serving._keep(serving._place(desk.of(wanted)), address)
        with FileLock(tmp_path / "output" / serving._LOCK), pytest.raises(ReportError) as caught:
            serving.serve(wanted)
        assert [each.code for each in caught.value.problems] == ["K02"]
    assert shown == []


def test_the_address_of_a_desk_is_kept_for_its_user_alone(tmp_path: Path, shown: list[str]) -> None:  # noqa: ARG001
    place = serving._place(desk.of(asked(tmp_path)))
    assert place is not None
    serving._keep(place, "http://127.0.0.1:4000/?token=a")
    assert place.stat().st_mode & 0o077 == 0
    serving._forget(place)
    assert not place.exists()


def test_a_desk_that_somebody_else_has_open_is_said(
    tmp_path: Path, shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "_PAUSES", (0.0,))
    with FileLock(tmp_path / "output" / serving._LOCK), pytest.raises(ReportError) as caught:
        serving.serve(asked(tmp_path))
    assert [each.code for each in caught.value.problems] == ["K02"]
    assert shown == []


def test_a_workbook_in_a_folder_that_names_no_year_is_refused(tmp_path: Path) -> None:
    builder.write(tmp_path / "inputs", water_office.department())
    with pytest.raises(ReportError) as caught:
        serving.serve(asked(tmp_path))
    assert [each.code for each in caught.value.problems] == ["K01"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_a_folder_whose_name_is_no_text_has_a_desk_that_says_so(tmp_path: Path) -> None:
    inputs = tmp_path / os.fsdecode("水务局".encode("gbk"))
    builder.write(tmp_path / "inputs" / "2021", water_office.department())
    (tmp_path / "inputs").rename(inputs)
    folders = ("--inputs", str(inputs), "--output", str(tmp_path / "output"))
    with desk_process.opened(*folders, variables={"XDG_CACHE_HOME": str(tmp_path / "cache")}) as desk:
        visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        page = visitor.open(desk.address, timeout=PATIENCE).read().decode()
    assert "文件或文件夹的名称里有乱码或换行，请改名" in page


def test_it_answers_where_it_says_and_ends_in_silence(tmp_path: Path) -> None:
    folders = ("--inputs", str(tmp_path / "inputs"), "--output", str(tmp_path / "output"))
    with desk_process.opened(*folders, variables={"XDG_CACHE_HOME": str(tmp_path / "cache")}) as desk:
        visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        assert "开始" in visitor.open(desk.address, timeout=PATIENCE).read().decode()
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.build_opener().open(desk.base, timeout=PATIENCE)
        assert desk.end() == ("工作台已经关闭。\n", "")
        assert desk.process.returncode == DONE
