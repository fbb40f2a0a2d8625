"""Public tables 02, 03, 05 and 07 with every item, worked out by hand, and the layouts that editions have."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest
from msgspec.structs import replace

from juesuan.figures import derive, public_items, public_layout, public_tables
from juesuan.model import editions, public_table_forms
from juesuan.model.accounts import Accounts
from juesuan.model.identity import About
from juesuan.model.problems import ReportError
from juesuan.model.public_table_forms import Body, PublicCell, PublicPart, PublicTable
from juesuan.model.values import plain
from juesuan.word import public_part
from juesuan.year import public_tables_xlsx
from juesuan.year.blank_workbook import Content
from tests.support import builder, school_by_item, water_office

YES = {"项目": "附表", "内容": "是"}
Lines = dict[str, list[str]]


def accounts_of(content: Content) -> Accounts:
    """The accounts of a workbook with that content, which has public tables."""
    return builder.accounts(builder.added(content, "基本信息", YES))


def tables(content: Content, edition: str = "四川2022") -> dict[str, PublicTable]:
    """The tables by the kind of what fills them."""
    accounts = accounts_of(content)
    part = public_tables.part(accounts, derive.derive(accounts), editions.named(edition).tables)
    return {table.form.kind: table for table in part.tables}


def lines(table: PublicTable) -> Lines:
    """The cells of each row behind its first, by the first."""
    shown = [[_shown(box) for box in row] for row in table.rows]
    return {first: others for first, *others in shown}


def _shown(box: PublicCell) -> str:
    return plain(public_part.words(box))


@pytest.fixture(scope="module")
def school() -> dict[str, PublicTable]:
    return tables(school_by_item.department())


@pytest.mark.parametrize(
    ("kind", "label", "cells"),
    [
        ("收入", "合计", ["3170.87", "2750.37", "12.00", "386.25", "16.44", "0.00", "5.82"]),
        # 21931840.37 - 111200 of fiscal money, with 4205047.23 of its own
        ("收入", "205", ["教育支出", "2602.57", "2182.06", "12.00", "386.25", "16.44", "", "5.82"]),
        ("收入", "2296004", ["用于教育事业的彩票公益金支出", "27.00", "27.00", "", "", "", "", ""]),
        ("支出", "合计", ["3186.81", "2659.59", "514.53", "0.00", "12.69", "0.00"]),
        # 18236540.37 + 2946318.44; 2415300 + 1150000; 126905.35
        ("支出", "2050204", ["高中教育", "2487.51", "2118.29", "356.53", "", "12.69", ""]),
        ("支出", "22102", ["住房改革支出", "157.84", "157.84", "0.00", "", "0.00", ""]),
    ],
)
def test_all_money_by_item(school: dict[str, PublicTable], kind: str, label: str, cells: list[str]) -> None:
    assert lines(school[kind])[label] == cells
    assert school[kind].notes == (school[kind].form.note,)


def heads(table: PublicTable) -> list[list[tuple[str, int, int]]]:
    return [[(str(box.content), box.columns, box.rows) for box in row] for row in table.body.heads]


def cells(table: PublicTable, label: str) -> dict[str, str]:
    """The amounts of a row behind the total, by class and section."""
    names: list[str] = []
    below = iter(box.content for box in table.body.heads[1][2:])
    for box in table.body.heads[0][2:]:
        names += (
            [f"{box.content}/{next(below)}" for _ in range(box.columns)] if box.rows == 1 else [str(box.content)]
        )
    amounts = lines(table)[label][1 if label != "合计" else 0 :]
    return {name: amount for name, amount in zip(names, amounts[1:], strict=True) if amount}


def test_a_column_for_each_economic_section_with_an_amount_under_its_class(school: dict[str, PublicTable]) -> None:
    table = school["一般公共预算明细"]
    groups = [("工资福利支出", 10), ("商品和服务支出", 13), ("对个人和家庭的补助", 3), ("资本性支出", 3)]
    assert heads(table)[0] == [
        ("项目", 2, 1), ("合计", 1, 2), *((name, columns, 1) for name, columns in groups),
    ]  # fmt: skip
    # 226415 of 基本支出 and 915300 of a project
    assert cells(table, "2050204")["商品和服务支出/维修（护）费"] == "114.17"
    assert cells(table, "208") == {
        "工资福利支出/小计": "249.15", "工资福利支出/机关事业单位基本养老保险缴费": "210.46",
        "工资福利支出/职业年金缴费": "38.69", "对个人和家庭的补助/小计": "35.68",
        "对个人和家庭的补助/退休费": "35.68",
    }  # fmt: skip
    assert lines(table)["合计"][:2] == ["2734.49", "2139.23"]
    assert table.notes[1:] == ("本表只列有数的经济分类科目。",)


def test_all_fiscal_money_has_the_funds_too(school: dict[str, PublicTable]) -> None:
    table = school["财政拨款明细"]
    assert table.form.title == "财政拨款支出决算明细表"
    assert cells(table, "229") == {"对个人和家庭的补助/小计": "30.00", "对个人和家庭的补助/助学金": "30.00"}
    # 356800 + 125501 of the general public budget
    assert cells(table, "合计")["对个人和家庭的补助/小计"] == "78.23"


def test_the_classes_of_all_expenditure_stand_in_the_first_table(school: dict[str, PublicTable]) -> None:
    rows = [[_shown(box) for box in row] for row in school["收入支出总表"].rows]
    assert ["一、教育支出", "2615.51"] in [row[2:] for row in rows]
    assert school["收入支出总表"].notes[1:] == ()


def test_without_the_rows_of_a_fund_that_spent_money_there_are_totals_only() -> None:
    content = school_by_item.department()
    content = {**content, "支出明细": [row for row in content["支出明细"] if not row.get("资金性质")]}
    found = tables(content)
    assert [len(found[kind].rows) for kind in ("财政拨款明细", "一般公共预算明细")] == [1, 17]
    assert found["财政拨款明细"].notes[1:] == ("本表列示合计数。",)


def test_a_row_that_last_year_has_left_has_no_line_and_a_sheet_of_them_is_not_filled() -> None:
    content = school_by_item.department()
    left = {"科目编码": "2050203", "科目名称": "初中教育"}
    table = tables(builder.added(content, "收入科目", left))["收入"]
    assert "2050203" not in lines(table)
    table = tables({**content, "收入科目": [left]})["收入"]
    assert table.notes[1:] == ("本表列示合计数。",)


def test_the_governments_classification_has_a_table_of_its_own() -> None:
    content = water_office.department()
    spent = [row for row in content["支出科目"] if len(str(row["科目编码"])) == 7]
    rows = [
        {"科目编码": row["科目编码"], "经济分类编码": "501", "金额": row.get("合计") or row["基本支出"]}
        for row in spent
    ]
    table = tables({**content, "支出明细": rows}, "四川2020")["政府经济分类"]
    assert heads(table)[0][2:] == [("机关工资福利支出", 1, 2)]
    assert len(table.rows) == 1 + len(content["支出科目"])


# ---- what follows


def _without_balances(content: Content) -> Content:
    """The water office with no other money and no balances."""
    for sheet, row, value in (
        ("收入支出", "年初结转和结余", 0), ("收入支出", "其他收入", 0), ("收入支出", "本年收入合计", 3670000),
        ("收入支出", "一般公共预算财政拨款收入", 3670000), ("收入支出", "收入总计", 3670000),
        ("收入支出", "项目支出", 1270000), ("收入支出", "本年支出合计", 3670000),
        ("收入支出", "年末结转和结余", 0), ("收入支出", "支出总计", 3670000),
        ("财政拨款收支", "一般公共预算年初结转和结余", 0), ("财政拨款收支", "年初财政拨款结转和结余", 0),
        ("财政拨款收支", "一般公共预算财政拨款收入", 3670000), ("财政拨款收支", "本年收入合计", 3670000),
        ("财政拨款收支", "一般公共预算年末结转和结余", 0), ("财政拨款收支", "年末财政拨款结转和结余", 0),
    ):  # fmt: skip
        content = builder.changed(content, sheet, row, "本年决算数", value)
    return content


def test_with_fiscal_money_alone_and_no_balances_revenue_by_item_is_expenditure() -> None:
    table = tables(_without_balances(water_office.department()))["收入"]
    assert lines(table)["合计"][:2] == ["367.00", "367.00"]
    assert lines(table)["21303"] == ["水利", "309.50", "309.50", "", "", "", "", ""]
    assert table.notes[1:] == ()


def test_with_a_balance_nothing_is_concluded() -> None:
    content = _without_balances(water_office.department())
    content = builder.changed(content, "收入支出", "年末结转和结余", "本年决算数", 1)
    assert len(tables(content)["收入"].rows) == 1


# ---- layouts


def _laid_out(table: PublicTable, codes: str, total: str) -> Body:
    return public_layout.laid_out(replace(table.form, codes=codes, total=total), table.body)


def test_the_total_may_stand_last(school: dict[str, PublicTable]) -> None:
    table = school["一般公共预算支出"]
    body = _laid_out(table, "一列", "最后")
    assert body.rows == (*table.body.rows[1:], table.body.rows[0])


def test_codes_in_three_columns_stand_beside_the_total(school: dict[str, PublicTable]) -> None:
    body = _laid_out(school["一般公共预算支出"], "三列", "最前")
    assert [[_shown(box) for box in row] for row in body.rows[:4]] == [
        ["类", "款", "项", "合计", "2734.49", "2364.96", "369.53"],
        ["205", "", "", "教育支出", "2193.18", "1823.65", "369.53"],
        ["205", "02", "", "普通教育", "2065.18", "1823.65", "241.53"],
        ["205", "02", "04", "高中教育", "2065.18", "1823.65", "241.53"],
    ]
    assert [(box.content, box.columns, box.rows) for box in body.heads[1]] == [
        ("科目编码", 3, 1),
        ("科目名称", 1, 1),
    ]
    assert len(body.shares) == 7


def _with_columns(table: PublicTable, *columns: str) -> Body:
    return public_layout.laid_out(replace(table.form, columns=columns), table.body)


def test_a_form_may_choose_columns_and_their_order(school: dict[str, PublicTable]) -> None:
    table = school["一般公共预算支出"]
    body = _with_columns(table, "项目支出", "合计")
    assert [box.content for box in body.heads[0]] == ["项目", "项目支出", "合计"]
    assert [[_shown(box) for box in row] for row in body.rows[:2]] == [
        ["合计", "369.53", "2734.49"],
        ["205", "教育支出", "369.53", "2193.18"],
    ]
    assert len(body.shares) == 4
    with pytest.raises(ReportError) as caught:
        _with_columns(table, "合计", "其他")
    assert [str(each) for each in caught.value.problems] == [
        f"错误 W05　附表.toml “{table.form.title}”：没有“其他”这一栏　→ 可以写：合计、基本支出、项目支出。"
    ]


def test_a_column_with_others_under_it_is_chosen_with_them(school: dict[str, PublicTable]) -> None:
    table = school["政府性基金收支"]
    body = _with_columns(table, "本年支出")
    assert [box.content for box in body.heads[0]] == ["项目", "本年支出"]
    assert [box.content for box in body.heads[1]] == ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    assert {sum(box.columns for box in row) for row in body.rows} == {5}


def test_of_a_table_that_is_not_by_item_no_columns_can_be_chosen(school: dict[str, PublicTable]) -> None:
    with pytest.raises(ReportError, match="这种表的栏不能选"):
        _with_columns(school["收入支出总表"], "决算数")


@pytest.mark.parametrize("total", ["最前", "最后"])
@pytest.mark.parametrize("kind", ["一般公共预算支出", "政府性基金收支", "一般公共预算明细"])
def test_every_place_of_a_table_in_three_columns_is_covered_once(
    school: dict[str, PublicTable], kind: str, total: str
) -> None:
    table = replace(school[kind], body=_laid_out(school[kind], "三列", total))
    for piece in table.pieces:
        for rows in (piece.heads, piece.rows):
            covered = [
                (line + down, at + along)
                for line, at, box in public_table_forms.placed(rows)
                for down in range(box.rows)
                for along in range(box.columns)
            ]
            assert sorted(covered) == [(line, at) for line in range(len(rows)) for at in range(len(piece.widths))]


def test_a_table_too_wide_for_a_page_is_cut_and_each_piece_says_what_its_rows_are(
    school: dict[str, PublicTable],
) -> None:
    table = school["一般公共预算明细"]
    pieces = table.pieces
    assert [len(piece.widths) for piece in pieces] == [11, 11, 11, 8]
    for piece in pieces:
        assert [_shown(box) for box in piece.rows[3][:3]] == ["2050204", "高中教育", "2065.18"]
        assert sum(piece.widths) <= public_table_forms.WIDE_WIDTH
    shown = [_shown(box) for piece in pieces for box in piece.rows[3][3:]]
    assert shown == lines(table)["2050204"][2:]


def test_the_workbook_has_a_wide_table_in_one_piece(school: dict[str, PublicTable]) -> None:
    table = school["一般公共预算明细"]
    about = About("", "", datetime(2022, 9, 1, tzinfo=UTC))
    book = openpyxl.load_workbook(io.BytesIO(public_tables_xlsx.book(PublicPart("附表", (table,)), about)))
    page = book.worksheets[0]
    assert page.max_column == 3 + 29
    row = next(row for row in page.iter_rows(values_only=True) if row[0] == "2050204")
    assert row[2:5] == (2065.18, 1633.61, 841.24)
    assert (page.page_setup.fitToWidth, page.print_title_cols) == (4, "$A:$C")


def test_other_words_for_a_layout_are_refused() -> None:
    file = editions.named("四川2022").tables
    data = file.data.replace('total = "最前"'.encode(), 'total = "上面"'.encode(), 1)
    with pytest.raises(ReportError, match="total 写得不对"):
        public_table_forms.read(replace(file, data=data), public_tables.KINDS)


def test_the_names_of_classes_that_no_sheet_has_are_the_standard_ones() -> None:
    content = school_by_item.department()
    items = [row for row in content["收入科目"] if len(str(row["科目编码"])) == 7]
    table = tables({**content, "收入科目": items})["收入"]
    assert lines(table)["22102"] == ["住房改革支出", "157.84", "157.84", "", "", "", "", ""]


def test_the_frame_of_items_knows_no_more_than_the_sheets() -> None:
    accounts = accounts_of(school_by_item.department())
    source = public_items.source(accounts, derive.derive(accounts))
    assert set(source.names) == {row.code for row in accounts.functional_items}
