"""Writes the file of compiled modules; run by the packed Python, in the folder that holds the packed program.

In it are all modules of the program, and what the desk and a check of the sample load besides.
"""

import marshal
import sys
import zipimport
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

sys.path.append(str(Path(__file__).parents[2]))  # the program's own modules come first

from windows.inside.sitecustomize import DIGITS, LIBRARY, MODULE, NAME, PACKAGE, Entry

_OWN = ("juesuan", "charts")
_HEAD = 16
"""The bytes before the code in a compiled file, PEP 552."""


def main() -> None:
    """Loads what the desk loads, and writes the file."""
    root = Path(sys.executable).parents[1]
    _load(root / "样例" / "inputs" / "2020")
    loaded = {name: path for name, path in _loaded() if root in path.parents}
    own = {_name(path.relative_to(root)): path for each in _OWN for path in (root / each).rglob("*.py")}
    places = {**loaded, **own}
    (root / "python" / NAME).write_bytes(packed(root, places))


def _load(sample: Path) -> None:
    import generate  # noqa: PLC0415 - what it loads is to be seen
    from juesuan.app.teller import Teller  # noqa: PLC0415 - as above

    __import__("juesuan.app.desk.serving")
    generate.check(sample, Teller(quiet=True))


def _loaded() -> Iterator[tuple[str, Path]]:
    """The modules that were loaded from files, with their places."""
    for name, module in sys.modules.items():
        spec = getattr(module, "__spec__", None)
        if spec and spec.has_location and spec.origin and spec.name == name:
            yield name, Path(spec.origin)


def _name(place: Path) -> str:
    parts = place.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def packed(root: Path, places: dict[str, Path]) -> bytes:
    """The file for the modules at these places below ``root``: the length of the table, the table, the codes."""
    table, codes, at = dict[str, Entry](), list[bytes](), 0
    for name, path in sorted(places.items()):
        code = b"" if path.suffix not in {".py", ".pyc"} else marshal.dumps(_code(name, path, root))
        kind = LIBRARY if not code else PACKAGE if path.stem == "__init__" else MODULE
        table[name] = (path.relative_to(root).as_posix(), kind, at, len(code))
        codes.append(code)
        at += len(code)
    head = marshal.dumps(table)
    return b"".join((len(head).to_bytes(DIGITS, "little"), head, *codes))


def _code(name: str, path: Path, root: Path) -> CodeType:
    """The code of a module; what Python brings along compiled is taken as it is."""
    spec = sys.modules[name].__spec__ if name in sys.modules else None
    if spec and isinstance(spec.loader, zipimport.zipimporter):
        return spec.loader.get_code(name)
    return SourceFileLoader(name, str(path)).source_to_code(path.read_bytes(), path.relative_to(root).as_posix())


if __name__ == "__main__":
    main()
