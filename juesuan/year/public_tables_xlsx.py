"""第五部分 附表 as a workbook to publish beside the report: a sheet for each table, amounts as numbers in 万元."""

import io
from collections.abc import Mapping
from typing import Any

from juesuan.figures import phrases
from juesuan.model.identity import About
from juesuan.model.public_table_forms import PublicCell, PublicPart, PublicTable, placed
from juesuan.model.values import Figure

_ABOVE = 3
"""The rows over the headings: title, number of the table, unit and money."""
_LONGEST_NAME = 31
"""Letters that the name of a sheet may have."""
_POINTS = 115
"""Twentieths of a point in a unit of the width of a column."""


def book(part: PublicPart, about: About) -> bytes:
    """The workbook of the public tables as .xlsx bytes, amounts in 万元; empty where there is no table.

    The same tables give the same bytes.
    """
    if not part.tables:
        return b""
    import xlsxwriter  # noqa: PLC0415 - only who publishes tables pays for it

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as made:
        created = about.created.replace(tzinfo=None)
        made.set_properties({"title": part.title, "author": about.author, "created": created})
        styles = _styles(made)
        for table in part.tables:
            _write(made.add_worksheet(_sheet_name(table)), table, styles)
    return held.getvalue()


def _sheet_name(table: PublicTable) -> str:
    return f"{table.form.number:02}{table.form.title}"[:_LONGEST_NAME]


def _styles(made: Any) -> Mapping[str, Any]:
    base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
    boxed = {**base, "border": 1, "text_wrap": True}
    looks = {
        "title": {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"},
        "plain": base,
        "right": {**base, "align": "right"},
        "note": {**base, "text_wrap": True},
        "head": {**boxed, "align": "center", "bold": True},
        "text": boxed,
        "centred": {**boxed, "align": "center"},
        "money": {**boxed, "num_format": "#,##0.00", "text_wrap": False},
    }
    return {name: made.add_format(look) for name, look in looks.items()}


def _write(page: Any, table: PublicTable, styles: Mapping[str, Any]) -> None:
    last = len(table.widths) - 1
    for at, width in enumerate(table.widths):
        page.set_column(at, at, width / _POINTS)
    _span(page, (0, 0, 0, last), table.form.title, styles["title"])
    page.write_string(1, last, table.corner, styles["right"])
    page.write_string(2, 0, f"编制单位：{table.unit}", styles["plain"])
    page.write_string(2, last, "单位：万元", styles["right"])
    heads = table.body.heads
    for line, at, box in placed(heads):
        _box(page, (_ABOVE + line, at), box, (styles["head"], styles["head"]))
    for line, at, box in placed(table.rows):
        look = styles["centred" if box.is_centred else "text"]
        _box(page, (_ABOVE + len(heads) + line, at), box, (look, styles["money"]))
    for line, note in enumerate(table.notes, start=_ABOVE + len(heads) + len(table.rows)):
        _span(page, (line, 0, line, last), note, styles["note"])
    _set_paper(page, table)


def _box(page: Any, at: tuple[int, int], box: PublicCell, looks: tuple[Any, Any]) -> None:
    """Write a cell of the table: an amount as a number in 万元, words over all that the cell covers."""
    line, column = at
    look, money = looks
    if isinstance(box.content, Figure):
        page.write_number(line, column, phrases.in_wan(box.content), money)
    elif not box.content:
        page.write_blank(line, column, None, money)
    else:
        _span(page, (line, column, line + box.rows - 1, column + box.columns - 1), box.content, look)


def _span(page: Any, place: tuple[int, int, int, int], words: str, look: Any) -> None:
    """Write words over the cells from the first row and column of ``place`` to the last."""
    if place[:2] == place[2:]:
        page.write_string(*place[:2], words, look)
    else:
        page.merge_range(*place, "", look)
        page.write_string(*place[:2], words, look)


def _set_paper(page: Any, table: PublicTable) -> None:
    page.set_paper(9)
    if table.is_wide:
        page.set_landscape()
    page.fit_to_pages(len(table.pieces), 0)
    if table.body.keys:
        page.repeat_columns(0, table.body.keys - 1)
    page.repeat_rows(0, _ABOVE + len(table.body.heads) - 1)
