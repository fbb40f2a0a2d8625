"""A strategy for whole departments whose accounts tie: free numbers are drawn, every total is computed from them.

All money is drawn in 分 and computed as integers; a row has a reason exactly where it differs from something.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from hypothesis import strategies as st
from msgspec import Struct

from juesuan.model import editions, sheets, standard_names, workbook_form
from juesuan.model.chinese import UNITS
from juesuan.model.sheets import Sheet
from juesuan.year.blank_workbook import Content, Entry
from tests.support.usual_rows import usual_parts

Draw = st.DrawFn
Cents = Mapping[str, int]
"""Field to 分, or to a number of people and things."""
Columns = dict[str, dict[str, int]]
"""final, last and budget, each a field to its number."""

FEN = st.integers(0, 10**10)
SMALL = st.integers(0, 10**4)
FEW = st.integers(0, 30)
REASON = "工作任务变化"
YUAN = 100
_FUNDS = dict(zip(workbook_form.FUNDS, ("general_public", "government_fund", "state_capital"), strict=True))


@st.composite
def departments(draw: Draw, unit: str = "元") -> Content:
    """The workbook of a department that ties, its money in 元 or 万元; nothing in it is to be reported."""
    items = [
        item
        for fund, most in zip(workbook_form.FUNDS, (6, 3, 2), strict=True)
        for item in draw(_items(fund, most))
    ]
    fiscal = draw(_fiscal(items))
    whole = draw(_whole(fiscal, items))
    kind = draw(st.sampled_from(("行政单位", "参照公务员法管理的事业单位", "事业单位")))
    basic, public_use = draw(
        _basic(sum(item.basic for item in items if item.fund == workbook_form.GENERAL_PUBLIC))
    )
    three = draw(_three_public(fiscal["final"]["expenditure_of_year"]))
    basis = draw(st.sampled_from((workbook_form.BASIS_OF_YEAR, workbook_form.BASIS_WITH_BALANCES)))
    costs = 0 if kind == "事业单位" else public_use
    projects = draw(_projects(items, whole["final"]["project_expenditure"]))
    content = {
        "基本信息": draw(_about(kind, basis)),
        "收入支出": _with_total_reasons(_fixed(workbook_form.REVENUE_EXPENDITURE, whole), whole, basis),
        "财政拨款收支": _with_total_reasons(_fixed(workbook_form.FISCAL_APPROPRIATION, fiscal), fiscal, basis),
        "支出科目": draw(_item_rows(items)),
        "基本支出": basic,
        "三公经费": _fixed(workbook_form.THREE_PUBLIC, three),
        "其他事项": draw(_other_matters(three, costs, whole)),
        "业务指标": draw(_indicators()),
        "绩效项目": projects,
        "绩效指标": [_aim(str(project["项目名称"])) for project in projects],
        "名词解释": [{"名词": term, "解释": "反映这一项支出。"} for term in dict.fromkeys(map(_term, items))],
        "出错说明": (),
    }
    return {name: _in_unit(name, rows, UNITS[unit] * YUAN) for name, rows in content.items()}


def _about(kind: str, basis: str) -> st.SearchStrategy[Sequence[Entry]]:
    rest: dict[str, str | int | Decimal] = {
        "单位全称": "青禾县水务局", "地区": "青禾县", "单位性质": kind, "年度": 2021, "版式": editions.NAMES[0],
        "总计口径": basis,
    }  # fmt: skip
    return _scores().map(
        lambda scored: [
            {"项目": label, "内容": value}
            for label, value in {**rest, "整体支出自评得分": scored[0], "整体支出自评等级": scored[1]}.items()
        ]
    )


def _scores() -> st.SearchStrategy[tuple[Decimal, str]]:
    return st.decimals(0, 100, places=2).map(lambda score: (score, _grade(score)))


def _grade(score: Decimal) -> str:
    return next(
        grade for grade, least in zip(workbook_form.GRADES, (90, 80, 60, 0), strict=True) if score >= least
    )


# ---- sums


def split(draw: Draw, whole: int, count: int) -> list[int]:
    """A number as the sum of so many."""
    cuts = sorted(draw(st.lists(st.integers(0, whole), min_size=count - 1, max_size=count - 1)))
    return [end - start for start, end in zip([0, *cuts], [*cuts, whole], strict=True)]


def _totalled(sheet: Sheet, numbers: Cents) -> dict[str, int]:
    """The numbers of a column with every total of the form; totals of totals stand below their parts or above."""
    found = dict(numbers)
    pending = {item.field: parts for item in sheet.items if (parts := usual_parts(sheet, item))}
    while pending:
        ready = [field for field, parts in pending.items() if all(part in found for part in parts)]
        found.update({field: sum(found[part] for part in pending.pop(field)) for field in ready})
    return found


def _fixed(sheet: Sheet, columns: Columns) -> list[Entry]:
    """The rows of a fixed table; each that differs from last year or from the budget says why."""
    return [_row(sheet, item.label, {name: numbers.get(item.field) for name, numbers in columns.items()})
            for item in sheet.items]  # fmt: skip


def _row(sheet: Sheet, label: str, numbers: Mapping[str, int | None]) -> Entry:
    headings = {column.field: column.heading for column in sheet.columns}
    entry: dict[str, str | int | Decimal] = {"项目": label}
    entry.update({headings[name]: value for name, value in numbers.items() if value is not None})
    reason = "reason" if "reason" in headings else "note"
    if numbers.get("last") not in {None, numbers["final"]}:
        entry[headings[reason]] = REASON
    if numbers.get("budget") not in {None, numbers["final"]} and "budget_reason" in headings:
        entry[headings["budget_reason"]] = REASON
    return entry


def _with_total_reasons(rows: list[Entry], columns: Columns, basis: str) -> list[Entry]:
    """The reason of 收入总计 and 支出总计 is one for both, and for 本年合计 where that is what is printed."""
    fields = ("revenue_of_year", "expenditure_of_year")
    if basis == workbook_form.BASIS_WITH_BALANCES:
        fields = ("total_revenue", "total_expenditure")
    differs = any(columns["final"][field] != columns["last"][field] for field in fields)
    words = {workbook_form.REASON.heading: REASON} if differs else {}
    totals = ("收入总计", "支出总计")
    bare = [{head: value for head, value in row.items() if head != workbook_form.REASON.heading} for row in rows]
    return [{**kept, **words} if row["项目"] in totals else row for row, kept in zip(rows, bare, strict=True)]


# ---- 支出科目


def _name(code: str, level: str) -> str:
    """The code and its name in the classification, or a made-up one where it is not known."""
    known = (standard_names.functional() if code < "3" else standard_names.economic()).by_code.get(code)
    return f"（{code}）{known[-1].name if known else level}"


class Item(Struct, frozen=True):
    """A lowest row of 支出科目, in 分."""

    code: str
    fund: str
    basic: int
    project: int
    budget: int
    states_total: bool

    @property
    def name(self) -> str:
        return _name(self.code, "项")

    @property
    def total(self) -> int:
        return self.basic + self.project


@st.composite
def _items(draw: Draw, fund: str, most: int) -> list[Item]:
    classes = st.sampled_from(sorted(workbook_form.FUNCTION_CLASSES))
    codes = st.builds("{}{:02}{:02}".format, classes, st.integers(1, 3), st.integers(1, 5))
    least = 1 if fund == workbook_form.GENERAL_PUBLIC else 0
    return [draw(_item(code, fund)) for code in draw(st.lists(codes, min_size=least, max_size=most, unique=True))]


@st.composite
def _item(draw: Draw, code: str, fund: str) -> Item:
    basic, project = draw(FEN if fund == workbook_form.GENERAL_PUBLIC else st.just(0)), draw(FEN)
    total = basic + project
    budget = total + draw(st.just(0) | st.integers(-(total // 2), 10**9))
    return Item(code, fund, basic, project, budget, draw(st.booleans()))


@st.composite
def _item_rows(draw: Draw, items: Sequence[Item]) -> Sequence[Entry]:
    """Every item with the rows above it, which state their sums or leave them blank."""
    states = draw(st.booleans())
    rows = [_item_row(item) for item in items]
    for fund in workbook_form.FUNDS:
        own = [item for item in items if item.fund == fund]
        above = dict.fromkeys(item.code[:length] for length in (3, 5) for item in own)
        rows += [_upper_row(code, fund, [item for item in own if states and item.code.startswith(code)])
                 for code in above]  # fmt: skip
    return draw(st.permutations(rows))


def _item_row(item: Item) -> Entry:
    rest: dict[str, str | int] = {} if item.total == item.budget else {"与预算差异原因": REASON}
    if item.states_total:
        rest["合计"] = item.total
    return {
        "科目编码": item.code, "科目名称": item.name, "资金性质": item.fund, "基本支出": item.basic,
        "项目支出": item.project, "调整预算数": item.budget, **rest,
    }  # fmt: skip


def _upper_row(code: str, fund: str, below: Sequence[Item]) -> Entry:
    named = {"科目编码": code, "科目名称": _name(code, "类款"), "资金性质": fund}
    if not below:
        return named
    sums = {
        "基本支出": [item.basic for item in below], "项目支出": [item.project for item in below],
        "合计": [item.total for item in below], "调整预算数": [item.budget for item in below],
    }  # fmt: skip
    return {**named, **{heading: sum(values) for heading, values in sums.items()}}


def _term(item: Item) -> str:
    above = (_name(item.code[:length], "类款") for length in (3, 5))
    return "{}（类）{}（款）{}（项）".format(*above, item.name)


# ---- 财政拨款收支, 收入支出


@st.composite
def _fiscal(draw: Draw, items: Sequence[Item]) -> Columns:
    """Each fund: opening + revenue = expenditure + closing; last year closes with this year's opening."""
    final: dict[str, int] = {}
    last: dict[str, int] = {}
    budget: dict[str, int] = {}
    for name, fund in _FUNDS.items():
        own = [item for item in items if item.fund == name]
        spent, opening, more = sum(item.total for item in own), draw(FEN), draw(FEN)
        final |= _fund(fund, opening, max(0, spent - opening) + more, spent)
        spent_before = draw(FEN)
        opening_before = draw(st.integers(0, spent_before + opening))
        last |= _fund(fund, opening_before, spent_before + opening - opening_before, spent_before)
        budget[f"{fund}_expenditure"] = sum(item.budget for item in own)
    spent_of = next(
        item for item in workbook_form.FISCAL_APPROPRIATION.items if item.field == "expenditure_of_year"
    )
    budget["expenditure_of_year"] = sum(budget[part] for part in spent_of.parts)
    return {
        "final": _totalled(workbook_form.FISCAL_APPROPRIATION, final),
        "last": _totalled(workbook_form.FISCAL_APPROPRIATION, last),
        "budget": budget,
    }


def _fund(fund: str, opening: int, revenue: int, spent: int) -> dict[str, int]:
    values = {"opening": opening, "revenue": revenue, "expenditure": spent, "closing": opening + revenue - spent}
    return {f"{fund}_{name}": value for name, value in values.items()}


_OWN_REVENUE = (
    "superior_subsidy", "institutional_revenue", "operating_revenue", "subordinate_remittance", "use_of_reserves",
)  # fmt: skip
_OWN_SPENDING = (
    "remittance_to_superior",
    "operating_expenditure",
    "subsidy_to_subordinate",
    "surplus_distribution",
)


@st.composite
def _whole(draw: Draw, fiscal: Columns, items: Sequence[Item]) -> Columns:
    """The fiscal money of both years and the department's own beside it."""
    opening = draw(FEN)
    spent = sum(item.basic for item in items), sum(item.project for item in items)
    final = draw(_year(fiscal["final"], spent, opening))
    spent_before = split(draw, fiscal["last"]["expenditure_of_year"], 2)
    own_before = draw(FEN)
    last = draw(_year(fiscal["last"], (spent_before[0], spent_before[1]), own_before))
    # What is left over is distributed, what is lacking was other revenue: so last year closes as this one opens.
    gap = last["closing_balance"] - final["opening_balance"]
    last["closing_balance"] = final["opening_balance"]
    last["surplus_distribution"] += max(0, gap)
    last["other_revenue"] += max(0, -gap)
    return {year: _totalled(workbook_form.REVENUE_EXPENDITURE, numbers)
            for year, numbers in (("final", final), ("last", last))}  # fmt: skip


@st.composite
def _year(draw: Draw, fiscal: Cents, spent: tuple[int, int], opening: int) -> dict[str, int]:
    """One year; ``spent`` is the fiscal money by basic and project, ``opening`` what was left of its own money."""
    own = {field: draw(st.just(0) | FEN) for field in (*_OWN_REVENUE, *_OWN_SPENDING)}
    more = [draw(st.just(0) | FEN) for _ in spent]
    left = (
        opening
        + sum(own[field] for field in _OWN_REVENUE)
        - sum(own[field] for field in _OWN_SPENDING)
        - sum(more)
    )
    return {
        **own,
        **{f"{fund}_revenue": fiscal[f"{fund}_revenue"] for fund in _FUNDS.values()},
        "opening_balance": fiscal["opening_balance"] + opening,
        "other_revenue": max(0, -left),
        "basic_expenditure": spent[0] + more[0],
        "project_expenditure": spent[1] + more[1],
        "closing_balance": fiscal["closing_balance"] + max(0, left),
    }


# ---- 基本支出, 三公经费


@st.composite
def _basic(draw: Draw, whole: int) -> tuple[list[Entry], int]:
    """The rows, and the public-use funds."""
    personnel, public_use = split(draw, whole, 2)
    rows: list[Entry] = []
    for label, amount, codes in (
        (workbook_form.PERSONNEL_TOTAL, personnel, ("30101", "30102", "30103", "30302")),
        (workbook_form.PUBLIC_USE_TOTAL, public_use, ("30201", "30202", "30205", "31002")),
    ):
        parts = split(draw, amount, draw(st.integers(1, len(codes))))
        rows.append({"科目名称": label, "金额": amount})
        rows += [{"科目编码": code, "科目名称": _name(code, "款"), "金额": part}
                 for code, part in zip(codes, parts, strict=False)]  # fmt: skip
    return draw(st.permutations(rows)), public_use


_OF_THREE = ("overseas", "vehicle_purchase", "vehicle_running", "domestic_receptions", "foreign_receptions")
_LEAST = {"vehicle_running": 5000 * YUAN, "domestic_receptions": 5 * YUAN}
"""Below, a vehicle or a guest would cost unlikely little."""
_LEAST_IN_ALL = 500 * YUAN
"""Below, the sheet looks as if it were filled in in another unit."""


@st.composite
def _three_public(draw: Draw, spent: int) -> Columns:
    parts = split(draw, draw(st.integers(0, min(spent, 10**9))), len(_OF_THREE))
    final = {
        field: part if part >= _LEAST.get(field, 0) else 0 for field, part in zip(_OF_THREE, parts, strict=True)
    }
    some = st.integers(0, min(spent, 10**8))
    last = {field: draw(st.just(part) | some) for field, part in final.items()}
    budget = {field: part + draw(st.just(0) | some) for field, part in final.items()}
    columns = {"final": final, "last": last, "budget": budget}
    if max(map(sum, (numbers.values() for numbers in columns.values()))) < _LEAST_IN_ALL:
        columns = {name: dict.fromkeys(numbers, 0) for name, numbers in columns.items()}
    return {name: _totalled(workbook_form.THREE_PUBLIC, numbers) for name, numbers in columns.items()}


# ---- 其他事项


@st.composite
def _other_matters(draw: Draw, three: Columns, costs: int, whole: Columns) -> Sequence[Entry]:
    final, last = (
        {"agency_operating_costs": costs},
        {"agency_operating_costs": draw(st.integers(0, min(costs * 9, 10**10)))},
    )
    for year, numbers in (("final", final), ("last", last)):
        numbers.update(draw(_bought(whole[year]["expenditure_of_year"])))
        numbers.update(draw(_visits(three[year])))
        numbers.update(draw(_vehicles(three[year])))
    people, people_before = draw(_people([whole[year]["basic_expenditure"] for year in ("final", "last")]))
    columns = {"final": {**final, **people}, "last": {**last, **people_before}}
    return _fixed(
        workbook_form.OTHER_MATTERS,
        {name: _totalled(workbook_form.OTHER_MATTERS, numbers) for name, numbers in columns.items()},
    )


@st.composite
def _bought(draw: Draw, spent: int) -> dict[str, int]:
    kinds = split(draw, draw(st.integers(0, spent)), 3)
    small = draw(st.integers(0, sum(kinds)))
    fields = ("procurement_goods", "procurement_works", "procurement_services")
    own = {"procurement_small_medium": small, "procurement_micro": draw(st.integers(0, small))}
    return {**dict(zip(fields, kinds, strict=True)), **own}


@st.composite
def _visits(draw: Draw, three: Cents) -> dict[str, int]:
    """Persons and groups where there was money, at a likely cost a head."""
    found: dict[str, int] = {}
    for money, groups, persons, cost in (
        ("overseas", "overseas_groups", "overseas_persons", 30_000 * YUAN),
        ("domestic_receptions", "domestic_reception_batches", "domestic_reception_persons", 300 * YUAN),
        ("foreign_receptions", "foreign_reception_batches", "foreign_reception_persons", 300 * YUAN),
    ):
        found[persons] = three[money] // cost + 1 if three[money] else 0
        found[groups] = draw(st.integers(1, found[persons])) if three[money] else 0
    return found


@st.composite
def _vehicles(draw: Draw, three: Cents) -> dict[str, int]:
    bought = draw(st.integers(1, 3)) if three["vehicle_purchase"] else 0
    held = max(bought, three["vehicle_running"] // (100_000 * YUAN) + 1 if three["vehicle_running"] else 0)
    kinds = split(draw, held, 3)
    assets = split(draw, held, 5)
    sheet = workbook_form.OTHER_MATTERS
    parts = {each.field: usual_parts(sheet, each) for each in sheet.items}
    return {
        "vehicles_bought": bought,
        **dict(zip(parts["vehicles_held"], kinds, strict=True)),
        **dict(zip(parts["assets_vehicles"], assets, strict=True)),
        "general_equipment": draw(FEW),
        "special_equipment": draw(FEW),
    }


@st.composite
def _people(draw: Draw, spent: Sequence[int]) -> tuple[dict[str, int], dict[str, int]]:
    """This year's and last year's: last + joined - left = this; nobody where that would cost unlikely much."""
    sheet = workbook_form.OTHER_MATTERS
    kinds = next(usual_parts(sheet, item) for item in sheet.items if item.field == "staff")
    now, before = (_paid({kind: draw(FEW) for kind in kinds}, basic) for basic in spent)
    grown, more = sum(now.values()) - sum(before.values()), draw(FEW)
    now |= {"staff_joined": max(0, grown) + more, "staff_left": max(0, -grown) + more}
    before |= {"staff_joined": draw(FEW), "staff_left": draw(FEW)}
    for year in (now, before):
        year["establishment"] = sum(year[kind] for kind in kinds) + draw(FEW)
    return now, before


def _paid(people: dict[str, int], basic: int) -> dict[str, int]:
    count = sum(people.values())
    is_likely = not basic or 1000 * YUAN * count <= basic <= 10_000_000 * YUAN * count
    return people if is_likely else dict.fromkeys(people, 0)


# ---- 业务指标, 绩效项目


@st.composite
def _indicators(draw: Draw) -> Sequence[Entry]:
    rows: list[Entry] = []
    for group in range(draw(st.integers(0, 3))):
        parts = [draw(_hundredths()) for _ in range(draw(st.integers(1, 4)))]
        rows += [_indicator(f"第{group}组第{place}项", part, f"第{group}组", workbook_form.GROUP_PART)
                 for place, part in enumerate(parts)]  # fmt: skip
        total = sum((part[0] for part in parts), Decimal(0)), sum((part[1] for part in parts), Decimal(0))
        rows.append(_indicator(f"第{group}组总数", total, f"第{group}组", workbook_form.GROUP_TOTAL))
    rows += [
        _indicator(f"单独第{place}项", draw(_hundredths()), "", "") for place in range(draw(st.integers(0, 3)))
    ]
    return draw(st.permutations(rows))


@st.composite
def _hundredths(draw: Draw) -> tuple[Decimal, Decimal]:
    """A value and last year's, not too far from it."""
    value = draw(st.integers(0, 10**9))
    return Decimal(value) / 100, Decimal(value * draw(st.integers(1, 8)) // 4) / 100


def _indicator(name: str, values: tuple[Decimal, Decimal], group: str, role: str) -> Entry:
    return {"名称": name, "数值": values[0], "计量单位": "个", "上年数值": values[1], "复核数值": values[0],
            "分组": group, "组内作用": role}  # fmt: skip


@st.composite
def _projects(draw: Draw, items: Sequence[Item], spent: int) -> Sequence[Entry]:
    """The projects spend all of 项目支出, the fiscal part of it from fiscal money; none where there is none."""
    count = draw(st.integers(1 if spent else 0, 4))
    fiscal = sum(item.project for item in items)
    shares = zip(split(draw, fiscal, count), split(draw, spent - fiscal, count), strict=True) if count else ()
    return [draw(_project(f"第{place}个项目", share)) for place, share in enumerate(shares)]


@st.composite
def _project(draw: Draw, name: str, executed: tuple[int, int]) -> Entry:
    more = [draw(st.just(0) | FEN) for _ in executed]
    budget = [part + extra for part, extra in zip(executed, more, strict=True)]
    score, grade = draw(_scores())
    return {
        "项目名称": name, "预算数": sum(budget), "预算数中财政拨款": budget[0], "预算数中其他资金": budget[1],
        "执行数": sum(executed), "执行数中财政拨款": executed[0], "执行数中其他资金": executed[1],
        "差异原因": REASON if any(more) else "", "自评得分": score, "自评等级": grade,
    }  # fmt: skip


def _aim(project: str) -> Entry:
    return {"项目名称": project, "一级指标": "完成指标", "二级指标": "数量指标", "三级指标": "完成任务",
            "预期指标值": "全部完成", "实际完成指标值": "全部完成"}  # fmt: skip


# ---- 分 as the sheet has it

_MONEY = {
    sheet.name: {column.heading for column in sheet.columns if column.kind is sheets.ColumnKind.AMOUNT}
    for sheet in workbook_form.SHEETS
}
_COUNTED = {item.label for item in workbook_form.OTHER_MATTERS.items if item.unit}


def _in_unit(sheet: str, rows: Sequence[Entry], worth: int) -> Sequence[Entry]:
    """The rows with their money in a unit that is worth so many 分; counts stay."""
    return [
        {head: Decimal(value) / worth if head in _MONEY[sheet] and row.get("项目") not in _COUNTED else value
         for head, value in row.items()}
        for row in rows
    ]  # fmt: skip


# ---- of any sign and magnitude

_COMPARED = {"上年决算数", "上年数", "调整预算数"}
"""The headings of what a fixed table may leave blank."""
_ODD = (1, 49 * YUAN, 50 * YUAN, 51 * YUAN, YUAN, 10**13)
"""分: one, next to half a hundredth of 万元, one 元, and what the largest department has."""


@st.composite
def varied(draw: Draw, unit: str = "元") -> Content:
    """A department that ties, with some of its money turned, nil, blank, tiny or huge: it is only printed."""
    content = draw(departments(unit))
    places = [
        (name, place, head)
        for name, rows in content.items()
        for place, row in enumerate(rows)
        for head in row
        if head in _MONEY[name] and row.get("项目") not in _COUNTED
    ]
    found = {name: [dict(row) for row in rows] for name, rows in content.items()}
    chosen = draw(st.lists(st.sampled_from(places), max_size=20, unique=True))
    for name, place, head in chosen:
        cents = draw(st.sampled_from((0, *_ODD)) | st.integers(0, 10**13))
        held = Decimal(cents * draw(st.sampled_from((1, -1)))) / (UNITS[unit] * YUAN)
        is_blank = head in _COMPARED and "项目" in found[name][place] and draw(st.booleans())
        found[name][place][head] = "" if is_blank else held
    return found


def of_form(content: Content, edition: str) -> Content:
    """The content in the form of an edition, and of a year that it is for."""
    about = {"版式": edition, "年度": 2021 if edition == "四川2020" else 2022}
    rows = [{**row, "内容": about.get(str(row["项目"]), row["内容"])} for row in content["基本信息"]]
    return {**content, "基本信息": rows}
