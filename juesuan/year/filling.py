"""What official figures change in a year's workbook: cell by cell, before and after; what stays open is listed."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from juesuan.model import workbook_form
from juesuan.model.chinese import UNITS
from juesuan.model.official import OfficialFigures, Taken, Target, codes
from juesuan.model.problems import Problem, hint, warning
from juesuan.reading import cells
from juesuan.reading.grid import address
from juesuan.reading.official import forms, places
from juesuan.reading.official.places import BookSheet, FedCell, YearBook
from juesuan.year.cell_writer import CellEdit

_ITEMS, _BASIC = workbook_form.FUNCTIONAL_ITEMS.name, workbook_form.BASIC_EXPENDITURE.name
_DETAILS = workbook_form.DETAIL_ITEMS.name
_BY_SOURCE = (workbook_form.REVENUE_ITEMS, workbook_form.EXPENDITURE_ITEMS)
_LISTS = (_ITEMS, _BASIC, *(sheet.name for sheet in _BY_SOURCE), _DETAILS)


class Change(Struct, frozen=True):
    """A cell of the workbook that is filled, or filled anew."""

    where: str
    """Such as 〔收入支出〕B5."""
    label: str
    """Row and column in words."""
    before: str
    """What it showed; empty where it was blank."""
    after: str
    origin: str
    is_new_row: bool = False


class Filling(Struct, frozen=True):
    """All that an import does to a workbook."""

    changes: tuple[Change, ...]
    edits: tuple[CellEdit, ...]
    placed: tuple[Taken, ...]
    """The figures that the workbook has, or has when it is written."""
    problems: tuple[Problem, ...]
    left: tuple[str, ...]
    """What no table holds and is still to be filled in, in lines."""

    @property
    def differing(self) -> tuple[Change, ...]:
        """The changes of cells that held something else."""
        return tuple(each for each in self.changes if each.before)


def planned(book: YearBook, figures: OfficialFigures, formulas: frozenset[tuple[str, str]]) -> Filling:
    """What the figures change in the workbook; ``formulas`` are its cells that hold one, which are left alone."""
    changes: list[Change] = []
    edits: list[CellEdit] = []
    placed: list[Taken] = []
    problems: list[Problem] = []
    missing: list[Taken] = []
    for target, taken in figures.taken.items():
        if target.sheet not in book.sheets:
            continue
        place = book.place(target)
        if place is None:
            missing.append(taken)
        elif place.value == taken.value:
            placed.append(taken)
        elif (place.cell.sheet, place.cell.address) in formulas:
            problems.append(_formula(place, taken))
        else:
            changes.append(_change(place, taken))
            edits.append(CellEdit(place.cell.sheet, *places.position(place.cell), _held(taken.value, place.unit)))
            placed.append(taken)
    problems += _no_sheets(book, figures)
    for more in (_new_rows(book, missing), _no_rows(missing)):
        changes += more.changes
        edits += more.edits
        placed += more.placed
        problems += more.problems
    problems += [*_differing(changes), *_unknown(book, figures)]
    return Filling(tuple(changes), tuple(edits), tuple(placed), tuple(problems), tuple(_left(book, placed)))


def _held(value: Decimal, unit: str) -> Decimal:
    """The number as the sheet has it: in its unit, or as it is where it is no money."""
    return value / UNITS[unit] if unit else value


def _change(place: FedCell, taken: Taken) -> Change:
    after = _words(_held(taken.value, place.unit))
    label = f"{taken.target.row}{f' {taken.name}' if taken.name else ''}·{taken.target.column}"
    return Change(str(place.cell), label, cells.quoted(cells.typed(place.held)), after, taken.origin)


def _words(value: Decimal) -> str:
    return format(value.normalize() + 0, "f")


def _formula(place: FedCell, taken: Taken) -> Problem:
    message = f"这一格是公式，没有动它；{taken.origin} 是 {_words(_held(taken.value, place.unit))}"
    return warning("I15", place.cell, message, "两数不同就改公式，或者删去公式再导入一次。")


def _differing(changes: Sequence[Change]) -> Iterator[Problem]:
    for each in changes:
        if each.before:
            message = f"原来填的是 {each.before}，{each.origin} 是 {each.after}"
            yield warning(
                "I16", each.where, f"{each.label}：{message}", "以官方表为准；表不对的，导入以后改回来。"
            )


# ---- rows that the workbook has not got


class _More(Struct, frozen=True):
    changes: Sequence[Change] = ()
    edits: Sequence[CellEdit] = ()
    placed: Sequence[Taken] = ()
    problems: Sequence[Problem] = ()


def _new_rows(book: YearBook, missing: Sequence[Taken]) -> _More:
    """A row below the others for each 科目 that the workbook has not got and on which something was spent."""
    changes: list[Change] = []
    edits: list[CellEdit] = []
    placed: list[Taken] = []
    for name in _LISTS:
        by_code: dict[tuple[str, str], list[Taken]] = {}
        for each in missing:
            if each.target.sheet == name and not each.target.row.endswith("合计"):
                by_code.setdefault((each.target.fund, each.target.row), []).append(each)
        spent = {key: found for key, found in by_code.items() if any(each.value for each in found)}
        held = book.sheets.get(name)
        if held is None or not held.table.is_there:
            continue
        row = places.free_row(held)
        for at, key in enumerate(sorted(spent, key=lambda each: (_order(each[0]), each[1]))):
            edits += _row(held, row + at, key, spent[key])
            changes += [_new(held, row + at, each) for each in spent[key]]
            placed += spent[key]
    return _More(changes, edits, placed)


def _order(fund: str) -> int:
    return workbook_form.FUNDS.index(fund) if fund in workbook_form.FUNDS else 0


def _row(held: BookSheet, row: int, key: tuple[str, str], found: Sequence[Taken]) -> Iterator[CellEdit]:
    fund, code = key
    words = {"科目编码": code, "科目名称": found[0].name}
    if held.sheet.name == _DETAILS:
        code, economic = codes(code)
        words |= {"科目编码": code, "经济分类编码": economic, "经济分类名称": forms.economic_name(economic)}
    if fund and fund != workbook_form.GENERAL_PUBLIC:
        words["资金性质"] = fund
    for heading, text in words.items():
        yield CellEdit(held.sheet.name, row, places.column_at(held, heading), text)
    for each in found:
        column = places.column_at(held, each.target.column)
        yield CellEdit(held.sheet.name, row, column, _held(each.value, held.table.unit))


def _new(held: BookSheet, row: int, taken: Taken) -> Change:
    where = f"〔{held.sheet.name}〕{address(row, places.column_at(held, taken.target.column))}"
    label = f"{taken.target.row} {taken.name}·{taken.target.column}"
    return Change(where, label, "", _words(_held(taken.value, held.table.unit)), taken.origin, is_new_row=True)


def _no_rows(missing: Sequence[Taken]) -> _More:
    """What is said of figures for rows that the sheet should have."""
    told = [
        warning(
            "I17", str(each.target), f"工作簿没有这一行，{each.origin} 是 {_words(each.value)}，没有地方填", _ROW
        )
        for each in missing
        if each.value and (each.target.sheet not in _LISTS or each.target.row.endswith("合计"))
    ]
    return _More(problems=told)


_ROW = "请从模板复制这一行，再导入一次。"


def _no_sheets(book: YearBook, figures: OfficialFigures) -> Iterator[Problem]:
    """A hint for each sheet of an older workbook's lack that the tables would fill."""
    for sheet in places.SHEETS:
        wanted = [each for each in figures.taken.values() if each.target.sheet == sheet.name and each.value]
        if wanted and sheet.name not in book.sheets:
            first = wanted[0].origin
            message = f"工作簿没有这张表，导入的表里有 {len(wanted)} 个数（如 {first}）没有地方填"
            yield hint("I45", f"〔{sheet.name}〕", message, _SHEET)


_SHEET = "要在附表里列到科目的，请从一份新的空白工作簿把这张表复制过来，再导入一次；不公开附表的，不用管。"


# ---- what does not go together, what is left


def _unknown(book: YearBook, figures: OfficialFigures) -> Iterator[Problem]:
    """Rows of 科目 with an amount that the official tables, which were read, do not have."""
    columns: dict[str, Sequence[str]] = {
        _ITEMS: ("基本支出", "项目支出", "合计"),
        _BASIC: ("金额",),
        _DETAILS: ("金额",),
        **{sheet.name: [each.heading for each in sheet.columns[2:]] for sheet in _BY_SOURCE},
    }
    for name, headings in columns.items():
        known = {(each.fund, each.row) for each in figures.taken if each.sheet == name}
        funds = {fund for fund, _ in known}
        held = book.sheets.get(name)
        for key in held.rows if held and known else ():
            found = [book.place(Target(name, key[1], heading, key[0])) for heading in headings]
            cells_ = [each for each in found if each and each.value]
            if key not in known and key[0] in funds and cells_:
                message = f"{key[1]} 填了 {cells.quoted(cells.typed(cells_[0].held))}，导入的表里没有这个科目"
                yield warning("I18", cells_[0].cell, message, "请核对科目；今年没有的，删去这一行。")


def _left(book: YearBook, placed: Sequence[Taken]) -> Iterator[str]:
    """What is blank still: of 基本信息, and the amounts of this year by columns; last year's are not asked for."""
    if book.blank:
        yield f"〔{workbook_form.DEPARTMENT.name}〕内容：{_some(book.blank)}"
    filled = {each.target for each in placed}
    for held in book.sheets.values():
        for column in held.sheet.columns:
            if column.field in _AMOUNTS:
                blank = list(_blank(book, held, column.heading, filled))
                if blank:
                    yield f"〔{held.sheet.name}〕{column.heading}：{_some(blank)}"


_AMOUNTS = frozenset({"final", "budget", "basic", "project", "stated", "amount"})
"""The fields of this year's amounts."""


def _blank(book: YearBook, held: BookSheet, heading: str, filled: set[Target]) -> Iterator[str]:
    rows = [*held.rows, *((each.fund, each.row) for each in filled if each.sheet == held.sheet.name)]
    for fund, row in dict.fromkeys(rows):
        target = Target(held.sheet.name, row, heading, fund)
        place = book.place(target)
        is_upper = held.sheet.name == _ITEMS and len(row) < 7  # noqa: PLR2004 - of 类 and 款 the program adds up
        if (
            target not in filled
            and (place is None or place.is_blank)
            and row
            and _is_asked(target)
            and not is_upper
        ):
            yield row


def _is_asked(target: Target) -> bool:
    """Whether the form asks for a cell: a budget only of expenditure."""
    is_budget = target.column == workbook_form.BUDGET.heading
    is_fiscal = target.sheet == workbook_form.FISCAL_APPROPRIATION.name
    return not (is_budget and is_fiscal) or target.row.endswith(("支出", "支出合计"))


_NAMED = 6


def _some(rows: Sequence[str]) -> str:
    named = "、".join(rows[:_NAMED])
    return named if len(rows) <= _NAMED else f"{named} 等 {len(rows)} 行"


def unsure(figures: OfficialFigures, book: YearBook, year: int) -> Iterator[Problem]:
    """What makes it doubtful that the tables belong to the workbook: no year, or another department's name."""
    if figures.year is None and figures.taken:
        message = "这些表都没有写年度"
        yield warning("I19", "导入的文件", message, f"请确认它们是 {year} 年度的。")
    others = [each for each in figures.departments if book.department and each != book.department]
    if len(figures.departments) > 1:
        message = f"这些表有几个编制单位：{'、'.join(figures.departments)}"
        yield warning("I19", "导入的文件", message, "一次只导入一个单位的表；名称写法不同的，改成一致。")
    elif others:
        message = f"编制单位是“{others[0]}”，工作簿的“单位全称”是“{book.department}”"
        yield warning("I19", "导入的文件", message, "请确认是本单位的表；名称写法不同的，改成一致。")


def told(figures: OfficialFigures) -> Iterator[Problem]:
    """A hint on the sheets that nothing was taken from."""
    if figures.passed_over:
        yield hint("I20", "导入的文件", f"没有用到的工作表：{'、'.join(figures.passed_over)}")
