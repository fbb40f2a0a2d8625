"""变动原因: one wherever the report says that two numbers differ, none where they are equal, and one that fits."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from msgspec import Struct

from juesuan.checks.amounts import named, number, place, unit_of_sheet
from juesuan.checks.functional_items import numbers, total
from juesuan.checks.rule import Evidence, Finding, Rule
from juesuan.figures import classification, phrases
from juesuan.figures.derive import CHANGE, LAST, TOTALS
from juesuan.model import workbook_form
from juesuan.model.accounts import Accounts, FunctionalItem, TableRow
from juesuan.model.problems import Severity
from juesuan.model.projects import Project
from juesuan.model.values import Cell, Figures, Text

PART = "变动原因"
_Given = TypeVar("_Given")


class ReasonSlot(Struct, frozen=True):
    """A place where the report prints a reason, and the differences it is for."""

    name: str
    """The name of what differs from what, such as “公务接待费”决算数与预算数."""
    place: Cell
    """The cell of the row's label, at which a missing reason is told."""
    words: tuple[Text, ...]
    """The reasons that are given."""
    differences: tuple[Fraction, ...]
    """This year's number less what it is compared with, in 元; none where the other is not known."""
    cells: tuple[Cell, ...]
    """The cells of the numbers that are compared."""
    unit: str = "元"
    """What the sheet gives its money in."""
    unknown: str = ""
    """The name of what the report would compare it with, where that is blank and nothing is said in its place."""

    @property
    def differs(self) -> bool:
        """Whether the numbers differ, so that there is something to explain."""
        return any(self.differences)


# ---- the places


def slots(accounts: Accounts, figures: Figures) -> Iterator[ReasonSlot]:
    """Every place where the report prints a reason, in the order of the report."""
    whole, fiscal = accounts.revenue_expenditure, accounts.fiscal_appropriation
    yield _totals("收入支出", "", (whole.total_revenue, whole.total_expenditure), figures)
    yield _totals("财政拨款收支", "财政拨款", (fiscal.total_revenue, fiscal.total_expenditure), figures)
    yield _line(fiscal.general_public_expenditure, "last", fiscal.general_public_expenditure.reason)
    yield from map(_item, classification.leaves(accounts.functional_items))
    yield from _three_public(accounts)
    costs = accounts.other_matters.agency_operating_costs
    yield _line(costs, "last", costs.note)
    yield from map(_project, accounts.projects)


def _totals(table: str, prefix: str, rows: tuple[TableRow, TableRow], figures: Figures) -> ReasonSlot:
    """The slot of the one reason for both totals, which are 本年合计 or those with balances, as 总计口径 says."""
    of_totals = (figures.get(f"{TOTALS}.{prefix}{side}总计.{CHANGE}") for side in ("收入", "支出"))
    known = [figure for figure in of_totals if figure is not None]
    words = tuple(row.reason for row in rows if row.reason is not None)
    cells = tuple(cell for figure in known for cell in _cells(figure))
    differences = tuple(figure.value for figure in known)
    unknown = "、".join(_unknown(f"{TOTALS}.{prefix}{side}总计", figures) for side in ("收入", "支出")).strip("、")
    return ReasonSlot(
        f"{table}表“收入总计”“支出总计”与上年",
        rows[0].cell,
        words,
        differences,
        cells,
        unit_of_sheet(rows[0]),
        unknown,
    )


def _unknown(name: str, figures: Figures) -> str:
    """The name of the row that a total is taken from, where last year's number of it is blank; else empty."""
    total = figures[name]
    row = total.rule.removeprefix("同").partition(".")[2]
    return f"上年“{row}”" if total.value and f"{name}.{LAST}" not in figures else ""


def _cells(source: object) -> Iterator[Cell]:
    """Every cell that a figure was made of, through all figures between."""
    if isinstance(source, Cell):
        yield source
    else:
        yield from (cell for each in getattr(source, "sources", ()) for cell in _cells(each))


_AGAINST = {"last": "与上年", "budget": "决算数与预算数"}


def _line(row: TableRow, against: str, words: Text | None) -> ReasonSlot:
    """The slot of a row's reason against last year or the budget, by the field of that column."""
    now, other = number(row), number(row, against)
    known = () if now is None or other is None else (Fraction(now - other),)
    cells = place(row), place(row, against)
    is_unknown = bool(now) and other is None and not (against == "last" and row.comparison)
    unknown = named(row, against) if is_unknown else ""
    name, unit = f"{named(row)}{_AGAINST[against]}", unit_of_sheet(row)
    return ReasonSlot(name, row.cell, _tuple(words), known, cells, unit, unknown)


def _three_public(accounts: Accounts) -> Iterator[ReasonSlot]:
    table = accounts.three_public
    is_compared = accounts.edition.compares_three_public
    yield _line(table.total, "budget", table.total.budget_reason)
    if is_compared:
        yield _line(table.total, "last", table.total.reason)
    for row in (table.overseas, table.vehicles, table.receptions):
        # Of travel abroad an older form says no more than that there was none.
        if is_compared or row is not table.overseas or number(row):
            yield _line(row, "budget", row.budget_reason)
            yield _line(row, "last", row.reason)


def _item(item: FunctionalItem) -> ReasonSlot:
    known = () if item.budget is None else (Fraction(total(item) - item.budget.yuan),)
    cells = tuple(amount.cell for amount in (*numbers(item), *_tuple(item.budget)))
    name = f"“{item.code} {item.name}”决算数与预算数"
    unit = item.budget.unit if item.budget else "元"
    return ReasonSlot(name, item.cell, _tuple(item.budget_reason), known, cells, unit)


def _project(project: Project) -> ReasonSlot:
    known = (Fraction(project.executed.yuan - project.budget.yuan),)
    cells = project.executed.cell, project.budget.cell
    name, unit = f"项目“{project.name}”执行数与预算数", project.executed.unit
    return ReasonSlot(name, project.name.cell, _tuple(project.reason), known, cells, unit)


def _tuple(value: _Given | None) -> tuple[_Given, ...]:
    """The value alone in a tuple; an empty tuple where there is none."""
    return () if value is None else (value,)


# ---- rules


def differences_have_a_reason(evidence: Evidence) -> Iterator[Finding]:
    """A reason is compulsory where two compared numbers differ."""
    for slot in slots(evidence.accounts, evidence.figures):
        if slot.differs and not slot.words:
            message = f"{slot.name}不同（{_differences(slot)}），没有写原因"
            yield Finding(slot.place, message, (slot.place, *slot.cells), difference=_differences(slot))


def equal_numbers_have_none(evidence: Evidence) -> Iterator[Finding]:
    """A reason is not wanted where two compared numbers are equal."""
    for slot in slots(evidence.accounts, evidence.figures):
        if slot.differences and not slot.differs and slot.words:
            words = slot.words[0]
            yield Finding(words.cell, f"{slot.name}相等，却写了原因“{words}”", (words.cell, *slot.cells))


def what_is_compared_is_known(evidence: Evidence) -> Iterator[Finding]:
    """Where the form compares a number with last year or with the budget, that is filled in."""
    blank: dict[str, list[ReasonSlot]] = {}
    for slot in slots(evidence.accounts, evidence.figures):
        if slot.unknown:
            blank.setdefault(slot.place.sheet, []).append(slot)
    for sheet, found in blank.items():
        names = "、".join(dict.fromkeys(slot.unknown for slot in found))
        cells = dict.fromkeys(cell for slot in found for cell in (slot.place, *slot.cells))
        advice = _OWN_WORDS if sheet == workbook_form.THREE_PUBLIC.name else ""
        yield Finding(found[0].place, f"{names}没有填，报告写不出比较", tuple(cells), advice=advice)
    row = evidence.accounts.fiscal_appropriation.general_public_expenditure
    if number(row) and number(row, "budget") is None:
        message = f"{named(row, 'budget')}没有填，报告写不出完成预算的百分比"
        yield Finding(place(row, "budget"), message, (row.cell, place(row)))


_OWN_WORDS = "请补上；没有发生填 0；上年数确实不知道的，在“与上年比较”写明，或写在〔出错说明〕。"


_RISE = re.compile("增加|增多|增长|增大|上升|上涨|提高|扩大|新增|新进|追加|上调")
_FALL = re.compile(
    "减少|减小|下降|下调|降低|压减|压缩|缩减|精简|节约|节俭|节省|严格控制|严控|控制|取消|退休|调出|未拨|没有|未发生|尚未|未完成|未支付|结转|推迟"
)
_UNCLEAR = re.compile("上年|去年|往年|不再|未增|不增|一次性|预算")
"""Words that may turn the sense of a reason round."""


def reasons_fit_the_sign(evidence: Evidence) -> Iterator[Finding]:
    """A reason does not speak of a rise where all fell, nor of a fall where all rose."""
    for slot in slots(evidence.accounts, evidence.figures):
        went = direction(slot.differences)
        for words in slot.words:
            if went and _sense(words.text) == -went:
                spoken = "增加" if went < 0 else "减少"
                message = f"{slot.name}相比{_differences(slot)}，原因“{words}”说的却是{spoken}"
                yield Finding(words.cell, message, (words.cell, *slot.cells), difference=_differences(slot))


def direction(differences: tuple[Fraction, ...]) -> int:
    """1 where every difference is a rise, -1 where every one is a fall, else 0."""
    if not differences or 0 in differences:
        return 0
    signs = {1 if difference > 0 else -1 for difference in differences}
    return signs.pop() if len(signs) == 1 else 0


def _sense(words: str) -> int:
    """1 where a reason speaks of a rise alone, -1 where of a fall alone, 0 where it is not clear."""
    rises, falls = _RISE.search(words) is not None, _FALL.search(words) is not None
    return 0 if rises == falls or _UNCLEAR.search(words) else (1 if rises else -1)


def _differences(slot: ReasonSlot) -> str:
    """The differences in words: 增加1,920,000元, or 持平."""
    return "、".join(dict.fromkeys(_difference(each, slot.unit) for each in slot.differences))


def _difference(yuan: Fraction, unit: str) -> str:
    size = phrases.typed_money(Decimal(phrases.exact(abs(yuan))), unit)
    return f"{'增加' if yuan > 0 else '减少'}{size}" if yuan else "持平"


def reasons_are_no_purpose(evidence: Evidence) -> Iterator[Finding]:
    """A reason says why, not what for."""
    for words in _words(evidence):
        before, purpose, _ = words.text.partition("主要用于")
        if words.text.startswith("用于") or (purpose and not _MORE_MONEY.search(before)):
            yield Finding(words.cell, f"“{words}”说的是用途，不是原因", (words.cell,))


_MORE_MONEY = re.compile(
    "(?:新增|增加|追加|下达|收到|安排|减少|压减|结转)[^，。；]{0,12}(?:资金|经费|项目|补助|拨款|专款|专项|债券|任务)"
)
"""Words that say why before others say what for: 新增项目资金，主要用于住院楼建设."""
_SAID_ALREADY = re.compile(
    "(其?主要(变动)?原因|变动原因|差异原因|原因)?(是因为|是由于|主要是|因为|由于|是|为|：|:)"
)


def reasons_do_not_repeat_the_form(evidence: Evidence) -> Iterator[Finding]:
    """The form says 主要原因是 before a reason; a reason that says it again doubles the words."""
    for words in _words(evidence):
        found = _SAID_ALREADY.match(words.text)
        if found and found[0] not in {"是", "为", "：", ":"}:
            message = f"“{words}”以“{found[0]}”开头，印出来是“主要原因是{found[0]}……”，重复了"
            yield Finding(words.cell, message, (words.cell,))


def _words(evidence: Evidence) -> Iterator[Text]:
    """Every reason that the report prints."""
    for slot in slots(evidence.accounts, evidence.figures):
        yield from slot.words


RULES = (
    Rule(
        "C811",
        Severity.WARNING,
        PART,
        "报告里比较的两个数不同，就写有原因",
        "决算公开要求：与上年、与预算有差异的，必须说明原因。",
        "请在这一行的原因（说明）一栏写明，接在“主要原因是”后面。",
        differences_have_a_reason,
    ),
    Rule(
        "C812",
        Severity.WARNING,
        PART,
        "报告里比较的两个数相等，就不写原因",
        "没有差异却说明差异的原因，读者会以为数字错了。",
        "请删去原因，或改正其中一个数。",
        equal_numbers_have_none,
    ),
    Rule(
        "C813",
        Severity.WARNING,
        PART,
        "原因的意思与增减方向一致",
        "数字减少了，原因却说增加，一定有一个错。",
        "请核对数字的方向，改正数字或原因。",
        reasons_fit_the_sign,
    ),
    Rule(
        "C814",
        Severity.WARNING,
        PART,
        "原因说的是为什么，不是用在哪里",
        "“主要原因是……主要用于……”答非所问，是检查时常指出的毛病。",
        "请写为什么增加或减少；用途写在“说明”一栏。",
        reasons_are_no_purpose,
    ),
    Rule(
        "C815",
        Severity.WARNING,
        PART,
        "原因不重复报告已有的“主要原因是”",
        "报告在原因前面已经写了“主要原因是”。",
        "请删去开头这几个字。",
        reasons_do_not_repeat_the_form,
    ),
    Rule(
        "C816",
        Severity.WARNING,
        PART,
        "报告要比较的上年数、预算数都填了",
        "格式要求写与上年、与预算的比较；空着，这半句就没有了。",
        "请补上；没有发生填 0；确实不知道的，写在〔出错说明〕。",
        what_is_compared_is_known,
    ),
)
