"""What the tables of money have in common: a column read as numbers, and a total against its parts."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from juesuan.checks.rule import Evidence, Finding, untied
from juesuan.model import Amount, Cell, Count, Line, Tally
from juesuan.sheets import Sheet

Row = Line | Tally
COLUMNS = {"final": "本年", "last": "上年", "budget": "预算"}
"""The columns of numbers, as a message names them; this year's is not named."""
_INNER = str.maketrans("“”", "‘’")


def number(row: Row, column: str = "final") -> Decimal | None:
    """What a row holds in a column, in 元 or in its own unit; None where it is blank or has no such column."""
    value: Amount | Count | None = getattr(row, column, None)
    if value is None:
        return None
    return value.yuan if isinstance(value, Amount) else value.value


def sure(row: Row, column: str = "final") -> Decimal:
    """The same, a blank counting as nil."""
    return number(row, column) or Decimal(0)


def place(row: Row, column: str = "final") -> Cell:
    """The cell of the number, or of the row's label where the number is blank."""
    value: Amount | Count | None = getattr(row, column, None)
    return row.cell if value is None else value.cell


def named(row: Row, column: str = "final") -> str:
    """The label in quotation marks, its own inside them, with the year or kind of the column before it."""
    prefix = "" if column == "final" else COLUMNS[column]
    return f"{prefix}“{row.label.translate(_INNER)}”"


def unit(row: Row) -> str:
    """What the numbers of a row are counted in."""
    if isinstance(row, Line):
        return "元"
    return next((count.unit for count in (row.final, row.last) if count is not None), "")


def parts_make_the_totals(evidence: Evidence, sheet: Sheet) -> Iterator[Finding]:
    """Every total of a sheet against the sum of its parts, exactly, in each column that gives one of the parts."""
    record: Any = getattr(evidence.accounts, sheet.field)
    for item in sheet.items:
        total, parts = getattr(record, item.field), [getattr(record, part) for part in item.parts]
        for column in COLUMNS if parts else ():
            # Of last year and of the budget often only the totals are known.
            if any(number(part, column) is not None for part in parts) and _is_known(total, column):
                yield from _untied_total(total, parts, column)


def _is_known(total: Row, column: str) -> bool:
    return column == "final" or number(total, column) is not None


def _untied_total(total: Row, parts: list[Row], column: str) -> Iterator[Finding]:
    stated, summed = sure(total, column), sum((sure(part, column) for part in parts), Decimal(0))
    if stated != summed:
        names = named(total, column), "＋".join(part.label for part in parts)
        cells = [place(part, column) for part in parts]
        yield untied(place(total, column), names, (stated, summed), unit(total), cells)
