"""The gaps of a workbook: cells that must be filled in and are blank, so that nobody knows what belongs there.

A gap is never nought. What is true whatever belongs there is found by trying: the accounts are made twice, each
time with something else in every gap, and only what is the same both times holds.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from string import ascii_uppercase
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from juesuan.model import workbook_form
from juesuan.model.accounts import Accounts, EconomicItem, FunctionalItem, TableRow, Tally
from juesuan.model.department import Department
from juesuan.model.item_amounts import ItemAmounts
from juesuan.model.projects import Project
from juesuan.model.values import Amount, Cell, Count, Text

_MODULES = frozenset(each.__module__ for each in (Accounts, Department, ItemAmounts, Project))
"""Those whose classes make up the accounts."""
_WHOLE = {"texts", "attachments", "gaps", "years_on_file"}
"""The fields of the accounts that have no gaps."""
_FIRST = "空"
"""How the words begin that stand in the gaps the first time."""
_UNITS = {item.label: item.unit for item in workbook_form.OTHER_MATTERS.items}


def stand_ins(accounts: Accounts) -> tuple[Accounts, ...]:
    """The accounts twice, with something else in every gap each time; the accounts alone where there is no gap.

    The numbers of the two differ in size and in order, so that no two of them are equal, and each is once the
    larger and once the smaller one.
    """
    gaps = accounts.gaps
    if not gaps:
        return (accounts,)
    places = {cell: at for at, cell in enumerate(gaps)}
    tries = (_Try(_FIRST, places, is_first=True), _Try("缺", places, is_first=False))
    return tuple(each.accounts(accounts) for each in tries)


def blanked(text: str, accounts: Accounts) -> str:
    """A text of the first of ``stand_ins`` in which the words that stand for a gap say that it is one."""
    for at in range(len(accounts.gaps)):
        text = text.replace(_word(_FIRST, at), "（空着）")
    return text


def _word(first: str, at: int) -> str:
    """Three letters without any digit, which stand nowhere else."""
    return first + ascii_uppercase[at // 26 % 26] + ascii_uppercase[at % 26]


class _Try(Struct, frozen=True):
    """One way to fill the gaps."""

    first: str
    places: Mapping[Cell, int]
    """The number of each gap by its cell."""
    is_first: bool

    def accounts(self, accounts: Accounts) -> Accounts:
        """The accounts without gaps."""
        filled = {name: self.filled(each) for name, each in asdict(accounts).items() if name not in _WHOLE}
        whole = (each for each in accounts.explanations if self.filled(each) == each)
        return replace(accounts, **filled | {"explanations": tuple(whole)})

    def filled(self, held: Any) -> Any:
        """The value with all gaps in it filled."""
        match held:
            case Text("", cell) if cell in self.places:
                return Text(_word(self.first, self.places[cell]), cell)
            case Amount(cell=cell) if cell in self.places:
                return replace(held, yuan=self.number(cell) + Decimal("0.01"))
            case Count(cell=cell) if cell in self.places:
                return replace(held, value=self.number(cell))
            case tuple():
                return tuple(map(self.filled, held))
            case Struct() if type(held).__module__ in _MODULES:
                own = {name: self.filled(each) for name, each in asdict(held).items()}
                return replace(held, **own | dict(self.beside(held)))
        return held

    def beside(self, held: object) -> Iterator[tuple[str, object]]:
        """The fields of a value that are no values of their own, and are filled."""
        match held:
            case TableRow(final=None, cells={"final": cell}) if cell in self.places:
                yield "final", Amount(self.number(cell) + Decimal("0.01"), cell)
            case Tally(final=None, cells={"final": cell}) if cell in self.places:
                yield "final", Count(self.number(cell), _UNITS[held.label], cell)
            case Department():
                yield from self.choices(held)
            case (
                FunctionalItem(name="", name_cell=Cell() as cell) | EconomicItem(name="", name_cell=Cell() as cell)
            ):
                yield "name", _word(self.first, self.places[cell])

    def choices(self, held: Department) -> Iterator[tuple[str, object]]:
        """The year and what is chosen from a list, where they are blank."""
        if held.year == 0:
            yield "year", 2020 if self.is_first else 2023
        for item in workbook_form.DEPARTMENT.items:
            if item.choices and (cell := held.cells.get(item.field)) in self.places and cell:
                yield item.field, Text(item.choices[0 if self.is_first else -1], cell)

    def number(self, cell: Cell) -> Decimal:
        """What stands in a cell of numbers: small and rising from gap to gap, or large and falling."""
        at = self.places[cell]
        return Decimal(at + 1) if self.is_first else Decimal(10**9 - at)
