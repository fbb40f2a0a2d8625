"""Blank cells of a table whose sums close: nought where a total that is stated leaves nothing for them.

A dash stays none. A blank that no total speaks of is not known, and stays so.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from juesuan.reading.official.amounts import Found
from juesuan.reading.official.by_code import TOTAL, ItemRow
from juesuan.reading.official.forms import BY_SERIAL, CLASS, OfficialForm
from juesuan.reading.official.two_sided import Column, Line

Named = Mapping[str, Found]
Key = TypeVar("Key", str, Column)


def across_funds(line: Line) -> Line:
    """The row with the blanks of the funds filled where it states a total of them all."""
    stated = {kind for (kind, fund), each in line.found.items() if not fund and each.value is not None}
    parts = [column for column in line.found if column[1] and column[0] in stated]
    return replace(line, found=_filled(line.found, parts))


def two_sided(form: OfficialForm, lines: Sequence[Line], named: Mapping[Column, Named]) -> Mapping[Column, Named]:
    """The numbers of each column by the names of the form's rows, with such blanks filled."""
    counted = [
        name for name, labels in form.rows.items() if any(each.serial and each.key in labels for each in lines)
    ]
    return {column: _filled(found, set(_proved(form, found, counted))) for column, found in named.items()}


def _proved(form: OfficialForm, found: Named, counted: Sequence[str]) -> Iterator[str]:
    """The names of the rows that have part in a total which is stated; ``counted`` are those with numerals."""
    stated = {name for name, each in found.items() if each.value is not None}
    by_serial = {total for total, rules in form.sums.items() if BY_SERIAL in rules}
    for total in stated & set(form.sums):
        for rule in form.sums[total]:
            yield from rule.split() if rule != BY_SERIAL else counted if by_serial <= stated else ()
    yield from (part for part, whole in form.at_most.items() if whole in stated and not found[whole].value)


def by_code(form: OfficialForm, rows: Sequence[ItemRow], named: Sequence[Named]) -> list[Named]:
    """The numbers of each row by the names of the form's columns, with such blanks filled."""
    across = [_across(form, found) for found in named]
    totals = next((found for row, found in zip(rows, across, strict=True) if row.code == TOTAL), {})
    stated = [name for name, each in totals.items() if each.value is not None]
    return [_filled(found, stated) for found in across]


def _across(form: OfficialForm, found: Named) -> Named:
    """A row with the blanks filled that its totals leave nothing for; economic classes before their sections."""
    done = _filled(found, set(_proved(form, found, ())))
    codes = [name for name in done if name.isdigit()]
    if TOTAL in done and done[TOTAL].value is not None:
        done = _filled(done, [code for code in codes if len(code) == CLASS])
    stated = {code for code in codes if len(code) == CLASS and done[code].value is not None}
    return _filled(done, [code for code in codes if code[:CLASS] in stated])


def _filled(found: Mapping[Key, Found], proved: Iterable[Key]) -> dict[Key, Found]:
    names: Collection[Key] = set(proved)
    return {
        name: replace(each, value=Decimal(0)) if each.is_blank and each.value is None and name in names else each
        for name, each in found.items()
    }
