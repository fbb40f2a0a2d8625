"""The projects of a department, with the indicators of their self-evaluation, as a table of them has them.

Such a table comes from the sheets 绩效项目 and 绩效指标, or stands finished in a report of the department's own.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct, field

from juesuan.model.values import Amount, Cell, Count, Text

QUALITATIVE = "定性"
NATURES = ("≥", "＝", "≤", "＞", "＜", QUALITATIVE)
"""指标性质: how the value that was reached stands to the one aimed at; words are no number."""
BUDGET_LINES = ("年初预算数", "预算数", "执行数")
"""What the table says of each source of money, in the order of its columns."""
SOURCES = ("财政拨款", "财政专户管理资金", "单位资金", "其他资金")
"""The sources of money, as 绩效项目 names them, in the order of the table's rows."""
_LINE_FIELDS = dict(zip(BUDGET_LINES, ("initial", "budget", "executed"), strict=True))
_SOURCE_FIELDS = dict(zip(SOURCES, ("fiscal", "special", "own", "other"), strict=True))


def fund_field(line: str, source: str) -> str:
    """The field of ``Project`` for one of ``BUDGET_LINES`` and one of ``SOURCES``, such as budget_fiscal."""
    return f"{_LINE_FIELDS[line]}_{_SOURCE_FIELDS[source]}"


FUND_FIELDS = tuple(fund_field(line, source) for line in BUDGET_LINES for source in SOURCES)
"""The fields of ``Project`` that hold the money of one source, line by line."""


class PerformanceIndicator(Struct, frozen=True):
    """A row of 绩效指标: what a project was to reach and has reached, with its weight and score in 分."""

    project: Text
    first: Text
    second: Text
    third: Text
    expected: Text | None
    actual: Text | None
    weight: Count | None = None
    score: Count | None = None
    reason: Text | None = None
    """Why the score is below the weight."""
    nature: Text | None = None
    """指标性质, one of ``NATURES``; None where nothing is said, or the expected value begins with it."""
    measure: Text | None = None
    """度量单位; None where nothing is said, or the values end with it."""


class PrintedPart(Struct, frozen=True):
    """What a finished table states and the workbook leaves to the program."""

    half: Decimal
    """Half a unit of the last digit of its money, in 元: as much as rounding may have taken or given."""
    rates: Mapping[str, Count]
    """执行率, in percent, by the source of money; that of all money by an empty name."""
    execution_weight: Count | None
    """The weight of the execution of the budget, in 分."""
    weights: Count | None
    """What the weights make together, in 分."""
    blank: tuple[str, ...]
    """The headings of the texts that the table has a place for and nothing stands at."""


class Project(Struct, frozen=True):
    """A row of 绩效项目, with the rows of 绩效指标 that are the project's."""

    name: Text
    budget: Amount
    budget_fiscal: Amount | None
    budget_other: Amount | None
    executed: Amount
    executed_fiscal: Amount | None
    executed_other: Amount | None
    reason: Text | None
    score: Count | None
    grade: Text | None
    indicators: tuple[PerformanceIndicator, ...]
    initial_budget: Amount | None = None
    initial_fiscal: Amount | None = None
    initial_special: Amount | None = None
    initial_own: Amount | None = None
    initial_other: Amount | None = None
    budget_special: Amount | None = None
    """财政专户管理资金 of the budget."""
    budget_own: Amount | None = None
    """单位资金 of the budget."""
    executed_special: Amount | None = None
    executed_own: Amount | None = None
    execution_score: Count | None = None
    """预算执行得分, in 分; None lets it be computed from the rate of execution."""
    authority: Text | None = None
    """主管部门; None where it is the department itself."""
    performer: Text | None = None
    """实施单位; None where it is the department itself."""
    leader: Text | None = None
    """项目负责人."""
    finance_officer: Text | None = None
    """财务负责人."""
    printed: PrintedPart | None = None
    """What only a finished table states; None for a row of the workbook."""
    cells: Mapping[str, Cell] = field(default_factory=dict)
    """The cell of each column of amounts that the sheet has, filled or blank, by field."""

    @property
    def half(self) -> Decimal:
        """How far rounding may have moved each of its amounts, in 元: not at all where the workbook gives them."""
        return self.printed.half if self.printed else Decimal(0)

    @property
    def is_as_published(self) -> bool:
        """Whether it fills in anything that only the table published from 2022 on has, and is printed as it."""
        own = (
            self.authority, self.performer, self.leader, self.finance_officer, self.initial_fiscal,
            self.initial_special, self.initial_own, self.initial_other, self.budget_special, self.budget_own,
            self.executed_special, self.executed_own,
        )  # fmt: skip
        of_rows = (words for each in self.indicators for words in (each.nature, each.measure))
        return self.printed is not None or any(given is not None for given in (*own, *of_rows))

    def line(self, name: str) -> Amount | None:
        """The amount of one of ``BUDGET_LINES``, in all."""
        return {"年初预算数": self.initial_budget, "预算数": self.budget, "执行数": self.executed}[name]

    def fund(self, line: str, source: str) -> Amount | None:
        """The amount of one of ``BUDGET_LINES`` from one of ``SOURCES``; None where the cell is blank."""
        found: Amount | None = getattr(self, fund_field(line, source))
        return found

    def funds(self, line: str) -> Iterator[tuple[str, Amount | None]]:
        """Each source of money with its amount, for one of ``BUDGET_LINES``."""
        yield from ((source, self.fund(line, source)) for source in SOURCES)

    def fund_cell(self, line: str, source: str) -> Cell:
        """The cell of an amount by source, filled or blank; that of the name where the sheet has none."""
        return self.cells.get(fund_field(line, source), self.name.cell)

    def is_settled(self, line: str) -> bool:
        """Whether the sources that are filled in make the whole, so that those left blank have given nothing."""
        whole = self.line(line)
        filled = [amount.yuan for _, amount in self.funds(line) if amount is not None]
        return whole is not None and sum(filled, Decimal(0)) == whole.yuan
