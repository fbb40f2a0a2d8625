"""How the officer's workbook looks: the styles of its cells, its paper, what is locked, what a cell accepts."""

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any

_LINE, _HAN = 15, 2.1
"""Points of a row of one line; width of a Han character in the units of a column."""
_COMMENT_SCALE, _COMMENT_LETTERS, _COMMENT_LINES = 2, 40, 4
"""A comment is twice as wide as usual, has room for so many letters a line, and by itself for so many lines."""
_LAST_COLUMN = 16383
INPUT, PROPOSED = "#FFFBE6", "#FFE699"
"""The yellow of what a person fills in, and the deeper one of what the program proposes."""


def styles(book: Any) -> dict[str, Any]:
    """The styles of the workbook's cells by name; a locked one is locked only in a sheet that is protected."""
    base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True, "locked": False}
    boxed = {**base, "border": 1, "border_color": "#BFBFBF"}
    computed = {
        **boxed, "bg_color": "#EDEDED", "font_color": "#7F7F7F", "text_wrap": False, "locked": True,
    }  # fmt: skip
    past = {**computed, "bg_color": "#D9D9D9", "font_color": "#404040"}
    looks = {
        "open": {"locked": False},
        "title": {"font_name": "黑体", "font_size": 16, "valign": "vcenter", "locked": False},
        "intro": {**base, "font_color": "#595959", "text_wrap": False},
        "head": {**boxed, "bold": True, "align": "center", "bg_color": "#D9E2EC"},
        "label": {**boxed, "bg_color": "#F2F2F2"},
        "total": {**boxed, "bg_color": "#F2F2F2", "bold": True},
        "hint": {**boxed, "bg_color": "#F2F2F2", "font_color": "#595959", "font_size": 10, "indent": 1},
        "text": {**boxed, "bg_color": INPUT, "indent": 1},
        "money": {**boxed, "bg_color": INPUT, "num_format": "#,##0.00####", "text_wrap": False},
        "number": {**boxed, "bg_color": INPUT, "num_format": "General", "text_wrap": False},
        "code": {**boxed, "bg_color": INPUT, "num_format": "@"},
        "text proposed": {**boxed, "bg_color": PROPOSED, "indent": 1},
        "money proposed": {**boxed, "bg_color": PROPOSED, "num_format": "#,##0.00####", "text_wrap": False},
        "code proposed": {**boxed, "bg_color": PROPOSED, "num_format": "@"},
        "number proposed": {**boxed, "bg_color": PROPOSED, "num_format": "General", "text_wrap": False},
        "check": {**computed, "num_format": "#,##0.00"},
        "rate": {**computed, "num_format": "0.00%"},
        "money locked": {**past, "num_format": "#,##0.00####"},
        "number locked": {**past, "num_format": "General"},
        "alarm": {"bg_color": "#F8CBAD", "font_color": "#9C0006"},
        "note": {**base, "font_color": "#595959", "font_size": 10},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def protect(page: Any, styles: Mapping[str, Any]) -> None:
    """Protect a sheet so that nothing but its locked cells is kept from being changed; there is no password."""
    may = ("format_cells", "format_columns", "format_rows", "insert_columns", "insert_rows", "insert_hyperlinks",
           "delete_columns", "delete_rows", "sort", "autofilter", "objects", "scenarios")  # fmt: skip
    page.protect("", dict.fromkeys(may, True))
    page.set_column(0, _LAST_COLUMN, None, styles["open"])  # a cell of no style would be locked


def set_paper(page: Any, head: int) -> None:
    """Set the paper of a sheet: A4 across, as wide as the table, the rows down to ``head`` on every page."""
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(0.5, 0.5, 0.6, 0.6)
    page.repeat_rows(0, head)
    page.set_footer("&C&A　第 &P 页，共 &N 页")


def fit_row(page: Any, line: int, texts: Iterable[tuple[str, int]]) -> None:
    """Set the height of a row for the longest of ``texts``, each with the width of its column.

    Excel and WPS fit rows when they open the file, LibreOffice does not; a row of one line needs nothing.
    """
    lines = max(ceil(_length(text) / (width - 1)) for text, width in texts)
    if lines > 1:
        page.set_row(line, _LINE * lines)


def _length(text: str) -> float:
    """The width of a text in the units of a column."""
    return sum(_HAN if letter >= "‐" else 1 for letter in text)


def comment_box(words: str) -> dict[str, object]:
    """The settings of a comment whose box is high enough for the words: what is cut off is not read."""
    lines = ceil(_length(words) / _COMMENT_LETTERS)
    return {
        "x_scale": _COMMENT_SCALE,
        "y_scale": max(1, lines / _COMMENT_LINES),
        "font_name": "宋体",
        "font_size": 10,
    }


def numbers_only() -> dict[str, object]:
    """The validation of a cell that warns of what is no number as soon as it is typed."""
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -(10**13),
        "maximum": 10**13,
        "error_title": "只能填数字",
        "error_message": "这一格只能填数字。没有发生填 0；还不知道就空着。",
        "error_type": "warning",
    }
