"""The numbers that a report prints of 业务指标 and 绩效项目, worked out from the cells alone."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from juesuan.year.blank_workbook import Content, Entry
from tests.support.oracle_cells import (
    GROWTH,
    Accounted,
    Line,
    Tokens,
    against,
    bare_wan,
    digits,
    percent,
    rounded,
    wan,
)

# ---- 业务指标


def indicators(made: Accounted) -> Iterator[Tokens]:
    """The numbers of ``texts``: of each indicator, then of each group."""
    rows = made.book.content["业务指标"]
    for row in rows:
        value, before = (Decimal(str(row[head])) for head in ("数值", "上年数值"))
        line = Line(value, before, None, "", "")
        named = re.findall(r"\d+", str(row["名称"]))
        yield [*named, digits(value), digits(before), *made.change(line, GROWTH, "count"), *_of_group(rows, row)]
    for group, parts in _groups(rows).items():
        yield [*re.findall(r"\d+", group), digits(sum(parts, Decimal(0)))]


def _groups(rows: Sequence[Entry]) -> Mapping[str, list[Decimal]]:
    found: dict[str, list[Decimal]] = {}
    for row in rows:
        if row["组内作用"] == "分项":
            found.setdefault(str(row["分组"]), []).append(Decimal(str(row["数值"])))
    return found


def _of_group(rows: Sequence[Entry], row: Entry) -> Tokens:
    whole = _whole(rows, row)
    return percent(Decimal(str(row["数值"])), whole) if whole else []


def _whole(rows: Sequence[Entry], row: Entry) -> Decimal:
    """The total that a part of a group has a share of; nil where there is none."""
    if row["组内作用"] != "分项":
        return Decimal(0)
    totals = (each for each in rows if each["分组"] == row["分组"] and each["组内作用"] != "分项")
    return sum((Decimal(str(each["数值"])) for each in totals), Decimal(0))


def texts(content: Content) -> list[str]:
    """Paragraphs that say every number of 业务指标 by its tag, to be put into 文字材料."""
    rows = content["业务指标"]
    said = []
    for row in rows:
        tag = f"业务.{row['名称']}"
        share = f"，占{{{{ {tag}.占比 }}}}" if _whole(rows, row) else ""
        said.append(f"{row['名称']}有{{{{ {tag} }}}}，上年{{{{ {tag}.上年 }}}}，{{{{ {tag}.同比 }}}}{share}")
    return [*said, *(f"{group}共{{{{ 业务.{group}合计 }}}}" for group in _groups(rows))]


# ---- 绩效项目


class _Project(Struct, frozen=True):
    name: Tokens
    amounts: Mapping[str, Decimal]
    reason: str
    score: Decimal | None

    @property
    def rate(self) -> Tokens:
        budget = self.amounts["预算数"]
        return percent(self.amounts["执行数"], budget) if budget else []


_AMOUNTS = ("预算数", "执行数", "预算数中财政拨款", "执行数中财政拨款", "预算数中其他资金", "执行数中其他资金")


def _each_project(made: Accounted) -> list[_Project]:
    return [
        _Project(
            re.findall(r"\d+", str(row["项目名称"])),
            {head: made.book.money(row, head) or Decimal(0) for head in _AMOUNTS},
            str(row.get("差异原因", "")),
            None if row.get("自评得分", "") == "" else Decimal(str(row["自评得分"])),
        )
        for row in made.book.content["绩效项目"]
    ]


def projects(made: Accounted) -> Iterator[Tokens]:
    """The numbers of what is said of each project, and of its table in the older form."""
    own = _each_project(made)
    names = [each for project in own for each in project.name]
    yield [made.now, *names, str(len(own))] if own else [made.now]
    for place, project in enumerate(own, start=1):
        budget, executed = project.amounts["预算数"], project.amounts["执行数"]
        rate = project.rate if executed else []
        why = against(executed, budget) if project.reason else []
        score = [digits(project.score)] if made.is_newer and project.score else []
        yield [str(place), *project.name, wan(budget), wan(executed), *rate, *why, *score]
        if not made.is_newer:
            yield from ([made.now], project.name)
            yield from ([wan(project.amounts[head])] for head in _AMOUNTS[:4])
            yield from ([bare_wan(project.amounts[head])] for head in _AMOUNTS[4:])
    yield [made.now, made.now]
    if own and made.is_newer:
        yield [*names, str(len(own))]
    elif own:
        yield [*names, *(each for project in own for each in (*project.name, made.now))]


def attachments(made: Accounted) -> Iterator[Tokens]:
    """The numbers of the headings of the attachments, and of the tables of the newer form."""
    yield from (["1"], [made.now])
    for place, project in enumerate(_each_project(made), start=2):
        yield from ([str(place)], [made.now, *project.name])
        if made.is_newer:
            yield from _table(project)


def _table(project: _Project) -> Iterator[Tokens]:
    """The cells of a self-evaluation table: ten points are for the execution of the budget."""
    budget, executed = project.amounts["预算数"], project.amounts["执行数"]
    yield project.name
    yield from ([bare_wan(budget)], [bare_wan(executed)], project.rate, ["10"])
    if budget > 0:
        yield [digits(rounded(min(max(executed / budget, Decimal(0)), Decimal(1)) * 10))]
    yield from ([bare_wan(project.amounts[head])] for head in _AMOUNTS[2:])
    yield ["100"]
    if project.score is not None:
        yield [digits(project.score)]
