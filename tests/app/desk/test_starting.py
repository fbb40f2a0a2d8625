"""A year from last year's report: what was read is shown, nothing is made before a click."""

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tests.app.test_command import never, unchecked
from tests.support import desk_client, printed_report
from tests.support.desk_client import words

if TYPE_CHECKING:
    from starlette.testclient import TestClient

UNREAD = {"水利（款）防汛（项）": "水利（款）防火（项）"}


def dropped(desk: "TestClient", *reports: Path, year: str = "") -> str:
    """What the desk says to reports that are dropped."""
    files = [("report", (each.name, each.read_bytes(), "text/plain")) for each in reports]
    answer = desk.post("/从报告做起", data={"year": year}, files=files)
    return words(desk.get(answer.headers["location"]) if answer.status_code == 303 else answer)


def test_the_first_day_and_a_new_year_offer_it(tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    for address in ("/开始", "/新的一年", "/从报告做起"):
        assert 'action="/从报告做起"' in desk.get(address).text


def test_what_was_read_and_what_was_not_is_shown_before_the_year_is_made(tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    said = dropped(desk, printed_report.written(tmp_path, UNREAD))
    assert "2021 年度，“四川2020”的句子：" in said
    assert "收入总计·上年决算数 382.00万元" in said
    assert "青禾县水务局" in said
    assert "主要职能 2 段 负责全县水利工程建设。" in said
    assert "决算报告.txt 第22段“支出科目” 没有读懂" in said
    assert "报告里没有、还要自己填的" in said
    assert not (tmp_path / "inputs").exists()
    shown = re.findall(r'name="offer" value="(\w+)"', desk.get("/从报告做起").text)
    assert "换了别的报告" in words(desk.post("/从报告做起/做", data={"offer": "0"}))
    assert not (tmp_path / "inputs").exists()
    made = desk.post("/从报告做起/做", data={"offer": shown})
    assert unquote(made.headers["location"]) == "/2022/数据/基本信息"
    assert (tmp_path / "inputs" / "2022" / "决算数据.xlsx").is_file()
    assert "程序提出的" in words(desk.get(made.headers["location"]))
    assert "已经做过" in words(desk.post("/从报告做起/做"))


def test_what_begins_no_year_is_refused_in_words(tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    report = printed_report.written(tmp_path)
    assert "“24”不是年度" in dropped(desk, report, year="24")
    assert "做不出 2030 年度的文件夹" in dropped(desk, report, year="2030")
    assert "一次只能给一份报告" in dropped(desk, report, report)
    empty = tmp_path / "空.docx"
    empty.write_bytes(b"")
    assert "空.docx" in dropped(desk, empty)
    assert not (tmp_path / "inputs").exists()


def test_a_desk_on_the_folder_of_one_year_has_no_place_for_another(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs" / "决算数据.xlsx").write_bytes(b"")
    desk = desk_client.client(desk_client.desk(tmp_path, never, unchecked))
    assert "放不下新的一年" in dropped(desk, printed_report.written(tmp_path))
