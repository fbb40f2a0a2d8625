"""What a finished report says -> the workbook of its year, or of the next, where its figures are last year's.

All of it is proposed, a deeper yellow, with its place in the report as a comment: the report prints 万元 with two
decimals, so its figures are rounded.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from juesuan.model import workbook_comments, workbook_form
from juesuan.model.official import Target
from juesuan.model.official_record import Record
from juesuan.model.printed_report import PrintedFigure, PrintedReport
from juesuan.model.sheets import Column, ColumnKind, Sheet
from juesuan.reading.official import places
from juesuan.year.blank_workbook import Filled, FilledCell, FilledEntry, Value

_LAST, _FINALS = "last", ("final", "value")
_KEPT = frozenset({ColumnKind.TEXT, ColumnKind.CODE})
_LASTING = frozenset({"meaning"})
"""Sentences that are true in any year."""
_OF_A_YEAR = frozenset({"公开日期", "整体支出自评得分", "整体支出自评等级"})
_GRADE = "grade"


class Started(Struct, frozen=True):
    """The year that a folder is started for, and the report that it is started from."""

    report: PrintedReport
    year: int
    edition: str
    """The name of the edition of the form for the year."""

    @property
    def is_next(self) -> bool:
        """Whether the report's figures are last year's."""
        return self.year == self.report.year + 1

    @property
    def source(self) -> str:
        """What the report is called in the workbook."""
        return workbook_comments.LAST_REPORT if self.is_next else workbook_comments.REPORT


def content(started: Started) -> Filled:
    """The rows of every sheet of the workbook, by its name."""
    of_report = {sheet.name: list(_rows(started, sheet)) for sheet in workbook_form.SHEETS}
    made = {name: [_next(name, row, started) for row in rows] for name, rows in of_report.items()}
    return _opened(started, made, of_report) if started.is_next else of_report


def records(started: Started, when: str) -> Mapping[Target, Record]:
    """Where each figure of the workbook comes from, as an import keeps it."""
    origin = f"{started.source}（{started.report.name}）"
    return {
        target: Record(each.value, f"{origin}{each.origin}", when)
        for target, each in placed(started).items()
        if target.sheet in {sheet.name for sheet in places.SHEETS}
    }


def placed(started: Started) -> Mapping[Target, PrintedFigure]:
    """The figures that the workbook gets, by their cells: for a next year those that last year's columns take."""
    if not started.is_next:
        return started.report.figures
    found: dict[Target, PrintedFigure] = {}
    for target, figure in started.report.figures.items():
        sheet = _sheet(target.sheet)
        last = next((each.heading for each in sheet.columns if each.field == _LAST), None)
        if last and _field(sheet, target.column) in _FINALS:
            found[Target(target.sheet, target.row, last, target.fund)] = figure
    return found


def _sheet(name: str) -> Sheet:
    return next(each for each in workbook_form.SHEETS if each.name == name)


def _field(sheet: Sheet, heading: str) -> str:
    return next((each.field for each in sheet.columns if each.heading == heading), "")


# ---- the year of the report


def _rows(started: Started, sheet: Sheet) -> Iterator[FilledEntry]:
    rows: dict[tuple[str, str], dict[str, Value | FilledCell]] = {}
    report = started.report
    for target, figure in report.figures.items():
        if target.sheet == sheet.name:
            row = rows.setdefault((target.fund, target.row), {})
            comment = f"{started.source} {figure.origin}"
            row[target.column] = _proposed(figure.value, comment)
            if figure.name:
                row.setdefault("科目名称", _proposed(figure.name, comment))
    for target, words in report.words.items():
        if target.sheet == sheet.name:
            place = f"{started.source} {words.place}" if words.place else ""
            rows.setdefault((target.fund, target.row), {})[target.column] = _proposed(words.text, place)
    listed = [
        {heading: _proposed(value, f"{started.source} {each.place}") for heading, value in each.cells.items()}
        for each in report.rows
        if each.sheet == sheet.name
    ]
    yield from _ORDERED.get(sheet.name, _fixed)(started, rows, listed)


_Rows = Mapping[tuple[str, str], dict[str, Value | FilledCell]]
_Listed = Sequence[FilledEntry]


def _plain(value: Decimal) -> Decimal:
    return value.normalize() + 0


def _proposed(value: str | Decimal, comment: str) -> FilledCell:
    origin = comment or _OF_REPORT
    return FilledCell(value if isinstance(value, str) else _plain(value), comment, is_proposed=True, origin=origin)


_OF_REPORT = "做好的报告"
"""Where something comes from that no single place of the report says."""


def _fixed(_started: Started, rows: _Rows, listed: _Listed) -> Iterator[FilledEntry]:
    yield from ({"项目": label, **cells} for (_, label), cells in rows.items())
    yield from listed


def _about(started: Started, rows: _Rows, _listed: _Listed) -> Iterator[FilledEntry]:
    for (_, label), cells in rows.items():
        own: Mapping[str, Value] = {"年度": started.year, "版式": started.edition}
        yield {"项目": label, "内容": _proposed_or_given(own.get(label), cells["内容"])}


def _proposed_or_given(value: Value | None, cell: Value | FilledCell) -> Value | FilledCell:
    return cell if value is None else FilledCell(value, is_proposed=True, origin=_OF_REPORT)


def _functional(_started: Started, rows: _Rows, _listed: _Listed) -> Iterator[FilledEntry]:
    """The rows in the order of the funds and codes."""
    order = {fund: at for at, fund in enumerate(workbook_form.FUNDS)}
    for fund, code in sorted(rows, key=lambda key: (order.get(key[0], 0), key[1])):
        named = {} if fund == workbook_form.GENERAL_PUBLIC else {"资金性质": fund}
        yield {"科目编码": code, **named, **rows[fund, code]}


def _economic(_started: Started, rows: _Rows, listed: _Listed) -> Iterator[FilledEntry]:
    """The two totals, then the items that the report lists, in its order, then others with amounts."""
    totals = (workbook_form.PERSONNEL_TOTAL, workbook_form.PUBLIC_USE_TOTAL)
    yield from ({"科目名称": label, **rows.get(("", label), {})} for label in totals)
    by_code = {str(_value(each["科目编码"])): dict(each) for each in listed}
    for (_, code), cells in sorted(rows.items()):
        if code not in totals:
            by_code[code] = {"科目编码": code, **by_code.get(code, {}), **cells}
    yield from by_code.values()


def _value(cell: Value | FilledCell) -> Value:
    return cell.value if isinstance(cell, FilledCell) else cell


def _projects(_started: Started, rows: _Rows, _listed: _Listed) -> Iterator[FilledEntry]:
    for (_, name), cells in rows.items():
        yield {"项目名称": name, **cells}


_ORDERED: Mapping[str, Callable[[Started, _Rows, _Listed], Iterator[FilledEntry]]] = {
    workbook_form.DEPARTMENT.name: _about,
    workbook_form.FUNCTIONAL_ITEMS.name: _functional,
    workbook_form.BASIC_EXPENDITURE.name: _economic,
    workbook_form.PROJECTS.name: _projects,
}


# ---- the next year


def _next(name: str, row: FilledEntry, started: Started) -> FilledEntry:
    """A row of the next year's workbook: names stay, finals move to last year's column, words become comments."""
    sheet = _sheet(name)
    if sheet is workbook_form.DEPARTMENT:
        return {"项目": row["项目"], "内容": ""} if row["项目"] in _OF_A_YEAR else row
    made = {each.heading: cell for each in sheet.columns if (cell := _turned(each, row, started)) != ""}
    last = next((each.heading for each in sheet.columns if each.field == _LAST), None)
    final = next(
        (row[each.heading] for each in sheet.columns if each.field in _FINALS and each.heading in row), None
    )
    return {**made, last: final} if last and final is not None else made


def _turned(column: Column, row: FilledEntry, started: Started) -> Value | FilledCell:
    cell = row.get(column.heading, "")
    if column.field in _LASTING or (column.kind in _KEPT and column.field != _GRADE):
        return cell
    if column.kind is ColumnKind.PROSE and _value(cell):
        return FilledCell(comment=f"{started.source}{workbook_comments.WROTE}{_value(cell)}")
    return ""


def _opened(started: Started, made: Filled, of_report: Filled) -> Filled:
    """The rows with an opening balance proposed in each that has one: the closing balance of the report."""
    found = dict(made)
    for sheet in (workbook_form.REVENUE_EXPENDITURE, workbook_form.FISCAL_APPROPRIATION):
        labels = {item.field: item.label for item in sheet.items}
        closing = {row["项目"]: row.get(workbook_form.FINAL.heading) for row in of_report[sheet.name]}
        rows = {row["项目"]: row for row in made[sheet.name]}
        for field, label in labels.items():
            below = labels.get(field.replace("opening", "closing"), "")
            cell = closing.get(below)
            if "opening" in field and isinstance(cell, FilledCell):
                told = workbook_comments.PROPOSED.format(report=started.source, label=below, origin=cell.comment)
                proposed = FilledCell(cell.value, told, is_proposed=True, origin=told)
                rows[label] = {"项目": label, **rows.get(label, {}), workbook_form.FINAL.heading: proposed}
        found[sheet.name] = list(rows.values())
    return found
