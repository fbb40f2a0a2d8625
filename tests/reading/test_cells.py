"""One cell: what people type is read, what cannot be read is refused with the cell and the cure."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model.values import Amount, Cell, Count, Text
from juesuan.reading import cells
from juesuan.reading.grid import Value

if TYPE_CHECKING:
    from juesuan.model.problems import Problem

CELL = Cell("收入支出", "B5")
WHERE = "〔收入支出〕B5"


def _amount(value: Value, unit: str = "元") -> tuple[str | None, list[str]]:
    problems: list[Problem] = []
    amount = cells.amount(value, CELL, unit, problems)
    assert amount is None or amount.cell == CELL
    return str(amount.yuan) if amount else None, list(map(str, problems))


@pytest.mark.parametrize(
    ("value", "unit", "yuan"),
    [
        (7552797.98, "元", "7552797.98"),
        (0.1 + 0.2, "元", "0.30"),
        (1.1 * 3, "元", "3.30"),
        (0.0, "元", "0.00"),
        (-0.0, "元", "0.00"),
        (12, "元", "12.00"),
        (-1234.5, "元", "-1234.50"),
        (9999999999999.99, "元", "9999999999999.99"),
        (123456789012.34, "元", "123456789012.34"),
        (1e5, "元", "100000.00"),
        (755.279798, "万元", "7552797.98"),
        (332.85, "万元", "3328500.00"),
        (0.000001, "万元", "0.01"),
        (999999999.999999, "万元", "9999999999999.99"),
        (75.5279798 * 10, "万元", "7552797.98"),
        (sum([0.07] * 1000), "元", "70.00"),
        (1e-06, "元", "0.00"),
        (0.1 + 0.2 - 0.3, "元", "0.00"),
        (-2.91038304567337e-11, "万元", "0.00"),
    ],
)
def test_numbers(value: float, unit: str, yuan: str) -> None:
    assert _amount(value, unit) == (yuan, [])


@pytest.mark.parametrize("value", ["-", "--", "—", "——", "－", "–", "无", "/", "／", "零", " — ", "　无　"])
def test_what_people_type_for_nil(value: str) -> None:
    assert _amount(value) == ("0.00", [])


@pytest.mark.parametrize("value", ["", " ", "　", "\n", "\t \u00a0"])
def test_blank_is_not_nil(value: str) -> None:
    assert _amount(value) == (None, [])


@pytest.mark.parametrize(
    ("value", "yuan", "told"),
    [
        ("1234.5", "1234.50", "“1234.5”存成了文本，已按 1234.5 读取"),
        ("1,234.50", "1234.50", "“1,234.50”存成了文本，已按 1234.50 读取"),
        ("1，234，567.5", "1234567.50", "“1，234，567.5”存成了文本，已按 1234567.5 读取"),
        ("１２３．４５", "123.45", "“１２３．４５”存成了文本，已按 123.45 读取"),
        (" 12345.6 ", "12345.60", "“12345.6”存成了文本，已按 12345.6 读取"),
        ("(1,234.50)", "-1234.50", "“(1,234.50)”存成了文本，已按 -1234.50 读取"),
        ("（8.00）", "-8.00", "“（8.00）”存成了文本，已按 -8.00 读取"),
        ("−5", "-5.00", "“−5”存成了文本，已按 -5 读取"),
        ("-5", "-5.00", "“-5”存成了文本，已按 -5 读取"),
        ("+5", "5.00", "“+5”存成了文本，已按 +5 读取"),
        ("-0", "0.00", "“-0”存成了文本，已按 -0 读取"),
        ("￥1,000", "1000.00", "“￥1,000”存成了文本，已按 1000 读取"),
        ("¥ 3.2", "3.20", "“¥ 3.2”存成了文本，已按 3.2 读取"),
        ("5.", "5.00", "“5.”存成了文本，已按 5. 读取"),
        (".5", "0.50", "“.5”存成了文本，已按 .5 读取"),
        ("1e-06", "0.00", "“1e-06”存成了文本，已按 1e-06 读取"),
        ("-2.91038304567337E-11", "0.00", "“-2.91038304567337E-11”存成了文本，已按 -2.91038304567337E-11 读取"),
        ("(¥5)", "-5.00", "“(¥5)”存成了文本，已按 -5 读取"),
        ("-¥5", "-5.00", "“-¥5”存成了文本，已按 -5 读取"),
        ("007", "7.00", "“007”存成了文本，已按 007 读取"),
    ],
)
def test_numbers_stored_as_text(value: str, yuan: str, told: str) -> None:
    hint = f"提示 R13　{WHERE}：数字{told}　→ 请把单元格格式设为数值，重新输入这个数。"
    assert _amount(value) == (yuan, [hint])


_NO_NUMBER = "请改为数字；没有就空着或填 0。"
_SEVERAL = "看起来是几个数，或者数中间有空格、换行；一格只填一个数，去掉空格。"
_NO_UNIT = "单位写在表头“金额单位”处，格内只填数字。"
_FORMAT = "请改为数字，并把单元格格式设为数值。"


@pytest.mark.parametrize(
    ("value", "shown", "cure"),
    [
        ("1e5", "1e5", _NO_NUMBER),
        ("一百", "一百", _NO_NUMBER),
        ("约100", "约100", _NO_NUMBER),
        ("1,23,4", "1,23,4", _NO_NUMBER),
        ("1.2.3", "1.2.3", _NO_NUMBER),
        ("12%", "12%", _NO_NUMBER),
        ("5²", "5²", _NO_NUMBER),
        ("①", "①", _NO_NUMBER),
        ("٣", "٣", _NO_NUMBER),
        ("(-5)", "(-5)", _NO_NUMBER),
        ("--5", "--5", _NO_NUMBER),
        ("=A1+B1", "=A1+B1", _NO_NUMBER),
        ("#REF!", "#REF!", _NO_NUMBER),
        (".", ".", _NO_NUMBER),
        ("nan", "nan", _NO_NUMBER),
        ("Infinity", "Infinity", _NO_NUMBER),
        ("100\n200", "100 200", _SEVERAL),
        ("100 200", "100 200", _SEVERAL),
        (" 12 345.6 ", "12 345.6", _SEVERAL),
        ("１２　３", "１２ ３", _SEVERAL),
        ("1¥2", "1¥2", _NO_NUMBER),
        ("5¥", "5¥", _NO_NUMBER),
        ("1.5e+07", "1.5e+07", _NO_NUMBER),
        ("12.5万元", "12.5万元", _NO_UNIT),
        ("１００元", "１００元", _NO_UNIT),
        ("332.85亿元", "332.85亿元", _NO_UNIT),
        ("见\n附表", "见 附表", _NO_NUMBER),
        ("长" * 40, "长" * 30 + "…", _NO_NUMBER),
        (True, "TRUE", _FORMAT),
        (False, "FALSE", _FORMAT),
        (date(2021, 8, 31), "2021-08-31", _FORMAT),
        (datetime(2021, 8, 31, 9, 5), "2021-08-31 09:05:00", _FORMAT),  # noqa: DTZ001 - as a spreadsheet holds it
        (time(9, 5), "09:05:00", _FORMAT),
        (timedelta(hours=30), "1 day, 6:00:00", _FORMAT),
        (float("nan"), "NaN", _FORMAT),
        (float("inf"), "Infinity", _FORMAT),
    ],
)
def test_no_numbers(value: Value, shown: str, cure: str) -> None:
    assert _amount(value) == (None, [f"错误 R12　{WHERE}：应为数字，读到的是“{shown}”　→ {cure}"])


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (0.001, "元", "R15　{}：金额 0.001元 细于 1 分　→ 公式请套上 ROUND，如 =ROUND(…,2)。"),
        (1 / 3, "元", "R15　{}：金额 0.333333333333333元 细于 1 分　→ 公式请套上 ROUND，如 =ROUND(…,2)。"),
        (123.4567891, "万元", "R15　{}：金额 123.4567891万元 细于 1 分　→ 万元表最多六位小数。"),
        (1e13, "元", "R14　{}：数字 10000000000000 大得不合常理　→ 请核对这个数字。"),
        (-1e300, "元", "R14　{}：数字 -1" + "0" * 28 + "… 大得不合常理　→ 请核对这个数字。"),
        (1e9, "万元", "R14　{}：金额 1000000000万元 大得不合常理　→ 请核对数字和本表的金额单位。"),
    ],
)
def test_too_fine_or_too_large(value: float, unit: str, told: str) -> None:
    assert _amount(value, unit) == (None, ["错误 " + told.format(WHERE)])


def test_text_beyond_all_measure() -> None:
    yuan, problems = _amount("9" * 30_000)
    assert yuan is None
    assert problems[1] == f"错误 R14　{WHERE}：数字 {'9' * 30}… 大得不合常理　→ 请核对这个数字。"
    assert _amount("0." + "0" * 40 + "1")[0] is None


_CENTS = st.integers(-(10**15) + 1, 10**15 - 1).map(lambda cents: Decimal(cents).scaleb(-2))


@given(_CENTS)
def test_any_amount_typed_as_number_comes_back(yuan: Decimal) -> None:
    assert _amount(float(str(yuan))) == (str(yuan + 0), [])


@given(_CENTS)
def test_any_amount_typed_in_ten_thousands_comes_back(yuan: Decimal) -> None:
    assert _amount(float(str(yuan.scaleb(-4))), "万元") == (str(yuan + 0), [])


_WIDE = {ord(narrow): ord(narrow) + 0xFEE0 for narrow in "0123456789.,-+()"}


@given(_CENTS, st.booleans(), st.booleans(), st.sampled_from(["", " ", "　", "\n"]))
def test_any_amount_typed_as_text_comes_back(yuan: Decimal, with_commas: bool, wide: bool, space: str) -> None:  # noqa: FBT001
    typed = f"{yuan:,}" if with_commas else str(yuan)
    typed = space + (typed.translate(_WIDE) if wide else typed) + space
    assert _amount(typed)[0] == str(yuan + 0)


_ANY: st.SearchStrategy[Value] = st.one_of(
    st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes(), st.times(), st.timedeltas(),
    st.text("0123456789.,-+()（）¥￥e%万元 　年月日/", max_size=12),
)  # fmt: skip


@given(_ANY)
def test_nothing_makes_an_entry_raise(value: Value) -> None:
    problems: list[Problem] = []
    results = (
        cells.text(value, CELL, problems),
        cells.number(value, CELL, problems),
        cells.amount(value, CELL, "元", problems),
        cells.amount(value, CELL, "万元", problems),
        cells.count(value, CELL, "个", problems),
        cells.day(value, CELL, problems),
    )
    assert all(problem.where == WHERE for problem in problems)
    assert len(results) == 6
    assert "-0" not in str(results[1]) or str(results[1]) != "-0"


def test_counts_keep_their_decimals() -> None:
    problems: list[Problem] = []
    assert cells.count("91.070", CELL, "分", problems) == Count(Decimal("91.070"), "分", CELL)
    assert str(cells.count("-0.00", CELL, "分", problems).value) == "0.00"  # type: ignore[union-attr]
    assert cells.count(38.0, CELL, "个", []) == Count(Decimal(38), "个", CELL)
    assert cells.count("", CELL, "个", []) is None


def test_text_is_kept_as_typed() -> None:
    problems: list[Problem] = []
    for words in ("A&B<C>公司", "{{ 7*7 }}", "{% for %}", "]]>", "一\n二\t三", "“三公”", "字" * 30_000):
        assert cells.text(f" {words}\n", CELL, problems) == Text(words, CELL)
    assert cells.text("一\r\n二\r三", CELL, problems) == Text("一\n二\n三", CELL)
    assert cells.text(2130301.0, CELL, problems) == Text("2130301", CELL)
    assert cells.text(12.50, CELL, problems) == Text("12.5", CELL)
    assert cells.text("　\n", CELL, problems) is None
    assert problems == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("好😀", "有印不出来的字符“😀”（U+1F600，第 2 个字）"),
        ("好\u202e坏", "有印不出来的字符（U+202E，第 2 个字）"),
        ("\ue000", "有印不出来的字符（U+E000，第 1 个字）"),
        ("铃\x07", "有印不出来的字符（U+0007，第 2 个字）"),
    ],
)
def test_text_that_cannot_be_printed(words: str, told: str) -> None:
    problems: list[Problem] = []
    cells.text(words, CELL, problems)
    assert list(map(str, problems)) == [f"错误 R11　{WHERE}：{told}　→ 请删除这个字符，或换一个字。"]


@pytest.mark.parametrize(
    "value",
    [
        date(2021, 8, 31),
        datetime(2021, 8, 31, 12, 0),  # noqa: DTZ001 - as a spreadsheet holds it
        "2021-8-31",
        "2021-08-31",
        "2021/8/31",
        "2021.8.31",
        "2021年8月31日",
        " 2021 年 8 月 31 日 ",
        "２０２１－８－３１",
    ],
)
def test_days(value: Value) -> None:
    assert cells.day(value, CELL, []) == date(2021, 8, 31)


@pytest.mark.parametrize(
    ("value", "shown"), [("八月底", "八月底"), ("2021-2-30", "2021-2-30"), (44439.0, "44439")]
)
def test_no_days(value: Value, shown: str) -> None:
    problems: list[Problem] = []
    assert cells.day(value, CELL, problems) is None
    told = f"错误 R16　{WHERE}：应为日期，读到的是“{shown}”　→ 请写成 2021-8-31 的样子。"
    assert list(map(str, problems)) == [told]


def test_an_amount_knows_its_cell() -> None:
    assert cells.amount(1, CELL, "元", []) == Amount(Decimal("1.00"), CELL)
