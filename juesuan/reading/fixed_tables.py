"""The rows of a fixed table by field; what has no place in it, stands twice or is missing is refused."""

import difflib
from collections.abc import Iterator

from juesuan.model import chinese
from juesuan.model.chinese import folded
from juesuan.model.problems import Problem, error
from juesuan.model.sheets import FixedRow, Sheet
from juesuan.reading.cells import plain
from juesuan.reading.tables import SheetRow, SheetTable


def by_item(table: SheetTable, sheet: Sheet, problems: list[Problem]) -> dict[str, SheetRow]:
    """The rows of a fixed table by field; unknown, double and missing rows are refused."""
    wanted = {folded(item.label): item for item in sheet.items}
    found: dict[str, SheetRow] = {}
    for row in table.rows:
        item = wanted.get(folded(plain(row.values["label"])))
        if item is None:
            problems.extend(_unknown(row, sheet))
        elif item.field in found:
            first = found[item.field].cells["label"].address
            message = f"“{item.label}”重复，{first} 已有一行"
            problems.append(error("R28", row.cells["label"], message, "只留一行。"))
        else:
            found[item.field] = row
    if table.is_there:
        missing = (item for item in sheet.items if item.required and item.field not in found)
        problems.extend(_row_missing(sheet, item.label) for item in missing)
    return found


def _row_missing(sheet: Sheet, label: str) -> Problem:
    return error("R29", f"〔{sheet.name}〕", f"缺少“{label}”一行", "请按模板补上这一行。")


def _unknown(row: SheetRow, sheet: Sheet) -> Iterator[Problem]:
    """A problem for a row that is filled in beside a label that no item has, and would silently vanish.

    A label alone is only a title.
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
    yield error("R27", row.cells["label"], message, _nearest(label, sheet.items))


def _nearest(label: str, items: tuple[FixedRow, ...]) -> str:
    names = {folded(item.label): item.label for item in items}
    near = difflib.get_close_matches(folded(label), list(names), n=1, cutoff=0.5)
    return f"是不是“{names[near[0]]}”？请改成这个名称。" if near else "请使用模板里的项目名称。"
