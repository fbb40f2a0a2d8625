"""Every address of the desk, from the list itself: who may ask for it, what a part of it may be, what is text."""

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from starlette.routing import Route

from juesuan.app.desk import site
from juesuan.app.desk.year_state import YearState
from tests.support import builder, desk_client, official_export, water_office
from tests.support.desk_client import TOKEN

if TYPE_CHECKING:
    from starlette.testclient import TestClient

_GIVEN = {
    "year": "2021",
    "number": "1",
    "before": "1",
    "after": "2",
    "name": "a",
    "key": "a",
    "sheet": "a",
    "figure": "a",
    "leaf": "1",
    "width": "110",
}
_PLAIN = re.compile(r"\{(\w+)(:\w+)?\}")
_ELSEWHERE = (
    *("..", "%2e%2e", "..%2f..%2fsecret.txt", "..%5csecret.txt", "%00", "a%00.html"),
    *("link.html", "link", ".lock", "~$a"),
)
SCRIPT = "<script>alert(1)</script>"


def addresses(method: str) -> list[str]:
    """The paths of all routes that answer to a method, their parts still as names in braces."""
    return [each.path for each in site.ROUTES if isinstance(each, Route) and method in (each.methods or ())]


def filled(path: str, **parts: str) -> str:
    return _PLAIN.sub(lambda found: {**_GIVEN, **parts}[found[1]], path)


def words_of(path: str) -> list[str]:
    """The parts of a path that may be any words."""
    return [name for name, kind in _PLAIN.findall(path) if kind != ":int"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A year, and beside its outputs a secret, to which a link leads."""
    builder.write(tmp_path / "inputs" / "2021", water_office.department())
    (tmp_path / "secret.txt").write_text("秘密在此", encoding="utf-8")
    for folder in ("output/审读", "output/2021", "inputs/2021/修改前"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "link.html").symlink_to(tmp_path / "secret.txt")
    return tmp_path


@pytest.fixture
def desk(root: Path) -> "TestClient":
    return desk_client.opened(root)


def test_no_address_answers_without_the_token_or_under_another_name(root: Path) -> None:
    unknown = desk_client.stranger(desk_client.desk(root))
    elsewhere = desk_client.stranger(desk_client.desk(root), "http://example.com")
    for method in ("GET", "POST"):
        for path in addresses(method):
            assert unknown.request(method, filled(path)).status_code == 403, path
            cookie = {"cookie": f"juesuan-80={TOKEN}"}
            assert elsewhere.request(method, filled(path), headers=cookie).status_code == 400, path


def test_nothing_is_changed_for_a_page_from_elsewhere(
    desk: "TestClient", root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(YearState, "begin", lambda *_: pytest.fail("begun"))
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for path in addresses("POST"):
        for origin in ("http://example.com", "http://127.0.0.1:4001", "null"):
            answer = desk.post(
                filled(path), headers={"origin": origin}, data={"year": "2024", "is_published": "1"}
            )
            assert answer.status_code == 403, path
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_no_part_of_an_address_leads_elsewhere(desk: "TestClient", root: Path) -> None:
    there = sorted(root.rglob("*"))
    for path in addresses("GET"):
        for name in words_of(path):
            for bad in _ELSEWHERE:
                answer = desk.get(filled(path, **{name: bad}))
                assert answer.status_code in {200, 303, 404, 422}, (path, bad)
                assert "秘密在此" not in answer.text, (path, bad)
    assert sorted(root.rglob("*")) == there


def test_a_number_beyond_all_numbers_is_not_there(desk: "TestClient") -> None:
    for path in addresses("GET"):
        for name in ("year", "number", "before", "after"):
            if f"{{{name}:int}}" in path:
                for number in ("9" * 30, "9" * 5000):
                    assert desk.get(filled(path, **{name: number})).status_code in {404, 422}, (path, name)


def test_what_stands_in_an_address_is_text(desk: "TestClient") -> None:
    for path in addresses("GET"):
        for name in words_of(path):
            assert SCRIPT not in desk.get(filled(path, **{name: quote(SCRIPT, safe="")})).text, path


def test_the_name_of_a_dropped_file_is_text(desk: "TestClient") -> None:
    name = f"{SCRIPT}.docx"
    for path in ("/导入", "/审读", "/2021/收回的修改", "/2021/更正与各版/查验"):
        answer = desk.post(path, files=[("files", (name, b"PK\x03\x04", "x"))])
        assert "<script>alert" not in answer.text, path


# ---- ended at any moment


class Ended(BaseException):
    """What ends a program in the middle, as a kill does: nothing catches it, and nothing is tidied up."""


def kill(monkeypatch: pytest.MonkeyPatch, desk: "TestClient", path: str, fields: dict[str, str]) -> None:
    """The desk is killed when what was written is about to take its place."""

    ended = list[bool]()

    def end(*_: object) -> None:
        ended.append(True)
        raise Ended

    with monkeypatch.context() as patched:
        for name in ("replace", "rename"):
            patched.setattr(Path, name, end)
        patched.setattr(Path, "unlink", lambda *_, **__: None)
        assert desk.post(path, data=fields).status_code == 500
    assert ended


def test_killed_while_a_cell_is_written_the_workbook_is_whole_and_the_next_start_writes_it(
    desk: "TestClient", root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = root / "inputs" / "2021" / "决算数据.xlsx"
    before = book.read_bytes()
    cell = {"count": "1", "place0": "〔三公经费〕B10", "shown0": "0", "meant0": "27000"}
    fields = {"figure": "三公经费.公务接待费", **cell}
    kill(monkeypatch, desk, "/2021/报告/改", fields)
    assert book.read_bytes() == before
    again = desk_client.opened(root)
    assert again.get("/2021/核对").status_code == 200
    assert again.post("/2021/报告/改", data=fields).status_code == 303


def offer(desk: "TestClient") -> dict[str, str]:
    """The field that names the import that is shown."""
    return {"offer": re.findall(r'name="offer" value="(\w+)"', desk.get("/导入").text)[0]}


def test_killed_while_an_import_is_written_there_is_no_half_year_and_the_next_start_takes_it(
    desk: "TestClient", root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = official_export.xlsx(official_export.sheets(water_office.department(), 2023))
    files = [("files", ("导出.xlsx", tables, "x"))]
    desk.post("/导入", files=files)
    kill(monkeypatch, desk, "/导入/写进工作簿", offer(desk))
    assert not (root / "inputs" / "2023" / "决算数据.xlsx").exists()
    again = desk_client.opened(root)
    again.post("/导入", files=files)
    assert again.post("/导入/写进工作簿", data=offer(again)).status_code == 303
    assert again.get("/2023/核对").status_code == 200
