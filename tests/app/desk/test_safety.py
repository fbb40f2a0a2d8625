"""Who is let in at the desk, what is served, how much is taken; and what people typed is text on every page."""

import re
import socket
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import pytest
from starlette.exceptions import HTTPException

from juesuan.app.desk import safety, views
from juesuan.app.desk.year_state import YearState
from juesuan.model.program_folders import TEMPLATES
from tests.support import builder, desk_client, water_office
from tests.support.desk_client import HOST, TOKEN
from tests.support.factories import checked

PAGES = ("数据", "文字", "核对", "报告", "收回的修改", "更正与各版", "交付")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "inputs" / "2021").mkdir(parents=True)
    return tmp_path


# ---- who is let in


def test_the_token_of_the_first_address_becomes_a_cookie_that_no_script_and_no_other_site_can_use(
    root: Path,
) -> None:
    answer = desk_client.stranger(desk_client.desk(root)).get(f"/?token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith(f"juesuan-4000={TOKEN}".lower())
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_the_first_address_may_name_a_year_and_nothing_else(root: Path) -> None:
    (root / "inputs" / "2020").mkdir()
    client = desk_client.stranger(desk_client.desk(root))
    for path in (
        f"/?token={TOKEN}&year=2020//example.com",
        f"/?token={TOKEN}&next=/2020",
        f"/?token={TOKEN}x&year=2020",
    ):
        assert client.get(path).status_code == 403, path
    answer = client.get(f"/?token={TOKEN}&year=2020")
    assert answer.headers["location"] == "/?year=2020"
    assert unquote(client.get("/?year=2020").headers["location"]) == "/2020/核对"
    for other in ("/", "/?year=2019", "/?year=//example.com"):
        assert unquote(client.get(other).headers["location"]) == "/2021/核对", other


@pytest.mark.parametrize(
    ("path", "cookie"),
    [
        ("/", ""),
        ("/2021/核对", ""),
        ("/own/desk.css", ""),
        ("/events", ""),
        ("/?token=", ""),
        ("/?token=a-token_of-another", ""),
        (f"/2021/核对?token={TOKEN}", ""),
        ("/2021/核对", "juesuan-4000=a-token_of-another"),
        ("/2021/核对", f"juesuan-5000={TOKEN}"),
        ("/2021/核对", "juesuan-4000=é"),
    ],
)
def test_who_comes_without_the_token_sees_nothing(root: Path, path: str, cookie: str) -> None:
    client = desk_client.stranger(desk_client.desk(root))
    answer = client.get(path, headers={"cookie": cookie.encode()})
    assert answer.status_code == 403
    assert "请从程序里打开工作台" in answer.text
    assert "2021" not in answer.text


@pytest.mark.parametrize(
    "host", ["http://example.com", "http://127.0.0.1.example.com:4000", "http://0.0.0.0:4000"]
)
def test_a_name_that_is_not_this_machines_is_refused(root: Path, host: str) -> None:
    client = desk_client.stranger(desk_client.desk(root), host)
    assert client.get(f"/?token={TOKEN}").status_code == 400


@pytest.mark.parametrize(
    "origin", ["", "null", "http://example.com", "http://127.0.0.1:4001", "https://127.0.0.1:4000"]
)
def test_what_changes_something_must_come_from_the_desk(
    root: Path, monkeypatch: pytest.MonkeyPatch, origin: str
) -> None:
    begun: list[int] = []
    monkeypatch.setattr(YearState, "begin", lambda year: begun.append(year.year))
    client = desk_client.opened(root)
    del client.headers["origin"]
    answer = client.post("/2021/生成", headers={"origin": origin} if origin else {})
    assert answer.status_code == 403
    assert "没有执行" in answer.text
    assert begun == []
    assert client.post("/2021/生成", headers={"origin": HOST}).status_code == 204
    assert begun == [2021]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "OPTIONS", "PATCH"])
def test_nothing_else_can_be_asked_for(root: Path, method: str) -> None:
    assert desk_client.opened(root).request(method, "/2021/核对").status_code == 405


def test_every_answer_forbids_what_comes_from_outside(root: Path) -> None:
    client = desk_client.opened(root)
    for answer in (
        client.get("/开始"),
        client.get("/没有"),
        client.get("/own/desk.js"),
        client.post("/2021/核对"),
    ):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"


# ---- what is served


@pytest.mark.parametrize(
    "path",
    [
        "/own/..%2f..%2fgenerate.py",
        "/own/../../generate.py",
        "/own/%2e%2e/%2e%2e/generate.py",
        "/own/%252e%252e%252fgenerate.py",
        "/own/..%5c..%5cgenerate.py",
        "/own/frame.html",
        "/own//etc/passwd",
        "/own/C:%5cWindows%5cwin.ini",
        "/inputs/2021/决算数据.xlsx",
        "/1999/核对",
        "/../2021/核对/../../etc",
    ],
)
def test_nothing_outside_is_served(root: Path, path: str) -> None:
    answer = desk_client.opened(root).get(path)
    assert answer.status_code == 404
    assert "没有" in desk_client.words(answer)


@pytest.mark.parametrize(
    "name", ["desk.css", "tokens.css", "desk.js", "htmx.min.js", "NotoSerifSC_400Regular.ttf"]
)
def test_the_desks_own_files_have_the_types_that_we_say(root: Path, name: str) -> None:
    answer = desk_client.opened(root).get(f"/own/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == safety.KINDS[Path(name).suffix]


def test_a_file_is_found_inside_its_folder_alone(tmp_path: Path) -> None:
    folder, secret = tmp_path / "a", tmp_path / "secret.txt"
    (folder / "附件").mkdir(parents=True)
    secret.write_text("secret", encoding="utf-8")
    (folder / "附件" / "甲.txt").write_text("甲", encoding="utf-8")
    (folder / "link.txt").symlink_to(secret)
    (folder / "away").symlink_to(tmp_path)
    assert safety.file(safety.inside(folder, "附件/甲.txt")).body == "甲".encode()
    for name in (
        "../secret.txt", "附件/../../secret.txt", str(secret), "link.txt", "away/secret.txt", "附件", "",
        "附件//甲.txt",
        r"..\secret.txt", "甲.txt:stream", "\x00", ".lock", "~$甲.txt",
    ):  # fmt: skip
        with pytest.raises(HTTPException):
            safety.inside(folder, name)


# ---- how much is taken


def test_a_gigabyte_that_is_declared_is_not_read(root: Path) -> None:
    client = desk_client.opened(root)
    for kind in ("multipart/form-data; boundary=a", "application/x-www-form-urlencoded"):
        headers = {"content-length": str(1024**3), "content-type": kind}
        answer = client.post("/2021/生成", headers=headers, content=b"x")
        assert answer.status_code == 413
        assert "太大" in answer.text


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=a"])
def test_what_is_longer_than_it_may_be_is_cut_off_whatever_it_declares(
    root: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(safety, "MOST_UPLOADED", safety.MOST_TYPED)
    client = desk_client.opened(root)
    head = b'--a\r\ncontent-disposition: form-data; name="file"; filename="a.docx"\r\n\r\n'
    sent = iter([head, *[b"a" * 65536] * 5])
    answer = client.post("/2021/生成", headers={"content-type": kind}, content=sent)
    assert answer.status_code == 413
    assert "太大" in desk_client.words(answer)


# ---- what people typed is text


def test_what_people_typed_is_text_on_every_page(tmp_path: Path) -> None:
    name = '水利<script>alert("1")</script>局&amp;<img src=x onerror=alert(2)>'
    content = builder.changed(water_office.department(), "基本信息", "单位全称", "内容", name)
    texts = water_office.texts(content, 主要职能=["服务</b><script>alert(3)</script>512户。"])
    builder.write(tmp_path / "inputs" / "2021", content, texts)
    client = desk_client.opened(tmp_path)
    for page in PAGES:
        html = client.get(f"/2021/{page}").text
        assert "<script>alert" not in html
        assert "<img" not in html
    said = desk_client.words(client.get("/2021/核对"))
    assert name in said
    assert "服务</b><script>alert(3)</script>512户。" in said


def test_what_stands_in_a_question_or_was_written_as_an_explanation_is_text(tmp_path: Path) -> None:
    script = '"><script>alert(1)</script>'
    content = builder.changed(water_office.department(), "三公经费", "公务接待费", "本年决算数", Decimal(27100))
    builder.write(tmp_path / "inputs" / "2021", content)
    client = desk_client.opened(tmp_path)
    key = "C501-三公经费B5"
    page = client.get(f"/2021/核对/{key}").text
    fields = {
        name: re.findall(rf'name="{name}" value="([^"]*)"', page)[0] for name in ("code", "place", "difference")
    }
    assert client.post(f"/2021/核对/{key}/说明", data={**fields, "reason": script}).status_code == 303
    assert "<script>alert" not in client.get("/2021/数据/出错说明").text
    assert script in desk_client.words(client.get(f"/2021/核对/{key}"))
    for path in ("更正与各版/比较", f"核对/{key}"):
        asked = dict.fromkeys(("by", "copy", "from", "to", "token"), script)
        assert "<script>alert" not in client.get(f"/2021/{path}", params=asked).text


def test_the_desk_speaks_to_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, lambda _, *given: asked.append(given))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **_: asked.append(given))
    builder.write(tmp_path / "inputs" / "2021", water_office.department())
    client = desk_client.opened(tmp_path)
    for page in ("/2021/核对", "/2021/数据", "/2021/文字", "/开始", "/帮助"):
        assert client.get(page).status_code == 200
    image = b'<html><img src="https://example.com/a.png"><link rel="stylesheet" href="https://example.com/a.css">'
    said = "2023年度收入总计100.00万元，见 https://example.com/a.png 。".encode()
    client.post("/审读", files=[("files", ("报告.html", image + said, "x"))])
    client.post("/2021/报告/改", data={"place": "〔三公经费〕B10", "shown": "0", "meant": "27000"})
    assert asked == []


def test_no_template_has_script_or_style_inside_or_trusts_what_it_is_given() -> None:
    for path in (TEMPLATES / "desk").glob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "<style" not in html
        assert " style=" not in html
        assert "| safe" not in html
        assert "|safe" not in html
        assert not any(f" on{event}=" in html for event in ("click", "load", "change", "submit", "input", "key"))
        assert html.count("<script") == html.count('<script src="/own/')


def test_a_fault_of_the_program_is_told_in_plain_words(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "status", None)
    answer = desk_client.client(desk_client.desk(root, check=lambda *_: checked())).get("/2021/核对")
    assert answer.status_code == 500
    assert "程序自身出错" in answer.text
    assert "Traceback" not in answer.text
    assert "AttributeError" in (root / "output" / "程序出错记录.txt").read_text(encoding="utf-8")


def test_the_address_is_of_this_machine_alone() -> None:
    assert set(safety.HOSTS) == {"127.0.0.1", "localhost"}
    assert HOST.startswith("http://127.0.0.1")
