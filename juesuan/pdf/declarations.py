"""The C declarations by which native libraries are called, read ahead: to parse them takes a twentieth of a run.

As they were read they stand in ``declarations_read.py``, which ``python -m juesuan.pdf.declarations_anew`` writes.
They are used where they are still the same, to the letter; else, as with another weasyprint, they are parsed.
"""

import ctypes.util
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from juesuan.model.digests import digest

OURS = """
PangoAttribute *pango_attr_shape_new(const PangoRectangle *ink, const PangoRectangle *logical);
void pango_layout_index_to_pos(PangoLayout *layout, int index, PangoRectangle *pos);
"""
"""What weasyprint has no use for, of libraries that it loads."""


class Declared:
    """What weasyprint takes for an FFI of cffi: with what it declares it becomes one, which knows ours as well."""

    declared = ""
    """All of the declarations."""
    _ffi: Any

    def cdef(self, text: str) -> None:
        """Declares the libraries, once."""
        self.declared = text + OURS
        self._ffi = _read_ahead(self.declared) or _parsed(self.declared)
        others = (name for name in dir(self._ffi) if not name.startswith("_") and name != "dlopen")
        vars(self).update({name: getattr(self._ffi, name) for name in others})

    def dlopen(self, name: str, flags: int = 0) -> Any:
        """Opens a library; raises OSError where there is none."""
        return opened(self._ffi, name, flags)


def opened(ffi: Any, name: str, flags: int) -> Any:
    """Opens a library by its name or, where that is none of a file, as the system finds it.

    An FFI that was read ahead does only the first: on Windows and macOS the names have no ending. Raises OSError
    where there is none.
    """
    try:
        return ffi.dlopen(name, flags)
    except OSError:
        if (path := ctypes.util.find_library(name)) is None:
            raise
        return ffi.dlopen(path, flags)


def _read_ahead(text: str) -> Any:
    """The FFI of the declarations as they were read; None where those were others, or cffi is another."""
    try:
        from juesuan.pdf import declarations_read  # noqa: PLC0415 - it may not fit the cffi that is there
    except ImportError:
        return None
    return declarations_read.ffi if digest(text.encode()) == declarations_read.DIGEST else None


def _parsed(text: str) -> Any:
    ffi = importlib.import_module("cffi.api").FFI()
    ffi.cdef(text)
    return ffi


@contextmanager
def given() -> Iterator[None]:
    """While it lasts, weasyprint is given declarations that were read ahead; it loads its libraries once."""
    cffi: Any = importlib.import_module("cffi")
    usual = cffi.FFI
    cffi.FFI = Declared
    try:
        yield
    finally:
        cffi.FFI = usual


def complete(ffi: Any) -> None:
    """Declares what is ours for the FFI of a weasyprint that was loaded by somebody else."""
    if not isinstance(ffi, Declared):
        ffi.cdef(OURS, override=True)
