"""历年对比 as the last attachment: for each table of the years side by side its chart and itself, then the notes.

The numbers stand in their marks, as those of the template do. The first table stands below the title, the others
in twos or alone on pages of their own, and so do the notes: a table is never cut, and the Word file and the PDF
have the same on each page.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from juesuan.figures import phrases
from juesuan.figures.trend_appendix import TrendAppendix, chart_name, figure_name
from juesuan.model import chinese, values
from juesuan.model.document import (
    BODY,
    AttachedCell,
    AttachedParagraph,
    AttachedTable,
    Attachment,
    Content,
    Picture,
    Run,
)
from juesuan.model.public_table_forms import UPRIGHT_WIDTH
from juesuan.model.trends import FILE, TrendGroup, TrendLine, TrendPoint, Trends, YearOnFile
from juesuan.model.values import MONEY, PERCENT, Cell, Figure, Figures

if TYPE_CHECKING:
    from charts.data import Drawing

_TITLE, _HEADING, _HEAD, _CENTRED = "附件标题", "附件一级标题", "表格标题", "表格居中"
_LATER = "*"
"""Stands behind a number that only the next year's report has."""
_SMALLER = 0.8
"""The size of a picture to that of a chart of the report, whose letters are larger than those of a table."""
_YEARS = 1700
"""The width of the column of years, in twentieths of a point."""


def attachment(appendix: TrendAppendix, drawn: Mapping[str, "Drawing"], figures: Figures) -> Attachment:
    """The attachment; ``drawn`` are the drawings by the names of the charts."""
    found = appendix.trends
    first, last = found.years[0], found.years[-1]
    title = f"{found.department}{last}年度决算历年对比"
    intro = f"以下是{first}年到{last}年的主要数，金额的单位是万元。"
    content: list[Content] = [_line(_TITLE, title), _line(BODY, intro)]
    for number, group in enumerate(found.groups, 1):
        begins_page = number > 1 and (number - 2) % appendix.on_a_page == 0
        content.append(_heading(number, group.title, begins_page=begins_page))
        content += _picture(drawn.get(chart_name(group.title)))
        content.append(_table(group, found, figures))
    content += [
        _heading(len(found.groups) + 1, "说明", begins_page=True),
        *(_line(BODY, each) for each in (*_notes(found), _sources(found.sources))),
    ]
    return Attachment(FILE, tuple(content))


def _picture(drawing: "Drawing | None") -> Iterator[Picture]:
    if drawing is not None and drawing.png:
        yield Picture(drawing.alt, drawing.png, drawing.width_mm * _SMALLER, drawing.height_mm * _SMALLER)


# ---- a table: a row for each year


def _table(group: TrendGroup, of: Trends, figures: Figures) -> AttachedTable:
    width = (UPRIGHT_WIDTH - _YEARS) // len(group.lines)
    heads = [_cell(_HEAD, "年度"), *(_cell(_HEAD, _head(line)) for line in group.lines)]
    rows = [
        (
            _cell(_CENTRED, _year(year, group, of)),
            *(_cell(_CENTRED, _point(line, at, of, figures)) for line in group.lines),
        )
        for at, year in enumerate(of.years)
    ]
    return AttachedTable((_YEARS, *[width] * len(group.lines)), 1, (tuple(heads), *rows))


def _head(line: TrendLine) -> str:
    return line.label if line.unit in {"万元", "%"} else f"{line.label}（{line.unit}）"


def _year(year: int, group: TrendGroup, of: Trends) -> str:
    """The year, with all notes on it and on its numbers: beside these they would not fit."""
    numbers = "、".join(map(str, of.notes_on(year, group)))
    return f"{year}年{f'（注{numbers}）' if numbers else ''}"


def _point(line: TrendLine, at: int, of: Trends, figures: Figures) -> str:
    """The number in its mark, without the unit but for %; — for none."""
    point: TrendPoint | None = line.points[at]
    if point is None:
        return "—"
    figure = figures[figure_name(line, point, of)]
    return f"{_printed(figure)}{_LATER if point.is_of_next_year else ''}"


def _printed(figure: Figure) -> str:
    if figure.unit == MONEY:
        return phrases.marked(figure, phrases.in_threes(values.plain(phrases.in_table(figure))))
    return phrases.text(figure) if figure.unit == PERCENT else phrases.marked(figure, phrases.number(figure))


# ---- what is said below


def _notes(of: Trends) -> Iterator[str]:
    labels = {line.name: line.label for group in of.groups for line in group.lines}
    for note in of.notes:
        about = [labels[name] for name in note.names if name in labels]
        named = f"：{'、'.join(dict.fromkeys(about))}" if about and not note.is_of_year else ""
        yield f"注{note.number}　{note.year}年：{note.published}{named}。"
    if any(point.is_of_next_year for group in of.groups for line in group.lines for point in line.points if point):
        yield f"{_LATER}　取自下一年报告的上年数。"


def _sources(years: Sequence[YearOnFile]) -> str:
    """In which reports the numbers were published, the years of one form together."""
    by_form: dict[str, list[str]] = {}
    for each in years:
        by_form.setdefault(each.edition, []).append(f"{each.year}年")
    told = "，".join(f"{'、'.join(of_form)}用“{form}”版式" for form, of_form in by_form.items())
    return f"各年的数取自当年的部门决算公开报告：{told}。"


# ---- pieces


def _heading(number: int, title: str, *, begins_page: bool) -> AttachedParagraph:
    return replace(_line(_HEADING, f"{chinese.numeral(number)}、{title}"), begins_page=begins_page)


def _line(style: str, text: str) -> AttachedParagraph:
    return AttachedParagraph(style, (Run(text),), Cell(FILE, ""))


def _cell(style: str, text: str) -> AttachedCell:
    return AttachedCell((_line(style, text),), 1, "")
