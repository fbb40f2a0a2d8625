"""The public tables of a department, in 万元, as this program and others publish them."""

from decimal import Decimal
from pathlib import Path

import pytest

from juesuan import figures, reading, year
from juesuan.model import editions, identity
from juesuan.model.official import OfficialFigures, Target
from juesuan.reading import official
from juesuan.year.blank_workbook import Content
from tests.support import builder, official_department, old_excel, water_office


def published(folder: Path, content: Content) -> Path:
    """The workbook of public tables that this program makes."""
    shown = {**content, "基本信息": [*content["基本信息"], {"项目": "附表", "内容": "是"}]}
    accounts = reading.book(reading.given(builder.write(folder / "2021", shown)))
    known = figures.figures_of(accounts)
    public = figures.public_part_of(accounts, known, editions.named(accounts.department.edition.text).tables)
    path = folder / "水务局2021年度附表.xlsx"
    path.write_bytes(year.public_workbook(public, identity.about(accounts)))
    return path


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> OfficialFigures:
    return official.read([published(tmp_path_factory.mktemp("附表"), water_office.department())])


def test_every_public_table_of_this_program_is_read(found: OfficialFigures) -> None:
    assert [each.code for each in found.tables if each.refused] == []
    assert {each.code for each in found.tables} >= {"Z01", "Z01_1", "Z03", "Z04", "附表六", "Z08_1", "附表十三"}
    assert [each.code for each in found.problems] == ["I21"]
    assert found.year == 2021


def test_its_figures_are_those_of_the_department_in_ten_thousands(found: OfficialFigures) -> None:
    content = water_office.department()
    for sheet, heading in (("收入支出", "本年决算数"), ("财政拨款收支", "本年决算数"), ("三公经费", "本年决算数")):
        truth = official_department.column(content, sheet, heading)
        taken = {target.row: each.value for target, each in found.taken.items() if target.sheet == sheet}
        blank = official_department.NONE  # which the total of the table, that closes, says to be nought
        assert taken == {row: official_department.number(truth.get(row, blank)) for row in taken}
        assert len(taken) > 5
    for item in official_department.items(content):
        assert found.taken[Target("支出科目", item.code, "基本支出", item.fund)].value == item.basic
        assert found.taken[Target("支出科目", item.code, "项目支出", item.fund)].value == item.project


def test_a_rounded_table_is_told(found: OfficialFigures) -> None:
    (told,) = found.problems
    assert told.message.endswith("个数取自万元的表（如 水务局2021年度附表.xlsx Z01!B16），只准到表里写的小数")


THREE = [
    ["财政拨款“三公”经费支出决算表"],
    ["编制单位：某局", "2023年度", "", "", "", "", "", "", "", "", "", "金额单位：万元"],
    ["预算数", "", "", "", "", "", "决算数", "", "", "", "", ""],
    ["合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"] * 2,
    ["", "", "小计", "公务用车购置费", "公务用车运行费", ""] * 2,
    ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
]
AREAS = [(2, 0, 2, 5), (2, 6, 2, 11), *((3, at, 4, at) for at in (0, 1, 5, 6, 7, 11)), (3, 2, 3, 4), (3, 8, 3, 10)]


def three_public(folder: Path, *amounts: str) -> OfficialFigures:
    row = [Decimal(each) for each in amounts]
    path = folder / "三公.xls"
    path.write_bytes(old_excel.book({"公开13表": ([*THREE, [Decimal(9)] * 6 + row], AREAS)}))
    return official.read([path])


def test_the_table_of_receptions_and_vehicles_has_one_row(tmp_path: Path) -> None:
    found = three_public(tmp_path, "5.50", "0", "3.20", "0", "3.20", "2.30")
    assert {target.row: each.value for target, each in found.taken.items()} == {
        "“三公”经费合计": 55000, "因公出国（境）费": 0, "公务用车购置及运行维护费": 32000, "公务用车购置费": 0,
        "公务用车运行维护费": 32000, "公务接待费": 23000,
    }  # fmt: skip


def test_one_that_does_not_add_up_is_refused(tmp_path: Path) -> None:
    found = three_public(tmp_path, "5.50", "0", "3.30", "0", "3.20", "2.30")
    assert found.taken == {}
    assert "差 -0.10万元" in found.problems[0].message
