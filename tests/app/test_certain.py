"""A workbook with blank cells that must be filled in: what they decide is said not to be checked, all else is."""

from pathlib import Path

import pytest

import generate
from juesuan import reading
from juesuan.app.teller import Teller
from juesuan.model import values
from juesuan.model.outcome import Checked
from juesuan.model.problems import BLANK, ReportError
from juesuan.year.blank_workbook import Content
from tests.support import builder, water_office
from tests.support.builder import changed

TOTAL = "收入支出.收入总计"


def blank(content: Content, *cells: tuple[str, str, str]) -> Content:
    for sheet, row, column in cells:
        content = changed(content, sheet, row, column, "")
    return content


def check(folder: Path, content: Content, *paragraphs: str) -> Checked:
    texts = dict(water_office.texts(content))
    if paragraphs:
        texts["主要职能"] = list(paragraphs)
    return generate.check(builder.write(folder, content, texts), Teller(quiet=True))


def told(found: Checked) -> list[str]:
    return [f"{each.severity.value} {each.code}　{each.where}：{each.message}" for each in found.problems]


def test_what_hangs_on_a_blank_is_said_not_to_be_checked(tmp_path: Path) -> None:
    content = blank(water_office.department(), ("收入支出", "收入总计", "本年决算数"))
    assert told(check(tmp_path / "2021", content)) == [
        "错误 R30　〔收入支出〕B16：“收入总计”必须填写",
        "提示 R100　〔收入支出〕B16：没有核对："
        "收入支出表里，每个合计、总计等于它各部分的和（本年、上年）（C101）、"
        "收入支出表的收入总计等于支出总计（本年、上年）（C102），因为 〔收入支出〕B16 空着",
    ]


def test_all_else_is_checked_as_if_nothing_were_blank(tmp_path: Path) -> None:
    wrong = changed(water_office.department(), "三公经费", "公务用车购置及运行维护费", "本年决算数", 7)
    whole = told(check(tmp_path / "whole" / "2021", wrong))
    assert any("C501" in each for each in whole)
    gaps = (
        ("基本信息", "单位全称", "内容"), ("基本信息", "地区", "内容"), ("基本信息", "总计口径", "内容"),
        ("基本信息", "版式", "内容"), ("基本信息", "年度", "内容"), ("收入支出", "收入总计", "本年决算数"),
        ("基本支出", "公用经费合计", "金额"), ("其他事项", "人员编制", "本年数"),
        ("绩效项目", "青禾河治理工程", "预算数"),
    )  # fmt: skip
    found = check(tmp_path / "gaps" / "2021", blank(wrong, *gaps))
    assert len([each for each in found.problems if each.code == BLANK]) == len(gaps)
    rest = [each for each in told(found) if BLANK not in each and "R100" not in each]
    assert rest == [each for each in whole if each in rest]
    assert any("C501" in each for each in rest)


def test_no_number_stands_for_a_blank_one(tmp_path: Path) -> None:
    gaps = ("收入支出", "收入总计", "本年决算数"), ("基本信息", "地区", "内容")
    content = blank(water_office.department(), *gaps)
    text = f"{{{{ 单位.地区 }}}}收入{{{{ {TOTAL} }}}}，支出{{{{ 收入支出.支出总计 }}}}，共3处水库。"
    found = check(tmp_path / "2021", content, text)
    assert TOTAL not in found.figures
    assert f"{TOTAL}.上年" in found.figures
    said = next(each.text for each in found.statements if each.text.endswith("水库。"))
    assert values.plain(said) == "（空着）收入（空着），支出382.00万元，共3处水库。"
    names = {each.serial: name for name, each in found.figures.items()}
    (total, _), (typed, _) = values.printed(said)
    assert names[total] == "收入支出.支出总计"
    assert found.typed[typed - len(names)].text == "3处"
    assert [each.said for each in found.typed if each.text == "3处"] == [()]  # its sentence is not known yet


def test_no_report_is_made_and_no_reason_stands_for_the_number(tmp_path: Path) -> None:
    content = blank(water_office.department(), ("收入支出", "收入总计", "本年决算数"))
    reason = {"代码": BLANK, "位置": "〔收入支出〕B16", "说明": "没有这个数"}
    folder = builder.write(tmp_path / "2021", builder.added(content, "出错说明", reason))
    assert BLANK in [each.code for each in generate.check(folder, Teller(quiet=True)).problems if each.is_open]
    with pytest.raises(ReportError, match="“收入总计”必须填写"):
        reading.read(reading.given(folder))


def test_a_row_that_does_not_say_what_it_is_about_cannot_be_read(tmp_path: Path) -> None:
    content = changed(water_office.department(), "支出科目", "2130314", "科目编码", "")
    with pytest.raises(ReportError, match="“科目编码”必须填写"):
        check(tmp_path / "2021", content)
