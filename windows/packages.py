"""The wheels unpacked into one folder, without what the program never uses."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

_PANGO = "gstreamer_libs"
_BIN = f"{_PANGO}/bin"
LOADED = (
    *("pango-1.0-0.dll", "pangoft2-1.0-0.dll", "gobject-2.0-0.dll", "harfbuzz.dll", "harfbuzz-subset.dll"),
    "fontconfig-1.dll",
)
"""The libraries of gstreamer-libs that weasyprint loads; with them come those that they load themselves."""
_UNUSED = re.compile(
    r"(^|/)tests?/|\.(pyi|pxd|pyx|c|h|cpp|hpp|lib|a|whl)$|^numpy/(_core/(include|lib)|f2py)/|^PIL/_avif\.|^matplotlib/mpl-data/sample_data/"
    r"|^pyphen/dictionaries/.*\.dic$"  # the report breaks no word
)
_SCHEME = re.compile(r"[^/]+\.data/(purelib|platlib)/(?P<rest>.+)")
_DATA = re.compile(r"[^/]+\.data/")


def installed(wheels: Iterable[Path], folder: Path) -> None:
    """Unpacks the wheels into ``folder``; two of them never write the same file."""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as held:
            for each in held.infolist():
                if place := _place(each.filename):
                    target = folder / place
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with target.open("xb") as file:
                        file.write(held.read(each))
    _keep_loaded(folder / _BIN)


def _place(name: str) -> str:
    """Where a file of a wheel goes, seen from the folder of the packages; empty for what is not packed."""
    place = unpacked(name)
    is_other = name.endswith("/") or (_DATA.match(name) and place == name)
    is_of_pango = place.startswith(f"{_PANGO}/") and place != f"{_PANGO}/__init__.py" and not _is_library(place)
    return "" if is_other or is_of_pango or _UNUSED.search(place) else place


def unpacked(name: str) -> str:
    """Where a file that a wheel names lies among the packages, whether or not it is packed."""
    inside = _SCHEME.fullmatch(name)
    return inside["rest"] if inside else name


def _is_library(place: str) -> bool:
    return PurePosixPath(place).parent == PurePosixPath(_BIN) and place.endswith(".dll")


def _keep_loaded(folder: Path) -> None:
    """Removes the libraries of gstreamer-libs that nothing here loads."""
    there = {path.name.lower(): path for path in folder.iterdir()}
    needed, todo = set[str](), [*LOADED]
    while todo:
        name = todo.pop()
        if name in there and name not in needed:
            needed.add(name)
            todo.extend(_loaded_by(there[name]))
    for name in there.keys() - needed:
        there[name].unlink()


def _loaded_by(library: Path) -> Iterator[str]:
    """The names, in small letters, of the libraries that a library of Windows loads."""
    dump = shutil.which("x86_64-w64-mingw32-objdump") or "objdump"
    said = subprocess.run([dump, "-p", str(library)], capture_output=True, text=True, check=True).stdout
    yield from (name.lower() for name in re.findall(r"DLL Name: (\S+)", said))
