"""历年对比 as a workbook: a sheet with all tables and a chart beside each, one with the notes and the sources."""

import io
from datetime import datetime
from typing import Any

from juesuan.figures import phrases
from juesuan.model.trends import TrendGroup, Trends

_WAN = 10_000
_ROWS_OF_A_CHART = 15
_WIDE, _NARROW, _SOURCES = 30, 14, 90
_SHEET, _NOTES = "历年对比", "注和来源"


def book(trends: Trends) -> bytes:
    """The workbook as .xlsx bytes; amounts are numbers in 万元, rounded as reports print them.

    The same table gives the same bytes.
    """
    import xlsxwriter  # noqa: PLC0415 - only who wants it pays for it

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as made:
        title, created = f"{trends.department}历年决算对比", datetime(trends.years[-1], 12, 31)  # noqa: DTZ001 - no time
        made.set_properties({"title": title, "author": trends.department, "created": created})
        looks = {
            "head": made.add_format({"bold": True, "bg_color": "#E6EDF4", "border": 1}),
            "text": made.add_format({"border": 1}),
            "money": made.add_format({"border": 1, "num_format": "#,##0.00"}),
            "other": made.add_format({"border": 1, "num_format": "General"}),
            "note": made.add_format({"text_wrap": True, "valign": "top"}),
        }
        page = made.add_worksheet(_SHEET)
        page.set_column(0, 0, _WIDE)
        page.set_column(1, 1 + len(trends.years), _NARROW)
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.write_string(0, 0, title)
        row = 2
        for group in trends.groups:
            _table(page, row, group, (trends, looks))
            _chart(made, page, row, group, trends)
            row += max(len(group.lines) + 2, _ROWS_OF_A_CHART + 1)
        _notes(made.add_worksheet(_NOTES), trends, looks["note"])
    return held.getvalue()


def _table(page: Any, row: int, group: TrendGroup, given: tuple[Trends, dict[str, Any]]) -> None:
    trends, looks = given
    page.write_string(row, 0, group.title, looks["head"])
    page.write_string(row, 1, "单位", looks["head"])
    for at, year in enumerate(trends.years, start=2):
        marks = "".join(f" 注{number}" for number in trends.notes_on(year, group))
        page.write_string(row, at, f"{year}年{marks}", looks["head"])
    for line_at, line in enumerate(group.lines, start=row + 1):
        page.write_string(line_at, 0, line.label, looks["text"])
        page.write_string(line_at, 1, line.unit, looks["text"])
        is_money = line.unit == "万元"
        for at, point in enumerate(line.points, start=2):
            if point is None:
                page.write_blank(line_at, at, None, looks["text"])
                continue
            value = phrases.rounded(point.value / (_WAN if is_money else 1), 2)
            page.write_number(line_at, at, value, looks["money" if is_money else "other"])
            if told := _comment(point.source, point.notes):
                page.write_comment(line_at, at, told)


def _comment(source: str, notes: tuple[int, ...]) -> str:
    return f"{source}{''.join(f'；见注{number}' for number in notes)}"


def _chart(made: Any, page: Any, row: int, group: TrendGroup, trends: Trends) -> None:
    chart = made.add_chart({"type": "line"})
    last = 1 + len(trends.years)
    for at in range(row + 1, row + 1 + len(group.lines)):
        chart.add_series(
            {
                "name": [_SHEET, at, 0],
                "categories": [_SHEET, row, 2, row, last],
                "values": [_SHEET, at, 2, at, last],
                "marker": {"type": "automatic"},
            }
        )
    chart.set_title({"name": group.title})
    has_decimals = any("." in words for _, words in group.grid)
    axis: dict[str, Any] = {"num_format": "#,##0.00" if has_decimals else "#,##0"}
    if all(point.value >= 0 for line in group.lines for point in line.points if point):
        axis["min"] = 0
    chart.set_y_axis(axis)
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 560, "height": 290})
    page.insert_chart(row, last + 2, chart, {"description": f"{group.title}历年变化，数见左边的表"})


def _notes(page: Any, trends: Trends, look: Any) -> None:
    page.set_column(0, 0, _NARROW)
    page.set_column(1, 1, _SOURCES)
    rows = [(f"注{note.number}", f"{note.year}年：{note.words}。") for note in trends.notes]
    rows += [("来源", f"{each.year}年：{each.source}，“{each.edition}”版式") for each in trends.sources]
    for at, (name, words) in enumerate(rows):
        page.write_string(at, 0, name, look)
        page.write_string(at, 1, words, look)
