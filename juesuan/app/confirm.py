"""确认: the cells that the program has filled are listed, and confirmed by whoever has looked at them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from juesuan.app import list_numbers
from juesuan.app.list_numbers import NumberedList
from juesuan.model import advised, chinese
from juesuan.model.outcome import DONE, OPEN, Told, short
from juesuan.model.problems import ReportError, error
from juesuan.model.proposed import WaitingCell
from juesuan.year.confirming import Confirmed, Proposals

_HEAD = ("编号", "格", "项目", "程序填的", "来自")
_CODE = "S22"
"""The code of the refusals."""
_AGAIN = "请重新列出，看过以后再确认。"
_LONG = 40
"""Letters of a text that are shown."""


def told(folder: Path) -> Told:
    """The list of the cells that wait to be confirmed; the exit code is 1 where there are some.

    Raises ReportError where the workbook cannot be opened.
    """
    from juesuan.year import confirming  # noqa: PLC0415 - a command loads what it needs

    found = confirming.prepared(folder)
    numbered = _numbered(found)
    said = tuple(_advice(folder, numbered)) if numbered else ("没有要确认的格：程序提出的，都确认过或者改过了。",)
    code = OPEN if numbered or found.problems else DONE
    data = {"waiting": len(numbered), "cells": _as_data(numbered)}
    return Told(code, _HEAD, tuple(_rows(numbered)), said, data, found.problems)


def confirmed(folder: Path, words: Sequence[str], by: str) -> Told:
    """The answer to a confirmation of the cells that ``words`` name, such as 3, 5-9, 〔收入支出〕B5; all by none.

    The exit code is 1 where some still wait. Raises ReportError where one of the words names no waiting cell, or
    not the one that the list showed: nothing is confirmed then.
    """
    from juesuan.year import confirming  # noqa: PLC0415 - as above

    if bad := chinese.fault(by, "--by"):
        raise ReportError(bad)
    found = confirming.prepared(folder)
    wanted = _chosen(words, found) if words else _numbered(found)
    done = confirming.confirmed(found, {each.key for each in wanted.values()}, by, datetime.now().astimezone())
    shown = {number: each for number, each in wanted.items() if each in done.cells}
    left = len(found.waiting) - len(done.cells)
    data = {"confirmed": _as_data(shown), "waiting": left, "files": [str(path) for path in done.files]}
    return Told(OPEN if left else DONE, _HEAD, tuple(_rows(shown)), tuple(_done(done, left)), data, done.problems)


def _done(done: Confirmed, left: int) -> Iterator[str]:
    yield from (f"已写 {short(path)}" for path in done.files)
    yield f"确认了 {len(done.cells)} 格。" if done.cells else "没有要确认的格，什么也没有记。"
    yield f"还有 {left} 格没有确认。" if left else "程序提出的格，都确认过或者改过了。"


def _rows(numbered: Mapping[int, WaitingCell]) -> Iterator[tuple[str, ...]]:
    for number, each in numbered.items():
        value = each.value if len(each.value) <= _LONG else f"{each.value[:_LONG]}…"
        yield str(number), str(each.cell), each.name, value, each.origin


def _advice(folder: Path, numbered: Mapping[int, WaitingCell]) -> Iterator[str]:
    first = next(iter(numbered))
    yield f"还有 {len(numbered)} 格没有确认。不对的在工作簿里改，改过的不用确认。"
    yield "对的写编号或格确认，如 3 〔收入支出〕B5，几个用空格隔开，一段写成 5-9："
    yield f"  {advised.command('confirm', first, year=folder.name)}"
    yield f"全都看过了：{advised.command('confirm', '--all', year=folder.name)}"


def _as_data(numbered: Mapping[int, WaitingCell]) -> list[dict[str, object]]:
    return [
        {"number": number, "cell": str(each.cell), "name": each.name, "value": each.value, "origin": each.origin}
        for number, each in numbered.items()
    ]


# ---- how they are named


def _list(found: Proposals) -> NumberedList:
    unknown = "清单里没有这个编号；一格也没有确认"
    gone = "这个编号的格已经确认，或者改过了；一格也没有确认"
    return NumberedList("confirm", found.folder, _CODE, unknown, gone, _AGAIN)


def _numbered(found: Proposals) -> Mapping[int, WaitingCell]:
    there = _by_key(found)
    return {number: there[key] for number, key in list_numbers.numbers(_list(found), list(there)).items()}


def _chosen(words: Sequence[str], found: Proposals) -> Mapping[int, WaitingCell]:
    """The cells that the words name, by their numbers. Raises ReportError (S22) for a word that names none."""
    there, numbered = _by_key(found), _numbered(found)
    addresses = {_bare(str(each.cell)): number for number, each in numbered.items()}
    named = [word for word in words if re.match(r"\d", word)]
    for word in words:
        if word not in named and _bare(word) not in addresses:
            message = "这一格没有等着确认；一格也没有确认"
            raise ReportError(error(_CODE, word, message, _AGAIN))
    cells = [addresses[_bare(word)] for word in words if word not in named]
    keys = list_numbers.chosen(_list(found), named, there)
    return {number: numbered[number] for number in sorted({*keys, *cells})}


def _bare(place: str) -> str:
    """A cell as it is compared, whether it is written 〔收入支出〕B5 or 收入支出!b5."""
    return re.sub(r"[〔〕!！'\s]", "", place).upper()


def _by_key(found: Proposals) -> Mapping[str, WaitingCell]:
    return {list_numbers.key_of(each.key): each for each in found.waiting}
