"""Modules of the packed program are taken, compiled, from one file beside Python, not searched for in folders.

The desk is nine hundred modules. To look each up in the folders, to open it and what was compiled of it takes
Windows, and the programs there that look into every file that is opened, far longer than to run it. Python
imports this module before any of them; what is not in the file is found as ever.
"""

import marshal
import mmap
import os
import sys
from collections.abc import Mapping, Sequence
from importlib.machinery import ExtensionFileLoader, ModuleSpec, SourceFileLoader
from types import CodeType, ModuleType

NAME, DIGITS = "compiled.bin", 8
"""The file, and the bytes of the number at its beginning: how long the table is that follows."""
MODULE, PACKAGE, LIBRARY = range(3)
"""What a module is: a file, a folder, or a library of Windows, of which only the place is held."""

Entry = tuple[str, int, int, int]
"""The place of a module seen from the folder of the program, what it is, where its code begins, and its length."""


class Compiled:
    """Finds modules in the file of compiled ones; their places are those of their sources."""

    def __init__(self, root: str, data: "mmap.mmap | bytes") -> None:
        self._root, self._data = root, data
        self._begin = DIGITS + int.from_bytes(data[:DIGITS], "little")
        self._table: Mapping[str, Entry] = marshal.loads(data[DIGITS : self._begin])  # noqa: S302 - our own

    def find_spec(
        self, name: str, _: Sequence[str] | None = None, __: ModuleType | None = None
    ) -> ModuleSpec | None:
        """How the module of that name is loaded; None where it is not in the file."""
        if name not in self._table:
            return None
        place, kind = self._table[name][:2]
        path = os.path.join(self._root, *place.split("/"))  # noqa: PTH118 - pathlib takes as long as the desk may
        loader = ExtensionFileLoader(name, path) if kind == LIBRARY else _Loader(name, path, self)
        spec = ModuleSpec(name, loader, origin=path, is_package=kind == PACKAGE)
        spec.has_location = True
        if kind == PACKAGE:
            spec.submodule_search_locations = [os.path.dirname(path)]  # noqa: PTH120 - as above
        return spec

    def code(self, name: str) -> CodeType:
        """What was compiled of a module."""
        _, _, begin, length = self._table[name]
        begin += self._begin
        found: CodeType = marshal.loads(self._data[begin : begin + length])  # noqa: S302 - our own
        return found


class _Loader(SourceFileLoader):
    """Loads a module as Python does from its source, but for the code."""

    def __init__(self, name: str, path: str, held: Compiled) -> None:
        super().__init__(name, path)
        self._held = held

    def get_code(self, fullname: str) -> CodeType:
        return self._held.code(fullname)


def install() -> None:
    """Lets the modules of this Python be found in the file beside it; without the file all is found as ever."""
    own = os.path.dirname(sys.executable)  # noqa: PTH120 - as above
    try:
        with open(os.path.join(own, NAME), "rb") as file:  # noqa: PTH118, PTH123 - as above
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError:  # who changes the sources takes the file away
        return
    sys.meta_path.insert(0, Compiled(os.path.dirname(own), data))  # noqa: PTH120 - as above


if __name__ == "sitecustomize":
    install()
