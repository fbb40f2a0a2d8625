"""The versions of a year's report on disk: what each run made and of what, kept small and never deleted.

A version is a record, a JSON file with one fact a line, and the contents that it names by their SHA-256: inputs,
outputs, and what the report said. Each content is kept once, however many versions share it. Contents are written
first, then the record, and only then are the outputs put into their places: at whatever moment a run ends, every
record is whole, and every file the program ever wrote is known by its digest.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path, PureWindowsPath

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
_MEGA = 1024 * 1024
_MOST_BYTES, _MOST_UNPACKED, _MOST_BYTES_OF_A_RECORD = 256 * _MEGA, 64 * _MEGA, _MEGA
"""Of a content; what would unpack to more was not packed by a run."""
_DIGEST = re.compile("[0-9a-f]{64}")

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

    So is a record that names a file outside its folder: whatever a version names may be read, and written there
    again. Raises OSError where a record cannot be read: were it left out, its files would pass for edited ones.
    """
    return tuple(sorted(_read(folder), key=lambda version: version.number))


def damaged(folder: Path) -> tuple[Path, ...]:
    """The records of which ``of`` can make nothing, the oldest first; their contents may still be there."""
    whole = {_stem(version.number) for version in of(folder)}
    return tuple(path for path in _records(folder) if path.stem not in whole)


def next_number(folder: Path) -> int:
    """The number of the next version: that of a record which is damaged is taken, too."""
    return max((int(path.stem) for path in _records(folder)), default=0) + 1


def is_last_damaged(folder: Path) -> bool:
    """Whether the newest of the versions cannot be read, so that what its run did is not known."""
    last = _records(folder)[-1:]
    return bool(last) and last[0] in damaged(folder)


def _records(folder: Path) -> list[Path]:
    found = (path for path in (folder / FOLDER).glob("*.json") if re.fullmatch("[0-9]{4,9}", path.stem))
    return sorted(found, key=lambda path: int(path.stem))


def _read(folder: Path) -> Iterator[Version]:
    for path in _records(folder):
        if not path.is_file() or path.stat().st_size > _MOST_BYTES_OF_A_RECORD:
            continue
        data = files.patiently(path.read_bytes)
        try:
            version = msgspec.json.decode(data, type=Version)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            continue
        if path.stem == _stem(version.number) and _stays_inside(version):
            yield version


def _stays_inside(version: Version) -> bool:
    """Whether it names contents by their digests, outputs by bare names and inputs below their folder."""
    keys = (version.content, *version.outputs.values(), *version.sources.values())
    names = [*map(PureWindowsPath, version.outputs), *map(PureWindowsPath, version.sources)]
    is_bare = all(len(path.parts) == 1 for path in names[: len(version.outputs)])
    return is_bare and all(map(_DIGEST.fullmatch, keys)) and all(map(_is_inside, names))


def _is_inside(path: PureWindowsPath) -> bool:
    """On any system: Windows knows more ways out of a folder than others."""
    return bool(path.name) and not path.anchor and ".." not in path.parts and "\0" not in path.name


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


def written(folder: Path, versions: tuple[Version, ...]) -> Mapping[str, frozenset[str]]:
    """The same as ``known``, and the files in the folder that only a damaged record knew: they are kept."""
    found = dict(known(versions))
    for path in folder.iterdir() if damaged(folder) else ():
        if path.is_file():
            key = digest(files.patiently(path.read_bytes))
            if kept(folder, key) is not None:
                found[path.name] = found.get(path.name, frozenset()) | {key}
    return found


def kept(folder: Path, key: str) -> bytes | None:
    """The content with the digest ``key`` in a year's output folder; None where it is gone or damaged."""
    for path in _places(folder, key) if _DIGEST.fullmatch(key) else ():
        try:
            data = files.patiently(_content, path)
        except (OSError, zlib.error):
            continue
        if digest(data) == key:
            return data
    return None


def _content(path: Path) -> bytes:
    """What a file of the store holds; raises zlib.error where it is damaged or would unpack to far too much."""
    if not path.is_file() or path.stat().st_size > _MOST_BYTES:
        raise FileNotFoundError(path)
    data = path.read_bytes()
    if not path.suffix:
        return data
    unpacking = zlib.decompressobj()
    held = unpacking.decompress(data, _MOST_UNPACKED)
    if not unpacking.eof:
        raise zlib.error
    return held


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
            is_packed = data.startswith(_PACKED) or len(data) >= _MOST_UNPACKED
            yield (plain, data) if is_packed else (packed, zlib.compress(data))
