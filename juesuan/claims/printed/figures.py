"""The tags that a report printed become figures and words for the cells of the workbook."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from msgspec import Struct

from juesuan.claims.printed.matching import PrintedTag
from juesuan.model import workbook_form
from juesuan.model.official import Target
from juesuan.model.printed_report import PrintedFigure, PrintedWords
from juesuan.model.sheets import Column, FixedRow, Sheet

_TABLES = (
    workbook_form.REVENUE_EXPENDITURE,
    workbook_form.FISCAL_APPROPRIATION,
    workbook_form.THREE_PUBLIC,
    workbook_form.OTHER_MATTERS,
)
_ROWS: Mapping[str, tuple[Sheet, FixedRow]] = {
    f"{sheet.name}.{item.tag}": (sheet, item) for sheet in _TABLES for item in sheet.items
}
_IN_YUAN = {"万元": 10_000, "亿元": 100_000_000, "元": 1}
_AMOUNT = re.compile(r"(-?[\d,，]+(?:[.．]\d+)?)\s*(万元|亿元|元)?")
_SHARE = re.compile(r"[，,]\s*占.*$", re.DOTALL)
WHOLE = ("100%", "100.00%", "100.0%")
_NAMES = {
    "单位.全称": "单位全称",
    "单位.简称": "单位简称",
    "单位.自称": "单位自称",
    "单位.地区": "地区",
    "单位.编码": "预算单位编码",
}
_STAFF, _KINDS = "其他事项.在编人员构成", re.compile(r"(行政人员|参公人员|事业人员|工勤人员)\s*(\d+\s*人)")
_TOTALS = "总计口径"
_SIDES = {
    "收入总计": ("收入支出", "收入"),
    "支出总计": ("收入支出", "支出"),
    "财政拨款收入总计": ("财政拨款收支", "收入"),
    "财政拨款支出总计": ("财政拨款收支", "支出"),
}
_BOTH = {"收支总计": ("收入总计", "支出总计"), "财政拨款总计": ("财政拨款收入总计", "财政拨款支出总计")}
"""The totals that the form of 2022 prints once for both sides."""
_FISCAL = {f"收入支出.{fund}财政拨款收入": f"财政拨款收支.{fund}财政拨款收入" for fund in workbook_form.FUNDS}
"""The revenue of the funds, which stands in both tables as the same figure."""


class Cells(Struct, frozen=True):
    """What the tags outside of lists give: figures in the order of the report, words, what was not taken."""

    figures: tuple[PrintedFigure, ...]
    words: tuple[PrintedWords, ...]
    basis: str
    """总计口径; empty where the report does not show it."""
    odd: tuple[tuple[PrintedTag, str], ...] = ()
    """Tags that were not taken, each with the reason."""


def number(words: str) -> Decimal | None:
    """The number that words begin with, money in 元; None where they begin with none."""
    found = _AMOUNT.match(words.strip())
    if not found:
        return None
    try:
        value = Decimal(re.sub("[,，]", "", found[1]).replace("．", "."))
    except InvalidOperation:
        return None
    return value * _IN_YUAN.get(found[2] or "", 1)


def amount(words: str) -> str:
    """The words of an amount without the share that may stand behind it."""
    return _SHARE.sub("", words)


def cells(tags: Sequence[PrintedTag]) -> Cells:
    """The figures and words of the tags outside of lists."""
    figures: list[PrintedFigure] = []
    words: list[PrintedWords] = []
    odd: list[tuple[PrintedTag, str]] = []
    plain = [each for tag in tags if tag.round < 0 for each in _split(tag)]
    basis = _basis(plain)
    finals = {tag.name: tag for tag in reversed(plain) if number(tag.words) is not None}
    for tag in plain:
        if tag.name in _NAMES:
            words.append(PrintedWords(Target("基本信息", _NAMES[tag.name], "内容"), tag.words, tag.place))
            continue
        for row, member in _places(tag.name, basis):
            made = _of_member(tag, row, member, finals)
            figures += [made] if isinstance(made, PrintedFigure) else []
            words += [made] if isinstance(made, PrintedWords) else []
            odd += [(tag, made)] if isinstance(made, str) and made else []
        if tag.name.startswith(f"{_TOTALS}.") and not basis and number(tag.words) is not None:
            odd.append((tag, "看不出“总计”是本年合计还是含结转结余，没有取"))
    return Cells(tuple(figures), tuple(words), basis, tuple(odd))


def _split(tag: PrintedTag) -> Iterator[PrintedTag]:
    """A tag that stands for two figures, or in two tables, as two; a share beside an amount is left out."""
    name = tag.name.removesuffix(".及占比").removesuffix(".数")
    words = amount(tag.words)
    if tag.name == _STAFF:
        for kind, count in _KINDS.findall(tag.words):
            yield PrintedTag(f"其他事项.{kind}", count, tag.place)
        return
    base, _, member = name.rpartition(".")
    table, _, total = name.partition(".")
    first = total.partition(".")[0]
    if table == _TOTALS and first in _BOTH:
        for each in _BOTH[first]:
            yield PrintedTag(f"{_TOTALS}.{each}{total.removeprefix(first)}", words, tag.place)
        return
    yield PrintedTag(name, words, tag.place)
    for known, other in _FISCAL.items():
        if name == known or (base == known and member == "上年"):
            yield PrintedTag(name.replace(known, other, 1), words, tag.place)


# ---- which cell


_Row = tuple[Sheet, FixedRow]


def _places(name: str, basis: str) -> Iterator[tuple[_Row, str]]:
    """The rows of the workbook that a tag speaks of, with what it says of them; none where it speaks of no row."""
    table, _, rest = name.partition(".")
    row, _, member = rest.partition(".")
    if table == _TOTALS and row in _SIDES and basis:
        sheet, side = _SIDES[row]
        of_year = basis == workbook_form.BASIS_OF_YEAR
        yield _ROWS[f"{sheet}.本年{side}合计" if of_year else f"{sheet}.{side}总计"], member
    elif name == f"{_TOTALS}.收支变动原因":
        yield _ROWS["收入支出.收入总计"], "变动原因"
    elif name == f"{_TOTALS}.财政拨款变动原因":
        yield _ROWS["财政拨款收支.收入总计"], "变动原因"
    elif f"{table}.{row}" in _ROWS:
        yield _ROWS[f"{table}.{row}"], member


def _column(sheet: Sheet, field: str) -> Column | None:
    return next((each for each in sheet.columns if each.field == field), None)


_WORDS = {"变动原因": "reason", "差异原因": "budget_reason", "说明": "note"}


def _of_member(
    tag: PrintedTag, row: _Row, member: str, finals: Mapping[str, PrintedTag]
) -> PrintedFigure | PrintedWords | str:
    """The figure or the words of a cell; the reason where a number was not taken; empty for what has no cell."""
    sheet, item = row
    field = {"": "final", "上年": "last"}.get(member) or _WORDS.get(member, "")
    if member in {"同比", "增减情况"}:
        return _compared(tag, row, finals)
    if member in {"完成率", "预算对比"}:
        return _budget(tag, row, finals)
    column = _column(sheet, field) if field else None
    if column is None:
        return ""
    target = Target(sheet.name, item.label, column.heading)
    if member in _WORDS:
        return PrintedWords(target, tag.words.strip(), tag.place)
    value = number(tag.words)
    return "不是一个数，没有取" if value is None else PrintedFigure(target, value, tag.words, tag.place)


def _base(tag: PrintedTag, finals: Mapping[str, PrintedTag]) -> PrintedTag | None:
    return finals.get(tag.name.rpartition(".")[0])


def _budget(tag: PrintedTag, row: _Row, finals: Mapping[str, PrintedTag]) -> PrintedFigure | str:
    """The budget of what was completed as a whole; any other percentage does not say what the budget is."""
    final = _base(tag, finals)
    column = _column(row[0], "budget")
    if column is None or final is None or not (tag.words in WHOLE or tag.words.endswith("持平")):
        return ""
    value = number(final.words)
    if not value:
        return ""
    target = Target(row[0].name, row[1].label, column.heading)
    return PrintedFigure(target, value, final.words, tag.place, f"完成预算 {tag.words}，与决算数相等")


_CHANGE = re.compile(
    r"(增加|减少)(-?[\d,，]+(?:[.．]\d+)?\s*(?:万元|亿元|元))(?:[，,]\s*(?:增长|下降|增加|减少)([\d.．]+)[%％])?"
)
_FROM_NOUGHT = re.compile(r"20\d\d年度为([^，]+)，不计算")


def _compared(tag: PrintedTag, row: _Row, finals: Mapping[str, PrintedTag]) -> PrintedFigure | PrintedWords | str:
    """Last year's figure by what it changed by, where it is not printed itself; words of the department's own."""
    sheet, item = row
    final = _base(tag, finals)
    last = _column(sheet, "last")
    own = _column(sheet, "comparison")
    if final is None or last is None or finals.get(f"{final.name}.上年"):
        return ""
    target, now = Target(sheet.name, item.label, last.heading), number(final.words) or Decimal(0)
    if tag.words == "持平":
        return PrintedFigure(target, now, final.words, tag.place, "与上年持平")
    change = _CHANGE.match(tag.words)
    if change is None:
        return PrintedWords(Target(sheet.name, item.label, own.heading), tag.words, tag.place) if own else ""
    size = number(change[2]) or Decimal(0)
    before = now - size if change[1] == "增加" else now + size
    if nought := _FROM_NOUGHT.search(tag.words):
        before = number(nought[1]) or Decimal(0)
    if change[3] and not _agrees(size, before, Decimal(change[3].replace("．", "."))):
        return f"{final.words}、{tag.words} 对不上，上年数没有取"
    return PrintedFigure(target, before, final.words, tag.place, f"{tag.words}，由此算出上年数")


_CENT = Decimal(100)
"""元 by which rounding to 0.01万元 may have changed two numbers."""


def _agrees(size: Decimal, before: Decimal, rate: Decimal) -> bool:
    """Whether a change and a rate of it in percent go together, as they were rounded."""
    if before <= 0:
        return False
    return abs(size * 100 / before - rate) <= Decimal("0.011") + 100 * 2 * _CENT / before


# ---- 总计口径


def _basis(tags: Iterable[PrintedTag]) -> str:
    """What the report calls 总计: with balances where both sides are equal, the year where they are 本年合计."""
    known = {each.name: number(each.words) for each in tags}
    totals = [known.get(f"{_TOTALS}.{name}") for name in ("收入总计", "支出总计")]
    of_year = [known.get(f"收入支出.{name}") for name in ("本年收入合计", "本年支出合计")]
    if None in totals or None in of_year:
        return ""
    if totals[0] == totals[1]:
        return workbook_form.BASIS_WITH_BALANCES
    return workbook_form.BASIS_OF_YEAR if totals == of_year else ""
