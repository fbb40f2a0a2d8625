"""C320 to C328: 收入科目, 全部支出科目 and 支出明细, of which the public tables print every item."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from juesuan.model import workbook_form
from juesuan.year.blank_workbook import Content, Entry, Value
from tests.checks.book import advice, problems, told
from tests.support import builder, county_school, school_by_item, water_office

CODES = tuple(f"C32{digit}" for digit in range(8))
SHEETS = ("收入科目", "全部支出科目", "支出明细")
YES = {"项目": "附表", "内容": "是"}


@pytest.fixture(scope="module")
def school() -> Content:
    return school_by_item.department()


def of(content: Content, code: str = "C32") -> list[str]:
    """What the rules say, amounts without the signs that make them easy to read."""
    lines = told(builder.accounts(content), code)
    return [re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", line).replace(".00元", "元") for line in lines]


def with_row(content: Content, sheet: str, row: int, **cells: Value) -> Content:
    """The content with cells of one row of a sheet changed, counted from 0."""
    rows = [{**entry, **cells} if place == row else entry for place, entry in enumerate(content[sheet])]
    return {**content, sheet: rows}


def test_sheets_that_tie_are_clean(school: Content) -> None:
    assert of(school) == []


def test_sheets_that_are_not_there_are_not_missed() -> None:
    assert of(water_office.department()) == []


def _cells(content: Content) -> Iterator[tuple[str, int, str]]:
    """Every amount of the three sheets: its sheet, its row from 0, its heading."""
    for sheet in SHEETS:
        for place, row in enumerate(content[sheet]):
            yield from ((sheet, place, heading) for heading, value in row.items() if isinstance(value, Decimal))


def test_whichever_amount_is_mistyped_it_is_named(school: Content) -> None:
    places = {
        (sheet.name, column.heading): "ABCDEFGHI"[at]
        for sheet in workbook_form.SHEETS
        if sheet.optional
        for at, column in enumerate(sheet.columns)
    }
    for sheet, place, heading in _cells(school):
        wrong = with_row(school, sheet, place, **{heading: Decimal(school[sheet][place][heading]) + 1})
        cells = {cell for each in problems(builder.accounts(wrong), "C32") for cell in each.cells}
        assert f"〔{sheet}〕{places[sheet, heading]}{place + 5}" in cells, (sheet, place, heading)


def test_a_row_that_its_columns_do_not_make(school: Content) -> None:
    wrong = with_row(school, "收入科目", 4, 事业收入=Decimal(1))  # 2050903
    assert of(wrong, "C320") == [
        "错误 C320　〔收入科目〕C9：“2050903 城市中小学校舍建设”本年收入合计为1280000元，"
        "各栏相加为1280001元，少1元" + advice("C320")
    ]


def test_a_class_that_its_items_do_not_make(school: Content) -> None:
    wrong = with_row(school, "全部支出科目", 0, 项目支出=Decimal("4845300.50"))
    assert of(wrong, "C321") == [
        "错误 C321　〔全部支出科目〕E5：“205 教育支出”项目支出为4845300.50元，所属各项相加为4845300元，多0.50元"
        + advice("C321")
    ]


def test_items_that_do_not_make_the_total_of_the_other_sheet(school: Content) -> None:
    short = {
        **school,
        "收入科目": [row for row in school["收入科目"] if not str(row["科目编码"]).startswith("229")],
    }
    whole, fiscal = of(short, "C322")
    assert (
        "〔收入支出〕B14：“本年收入合计”为31708747.59元，〔收入科目〕“本年收入合计”各项合计为31438747.59元"
        in whole
    )
    assert "〔财政拨款收支〕B12：“本年收入合计”为27503700.36元，〔收入科目〕“财政拨款收入”各项合计为" in fiscal


def test_fiscal_money_beyond_all_money_of_an_item(school: Content) -> None:
    wrong = builder.changed(school, "全部支出科目", "2210201", "基本支出", 1)
    (line,) = of(wrong, "C323")
    assert "〔支出科目〕“2210201 住房公积金”基本支出为1578424.96元，大于〔全部支出科目〕的基本支出的1元" in line


def test_an_item_of_fiscal_money_that_all_money_has_not_got(school: Content) -> None:
    wrong = builder.without(school, "全部支出科目", "2210201")
    wrong = builder.without(builder.without(wrong, "全部支出科目", "22102"), "全部支出科目", "221")
    assert of(wrong, "C324") == [
        "错误 C324　〔支出科目〕A20：〔支出科目〕有“2210201 住房公积金”的支出，〔全部支出科目〕没有这个科目"
        + advice("C324")
    ]


def test_sections_that_do_not_make_their_item(school: Content) -> None:
    wrong = with_row(school, "支出明细", len(school["支出明细"]) - 2, 金额=Decimal(1280010))
    (line,) = of(wrong, "C325")
    assert (
        "“2050903 城市中小学校舍建设”合计为1280000元，〔支出明细〕部门经济分类各行相加为1280010元，少10元" in line
    )


def test_a_detail_of_an_item_that_the_fund_has_not_got(school: Content) -> None:
    wrong = builder.added(school, "支出明细", {"科目编码": "2210202", "经济分类编码": "30103", "金额": 5})
    assert any("在〔支出科目〕的一般公共预算里没有" in line for line in of(wrong, "C325"))


def test_both_classifications_tie_each_by_itself(school: Content) -> None:
    rows = [
        {
            "科目编码": row["科目编码"],
            "资金性质": row.get("资金性质", ""),
            "经济分类编码": "505",
            "金额": row["合计"],
        }
        for row in school["支出科目"]
        if len(str(row["科目编码"])) == 7
    ]
    both = builder.added(school, "支出明细", *rows)
    assert of(both) == []
    wrong = builder.added(school, "支出明细", *rows[1:])
    assert all("政府经济分类各行相加为0元" in line for line in of(wrong, "C325"))


def test_a_class_of_the_details_that_its_sections_do_not_make(school: Content) -> None:
    stated: Entry = {"科目编码": "2210201", "经济分类编码": "301", "金额": Decimal("1578424.97")}
    (line,) = of(builder.added(school, "支出明细", stated), "C326")
    assert "“2210201 住房公积金”的“301 工资福利支出”为1578424.97元，所属各行相加为1578424.96元，多0.01元" in line


def test_a_section_of_basic_expenditure_is_a_part_of_it(school: Content) -> None:
    wrong = builder.changed(school, "基本支出", "30231", "金额", 90000)
    (line,) = of(wrong, "C327")
    assert "〔基本支出〕“30231 公务用车运行维护费”为90000元，大于〔支出明细〕这一款的合计的45226元" in line


# ---- C328: which tables have totals only


def test_who_publishes_tables_is_told_which_have_totals_only(school: Content) -> None:
    bare = builder.added(county_school.department(), "基本信息", YES)
    assert [line.partition("：")[0] for line in of(bare, "C328")] == [
        "提示 C328　〔收入科目〕", "提示 C328　〔全部支出科目〕", "提示 C328　〔支出明细〕",
    ]  # fmt: skip
    assert of(builder.added(school, "基本信息", YES), "C328") == []
    assert of(county_school.department(), "C328") == []
