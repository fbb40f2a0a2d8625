"""The versions of a year's report: what each run made, of what, kept small and never deleted without being asked.

A version is a record, one JSON file of a line a fact, and the contents it names by their SHA-256, each kept once
however many versions share it: inputs, outputs, and what the report said. Contents come first, then the record,
and only then are the outputs put in their places: whatever moment a run ends at, every record is whole, and every
file the program ever wrote is known by its digest.
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
"""What decides how a report comes out, besides what the officer gives."""
_PACKED = (b"PK\x03\x04", b"%PDF")
"""How the files begin that are packed already."""


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
"""The fields of a version as its record has them."""


class Version(Struct, frozen=True, rename=_NAMES.__getitem__):
    """A run that made something, as its record has it."""

    number: int
    """From 1."""
    made: str
    """When, in local time: 2026-11-26 09:30:00."""
    cause: str
    """What had changed, in a line."""
    is_draft: bool
    program: str
    """Digest of the program itself."""
    sources: Mapping[str, str]
    """Name of each input to its digest, see ``Given.digests``."""
    outputs: Mapping[str, str]
    """Name of each output to its digest."""
    content: str
    """Digest of what the report said, see ``content``."""


@cache
def program() -> str:
    """The digest of the program: a report is made again when it has changed."""
    paths = sorted({path for pattern in _PROGRAM for path in ROOT.glob(pattern)})
    parts = (f"{path.relative_to(ROOT)} {digest(path.read_bytes())}" for path in paths)
    return digest("\n".join(parts).encode())


def of(folder: Path) -> tuple[Version, ...]:
    """The versions of a year's output folder, the oldest first; a record that is damaged is left out.

    Raises OSError when one cannot be read: left out, its files would pass for edited ones.
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
    """The last one that was no draft: what may have left the house."""
    return next((version for version in reversed(versions) if not version.is_draft), None)


def word_file(version: Version) -> str:
    """The name of the report itself among the outputs, which it heads; empty where there is none."""
    return next((name for name in version.outputs if name.endswith(".docx")), "")


def known(versions: tuple[Version, ...]) -> Mapping[str, frozenset[str]]:
    """Every digest a file of that name ever had when the program wrote it."""
    found: dict[str, set[str]] = {}
    for version in versions:
        for name, each in version.outputs.items():
            found.setdefault(name, set()).add(each)
    return {name: frozenset(digests) for name, digests in found.items()}


def kept(folder: Path, key: str) -> bytes | None:
    """The content of that digest; None where it is gone or damaged."""
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
    """Where a content lies, as it is or packed."""
    place = folder / FOLDER / CONTENTS / key[:2] / key[2:]
    return place, place.with_name(f"{place.name}.z")


def sweep(folder: Path) -> None:
    """Removes what a run that was killed left half written; only where no other run is at work."""
    files.sweep(folder)
    files.sweep(folder / FOLDER)


def add(folder: Path, version: Version, contents: Mapping[str, bytes]) -> None:
    """Keeps a version with the contents it names, by digest; those that are there already are not written again.

    Raises OSError when the folder cannot be written to; the version is then not there.
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
