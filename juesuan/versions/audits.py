"""What an audit in bulk has found in each file, kept beside its pages: what has not changed is not read again.

Each file has a record of its own, written whole as soon as the file is read: whatever ends the audit, all that was
read until then is known to the next one.
"""

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from juesuan import PRODUCT
from juesuan.model.bulk_audit import BulkAudit
from juesuan.model.identity import digest
from juesuan.versions import files, store

_RECORDS = f".{PRODUCT}-审读"
"""The folder of the records, in that of the pages."""


class KeptAudit(Struct, frozen=True):
    """What was found in a file, and what that hangs on."""

    name: str
    """The place of the file in the folder that was audited."""
    key: str
    """The digest of the file."""
    year: int | None
    """The year that somebody has said it is about."""
    found: BulkAudit
    """What was found, with the place of its page."""
    page: str
    """The digest of the page."""


class _File(Struct, frozen=True):
    program: str
    """The digest of the program that audited it."""
    audit: KeptAudit


def kept(folder: Path, name: str) -> KeptAudit | None:
    """What this program has found in a file before; ``folder`` is that of the pages.

    None where nothing is known, or where the page is gone, was changed or leads elsewhere.
    """
    try:
        held = msgspec.json.decode(_place(folder, name).read_bytes(), type=_File)
        page = (folder / held.audit.found.place).resolve()
        data = page.read_bytes() if page.is_relative_to(folder.resolve()) else b""
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    is_known = held.program == store.program() and held.audit.name == name and digest(data) == held.audit.page
    return held.audit if is_known else None


def keep(folder: Path, found: KeptAudit) -> None:
    """Keeps what was found for the next time. Raises OSError where the folder cannot be written to."""
    files.write(_place(folder, found.name), msgspec.json.encode(_File(store.program(), found)))


def sweep(folder: Path, names: Collection[str]) -> None:
    """Removes what a killed audit has left half written, and the records of files that are no longer there.

    ``names`` are those of the files that are; for when no other audit is at work in the folder.
    """
    for each in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        files.sweep(each)
    wanted = {_place(folder, name) for name in names}
    for path in (folder / _RECORDS).glob("*.json"):
        if path not in wanted:
            with suppress(OSError):
                path.unlink()


def _place(folder: Path, name: str) -> Path:
    return folder / _RECORDS / f"{digest(name.encode())}.json"
