"""Accounts become figures: exact, in 元, percent or counts, each with its rule and its cells; one module rounds.

The steps of a run enter here, and nothing heavy is loaded before it is asked for. Who works with numbers enters by
module: ``phrases`` for numbers as words, ``mentions`` for words as numbers, ``classification`` for 支出科目.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from juesuan.figures import provenance
from juesuan.figures.gaps import stand_ins
from juesuan.figures.provenance import Origin
from juesuan.model.accounts import Accounts
from juesuan.model.problems import Problem
from juesuan.model.values import Figures
from juesuan.model.written_text import Typed

if TYPE_CHECKING:
    from charts.data import Chart
    from juesuan.figures.trend_appendix import TrendAppendix
    from juesuan.model.editions import FormFile
    from juesuan.model.public_table_forms import PublicPart

__all__ = [
    "Origin",
    "appendix_of",
    "charts_of",
    "figures_of",
    "numbers_of",
    "origins_of",
    "public_part_of",
    "stand_ins",
]


def figures_of(accounts: Accounts) -> Figures:
    """Every figure of the report by name, in the order of the tables, numbered from 0.

    Raises ReportError where no tag could tell two of them apart.
    """
    from juesuan.figures import derive  # noqa: PLC0415 - who only asks where a number comes from needs none

    return derive.derive(accounts)


def charts_of(accounts: Accounts, figures: Figures) -> tuple["Chart", ...]:
    """What the charts of the report show, in the order of the form: values in 元, words in 万元 as printed."""
    from juesuan.figures import chart_data  # noqa: PLC0415 - a check draws nothing

    return chart_data.charts(accounts, figures)


def public_part_of(accounts: Accounts, figures: Figures, tables: "FormFile") -> "PublicPart":
    """第五部分 附表, filled as the file ``tables`` of the edition lists it; empty unless 基本信息 asks for it.

    Raises ReportError with every fault of the file.
    """
    from juesuan.figures import public_tables  # noqa: PLC0415 - a check prints no table

    return public_tables.part(accounts, figures, tables)


def appendix_of(accounts: Accounts, figures: Figures) -> "TrendAppendix | None":
    """历年对比 behind the report, without its pictures; None where no earlier years are to stand beside it."""
    if not accounts.years_on_file:
        return None
    from juesuan.figures import trend_appendix  # noqa: PLC0415 - most reports have none

    return trend_appendix.appendix(accounts, figures)


def origins_of(figures: Figures) -> tuple[Origin, ...]:
    """Where each figure comes from, in the order of the serials; it knows no problems yet."""
    return provenance.origins(figures)


def numbers_of(
    origins: Sequence[Origin], typed: Sequence[Typed], problems: Sequence[Problem]
) -> tuple[Origin, ...]:
    """Where every number of the report comes from, by serial: figures, then what was typed, with their problems.

    ``origins`` are those of the figures; a problem is named by its place among ``problems``.
    """
    return provenance.numbers(origins, typed, problems)
