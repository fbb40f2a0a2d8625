"""The officer's workbook written anew: whole or not at all, over just what was read, a copy kept first."""

import os
import tempfile
from datetime import datetime
from pathlib import Path

from juesuan import PRODUCT
from juesuan.model.problems import ReportError, error
from juesuan.reading import files


def kept(place: Path, data: bytes, before: str, now: datetime) -> Path:
    """A copy of the workbook as it was, in a folder beside it where nobody takes it for the workbook.

    ``before`` is the name of the folder, such as 导入前. Raises ReportError where it is no longer ``data``.
    """
    if files.contents(place) != data:
        raise ReportError(error("I10", place, "工作簿刚刚被改动过，没有动它", "请再运行一次。"))
    folder = place.parent / before
    folder.mkdir(exist_ok=True)
    copy = folder / f"{place.stem}（{now:%Y-%m-%d %H%M%S} {before}）{place.suffix}"
    put(copy, data)
    return copy


def put(place: Path, data: bytes) -> None:
    """Write a file whole, in place of one that is there; raises OSError, and then that one is as it was."""
    handle, name = tempfile.mkstemp(prefix=f".~{PRODUCT}-", suffix=place.suffix, dir=place.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)
