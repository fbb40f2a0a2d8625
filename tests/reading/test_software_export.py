"""Exports and public tables that were written without sight of the reader: every figure is taken, none else."""

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from juesuan import reading
from juesuan.model.official import OfficialCell, OfficialFigures, Target
from juesuan.reading import official
from juesuan.reading.grid import Grid
from juesuan.reading.official import forms, sums
from juesuan.reading.official.amounts import AmountReader, Found
from juesuan.reading.official.recognition import OfficialSheet
from tests.support import (
    builder,
    county_school,
    software_export,
    software_ledger,
    software_print,
    software_public,
    software_truth,
    water_office,
)
from tests.support.software_export import Look
from tests.support.software_ledger import Ledger
from tests.support.software_public import Style


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    folder = builder.write(tmp_path_factory.mktemp("office") / "2021", water_office.department())
    return software_ledger.of(reading.book(reading.given(folder)))


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return software_ledger.of(reading.book(reading.given(county_school.write(tmp_path_factory.mktemp("school")))))


def read(folder: Path, name: str, data: bytes) -> OfficialFigures:
    path = folder / name
    path.write_bytes(data)
    return official.read([path])


def amounts(found: OfficialFigures) -> dict[Target, Decimal]:
    return {target: each.value for target, each in found.taken.items()}


def compare(found: OfficialFigures, truth: dict[Target, Decimal]) -> list[Target]:
    """What is missing; all that is taken is true, and nought where it is a kind that the ledger does not part."""
    taken = amounts(found)
    assert {target: value for target, value in taken.items() if target in truth} == {
        target: value for target, value in truth.items() if target in taken
    }
    assert {value for target, value in taken.items() if target not in truth} <= {0}
    return [target for target in truth if target not in taken]


NEWER = Look("2022", is_newer_name=True, amounts="texts", is_shuffled=True, is_sloppy=True)


def test_every_figure_of_a_newer_export_is_taken(school: Ledger, tmp_path: Path) -> None:
    """Sheets in any order, hidden ones, numbers as texts, brackets of the other width, other names of sheets."""
    made = software_export.tables(school, NEWER)
    chosen = [table for code, table in made.items() if code not in {"Z05", "Z05_1", "Z05_2", "Z08_2"}]  # wide ones
    found = read(tmp_path, "导出.xlsx", software_export.xlsx(chosen, NEWER))
    assert not compare(found, software_truth.of_export(school, "2022"))
    assert [each.message for each in found.problems if each.is_open_error] == []


def test_blanks_that_the_sums_leave_nothing_for_are_nought(office: Ledger, tmp_path: Path) -> None:
    """An .xls of 2018, codes in three columns, noughts blank; what no total proves is not taken."""
    look = Look("2018", dash="一", codes="columns", amounts="blank")
    made = software_export.tables(office, look).values()
    found = read(tmp_path, "导出.xls", software_export.xls(made, look))
    missing = compare(found, software_truth.of_export(office, "2018"))
    assert {target.sheet for target in missing} == {"三公经费"}  # all of it is blank, the total, too
    assert [each.message for each in found.problems if each.is_open_error] == []


def test_a_planted_slip_is_refused_by_name(office: Ledger, tmp_path: Path) -> None:
    look = Look(amounts="blank")
    made = software_export.tables(office, look)
    row = next(row for row in made["Z04"].rows if row[0] == "2130301")
    row[5] = Decimal(str(row[5])) + Decimal("0.01")
    found = read(tmp_path, "导出.xlsx", software_export.xlsx([made["Z03"], made["Z04"]], look))
    assert [table.code for table in found.tables if table.refused] == ["Z04"]
    assert {target.row for target in amounts(found)} >= {"本年收入合计", "其他收入"}


def test_a_list_of_the_tables_is_none_of_them(tmp_path: Path, office: Ledger) -> None:
    made = software_export.tables(office, Look())
    found = read(tmp_path, "导出.xlsx", software_export.xlsx([made["QB01"], made["Z03"]], Look()))
    assert [table.code for table in found.tables] == ["Z03"]
    assert found.passed_over == ("导出.xlsx〔QB01 报表清单〕",)


STYLES = (Style(is_broken=True, most=12), Style("2020", "three", is_total_first=False))


@pytest.mark.parametrize(("style", "suffix"), [(STYLES[0], "docx"), (STYLES[1], "xls"), (STYLES[0], "xlsx")])
def test_every_figure_of_public_tables_is_taken(school: Ledger, tmp_path: Path, style: Style, suffix: str) -> None:
    """In a Word file long tables go on in the next one; labels and numbers are broken over lines."""
    ledger = software_ledger.rounded(school)
    made = software_public.tables(ledger, style)
    found = read(tmp_path, f"附表.{suffix}", software_print.WRITERS[suffix](made, ledger, style))
    assert not compare(found, software_truth.of_public_tables(ledger))
    assert {each.code for each in found.problems} <= {"I21", "I22"}


def test_a_total_whose_parts_have_no_columns_is_not_taken(school: Ledger, tmp_path: Path) -> None:
    """The headings of the three public kinds are lost: what is under 合计 alone proves nothing."""
    ledger = software_ledger.rounded(school)
    table = software_public.tables(ledger, Style())[-1]
    lost = replace(table, heads=[table.heads[0], ["合计", *[""] * 5] * 2, [""] * 12])
    found = read(tmp_path, "附表.xlsx", software_print.WRITERS["xlsx"]([lost], ledger, Style()))
    assert not found.taken


# ---- 尾差


def test_public_tables_that_rounding_keeps_from_closing_are_taken_and_told(school: Ledger, tmp_path: Path) -> None:
    """Each amount is rounded for itself, so that sums are off by some hundredths of 万元."""
    made = software_public.tables(school, Style())
    found = read(tmp_path, "附表.xls", software_print.WRITERS["xls"](made, school, Style()))
    assert not [table.code for table in found.tables if table.refused]
    truth = software_truth.of_public_tables(school)
    taken = amounts(found)
    assert set(taken) == set(truth)
    assert {target for target, value in truth.items() if abs(value - taken[target]) > HALF} == set()
    (told, *_) = [each for each in found.problems if each.code == "I40"]
    assert str(told) == (
        "提示 I40　附表.xls〔公开01表〕：Z01 收入支出决算总表有 2 处加起来差在四舍五入以内，如“本年收入合计”"
        "写的是 3,170.87，各部分相加是 3,170.88，差 -0.01万元　→ 是尾差，照表取了数；"
        "有决算软件导出的元的表，请一起导入，以它为准。"
    )


HALF = 50
"""元: half of the last place of a table of 万元."""


@pytest.mark.parametrize(
    ("total", "parts", "code"),
    [
        ("1.00", ("0.50", "0.51"), "I40"),
        ("1.00", ("0.50", "0.52"), "I12"),
        ("1.00", ("0.33", "0.33", "0.33"), "I40"),
        ("1.00", ("0.33", "0.33", "0.32"), "I12"),
        ("1.02", ("0.25", "0.25", "0.25", "0.25"), "I40"),
        ("1.01", ("1.00", "0.00"), "I12"),
        ("1.0001", ("0.5", "0.5"), "I40"),
        ("1.01", ("0.5001", "0.5"), "I12"),
    ],
)
def test_a_slip_larger_than_rounding_is_none(total: str, parts: tuple[str, ...], code: str) -> None:
    """Half a unit of the last place for each part that is not nought."""
    sheet = OfficialSheet("附表.xls", Grid("公开03表", ()), forms.forms()[0], "", ("万元",), (), "")
    cell = OfficialCell("附表.xls", "公开03表", "Z01", "C9")
    whole, *held = (Found(Decimal(each) * 10000, cell) for each in (total, *parts))
    (told,) = sums.compared(AmountReader(sheet, "万元"), "合计", whole, held)
    assert told.code == code


def test_of_the_software_s_own_tables_no_hundredth_may_be_off(tmp_path: Path, school: Ledger) -> None:
    look = Look()
    made = software_export.tables(school, look)["Z03"]
    made.rows[8][4] = Decimal(str(made.rows[8][4])) + Decimal("0.01")
    found = read(tmp_path, "导出.xlsx", software_export.xlsx([made], look))
    assert [table.code for table in found.tables if table.refused] == ["Z03"]


# ---- 行次


def test_a_label_that_slipped_by_a_row_is_told(school: Ledger, tmp_path: Path) -> None:
    """The labels of two functions have changed places: the sums close, the numerals do not go on as 行次 do."""
    look = Look()
    made = software_export.tables(school, look)["Z01"]
    at = next(at for at, row in enumerate(made.rows) if row[5] == "五、教育支出")
    made.rows[at][5], made.rows[at + 1][5] = made.rows[at + 1][5], made.rows[at][5]
    found = read(tmp_path, "导出.xlsx", software_export.xlsx([made], look))
    assert [str(each) for each in found.problems] == [
        f"警告 I41　导出.xlsx〔Z01 收入支出决算总表(财决01表)〕第{at + 1}行："
        "Z01 “科学技术支出”是第 6 项、行次 36，上面的“公共安全支出”是第 4 项、行次 35，名称和行次对不上"
        "　→ 这张表的数按名称取了；请对照软件里的表，看这两行的名称和数是不是错了位。"
    ]


# ---- 财决05-1 in the place of 财决08-1


@pytest.mark.parametrize(("own", "is_taken"), [(Decimal(0), True), (Decimal("0.01"), False)])
def test_the_detail_of_basic_expenditure_stands_in_where_all_of_it_is_fiscal(
    office: Ledger, tmp_path: Path, own: Decimal, *, is_taken: bool
) -> None:
    """``own`` is basic expenditure of other money."""
    ledger = replace(office, own={**office.own, "basic_expenditure": own})
    look = Look()
    made = software_export.tables(ledger, look)
    found = read(tmp_path, "导出.xlsx", software_export.xlsx([made["Z05_1"], made["Z07"]], look))
    sections = {target.row: value for target, value in amounts(found).items() if target.sheet == "基本支出"}
    truth = software_truth.of_export(office, "2020")
    true = {target.row: value for target, value in truth.items() if target.sheet == "基本支出"}
    assert sections == {row: value for row, value in true.items() if is_taken or not row.isdigit()}
    (told,) = [each for each in found.problems if each.code == "I42"]
    assert ("取自 Z05_1" in told.message) is is_taken
    assert [table.figures > 0 for table in found.tables] == [is_taken, True]


def test_the_detail_of_all_money_is_not_taken_beside_that_of_fiscal_money(school: Ledger, tmp_path: Path) -> None:
    look = Look()
    made = software_export.tables(school, look)
    data = software_export.xlsx([made[code] for code in ("Z05_1", "Z08_1", "Z07")], look)
    found = read(tmp_path, "导出.xlsx", data)
    assert not [each for each in found.problems if each.code in {"I14", "I42"}]


# ---- 附02


def test_people_that_do_not_add_up_are_passed_over_with_a_hint(school: Ledger, tmp_path: Path) -> None:
    """附02 is known by its labels alone: what it does not prove is no fault of the officer's."""
    look = Look()
    made = software_export.tables(school, look)["F02"]
    right = read(tmp_path, "导出.xlsx", software_export.xlsx([made], look))
    assert {target.row: value for target, value in amounts(right).items()} == {
        "人员编制": 168, "在编人员": 162, "行政人员": 0, "参公人员": 0, "事业人员": 158, "工勤人员": 4,
    }  # fmt: skip
    for row in made.rows[8:]:
        row[8] = Decimal(157)
    found = read(tmp_path, "导出.xlsx", software_export.xlsx([made], look))
    assert not found.taken
    assert [str(each) for each in found.problems] == [
        "提示 I44　导出.xlsx〔F02 基本数字表(财决附02表)〕F9：F02 整张表没有取：“合计 在编”写的是 162.00，"
        "各部分相加是 161.00，差 1.00　→ 没有改动工作簿的人数，请自己填。"
    ]


# ---- blanks of which nothing is known


def test_parts_that_are_all_blank_are_not_nought_under_a_total(school: Ledger, tmp_path: Path) -> None:
    """The right block of 财决01 was not filled in, nor were the items of a section: the totals have amounts."""
    look = Look()
    made = software_export.tables(school, look)
    for row in made["Z01"].rows[6:]:
        if str(row[10])[:2] in {"一、", "二、", "三、", "四、", "五、"} and row[11] != "":
            row[12:15] = ["", "", ""]
    for row in made["Z04"].rows[9:]:
        if str(row[0]).startswith("20805") and len(str(row[0])) > 5:
            row[5] = ""
    found = read(tmp_path, "导出.xlsx", software_export.xlsx([made["Z01"]], look))
    rows = {target.row for target in amounts(found)}
    assert not rows & {"基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"}
    assert "本年支出合计" in rows
    other = read(tmp_path, "导出.xlsx", software_export.xlsx([made["Z04"]], look))
    assert [table.refused for table in other.tables] == [True]


def test_a_column_of_blanks_under_a_total_is_not_taken(school: Ledger, tmp_path: Path) -> None:
    look = Look()
    made = software_export.tables(school, look)["Z07"]
    for row in made.rows[9:]:
        row[11] = row[14] = ""
    found = read(tmp_path, "导出.xlsx", software_export.xlsx([made], look))
    assert not [target for target in amounts(found) if target.sheet == "支出科目" and target.column != "合计"]
