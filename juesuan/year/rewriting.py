"""The officer's workbook written anew: whole or not at all, over just what was read, a copy kept first."""

import os
from datetime import datetime
from itertools import count
from pathlib import Path

from juesuan.model.problems import Problem, ReportError, error
from juesuan.reading import files
from juesuan.year import half_made


def require_closed(place: Path) -> None:
    """Raises ReportError (K04) where another program has the file open: it puts one beside it, or locks it."""
    beside = (f"~${place.name}", f"~${place.name[2:]}", f".~{place.name}", f".~lock.{place.name}#")
    if mark := next((each for each in beside if os.path.lexists(place.parent / each)), ""):
        advice = f"请保存、关闭它，再做一次。确实没有打开的，删去旁边的隐藏文件“{mark}”。"
        raise ReportError(error("K04", place, "正在 WPS 或 Excel 里打开着，没有动它", advice))
    try:
        with place.open("r+b"):
            pass
    except PermissionError as caught:
        raise ReportError(_locked(place)) from caught


def _locked(place: Path) -> Problem:
    message = "不让写（正在别的程序里打开着，或者是只读的），没有动它"
    return error("K04", place, message, "请关闭它，去掉“只读”，再做一次。")


def rewritten(place: Path, data: bytes, made: bytes, before: str, now: datetime) -> Path:
    """Writes the workbook anew as ``made``, over just the ``data`` that was read; returns the copy kept of that.

    ``before`` is the name of the folder of the copy, see ``kept``. Raises ReportError where it is open (K04) or
    was changed meanwhile (I10), OSError where the disk refuses; then it is as it was.
    """
    require_closed(place)
    copy = kept(place, data, before, now)
    try:
        put(place, made)
    except PermissionError as caught:
        raise ReportError(_locked(place)) from caught
    return copy


def kept(place: Path, data: bytes, before: str, now: datetime) -> Path:
    """A copy of the workbook as it was, in a folder beside it where nobody takes it for the workbook.

    ``before`` is the name of the folder, such as 导入前. Raises ReportError where it is no longer ``data``.
    """
    if files.contents(place) != data:
        raise ReportError(error("I10", place, "工作簿刚刚被改动过，没有动它", "请再运行一次。"))
    folder = place.parent / before
    folder.mkdir(exist_ok=True)
    copy = _free(folder / f"{place.stem}（{now:%Y-%m-%d %H%M%S} {before}）{place.suffix}")
    put(copy, data)
    return copy


def _free(place: Path) -> Path:
    """The place, or that of the first number that none has yet: two copies of one second are both kept."""
    numbered = (place.with_stem(f"{place.stem}{number}") for number in count(2))
    return place if not os.path.lexists(place) else next(each for each in numbered if not os.path.lexists(each))


def put(place: Path, data: bytes) -> None:
    """Write a file whole, in place of one that is there; raises OSError, and then that one is as it was."""
    with half_made.folder(place.parent) as hidden:
        temporary = hidden / place.name
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(place)
