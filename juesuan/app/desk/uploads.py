"""Dropped files, each put into a folder that is gone afterwards, under a name that leads nowhere."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.datastructures import FormData, UploadFile

from juesuan.model.problems import ReportError, error

_LONGEST = 100
"""Letters of a name; no system takes many more."""
_STEERING = re.compile(r'[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]')
"""What a name may not hold on any system, and what turns the direction of writing."""


@contextmanager
def taken(form: FormData, field: str) -> Iterator[tuple[Path, ...]]:
    """The files dropped into a field, in their order, until the end of the block.

    Raises ReportError where there is none.
    """
    dropped = [each for each in form.getlist(field) if isinstance(each, UploadFile) and each.filename]
    if not dropped:
        raise ReportError(error("K02", "文件", "没有选文件", "请把文件拖到框里，或点一下框来选。"))
    with tempfile.TemporaryDirectory(prefix="juesuan-") as name:
        yield tuple(_put(each, Path(name) / str(at)) for at, each in enumerate(dropped))


def _put(dropped: UploadFile, folder: Path) -> Path:
    folder.mkdir()
    place = folder / safe_name(dropped.filename or "")
    place.write_bytes(dropped.file.read())
    return place


def safe_name(name: str) -> str:
    """The name of a file without folders and without what steers; its suffix stays."""
    last = re.split(r"[/\\]", name)[-1]
    words = _STEERING.sub("_", last).strip(" .") or "文件"
    stem, dot, suffix = words.rpartition(".")
    return f"{stem[:_LONGEST]}{dot}{suffix[:10]}" if stem else suffix[:_LONGEST]
