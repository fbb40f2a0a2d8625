"""The outputs put into their places: each appears whole, and one edited by hand or held open is never lost."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from glob import escape
from pathlib import Path

from juesuan.model.identity import DRAFT_SUFFIX, digest
from juesuan.model.outcome import PartlyPlaced
from juesuan.model.outputs import AIDS
from juesuan.model.problems import Problem, hint, warning
from juesuan.versions import files

Known = Mapping[str, frozenset[str]]
"""Every digest that a file had when the program wrote it, in whichever version, by the name of the file."""


def place(
    folder: Path, outputs: Mapping[str, bytes], known: Known, read: Collection[str] = ()
) -> tuple[tuple[Path, ...], list[Problem]]:
    """Puts each output into the folder under its name; returns the places of all that are not empty, and problems.

    An output that is there already is not written again. An old file that was edited by hand is kept under another
    name; ``read`` are the names of those whose edits have been carried over. Beside a file that is held open the
    new one gets a name of its own. Where an output is empty, or is a draft now, the file of last time is renamed;
    a draft that the finished report takes the place of is removed. Raises OSError where the folder cannot be
    written to; what was there before is then intact. Raises PartlyPlaced where it no longer is.
    """
    written = {folder / name: folder / name for name, data in outputs.items() if data}
    contents = {path: outputs[path.name] for path in written if not _holds(path, outputs[path.name])}
    with files.ready(folder, contents) as temporaries:
        for path in written:
            _clear_beside(path, known)
        told, touched = list[Problem](), list[str]()
        try:
            for path, temporary in temporaries.items():
                touched.append(path.name)
                written[path], said = _put(temporary, path, known, is_read=path.name in read)
                told.extend(said)
            told.extend(_aside(folder, outputs, known, read))
        except OSError as caught:
            raise PartlyPlaced(tuple(touched)) from caught
    return tuple(written.values()), told


def _aside(folder: Path, outputs: Mapping[str, bytes], known: Known, read: Collection[str]) -> Iterator[Problem]:
    """What becomes of the last run's files that this one has no new ones for."""
    for name in outputs:
        gone = [] if outputs[name] else [(folder / name, name in AIDS)]
        old = other(folder / name)
        for path, is_used_up in (*gone, (old, old.stem.endswith(DRAFT_SUFFIX))):
            if path.exists():
                yield from _cleared(path, known, is_used_up=is_used_up, is_read=path.name in read)


def _holds(path: Path, data: bytes) -> bool:
    """Whether the file is there and holds just these bytes; a folder in its place raises IsADirectoryError."""
    return path.exists() and held(path) == data


def held(path: Path) -> bytes | None:
    """The bytes of a file; None where another program lets nobody read it."""
    with suppress(PermissionError):
        return files.data(path)
    return None


def _put(temporary: Path, path: Path, known: Known, *, is_read: bool) -> tuple[Path, list[Problem]]:
    """Puts a new file into its place, or beside one held open there; returns where it is, and problems."""
    told: list[Problem] = []
    try:
        told.extend(_keep_edited(path, known, is_read=is_read))
        return files.patiently(temporary.replace, path), told
    except PermissionError:
        new = files.beside(temporary, path)
    advice = "请关闭它再生成一次，或使用新文件。"
    told.append(warning("F02", path.name, f"这个文件正被打开，没有动它；新的存为“{new.name}”", advice))
    return new, told


def _clear_beside(path: Path, known: Known) -> None:
    """Removes the files that were put beside ``path`` while it was held open, unless they were edited since."""
    for old in path.parent.glob(f"{escape(path.stem)}{files.NEW}*{path.suffix}"):
        with suppress(PermissionError):
            if digest(files.data(old)) in known.get(path.name, ()):
                files.patiently(old.unlink)


def other(path: Path) -> Path:
    """The place of the draft that belongs to a report, or of the report that belongs to a draft."""
    stem = path.stem.removesuffix(DRAFT_SUFFIX)
    return path.with_stem(stem if stem != path.stem else f"{stem}{DRAFT_SUFFIX}")


def _cleared(path: Path, known: Known, *, is_used_up: bool, is_read: bool) -> Iterator[Problem]:
    """An output that was not made this time must not stand beside the new ones as if it belonged to them.

    As it was made, an aid or a draft goes, for the versions keep it; anything else is kept under another name.
    """
    try:
        if not is_own(path, known):
            yield from _keep_edited(path, known, is_read=is_read)
        elif is_used_up:
            files.patiently(path.unlink)
        else:
            old = files.patiently(path.rename, files.free(path.with_stem(f"{path.stem}（上次）")))
            yield warning("F04", path.name, f"这次没有生成，上次的已改名为“{old.name}”", _APART)
    except PermissionError:
        yield _left(path)


def _left(path: Path) -> Problem:
    return warning("F05", path.name, "这是上次的，这次没有生成；它正被打开，没有动它", f"请关闭并移走它。{_APART}")


_APART = "它与新的文件不是同一稿，不要一起用。"


def is_own(path: Path, known: Known) -> bool:
    """Whether the file is as the program wrote it in any version. Raises OSError where it cannot be read."""
    return digest(files.data(path)) in known.get(path.name, ())


def _keep_edited(path: Path, known: Known, *, is_read: bool) -> Iterator[Problem]:
    """Renames a file that was edited since it was made, and tells of it; PermissionError where it is held open."""
    if not path.exists() or is_own(path, known):
        return
    changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    kept = files.free(path.with_stem(f"{path.stem}（人工修改{changed:%Y%m%d-%H%M%S}）"))
    files.patiently(path.rename, kept)
    message = f"上次生成后被人改过，没有覆盖，已改名为“{kept.name}”"
    if is_read:
        yield hint("F01", path.name, message, "改动逐处列在“人工修改”各条里；都看过以后可以删除这个文件。")
    else:
        yield warning("F01", path.name, message, "需要的改动请写进文字材料或模板，再删除这个文件。")
