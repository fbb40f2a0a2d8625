"""The record of a version as a file: JSON with one fact a line, and a digest of itself that finds damage."""

import re
from collections.abc import Mapping
from pathlib import Path, PureWindowsPath

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from juesuan.model.identity import digest
from juesuan.versions import files

_NAMES = {
    "number": "版本",
    "made": "时间",
    "cause": "起因",
    "is_draft": "草稿",
    "program": "程序",
    "sources": "来源",
    "outputs": "成品",
    "content": "内容",
    "edits": "人工修改",
    "release": "程序版本",
    "check": "校验",
}
"""The name of each field of a version in its record."""
_MOST_BYTES = 1024 * 1024
_DIGEST = re.compile("[0-9a-f]{64}")
_LONGEST_NAME = 255
"""The most letters of the name of a file on any system."""


class Version(Struct, frozen=True, rename=_NAMES.__getitem__, omit_defaults=True):
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
    edits: str = ""
    """The digest of its edits by hand, see ``kept_edits``; empty where there were none."""
    release: str = ""
    """The version of the program, such as 1.2.0; empty in records that were made before it had one."""
    check: str = ""
    """Of a record on disk: the digest of all the rest; empty of any other, and in records that have none yet."""


def dumped(version: Version) -> bytes:
    """The record as it is written to disk, with its ``check``."""
    return msgspec.json.format(msgspec.json.encode(replace(version, check=_check(version))), indent=1)


def loaded(path: Path) -> Version | None:
    """The version that a record says, without its ``check``; None where it is damaged or is no record.

    So is a record that names a file outside its folder: whatever a version names may be read, and written there
    again. One that bears the name of another number is believed if it has a ``check``. Raises OSError where the
    file cannot be read.
    """
    if not path.is_file() or path.stat().st_size > _MOST_BYTES:
        return None
    try:
        found = msgspec.json.decode(files.patiently(path.read_bytes), type=Version)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    version = replace(found, check="")
    is_named = path.stem == stem(version.number)
    is_as_made = found.check == _check(version) or (is_named and not found.check)
    return version if version.number > 0 and is_as_made and _stays_inside(version) else None


def stem(number: int) -> str:
    """The name of the record of a version, without suffix."""
    return f"{number:04d}"


def _check(version: Version) -> str:
    return digest(msgspec.json.encode(version))


def _stays_inside(version: Version) -> bool:
    """Whether it names contents by their digests, outputs by bare names and inputs below their folder."""
    edits = (version.edits,) if version.edits else ()
    keys = (version.content, *edits, *version.outputs.values(), *version.sources.values())
    names = [*map(PureWindowsPath, version.outputs), *map(PureWindowsPath, version.sources)]
    is_bare = all(len(path.parts) == 1 for path in names[: len(version.outputs)])
    return is_bare and all(map(_DIGEST.fullmatch, keys)) and all(map(_is_inside, names))


def _is_inside(path: PureWindowsPath) -> bool:
    """On any system: Windows knows more ways out of a folder than others."""
    is_written = all("\0" not in part and len(part) <= _LONGEST_NAME for part in path.parts)
    return bool(path.name) and not path.anchor and ".." not in path.parts and is_written
