"""Files and folders that are made hidden, and appear only when all of them are whole."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from juesuan import PRODUCT

_MARK = f".~{PRODUCT}-"
"""The beginning of the names of what is not finished."""
_LOCK = "正在生成"
"""The file by which a folder that is being filled is told from one that a killed command has left."""


@contextmanager
def folder(root: Path) -> Iterator[Path]:
    """A hidden folder in ``root`` to be filled; by the end it is gone, with all that was not moved elsewhere.

    What killed commands have left there is removed first. Raises OSError where ``root`` cannot be written to.
    """
    _sweep(root)
    with (
        tempfile.TemporaryDirectory(prefix=_MARK, dir=root, ignore_cleanup_errors=True) as name,
        FileLock(Path(name) / _LOCK),
    ):
        yield Path(name)


def put(place: Path, files: Mapping[str, Callable[[Path], object]]) -> tuple[Path, ...]:
    """The files put into the folder ``place``, each written by its function, given by the names of the files.

    Raises OSError where one cannot be written; then none is there, nor the folder where there was none.
    """
    is_new = not place.exists()
    place.mkdir(parents=True, exist_ok=True)
    try:
        with folder(place) as hidden:
            for name, write in files.items():
                write(hidden / name)
            return tuple((hidden / name).replace(place / name) for name in files)
    except OSError:
        if is_new:
            with suppress(OSError):
                place.rmdir()
        raise


def _sweep(root: Path) -> None:
    for left in root.glob(f"{_MARK}*"):
        if left.is_dir() and not left.is_symlink() and _is_left(left):
            shutil.rmtree(left, ignore_errors=True)


def _is_left(hidden: Path) -> bool:
    """Whether nobody is at work in the hidden folder any more."""
    try:
        with FileLock(hidden / _LOCK, blocking=False):
            return True
    except (Timeout, OSError):
        return False
