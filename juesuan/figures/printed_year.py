"""A finished report that was read back -> its year on file, by the names of our figures."""

import re
from collections.abc import Iterator
from fractions import Fraction

from juesuan.figures import phrases
from juesuan.model import editions, values, workbook_form
from juesuan.model.official import Target
from juesuan.model.printed_report import PrintedFigure, PrintedReport
from juesuan.model.sheets import tag_of
from juesuan.model.trends import KnownNumber, YearOnFile
from juesuan.model.values import LAST_YEAR, MONEY, PERCENT, Figure

_COLUMNS = {
    "本年决算数": "", "本年数": "", "金额": "", "上年决算数": LAST_YEAR, "上年数": LAST_YEAR,
    "调整预算数": ".预算",
}  # fmt: skip
"""The end of the name of a figure by the heading of its column."""
_SHEETS = {"收入支出", "财政拨款收支", "三公经费", "其他事项"}
_TOTALS = {
    "收入总计": ("收入支出", "收入"), "支出总计": ("收入支出", "支出"),
    "财政拨款收入总计": ("财政拨款收支", "收入"), "财政拨款支出总计": ("财政拨款收支", "支出"),
}  # fmt: skip
_UNIT = re.compile(r"[\d.,\-]+(.*)")


def year(report: PrintedReport) -> YearOnFile:
    """What a report says of its year; money is exact to what it prints, mostly 0.01万元."""
    words = {target: each.text for target, each in report.words.items()}
    about = {target.row: text for target, text in words.items() if target.sheet == "基本信息"}
    basis = about.get("总计口径", "")
    numbers = {name: number for target, each in report.figures.items() for name, number in _number(target, each)}
    numbers |= dict(_totals(numbers, basis)) | dict(_rates(report))
    items = {
        target.row: text
        for target, text in words.items()
        if target.sheet == workbook_form.FUNCTIONAL_ITEMS.name and target.column == "科目名称"
    }
    return YearOnFile(
        year=report.year,
        source=report.name,
        is_ours=False,
        department=about.get("单位全称", ""),
        edition=report.edition,
        denominator=editions.named(report.edition).budget,
        basis=basis,
        numbers=numbers,
        items=items,
        kind=about.get("单位性质", ""),
        level=about.get("部门或单位", ""),
    )


def _number(target: Target, figure: PrintedFigure) -> Iterator[tuple[str, KnownNumber]]:
    """The number of a cell under the name that its figure has; none for a cell of another sheet."""
    if target.column not in _COLUMNS:
        return
    name = f"{target.sheet}.{tag_of(target.row)}{_COLUMNS[target.column]}"
    if target.sheet == workbook_form.BASIC_EXPENDITURE.name and not target.row.isdecimal():
        yield name.replace("合计", ""), _known(figure)
    elif target.sheet in _SHEETS:
        yield name, _known(figure)


def _known(figure: PrintedFigure) -> KnownNumber:
    found = _UNIT.fullmatch(figure.words)
    unit = found[1] if found else ""
    if unit in {"万元", "元", ""}:
        return _worded(Fraction(figure.value), MONEY)
    return _worded(Fraction(figure.value), unit)


def _worded(value: Fraction, unit: str) -> KnownNumber:
    """The number in the words in which our reports print it."""
    text = values.plain(phrases.text(Figure("", value, unit, "", ())))
    return KnownNumber(value, "元" if unit == MONEY else unit, text)


def _totals(numbers: dict[str, KnownNumber], basis: str) -> Iterator[tuple[str, KnownNumber]]:
    """The totals that the report calls 总计, from the row that its 总计口径 says."""
    for name, (sheet, side) in _TOTALS.items() if basis else ():
        row = f"本年{side}合计" if basis == workbook_form.BASIS_OF_YEAR else f"{side}总计"
        for end in ("", LAST_YEAR):
            if f"{sheet}.{row}{end}" in numbers:
                yield f"总计口径.{name}{end}", numbers[f"{sheet}.{row}{end}"]


def _rates(report: PrintedReport) -> Iterator[tuple[str, KnownNumber]]:
    for name, words in report.rates.items():
        if re.fullmatch(r"-?\d+(\.\d+)?%", words):
            yield name, KnownNumber(Fraction(words.removesuffix("%")), PERCENT, words)
