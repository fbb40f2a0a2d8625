"""历年对比 as an appendix of the report: the year's own figures beside those of the earlier years on file.

A number of the report itself is the figure that it has anyway; one of an earlier year is a figure of its own,
which says in which report it was published.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from juesuan.figures import phrases, trend_charts, trends
from juesuan.model import values
from juesuan.model.accounts import Accounts
from juesuan.model.trends import FILE, KnownNumber, TrendLine, TrendPoint, Trends, YearOnFile
from juesuan.model.values import MONEY, UNFILLED, Cell, Figure, Figures

if TYPE_CHECKING:
    from charts.data import Lines

_PREFIX = "历年"
_PLOT_MM, _PLOT_ALONE_MM = 24, 40
"""The height of the plot of a chart: of one of two on a page, and of one that has a page to itself."""
_MOST_FOR_TWO = 6
"""The years, at most, for which two tables with their charts fit on a page."""


class TrendAppendix(Struct, frozen=True):
    """What the appendix shows, but for its pictures."""

    trends: Trends
    charts: "tuple[Lines, ...]"
    """One for each table, by its title; none for a table in which there is nothing to be seen."""
    on_a_page: int
    """The tables that stand on a page, each with its chart."""


def appendix(accounts: Accounts, figures: Figures) -> TrendAppendix | None:
    """The appendix of the report; None where no earlier years are to stand beside it."""
    if not accounts.years_on_file:
        return None
    found = _trends(accounts, figures)
    charts = trend_charts.charts(found)
    on_a_page, plot_mm = (2, _PLOT_MM) if len(found.years) <= _MOST_FOR_TWO else (1, _PLOT_ALONE_MM)
    drawn = (replace(each, name=chart_name(each.title), plot_mm=plot_mm) for each in charts.values())
    return TrendAppendix(found, tuple(drawn), on_a_page)


def chart_name(title: str) -> str:
    """The name of the chart of a table, other than those of the charts of the report."""
    return f"{_PREFIX}对比·{title}"


def earlier(accounts: Accounts, figures: Iterable[Figure]) -> Iterator[Figure]:
    """The figures of the earlier years: all points of the tables that are none of the report's own."""
    if not accounts.years_on_file:
        return
    found = _trends(accounts, {each.name: each for each in figures})
    for line in (line for group in found.groups for line in group.lines):
        for point in filter(None, line.points):
            if figure_name(line, point, found) != line.name and not _is_last(point, found):
                yield _figure(line, point, found)


def figure_name(line: TrendLine, point: TrendPoint, of: Trends) -> str:
    """The name of the figure that a point of a line is."""
    if point.year == of.years[-1]:
        return line.name
    return f"{line.name}{trends.LAST}" if _is_last(point, of) else f"{_PREFIX}.{point.year}.{line.name}"


def is_of_earlier_year(name: str) -> bool:
    """Whether a figure, by its name, is one of ``earlier``: published before, as it was rounded then."""
    return name.startswith(f"{_PREFIX}.")


def _is_last(point: TrendPoint, of: Trends) -> bool:
    """Whether the report itself has the point, in its column of last year."""
    return point.is_of_next_year and point.year + 1 == of.years[-1]


def _figure(line: TrendLine, point: TrendPoint, of: Trends) -> Figure:
    unit = MONEY if line.unit == "万元" else _unit(line, point)
    rule = f"{point.year}年公开的数：{point.source}"
    cell = Cell(FILE, f"{point.year}年“{line.label}”")
    return Figure(figure_name(line, point, of), point.value, unit, rule, (cell,))


def _unit(line: TrendLine, point: TrendPoint) -> str:
    """The unit in which the point itself is counted; the line may have had another in another year."""
    return next((each for each in line.unit.split("、") if point.text.endswith(each)), line.unit)


def _trends(accounts: Accounts, figures: Figures) -> Trends:
    return trends.trends([*accounts.years_on_file, _of_report(accounts, figures)])


def _of_report(accounts: Accounts, figures: Figures) -> YearOnFile:
    """The year of the report as one on file."""
    department, wanted = accounts.department, trends.names()
    held = {
        name: KnownNumber(each.value, "元" if each.unit == MONEY else each.unit, values.plain(phrases.text(each)))
        for name, each in figures.items()
        if name in wanted and each.rule != UNFILLED
    }
    return YearOnFile(
        year=department.year,
        source=f"{department.year}年报告",
        is_ours=True,
        department=department.name.text,
        edition=department.edition.text,
        denominator=accounts.edition.budget,
        basis=department.totals_basis.text,
        numbers=held,
        items={item.code: item.name for item in accounts.functional_items},
        kind=department.kind.text,
        level=department.called,
    )
