"""The licences of all that is packed, gathered into one folder with a list in front."""

import csv
import re
import shutil
from collections.abc import Iterator
from email.parser import Parser
from pathlib import Path

from msgspec import Struct

from windows import fetching, packages

FOLDER, LIST = "许可证", "目录.txt"
_TEXTS = fetching.HERE / "licences"
_NAMED = re.compile(r"(licen[cs]e|copying|notice|authors|copyright)", re.IGNORECASE)
_WITHOUT = {"docxtpl": ("LGPL-2.1-only", "LGPL-2.1.txt"), "gstreamer-libs": ("见下面的各个库", "LGPL-2.1.txt")}
"""The packages whose wheels bring no text along: their licence, and its text in our folder."""
_LIBRARIES = {
    "bz2.dll": ("bzip2", "bzip2-1.0.6"),
    "ffi-7.dll": ("libffi", "MIT"),
    "fontconfig-1.dll": ("fontconfig", "HPND/MIT"),
    "freetype-6.dll": ("freetype", "FTL（FreeType License）"),
    "fribidi-0.dll": ("fribidi", "LGPL-2.1-or-later"),
    "gio-2.0-0.dll": ("glib", "LGPL-2.1-or-later"),
    "glib-2.0-0.dll": ("glib", "LGPL-2.1-or-later"),
    "gmodule-2.0-0.dll": ("glib", "LGPL-2.1-or-later"),
    "gobject-2.0-0.dll": ("glib", "LGPL-2.1-or-later"),
    "harfbuzz-subset.dll": ("harfbuzz", "MIT"),
    "harfbuzz.dll": ("harfbuzz", "MIT"),
    "intl-8.dll": ("LGPL-2.1", "LGPL-2.0-or-later"),
    "libexpat.dll": ("expat", "MIT"),
    "pango-1.0-0.dll": ("pango", "LGPL-2.0-or-later"),
    "pangoft2-1.0-0.dll": ("pango", "LGPL-2.0-or-later"),
    "pcre2-8-0.dll": ("pcre2", "BSD-3-Clause"),
    "png16.dll": ("libpng", "libpng-2.0"),
    "z-1.dll": ("zlib", "Zlib"),
}
"""The licence of each library out of gstreamer-libs, and the name of its text in our folder."""
_HEAD = _TEXTS / "开头.txt"
"""What is said before the list."""


class Unlicensed(Exception):  # noqa: N818 - the name is the reason
    """Raised where something would be packed whose licence is not known here."""


class Part(Struct, frozen=True):
    """Something that is packed, with its licence."""

    name: str
    licence: str
    texts: tuple[tuple[str, Path], ...]
    """The texts of the licence, by the names that they get in the folder."""


def gathered(program: Path) -> None:
    """Puts the texts and their list into the folder of the packed program. Raises `Unlicensed`."""
    parts = tuple(_parts(program))
    if loose := sorted(_of_nobody(program)):
        message = (
            f"不知道是谁的，没有许可证：{'、'.join(loose)}。查清楚，写进 windows/licences.py 或放好许可证原文。"
        )
        raise Unlicensed(message)
    place = program / FOLDER
    for part in parts:
        for name, text in part.texts:
            target = place / part.name.partition(" ")[0] / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(text, target)
    lines = [f"{part.name}\t{part.licence}\t{'、'.join(name for name, _ in part.texts)}" for part in parts]
    (place / LIST).write_text(
        "\n".join([_HEAD.read_text(encoding="utf-8"), *lines, ""]), encoding="utf-8-sig", newline="\r\n"
    )


def _parts(program: Path) -> Iterator[Part]:
    yield Part(
        "Python",
        "PSF-2.0（以及其中 OpenSSL、libffi、bzip2、xz、expat、zlib 的）",
        _at(program / "python/LICENSE.txt"),
    )
    for folder in sorted((program / "lib").glob("*.dist-info"), key=lambda path: path.name.lower()):
        yield _package(folder)
    for library in sorted((program / "lib/gstreamer_libs/bin").iterdir()):
        yield _library(library.name)
    yield Part("决算有据.exe", "mingw-w64 的运行时", _at(_TEXTS / "mingw-w64.txt"))
    yield Part("htmx", "0BSD", _at(program / "templates/desk/vendored/htmx.LICENSE.txt"))
    fonts = program / "fonts"
    yield Part("fonts", "GPL-3 加字体例外；OFL-1.1", _at(*sorted(fonts.glob("*.txt"))))


def _of_nobody(program: Path) -> Iterator[str]:
    """What is packed and belongs to no part: a file of no package, a font or a script without its licence."""
    lib, fonts, scripts = program / "lib", program / "fonts", program / "templates/desk/vendored"
    owned = {packages.unpacked(name) for each in lib.glob("*.dist-info/RECORD") for name in _recorded(each)}
    files = (path.relative_to(lib) for path in lib.rglob("*") if path.is_file())
    yield from (name for path in files if (name := path.as_posix()) not in owned and ".dist-info/" not in name)
    notice = (fonts / "NOTICE.txt").read_text(encoding="utf-8")
    yield from (path.name for path in fonts.glob("*.ttf") if path.name not in notice)
    licensed = {path.name.partition(".")[0] for path in scripts.glob("*.LICENSE.txt")}
    yield from (path.name for path in scripts.iterdir() if path.name.partition(".")[0] not in licensed)


def _recorded(record: Path) -> list[str]:
    """The names of the files of a wheel."""
    return [row[0] for row in csv.reader(record.read_text(encoding="utf-8").splitlines())]


def _at(*paths: Path) -> tuple[tuple[str, Path], ...]:
    return tuple((path.name, path) for path in paths if path.name != "coverage.txt")


def _package(folder: Path) -> Part:
    """What a package says of its own licence. Raises `Unlicensed` where it brings no text and none is known."""
    said = Parser().parsestr((folder / "METADATA").read_text(encoding="utf-8"))
    name = str(said["Name"]).replace("_", "-")
    licence = (
        said["License-Expression"] or _classified(said.get_all("Classifier") or []) or str(said["License"] or "")
    )
    texts = [path for path in sorted(folder.rglob("*")) if path.is_file() and _is_licence(path, folder)]
    if texts:
        named = ((path.relative_to(folder).as_posix().removeprefix("licenses/"), path) for path in texts)
        return Part(f"{name} {said['Version']}", licence.partition("\n")[0], tuple(named))
    if name not in _WITHOUT:
        message = f"{name} 没有许可证原文，不知道能不能转发：查清楚，写进 windows/licences.py。"
        raise Unlicensed(message)
    licence, text = _WITHOUT[name]
    return Part(f"{name} {said['Version']}", licence, _at(_TEXTS / text))


def _is_licence(path: Path, folder: Path) -> bool:
    return path.relative_to(folder).parts[0] == "licenses" or bool(_NAMED.search(path.name))


def _classified(classifiers: list[str]) -> str:
    found = [each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License ::")]
    return "、".join(found)


def _library(name: str) -> Part:
    if name.lower() not in _LIBRARIES:
        message = f"{name} 的许可证不知道：查清楚，写进 windows/licences.py。"
        raise Unlicensed(message)
    text, licence = _LIBRARIES[name.lower()]
    own = _TEXTS / f"{text}.txt"
    shared = {"LGPL-2.1-or-later": "LGPL-2.1.txt", "LGPL-2.0-or-later": "LGPL-2.txt"}.get(licence)
    return Part(name, licence, _at(own, *([_TEXTS / shared] if shared else [])))
