"""五: 一般公共预算财政拨款支出 by functional classification (财决08), and the rows of the other funds."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec.structs import replace

from juesuan.checks.amounts import named, part, sure, yuan
from juesuan.checks.rule import Evidence, Finding, Part, Rule, beyond, told, untied
from juesuan.figures import classification
from juesuan.model import workbook_form
from juesuan.model.accounts import FunctionalItem, TableRow
from juesuan.model.problems import Severity
from juesuan.model.values import Amount

PART = "支出科目"
MEND = "请对照财决08表，改正其中填错的一格。"
Items = tuple[FunctionalItem, ...]
_HEADINGS = {"basic": "基本支出", "project": "项目支出", "stated": "合计", "budget": "调整预算数"}


# ---- what a row holds


def numbers(item: FunctionalItem) -> list[Amount]:
    """The amounts that make the total of a row: the stated one, else basic and project expenditure."""
    given = [item.stated] if item.stated is not None else [item.basic, item.project]
    return [amount for amount in given if amount is not None]


def total(item: FunctionalItem) -> Decimal:
    """The total of a row in 元: as it is stated, else basic and project expenditure added up."""
    return sum((amount.yuan for amount in numbers(item)), Decimal(0))


def column(items: Items, field: str) -> tuple[Decimal, list[Part]]:
    """The sum of one column of the rows, in 元, a blank counting as nil, and the parts it was added up from."""
    amounts: list[Amount | None] = [getattr(item, field) for item in items]
    parts: list[Part] = [
        item.cell if amount is None else amount for item, amount in zip(items, amounts, strict=True)
    ]
    return sum(map(yuan, amounts), Decimal(0)), parts


def summed(items: Items) -> tuple[Decimal, list[Part]]:
    """The sum of the totals of the rows, in 元, and the parts that it was added up from."""
    parts: list[Part] = []
    for item in items:
        own = numbers(item)
        # A row that leaves a number blank may be the one at fault: its code stands for the blank.
        is_whole = item.stated is not None or (item.basic is not None and item.project is not None)
        parts += own if is_whole else [*own, item.cell]
    return sum(map(total, items), Decimal(0)), parts


def is_split(items: Items) -> bool:
    """Whether every row that has money says how much of it is basic and how much project expenditure."""
    return all(item.stated is None or item.basic is not None or item.project is not None for item in items)


def has_budgets(items: Items) -> bool:
    """Whether any of the rows has a budget."""
    return any(item.budget is not None for item in items)


def _called(item: FunctionalItem) -> str:
    return f"“{item.code} {item.name}”"


# ---- rules


def basic_and_project_make_the_row(evidence: Evidence) -> Iterator[Finding]:
    """基本支出 + 项目支出 = 合计 in every row of 支出科目 that gives them."""
    for item in evidence.accounts.functional_items:
        value, parts = yuan(item.basic) + yuan(item.project), [item.basic or item.cell, item.project or item.cell]
        is_known = item.basic is not None or item.project is not None
        if item.stated is not None and is_known and item.stated.yuan != value:
            names = f"{_called(item)}合计", "基本支出＋项目支出"
            yield untied(item.stated, names, (item.stated.yuan, value), "元", parts)


def rows_below_make_the_row(evidence: Evidence) -> Iterator[Finding]:
    """What a row of a class or section states is the sum of the items below it, column by column: 项, 款, 类."""
    items = evidence.accounts.functional_items
    for fund in workbook_form.FUNDS:
        leaves = classification.leaves(items, fund)
        for item in items:
            if item.fund == fund and item not in leaves:
                below = tuple(leaf for leaf in leaves if leaf.code.startswith(item.code))
                yield from _untied_row(item, below)


def _untied_row(item: FunctionalItem, below: Items) -> Iterator[Finding]:
    for field, heading in _HEADINGS.items():
        stated: Amount | None = getattr(item, field)
        value, parts = summed(below) if field == "stated" else column(below, field)
        # A budget that no item has is not known; an item without basic expenditure has none.
        is_known = has_budgets(below) if field == "budget" else field == "stated" or is_split(below)
        if stated is not None and is_known and stated.yuan != value:
            names = f"{_called(item)}{heading}", "所属各项相加"
            yield untied(stated, names, (stated.yuan, value), "元", parts)


def items_make_the_expenditure(evidence: Evidence) -> Iterator[Finding]:
    """The items of 支出科目 (财决08) add up to 一般公共预算财政拨款支出 (财决01-1)."""
    line = evidence.accounts.fiscal_appropriation.general_public_expenditure
    value, parts = summed(classification.leaves(evidence.accounts.functional_items))
    if sure(line) != value:
        yield untied(part(line), (named(line), "〔支出科目〕各项合计"), (sure(line), value), "元", parts)


def budgets_of_the_items_make_the_budget(evidence: Evidence) -> Iterator[Finding]:
    """The budgets of the items add up to that of 一般公共预算财政拨款支出: both are denominators of 完成预算."""
    line = evidence.accounts.fiscal_appropriation.general_public_expenditure
    leaves = classification.leaves(evidence.accounts.functional_items)
    value, parts = column(leaves, "budget")
    if line.budget is not None and has_budgets(leaves) and sure(line, "budget") != value:
        names = named(line, "budget"), "〔支出科目〕各项调整预算数合计"
        yield untied(line.budget, names, (sure(line, "budget"), value), "元", parts)


def columns_are_within_all_expenditure(evidence: Evidence) -> Iterator[Finding]:
    """基本支出 and 项目支出 from 财政拨款 are within those of 财决01, and equal where there is no other money."""
    whole, fiscal = evidence.accounts.revenue_expenditure, evidence.accounts.fiscal_appropriation
    items = evidence.accounts.functional_items
    leaves = tuple(leaf for fund in workbook_form.FUNDS for leaf in classification.leaves(items, fund))
    is_all = sure(whole.expenditure_of_year) == sure(fiscal.expenditure_of_year)
    if leaves and is_split(leaves):
        for field, line in (("basic", whole.basic_expenditure), ("project", whole.project_expenditure)):
            yield from _outside(line, field, leaves, is_all=is_all)


def _outside(line: TableRow, field: str, leaves: Items, *, is_all: bool) -> Iterator[Finding]:
    value, parts = column(leaves, field)
    if value > sure(line) or (is_all and value != sure(line)):
        names = named(line), f"〔支出科目〕“{_HEADINGS[field]}”列合计"
        yield untied(part(line), names, (sure(line), value), "元", parts)


def what_was_spent_has_a_budget(evidence: Evidence) -> Iterator[Finding]:
    """An item with expenditure has a budget that is not nil, or 完成预算 cannot be said of it."""
    leaves = classification.leaves(evidence.accounts.functional_items)
    are_given = has_budgets(leaves)
    for item in leaves:
        is_missing = are_given if item.budget is None else item.budget.yuan == 0
        if total(item) > 0 and is_missing:
            state = "没有填" if item.budget is None else "为0元"
            spent = told(replace(numbers(item)[0], yuan=total(item)))
            message = f"{_called(item)}支出{spent}，调整预算数{state}，算不出完成预算的百分比"
            cells = item.cell if item.budget is None else item.budget.cell
            yield Finding(cells, message, tuple(amount.cell for amount in numbers(item)))


_FAR = 2
"""How many times its budget an item may spend."""


def what_was_spent_is_not_far_above_the_budget(evidence: Evidence) -> Iterator[Finding]:
    """An item that spent more than twice its budget is likely mistyped."""
    for item in classification.leaves(evidence.accounts.functional_items):
        limit = yuan(item.budget)
        if item.budget is not None and 0 < limit * _FAR < total(item):
            names = f"{_called(item)}支出", "调整预算数两倍"
            yield beyond(numbers(item)[0], names, (total(item), limit * _FAR), "元", _rest(item, item.budget))


def _rest(item: FunctionalItem, budget: Amount) -> Iterable[Part]:
    return (*numbers(item)[1:], budget)


def lowest_rows_have_an_amount(evidence: Evidence) -> Iterator[Finding]:
    """A row that has none below it has an amount of its own, be it nil: a blank one is printed as nil."""
    for fund in workbook_form.FUNDS:
        for item in classification.leaves(evidence.accounts.functional_items, fund):
            if not numbers(item):
                yield Finding(item.cell, f"{_called(item)}没有填金额，报告里会是支出0万元", (item.cell,))


RULES = (
    Rule(
        "C301",
        Severity.ERROR,
        PART,
        "支出科目每一行：基本支出＋项目支出＝合计",
        "填了合计的行，报告用的是合计；两者不等，印出的就是错的。",
        MEND,
        basic_and_project_make_the_row,
    ),
    Rule(
        "C302",
        Severity.ERROR,
        PART,
        "支出科目的类、款行等于所属各项的和（每列各算各的）",
        "类的数用在支出结构，项的数用在具体情况，两处要对得上。",
        "请对照财决08表改正；类、款行也可以不填金额，由程序相加。",
        rows_below_make_the_row,
    ),
    Rule(
        "C303",
        Severity.ERROR,
        PART,
        "支出科目各项相加等于一般公共预算财政拨款支出",
        "报告先说总数，再逐项说，读者会相加。",
        "请对照财决08表与财决01-1表，改正其中填错的一格。",
        items_make_the_expenditure,
    ),
    Rule(
        "C304",
        Severity.ERROR,
        PART,
        "支出科目各项的调整预算数相加等于一般公共预算财政拨款支出的调整预算数",
        "“完成预算”的百分比，总数和各项要用同一个预算作分母。",
        "请弄清总数和各项的预算是不是同一个口径，改正不对的一方。",
        budgets_of_the_items_make_the_budget,
    ),
    Rule(
        "C305",
        Severity.ERROR,
        PART,
        "支出科目的基本支出、项目支出列不大于收入支出表的同名支出，没有其他资金时相等",
        "财政拨款支出是全部支出的一部分；没有别的钱，就是全部支出。",
        "请对照财决08表与财决01表，看有没有一格填错，或基本支出、项目支出填反了。",
        columns_are_within_all_expenditure,
    ),
    Rule(
        "C306",
        Severity.WARNING,
        PART,
        "有支出的项，调整预算数已填且不为0",
        "预算为0就算不出完成预算的百分比，也说不清钱从哪里来。",
        "请填上调整预算数；没有预算而有支出的，在〔出错说明〕写明。",
        what_was_spent_has_a_budget,
    ),
    Rule(
        "C307",
        Severity.WARNING,
        PART,
        "各项的支出不超过调整预算数的两倍",
        "决算超出预算这么多，常常是多写了一位数字。",
        "请核对支出和调整预算数；确实如此的，在〔出错说明〕写明。",
        what_was_spent_is_not_far_above_the_budget,
    ),
    Rule(
        "C308",
        Severity.WARNING,
        PART,
        "支出科目的末级行都填了金额",
        "空着的一行多半是上年留下、今年没有的科目，报告却会写上它支出0万元。",
        "请填上金额，明确没有发生的填0；今年没有这个科目的，删去这一行和它下面没有科目的类、款行。",
        lowest_rows_have_an_amount,
    ),
)
