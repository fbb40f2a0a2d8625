"""What must hold in the output folder of a year whatever happened to a run there."""

from collections.abc import Collection, Iterator
from pathlib import Path

from juesuan.model.identity import digest
from juesuan.versions import store

TEMPORARY = ".~"


def faults(year: Path, foreign: Collection[bytes] = ()) -> list[str]:
    """What is wrong: a file half or unknown, a version that lacks something; ``foreign`` are others' files."""
    return [*_unknown(year, foreign), *_incomplete(year)]


def _unknown(year: Path, foreign: Collection[bytes]) -> Iterator[str]:
    known = {key for keys in store.known(store.of(year)).values() for key in keys}
    known |= {digest(data) for data in foreign}
    for name, data in outputs(year).items():
        if not name.startswith(TEMPORARY) and digest(data) not in known:
            yield f"{name} is no version's and was not there before"


def _incomplete(year: Path) -> Iterator[str]:
    found = store.of(year)
    records = sorted(path.stem for path in (year / store.FOLDER).glob("[0-9]*.json"))
    if records != [f"{number:04d}" for number in range(1, len(found) + 1)]:
        yield f"records {records}, versions {[each.number for each in found]}"
    for version in found:
        keys = {**version.sources, **version.outputs, "content": version.content}
        yield from (
            f"version {version.number} lacks {name}" for name, key in keys.items() if store.kept(year, key) is None
        )


def outputs(year: Path) -> dict[str, bytes]:
    """The files of the year by name, without those of the versions."""
    return {path.name: path.read_bytes() for path in year.iterdir() if path.is_file()} if year.is_dir() else {}


def temporaries(output: Path) -> list[str]:
    """The names of what a run has left half written."""
    return sorted(path.name for path in output.rglob(f"{TEMPORARY}*"))
