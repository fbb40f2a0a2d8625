"""Whether the sums of an official table close: totals and their parts, 类 款 项, both halves; exact."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from juesuan.model.chinese import UNITS
from juesuan.model.official import OfficialCell
from juesuan.model.problems import Problem, error, hint
from juesuan.reading.official import forms
from juesuan.reading.official.amounts import AmountReader, Found
from juesuan.reading.official.by_code import TOTAL, ItemRow, economic_code
from juesuan.reading.official.forms import BY_SERIAL, CLASS, OfficialForm
from juesuan.reading.official.two_sided import FINAL, Column, Line

ITEM = 7
"""Digits of the code of a 项."""
OPEN = "I12"
"""The code of a table whose sums do not close."""
ROUNDED = "I40"
"""The code of a table of 万元 whose sums close but for rounding."""
Named = Mapping[str, Found]
"""The numbers of a column, or of a row, by the names that the form gives them."""


def two_sided(reader: AmountReader, lines: Sequence[Line], named: Mapping[Column, Named]) -> Iterator[Problem]:
    """Every sum of a table of rows side by side that does not close, column by column.

    ``named`` are the numbers of each column by the names of the form's rows.
    """
    form = reader.sheet.form
    for line in lines:
        yield from _across_funds(reader, line)
    for column, found in named.items():
        own = {name: each for name, each in found.items() if each.value is not None}
        for total, rules in form.sums.items():
            for rule in rules:
                if total not in own and not _is_due(lines, form.rows[total], column):
                    continue
                parts = _parts(rule, own, serials(lines, form, total, column))
                yield from _closed(reader, form.rows[total][0], own.get(total), parts)
        for part, whole in form.at_most.items():
            if part in own and whole in own and _value(own[part]) > _value(own[whole]):
                one, other = (form.rows[name][0] for name in (part, whole))
                message = f"“{one}”{_plain(own[part])}，大于“{other}”{_plain(own[whole])}"
                yield _open(reader, own[part].cell, message)


def _is_due(lines: Sequence[Line], labels: Collection[str], column: Column) -> bool:
    """Whether a total that a column has not got must be there: all finals have one; of a fund it may be a dash."""
    return column == (FINAL, "") or not any(line.key in labels for line in lines)


def _across_funds(reader: AmountReader, line: Line) -> Iterator[Problem]:
    """The 合计 of a row that is not the sum of the funds beside it."""
    for (kind, fund), whole in line.found.items():
        parts = [each for (other, part), each in line.found.items() if other == kind and part]
        if not fund and any(each.value is not None for each in parts):
            yield from compared(reader, line.key, whole, parts)


def _parts(rule: str, own: Named, serials: Sequence[Found]) -> list[Found]:
    """The numbers that a rule adds up: those of its names, or the rows with numerals."""
    return list(serials) if rule == BY_SERIAL else [own[name] for name in rule.split() if name in own]


def _closed(reader: AmountReader, label: str, total: Found | None, parts: Sequence[Found]) -> Iterator[Problem]:
    """A problem where a total is not the sum of its parts, or is missing though there are some."""
    if total is not None and parts:
        yield from compared(reader, label, total, parts)
    elif part := next((each for each in parts if each.value), None):
        yield _open(reader, part.cell, f"有各部分的数，没有“{label}”，加不起来")


def serials(lines: Sequence[Line], form: OfficialForm, total: str, column: Column) -> list[Found]:
    """The rows with numerals 一、二、 … that make a total: in its block, or for 支出 in that of the functions."""
    ends = {each.block: each.row for each in lines if each.key in form.rows[total]}
    blocks: Collection[int] = ends
    if _EXPENDITURE in form.rows[total]:
        counted = Counter(each.block for each in lines if each.serial and forms.is_function(each.key))
        blocks = [block for block, _ in counted.most_common(1)]
    rows = [each for each in lines if each.block in blocks and each.serial and column in each.found]
    return [each.found[column] for each in rows if each.row < ends.get(each.block, each.row + 1)]


_EXPENDITURE = "本年支出合计"
"""The total whose rows, by function, may stand in a block beside it."""


def compared(reader: AmountReader, label: str, total: Found, parts: Iterable[Found]) -> Iterator[Problem]:
    """A problem where a total is not the sum of its parts; only a hint where a table of 万元 has rounded them."""
    held = [each for each in parts if each.value is not None]
    added, stated = sum((_value(each) for each in held), Decimal(0)), _value(total)
    if added != stated:
        unit = UNITS.get(reader.unit, 1)
        message = (
            f"“{label}”写的是 {_said(stated, unit)}，各部分相加是 {_said(added, unit)}，"
            f"差 {_said(stated - added, unit)}{reader.unit}"
        )
        is_rounding = unit > 1 and abs(stated - added) <= _rounding([total, *held], unit)
        yield _rounded(total.cell, message) if is_rounding else _open(reader, total.cell, message)


def _rounding(found: Sequence[Found], unit: int) -> Decimal:
    """What rounding may make of a sum, in 元: half a unit of its last place for each part that is not nought.

    ``found`` begins with the total. Where each half of the unit is at its end, the total is rounded as well: so
    the bound is exact.
    """
    shown = [(_value(each) / unit).normalize() for each in found]
    places = max(_FEWEST_PLACES, *(-int(each.as_tuple().exponent) for each in shown))
    return Decimal(unit).scaleb(-places) / 2 * sum(bool(each) for each in shown[1:])


_FEWEST_PLACES = 2
"""The decimals that a table of 万元 has at least: 5 is 5.00."""


def _rounded(cell: OfficialCell, message: str) -> Problem:
    return hint(ROUNDED, f"{cell.file}〔{cell.sheet}〕{cell.address}", message, _EXACT)


_EXACT = "是尾差，照表取了数；有决算软件导出的元的表，请一起导入，以它为准。"


def one_of_rounding(problems: Sequence[Problem], where: str, form: OfficialForm) -> Iterator[Problem]:
    """The problems of a table with a single hint in the place of all that say that it has rounded."""
    rounded = [each for each in problems if each.code == ROUNDED]
    if rounded:
        count = f"有 {len(rounded)} 处" if len(rounded) > 1 else "有一处"
        message = f"{form.code} {form.titles[0]}{count}加起来差在四舍五入以内，如{rounded[0].message}"
        yield hint(ROUNDED, where, message, rounded[0].hint)
    yield from (each for each in problems if each.code != ROUNDED)


def _said(value: Decimal, unit: int) -> str:
    return f"{value / unit:,.2f}" if (value / unit * 100) % 1 == 0 else f"{value / unit:,f}"


def _value(found: Found) -> Decimal:
    return Decimal(0) if found.value is None else found.value


def _plain(found: Found) -> str:
    return format(_value(found).normalize() + 0, "f")


def _open(reader: AmountReader, cell: OfficialCell, message: str) -> Problem:
    where = f"{cell.file}〔{cell.sheet}〕{cell.address}"
    return error(OPEN, where, f"{reader.sheet.form.code} 整张表没有取：{message}", "请核对原表，改正后重新导出。")


# ---- by 科目


def by_code(reader: AmountReader, rows: Sequence[ItemRow], named: Sequence[Named]) -> Iterator[Problem]:
    """Every sum of a table by 科目 that does not close: across each row, and 合计, 类, 款, 项 down each column.

    ``named`` are the numbers of each row by the names of the form's columns.
    """
    for row, found in zip(rows, named, strict=True):
        yield from across(reader, row, found)
        if reader.sheet.form.is_economic:
            yield from _economic(reader, row, found)
    yield from _down(reader, rows, named)


def across(reader: AmountReader, row: ItemRow, found: Named) -> Iterator[Problem]:
    """The sums of the form's columns in one row that do not close."""
    own = {name: each for name, each in found.items() if each.value is not None}
    for total, rules in reader.sheet.form.sums.items():
        for rule in rules:
            yield from _closed(reader, f"{_label(row)} {total}", own.get(total), _parts(rule, own, ()))


def _label(row: ItemRow) -> str:
    return TOTAL if row.code == TOTAL else f"{row.code}{row.name}"


def _economic(reader: AmountReader, row: ItemRow, found: Named) -> Iterator[Problem]:
    """The economic classes of a row that are not the sums of their sections, and a total that is not theirs."""
    codes = {code: each for path, each in row.found.items() if (code := economic_code(path))}
    classes = {code: each for code, each in codes.items() if len(code) == CLASS}
    for code, whole in classes.items():
        parts = [each for other, each in codes.items() if len(other) > CLASS and other.startswith(code)]
        if parts:
            yield from compared(reader, f"{_label(row)} {code}", whole, parts)
    if classes and TOTAL in found:
        yield from compared(reader, f"{_label(row)} {TOTAL}", found[TOTAL], classes.values())


def _down(reader: AmountReader, rows: Sequence[ItemRow], named: Sequence[Named]) -> Iterator[Problem]:
    pairs = list(zip(rows, named, strict=True))
    total = next((found for row, found in pairs if row.code == TOTAL), None)
    if total is None:
        sheet = reader.sheet
        where = f"{sheet.file}〔{sheet.grid.name}〕"
        yield error(OPEN, where, f"{sheet.form.code} 整张表没有取：没有“合计”行", "请导出完整的表。")
        return
    items = [(row, found) for row, found in pairs if row.code != TOTAL]
    children = children_of(list(dict.fromkeys(row.code for row, _ in items)))
    for name in total:
        column = _column(items, name)
        if any(each.value is not None for each in column.values()):
            yield from compared(reader, f"{TOTAL} {name}", total[name], [column[code] for code in children[""]])
        for code, below in children.items():
            if code and any(column[each].value is not None for each in below):
                yield from compared(reader, f"{code} {name}", column[code], [column[each] for each in below])
        yield from _unparted(reader, children, column)
        yield from _projects(reader, name, items, column)


def _unparted(
    reader: AmountReader, children: Mapping[str, Sequence[str]], column: Mapping[str, Found]
) -> Iterator[Problem]:
    """A problem for a 类 or 款 with an amount and nothing below it: a part of the table is missing."""
    for code, found in column.items():
        if len(code) < ITEM and code not in children and found.value:
            yield _open(reader, found.cell, f"{code} 有数，下面却没有款、项")


def _column(items: Sequence[tuple[ItemRow, Named]], name: str) -> dict[str, Found]:
    """The number of each 科目 in a column; of one that has no row of its own, that of its projects together."""
    found = {row.code: numbers[name] for row, numbers in items if not row.project}
    for code in dict.fromkeys(row.code for row, _ in items if row.code not in found):
        parts = [numbers[name] for row, numbers in items if row.code == code]
        found[code] = Found(sum((_value(each) for each in parts), Decimal(0)), parts[0].cell)
    return found


def _projects(
    reader: AmountReader, name: str, items: Sequence[tuple[ItemRow, Named]], column: Mapping[str, Found]
) -> Iterator[Problem]:
    """The 科目 whose projects do not add up to it."""
    for code in dict.fromkeys(row.code for row, _ in items if row.project):
        parts = [found[name] for row, found in items if row.project and row.code == code]
        if code in column:
            yield from compared(reader, f"{code} {name}", column[code], parts)


def children_of(codes: Sequence[str]) -> dict[str, list[str]]:
    """By each code those right below it; below the empty code all that stand below no other."""
    held, below = set(codes), dict[str, list[str]]()
    below[""] = []
    for code in codes:
        above = next((code[:length] for length in (5, 3) if length < len(code) and code[:length] in held), "")
        below.setdefault(above, []).append(code)
    return below


# ---- by economic code


def of_classes(
    reader: AmountReader, label: str, lists: Mapping[str, Found], classes: Sequence[str]
) -> Iterator[Problem]:
    """The sums of these economic classes that do not close: of their sections, and the total called ``label``.

    A class that has no row is the sum of its sections.
    """
    parts: list[Found] = []
    for code in classes:
        below = [
            each for key, each in lists.items() if key.isdigit() and len(key) > CLASS and key.startswith(code)
        ]
        if code in lists and below:
            yield from compared(reader, code, lists[code], below)
        parts += [lists[code]] if code in lists else below
    total = lists.get(label)
    yield from _closed(reader, label, None if total is None or total.value is None else total, parts)
