"""What the words of the report claim."""

from collections.abc import Iterator

from juesuan import sheets
from juesuan.model import Accounts, Figures, Line
from juesuan.problems import Problem, hint


def totals_basis_is_the_proper_one(accounts: Accounts, figures: Figures) -> Iterator[Problem]:
    """收入总计 and 支出总计 include the balances and are equal; a department may publish 本年合计 instead."""
    basis = accounts.department.totals_basis
    printed, proper = figures["总计口径.支出总计"], figures["收入支出.支出总计"]
    if basis.text == sheets.BASIS_OF_YEAR and printed.value != proper.value:
        message = "“收入总计、支出总计”按本年合计数印出，不含年初、年末结转结余，两个总计不相等"
        yield hint("C10", basis.cell, message, f"规范口径请选“{sheets.BASIS_WITH_BALANCES}”。")


def comparison_words_are_wanted(accounts: Accounts, _: Figures) -> Iterator[Problem]:
    """The officer's own words for a comparison are used only where last year is not known."""
    rows: list[Line] = [getattr(accounts.three_public, item.field) for item in sheets.THREE_PUBLIC.items]
    for row in rows:
        if row.comparison is not None and row.last is not None:
            message = f"“{row.label}”有上年数，报告由程序计算比较，没有用您写的“{row.comparison}”"
            yield hint("C11", row.comparison.cell, message, "请删去这一格；要用自己的话，就不填上年数。")
