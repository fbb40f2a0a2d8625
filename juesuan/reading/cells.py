"""A sheet of a spreadsheet file as it stands: values, merged areas, and the cells no one can rely on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from juesuan.model import chinese
from juesuan.model.chinese import UNITS, narrow
from juesuan.model.problems import Problem, error, hint
from juesuan.model.values import Amount, Cell, Count, Text

Value = int | float | str | bool | date | datetime | time | timedelta
"""What a cell holds as a library gives it; a blank cell is an empty text."""
Place = tuple[int, int]
"""Row and column from 0: (0, 0) is A1."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

MAX_ROWS, MAX_COLUMNS = 5000, 200
"""The largest sheet that is read."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""The last row and column of a sheet, from 1, in every program for spreadsheets."""


class NoWorkbookError(Exception):
    """A whole file, but of another kind."""


class EncryptedError(Exception):
    """A file that opens only with a password."""


class OversizedError(Exception):
    """Holds more than any workbook of the form."""


class ImpossiblePlaceError(Exception):
    """A cell stands where no sheet has one."""

    def __init__(self, sheet: str, words: str) -> None:
        """``words`` say in Chinese what the file states."""
        super().__init__(f"〔{sheet}〕{words}")


@dataclass(frozen=True, slots=True)
class Extent:
    """How many rows and columns a sheet uses, counted from A1."""

    rows: int
    columns: int

    @property
    def is_huge(self) -> bool:
        """Whether no department fills so much: the officer's file has strayed."""
        return self.rows > MAX_ROWS or self.columns > MAX_COLUMNS


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's cells; row and column 0 are row 1 and column A."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[Area, ...] = ()
    faults: Mapping[Place, str] = field(default_factory=dict)
    """Cells that hold an error value or a formula that was never calculated, with the words for it."""


def address(row: int, column: int) -> str:
    """The name of the cell in its sheet; row and column count from 0: (0, 0) is A1."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


NIL = frozenset({"-", "--", "—", "——", "–", "－", "/", "无", "零"})
"""What people type where there is nothing."""
STORED_AS_TEXT = "R13"
"""The code of the hint that a number was stored as text."""
LARGEST = 10**13
"""元; more than any department has, so a larger number is a slip of unit."""

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
_WITH_UNIT = re.compile(r"[+-]?[0-9,.]+(亿|万|千)?元")
_NOISE = Fraction(1, 10**13)
"""What the arithmetic of a spreadsheet may leave in the last two of its fifteen digits."""
_QUOTED = 30


def plain(value: Value) -> str:
    """The text that a person sees in a cell, trimmed; whole numbers without a decimal point."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format(digits(value), "f")
    return str(value).strip()


def digits(value: float) -> Decimal:
    """The digits that were typed, at most the 15 a spreadsheet keeps; NaN and infinity stay what they are."""
    number = Decimal(format(value, ".15g"))
    return Decimal(int(number)) if number.is_finite() and number == int(number) else number


def text(value: Value, cell: Cell, problems: list[Problem]) -> Text | None:
    """The words of a cell as they were typed; None for a blank one; what cannot be printed is refused (R11)."""
    words = plain(value).replace("\r\n", "\n").replace("\r", "\n")
    if bad := chinese.fault(words, cell) or too_much(words, cell):
        problems.append(bad)
    return Text(words, cell) if words else None


_MOST_NUMBERS, _MOST_SIGNS = 2_000, 32_767
"""Of a paragraph or a cell, which in Excel holds no more."""
_MOST_DIGITS = 99
_LONG = re.compile(rf"\d{{{_MOST_DIGITS + 1},}}")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def too_much(words: str, cell: Cell) -> Problem | None:
    """What is to be said of a text that nobody reads and no rule can look through, number against number."""
    if len(words) > _MOST_SIGNS:
        return error("R17", cell, f"这一段有 {len(words)} 个字，超过 {_MOST_SIGNS} 个", _SHORTER)
    if len(words) > _MOST_DIGITS and (found := _LONG.search(words)):
        return error("R17", cell, f"有一个数有 {len(found[0])} 位", "请核对这个数。")
    if len(words) > _MOST_NUMBERS and (count := _count(words)) > _MOST_NUMBERS:
        return error("R17", cell, f"这一段有 {count} 个数，超过 {_MOST_NUMBERS} 个，不能逐个核对", _SHORTER)
    return None


_SHORTER = "请分成几段，或者改成附件里的表格。"


_MOST_OF_A_FILE = 8_000


def crowd(file: str, texts: Iterable[str]) -> Iterator[Problem]:
    """What is to be said of a file whose texts hold more numbers than can be compared with each other."""
    if (count := sum(map(_count, texts))) > _MOST_OF_A_FILE:
        message = f"文字里有 {count} 个数，超过 {_MOST_OF_A_FILE} 个，不能逐个核对"
        yield error("R18", file, message, "请删去用不着的内容，或者把成片的数放进附件；附件太长的，分成几个文件。")


def _count(words: str) -> int:
    """How many numbers stand in a text, whatever they are."""
    return sum(1 for _ in _DIGITS.finditer(words))


def number(value: Value, cell: Cell, problems: list[Problem]) -> Decimal | None:
    """The number of a cell as it was typed; None for a blank one.

    Text, dates and what is no number are refused (R12), and so is what no department has (R14); then it is None.
    """
    typed = _typed(value, cell, problems) if isinstance(value, str) else _stored(value, cell, problems)
    if typed is None:
        return None
    if typed.copy_abs() < LARGEST:
        return typed or typed.copy_abs()  # never -0
    problems.append(error("R14", cell, f"数字 {_quoted(value)} 大得不合常理", "请核对这个数字。"))
    return None


def _stored(value: Value, cell: Cell, problems: list[Problem]) -> Decimal | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        typed = digits(value) if isinstance(value, float) else Decimal(value)
        if typed.is_finite():
            return typed
    advice = "请改为数字，并把单元格格式设为数值。"
    problems.append(error("R12", cell, f"应为数字，读到的是“{_quoted(value)}”", advice))
    return None


def _typed(value: str, cell: Cell, problems: list[Problem]) -> Decimal | None:
    words = narrow(value)
    if not words or words in NIL:
        return Decimal(0) if words else None
    bare = words.replace("¥", "", 1)
    if bare.startswith("(") and bare.endswith(")") and bare[1:2] not in {"-", "+"}:
        bare = "-" + bare[1:-1]
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(",", "")
    if not _NUMBER.fullmatch(bare):
        advice = "请改为数字；没有就空着或填 0。"
        if _WITH_UNIT.fullmatch(bare):
            advice = "单位写在表头“金额单位”处，格内只填数字。"
        problems.append(error("R12", cell, f"应为数字，读到的是“{_quoted(value)}”", advice))
        return None
    message = f"数字“{_quoted(value)}”存成了文本，已按 {_quoted(bare)} 读取"
    problems.append(hint(STORED_AS_TEXT, cell, message, "请把单元格格式设为数值，重新输入这个数。"))
    return Decimal(bare)


def _quoted(value: Value) -> str:
    """A value inside a message: on one line, and not longer than an eye takes in."""
    words = "".join(each if each.isprintable() else " " for each in plain(value))
    return words if len(words) <= _QUOTED else words[:_QUOTED] + "…"


def amount(value: Value, cell: Cell, unit: str, problems: list[Problem]) -> Amount | None:
    """The money of a cell, in 元, which the cell gives in ``unit``, 元 or 万元; None for a blank cell.

    What is finer than 分 (R15), no number (R12) or absurdly large (R14) is refused; then it is None.
    """
    typed = number(value, cell, problems)
    if typed is None:
        return None
    cents = Fraction(typed) * UNITS[unit] * 100
    if isinstance(value, float) and abs(round(cents) - cents) <= abs(cents) * _NOISE:
        cents = Fraction(round(cents))
    if abs(cents) >= LARGEST * 100:
        advice = "请核对数字和本表的金额单位。"
        problems.append(error("R14", cell, f"金额 {_quoted(value)}{unit} 大得不合常理", advice))
        return None
    if cents.denominator != 1:
        advice = "公式请套上 ROUND，如 =ROUND(…,2)。" if unit == "元" else "万元表最多六位小数。"
        problems.append(error("R15", cell, f"金额 {_quoted(value)}{unit} 细于 1 分", advice))
        return None
    return Amount(Decimal(int(cents)).scaleb(-2), cell)


def count(value: Value, cell: Cell, unit: str, problems: list[Problem]) -> Count | None:
    """The number of a cell that is not money, with its unit; None for a blank cell; faults as for ``number``."""
    typed = number(value, cell, problems)
    return None if typed is None else Count(typed, unit, cell)


def day(value: Value, cell: Cell, problems: list[Problem]) -> date | None:
    """The date of a cell, or that was typed as 2021年8月31日, 2021-8-31, 2021/8/31 or 2021.8.31.

    None for a blank cell; what is no date is refused (R16), and then it is None.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    words = narrow(plain(value))
    parts = re.fullmatch(r"([0-9]{4})[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})日?", words)
    with suppress(ValueError):
        if parts:
            return date(*map(int, parts.groups()))
    if words:
        message = f"应为日期，读到的是“{_quoted(value)}”"
        problems.append(error("R16", cell, message, "请写成 2021-8-31 的样子。"))
    return None
