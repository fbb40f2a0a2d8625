"""各单位: a row a department with its state, sorted and filtered by the address; a bad one stops nobody."""

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from juesuan.app.desk.county import rows, site
from juesuan.app.desk.county.county_desk import CountyDesk
from juesuan.app.desk.county.rows import DepartmentRow, Stage
from juesuan.model.problems import BLANK, Problem, error, hint, warning
from tests.support import county, county_client
from tests.support.county import BROKEN, GOOD, WRONG
from tests.support.desk_client import words

if TYPE_CHECKING:
    from starlette.testclient import TestClient


def looked_at(folder: Path) -> "TestClient":
    """A client of the county after everything was looked at."""
    opened = county_client.desk(folder)
    opened.table(2021)
    site.look(opened)
    return county_client.client(opened)


@pytest.fixture(scope="module")
def shown(whole: Path) -> "TestClient":
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("juesuan.app.desk.county.kept_rows.lasting_folder", lambda: None)
        return looked_at(whole)


def names(page: str) -> list[str]:
    """The folders or names of the departments in a page, from above."""
    return [re.sub(r"<[^>]*>", "", each).split()[0] for each in re.findall(r'<th scope="row">(.*?)</th>', page)]


def told(page: str) -> dict[str, str]:
    """The state of each department, by the first word of its row."""
    cells = re.findall(r'<th scope="row">(.*?)</th>\s*<td class="stage.*?</span>(.*?)</td>', page, re.DOTALL)
    return {re.sub(r"<[^>]*>", "", name).split()[0]: re.sub(r"<[^>]*>", "　", state) for name, state in cells}


def test_every_department_is_a_row_with_its_state(shown: "TestClient") -> None:
    page = shown.get("/?year=2021").text
    assert told(page) == {
        "教育局": "没有开始",
        BROKEN: "读不了　决算数据.xlsx：不是工作簿文件　",
        "青禾县林业局": "有错误 2 条",
        "档案馆": "没有开始　里面没有 inputs/年度　",
        "青禾县水务局": "可以交付",
    }
    assert 'href="/单位/%E6%B0%B4%E5%8A%A1%E5%B1%80?year=2021"' in page
    assert "2021 年度，5 个单位" in page


def test_it_opens_at_once_before_anybody_has_looked(whole: Path) -> None:
    page = county_client.client(county_client.desk(whole)).get("/").text
    assert set(told(page).values()) == {"还没有看"}
    assert "看好 0 个，还有 5 个，看好了自己会出来" in page


def test_rows_are_sorted_and_filtered_by_the_address(shown: "TestClient") -> None:
    assert names(shown.get("/?sort=错误").text)[:2] == ["青禾县林业局", BROKEN]
    assert names(shown.get("/?sort=错误&down=1").text)[-1] == "青禾县林业局"
    assert names(shown.get("/?sort=情况").text)[:2] == [BROKEN, "青禾县林业局"]
    assert names(shown.get("/?stage=没有开始&sort=单位").text) == ["教育局", "档案馆"]
    assert names(shown.get("/?words=局&stage=可以交付").text) == ["青禾县水务局"]
    assert "没有这样的单位" in shown.get("/?words=邮局").text
    page = shown.get("/?sort=错误&stage=有错误").text
    assert 'aria-sort="ascending"' in page
    assert "sort=%E9%94%99%E8%AF%AF&amp;down=1&amp;stage=%E6%9C%89%E9%94%99%E8%AF%AF" in page


def test_a_sort_or_a_year_that_is_none_is_no_harm(shown: "TestClient") -> None:
    assert len(names(shown.get("/?sort=<b>&stage=").text)) == 5
    for year in ("1999", "²021", "9" * 5000, "../2021", "20210"):
        assert shown.get("/", params={"year": year}).status_code == 404


def test_what_was_found_is_kept_and_looked_at_again_only_where_a_file_was_saved(tmp_path: Path) -> None:
    folder = county.write_mixed(tmp_path / "县")
    looked_at(folder)
    again = county_client.desk(folder)
    assert {each.stage for each in again.table(2021)} == {Stage.READY, Stage.ERRORS, Stage.UNREADABLE}
    assert again.stale(2021) == ()
    shutil.copy(folder / GOOD / "inputs/2021/决算数据.xlsx", folder / BROKEN / "inputs/2021/决算数据.xlsx")
    assert list(again.refresh()) == [BROKEN]
    assert {each.folder: each.stage for each in again.table(2021)}[BROKEN] is Stage.READY


def save_anew(folder: Path) -> None:
    """Saves the workbook of each department again."""
    for path in folder.glob("*/inputs/2021/决算数据.xlsx"):
        path.write_bytes(path.read_bytes() + b" ")


def test_it_is_said_how_many_are_looked_at_and_whose_row_is_that_of_before(tmp_path: Path) -> None:
    folder = county.write_mixed(tmp_path / "县")
    looked_at(folder)
    save_anew(folder)
    opened = county_client.desk(folder)
    desk = county_client.client(opened)
    assert told(desk.get("/").text)["青禾县水务局"] == "可以交付"
    looks = opened.refresh()
    next(looks)
    page = desk.get("/").text
    assert "看好 1 个，还有 2 个" in page
    assert [name for name, state in told(page).items() if "正在重看" in state] == ["青禾县林业局", "青禾县水务局"]
    assert len([*looks]) == 2
    page = desk.get("/").text
    assert "正在重看" not in page
    assert "还有 0 个" not in page


def test_what_was_found_is_kept_before_all_is_looked_at_and_only_where_something_was_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: Path
) -> None:
    folder = county.write_mixed(tmp_path / "县")
    monkeypatch.setattr(site, "_SELDOM", 0.0)
    opened = county_client.desk(folder)
    opened.table(2021)
    known = list[int]()
    put = opened.put

    def counted(year: int, row: DepartmentRow) -> None:
        known.append(sum(each.stage is not Stage.UNKNOWN for each in county_client.desk(folder).table(2021)))
        put(year, row)

    monkeypatch.setattr(CountyDesk, "put", lambda _, year, row: counted(year, row))
    site.look(opened)
    assert known == [0, 1, 2]
    (file,) = (kept / "county").iterdir()
    file.unlink()
    site.look(opened)
    assert not file.exists()


def test_nobody_goes_on_looking_where_the_desk_closes_or_another_year_is_asked_for(tmp_path: Path) -> None:
    opened = county_client.desk(county.write_mixed(tmp_path / "县"))
    opened.table(2021)
    looks = opened.refresh()
    next(looks)
    opened.table(2020)
    assert [*looks] == []
    assert opened.waiting == frozenset()
    opened.table(2021)
    looks = opened.refresh()
    next(looks)
    opened.is_closing = True
    assert [*looks] == []


def test_rows_that_another_program_has_found_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: Path
) -> None:
    folder = county.write_mixed(tmp_path / "县")
    looked_at(folder)
    monkeypatch.setattr("juesuan.versions.store.program", lambda: "another")
    assert {each.stage for each in county_client.desk(folder).table(2021)} == {Stage.UNKNOWN}
    (file,) = (kept / "county").iterdir()
    file.write_bytes(b"{")
    assert county_client.desk(folder).kept == {}


# ---- the state


def stage(*problems: Problem, is_read: bool = True) -> Stage:
    return rows._stage(problems, is_read=is_read)


def test_the_gravest_decides() -> None:
    assert stage() is Stage.READY
    assert stage(hint("C12", "", "")) is Stage.READY
    assert stage(hint("C12", "", ""), warning("C11", "", "")) is Stage.WARNINGS
    assert stage(warning("C11", "", ""), error("C10", "", "")) is Stage.ERRORS
    assert stage(error("C10", "", ""), error(BLANK, "〔收入支出〕B5", "")) is Stage.ERRORS
    assert stage(error("T04", "", "")) is Stage.PARTLY
    assert stage(error(BLANK, "〔收入支出〕B5", ""), is_read=False) is Stage.PARTLY
    assert stage(error(BLANK, "〔收入支出〕B5", ""), error("R01", "", ""), is_read=False) is Stage.UNREADABLE


def row(**fields: object) -> DepartmentRow:
    return DepartmentRow("甲", **{"stage": Stage.READY, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shown", "words_told"),
    [
        (row(stage=Stage.ERRORS, errors=3, version=2), "有错误 3 条"),
        (row(stage=Stage.WARNINGS, warnings=1), "有警告 1 条"),
        (row(stage=Stage.HANDED, version=2), "已交付 第2版"),
        (row(stage=Stage.CHANGED, version=4), "第4版以后文件变过"),
        (row(), "可以交付"),
    ],
)
def test_states_are_told_with_their_numbers(shown: DepartmentRow, words_told: str) -> None:
    assert shown.told == words_told


# ---- safety


def test_nothing_outside_of_the_folder_is_looked_into(tmp_path: Path) -> None:
    outside = county.write_mixed(tmp_path / "外面")
    folder = tmp_path / "县"
    shutil.copytree(outside / GOOD, folder / GOOD)
    (folder / "链接局").symlink_to(outside / WRONG)
    (folder / "半链接局").mkdir()
    (folder / "半链接局" / "inputs").symlink_to(outside / WRONG / "inputs")
    (folder / "年链接局" / "inputs").mkdir(parents=True)
    (folder / "年链接局" / "inputs" / "2021").symlink_to(outside / WRONG / "inputs" / "2021")
    desk = looked_at(folder)
    page = desk.get("/?year=2021").text
    assert {name: state[:3] for name, state in told(page).items()} == {
        "青禾县水务局": "可以交",
        "链接局": "读不了",
        "半链接局": "读不了",
        "年链接局": "读不了",
    }
    for name in ("链接局", "半链接局", "年链接局", "%2e%2e", "..%2F外面", "没有", f"{GOOD}%00", "汇总", ".lock"):
        assert desk.get(f"/单位/{name}").status_code == 404, name
    assert "外面" not in page


def test_a_folder_that_nobody_may_look_into_is_a_row_and_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = county.write_mixed(tmp_path / "县")
    true = os.lstat

    def lstat(path: str | Path, **options: int) -> object:
        if Path(path).parent.name == BROKEN:
            raise PermissionError(13, "没有权限", str(path))
        return true(path, **options)

    monkeypatch.setattr(os, "lstat", lstat)
    states = told(looked_at(folder).get("/").text)
    assert states[BROKEN].startswith("读不了　打不开（")
    assert states["青禾县水务局"] == "可以交付"


def test_what_lies_beside_the_departments_and_may_hold_figures_is_named(tmp_path: Path) -> None:
    folder = county.write_mixed(tmp_path / "县")
    desk = county_client.client(county_client.desk(folder))
    assert "不在任何单位的文件夹里" not in words(desk.get("/"))
    (folder / "教育局<b>.xlsx").write_bytes(b"")
    (folder / "断链局").symlink_to("没有")
    (folder / "说明.txt").write_bytes(b"")
    assert "不在任何单位的文件夹里，没有看，也不会列入汇总：教育局<b>.xlsx、断链局。" in words(desk.get("/"))


def test_a_hostile_name_is_words(tmp_path: Path) -> None:
    folder = county.write_mixed(tmp_path / "县")
    for name in ("<script>alert(1)<", 'a" onclick="alert(1)', "{{ 7*7 }}", "a?b#c%2F", "\u202e局"):
        (folder / name).mkdir()
    page = looked_at(folder).get("/").text
    assert "<script>alert" not in page
    assert 'onclick="alert' not in page
    assert "49" not in re.sub(r"[0-9:-]{5,}", "", page)
    assert "{{ 7*7 }}" in page


def test_only_the_officers_own_browser_is_let_in(whole: Path) -> None:
    opened = county_client.desk(whole)
    unknown = county_client.stranger(opened)
    elsewhere = county_client.stranger(opened, "http://example.com")
    for route in site.ROUTES:
        path = re.sub(r"\{\w+(:\w+)?\}", "1", getattr(route, "path", "/"))
        assert unknown.get(path).status_code == 403, path
        assert unknown.post(path).status_code == 403, path
        assert elsewhere.get(path).status_code == 400, path
    desk = county_client.client(opened)
    for path in ("/全部核对", "/全部生成", "/停下"):
        assert desk.post(path, headers={"origin": "http://example.com"}).status_code == 403
    assert opened.together.what == ""
    assert "script-src 'self'" in desk.get("/").headers["content-security-policy"]


def test_a_folder_that_is_taken_away_is_said(tmp_path: Path) -> None:
    folder = county.write_mixed(tmp_path / "县")
    desk = looked_at(folder)
    desk.get("/")
    folder.rename(tmp_path / "县二")
    answer = desk.get("/")
    assert answer.status_code == 422
    assert "这个文件夹不在了" in words(answer)
