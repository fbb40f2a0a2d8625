"""The tables of the workbook whose rows are given: 基本信息 and the tables of money and counts."""

from dataclasses import fields as fields_of
from typing import Any, TypeVar

from juesuan import entries, fields, model, sheets, tables
from juesuan.entries import UNITS
from juesuan.model import Cell, Count, Line, Tally, Text
from juesuan.problems import Problem, error
from juesuan.sheets import Item, Sheet
from juesuan.tables import Row, Table

_Fixed = TypeVar(
    "_Fixed", model.RevenueExpenditure, model.FiscalAppropriation, model.ThreePublic, model.OtherMatters
)
_FIRST_YEAR, _LAST_YEAR = 2000, 2099


def department(table: Table, problems: list[Problem]) -> model.Department:
    """基本信息."""
    rows = tables.by_item(table, sheets.DEPARTMENT, problems)
    nowhere = Cell(sheets.DEPARTMENT.name, "")
    texts = {
        item.field: _content(rows[item.field], item, problems)
        for item in sheets.DEPARTMENT.items
        if item.field in rows
    }

    def sure(field: str) -> Text:
        return texts.get(field) or Text("", nowhere)

    return model.Department(
        name=sure("name"),
        short_name=texts.get("short_name"),
        own_name=texts.get("own_name"),
        region=sure("region"),
        code=texts.get("code"),
        kind=sure("kind"),
        year=_year(rows.get("year"), problems),
        edition=sure("edition"),
        totals_basis=sure("totals_basis"),
        published_on=entries.day(*_placed(rows, "published_on"), problems),
        score=entries.count(*_placed(rows, "score"), "分", problems),
        grade=texts.get("grade"),
        cells={field: row.cells["content"] for field, row in rows.items()},
        public_tables=texts.get("public_tables"),
    )


def _content(row: Row, item: Item, problems: list[Problem]) -> Text | None:
    words = (
        fields.sure(row, "content", item.label, problems)
        if item.required
        else fields.prose(row, "content", problems)
    )
    if item.choices and words and words.text:
        fields.choose(words, item.choices, problems)
    return words


def _placed(rows: dict[str, Row], field: str) -> tuple[Any, Cell]:
    if field not in rows:
        return "", Cell(sheets.DEPARTMENT.name, "")
    return rows[field].values["content"], rows[field].cells["content"]


def _year(row: Row | None, problems: list[Problem]) -> int:
    typed = entries.plain(row.values["content"]) if row else ""
    if row is None or not typed:
        return 0
    year = entries.number(typed.removesuffix("度").removesuffix("年"), row.cells["content"], [])
    if year is not None and year == int(year) and _FIRST_YEAR <= year <= _LAST_YEAR:
        return int(year)
    problems.append(error("R32", row.cells["content"], f"年度“{typed}”不是四位年份", "请填如 2020。"))
    return 0


def fixed(record: type[_Fixed], table: Table, sheet: Sheet, problems: list[Problem]) -> _Fixed:
    """A table of money or counts; a row that is not there and not compulsory is an empty one."""
    rows = tables.by_item(table, sheet, problems)
    lines: dict[str, Any] = {}
    for item in sheet.items:
        row = rows.get(item.field)
        read = _tally if item.unit else _line
        lines[item.field] = _absent(item, sheet) if row is None else read(row, item, table.unit, problems)
    return record(**{each.name: lines[each.name] for each in fields_of(record)})


def _absent(item: Item, sheet: Sheet) -> Line | Tally:
    kind = Tally if item.unit else Line
    return kind(item.label, Cell(sheet.name, ""))


def _line(row: Row, item: Item, unit: str, problems: list[Problem]) -> Line:
    line = Line(
        label=item.label,
        cell=row.cells["label"],
        final=fields.amount(row, "final", unit, problems),
        last=fields.amount(row, "last", unit, problems),
        budget=fields.amount(row, "budget", unit, problems),
        reason=fields.prose(row, "reason", problems),
        budget_reason=fields.prose(row, "budget_reason", problems),
        comparison=fields.prose(row, "comparison", problems),
        note=fields.prose(row, "note", problems),
    )
    _require(line, item, row, problems)
    words = fields.text(row, "unit", problems)
    if words and words.text != unit:
        message = f"这一行是金额，单位“{words}”与本表的金额单位“{unit}”不同"
        problems.append(error("R23", words.cell, message, f"金额都按“{unit}”填写，这一格空着。"))
    return line


def _tally(row: Row, item: Item, unit: str, problems: list[Problem]) -> Tally:
    words = fields.text(row, "unit", problems)
    named = words.text if words else item.unit
    if words and named in UNITS:
        message = f"这一行是数量，单位不能是“{named}”（本表金额单位是“{unit}”）"
        problems.append(error("R23", words.cell, message, f"请填“{item.unit}”。"))
    tally = Tally(
        label=item.label,
        cell=row.cells["label"],
        final=_whole(fields.count(row, "final", named, problems), problems),
        last=_whole(fields.count(row, "last", named, problems), problems),
        note=fields.prose(row, "note", problems),
    )
    _require(tally, item, row, problems)
    return tally


def _require(line: Line | Tally, item: Item, row: Row, problems: list[Problem]) -> None:
    if item.required:
        fields.require(line.final, item.label, row.cells["final"], problems)


def _whole(count: Count | None, problems: list[Problem]) -> Count | None:
    if count is not None and (count.value < 0 or count.value != int(count.value)):
        problems.append(error("R33", count.cell, f"{count.value} 不是人数、件数", "请填不小于 0 的整数。"))
    return count
