"""支出科目 as a frame: what the public tables print of each class, section and item; loads pandas, late."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from juesuan.figures import classification
from juesuan.figures.public_figures import ALL_FUNDS, BASIC, PREFIX, PROJECT, TOTAL
from juesuan.model import standard_names, workbook_form
from juesuan.model.accounts import Accounts, FunctionalItem
from juesuan.model.values import Figure, Figures

if TYPE_CHECKING:
    import pandas as pd

FUND, CODE, NAME, LEVEL = "资金", "科目编码", "科目名称", "级次"
CLASS = "类"
_LEVELS = {3: CLASS, 5: "款", 7: "项"}
"""The names of the levels, by the number of digits of the code."""
_COLUMN, _AMOUNT = "栏", "数"


class TableSource(Struct, frozen=True):
    """What the public tables of a department are filled from."""

    accounts: Accounts
    figures: Figures
    items: "pd.DataFrame"
    """The rows of sheet 支出科目, see ``frame``."""
    names: Mapping[str, str]
    """What every functional code is called that some sheet has, or that stands above such a code."""


def source(accounts: Accounts, figures: Figures) -> TableSource:
    """What the public tables of a department are filled from: its accounts, its figures, and the frame of both."""
    return TableSource(accounts, figures, frame(accounts.functional_items, figures), _names(accounts))


def _names(accounts: Accounts) -> Mapping[str, str]:
    """The name of each code as a sheet has it, 支出科目 before the others; else the standard one of the year."""
    sheets = (accounts.detail_items, accounts.expenditure_items, accounts.revenue_items, accounts.functional_items)
    named = {item.code: item.name for sheet in sheets for item in sheet}
    standard, year = standard_names.functional(), accounts.department.year
    above = {code[:length] for code in named for length in (3, 5) if length < len(code)}
    return {**{code: standard.sure(code, year) for code in above}, **named}


def frame(items: tuple[FunctionalItem, ...], figures: Figures) -> "pd.DataFrame":
    """A row for each code of a fund and for each of all funds together, in the order of funds and codes.

    Its columns: 资金, 科目编码, 科目名称, 级次; 合计, 基本支出, 项目支出 as exact figures, NaN for none.
    """
    import pandas as pd  # noqa: PLC0415 - only who publishes tables pays for it

    amounts = pd.DataFrame(_amounts(items, figures), columns=[FUND, CODE, _COLUMN, _AMOUNT], dtype=object)
    wide = amounts.pivot(index=[FUND, CODE], columns=_COLUMN, values=_AMOUNT)
    wide = wide.reindex(columns=[TOTAL, BASIC, PROJECT]).reset_index()
    names = classification.names(items)
    return wide.assign(**{NAME: wide[CODE].map(names), LEVEL: wide[CODE].str.len().map(_LEVELS)})


def _amounts(items: tuple[FunctionalItem, ...], figures: Figures) -> Iterator[tuple[str, str, str, Figure | None]]:
    """Fund, code, column and figure of every amount, also of those that are not known."""
    for fund, code in dict.fromkeys((fund, item.code) for item in items for fund in (item.fund, ALL_FUNDS)):
        for column in (TOTAL, BASIC, PROJECT):
            yield fund, code, column, figures.get(f"{PREFIX}.{fund}.{code}.{column}")


def of_fund(items: "pd.DataFrame", fund: str) -> "pd.DataFrame":
    """Those rows of the frame that are of a fund, or of ``ALL_FUNDS``; its columns are those of ``frame``."""
    return items[items[FUND] == fund]


def classes(items: "pd.DataFrame") -> "pd.DataFrame":
    """合计 of the classes as a frame, exact figures in 元, NaN for none.

    A row for each code and name, in the order of the codes; a column for ``ALL_FUNDS``, then one for each fund.
    """
    wide = items[items[LEVEL] == CLASS].pivot(index=[CODE, NAME], columns=FUND, values=TOTAL)
    return wide.reindex(columns=[ALL_FUNDS, *workbook_form.FUNDS])


def figure_in(field: Any) -> Figure | None:
    """The figure that a field of a frame holds; None where it holds none."""
    return field if isinstance(field, Figure) else None
