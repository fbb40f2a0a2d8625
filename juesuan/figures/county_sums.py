"""The sums of a county: pandas groups the amounts of the departments, exact Decimals are added up."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct

from juesuan.model.county import DepartmentFigures

FINAL, LAST, BUDGET = "final", "last", "budget"
"""The columns of a row: this year's 决算数, last year's, 调整预算数."""
_Key = tuple[str, str, str]
"""单位性质, row and column."""
_COLUMNS = ("kind", "row", "column", "department", "yuan")


class Sum(Struct, frozen=True):
    """An amount of several departments, in 元."""

    yuan: Decimal
    missing: tuple[str, ...] = ()
    """The departments among them that have not filled it in; they are not in the sum."""


class Sums(Struct, frozen=True):
    """The sums of all rows that the departments have, by 单位性质, row and column."""

    kinds: tuple[str, ...]
    """The kinds of departments there are, in the order of the departments."""
    _by_kind: Mapping[_Key, Decimal]
    _missing: Mapping[_Key, tuple[str, ...]]

    def of_kind(self, kind: str, row: str, column: str = FINAL) -> Sum:
        """The sum of the departments of one kind."""
        key = (kind, row, column)
        return Sum(self._by_kind.get(key, Decimal(0)), self._missing.get(key, ()))

    def of_all(self, row: str, column: str = FINAL) -> Sum:
        """The sum of all departments."""
        found = [self.of_kind(kind, row, column) for kind in self.kinds]
        return Sum(
            sum((each.yuan for each in found), Decimal(0)), tuple(one for each in found for one in each.missing)
        )


def of(departments: Sequence[DepartmentFigures]) -> Sums:
    """The sums of the departments, exact: no amount is rounded, and none becomes a float."""
    import pandas as pd  # noqa: PLC0415 - only who sums up a county pays for it

    rows = [
        (each.kind, row, column, each.name, getattr(amounts, column))
        for each in departments
        for row, amounts in each.rows.items()
        for column in (FINAL, LAST, BUDGET)
    ]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS), dtype=object)
    known = frame["yuan"].map(lambda yuan: yuan is not None).astype(bool)
    keys = list(_COLUMNS[:3])
    by_kind = {_key(key): sum(held, Decimal(0)) for key, held in frame[known].groupby(keys, sort=False)["yuan"]}
    missing = {_key(key): tuple(held) for key, held in frame[~known].groupby(keys, sort=False)["department"]}
    return Sums(tuple(dict.fromkeys(each.kind for each in departments)), by_kind, missing)


def _key(group: Any) -> _Key:
    kind, row, column = group
    return kind, row, column
