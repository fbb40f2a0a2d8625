"""The next year's files as a command, with what they lack: the edits by hand in last year's Word file."""

from collections.abc import Iterator
from pathlib import Path

from juesuan.model.outcome import Placed
from juesuan.model.problems import Problem, ReportError, hint


def made(inputs: Path, output: Path, year: int) -> Placed:
    """The files of the year, made in ``inputs``; ``output`` has the report of the year that they are made from.

    Raises ReportError and OSError as ``next_year.make``.
    """
    from juesuan.year import next_year  # noqa: PLC0415 - a command loads what it needs

    old = next_year.source(inputs, year)
    left = tuple(_left(old, output / old.name)) if old is not None else ()
    files, problems, advice = next_year.make(inputs, year)
    return Placed(files, (*problems, *left), advice)


def _left(old: Path, report: Path) -> Iterator[Problem]:
    """A hint (T82) on the edits by hand in the ``report`` of the ``old`` year, which no file of the new year has.

    Each then has its own, with place, old and new text.
    """
    from juesuan import compare, reading  # noqa: PLC0415 - as above
    from juesuan.versions import hand_edits  # noqa: PLC0415 - as above

    try:
        if not report.is_dir():
            return
        found = hand_edits.found(report, reading.given(old))
    except (OSError, ReportError):
        advice = f"请打开 {old.name} 年度成品 Word，看看有没有改过、今年也要的地方。"
        yield hint("T82", report, "上年成品里的人工修改读不出来，没有列出", advice)
        return
    yield from found.problems  # a file that was edited and cannot be read, among others
    if found.edits:
        message = (
            f"{old.name} 年度手工改过 {len(found.edits)} 处，只在那年的成品 Word 里，没有带到今年，下面逐处列出"
        )
        advice = "今年还要的，写进文字材料、工作簿或本单位的版式；不要的不用管。"
        yield hint("T82", report, message, advice)
    for edit in found.edits:
        yield hint("T82", edit.place, f"{old.name} 年度的人工修改{edit.number}：{compare.edit_in_words(edit)}")
