"""The output folder of a year: where in it what lies, and what must hold there whatever happened to a run."""

from collections.abc import Collection, Iterator
from pathlib import Path

from juesuan.model import outputs as names
from juesuan.model.identity import DRAFT_SUFFIX, digest
from juesuan.versions import folders, store

TEMPORARY = ".~"


def faults(year: Path, foreign: Collection[bytes] = ()) -> list[str]:
    """What is wrong: a file half or unknown, a version that lacks something; ``foreign`` are others' files."""
    return [*_unknown(year, foreign), *_incomplete(year)]


def _unknown(year: Path, foreign: Collection[bytes]) -> Iterator[str]:
    known = {key for keys in store.known(store.of(year)).values() for key in keys}
    known |= {digest(data) for data in foreign}
    for name, data in outputs(year).items():
        if not Path(name).name.startswith(TEMPORARY) and digest(data) not in known:
            yield f"{name} is no version's and was not there before"


def _incomplete(year: Path) -> Iterator[str]:
    found = store.of(year)
    records = sorted(path.stem for path in versions(year).glob("[0-9]*.json"))
    if records != [f"{number:04d}" for number in range(1, len(found) + 1)]:
        yield f"records {records}, versions {[each.number for each in found]}"
    for version in found:
        keys = {**version.sources, **version.outputs, "content": version.content}
        yield from (
            f"version {version.number} lacks {name}" for name, key in keys.items() if store.kept(year, key) is None
        )


def outputs(year: Path) -> dict[str, bytes]:
    """The files of the year by their places in it, such as 交付/报告.docx, without those of the versions."""
    places = (path for name in names.PLACES for path in (year / name).glob("*") if path.is_file())
    return {path.relative_to(year).as_posix(): path.read_bytes() for path in places}


def versions(year: Path) -> Path:
    """The folder of the versions."""
    return year / names.VERSIONS


def restored(year: Path, number: int) -> Path:
    """The folder of a version that was brought back."""
    return year / names.KEPT / f"第{number}版"


def place(year: Path, name: str) -> Path:
    """The place of an output by its name."""
    return folders.output(year, name)


def year_of(path: Path) -> Path:
    """The folder of the year that an output lies in."""
    return path.parent if names.is_draft(path.name) else path.parent.parent


def word(output: Path) -> Path:
    """The report's Word file of the one year in the folder of outputs: a draft where the last run has made one."""
    (path,) = tuple(output.glob(f"*/*{DRAFT_SUFFIX}.docx")) or output.glob(f"*/{names.HANDOVER}/*决算.docx")
    return path


def lay_formerly(year: Path) -> None:
    """Lays the files of a year side by side with their versions, as the program did before there was 交付."""
    for folder in (year / names.HANDOVER, year / names.KEPT):
        for path in folder.iterdir():
            path.rename(year / path.name)
        folder.rmdir()


def temporaries(output: Path) -> list[str]:
    """The names of what a run has left half written."""
    return sorted(path.name for path in output.rglob(f"{TEMPORARY}*"))
