"""The outputs of a year on the way to another machine, where a run goes on with them, and what comes back.

What comes back is put down in the order in which a run writes: contents, then records, then outputs. At whatever
moment that ends, every file is whole, and every record names only what is there.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from juesuan.model.identity import digest
from juesuan.model.outputs import VERSIONS
from juesuan.model.problems import Problem, ReportError, error, warning
from juesuan.versions import files, store

_CONTENT, _RECORD = f"{VERSIONS}/{store.CONTENTS}/", re.compile(f"{VERSIONS}/({store.COPIES}/)?[0-9]+\\.json")


class Travelled(Struct, frozen=True):
    """What a run on another machine has changed in the folder of a year, by the places of the files in it."""

    written: Mapping[str, bytes]
    """The files that are new, or hold something else."""
    gone: tuple[str, ...]
    """The files that are there no more."""


def packed(year: Path) -> Mapping[str, bytes]:
    """Every file in a year's output folder by its place in it; none where there is no folder. Raises OSError."""
    return dict(_files(year))


def _files(year: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(year.rglob("*")) if year.is_dir() else ():
        if path.is_file() and not path.name.startswith(files.MARK):
            yield path.relative_to(year).as_posix(), files.data(path)


def unpacked(year: Path, held: Mapping[str, bytes]) -> None:
    """Writes the files into an empty folder, for a place that ends with / a folder; raises OSError."""
    for place, data in held.items():
        path = year / place
        if place.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def changed(year: Path, before: Mapping[str, bytes]) -> Travelled:
    """What has changed in a year's output folder since it held the files ``before``; raises OSError."""
    now = packed(year)
    written = {place: data for place, data in now.items() if before.get(place) != data}
    return Travelled(written, tuple(place for place in before if place not in now))


def landed(year: Path, before: Mapping[str, str], came: Travelled) -> tuple[Problem, ...]:
    """Puts down in a year's output folder what a run on another machine has made of it; returns what is told.

    ``before`` are the digests of the files that were sent there. Raises ReportError, and touches nothing, where
    one that is to be replaced has changed since; raises OSError where the folder cannot be written to.
    """
    if strange := [place for place in (*came.written, *came.gone) if not _stays_inside(place)]:
        raise ReportError(
            error("F12", strange[0], "集群送回来的文件不在这一年的文件夹里，没有收", "请联系维护人员。")
        )
    if touched := [place for place in (*came.written, *came.gone) if _is_touched(year, place, before)]:
        message = f"送到集群去做的时候改过：{'、'.join(touched)}；送回来的没有写进去"
        raise ReportError(error("F13", year, message, "再运行一次，改过的会带进去。"))
    places = {place: files.write(year / place, came.written[place]) for place in sorted(came.written, key=_turn)}
    for place in came.gone:
        files.patiently((year / place).unlink)
    return tuple(_told(place, path) for place, path in places.items() if path != year / place)


def _told(place: str, path: Path) -> Problem:
    """The problem of a file that another program holds open."""
    message = f"正打开着，没有换成新的；新的放在旁边：{path.name}"
    return warning("F16", place, message, "请关闭它，再运行一次。")


def _stays_inside(place: str) -> bool:
    path = Path(place)
    return not path.is_absolute() and ".." not in path.parts and bool(path.name)


def _turn(place: str) -> int:
    """When a file is written: contents first, then records, then whatever else there is."""
    if place.startswith(_CONTENT):
        return 0
    return 1 if _RECORD.fullmatch(place) else 2


def _is_touched(year: Path, place: str, before: Mapping[str, str]) -> bool:
    path = year / place
    return (digest(files.data(path)) if path.is_file() else None) != before.get(place)
