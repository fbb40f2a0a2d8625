"""The file 看过.toml -> what a person has looked at; a fault in it is told with its line, and nothing is lost.

A file that is at fault keeps no report from being made: what cannot be read of it vouches for nothing.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from juesuan.model import chinese
from juesuan.model.given import Given
from juesuan.model.problems import Problem, warning
from juesuan.model.seen import FILE, NOTHING_SEEN, SaidNumber, SeenFile, SeenNumber
from juesuan.reading import toml_text
from juesuan.reading.toml_text import TOO_MUCH, UnreadText

NOW, OF_LAST_YEAR = "看过", "去年看过"
"""The names of the two kinds of entries."""
FAULTY, MISNAMED = "S11", "S12"
"""The codes of the warnings that the file cannot be read, and that it has another name."""
MOST_ENTRIES = 10_000
"""Ten times what the thickest report needs; more would only be waited for."""
_TOLD, _LONGEST_NAME = 20, 20
"""So many faults are told; who has more has another file before him."""
_VAIN = "里面看过的数都不算数"
_VAIN_NOW = "里面看过的数这次都不算数"
_ADVICE = "请用记事本打开，对照别的几节改正，或者删去这一节；改好以前，程序不会动这个文件。"


_KINDS: Mapping[str, type] = {"数": str, "句子": str, "位置": str, "日期": date, "谁": str}
"""The lines of an entry; the first two are in each."""
_NEEDED = {"数", "句子"}


def read(given: Given, problems: list[Problem]) -> SeenFile:
    """What the file of the year says, empty where there is none; its faults are put among the ``problems``."""
    try:
        data = toml_text.data_of(given, FILE, _VAIN_NOW)
    except UnreadText as caught:
        problems.append(_faulty("", caught.reason, caught.advice))
        return NOTHING_SEEN
    if data is None:
        problems += toml_text.misnamed(given, FILE, MISNAMED)
        return NOTHING_SEEN
    found, faults = parsed(data)
    problems += faults
    return found


def parsed(data: bytes) -> tuple[SeenFile, tuple[Problem, ...]]:
    """What the bytes of the file say, and their faults: entries that are well written count in any case."""
    try:
        text = toml_text.text(data, _VAIN)
        tables = tomllib.loads(text)
    except UnreadText as caught:
        return NOTHING_SEEN, (_faulty("", caught.reason, caught.advice),)
    except (ValueError, RecursionError) as caught:
        return NOTHING_SEEN, (
            _faulty(toml_text.line(text, str(caught)), f"写得不对，读不懂；{_VAIN_NOW}", _ADVICE),
        )
    strange = [name for name in tables if name not in {NOW, OF_LAST_YEAR}]
    faults = [_faulty("", f"有不认识的一节{_shown(name)}", _ADVICE) for name in strange]
    kinds = [tuple(_entries(tables.get(name, []), text, name, faults)) for name in (NOW, OF_LAST_YEAR)]
    return SeenFile(*kinds), tuple(faults[:_TOLD])


def _shown(name: str) -> str:
    return f"“{name}”" if name.isprintable() and len(name) <= _LONGEST_NAME else ""


def _entries(tables: Any, text: str, name: str, faults: list[Problem]) -> Iterator[SeenNumber]:
    """The entries of a kind; those that are not as they must be are put among the faults."""
    if not isinstance(tables, list):
        faults.append(_faulty("", f'“{name}”要写成一节一节的 [["{name}"]]', _ADVICE))
        return
    if len(tables) > MOST_ENTRIES:
        faults.append(_faulty("", f"“{name}”超过 {MOST_ENTRIES} 节，后面的没有读", TOO_MUCH))
    lines = _lines(text, name, len(tables))
    for table, (line, where) in zip(tables[:MOST_ENTRIES], lines, strict=False):
        if not _is_entry(table):
            faults.append(_faulty(where, "这一节写得不对：多了、少了或写错了一项，不算数", _ADVICE))
        elif chinese.unprintable("".join(map(str, table.values()))):
            faults.append(_faulty(where, "这一节里有印不出来的字符，不算数", _ADVICE))
        else:
            said = SaidNumber(table["数"], table["句子"], table.get("位置", ""))
            yield SeenNumber(said, table.get("日期"), table.get("谁", ""), line)


def _is_entry(table: Any) -> bool:
    """Whether an entry has the lines that it must have, no others, and in each what belongs there."""
    return (
        isinstance(table, dict)
        and set(table) >= _NEEDED
        and all(type(value) is _KINDS.get(name) for name, value in table.items())
    )


def _lines(text: str, name: str, count: int) -> Sequence[tuple[int, str]]:
    """The line that each entry begins on, and the words for it; counted where entries are written otherwise."""
    heads = re.finditer(rf"^[ \t]*\[\[[ \t]*[\"']{name}[\"'][ \t]*\]\]", text, re.MULTILINE)
    found, line, done = list[tuple[int, str]](), 1, 0
    for each in heads:
        line, done = line + text.count("\n", done, each.start()), each.start()
        found.append((line, f"第{line}行起"))
    return found if len(found) == count else [(0, f"“{name}”第{place}节") for place in range(1, count + 1)]


def _faulty(where: str, message: str, advice: str) -> Problem:
    return warning(FAULTY, f"{FILE}{where}", message, advice)
