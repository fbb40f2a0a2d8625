"""No advice at the desk speaks of the terminal: what names a command leads to the screen that does the same."""

import html
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from juesuan.app.desk import ways
from juesuan.model import advised
from tests.app.test_command import never, unchecked
from tests.support import desk_client

YEARS = (2020, 2021)


def shown(text: str, year: int | None = 2020) -> str:
    """The advice on the page of a year, its links as 〔words →address〕."""
    told = re.sub(r'<a href="(.*?)">(.*?)</a>', r"〔\2 →\1〕", str(ways.at_desk(text, year, YEARS)))
    return html.unescape(unquote(told))


def test_every_command_has_a_place_at_the_desk() -> None:
    assert set(ways.WAYS) == set(advised.OPTIONS)


@pytest.mark.parametrize(
    "program", [".venv/bin/python generate.py", "生成报告.bat", "决算有据.exe", "'/a b/python' '/c d/generate.py'"]
)
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("接下来运行 {} check 核对。", "接下来到“〔核对 →/2020/核对〕”核对。"),
        ("运行 {} confirm --year 2021 列出这些格", "到“〔数据 →/2021/数据〕”列出这些格"),
        ("可运行 {} init inputs/2020 放一份", "可到“〔开始 →/开始〕”放一份"),
        ("要改，运行 {} template inputs/2022，在", "要改，到“本单位的版式”，在"),
        ("的这一句（{} template inputs/2021）；", "的这一句（“〔本单位的版式 →/2021/文字/版式〕”）；"),
        ("不要了，运行 {} drop 3 --year 2020。", "不要了，到“〔收回的修改 →/2020/收回的修改〕”点“不要这一处”。"),
        ("如第 3 版：{} restore 3 --year 2020 --output '我 的'", "如第 3 版：“〔更正与各版 →/2020/更正与各版〕”"),
        ("再运行 {} --inputs ../甲/2020，报告就用", "再点“〔生成 →/2020/报告〕”，报告就用"),
        ("第一年请运行 {} init 我的/2020 放", "第一年请到“〔开始 →/开始〕”放"),
    ],
)
def test_a_command_in_advice_becomes_a_link(program: str, command: str, said: str) -> None:
    assert shown(command.format(program)) == said


@pytest.mark.parametrize("name", advised.OPTIONS)
def test_no_advised_command_stays_as_it_was_typed(name: str, tmp_path: Path) -> None:
    words = {
        "init": (tmp_path / "2020",),
        "template": (tmp_path / "版 式" / "2020",),
        "edition": (tmp_path / "版 式" / "2020",),
        "drop": (3,),
        "restore": (3,),
    }
    with advised.working_on(tmp_path / "我的 文件", tmp_path / "成品"):
        told = shown(f"运行 {advised.command(name, *words.get(name, ()), year=2020)}，再看。")
    way = ways.WAYS[name]
    assert re.fullmatch(f"{way.before}“〔{way.name} →[^〕]*〕”{way.after}，再看。", told)


def test_the_name_alone_and_options_are_turned_too() -> None:
    assert shown("请用 confirm 命令列出") == "请到“〔数据 →/2020/数据〕”列出"
    assert shown("另存成 .xls，用 import 命令填进来。") == "另存成 .xls，到“〔数据 →/2020/数据〕”填进来。"
    assert shown("运行 terms 命令，把") == "到“〔补名词解释 →/2020/数据/名词〕”，把"
    assert shown("请用 --year 2021（", None) == "请用 年度 2021（"
    assert shown("页码要加 --office 由 LibreOffice 编") == "页码要到“交付”里由 LibreOffice 编"


def test_what_a_person_wrote_stays_text() -> None:
    assert "<b>" not in str(ways.at_desk("<b>运行 generate.py check", 2020, YEARS))
    assert shown("使用 important 的字，import 也是") == "使用 important 的字，import 也是"


def test_every_way_leads_to_a_page(tmp_path: Path) -> None:
    (tmp_path / "inputs" / "2021").mkdir(parents=True)
    desk = desk_client.client(desk_client.desk(tmp_path, never, unchecked))
    links = {way.address if way.address.startswith("/") else f"/2021/{way.address}" for way in ways.WAYS.values()}
    assert [link for link in links if desk.get(link).status_code in {404, 500}] == []
