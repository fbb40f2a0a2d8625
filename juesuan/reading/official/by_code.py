"""Tables with a row for each 科目: 财决03, 04, 05, 07, 08 and their public forms, by code and by heading."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from juesuan.model.chinese import folded, narrow
from juesuan.reading.grid import Grid
from juesuan.reading.official import headings
from juesuan.reading.official.amounts import AmountReader, Found
from juesuan.reading.official.forms import OfficialForm, economic_codes

_HEAD = r".*(科目编码|科目代码)|编码|项目|科目名称"
_NAMES = r"(支出功能分类|经济分类)?科目名称|名称"
_CODE = re.compile(r"[0-9]{3}([0-9]{2}){0,2}")
_LEVELS = ("类", "款", "项")
TOTAL = "合计"
"""The key of the row that adds up all others."""


class ItemRow(Struct, frozen=True):
    """A row of a 科目, or the row of the total."""

    code: str
    """3, 5 or 7 digits; ``TOTAL`` of the row of the total."""
    name: str
    project: str
    """The name of the project that it is a part of; empty for a 科目 itself."""
    found: dict[headings.Path, Found]
    """By the path of the heading."""
    row: int


class _Head(Struct, frozen=True):
    first: int
    last: int
    body: int
    end: int
    name: int
    """The column of the names."""
    project: int | None
    paths: dict[int, headings.Path]
    """The paths of the columns of amounts, by their places."""


def items(reader: AmountReader) -> tuple[ItemRow, ...] | None:
    """The rows of the table in their order; None where the headings are not there."""
    head = _head(reader.sheet.grid, reader.sheet.form)
    return None if head is None else tuple(_rows(reader, head))


def _head(grid: Grid, form: OfficialForm) -> _Head | None:
    first = headings.first_row(grid, _HEAD)
    if first is None:
        return None
    end = next((row for row in range(first + 1, len(grid.rows)) if _is_end(grid, row)), len(grid.rows))
    body = next((row for row in range(first + 1, end) if _is_body(grid, row)), end)
    last = body - 1
    while last > first and headings.is_ruler(grid, last):
        last -= 1
    if _is_levels(grid, body):
        last = body  # 类, 款, 项 stand in the row of the total
    rows = headings.spread(grid, first, last)
    names = [at for at, words in enumerate(_lowest(rows)) if re.fullmatch(_NAMES, words)]
    name = names[0] if names else _beside_levels(grid, body)
    if name is None:
        return None
    shown = rows[:-1] if last == body else rows
    paths = dict(_paths(shown, name + 1))
    project = next((at for at, path in paths.items() if path[-1:] == ("项目名称",)), None)
    amounts = {at: path for at, path in paths.items() if _is_wanted(form, path)}
    return _Head(first, last, body, end, name, project, amounts)


def _paths(rows: Sequence[Sequence[str]], first: int) -> Iterator[tuple[int, headings.Path]]:
    """The path of each column from the first on; behind that of a class called alike stands a section, 39999."""
    seen: set[headings.Path] = set()
    for at in range(first, len(rows[0]) if rows else 0):
        path = headings.path(rows, at)
        yield at, path * 2 if path in seen and len(path) == 1 and path * 2 in economic_codes() else path
        seen.add(path)


def _is_wanted(form: OfficialForm, path: headings.Path) -> bool:
    """Whether a column is read: others may hold words, as 是 or the kind of a project."""
    named = {tuple(each.split("/")) for names in form.columns.values() for each in names}
    return path in named or (form.is_economic and bool(economic_code(path)))


def _lowest(rows: Sequence[Sequence[str]]) -> list[str]:
    """The lowest heading of each column that is none of the levels."""
    return [
        next((row[at] for row in reversed(rows) if row[at] and row[at] not in {*_LEVELS, TOTAL}), "")
        for at in range(len(rows[0]))
    ]


def _beside_levels(grid: Grid, row: int) -> int | None:
    line = [headings.words(grid, row, at) for at in range(headings.width(grid))]
    return line.index("项") + 1 if "项" in line and line.index("项") + 1 < len(line) else None


def _is_levels(grid: Grid, row: int) -> bool:
    """Whether the headings 类, 款, 项 stand in a row, beside 合计."""
    line = [headings.words(grid, row, at) for at in range(headings.width(grid))]
    return line[:3] == list(_LEVELS) and TOTAL in line


def _is_end(grid: Grid, row: int) -> bool:
    """Whether a row is below the table: a note stands in it."""
    first = next((words for at in range(headings.width(grid)) if (words := headings.words(grid, row, at))), "")
    return re.match(r"(注|说明|备注|本表|本部门|本单位|我)", first) is not None


def _is_body(grid: Grid, row: int) -> bool:
    """Whether a row is below the headings: it begins with a code or is that of the total."""
    line = [headings.words(grid, row, at) for at in range(headings.width(grid))]
    first = next((words for words in line if words), "")
    if _is_levels(grid, row):
        return True
    is_filled = any(re.search(r"\d|—", each) for each in line) or headings.is_ruler(grid, row - 1)
    return bool(_CODE.fullmatch(first)) or (folded(first) == TOTAL and is_filled)


def _rows(reader: AmountReader, head: _Head) -> Iterator[ItemRow]:
    grid = reader.sheet.grid
    for row in range(head.body, head.end):
        codes = [narrow(headings.words(grid, row, at)) for at in range(head.name)]
        name = headings.words(grid, row, head.name)
        code = TOTAL if TOTAL in {folded(each) for each in (*codes, name)} else _joined(codes)
        if code:
            read = reader.count if reader.sheet.form.is_counted else reader.amount
            found = {path: read(row, at) for at, path in head.paths.items()}
            project = headings.words(grid, row, head.project) if head.project is not None else ""
            yield ItemRow(code, name, "" if project in {"—", "-"} else project, found, row)


def _joined(codes: Sequence[str]) -> str:
    """The code of a row, of one column or of three; empty where there is none."""
    held = [each for each in codes if each.isdigit()]
    if not held:
        return ""
    if len(held) > 1 and not held[-1].startswith(held[0]):
        held = ["".join((held[0], *(each.zfill(2) for each in held[1:])))]
    return held[-1] if _CODE.fullmatch(held[-1]) else ""


# ---- 经济分类 side by side: the public form of 基本支出


def economic_lists(reader: AmountReader) -> dict[str, Found] | None:
    """The amounts of a table of economic codes side by side, by code; None where it is no such table.

    The totals at its foot are there by their labels.
    """
    grid = reader.sheet.grid
    first = headings.first_row(grid, r".*(科目编码|科目代码)|编码", least=2)
    if first is None:
        return None
    line = [folded(headings.words(grid, first, at)) for at in range(headings.width(grid))]
    starts = [at for at, words in enumerate(line) if re.fullmatch(r".*(科目编码|科目代码)|编码", words)]
    found: dict[str, Found] = {}
    for row in range(first + 1, len(grid.rows)):
        for start in starts:
            words = [headings.words(grid, row, at) for at in (start, start + 1)]
            key = narrow(words[0]) if _CODE.fullmatch(narrow(words[0])) else folded(words[0] or words[1])
            if key and (_CODE.fullmatch(key) or key.endswith(TOTAL)):
                found.setdefault(key, reader.amount(row, start + 2))
    return found


def economic_code(path: headings.Path) -> str:
    """The economic code that the path of a column stands for; empty for another column."""
    return economic_codes().get((path[0], path[1] if len(path) > 1 else ""), "") if path else ""
