"""Where the numbers of a workbook were imported from, as the file beside it says, while they still stand there."""

from decimal import Decimal
from pathlib import Path

import pytest

from juesuan import reading
from juesuan.model import official_record
from juesuan.model.official import Target
from juesuan.model.official_record import Record
from juesuan.reading import imported
from juesuan.year import blank_workbook
from tests.support import water_office

TARGET = Target("收入支出", "其他收入", "本年决算数")
RECORDS = {
    TARGET: Record(Decimal(50000), '导出"1".xls Z01!E14', "2026-03-01 09:30"),
    Target("支出科目", "2130305", "项目支出", "一般公共预算"): Record(Decimal(5), "导出.xls Z07!K19", ""),
    Target("没有", "甲", "乙"): Record(Decimal(5), "丙", ""),
    Target("收入支出", "其他收入", "没有"): Record(Decimal(5), "丙", ""),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    blank_workbook.write_workbook(tmp_path / "决算数据.xlsx", water_office.department(), units={"收入支出": "元"})
    return tmp_path


def test_a_number_that_still_stands_has_its_origin(folder: Path) -> None:
    (folder / official_record.NAME).write_bytes(official_record.written(RECORDS))
    assert reading.imports(reading.given(folder)) == {"〔收入支出〕B13": '导出"1".xls Z01!E14'}


def test_what_is_written_is_read_again() -> None:
    assert imported.parsed(official_record.written(RECORDS)) == (RECORDS, ())


@pytest.mark.parametrize("data", [b"", b"\xff", b"[[", b'[["\xe6\xa0\xbc"]]\n"x"=1', b'"\xe6\xa0\xbc" = 5'])
def test_a_spoilt_record_vouches_for_nothing(folder: Path, data: bytes) -> None:
    (folder / official_record.NAME).write_bytes(data)
    assert reading.imports(reading.given(folder)) == {}


@pytest.mark.parametrize("number", ['"sNaN"', '"1e999999999"', "1.5", '""', "[]"])
def test_what_is_no_number_of_a_cell_makes_the_record_a_spoilt_one(number: str) -> None:
    data = f'[["格"]]\n"表" = "收入支出"\n"行" = "其他收入"\n"列" = "本年决算数"\n"数" = {number}\n'
    found, (fault,) = imported.parsed(data.encode())
    assert (found, fault.code) == ({}, "S25")


def test_a_record_that_would_take_very_long_is_not_read() -> None:
    assert imported.parsed(b".".join([b"a"] * 60_000) + b" = 1")[0] == {}


def test_without_a_record_nothing_is_read(tmp_path: Path) -> None:
    assert reading.imports(reading.given(tmp_path)) == {}
