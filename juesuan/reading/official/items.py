"""The figures of a table by 科目, or of one row, and what in it does not go together."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from juesuan.model.official import Taken, Target, pair
from juesuan.model.problems import Problem, error
from juesuan.reading.official import by_code, forms, headings, noughts, sums
from juesuan.reading.official.amounts import AmountReader, Found, summed
from juesuan.reading.official.by_code import TOTAL, ItemRow
from juesuan.reading.official.forms import ALL, EACH_ITEM, ITEMS, UNREADABLE, Feed, OfficialForm


def figures(reader: AmountReader) -> tuple[list[Taken], list[Problem]] | None:
    """What is taken from the sheet, and why it is refused; None where its headings are not there."""
    form = reader.sheet.form
    if form.is_economic and (lists := by_code.economic_lists(reader)) is not None:
        return _of_economic_lists(reader, lists)
    rows = by_code.items(reader)
    if rows is None:
        return None
    named = [{**_named_columns(form, row), **_by_economic_code(form, row)} for row in rows]
    if not rows or not any(named):
        return ([], []) if not rows else None
    problems = [*_twice(reader, rows), *_disordered(reader, rows[0]), *sums.by_code(reader, rows, named)]
    return list(_from_items(reader, rows, noughts.by_code(form, rows, named))), problems


def _named_columns(form: OfficialForm, row: ItemRow) -> Mapping[str, Found]:
    found: dict[str, Found] = {}
    for name, labels in form.columns.items():
        paths = [tuple(each.split("/")) for each in labels]
        number = next((each for path, each in row.found.items() if path in paths), None)
        if number is not None:
            found[name] = number
    return found


def _twice(reader: AmountReader, rows: Sequence[ItemRow]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for row in rows:
        if not row.project and row.code in seen:
            sheet = reader.sheet
            where = f"{sheet.file}〔{sheet.grid.name}〕第{row.row + 1}行"
            message = f"{sheet.form.code} 整张表没有取：科目“{row.code}”第{seen[row.code] + 1}行已经有了"
            yield error(UNREADABLE, where, message, "请重新导出这张表。")
        seen.setdefault(row.code, row.row)


def _disordered(reader: AmountReader, row: ItemRow) -> Iterator[Problem]:
    """A problem where the economic columns do not stand in the order of their codes, as the software has them."""
    codes = list(_by_economic_code(reader.sheet.form, row))
    if codes != sorted(codes):
        sheet = reader.sheet
        message = f"{sheet.form.code} 整张表没有取：经济分类各列的次序不是软件的次序，表头可能错了位"
        yield error(UNREADABLE, f"{sheet.file}〔{sheet.grid.name}〕", message, "请重新导出这张表，不要改动表头。")


def _from_items(
    reader: AmountReader, rows: Sequence[ItemRow], named: Sequence[Mapping[str, Found]]
) -> Iterator[Taken]:
    form = reader.sheet.form
    pairs = list(zip(rows, named, strict=True))
    for target, source in forms.targets(form).items():
        if source.names == (ITEMS,):
            yield from _economic(target, pairs, reader.unit)
        elif source.names == (EACH_ITEM,):
            yield from _economic_of_each(target, rows, reader)
        elif target.row == ALL:
            yield from _of_each(target, source, pairs, reader.unit)
        else:
            total = next(((row, found) for row, found in pairs if row.code == TOTAL), None)
            if total:
                yield from summed(target, source.names, total[1], reader.unit)


def _of_each(
    target: Target, source: Feed, pairs: Sequence[tuple[ItemRow, Mapping[str, Found]]], unit: str
) -> Iterator[Taken]:
    """The figure of each 科目: of its own row, or where it has none, the sum of its projects."""
    own = {row.code for row, _ in pairs if not row.project}
    for code in dict.fromkeys(row.code for row, _ in pairs if row.code != TOTAL):
        held = [
            (row, found) for row, found in pairs if row.code == code and bool(row.project) is (code not in own)
        ]
        numbers = [found[name] for _, found in held for name in source.names if name in found]
        known = [each for each in numbers if each.value is not None]
        if known:
            place = Target(target.sheet, code, target.column, target.fund)
            value = sum((each.value or Decimal(0) for each in known), Decimal(0))
            yield Taken(place, value, tuple(each.cell for each in known), held[0][0].name, unit)


def _by_economic_code(form: OfficialForm, row: ItemRow) -> dict[str, Found]:
    """The numbers of a row by economic class and section, in a table that has them."""
    if not form.is_economic:
        return {}
    return {code: each for path, each in row.found.items() if (code := by_code.economic_code(path))}


def _economic(target: Target, pairs: Sequence[tuple[ItemRow, Mapping[str, Found]]], unit: str) -> Iterator[Taken]:
    """The figures of the economic sections of the total, each for the row of its code."""
    total: Mapping[str, Found] = next((found for row, found in pairs if row.code == TOTAL), {})
    sections = {code: each for code, each in total.items() if code.isdigit() and len(code) == forms.SECTION}
    yield from _of_sections(target, sections, unit)


def _economic_of_each(target: Target, rows: Sequence[ItemRow], reader: AmountReader) -> Iterator[Taken]:
    """What each lowest 科目 spent by economic section, or by class where that has none; nothing for nought."""
    above = {row.code[:length] for row in rows for length in (3, 5) if length < len(row.code)}
    for row in rows:
        if row.code != TOTAL and row.code not in above and not row.project:
            codes = _by_economic_code(reader.sheet.form, row)
            for code in sorted(codes):
                is_parted = any(other != code and other.startswith(code) and codes[other].value for other in codes)
                if (value := codes[code].value) and not is_parted:
                    place = replace(target, row=pair(row.code, code))
                    yield Taken(place, value, (codes[code].cell,), row.name, reader.unit)


def _of_economic_lists(reader: AmountReader, lists: Mapping[str, Found]) -> tuple[list[Taken], list[Problem]]:
    """The figures of a table of economic codes side by side, whose totals stand at its foot."""
    sections = {code: each for code, each in lists.items() if code.isdigit() and len(code) == forms.SECTION}
    problems: list[Problem] = []
    found: list[Taken] = []
    for target, source in forms.targets(reader.sheet.form).items():
        if source.names == (ITEMS,):
            found += _of_sections(target, sections, reader.unit)
        elif target.row != ALL:
            problems += sums.of_classes(reader, target.row, lists, source.names)
            found += summed(target, (target.row,), lists, reader.unit)
    return found, problems


def _of_sections(target: Target, sections: Mapping[str, Found], unit: str) -> Iterator[Taken]:
    for code, each in sections.items():
        if each.value is not None:
            place = Target(target.sheet, code, target.column)
            yield Taken(place, each.value, (each.cell,), forms.economic_name(code), unit)


# ---- one row


def of_one_row(reader: AmountReader) -> tuple[list[Taken], list[Problem]] | None:
    """The same of a table that has one row of amounts."""
    row = _row(reader)
    if row is None:
        return None
    form = reader.sheet.form
    named = _named_columns(form, row)
    if any(not any(name in named for name in rule.split()) for rules in form.sums.values() for rule in rules):
        return None
    problems = list(sums.across(reader, row, named))
    return [
        each
        for target, source in forms.targets(form).items()
        for each in summed(target, source.names, named, reader.unit)
    ], problems


def _row(reader: AmountReader) -> ItemRow | None:
    """The one row of final amounts of the table, by the last heading of each column; None for no headings."""
    grid = reader.sheet.grid
    top = headings.first_row(grid, r"决算数")
    if top is None:
        return None
    below = [row for row in range(top + 1, len(grid.rows)) if not headings.is_ruler(grid, row)]
    last = headings.width(grid) - 1
    body = next((row for row in below if re.search("[0-9]", headings.words(grid, row, last))), None)
    if body is None:
        return None
    end = next(row for row in range(body - 1, top - 1, -1) if not headings.is_ruler(grid, row))
    rows = headings.spread(grid, top, end)
    paths = {at: headings.path(rows, at) for at in range(headings.width(grid))}
    final = {path[1:][-1:] or (TOTAL,): at for at, path in paths.items() if path[:1] == ("决算数",)}
    return ItemRow(TOTAL, "", "", {path: reader.amount(body, at) for path, at in final.items()}, body)
