"""The desk without its folders, and after it was cut off: a plain word, and nothing written elsewhere."""

import errno
import threading
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.routing import Route

from juesuan.app.desk import site
from juesuan.app.desk.unfinished import Unfinished
from tests.app.desk.test_year_state import Office
from tests.support import builder, desk_client, factories, water_office
from tests.support.desk_client import words

GONE = "这个文件夹不在了"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folders of a department, in a folder of their own."""
    for name in ("inputs/2021", "output"):
        (tmp_path / "决算" / name).mkdir(parents=True)
    return tmp_path / "决算"


def posts() -> list[str]:
    """The addresses of all forms."""
    return [each.path for each in site.ROUTES if isinstance(each, Route) and "POST" in (each.methods or ())]


@pytest.mark.parametrize("gone", [".", "inputs", "output"])
def test_without_its_folder_the_desk_says_so_and_makes_no_other(root: Path, gone: str) -> None:
    desk = desk_client.client(desk_client.desk(root, check=lambda *_: factories.checked()))
    assert desk.get("/2021/核对").status_code == 200
    place = root / gone
    moved = place.rename(root.parent / "别处")
    before = sorted(root.parent.rglob("*"))
    for path in ("/", "/开始", "/2021/核对", "/2021/报告", "/审读", "/新的一年"):
        assert GONE in words(desk.get(path)), path
    for path in posts():
        filled = path.replace("{year:int}", "2021").replace("{number:int}", "1").replace("{key}", "a")
        answer = desk.post(filled, data={"year": "2022"})
        assert (answer.status_code, GONE in words(answer)) == (422, True), path
    assert sorted(root.parent.rglob("*")) == before
    moved.rename(place)
    assert desk.get("/2021/核对").status_code == 200


def test_on_a_full_disk_nothing_is_half_made_and_no_year_begins(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    desk = desk_client.opened(root)
    builder.write(root / "inputs" / "2021", water_office.department())
    desk.get("/2021/核对")
    before = {each: each.read_bytes() for each in root.rglob("*") if each.is_file()}
    for name in ("replace", "rename"):
        monkeypatch.setattr(Path, name, full)
    fields = {"figure": "三公经费.公务接待费", "count": "1"}
    fields |= {"place0": "〔三公经费〕B10", "shown0": "0", "meant0": "27000"}
    for path in ("/2021/报告/改", "/开始/空白", "/2021/文字/版式", "/新的一年"):
        answer = desk.post(path, data={"year": "2022", "is_published": "1", **fields})
        assert answer.status_code == 500
        assert "没有做成" in words(answer), path
        assert "磁盘已满" in words(answer), path
    assert {each: each.read_bytes() for each in root.rglob("*") if each.is_file()} == before
    assert [each.name for each in (root / "inputs").iterdir()] == ["2021"]


def test_a_run_whose_folder_is_taken_away_does_not_begin_anew_elsewhere(tmp_path: Path) -> None:
    office = Office(tmp_path)
    folder = office.file.parent

    def take_away() -> None:
        office.during = lambda: None
        folder.rename(tmp_path / "别处")

    office.during = take_away
    assert office.run()[-1] == "refused"
    assert office.runs == 1
    assert GONE in office.state.refused[0].message


def test_what_was_being_done_when_the_desk_was_cut_off_is_said_until_the_officer_knows(
    root: Path, tmp_path: Path
) -> None:
    note, opened = tmp_path / "cache" / "note", desk_client.desk(root)
    opened.unfinished.begin(note)
    begun, end = threading.Event(), threading.Event()

    def work() -> None:
        with opened.unfinished.noted("生成 2021 年度的报告"):
            begun.set()
            end.wait()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        assert begun.wait(60)
        next_one = desk_client.desk(root)
        next_one.unfinished.begin(note)  # as if the first had been killed now
        desk = desk_client.client(next_one)
        assert "上次工作台没有正常关闭，断在：生成 2021 年度的报告" in words(desk.get("/开始"))
        assert desk.post("/知道了", headers={"referer": f"{desk_client.HOST}/{quote('开始')}"}).status_code == 303
        assert "没有正常关闭" not in words(desk.get("/开始"))
    finally:
        end.set()
        thread.join()
    assert not note.exists()


def test_what_is_done_or_has_failed_is_not_told_at_the_next_start(root: Path, tmp_path: Path) -> None:
    note, opened = tmp_path / "cache" / "note", desk_client.desk(root)
    opened.unfinished.begin(note)
    desk = desk_client.client(opened)
    assert desk.post("/开始/空白", data={"year": "24"}).status_code == 422
    assert desk.post("/开始/空白", data={"year": "2024"}).status_code == 303
    assert not note.exists()


def test_a_form_is_noted_by_its_screen(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    opened = desk_client.desk(root)
    noted = Unfinished.noted

    def heard(own: Unfinished, words: str) -> AbstractContextManager[None]:
        said.append(words)
        return noted(own, words)

    monkeypatch.setattr(Unfinished, "noted", heard)
    desk = desk_client.client(opened)
    desk.post("/2021/核对/a/无误")
    desk.post("/开始/空白", data={"year": ""})
    assert said == ["2021 年度“核对”里的一步", "“开始”里的一步"]
    assert not (tmp_path / "cache").exists()
