"""What the officer sees in the workbook is what is read: formats, hidden rows, what cannot be read for certain."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from juesuan.figures import phrases
from juesuan.figures.derive import read
from juesuan.model import values, year_folder
from juesuan.reading import workbook
from juesuan.reading.workbook import Workbook
from juesuan.year import blank_workbook
from tests.support import water_office

if TYPE_CHECKING:
    from juesuan.model.problems import Problem

Edit = Callable[[Any], None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / year_folder.WORKBOOK


def _read(path: Path, *edits: Edit) -> tuple[Workbook, list[str]]:
    """The tables of the water office's workbook after the edits of a hand, and all that is said of them."""
    blank_workbook.write_workbook(path, water_office.department())
    book = openpyxl.load_workbook(path)
    for edit in edits:
        edit(book)
    book.save(path)
    problems: list[Problem] = []
    return workbook.read(path.name, path.read_bytes(), problems), list(map(str, problems))


def _cell(sheet: str, cell: str, value: object, code: str = "General") -> Edit:
    def edit(book: Any) -> None:
        book[sheet][cell] = value
        book[sheet][cell].number_format = code

    return edit


def test_an_indicator_prints_what_its_cells_show(path: Path) -> None:
    book, problems = _read(
        path,
        _cell("绩效指标", "E5", 1, "0%"),
        _cell("绩效指标", "F5", 0.955, "0.0%"),
        _cell("绩效指标", "E6", 44166, 'yyyy"年"m"月"'),
        _cell("绩效指标", "F6", 44196, '[DBNum1][$-804]m"月"d"日";@'),
        _cell("绩效指标", "D6", 1234.5, "#,##0.00"),
    )
    assert problems == []
    rows = [row for project in book.projects for row in project.indicators][:2]
    shown = [(str(row.expected), str(row.actual)) for row in rows]
    assert shown == [("100%", "95.5%"), ("2020年12月", "十二月三十一日")]
    assert str(rows[1].third) == "1,234.50"


def test_a_percentage_is_read_as_percent(path: Path) -> None:
    percent = [_cell("业务指标", f"{column}5", 0.985, "0.0%") for column in "BDE"]
    book, problems = _read(path, *percent, _cell("业务指标", "C5", "%"))
    assert problems == []
    held = book.indicators[0]
    assert [str(each.value) for each in (held.value, held.last, held.again) if each] == ["98.5"] * 3


def test_a_code_keeps_the_zeros_of_its_format(path: Path) -> None:
    book, problems = _read(path, _cell("基本信息", "B9", 13001, "000000"))
    assert (str(book.department.code), problems) == ("013001", [])


def test_an_indicator_in_percent_prints_as_typed(path: Path) -> None:
    typed = {"B5": "99.999", "D5": "98.125", "E5": "99.999"}
    edits = [_cell("业务指标", cell, float(number)) for cell, number in typed.items()]
    book, problems = _read(path, *edits, _cell("业务指标", "C5", "%"))
    assert problems == []
    own = [
        read("业务.甲", each, each.cell) for each in (book.indicators[0].value, book.indicators[0].last) if each
    ]
    assert [values.plain(phrases.text(figure)) for figure in own] == ["99.999%", "98.125%"]
    assert [phrases.number(figure) for figure in own] == ["99.999", "98.125"]


def test_a_group_has_one_unit_and_no_unit_is_the_name_of_money(path: Path) -> None:
    assert _read(path, _cell("业务指标", "C7", "万处"))[1] == [
        "错误 R59　〔业务指标〕B7：分组“供水工程”里有两种计量单位：“供水工程”是“处”，“集中供水”是“万处”，不能相加"
        "　→ 请换算成一种单位，或者分成两组、不填分组。"
    ]
    told = "计量单位不能写“金额元”　→ 请写“元”或“万元”。"
    assert _read(path, _cell("业务指标", "C5", "金额元"))[1] == [f"错误 R58　〔业务指标〕C5：{told}"]
    assert _read(path, _cell("其他事项", "D12", "金额元"))[1] == [f"错误 R58　〔其他事项〕D12：{told}"]


_ANEW = "请把单元格格式设为“常规”（文字设为“文本”），再照要印的样子重新输入。"
_GENERAL = "请把单元格格式设为“常规”，再核对、改正这个数；公式请套上 ROUND。"


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (
            _cell("收入支出", "B16", 3820000, '0!.0000"万元"'),
            f"R56　〔收入支出〕B16：单元格显示的是“382.0000万元”，存的却是 3820000，是两个数　→ {_GENERAL}",
        ),
        (
            _cell("收入支出", "B16", 0, "0;-0;;@"),
            f"R55　〔收入支出〕B16：单元格里有“0”，它的格式却不让它显示出来　→ {_ANEW}",
        ),
        (
            _cell("绩效指标", "F5", 0.5, "# ?/?"),
            f"R55　〔绩效指标〕F5：单元格里存的是“0.5”，程序看不准它的格式“# ?/?”显示成什么　→ {_ANEW}",
        ),
        (
            _cell("绩效指标", "F5", "照实填列", ";;;"),
            f"R55　〔绩效指标〕F5：单元格里有“照实填列”，它的格式却不让它显示出来　→ {_ANEW}",
        ),
        (
            _cell("绩效指标", "F5", 1 / 3),
            "R55　〔绩效指标〕F5：数 0.333333333333333 太长，单元格里显示的随列宽变化　→ "
            "请把单元格格式设为“文本”，照要印的样子重新输入。",
        ),
    ],
)
def test_what_cannot_be_read_for_certain_is_refused(path: Path, edit: Edit, told: str) -> None:
    assert _read(path, edit)[1] == [f"错误 {told}"]


# ---- hidden


_SHOW = "请取消隐藏、清除筛选，看过再定：不要的内容请删除；确要隐藏的，在〔出错说明〕写明。"


def _hidden_row(sheet: str, *rows: int) -> Edit:
    def edit(book: Any) -> None:
        for row in rows:
            book[sheet].row_dimensions[row].hidden = True

    return edit


def _hidden_column(sheet: str, column: str) -> Edit:
    def edit(book: Any) -> None:
        book[sheet].column_dimensions[column].hidden = True

    return edit


def _sized(sheet: str, height: float = 20, width: float = 20) -> Edit:
    """Row 6 so high and column F so wide."""

    def edit(book: Any) -> None:
        book[sheet].row_dimensions[6].height = height
        book[sheet].column_dimensions["F"].width = width

    return edit


def _hidden_sheet(sheet: str, state: str) -> Edit:
    def edit(book: Any) -> None:
        book[sheet].sheet_state = state

    return edit


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (
            _hidden_row("业务指标", 6, 7, 3, 30),
            f"警告 R57　〔业务指标〕第6至7行：隐藏或被筛选掉了，内容照样读取、印出　→ {_SHOW}",
        ),
        (
            _hidden_row("收入支出", 5, 7, 8),
            f"提示 R57　〔收入支出〕第5行：隐藏或被筛选掉了，内容照样读取、印出　→ {_SHOW}",
        ),
        (
            _sized("业务指标", height=0.75),
            f"警告 R57　〔业务指标〕第6行：隐藏或被筛选掉了，内容照样读取、印出　→ {_SHOW}",
        ),
        (
            _sized("业务指标", width=0.3),
            f"警告 R57　〔业务指标〕F4：“分组”一列隐藏了，内容照样读取、印出　→ {_SHOW}",
        ),
        (
            _hidden_column("业务指标", "F"),
            f"警告 R57　〔业务指标〕F4：“分组”一列隐藏了，内容照样读取、印出　→ {_SHOW}",
        ),
        (
            _hidden_sheet("业务指标", "hidden"),
            f"警告 R57　〔业务指标〕：这张工作表隐藏了，内容照样读取、印出　→ {_SHOW}",
        ),
        (
            _hidden_sheet("名词解释", "veryHidden"),
            f"警告 R57　〔名词解释〕：这张工作表隐藏了，内容照样读取、印出　→ {_SHOW}",
        ),
    ],
)
def test_what_is_hidden_is_told(path: Path, edit: Edit, told: str) -> None:
    assert _read(path, edit)[1] == [told]


def test_what_is_hidden_and_blank_is_not_told(path: Path) -> None:
    assert _read(path, _hidden_column("收入支出", "F"), _hidden_sheet("出错说明", "hidden"))[1] == []
