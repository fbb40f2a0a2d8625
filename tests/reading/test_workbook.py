"""The workbook as a whole: a clean one gives every value with its cell, a broken one all its faults at once."""

import random
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juesuan.model import sheets, workbook_form, year_folder
from juesuan.model.accounts import TableRow
from juesuan.model.values import Amount, Cell, Count, Text
from juesuan.reading import workbook
from juesuan.reading.grid import Grid, Value
from juesuan.reading.workbook import Workbook
from juesuan.year import blank_workbook
from juesuan.year.blank_workbook import Content, Entry
from tests.support import water_office
from tests.support.builder import added, changed, without
from tests.support.effort import examples
from tests.support.water_office import department

if TYPE_CHECKING:
    from juesuan.model.problems import Problem

Change = Callable[[Content], Content]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / year_folder.WORKBOOK


def _read(path: Path, content: Content, **units: str) -> tuple[Workbook, list[str]]:
    blank_workbook.write_workbook(path, content, units=units)
    return _reread(path)


def _reread(path: Path) -> tuple[Workbook, list[str]]:
    problems: list[Problem] = []
    book = workbook.read(path.name, path.read_bytes(), problems)
    return book, list(map(str, problems))


def _written(path: Path, content: Content) -> list[str]:
    """What is said of the workbook."""
    blank_workbook.write_workbook(path, content)
    return _reread(path)[1]


def _edited(path: Path, content: Content, edit: Callable[[Any], None]) -> list[str]:
    """What is said of the workbook after a change by hand."""
    blank_workbook.write_workbook(path, content)
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return _reread(path)[1]


# ---- a clean one


def test_every_value_is_read_with_its_cell(path: Path) -> None:
    book, problems = _read(path, department())
    assert problems == []
    total = book.revenue_expenditure.total_revenue
    place = partial(Cell, "收入支出")
    assert total == TableRow(
        label="收入总计",
        cell=place("A16"),
        final=Amount(Decimal("3820000.00"), place("B16")),
        last=Amount(Decimal("3980000.50"), place("C16")),
        reason=Text("水利工程建设项目减少", place("D16")),
        cells={"final": place("B16"), "last": place("C16")},
    )
    item = book.functional_items[8]
    assert (item.code, item.name, item.fund, str(item.cell)) == (
        "2130301",
        "行政运行",
        "一般公共预算",
        "〔支出科目〕A13",
    )
    assert item.basic == Amount(Decimal("1825000.00"), Cell("支出科目", "D13"))
    assert item.budget_reason is None
    assert book.department.year == 2021
    assert book.department.published_on == date(2022, 9, 5)
    assert book.department.score == Count(Decimal("93.5"), "分", Cell("基本信息", "B15"))
    assert book.other_matters.staff.final == Count(Decimal(16), "人", Cell("其他事项", "B13"))
    assert book.indicators[0].value == Count(Decimal("12.5"), "公里", Cell("业务指标", "B5"))
    assert [len(project.indicators) for project in book.projects] == [2, 1, 1]


def test_a_workbook_that_is_read_again_says_the_same_until_it_is_another(path: Path) -> None:
    first = _read(path, changed(department(), "收入支出", "基本支出", "本年决算数", "二百四十万"))
    assert _reread(path) == first
    assert len(first[1]) == 1
    mended, said = _read(path, department())
    assert said == []
    assert mended.revenue_expenditure != first[0].revenue_expenditure
    assert _reread(path) == (mended, [])


def test_a_row_that_is_not_there_is_an_empty_line(path: Path) -> None:
    book, problems = _read(path, without(department(), "收入支出", "经营收入"))
    assert problems == []
    assert book.revenue_expenditure.operating_revenue.final is None
    assert book.three_public.other_receptions.final is None


def test_ten_thousands(path: Path) -> None:
    expected, _ = _read(path, department())
    scaled: list[blank_workbook.Entry] = [
        {key: value / 10000 if isinstance(value, Decimal) else value for key, value in entry.items()}
        for entry in department()["收入支出"]
    ]
    book, problems = _read(path, {**department(), "收入支出": scaled}, 收入支出="万元")
    assert problems == []
    assert book == expected


@settings(max_examples=examples(5), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 999))
def test_the_order_of_rows_does_not_matter(seed: int, tmp_path: Path) -> None:
    expected, _ = _read(tmp_path / "一.xlsx", department())
    path = tmp_path / "二.xlsx"
    blank_workbook.write_workbook(path, department())
    book = openpyxl.load_workbook(path)
    for name in ("收入支出", "财政拨款收支", "三公经费", "其他事项", "基本信息", "基本支出", "支出科目"):
        _shuffle(book[name], random.Random(seed))  # noqa: S311 - an order, no secret
    book.save(path)
    found, problems = _reread(path)
    assert problems == []
    assert _values(found) == _values(expected)


def _shuffle(page: Any, order: random.Random) -> None:
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=5)]
    kept = [[None if str(value).startswith("=") else value for value in row] for row in rows]
    order.shuffle(kept)
    for at, row in enumerate(kept, start=5):
        for column, value in enumerate(row, start=1):
            page.cell(at, column).value = value


def _values(value: object) -> object:
    """The same without places, and lists in the order of their text."""
    if isinstance(value, Cell):
        return None
    if isinstance(value, tuple):
        return sorted((_values(each) for each in value), key=str)
    names = [name for name in getattr(value, "__struct_fields__", ()) if name != "cells"]
    return {name: _values(getattr(value, name)) for name in names} if names else value


@pytest.mark.covered_elsewhere
def test_3000_items_read_in_reasonable_time(path: Path) -> None:
    terms: list[blank_workbook.Entry] = [
        {"名词": f"名词{number}", "解释": f"指第{number}项。"} for number in range(3000)
    ]
    projects: list[blank_workbook.Entry] = [
        {"项目名称": f"项目{number}", "预算数": number, "执行数": number} for number in range(3000)
    ]
    blank_workbook.write_workbook(path, {**department(), "名词解释": terms, "绩效项目": projects, "绩效指标": ()})
    book, problems = _reread(path)
    assert (len(book.terms), len(book.projects), problems) == (3000, 3000, [])


def test_3000_faults_are_told_in_reasonable_time(path: Path) -> None:
    blank_workbook.write_workbook(path, {**department(), "名词解释": [{"名词": "甲"}] * 3000})
    _, problems = _reread(path)
    assert len(problems) == 3000


# ---- what people do


def test_what_people_add_does_no_harm(path: Path) -> None:
    def edit(book: Any) -> None:
        book.create_sheet("我的草稿")["C9"] = "=1/0"
        page = book["收入支出"]
        page.insert_cols(2)
        page["B4"], page["B5"], page["C3"], page["B3"] = "核对人", "小李", "元", None
        page["A40"] = "注：本表数据来自决算软件。"
        page.merge_cells("A40:E40")
        page["A8"] = "其中：二、" + page["A8"].value

    assert _edited(path, department(), edit) == []


@pytest.mark.parametrize("name", ["收入支出 (2)", "收入支出副本", " 收入支出（旧）", "副本 收入支出"])
def test_a_copy_beside_a_sheet_is_told(path: Path, name: str) -> None:
    copied = f"警告 R64　〔{name.strip()}〕：这张工作表没有读，读的是〔收入支出〕"
    advice = "改在这里的，请改到那张表去；然后删去这张，或者换一个名称。"
    assert _edited(path, department(), lambda book: book.create_sheet(name)) == [f"{copied}　→ {advice}"]


@pytest.mark.parametrize("name", ["收入支出决算总表", "三公经费台账", "绩效指标说明"])
def test_a_sheet_with_more_in_its_name_is_none(path: Path, name: str) -> None:
    assert _edited(path, department(), lambda book: book.create_sheet(name)) == []


def test_nil_and_blank(path: Path) -> None:
    content = changed(department(), "收入支出", "结余分配", "本年决算数", "—")
    content = changed(content, "收入支出", "结余分配", "上年决算数", "")
    content = changed(content, "收入支出", "支出总计", "变动原因", "无")
    content = changed(content, "其他事项", "车辆", "本年数", "无")
    book, problems = _read(path, content)
    assert problems == []
    line = book.revenue_expenditure.surplus_distribution
    assert line.final == Amount(Decimal("0.00"), line.final.cell if line.final else line.cell)
    assert line.last is None
    assert book.revenue_expenditure.total_expenditure.reason is None
    assert book.other_matters.assets_vehicles.final == Count(Decimal(0), "辆", Cell("其他事项", "B31"))


def test_numbers_stored_as_text_are_hints(path: Path) -> None:
    content = changed(department(), "收入支出", "收入总计", "本年决算数", "3,820,000.00")
    book, problems = _read(path, content)
    assert book.revenue_expenditure.total_revenue.final == Amount(Decimal("3820000.00"), Cell("收入支出", "B16"))
    told = "数字“3,820,000.00”存成了文本，已按 3820000.00 读取"
    assert problems == [f"提示 R13　〔收入支出〕B16：{told}　→ 请把单元格格式设为数值，重新输入这个数。"]


def test_a_block_of_numbers_stored_as_text_is_one_hint(path: Path) -> None:
    rows = [{**row, "金额": str(row["金额"])} for row in department()["基本支出"]]
    _, problems = _read(path, {**department(), "基本支出": rows})
    told = "有 12 个数字存成了文本，已按数字读取　→ 请选中这些格，转换为数字。"
    assert problems == [f"提示 R13　〔基本支出〕C5 等：{told}"]


def test_full_width_codes(path: Path) -> None:
    book, problems = _read(path, changed(department(), "支出科目", "2130314", "科目编码", " ２１３０３１４"))
    assert problems == []
    assert [item.code for item in book.functional_items][10] == "2130314"


def test_a_title_among_the_economic_items_is_no_item(path: Path) -> None:
    book, problems = _read(path, added(department(), "基本支出", {"科目名称": "另：离退休"}))
    assert problems == []
    assert len(book.basic_expenditure.items) == 10


def test_hostile_words_are_words(path: Path) -> None:
    words = "A&B<C>公司 {{ 7*7 }} {% for %} ]]> " + "字" * 30_000
    book, problems = _read(path, changed(department(), "收入支出", "收入总计", "变动原因", words))
    assert problems == []
    assert str(book.revenue_expenditure.total_revenue.reason) == words


# ---- what is refused: one fault each, the whole message

_FILL = "请补上；没有发生填 0。"
_FILL_OR_DELETE = "请补上；没有发生填 0；今年没有这一项，就删去这一行。"
_CODE = "支出功能分类编码：类3位、款5位、项7位，如 2011301。"
_ECONOMIC = "应为以3开头的5位经济分类编码，如 30101；合计行、类级行请删除。"


def _change(sheet: str, row: str, column: str, value: water_office.Value) -> Change:
    return lambda content: changed(content, sheet, row, column, value)


def _add(sheet: str, **entry: water_office.Value) -> Change:
    return lambda content: added(content, sheet, entry)


def _replace(sheet: str, *entries: blank_workbook.Entry) -> Change:
    return lambda content: {**content, sheet: entries}


REFUSED: Sequence[tuple[str, Change, str]] = [
    (
        "text in an amount",
        _change("收入支出", "收入总计", "本年决算数", "约380万"),
        "R12　〔收入支出〕B16：应为数字，读到的是“约380万”　→ 请改为数字；没有就空着或填 0。",
    ),
    (
        "blank amount",
        _change("收入支出", "收入总计", "本年决算数", ""),
        f"R30　〔收入支出〕B16：“收入总计”必须填写　→ {_FILL}",
    ),
    (
        "blank text",
        _change("基本信息", "地区", "内容", " "),
        "R30　〔基本信息〕B8：“地区”必须填写　→ 请补上。",
    ),
    (
        "blank year",
        _change("基本信息", "年度", "内容", ""),
        "R30　〔基本信息〕B11：“年度”必须填写　→ 请补上。",
    ),
    (
        "no year",
        _change("基本信息", "年度", "内容", "去年"),
        "R32　〔基本信息〕B11：年度“去年”不是四位年份　→ 请填如 2020。",
    ),
    (
        "no choice",
        _change("基本信息", "单位性质", "内容", "机关"),
        "R31　〔基本信息〕B10：“机关”不在可选范围　→ 请选：行政单位、参照公务员法管理的事业单位、事业单位。",
    ),
    (
        "no date",
        _change("基本信息", "公开日期", "内容", "九月"),
        "R16　〔基本信息〕B14：应为日期，读到的是“九月”　→ 请写成 2021-8-31 的样子。",
    ),
    (
        "no score",
        _change("基本信息", "整体支出自评得分", "内容", "优"),
        "R12　〔基本信息〕B15：应为数字，读到的是“优”　→ 请改为数字；没有就空着或填 0。",
    ),
    (
        "emoji",
        _change("收入支出", "收入总计", "变动原因", "减少😀"),
        "R11　〔收入支出〕D16：有印不出来的字符“😀”（U+1F600，第 3 个字）　→ 请删除这个字符，或换一个字。",
    ),
    (
        "unit of a row of money",
        _change("其他事项", "机关运行经费", "单位", "万元"),
        "R23　〔其他事项〕D5：这一行是金额，单位“万元”与本表的金额单位“元”不同　→ 金额都按“元”填写，这一格空着。",
    ),
    (
        "unit of a row of counts",
        _change("其他事项", "在编人员", "单位", "万元"),
        "R23　〔其他事项〕D13：这一行是数量，单位不能是“万元”（本表金额单位是“元”）　→ 请填“人”。",
    ),
    (
        "half a person",
        _change("其他事项", "在编人员", "本年数", Decimal("16.5")),
        "R33　〔其他事项〕B13：16.5 不是人数、件数　→ 请填不小于 0 的整数。",
    ),
    (
        "code twice",
        _add("支出科目", 科目编码="2130314", 科目名称="防汛"),
        "R41　〔支出科目〕A19：科目编码 2130314 重复，A15 已有一行　→ 请合并成一行，或改正编码。",
    ),
    (
        "no items",
        _replace("支出科目", {"科目编码": ""}),
        "R42　〔支出科目〕：一行科目也没有　→ 请按财决08表填写到项级。",
    ),
    (
        "class that does not exist",
        _add("支出科目", 科目编码="999", 科目名称="杂"),
        f"R43　〔支出科目〕A19：不认识科目编码“999”　→ {_CODE}",
    ),
    (
        "code of four digits",
        _add("支出科目", 科目编码="2130", 科目名称="杂"),
        f"R43　〔支出科目〕A19：不认识科目编码“2130”　→ {_CODE}",
    ),
    (
        "row of totals",
        _add("支出科目", 科目名称="合 计", 基本支出=1),
        "R43　〔支出科目〕A19：合计行不用填　→ 请删除这一行，程序自己相加。",
    ),
    (
        "no code",
        _add("支出科目", 科目名称="杂项", 基本支出=1),
        "R30　〔支出科目〕A19：“科目编码”必须填写　→ 请补上。",
    ),
    (
        "no name",
        _add("支出科目", 科目编码="2130398"),
        "R30　〔支出科目〕B19：“科目名称”必须填写　→ 请补上。",
    ),
    (
        "no level above",
        _add("支出科目", 科目编码="2130401", 科目名称="某项"),
        "R44　〔支出科目〕A19：2130401 某项 的上级科目 21304 不在表中　→ 请加一行 21304 和它的名称。",
    ),
    (
        "no level above, whose name is known",
        _add("支出科目", 科目编码="2130799", 科目名称="某项"),
        "R44　〔支出科目〕A19：2130799 某项 的上级科目 21307 不在表中　→ 请加一行 21307“农村综合改革”。",
    ),
    (
        "fund that does not exist",
        _change("支出科目", "213", "资金性质", "专户"),
        "R31　〔支出科目〕C11：“专户”不在可选范围　→ 请选：一般公共预算、政府性基金预算、国有资本经营预算。",
    ),
    (
        "economic total missing",
        lambda content: without(content, "基本支出", "人员经费合计"),
        "R29　〔基本支出〕：缺少“人员经费合计”一行　→ 请补上这一行。",
    ),
    (
        "economic total blank",
        _change("基本支出", "人员经费合计", "金额", ""),
        f"R30　〔基本支出〕C5：“人员经费合计”必须填写　→ {_FILL}",
    ),
    (
        "economic total twice",
        _add("基本支出", 科目名称="其中：人员经费合计", 金额=1),
        "R28　〔基本支出〕B17：“人员经费合计”重复，B5 已有一行　→ 只留一行。",
    ),
    (
        "economic code twice",
        _add("基本支出", 科目编码="30201", 科目名称="办公费", 金额=1),
        "R41　〔基本支出〕A17：科目编码 30201 重复，A13 已有一行　→ 请合并成一行，或改正编码。",
    ),
    (
        "economic code unknown",
        _add("基本支出", 科目编码="301", 科目名称="工资福利支出"),
        f"R45　〔基本支出〕A17：不认识经济分类编码“301”　→ {_ECONOMIC}",
    ),
    (
        "economic code missing",
        _add("基本支出", 科目名称="合计", 金额=1),
        f"R45　〔基本支出〕A17：“合计”没有科目编码　→ {_ECONOMIC}",
    ),
    (
        "economic choice",
        _change("基本支出", "30101", "列入名单", "√"),
        "R31　〔基本支出〕D6：“√”不在可选范围　→ 请选：是、否。",
    ),
    (
        "indicator that no tag can spell",
        _change("业务指标", "治理河道", "名称", "治理河道（县级）"),
        "R46　〔业务指标〕A5：名称“治理河道（县级）”里有标点或空格，文字里引用不了　→ "
        "名称只用汉字、字母、数字，如“治理河道县级”。",
    ),
    (
        "indicator twice",
        _add("业务指标", 名称="治理河道", 数值=1, 计量单位="公里"),
        "R47　〔业务指标〕A9：指标“治理河道”重复　→ 每个指标只写一行。",
    ),
    (
        "indicator without value",
        _change("业务指标", "治理河道", "数值", ""),
        f"R30　〔业务指标〕B5：“数值”必须填写　→ {_FILL_OR_DELETE}",
    ),
    (
        "indicator without unit",
        _change("业务指标", "治理河道", "计量单位", ""),
        "R30　〔业务指标〕C5：“计量单位”必须填写　→ 请补上。",
    ),
    (
        "project twice",
        _add("绩效项目", 项目名称="青禾河治理工程", 预算数=1, 执行数=1),
        "R48　〔绩效项目〕A8：项目“青禾河治理工程”重复　→ 一个项目只写一行。",
    ),
    (
        "project without budget",
        _change("绩效项目", "青禾河治理工程", "预算数", ""),
        f"R30　〔绩效项目〕C5：“预算数”必须填写　→ {_FILL_OR_DELETE}",
    ),
    (
        "indicator of no project",
        _change("绩效指标", "青禾河治理工程", "项目名称", "青禾河治理"),
        "R49　〔绩效指标〕A5：“绩效项目”表里没有项目“青禾河治理”　→ 项目名称要与“绩效项目”表一字不差。\n错误 "
        "R49　〔绩效指标〕A6：“绩效项目”表里没有项目“青禾河治理”　→ 项目名称要与“绩效项目”表一字不差。",
    ),
    (
        "term without meaning",
        _change("名词解释", "其他收入", "解释", ""),
        "R30　〔名词解释〕B6：“解释”必须填写　→ 请补上。",
    ),
    (
        "explanation without reason",
        _add("出错说明", 代码="C101", 位置="〔收入支出〕B10"),
        "R30　〔出错说明〕D5：“说明”必须填写　→ 请补上。",
    ),
    (
        "explanation without place",
        _add("出错说明", 代码="C101", 说明="上年有调整"),
        "R30　〔出错说明〕B5：“位置”必须填写　→ 请补上。",
    ),
]


@pytest.mark.parametrize(("change", "told"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_refused(path: Path, change: Change, told: str) -> None:
    _, problems = _read(path, change(department()))
    assert "\n".join(problems) == f"错误 {told}"


# ---- what only a hand in the workbook can do


def _set(sheet: str, cell: str, value: object) -> Callable[[Any], None]:
    def edit(book: Any) -> None:
        book[sheet][cell] = value

    return edit


def _merge(book: Any) -> None:
    book["支出科目"].merge_cells("D13:D14")


def _drop(book: Any) -> None:
    del book["三公经费"]


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (
            _set("收入支出", "B16", "=SUM(B5:B15)"),
            "R26　〔收入支出〕B16：有公式但没有算出结果　→ 请用 WPS 或 Excel 打开、保存一次，或直接填结果。",
        ),
        (
            _set("收入支出", "B16", "#DIV/0!"),
            "R26　〔收入支出〕B16：是错误值 #DIV/0!　→ 请改正公式，或直接填结果。",
        ),
        (
            _set("收入支出", "B16", True),  # noqa: FBT003
            "R12　〔收入支出〕B16：应为数字，读到的是“TRUE”　→ 请改为数字，并把单元格格式设为数值。",
        ),
        (
            _set("收入支出", "B16", datetime(2021, 8, 31)),  # noqa: DTZ001 - as a spreadsheet holds it
            "R12　〔收入支出〕B16：应为数字，读到的是“2021-08-31 0:00:00”　→ 请改为数字，并把单元格格式设为数值。",
        ),
        (
            _merge,
            "R24　〔支出科目〕D13:D14：单元格合并了，程序分不清哪个数归哪一格　→ 请取消合并，每格各填各的。",
        ),
        (
            _set("支出科目", "N9", 12.5),
            "R25　〔支出科目〕N9：数字 12.5 上面没有表头　→ 是不是粘贴时错了列？请移到正确的列或删除。",
        ),
        (
            _set("收入支出", "B4", "决算数（本年）"),
            "R21　〔收入支出〕第4行：缺少表头“本年决算数”　→ 请按模板补上这一列（内容可以空着）。",
        ),
        (
            _set("收入支出", "B3", "千元"),
            "R23　〔收入支出〕B3：金额单位应为 元 或 万元，读到的是“千元”　→ "
            "请在表头上方“金额单位”右边选 元 或 万元。",
        ),
        (_drop, "R20　〔三公经费〕：缺少这张工作表　→ 请从模板复制这张表（没有内容也要保留）。"),
        (
            _set("收入支出", "A16", "收入总和"),
            "R27　〔收入支出〕A16：不认识项目“收入总和”，这一行的内容用不上　→ "
            "是不是“收入总计”？请改成这个名称。\n"
            "错误 R29　〔收入支出〕：缺少“收入总计”一行　→ 请按模板补上这一行。",
        ),
    ],
)
def test_refused_by_hand(path: Path, edit: Callable[[Any], None], told: str) -> None:
    assert "\n".join(_edited(path, department(), edit)) == f"错误 {told}"


def test_all_at_once(path: Path) -> None:
    def edit(book: Any) -> None:
        for each in (_merge, _drop, _set("收入支出", "B16", "#N/A"), _set("绩效项目", "B3", "亿")):
            each(book)

    content = changed(department(), "基本信息", "地区", "内容", "")
    content = changed(content, "财政拨款收支", "收入总计", "本年决算数", "三百万")
    content = added(content, "支出科目", {"科目编码": "1", "科目名称": "杂"})
    told = [problem.split("：")[0] for problem in _edited(path, content, edit)]
    assert told == [
        "错误 R30　〔基本信息〕B8",
        "错误 R26　〔收入支出〕B16",
        "错误 R12　〔财政拨款收支〕B13",
        "错误 R24　〔支出科目〕D13:D14",
        "错误 R43　〔支出科目〕A19",
        "错误 R20　〔三公经费〕",
        "错误 R23　〔绩效项目〕B3",
    ]


@pytest.mark.parametrize(
    ("sheet", "where", "value", "place"),
    [
        ("收入支出", "B13", "50\u200b000", 3),
        ("收入支出", "A13", "其他\u200b收入", 3),
        ("支出科目", "A13", "2130305\u200b", 8),
        ("业务指标", "B5", "\ufeff12", 1),
    ],
)
def test_a_character_that_nobody_sees_is_named(path: Path, sheet: str, where: str, value: str, place: int) -> None:
    told = _edited(path, department(), _set(sheet, where, value))
    sign = f"{ord(value[place - 1]):04X}"
    fault = f"有印不出来的字符（U+{sign}，第 {place} 个字）　→ 请删除这个字符，或换一个字。"
    assert f"错误 R11　〔{sheet}〕{where}：{fault}" in told


def test_a_total_without_its_side_is_that_of_the_side_it_stands_on(path: Path) -> None:
    """Both totals of 财决01 are called 总计 there; one alone may be either and is asked for."""

    def edit(book: Any) -> None:
        for where in ("A16", "A25"):
            _set("收入支出", where, "总计")(book)

    content = changed(department(), "收入支出", "支出总计", "本年决算数", 3820001)
    assert _edited(path, content, edit) == []
    book, _ = _reread(path)
    totals = book.revenue_expenditure
    assert totals.total_revenue.final == Amount(Decimal(3820000), Cell("收入支出", "B16"))
    assert totals.total_expenditure.final == Amount(Decimal(3820001), Cell("收入支出", "B25"))
    for where, label in (("A16", "收入总计"), ("A25", "支出总计")):
        (told,) = (each for each in _edited(path, department(), _set("收入支出", where, "总计")) if "R27" in each)
        assert told.endswith(f"是“{label}”？请改成这个名称。")


def test_the_sign_of_an_aim_typed_as_a_formula_is_what_was_typed(path: Path) -> None:
    """=100% is how the form writes an aim; a spreadsheet takes it for a formula."""
    assert _edited(path, department(), _set("绩效指标", "E5", "=100%")) == []
    book, _ = _reread(path)
    aims = [aim.expected for project in book.projects for aim in project.indicators]
    assert Text("=100%", Cell("绩效指标", "E5")) in aims


def test_an_amount_typed_as_a_formula_is_its_number(path: Path) -> None:
    _edited(path, department(), _set("收入支出", "B16", "=3820000.07"))
    book, told = _reread(path)
    assert not [each for each in told if "B16" in each]
    assert book.revenue_expenditure.total_revenue.final == Amount(Decimal("3820000.07"), Cell("收入支出", "B16"))


def _with_formula(path: Path, formula: str, result: str) -> list[str]:
    """What is said of the workbook with a formula in 〔收入支出〕B16, whose result a program has stored."""
    _edited(path, department(), _set("收入支出", "B16", "=1+1"))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    changed_parts = {
        name: re.sub(rb"<f>1\+1</f><v ?/?>(</v>)?", f"<f>{formula}</f><v>{result}</v>".encode(), data)
        for name, data in parts.items()
    }
    assert changed_parts != parts
    with zipfile.ZipFile(path, "w") as package:
        for name, data in changed_parts.items():
            package.writestr(name, data)
    return _reread(path)[1]


@pytest.mark.parametrize("formula", ["[1]Sheet1!B2", "SUM('[1]表 1'!B2:B9)", "'D:\\报表\\[决算.xlsx]Sheet1'!B2"])
def test_a_result_that_another_file_gave_is_told(path: Path, formula: str) -> None:
    assert _with_formula(path, formula, "3820000.07") == [
        "警告 R60　〔收入支出〕B16：公式取自别的文件，读的是上次存下的结果“3,820,000.07”　→ "
        "那个文件改过，这里不会跟着变：请对照它，直接填数；或者写在〔出错说明〕。"
    ]


@pytest.mark.parametrize("formula", ["SUM(B5:B15)", "表1[2022]+财政拨款收支!B2", "财政拨款收支!B16"])
def test_a_result_of_the_same_file_is_read_in_silence(path: Path, formula: str) -> None:
    assert _with_formula(path, formula, "3820000.07") == []


def test_a_class_whose_fund_is_blank_is_of_the_fund_below_it(path: Path) -> None:
    """资金性质 typed at the item alone: its class and section are not missed."""
    rows: tuple[Entry, ...] = (
        {"科目编码": "212", "科目名称": "城乡社区支出"},
        {"科目编码": "21208", "科目名称": "国有土地使用权出让收入安排的支出"},
        {"科目编码": "2120816", "科目名称": "农业农村生态环境支出", "资金性质": "政府性基金预算", "项目支出": 5},
    )
    assert _written(path, added(department(), "支出科目", *rows)) == []


def test_a_class_of_another_fund_is_named_with_its_row(path: Path) -> None:
    item: Entry = {"科目编码": "2130399", "科目名称": "其他", "资金性质": "政府性基金预算", "项目支出": 5}
    (first, _) = _written(path, added(department(), "支出科目", item))
    assert first.endswith(
        "：2130399 其他 的资金性质是“政府性基金预算”，上级科目 213（A11）的不是　→ "
        "请核对两行的“资金性质”；两种资金都有的，213 每种资金各列一行。"
    )


# ---- whatever stands in the cells

_ANY = st.one_of(
    st.just(""), st.text(max_size=5), st.floats(), st.booleans(), st.dates(), st.sampled_from(["213", "—"])
)


@settings(max_examples=examples(150))
@given(data=st.data(), sheet=st.sampled_from(workbook_form.SHEETS))
def test_no_cell_makes_the_reader_raise(data: st.DataObject, sheet: sheets.Sheet) -> None:
    rows: list[tuple[Value, ...]] = [("金额单位", "元"), tuple(column.heading for column in sheet.columns)]
    for _ in range(data.draw(st.integers(0, 3))):
        label = data.draw(st.sampled_from([*(item.label for item in sheet.items), "", "别的"]))
        cells = [data.draw(_ANY) for _ in sheet.columns]
        rows.append((label, *cells[1:]) if sheet.items else tuple(cells))
    problems: list[Problem] = []
    workbook.of({sheet.name: Grid(sheet.name, tuple(rows))}, problems)
    assert all(problem.where.startswith("〔") and problem.message for problem in problems)


def test_a_name_that_no_cover_holds_is_told_with_its_size(path: Path) -> None:
    long = changed(department(), "基本信息", "单位全称", "内容", "长" * 201)
    advice = "请核对这一格，长的文字写进文字材料。"
    assert _written(path, long) == [f"错误 R80　〔基本信息〕B5：“单位全称”有 201 个字，超过 200 个　→ {advice}"]
