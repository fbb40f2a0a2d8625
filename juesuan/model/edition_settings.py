"""edition.toml, the settings of an edition: which there are, what each may hold, and what is wrong in a file.

``SETTINGS`` is the whole list; docs/版式.md says it for people, and a test holds the two together. What is only
wording has no setting: it stands in report.docx.
"""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from msgspec import Struct

from juesuan.model import chinese
from juesuan.model.problems import Problem, error

CODE = "W06"
"""The code of what is wrong in edition.toml."""
NO_DEFAULT = object()
"""Stands for the default of a setting that must be given."""
YEAR, NUMBER = "{年}", "{数}"
"""What ``no_base`` may name: last year, and its amount."""
NO_BASE = f"（{YEAR}年度为{NUMBER}，不计算增减比例）"
"""What stands behind an increase from nothing where the edition says nothing else."""
BUDGETS = ("调整预算数", "全年预算数")
"""The budgets that the workbook has a column for; the two names are of one column."""
NUMBERINGS: Mapping[str, str] = {
    "第一部分": rf"第({chinese.NUMERAL}+)部分",
    "第一章": rf"第({chinese.NUMERAL}+)章",
    "一、": rf"({chinese.NUMERAL}+)、",
    "（一）": rf"（({chinese.NUMERAL}+)）",
    "1．": r"(\d{1,2})[．.](?!\d)",
}
"""The ways to number headings, by how the first is numbered, each as a pattern with the number as its group."""
_FIRST_YEAR, _LAST_YEAR, _POINTS, _LEVELS = 2000, 2099, 1000, 3
_MOST_BYTES, _MOST_DOTS = 50_000, 50
"""Those shipped have 2,000; names joined by dots take the square of their number in time."""


class Setting(Struct, frozen=True):
    """A setting: its name, its default, and what is wrong with a value."""

    name: str
    fault: Callable[[Any], str]
    """What a value must be where it is not, in Chinese; empty for one that is right."""
    default: Any = NO_DEFAULT


# ---- what a value must be


def _year(value: Any) -> str:
    return "" if type(value) is int and _FIRST_YEAR <= value <= _LAST_YEAR else "要写四位年份，不加引号，如 2024"


def _yes_or_no(value: Any) -> str:
    return "" if type(value) is bool else "只能写 true 或 false"


def _words(value: Any) -> str:
    if type(value) is not str or not value.strip():
        return "要写成放在半角双引号里的文字"
    bad = chinese.fault(value, "")
    return bad.message if bad else ""


def _words_or_none(value: Any) -> str:
    return "" if value == "" else _words(value)


def _list(value: Any) -> str:
    is_list = isinstance(value, list) and not any(_words(each) for each in value)
    return "" if is_list else '要写成方括号里的文字，用半角逗号隔开，如 ["机构设置"]；没有就写 []'


def _decimals(value: Any) -> str:
    return "" if type(value) is int and value in (1, 2) else "只能写 1 或 2"


def _budget(value: Any) -> str:
    if value in BUDGETS:
        return ""
    if wrong := _words(value):
        return wrong
    return f"工作簿里没有“{value}”这一栏的数，算不出完成它的百分比；可以写{'、'.join(BUDGETS)}"


def _no_base(value: Any) -> str:
    if wrong := _words(value):
        return wrong
    bare = value.replace(YEAR, "").replace(NUMBER, "")
    is_bracketed = re.fullmatch(r"（[^（）{}｛｝%1-9]{1,60}）", bare) is not None
    return "" if is_bracketed else f"要写在一对全角括号里，数和年份只能写成 {NUMBER}、{YEAR}"


def _numbering(value: Any) -> str:
    is_known = isinstance(value, list) and len(value) == _LEVELS and len({*map(str, value)}) == _LEVELS
    if is_known and all(each in NUMBERINGS for each in value):
        return ""
    return f"要写三级标题各自的第一个序号，三个不同，只能用：{'、'.join(NUMBERINGS)}"


def _scored(value: Any) -> str:
    names = {"execution", "indicators"}
    is_table = isinstance(value, dict) and set(value) == names
    if is_table and all(type(each) is int and 0 <= each <= _POINTS for each in value.values()):
        return ""
    return "下面要写 execution（预算执行的分数）和 indicators（指标的分数），都是整数"


def _parts(value: Any) -> str:
    if not isinstance(value, list) or not value or not all(isinstance(each, dict) for each in value):
        return "每个部分以 [[parts]] 一行开头"
    for number, each in enumerate(value, start=1):
        if extra := set(each) - {"title", "sections"}:
            return f"第{number}个部分里没有“{min(extra)}”这一项，只有 title 和 sections"
        if wrong := _words(each.get("title")):
            return f"第{number}个部分的 title {wrong}"
        if wrong := _list(each.get("sections", [])):
            return f"第{number}个部分的 sections {wrong}"
    return ""


SETTINGS = (
    Setting("place", _words),
    Setting("first_year", _year),
    Setting("last_year", _year),
    Setting("continued_until", _year, None),
    Setting("proposed", _yes_or_no, default=False),
    Setting("percent_decimals", _decimals, 2),
    Setting("budget", _budget, BUDGETS[0]),
    Setting("budget_name", _words, "预算数"),
    Setting("no_base", _no_base, NO_BASE),
    Setting("compares_three_public", _yes_or_no, default=False),
    Setting("numbering", _numbering, ["第一部分", "一、", "（一）"]),
    Setting("tables_before", _words_or_none, ""),
    Setting("unused_texts", _list, []),
    Setting("printed_rows", _list, []),
    Setting("unprinted_rows", _list, []),
    Setting("required_rows", _list, []),
    Setting("scored", _scored, None),
    Setting("parts", _parts),
)
"""All settings of an edition, in the order of docs/版式.md."""


# ---- a file


class Stated(Struct, frozen=True):
    """What a file of settings says: a value for each setting, to be used only where there are no ``problems``."""

    values: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=32)
def read(data: bytes, place: str) -> Stated:
    """The settings in a file, each that it does not state with its default; every fault (W06) with its line.

    ``place`` is what the officer knows the file as, such as 版式/edition.toml. They are kept: each file is asked
    for three or four times in a run.
    """
    try:
        text = _text(data)
        given = tomllib.loads(text)
    except _NotReadError as caught:
        return Stated({}, (error(CODE, place, str(caught), _ADVICE),))
    except tomllib.TOMLDecodeError as caught:
        line = re.search(r"at line (\d+)", str(caught))
        where = f"{place} 第{line[1]}行" if line else place
        return Stated({}, (error(CODE, where, "写得不对" if line else "没有写完", _ADVICE),))
    except RecursionError:
        return Stated({}, (error(CODE, place, "括号一层套一层，套得太深，读不懂", _ADVICE),))
    values = {each.name: given.get(each.name, each.default) for each in SETTINGS}
    return Stated(values, tuple(_faults(given, text, place)))


_ADVICE = "每行写成 名称 = 内容；各项的写法见 docs/版式.md。"


class _NotReadError(Exception):
    """Why a file is not read as TOML, in Chinese."""


def _text(data: bytes) -> str:
    if len(data) > _MOST_BYTES:
        message = f"有 {-(-len(data) // 1_000)} KB，超过 {_MOST_BYTES // 1_000} KB，不予读取"
        raise _NotReadError(message)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _NotReadError("不是 UTF-8 编码的文本，请用记事本打开，另存为，编码选 UTF-8") from None
    if any(line.count(".") > _MOST_DOTS for line in text.splitlines()):
        raise _NotReadError("有一行的点太多，读不懂")
    return text


def _faults(given: Mapping[str, Any], text: str, place: str) -> Iterator[Problem]:
    known = {each.name: each for each in SETTINGS}
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            advice = f"是不是 {near[0]}？" if near else f"可以写：{'、'.join(known)}。"
            yield error(CODE, _line(text, name, place), f"没有“{name}”这项设置", advice)
    for each in SETTINGS:
        if each.name not in given:
            if each.default is NO_DEFAULT:
                yield error(CODE, place, f"没有写 {each.name}", _ADVICE)
        elif wrong := each.fault(given[each.name]):
            yield error(CODE, _line(text, each.name, place), f"{each.name} 写得不对：{wrong}", _ADVICE)
    yield from _years(given, text, place)


def _years(given: Mapping[str, Any], text: str, place: str) -> Iterator[Problem]:
    """The first year is not behind the last, and the form is continued behind that."""
    order = [name for name in ("first_year", "last_year", "continued_until") if not _year(given.get(name))]
    for earlier, later in pairwise(order):
        if given[earlier] > given[later]:
            message = f"{later} 是{given[later]}，早于 {earlier} 的{given[earlier]}"
            yield error(CODE, _line(text, later, place), message, "请改正年份。")


def place_of(data: bytes, name: str, place: str) -> str:
    """The file, which is sound, with the line of a setting; the file alone where it does not state it."""
    return _line(data.decode("utf-8-sig"), name, place)


def _line(text: str, name: str, place: str) -> str:
    """The file with the line on which the setting stands, or begins its table."""
    pattern = rf"^\s*(?:\[\[?\s*)?\"?{re.escape(name)}\"?\s*[=\].]"
    found = re.search(pattern, text, re.MULTILINE)
    lines: Sequence[str] = text[: found.end()].splitlines() if found else ()
    return f"{place} 第{len(lines)}行" if lines else place
