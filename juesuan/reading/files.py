"""The folder of a year on the disk -> ``Given``: the one place where the officer's files are opened."""

import errno
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from juesuan.model import editions
from juesuan.model.given import Given
from juesuan.model.year_folder import ATTACHMENTS, HIDDEN, SUFFIXES, TEXTS, WORKBOOK_STEM

_READ = (*SUFFIXES, ".docx", ".toml")
"""The endings of the files that are read."""
_MEGA = 1024 * 1024
_MOST_BYTES = 100 * _MEGA
"""The most bytes of a file: unpacked, it is held several times; the pictures of a report have sixty at most."""


def given(folder: Path) -> Given:
    """All that a department gives for a year's report; a folder that is not there holds nothing.

    A file that cannot be read is told by whoever needs it.
    """
    inside = [folder, folder / ATTACHMENTS, folder / editions.OWN]
    there = {shown(path.relative_to(folder)): path for each in inside for path in _entries(each)}
    wanted = {name: path for name, path in there.items() if _is_wanted(path)}
    files, unread = _read(wanted)
    unread |= {each.name: _no_folder(each) for each in inside[1:] if os.path.lexists(each) and not each.is_dir()}
    beside = tuple(name for name in there if name not in wanted)
    return Given(folder, files, unread, beside, tuple(_earlier(folder)))


def _is_wanted(path: Path) -> bool:
    """Whether somebody may need it; a folder is no workbook, but stands in the place of a text or a template."""
    suffix = path.suffix.lower()
    return suffix in _READ and not (suffix in SUFFIXES and path.is_dir())


UNWRITTEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
"""Line breaks, signs that steer a terminal, those that turn the direction of what is written, none at all."""


def shown(path: Path) -> str:
    """The place as it can be written down: a name that is no UTF-8 has signs in it that nothing can print."""
    return UNWRITTEN.sub("�", path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _earlier(folder: Path) -> Iterable[Given]:
    """The folder of the year before; of a folder that is not named for a year, every year's beside it.

    What stands in the place of the former and is no folder holds a workbook that cannot be read.
    """
    is_year = folder.name.isdecimal()
    before = [folder.parent / str(int(folder.name) - 1)] if is_year else sorted(folder.parent.glob("20[0-9][0-9]"))
    names = (*(f"{WORKBOOK_STEM}{suffix}" for suffix in SUFFIXES), TEXTS)
    for each in before:
        if each.is_dir() and each != folder:
            there = {name: each / name for name in names if os.path.lexists(each / name)}
            yield Given(each, *_read({name: path for name, path in there.items() if not path.is_dir()}))
        elif is_year and os.path.lexists(each):
            yield Given(each, {}, {names[0]: _no_folder(each)})


def _entries(folder: Path) -> list[Path]:
    """The files and folders in a folder, by name; none where it is not there.

    Office puts a hidden file ~$ beside one that is open, and lets nobody read it.
    """
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in found if not path.name.startswith(HIDDEN)]


def _no_folder(path: Path) -> OSError:
    return OSError(errno.ENOTDIR, "不是文件夹", str(path))


def _read(paths: Mapping[str, Path]) -> tuple[Mapping[str, bytes], dict[str, OSError]]:
    """The bytes of the files, and what the system said of those that could not be read, both by place."""
    files: dict[str, bytes] = {}
    unread: dict[str, OSError] = {}
    for name, path in paths.items():
        try:
            files[name] = contents(path)
        except OSError as caught:
            unread[name] = caught
    return files, unread


def contents(path: Path) -> bytes:
    """The bytes of a file; raises OSError, before it is opened, for anything else and for a huge one.

    A pipe or a device would never end, and a disk image fills the memory.
    """
    if shown(path) != path.as_posix():
        raise OSError(errno.EILSEQ, "文件或文件夹的名称里有乱码或换行，请改名", shown(path))
    if not path.is_file():
        raise OSError(errno.EISDIR if path.is_dir() else errno.EINVAL, "不是文件", str(path))
    if (size := path.stat().st_size) > _MOST_BYTES:
        raise OSError(errno.EFBIG, f"有 {size // _MEGA} MB，超过 {_MOST_BYTES // _MEGA} MB", str(path))
    return path.read_bytes()
