"""The command import: official tables in, the workbook of the year filled; all is shown before it is written."""

import json
import random
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from juesuan.app import cli
from juesuan.model import official_record, workbook_form, year_folder
from juesuan.model.official import Target
from juesuan.model.outcome import DONE, NOTHING, OPEN
from juesuan.model.sheets import ColumnKind
from juesuan.reading import imported
from juesuan.reading.official import places, recognition
from juesuan.year import blank_workbook
from juesuan.year.blank_workbook import Content, Entry
from juesuan.year.importing import KEPT
from tests.app.test_command import never, unchecked
from tests.support import builder, county_school, official_department, official_export, water_office
from tests.support.official_department import NONE, number

Output = pytest.CaptureFixture[str]
SAMPLE = Path(__file__).parents[2] / "inputs" / "2020" / "决算数据.xlsx"
FED = {
    "收入支出": ("本年决算数",),
    "财政拨款收支": ("本年决算数",),
    "支出科目": ("基本支出", "项目支出", "合计"),
    "基本支出": ("金额",),
    "三公经费": ("本年决算数",),
    "其他事项": ("本年数",),
}
"""The columns that an export feeds."""


def run(folder: Path, *words: object) -> int:
    return cli.main(["import", *map(str, words), "--inputs", str(folder)], never, unchecked)


def export(place: Path, content: Content, year: int, kind: str = "xls", codes: str = "Z01 F03") -> Path:
    """The export of a department, or only the quickest of its tables."""
    every = official_export.sheets(content, year)
    made = {
        name: sheet for name, sheet in every.items() if not codes or recognition.code_of(name) in codes.split()
    }
    path = place / f"导出.{kind}"
    path.write_bytes(official_export.xls(made) if kind == "xls" else official_export.xlsx(made))
    return path


def emptied(content: Content) -> Content:
    """The content without what an export feeds; names, reasons and last year's numbers stay."""
    return {
        sheet: [{head: value for head, value in row.items() if head not in FED.get(sheet, ())} for row in rows]
        for sheet, rows in content.items()
    }


def held(folder: Path) -> Content:
    return official_department.content_of(folder / year_folder.WORKBOOK)


@pytest.fixture(scope="module")
def without_amounts(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("school") / year_folder.WORKBOOK
    blank_workbook.write_workbook(path, emptied(county_school.department()))
    return path.read_bytes()


@pytest.fixture
def year(tmp_path: Path, without_amounts: bytes) -> Path:
    """The folder of the school's year, whose workbook has none of this year's amounts."""
    folder = tmp_path / "inputs" / "2021"
    folder.mkdir(parents=True)
    (folder / year_folder.WORKBOOK).write_bytes(without_amounts)
    return folder


# ---- three departments, from nothing but the export


@pytest.mark.parametrize(
    ("content", "of_year", "kind"),
    [
        (lambda: official_department.content_of(SAMPLE), 2020, "xlsx"),
        (water_office.department, 2021, "xlsx"),
        (county_school.department, 2021, "xls"),
    ],
    ids=["sample", "water", "school"],
)
def test_a_workbook_without_amounts_gets_every_amount_and_nothing_else_changes(  # type: ignore[no-untyped-def]
    tmp_path: Path, content, of_year: int, kind: str, capsys: Output
) -> None:
    truth: Content = content()
    folder = tmp_path / "inputs" / str(of_year)
    folder.mkdir(parents=True)
    blank_workbook.write_workbook(folder / year_folder.WORKBOOK, emptied(truth))
    before = held(folder)
    assert run(tmp_path / "inputs", export(tmp_path, truth, of_year, kind, ""), "--yes") == DONE
    assert "错误 0 条，警告 0 条" in capsys.readouterr().out
    after = held(folder)
    for sheet, rows in before.items():
        columns = FED.get(sheet, ())
        budget = ("调整预算数",) if sheet == "财政拨款收支" else ()
        for one, other in zip(rows, after[sheet], strict=False):
            assert {head: one[head] for head in one if head not in (*columns, *budget)} == {
                head: other[head] for head in other if head not in (*columns, *budget)
            }
    wrong = [each for sheet in FED for each in differing(sheet, truth, after)]
    assert wrong == []


def differing(sheet: str, truth: Content, after: Content) -> list[tuple[str, str, object, object]]:
    """The amounts that are not those of the department; what is blank there may be a nought or computed."""
    rows = {(str(row.get("资金性质", "")), key(row)): row for row in after[sheet]}
    found: list[tuple[str, str, object, object]] = []
    for row in truth[sheet]:
        other = rows[str(row.get("资金性质", "")), key(row)]
        for head in FED[sheet]:
            value, made = row.get(head, ""), other.get(head, "")
            is_open = key(row) in NOT_EXPORTED
            if value not in {"", NONE} and not is_open and (made == "" or number(made) != number(value)):
                found.append((sheet, key(row) + head, value, made))
    return found


def key(row: Mapping[str, object]) -> str:
    return str(row.get("项目") or row.get("科目编码") or row["科目名称"])


NOT_EXPORTED = {
    "人员编制", "在编人员", "行政人员", "参公人员", "事业人员", "工勤人员", "调入人员", "调出人员", "轿车",
    "越野车", "载客汽车", "其他国内公务接待费",
}  # fmt: skip


def test_without_a_workbook_the_folder_of_the_year_is_made(tmp_path: Path, capsys: Output) -> None:
    inputs = tmp_path / "inputs"
    assert run(inputs, export(tmp_path, county_school.department(), 2021, codes=""), "--yes") == DONE
    folder = inputs / "2021"
    assert sorted(path.name for path in folder.iterdir()) == [
        "决算数据.xlsx", "导入来源.toml", "提出的格.toml", "文字材料.docx", "附件",
    ]  # fmt: skip
    after = held(folder)
    about = {row["项目"]: row["内容"] for row in after["基本信息"]}
    assert (about["单位全称"], about["年度"]) == ("柳坪县中学", Decimal(2021))
    items = {(row["科目编码"], row["资金性质"]): row for row in after["支出科目"] if row["科目编码"]}
    assert items["2296004", "政府性基金预算"]["项目支出"] == Decimal(300000)
    assert items["2050204", ""]["科目名称"] == "高中教育"
    assert "还要自己填的" in capsys.readouterr().out


# ---- shown, agreed to, kept


def test_a_dry_run_shows_each_cell_and_writes_nothing(year: Path, tmp_path: Path, capsys: Output) -> None:
    path = export(tmp_path, county_school.department(), 2021)
    before = (year / year_folder.WORKBOOK).read_bytes()
    assert run(year.parent, path, "--dry-run", "--json") == DONE
    told = json.loads(capsys.readouterr().out)
    first = told["changes"][0]
    assert first == {
        "cell": "〔收入支出〕B5", "label": "年初结转和结余·本年决算数", "before": "", "after": "729018.52",
        "origin": "导出.xls Z01!E35",
    }  # fmt: skip
    assert [path.name for path in year.iterdir()] == [year_folder.WORKBOOK]
    assert (year / year_folder.WORKBOOK).read_bytes() == before


def test_nothing_is_written_where_nobody_agrees(year: Path, tmp_path: Path, capsys: Output) -> None:
    path = export(tmp_path, county_school.department(), 2021)
    before = (year / year_folder.WORKBOOK).read_bytes()
    assert run(year.parent, path, "--quiet") == NOTHING
    assert capsys.readouterr().out == (
        "错误 I23　工作簿：没有导入，什么也没有写　→ 看过各格、确认要写，请加 --yes 再运行一次。\n"
    )
    assert (year / year_folder.WORKBOOK).read_bytes() == before


@pytest.mark.parametrize(("answer", "code"), [("是\n", DONE), ("n\n", NOTHING), ("", NOTHING)])
def test_a_person_at_a_terminal_is_asked(
    year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    assert run(year.parent, export(tmp_path, county_school.department(), 2021)) == code


def test_a_copy_is_kept_and_the_origins_are_noted(year: Path, tmp_path: Path) -> None:
    before = (year / year_folder.WORKBOOK).read_bytes()
    assert run(year.parent, export(tmp_path, county_school.department(), 2021), "--yes") == DONE
    (kept,) = (year / KEPT).iterdir()
    assert kept.name.startswith("决算数据（2")
    assert kept.name.endswith(" 导入前）.xlsx")
    assert kept.read_bytes() == before
    record = imported.parsed((year / official_record.NAME).read_bytes())[0]
    origins = {(target.sheet, target.row, target.column): each.origin for target, each in record.items()}
    assert origins["收入支出", "事业收入", "本年决算数"] == "导出.xls Z01!E11"


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b"[["), lambda path: path.mkdir()])
def test_a_record_of_origins_that_cannot_be_read_is_never_written_over(
    year: Path, tmp_path: Path, spoil: Callable[[Path], object], capsys: Output
) -> None:
    spoil(year / official_record.NAME)
    before = (year / year_folder.WORKBOOK).read_bytes()
    assert run(year.parent, export(tmp_path, county_school.department(), 2021), "--yes") == NOTHING
    assert f"错误 S25　{official_record.NAME}：" in capsys.readouterr().out
    assert (year / year_folder.WORKBOOK).read_bytes() == before
    assert sorted(each.name for each in year.iterdir()) == [year_folder.WORKBOOK, official_record.NAME]


def test_the_same_import_again_has_nothing_to_do(year: Path, tmp_path: Path, capsys: Output) -> None:
    path = export(tmp_path, county_school.department(), 2021)
    assert run(year.parent, path, "--yes") == DONE
    before = (year / year_folder.WORKBOOK).read_bytes()
    capsys.readouterr()
    assert run(year.parent, path) == DONE
    assert "工作簿里已经是这些数，不用改。" in capsys.readouterr().out
    assert (year / year_folder.WORKBOOK).read_bytes() == before


def test_what_no_table_holds_is_listed_before_anything_is_written(tmp_path: Path, capsys: Output) -> None:
    run(tmp_path / "inputs", export(tmp_path, county_school.department(), 2021), "--dry-run")
    assert "  〔基本信息〕内容：地区、单位性质、总计口径\n" in capsys.readouterr().out


# ---- what differs, what is refused


def test_an_open_workbook_is_left_alone_and_all_beside_it(year: Path, tmp_path: Path, capsys: Output) -> None:
    path = export(tmp_path, county_school.department(), 2021)
    (year / f"~${year_folder.WORKBOOK}").touch()
    before = {each.name: each.read_bytes() for each in year.iterdir()}
    assert run(year.parent, path, "--yes") == NOTHING
    out = capsys.readouterr().out
    assert f"错误 K04　{year / year_folder.WORKBOOK}：正在 WPS 或 Excel 里打开着，没有动它" in out
    assert {each.name: each.read_bytes() for each in year.iterdir()} == before


def test_what_was_typed_and_differs_is_named(year: Path, tmp_path: Path, capsys: Output) -> None:
    content = emptied(county_school.department())
    rows = [{**row, "本年决算数": 5} if row["项目"] == "事业收入" else row for row in content["收入支出"]]
    blank_workbook.write_workbook(year / year_folder.WORKBOOK, {**content, "收入支出": rows})
    assert run(year.parent, export(tmp_path, county_school.department(), 2021), "--yes") == OPEN
    assert (
        "警告 I16　〔收入支出〕B10：事业收入·本年决算数：原来填的是 5，导出.xls Z01!E11 是 3862450"
        in capsys.readouterr().out
    )
    assert {row["项目"]: row["本年决算数"] for row in held(year)["收入支出"]}["事业收入"] == Decimal(3862450)


def test_a_sheet_in_ten_thousands_gets_ten_thousands(year: Path, tmp_path: Path) -> None:
    content = emptied(county_school.department())
    blank_workbook.write_workbook(year / year_folder.WORKBOOK, content, units={"收入支出": "万元"})
    run(year.parent, export(tmp_path, county_school.department(), 2021), "--yes")
    rows = {row["项目"]: row["本年决算数"] for row in held(year)["收入支出"]}
    assert rows["经营收入"] == Decimal("16.43805")


def test_a_broken_table_is_refused_and_the_others_are_taken(year: Path, tmp_path: Path, capsys: Output) -> None:
    every = official_export.sheets(county_school.department(), 2021)
    made = {name: sheet for name, sheet in every.items() if name.startswith(("Z01 ", "F03"))}
    name = next(each for each in made if each.startswith("F03"))
    rows = [list(row) for row in made[name][0]]
    rows[10][3] = 1
    path = tmp_path / "导出.xls"
    path.write_bytes(official_export.xls({**made, name: (rows, made[name][1])}))
    assert run(year.parent, path, "--yes") == OPEN
    out = capsys.readouterr().out
    assert "错误 I12　导出.xls〔F03 机构运行信息表(财决附03表)〕D9：F03 整张表没有取：" in out
    after = held(year)
    assert {row["本年数"] for row in after["其他事项"]} == {""}
    assert {row["本年决算数"] for row in after["收入支出"]} != {""}


@pytest.mark.parametrize("of_year", [2019, 2022])
def test_tables_of_another_year_are_refused(year: Path, tmp_path: Path, of_year: int, capsys: Output) -> None:
    before = (year / year_folder.WORKBOOK).read_bytes()
    path = export(tmp_path, county_school.department(), of_year)
    assert run(year.parent, path, "--year", 2021, "--yes") == NOTHING
    assert f"表是 {of_year} 年度的，要导入的是 2021 年度" in capsys.readouterr().out
    assert (year / year_folder.WORKBOOK).read_bytes() == before


def test_a_formula_is_left_alone(year: Path, tmp_path: Path, capsys: Output) -> None:
    import openpyxl

    path = year / year_folder.WORKBOOK
    book = openpyxl.load_workbook(path)
    book["收入支出"]["B14"] = "=SUM(B6:B13)"
    book.save(path)
    assert run(year.parent, export(tmp_path, county_school.department(), 2021), "--yes") == OPEN
    assert (
        "警告 I15　〔收入支出〕B14：这一格是公式，没有动它；导出.xls Z01!E33 是 31708747.59"
        in capsys.readouterr().out
    )
    assert openpyxl.load_workbook(path)["收入支出"]["B14"].value == "=SUM(B6:B13)"


def test_an_item_that_the_tables_do_not_have_is_told(year: Path, tmp_path: Path, capsys: Output) -> None:
    content = emptied(county_school.department())
    more: Entry = {"科目编码": "2050299", "科目名称": "其他普通教育支出", "项目支出": 7}
    blank_workbook.write_workbook(
        year / year_folder.WORKBOOK, {**content, "支出科目": [*content["支出科目"], more]}
    )
    assert run(year.parent, export(tmp_path, county_school.department(), 2021, codes="Z07"), "--yes") == OPEN
    assert "2050299 填了 7，导入的表里没有这个科目" in capsys.readouterr().out


def test_another_department_is_told(year: Path, tmp_path: Path, capsys: Output) -> None:
    content = {
        **county_school.department(),
        "基本信息": [
            {**row, "内容": "柳坪县小学"} if row["项目"] == "单位全称" else row
            for row in county_school.department()["基本信息"]
        ],
    }
    assert run(year.parent, export(tmp_path, content, 2021), "--yes") == OPEN
    assert "编制单位是“柳坪县小学”，工作簿的“单位全称”是“柳坪县中学”" in capsys.readouterr().out


# ---- files that are none


@pytest.mark.parametrize("seed", range(4))
def test_a_spoilt_file_leaves_the_workbook_alone(year: Path, tmp_path: Path, seed: int, capsys: Output) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    path = export(tmp_path, county_school.department(), 2021, ("xls", "xlsx")[seed % 2])
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(1, len(data) // 2)])
    before = (year / year_folder.WORKBOOK).read_bytes()
    assert run(year.parent, path, "--yes") == NOTHING
    assert "错误 R0" in capsys.readouterr().out
    assert [each.name for each in year.iterdir()] == [year_folder.WORKBOOK]
    assert (year / year_folder.WORKBOOK).read_bytes() == before


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("没有.xls", "没有.xls：没有这个文件　→ 请检查文件名"),
        ("导出.csv", "导出.csv：不是可以导入的文件"),
        ("空.xls", "空.xls：不是工作簿文件"),
    ],
)
def test_what_is_no_file_of_tables_is_refused(
    year: Path, tmp_path: Path, name: str, message: str, capsys: Output
) -> None:
    if not name.startswith("没有"):
        (tmp_path / name).write_bytes(b"1,2")
    assert run(year.parent, tmp_path / name, "--yes") == NOTHING
    assert message in capsys.readouterr().out


def test_a_workbook_without_an_official_table_is_refused(year: Path, capsys: Output) -> None:
    assert run(year.parent, year / year_folder.WORKBOOK, "--yes") == NOTHING
    assert "没有认出一张官方表" in capsys.readouterr().out


def test_an_old_workbook_is_to_be_saved_as_xlsx(year: Path, tmp_path: Path, capsys: Output) -> None:
    (year / year_folder.WORKBOOK).rename(year / "决算数据.xls")
    assert run(year.parent, export(tmp_path, county_school.department(), 2021), "--year", 2021, "--yes") == NOTHING
    assert "这种格式的工作簿不能只改几格" in capsys.readouterr().out


def test_every_amount_of_the_fed_sheets_is_fed_or_named() -> None:
    """The columns of this year's amounts are those that are fed, and budgets."""
    for name, columns in FED.items():
        sheet = next(each for each in workbook_form.SHEETS if each.name == name)
        amounts = {each.heading for each in sheet.columns if each.kind is ColumnKind.AMOUNT}
        assert amounts - set(columns) <= {"上年决算数", "上年数", "调整预算数"}


# ---- last year's tables


def test_tables_of_the_year_before_fill_the_columns_of_last_year(tmp_path: Path, capsys: Output) -> None:
    content = county_school.department()
    folder = tmp_path / "inputs" / "2022"
    folder.mkdir(parents=True)
    now = builder.changed(emptied(content), "基本信息", "年度", "内容", 2022)
    blank_workbook.write_workbook(folder / year_folder.WORKBOOK, now)
    path = export(tmp_path, content, 2021)
    assert run(folder.parent, path, "--year", 2022, "--yes") == OPEN  # last year's numbers were others
    told = capsys.readouterr().out
    assert "提示 I43　导入的文件：这些表是 2021 年度的，比工作簿早一年：只填“上年决算数”“上年数”两种列" in told
    book = places.read((folder / year_folder.WORKBOOK).read_bytes(), "", [])
    for row in content["收入支出"]:
        label = str(row["项目"])
        last = book.place(Target("收入支出", label, "上年决算数"))
        final = book.place(Target("收入支出", label, "本年决算数"))
        assert last is not None
        assert last.value == number(row["本年决算数"])
        assert final is not None
        assert final.is_blank
    vehicles = book.place(Target("其他事项", "公务用车保有量", "上年数"))
    assert vehicles is not None
    assert vehicles.value == 2


def test_tables_of_two_years_before_are_refused(tmp_path: Path, capsys: Output) -> None:
    folder = tmp_path / "inputs" / "2023"
    folder.mkdir(parents=True)
    assert run(folder.parent, export(tmp_path, water_office.department(), 2021), "--year", 2023) == NOTHING
    assert "表是 2021 年度的，要导入的是 2023 年度" in capsys.readouterr().out
