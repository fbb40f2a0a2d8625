"""The outputs put into their places: each appears whole, and one edited by hand or held open is never lost."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime
from glob import escape
from pathlib import Path

from msgspec import Struct, field

from juesuan.model import outputs
from juesuan.model.identity import DRAFT_SUFFIX, digest
from juesuan.model.outcome import PartlyPlaced
from juesuan.model.problems import Problem, hint, warning
from juesuan.versions import files, folders

Known = Mapping[str, frozenset[str]]
"""Every digest that a file had when the program wrote it, in whichever version, by the name of the file."""


class Wanted(Struct, frozen=True):
    """What is to lie in the folders of a year, by the names of the files."""

    made: Mapping[str, bytes]
    """The outputs of the run; one that it could not make is empty."""
    issued: Mapping[str, bytes] = field(default_factory=dict)
    """Beside a draft: the files of the last report that was none, which stay where they are."""

    @property
    def is_draft(self) -> bool:
        """Whether the run has made a draft."""
        return any(map(outputs.is_draft, self.made))


class _Placing(Struct):
    """The folders while one file after the other is put there, with what is told of it."""

    year: Path
    known: Known
    read: Collection[str]
    told: list[Problem] = field(default_factory=list)

    def places(self, contents: Mapping[str, bytes]) -> Mapping[Path, bytes]:
        return {folders.output(self.year, name): data for name, data in contents.items() if data}

    def said(self, path: Path) -> str:
        return folders.said(self.year, path)

    def tell(self, problem: Problem) -> None:
        self.told.append(problem)


def place(
    year: Path, wanted: Wanted, known: Known, read: Collection[str] = ()
) -> tuple[tuple[Path, ...], list[Problem]]:
    """Puts each output into its place in a year's folder; returns the places of those made, and problems.

    An output that is there already is not written again. An old file that was edited by hand is moved to
    ``outputs.ASIDE``; ``read`` are the places of those whose edits have been carried over. Beside a file that is
    held open the new one gets a name of its own. What the run has no new file for goes, or is moved there too; a
    draft leaves the finished report where it is. Raises OSError where the folder cannot be written to; what was
    there before is then intact. Raises PartlyPlaced where it no longer is.
    """
    run = _Placing(year, known, read)
    written = {path: path for path in run.places(wanted.made)}
    contents = {path: data for path, data in run.places(wanted.made).items() if not _holds(path, data)}
    lacking = {path: data for path, data in run.places(wanted.issued).items() if _is_lacking(path, known)}
    with files.ready(year, {**contents, **lacking}) as temporaries:
        for path in written:
            _clear_beside(path, known)
        left = list(temporaries)
        try:
            while left:
                path = left[0]
                if path in contents:
                    written[path] = _put(temporaries[path], path, run)
                else:
                    _put_back(temporaries[path], path, run)
                left.remove(path)
        except OSError as caught:
            done = [path.name for path in contents if path not in left and written[path] == path]
            if not done and not run.told:
                raise
            raise PartlyPlaced(tuple(done), tuple(path.name for path in left), tuple(run.told)) from caught
    _clear(wanted, run)
    return tuple(written.values()), run.told


def _holds(path: Path, data: bytes) -> bool:
    """Whether the file is there and holds just these bytes; anything else in its place raises OSError."""
    return path.exists() and held(path) == data


def _is_lacking(path: Path, known: Known) -> bool:
    """Whether a file that should lie there is gone, or was edited."""
    data = held(path) if path.exists() else None
    return not path.exists() or (data is not None and digest(data) not in known.get(path.name, ()))


def held(path: Path) -> bytes | None:
    """The bytes of a file; None where another program lets nobody read it. Raises OSError where it is no file."""
    with suppress(PermissionError):
        return files.data(path)
    return None


def is_own(path: Path, known: Known) -> bool:
    """Whether the file is as the program wrote it in any version. Raises OSError where it cannot be read."""
    return digest(files.data(path)) in known.get(path.name, ())


# ---- new files


def _put(temporary: Path, path: Path, run: _Placing) -> Path:
    """Puts a new file into its place, or beside one held open there; returns where it is."""
    try:
        _keep_edited(path, run)
        return files.patiently(temporary.replace, path)
    except PermissionError:
        new = files.beside(temporary, path)
    message = f"这个文件正被打开，没有动它；新的存为“{run.said(new)}”"
    run.tell(warning("F02", run.said(path), message, "请关闭它再生成一次，或使用新文件。"))
    return new


def _put_back(temporary: Path, path: Path, run: _Placing) -> None:
    """Puts a file of the finished report back, unless what lies there was edited and is held open."""
    try:
        _keep_edited(path, run)
        files.patiently(temporary.replace, path)
    except PermissionError:
        message = "这个文件被人改过，又正被打开，没有换回定稿的原样"
        run.tell(warning("F02", run.said(path), message, "请关闭它再生成一次。"))


def _clear_beside(path: Path, known: Known) -> None:
    """Removes the files that were put beside ``path`` while it was held open, unless they were edited since."""
    for old in path.parent.glob(f"{escape(path.stem)}{files.NEW}*{path.suffix}"):
        with suppress(OSError):
            if digest(files.data(old)) in known.get(path.name, ()):
                files.patiently(old.unlink)


# ---- old files


def _clear(wanted: Wanted, run: _Placing) -> None:
    """Lets no file of an earlier run lie beside the new ones as if it belonged to them."""
    there = {*run.places(wanted.made), *run.places(wanted.issued)}
    drafts = (_draft_of(name) for name in wanted.made if not outputs.is_draft(name))
    for name in dict.fromkeys((*wanted.made, *drafts, *run.known)):
        path = folders.output(run.year, name)
        stays = wanted.is_draft and not _is_used_up(name)
        if path not in there and not stays and path.exists():
            _clear_one(path, wanted, run)


def _is_used_up(name: str) -> bool:
    """Whether nobody needs the file of that name once there is a newer report: the versions keep it."""
    return outputs.is_draft(name) or name in outputs.AIDS


def _draft_of(name: str) -> str:
    return str(Path(name).with_stem(f"{Path(name).stem}{DRAFT_SUFFIX}"))


def _clear_one(path: Path, wanted: Wanted, run: _Placing) -> None:
    """Removes or moves an output of an earlier run; the new ones are there: where that fails, it is only told."""
    made = _instead(path.name, wanted)
    try:
        if not is_own(path, run.known):
            _keep_edited(path, run)
        elif _is_used_up(path.name):
            files.patiently(path.unlink)
        else:
            said = f"{made}，以前的已移到“{run.said(_moved(path, '以前', run))}”"
            told = warning("F04", run.said(path), said, _APART)
            run.tell(told if _is_of(path.name, wanted) else hint("F09", run.said(path), said))
    except PermissionError:
        run.tell(_left(run.said(path), f"{made}；它正被打开，没有动它"))
    except OSError:
        run.tell(_left(run.said(path), f"{made}；磁盘出错，移不走它"))


def _is_of(name: str, wanted: Wanted) -> bool:
    """Whether the file would belong to the report just made, which lacks it; else the report had another name."""
    stems = {Path(each).stem for each in wanted.made}
    return name in wanted.made or Path(name).stem.removesuffix(outputs.ARCHIVE) in stems


def _instead(name: str, wanted: Wanted) -> str:
    """What was made this time and not the file of that name, in words."""
    alike = (each for each, data in wanted.made.items() if data and Path(each).suffix == Path(name).suffix)
    new = "" if not outputs.is_draft(name) and _is_of(name, wanted) else next(alike, "")
    return f"这次生成的是“{new}”" if new else "这次没有生成"


def _left(where: str, reason: str) -> Problem:
    return warning("F05", where, f"这是上次的，{reason}", f"请关闭并移走它。{_APART}")


_APART = "它与新的文件不是同一稿，不要一起用。"


def _keep_edited(path: Path, run: _Placing) -> None:
    """Moves a file that was edited since it was made, and tells of it; PermissionError where it is held open."""
    if not path.exists() or is_own(path, run.known):
        return
    message = f"上次生成后被人改过，没有覆盖，已移到“{run.said(_moved(path, '人工修改', run))}”"
    if run.said(path) in run.read:
        advice = "改动逐处列在“人工修改”各条里；都看过以后可以删除这个文件。"
        run.tell(hint("F01", run.said(path), message, advice))
    else:
        advice = "需要的改动请写进文字材料或模板，再删除这个文件。"
        run.tell(warning("F01", run.said(path), message, advice))


def _moved(path: Path, what: str, run: _Placing) -> Path:
    """Moves a file to those that had to make way, ``what`` it is and its time in its name; returns its place."""
    changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    stem = f"{path.stem}（{what}{changed:%Y%m%d-%H%M%S}）"
    place = files.free(run.year / outputs.ASIDE / f"{stem}{path.suffix}")
    place.parent.mkdir(parents=True, exist_ok=True)
    return files.patiently(path.rename, place)
