"""The versions of a year's report on disk: what each run made and of what, kept small and never deleted.

A version is a record, a JSON file with one fact a line, and the contents that it names by their SHA-256: inputs,
outputs, and what the report said. Each content is kept once, however many versions share it; each record has a
copy, for without it nobody knows what the contents are. Contents are written first, then the record, and only then
are the outputs put into their places: at whatever moment a run ends, every record is whole, and every file the
program ever wrote is known by its digest.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from msgspec import Struct

from juesuan.model.identity import digest
from juesuan.model.outputs import KEPT, SITE
from juesuan.model.program_folders import ROOT
from juesuan.versions import files, folders, records
from juesuan.versions.records import Version

CONTENTS, COPIES = "内容", "副本"
_MOST_VERSIONS = 999_999_998
"""Of a year: the name of a record has nine digits at most, and a greater one was not made by a run."""
_PROGRAM = ("generate.py", "juesuan/**/*.py", "charts/*.py", "templates/**/*.*", "fonts/coverage.txt")
"""The files that decide how a report comes out, besides those that the officer gives."""
_PACKED = (b"PK\x03\x04", b"%PDF")
"""The beginnings of files that are packed already."""
_OUTPUTS = {".docx", ".pdf", ".xlsx", ".html"}
"""The suffixes of what a run puts beside the versions."""
_MEGA = 1024 * 1024
_MOST_BYTES, _MOST_UNPACKED = 256 * _MEGA, 64 * _MEGA
"""Of a content; what would unpack to more was not packed by a run."""
_DIGEST = re.compile("[0-9a-f]{64}")


@cache
def program() -> str:
    """The digest of the program with its templates; where it has changed a report is made again."""
    paths = sorted({path for pattern in _PROGRAM for path in ROOT.glob(pattern)})
    parts = (f"{path.relative_to(ROOT)} {digest(path.read_bytes())}" for path in paths)
    return digest("\n".join(parts).encode())


def of(folder: Path) -> tuple[Version, ...]:
    """The versions in a year's output folder, the oldest first; one is left out whose record and copy are damaged.

    Raises OSError where neither can be read: were it left out, its files would pass for edited ones.
    """
    return tuple(_of(_found(folder)))


def damaged(folder: Path) -> tuple[Path, ...]:
    """The places of all records and copies that are damaged, bear a wrong name or, of records, are gone."""
    found = _found(folder)
    wrong = {each.path for each in found if not each.is_in_its_place}
    places = {_place(folder, version.number) for version in _of(found)}
    return tuple(sorted(wrong | {path for path in places if not _is_taken(path)}))


def next_number(folder: Path) -> int:
    """The number of the next version: that of a record which is damaged is taken, too."""
    number = _last_number(folder) + 1
    while any(map(_is_taken, (_place(folder, number), _copy(folder, number)))):
        number += 1
    return number


def last_damaged(folder: Path) -> Path | None:
    """The newest record, if neither it nor its copy says what its run did; None where that is known.

    A report lying there that is kept, but without a version that names it, shows that a record is gone.
    """
    last, made = _last_number(folder), of(folder)
    if last > (made[-1].number if made else 0):
        return _place(folder, last)
    words = set(map(word_file, made))
    return _place(folder, last + 1) if words & {name for name, _ in _unclaimed(folder, made)} else None


def _last_number(folder: Path) -> int:
    """The number of the newest version, whole or damaged; 0 where there is none.

    A name counts unless the file says that it is another version, which lies nowhere else.
    """
    found = _found(folder)
    known = {version.number for version in _of(found)}
    named = (each for each in found if not each.version or _is_taken(_place(folder, each.version.number)))
    numbers = (int(each.path.stem) for each in named)
    return max((*known, *(number for number in numbers if number <= _MOST_VERSIONS)), default=0)


class _Record(Struct, frozen=True):
    """A file that is named like a record, in the folder of the records or of their copies."""

    path: Path
    version: Version | None
    """The version that it says; None where it is damaged or cannot be read."""
    caught: OSError | None = None
    """The reason why it cannot be read."""

    @property
    def is_in_its_place(self) -> bool:
        return self.version is not None and self.path.stem == records.stem(self.version.number)


def _found(folder: Path) -> tuple[_Record, ...]:
    """The records, and behind them their copies."""
    home = folders.versions(folder)
    places = (home, home / COPIES)
    return tuple(_record(path) for place in places for path in sorted(place.glob("*.json")) if _is_named(path))


def _is_named(path: Path) -> bool:
    return re.fullmatch("[0-9]{4,9}", path.stem) is not None


def _record(path: Path) -> _Record:
    try:
        return _Record(path, records.loaded(path))
    except OSError as caught:
        return _Record(path, None, caught)


def _of(found: Sequence[_Record]) -> Iterator[Version]:
    """Of each number the record in its place, else its copy, else one that was given another name."""
    held: dict[int, Version] = {}
    for each in sorted(found, key=lambda each: not each.is_in_its_place):
        if each.version is not None:
            held.setdefault(each.version.number, each.version)
    for each in found:
        if each.caught is not None and int(each.path.stem) not in held:
            raise each.caught
    return (held[number] for number in sorted(held))


def _place(folder: Path, number: int) -> Path:
    return folders.versions(folder) / f"{records.stem(number)}.json"


def _copy(folder: Path, number: int) -> Path:
    return folders.versions(folder) / COPIES / f"{records.stem(number)}.json"


def _is_taken(path: Path) -> bool:
    return path.exists() or path.is_symlink()


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
    """The same as ``known``, and the files in the folders that are kept without a version that names them.

    Such a file was made by a run whose record is lost; nobody has edited it.
    """
    found = dict(known(versions))
    for name, key in _unclaimed(folder, versions):
        found[name] = found.get(name, frozenset()) | {key}
    return found


def _unclaimed(folder: Path, versions: tuple[Version, ...]) -> frozenset[tuple[str, str]]:
    """The names and digests of the files in the folders that are kept, but that none of the versions names."""
    named = _named(versions)
    held = {(path.name, _digest_of(path)) for path in folders.lying(folder)}
    return frozenset((name, key) for name, key in held if key not in named and kept(folder, key) is not None)


def _digest_of(path: Path) -> str:
    """The digest of what may be an output; empty for anything else, and where another program lets nobody read."""
    with suppress(OSError):
        if path.suffix in _OUTPUTS and path.is_file() and path.stat().st_size <= _MOST_BYTES:
            return digest(path.read_bytes())
    return ""


def unnamed(folder: Path) -> Iterator[bytes]:
    """The contents that no version names, the newest first: of lost records, and of runs that were killed."""
    named = _named(of(folder))
    paths = [path for path in (folders.versions(folder) / CONTENTS).glob("??/*") if path.is_file()]
    for path in sorted(paths, key=lambda path: path.stat().st_mtime_ns, reverse=True):
        key = path.parent.name + path.stem
        data = kept(folder, key) if key not in named else None
        if data is not None:
            yield data


def _named(versions: Iterable[Version]) -> frozenset[str]:
    """The digests of everything that the versions name."""
    return frozenset(
        key
        for each in versions
        for key in (*each.sources.values(), *each.outputs.values(), each.content, each.edits)
    )


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
    place = folders.versions(folder) / CONTENTS / key[:2] / key[2:]
    return place, place.with_name(f"{place.name}.z")


def sweep(folder: Path) -> None:
    """Removes what a killed run has left half written in a year's folder; for when no other run is at work."""
    for place in (folder, folder / KEPT, folder / SITE, folders.versions(folder)):
        files.sweep(place)


def add(folder: Path, version: Version, contents: Mapping[str, bytes]) -> None:
    """Keeps a version in a year's output folder, with the ``contents`` that it names, by their digests.

    Contents that are there already are not written again. The record is put there twice. Raises OSError where the
    folder cannot be written to; no output has been touched by then.
    """
    _put(folder, dict(_packed(folder, contents)))
    record = records.dumped(version)
    _put(folder, {place(folder, version.number): record for place in (_place, _copy)})


def _put(folder: Path, contents: Mapping[Path, bytes]) -> None:
    with files.ready(folders.versions(folder), contents) as temporaries:
        for path, temporary in temporaries.items():
            files.patiently(temporary.replace, path)


def _packed(folder: Path, contents: Mapping[str, bytes]) -> Iterator[tuple[Path, bytes]]:
    for key, data in contents.items():
        plain, packed = _places(folder, key)
        if kept(folder, key) is None:
            is_packed = data.startswith(_PACKED) or len(data) >= _MOST_UNPACKED
            both = packed, plain
            free = [each for each in both if not each.is_dir()] or both  # a folder cannot be replaced
            place = free[-1 if is_packed else 0]
            yield place, zlib.compress(data) if place == packed else data
