"""Public tables as files: a workbook with a sheet a table, or a Word file with them behind some prose."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

import docx
import openpyxl
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt

from tests.support import old_excel
from tests.support.software_ledger import Ledger
from tests.support.software_public import Published, Rows, Style


def xls(made: Iterable[Published], ledger: Ledger, _style: Style) -> bytes:
    """A sheet a table."""
    return old_excel.book({f"公开{each.number:02}表": (_sheet(each, ledger), ()) for each in made})


def xlsx(made: Iterable[Published], ledger: Ledger, _style: Style) -> bytes:
    """A sheet a table."""
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for each in made:
        page = book.create_sheet(each.title[:31])
        for row in _sheet(each, ledger):
            page.append([None if value == "" else value for value in row])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _sheet(table: Published, ledger: Ledger) -> list[list[str | Decimal]]:
    width = len(table.heads[0])
    rows: list[list[str | Decimal]] = [
        [table.title, *[""] * (width - 1)],
        [*[""] * (width - 1), f"公开{table.number:02}表"],
        [f"部门：{ledger.name}", *[""] * (width - 2), "金额单位：万元"],
    ]
    rows += [list(row) for row in (*table.heads, *table.body)]
    return rows


def word(made: Iterable[Published], ledger: Ledger, style: Style) -> bytes:
    """A Word file with the tables behind some prose; long ones go on in further tables."""
    file: Document = docx.Document()
    page = file.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(420), Mm(297)
    file.add_paragraph(f"{ledger.year}年度部门决算")
    file.add_paragraph("收入决算情况说明：本年收入合计见附表。")
    for each in made:
        file.add_paragraph(each.title)
        file.add_paragraph(f"公开{each.number:02}表")
        file.add_paragraph(f"部门：{ledger.name}　　{ledger.year}年度　　金额单位：万元")
        rows, first = each.body, True
        while rows or first:
            _grid(file, each.heads if first else [], rows[: style.most])
            rows, first = rows[style.most :], False
            file.add_paragraph("")
    held = io.BytesIO()
    file.save(held)
    return held.getvalue()


def _grid(file: Document, heads: Rows, body: Rows) -> None:
    rows = [*heads, *body]
    table = file.add_table(len(rows), len(rows[0]), style="Table Grid")
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, words in zip(cells.cells, row, strict=True):
            run = cell.paragraphs[0].add_run(words)
            run.font.size = Pt(8)
    for line in range(len(heads)):
        _merge_right(table, line, rows[line])


def _merge_right(table: object, line: int, row: Sequence[str]) -> None:
    """A heading goes on over the blank ones to its right that stand under nothing of their own."""
    at = 0
    while line == 0 and at < len(row):
        end = at
        while end + 1 < len(row) and not row[end + 1]:
            end += 1
        if end > at:
            table.cell(line, at).merge(table.cell(line, end))  # type: ignore[attr-defined]
        at = end + 1


WRITERS = {"xls": xls, "xlsx": xlsx, "docx": word}
"""How the tables are written into a file, by its suffix."""
