"""确认: what the program has filled is told until it is confirmed, changed, or told by an official table."""

import json
import re
import shutil
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

import generate
from juesuan.app import cli, list_numbers
from juesuan.app.teller import Teller
from juesuan.model import year_folder
from juesuan.model.outcome import DONE, NOTHING, OPEN
from juesuan.model.problems import Problem
from juesuan.model.proposed import FILE
from juesuan.year import confirming, first_year, proposed_terms
from juesuan.year.blank_workbook import Content
from juesuan.year.confirming import KEPT
from tests.support import builder, official_export, water_office

Output = pytest.CaptureFixture[str]
PROPOSED, INPUT = "FFFFE699", "FFFFFBE6"
OPENING = "年初结转和结余"


class Office:
    """The water office at the turn of the year: the new year's files are made, nothing is filled in."""

    def __init__(self, root: Path, capsys: Output) -> None:
        self.inputs, self.capsys = root / "inputs", capsys
        self.folder = self.inputs / "2022"
        self.book, self.file = self.folder / year_folder.WORKBOOK, self.folder / FILE

    def run(self, *arguments: str, code: int = DONE) -> str:
        self.capsys.readouterr()
        assert cli.main([*arguments, "--inputs", str(self.inputs)], generate.make, generate.check) == code
        return self.capsys.readouterr().out

    def listed(self) -> dict[int, str]:
        """What waits, by the numbers of the list: the cell and what it holds."""
        self.capsys.readouterr()
        cli.main(["confirm", "--inputs", str(self.inputs), "--json"], generate.make, generate.check)
        found = json.loads(self.capsys.readouterr().out)["cells"]
        return {each["number"]: f"{each['cell']} {each['value']}" for each in found}

    def cell(self, sheet: str, label: str) -> tuple[object, str]:
        """What stands beside a label, with its colour."""
        page = openpyxl.load_workbook(self.book)[sheet]
        row = next(row for row in page.iter_rows(min_row=5) if row[0].value == label)
        return row[1].value, str(row[1].fill.fgColor.rgb)

    def type(self, sheet: str, label: str, value: int) -> None:
        book = openpyxl.load_workbook(self.book)
        row = next(row for row in book[sheet].iter_rows(min_row=5) if row[0].value == label)
        row[1].value = value
        book.save(self.book)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of 2021, filled, and of 2022, as ``new`` makes it."""
    root = tmp_path_factory.mktemp("begun") / "inputs"
    builder.write(root / "2021", water_office.department())
    assert cli.main(["new", "2022", "--inputs", str(root), "--quiet"], generate.make, generate.check) == DONE
    return root


@pytest.fixture
def office(begun: Path, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(list_numbers, "lasting_folder", lambda: tmp_path / "cache")
    shutil.copytree(begun, tmp_path / "inputs")
    return Office(tmp_path, capsys)


def found(folder: Path, *codes: str) -> list[Problem]:
    return [each for each in generate.check(folder, Teller(quiet=True)).problems if each.code in codes]


def of_the_old_year(folder: Path) -> None:
    """The record and the colours of a first year in a folder whose workbook is filled."""
    filled = first_year.content(folder)
    (folder / FILE).write_bytes(first_year.record(filled)[FILE])


# ---- told until it is confirmed


def test_the_check_tells_of_each_cell_that_nobody_has_confirmed(tmp_path: Path, capsys: Output) -> None:
    content = water_office.department()
    row = {"代码": "C865", "位置": "〔基本信息〕B11", "差额": "2格", "说明": "都对"}
    content = builder.added(content, "出错说明", row)
    folder = builder.write(tmp_path / "2021", content)
    of_the_old_year(folder)
    places = ["--year", "2021", "--inputs", str(tmp_path)]
    assert cli.main(["check", "--quiet", *places], generate.make, generate.check) == OPEN
    said = capsys.readouterr().out
    listed = "〔基本信息〕B11 年度、〔基本信息〕B12 版式"
    assert f"警告 C865　〔基本信息〕B11：还有 2 格是程序提出的、没有确认（{listed}）" in said
    assert " confirm --year 2021 " in said
    (idle,) = found(folder, "S01")
    assert "程序提出的格要逐格确认，不能用说明代替" in idle.message
    assert cli.main(["confirm", "--all", "--by", "张三", *places], generate.make, generate.check) == DONE
    assert found(folder, "C865") == []
    text = (folder / FILE).read_text(encoding="utf-8")
    assert (text.count('"谁" = "张三"'), len(re.findall('"确认" = 20', text))) == (2, 2)


def test_what_new_has_proposed_is_listed_with_where_it_comes_from(office: Office) -> None:
    assert re.search(r"confirm 1 --year 2022", office.run("confirm", code=OPEN))
    origins = {
        each["cell"]: each["origin"] for each in json.loads(office.run("confirm", "--json", code=OPEN))["cells"]
    }
    assert origins["〔收入支出〕B5"] == "2021年度的“年末结转和结余”"
    assert (origins["〔基本信息〕B5"], origins["〔基本信息〕B11"]) == ("2021年度的工作簿", "开始 2022 年度时")
    values = {name.split(" ")[0]: name.split(" ")[1] for name in office.listed().values()}
    assert values["〔基本信息〕B5"] == "青禾县水务局"
    assert values["〔基本信息〕B11"] == "2022"
    assert values["〔收入支出〕B5"] == "100000"
    assert [values[f"〔财政拨款收支〕B{row}"] for row in range(5, 9)] == ["100000", "0", "0", "100000"]


def test_what_was_looked_at_is_confirmed_by_number_or_cell_and_loses_its_colour(office: Office) -> None:
    numbers = {cell.split(" ")[0]: number for number, cell in office.listed().items()}
    assert office.cell("收入支出", OPENING)[1] == PROPOSED
    before = office.book.read_bytes()
    said = office.run("confirm", str(numbers["〔基本信息〕B11"]), "收入支出!b5", code=OPEN)
    assert "确认了 2 格。" in said
    assert office.cell("收入支出", OPENING) == (100000, INPUT)
    assert office.cell("基本信息", "年度") == (2022, INPUT)
    assert office.cell("基本信息", "版式")[1] == PROPOSED
    (copy,) = (office.folder / KEPT).iterdir()
    assert copy.read_bytes() == before
    with zipfile.ZipFile(office.book) as new, zipfile.ZipFile(copy) as old:
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        sheets = [_without_looks(each.read(name)) for name in changed for each in (old, new)]
    assert changed == ["xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"]
    assert sheets[::2] == sheets[1::2]
    assert numbers["〔基本信息〕B11"] not in office.listed()


def _without_looks(part: bytes) -> bytes:
    root = etree.fromstring(part)
    for cell in root.iter("{*}c"):
        cell.attrib.pop("s", "")
    return etree.tostring(root, method="c14n")


def test_an_amount_that_is_changed_by_hand_is_confirmed_by_that(office: Office) -> None:
    count = len(office.listed())
    office.type("收入支出", OPENING, 120000)
    assert len(office.listed()) == count - 1
    office.run("confirm", "--all")
    assert office.cell("收入支出", OPENING) == (120000, INPUT)
    assert "没有要确认的格" in office.run("confirm")


def test_a_number_of_an_old_list_never_confirms_another_value(office: Office) -> None:
    numbers = {cell.split(" ")[0]: number for number, cell in office.listed().items()}
    office.type("收入支出", OPENING, 120000)
    data = office.book.read_bytes()
    for word in (str(numbers["〔收入支出〕B5"]), "收入支出!B5", "〔收入支出〕B5", "99"):
        assert "一格也没有确认" in office.run("confirm", word, code=NOTHING)
    office.run("confirm", "1", "--all", code=NOTHING)
    assert office.book.read_bytes() == data
    assert '"确认"' not in office.file.read_text(encoding="utf-8").partition("[[")[2]


# ---- where the workbook cannot be written, or the file is at fault


def test_an_open_workbook_is_left_alone_and_the_confirmation_noted(office: Office) -> None:
    (office.folder / f".~lock.{year_folder.WORKBOOK}#").touch()
    data = office.book.read_bytes()
    said = office.run("confirm", "--all")
    assert "提示 S21" in said
    assert "没有改工作簿（工作簿正打开着）：确认记下了，格的颜色没有变" in said
    assert office.book.read_bytes() == data
    assert office.listed() == {}


@pytest.mark.parametrize(
    "text", ['[["格"]]\n"表" = 1', "[[", "\x00", "[a.b]", '[["格"]]\n"表" = "' + "." * 300 + '"']
)
def test_a_file_that_cannot_be_read_is_told_and_left_alone(office: Office, text: str) -> None:
    office.file.write_text(text, encoding="utf-8")
    assert "警告 S20" in office.run("confirm", code=OPEN)
    office.run("confirm", "--all", code=NOTHING)
    assert office.file.read_text(encoding="utf-8") == text


def test_a_file_of_nearly_that_name_is_told(office: Office) -> None:
    office.file.rename(office.folder / f"{FILE}.txt")
    assert f"警告 S24　{FILE}.txt：没有用上，程序要的是 {FILE}" in office.run("confirm", code=OPEN)


# ---- other files


def test_terms_lose_their_marks_and_their_colour(office: Office) -> None:
    folder = office.inputs / "2023"
    first_year.make(folder)
    office.folder, office.book = folder, folder / year_folder.WORKBOOK
    assert office.cell("名词解释", "基本支出")[1] == PROPOSED
    cell = next(cell for cell in office.listed().values() if "〔待确认〕指单位为保证" in cell).split(" ")[0]
    assert "确认了 1 格" in office.run("confirm", cell, code=OPEN)
    words, colour = office.cell("名词解释", "基本支出")
    assert str(words).startswith("指单位为保证")
    assert colour == INPUT


def test_what_terms_writes_looks_proposed_until_it_is_confirmed(begun: Path) -> None:
    data = (begun / "2022" / year_folder.WORKBOOK).read_bytes()
    term = proposed_terms.ProposedTerm("某某（项）", "指某某。")
    place = begun / "terms" / year_folder.WORKBOOK
    place.parent.mkdir()
    place.write_bytes(data)
    proposed_terms.written(proposed_terms.Proposal(place, data, (term,), ()), datetime(2022, 3, 1, tzinfo=UTC))
    found = confirming.prepared(place.parent)
    assert [(each.name, each.value) for each in found.marked] == [("某某（项）", "〔待确认〕指某某。")]
    page = openpyxl.load_workbook(place)["名词解释"]
    assert page[found.marked[0].cell.address].fill.fgColor.rgb == PROPOSED


def exported(place: Path, content: Content, year: int) -> Path:
    """The export of a department, of which only 财决01 is there."""
    made = official_export.sheets(content, year)
    path = place / "导出.xlsx"
    path.write_bytes(official_export.xlsx({name: each for name, each in made.items() if name.startswith("Z01 ")}))
    return path


def test_an_official_table_that_tells_the_same_confirms_it(office: Office, tmp_path: Path) -> None:
    content = water_office.department()
    for label, amount in (
        (OPENING, "100000"),
        ("收入总计", "3800000"),
        ("年末结转和结余", "80000"),
        ("支出总计", "3800000"),
    ):
        content = builder.changed(content, "收入支出", label, "本年决算数", Decimal(amount))
    office.run("import", str(exported(tmp_path, content, 2022)), "--yes")
    assert office.cell("收入支出", OPENING) == (100000, INPUT)
    assert not any("〔收入支出〕B5" in each for each in office.listed().values())
    assert '"谁" = "导出.xlsx Z01!E' in office.file.read_text(encoding="utf-8")


def test_a_blank_workbook_of_an_import_starts_with_what_init_proposes(
    tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_numbers, "lasting_folder", lambda: tmp_path / "cache")
    new = Office(tmp_path, capsys)
    new.inputs.mkdir()
    said = new.run("import", str(exported(tmp_path, water_office.department(), 2022)), "--yes")
    assert f"已写 {new.file}" in said
    listed = [each for each in new.listed().values() if "〔基本信息〕" in each]
    assert listed == ["〔基本信息〕B5 青禾县水务局", "〔基本信息〕B11 2022", "〔基本信息〕B12 四川2022"]
    assert new.cell("基本信息", "版式") == ("四川2022", PROPOSED)
    assert str(new.cell("名词解释", "基本支出")[0]).startswith("〔待确认〕")
