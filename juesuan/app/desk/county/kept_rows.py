"""The rows of a county's table as they were found last, kept for this user: the table opens at once with them.

They may be lost: then every department is looked at again. A row that another program has found is none.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from juesuan.app.desk.county.rows import DepartmentRow
from juesuan.model.identity import digest
from juesuan.model.program_folders import lasting_folder
from juesuan.versions import files, store

Rows = Mapping[int, Mapping[str, DepartmentRow]]
"""By year and the name of the folder."""


class _File(Struct, frozen=True):
    program: str
    """The digest of the program that found them."""
    rows: dict[int, dict[str, DepartmentRow]]


def loaded(county: Path) -> dict[int, dict[str, DepartmentRow]]:
    """The rows that are kept of a county; none where there are none, or other rules have found them."""
    place = _place(county)
    if place is None:
        return {}
    try:
        found = msgspec.json.decode(place.read_bytes(), type=_File)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
    return found.rows if found.program == store.program() else {}


def keep(county: Path, rows: Rows) -> None:
    """Keeps the rows; where that is not possible nothing is lost but time."""
    place = _place(county)
    if place is None:
        return
    copied = {year: dict(held) for year, held in rows.items()}
    with suppress(OSError, UnicodeEncodeError, msgspec.MsgspecError):
        place.parent.mkdir(parents=True, exist_ok=True)
        files.write(place, msgspec.json.encode(_File(store.program(), copied)))


def _place(county: Path) -> Path | None:
    folder = lasting_folder()
    return folder and folder / "county" / f"{digest(str(county).encode('utf-8', 'surrogateescape'))}.json"
