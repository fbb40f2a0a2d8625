"""Texts and cells are data: what is typed comes out as typed or is refused by cell; nothing runs or vanishes."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import generate
from juesuan.app import cli
from juesuan.model import outputs
from juesuan.model.outcome import NOTHING, OPEN
from juesuan.model.problems import ReportError
from juesuan.year.blank_workbook import Content
from tests.support import builder, output_folder, report, water_office
from tests.support.report import pdf_pages
from tests.support.shelf import Shelf

NASTY = "A&B<C>公司]]>“引”'单'{% for %}{% raw %}{_{ 7*7 }_}<!-- x -->&amp;&#65;%s{0}$a_1$\\n"
LONG = "长" * 30_000


def _made(folder: Path, content: Content, **texts: list[str]) -> report.Report:
    written = water_office.texts(content, **texts)
    return report.make(builder.write(folder / "inputs" / "2021", content, written), folder / "output")


def test_hostile_names_reasons_and_texts_come_out_as_typed(tmp_path: Path) -> None:
    content = builder.changed(water_office.department(), "基本信息", "单位全称", "内容", "A&B<C>公司{{ 7*7 }}")
    content = builder.changed(content, "收入支出", "收入总计", "变动原因", NASTY)
    content = builder.changed(content, "支出科目", "2130305", "科目名称", "水利<b>&工程]]>")
    content = builder.added(content, "名词解释", {"名词": "{{ 7*7 }}", "解释": f"指{NASTY}"})
    made = _made(tmp_path, content, 主要职能=[NASTY, LONG, "甲\t乙"])
    text = made.text
    assert made.lines[0].replace("\n", "") == "A&B<C>公司{{ 7*7 }}"
    assert text.count(NASTY) == 3
    assert "（款）水利<b>&工程]]>（项）" in text
    assert "．{{ 7*7 }}：指" in text
    assert LONG in text
    assert "49" not in "".join(line for line in made.lines if "7*7" in line)
    pages = re.sub(r"—[\dIVX]+—", "", "".join(pdf_pages(made.pdf)))
    assert LONG in pages
    assert "A&B<C>公司{{7*7}}" in pages
    assert NASTY.replace(" ", "") in pages


def test_a_formula_in_a_text_is_refused_with_its_place(tmp_path: Path) -> None:
    content = builder.changed(water_office.department(), "收入支出", "收入总计", "变动原因", "增加{{ 7*7 }}")
    with pytest.raises(ReportError) as caught:
        _made(tmp_path, content, 机构设置=["{{ 业务.__class__ }}和{{ 业务.治理河到 }}"])
    assert [str(problem) for problem in caught.value.problems] == [
        "错误 T11　〔收入支出〕D16：标签“{{ 7*7 }}”里只能写名称　→ 如 {{ 业务.名称 }}；不是标签就去掉花括号。",
        "错误 T10　〔文字材料.docx〕“机构设置”第1段：没有标签 {{ 业务.__class__ }}　→ 请查对名称。",
        "错误 T10　〔文字材料.docx〕“机构设置”第1段：没有标签 {{ 业务.治理河到 }}　→ "
        "最接近的是 {{ 业务.治理河道 }}。",
    ]


@pytest.mark.parametrize("name", ["笑脸😀局", "控\x0b制局", "私\ue000用局", "反\u202e转局"])
def test_characters_that_cannot_be_printed_are_refused_by_cell(tmp_path: Path, name: str) -> None:
    content = builder.changed(water_office.department(), "基本信息", "单位全称", "内容", name)
    with pytest.raises(ReportError) as caught:
        _made(tmp_path, content)
    assert [problem.where for problem in caught.value.problems] == ["〔基本信息〕B5"]


def test_a_refusal_leaves_earlier_outputs_as_they_were(shelf: Shelf, tmp_path: Path) -> None:
    first = shelf.copy(tmp_path, water_office.department())
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "output").rglob("*.*")}
    broken = builder.changed(water_office.department(), "收入支出", "基本支出", "本年决算数", "二百四十万")
    with pytest.raises(ReportError):
        _made(tmp_path, broken)
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "output").rglob("*.*")}
    assert after == before
    assert set(first.made.files) <= set(before)


def test_the_files_of_the_officer_are_never_touched(tmp_path: Path) -> None:
    folder = builder.write(tmp_path / "2021", water_office.department())
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*.*")}
    report.make(folder, tmp_path / "output")
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*.*")} == before


def test_a_file_edited_by_hand_is_kept(shelf: Shelf, tmp_path: Path) -> None:
    made = shelf.copy(tmp_path, water_office.department())
    word = next(path for path in made.made.files if path.suffix == ".docx")
    word.write_bytes(word.read_bytes() + b"edited")
    again = _made(tmp_path, water_office.department(), 主要职能=["换一个说法。"])
    assert [problem.code for problem in again.made.problems if problem.code.startswith("F")] == ["F01"]
    kept = (output_folder.year_of(word) / outputs.ASIDE).glob("*人工修改*")
    assert [path.read_bytes().endswith(b"edited") for path in kept] == [True]


def _cut(data: bytes) -> bytes:
    return data[300:]


def _with_row(data: bytes, xml: str) -> bytes:
    """The workbook with a row more in 收入支出."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet3.xml"]
    assert isinstance(sheet, bytes)
    added = sheet.replace(b"</sheetData>", f"{xml}</sheetData>".encode())
    return builder.zipped({**parts, "xl/worksheets/sheet3.xml": added})


def _far(data: bytes) -> bytes:
    return _with_row(data, '<row r="60"><c r="xfd1048576"><v>1</v></c></row>')


def _numbers(_: bytes) -> bytes:
    content = water_office.department()
    return builder.docx(water_office.texts(content, 主要职能=["投资1.01万元，" * 9000]))


HOSTILE: dict[str, tuple[str, Callable[[bytes], bytes], list[str]]] = {
    # a workbook that cannot be read ends the check; of other files the faults are told beside the numbers
    "a cell where no sheet has one": ("决算数据.xlsx", _far, ["R03"]),
    "texts without their front": ("文字材料.docx", _cut, ["T01"]),
    "a workbook without its front": ("决算数据.xlsx", _cut, ["R01"]),
    "an attachment without its front": ("附件/甲.docx", lambda _: builder.docx({"甲": ["乙"]})[300:], ["A01"]),
    "numbers without end": ("文字材料.docx", _numbers, ["R17", "R18"]),
    "brackets without end": ("版式/附表.toml", lambda _: b"a = " + b"[" * 40_000, ["W05"]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_chinese_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    place, change, codes = HOSTILE[name]
    folder = builder.write(tmp_path / "inputs" / "2021", water_office.department())
    path = folder / place
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(change(path.read_bytes() if path.exists() else b""))
    before = {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}
    arguments = ["check", "--inputs", str(tmp_path / "inputs"), "--json"]
    assert cli.main(arguments, generate.make, generate.check) == (NOTHING if path.suffix == ".xlsx" else OPEN)
    said, err = capsys.readouterr()
    assert [each["code"] for each in json.loads(said)["problems"] if each["severity"] != "提示"] == codes
    assert err == ""
    assert {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()} == before
