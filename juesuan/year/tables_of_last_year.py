"""Official tables of the year before the workbook's: they fill the columns of last year, and no others."""

from msgspec.structs import replace

from juesuan.model.official import OfficialFigures, Target
from juesuan.model.problems import hint

_COLUMNS = {"本年决算数": "上年决算数", "本年数": "上年数"}
"""The column of last year beside that of this year; a list of 科目 and a budget have none."""


def turned(figures: OfficialFigures, year: int) -> OfficialFigures:
    """The figures for the columns of last year in the workbook of ``year``, with a hint that says so."""
    taken = {
        target: replace(each, target=target)
        for each in figures.taken.values()
        if (target := _of_last_year(each.target)) is not None
    }
    message = f"这些表是 {year - 1} 年度的，比工作簿早一年：只填“上年决算数”“上年数”两种列，本年的格不动"
    advice = "“支出科目”“基本支出”两张表没有上年的列，没有用这些表；要导入本年的数，请给本年的表。"
    told = hint("I43", "导入的文件", message, advice)
    return replace(figures, taken=taken, problems=(told, *figures.problems))


def _of_last_year(target: Target) -> Target | None:
    column = _COLUMNS.get(target.column)
    return None if column is None else replace(target, column=column)
