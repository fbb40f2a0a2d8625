"""A folder of files that are made anew when asked for: none that somebody has edited meanwhile is written over."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from juesuan.model.identity import digest
from juesuan.model.outcome import short
from juesuan.model.problems import Problem, hint, warning
from juesuan.versions import files

SUMS = "SHA256SUMS"
"""The list of the digests of the files in the folder, as sha256sum writes and checks it."""


def put(place: Path, aside: Path, made: Mapping[str, bytes]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Puts the files into the folder ``place`` with a list of their digests; returns where they are, and problems.

    A file there that was edited since it was made is moved to the folder ``aside`` first; beside one that is held
    open the new one gets a name of its own. Raises OSError where the folder cannot be written to.
    """
    sums = "".join(f"{digest(data)}  {name}\n" for name, data in sorted(made.items()))
    contents = {place / name: data for name, data in {**made, SUMS: sums.encode()}.items()}
    known, told, written = _known(place / SUMS), list[Problem](), list[Path]()
    with files.ready(place, contents) as temporaries:
        for path, temporary in temporaries.items():
            try:
                if _is_edited(path, contents[path], known):
                    told.append(_moved(path, aside))
                written.append(files.patiently(temporary.replace, path))
            except PermissionError:
                written.append(files.beside(temporary, path))
                message = f"这个文件正被打开，没有动它；新的存为“{written[-1].name}”"
                told.append(warning("Y10", short(path), message, "请关闭它再做一次，或使用新文件。"))
    return tuple(written), tuple(told)


def _known(path: Path) -> Mapping[str, str]:
    """The digests of the files as they were made last, by name; none where no list is there."""
    if not path.is_file():
        return {}
    lines = (line.partition("  ") for line in files.data(path).decode("utf-8", "replace").splitlines())
    return {name: key for key, _, name in lines}


def _is_edited(path: Path, data: bytes, known: Mapping[str, str]) -> bool:
    if path.name == SUMS or not path.is_file():
        return False
    key = digest(files.data(path))
    return key != digest(data) and key != known.get(path.name)


def _moved(path: Path, aside: Path) -> Problem:
    """Moves a file that somebody has edited; returns what is told of it."""
    now = datetime.now().astimezone()
    target = files.free(aside / f"{path.stem}（人工修改{now:%Y%m%d-%H%M%S}）{path.suffix}")
    target.parent.mkdir(parents=True, exist_ok=True)
    files.patiently(path.rename, target)
    message = f"上次做好以后被人改过，没有覆盖，已移到 {short(target)}"
    return hint("Y08", short(path), message, "要保留的，请再改一次。")
