"""The native library that lays out text: found on every system, with the program's own fonts and no others."""

import ctypes.util
import hashlib
import importlib.util
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import escape
from pathlib import Path
from pkgutil import resolve_name
from types import ModuleType
from typing import Any

from juesuan.pdf import (
    base_styles,
    declarations,
    font_folder,
    last_lines,
    line_breaking,
    pdf_structure,
    whole_fonts,
)

_MISSING_PANGO = """缺少排版 PDF 所需的 Pango 库。请先安装：
  Windows：py -m pip install gstreamer-libs
  macOS：brew install pango
  Debian、Ubuntu、统信 UOS：sudo apt install libpangoft2-1.0-0 libharfbuzz-subset0"""
_MISSING_SUBSET = (
    "缺少 libharfbuzz-subset 库，写 PDF 会慢 6 至 20 倍；"
    "Debian、Ubuntu、统信 UOS 上可安装：sudo apt install libharfbuzz-subset0"
)
_PANGO = (
    "libpangoft2-1.0-0",
    "pangoft2-1.0-0",
    "pangoft2-1.0",
    "libpangoft2-1.0.so.0",
    "libpangoft2-1.0.dylib",
    "libpangoft2-1.0-0.dll",
)

one_at_a_time = threading.RLock()


class NoPango(Exception):  # noqa: N818 - the name is the reason
    """Raised where the native text library cannot be loaded; the message says in Chinese what to install."""


def pango_is_there() -> bool:
    """Whether weasyprint and the native libraries under it can be loaded; loads them."""
    try:
        prepare()
    except NoPango:
        return False
    return True


def prepare() -> tuple[str, ...]:
    """Load weasyprint and its native libraries with the program's fonts, once; safe to call from any thread.

    Returns hints in Chinese, such as that a library is missing and writing is slow; mostly none. Raises `NoPango`.
    """
    with one_at_a_time:
        native = sys.modules.get("weasyprint.text.ffi") or _load()
        declarations.complete(native.ffi)
        line_breaking.teach()
        last_lines.teach()
        pdf_structure.remember_pages()
        whole_fonts.leave()
        return () if native.harfbuzz_subset is not None else (_MISSING_SUBSET,)


def _load() -> Any:
    """Return the module of weasyprint that holds the native libraries. Raises `NoPango`."""
    os.environ["FONTCONFIG_FILE"] = str(_write_font_settings())
    if sys.platform == "win32":
        _find_windows_libraries()
    try:
        with _libraries_by_name(), _rare_parts_later():
            _require_pango()
            with declarations.given(), base_styles.unread():
                return importlib.import_module("weasyprint.text.ffi")
    except OSError:
        for half in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
            del sys.modules[half]  # or the next attempt would stumble over what was loaded
        raise NoPango(_MISSING_PANGO) from None


def _write_font_settings() -> Path:
    """Return the path of a fontconfig file, written if need be, that knows the program's fonts and no others.

    Raises `NoPango` where the fonts lie where Pango cannot read them: it would end the process.
    """
    try:
        fonts, folder = font_folder.readable()
    except font_folder.NoFontFolder as refused:
        raise NoPango(str(refused)) from None
    text = (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>'
        f"<dir>{escape(str(fonts))}</dir><cachedir>{escape(str(folder))}</cachedir></fontconfig>\n"
    )
    # Two installations on one machine have two files.
    settings = folder / f"fonts-{hashlib.sha256(text.encode()).hexdigest()[:12]}.conf"
    if not settings.exists() or settings.read_text(encoding="utf-8") != text:
        handle, temporary = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(temporary).replace(settings)
    return settings


def _find_windows_libraries() -> None:
    """Let Windows find the libraries that come with the package gstreamer-libs."""
    package = importlib.util.find_spec("gstreamer_libs")
    if package is None or package.origin is None:
        return
    folder = str(Path(package.origin).parent / "bin")
    os.environ["PATH"] = folder + os.pathsep + os.environ.get("PATH", "")
    os.environ["WEASYPRINT_DLL_DIRECTORIES"] = folder
    getattr(os, "add_dll_directory", str)(folder)


@contextmanager
def _libraries_by_name() -> Iterator[None]:
    """On Linux, find libraries by their full names alone, which are among those that weasyprint tries.

    For each of the others Python asks ldconfig, the compiler and the linker: 0.2 s, and they know no more.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        yield
    finally:
        ctypes.util.find_library = search


_RARE = ("fontTools.subset", "fontTools.varLib.instancer")
"""What weasyprint needs only for variable fonts, and where the library that makes subsets is missing."""


@contextmanager
def _rare_parts_later() -> Iterator[None]:
    """Leave the rare parts of fontTools to whoever calls them: they are a third of loading weasyprint."""
    for name in _RARE:
        sys.modules.setdefault(name, _Later(name))
    try:
        yield
    finally:
        for name in _RARE:
            if isinstance(sys.modules[name], _Later):
                del sys.modules[name]


class _Later(ModuleType):
    """Stands for a module; whatever is called in it is loaded then."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return partial(_called, f"{self.__name__}:{name}")


def _called(name: str, *given: Any, **named: Any) -> Any:
    return resolve_name(name)(*given, **named)


def _require_pango() -> None:
    """Load Pango before weasyprint does, which would print its own advice in English. Raises `NoPango`."""
    ffi = importlib.import_module("_cffi_backend").FFI()  # cffi's own reads C, and loads a parser for it
    flags = 0x1000 if sys.platform == "win32" else ffi.RTLD_NOW  # the flags weasyprint uses
    for name in _PANGO:
        try:
            declarations.opened(ffi, name, flags)
        except OSError:
            continue
        return
    raise NoPango(_MISSING_PANGO)
