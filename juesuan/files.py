"""Files come into being whole: written under a temporary name beside their place, then renamed."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def ready(contents: Mapping[Path, bytes]) -> Iterator[Mapping[Path, Path]]:
    """Every file complete under a temporary name beside its place; what is not put there by the end is removed.

    Raises OSError when the folder cannot be written to; no place has then been touched.
    """
    temporaries: dict[Path, Path] = {}
    try:
        for path, data in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".~", suffix=path.suffix, dir=path.parent)
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


def write(path: Path, data: bytes) -> Path:
    """The file at ``path``, or beside it where the old one is held open; whole or not there."""
    with ready({path: data}) as temporaries:
        return put(temporaries[path], path)


def put(temporary: Path, path: Path) -> Path:
    """Where the file now is: Windows refuses to replace one that Word holds open, so it gets a name of its own."""
    with suppress(PermissionError):
        return temporary.replace(path)
    return temporary.replace(free(path.with_stem(f"{path.stem}（新）")))


def free(path: Path) -> Path:
    """``path`` or, where that is taken, the same name with the first number that is not."""
    place, number = path, 1
    while place.exists():
        number += 1
        place = path.with_stem(f"{path.stem}{number}")
    return place
