"""The tables by 科目 of the export: 财决03, 04, 07, 08, 09, with their headings of several rows."""

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal

from juesuan.model import workbook_form
from juesuan.model.program_folders import TEMPLATES
from juesuan.year.blank_workbook import Content
from tests.support.official_department import NONE, Cell, Item, column, economic, items, number
from tests.support.old_excel import Area

Rows = list[list[Cell]]
SECTION = 5
"""Digits of the code of an economic section."""
_FUNDS = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
_ECONOMIC = tomllib.loads((TEMPLATES / "官方表.toml").read_text(encoding="utf-8"))["经济分类"]
CODES = [code for code in _ECONOMIC if code != "39906" and (len(code) == 3 or not code.startswith("399"))]
"""The economic columns of the detailed tables, in their order."""

_CODE_HEADS: Rows = [
    ["项目", "", "", ""],
    ["支出功能分类科目编码", "", "", "科目名称"],
    ["", "", "", ""],
    ["类", "款", "项", ""],
]
_CODE_AREAS: list[Area] = [(3, 0, 3, 3), (4, 0, 5, 2), (4, 3, 6, 3)]


def _coded(heads: Rows, merged: Sequence[Area], rows: Sequence[Sequence[Cell]]) -> tuple[Rows, list[Area]]:
    """A table by 科目 with the headings of its amounts beside those of the codes, which are merged."""
    above = [[*one, *other] for one, other in zip(_CODE_HEADS, heads, strict=True)]
    width = len(heads[0])
    above.append(["栏次", "", "", "", *range(1, width + 1)])
    body = [[code, "", "", name, *amounts] for code, name, *amounts in rows]
    areas = [*_CODE_AREAS, (7, 0, 7, 3), *((8 + at, 0, 8 + at, 2) for at in range(1, len(body)))]
    return [*above, *body], [(0, 0, 0, 3 + width), *areas, *merged, (8, 0, 8, 3)]


def _single(*names: str) -> tuple[Rows, list[Area]]:
    """Headings of one row, merged downwards."""
    blank: list[Cell] = [""] * len(names)
    return [[*names], [*blank], [*blank], [*blank]], [(3, 4 + at, 6, 4 + at) for at in range(len(names))]


def _total_first(total: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    return [["合计", "", *total], *rows]


def revenue(content: Content) -> tuple[Rows, list[Area]]:
    one = column(content, "收入支出", "本年决算数")
    fiscal = sum(
        (
            number(one.get(f"{fund}财政拨款收入", NONE) if one.get(f"{fund}财政拨款收入", NONE) != NONE else 0)
            for fund in _FUNDS
        ),
        Decimal(0),
    )
    names = ["财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
    amounts = [fiscal, *(one.get(name, NONE) for name in names[1:])]
    total: list[Cell] = [one["本年收入合计"], *amounts]
    heads, merged = _single("本年收入合计", *names)
    first = _line(items(content))
    return _coded(heads, merged, _total_first(total, [[item.code, item.name, *total] for item in first]))


def _line(found: Sequence[Item]) -> list[Item]:
    """The first class with the first section in it and the first item in that."""
    first = [found[0]]
    for length in (5, 7):
        below = [item for item in found if len(item.code) == length and item.code.startswith(first[-1].code)]
        first += below[:1]
    return first


def expenditure(content: Content) -> tuple[Rows, list[Area]]:
    one = column(content, "收入支出", "本年决算数")
    names = ["基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
    stated = [one.get(name, NONE) for name in names]
    tops = [item for item in items(content) if len(item.code) == 3]
    more = [
        number(stated[0]) - sum(item.basic for item in tops),
        number(stated[1]) - sum(item.project for item in tops),
    ]
    more += [number(each if each != NONE else 0) for each in stated[2:]]
    first = {item.code for item in _line(items(content))}
    rows: list[Sequence[Cell]] = []
    for item in items(content):
        amounts = [item.basic, item.project, Decimal(0), Decimal(0), Decimal(0)]
        if item.code in first:
            amounts = [one_ + other for one_, other in zip(amounts, more, strict=True)]
        rows.append([item.code, item.name, sum(amounts), *amounts])
    heads, merged = _single("本年支出合计", *names)
    return _coded(heads, merged, _total_first([one["本年支出合计"], *stated], rows))


def of_fund(content: Content, fund: str) -> tuple[Rows, list[Area]]:
    """财决07 and 09: balances, revenue and expenditure of a fund; balances by item are not made up."""
    one = column(content, "财政拨款收支", "本年决算数")
    own = [item for item in items(content) if item.fund == fund]
    people = sum(amount for code, amount in economic(content).items() if code[:3] in {"301", "303"})
    tops = [item for item in own if len(item.code) == 3]
    is_general = fund == workbook_form.GENERAL_PUBLIC
    basic = sum((item.basic for item in tops), Decimal(0))
    project = sum((item.project for item in tops), Decimal(0))
    parts: list[Cell] = [people, basic - people] if is_general else []
    total: list[Cell] = [
        one[f"{fund}年初结转和结余"], one[f"{fund}财政拨款收入"], basic + project, basic, *parts, project,
        one[f"{fund}年末结转和结余"],
    ]  # fmt: skip
    dashes: list[Cell] = [NONE, NONE] if is_general else []
    rows = [
        [item.code, item.name, NONE, NONE, item.total, item.basic, *dashes, item.project, NONE] for item in own
    ]
    low: list[Cell] = ["小计", "人员经费", "日常公用经费"] if is_general else ["基本支出"]
    heads: Rows = [
        ["年初结转和结余", "本年收入", "本年支出", *[""] * (len(low) + 1), "年末结转和结余"],
        ["", "", "合计", "基本支出", *[""] * (len(low) - 1), "项目支出", ""],
        ["", "", "", *(low if is_general else [""]), "", ""],
        [""] * (5 + len(low)),
    ]
    wide, at = len(low), 6
    merged: list[Area] = [(3, 4, 6, 4), (3, 5, 6, 5), (3, 6, 3, at + wide + 1), (4, 6, 6, 6),
                          (4, at + wide + 1, 6, at + wide + 1), (3, at + wide + 2, 6, at + wide + 2)]  # fmt: skip
    merged += [(4, 7, 4, 9), *((5, each, 6, each) for each in (7, 8, 9))] if is_general else [(4, 7, 6, 7)]
    return _coded(heads, merged, _total_first(total, rows))


def detailed(content: Content, which: str) -> tuple[Rows, list[Area]]:
    """财决08, 08-1, 08-2: general public money by 科目 and economic section; project money is all 30227."""
    own = [item for item in items(content) if item.fund == workbook_form.GENERAL_PUBLIC]
    sections = economic(content)
    whole = {item.code: _spread(own, sections) for item in own[:1]}
    shares = next(iter(whole.values()))
    by_project = which == "project"
    rows: list[Sequence[Cell]] = []
    for item in own:
        basic = shares[item.code] if which != "project" else {}
        project = {"30227": item.project} if which != "basic" else {}
        amounts = _economic_row(basic, project)
        rows.append([item.code, item.name, *([NONE, NONE] if by_project else []), *amounts])
        if by_project and item.project and not any(_under(other, item) for other in own):
            half = (item.project / 2).quantize(Decimal("0.01"))
            for name, part in (("甲项目", half), ("乙项目", item.project - half)):
                rows.append([item.code, item.name, name, f"51{item.code}", *_economic_row({}, {"30227": part})])
    tops = [item.code for item in own if len(item.code) == 3]
    added: dict[str, Decimal] = {}
    for code in tops if which != "project" else ():
        for section, amount in shares[code].items():
            added[section] = added.get(section, Decimal(0)) + amount
    spent = sum((item.project for item in own if len(item.code) == 3), Decimal(0))
    total = _economic_row(added, {"30227": spent} if which != "basic" else {})
    heads, merged = _economic_heads(2 if by_project else 0)
    return _coded(heads, merged, _total_first([*([NONE, NONE] if by_project else []), *total], rows))


def _under(item: Item, above: Item) -> bool:
    return item.code != above.code and item.code.startswith(above.code)


def _spread(own: Sequence[Item], sections: Mapping[str, Decimal]) -> dict[str, dict[str, Decimal]]:
    """Basic money of each 科目 by section, so that it adds up both ways: sections are used up item by item."""
    left = dict(sections)
    found: dict[str, dict[str, Decimal]] = {item.code: {} for item in own}
    for item in own:
        if any(_under(other, item) for other in own):
            continue
        open_ = item.basic
        for section, rest in left.items():
            part = min(open_, rest)
            left[section] -= part
            open_ -= part
            for other in own:
                if part and (other is item or _under(item, other)):
                    held = found[other.code]
                    held[section] = held.get(section, Decimal(0)) + part
    return found


def _economic_row(basic: Mapping[str, Decimal], project: Mapping[str, Decimal]) -> list[Cell]:
    by = {code: basic.get(code, Decimal(0)) + project.get(code, Decimal(0)) for code in CODES if len(code) == 5}
    row: list[Cell] = [sum(by.values(), Decimal(0))]
    for code in CODES:
        amount = sum((each for key, each in by.items() if key.startswith(code)), Decimal(0))
        row.append(NONE if not amount and len(code) == SECTION and code[:3] in {"307", "309"} else amount)
    return row


def _economic_heads(before: int) -> tuple[Rows, list[Area]]:
    first: list[Cell] = [*["项目名称", "项目代码"][:before], "合计"]
    second: list[Cell] = [""] * len(first)
    merged: list[Area] = [(3, 4 + at, 6, 4 + at) for at in range(len(first))]
    for code in CODES:
        name = _ECONOMIC[code].partition("|")[0]
        is_class = len(code) == 3
        first.append(name if is_class else "")
        second.append("小计" if is_class and code != "399" else "" if is_class else name)
    start = 4 + before + 1
    places = {code: start + at for at, code in enumerate(CODES)}
    for code in [each for each in CODES if len(each) == 3]:
        last = max(at for each, at in places.items() if each.startswith(code))
        merged.append((3, places[code], 3 if code != "399" else 6, last))
    merged += [(4, at, 6, at) for code, at in places.items() if code != "399"]
    blank: list[Cell] = [""] * len(first)
    return [first, second, blank, [*blank]], merged
