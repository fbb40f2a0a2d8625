"""A grid read by its headings and labels; each test holds its own few rows."""

from typing import TYPE_CHECKING

import pytest

from juesuan.model.chinese import folded
from juesuan.model.sheets import Column, ColumnKind, FixedRow, Sheet
from juesuan.model.values import Cell
from juesuan.reading import fixed_tables, tables
from juesuan.reading.grid import Grid, Value
from juesuan.reading.tables import MISSING

if TYPE_CHECKING:
    from juesuan.model.problems import Problem

SHEET = Sheet(
    "收支",
    "balance",
    (
        Column("项目", "label", ColumnKind.TEXT),
        Column("本年决算数", "final", ColumnKind.AMOUNT),
        Column("变动原因", "reason", ColumnKind.PROSE),
    ),
    (FixedRow("本年收入合计", "revenue", required=True), FixedRow("“三公”经费（境）", "travel")),
    money=True,
)
UNIT: tuple[Value, ...] = ("金额单位", "元", "")
HEAD: tuple[Value, ...] = ("项目", "本年决算数", "变动原因")
TOTAL: tuple[Value, ...] = ("本年收入合计", 5.0, "")


def _read(*rows: tuple[Value, ...], sheet: Sheet = SHEET) -> tuple[tables.SheetTable, list[str]]:
    return _read_grid(Grid("收支", rows), sheet)


def _read_grid(grid: Grid, sheet: Sheet = SHEET) -> tuple[tables.SheetTable, list[str]]:
    problems: list[Problem] = []
    table = tables.read(grid, sheet, problems)
    return table, list(map(str, problems))


def _items(*rows: tuple[Value, ...]) -> tuple[list[str], list[str]]:
    """The fields found and what is said."""
    problems: list[Problem] = []
    table = tables.read(Grid("收支", (UNIT, HEAD, *rows)), SHEET, problems)
    found = fixed_tables.by_item(table, SHEET, problems)
    return list(found), list(map(str, problems))


def test_every_value_keeps_sheet_and_address() -> None:
    table, problems = _read(("", "收支表", "", ""), ("", *UNIT), (), ("", *HEAD), ("", "本年收入合计", 5.0, "多"))
    assert problems == []
    assert table.unit == "元"
    assert [row.values for row in table.rows] == [{"label": "本年收入合计", "final": 5.0, "reason": "多"}]
    assert table.rows[0].cells == {
        "label": Cell("收支", "B5"),
        "final": Cell("收支", "C5"),
        "reason": Cell("收支", "D5"),
    }


def test_columns_in_any_order_with_others_between() -> None:
    head = ("备注", "变动原因", "自己的列", "项目", "", "本年决算数")
    table, problems = _read(("金额单位", "万元"), head, ("注", "多", 3.0, "本年收入合计", "", 5.0))
    assert problems == []
    assert table.unit == "万元"
    assert table.rows[0].values == {"label": "本年收入合计", "final": 5.0, "reason": "多"}


def test_short_rows_are_blank_at_their_end() -> None:
    table, _ = _read(UNIT, HEAD, ("本年收入合计",))
    assert table.rows[0].values == {"label": "本年收入合计", "final": "", "reason": ""}


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("一、本年收入合计", "本年收入合计"),
        ("十二、本年收入合计", "本年收入合计"),
        ("（一）本年收入合计", "本年收入合计"),
        ("(一) 本年收入合计", "本年收入合计"),
        ("（1）本年收入合计", "本年收入合计"),
        ("1.本年收入合计", "本年收入合计"),
        ("1、本年收入合计", "本年收入合计"),
        ("①本年收入合计", "本年收入合计"),
        ("㈠本年收入合计", "本年收入合计"),
        ("其中：本年收入合计", "本年收入合计"),
        ("其中:一、本年收入合计", "本年收入合计"),
        ("二、其中：本年收入合计：", "本年收入合计"),
        ("本 年　收\n入 合计", "本年收入合计"),
        ('"三公"经费(境)', "“三公”经费（境）"),
        ("三公经费（境）", "“三公”经费（境）"),
        ("「三公」经费（境）", "“三公”经费（境）"),
        ("单价５０万元以上", "单价50万元以上"),
    ],
)
def test_labels_are_the_same(typed: str, label: str) -> None:
    assert folded(typed) == folded(label)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一般公共预算", "般公共预算"),
        ("本年收入", "本年收入合计"),
        ("2.5万元以上", "5万元以上"),
        ("上年决算数", "本年决算数"),
    ],
)
def test_labels_are_not_the_same(one: str, other: str) -> None:
    assert folded(one) != folded(other)


# ---- headings


def test_no_headings() -> None:
    told = "错误 R21　〔收支〕：找不到表头　→ 前 12 行里应有一行写：项目、本年决算数、变动原因。请从模板复制表头。"
    assert _read(UNIT, TOTAL) == (MISSING, [told])
    assert _read() == (MISSING, [told])


def test_a_missing_heading_and_one_that_is_near() -> None:
    table, problems = _read(UNIT, ("项目", "本年决算", "备注"), TOTAL)
    assert table == MISSING
    assert problems == [
        "错误 R21　〔收支〕第2行：缺少表头“本年决算数”　→ 现有的“本年决算”是不是它？请改成“本年决算数”。",
        "错误 R21　〔收支〕第2行：缺少表头“变动原因”　→ 请按模板补上这一列（内容可以空着）。",
    ]


def test_a_heading_as_another_edition_has_it() -> None:
    columns = (SHEET.columns[0], Column("调整预算数", "budget", ColumnKind.AMOUNT, also=("全年预算数",)))
    sheet = Sheet("收支", "balance", columns)
    for heading in ("调整预算数", "全年预算数"):
        table, told = _read(("项目", heading), ("本年收入合计", 5.0), sheet=sheet)
        assert (table.rows[0].values, told) == ({"label": "本年收入合计", "budget": 5.0}, [])


def test_a_heading_twice() -> None:
    _, problems = _read(UNIT, ("项目", "本年决算数", "变动原因", "本年决算数"), TOTAL)
    assert problems == ["错误 R22　〔收支〕B2、D2：表头“本年决算数”重复　→ 只留一列。"]


# ---- unit


@pytest.mark.parametrize(
    "row",
    [
        ("金额单位", "万元", ""),
        ("金额单位：", "", "万元"),
        ("", "单位：万元"),
        ("金额单位: 万 元",),
        ("单位", "万元"),
    ],
)
def test_the_declared_unit(row: tuple[str, ...]) -> None:
    table, problems = _read(row, HEAD, TOTAL)
    assert (table.unit, problems) == ("万元", [])


def test_two_units_are_refused() -> None:
    _, problems = _read(("单位：万元",), ("金额单位", "元", ""), ("金额单位", ""), HEAD, TOTAL)
    told = "金额单位写了两种：A1“万元”、B2“元”"
    assert problems == [f"错误 R23　〔收支〕B2：{told}　→ 只留对的一个，把另一个删掉。"]


def test_one_unit_may_stand_twice() -> None:
    table, problems = _read(("单位：万元",), ("金额单位", "万元", ""), HEAD, TOTAL)
    assert (table.unit, problems) == ("万元", [])


@pytest.mark.parametrize(
    ("row", "where", "told"),
    [
        (("金额单位", "千元"), "B1", "金额单位应为 元 或 万元，读到的是“千元”"),
        (("单位：亿元",), "A1", "金额单位应为 元 或 万元，读到的是“亿元”"),
        (("金额单位", ""), "B1", "没有写金额单位"),
        (("收支表",), "表头上方", "没有写金额单位"),
    ],
)
def test_a_wrong_unit(row: tuple[str, ...], where: str, told: str) -> None:
    _, problems = _read(row, HEAD, TOTAL)
    assert problems == [f"错误 R23　〔收支〕{where}：{told}　→ 请在表头上方“金额单位”右边选 元 或 万元。"]


def test_a_sheet_without_money_needs_no_unit() -> None:
    table, problems = _read(HEAD, TOTAL, sheet=Sheet("收支", "balance", SHEET.columns))
    assert (table.unit, problems) == ("元", [])


# ---- cells


def test_merged_cells() -> None:
    rows = (UNIT, HEAD, TOTAL, ("甲", 1.0, ""), ("注：口径同上年。", "", ""))
    merged = ((0, 0, 0, 2), (2, 1, 3, 1), (4, 0, 4, 2), (2, 5, 3, 6))
    _, problems = _read_grid(Grid("收支", rows, merged))
    told = "错误 R24　〔收支〕B3:B4：单元格合并了，程序分不清哪个数归哪一格　→ 请取消合并，每格各填各的。"
    assert problems == [told]


def test_shifted_numbers() -> None:
    _, problems = _read(UNIT, HEAD, ("本年收入合计", "", "", 5.0), ("", "", "", "1,234.5"), ("", "", "", "看看"))
    assert problems == [
        "错误 R25　〔收支〕D3：数字 5 上面没有表头　→ 是不是粘贴时错了列？请移到正确的列或删除。",
        "错误 R25　〔收支〕D4：数字 1,234.5 上面没有表头　→ 是不是粘贴时错了列？请移到正确的列或删除。",
    ]


def test_cells_no_one_can_rely_on() -> None:
    faults = {
        (3, 1): "有公式但没有算出结果",
        (2, 1): "是错误值 #DIV/0!",
        (2, 7): "是错误值 #REF!",
        (0, 0): "是错误值 #N/A",
    }
    _, problems = _read_grid(Grid("收支", (UNIT, HEAD, ("本年收入合计",), ("甲",)), (), faults))
    assert problems == [
        "错误 R26　〔收支〕B3：是错误值 #DIV/0!　→ 请改正公式，或直接填结果。",
        "错误 R26　〔收支〕B4：有公式但没有算出结果　→ 请用 WPS 或 Excel 打开、保存一次，或直接填结果。",
    ]


@pytest.mark.parametrize("words", ["注：以万元为单位。", "注1. 略", "备注：略", "填表人：某某"])
def test_a_remark_is_no_row(words: str) -> None:
    table, problems = _read(UNIT, HEAD, TOTAL, (words, "", ""))
    assert (len(table.rows), problems) == (1, [])


# ---- rows of a fixed table


def test_rows_in_any_order() -> None:
    assert _items(("三公经费（境）", 1.0), ("说明文字", "", ""), TOTAL) == (["travel", "revenue"], [])


def test_a_row_that_is_unknown() -> None:
    found, problems = _items(
        TOTAL, ("本年收入总计", 1.0, ""), ("其他杂项", "", "多"), ("", 3.0, ""), ("", "", "多")
    )
    assert found == ["revenue"]
    near = "是不是“本年收入合计”？请改成这个名称。"
    no_label = "这一行有内容却没有项目名称　→ 请补上项目名称，或删除这一格。"
    assert problems == [
        f"错误 R27　〔收支〕A4：不认识项目“本年收入总计”，这一行的内容用不上　→ {near}",
        "错误 R27　〔收支〕A5：不认识项目“其他杂项”，这一行的内容用不上　→ "
        "请使用模板里的项目名称；模板里没有的明细行请删去。",
        f"错误 R27　〔收支〕B6：{no_label}",
        f"错误 R27　〔收支〕C7：{no_label}",
    ]


def test_a_row_twice() -> None:
    found, problems = _items(TOTAL, ("一、本年收入合计", 6.0, ""))
    assert found == ["revenue"]
    assert problems == ["错误 R28　〔收支〕A4：“本年收入合计”重复，A3 已有一行　→ 只留一行。"]


def test_a_row_missing() -> None:
    assert _items() == ([], ["错误 R29　〔收支〕：缺少“本年收入合计”一行　→ 请按模板补上这一行。"])
    assert fixed_tables.by_item(MISSING, SHEET, []) == {}
