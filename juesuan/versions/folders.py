"""The folders of a year's outputs on the disk, those among them that an earlier program has left."""

from collections.abc import Iterator
from pathlib import Path

from juesuan.model import outputs

FORMER = "版本"
"""Where an earlier program kept the versions in the folder of a year; all other files lay beside it."""


def output(year: Path, name: str) -> Path:
    """The place of the output of that name in a year's output folder."""
    return year / outputs.place(name)


def versions(year: Path) -> Path:
    """The folder of the versions of a year, which an earlier program may have left elsewhere."""
    now, former = year / outputs.VERSIONS, year / FORMER
    return former if former.is_dir() and not now.exists() else now


def lying(year: Path) -> Iterator[Path]:
    """Whatever lies in those folders of a year's outputs in which a run looks for files."""
    for name in outputs.PLACES:
        folder = year / name
        yield from sorted(folder.iterdir()) if folder.is_dir() else ()


def said(year: Path, path: Path) -> str:
    """The place of a file of a year as the officer is told it: 交付/报告.docx."""
    return path.relative_to(year).as_posix()
