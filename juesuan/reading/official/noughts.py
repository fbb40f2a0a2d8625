"""Blank cells of a table whose sums close: nought where a total that is stated leaves nothing for them.

A dash stays none. A blank that no total speaks of is not known, and stays so.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from msgspec.structs import replace

from juesuan.reading.official import sums
from juesuan.reading.official.amounts import Found
from juesuan.reading.official.by_code import TOTAL, ItemRow
from juesuan.reading.official.forms import BY_SERIAL, CLASS, OfficialForm
from juesuan.reading.official.two_sided import Column, Line

Named = Mapping[str, Found]
Key = TypeVar("Key", str, Column)


def across_funds(line: Line) -> Line:
    """The row with the blanks of the funds filled where it states a total of them all."""
    found: Mapping[Column, Found] = line.found
    for column, whole in line.found.items():
        if not column[1]:
            found = _settled(found, whole, [part for part in found if part[1] and part[0] == column[0]])
    return replace(line, found=dict(found))


def two_sided(form: OfficialForm, lines: Sequence[Line], named: Mapping[Column, Named]) -> Mapping[Column, Named]:
    """The numbers of each column by the names of the form's rows, with such blanks filled."""
    return {column: _of_column(form, lines, column, found) for column, found in named.items()}


def _of_column(form: OfficialForm, lines: Sequence[Line], column: Column, found: Named) -> Named:
    done = _by_rules(form, found)
    for total, rules in form.sums.items():
        if BY_SERIAL in rules and total in done:
            counted = sums.serials(lines, form, total, column)
            cells = {each.cell for each in counted}
            if any(each.value is not None for each in counted):
                done = _filled(done, done[total], [name for name, each in done.items() if each.cell in cells])
    for part, whole in form.at_most.items():
        if whole in done and done[whole].value == 0:
            done = _filled(done, done[whole], [part])
    return done


def _by_rules(form: OfficialForm, found: Named) -> Named:
    """The numbers with the blanks filled that are parts of a total by their names."""
    done = found
    for total, rules in form.sums.items():
        for rule in rules:
            if rule != BY_SERIAL and total in done:
                done = _settled(done, done[total], rule.split())
    return done


def by_code(form: OfficialForm, rows: Sequence[ItemRow], named: Sequence[Named]) -> list[Named]:
    """The numbers of each row by the names of the form's columns, with such blanks filled.

    A row of a project, which may stand beside that of its 科目, is left as it is.
    """
    done = [dict(_across(form, found)) for found in named]
    own = {row.code: found for row, found in zip(rows, done, strict=True) if not row.project}
    below = sums.children_of([code for code in own if code != TOTAL])
    for above in sorted(below, key=len):
        parts = [code for code in below[above] if code in own]
        for name, whole in own.get(above or TOTAL, {}).items():
            column = _settled({code: own[code][name] for code in parts if name in own[code]}, whole, parts)
            for code, each in column.items():
                own[code][name] = each
    return [_across(form, found) for found in done]


def _across(form: OfficialForm, found: Named) -> Named:
    """A row with the blanks filled that its totals leave nothing for; economic classes before their sections."""
    done = _by_rules(form, found)
    codes = [name for name in done if name.isdigit()]
    classes = [code for code in codes if len(code) == CLASS]
    if TOTAL in done:
        done = _settled(done, done[TOTAL], classes)
    for each in classes:
        done = _settled(done, done[each], [code for code in codes if len(code) > CLASS and code[:CLASS] == each])
    return done


def _settled(found: Mapping[Key, Found], whole: Found, parts: Sequence[Key]) -> Mapping[Key, Found]:
    """The numbers with the blank ``parts`` filled, where others of them, which add up, make up the ``whole``.

    Where all of them are blank, only a whole of nought says what they are.
    """
    is_made_up = any(part in found and found[part].value is not None for part in parts)
    return _filled(found, whole, parts) if is_made_up or whole.value == 0 else found


def _filled(found: Mapping[Key, Found], whole: Found, parts: Sequence[Key]) -> Mapping[Key, Found]:
    blank = [part for part in parts if part in found and found[part].is_blank and found[part].value is None]
    if whole.value is None or not blank:
        return found
    return {**found, **{part: replace(found[part], value=Decimal(0)) for part in blank}}
