"""The versions of a year's report on disk: what each run made and of what, kept small and never deleted.

A version is a record, a JSON file with one fact a line, and the contents that it names by their SHA-256: inputs,
outputs, and what the report said. Each content is kept once, however many versions share it. Contents are written
first, then the record, and only then are the outputs put into their places: at whatever moment a run ends, every
record is whole, and every file the program ever wrote is known by its digest.
"""

import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from juesuan.model.identity import digest
from juesuan.model.program_folders import ROOT
from juesuan.versions import files

FOLDER, CONTENTS = "版本", "内容"
_PROGRAM = ("generate.py", "juesuan/**/*.py", "charts/*.py", "templates/**/*.*", "fonts/coverage.txt")
"""The files that decide how a report comes out, besides those that the officer gives."""
_PACKED = (b"PK\x03\x04", b"%PDF")
"""The beginnings of files that are packed already."""


_NAMES = {
    "number": "版本",
    "made": "时间",
    "cause": "起因",
    "is_draft": "草稿",
    "program": "程序",
    "sources": "来源",
    "outputs": "成品",
    "content": "内容",
}
"""The name of each field of a version in its record."""


class Version(Struct, frozen=True, rename=_NAMES.__getitem__):
    """The record of a version: what one run has made, when, and of what."""

    number: int
    """The number of the version in its year, from 1."""
    made: str
    """When it was made, in local time: 2026-11-26 09:30:00."""
    cause: str
    """What had changed since the version before, in a line of Chinese."""
    is_draft: bool
    """Whether an error was open in the report."""
    program: str
    """The digest of the program that made it."""
    sources: Mapping[str, str]
    """The digest of each input by its name, see ``Given.digests``."""
    outputs: Mapping[str, str]
    """The digest of each output by its name, the report's Word file first."""
    content: str
    """The digest of what the report said, see ``content``."""


@cache
def program() -> str:
    """The digest of the program with its templates; where it has changed a report is made again."""
    paths = sorted({path for pattern in _PROGRAM for path in ROOT.glob(pattern)})
    parts = (f"{path.relative_to(ROOT)} {digest(path.read_bytes())}" for path in paths)
    return digest("\n".join(parts).encode())


def of(folder: Path) -> tuple[Version, ...]:
    """The versions in a year's output folder, the oldest first; a damaged record is left out.

    Raises OSError where a record cannot be read: were it left out, its files would pass for edited ones.
    """
    return tuple(sorted(_read(folder), key=lambda version: version.number))


def _read(folder: Path) -> Iterator[Version]:
    for path in (folder / FOLDER).glob("[0-9]*.json"):
        data = files.patiently(path.read_bytes)
        try:
            version = msgspec.json.decode(data, type=Version)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            continue
        if path.stem == _stem(version.number):
            yield version


def _stem(number: int) -> str:
    return f"{number:04d}"


def issued(versions: tuple[Version, ...]) -> Version | None:
    """The last version that was no draft, which may have been published; None where there is none."""
    return next((version for version in reversed(versions) if not version.is_draft), None)


def word_file(version: Version) -> str:
    """The name of the report's Word file, the first .docx among the outputs; empty where there is none."""
    return next((name for name in version.outputs if name.endswith(".docx")), "")


def known(versions: tuple[Version, ...]) -> Mapping[str, frozenset[str]]:
    """Every digest that an output had in any of the versions, by the name of the output."""
    found: dict[str, set[str]] = {}
    for version in versions:
        for name, each in version.outputs.items():
            found.setdefault(name, set()).add(each)
    return {name: frozenset(digests) for name, digests in found.items()}


def kept(folder: Path, key: str) -> bytes | None:
    """The content with the digest ``key`` in a year's output folder; None where it is gone or damaged."""
    for path in _places(folder, key):
        try:
            data = files.patiently(path.read_bytes)
            data = zlib.decompress(data) if path.suffix else data
        except (OSError, zlib.error):
            continue
        if digest(data) == key:
            return data
    return None


def _places(folder: Path, key: str) -> tuple[Path, Path]:
    """The two places where a content may lie: as it is, and packed."""
    place = folder / FOLDER / CONTENTS / key[:2] / key[2:]
    return place, place.with_name(f"{place.name}.z")


def sweep(folder: Path) -> None:
    """Removes what a killed run has left half written in a year's folder; for when no other run is at work."""
    files.sweep(folder)
    files.sweep(folder / FOLDER)


def add(folder: Path, version: Version, contents: Mapping[str, bytes]) -> None:
    """Keeps a version in a year's output folder, with the ``contents`` that it names, by their digests.

    Contents that are there already are not written again. Raises OSError where the folder cannot be written to;
    the version is then not there.
    """
    _put(folder, dict(_packed(folder, contents)))
    record = msgspec.json.format(msgspec.json.encode(version), indent=1)
    _put(folder, {folder / FOLDER / f"{_stem(version.number)}.json": record})


def _put(folder: Path, contents: Mapping[Path, bytes]) -> None:
    with files.ready(folder / FOLDER, contents) as temporaries:
        for path, temporary in temporaries.items():
            files.patiently(temporary.replace, path)


def _packed(folder: Path, contents: Mapping[str, bytes]) -> Iterator[tuple[Path, bytes]]:
    for key, data in contents.items():
        plain, packed = _places(folder, key)
        if kept(folder, key) is None:
            yield (plain, data) if data.startswith(_PACKED) else (packed, zlib.compress(data))
