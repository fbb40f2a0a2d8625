"""汇总 at the desk: the page with its sorting, the files to be kept, and nothing else of the folder."""

import os
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from juesuan.app.batch import job, summing
from juesuan.app.batch.departments import found
from juesuan.app.batch.job import Heard
from juesuan.app.desk.county import site
from juesuan.model.county import County
from juesuan.versions import summaries
from tests.support import county, county_client
from tests.support.county import BROKEN, GOOD, WRONG
from tests.support.desk_client import words

if TYPE_CHECKING:
    from starlette.testclient import TestClient

import generate


@pytest.fixture(scope="module")
def summed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county whose departments were checked and summed up; 核对报告 of one of them lies in its place."""
    folder = county.write_mixed(tmp_path_factory.mktemp("summed") / "县")
    kept = folder / GOOD / "output" / "2021" / "留存"
    kept.mkdir(parents=True)
    (kept / "核对报告.html").write_text("<p>核对报告在此</p>", encoding="utf-8")
    jobs = [job.of(each, generate.make, generate.check, 2021, check_only=True) for each in found(folder)]
    summing.summed(County(2021, tuple(map(job.done, jobs))), folder, Heard())
    return folder


@pytest.fixture
def desk(summed: Path) -> "TestClient":
    return county_client.client(county_client.desk(summed))


def test_the_page_may_sort_and_nothing_more(desk: "TestClient") -> None:
    source = re.findall(r'<iframe class="sheet" src="(.+?)"', desk.get("/汇总").text)[0]
    page = desk.get(source)
    (script,) = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    policy = page.headers["content-security-policy"]
    assert f"script-src 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "没有列入的：文旅局" in page.text
    (link,) = re.findall(r'<a href="(.+?)">青禾县水务局', page.text)
    report = desk.get(f"{source}/../{link}")
    assert "核对报告在此" in report.text
    assert "sandbox" in report.headers["content-security-policy"]


def test_its_files_are_kept_and_what_was_changed_since_is_named(summed: Path, desk: "TestClient") -> None:
    page = desk.get("/汇总?year=2021").text
    files = re.findall(r'<a class="button" href="(.+?)" download>(.+?)</a>', page)
    assert [name for _, name in files] == ["2021年度部门决算汇总.docx", "2021年度部门决算汇总.xlsx"]
    for address, _ in files:
        assert desk.get(address).content.startswith(b"PK")
    assert "又改过" not in page
    opened = county_client.desk(summed)
    opened.table(2021)
    book = summed / WRONG / "inputs" / "2021" / "决算数据.xlsx"
    before = book.stat()
    os.utime(book, (before.st_atime, summaries.made_at(summed / "汇总" / "2021") + 1))  # a second later
    site.look(opened)
    os.utime(book, (before.st_atime, before.st_mtime))
    assert "1 个单位又改过：青禾县林业局。请重做。" in words(county_client.client(opened).get("/汇总"))


def test_nothing_else_is_served(summed: Path, desk: "TestClient") -> None:
    place = summed / "汇总" / "2021"
    (place / "外.html").unlink(missing_ok=True)
    (place / "外.html").symlink_to(summed / GOOD / "inputs" / "2021" / "决算数据.xlsx")
    for path in (
        "汇总/2021/外.html",
        "文件/汇总/2021/外.html",
        "文件/汇总/2021/..%2F..%2Fa",
        "汇总/2021/.juesuan.json",
        f"文件/{BROKEN}/output/2021/留存/核对报告.html",
        "文件/汇总/output/2021/留存/核对报告.html",
        "汇总/2021/2021年度部门决算汇总.html",
        "文件/汇总/9999/2021年度部门决算汇总.html",
    ):
        assert desk.get(f"/{path}").status_code == 404, path


def test_before_the_first_it_says_how_there_comes_to_be_one(whole: Path) -> None:
    desk = county_client.client(county_client.desk(whole))
    assert "还没有做过汇总" in words(desk.get("/汇总"))
    assert desk.post("/汇总/打开文件夹", data={"year": "2021"}).status_code == 404


def test_each_screen_has_a_passage_in_the_manual(desk: "TestClient") -> None:
    manual = desk.get("/帮助").text
    for address in site._SCREENS.values():
        link = re.search(r'class="help" href="/帮助#([^"]+)"', desk.get(address).text)
        assert link is not None
        assert f'<h3 id="{link[1]}">' in manual
