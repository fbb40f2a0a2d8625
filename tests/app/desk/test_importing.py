"""The first day: tables are dropped, shown cell by cell, taken on a click; blank files, the sample, a new year."""

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from juesuan.app.desk import sample
from juesuan.model import official_record
from juesuan.model.program_folders import ROOT
from tests.support import desk_client, official_export, water_office
from tests.support.desk_client import words

if TYPE_CHECKING:
    from starlette.testclient import TestClient

XLSX = "application/octet-stream"


def export(year: int = 2023) -> bytes:
    return official_export.xlsx(official_export.sheets(water_office.department(), year))


def offer(desk: "TestClient") -> dict[str, str]:
    """The field that names what the page shows."""
    return {"offer": re.findall(r'name="offer" value="(\w+)"', desk.get("/导入").text)[0]}


def test_tables_are_shown_before_they_are_taken_and_problems_follow(tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    assert desk.get("/").headers["location"].endswith(("/开始", "%E5%BC%80%E5%A7%8B"))
    answer = desk.post("/导入", files=[("files", ("导出.xlsx", export(), XLSX))])
    shown = desk.get(answer.headers["location"])
    assert "写进 2023 年度的工作簿（新的一份）" in words(shown)
    assert "〔收入支出〕" in words(shown)
    amounts = re.findall(r'<td class="number">([^<]*)', shown.text)
    assert [each for each in amounts if re.search(r"\d{4}", each)] == []
    assert any("," in each for each in amounts)
    assert not (tmp_path / "inputs" / "2023").exists()
    assert "换了别的文件" in words(desk.post("/导入/写进工作簿", data={"offer": "0"}))
    taken = desk.post("/导入/写进工作簿", data=offer(desk))
    assert unquote(taken.headers["location"]) == "/2023/核对"
    assert (tmp_path / "inputs" / "2023" / "决算数据.xlsx").is_file()
    assert desk.get(taken.headers["location"]).status_code == 200
    table = desk.get("/2023/数据/收入支出")
    assert 'class="number imported"' in table.text
    assert desk.post("/导入/写进工作簿").status_code == 422


def test_the_problems_of_an_export_follow_at_once_whatever_is_still_blank(tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    desk.post("/导入", files=[("files", ("导出.xlsx", export(), XLSX))])
    desk.post("/导入/写进工作簿", data=offer(desk))
    page = words(desk.get("/2023/核对"))
    assert "〔基本信息〕B8 “地区”必须填写" in page
    assert "“项目支出”为1,320,000.00元，〔绩效项目〕一个项目也没有填" in page
    assert "没有核对：“收入总计、支出总计”含年初、年末结转结余（C109），因为 〔基本信息〕B13 空着" in page
    assert "核对通过" not in page
    assert "空 主要职能" in words(desk.get("/2023/文字"))
    assert "列不出标签" in words(desk.get("/2023/文字/标签"))


def test_only_the_files_that_were_shown_are_written(tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    desk.post("/导入", files=[("files", ("导出.xlsx", export(), XLSX))])
    shown = offer(desk)
    desk.post("/导入", files=[("files", ("导出.xlsx", export(2024), XLSX))])
    assert "换了别的文件" in words(desk.post("/导入/写进工作簿", data=shown))
    assert not (tmp_path / "inputs").exists()


def test_an_import_is_not_lost_in_a_workbook_that_was_made_meanwhile(tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    desk.post("/导入", files=[("files", ("导出.xlsx", export(), XLSX))])
    desk.post("/开始/空白", data={"year": "2023"})
    assert "刚刚有了这个工作簿" in words(desk.post("/导入/写进工作簿", data=offer(desk)))
    assert not (tmp_path / "inputs" / "2023" / official_record.NAME).exists()


def test_what_is_no_table_is_refused_in_words(tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    answer = desk.post("/导入", files=[("files", ("别的.xlsx", b"nothing", XLSX))])
    assert answer.status_code == 422
    assert "别的.xlsx" in words(answer)
    assert "没有选文件" in words(desk.post("/导入", data={"year": "2023"}))


@pytest.mark.parametrize("year", ["", "24", "../2024", "2024/.."])
def test_a_year_that_is_none_makes_nothing(year: str, tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    for address in ("/开始/空白", "/新的一年"):
        assert desk.post(address, data={"year": year, "is_published": "1"}).status_code == 422
    assert not (tmp_path / "inputs").exists()


def test_a_year_in_wide_digits_is_that_year(tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    answer = desk.post("/开始/空白", data={"year": "２０2４"})
    assert unquote(answer.headers["location"]) == "/2024/数据"
    assert (tmp_path / "inputs" / "2024" / "决算数据.xlsx").is_file()


def test_a_blank_year_opens_at_its_sheets(tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    answer = desk.post("/开始/空白", data={"year": "2024"})
    assert "还没有填" in words(desk.get(unquote(answer.headers["location"]) + "/支出科目"))


def test_what_the_program_proposed_is_confirmed_as_it_was_shown(tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    desk.post("/开始/空白", data={"year": "2024"})
    page = desk.get("/2024/数据/基本信息")
    assert "程序提出的 2 格" in words(page)
    cells = re.findall(r'name="cell" value="([^"]+)"', page.text)
    refused = desk.post("/2024/数据/确认", data={"cell": [*cells, "〔基本信息〕B1 别的"], "sheet": "基本信息"})
    assert refused.status_code == 422
    desk.post("/2024/数据/确认", data={"cell": cells, "sheet": "基本信息"})
    assert "程序提出的" not in words(desk.get("/2024/数据/基本信息")).replace("别的表里还有程序提出的", "")


def test_the_sheets_of_a_year_show_digits_in_groups_and_what_is_in_question(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "inputs" / "2020", tmp_path / "inputs" / "2020")
    desk = desk_client.opened(tmp_path)
    page = desk.get("/2020/数据/三公经费")
    assert re.search(r'<td class="number[^"]*" id="B5"[^>]*>478,000<', page.text)
    assert desk.get("/2020/数据/没有").status_code == 404
    assert "补上" in words(desk.get("/2020/数据/名词"))
    before = (tmp_path / "inputs" / "2020" / "决算数据.xlsx").read_bytes()
    desk.post("/2020/数据/名词")
    assert (tmp_path / "inputs" / "2020" / "决算数据.xlsx").read_bytes() != before
    assert next((tmp_path / "inputs" / "2020" / "补名词前").iterdir()).read_bytes() == before


def test_a_new_year_is_made_when_the_old_one_is_the_published_one(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "inputs" / "2020", tmp_path / "inputs" / "2020")
    desk = desk_client.opened(tmp_path)
    assert "还没有确认" in words(desk.post("/新的一年", data={"year": "2021"}))
    made = desk.post("/新的一年", data={"year": "2021", "is_published": "1"})
    assert "2021 年度的文件夹做好了" in words(made)
    assert desk.get("/2021/数据").status_code == 200


def test_the_sample_has_a_desk_of_its_own_that_ends_with_this_one(tmp_path: Path) -> None:
    desk = desk_client.desk(tmp_path)
    found = sample.opened(desk)
    assert found.folder == tmp_path / "样例"
    assert (found.folder / "inputs" / "2020" / "决算数据.xlsx").is_file()
    assert found.address.startswith("http://127.0.0.1:")
    sample.close(desk)
    assert [each.poll() is None for each in desk.beside] == [False]
