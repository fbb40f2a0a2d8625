"""The rows of a fixed table by field; what has no place in it, stands twice or is missing is refused."""

import difflib
from collections.abc import Iterator

from juesuan.model import chinese
from juesuan.model.chinese import folded
from juesuan.model.problems import Problem, error
from juesuan.model.sheets import FixedRow, Sheet
from juesuan.reading.grid import plain
from juesuan.reading.tables import SheetRow, SheetTable


def by_item(table: SheetTable, sheet: Sheet, problems: list[Problem]) -> dict[str, SheetRow]:
    """The rows of a fixed table by field; unknown, double and missing rows are refused."""
    wanted = {folded(name): item for item in sheet.items for name in (item.label, *item.also)}
    found: dict[str, SheetRow] = {}
    last: FixedRow | None = None
    labels = [folded(plain(row.values["label"])) for row in table.rows]
    is_pasted = labels.count(_TOTAL) == _SIDES
    for label, row in zip(labels, table.rows, strict=True):
        item = wanted.get(label) or (_total_below(sheet, last) if is_pasted and label == _TOTAL else None)
        if item is None and label in sheet.details:
            continue
        if item is None:
            problems.extend(_unknown(row, sheet.items, last))
        elif item.field in found:
            first = found[item.field].cells["label"].address
            message = f"“{item.label}”重复，{first} 已有一行"
            problems.append(error("R28", row.cells["label"], message, "只留一行。"))
        else:
            found[item.field], last = row, item
    if table.is_there:
        missing = (item for item in sheet.items if item.required and item.field not in found)
        problems.extend(_row_missing(sheet, item.label) for item in missing)
    return found


_TOTAL, _SIDES = "总计", 2
"""What both totals of a table of the accounts software are called."""


def _total_below(sheet: Sheet, last: FixedRow | None) -> FixedRow | None:
    """The next total below the item of the last row; None where there is none."""
    below = sheet.items[sheet.items.index(last) + 1 :] if last else sheet.items
    return next((item for item in below if item.label.endswith(_TOTAL)), None)


def _row_missing(sheet: Sheet, label: str) -> Problem:
    return error("R29", f"〔{sheet.name}〕", f"缺少“{label}”一行", "请按模板补上这一行。")


def _unknown(row: SheetRow, items: tuple[FixedRow, ...], last: FixedRow | None) -> Iterator[Problem]:
    """A problem for a row that is filled in beside a label that no item has, and would silently vanish.

    A label alone is only a title. ``last`` is the item of the last row above that has one.
    """
    beside = {"label", "unit"} | ({"note"} if "content" in row.values else set())
    filled = [field for field in row.values if field not in beside and plain(row.values[field])]
    label = plain(row.values["label"])
    if not filled:
        return
    if not label:
        message, advice = "这一行有内容却没有项目名称", "请补上项目名称，或删除这一格。"
        yield error("R27", row.cells[filled[0]], message, advice)
        return
    if bad := chinese.fault(label, row.cells["label"]):
        yield bad
        return
    message = f"不认识项目“{label}”，这一行的内容用不上"
    yield error("R27", row.cells["label"], message, _nearest(label, items, last))


def _nearest(label: str, items: tuple[FixedRow, ...], last: FixedRow | None) -> str:
    """Which item a label may mean: the most alike; of those alike, the next one below the ``last`` item."""
    below = items[items.index(last) + 1 :] if last else items
    names = {folded(item.label): item.label for item in (*below, *items)}
    alike = {name: difflib.SequenceMatcher(None, name, folded(label)).ratio() for name in names}
    best = max(alike, key=alike.__getitem__)
    if alike[best] < _ALIKE:
        return "请使用模板里的项目名称；模板里没有的明细行请删去。"
    return f"是不是“{names[best]}”？请改成这个名称。"


_ALIKE = 0.5
"""From this ratio on, of 0 to 1, a label may be meant for another."""
