"""财决01 and 01-1 as the accounts software writes them: rows with labels, side by side."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from juesuan.model import workbook_form
from tests.support import software_forms
from tests.support.software_forms import FUNCTIONS, INCOMES
from tests.support.software_items import sections
from tests.support.software_ledger import FUNDS, NIL
from tests.support.software_pen import Area, Pen, Row, Table

Labelled = list[tuple[str, Decimal | None]]


def revenue_expenditure(pen: Pen) -> Table:
    ledger, form = pen.ledger, pen.look.form
    whole = ledger.whole
    left = [(label, _income(pen, field)) for label, field in INCOMES[form]]
    functions: Labelled = [
        (label, sum((sum(ledger.natures(leaf), NIL) for leaf in ledger.leaves if leaf.code[:3] == code), NIL))
        for label, code in FUNCTIONS[form]
    ]
    kinds = _kinds(pen)
    height = max(len(functions), len(kinds), 26)
    ends = [
        ("本年收入合计", whole["revenue_of_year"], "本年支出合计", whole["expenditure_of_year"]),
        (software_forms.RESERVES[form], whole["use_of_reserves"], "结余分配", whole["surplus_distribution"]),
        ("年初结转和结余", whole["opening_balance"], "年末结转和结余", whole["closing_balance"]),
        *software_forms.balance_details(form),
        ("总计", whole["total_revenue"], "总计", whole["total_expenditure"]),
    ]
    columns = [
        [*_padded(left, height), *[(a, b) for a, b, _c, _d in ends]],
        [*_padded(functions, height), *[(c, d) for _a, _b, c, d in ends]],
        [*_padded(kinds, height), *[(c, d) for _a, _b, c, d in ends]],
    ]
    rows = pen.heads("Z01", "收入支出决算总表", 15)
    three = ["年初预算数", "全年预算数", "决算数"]
    rows += [
        ["收入", *[""] * 4, "支出", *[""] * 9],
        [
            "项目",
            "行次",
            *three,
            "项目(按功能分类)",
            "行次",
            *three,
            "项目(按支出性质和经济分类)",
            "行次",
            *three,
        ],
        ["栏次", "", "1", "2", "3", "栏次", "", "4", "5", "6", "栏次", "", "7", "8", "9"],
    ]
    whole_height = len(columns[0])
    for place in range(whole_height):
        row: Row = []
        for side, column in enumerate(columns):
            label, amount = column[place]
            row += [pen.label(label) if label else "", Decimal(side * whole_height + place + 1)]
            row += _three(pen, amount) if label else ["", "", ""]
        rows.append(row)
    return Table("Z01", "收入支出决算总表", rows, ((0, 0, 0, 14), (3, 0, 3, 4), (3, 5, 3, 14)))


def _income(pen: Pen, field: str) -> Decimal | None:
    if field == "fiscal":
        return pen.ledger.fiscal["revenue_of_year"]
    return pen.ledger.whole[field]


def _three(pen: Pen, amount: Decimal | None) -> Row:
    """初 and 全年 are multiples of 决算: they tie, and none is mistaken for another unseen."""
    return [pen.money(None if amount is None else amount * times) for times in (2, 3, 1)]


def _kinds(pen: Pen) -> Labelled:
    ledger, whole = pen.ledger, pen.ledger.whole
    public = sum((v for code, v in ledger.basic_sections.items() if code[:3] not in ("301", "303")), NIL)
    named: Labelled = [
        ("一、基本支出", whole["basic_expenditure"]),
        ("人员经费", whole["basic_expenditure"] - public),
        ("日常公用经费" if pen.look.form == "2018" else "公用经费", public),
        ("二、项目支出", whole["project_expenditure"]),
        ("其中：基本建设类项目", NIL),
        ("三、上缴上级支出", whole["remittance_to_superior"]),
        ("四、经营支出", whole["operating_expenditure"]),
        ("五、对附属单位补助支出", whole["subsidy_to_subordinate"]),
        ("", NIL),
        ("经济分类支出合计", whole["expenditure_of_year"]),
    ]
    totals = _all_sections(pen)
    for serial, (code, name) in zip("一二三四五六七八九十", workbook_form.ECONOMIC_CLASSES.items(), strict=True):
        named.append((f"{serial}、{name}", sum((v for s, v in totals.items() if s[:3] == code), NIL)))
    return named


def _all_sections(pen: Pen) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for leaf in pen.ledger.leaves:
        for part in sections(pen, leaf).values():
            for code, amount in part.items():
                found[code] = found.get(code, NIL) + amount
    return found


def fiscal(pen: Pen) -> Table:
    """财决01-1, with the columns of each fund; until 2018 there are two."""
    form = pen.look.form
    two = FUNDS if form != "2018" else dict(list(FUNDS.items())[:2])
    left, right = _sides(pen, two)
    kinds = ["年初预算数", "全年预算数", "决算数"]
    four = ["小计" if form != "2018" else "合计", *(f"{fund}财政拨款" for fund in two)]
    width = 5 + 2 + len(kinds) * len(four)
    rows = pen.heads("Z01_1", "财政拨款收入支出决算总表", width)
    rows += [
        ["收入", *[""] * 4, "支出", *[""] * (width - 6)],
        ["项目", "行次", *kinds, "项目(按功能分类)", "行次",
         *[word for kind in kinds for word in (kind, *[""] * (len(four) - 1))]],
        [*[""] * 7, *[word for _ in kinds for word in four]],
        ["栏次", "", "1", "2", "3", "栏次", "", *map(str, range(4, 4 + width - 7))],
    ]  # fmt: skip
    for place, ((label, amount), (function, amounts)) in enumerate(zip(left, right, strict=True)):
        row: Row = [pen.label(label) if label else "", Decimal(place + 1)]
        row += _three(pen, amount) if label else ["", "", ""]
        row += [pen.label(function), Decimal(len(left) + place + 1)]
        row += [pen.money(None if a is None else a * times) for times in (2, 3, 1) for a in amounts]
        rows.append(row)
    merged: list[Area] = [(0, 0, 0, width - 1), (3, 0, 3, 4), (3, 5, 3, width - 1)]
    merged += [(4, at, 5, at) for at in range(7)]
    merged += [(4, at, 4, at + len(four) - 1) for at in range(7, width, len(four))]
    return Table("Z01_1", "财政拨款收入支出决算总表", rows, tuple(merged))


def _sides(pen: Pen, two: Mapping[str, str]) -> tuple[Labelled, list[tuple[str, list[Decimal | None]]]]:
    """Both halves of 财决01-1."""
    fiscal, form = pen.ledger.fiscal, pen.look.form
    serials = dict(zip(two, "一二三", strict=False))
    height = len(FUNCTIONS[form])
    left: Labelled = [
        (f"{serials[fund]}、{fund}财政拨款", fiscal[f"{field}_revenue"]) for fund, field in two.items()
    ]
    left = _padded(left, height)
    left += [
        ("本年收入合计", fiscal["revenue_of_year"]),
        ("年初财政拨款结转和结余", fiscal["opening_balance"]),
    ]
    left += [(f"{serials[fund]}、{fund}财政拨款", fiscal[f"{field}_opening"]) for fund, field in two.items()]
    left.append(("总计", fiscal["total_revenue"]))
    right: list[tuple[str, list[Decimal | None]]] = [
        (label, _of_funds(pen, code, two)) for label, code in FUNCTIONS[form]
    ]
    right.append(("本年支出合计", _four(pen, "expenditure", "expenditure_of_year", two)))
    right.append(("年末财政拨款结转和结余", _four(pen, "closing", "closing_balance", two)))
    for fund, field in two.items():
        own = fiscal[f"{field}_closing"]
        right.append((f"{serials[fund]}、{fund}财政拨款", [own, *(own if f == fund else None for f in two)]))
    totals = [fiscal[f"{field}_expenditure"] + fiscal[f"{field}_closing"] for field in two.values()]
    right.append(("总计", [fiscal["total_expenditure"], *totals]))
    return left, right


def _of_funds(pen: Pen, code: str, funds: Iterable[str]) -> list[Decimal | None]:
    own = [sum((each.total for each in pen.ledger.of(fund) if each.code[:3] == code), NIL) for fund in funds]
    return [sum(own, NIL), *own]


def _four(pen: Pen, ending: str, total: str, funds: Mapping[str, str]) -> list[Decimal | None]:
    fiscal = pen.ledger.fiscal
    return [fiscal[total], *(fiscal[f"{field}_{ending}"] for field in funds.values())]


def _padded(rows: Iterable[tuple[str, Decimal | None]], height: int) -> Labelled:
    found = list(rows)
    return [*found, *[("", NIL)] * (height - len(found))]
