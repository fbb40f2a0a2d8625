"""The names of 支出科目 and 基本支出 against the standard names of their codes in the year of account."""

import re
from collections.abc import Iterable, Iterator

from juesuan.checks.rule import Evidence, Finding, Rule
from juesuan.model import standard_names
from juesuan.model.accounts import EconomicItem, FunctionalItem
from juesuan.model.problems import Severity
from juesuan.model.standard_names import StandardNames

PART = "科目名称"
Item = FunctionalItem | EconomicItem
_LISTED = 5
"""So many rows are named in a message."""


def blank_names_were_filled_in(evidence: Evidence) -> Iterator[Finding]:
    """Each row of a sheet has its name; those that have only a code were given the standard one."""
    accounts = evidence.accounts
    for items in (accounts.functional_items, accounts.basic_expenditure.items):
        filled = [item for item in items if item.is_name_filled_in]
        if filled:
            listed = "、".join(f"{item.code}“{item.name}”" for item in filled[:_LISTED])
            more = "等" if len(filled) > _LISTED else ""
            year = accounts.department.year
            message = f"有 {len(filled)} 行只填了编码，名称按 {year} 年度的科目补上了：{listed}{more}"
            cells = tuple(item.name_cell or item.cell for item in filled)
            yield Finding(cells[0], message, cells)


def functional_names_are_those_of_the_codes(evidence: Evidence) -> Iterator[Finding]:
    """The name of each row of 支出科目 is the standard one of its code, where a source has that name.

    The same of a name that stands in another class or section, whatever the code.
    """
    standard, year = standard_names.functional(), _year(evidence)
    rows = [item for item in evidence.accounts.functional_items if _is_sure(item, standard, year)]
    return _wrong(rows, standard, year)


def functional_names_are_those_that_are_thought(evidence: Evidence) -> Iterator[Finding]:
    """The name of each other row of 支出科目 is that which the program has for its code, but no source proves."""
    standard, year = standard_names.functional(), _year(evidence)
    rows = [item for item in evidence.accounts.functional_items if not _is_sure(item, standard, year)]
    return _wrong(rows, standard, year)


def _is_sure(item: Item, standard: StandardNames, year: int) -> bool:
    """Whether another name than the standard one is wrong: its code is proved, or it is of another 类 or 款."""
    if item.code in standard.proved:
        return True
    if any(standard_names.same(name, item.name) for name in standard.of(item.code, year)):
        return False
    sections = {code[:5] for code in standard.codes(item.name, year)}
    return bool(sections) and item.code[:5] not in sections


def economic_names_are_those_of_the_codes(evidence: Evidence) -> Iterator[Finding]:
    """The name of each row of 基本支出 is the standard one of its code, where the code is known."""
    return _wrong(evidence.accounts.basic_expenditure.items, standard_names.economic(), _year(evidence))


def _year(evidence: Evidence) -> int:
    return evidence.accounts.department.year


def _wrong(items: Iterable[Item], standard: StandardNames, year: int) -> Iterator[Finding]:
    for item in items if standard.covers(year) else ():
        names = standard.of(item.code, year)
        is_right = any(standard_names.same(name, item.name) for name in names)
        if names and not is_right and standard.of_other_years(item.code, item.name, year) is None:
            meant = "或".join(f"“{name}”" for name in names)
            yield Finding(
                item.name_cell or item.cell,
                f"{item.code} 的名称写成“{item.name}”，{year} 年度这个编码的名称是{meant}",
                (item.cell,),
                expected=names[0],
                found=item.name,
                advice=_slip(item, standard, year, meant),
            )


def _slip(item: Item, standard: StandardNames, year: int, meant: str) -> str:
    """Advice that names the one other code whose name it is; empty where there is none or there are several."""
    others = list(standard.codes(item.name, year))
    if len(others) != 1:
        return ""
    return f"“{item.name}”的编码是 {others[0]}：编码写错了，请改编码；编码没有错，请把名称改成{meant}。"


def names_are_those_of_the_year(evidence: Evidence) -> Iterator[Finding]:
    """No row has a name that its code had only in other years: 行政事业单位离退休 for 20805 after 2019."""
    accounts, year = evidence.accounts, _year(evidence)
    tables: tuple[tuple[Iterable[Item], StandardNames], ...] = (
        (accounts.functional_items, standard_names.functional()),
        (accounts.basic_expenditure.items, standard_names.economic()),
    )
    for items, standard in tables:
        for item in items if standard.covers(year) else ():
            names = standard.of(item.code, year)
            found = standard.of_other_years(item.code, item.name, year)
            if names and found and not any(standard_names.same(name, item.name) for name in names):
                is_old = found.last is not None and found.last < year
                when = f"自 {(found.last or year) + 1} 年度起改称" if is_old else f"在 {year} 年度还叫"
                message = f"{item.code}“{item.name}”{when}“{names[-1]}”"
                yield Finding(
                    item.name_cell or item.cell, message, (item.cell,), expected=names[-1], found=item.name
                )


def no_level_of_a_code_is_nought(evidence: Evidence) -> Iterator[Finding]:
    """No code has 00 for its section or item: the standard counts from 01, and 99 is 其他."""
    for item in evidence.accounts.functional_items:
        if any(level == "00" for level in re.findall("..", item.code[3:])):
            level = "款" if item.code[3:5] == "00" else "项"
            message = f"科目编码 {item.code} 的{level}是“00”，没有这样的编码"
            yield Finding(item.cell, message, (item.cell,), found=item.code)


RULES = (
    Rule(
        "C860",
        Severity.HINT,
        PART,
        "只填了编码的行，名称由程序按编码补上",
        "编码是准的，名称可以不打；补上的名称会印进报告。",
        "请看一眼补上的名称；不对的，核对编码，或自己填上名称。",
        blank_names_were_filled_in,
    ),
    Rule(
        "C861",
        Severity.WARNING,
        PART,
        "支出科目的名称就是这个编码的名称",
        "编码和名称对不上，不是编码错了一位，就是名称抄错了行，报告里印的是名称。",
        "请对照决算软件，改正编码或名称；软件里就是这样的，改 templates/功能分类.toml。",
        functional_names_are_those_of_the_codes,
    ),
    Rule(
        "C862",
        Severity.HINT,
        PART,
        "科目用的是本年度的名称",
        "科目改过名称，照上年的稿子抄就会用了旧名称。",
        "请改成本年度的名称。",
        names_are_those_of_the_year,
    ),
    Rule(
        "C863",
        Severity.WARNING,
        PART,
        "基本支出各行的名称就是这个经济分类编码的名称",
        "编码和名称对不上，“主要包括”的名单就会写错科目。",
        "请对照决算软件，改正编码或名称；软件里就是这样的，改 templates/经济分类.toml。",
        economic_names_are_those_of_the_codes,
    ),
    Rule(
        "C864",
        Severity.WARNING,
        PART,
        "科目编码的款、项都不是 00",
        "款、项从 01 编起，99 是其他；00 多半是少打或打错了一位。",
        "请对照决算软件改正编码。",
        no_level_of_a_code_is_nought,
    ),
    Rule(
        "C869",
        Severity.HINT,
        PART,
        "支出科目的名称和程序记的一样，这些编码的名称没有出处可对",
        "程序记的名称多半是对的，但没有样例和公开的报告证明；名称印在报告里，值得看一眼。",
        "请对照决算软件：编码或名称不对的，改正；软件里就是这样的，不用改，也可以改 templates/功能分类.toml。",
        functional_names_are_those_that_are_thought,
    ),
)
