"""A year's folder from a finished report as a command: read, shown figure by figure, agreed to, made."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from juesuan.app import importing
from juesuan.app.teller import Teller
from juesuan.model.outcome import DONE, NOTHING, OPEN, short
from juesuan.model.problems import Severity, error

if TYPE_CHECKING:
    from juesuan.model.printed_report import PrintedReport
    from juesuan.year.starting import Start

FIGURES = ("表", "行·列", "数", "在报告哪里")
"""The heads of the columns of the figures that were read."""


class StartWish(Struct, frozen=True):
    """What the officer wants to be started, and how."""

    report: Path
    """The file of the finished report."""
    inputs: Path
    """The folder that the folders of the years are in."""
    year: int | None
    """The year that was asked for; None for the one after the report's."""
    dry_run: bool
    """Whether nothing is to be made."""
    yes: bool
    """Whether it is agreed to beforehand."""


def run(wish: StartWish, tell: Teller) -> int:
    """Makes the folder; returns 0, or 1 where something was not taken, or 2 where nothing is made.

    Raises ReportError where the report cannot be read or the folder cannot be made.
    """
    from juesuan.claims import printed  # noqa: PLC0415 - a command loads what it needs
    from juesuan.year import starting  # noqa: PLC0415 - as above

    report = tell.step("读报告", lambda: printed.read(wish.report), contents)
    ready = starting.prepared(report, wish.inputs, wish.year)
    _show(ready, tell)
    code = OPEN if any(each.is_open for each in ready.problems) else DONE
    if wish.dry_run:
        return _told(ready, code, (), ("只是列出来看，什么也没有做。",), tell)
    if not (wish.yes or importing.agreed(tell, "做出这个文件夹吗？（y 做，其他不做）")):
        advice = "看过各数、确认要做，请加 --yes 再运行一次。"
        tell.problems([error("I23", ready.place, "没有做，什么也没有写", advice)])
        return _told(ready, NOTHING, (), (), tell)
    made, advice_lines = starting.written(ready, datetime.now().astimezone())
    return _told(ready, code, made, advice_lines, tell)


def contents(report: "PrintedReport") -> str:
    """What was read out of a report, counted, in one line."""
    terms = sum(each.sheet == "名词解释" for each in report.rows)
    counts = f"{len(report.figures)} 个数，{len(report.passages)} 段文字，{terms} 条名词"
    return f"{report.year} 年度，“{report.edition}”的句子：{counts}"


def _show(ready: "Start", tell: Teller) -> None:
    tell.table(FIGURES, ready.changes)
    tell.problems(ready.problems)
    if ready.left:
        tell.say("报告里没有、还要自己填的：")
        for line in ready.left:
            tell.say(f"  {line}")


def _told(ready: "Start", code: int, made: tuple[Path, ...], said: tuple[str, ...], tell: Teller) -> int:
    """Tells how it ended, and returns the exit code."""
    for path in made:
        tell.say(f"已写 {short(path)}")
    for line in said:
        tell.say(line)
    weights = [problem.severity for problem in ready.problems]
    counts = "，".join(f"{each.value} {weights.count(each)} 条" for each in Severity)
    tell.say(f"{counts}；用时 {tell.seconds():.1f} 秒")
    names = ("sheet", "cell", "printed", "place")
    figures = [dict(zip(names, each, strict=True)) for each in ready.changes]
    data = {"figures": figures, "left": list(ready.left)}
    tell.report({"exit_code": code, "files": [str(path) for path in made], **data}, ready.problems)
    return code
