"""Files come into being whole: written under a temporary name beside their place, then renamed."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write(path: Path, data: bytes) -> Path:
    """The file at ``path``, or beside it where the old one is held open; each is whole or not there.

    Raises OSError when the folder cannot be written to.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".~", suffix=path.suffix, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        return _rename(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _rename(temporary: Path, path: Path) -> Path:
    """Windows refuses to replace a file that Word holds open: the new one then gets a name of its own."""
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
