"""The next year's files as a command, with what they lack: the edits by hand in last year's Word file."""

from collections.abc import Iterator
from pathlib import Path

from juesuan.model.edit import Edit, EditKind
from juesuan.model.outcome import Placed
from juesuan.model.problems import Problem, ReportError, hint

_LONG = 40
"""Letters of a text that are shown."""


def made(inputs: Path, output: Path, year: int) -> Placed:
    """The files of the year, made in ``inputs``; ``output`` has the report of the year that they are made from.

    Raises ReportError and OSError as ``next_year.make``.
    """
    from juesuan.year import next_year  # noqa: PLC0415 - a command loads what it needs

    files, problems, advice = next_year.make(inputs, year)
    old = next_year.source(inputs, year)
    left = tuple(_left(old, output / old.name)) if old is not None else ()
    return Placed(files, (*problems, *left), advice)


def _left(old: Path, report: Path) -> Iterator[Problem]:
    """A hint (T82) on each edit by hand in the ``report`` of the ``old`` year: no file of the new year has it."""
    from juesuan import reading  # noqa: PLC0415 - as above
    from juesuan.versions import hand_edits  # noqa: PLC0415 - as above

    if not report.is_dir():
        return
    try:
        found = hand_edits.found(report, reading.given(old)).edits
    except (OSError, ReportError):
        advice = f"请打开 {old.name} 年度成品 Word，看看有没有改过、今年也要的地方。"
        yield hint("T82", report, "上年成品里的人工修改读不出来，没有列出", advice)
        return
    for edit in found:
        message = f"{old.name} 年度的人工修改{edit.number}只在那年的成品 Word 里，没有带到今年：{_done(edit)}"
        yield hint("T82", edit.place, message, "今年还要的，写进文字材料、工作簿或本单位的版式；不要的不用管。")


def _done(edit: Edit) -> str:
    """What the edit did, in words, long texts cut."""
    if edit.kind is EditKind.REWRITTEN:
        return f"“{_cut(edit.before)}”改写成“{_cut(edit.after)}”"
    return f"{edit.kind.value}“{_cut(edit.after or edit.before)}”"


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:_LONG]}…" if len(words) > _LONG else words
