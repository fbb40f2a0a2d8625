"""Files written so that each comes into being whole: under a temporary name in the same folder, then renamed."""

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ParamSpec, TypeVar

from juesuan import PRODUCT

_Given = ParamSpec("_Given")
_Got = TypeVar("_Got")

MARK = f".~{PRODUCT}-"
"""The beginning of the name of each temporary file; those of WPS and LibreOffice begin with .~ too."""
_PAUSES = (0.05, 0.1, 0.2, 0.3, 0.4)
"""The seconds between attempts: a virus scanner lets a new file go within one second, Word does not."""


def patiently(act: Callable[_Given, _Got], *given: _Given.args, **options: _Given.kwargs) -> _Got:
    """What ``act`` returns, which is tried for about a second while another program holds the file.

    Raises PermissionError where it is held longer, at once where nobody may touch it, and whatever ``act`` raises.
    """
    for pause in _PAUSES:
        try:
            return act(*given, **options)
        except PermissionError as caught:
            if _is_forbidden(caught):
                raise
            time.sleep(pause)
    return act(*given, **options)


def _is_forbidden(caught: PermissionError) -> bool:
    """Whether the rights of the file or its folder say no: waiting for each of many would seem to have no end."""
    place = Path(caught.filename or "")
    is_closed = os.path.lexists(place) and not os.access(place, os.R_OK)
    return bool(caught.filename) and (is_closed or not os.access(place.parent, os.W_OK | os.X_OK))


_MEGA = 1024 * 1024
_MOST_BYTES = 100 * _MEGA
"""The most bytes of a file that is read: more than a report has."""


def data(path: Path) -> bytes:
    """The bytes of a file; raises OSError, for a pipe or a device before it is opened, for it would never end.

    A file that would fill the memory is not opened either.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.EINVAL, "不是文件，是管道或设备", str(path))
    if path.is_file() and (size := path.stat().st_size) > _MOST_BYTES:
        told = f"有 {size // _MEGA} MB，超过 {_MOST_BYTES // _MEGA} MB，不予读取；不是报告的，请移走"
        raise OSError(errno.EFBIG, told, str(path))
    return patiently(path.read_bytes)


@contextmanager
def ready(folder: Path, contents: Mapping[Path, bytes]) -> Iterator[Mapping[Path, Path]]:
    """A temporary file in ``folder`` with all of its data, for each place in ``contents``: place to temporary.

    Temporaries that have not been renamed by the end are removed. The places are in the folder or below it. Raises
    OSError where it cannot be written to; no place has then been touched.
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
    """Removes the temporary files that a killed run has left in a folder; for when no other run is at work."""
    for left in folder.glob(f"{MARK}*"):
        with suppress(OSError):
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left)
            else:
                left.unlink()


def write(path: Path, data: bytes) -> Path:
    """Writes a file at ``path``, or beside it where the old one is held open; returns where it is now.

    It is there whole or not at all. Raises OSError.
    """
    with ready(path.parent, {path: data}) as temporaries:
        try:
            return patiently(temporaries[path].replace, path)
        except PermissionError:
            return beside(temporaries[path], path)


def beside(temporary: Path, path: Path) -> Path:
    """Puts a temporary file beside ``path`` under a name of its own; returns that place.

    It is for a file that is held open in Word: Windows does not let it be replaced.
    """
    return patiently(temporary.replace, free(path.with_stem(f"{path.stem}{NEW}")))


NEW = "（新）"
"""The end of the name of a file that stands beside one held open."""


def free(path: Path) -> Path:
    """A place where no file is: ``path`` or, where that is taken, the same name with the first free number."""
    place, number = path, 1
    while place.exists():
        number += 1
        place = path.with_stem(f"{path.stem}{number}")
    return place
