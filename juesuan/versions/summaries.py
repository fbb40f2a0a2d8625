"""Files made for all departments at once, put into their folder; one that was edited is moved aside first."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from juesuan import PRODUCT
from juesuan.model.identity import digest
from juesuan.model.outputs import ASIDE
from juesuan.model.problems import Problem, warning
from juesuan.versions import files

_RECORD = f".{PRODUCT}.json"
"""Holds the digest of each file as it was written last; without it every file that lies there is a stranger's."""
_ASIDE = Path(ASIDE).name


def placed(folder: Path, made: Mapping[str, bytes]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The files ``made`` by name have been put into the folder; their places, and what was moved aside.

    One that is as it should be already is left alone. Raises OSError where the folder cannot be written to.
    """
    written = _written(folder)
    told = tuple(_moved(folder, made, written))
    places = tuple(_put(folder / name, data) for name, data in made.items())
    known = {name: digest(data) for name, data in made.items()}
    files.write(folder / _RECORD, msgspec.json.format(msgspec.json.encode({**written, **known})))
    return places, told


def made_at(folder: Path) -> float:
    """When the files in the folder were made last, also where they were as they should be: a file time."""
    return (folder / _RECORD).stat().st_mtime


def _written(folder: Path) -> dict[str, str]:
    try:
        return msgspec.json.decode((folder / _RECORD).read_bytes(), type=dict[str, str])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}


def _moved(folder: Path, made: Mapping[str, bytes], written: Mapping[str, str]) -> Iterator[Problem]:
    for name, data in made.items():
        path = folder / name
        if path.is_file() and digest(path.read_bytes()) not in {written.get(name), digest(data)}:
            (folder / _ASIDE).mkdir(exist_ok=True)
            place = files.patiently(path.rename, files.free(folder / _ASIDE / name))
            message = f"上次做好以后被人改过，没有覆盖：改过的移到了“{_ASIDE}”里的 {place.name}"
            yield warning("F15", name, message, "要留的改动，请从那里抄过来。")


def _put(path: Path, data: bytes) -> Path:
    if path.is_file() and path.read_bytes() == data:
        return path
    return files.write(path, data)
