"""附03 机构运行信息表 as the accounts software writes it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tests.support import software_forms
from tests.support.software_ledger import NIL
from tests.support.software_pen import Pen, Row, Table, Value


def operation(pen: Pen) -> Table:
    ledger, form = pen.ledger, pen.look.form
    left = [*_three_rows(pen), *_count_rows(pen, software_forms.VISITS)]
    costs = ledger.costs["agency_operating_costs"]
    mine = {"行政单位": 0, "参照公务员法管理的事业单位": 1}.get(ledger.kind)
    right: list[tuple[str, Value, Value]] = [("二、机关运行经费", pen.money(None), pen.money(costs))]
    for place, words in enumerate(("（一）行政单位", "（二）参照公务员法管理事业单位")):
        right.append((words, pen.money(None), pen.money(costs if place == mine else NIL)))
    right += _count_rows(pen, software_forms.ASSETS[form])
    right.append(("四、政府采购支出信息", pen.look.dash, pen.look.dash))
    right += [
        (words, pen.look.dash, pen.money(ledger.costs[field])) for words, field in software_forms.PROCUREMENT
    ]
    height = max(len(left), len(right))
    rows = pen.heads("F03", "机构运行信息表", 8)
    rows.append(["项目", "行次", software_forms.BUDGET_OF_THREE[form], "统计数"] * 2)
    rows.append(["栏次", "", "1", "2", "栏次", "", "3", "4"])
    for place in range(height):
        row: Row = []
        for side, column in enumerate((left, right)):
            words, budget, actual = column[place] if place < len(column) else ("", "", "")
            row += [pen.label(words) if words else "", Decimal(side * height + place + 1), budget, actual]
        rows.append(row)
    rows += [[note] for note in software_forms.NOTES]
    return Table("F03", "机构运行信息表", rows, ((0, 0, 0, 7),))


def _three_rows(pen: Pen) -> Iterator[tuple[str, Value, Value]]:
    yield "一、“三公”经费支出", pen.look.dash, pen.look.dash
    three, budget = dict(pen.ledger.three), dict(pen.ledger.three_budget)
    for upper, lower in (("receptions", "domestic_receptions"), ("vehicles", "vehicle_running")):
        budget[lower] = budget[lower] or budget[upper]
    for numbers in (three, budget):
        numbers["domestic_receptions"] += numbers["foreign_receptions"]
        numbers["abroad"] = NIL
    for words, field in software_forms.THREE_PUBLIC:
        is_detail = field in {"foreign_receptions", "abroad"}
        yield words, pen.money(None if is_detail else budget[field]), pen.money(three[field])


def _count_rows(pen: Pen, listed: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Value, Value]]:
    for words, field in listed:
        names = field.split("+") if field else []
        if field == "nil":
            yield words, pen.look.dash, "0" if pen.look.amounts == "texts" else NIL
        elif len(names) > 1:
            held = [pen.ledger.counts.get(name) for name in names]
            whole = sum((each for each in held if each is not None), NIL)
            yield words, pen.look.dash, whole if any(each is not None for each in held) else ""
        else:
            yield words, pen.look.dash, pen.count(field) if field else pen.look.dash
