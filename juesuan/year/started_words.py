"""The words of a report as the officer's files can hold them: braces that would be a tag there are set apart."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from juesuan.model.printed_report import PrintedReport, PrintedRow
from juesuan.model.problems import Problem, hint

_JOINED = re.compile(r"(?<=[{｛])(?=[{｛%])|(?<=[}｝%])(?=[}｝])")
"""Between the two signs that begin or end a tag, of full width or not."""
_BRACE = re.compile(r"[{}｛｝]")
_TAKEN = ("figures", "words", "rows", "passages")
"""What of a report is put into the files of the officer, where tags are filled."""
_SHOWN = 40
"""Letters of a text that are shown."""


def literal(report: PrintedReport) -> tuple[PrintedReport, tuple[Problem, ...]]:
    """The report with a space between such braces, and a hint (I50) with the place of each text that had some.

    A sentence with any brace is not offered for a template, which has no other way to print one.
    """
    apart = {name: _apart(getattr(report, name)) for name in _TAKEN}
    wording = (replace(each, offered="") if _BRACE.search(each.sentence) else each for each in report.wording)
    return replace(report, **apart, wording=tuple(wording)), tuple(_told(report))


def _apart(value: Any) -> Any:
    """The value with all strings in it set apart, those by which it is looked up, too."""
    match value:
        case str():
            return _JOINED.sub(" ", value)
        case tuple():
            return tuple(map(_apart, value))
        case Mapping():
            return {_apart(key): _apart(each) for key, each in value.items()}
        case Struct():
            return replace(value, **{name: _apart(each) for name, each in asdict(value).items()})
    return value


def _told(report: PrintedReport) -> Iterator[Problem]:
    found = dict.fromkeys((place, text) for place, text in _texts(report) if _JOINED.search(text))
    for place, text in found:
        words = " ".join(text.split())
        shown = f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words
        message = f"“{shown}”里的花括号连着写会被当成标签，已用空格隔开"
        yield hint("I50", f"{report.name} {place}".strip(), message, "请看看要不要花括号，不要就删去。")


def _texts(report: PrintedReport) -> Iterator[tuple[str, str]]:
    """Each text that is taken, with its place."""
    yield from ((each.place, each.name) for each in report.figures.values())
    yield from ((each.place, text) for each in report.words.values() for text in (each.target.row, each.text))
    yield from ((each.place, text) for each in report.rows for text in _cells(each))
    yield from ((each.place, text) for each in report.passages for text in (each.key, each.text))


def _cells(row: PrintedRow) -> Iterable[str]:
    return (each for each in row.cells.values() if isinstance(each, str))
