"""What the tables of money have in common: a column read as numbers, and a total against its parts."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from juesuan.checks.rule import Evidence, Finding, Part, beyond, cell_of, told, untied
from juesuan.model.accounts import TableRow, Tally
from juesuan.model.sheets import Sheet
from juesuan.model.values import Amount, Cell, Count

Row = TableRow | Tally
"""A row of a fixed table, of money or counts."""
COLUMNS = {"final": "本年", "last": "上年", "budget": "预算"}
"""The columns of numbers by field, as a message names them; this year's is not named."""
YEARS = ("final", "last")
"""The columns of this year and the last."""
Columns = tuple[str, str]
"""The columns, by field, of two rows that are compared."""
_INNER = str.maketrans("“”", "‘’")


def number(row: Row, column: str = "final") -> Decimal | None:
    """The number of a row in a column, in 元 or in its own unit; None where it is blank or has no such column."""
    value: Amount | Count | None = getattr(row, column, None)
    if value is None:
        return None
    return value.yuan if isinstance(value, Amount) else value.value


def sure(row: Row, column: str = "final") -> Decimal:
    """The number of a row in a column, in 元 or in its own unit, a blank counting as nil."""
    return number(row, column) or Decimal(0)


def yuan(amount: Amount | None) -> Decimal:
    """An amount in 元, a blank counting as nil."""
    return Decimal(0) if amount is None else amount.yuan


def in_words(row: Row, column: str = "final") -> str:
    """The number of a row in a column as its sheet gives it, with its unit; a blank is nil."""
    value: Amount | Count | None = getattr(row, column, None)
    if value is None:
        return f"0{unit_of_sheet(row)}"
    return told(value)


def unit_of_sheet(row: Row) -> str:
    """The unit in which the sheet gives the numbers of a row, as far as the row has any."""
    given = (getattr(row, column, None) for column in COLUMNS)
    return next((value.unit for value in given if value is not None), unit(row))


def part(row: Row, column: str = "final") -> Part:
    """The number of a row in a column, with its cell; where it is blank, the cell alone."""
    value: Amount | Count | None = getattr(row, column, None)
    return row.cells.get(column, row.cell) if value is None else value


def place(row: Row, column: str = "final") -> Cell:
    """The cell of a row's number in a column, filled or blank; that of its label where the sheet has none."""
    return cell_of(part(row, column))


def named(row: Row, column: str = "final") -> str:
    """The name of a row's number in a message: the label in quotation marks, year or kind of column before it."""
    prefix = "" if column == "final" else COLUMNS[column]
    return f"{prefix}“{row.label.translate(_INNER)}”"


def unit(row: Row) -> str:
    """The unit that the numbers of a row are counted in; 元 for money, empty where it is not known."""
    if isinstance(row, TableRow):
        return "元"
    return next((count.unit for count in (row.final, row.last) if count is not None), "")


def parts_make_the_totals(evidence: Evidence, sheet: Sheet) -> Iterator[Finding]:
    """Findings for the totals of a sheet that are not exactly the sum of their parts.

    A column is looked at where it gives one of the parts; an optional part that is blank is not there.
    """
    record: Any = getattr(evidence.accounts, sheet.field)
    optional = {item.field for item in sheet.items if item.optional}
    for item in sheet.items:
        total = getattr(record, item.field)
        for column in COLUMNS if item.parts else ():
            rows = {part: getattr(record, part) for part in item.parts}
            parts = [row for part, row in rows.items() if part not in optional or number(row, column) is not None]
            # Of last year and of the budget often only the totals are known.
            if any(number(each, column) is not None for each in parts) and _is_known(total, column):
                yield from _untied_total(total, parts, column)


def _is_known(row: Row, column: str) -> bool:
    """Whether a number is known: a blank of this year is nil, of last year and of the budget it is not known."""
    return column == "final" or number(row, column) is not None


def _untied_total(total: Row, parts: list[Row], column: str) -> Iterator[Finding]:
    stated, summed = sure(total, column), sum((sure(each, column) for each in parts), Decimal(0))
    if stated != summed:
        blank = [each for each in (total, *parts) if number(each, column) is None]
        filled = "＋".join(each.label for each in parts if each not in blank)
        names = named(total, column), f"已填的{filled}" if blank else filled
        found = untied(
            part(total, column), names, (stated, summed), unit(total), [part(each, column) for each in parts]
        )
        yield _with_blanks(found, blank, column) if blank else found


def _with_blanks(found: Finding, blank: list[Row], column: str) -> Finding:
    """The finding of a sum that also names what was left blank: nobody says that it is nil."""
    total = [each for each in blank if place(each, column) == found.place]
    message = found.message.replace(f"为{found.found}", "没有填", len(total))
    names = "、".join(
        f"{named(each, column)}（{place(each, column).address}）" for each in blank if each not in total
    )
    advice = found.advice or "请先补上没有填的，没有发生的填 0。"
    return replace(found, message=f"{message}；{names}没有填" if names else message, advice=advice)


# ---- two rows


def equal(found: Row, expected: Row, columns: Columns = ("final", "final")) -> Iterator[Finding]:
    """A finding where two numbers are not the same that should be; none where one of them is not known."""
    values = _values(found, expected, columns)
    if values is not None and values[0] != values[1]:
        ends = part(found, columns[0]), [part(expected, columns[1])]
        yield untied(ends[0], _names(found, expected, columns), values, unit(found), ends[1])


def at_most(found: Row, limit: Row, columns: Columns = ("final", "final")) -> Iterator[Finding]:
    """A finding where a number is larger than its limit; none where one of them is not known."""
    values = _values(found, limit, columns)
    if values is not None and values[0] > values[1]:
        ends = part(found, columns[0]), [part(limit, columns[1])]
        yield beyond(ends[0], _names(found, limit, columns), values, unit(found), ends[1])


def _values(one: Row, other: Row, columns: Columns) -> tuple[Decimal, Decimal] | None:
    """The numbers of two rows; None where one of them is not known."""
    if not (_is_known(one, columns[0]) and _is_known(other, columns[1])):
        return None
    return sure(one, columns[0]), sure(other, columns[1])


def _names(one: Row, other: Row, columns: Columns) -> tuple[str, str]:
    """The names of two rows' numbers, the second with its sheet where that is another one."""
    sheet = "" if one.cell.sheet == other.cell.sheet else f"〔{other.cell.sheet}〕"
    return named(one, columns[0]), sheet + named(other, columns[1])
