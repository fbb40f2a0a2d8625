"""Tables of rows with a label, side by side: 项目, 行次, amounts, and again; 财决01, 01-1 and 附03 are such."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from juesuan.model import chinese
from juesuan.model.chinese import folded
from juesuan.reading.grid import Grid
from juesuan.reading.official import headings
from juesuan.reading.official.amounts import AmountReader, Found
from juesuan.reading.official.forms import OfficialForm, stem

FINAL, BUDGET, _FIRST_BUDGET = "决算", "全年预算", "年初预算"
"""The kinds of amounts that the columns hold; the first budget is not read."""
_LABEL = r"项目(\(.*\))?"
_KINDS = (
    (BUDGET, ("全年预算数", "调整预算数")),
    (_FIRST_BUDGET, ("年初预算数", "预算数")),
    (FINAL, ("决算数", "统计数", "金额")),
)
_PARTS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
_PLAIN = frozenset({"收入", "支出", "合计", "小计", *_PARTS})
"""The headings of columns that need not say that they are of the final accounts: the title says so."""
_SUMS = frozenset({"本年收入合计", "本年支出合计", "总计", "收入总计", "支出总计", "合计"})
"""The labels with which the rows below another label end."""
_NUMERAL = re.compile(rf"({chinese.NUMERAL}{{1,3}})、")
_NUMBERS = "行次"
_MOST_HEADINGS = 5

Column = tuple[str, str]
"""What a column holds: its kind and the fund; an empty fund for all of them."""


class Line(Struct, frozen=True):
    """A row of one block of a table."""

    block: int
    key: str
    """Its label as rows are compared; after that of the section it stands in, 年初财政拨款结转和结余/…"""
    serial: int | None
    """The number of its numeral: 1 of 一、; None where it has none."""
    found: dict[Column, Found]
    row: int
    """From 0."""
    number: int | None = None
    """Its 行次, where the table has any."""


def lines(reader: AmountReader) -> tuple[Line, ...] | None:
    """The rows of every block, block by block; None where the headings are not there."""
    grid, form = reader.sheet.grid, reader.sheet.form
    top = headings.first_row(grid, _LABEL)
    if top is None:
        return None
    last = _last_heading(grid, top)
    rows = headings.spread(grid, top, last)
    body = last + 1 + headings.is_ruler(grid, last + 1)
    labels = [at for at, words in enumerate(rows[0]) if re.fullmatch(_LABEL, words)]
    labels = [at for at in labels if at == 0 or rows[0][at - 1] != rows[0][at]]
    ends = [*labels[1:], headings.width(grid)]
    return tuple(
        line
        for place, (label, end) in enumerate(zip(labels, ends, strict=True))
        for line in _of_block(reader, form, _block(rows, (place, label, end), body))
    )


class _Block(Struct, frozen=True):
    """One of the lists of rows that stand side by side."""

    place: int
    label: int
    """The column of its labels."""
    numbers: int | None
    """The column of 行次."""
    columns: dict[int, Column]
    body: int
    """The first row below the headings."""


def _block(rows: Sequence[Sequence[str]], where: tuple[int, int, int], body: int) -> _Block:
    place, label, end = where
    numbers = next((at for at in range(label + 1, end) if any(row[at] == _NUMBERS for row in rows)), None)
    return _Block(place, label, numbers, _columns(rows, label, end), body)


def _last_heading(grid: Grid, top: int) -> int:
    """The last row of the headings: the ruler stands below it, or the first label of the body."""
    for row in range(top, min(top + _MOST_HEADINGS, len(grid.rows) - 1)):
        if headings.is_ruler(grid, row + 1):
            return row
    column = next(
        at for at in range(headings.width(grid)) if re.fullmatch(_LABEL, folded(headings.words(grid, top, at)))
    )
    merged = [bottom for first, left, bottom, _ in grid.merged if first == top and left == column]
    if merged:
        return merged[0]
    row = top
    while row + 1 < len(grid.rows) and row < top + _MOST_HEADINGS and not headings.words(grid, row + 1, column):
        row += 1
    return row


def _columns(rows: Sequence[Sequence[str]], label: int, end: int) -> dict[int, Column]:
    """What each column of a block holds, by its place; of two alike only the first is meant."""
    paths = {at: headings.path(rows, at) for at in range(label + 1, end)}
    found: dict[int, Column] = {}
    for at, path in paths.items():
        column = _column(path) if path else None
        if column and column[0] != _FIRST_BUDGET and column not in found.values():
            found[at] = column
    return found


def _column(path: headings.Path) -> Column | None:
    """What the headings over a column say that it holds; None for a column that is not known, as 上年决算数."""
    part = next((part for part in _PARTS if part in path), "")
    for kind, names in _KINDS:
        if any(name in path for name in names):
            return kind, part
    return (FINAL, part) if set(path) <= _PLAIN else None


def _of_block(reader: AmountReader, form: OfficialForm, block: _Block) -> Iterator[Line]:
    grid, section = reader.sheet.grid, ""
    sections = set(form.sections)
    for row in range(block.body, len(grid.rows)):
        words = headings.words(grid, row, block.label)
        if re.match(r"(注|说明)[0-9]*[:：.]", words) and block.label == 0:
            return
        if not words:
            continue
        name = stem(words)
        section = name if name in sections else "" if name in _SUMS else section
        key = f"{section}/{name}" if section and name != section else name
        read = reader.count if _is_counted(words, name) else reader.amount
        found = {column: read(row, at) for at, column in block.columns.items()}
        yield Line(block.place, key, _serial(words), found, row, _number(grid, row, block.numbers))


def _number(grid: Grid, row: int, column: int | None) -> int | None:
    words = headings.words(grid, row, column) if column is not None else ""
    return int(words) if words.isdecimal() else None


def _serial(words: str) -> int | None:
    numeral = _NUMERAL.match(words)
    return chinese.from_numeral(numeral[1]) if numeral else None


_COUNTED = re.compile(
    r"\((辆|个|人|人次|批次|台.*|套|批)\)|团组|人次|批次|购置数|保有量|车辆数|用车$|设备(\(.*\))?$"
)


def _is_counted(words: str, name: str) -> bool:
    """Whether a row counts people or things."""
    return bool(_COUNTED.search(folded(words)) or _COUNTED.search(name)) and not name.endswith(
        ("费", "支出", "金额")
    )
