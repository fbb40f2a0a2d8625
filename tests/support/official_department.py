"""A department of the tests in the terms of official tables: what each 科目 and each row has spent."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model import workbook_form
from juesuan.model.sheets import Sheet
from juesuan.reading import spreadsheet, tables
from juesuan.reading.grid import Formatted, Grid, Value, plain
from juesuan.year.blank_workbook import Content

Cell = str | int | Decimal
NONE = "—"


class Item(Struct, frozen=True):
    """A row of a 科目: what it spent of basic and project money, of its fund."""

    code: str
    name: str
    fund: str
    basic: Decimal
    project: Decimal

    @property
    def total(self) -> Decimal:
        return self.basic + self.project


def items(content: Content) -> list[Item]:
    """Every class, section and item with its amounts, in the order of the codes."""
    rows = [{"资金性质": "", **row} for row in content["支出科目"]]
    leaves = [row for row in rows if not any(_is_below(other, row) for other in rows)]
    found = []
    for row in rows:
        own = [each for each in leaves if each is row or _is_below(each, row)]
        fund = str(row["资金性质"]) or str(own[0]["资金性质"]) or workbook_form.GENERAL_PUBLIC
        sums = [sum((number(each.get(head, 0)) for each in own), Decimal(0)) for head in ("基本支出", "项目支出")]
        found.append(Item(str(row["科目编码"]), str(row["科目名称"]), fund, *sums))
    bare = [item for item in found if len(item.code) == 5 and not any(_under(other, item) for other in found)]
    found += [replace(item, code=f"{item.code}01") for item in bare]  # an export always goes down to the 项
    return sorted(found, key=lambda each: each.code)


def _under(item: Item, above: Item) -> bool:
    return item.code != above.code and item.code.startswith(above.code)


def _is_below(row: Mapping[str, object], above: Mapping[str, object]) -> bool:
    code, upper = str(row["科目编码"]), str(above["科目编码"])
    return code != upper and code.startswith(upper)


def number(value: object) -> Decimal:
    """The amount that a cell holds; nought of a blank one or a dash."""
    return Decimal(str(value)) if value not in {"", None, NONE} else Decimal(0)


def column(content: Content, sheet: str, heading: str) -> dict[str, Cell]:
    """The amounts of a column of a fixed sheet by the labels of its rows; a dash where it has none."""
    return {str(row["项目"]): NONE if row.get(heading, "") == "" else row[heading] for row in content[sheet]}


def economic(content: Content) -> dict[str, Decimal]:
    """What was spent of basic money by economic section; where only totals are known, all on the first section."""
    rows = [row for row in content["基本支出"] if row.get("科目编码")]
    known = {str(row["科目编码"]): number(row.get("金额")) for row in rows if row.get("金额", "") != ""}
    for label, first, classes in (
        ("人员经费合计", "30101", ("301", "303")),
        ("公用经费合计", "30201", ("302", "310")),
    ):
        total = next(number(row["金额"]) for row in content["基本支出"] if row["科目名称"] == label)
        rest = total - sum(amount for code, amount in known.items() if code[:3] in classes)
        if rest:
            known[first] = known.get(first, Decimal(0)) + rest
    return known


def content_of(path: Path) -> Content:
    """The content of a year's workbook that is a file: every sheet with what its cells hold."""
    names = [sheet.name for sheet in workbook_form.SHEETS]
    grids = spreadsheet.read(path.read_bytes(), path.name, names, [])
    return {
        sheet.name: list(_entries(sheet, grids[sheet.name]))
        for sheet in workbook_form.SHEETS
        if sheet.name in grids
    }


def _entries(sheet: Sheet, grid: Grid) -> Iterator[dict[str, Cell]]:
    for row in tables.read(grid, sheet, []).rows:
        yield {each.heading: _held(row.values.get(each.field, "")) for each in sheet.columns}


def _held(value: Value) -> Cell:
    if isinstance(value, str):
        return value
    words = plain(value.stored if isinstance(value, Formatted) else value)
    return Decimal(words) if re.fullmatch(r"-?[0-9.]+", words) else words
