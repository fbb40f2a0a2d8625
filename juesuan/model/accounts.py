"""The accounts of a department for a year, in the terms of the final-accounts tables, as the officer gave them.

Amounts are exact, in 元; a blank cell is ``None``, never zero, because a year that is not known must not be
printed as nil.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from juesuan.model import editions
from juesuan.model.department import Department
from juesuan.model.editions import Edition
from juesuan.model.item_amounts import DetailItem, ItemAmounts
from juesuan.model.projects import Project
from juesuan.model.proposed import WaitingCell
from juesuan.model.seen import NOTHING_SEEN, SeenFile
from juesuan.model.trends import YearOnFile
from juesuan.model.values import Amount, Cell, Count, Text

if TYPE_CHECKING:
    from juesuan.model.document import Attachment


class TableRow(Struct, frozen=True):
    """A row of money in one of the fixed tables; a column the table lacks stays None."""

    label: str
    cell: Cell
    final: Amount | None = None
    """决算数 of this year."""
    last: Amount | None = None
    """决算数 of last year; None when not known."""
    budget: Amount | None = None
    """调整预算数 / 全年预算数, the denominator of 完成预算."""
    reason: Text | None = None
    """变动原因 against last year."""
    budget_reason: Text | None = None
    """差异原因 against the budget."""
    comparison: Text | None = None
    """The officer's own words for a comparison whose last year is not known."""
    note: Text | None = None
    """说明: the use, the scope, what the form asks for beside the amount."""
    cells: Mapping[str, Cell] = field(default_factory=dict)
    """The cell of each column of amounts that the sheet has, filled or blank, by field."""


class Tally(Struct, frozen=True):
    """A row of a fixed table that counts people or things; a cell that is blank stays None."""

    label: str
    cell: Cell
    final: Count | None = None
    """The count of this year."""
    last: Count | None = None
    """The count of last year; None when not known."""
    note: Text | None = None
    cells: Mapping[str, Cell] = field(default_factory=dict)
    """The cell of each column of counts that the sheet has, filled or blank, by field."""


class RevenueExpenditure(Struct, frozen=True):
    """The rows of 收入支出决算总表 (财决01), in the order of the table, in 元."""

    opening_balance: TableRow
    general_public_revenue: TableRow
    government_fund_revenue: TableRow
    state_capital_revenue: TableRow
    superior_subsidy: TableRow
    institutional_revenue: TableRow
    operating_revenue: TableRow
    subordinate_remittance: TableRow
    other_revenue: TableRow
    revenue_of_year: TableRow
    use_of_reserves: TableRow
    total_revenue: TableRow
    basic_expenditure: TableRow
    project_expenditure: TableRow
    remittance_to_superior: TableRow
    operating_expenditure: TableRow
    subsidy_to_subordinate: TableRow
    expenditure_of_year: TableRow
    surplus_distribution: TableRow
    closing_balance: TableRow
    total_expenditure: TableRow


class FiscalAppropriation(Struct, frozen=True):
    """The rows of 财政拨款收入支出决算总表 (财决01-1), in the order of the table, in 元."""

    general_public_opening: TableRow
    government_fund_opening: TableRow
    state_capital_opening: TableRow
    opening_balance: TableRow
    general_public_revenue: TableRow
    government_fund_revenue: TableRow
    state_capital_revenue: TableRow
    revenue_of_year: TableRow
    total_revenue: TableRow
    general_public_expenditure: TableRow
    government_fund_expenditure: TableRow
    state_capital_expenditure: TableRow
    expenditure_of_year: TableRow
    general_public_closing: TableRow
    government_fund_closing: TableRow
    state_capital_closing: TableRow
    closing_balance: TableRow
    total_expenditure: TableRow


class FunctionalItem(Struct, frozen=True):
    """A row of 支出科目: a class (3 digits), section (5) or item (7) of the functional classification."""

    code: str
    name: str
    fund: str
    """一般公共预算, 政府性基金预算 or 国有资本经营预算."""
    cell: Cell
    basic: Amount | None
    project: Amount | None
    stated: Amount | None
    """合计 as the table states it."""
    budget: Amount | None
    budget_reason: Text | None
    name_cell: Cell | None = None
    """The cell of the name."""
    is_name_filled_in: bool = False
    """Whether the sheet left the name blank and it is the standard name of the code."""
    use: Text | None = None
    """用途: what it was spent on, which some forms print."""


class EconomicItem(Struct, frozen=True):
    """A row of 基本支出: a section (5 digits) of the economic classification."""

    code: str
    name: str
    cell: Cell
    amount: Amount | None
    listed: Text | None
    """是 or 否 where the officer decides by hand whether the item is named in the report."""
    name_cell: Cell | None = None
    """The cell of the name."""
    is_name_filled_in: bool = False
    """Whether the sheet left the name blank and it is the standard name of the code."""


class BasicExpenditure(Struct, frozen=True):
    """一般公共预算财政拨款基本支出 (财决08-1): its two totals, and its items by economic classification, in 元."""

    personnel: TableRow
    public_use: TableRow
    items: tuple[EconomicItem, ...]


class ThreePublic(Struct, frozen=True):
    """The rows of 三公经费财政拨款支出决算, in the order of the table, in 元."""

    total: TableRow
    overseas: TableRow
    vehicles: TableRow
    vehicle_purchase: TableRow
    vehicle_running: TableRow
    receptions: TableRow
    domestic_receptions: TableRow
    foreign_receptions: TableRow
    other_receptions: TableRow


class OtherMatters(Struct, frozen=True):
    """The rest the form asks for: operating costs, procurement, vehicles, equipment, people, receptions."""

    agency_operating_costs: TableRow
    procurement: TableRow
    procurement_goods: TableRow
    procurement_works: TableRow
    procurement_services: TableRow
    procurement_small_medium: TableRow
    procurement_micro: TableRow
    establishment: Tally
    staff: Tally
    staff_administrative: Tally
    staff_civil_service_managed: Tally
    staff_institutional: Tally
    staff_workers: Tally
    staff_joined: Tally
    staff_left: Tally
    overseas_groups: Tally
    overseas_persons: Tally
    vehicles_bought: Tally
    vehicles_held: Tally
    sedans: Tally
    off_road_vehicles: Tally
    passenger_vehicles: Tally
    domestic_reception_batches: Tally
    domestic_reception_persons: Tally
    foreign_reception_batches: Tally
    foreign_reception_persons: Tally
    assets_vehicles: Tally
    assets_ministerial_vehicles: Tally
    assets_official_vehicles: Tally
    assets_enforcement_vehicles: Tally
    assets_special_vehicles: Tally
    assets_other_vehicles: Tally
    general_equipment: Tally
    special_equipment: Tally
    staff_political_legal: Tally
    staff_managerial: Tally
    staff_professional: Tally
    retired_veterans: Tally
    establishment_administrative: Tally
    establishment_civil_service_managed: Tally
    establishment_institutional: Tally
    establishment_workers: Tally
    establishment_political_legal: Tally
    special_vehicles: Tally
    assets_leaders_vehicles: Tally
    assets_courier_vehicles: Tally
    assets_emergency_vehicles: Tally
    assets_retirees_vehicles: Tally
    large_equipment: Tally
    subordinates: Tally
    subordinates_administrative: Tally
    subordinates_civil_service_managed: Tally
    subordinates_institutional: Tally


class Indicator(Struct, frozen=True):
    """A row of 业务指标: a non-financial figure the texts speak of."""

    name: str
    cell: Cell
    value: Count
    last: Count | None
    """上年数值; None when not known."""
    again: Count | None
    """The value keyed a second time, by another person."""
    group: str
    """分组, whose rows are added up and have shares; empty for a row in no group."""
    role: str
    """合计 or 分项 inside its group; empty where the sheet does not say, which counts as 分项."""


class Term(Struct, frozen=True):
    """A row of 名词解释: a term of the report and what it means."""

    name: Text
    meaning: Text


class Explanation(Struct, frozen=True):
    """A row of 出错说明: why a failed check stands as it is."""

    code: Text
    place: Text
    difference: Text | None
    """差额 as the problem gave it, in words; None lets the explanation stand whatever the difference is."""
    reason: Text


class Passage(Struct, frozen=True):
    """A paragraph of 文字材料 under one heading; level 0 is running text, 1 the heading below the named one."""

    text: str
    level: int
    cell: Cell


class Accounts(Struct, frozen=True):
    """Everything the officer gave, read once, never changed."""

    department: Department
    revenue_expenditure: RevenueExpenditure
    fiscal_appropriation: FiscalAppropriation
    functional_items: tuple[FunctionalItem, ...]
    basic_expenditure: BasicExpenditure
    three_public: ThreePublic
    other_matters: OtherMatters
    indicators: tuple[Indicator, ...]
    projects: tuple[Project, ...]
    terms: tuple[Term, ...]
    explanations: tuple[Explanation, ...]
    texts: Mapping[str, tuple[Passage, ...]]
    """Heading path such as 主要职能 or 项目：名称/项目综述 to its passages."""
    attachments: "tuple[Attachment, ...]" = ()
    """Finished reports of the department's own, in the order of their names."""
    seen: SeenFile = NOTHING_SEEN
    """The numbers of the texts that a person has looked at."""
    proposed: tuple[WaitingCell, ...] = ()
    """The cells of the workbook that the program has filled and nobody has confirmed."""
    gaps: tuple[Cell, ...] = ()
    """The cells that must be filled in and are blank: what stands here for them says nothing.

    A row of a list that does not say what it is about is none: it cannot be read.
    """
    revenue_items: tuple[ItemAmounts, ...] = ()
    """The rows of 收入科目; none where there is no such sheet or no amount on it, as for the next two."""
    expenditure_items: tuple[ItemAmounts, ...] = ()
    """The rows of 全部支出科目: of all money, not of fiscal money alone."""
    detail_items: tuple[DetailItem, ...] = ()
    """The rows of 支出明细, of fiscal money by functional item and economic section."""
    own_edition: Edition | None = None
    """The edition with the files that the department has of its own in 版式; None where it is as it is shipped."""
    years_on_file: tuple[YearOnFile, ...] = ()
    """The earlier years that the report has beside its own, the oldest first; mostly none: then no appendix."""

    @property
    def edition(self) -> Edition:
        """The edition of the form that the report is made by."""
        return self.own_edition or editions.named(self.department.edition.text)

    @property
    def prints_public_tables(self) -> bool:
        """Whether the report has the public tables: 基本信息 asks for them, or the form has them inside."""
        return self.department.has_public_tables or self.edition.has_tables_inside
