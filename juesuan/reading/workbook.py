"""决算数据, the workbook -> the tables of ``Accounts``; every fault is collected before anything is refused."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model import accounts, workbook_form
from juesuan.model.accounts import TableRow, Tally
from juesuan.model.chinese import UNITS
from juesuan.model.department import Department
from juesuan.model.item_amounts import DetailItem, ItemAmounts
from juesuan.model.problems import BLANK, Problem, error, hint
from juesuan.model.projects import Project
from juesuan.model.sheets import FixedRow, Sheet
from juesuan.model.values import Cell, Count, Text
from juesuan.reading import (
    cells,
    fixed_tables,
    functional_items,
    items_by_source,
    open_tables,
    spreadsheet,
    tables,
)
from juesuan.reading.cells import STORED_AS_TEXT
from juesuan.reading.grid import LAST_ROW, Grid, plain
from juesuan.reading.tables import SheetRow, SheetTable

_TOLD_ONE_BY_ONE = 10
"""Beyond so many numbers stored as text, a sheet gets one hint for all of them."""


class Workbook(Struct, frozen=True):
    """The tables of the workbook; the texts are read beside them."""

    department: Department
    revenue_expenditure: accounts.RevenueExpenditure
    fiscal_appropriation: accounts.FiscalAppropriation
    functional_items: tuple[accounts.FunctionalItem, ...]
    basic_expenditure: accounts.BasicExpenditure
    three_public: accounts.ThreePublic
    other_matters: accounts.OtherMatters
    indicators: tuple[accounts.Indicator, ...]
    projects: tuple[Project, ...]
    terms: tuple[accounts.Term, ...]
    explanations: tuple[accounts.Explanation, ...]
    gaps: tuple[Cell, ...]
    """The blank cells that must be filled in (R30), but those that say what a row of a list is about."""
    revenue_items: tuple[ItemAmounts, ...]
    expenditure_items: tuple[ItemAmounts, ...]
    detail_items: tuple[DetailItem, ...]


def read(name: str, data: bytes, problems: list[Problem]) -> Workbook:
    """The tables of the workbook ``name``, to be used only where ``problems`` holds no error.

    Raises ReportError where the file is no workbook at all.
    """
    book, found = _read(name, data)
    problems.extend(found)
    return book


@lru_cache(maxsize=2)
def _read(name: str, data: bytes) -> tuple[Workbook, tuple[Problem, ...]]:
    """The same with the problems; this year's and last year's are kept: the desk checks a year again and again."""
    found: list[Problem] = []
    optional = [sheet.name for sheet in workbook_form.SHEETS if sheet.optional]
    grids = spreadsheet.read(data, name, [sheet.name for sheet in workbook_form.SHEETS], found, optional)
    book = of(grids, found)
    return book, (*_gathered(found), *cells.crowd(name, _sentences(grids.values())))


_SHORTEST = 12
"""Letters of a sentence: codes, names and numbers that were stored as text have fewer."""


def _sentences(grids: Iterable[Grid]) -> Iterator[str]:
    """What may be a sentence, whose numbers are compared with all others."""
    values = (value for grid in grids for row in grid.rows for value in row)
    return (value for value in values if isinstance(value, str) and len(value) >= _SHORTEST)


def units(name: str, data: bytes) -> Mapping[str, str]:
    """What each sheet gives its money in, 元 or 万元, by its name; raises ReportError for what is no workbook."""
    grids = spreadsheet.read(data, name, [sheet.name for sheet in workbook_form.SHEETS], [])
    return {sheet.name: _table(grids, sheet, []).unit for sheet in workbook_form.SHEETS}


def of(grids: Mapping[str, Grid], problems: list[Problem]) -> Workbook:
    """The tables of the workbook whose sheets are ``grids``; nothing more is said of a sheet that is missing."""
    return _workbook({sheet.field: _table(grids, sheet, problems) for sheet in workbook_form.SHEETS}, problems)


def _table(grids: Mapping[str, Grid], sheet: Sheet, problems: list[Problem]) -> SheetTable:
    return tables.read(grids[sheet.name], sheet, problems) if sheet.name in grids else tables.MISSING


def _workbook(filled: Mapping[str, SheetTable], problems: list[Problem]) -> Workbook:
    about = department(filled["department"], problems)
    book = Workbook(
        department=about,
        revenue_expenditure=fixed(
            accounts.RevenueExpenditure, filled["revenue_expenditure"], workbook_form.REVENUE_EXPENDITURE, problems
        ),
        fiscal_appropriation=fixed(
            accounts.FiscalAppropriation,
            filled["fiscal_appropriation"],
            workbook_form.FISCAL_APPROPRIATION,
            problems,
        ),
        functional_items=functional_items.read(filled["functional_items"], problems, about.year),
        basic_expenditure=open_tables.basic_expenditure(filled["basic_expenditure"], problems, about.year),
        three_public=fixed(accounts.ThreePublic, filled["three_public"], workbook_form.THREE_PUBLIC, problems),
        other_matters=fixed(accounts.OtherMatters, filled["other_matters"], workbook_form.OTHER_MATTERS, problems),
        indicators=open_tables.indicators(filled["indicators"], problems),
        projects=open_tables.projects(filled["projects"], filled["performance_indicators"], problems),
        terms=open_tables.terms(filled["terms"], problems),
        explanations=open_tables.explanations(filled["explanations"], problems),
        gaps=(),
        revenue_items=_with_amounts(items_by_source.amounts(filled["revenue_items"], problems, about.year)),
        expenditure_items=_with_amounts(
            items_by_source.amounts(filled["expenditure_items"], problems, about.year)
        ),
        detail_items=_with_amounts(items_by_source.details(filled["detail_items"], problems, about.year)),
    )
    return replace(book, gaps=tuple(_gaps(filled, problems)))


_Row = TypeVar("_Row", ItemAmounts, DetailItem)


def _with_amounts(items: tuple[_Row, ...]) -> tuple[_Row, ...]:
    """The rows of a sheet that may be left alone; none where only the names of last year stand there."""
    return items if any(item.has_amount for item in items) else ()


def _gaps(filled: Mapping[str, SheetTable], problems: Iterable[Problem]) -> Iterator[Cell]:
    """See ``Workbook.gaps``: a row that does not say what it is about cannot be read, whatever else it holds."""
    blank = {problem.where for problem in problems if problem.code == BLANK}
    for sheet in workbook_form.SHEETS:
        for row in filled[sheet.field].rows:
            cells = [*row.cells.values()][0 if sheet.items else 1 :]
            yield from (cell for cell in cells if str(cell) in blank)


def _gathered(problems: list[Problem]) -> list[Problem]:
    """The problems without what only follows from another at the same cell, and with whole blocks told in one."""
    told = {problem.where for problem in problems if problem.code != BLANK}
    kept = [problem for problem in problems if problem.code != BLANK or problem.where not in told]
    hints = [problem for problem in kept if problem.code == STORED_AS_TEXT]
    kept = sorted((problem for problem in kept if problem.code != STORED_AS_TEXT), key=_place)
    return kept + [each for sheet in workbook_form.SHEETS for each in _in_one(hints, f"〔{sheet.name}〕")]


_SHEET, _CELL = re.compile("〔(.+?)〕"), re.compile("〕([A-Z]+)([0-9]+)")


def _place(problem: Problem) -> tuple[int, int, str]:
    """Where a problem stands for the eye: sheet, row, column; what has no cell comes last in its sheet."""
    names = [sheet.name for sheet in workbook_form.SHEETS]
    sheet, cell = _SHEET.match(problem.where), _CELL.search(problem.where)
    at = names.index(sheet[1]) if sheet and sheet[1] in names else -1
    return (at, int(cell[2]), cell[1].rjust(3)) if cell else (at, LAST_ROW, "")


def _in_one(hints: list[Problem], sheet: str) -> list[Problem]:
    own = [problem for problem in hints if problem.where.startswith(sheet)]
    if len(own) <= _TOLD_ONE_BY_ONE:
        return own
    message = f"有 {len(own)} 个数字存成了文本，已按数字读取"
    return [hint(STORED_AS_TEXT, f"{own[0].where} 等", message, "请选中这些格，转换为数字。")]


_Fixed = TypeVar(
    "_Fixed",
    accounts.RevenueExpenditure,
    accounts.FiscalAppropriation,
    accounts.ThreePublic,
    accounts.OtherMatters,
)
_FIRST_YEAR, _LAST_YEAR = 2000, 2099


def department(table: SheetTable, problems: list[Problem]) -> Department:
    """The fields of 基本信息; a blank one that must be filled in, and a year that is none, are problems."""
    rows = fixed_tables.by_item(table, workbook_form.DEPARTMENT, problems)
    nowhere = Cell(workbook_form.DEPARTMENT.name, "")
    texts = {
        item.field: _content(rows[item.field], item, problems)
        for item in workbook_form.DEPARTMENT.items
        if item.field in rows
    }

    def sure(field: str) -> Text:
        return texts.get(field) or Text("", nowhere)

    return Department(
        name=sure("name"),
        short_name=texts.get("short_name"),
        own_name=texts.get("own_name"),
        region=sure("region"),
        code=texts.get("code"),
        kind=sure("kind"),
        year=_year(rows.get("year"), problems),
        edition=sure("edition"),
        totals_basis=sure("totals_basis"),
        published_on=cells.day(*_placed(rows, "published_on"), problems),
        score=cells.count(*_placed(rows, "score"), "分", problems),
        grade=texts.get("grade"),
        cells={field: row.cells["content"] for field, row in rows.items()},
        public_tables=texts.get("public_tables"),
        index_number=texts.get("index_number"),
        secrecy_review=texts.get("secrecy_review"),
        contact=texts.get("contact"),
        level=texts.get("level"),
        overall_report=texts.get("overall_report"),
        work_of_the_year=texts.get("work_of_the_year"),
    )


def _content(row: SheetRow, item: FixedRow, problems: list[Problem]) -> Text | None:
    words = (
        tables.sure(row, "content", item.label, problems)
        if item.required
        else tables.prose(row, "content", problems)
    )
    if item.choices and words and words.text:
        tables.choose(words, item.choices, problems)
    if words and len(words.text) > _LONGEST:
        message = f"“{item.label}”有 {len(words.text)} 个字，超过 {_LONGEST} 个"
        problems.append(error("R80", words.cell, message, "请核对这一格，长的文字写进文字材料。"))
    return words


_LONGEST = 200
"""The most signs of a name, which stands on the cover, in headings and in the file's properties."""


def _placed(rows: dict[str, SheetRow], field: str) -> tuple[Any, Cell]:
    if field not in rows:
        return "", Cell(workbook_form.DEPARTMENT.name, "")
    return rows[field].values["content"], rows[field].cells["content"]


def _year(row: SheetRow | None, problems: list[Problem]) -> int:
    """The year of account; 0 where it is blank or, a problem (R32), no year."""
    typed = plain(row.values["content"]) if row else ""
    if row is None or not typed:
        return 0
    year = cells.number(typed.removesuffix("度").removesuffix("年"), row.cells["content"], [])
    if year is not None and year == int(year) and _FIRST_YEAR <= year <= _LAST_YEAR:
        return int(year)
    problems.append(error("R32", row.cells["content"], f"年度“{typed}”不是四位年份", "请填如 2020。"))
    return 0


def fixed(record: type[_Fixed], table: SheetTable, sheet: Sheet, problems: list[Problem]) -> _Fixed:
    """The rows of a fixed table, of money or counts; one that may be missing and is, is an empty row."""
    rows = fixed_tables.by_item(table, sheet, problems)
    lines: dict[str, Any] = {}
    for item in sheet.items:
        row = rows.get(item.field)
        read = _tally if item.unit else _line
        lines[item.field] = _absent(item, sheet) if row is None else read(row, item, table.unit, problems)
    return record(**{name: lines[name] for name in record.__struct_fields__})


def _absent(item: FixedRow, sheet: Sheet) -> TableRow | Tally:
    kind = Tally if item.unit else TableRow
    return kind(item.label, Cell(sheet.name, ""))


def _line(row: SheetRow, item: FixedRow, unit: str, problems: list[Problem]) -> TableRow:
    """A row of money, which the sheet gives in ``unit``."""
    line = TableRow(
        label=item.label,
        cell=row.cells["label"],
        final=tables.amount(row, "final", unit, problems),
        last=tables.amount(row, "last", unit, problems),
        budget=tables.amount(row, "budget", unit, problems),
        reason=tables.prose(row, "reason", problems),
        budget_reason=tables.prose(row, "budget_reason", problems),
        comparison=tables.prose(row, "comparison", problems),
        note=tables.prose(row, "note", problems),
        cells=_cells(row),
    )
    _require(line, item, row, problems)
    words = tables.text(row, "unit", problems)
    if words and words.text != unit:
        message = f"这一行是金额，单位“{words}”与本表的金额单位“{unit}”不同"
        problems.append(error("R23", words.cell, message, f"金额都按“{unit}”填写，这一格空着。"))
    return line


def _tally(row: SheetRow, item: FixedRow, unit: str, problems: list[Problem]) -> Tally:
    """A row of people or things; ``unit`` is that of the sheet's money, which such a row must not have."""
    words = tables.text(row, "unit", problems)
    named = tables.unit(words, problems) if words else item.unit
    if words and named in UNITS:
        message = f"这一行是数量，单位不能是“{named}”（本表金额单位是“{unit}”）"
        problems.append(error("R23", words.cell, message, f"请填“{item.unit}”。"))
    tally = Tally(
        label=item.label,
        cell=row.cells["label"],
        final=_whole(tables.count(row, "final", named, problems), problems),
        last=_whole(tables.count(row, "last", named, problems), problems),
        note=tables.prose(row, "note", problems),
        cells=_cells(row),
    )
    _require(tally, item, row, problems)
    return tally


def _cells(row: SheetRow) -> Mapping[str, Cell]:
    """The cells of the numbers of a row, by field."""
    return {name: cell for name, cell in row.cells.items() if name in {"final", "last", "budget"}}


def _require(line: TableRow | Tally, item: FixedRow, row: SheetRow, problems: list[Problem]) -> None:
    if item.required:
        tables.require(line.final, item.label, row.cells["final"], problems)


def _whole(count: Count | None, problems: list[Problem]) -> Count | None:
    """The count; one below nil or with decimals is a problem (R33)."""
    if count is not None and (count.value < 0 or count.value != int(count.value)):
        problems.append(error("R33", count.cell, f"{count.value} 不是人数、件数", "请填不小于 0 的整数。"))
    return count
