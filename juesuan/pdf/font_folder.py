"""The folder from which fontconfig reads the program's fonts, for which its path must be plain letters on Windows.

There fontconfig opens files by names in the machine's own code page: in a folder with Chinese letters it finds no
font, and the layout library ends the process without a word.
"""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from juesuan.model.identity import digest, short
from juesuan.model.program_folders import FONTS, lasting_folder

_COPIES = "juesuan-fonts"
_PLACES = ("LOCALAPPDATA", "PUBLIC", "PROGRAMDATA", "SYSTEMDRIVE")
"""Variables of Windows that name folders into which a user without rights may write, the best first."""


class NoFontFolder(Exception):  # noqa: N818 - the name is the reason
    """Raised where no folder can be found or made that fontconfig could read; the message says so in Chinese."""

    def __init__(self) -> None:
        super().__init__(
            "程序所在的文件夹名称里有汉字，Windows 上排版组件读不了那里的字体，也没有别的地方能放字体："
            "请把整个程序文件夹移到只有英文字母的文件夹里（如 D:\\juesuan），再试一次"
        )


def readable() -> tuple[Path, Path]:
    """The folder of the fonts and one for the settings and the cache of fontconfig. Raises `NoFontFolder`."""
    lasting = lasting_folder() or Path(_passing().name)
    if sys.platform != "win32":
        return FONTS, lasting
    return chosen(FONTS, lasting, os.environ)


def chosen(fonts: Path, lasting: Path, variables: Mapping[str, str]) -> tuple[Path, Path]:
    """On Windows the folders of fonts and settings: these two, or copies in a folder of plain letters.

    ``variables`` are those of the environment. Raises `NoFontFolder` where there is no such folder.
    """
    if _is_plain(fonts) and _is_plain(lasting):
        return fonts, lasting
    for place in _places(variables):
        with suppress(OSError):
            place.mkdir(exist_ok=True)
            with tempfile.TemporaryFile(dir=place):  # another user may have made it
                pass
            return (fonts if _is_plain(fonts) else copied(fonts, place)), place
    raise NoFontFolder


def _is_plain(path: Path) -> bool:
    return str(path).isascii()


def _places(variables: Mapping[str, str]) -> Iterator[Path]:
    found = (variables.get(each) for each in _PLACES)
    for each in found:
        if each and each.isascii():
            yield Path(f"{each}{os.sep}") / _COPIES


def copied(fonts: Path, place: Path) -> Path:
    """The folder in ``place`` that holds the ``fonts`` as they are, copied if need be. Raises OSError.

    Others may write there: what is not byte for byte the font of the program is replaced by it. A copy appears
    whole or not at all; each set of fonts has a folder of its own, so that two programs do not disturb each other.
    """
    held = {path.name: path.read_bytes() for path in sorted(fonts.glob("*.ttf"))}
    folder = place / short(digest("\n".join(f"{name} {digest(data)}" for name, data in held.items()).encode()))
    folder.mkdir(exist_ok=True)
    for name, data in held.items():
        if not _holds(folder / name, data):
            _put(folder / name, data)
    _clear(folder, held)
    return folder


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _put(path: Path, data: bytes) -> None:
    """Writes the file under another name and renames it; a program that puts the same there is let be."""
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except OSError:
        if not _holds(path, data):
            raise
    finally:
        Path(temporary).unlink(missing_ok=True)


def _clear(folder: Path, held: Iterable[str]) -> None:
    """Removes fonts that are not the program's: pages must not depend on them. Raises OSError."""
    for path in folder.glob("*"):
        if path.name not in held and path.suffix.lower() in {".ttf", ".otf", ".ttc", ".pfb"}:
            path.unlink()


@cache
def _passing() -> tempfile.TemporaryDirectory[str]:
    """A folder that goes with the program."""
    return tempfile.TemporaryDirectory(prefix="juesuan-", ignore_cleanup_errors=True)
