"""A made-up department of any size: as many projects and items of the functional classification as asked for.

Its accounts tie as those of `water_office`, whose small tables it keeps; sums are computed here.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from juesuan.model import sheets, workbook_form
from juesuan.year.blank_workbook import Content, Entry
from tests.support import builder, water_office

REASON = "部分工作尚未完成结算"
_ITEMS_OF_A_SECTION, _SECTIONS_OF_A_CLASS = 3, 4
_OPENING, _CLOSING = 20_000, 15_000


class Size(Struct, frozen=True):
    """How much there is of what, and how long the words are."""

    projects: int = 3
    items: int = 6
    unit: str = "青禾县水务局"
    project: str = "第{}个项目"
    """The name of a project, with its number."""
    reason: str = REASON
    indicators: int = 2
    """Of each project."""
    has_public_tables: bool = True
    worth: int = 1
    """Every amount times this: 0 for a department without money, -1 for one with a wrong sign everywhere."""


class _Item(Struct, frozen=True):
    code: str
    names: tuple[str, str, str]
    basic: int
    """元, as the next two."""
    project: int
    budget: int

    @property
    def total(self) -> int:
        return self.basic + self.project


def department(size: Size) -> Content:
    """The workbook of the department; nothing in it is open."""
    items = list(_items(size.items))
    basic, spent = sum(item.basic for item in items), sum(item.total for item in items)
    budget = sum(item.budget for item in items)
    changed = {
        "基本信息": [{**row, "内容": size.unit} if row["项目"] == "单位全称" else row for row in _about(size)],
        "收入支出": list(_revenue_expenditure(basic, spent, size.reason)),
        "财政拨款收支": list(_fiscal_appropriation(spent, budget, size.reason)),
        "支出科目": list(_rows(items, size.reason)),
        "基本支出": _basic_expenditure(basic),
        "绩效项目": list(_projects(size, spent - basic)),
        "绩效指标": [_aim(size.project.format(number), place)
                 for number in range(1, size.projects + 1) for place in range(size.indicators)],
        "名词解释": [{"名词": _term(item), "解释": f"反映{item.names[2]}方面的支出。"} for item in items],
    }  # fmt: skip
    content = water_office.department(**changed)
    for column, amount in (("本年数", _public_use(basic)), ("上年数", 2 * _public_use(basic))):
        content = builder.changed(content, "其他事项", "机关运行经费", column, amount)
    return {name: [_worth(name, row, size.worth) for row in rows] for name, rows in content.items()}


_REASONS = {
    column.heading for column in (workbook_form.REASON, workbook_form.BUDGET_REASON, workbook_form.NOTE)
} | {"差异原因"}
_MONEY = {
    sheet.name: {column.heading for column in sheet.columns if column.kind is sheets.ColumnKind.AMOUNT}
    for sheet in workbook_form.SHEETS
}
_COUNTED = {item.label for item in workbook_form.OTHER_MATTERS.items if item.unit}


def _worth(sheet: str, row: Entry, worth: int) -> Entry:
    """The row with its amounts times a number; nil differs from nothing and needs no reason."""
    if row.get("项目") in _COUNTED:
        return row
    return {
        head: value * worth if head in _MONEY[sheet] and not isinstance(value, str) else value
        for head, value in row.items()
        if worth or head not in _REASONS
    }


def _about(size: Size) -> Sequence[Entry]:
    return [
        *water_office.department()["基本信息"],
        {"项目": "附表", "内容": "是" if size.has_public_tables else "否"},
    ]


# ---- 支出科目


def _items(count: int) -> Iterator[_Item]:
    classes = sorted(workbook_form.FUNCTION_CLASSES)
    for number in range(count):
        section, place = divmod(number, _ITEMS_OF_A_SECTION)
        above, section = divmod(section, _SECTIONS_OF_A_CLASS)
        code, name = classes[above], f"第{above + 1}类支出"
        basic, project = 10_000 * (number % 7), 25_000 + 1_250 * (number % 11)
        yield _Item(
            f"{code}{section + 1:02}{place + 1:02}",
            (name, f"{name}第{section + 1}款", f"{name}第{section + 1}款的第{place + 1}项工作"),
            basic,
            project,
            basic + project + 500 * (number % 3),
        )


def _rows(items: Sequence[_Item], reason: str) -> Iterator[Entry]:
    seen: set[str] = set()
    for item in items:
        for length, name in ((3, item.names[0]), (5, item.names[1])):
            if item.code[:length] not in seen:
                seen.add(item.code[:length])
                yield {"科目编码": item.code[:length], "科目名称": name}
        why = {"与预算差异原因": reason} if item.budget != item.total else {}
        yield {"科目编码": item.code, "科目名称": item.names[2], "基本支出": item.basic, "项目支出": item.project,
               "合计": item.total, "调整预算数": item.budget, **why}  # fmt: skip


def _term(item: _Item) -> str:
    return "".join(f"{name}（{level}）" for name, level in zip(item.names, "类款项", strict=True))


# ---- the tables of totals


def _revenue_expenditure(basic: int, spent: int, reason: str) -> Iterator[Entry]:
    """All money is of the general public budget."""
    revenue = spent + _CLOSING - _OPENING
    yield from _line("年初结转和结余", _OPENING, _OPENING)
    yield from _line("一般公共预算财政拨款收入", revenue, 2 * revenue)
    yield from _line("本年收入合计", revenue, 2 * revenue)
    yield from _line("收入总计", revenue + _OPENING, 2 * revenue + _OPENING, reason)
    yield from _line("基本支出", basic, 2 * basic)
    yield from _line("项目支出", spent - basic, 2 * (revenue - basic))
    yield from _line("本年支出合计", spent, 2 * revenue)
    yield from _line("年末结转和结余", _CLOSING, _OPENING)
    yield from _line("支出总计", revenue + _OPENING, 2 * revenue + _OPENING, reason)


def _fiscal_appropriation(spent: int, budget: int, reason: str) -> Iterator[Entry]:
    revenue = spent + _CLOSING - _OPENING
    for label in ("一般公共预算年初结转和结余", "年初财政拨款结转和结余"):
        yield from _line(label, _OPENING, _OPENING)
    for label in ("一般公共预算财政拨款收入", "本年收入合计"):
        yield from _line(label, revenue, 2 * revenue)
    for label in ("政府性基金预算财政拨款支出", "国有资本经营预算财政拨款支出"):
        yield {"项目": label, "本年决算数": 0, "上年决算数": 0, "调整预算数": 0}
    yield from _line("收入总计", revenue + _OPENING, 2 * revenue + _OPENING, reason)
    for label, why in (("一般公共预算财政拨款支出", reason), ("本年支出合计", "")):
        yield {
            "项目": label,
            "本年决算数": spent,
            "上年决算数": 2 * revenue,
            "调整预算数": budget,
            "变动原因": why,
        }
    for label in ("一般公共预算年末结转和结余", "年末财政拨款结转和结余"):
        yield from _line(label, _CLOSING, _OPENING)
    yield from _line("支出总计", revenue + _OPENING, 2 * revenue + _OPENING, reason)


def _line(label: str, now: int, before: int, reason: str = "") -> Iterator[Entry]:
    yield {"项目": label, "本年决算数": now, "上年决算数": before, "变动原因": reason}


def _public_use(basic: int) -> Decimal:
    return Decimal(basic) / 10


def _basic_expenditure(basic: int) -> Sequence[Entry]:
    public = _public_use(basic)
    return [
        {"科目名称": "人员经费合计", "金额": basic - public},
        {"科目编码": "30101", "科目名称": "基本工资", "金额": basic - public},
        {"科目名称": "公用经费合计", "金额": public},
        {"科目编码": "30201", "科目名称": "办公费", "金额": public},
    ]


# ---- 绩效项目


def _projects(size: Size, spent: int) -> Iterator[Entry]:
    """The projects spend all of 项目支出."""
    for number in range(size.projects):
        executed = spent // size.projects + (spent % size.projects if number == 0 else 0)
        budget = executed + 1_000 * (number % 2)
        why = {"差异原因": size.reason} if budget != executed else {}
        yield {"项目名称": size.project.format(number + 1), "预算数": budget, "预算数中财政拨款": budget,
               "预算数中其他资金": 0, "执行数": executed, "执行数中财政拨款": executed, "执行数中其他资金": 0,
               "自评得分": 92, "自评等级": "优", **why}  # fmt: skip


def _aim(project: str, place: int) -> Entry:
    return {"项目名称": project, "一级指标": "完成指标", "二级指标": "数量指标",
            "三级指标": f"第{place + 1}项任务", "预期指标值": "全部", "实际完成指标值": "全部"}  # fmt: skip
