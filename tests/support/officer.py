"""An officer who fills the workbook and the texts that `new` has made, as people do: open cells only, by openpyxl.

The made-up year is last year's again, with a little more revenue and a little more spent on wages; its balances
follow, so that all ties hold. Whatever a department needs besides is given to `fill` as single cells.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
from msgspec.structs import asdict
from openpyxl.worksheet.worksheet import Worksheet

from juesuan import reading
from juesuan.figures import classification, phrases
from juesuan.model import editions, workbook_form, year_folder
from juesuan.model.accounts import Accounts, FiscalAppropriation, FunctionalItem, RevenueExpenditure
from juesuan.model.chinese import UNITS
from juesuan.model.editions import Edition
from juesuan.model.projects import Project
from juesuan.model.sheets import Sheet
from juesuan.model.values import Amount, Count
from juesuan.model.written_text import MARK
from tests.support.usual_rows import usual_parts

MORE, SPENT = Decimal("20000.50"), Decimal("5000.25")
"""元 of revenue and of wages beside last year's."""
REASONS = ("人员经费标准调整", "津贴补贴标准调整")
"""One year's and the next one's."""
FUNDS = ("general_public", "government_fund", "state_capital")
HEAD = 4
Value = str | int | float | Decimal
"""A Decimal is money in 元."""
Cells = Mapping[tuple[str, str, str], Value]
"""Sheet, row and heading to what is typed there; a row is named by its first cell, or by its code."""
Numbers = Mapping[str, Decimal | None]


Rows = Iterable[tuple[str, Mapping[str, Value]]]
"""Sheet and heading to what is typed into its next blank row."""


def fill(folder: Path, cells: Cells, added: Rows = (), deleted: Iterable[tuple[str, str]] = ()) -> None:
    """Fills the year's workbook from last year's beside it; then types, deletes and adds what is told besides."""
    before = reading.book(reading.given(folder.parent / str(int(folder.name) - 1)))
    edition = editions.named(editions.fitting(int(folder.name)) or "")
    book = openpyxl.load_workbook(folder / year_folder.WORKBOOK)
    for (sheet, row, heading), value in _typed(before, edition).items():
        _type(book[sheet], row, heading, value)
    for (sheet, row, heading), value in cells.items():
        _type(book[sheet], row, heading, value)
    for sheet, row in deleted:
        assert not book[sheet].protection.sheet
        book[sheet].delete_rows(_line(book[sheet], row))
    for sheet, entry in added:
        line = next(n for n in range(HEAD + 1, book[sheet].max_row) if not book[sheet].cell(n, 1).value)
        for heading, value in entry.items():
            book[sheet].cell(line, _column(book[sheet], heading)).value = value
    book.save(folder / year_folder.WORKBOOK)


def _type(page: Worksheet, row: str, heading: str, value: Value) -> None:
    cell = page.cell(_line(page, row), _column(page, heading))
    assert not (page.protection.sheet and cell.protection.locked), f"{page.title} {cell.coordinate} is locked"
    cell.value = value / UNITS[str(page.cell(3, 2).value)] if isinstance(value, Decimal) else value


def _line(page: Worksheet, row: str) -> int:
    """The first row that is called so, by one of its first four cells; a name with / is that of several cells."""
    for line in range(HEAD + 1, page.max_row + 1):
        cells = [str(page.cell(line, at).value or "") for at in range(1, 5)]
        if row in cells or row == f"{cells[0]}/{cells[3]}":
            return line
    raise KeyError(row)


def _column(page: Worksheet, heading: str) -> int:
    return next(at for at in range(1, page.max_column + 1) if page.cell(HEAD, at).value == heading)


# ---- the year


def _typed(before: Accounts, edition: Edition) -> dict[tuple[str, str, str], Value]:
    """Everything that is typed, by sheet, row and heading."""
    return {
        **dict(_tables(before)),
        **dict(_functional(before)),
        **dict(_economic(before)),
        **dict(_counted(before)),
        **dict(_projects(before, edition)),
        ("基本信息", "整体支出自评得分", "内容"): 94.5,
        ("基本信息", "整体支出自评等级", "内容"): "优",
    }


Typed = Iterator[tuple[tuple[str, str, str], Value]]


def _tables(before: Accounts) -> Typed:
    fiscal, whole = _finals(before.fiscal_appropriation), _finals(before.revenue_expenditure)
    year = {f"{fund}_opening": fiscal[f"{fund}_closing"] for fund in FUNDS}
    year |= {f"{fund}_{name}": fiscal[f"{fund}_{name}"] for fund in FUNDS for name in ("revenue", "expenditure")}
    year["general_public_revenue"] += MORE
    year["general_public_expenditure"] += SPENT
    for fund in FUNDS:
        year[f"{fund}_closing"] = sum(
            (
                sign * year[f"{fund}_{name}"]
                for sign, name in ((1, "opening"), (1, "revenue"), (-1, "expenditure"))
            ),
            Decimal(0),
        )
    yield from _column_of(workbook_form.FISCAL_APPROPRIATION, totalled(workbook_form.FISCAL_APPROPRIATION, year))
    own = {item.field: whole[item.field] for item in workbook_form.REVENUE_EXPENDITURE.items if not item.parts}
    own["opening_balance"] = whole["closing_balance"]
    own["general_public_revenue"] += MORE
    own["basic_expenditure"] += SPENT
    held = totalled(workbook_form.REVENUE_EXPENDITURE, {**own, "closing_balance": Decimal(0)})
    own["closing_balance"] = held["total_revenue"] - held["total_expenditure"]
    yield from _column_of(workbook_form.REVENUE_EXPENDITURE, totalled(workbook_form.REVENUE_EXPENDITURE, own))
    budget = before.fiscal_appropriation.general_public_expenditure.budget
    if budget is not None:
        yield ("财政拨款收支", "一般公共预算财政拨款支出", "调整预算数"), budget.yuan + SPENT
        yield ("财政拨款收支", "本年支出合计", "调整预算数"), budget.yuan + SPENT
    reason = REASONS[before.department.year % 2]
    for sheet in ("收入支出", "财政拨款收支"):
        yield from (((sheet, row, "变动原因"), reason) for row in ("收入总计", "支出总计"))
    yield ("财政拨款收支", "一般公共预算财政拨款支出", "变动原因"), reason


def _finals(record: FiscalAppropriation | RevenueExpenditure) -> dict[str, Decimal]:
    """Field to 元, a blank counting as nil."""
    finals = {name: row.final for name, row in asdict(record).items()}
    return {name: final.yuan if final else Decimal(0) for name, final in finals.items()}


def totalled(sheet: Sheet, numbers: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The numbers with every total of the form."""
    found = dict(numbers)
    pending = {item.field: parts for item in sheet.items if (parts := usual_parts(sheet, item))}
    while pending:
        for field in [each for each, parts in pending.items() if all(part in found for part in parts)]:
            found[field] = sum((found[part] for part in pending.pop(field)), Decimal(0))
    return found


def _column_of(sheet: Sheet, numbers: Mapping[str, Decimal]) -> Typed:
    for item in sheet.items:
        yield (sheet.name, item.label, "本年决算数"), numbers[item.field]


def _functional(before: Accounts) -> Typed:
    leaves = [
        leaf for fund in workbook_form.FUNDS for leaf in classification.leaves(before.functional_items, fund)
    ]
    wages = next(leaf for leaf in leaves if leaf.basic and leaf.basic.yuan > 0)
    for leaf in leaves:
        more = SPENT if leaf is wages else Decimal(0)
        yield from _item(leaf, more)


def _item(leaf: FunctionalItem, more: Decimal) -> Typed:
    amounts = {"基本支出": (leaf.basic, more), "项目支出": (leaf.project, Decimal(0))}
    amounts |= {"合计": (leaf.stated, more), "调整预算数": (leaf.budget, more)}
    for heading, (amount, added) in amounts.items():
        if amount is not None:
            yield ("支出科目", leaf.code, heading), amount.yuan + added
    if leaf.budget_reason is not None:
        yield ("支出科目", leaf.code, "与预算差异原因"), f"{leaf.budget_reason}，年内未完成"


def _economic(before: Accounts) -> Typed:
    basic = before.basic_expenditure
    wages = next((item for item in basic.items if item.code.startswith("301") and item.amount), None)
    for item in basic.items:
        if item.amount is not None:
            yield ("基本支出", item.code, "金额"), item.amount.yuan + (SPENT if item is wages else 0)
    for line, more in ((basic.personnel, SPENT), (basic.public_use, Decimal(0))):
        assert line.final is not None
        yield ("基本支出", line.label, "金额"), line.final.yuan + more


def _counted(before: Accounts) -> Typed:
    """What is as it was last year: the three public ones with their budgets, other matters, indicators."""
    for sheet, heading in ((workbook_form.THREE_PUBLIC, "本年决算数"), (workbook_form.OTHER_MATTERS, "本年数")):
        for item in sheet.items:
            row = getattr(getattr(before, sheet.field), item.field)
            if row.final is not None:
                yield (sheet.name, item.label, heading), _value(row.final)
            if row.note is not None and sheet is workbook_form.THREE_PUBLIC:
                yield (sheet.name, item.label, "说明"), row.note.text
            budget = getattr(row, "budget", None)
            if budget is not None:
                yield (sheet.name, item.label, "调整预算数"), budget.yuan
            if getattr(row, "budget_reason", None) is not None:
                yield (sheet.name, item.label, "与预算差异原因"), f"{row.budget_reason}，严控支出"
    yield from ((("其他事项", row, "本年数"), 0) for row in ("调入人员", "调出人员"))
    for each in before.indicators:
        yield ("业务指标", each.name, "数值"), float(each.value.value)


def _value(final: Amount | Count) -> Value:
    return final.yuan if isinstance(final, Amount) else int(final.value)


def _projects(before: Accounts, edition: Edition) -> Typed:
    for project in before.projects:
        name = project.name.text
        amounts = {
            "预算数": project.budget, "预算数中财政拨款": project.budget_fiscal,
            "预算数中其他资金": project.budget_other, "执行数": project.executed,
            "执行数中财政拨款": project.executed_fiscal, "执行数中其他资金": project.executed_other,
        }  # fmt: skip
        yield from ((("绩效项目", name, heading), each.yuan) for heading, each in amounts.items() if each)
        if project.reason is not None:
            yield ("绩效项目", name, "差异原因"), f"{project.reason}，年内未完成"
        for each in project.indicators:
            given = {"预期指标值": each.expected, "实际完成指标值": each.actual}
            row = f"{name}/{each.third}"
            yield from ((("绩效指标", row, heading), words.text) for heading, words in given.items() if words)
        yield from _scores(project, edition)


def _scores(project: Project, edition: Edition) -> Typed:
    """Full marks for all but the execution where the form shares points out, else a good one."""
    name, score = project.name.text, 95.0
    if edition.scored is not None:
        yield ("绩效项目", name, "年初预算数"), project.budget.yuan
        count = len(project.indicators)
        for place, each in enumerate(project.indicators):
            weight = edition.scored.indicators // count + (edition.scored.indicators % count if not place else 0)
            row = f"{name}/{each.third}"
            yield from ((("绩效指标", row, heading), weight) for heading in ("权重", "得分"))
        rate = Fraction(project.executed.yuan) / Fraction(project.budget.yuan)
        score = edition.scored.indicators + float(phrases.rounded(rate * edition.scored.execution, 2))
    yield ("绩效项目", name, "自评得分"), score
    yield ("绩效项目", name, "自评等级"), "优"


# ---- the texts


def edit(folder: Path, change: Callable[[str], str]) -> None:
    """Changes the words of 文字材料, run by run."""
    path = folder / year_folder.TEXTS
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = parts["word/document.xml"].decode()
    parts["word/document.xml"] = re.sub(r"(?<=>)[^<>]+(?=</w:t>)", lambda found: change(found[0]), xml).encode()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    path.write_bytes(held.getvalue())


def confirmed(words: str, year: int) -> str:
    """The words without their mark, and a year later."""
    later = words.replace(MARK, "").replace(f"{year - 1}年", "□年").replace(f"{year - 2}年", f"{year - 1}年")
    return later.replace("□年", f"{year}年")
