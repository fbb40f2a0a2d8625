"""七: 三公 expenditure, and the travels, vehicles and receptions it paid for."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from juesuan.checks import amounts
from juesuan.checks.amounts import at_most, equal, in_words, named, number, place, sure, unit
from juesuan.checks.rule import Evidence, Finding, Rule
from juesuan.figures import phrases
from juesuan.model import workbook_form
from juesuan.model.accounts import TableRow, Tally
from juesuan.model.problems import Severity

PART = "“三公”经费"
MEND = "请对照“三公”经费表，改正其中填错的一格。"
COUNTS = "请核对金额和数量，补上或改正其中一格。"


# ---- amounts


def parts_make_the_totals(evidence: Evidence) -> Iterator[Finding]:
    """合计 is the sum of its parts, vehicles of purchase and running, receptions of domestic and foreign ones."""
    return amounts.parts_make_the_totals(evidence, workbook_form.THREE_PUBLIC)


def other_receptions_are_domestic_ones(evidence: Evidence) -> Iterator[Finding]:
    """其他国内公务接待费 is a part of 国内公务接待费."""
    table = evidence.accounts.three_public
    return at_most(table.other_receptions, table.domestic_receptions)


def three_public_is_a_part_of_the_expenditure(evidence: Evidence) -> Iterator[Finding]:
    """“三公”经费合计 is within 财政拨款 本年支出合计 (四)."""
    accounts = evidence.accounts
    return at_most(accounts.three_public.total, accounts.fiscal_appropriation.expenditure_of_year)


def nothing_exceeds_its_budget(evidence: Evidence) -> Iterator[Finding]:
    """Each row that the report compares with its budget is within it."""
    table = evidence.accounts.three_public
    for row in (table.total, table.overseas, table.vehicles, table.receptions):
        yield from at_most(row, row, ("final", "budget"))


def own_words_are_wanted(evidence: Evidence) -> Iterator[Finding]:
    """The officer's own words for a comparison are used only where last year is not known."""
    for item in workbook_form.THREE_PUBLIC.items:
        row: TableRow = getattr(evidence.accounts.three_public, item.field)
        if row.comparison is not None and row.last is not None:
            message = f"{named(row)}有上年数，报告由程序计算比较，没有用您写的“{row.comparison}”"
            yield Finding(row.comparison.cell, message)


# ---- amounts and what they paid for


def receptions_have_batches_and_persons(evidence: Evidence) -> Iterator[Finding]:
    """Receptions have 批次 and 人次 where they cost money, and none where they did not."""
    table, other = evidence.accounts.three_public, evidence.accounts.other_matters
    for money, *counts in (
        (table.domestic_receptions, other.domestic_reception_batches, other.domestic_reception_persons),
        (table.foreign_receptions, other.foreign_reception_batches, other.foreign_reception_persons),
    ):
        yield from (finding for count in counts for finding in _together(money, count))


def travels_and_vehicles_have_their_numbers(evidence: Evidence) -> Iterator[Finding]:
    """Travel abroad has groups and persons, vehicles paid for were bought, vehicles kept running are held."""
    table, other = evidence.accounts.three_public, evidence.accounts.other_matters
    yield from _together(table.overseas, other.overseas_groups)
    yield from _together(table.overseas, other.overseas_persons)
    yield from _together(table.vehicle_purchase, other.vehicles_bought)
    if sure(table.vehicle_running) > 0:
        yield from _together(table.vehicle_running, other.vehicles_held)


def _together(money: TableRow, count: Tally) -> Iterator[Finding]:
    """A finding where there is money and no count, or a count and no money."""
    if (sure(money) > 0) != (sure(count) > 0):
        counted = "没有填" if number(count) is None else f"为{in_words(count)}"
        turn = "却" if number(count) is not None else ""
        message = f"{named(money)}为{in_words(money)}，〔{count.cell.sheet}〕{named(count)}{turn}{counted}"
        yield Finding(place(money), message, (place(money), place(count)))


def persons_are_not_fewer_than_groups(evidence: Evidence) -> Iterator[Finding]:
    """A batch of visitors, and a group that travels, has at least one person."""
    other = evidence.accounts.other_matters
    for groups, persons in (
        (other.overseas_groups, other.overseas_persons),
        (other.domestic_reception_batches, other.domestic_reception_persons),
        (other.foreign_reception_batches, other.foreign_reception_persons),
    ):
        one, many = number(persons), number(groups)
        if one is not None and many is not None and one < many:
            message = f"{named(persons)}为{in_words(persons)}，少于{named(groups)}的{in_words(groups)}"
            yield Finding(place(persons), message, (place(persons), place(groups)))


def vehicles_are_counted_alike(evidence: Evidence) -> Iterator[Finding]:
    """公务用车保有量 (七) = 车辆 (十, 国有资产), where both are given."""
    other = evidence.accounts.other_matters
    if number(other.vehicles_held) is not None and number(other.assets_vehicles) is not None:
        yield from equal(other.vehicles_held, other.assets_vehicles)


def vehicles_bought_are_held(evidence: Evidence) -> Iterator[Finding]:
    """购置公务用车 is not more than 公务用车保有量."""
    other = evidence.accounts.other_matters
    return at_most(other.vehicles_bought, other.vehicles_held)


_PER_PERSON, _PER_VEHICLE = (Decimal(5), Decimal(1000)), (Decimal(1000), Decimal(200_000))
"""The least and the most, in 元, that a reception costs a head, and a vehicle a year."""


def cost_per_head_is_likely(evidence: Evidence) -> Iterator[Finding]:
    """A reception costs neither cents nor thousands a head, a vehicle neither hundreds nor a house a year."""
    table, other = evidence.accounts.three_public, evidence.accounts.other_matters
    yield from _unlikely(table.domestic_receptions, other.domestic_reception_persons, _PER_PERSON)
    yield from _unlikely(table.vehicle_running, other.vehicles_held, _PER_VEHICLE)


def _unlikely(money: TableRow, count: Tally, bounds: tuple[Decimal, Decimal]) -> Iterator[Finding]:
    spent, counted = sure(money), sure(count)
    if spent > 0 and counted > 0 and not bounds[0] * counted <= spent <= bounds[1] * counted:
        each = phrases.rounded(Fraction(spent) / Fraction(counted), 2)
        message = (
            f"{named(money)}为{in_words(money)}，{named(count)}为{in_words(count)}，"
            f"平均每{unit(count)}{each:,}元，通常在{bounds[0]:,}元到{bounds[1]:,}元之间"
        )
        yield Finding(place(money), message, (place(money), place(count)), found=f"{each:,}元")


RULES = (
    Rule(
        "C501",
        Severity.ERROR,
        PART,
        "“三公”经费：合计、车辆费、接待费等于各自部分的和（本年、预算、上年）",
        "报告逐项说明，读者会把各项相加。",
        MEND,
        parts_make_the_totals,
    ),
    Rule(
        "C502",
        Severity.ERROR,
        PART,
        "其他国内公务接待费不大于国内公务接待费",
        "它是国内公务接待费的一部分，部分不会大于全部。",
        MEND,
        other_receptions_are_domestic_ones,
    ),
    Rule(
        "C503",
        Severity.WARNING,
        PART,
        "有接待费就有批次和人次，没有接待费就没有",
        "报告把金额和批次、人次写在一句里。",
        COUNTS,
        receptions_have_batches_and_persons,
    ),
    Rule(
        "C504",
        Severity.WARNING,
        PART,
        "接待人次不少于批次，出国人次不少于团组",
        "一批客人、一个团组至少一个人；反过来多半是两格填反了。",
        "请看是不是两格填反了。",
        persons_are_not_fewer_than_groups,
    ),
    Rule(
        "C505",
        Severity.WARNING,
        PART,
        "有出国费就有团组和人次，有购车费就有购车数，有运行维护费就有车",
        "金额和数量互相印证，一个有、一个没有，读者会问。",
        COUNTS,
        travels_and_vehicles_have_their_numbers,
    ),
    Rule(
        "C506",
        Severity.WARNING,
        PART,
        "公务用车保有量等于国有资产中的车辆数",
        "同一批车在报告第七、第十部分各说一次。",
        "请核对两处的车辆数；口径不同的，在〔出错说明〕写明。",
        vehicles_are_counted_alike,
    ),
    Rule(
        "C507",
        Severity.WARNING,
        PART,
        "“三公”经费合计不大于财政拨款本年支出合计",
        "“三公”经费是财政拨款支出的一部分。",
        "请核对两个数的单位和小数点。",
        three_public_is_a_part_of_the_expenditure,
    ),
    Rule(
        "C508",
        Severity.WARNING,
        PART,
        "“三公”经费决算数不大于预算数",
        "“三公”经费只减不增、不得超预算，超出要能说明。",
        "请核对；确实超出的，在〔出错说明〕写明原因和批准依据。",
        nothing_exceeds_its_budget,
    ),
    Rule(
        "C509",
        Severity.WARNING,
        PART,
        "每人次接待费、每辆车运行维护费在常见的范围内",
        "离得太远，多半是金额的单位或人次、车辆数填错了。",
        "请核对金额和数量；确实如此的，在〔出错说明〕写明。",
        cost_per_head_is_likely,
    ),
    Rule(
        "C510",
        Severity.HINT,
        PART,
        "填了上年数的行不另写“与上年比较”",
        "有上年数时由程序计算，您写的话不会印出。",
        "请删去这一格；要用自己的话，就不填上年数。",
        own_words_are_wanted,
    ),
    Rule(
        "C511",
        Severity.WARNING,
        PART,
        "本年购置的公务用车不多于年末保有量",
        "买了的车年末都在保有量里；多半是其中一格填错了。",
        COUNTS,
        vehicles_bought_are_held,
    ),
)
