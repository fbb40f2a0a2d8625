"""Figures -> the charts of the report as data: what is compared, which parts make which whole."""

from collections.abc import Iterable

from charts.data import Bars, Chart, Part, Pie
from juesuan.figures import classification, phrases
from juesuan.figures.derive import TOTALS
from juesuan.model import sheets, values, workbook_form
from juesuan.model.accounts import Accounts
from juesuan.model.values import Figures


def charts(accounts: Accounts, figures: Figures) -> tuple[Chart, ...]:
    """What each chart of the report shows, in the order of the form; the template knows a chart by its name."""
    year = accounts.department.year
    fiscal = {"财政拨款收入总计": f"{TOTALS}.财政拨款收入总计", "财政拨款支出总计": f"{TOTALS}.财政拨款支出总计"}
    revenue = sheets.parts(workbook_form.REVENUE_EXPENDITURE, "revenue_of_year")
    expenditure = sheets.parts(workbook_form.REVENUE_EXPENDITURE, "expenditure_of_year")
    three = sheets.parts(workbook_form.THREE_PUBLIC, "total")
    classes = classification.classes(accounts.functional_items)
    by_class = {classification.class_figure(item, figures): item.name for item in classes}
    general = {"一般公共预算财政拨款支出": "财政拨款收支.一般公共预算财政拨款支出"}
    return (
        Bars(
            "收支总计",
            "收、支决算总计变动情况图",
            _bars(figures, year, {name: f"{TOTALS}.{name}" for name in ("收入总计", "支出总计")}),
        ),
        Pie("收入结构", "收入决算结构图", _pie(figures, revenue)),
        Pie("支出结构", "支出决算结构图", _pie(figures, expenditure)),
        Bars("财政拨款收支总计", "财政拨款收、支决算总计变动情况", _bars(figures, year, fiscal)),
        Bars("一般公共预算支出", "一般公共预算财政拨款支出决算变动情况", _bars(figures, year, general)),
        Pie("一般公共预算支出结构", "一般公共预算财政拨款支出决算结构", _pie(figures, by_class)),
        Pie("三公经费结构", "“三公”经费财政拨款支出结构", _pie(figures, three)),
    )


def _bars(figures: Figures, year: int, rows: dict[str, str]) -> tuple[tuple[str, tuple[Part, ...]], ...]:
    """A group for each row, by its label: a bar for last year, where it is known, and one for this year."""
    return tuple((label, tuple(_years(figures, name, year))) for label, name in rows.items() if name in figures)


def _years(figures: Figures, name: str, year: int) -> Iterable[Part]:
    """The bars of a figure: last year's, where it is known, then this year's."""
    for label, key in ((f"{year - 1}年", f"{name}.上年"), (f"{year}年", name)):
        if key in figures:
            yield _part(figures, label, key)


def _pie(figures: Figures, labels: dict[str, str]) -> tuple[Part, ...]:
    """A slice for each figure named, under its label."""
    return tuple(_part(figures, label, name) for name, label in labels.items())


def _part(figures: Figures, label: str, name: str) -> Part:
    """A bar or slice with amount and share as the sentences print them; a chart formats nothing of its own."""
    names = tuple(each for each in (name, f"{name}.占比") if each in figures)
    amount, share = (*(values.plain(phrases.text(figures[each])) for each in names), "")[:2]
    return Part(label, phrases.rounded(figures[name].value, 2), amount, share, names)
