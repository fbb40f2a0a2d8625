"""A workbook as the accounts software exports it, written from what is known of such files alone.

It is the second builder of exports: whoever wrote it had not seen how the program reads them.
"""

import io
import random
from collections.abc import Iterable

import openpyxl

from juesuan.model import workbook_form
from tests.support import old_excel, software_forms, software_items, software_operation, software_totals
from tests.support.software_ledger import Ledger
from tests.support.software_pen import Look, Pen, Table

__all__ = ["Look", "Table", "tables", "xls", "xlsx"]


def tables(ledger: Ledger, look: Look) -> dict[str, Table]:
    """The sheets of an export by their codes, in the order of the software."""
    pen = Pen(ledger, look)
    made = [
        software_totals.revenue_expenditure(pen), software_totals.fiscal(pen),
        software_items.incomes(pen), software_items.natures(pen), *software_items.economic(pen),
        *(
            software_items.fund_table(pen, code, fund, f"{fund}财政拨款收入支出决算表")
            for code, fund in zip(("Z07", "Z09", "Z11"), workbook_form.FUNDS, strict=True)
        ),
        software_items.related(pen), software_items.staff(pen), software_operation.operation(pen),
        *software_items.extras(),
    ]  # fmt: skip
    return {table.code: table for table in made}


def xlsx(made: Iterable[Table], look: Look) -> bytes:
    """The file of these sheets as .xlsx."""
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for table in _ordered(made, look):
        page = book.create_sheet(_name(table, look))
        for row in table.rows:
            page.append([None if value == "" else value for value in row])
        for top, left, bottom, right in table.merged:
            page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
        if look.is_sloppy and table.code.startswith(("CS", "QB", "Z05_3")):
            page.sheet_state = "hidden"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def xls(made: Iterable[Table], look: Look) -> bytes:
    """The file of these sheets as .xls."""
    return old_excel.book({_name(each, look): (each.rows, each.merged) for each in _ordered(made, look)})


def _ordered(made: Iterable[Table], look: Look) -> list[Table]:
    found = list(made)
    if look.is_shuffled:
        random.Random(7).shuffle(found)  # noqa: S311 - a mess, no secret
    return found


def _name(table: Table, look: Look) -> str:
    form = software_forms.form_number(table.code)
    if look.is_newer_name:
        return f"{table.code.replace('_', '-')}-{table.title}"[:31]
    words = f"{table.code} {table.title}({form})" if form else f"{table.code} {table.title}"
    return words[:31]
