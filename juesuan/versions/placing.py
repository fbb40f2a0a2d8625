"""The outputs put into their places: each appears whole, and one edited by hand or held open is never lost."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from glob import escape
from pathlib import Path

from juesuan.model.identity import DRAFT, DRAFT_SUFFIX, digest
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
    told = list[Problem]()
    with files.ready(folder, contents) as temporaries:
        for path in written:
            _clear_beside(path, known)
        left = list(temporaries)
        try:
            while left:
                path = left[0]
                written[path] = _put(temporaries[path], path, known, (read, told))
                left.remove(path)
        except OSError as caught:
            done = [path.name for path in temporaries if path not in left and written[path] == path]
            if not done and not told:
                raise
            raise PartlyPlaced(tuple(done), tuple(path.name for path in left), tuple(told)) from caught
    told.extend(_aside(folder, outputs, known, read))
    return tuple(written.values()), told


def _aside(folder: Path, outputs: Mapping[str, bytes], known: Known, read: Collection[str]) -> Iterator[Problem]:
    """What becomes of the last run's files that this one has no new ones for."""
    for name in outputs:
        gone = [] if outputs[name] else [(folder / name, name in AIDS)]
        old = other(folder / name)
        for path, is_used_up in (*gone, (old, old.stem.endswith(DRAFT_SUFFIX))):
            if path.exists():
                made = _instead(path, outputs)
                yield from _cleared(path, known, made, is_used_up=is_used_up, is_read=path.name in read)


def _instead(path: Path, outputs: Mapping[str, bytes]) -> str:
    """What was made this time and not the file at ``path``, in words."""
    new = other(path)
    if not outputs.get(new.name):
        return "这次没有生成"
    return f"这次生成的是{DRAFT if new.stem.endswith(DRAFT_SUFFIX) else ''}“{new.name}”"


def _holds(path: Path, data: bytes) -> bool:
    """Whether the file is there and holds just these bytes; anything else in its place raises OSError."""
    return path.exists() and held(path) == data


def held(path: Path) -> bytes | None:
    """The bytes of a file; None where another program lets nobody read it. Raises OSError where it is no file."""
    with suppress(PermissionError):
        return files.data(path)
    return None


def _put(temporary: Path, path: Path, known: Known, told: tuple[Collection[str], list[Problem]]) -> Path:
    """Puts a new file into its place, or beside one held open there; returns where it is.

    ``told`` are the names of the files whose edits have been carried over, and the problems, which grow.
    """
    read, problems = told
    try:
        problems.extend(_keep_edited(path, known, is_read=path.name in read))
        return files.patiently(temporary.replace, path)
    except PermissionError:
        new = files.beside(temporary, path)
    advice = "请关闭它再生成一次，或使用新文件。"
    problems.append(warning("F02", path.name, f"这个文件正被打开，没有动它；新的存为“{new.name}”", advice))
    return new


def _clear_beside(path: Path, known: Known) -> None:
    """Removes the files that were put beside ``path`` while it was held open, unless they were edited since."""
    for old in path.parent.glob(f"{escape(path.stem)}{files.NEW}*{path.suffix}"):
        with suppress(OSError):
            if digest(files.data(old)) in known.get(path.name, ()):
                files.patiently(old.unlink)


def other(path: Path) -> Path:
    """The place of the draft that belongs to a report, or of the report that belongs to a draft."""
    stem = path.stem.removesuffix(DRAFT_SUFFIX)
    return path.with_stem(stem if stem != path.stem else f"{stem}{DRAFT_SUFFIX}")


def _cleared(path: Path, known: Known, made: str, *, is_used_up: bool, is_read: bool) -> Iterator[Problem]:
    """An output that was not made this time must not stand beside the new ones as if it belonged to them.

    As it was made, an aid or a draft goes, for the versions keep it; anything else is kept under another name.
    ``made`` says what was made instead. The new files are in their places: where this fails, it is only told.
    """
    try:
        if not is_own(path, known):
            yield from _keep_edited(path, known, is_read=is_read)
        elif is_used_up:
            files.patiently(path.unlink)
        else:
            old = files.patiently(path.rename, files.free(path.with_stem(f"{path.stem}（上次）")))
            yield warning("F04", path.name, f"{made}，上次的已改名为“{old.name}”", _APART)
    except PermissionError:
        yield _left(path, f"{made}；它正被打开，没有动它")
    except OSError:
        yield _left(path, f"{made}；磁盘出错，移不走它")


def _left(path: Path, reason: str) -> Problem:
    return warning("F05", path.name, f"这是上次的，{reason}", f"请关闭并移走它。{_APART}")


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
