"""官方表.toml: how official tables are recognised and added up, and what is taken where, as data."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache

import msgspec
from msgspec import Struct, field

from juesuan.model.chinese import folded
from juesuan.model.official import Target
from juesuan.model.program_folders import TEMPLATES
from juesuan.model.workbook_form import DETAIL_ITEMS, FUNCTIONAL_ITEMS, GENERAL_PUBLIC

TWO_SIDED, BY_CODE, ONE_ROW = "两边", "科目", "单行"
ALL = "*"
"""The row of a target that stands for every 科目 of the table."""
BY_SERIAL = "序号"
"""The sum of the rows that have a numeral: 一、, 二、 …"""
ITEMS = "款"
"""The figures of the economic sections, each for the row of its code."""
EACH_ITEM = "各款"
"""The figures of the economic sections of each item, each for the row of both codes."""
_IF_NONE = "如无"
UNREADABLE = "I11"
"""The code of a table that was recognised and cannot be read."""


class RowList(Struct, frozen=True, forbid_unknown_fields=True):
    """The rows that 收入支出决算总表 has in some years."""

    name: str = field(name="名称")
    incomes: tuple[str, ...] = field(name="收入")
    functions: tuple[str, ...] = field(name="功能")


class OfficialForm(Struct, frozen=True, forbid_unknown_fields=True):
    """An official table: what it is called, its rows and columns, its sums, and what is taken from it."""

    code: str = field(name="代码")
    titles: tuple[str, ...] = field(name="标题")
    kind: str = field(name="种类")
    rows: Mapping[str, tuple[str, ...]] = field(name="行", default={})
    columns: Mapping[str, tuple[str, ...]] = field(name="列", default={})
    sections: tuple[str, ...] = field(name="分段", default=())
    """The labels below which rows are named with the label before them."""
    sums: Mapping[str, tuple[str, ...]] = field(name="加总", default={})
    at_most: Mapping[str, str] = field(name="不超过", default={})
    fund: str = field(name="资金", default="")
    is_economic: bool = field(name="按经济分类", default=False)
    is_counted: bool = field(name="计数", default=False)
    """Whether it holds people, no money: it gives no unit, and what it does not prove is only passed over."""
    taken: Mapping[str, str] = field(name="取数", default={})


class Feed(Struct, frozen=True):
    """What a target is fed from: the names of rows or columns that are added up, and the conditions."""

    names: tuple[str, ...]
    part: str = ""
    """The fund whose column is meant, in a table that has a column for each."""
    only_without: tuple[str, ...] = ()
    """The names that must be nil or blank, or else the figure means something else."""


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    editions: tuple[RowList, ...] = field(name="版")
    forms: tuple[OfficialForm, ...] = field(name="表")
    economic: Mapping[str, str] = field(name="经济分类")


@cache
def _file() -> _File:
    return msgspec.convert(tomllib.loads((TEMPLATES / "官方表.toml").read_text(encoding="utf-8")), _File)


def forms() -> tuple[OfficialForm, ...]:
    """Every official table that is recognised."""
    return _file().forms


def editions() -> tuple[RowList, ...]:
    """The editions of the rows of 收入支出决算总表, the oldest first."""
    return _file().editions


@cache
def _functions() -> tuple[str, ...]:
    return tuple(stem for each in editions() for names in each.functions for stem in names.split("|"))


def is_function(label: str) -> bool:
    """Whether a row is called as a function of some year is, such as 教育支出; 其他收入 is none."""
    return label.startswith(_functions()) and not label.endswith("收入")


@cache
def economic_codes() -> Mapping[tuple[str, str], str]:
    """The code of an economic class, by its name and an empty one, or of a section, by the names of both."""
    named = {code: [folded(each) for each in names.split("|")] for code, names in _file().economic.items()}
    classes = {(name, ""): code for code, names in named.items() if len(code) == CLASS for name in names}
    return classes | {
        (above, name): code
        for code, names in named.items()
        if len(code) > CLASS
        for above in named[code[:CLASS]]
        for name in names
    }


def economic_name(code: str) -> str:
    """The name of an economic class or section; empty for a code that is not known."""
    return _file().economic.get(code, "").partition("|")[0]


CLASS, SECTION = 3, 5
"""Digits of a class and of a section."""


def targets(form: OfficialForm) -> Mapping[Target, Feed]:
    """What is fed from a table, each with its source."""
    return {_target(words, form.fund): _source(source) for words, source in form.taken.items()}


_BY_FUND = (FUNCTIONAL_ITEMS.name, DETAIL_ITEMS.name)
"""The sheets whose rows are of a fund each."""


def _target(words: str, fund: str) -> Target:
    sheet, row, column = words.split(".")
    return Target(sheet, row, column, (fund or GENERAL_PUBLIC) if row == ALL and sheet in _BY_FUND else "")


def _source(words: str) -> Feed:
    meant, _, without = words.partition(_IF_NONE)
    names, _, part = meant.strip().partition("|")
    return Feed(tuple(names.split()), part, tuple(without.split()))


_BRACKETS = re.compile(r"\([^()]*(?:辆|个|人|人次|批次|台|套|元|家|名|平方米)[^()]*\)$")


def stem(label: str) -> str:
    """A label as rows are compared by it: without numbering, quotation marks, spaces, and a unit in brackets."""
    return _BRACKETS.sub("", folded(label.replace("\n", "")))
