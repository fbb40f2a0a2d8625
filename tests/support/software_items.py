"""The tables with a row for each 科目 as the accounts software writes them, and the sheets beside them."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from juesuan.model import workbook_form
from tests.support import software_forms
from tests.support.software_forms import ECONOMIC
from tests.support.software_ledger import FUNDS, NIL, Leaf
from tests.support.software_pen import Area, Pen, Row, Table, summed


def sections(pen: Pen, leaf: Leaf) -> dict[str, dict[str, Decimal]]:
    """An item by economic section, of basic, project and operating expenditure, of all money."""
    basic, project, remitted, operating, subsidy = pen.ledger.natures(leaf)
    is_general = leaf.fund == workbook_form.GENERAL_PUBLIC
    parts = {
        "basic": dict(pen.ledger.by_section[leaf.code]) if is_general else {},
        "project": dict(pen.ledger.project_sections[leaf.code]) if is_general else {},
        "operating": {"30299": operating + remitted + subsidy},
    }
    for name, whole in (("basic", basic), ("project", project)):
        rest = whole - sum(parts[name].values(), NIL)
        parts[name]["30299"] = parts[name].get("30299", NIL) + rest
    return parts


def by_code(
    pen: Pen,
    named: tuple[str, str],
    heads: Sequence[Sequence[str]],
    leaves: Iterable[tuple[Leaf, Sequence[Decimal]]],
) -> Table:
    """A table by 类, 款 and 项: the headings behind the name in one to three rows, and the amounts of items."""
    code, title = named
    width = 4 + len(heads[0])
    rows = pen.heads(code, title, width)
    rows += [[*(["项目", "", "", ""] if place == 0 else [""] * 4), *head] for place, head in enumerate(heads[:-1])]
    last = ["支出功能分类科目编码", "", "", "科目名称"]
    rows.append([*last, *heads[-1]] if len(heads) > 1 else ["项目", "", "", "", *heads[-1]])
    if len(heads) == 1:
        rows.append([*last, *[""] * len(heads[0])])
    rows += [_blank(width) for _ in range(7 - len(rows))]
    rows.append(["类", "款", "项", "栏次", *map(str, range(1, width - 3))])
    found = list(leaves)
    rows.append(["", "", "", "合计", *map(pen.money, summed([a for _leaf, a in found], len(heads[0])))])
    merged: list[Area] = [(0, 0, 0, width - 1), (7, 0, 8, 0), (7, 1, 8, 1), (7, 2, 8, 2)]
    for at, name, amounts in levels(found, len(heads[0])):
        if pen.look.codes == "merged":
            merged.append((len(rows), 0, len(rows), 2))
        rows.append([*_codes(pen, at), pen.label(name), *map(pen.money, amounts)])
    return Table(code, title, rows, tuple(merged))


def _blank(width: int) -> Row:
    return [""] * width


def _codes(pen: Pen, code: str) -> Row:
    if pen.look.codes == "merged":
        return [code, "", ""]
    return [code[:3], code[3:5], code[5:]]


def incomes(pen: Pen) -> Table:
    heads = [
        "本年收入合计",
        "财政拨款收入",
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    ]
    amounts = ((leaf, pen.ledger.incomes(leaf)) for leaf in pen.ledger.leaves)
    return by_code(pen, ("Z03", "收入决算表"), [heads], [(leaf, (sum(own, NIL), *own)) for leaf, own in amounts])


def natures(pen: Pen) -> Table:
    heads = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
    amounts = ((leaf, pen.ledger.natures(leaf)) for leaf in pen.ledger.leaves)
    return by_code(pen, ("Z04", "支出决算表"), [heads], [(leaf, (sum(own, NIL), *own)) for leaf, own in amounts])


def economic(pen: Pen) -> Iterator[Table]:
    everything, general = pen.ledger.leaves, pen.ledger.of(workbook_form.GENERAL_PUBLIC)
    yield _detail(pen, ("Z05", "支出决算明细表"), everything, ("basic", "project", "operating"))
    yield _detail(pen, ("Z05_1", "基本支出决算明细表"), everything, ("basic",))
    yield _projects(pen, "Z05_2", "项目支出决算明细表", everything)
    yield _detail(pen, ("Z05_3", "经营支出决算明细表"), everything, ("operating",))
    yield _detail(
        pen, ("Z08", "一般公共预算财政拨款支出决算明细表"), general, ("basic", "project"), is_fiscal=True
    )
    yield _detail(pen, ("Z08_1", "一般公共预算财政拨款基本支出决算明细表"), general, ("basic",), is_fiscal=True)
    yield _projects(pen, "Z08_2", "一般公共预算财政拨款项目支出决算明细表", general, is_fiscal=True)


def _detail(
    pen: Pen, named: tuple[str, str], leaves: Sequence[Leaf], kinds: Sequence[str], *, is_fiscal: bool = False
) -> Table:
    rows = [(leaf, _spread(pen, leaf, kinds, is_fiscal=is_fiscal)) for leaf in leaves]
    return by_code(pen, named, _economic_heads(), [each for each in rows if each[1][0]])


def _spread(pen: Pen, leaf: Leaf, kinds: Sequence[str], *, is_fiscal: bool) -> Sequence[Decimal]:
    parts = sections(pen, leaf)
    if is_fiscal:
        own = {"basic": pen.ledger.by_section, "project": pen.ledger.project_sections}
        parts = {kind: own[kind][leaf.code] for kind in own}
    held = {code: sum((parts[kind].get(code, NIL) for kind in kinds), NIL) for code, _ in _sections()}
    amounts: list[Decimal] = [sum(held.values(), NIL)]
    for class_code, names in ECONOMIC.items():
        own_amounts = [held[f"{class_code}{section}"] for section in names]
        amounts += [sum(own_amounts, NIL), *own_amounts]
    return amounts


def _projects(pen: Pen, code: str, title: str, leaves: Sequence[Leaf], *, is_fiscal: bool = False) -> Table:
    """A table by project: 项目名称 and 项目代码 behind the name of the item."""
    width = 6 + len(_economic_heads()[0])
    rows = pen.heads(code, title, width)
    heads = _economic_heads()
    rows.append(["项目", *[""] * 5, *heads[0]])
    rows.append(["支出功能分类科目编码", "", "", "科目名称", "项目名称", "项目代码", *heads[1]])
    rows += [_blank(width), _blank(width)]
    rows.append(["类", "款", "项", "栏次", pen.look.dash, pen.look.dash, *map(str, range(1, width - 5))])
    spread = [(leaf, _spread(pen, leaf, ("project",), is_fiscal=is_fiscal)) for leaf in leaves]
    found = [each for each in spread if each[1][0]]
    totals = summed([amounts for _leaf, amounts in found], width - 6)
    rows.append(["", "", "", "合计", pen.look.dash, pen.look.dash, *map(pen.money, totals)])
    for at, name, amounts in levels(found, width - 6):
        rows.append([*_codes(pen, at), pen.label(name), "", "", *map(pen.money, amounts)])
        if len(at) == 7:
            halves = [(amount / 2).quantize(Decimal("0.01")) for amount in amounts[1:]]
            # Classes are the sums of their halves, as the total is.
            split = _resummed(halves), _resummed([a - h for a, h in zip(amounts[1:], halves, strict=True)])
            for serial, part in enumerate(split, start=1):
                own = [f"{name}项目{serial}", f"51000021T00000{serial}"]
                rows.append([*_codes(pen, at), pen.label(name), *own, *map(pen.money, part)])
    return Table(code, title, rows, ((0, 0, 0, width - 1),))


def fund_table(pen: Pen, code: str, fund: str, title: str) -> Table:
    """财决07, 09 and 11: balances, revenue and expenditure of a fund by item."""
    ledger, field = pen.ledger, FUNDS[fund]
    heads = [
        ["年初结转和结余", "", "", "本年收入", "", "", "本年支出", *[""] * 4, "年末结转和结余", *[""] * 4],
        ["合计", "基本支出结转", "项目支出结转和结余", "合计", "基本支出", "项目支出", "合计", "基本支出", "", "",
         "项目支出", "合计", "基本支出结转", "项目支出结转和结余", "", ""],
        [*[""] * 7, "小计", "人员经费", "日常公用经费", *[""] * 3, "小计", "项目支出结转", "项目支出结余"],
    ]  # fmt: skip
    rows: list[tuple[Leaf, Sequence[Decimal]]] = []
    for place, leaf in enumerate(ledger.of(fund)):
        opening = ledger.opening[field] if place == 0 else NIL
        came = ledger.revenue[field] if place == 0 else NIL
        left = opening + came - leaf.total
        basic_in = min(came, leaf.basic)
        people = sum((v for s, v in ledger.by_section.get(leaf.code, {}).items() if s[:3] in ("301", "303")), NIL)
        rows.append((leaf, (
            opening, NIL, opening, came, basic_in, came - basic_in,
            leaf.total, leaf.basic, people, leaf.basic - people, leaf.project,
            left, NIL, left, left, NIL,
        )))  # fmt: skip
    return by_code(pen, (code, title), heads, rows)


def related(pen: Pen) -> Table:
    """附01 预算支出相关信息表; nothing of it is in the workbook."""
    heads = [["财政拨款结转和结余", "", "资产"], ["年初数", "年末数", "固定资产"]]
    fiscal = pen.ledger.fiscal
    amounts = (fiscal["opening_balance"], fiscal["closing_balance"], Decimal("1234567.89"))
    return by_code(pen, ("F01", "预算支出相关信息表"), heads, [(pen.ledger.leaves[0], amounts)])


def staff(pen: Pen) -> Table:
    """附02 基本数字表: people, by their labels."""
    heads = [
        ["编制人数", "年末实有人数", *[""] * 4],
        ["合计", "合计", "行政人员", "参照公务员法管理人员", "事业人员", "工勤人员"],
    ]
    counts = pen.ledger.counts
    names = ("establishment", "staff", *(f"staff_{each}" for each in software_forms.STAFF))
    own = [counts.get(name, NIL) for name in names]
    return by_code(pen, ("F02", "基本数字表"), heads, [(pen.ledger.leaves[0], own)])


def extras() -> Iterator[Table]:
    junk: list[Row] = [["参数", "数值"], ["本年收入合计", Decimal("99999.99")], ["总计", Decimal("88888.88")]]
    yield Table("CS03", "上年结转对照表", [["上年结转对照表"], *junk])
    yield Table("QB01", "报表清单", [["报表清单"], ["财决01表", "收入支出决算总表"], ["财决03表", "收入决算表"]])


def levels(
    leaves: Sequence[tuple[Leaf, Sequence[Decimal]]], width: int
) -> Iterator[tuple[str, str, Sequence[Decimal]]]:
    """The rows of 类, 款 and 项, by code; an item that has two funds stands once."""
    codes = sorted({leaf.code[:length] for leaf, _ in leaves for length in (3, 5, 7)})
    for code in codes:
        below = [amounts for leaf, amounts in leaves if leaf.code.startswith(code)]
        name = next((leaf.name for leaf, _ in leaves if leaf.code == code), software_forms.name_of(code))
        yield code, name, summed(below, width)


def _sections() -> Iterator[tuple[str, str]]:
    for class_code, sections in ECONOMIC.items():
        for section, name in sections.items():
            yield f"{class_code}{section}", name


def _economic_heads() -> list[list[str]]:
    upper, lower = ["合计"], [""]
    for class_code, sections in ECONOMIC.items():
        upper += [workbook_form.ECONOMIC_CLASSES[class_code], *[""] * len(sections)]
        lower += ["小计", *sections.values()]
    return [upper, lower]


def _resummed(amounts: Sequence[Decimal]) -> list[Decimal]:
    """Amounts of classes and sections with total and classes as the sums of their sections."""
    found: list[Decimal] = []
    at = 0
    total = NIL
    for sections in ECONOMIC.values():
        own = amounts[at + 1 : at + 1 + len(sections)]
        found += [sum(own, NIL), *own]
        total += sum(own, NIL)
        at += 1 + len(sections)
    return [total, *found]
