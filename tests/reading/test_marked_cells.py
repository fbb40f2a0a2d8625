"""What the workbook shows beside its words is told: letters struck through, letters nobody sees, comments."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Color, Font, PatternFill

from juesuan.model import workbook_comments, year_folder
from juesuan.ooxml import unzipped
from juesuan.reading import workbook
from juesuan.year import blank_workbook
from juesuan.year.blank_workbook import FilledCell, FilledEntry
from tests.support import water_office

if TYPE_CHECKING:
    from juesuan.model.problems import Problem

Edit = Callable[[Any], None]
_STRUCK = "画了删除线，内容照样读取、印出　→ 不要的内容请删除；要的请去掉删除线；确要这样的，在〔出错说明〕写明。"
_FAINT = (
    "字看不见（和底色差不多，或者太小），内容照样读取、印出　→ "
    "不要的内容请删除；要的请改好颜色、字号；确要这样的，在〔出错说明〕写明。"
)
_COMMENT = "程序不读批注　→ 批注说要改的，请改好这一格，再删去批注。"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / year_folder.WORKBOOK


def _told(path: Path, *edits: Edit) -> list[str]:
    """All that is said of the water office's workbook after the edits of a hand."""
    blank_workbook.write_workbook(path, water_office.department())
    book = openpyxl.load_workbook(path)
    for edit in edits:
        edit(book)
    book.save(path)
    return _said(path)


def _said(path: Path) -> list[str]:
    problems: list[Problem] = []
    workbook.read(path.name, path.read_bytes(), problems)
    return list(map(str, problems))


def _font(sheet: str, cells: str, font: Font, ground: PatternFill | None = None) -> Edit:
    def edit(book: Any) -> None:
        area = book[sheet][cells]
        for cell in [each for row in area for each in row] if isinstance(area, tuple) else [area]:
            cell.font = font
            if ground:
                cell.fill = ground

    return edit


def _comment(sheet: str, cell: str, words: str, author: str = "") -> Edit:
    def edit(book: Any) -> None:
        book[sheet][cell].comment = Comment(words, author)

    return edit


@pytest.mark.parametrize(
    ("sheet", "cells", "told"),
    [
        ("收入支出", "B16", "B16"),  # an amount
        ("收入支出", "B4:B5", "B5"),  # a heading is no content
        ("业务指标", "A5:C6", "A5:C6"),  # rows of a list
        ("基本信息", "B5", "B5"),
    ],
)
def test_what_is_struck_through_is_told(path: Path, sheet: str, cells: str, told: str) -> None:
    assert _told(path, _font(sheet, cells, Font(strike=True))) == [f"警告 R61　〔{sheet}〕{told}：{_STRUCK}"]


def _words(book: Any, *words: str | TextBlock) -> None:
    book["收入支出"]["D16"] = CellRichText(*words)


def test_parts_of_words_are_looked_at_on_the_ground_of_their_cell(path: Path) -> None:
    dark, white = PatternFill("solid", fgColor="FF1F4E79"), InlineFont(color=Color(rgb="FFFFFFFF"))
    on_dark = _font("收入支出", "D16", Font(color="FFFFFFFF"), dark)
    seen = _told(path, lambda book: _words(book, TextBlock(white, "增加了"), TextBlock(white, "200万元")), on_dark)
    same = _font("收入支出", "D16", Font(color="FF000000"), dark)
    blue = InlineFont(color=Color(rgb="FF1F4E79"))
    unseen = _told(path, lambda book: _words(book, TextBlock(blue, "增加了"), TextBlock(white, "200万元")), same)
    faint = f"警告 R62　〔收入支出〕D16：{_FAINT}"
    assert (faint in seen, faint in unseen) == (False, True)


def test_letters_that_are_all_of_another_look_than_their_cell_count_alone(path: Path) -> None:
    plain = InlineFont(color=Color(rgb="FF000000"))
    told = _told(
        path, lambda book: _words(book, TextBlock(plain, "增加了")), _font("收入支出", "D16", Font(strike=True))
    )
    assert f"警告 R61　〔收入支出〕D16：{_STRUCK}" not in told


def test_a_size_that_is_no_number_and_a_tint_that_is_none_refuse_nothing(path: Path) -> None:
    blank_workbook.write_workbook(path, water_office.department())
    parts = dict(unzipped.parts(path.read_bytes(), 10**8))
    styles = parts["xl/styles.xml"].replace(b"<color theme=", b'<color tint="x" theme=')
    parts["xl/styles.xml"] = styles.replace(b"<sz val=", b'<sz tint="" val=')
    path.write_bytes(unzipped.stored(parts))
    assert b'tint="x"' in styles
    assert _said(path) == []


def test_words_struck_through_in_part_are_told(path: Path) -> None:
    def edit(book: Any) -> None:
        struck = TextBlock(InlineFont(strike=True), "100")
        book["收入支出"]["D16"] = CellRichText("增加了", struck, "200万元")

    assert _told(path, edit)[-1] == f"警告 R61　〔收入支出〕D16：{_STRUCK}"


@pytest.mark.parametrize(
    ("letters", "ground"),
    [
        (Color(rgb="FFFFFFFF"), PatternFill(fill_type=None)),
        (Color(theme=0), PatternFill(fill_type=None)),
        (Color(theme=0, tint=-0.05), PatternFill(fill_type=None)),
        (Color(indexed=9), PatternFill(fill_type=None)),
        (Color(rgb="FFFFFFFF"), None),  # the light yellow of the form
        (Color(rgb="FF000000"), PatternFill("solid", fgColor="FF000000")),
        (Color(theme=1), PatternFill("solid", fgColor="FF111111")),
    ],
)
def test_letters_of_the_colour_of_their_ground_are_told(
    path: Path, letters: Color, ground: PatternFill | None
) -> None:
    edit = _font("收入支出", "B16", Font(color=letters), ground)
    assert _told(path, edit) == [f"警告 R62　〔收入支出〕B16：{_FAINT}"]


@pytest.mark.parametrize(
    ("letters", "ground"),
    [
        (Color(rgb="FFFFFFFF"), PatternFill("solid", fgColor="FF1F4E79")),
        (Color(rgb="FFFF0000"), None),
        (Color(rgb="FFBFBFBF"), None),
        (Color(theme=0, tint=-0.35), None),
        (Color(theme=5), None),
        (Color(indexed=64), None),
        (Color(theme=0), PatternFill("solid", fgColor=Color(theme=4))),  # of a theme that may be any
        (Color(rgb="FFFFFFFF"), PatternFill("solid", fgColor=Color(indexed=56))),
        (Color(rgb="FFFFFFFF"), PatternFill("darkUp", fgColor="FF000080")),
        (Color(theme=5), PatternFill("solid", fgColor="FF000080")),
    ],
)
def test_letters_that_are_seen_are_read_in_silence(path: Path, letters: Color, ground: PatternFill | None) -> None:
    assert _told(path, _font("收入支出", "B16", Font(color=letters), ground)) == []


def test_letters_that_are_too_small_are_told(path: Path) -> None:
    assert _told(path, _font("收入支出", "B16", Font(sz=1))) == [f"警告 R62　〔收入支出〕B16：{_FAINT}"]
    assert _told(path, _font("收入支出", "B16", Font(sz=6))) == []


def test_a_blank_cell_is_not_struck_through(path: Path) -> None:
    assert _told(path, _font("业务指标", "A40:F41", Font(strike=True, color="FFFFFFFF"))) == []


@pytest.mark.parametrize("cell", ["B16", "B6", "D16", "A16"])  # an amount, a blank one, a reason, a label
def test_a_comment_of_a_person_is_told(path: Path, cell: str) -> None:
    told = _told(path, _comment("收入支出", cell, "张三:\n应为382.01万元，待改", "张三"))
    assert told == [f"提示 R63　〔收入支出〕{cell}：有批注“应为382.01万元，待改”，{_COMMENT}"]


def test_a_comment_that_can_be_answered_is_told_without_what_excel_says_of_it(path: Path) -> None:
    before = "[线程批注]\n\n你的 Excel 版本可读取此线程批注。\n"
    more = "了解更多: https://go.microsoft.com/fwlink/?linkid=870924\n\n注释:\n    "
    told = _told(path, _comment("收入支出", "B16", f"{before}{more}应为382.01万元", "tc={1}"))
    assert told == [f"提示 R63　〔收入支出〕B16：有批注“应为382.01万元”，{_COMMENT}"]


@pytest.mark.parametrize(
    "words", ["程序按旧口径算的，应为382万元", "报告里不是这个数", "上年写的是：工资调标\n今年应写搬迁"]
)
def test_what_a_person_writes_like_the_program_is_told(path: Path, words: str) -> None:
    (told,) = _told(path, _comment("收入支出", "D16", words))
    assert told.startswith("提示 R63　〔收入支出〕D16：有批注")


@pytest.mark.parametrize(
    "words",
    [
        "上年写的是：工资调标",
        "2019年写的是：工资调标",
        "上年报告 第5段",
        "报告 图1",
        workbook_comments.PROJECT.format(year=2020),
        workbook_comments.CARRIED.format(label="年末结转和结余"),
    ],
)
def test_a_comment_of_the_program_is_not_told(path: Path, words: str) -> None:
    assert _told(path, _comment("收入支出", "D16", words)) == []


def test_the_workbook_of_the_program_itself_is_read_in_silence(path: Path) -> None:
    """With the notes at its rows and headings, and with a number that was proposed."""
    proposed = FilledCell(Decimal(3820000), "上年报告 第5段", is_proposed=True)
    entry: FilledEntry = {"项目": "收入总计", "本年决算数": proposed}
    blank_workbook.write_workbook(path, {**water_office.department(), "收入支出": [entry]})
    assert [each for each in _said(path) if "R6" in each] == []
