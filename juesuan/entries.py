"""One cell becomes one value: what people type is accepted, what cannot be read is refused by cell.

The spreadsheet stores numbers as binary floats; ``repr`` gives back the digits that were typed (at most 15), and
from there on a number is a Decimal.
"""

import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

from juesuan.grid import Value
from juesuan.model import Amount, Cell, Count, Text
from juesuan.problems import Problem, error, hint

NIL = frozenset({"-", "--", "—", "——", "–", "－", "无", "/", "零"})
UNITS: Mapping[str, Decimal] = {"元": Decimal(1), "万元": Decimal(10000)}
LARGEST = Decimal(10) ** 13
"""元; more than any department has, so a larger number is a slip of unit."""

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff\u200b\u202a-\u202e\u2066-\u2069]"
)


def plain(value: Value) -> str:
    """A cell as the text a person sees, trimmed; whole numbers without a decimal point."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format(digits(value), "f")
    return str(value).strip()


def digits(value: float) -> Decimal:
    """The digits that were typed, at most the 15 a spreadsheet keeps."""
    number = Decimal(format(value, ".15g"))
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


def text(value: Value, cell: Cell, problems: list[Problem]) -> Text | None:
    """Words, or None for a blank cell; characters no file can carry are refused."""
    words = plain(value)
    bad = _UNPRINTABLE.search(words)
    if bad:
        message = f"有印不出来的字符（U+{ord(bad[0]):04X}，第 {bad.start() + 1} 个字）"
        problems.append(error("R11", cell, message, "请删除这个字符，重新输入。"))
    return Text(words, cell) if words else None


def number(value: Value, cell: Cell, problems: list[Problem]) -> Decimal | None:
    """A number as typed, or None for a blank cell; text, dates and errors are refused."""
    if isinstance(value, bool | date | datetime) or not isinstance(value, int | float | str):
        problems.append(
            error("R12", cell, f"应为数字，读到的是“{plain(value)}”", "请改为数字，并把单元格格式设为数值。")
        )
        return None
    if isinstance(value, str):
        return _typed(value, cell, problems)
    return digits(value) if isinstance(value, float) else Decimal(value)


def _typed(value: str, cell: Cell, problems: list[Problem]) -> Decimal | None:
    folded = re.sub(r"[\s¥]", "", unicodedata.normalize("NFKC", value)).replace("−", "-")
    if not folded:
        return None
    if folded in NIL:
        return Decimal(0)
    if folded.startswith("(") and folded.endswith(")"):
        folded = "-" + folded[1:-1]
    if _THOUSANDS.fullmatch(folded):
        folded = folded.replace(",", "")
    if not _NUMBER.fullmatch(folded):
        unit = re.fullmatch(r"[+-]?[\d,.]+(亿|万|千)?元", folded)
        advice = "单位写在表头“金额单位”处，格内只填数字。" if unit else "请改为数字；没有就空着或填 0。"
        problems.append(error("R12", cell, f"应为数字，读到的是“{value.strip()}”", advice))
        return None
    problems.append(hint("R13", cell, f"数字“{value.strip()}”存成了文本，已按 {folded} 读取"))
    return Decimal(folded)


def amount(value: Value, cell: Cell, unit: str, problems: list[Problem]) -> Amount | None:
    """Money in 元 from a cell in ``unit`` (元 or 万元); finer than 分 or absurdly large is refused."""
    typed = number(value, cell, problems)
    if typed is None:
        return None
    yuan = typed * UNITS[unit]
    if abs(yuan) >= LARGEST:
        problems.append(
            error("R14", cell, f"金额 {typed}{unit} 大得不合常理", "请核对数字和本表的金额单位。")
        )
        return None
    if yuan != yuan.quantize(Decimal("0.01")):
        advice = "公式请套上 ROUND，如 =ROUND(…,2)。" if unit == "元" else "万元表最多六位小数。"
        problems.append(error("R15", cell, f"金额 {typed}{unit} 细于 1 分", advice))
        return None
    return Amount(yuan.quantize(Decimal("0.01")) + 0, cell)


def count(value: Value, cell: Cell, unit: str, problems: list[Problem]) -> Count | None:
    """A number that is not money."""
    typed = number(value, cell, problems)
    return None if typed is None else Count(typed, unit, cell)


def day(value: Value, cell: Cell, problems: list[Problem]) -> date | None:
    """A date, from a date cell or typed as 2021年8月31日, 2021-8-31, 2021/8/31 or 2021.8.31."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    words = plain(value)
    parts = re.fullmatch(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?", words)
    with suppress(ValueError):
        if parts:
            return date(*map(int, parts.groups()))
    if words:
        problems.append(error("R16", cell, f"应为日期，读到的是“{words}”", "请写成 2021-8-31 的样子。"))
    return None
