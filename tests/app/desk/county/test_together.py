"""What is done for all departments at the desk, the desks that are opened from the table, and how it ends."""

import re
import urllib.request
from collections.abc import Generator, Sequence
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from juesuan.app.batch import pool
from juesuan.app.batch.job import Job
from juesuan.app.desk.county import running
from juesuan.app.desk.county.county_desk import CountyDesk
from juesuan.app.desk.county.rows import Stage
from juesuan.model.county import DepartmentState, DoneDepartment
from juesuan.model.problems import ReportError, error
from juesuan.year import first_year
from tests.support import county, county_client
from tests.support.county import BROKEN, GOOD, WRONG
from tests.support.desk_client import words


def stages(opened: CountyDesk) -> dict[str, Stage]:
    return {each.folder: each.stage for each in opened.table(2021)}


def wait(opened: CountyDesk) -> None:
    thread = opened.together.thread
    assert thread is not None
    thread.join(120)
    assert not thread.is_alive()


def test_all_are_checked_and_the_summary_names_who_is_missing(tmp_path: Path) -> None:
    folder = county.write_mixed(tmp_path / "县")
    opened = county_client.desk(folder)
    desk = county_client.client(opened)
    assert desk.post("/全部核对", data={"year": "2021"}).status_code == 303
    wait(opened)
    assert stages(opened) == {GOOD: Stage.READY, WRONG: Stage.ERRORS, BROKEN: Stage.UNREADABLE}
    assert opened.stale(2021) == ()
    shown = words(desk.get("/"))
    assert "已核对 2 个，没有做成 1 个。汇总做好了；没有列入汇总的：文旅局。" in shown
    assert sorted(path.suffix for path in (folder / "汇总" / "2021").glob("2021*")) == [".docx", ".html", ".xlsx"]
    assert not list(folder.glob("*/output"))


def test_whoever_begins_something_stays_at_the_year_the_order_and_the_filter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = county_client.desk(county.write_mixed(tmp_path / "县"))
    first_year.make(opened.folder / GOOD / "inputs" / "2022")
    monkeypatch.setattr(pool, "results", lambda *_: (_ for _ in ()))
    desk = county_client.client(opened)
    here = "/?year=2021&sort=错误&down=1"
    headers = {"referer": f"http://127.0.0.1:4000/?year=2021&sort={quote('错误')}&down=1"}
    for path in ("/全部核对", "/停下"):
        answer = desk.post(path, data={"year": "2021"}, headers=headers)
        assert unquote(answer.headers["location"]) == here
        wait(opened)
    links = re.findall(r'<li><a href="(.+?)" accesskey', desk.get(here).text)
    assert links == ["/?year=2021", "/汇总?year=2021", "/审读?year=2021"]
    elsewhere = desk.post("/停下", headers={"referer": "http://example.com/?year=2021"})
    assert elsewhere.headers["location"] == "/"


def test_nothing_more_is_begun_where_it_is_stopped_and_only_one_thing_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = county_client.desk(county.write_mixed(tmp_path / "县"))
    notes = tmp_path / "doing"
    opened.desk.unfinished.begin(notes)
    closed, second = list[bool](), list[bool]()

    def results(_: object, jobs: Sequence[Job], __: object) -> Generator[tuple[Job, DoneDepartment], None, None]:
        try:
            for each in jobs:
                assert notes.read_text(encoding="utf-8") == "全部核对"
                second.append(running.begin(opened, 2021, check_only=False))
                opened.together.stop()
                yield each, DoneDepartment(each.folder.name, DepartmentState.CHECKED, ())
        finally:
            closed.append(True)

    monkeypatch.setattr(pool, "results", results)
    assert running.begin(opened, 2021, check_only=True)
    wait(opened)
    assert (closed, second) == ([True], [False])
    assert opened.together.ended == "停下了：做了 1 个，还有 2 个没有做，汇总没有重做。"
    assert not (opened.folder / "汇总").exists()
    assert not notes.exists()


def test_what_fails_as_a_whole_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = county_client.desk(county.write_mixed(tmp_path / "县"))

    def results(*_: object) -> Generator[tuple[Job, DoneDepartment], None, None]:
        raise PermissionError(13, "没有权限", str(tmp_path))
        yield

    monkeypatch.setattr(pool, "results", results)
    assert running.begin(opened, 2021, check_only=True)
    wait(opened)
    assert opened.together.ended == "没有做完。"
    assert [each.code for each in opened.together.problems] == ["F03"]
    assert not opened.together.what


def test_a_department_is_opened_at_the_year_of_the_table_at_a_desk_of_its_own_which_leads_back(
    tmp_path: Path,
) -> None:
    opened = county_client.desk(county.write_mixed(tmp_path / "县"))
    first_year.make(opened.folder / GOOD / "inputs" / "2022")
    desk = county_client.client(opened)
    visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    addresses = set[str]()
    try:
        for year in (2021, 2022, 2021):
            (link,) = re.findall(rf'href="(/单位/{quote(GOOD)}.*?)"', desk.get(f"/?year={year}").text)
            answer = desk.get(link)
            assert answer.status_code == 303
            addresses.add(answer.headers["location"].partition("&")[0])
            with visitor.open(answer.headers["location"], timeout=20) as shown:
                page = shown.read().decode()
                assert unquote(shown.url).endswith(f"/{year}/核对")
            assert f'class="above" href="http://127.0.0.1:4000/?year={year}"' in page
            assert ("青禾县水务局" in page) == (year == 2021)
        (address,) = addresses
        assert address.startswith("http://127.0.0.1:")
        assert desk.get(f"/单位/{GOOD}?year=2019").status_code == 404
    finally:
        opened.opened.close()
    assert not opened.opened.running[GOOD][1].is_alive()


def test_a_department_that_somebody_else_has_open_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = county_client.desk(county.write_mixed(tmp_path / "县"))

    def served(*_: object) -> str:
        raise ReportError(error("K02", "水务局", "别的窗口或别的电脑已经打开了这里的工作台"))

    monkeypatch.setattr("juesuan.app.desk.serving.served", served)
    answer = county_client.client(opened).get(f"/单位/{GOOD}")
    assert answer.status_code == 422
    assert "别的窗口" in words(answer)
