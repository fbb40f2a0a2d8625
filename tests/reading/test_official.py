"""Official tables, as the accounts software exports them, become figures for the workbook, or are refused."""

import unicodedata
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from juesuan.model import workbook_form
from juesuan.model.official import OfficialFigures, Target
from juesuan.model.problems import ReportError
from juesuan.reading import official
from juesuan.reading.official import recognition, sums
from juesuan.year.blank_workbook import Content
from tests.support import county_school, official_department, official_export, official_items, water_office
from tests.support.official_department import NONE
from tests.support.official_export import Rows

SAMPLE = Path(__file__).parents[2] / "inputs" / "2020" / "决算数据.xlsx"
Made = dict[str, tuple[Rows, list[tuple[int, int, int, int]]]]
FINAL = "本年决算数"


@pytest.fixture(scope="module")
def school() -> Made:
    return official_export.sheets(county_school.department(), 2021)


def read(folder: Path, made: Made, name: str = "导出.xls") -> OfficialFigures:
    """What is read of an export; most are .xls, which is read the quickest."""
    path = folder / name
    path.write_bytes(official_export.xls(made) if name.endswith(".xls") else official_export.xlsx(made))
    return official.read([path])


def changed(made: Made, code: str, change: Callable[[Rows], None], name: str = "") -> Made:
    """The export with one sheet changed, or called otherwise."""
    found: Made = {}
    for title, (rows, merged) in made.items():
        if recognition.code_of(title) == code:
            copy = [list(row) for row in rows]
            change(copy)
            found[name or title] = copy, merged
        else:
            found[title] = rows, merged
    return found


def only(made: Made, code: str) -> Made:
    return {name: sheet for name, sheet in made.items() if recognition.code_of(name) == code}


def put(row: int, column: int, value: str | int | Decimal) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[row][column] = value

    return change


def nothing(_: Rows) -> None:
    """Changes nothing."""


def swapped(rows: Rows) -> None:
    """One 元 of the first economic section is stated with the second: each row closes, not each column."""
    rows[8][6:8] = [rows[8][6] - 1, rows[8][7] + 1]  # type: ignore[operator]


# ---- three departments


def of_sample() -> tuple[Content, int, str]:
    return official_department.content_of(SAMPLE), 2020, "导出.xlsx"


def of_water() -> tuple[Content, int, str]:
    return water_office.department(), 2021, "导出.xlsx"


def of_school() -> tuple[Content, int, str]:
    return county_school.department(), 2021, "导出.xls"


@pytest.mark.parametrize("department", [of_sample, of_water, of_school])
def test_every_figure_of_an_export_is_that_of_the_department(
    tmp_path: Path, department: Callable[[], tuple[Content, int, str]]
) -> None:
    content, year, name = department()
    found = read(tmp_path, official_export.sheets(content, year), name)
    assert found.problems == ()
    assert found.year == year
    assert [table.code for table in found.tables] == "Z01 Z01_1 Z03 Z04 Z07 Z08 Z08_1 Z08_2 Z09 F03".split()  # noqa: SIM905
    assert found.passed_over == (f"{name}〔CS03 非税收入征缴情况表〕", f"{name}〔QB01 填报说明〕")
    for sheet, heading in (
        ("收入支出", FINAL),
        ("财政拨款收支", FINAL),
        ("三公经费", FINAL),
        ("其他事项", "本年数"),
    ):
        truth = official_department.column(content, sheet, heading)
        own = {target.row: each.value for target, each in found.taken.items() if target.sheet == sheet}
        taken = {row: value for row, value in own.items() if Target(sheet, row, heading) in found.taken}
        assert {row: truth[row] for row in taken} == {
            row: found.taken[Target(sheet, row, heading)].value for row in taken
        }
        assert {row for row, value in truth.items() if value != NONE} - set(taken) <= NOT_EXPORTED
    for item in official_department.items(content):
        for heading, value in (("基本支出", item.basic), ("项目支出", item.project), ("合计", item.total)):
            assert found.taken[Target("支出科目", item.code, heading, item.fund)].value == value
    for code, value in official_department.economic(content).items():
        assert found.taken[Target("基本支出", code, "金额")].value == value


NOT_EXPORTED = {
    "人员编制", "在编人员", "行政人员", "参公人员", "事业人员", "工勤人员", "调入人员", "调出人员", "轿车",
    "越野车", "载客汽车", "其他国内公务接待费",
}  # fmt: skip
"""The rows of the workbook that no table of the export has."""


# ---- how tables are recognised


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Z01 收入支出决算总表(财决01表)", "Z01"),
        ("Z01-1-财政拨款收入支出决算总表", "Z01_1"),
        ("z08_1 一般公共预算财政拨款基本支出决算明细表(财决08-", "Z08_1"),
        ("Ｚ０８－２　项目", "Z08_2"),
        ("财决08-1表", "Z08_1"),
        ("财决附03表 机构运行信息表", "F03"),
        ("Z01 2020年", "Z01"),
        ("CS03 说明", ""),
        ("Sheet1", ""),
        ("Z011", ""),
    ],
)
def test_the_code_stands_at_the_front_of_the_name(name: str, code: str) -> None:
    assert recognition.code_of(name) == code


def test_sheets_in_any_order_under_other_names_give_the_same(tmp_path: Path, school: Made) -> None:
    straight = read(tmp_path, school)
    shuffled = {f"Sheet{at}": school[name] for at, name in enumerate(reversed(school))}
    other = read(tmp_path, shuffled)
    assert {target: each.value for target, each in other.taken.items()} == {
        target: each.value for target, each in straight.taken.items()
    }


def test_a_code_that_contradicts_the_title_is_refused(tmp_path: Path, school: Made) -> None:
    found = read(tmp_path, changed(only(school, "Z04"), "Z04", nothing, "Z03 收入决算表"))
    assert found.taken == {}
    assert [str(each) for each in found.problems] == [
        "错误 I11　导出.xls〔Z03 收入决算表〕：Z03 整张表没有取：工作表名称像 Z03，标题却是“支出决算表”"
        "　→ 请重新导出这张表。"
    ]


def test_rows_and_columns_are_found_wherever_they_stand(tmp_path: Path, school: Made) -> None:
    """A blank column in front, rows between, and a name in full width."""
    straight = read(tmp_path, only(school, "F03"))

    def moved(rows: Rows) -> None:
        rows[5:5] = [[], []]
        rows[:] = [["", *row] for row in rows]
        for row in rows:
            row[:] = [unicodedata.normalize("NFKC", each) if isinstance(each, str) else each for each in row]

    made: Made = {name: (rows, []) for name, (rows, _) in changed(only(school, "F03"), "F03", moved).items()}
    found = read(tmp_path, made)
    assert {target: each.value for target, each in found.taken.items()} == {
        target: each.value for target, each in straight.taken.items()
    }


def test_three_columns_of_codes_and_the_total_among_the_headings(tmp_path: Path, school: Made) -> None:
    straight = read(tmp_path, only(school, "Z04"))

    def parted(rows: Rows) -> None:
        total = rows.pop(8)
        rows.pop(7)
        rows[6] = ["类", "款", "项", "合计", *total[4:]]
        for row in rows[7:]:
            code = str(row[0])
            row[:3] = [code[:3], code[3:5], code[5:]]

    made = {
        name: (rows, areas[1:4]) for name, (rows, areas) in changed(only(school, "Z04"), "Z04", parted).items()
    }
    found = read(tmp_path, made)
    assert found.problems == ()
    assert {target: each.value for target, each in found.taken.items()} == {
        target: each.value for target, each in straight.taken.items()
    }


# ---- what is refused


@pytest.mark.parametrize(
    ("code", "change", "message"),
    [
        ("Z01", put(6, 4, 27233700), "“本年收入合计”写的是 31,708,747.59，各部分相加是 31,708,747.23，差 0.36元"),
        ("Z01", put(36, 9, 1), "“总计（E37）”写的是 32,652,766.11，各部分相加是 1.00，差 32,652,765.11元"),
        ("Z01_1", put(33, 16, 5), "“本年支出合计”写的是 27,644,900.36，各部分相加是 300,005.00"),
        ("Z04", put(11, 5, 1), "“20502 基本支出”写的是 21,182,858.81，各部分相加是 1.00"),
        ("Z08_1", swapped, "“合计 30101”写的是 8,412,359.00，各部分相加是 8,412,360.00"),
        ("Z08_1", put(9, 6, 1), "“205教育支出 301”写的是 "),
        ("Z08_2", put(12, 6, 1), "“2050204 合计”写的是 2,415,300.00，各部分相加是 "),
        ("F03", put(10, 3, 1), "“公务用车购置及运行维护费”写的是 223,826.00，各部分相加是 178,601.00"),
        ("F03", put(13, 3, 30000), "“外事接待费”30000，大于“国内接待费”26580"),
        ("F03", put(18, 3, 3), "“公务用车购置数”3，大于“公务用车保有量”2"),
        ("F03", put(16, 3, 4), "“因公出国(境)团组数”4，大于“因公出国(境)人次数”3"),
    ],
)
def test_a_table_whose_sums_do_not_close_is_refused_by_name(
    tmp_path: Path, school: Made, code: str, change: Callable[[Rows], None], message: str
) -> None:
    found = read(tmp_path, changed(only(school, code), code, change))
    assert found.taken == {}
    assert [table.refused for table in found.tables] == [True]
    first = next(each for each in found.problems if message in each.message)
    assert first.code == sums.OPEN
    assert f"{code} 整张表没有取：" in first.message
    assert first.where.startswith(f"导出.xls〔{code}")


@pytest.mark.parametrize(
    ("place", "value", "reason"),
    [
        (-1, "金额单位：千元", "金额单位是“千元”，不是元或万元"),
        (-1, "", "没有写金额单位"),
        (0, "单位：万元", "金额单位写了几种：万元、元"),
        (0, "2020年度", "写了几个年度：2020、2021"),
    ],
)
def test_a_table_of_which_unit_or_year_is_not_sure_is_refused(
    tmp_path: Path, school: Made, place: int, value: str, reason: str
) -> None:
    found = read(tmp_path, changed(only(school, "Z03"), "Z03", put(2, place, value)))
    assert found.taken == {}
    assert reason in found.problems[0].message


def test_tables_of_two_years_are_not_mixed(tmp_path: Path, school: Made) -> None:
    mixed = changed(school, "Z03", put(2, 1, "2020年度"))
    with pytest.raises(ReportError, match="有几个年度的表") as caught:
        read(tmp_path, mixed)
    assert str(caught.value).startswith(
        "错误 I13　导入的文件：有几个年度的表（2020 年度：导出.xls〔Z03 收入决算表"
    )


def test_what_two_tables_say_differently_is_not_taken(tmp_path: Path, school: Made) -> None:
    def grown(rows: Rows) -> None:
        for row in rows[8:12]:
            row[4:6] = [value + 1 if isinstance(value, Decimal) else value for value in row[4:6]]

    found = read(tmp_path, changed(school, "Z04", grown))
    assert Target("收入支出", "基本支出", FINAL) not in found.taken
    assert Target("收入支出", "项目支出", FINAL) in found.taken
    told = [each for each in found.problems if each.code == "I14"]
    assert "导出.xls Z01!O7 是 26595918.80，导出.xls Z04!F9 是 26595919.80" in told[0].message


def test_an_amount_that_is_no_number_refuses_the_table(tmp_path: Path, school: Made) -> None:
    found = read(tmp_path, changed(only(school, "Z04"), "Z04", put(12, 5, "见附件")))
    assert found.taken == {}
    assert str(found.problems[0]).startswith("错误 R12　〔导出.xls Z04 支出决算表(财决04表)〕F13：应为数字")


@pytest.mark.parametrize("value", [-2, Decimal("1.5")])
def test_a_count_is_a_whole_number(tmp_path: Path, school: Made, value: int | Decimal) -> None:
    found = read(tmp_path, changed(only(school, "F03"), "F03", put(19, 3, value)))
    assert found.taken == {}
    assert str(found.problems[0]).startswith(
        f"错误 R33　〔导出.xls F03 机构运行信息表(财决附03表)〕D20：{value} 不是"
    )


def test_a_row_that_no_edition_knows_is_told(tmp_path: Path, school: Made) -> None:
    found = read(tmp_path, changed(only(school, "Z01"), "Z01", put(10, 5, "五、书本支出")))
    assert found.taken == {}
    assert "第5项“书本支出”，各年的表里没有这样的一项" in found.problems[0].message


# ---- what a figure means


def test_a_dash_is_none_and_not_nought(tmp_path: Path, school: Made) -> None:
    found = read(tmp_path, changed(only(school, "Z01"), "Z01", put(12, 4, "一")))
    assert Target("收入支出", "附属单位上缴收入", FINAL) not in found.taken
    assert found.taken[Target("收入支出", "国有资本经营预算财政拨款收入", FINAL)].value == 0


def test_receptions_of_foreigners_are_part_of_the_domestic_ones_and_not_parted(
    tmp_path: Path, school: Made
) -> None:
    found = read(tmp_path, changed(only(school, "F03"), "F03", put(13, 3, 100)))
    assert Target("三公经费", "公务接待费", FINAL) in found.taken
    assert Target("三公经费", "国内公务接待费", FINAL) not in found.taken
    assert Target("三公经费", "外事接待费", FINAL) not in found.taken


def test_a_first_budget_is_not_taken_for_the_whole_one(tmp_path: Path, school: Made) -> None:
    budget = Target("三公经费", "公务接待费", "调整预算数")
    assert budget not in read(tmp_path, only(school, "F03")).taken

    def renamed(rows: Rows) -> None:
        rows[3] = ["全年预算数" if each == "预算数" else each for each in rows[3]]
        for row, value in zip(range(6, 12), (316400, 58400, 228000, 180000, 48000, 30000), strict=True):
            rows[row][2] = value

    assert read(tmp_path, changed(only(school, "F03"), "F03", renamed)).taken[budget].value == 30000


def test_a_figure_says_where_it_comes_from(tmp_path: Path, school: Made) -> None:
    found = read(tmp_path, school)
    assert found.taken[Target("基本支出", "30101", "金额")].origin == "导出.xls Z08_1!G9"
    fund = workbook_form.GENERAL_PUBLIC
    by_projects = read(tmp_path, {name: sheet for name, sheet in school.items() if name.startswith("Z08_2")})
    assert by_projects.taken[Target("支出科目", "2050204", "项目支出", fund)].origin == "导出.xls Z08_2!G12"
    alone = read(tmp_path, only(school, "Z08_1")).taken[Target("基本支出", "人员经费合计", "金额")]
    assert alone.origin == "导出.xls Z08_1!F9+Z08_1!AV9"
    assert replace(alone, cells=alone.cells[:1]).origin == "导出.xls Z08_1!F9"


# ---- other years of the tables


def test_the_tables_of_2018_have_seven_incomes(tmp_path: Path, school: Made) -> None:
    """财政拨款收入 in one row, and 23 functions; what is general public money is said by 财决01-1."""

    def older(rows: Rows) -> None:
        fiscal = Decimal(27233700) + Decimal("0.36") + 270000
        rows[6][:5] = ["一、财政拨款收入", 1, NONE, NONE, fiscal]
        rows[7][:5] = ["    其中：政府性基金预算财政拨款", 2, NONE, NONE, 270000]
        del rows[8][:5]
        rows[8][:0] = ["二、上级补助收入", 3, NONE, NONE, 120000]
        for at, numeral in zip(range(10, 14), "三四五六", strict=True):
            rows[at - 1][:5] = [f"{numeral}、{str(rows[at][0])[2:]}", at - 6, *rows[at][2:5]]
        rows[13][:5] = ["", "", "", "", ""]
        rows[12][5] = "七、文化体育与传媒支出"
        rows[14][5] = "九、医疗卫生与计划生育支出"

    found = read(tmp_path, changed(only(school, "Z01"), "Z01", older))
    assert found.problems == ()
    taken = {target.row: each.value for target, each in found.taken.items()}
    assert "一般公共预算财政拨款收入" not in taken
    assert taken["政府性基金预算财政拨款收入"] == 270000
    assert taken["其他收入"] == Decimal("58216.73")


def test_the_eight_kinds_of_vehicles_are_not_the_five(tmp_path: Path, school: Made) -> None:
    def newer(rows: Rows) -> None:
        kinds = ["副部（省）级及以上领导用车", "主要负责人用车", "机要通信用车", "应急保障用车", "执法执勤用车"]
        for row, kind in zip(range(10, 15), kinds, strict=True):
            rows[row][4:8] = [f"  1．{kind}", 27, NONE, 1 if kind == "机要通信用车" else 0]
        rows[15:15] = [["", "", "", "", "  8．其他用车", 34, NONE, 1]]

    found = read(tmp_path, changed(only(school, "F03"), "F03", newer))
    assert found.problems == ()
    taken = {target.row: each.value for target, each in found.taken.items()}
    assert taken["车辆"] == 2
    assert {"其他用车", "一般公务用车", "一般执法执勤用车", "部级领导干部用车"} & set(taken) == set()


def test_a_budget_that_does_not_close_leaves_the_finals(tmp_path: Path, school: Made) -> None:
    found = read(tmp_path, changed(only(school, "Z01_1"), "Z01_1", put(33, 12, 7)))
    assert Target("财政拨款收支", "本年支出合计", "调整预算数") not in found.taken
    assert found.taken[Target("财政拨款收支", "本年支出合计", FINAL)].value == Decimal("27644900.36")
    (told,) = found.problems
    assert told.severity.value == "警告"
    assert told.message.startswith("Z01_1 全年预算数没有取：“本年支出合计”写的是 ")


def test_the_total_of_expenditure_may_stand_beside_the_functions(tmp_path: Path, school: Made) -> None:
    """Only functions on which something was spent are listed, and their total stands in the block by nature."""

    def short(rows: Rows) -> None:
        feet: dict[str, list[str | int | Decimal]] = {
            "使": ["结余分配", 85, NONE, NONE, Decimal("37475.15")],
            "年": ["年末结转和结余", 86, NONE, NONE, Decimal("747166.81")],
            "总": ["总计", 89, NONE, NONE, Decimal("32652766.11")],
        }
        functions = [row[5:10] for row in rows[6:32] if row[9] != NONE]
        for at, row in enumerate(rows[6:]):
            row[5:10] = functions[at] if at < len(functions) else [""] * 5
            if row[0] in {"使用非财政拨款结余(含专用结余)", "年初结转和结余", "总计"}:
                row[10:15] = feet[str(row[0])[0]]

    made = changed(only(school, "Z01"), "Z01", short)
    found = read(tmp_path, made)
    assert found.problems == ()
    assert len(found.taken) == 21
    refused = read(tmp_path, changed(made, "Z01", put(6, 9, 5)))
    assert "“本年支出合计”写的是 31,868,124.15，各部分相加是 " in refused.problems[0].message


# ---- what nothing proves


@pytest.mark.parametrize(
    ("code", "label"),
    [("Z01", "总计"), ("Z01_1", "本年支出合计"), ("F03", "车辆数合计（辆）")],
)
def test_parts_without_their_total_are_not_taken(tmp_path: Path, school: Made, code: str, label: str) -> None:
    def without(rows: Rows) -> None:
        for line in rows:
            for at, value in enumerate(line):
                if str(value).strip().endswith(label):
                    line[at] = "见下"

    found = read(tmp_path, changed(only(school, code), code, without))
    assert found.taken == {}
    assert any(f"没有“{label.removesuffix('（辆）')}”，加不起来" in each.message for each in found.problems)


def test_a_table_that_is_cut_off_is_refused(tmp_path: Path, school: Made) -> None:
    def cut(rows: Rows) -> None:
        del rows[-2:]

    for code, message in (("Z04", "229 有数，下面却没有款、项"), ("Z09", "229 有数，下面却没有款、项")):
        found = read(tmp_path, changed(only(school, code), code, cut))
        assert found.taken == {}
        assert any(message in each.message for each in found.problems)


def test_last_years_column_is_not_taken(tmp_path: Path, school: Made) -> None:
    def with_last(rows: Rows) -> None:
        rows[4][2:4] = ["上年决算数", "比上年增减"]
        for row in rows[6:14]:
            row[2:4] = [7, 8]

    straight = read(tmp_path, only(school, "Z01"))
    found = read(tmp_path, changed(only(school, "Z01"), "Z01", with_last))
    assert {target: each.value for target, each in found.taken.items()} == {
        target: each.value for target, each in straight.taken.items()
    }


def test_projects_without_a_row_of_their_item_tie_to_what_stands_above(tmp_path: Path, school: Made) -> None:
    def without_item(rows: Rows) -> None:
        del rows[11]

    found = read(tmp_path, changed(only(school, "Z08_2"), "Z08_2", without_item))
    fund = workbook_form.GENERAL_PUBLIC
    assert found.taken[Target("支出科目", "2050204", "项目支出", fund)].value == 2415300
    assert found.taken[Target("支出科目", "2050204", "项目支出", fund)].origin == "导出.xls Z08_2!G12+Z08_2!G13"

    def one_less(rows: Rows) -> None:
        without_item(rows)
        for at in (6, 7 + official_items.CODES.index("302"), 7 + official_items.CODES.index("30227")):
            rows[11][at] = 1

    refused = read(tmp_path, changed(only(school, "Z08_2"), "Z08_2", one_less))
    assert refused.taken == {}
    assert "“20502 合计”写的是 2,415,300.00，各部分相加是 1,207,651.00" in refused.problems[0].message


def test_economic_columns_in_another_order_are_refused(tmp_path: Path, school: Made) -> None:
    """The headings of two columns are exchanged: every sum closes all the same."""

    def exchanged(rows: Rows) -> None:
        rows[4][6], rows[4][7] = rows[4][7], rows[4][6]

    found = read(tmp_path, changed(only(school, "Z08_1"), "Z08_1", exchanged))
    assert found.taken == {}
    assert "经济分类各列的次序不是软件的次序" in found.problems[0].message


def test_a_table_of_which_nothing_is_taken_is_not_looked_into(tmp_path: Path, school: Made) -> None:
    (rows,) = (rows for name, (rows, _) in school.items() if name.startswith("Z08 "))
    found = read(tmp_path, {"Z05_2 项目支出决算明细表": ([["项目支出决算明细表"], *rows[1:4]], [])})
    assert [(table.code, table.figures, table.refused) for table in found.tables] == [("Z05_2", 0, False)]
    assert found.problems == ()
