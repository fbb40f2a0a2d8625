"""Files come into being whole: written under a temporary name in the same folder, then renamed."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Got = TypeVar("_Got")

MARK = ".~决算通-"
"""How the name of each temporary begins; WPS and LibreOffice have their own that begin with .~ too."""
_PAUSES = (0.05, 0.1, 0.2, 0.3, 0.4)
"""Seconds between attempts: a scanner lets a new file go within one, Word does not."""


def patiently(act: Callable[_Given, _Got], *given: _Given.args, **options: _Given.kwargs) -> _Got:
    """What ``act`` gives, tried for about a second while another program holds the file.

    Raises PermissionError when it is held longer, and at once what else ``act`` raises.
    """
    for pause in _PAUSES:
        try:
            return act(*given, **options)
        except PermissionError:
            time.sleep(pause)
    return act(*given, **options)


@contextmanager
def ready(folder: Path, contents: Mapping[Path, bytes]) -> Iterator[Mapping[Path, Path]]:
    """Every file complete under a temporary name in ``folder``; what is not put by the end is removed.

    The places are in the folder or below it. Raises OSError when it cannot be written to; no place has then been
    touched.
    """
    temporaries: dict[Path, Path] = {}
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for path, data in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=MARK, suffix=path.suffix, dir=folder)
            temporaries[path] = Path(name)
            _fill(handle, data)
            temporaries[path].chmod(0o644)
        yield temporaries
    finally:
        for temporary in temporaries.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _fill(handle: int, data: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sweep(folder: Path) -> None:
    """Removes the temporaries that a run which was killed left in a folder; only where no other run is at work."""
    for left in folder.glob(f"{MARK}*"):
        with suppress(OSError):
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left)
            else:
                left.unlink()


def write(path: Path, data: bytes) -> Path:
    """The file at ``path``, or beside it where the old one is held open; whole or not there."""
    with ready(path.parent, {path: data}) as temporaries:
        try:
            return patiently(temporaries[path].replace, path)
        except PermissionError:
            return beside(temporaries[path], path)


def beside(temporary: Path, path: Path) -> Path:
    """Where the file now is: Windows refuses to replace one that Word holds open, so it gets a name of its own."""
    return patiently(temporary.replace, free(path.with_stem(f"{path.stem}{NEW}")))


NEW = "（新）"
"""How the name of a file ends that stands beside one held open."""


def free(path: Path) -> Path:
    """``path`` or, where that is taken, the same name with the first number that is not."""
    place, number = path, 1
    while place.exists():
        number += 1
        place = path.with_stem(f"{path.stem}{number}")
    return place
