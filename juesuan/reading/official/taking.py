"""One official sheet -> the figures that the workbook takes from it, or the reason why it is refused."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from juesuan.model.chinese import UNITS
from juesuan.model.official import Taken, Target
from juesuan.model.problems import Problem, error
from juesuan.reading.official import by_code, forms, sums, two_sided
from juesuan.reading.official.amounts import Found, Reader
from juesuan.reading.official.by_code import TOTAL, ItemRow
from juesuan.reading.official.forms import ALL, ITEMS, OfficialForm, Source
from juesuan.reading.official.recognition import OfficialSheet, conflict
from juesuan.reading.official.two_sided import BUDGET, FINAL, Column, Line

UNREADABLE = "I11"
"""The code of a table that was recognised and cannot be read."""
_BUDGET_HEADINGS = frozenset({"调整预算数"})
_MOST = 3
"""The problems of one table that are told; the others follow from them or are like them."""

Outcome = tuple[tuple[Taken, ...], tuple[Problem, ...]]
"""The figures of a sheet, none where it is refused, and what there is to say of it."""


def taken(sheet: OfficialSheet) -> Outcome:
    """The figures that are taken from a sheet; where it is refused, none, with the reasons as problems."""
    where = f"{sheet.file}〔{sheet.grid.name}〕"
    if reason := _reason(sheet):
        return (), (error(UNREADABLE, where, f"{sheet.form.code} 整张表没有取：{reason}", "请重新导出这张表。"),)
    reader = Reader(sheet, sheet.units[0])
    found = _READERS[sheet.form.kind](reader)
    if found is None:
        message = f"{sheet.form.code} 整张表没有取：找不到表头"
        return (), (error(UNREADABLE, where, message, "请重新导出这张表，不要改动表头。"),)
    figures, problems = found
    faults = (*reader.faults, *problems)
    if faults:
        return (), _cut(where, faults)
    return tuple(figures), tuple(each for each in reader.problems if each not in faults)


def _cut(where: str, faults: Sequence[Problem]) -> tuple[Problem, ...]:
    if len(faults) <= _MOST:
        return tuple(faults)
    more = error(faults[0].code, where, f"这张表还有 {len(faults) - _MOST} 处对不上或读不出", "")
    return (*faults[:_MOST], more)


def _reason(sheet: OfficialSheet) -> str:
    """Why a sheet is not even looked into; empty where it is."""
    if other := conflict(sheet):
        return f"工作表名称像 {sheet.form.code}，标题却是“{other.titles[0]}”"
    if len(sheet.units) > 1:
        return f"金额单位写了几种：{'、'.join(sheet.units)}"
    if not sheet.units:
        return "没有写金额单位"
    if sheet.units[0] not in UNITS:
        return f"金额单位是“{sheet.units[0]}”，不是元或万元"
    return f"写了几个年度：{'、'.join(map(str, sheet.years))}" if len(sheet.years) > 1 else ""


# ---- side by side


def _of_lines(reader: Reader) -> tuple[list[Taken], list[Problem]] | None:
    lines = two_sided.lines(reader)
    if not lines:
        return None
    form = reader.sheet.form
    problems = [*_doubles(reader, form, lines), *_strangers(reader, lines)]
    named = _named_lines(form, lines)
    problems += sums.two_sided(reader, lines, named)
    return list(_from_lines(form, named, reader.unit)), problems


def _named_lines(form: OfficialForm, lines: Sequence[Line]) -> Mapping[Column, Mapping[str, Found]]:
    """The numbers of each column by the names of the form; of several rows the first that holds a number."""
    found: dict[Column, dict[str, Found]] = {}
    for name, labels in form.rows.items():
        for line in (each for each in lines if each.key in labels):
            for column, number in line.found.items():
                held = found.setdefault(column, {})
                if name not in held or held[name].value is None:
                    held[name] = number
    return found


def _doubles(reader: Reader, form: OfficialForm, lines: Sequence[Line]) -> Iterator[Problem]:
    """Rows that mean the same and have different numbers: both halves of a table must be equal."""
    for name, labels in form.rows.items():
        rows = [each for each in lines if each.key in labels]
        for column in dict.fromkeys(column for each in rows for column in each.found):
            held = [each.found[column] for each in rows if column in each.found]
            yield from _unequal(reader, name, [each for each in held if each.value is not None])


def _unequal(reader: Reader, name: str, held: Sequence[Found]) -> Iterator[Problem]:
    for other in held[1:]:
        if other.value != held[0].value:
            yield from sums.compared(reader, f"{name}（{held[0].cell.address}）", held[0], [other])


def _strangers(reader: Reader, lines: Sequence[Line]) -> Iterator[Problem]:
    """Rows of 财决01 with an amount whose numeral and name are in no edition of the table."""
    if reader.sheet.form.code != "Z01":
        return
    for line in lines:
        amounts = [found for found in line.found.values() if found.value]
        if line.serial and amounts and line.block < 2 and not _is_known(line):  # noqa: PLR2004 - income, function
            cell = amounts[0].cell
            message = f"Z01 整张表没有取：第{line.serial}项“{line.key}”，各年的表里没有这样的一项"
            yield error(UNREADABLE, f"{cell.file}〔{cell.sheet}〕{cell.address}", message, "请核对这一行的名称。")


def _is_known(line: Line) -> bool:
    rows = {name for each in forms.editions() for name in (*each.incomes, *each.functions)} | _BY_NATURE
    return any(line.key.startswith(each) for names in rows for each in names.split("|"))


_BY_NATURE = {"基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"}


def _from_lines(
    form: OfficialForm, named: Mapping[Column, Mapping[str, Found]], unit: str
) -> Iterator[Taken]:
    for target, source in forms.targets(form).items():
        kind = BUDGET if target.column in _BUDGET_HEADINGS else FINAL
        column, whole = named.get((kind, source.part), {}), named.get((kind, ""), {})
        numbers = column or ({} if source.part else whole)
        if any(name in numbers and numbers[name].value for name in source.only_without):
            continue
        yield from _summed(target, source, numbers, unit)


def _summed(target: Target, source: Source, numbers: Mapping[str, Found], unit: str, name: str = "") -> Iterator[Taken]:
    """The figure of a target; none where none of the official cells holds a number."""
    held = [numbers[each] for each in source.names if each in numbers and numbers[each].value is not None]
    if held:
        value = sum((each.value or Decimal(0) for each in held), Decimal(0))
        yield Taken(target, value, tuple(each.cell for each in held), name, unit)


# ---- by 科目


def _of_items(reader: Reader) -> tuple[list[Taken], list[Problem]] | None:
    form = reader.sheet.form
    if form.is_economic and (lists := by_code.economic_lists(reader)) is not None:
        return _of_economic_lists(reader, lists)
    rows = by_code.items(reader)
    if rows is None:
        return None
    named = [_named_columns(form, row) for row in rows]
    if not rows or not any(named):
        return ([], []) if not rows else None
    problems = [*_twice(reader, rows), *sums.by_code(reader, rows, named)]
    return list(_from_items(reader, rows, named)), problems


def _named_columns(form: OfficialForm, row: ItemRow) -> Mapping[str, Found]:
    found: dict[str, Found] = {}
    for name, headings in form.columns.items():
        paths = [tuple(each.split("/")) for each in headings]
        number = next((each for path, each in row.found.items() if path in paths), None)
        if number is not None:
            found[name] = number
    return found


def _twice(reader: Reader, rows: Sequence[ItemRow]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for row in rows:
        if not row.project and row.code in seen:
            sheet = reader.sheet
            where = f"{sheet.file}〔{sheet.grid.name}〕第{row.row + 1}行"
            message = f"{sheet.form.code} 整张表没有取：科目“{row.code}”第{seen[row.code] + 1}行已经有了"
            yield error(UNREADABLE, where, message, "请重新导出这张表。")
        seen.setdefault(row.code, row.row)


def _from_items(reader: Reader, rows: Sequence[ItemRow], named: Sequence[Mapping[str, Found]]) -> Iterator[Taken]:
    form = reader.sheet.form
    pairs = list(zip(rows, named, strict=True))
    for target, source in forms.targets(form).items():
        if source.names == (ITEMS,):
            yield from _economic(target, pairs, reader.unit)
        elif target.row == ALL:
            yield from _of_each(target, source, pairs, reader.unit)
        else:
            total = next(((row, found) for row, found in pairs if row.code == TOTAL), None)
            if total:
                yield from _summed(target, source, {**_by_economic_code(total[0]), **total[1]}, reader.unit)


def _of_each(
    target: Target, source: Source, pairs: Sequence[tuple[ItemRow, Mapping[str, Found]]], unit: str
) -> Iterator[Taken]:
    """The figure of each 科目: of its own row, or where it has none, the sum of its projects."""
    own = {row.code for row, _ in pairs if not row.project}
    for code in dict.fromkeys(row.code for row, _ in pairs if row.code != TOTAL):
        held = [(row, found) for row, found in pairs if row.code == code and bool(row.project) is (code not in own)]
        numbers = [found[name] for _, found in held for name in source.names if name in found]
        known = [each for each in numbers if each.value is not None]
        if known:
            place = Target(target.sheet, code, target.column, target.fund)
            value = sum((each.value or Decimal(0) for each in known), Decimal(0))
            yield Taken(place, value, tuple(each.cell for each in known), held[0][0].name, unit)


def _by_economic_code(row: ItemRow) -> dict[str, Found]:
    return {code: each for path, each in row.found.items() if (code := by_code.economic_code(path))}


def _economic(
    target: Target, pairs: Sequence[tuple[ItemRow, Mapping[str, Found]]], unit: str
) -> Iterator[Taken]:
    """The figures of the economic sections of the total, each for the row of its code."""
    totals = [row for row, _ in pairs if row.code == TOTAL]
    for code, found in (_by_economic_code(totals[0]) if totals else {}).items():
        if len(code) == forms.SECTION and found.value is not None:
            place = Target(target.sheet, code, target.column)
            yield Taken(place, found.value, (found.cell,), forms.economic_name(code), unit)


def _of_economic_lists(reader: Reader, lists: Mapping[str, Found]) -> tuple[list[Taken], list[Problem]]:
    """The figures of a table of economic codes side by side, whose totals stand at its foot."""
    problems: list[Problem] = []
    classes = {code: each for code, each in lists.items() if code.isdigit() and len(code) == forms.CLASS}
    sections = {code: each for code, each in lists.items() if code.isdigit() and len(code) == forms.SECTION}
    for code, whole in classes.items():
        problems += sums.compared(reader, code, whole, [each for key, each in sections.items() if key[:3] == code])
    figures: list[Taken] = []
    for target, source in forms.targets(reader.sheet.form).items():
        if source.names == (ITEMS,):
            figures += [
                Taken(Target(target.sheet, code, target.column), each.value, (each.cell,), forms.economic_name(code), reader.unit)
                for code, each in sections.items()
                if each.value is not None
            ]
        elif target.row != ALL and target.row in lists:
            parts = [classes[code] for code in source.names if code in classes]
            problems += sums.compared(reader, target.row, lists[target.row], parts)
            figures += _summed(target, Source((target.row,)), lists, reader.unit)
    return figures, problems


# ---- one row


def _of_row(reader: Reader) -> tuple[list[Taken], list[Problem]] | None:
    row = _row(reader)
    if row is None:
        return None
    form = reader.sheet.form
    named = _named_columns(form, row)
    problems = list(sums.across(reader, row, named))
    return [
        each for target, source in forms.targets(form).items() for each in _summed(target, source, named, reader.unit)
    ], problems


def _row(reader: Reader) -> ItemRow | None:
    """The one row of final amounts of the table, by the last two headings of each column; None for no headings."""
    from juesuan.reading.official import headings  # noqa: PLC0415

    grid = reader.sheet.grid
    top = headings.first_row(grid, r"决算数")
    if top is None:
        return None
    body = next(
        (
            row
            for row in range(top + 1, len(grid.rows))
            if not headings.is_ruler(grid, row) and any(c.isdigit() for c in headings.words(grid, row, headings.width(grid) - 1))
        ),
        None,
    )
    if body is None:
        return None
    rows = headings.spread(grid, top, body - 1)
    paths = {at: headings.path(rows, at) for at in range(headings.width(grid))}
    final = {path[1:][-1:] or (TOTAL,): at for at, path in paths.items() if path[:1] == ("决算数",)}
    return ItemRow(TOTAL, "", "", {path: reader.amount(body, at) for path, at in final.items()}, body)


_READERS = {forms.TWO_SIDED: _of_lines, forms.BY_CODE: _of_items, forms.ONE_ROW: _of_row}
