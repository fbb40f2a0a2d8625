"""What an audit in bulk has found in each file, kept beside its pages: what has not changed is not read again."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import msgspec
from msgspec import Struct

from juesuan import PRODUCT
from juesuan.model.bulk_audit import BulkAudit
from juesuan.model.identity import digest
from juesuan.versions import files, store

_RECORD = f".{PRODUCT}-审读.json"


class KeptAudit(Struct, frozen=True):
    """What was found in a file, and what that hangs on."""

    key: str
    """The digest of the file."""
    year: int | None
    """The year that somebody has said it is about."""
    found: BulkAudit
    """What was found, without the page."""
    place: str
    """The place of the page in the folder."""
    page: str
    """The digest of the page."""


class _File(Struct, frozen=True):
    program: str
    """The digest of the program that audited them."""
    audits: dict[str, KeptAudit]


def kept(folder: Path) -> Mapping[str, KeptAudit]:
    """What this program has found in files before, by their names; ``folder`` is that of their pages."""
    try:
        found = msgspec.json.decode((folder / _RECORD).read_bytes(), type=_File)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
    return found.audits if found.program == store.program() else {}


def still(known: KeptAudit, folder: Path) -> BulkAudit | None:
    """What was found, with its page; None where that is gone, was changed or leads elsewhere."""
    try:
        path = (folder / known.place).resolve()
        page = path.read_bytes() if path.is_relative_to(folder.resolve()) else b""
    except OSError:
        return None
    return replace(known.found, page=page, seconds=0.0) if digest(page) == known.page else None


def keep(folder: Path, audits: Mapping[str, KeptAudit]) -> None:
    """Keeps what was found for the next time. Raises OSError where the folder cannot be written to."""
    files.write(folder / _RECORD, msgspec.json.encode(_File(store.program(), dict(audits))))
