"""十: operating costs, procurement and people."""

from collections.abc import Iterator

from juesuan.checks import amounts
from juesuan.checks.amounts import YEARS, at_most, equal, in_words, named, number, part, place, sure
from juesuan.checks.rule import Evidence, Finding, Rule, untied
from juesuan.model import workbook_form
from juesuan.model.problems import Severity
from juesuan.model.written_text import SUBORDINATES

PART = "其他重要事项"
MEND = "请对照原表，改正其中填错的一格。"
_ADMINISTRATIVE = ("行政单位", "参照公务员法管理的事业单位")


def parts_make_the_totals(evidence: Evidence) -> Iterator[Finding]:
    """Procurement, people, vehicles and units below are the sums of their kinds, this and last year."""
    return amounts.parts_make_the_totals(evidence, workbook_form.OTHER_MATTERS)


def small_contracts_are_within_procurement(evidence: Evidence) -> Iterator[Finding]:
    """Micro enterprises are a part of the small and medium ones, and these of all procurement."""
    other = evidence.accounts.other_matters
    for column in YEARS:
        for within, whole in (
            (other.procurement_micro, other.procurement_small_medium),
            (other.procurement_small_medium, other.procurement),
        ):
            yield from at_most(within, whole, (column, column))


def staff_is_within_the_establishment(evidence: Evidence) -> Iterator[Finding]:
    """The people in post are not more than 人员编制, this and last year."""
    other = evidence.accounts.other_matters
    for column in YEARS:
        yield from at_most(other.staff, other.establishment, (column, column))


def joined_and_left_make_the_staff(evidence: Evidence) -> Iterator[Finding]:
    """Last year's staff + 调入 - 调出 = this year's staff, where last year's is known."""
    other = evidence.accounts.other_matters
    expected = sure(other.staff, "last") + sure(other.staff_joined) - sure(other.staff_left)
    if number(other.staff, "last") is not None and sure(other.staff) != expected:
        names = named(other.staff), "上年在编人员＋调入人员－调出人员"
        # who left has the other sign, so it is named and no slip looked for in it
        parts = [part(other.staff, "last"), part(other.staff_joined), place(other.staff_left)]
        yield untied(part(other.staff), names, (sure(other.staff), expected), "人", parts)


def operating_costs_are_the_public_use_funds(evidence: Evidence) -> Iterator[Finding]:
    """机关运行经费 = 公用经费 (六) of an administrative unit; any other unit has none."""
    costs, kind = evidence.accounts.other_matters.agency_operating_costs, evidence.accounts.department.kind
    if kind.text in _ADMINISTRATIVE:
        yield from equal(costs, evidence.accounts.basic_expenditure.public_use)
    elif sure(costs):
        found = in_words(costs)
        message = f"{named(costs)}为{found}，“单位性质”是“{kind}”，事业单位没有机关运行经费"
        yield Finding(
            place(costs),
            message,
            (place(costs), kind.cell),
            found=in_words(costs),
            difference=f"多{in_words(costs)}",
        )


def procurement_is_within_the_expenditure(evidence: Evidence) -> Iterator[Finding]:
    """政府采购支出总额 is a part of 本年支出合计 (三)."""
    accounts = evidence.accounts
    return at_most(accounts.other_matters.procurement, accounts.revenue_expenditure.expenditure_of_year)


def procurement_says_who_won(evidence: Evidence) -> Iterator[Finding]:
    """Where something was bought, the contracts of small and of micro enterprises are filled in, nil included."""
    other = evidence.accounts.other_matters
    for row in (other.procurement_small_medium, other.procurement_micro):
        if sure(other.procurement) and number(row) is None:
            message = f"政府采购有支出，{named(row)}没有填"
            yield Finding(row.cell, message, (row.cell, place(other.procurement)))


def the_list_has_every_unit_below(evidence: Evidence) -> Iterator[Finding]:
    """The list of 下属单位 in the texts names as many units as 其他事项 counts; none stands without the other."""
    row, listed = evidence.accounts.other_matters.subordinates, evidence.accounts.texts.get(SUBORDINATES, ())
    names = [passage for passage in listed if passage.level == 0]
    if sure(row) != len(names):
        counted = in_words(row) if number(row) is not None else "没有填"
        message = f"{named(row)}{counted}，文字材料“{SUBORDINATES}”下列了{len(names)}个"
        cells = (place(row), *(passage.cell for passage in names[:1]))
        yield Finding(place(row), message, cells, expected=f"{len(names)}个", found=counted)


RULES = (
    Rule(
        "C601",
        Severity.ERROR,
        PART,
        "政府采购、人员编制、在编人员、公务用车、车辆、下属单位等于各自部分的和（本年、上年）",
        "报告把总数和各部分写在一句里，读者会相加。",
        MEND,
        parts_make_the_totals,
    ),
    Rule(
        "C602",
        Severity.ERROR,
        PART,
        "授予小微企业≤授予中小企业≤政府采购总额（本年、上年）",
        "小微企业包含在中小企业里，中小企业包含在采购总额里。",
        MEND,
        small_contracts_are_within_procurement,
    ),
    Rule(
        "C603",
        Severity.WARNING,
        PART,
        "在编人员不多于人员编制（本年、上年）",
        "超编要有说明。",
        "请核对；确实超编的，在〔出错说明〕写明。",
        staff_is_within_the_establishment,
    ),
    Rule(
        "C604",
        Severity.WARNING,
        PART,
        "上年在编人员＋调入－调出＝在编人员",
        "报告把编制、在编、调入、调出写在一句里，对不上读者会问。",
        "请核对各数；退休、离职等也算进“调出人员”，或在〔出错说明〕写明。",
        joined_and_left_make_the_staff,
    ),
    Rule(
        "C605",
        Severity.WARNING,
        PART,
        "行政单位、参公单位的机关运行经费等于公用经费合计；事业单位没有机关运行经费",
        "机关运行经费就是这些单位用一般公共预算安排的公用经费。",
        "请核对两个数和〔基本信息〕里的“单位性质”；口径不同的，在〔出错说明〕写明。",
        operating_costs_are_the_public_use_funds,
    ),
    Rule(
        "C606",
        Severity.WARNING,
        PART,
        "政府采购支出不大于本年支出合计",
        "采购支出是本年支出的一部分。",
        "请核对两个数的单位和小数点。",
        procurement_is_within_the_expenditure,
    ),
    Rule(
        "C607",
        Severity.WARNING,
        PART,
        "有政府采购支出，就填授予中小企业、小微企业的金额",
        "空着的格印成0万元，读者会当成没有授予。",
        "请补上；确实没有填 0。",
        procurement_says_who_won,
    ),
    Rule(
        "C608",
        Severity.ERROR,
        PART,
        "“下属单位”的个数等于文字材料里列出的单位数",
        "报告先写有几个，再逐个列出，读者会数。",
        "文字材料“下属单位”下一段写一个单位的名称；请改正个数，或补全、删去名单里的单位。",
        the_list_has_every_unit_below,
    ),
)
