"""收回的修改: a returned file is read by a run, its edits are listed, one is given up; other files are refused."""

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from juesuan.model.outputs import HANDOVER
from tests.support import desk_client, water_office
from tests.support.desk_client import words
from tests.support.edited_year import edited
from tests.support.shelf import Shelf

if TYPE_CHECKING:
    from starlette.testclient import TestClient

HERE = "/2021/收回的修改"
OWN = "这是机构设置的第一段，下设四个股室。"


@pytest.fixture
def desk(shelf: Shelf, tmp_path: Path) -> "TestClient":
    """The desk of the water office, whose report is made."""
    shelf.copy(tmp_path, water_office.department())
    return desk_client.opened(tmp_path)


def settled(desk: "TestClient") -> str:
    """What the screen says once no run is at work any more."""
    for _ in range(1200):
        if "正在" not in words(desk.get(HERE)):
            return words(desk.get(HERE))
        time.sleep(0.05)
    raise AssertionError(words(desk.get(HERE)))


def two_versions_stand_side_by_side(desk: "TestClient") -> None:
    two = desk.get("/2021/更正与各版/比较?from=3&to=1")
    assert unquote(two.headers["location"]) == "/2021/更正与各版/1..3"
    assert "第1版到第3版" in words(desk.get(two.headers["location"]))
    note = desk.get("/2021/更正与各版/1..2/页面")
    assert OWN in words(note)
    assert "sandbox" in note.headers["content-security-policy"]
    assert desk.get("/2021/更正与各版/1..9").status_code == 404
    assert "要选不同的两版" in words(desk.get("/2021/更正与各版/比较?from=1&to=1"))


def test_a_returned_file_is_read_and_an_edit_is_given_up(desk: "TestClient", tmp_path: Path) -> None:
    report = next((tmp_path / "output" / "2021" / HANDOVER).glob("*.docx"))
    theirs = edited(report.read_bytes(), "这是机构设置的第一段。", OWN)
    answer = desk.post(HERE, files=[("files", ("局长改.docx", theirs, "x"))])
    assert answer.status_code == 303
    page = settled(desk)
    assert "局长改.docx" in page
    assert "已带入" in page
    assert OWN in page
    assert desk.post(f"{HERE}/1/不要").status_code == 303
    page = settled(desk)
    assert "没有人改过成品" in page
    assert "以前各版里有、现在没有的 1 处" in page
    assert desk.post(f"{HERE}/1/不要").status_code == 422
    key = re.search(r'name="key" value="(\w+)"', desk.get(HERE).text)
    assert key is not None
    assert desk.post(f"{HERE}/再带入", data={"key": key[1]}).status_code == 303
    page = settled(desk)
    assert "已带入" in page
    assert "以前各版里有" not in page
    assert desk.post(f"{HERE}/再带入", data={"key": key[1]}).status_code == 422
    two_versions_stand_side_by_side(desk)


def test_what_is_no_returned_word_file_is_refused(desk: "TestClient", tmp_path: Path) -> None:
    before = sorted((tmp_path / "output").rglob("*"))
    assert "不是 Word 文件" in words(desk.post(HERE, files=[("files", ("甲.pdf", b"%PDF", "x"))]))
    assert "没有选文件" in words(desk.post(HERE, data={}))
    assert sorted((tmp_path / "output").rglob("*")) == before
    assert "没有人改过成品" in words(desk.get(HERE))


OLD, TYPED = "支出决算为47.00万元", "支出决算为48.00万元"


def book(root: Path) -> Path:
    return root / "inputs" / "2021" / "决算数据.xlsx"


def fields(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form that goes to an address."""
    form = re.search(rf'<form[^>]*action="{action}"(.*?)</form>', page, re.DOTALL)
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[1])) if form else {}


def test_a_number_is_written_back_by_one_click_and_taken_out_by_another(
    desk: "TestClient", tmp_path: Path
) -> None:
    report = next((tmp_path / "output" / "2021" / HANDOVER).glob("*.docx"))
    before = book(tmp_path).read_bytes()
    desk.post(HERE, files=[("files", ("局长改.docx", edited(report.read_bytes(), OLD, TYPED), "x"))])
    assert "写回工作簿 支出科目!F15" in settled(desk)
    assert "现在是 470,000元，他改成 48.00万元，写回就是 480,000元" in settled(desk)
    sent = fields(desk.get(HERE).text, f"{HERE}/1/写回")
    lock = book(tmp_path).with_name("~$决算数据.xlsx")
    lock.write_bytes(b"")
    assert "打开着，没有动它" in words(desk.post(f"{HERE}/1/写回", data=sent))
    lock.unlink()
    assert "已经变了" in words(desk.post(f"{HERE}/1/写回", data={**sent, "meant": "490000"}))
    assert book(tmp_path).read_bytes() == before
    assert desk.post(f"{HERE}/1/写回", data=sent).status_code == 303
    settled(desk)
    desk.get("/2021/核对")
    page = words(desk.get(HERE))  # it can still be taken out when she comes back to it
    assert "已写回 〔支出科目〕F15" in page
    assert "原来 470,000，现在 480,000" in page
    assert "没有人改过成品" in page  # it is no longer pending
    sent = fields(desk.get(HERE).text, f"{HERE}/撤销")
    assert desk.post(f"{HERE}/撤销", data=sent).status_code == 303
    assert "与工作簿不同" in settled(desk)
    assert "已写回" not in words(desk.get(HERE))
