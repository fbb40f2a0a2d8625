"""交付: page numbers by LibreOffice where it is there, and the page and data for the department's site."""

import threading
from pathlib import Path

import pytest

from juesuan.app.telling import Telling
from juesuan.model.outcome import Made, Office
from juesuan.pdf import libreoffice
from tests.app.test_command import unchecked
from tests.support import desk_client, water_office
from tests.support.desk_client import words
from tests.support.shelf import Shelf

BUTTON = "由 LibreOffice 编目录页码"


def test_page_numbers_by_office_are_offered_where_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inputs" / "2021").mkdir(parents=True)
    asked, made = list[object](), threading.Event()

    def make(_: Path, __: Path, ___: Telling, **options: object) -> Made:
        asked.append(options["office"])
        made.set()
        raise AssertionError

    desk = desk_client.client(desk_client.desk(tmp_path, make, unchecked))
    monkeypatch.setattr(libreoffice, "find", lambda: None)
    assert BUTTON not in words(desk.get("/2021/交付"))
    monkeypatch.setattr(libreoffice, "find", lambda: tmp_path)
    assert BUTTON in words(desk.get("/2021/交付"))
    assert desk.post("/2021/交付/目录页码").status_code == 204
    assert made.wait(10)
    assert asked == [Office.ALL]


def test_page_and_data_for_the_site_are_made_by_a_click_and_shown(shelf: Shelf, tmp_path: Path) -> None:
    shelf.copy(tmp_path, water_office.department())
    desk = desk_client.opened(tmp_path)
    assert "做网页和公开数据" in words(desk.get("/2021/交付"))
    assert desk.get("/2021/交付/网页/页面").status_code == 404
    answer = desk.post("/2021/交付/网页")
    assert (answer.status_code, answer.headers["location"]) == (303, "/2021/%E4%BA%A4%E4%BB%98/%E7%BD%91%E9%A1%B5")
    said = words(desk.get("/2021/交付/网页"))
    assert "公开网页文件夹里的：第1版" in said
    assert "data.csv 报告里的数，表格（CSV，UTF-8）" in said
    page = desk.get("/2021/交付/网页/页面")
    assert "sandbox" in page.headers["content-security-policy"]
    assert "2021年度部门决算" in words(page)
    dictionary = tmp_path / "output" / "2021" / "公开网页" / "datapackage.json"
    text = dictionary.read_text(encoding="utf-8")
    dictionary.write_text(text.replace('"version": "1"', '"version": "7"'), encoding="utf-8")
    assert "网页和数据是第7版的，现在的定稿是第1版" in words(desk.get("/2021/交付/网页"))


def test_without_a_finished_report_no_page_is_made(tmp_path: Path) -> None:
    (tmp_path / "inputs" / "2021").mkdir(parents=True)
    desk = desk_client.opened(tmp_path)
    answer = desk.post("/2021/交付/网页")
    assert answer.status_code == 422
    assert "还没有定稿" in words(answer)
    assert not (tmp_path / "output" / "2021" / "公开网页").exists()
