"""The import of official tables as a command: read, shown cell by cell, agreed to, written."""

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from juesuan.app.teller import Teller
from juesuan.model import advised
from juesuan.model.outcome import DONE, NOTHING, OPEN, short
from juesuan.model.problems import Severity, error

if TYPE_CHECKING:
    from juesuan.model.official import OfficialFigures
    from juesuan.year.filling import Change
    from juesuan.year.importing import Import

_CHANGES = ("位置", "项目", "原来", "以后", "来源")
_TABLES = ("文件", "工作表", "认作", "取数")
_AGREED = frozenset({"y", "yes", "是", "好", "写", "做"})


class Wish(Struct, frozen=True):
    """What the officer wants to be imported, and how."""

    paths: Sequence[Path]
    year: int | None
    """The year that was asked for."""
    folder_of: Callable[[int | None], Path]
    """The folder that tables of a year go into; it raises ReportError where there is none."""
    dry_run: bool
    """Whether nothing is to be written."""
    yes: bool
    """Whether it is agreed to beforehand."""


def run(wish: Wish, tell: Teller) -> int:
    """Imports the files; returns 0, or 1 where something is refused or differs, or 2 where nothing is written.

    Raises ReportError where nothing can be imported.
    """
    from juesuan.reading import official  # noqa: PLC0415 - a command loads what it needs
    from juesuan.year import importing  # noqa: PLC0415 - as above

    figures = tell.step(
        "读官方表",
        lambda: official.read(wish.paths),
        lambda read: f"{len(read.tables)} 张表，{len(read.taken)} 个数",
    )
    ready = importing.prepared(figures, wish.folder_of(figures.year), wish.year)
    _show(ready, tell)
    code = OPEN if any(each.is_open for each in ready.problems) else DONE
    if not ready.figures.taken:
        return _told(ready, (NOTHING, "没有导入：没有一个数可以取。"), (), tell)
    if wish.dry_run:
        return _told(ready, (code, "只是列出来看，什么也没有写。"), (), tell)
    if not ready.has_work:
        return _told(ready, (code, "工作簿里已经是这些数，不用改。"), (), tell)
    if not (wish.yes or agreed(tell)):
        tell.problems(
            [error("I23", "工作簿", "没有导入，什么也没有写", "看过各格、确认要写，请加 --yes 再运行一次。")]
        )
        return _told(ready, (NOTHING, ""), (), tell)
    written = importing.written(ready, datetime.now().astimezone())
    said = f"接下来运行 {advised.on_folder('check', ready.folder)} 核对。"
    return _told(ready, (code, said), written, tell)


def agreed(tell: Teller, question: str = "写进工作簿吗？（y 写，其他不写）") -> bool:
    """Whether the person at the terminal agrees to the question; nobody who is not there does."""
    if not tell.speaks or not sys.stdin.isatty():
        return False
    sys.stdout.write(question)
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in _AGREED


# ---- what is said


def _show(ready: "Import", tell: Teller) -> None:
    tell.table(_TABLES, list(_tables(ready.figures)))
    changes = ready.filling.changes
    if changes:
        tell.table(_CHANGES, [_shown(each) for each in changes])
    tell.problems(ready.problems)
    new = sum(not each.before for each in changes)
    same = len(ready.filling.placed) - len(changes)
    tell.say(f"新填 {new} 格，改 {len(changes) - new} 格，相同 {same} 格。")
    if ready.filling.left:
        tell.say("表里没有、还要自己填的：")
        for line in ready.filling.left:
            tell.say(f"  {line}")


def _shown(change: "Change") -> Sequence[str]:
    return change.where, change.label, change.before or "（空）", change.after, change.origin


def _tables(figures: "OfficialFigures") -> Iterator[Sequence[str]]:
    for each in figures.tables:
        taken = "没有取" if each.refused else f"{each.figures} 个" if each.figures else "没有要取的数"
        yield each.file, each.sheet, f"{each.code} {each.title}", taken


def _told(ready: "Import", end: tuple[int, str], written: Sequence[Path], tell: Teller) -> int:
    """Tells how it ended, with which exit code and words, and returns the code."""
    code, said = end
    for path in written:
        tell.say(f"已写 {short(path)}")
    if said:
        tell.say(said)
    weights = [problem.severity for problem in ready.problems]
    counts = "，".join(f"{each.value} {weights.count(each)} 条" for each in Severity)
    tell.say(f"{counts}；用时 {tell.seconds():.1f} 秒")
    names = ("cell", "label", "before", "after", "origin")
    held = [(each.where, each.label, each.before, each.after, each.origin) for each in ready.filling.changes]
    changes = [dict(zip(names, each, strict=True)) for each in held]
    data = {"changes": changes, "left": list(ready.filling.left)}
    tell.report({"exit_code": code, "files": [str(path) for path in written], **data}, ready.problems)
    return code
