"""What a cell shows: every number format that Excel and WPS offer by a click, as text and number, in each file."""

import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model.values import Cell
from juesuan.reading import cells, shown, spreadsheet
from juesuan.reading.grid import Formatted, Value, digits, plain
from juesuan.reading.simple_formats import general

if TYPE_CHECKING:
    from juesuan.model.problems import Problem

CELL = Cell("绩效指标", "F7")
_ACCOUNTING = '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ '
_BARE_ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
_SPELLED = "[DBNum1][$-804]"

FORMATS: tuple[tuple[str, float, str | None], ...] = (
    # 常规, 数值
    ("General", 98.5, "98.5"),
    ("General", 0.985, "0.985"),
    ("General", 12345678901, "12345678901"),
    ("General", 123456789012, None),
    ("General", 1 / 3, None),
    ("G/通用格式", 5, "5"),
    ("0", 1234.5, "1235"),
    ("0.0", 1234.25, "1234.3"),
    ("0.00", 1234.565, "1234.57"),
    ("0.000", 1234.5, "1234.500"),
    ("0.0000", 1234.56785, "1234.5679"),
    ("0.00", 1.005, "1.01"),
    ("0.00", -1234.5, "-1234.50"),
    ("0.00", -0.001, None),
    ("#,##0", 1234567, "1,234,567"),
    ("#,##0.00", 1234567.5, "1,234,567.50"),
    ("#,##0.00", -1234567.5, "-1,234,567.50"),
    ("#,##0.00", 0, "0.00"),
    ("#,##0.00####", 1234.5, "1,234.50"),
    ("#,##0.00####", 0.123456, "0.123456"),
    ("0.00_ ", 12.5, "12.50"),
    ("0.00_ ;[Red]-0.00 ", -12.5, "-12.50"),
    ("0.00_);(0.00)", -12.5, "(12.50)"),
    ("0.00_);[Red](0.00)", -12.5, "(12.50)"),
    ("0.00;[Red]0.00", 12.5, "12.50"),
    ("0.00;[Red]0.00", -12.5, None),
    ("#,##0.00;[红色]#,##0.00", -12.5, None),
    ("#,##0.00;[蓝色]-#,##0.00", -12.5, "-12.50"),
    # 货币, 会计专用
    ('"¥"#,##0.00', 1234.5, "¥1,234.50"),
    ('"¥"#,##0.00', -1234.5, "-¥1,234.50"),
    ('"¥"#,##0.00;"¥"-#,##0.00', -1234.5, "¥-1,234.50"),
    ('"¥"#,##0.00;[Red]"¥"-#,##0.00', -1234.5, "¥-1,234.50"),
    ('"¥"#,##0.00_);("¥"#,##0.00)', -1234.5, "(¥1,234.50)"),
    ("[$¥-804]#,##0.00", 1234.5, "¥1,234.50"),
    ("[$$-409]#,##0.00", 1234.5, "$1,234.50"),
    ("$#,##0.00", 1234.5, "$1,234.50"),
    ("[$€-2] #,##0.00", 1234.5, "€ 1,234.50"),
    (_ACCOUNTING, 1234.5, "¥1,234.50"),
    (_ACCOUNTING, -1234.5, "¥-1,234.50"),
    (_ACCOUNTING, 0, "¥-"),
    (_BARE_ACCOUNTING, 1234.5, "1,234.50"),
    (_BARE_ACCOUNTING, 0, "-"),
    # 日期
    ("yyyy/m/d", 44166, "2020/12/1"),
    ("yyyy-mm-dd", 44166, "2020-12-01"),
    ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", 44166, "2020年12月1日"),
    ('yyyy"年"m"月"d"日";@', 44166, "2020年12月1日"),
    ('yyyy"年"m"月";@', 44166, "2020年12月"),
    ('m"月"d"日";@', 44196, "12月31日"),
    ("yyyy年m月", 44166, "2020年12月"),
    (_SPELLED + 'yyyy"年"m"月"d"日";@', 44179, "二〇二〇年十二月十四日"),
    (_SPELLED + 'yyyy"年"m"月";@', 44166, "二〇二〇年十二月"),
    (_SPELLED + 'm"月"d"日";@', 44124, "十月二十日"),
    (_SPELLED + 'm"月"d"日";@', 43951, "四月三十日"),
    ("[$-804]aaaa;@", 44166, "星期二"),
    ("[$-804]aaa;@", 44166, None),
    ("yyyy/m/d;@", 44166, "2020/12/1"),
    ("[$-409]yyyy/m/d h:mm AM/PM;@", 44166.5625, "2020/12/1 1:30 PM"),
    ("yyyy/m/d h:mm;@", 44166.5625, "2020/12/1 13:30"),
    ("yy/m/d;@", 44166, "20/12/1"),
    ("m/d;@", 44166, "12/1"),
    ("m/d/yy;@", 44166, "12/1/20"),
    ("mm/dd/yy;@", 44166, "12/01/20"),
    ("[$-409]d-mmm;@", 44166, "1-Dec"),
    ("[$-409]d-mmm-yy;@", 44166, "1-Dec-20"),
    ("[$-409]dd-mmm-yy;@", 44166, "01-Dec-20"),
    ("[$-409]mmm-yy;@", 44166, "Dec-20"),
    ("[$-409]mmmm-yy;@", 44166, "December-20"),
    ("[$-409]mmmmm;@", 44166, "D"),
    ("[$-409]mmmmm-yy;@", 44166, "D-20"),
    ("[$-804]mmmm;@", 44166, None),
    ("yyyy/m/d", 30, None),
    ("yyyy/m/d", -1, None),
    ("yyyy/m/d", 5e7, None),
    # 时间
    ("[$-F400]h:mm:ss AM/PM", 0.5625, "13:30:00"),
    ("h:mm;@", 0.375694444444444, "9:01"),
    ("[$-409]h:mm AM/PM;@", 0.5625, "1:30 PM"),
    ("[$-409]h:mm AM/PM;@", 0.0, "12:00 AM"),
    ("h:mm:ss;@", 0.5625, "13:30:00"),
    ("[$-409]h:mm:ss AM/PM;@", 0.5625, "1:30:00 PM"),
    ("mm:ss", 0.5625, "30:00"),
    ("mm:ss.0", 0.5625, None),
    ("[h]:mm:ss;@", 1.5625, "37:30:00"),
    ('h"时"mm"分";@', 0.5625, "13时30分"),
    ('h"时"mm"分"ss"秒";@', 0.5625, "13时30分00秒"),
    ('上午/下午h"时"mm"分";@', 0.5625, "下午1时30分"),
    ('上午/下午h"时"mm"分"ss"秒";@', 0.25, "上午6时00分00秒"),
    (_SPELLED + 'h"时"mm"分";@', 0.5625, "十三时三十分"),
    (_SPELLED + '上午/下午h"时"mm"分";@', 0.5625, "下午一时三十分"),
    ("h:mm", 0.123456789, None),
    # 百分比, 分数, 科学记数
    ("0%", 0.985, "99%"),
    ("0.0%", 0.985, "98.5%"),
    ("0.00%", 0.985, "98.50%"),
    ("0%", 1, "100%"),
    ('0.0"%"', 98.5, "98.5%"),
    ("# ?/?", 0.5, None),
    ("# ??/??", 0.5, None),
    ("# ???/???", 0.5, None),
    ("# ?/2", 0.5, None),
    ("# ??/100", 0.5, None),
    ("0.00E+00", 123456, None),
    ("##0.0E+0", 123456, None),
    # 文本, 特殊, 自定义
    ("@", 2130301, "2130301"),
    ("000000", 13001, "013001"),
    ("000000", 610000, "610000"),
    (_SPELLED + "General", 105, "一百〇五"),
    (_SPELLED + "General", 20200, "二万〇二百"),
    ("[DBNum2][$-804]General", 10, "壹拾"),
    ("[DBNum2][$-804]General", 1005, "壹仟零伍"),
    ("[DBNum2][$-804]General", 1.5, None),
    ("[DBNum2][$RMB]General;[红色][DBNum2][$RMB]General", 100, None),
    ('0!.0,"万元"', 123456, "12.3万元"),
    ('0!.0,"万元"', 3456, "0.3万元"),
    ('0!.0000"万元"', 1234567, "123.4567万元"),
    ('0!.0000"万元"', 50, "0.0050万元"),
    ("0!.00,", 1234567, "12.35"),
    ('#,##0.00,"万"', 1234567.5, "1,234.57万"),
    ('0.00,,"百万"', 123456789, "123.46百万"),
    ('0.00"元"', 12.5, "12.50元"),
    ('0"人"', 18, "18人"),
    ('[>=10000]0!.0,"万";0', 123456, "12.3万"),
    ('[>=10000]0!.0,"万";0', 99, "99"),
    ('[<0]"少"0;0', -5, None),
    ("[Blue]0.0", 12.5, "12.5"),
    ("0.##", 5, "5."),
    ("#.##", 0.5, ".5"),
    ("0;-0;;@", 0, ""),
    (";;;", 5, ""),
    ('"完成"', 5, "完成"),
    ("0 个", 5, "5 个"),
    ("qqq", 5, None),
    ("[未知]0", 5, None),
)


@pytest.mark.parametrize(("code", "value", "words"), FORMATS)
def test_every_format(code: str, value: float, words: str | None) -> None:
    assert Formatted(value, code).shown == words


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("General", "5", "5"),
        ("@", "013001", "013001"),
        ("0.00", "甲", "甲"),
        (_ACCOUNTING, "甲", "甲"),
        ("yyyy/m/d;@", "甲", "甲"),
        (";;;", "甲", ""),
        ('0;0;0;"乙"', "甲", "乙"),
        ('@"局"', "水务", "水务局"),
        ("0;0;0;[未知]@", "甲", None),
    ],
)  # fmt: skip
def test_a_format_shows_a_text_otherwise(code: str, text: str, words: str | None) -> None:
    assert shown.text(text, code) == words


def test_days_are_counted_from_1904_where_the_file_says_so() -> None:
    assert Formatted(42704, 'yyyy"年"m"月"', from_1904=True).shown == "2020年12月"


# ---- the same in every file


def _write(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("甲")
        for row, (code, value, _) in enumerate(FORMATS):
            sheet.write_number(row, 0, value, book.add_format({"num_format": code}))
        aims = book.add_worksheet("乙")
        for row, (formula, value) in enumerate(AIMS.items()):
            aims.write_formula(row, 0, formula, None, value)
            aims.write_formula(row, 1, "=100%", None, 1)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a cell of every format as .xlsx, .xls and .ods, through LibreOffice."""
    if shutil.which("soffice") is None:
        pytest.skip("soffice is not installed")
    folder = tmp_path_factory.mktemp("converted")
    _write(folder / "cells.xlsx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind in ("xls", "ods"):
        command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(folder)]
        subprocess.run([*command, str(folder / "cells.xlsx")], check=True, capture_output=True, timeout=90)
    yield folder
    shutil.rmtree(folder / "profile", ignore_errors=True)


AIMS = {"=100%": 1, "=95.5%": 0.955, "=-5%": -0.05, "=12": 12, "=1+1": 2}
"""Formulas with their results, as a person types an aim; the second column of the sheet has the first alone."""


def _column(path: Path) -> list[Value]:
    grid = spreadsheet.read(path.read_bytes(), path.name, ["甲"], [])["甲"]
    return [row[0] for row in grid.rows]


def _shown(value: Value) -> str | None:
    """What is printed of a cell where its text is; None where it is refused."""
    if isinstance(value, Formatted):
        return value.shown
    return general(Decimal(str(value)).normalize() + 0) if isinstance(value, int | float) else plain(value)


_NOT_WRITTEN = ("上午", "色]", "!", "未知", "通用", "RMB")
"""What LibreOffice does not write into an .xls as it is."""


def _is_written(code: str) -> bool:
    return not any(each in code for each in _NOT_WRITTEN) and not (code.startswith(_SPELLED) and "d" in code[15:])


def test_an_xlsx_shows_what_excel_shows(tmp_path: Path) -> None:
    _write(tmp_path / "cells.xlsx")
    assert [*map(_shown, _column(tmp_path / "cells.xlsx"))] == [words for _, _, words in FORMATS]


def test_an_xls_shows_the_same(converted: Path) -> None:
    found = zip(FORMATS, map(_shown, _column(converted / "cells.xls")), strict=True)
    kept = [(code, value, words, seen) for (code, value, words), seen in found if _is_written(code)]
    spelled = [each for each in kept if "DBNum1" in each[0] and "yyyy" in each[0]]
    assert [each for each in kept if each[2] != each[3] and each not in spelled] == []
    assert [each[3] for each in spelled] == [None] * len(spelled)  # written with other numerals: not guessed


def test_a_percentage_typed_as_a_formula_is_what_was_typed_in_an_xls(converted: Path) -> None:
    """Without a format =100% shows as 1; cells below each other share one formula."""
    data = (converted / "cells.xls").read_bytes()
    rows = spreadsheet.read(data, "cells.xls", ["乙"], [])["乙"].rows
    assert [[*map(plain, row)] for row in rows] == [
        [words, "=100%"] for words in ("=100%", "=95.5%", "=-5%", "12", "2")
    ]


_AS_LIBRE_OFFICE_HAS_THEM = ("[$-F", "上午", "色]", "!", "未知", "通用", "RMB", '时"', "0.##")
"""Where LibreOffice shows something else than Excel, which is then what its file says."""


def test_an_ods_shows_what_its_file_says(converted: Path) -> None:
    found = zip(FORMATS, map(_shown, _column(converted / "cells.ods")), strict=True)
    told = [
        (code, value, words, seen)
        for (code, value, words), seen in found
        if words is not None and not any(each in code for each in _AS_LIBRE_OFFICE_HAS_THEM)
    ]
    assert [each for each in told if each[2] != each[3]] == []
    assert len(told) > 80


# ---- amounts and counts


@pytest.mark.parametrize("unit", ["元", "万元", "%", "人"])
@pytest.mark.parametrize(("code", "value", "words"), FORMATS)
def test_a_number_is_the_one_that_is_shown_or_is_refused(
    code: str, value: float, words: str | None, unit: str
) -> None:
    problems: list[Problem] = []
    read = cells.number(Formatted(value, code), CELL, problems, unit)
    stored = Decimal(format(value, ".15g"))
    if words and unit == "%" and words.endswith("%") and not problems:
        assert read == Decimal(words.removesuffix("%"))
    elif not problems:
        assert read == stored
        bare = (words or "").removesuffix(unit).replace(",", "").replace("¥", "").strip()
        seen = Decimal(bare.replace("(", "-").replace(")", "")) if bare.strip("-") else Decimal(0)
        is_money_to_the_cent = unit in {"元", "万元"} and "." in bare and len(bare.rpartition(".")[2]) >= 2
        assert not words or seen == stored or (is_money_to_the_cent and abs(seen - stored) < Decimal("0.01"))


@pytest.mark.parametrize(
    ("code", "value", "unit", "read"),
    [
        ("#,##0.00", 1234.56, "元", "1234.56"),
        ("0.00", 12.345678, "万元", "12.345678"),
        ("#,##0", 1234, "元", "1234"),
        (_ACCOUNTING, -1234.5, "元", "-1234.5"),
        (_ACCOUNTING, 0, "元", "0"),
        ("0.00_);[Red](0.00)", -12.5, "元", "-12.5"),
        ("000000", 13001, "人", "13001"),
        ("0.0%", 0.985, "%", "98.5"),
        ("0%", 1, "%", "100"),
        ('0.0"%"', 98.5, "%", "98.5"),
        ("General", 0.985, "%", "0.985"),
        ('0"人"', 18, "人", "18"),
        ('0.00"元"', 12.5, "元", "12.5"),
    ],
)
def test_numbers_that_are_shown_as_they_are(code: str, value: float, unit: str, read: str) -> None:
    problems: list[Problem] = []
    assert cells.number(Formatted(value, code), CELL, problems, unit) == Decimal(read)
    assert problems == []


@pytest.mark.parametrize(
    ("code", "value", "unit", "words"),
    [
        ("0%", 0.985, "%", "“99%”，存的却是 0.985"),
        ("0.0%", 0.985, "元", "“98.5%”，存的却是 0.985"),
        ("#,##0", 1234.56, "元", "“1,235”，存的却是 1234.56"),
        ("0", 18.6, "人", "“19”，存的却是 18.6"),
        ("0.00", 332.8512, "亿元", "“332.85”，存的却是 332.8512"),
        ('0!.0000"万元"', 1234567, "元", "“123.4567万元”，存的却是 1234567"),
        ('0!.0000"万元"', 1234567, "万元", "“123.4567万元”，存的却是 1234567"),
        ("#,##0.00,", 1234567.5, "元", "“1,234.57”，存的却是 1234567.5"),
        ('0.00"元"', 12.5, "万元", "“12.50元”，存的却是 12.5"),
        ("$#,##0.00", 12.5, "元", "“$12.50”，存的却是 12.5"),
    ],
)
def test_a_number_that_is_shown_as_another(code: str, value: float, unit: str, words: str) -> None:
    problems: list[Problem] = []
    assert cells.number(Formatted(value, code), CELL, problems, unit) is None
    advice = "请把单元格格式设为“常规”，再核对、改正这个数；公式请套上 ROUND。"
    assert [*map(str, problems)] == [f"错误 R56　〔绩效指标〕F7：单元格显示的是{words}，是两个数　→ {advice}"]


def test_a_date_is_no_number_and_the_day_that_is_shown() -> None:
    problems: list[Problem] = []
    assert cells.number(Formatted(44166, "yyyy/m/d"), CELL, problems) is None
    assert [problem.code for problem in problems] == ["R12"]
    assert str(cells.day(Formatted(44166.5, "yyyy/m/d h:mm"), CELL, [])) == "2020-12-01"
    assert cells.day(Formatted(44166, 'yyyy"年"m"月"'), CELL, problems) is None
    assert [problem.code for problem in problems] == ["R12", "R16"]


_DECIMALS = ("0", "0.0", "0.00", "0.000", "#,##0", "#,##0.00", "#,##0.00####", "0.0##")


@given(st.floats(-1e15, 1e15), st.sampled_from(_DECIMALS))
def test_what_is_worked_out_for_speed_is_the_same(value: float, code: str) -> None:
    assert Formatted(value, code).shown == shown.number(digits(value), code)


@given(st.one_of(st.floats(), st.integers()), st.sampled_from(sorted({code for code, _, _ in FORMATS})))
def test_no_number_makes_a_format_raise(value: float, code: str) -> None:
    problems: list[Problem] = []
    held = Formatted(value, code)
    cells.number(held, CELL, problems, "元")
    cells.day(held, CELL, problems)
    cells.text(held, CELL, problems)
    assert plain(held) == plain(value) or held.shown is not None


@given(
    st.text('0#?.,%;@"\\\\!_*[]DBNum12$-804yYmMdDhHsSaApP/:Ee+<>=() 年月日万元', max_size=24), st.floats(-1e6, 1e6)
)
def test_no_format_makes_a_number_raise(code: str, value: float) -> None:
    assert isinstance(Formatted(value, code).shown, str | None)
    assert isinstance(shown.text("甲", code), str | None)
