"""文字: each heading with its state, each number with what vouches for it; a look at a number is noted."""

import re
import shutil
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from juesuan.model.program_folders import ROOT
from juesuan.model.year_folder import TEXTS
from tests.support import cells, desk_client
from tests.support.desk_client import words

if TYPE_CHECKING:
    from starlette.testclient import TestClient

SEEN = "/2020/文字/重点工作完成情况"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The sample, nobody has looked at its numbers."""
    shutil.copytree(ROOT / "inputs" / "2020", tmp_path / "inputs" / "2020")
    (tmp_path / "inputs" / "2020" / "看过.toml").unlink()
    return tmp_path


def form(desk: "TestClient", address: str) -> dict[str, str]:
    """The fields of the first number on the page that nobody has looked at."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', desk.get(address).text)
    return {name: unescape(value) for name, value in found[:4]}


def test_each_heading_stands_with_its_state_and_its_text_as_it_will_be_printed(root: Path) -> None:
    desk = desk_client.opened(root)
    page = desk.get("/2020/文字")
    assert "完成 主要职能" in words(page)
    assert "{{" not in page.text
    overall = words(desk.get("/2020/文字/整体支出绩效自评报告"))
    assert re.search(r"编制 ?20名", overall)
    assert "〔其他事项〕" in overall
    assert desk.get("/2020/文字/没有的").status_code == 404


def test_a_look_at_a_number_is_noted_and_the_next_page_is_without_it(root: Path) -> None:
    desk = desk_client.opened(root)
    fields = form(desk, SEEN)
    answer = desk.post("/2020/看过", data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, quote(SEEN))
    assert fields["number"] in (root / "inputs" / "2020" / "看过.toml").read_text("utf-8")
    assert form(desk, SEEN) != fields


def test_a_number_that_says_something_else_now_is_not_noted(root: Path) -> None:
    desk = desk_client.opened(root)
    fields = form(desk, SEEN)
    answer = desk.post("/2020/看过", data={**fields, "sentence": "另一句。"})
    assert answer.status_code == 422
    assert not (root / "inputs" / "2020" / "看过.toml").exists()


def test_texts_that_are_missing_are_empty_and_the_first_stands_open(root: Path) -> None:
    (root / "inputs" / "2020" / TEXTS).unlink()
    desk = desk_client.opened(root)
    page = words(desk.get("/2020/文字"))
    assert "空 主要职能" in page
    assert "还没有文字" in page
    assert desk.post("/2020/文字").status_code == 422


def test_the_headings_stand_also_where_the_workbook_cannot_be_read(root: Path) -> None:
    book = root / "inputs" / "2020" / "决算数据.xlsx"
    cells.rewritten(book, "收入支出", lambda sheet: sheet.__setitem__("B6", "很多"))
    page = desk_client.opened(root).get("/2020/文字")
    assert "完成 主要职能" in words(page)
    assert "文字里的数还没有核对" in words(page)
    assert "{{" not in page.text
