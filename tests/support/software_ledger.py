"""The money of a department as the accounts software keeps it: by source, function, nature and economic section.

Everything is made of free amounts, and every total is their sum: the tables written from a ledger tie.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from msgspec import Struct
from msgspec.structs import asdict, replace

from juesuan.model import standard_names, workbook_form
from juesuan.model.accounts import Accounts, TableRow
from juesuan.model.sheets import Sheet
from juesuan.model.values import Amount
from tests.support.usual_rows import usual_parts

NIL = Decimal(0)
FUNDS = dict(zip(workbook_form.FUNDS, ("general_public", "government_fund", "state_capital"), strict=True))
NATURES = (
    "basic_expenditure",
    "project_expenditure",
    "remittance_to_superior",
    "operating_expenditure",
    "subsidy_to_subordinate",
)
OWN_INCOMES = (
    "superior_subsidy", "institutional_revenue", "operating_revenue", "subordinate_remittance", "other_revenue",
)  # fmt: skip
_PROJECT_SECTIONS = ("30227", "30299", "31003", "30305")
_OF_THREE = {"overseas": "30212", "vehicle_purchase": "31013", "vehicle_running": "30231", "receptions": "30217"}


class Leaf(Struct, frozen=True):
    """What was spent on an item of seven digits, in 元."""

    code: str
    name: str
    fund: str
    basic: Decimal
    """Of fiscal money, as ``project``."""
    project: Decimal
    budget: Decimal
    """全年预算数 of the item."""

    @property
    def total(self) -> Decimal:
        return self.basic + self.project


class Ledger(Struct, frozen=True, dict=True):
    """A department's year, in 元."""

    name: str
    year: int
    kind: str
    leaves: tuple[Leaf, ...]
    opening: Mapping[str, Decimal]
    """Opening balance of each fund, by its field."""
    revenue: Mapping[str, Decimal]
    """Fiscal revenue of each fund, by its field."""
    own: Mapping[str, Decimal]
    """What is not fiscal money, by its field in 收入支出; natures and opening_balance less the fiscal part."""
    basic_sections: Mapping[str, Decimal]
    """一般公共预算 basic expenditure by economic section."""
    three: Mapping[str, Decimal]
    three_budget: Mapping[str, Decimal]
    costs: Mapping[str, Decimal]
    """Operating costs and procurement, by field."""
    counts: Mapping[str, Decimal]
    """People, vehicles, visits, by field; those that are not known are missing."""

    @cached_property
    def fiscal(self) -> dict[str, Decimal]:
        """The rows of 财政拨款收支, by field."""
        found = {f"{fund}_opening": self.opening[fund] for fund in FUNDS.values()}
        found |= {f"{fund}_revenue": self.revenue[fund] for fund in FUNDS.values()}
        for label, fund in FUNDS.items():
            spent = sum((leaf.total for leaf in self.leaves if leaf.fund == label), NIL)
            found[f"{fund}_expenditure"] = spent
            found[f"{fund}_closing"] = self.opening[fund] + self.revenue[fund] - spent
        return totalled(workbook_form.FISCAL_APPROPRIATION, found)

    @cached_property
    def whole(self) -> dict[str, Decimal]:
        """The rows of 收入支出, by field."""
        found = {**self.own}
        found |= {f"{fund}_revenue": self.revenue[fund] for fund in FUNDS.values()}
        found["opening_balance"] += self.fiscal["opening_balance"]
        found["basic_expenditure"] += sum((leaf.basic for leaf in self.leaves), NIL)
        found["project_expenditure"] += sum((leaf.project for leaf in self.leaves), NIL)
        found["closing_balance"] = NIL
        found = totalled(workbook_form.REVENUE_EXPENDITURE, found)
        found["closing_balance"] = found["total_revenue"] - found["total_expenditure"]
        return totalled(workbook_form.REVENUE_EXPENDITURE, found)

    def natures(self, leaf: Leaf) -> tuple[Decimal, ...]:
        """What was spent on an item of all money, by nature; all that is not fiscal stands at the first item."""
        of_own = [self.own[nature] if leaf is self.leaves[0] else NIL for nature in NATURES]
        return tuple(a + b for a, b in zip(of_own, (leaf.basic, leaf.project, NIL, NIL, NIL), strict=True))

    def incomes(self, leaf: Leaf) -> tuple[Decimal, ...]:
        """What came in for an item: fiscal, then of its own; a fund's revenue stands at the first item of it."""
        firsts = {fund: self._first(fund) for fund in FUNDS}
        fiscal = sum((self.revenue[FUNDS[fund]] for fund, first in firsts.items() if first is leaf), NIL)
        return (fiscal, *(self.own[income] if leaf is self.leaves[0] else NIL for income in OWN_INCOMES))

    def _first(self, fund: str) -> Leaf:
        return next((leaf for leaf in self.leaves if leaf.fund == fund), self.leaves[0])

    def of(self, fund: str) -> tuple[Leaf, ...]:
        return tuple(leaf for leaf in self.leaves if leaf.fund == fund)

    @cached_property
    def by_section(self) -> dict[str, dict[str, Decimal]]:
        """一般公共预算 basic expenditure by item and economic section."""
        left = list(self.basic_sections.items())
        found: dict[str, dict[str, Decimal]] = {}
        for leaf in self.of(workbook_form.GENERAL_PUBLIC):
            missing, own = leaf.basic, found.setdefault(leaf.code, {})
            while missing and left:
                code, amount = left[0]
                part = min(missing, amount)
                own[code] = own.get(code, NIL) + part
                missing -= part
                left = [(code, amount - part), *left[1:]] if amount > part else left[1:]
        return found

    @cached_property
    def project_sections(self) -> dict[str, dict[str, Decimal]]:
        """一般公共预算 project expenditure by item and section; what the three public kinds lack stands in it."""
        lacking = {code: self.three[kind] - self.basic_sections.get(code, NIL) for kind, code in _OF_THREE.items()}
        found: dict[str, dict[str, Decimal]] = {}
        for place, leaf in enumerate(self.of(workbook_form.GENERAL_PUBLIC)):
            left, own = leaf.project, found.setdefault(leaf.code, {})
            for code, amount in lacking.items():
                part = max(NIL, min(amount, left))
                lacking[code], left = amount - part, left - part
                own[code] = part
            own[_PROJECT_SECTIONS[place % len(_PROJECT_SECTIONS)]] = left
        return found


def totalled(sheet: Sheet, numbers: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The numbers with every total of the form computed; ``numbers`` has the rest."""
    items = {item.field: item for item in sheet.items}

    def of(field: str) -> Decimal:
        parts = usual_parts(sheet, items[field])
        return sum(map(of, parts), NIL) if parts else numbers.get(field, NIL)

    return {field: of(field) for field in items}


# ---- from accounts


def _yuan(amount: Amount | None) -> Decimal:
    return amount.yuan if amount else NIL


def _finals(record: Struct) -> dict[str, Decimal]:
    return {name: _yuan(row.final) for name, row in _rows(record)}


def _rows(record: Struct) -> Iterable[tuple[str, TableRow]]:
    return ((name, row) for name, row in asdict(record).items() if isinstance(row, TableRow))


def of(accounts: Accounts) -> Ledger:
    """The ledger of a department."""
    fiscal, whole = _finals(accounts.fiscal_appropriation), _finals(accounts.revenue_expenditure)
    leaves = tuple(_leaves(accounts))
    own = {name: whole[name] for name in (*OWN_INCOMES, *NATURES, "use_of_reserves", "surplus_distribution")}
    own["basic_expenditure"] -= sum((leaf.basic for leaf in leaves), NIL)
    own["project_expenditure"] -= sum((leaf.project for leaf in leaves), NIL)
    own["opening_balance"] = whole["opening_balance"] - fiscal["opening_balance"]
    other = accounts.other_matters
    counts = {name: row.final for name, row in asdict(other).items()}
    return Ledger(
        accounts.department.name.text,
        accounts.department.year,
        accounts.department.kind.text,
        leaves,
        {fund: fiscal[f"{fund}_opening"] for fund in FUNDS.values()},
        {fund: fiscal[f"{fund}_revenue"] for fund in FUNDS.values()},
        own,
        _sections(accounts),
        _finals(accounts.three_public),
        {name: _yuan(row.budget) for name, row in _rows(accounts.three_public)},
        _finals(other),
        {name: count.value for name, count in counts.items() if count and not isinstance(count, Amount)},
    )


def _leaves(accounts: Accounts) -> Iterable[Leaf]:
    items = accounts.functional_items
    for item in items:
        if any(other.code != item.code and other.code.startswith(item.code) for other in items):
            continue
        code = item.code.ljust(7, "0") if len(item.code) == 7 else f"{item.code}01"
        known = standard_names.functional().by_code.get(code)
        name = item.name if code == item.code or not known else known[-1].name
        basic, project = _yuan(item.basic), _yuan(item.project)
        yield Leaf(code, name, item.fund, basic, project, _yuan(item.budget) or basic + project)


def _sections(accounts: Accounts) -> dict[str, Decimal]:
    """The economic sections; where the officer gave none of the amounts they share the total."""
    given = accounts.basic_expenditure
    found: dict[str, Decimal] = {}
    for row, is_personnel in ((given.personnel, True), (given.public_use, False)):
        codes = [each for each in given.items if (each.code[:3] in workbook_form.PERSONNEL_CODES) is is_personnel]
        amounts = [_yuan(each.amount) for each in codes]
        if not any(amounts) and codes:
            share = (_yuan(row.final) / len(codes)).quantize(Decimal(1), ROUND_HALF_UP)
            amounts = [_yuan(row.final) - share * (len(codes) - 1), *[share] * (len(codes) - 1)]
        found |= {each.code: amount for each, amount in zip(codes, amounts, strict=True)}
    return found


def rounded(ledger: Ledger) -> Ledger:
    """The ledger with all that it is made of rounded to 100 元, the last place of 万元."""
    step = Decimal(100)

    def near(amount: Decimal) -> Decimal:
        return (amount / step).quantize(Decimal(1), ROUND_HALF_UP) * step

    def all_near(amounts: Mapping[str, Decimal]) -> dict[str, Decimal]:
        return {name: near(amount) for name, amount in amounts.items()}

    leaves = [
        replace(leaf, basic=near(leaf.basic), project=near(leaf.project), budget=near(leaf.budget))
        for leaf in ledger.leaves
    ]
    return replace(
        ledger,
        leaves=tuple(leaves),
        opening=all_near(ledger.opening),
        revenue=all_near(ledger.revenue),
        own=all_near(ledger.own),
        basic_sections=_matched(all_near(ledger.basic_sections), leaves),
        three=totalled(workbook_form.THREE_PUBLIC, all_near(ledger.three)),
        three_budget=totalled(workbook_form.THREE_PUBLIC, all_near(ledger.three_budget)),
        costs=all_near(ledger.costs),
    )


def _matched(sections: dict[str, Decimal], leaves: Sequence[Leaf]) -> dict[str, Decimal]:
    """The sections with their sum as that of the items: the first takes what rounding left over."""
    spent = sum((leaf.basic for leaf in leaves if leaf.fund == workbook_form.GENERAL_PUBLIC), NIL)
    first = next(iter(sections))
    return {**sections, first: sections[first] + spent - sum(sections.values(), NIL)}
