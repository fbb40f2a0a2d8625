"""Rows of the sheets that only the public tables need: amounts by functional item, in 元."""

from collections.abc import Mapping

from msgspec import Struct

from juesuan.model.values import Amount, Cell


class ItemAmounts(Struct, frozen=True):
    """A row of 收入科目 or 全部支出科目: a class, section or item of the functional classification, in 元."""

    code: str
    name: str
    cell: Cell
    amounts: Mapping[str, Amount]
    """The amount of each column that is filled, by field; ``stated`` is the total of the row."""
    name_cell: Cell | None = None
    """The cell of the name."""

    @property
    def has_amount(self) -> bool:
        """Whether the row says anything of money."""
        return bool(self.amounts)


class DetailItem(Struct, frozen=True):
    """A row of 支出明细: what was spent, in 元, on a functional item by economic class or section."""

    code: str
    """Of the functional classification."""
    name: str
    fund: str
    """一般公共预算, 政府性基金预算 or 国有资本经营预算."""
    economic: str
    """3 or 5 digits: of the departments' classification from 3 on, of the government's from 5 on."""
    economic_name: str
    cell: Cell
    amount: Amount | None

    @property
    def has_amount(self) -> bool:
        """Whether the row says anything of money."""
        return self.amount is not None
