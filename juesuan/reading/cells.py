"""One cell: what it shows as an amount, a number, a date or a text, or why it cannot be read, with the cure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from juesuan.model import chinese, raised
from juesuan.model.chinese import UNITS, narrow
from juesuan.model.problems import Problem, error, hint
from juesuan.model.values import Amount, Cell, Count, Text
from juesuan.reading.grid import Formatted, Stored, Value, digits, plain
from juesuan.reading.simple_formats import general

NIL = frozenset({"-", "--", "—", "——", "–", "－", "/", "无", "零"})
"""What people type where there is nothing."""
STORED_AS_TEXT = "R13"
"""The code of the hint that a number was stored as text."""
LARGEST = 10**13
"""元; more than any department has, so a larger number is a slip of unit."""

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
_PARTED = re.compile(r"[\d.,．，]\s+[\d.,．，]")
_LEADING_SIGN = re.compile(r"^([-+(]?)¥")
_DUST = re.compile(r"[+-]?[0-9](\.[0-9]{1,17})?[eE]-[0-9]{1,3}")
"""How programs write a number that is all but nil."""
_WITH_UNIT = re.compile(r"[+-]?[0-9,.]+(亿|万|千)?元")
_NOISE = Fraction(1, 10**13)
"""What the arithmetic of a spreadsheet may leave in the last two of its fifteen digits."""
_NEXT_TO_NIL = Fraction(1, 1000)
"""分; what a difference of two equal sums may leave."""
_QUOTED = 30


def text(value: Value, cell: Cell, problems: list[Problem]) -> Text | None:
    """The words that a cell shows; None for a blank one; what cannot be printed is refused (R11).

    A number that is too long for a cell of no format is cut there to the width of its column: refused, too (R55).
    """
    if isinstance(value, float) and general(digits(value)) is None:
        message = f"数 {plain(value)} 太长，单元格里显示的随列宽变化"
        problems.append(error("R55", cell, message, "请把单元格格式设为“文本”，照要印的样子重新输入。"))
    words = plain(value).replace("\r\n", "\n").replace("\r", "\n")
    return _readable(words, words, cell, problems)


def paragraph(words: str, cell: Cell, problems: list[Problem]) -> Text | None:
    """The same of a paragraph of a Word file: there letters may stand above or below the line."""
    return _readable(words.strip(), raised.ordinary(words.strip()), cell, problems)


def _readable(words: str, printed: str, cell: Cell, problems: list[Problem]) -> Text | None:
    """The words, which are ``printed`` with these letters; what is wrong with them is added to the problems."""
    if bad := chinese.fault(printed, cell) or too_much(words, cell):
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
_MOST_TEXT, _MOST_PARAGRAPHS = 200_000, 8_000
"""Signs and paragraphs of a file; a report of two hundred pages has 60,000 and 3,500, and so many take 8 s."""


def crowd(file: str, texts: Iterable[str]) -> Iterator[Problem]:
    """What is to be said of a file whose texts are longer than any report, or hold too many numbers to compare."""
    held = list(texts)
    if (count := sum(map(_count, held))) > _MOST_OF_A_FILE:
        message = f"文字里有 {count} 个数，超过 {_MOST_OF_A_FILE} 个，不能逐个核对"
        yield error("R18", file, message, "请删去用不着的内容，或者把成片的数放进附件；附件太长的，分成几个文件。")
    yield from length(file, held)


def length(file: str, texts: Sequence[str]) -> Iterator[Problem]:
    """What is to be said of texts that together are longer than any report."""
    sizes = (
        ("R75", sum(map(len, texts)), _MOST_TEXT, "个字"),
        ("R76", len(texts), _MOST_PARAGRAPHS, "段文字"),
    )
    for code, size, most, unit in sizes:
        if size > most:
            yield error(code, file, f"有 {size} {unit}，超过 {most} {unit}，排不成报告", "请删去用不着的内容。")


def _count(words: str) -> int:
    """How many numbers stand in a text, whatever they are."""
    return sum(1 for _ in _DIGITS.finditer(words))


def number(value: Value, cell: Cell, problems: list[Problem], unit: str = "") -> Decimal | None:
    """The number of a cell as it was typed and is shown; None for a blank one.

    Text, dates and what is no number are refused (R12), and so are what no department has (R14) and a number that
    the cell shows as another one (R56); then it is None. ``unit`` may stand behind the number that is shown.
    """
    typed = _shown(value, cell, unit, problems) if isinstance(value, Formatted) else _plain(value, cell, problems)
    return typed if typed is None else _within_reason(typed, value, cell, problems)


def _plain(value: Stored, cell: Cell, problems: list[Problem]) -> Decimal | None:
    return _typed(value, cell, problems) if isinstance(value, str) else _stored(value, cell, problems)


def _within_reason(typed: Decimal, value: Value, cell: Cell, problems: list[Problem]) -> Decimal | None:
    if typed.copy_abs() < LARGEST:
        return typed or typed.copy_abs()  # never -0
    problems.append(error("R14", cell, f"数字 {quoted(value)} 大得不合常理", "请核对这个数字。"))
    return None


def _stored(value: Stored, cell: Cell, problems: list[Problem]) -> Decimal | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        typed = digits(value) if isinstance(value, float) else Decimal(value)
        if typed.is_finite():
            return typed
    problems.append(_no_number(value, cell))
    return None


def _no_number(value: Value, cell: Cell) -> Problem:
    advice = "请改为数字，并把单元格格式设为数值。"
    return error("R12", cell, f"应为数字，读到的是“{quoted(value)}”", advice)


_PERCENT_SIGNS = ("%", "％")


def _shown(value: Formatted, cell: Cell, unit: str, problems: list[Problem]) -> Decimal | None:
    """The number that a cell shows, which must be the one that it holds; of a percentage it is the percent."""
    words = value.shown
    if isinstance(value.stored, str):
        return _typed(words or value.stored, cell, problems)
    stored = _stored(value.stored, cell, []) if value.is_number else None
    if stored is None:
        problems.append(_no_number(value, cell))
        return None
    if not words:
        return stored  # what is hidden or not certain is told where the table is read
    seen = _read(words, unit)
    is_percent = unit in _PERCENT_SIGNS and words.endswith("%")
    if seen is not None and (seen == stored or (is_percent and seen == stored * 100)):
        return seen
    if seen is not None and unit in UNITS and _is_rounded(seen, stored):
        return stored
    problems.append(_two_numbers(words, stored, cell))
    return None


_CURRENCY = re.compile(r"(?<![A-Za-z])(¥|CNY|RMB|人民币)", re.IGNORECASE)


def _read(words: str, unit: str) -> Decimal | None:
    """The number in the words of a formatted cell; None for what is more than a number and its unit.

    A formula that is one number alone is that number.
    """
    bare = narrow(words).removeprefix("=")
    bare = bare.removesuffix(narrow(unit)) if unit else bare
    bare = _CURRENCY.sub("", bare, count=1)
    spelled = "0" if bare in NIL else _spelled(bare)
    return Decimal(spelled) if spelled else None


def _is_rounded(seen: Decimal, stored: Decimal) -> bool:
    """Whether an amount is shown with two decimals or more, of those that it has."""
    places = -int(seen.as_tuple().exponent)
    return places >= 2 and abs(seen - stored) * 2 <= Decimal(1).scaleb(-places)  # noqa: PLR2004 - 分


def _two_numbers(words: str, stored: Decimal, cell: Cell) -> Problem:
    message = f"单元格显示的是“{quoted(words)}”，存的却是 {quoted(format(stored, 'f'))}，是两个数"
    advice = "请把单元格格式设为“常规”，再核对、改正这个数；公式请套上 ROUND。"
    return error("R56", cell, message, advice)


def _typed(value: str, cell: Cell, problems: list[Problem]) -> Decimal | None:
    words = narrow(value)
    if not words or words in NIL:
        return Decimal(0) if words else None
    bare = _LEADING_SIGN.sub(r"\1", words)
    spelled = "" if _is_several(value) else _spelled(bare)
    if not spelled:
        problems.append(_no_typed_number(value, bare, cell))
        return None
    message = f"数字“{quoted(value)}”存成了文本，已按 {quoted(spelled)} 读取"
    problems.append(hint(STORED_AS_TEXT, cell, message, "请把单元格格式设为数值，重新输入这个数。"))
    return Decimal(spelled)


def _no_typed_number(value: str, bare: str, cell: Cell) -> Problem:
    advice = "请改为数字；没有就空着或填 0。"
    if _is_several(value):
        advice = "看起来是几个数，或者数中间有空格、换行；一格只填一个数，去掉空格。"
    elif _WITH_UNIT.fullmatch(bare):
        advice = "单位写在表头“金额单位”处，格内只填数字。"
    return error("R12", cell, f"应为数字，读到的是“{quoted(value)}”", advice)


def _is_several(words: str) -> bool:
    """Whether white space parts digits: 100 200 may be one number or two."""
    return _PARTED.search(words) is not None


def _spelled(bare: str) -> str:
    """The number of narrow words such as 1,234.50, (8.00), 1e-06 as Python spells it; empty for other words."""
    if bare.startswith("(") and bare.endswith(")") and bare[1:2] not in {"-", "+"}:
        bare = "-" + bare[1:-1]
    bare = bare.replace(",", "") if _THOUSANDS.fullmatch(bare) else bare
    return bare if _NUMBER.fullmatch(bare) or _DUST.fullmatch(bare) else ""


def typed(value: Value) -> str:
    """The text of a cell for a list of changes: a number as it was typed, unless it is shown as another one."""
    if isinstance(value, Formatted) and value.is_number:
        stored, seen = _stored(value.stored, Cell("", ""), []), _read(value.shown or "", "")
        if stored is not None and seen is not None and (seen == stored or _is_rounded(seen, stored)):
            return plain(value.stored)
    return plain(value)


def quoted(value: Value) -> str:
    """A value inside a message: on one line, and not longer than an eye takes in."""
    words = "".join(each if each.isprintable() else " " for each in plain(value))
    return words if len(words) <= _QUOTED else words[:_QUOTED] + "…"


def amount(value: Value, cell: Cell, unit: str, problems: list[Problem]) -> Amount | None:
    """The money of a cell, in 元, which the cell gives in ``unit``, 元 or 万元; None for a blank cell.

    What is finer than 分 (R15), no number (R12) or absurdly large (R14) is refused; then it is None.
    """
    typed = number(value, cell, problems, unit)
    if typed is None:
        return None
    cents = Fraction(typed) * UNITS[unit] * 100
    if _is_computed(value) and abs(round(cents) - cents) <= max(abs(cents) * _NOISE, _of_nil(cents)):
        cents = Fraction(round(cents))
    if abs(cents) >= LARGEST * 100:
        advice = "请核对数字和本表的金额单位。"
        problems.append(error("R14", cell, f"金额 {quoted(value)}{unit} 大得不合常理", advice))
        return None
    if cents.denominator != 1:
        advice = "公式请套上 ROUND，如 =ROUND(…,2)。" if unit == "元" else "万元表最多六位小数。"
        problems.append(error("R15", cell, f"金额 {quoted(value)}{unit} 细于 1 分", advice))
        return None
    return Amount(Decimal(int(cents)).scaleb(-2), cell)


def _is_computed(value: Value) -> bool:
    """Whether the arithmetic of a program may have left dust in what a cell holds."""
    held = value.stored if isinstance(value, Formatted) else value
    return isinstance(held, float) or (isinstance(held, str) and _DUST.fullmatch(narrow(held)) is not None)


def _of_nil(cents: Fraction) -> Fraction:
    return _NEXT_TO_NIL if abs(cents) < 1 else Fraction(0)


def count(value: Value, cell: Cell, unit: str, problems: list[Problem]) -> Count | None:
    """The number of a cell that is not money, with its unit; None for a blank cell; faults as for ``number``."""
    typed = number(value, cell, problems, unit)
    return None if typed is None else Count(typed, unit, cell)


def day(value: Value, cell: Cell, problems: list[Problem]) -> date | None:
    """The date of a cell, or that was typed as 2021年8月31日, 2021-8-31, 2021/8/31 or 2021.8.31.

    None for a blank cell; what is no date is refused (R16), and then it is None.
    """
    if isinstance(value, Formatted) and value.day:
        return value.day
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
        message = f"应为日期，读到的是“{quoted(value)}”"
        problems.append(error("R16", cell, message, "请写成 2021-8-31 的样子。"))
    return None
