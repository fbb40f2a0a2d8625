"""The declarations that were read ahead are those of the layout library, and others are parsed."""

import ctypes.util
import subprocess
import sys
from pathlib import Path

import cffi  # type: ignore[import-untyped]
import pytest

from juesuan.pdf import declarations, declarations_anew, declarations_read, pango

OTHER = "typedef struct { int x; int y; int width; int height; } PangoRectangle; typedef ... PangoLayout;\n"
OTHER += "typedef struct { unsigned int start_index; ...; } PangoAttribute;\n"


def test_they_are_read_again_when_weasyprint_declares_something_else() -> None:
    command = "python -m juesuan.pdf.declarations_anew"
    assert declarations_anew.FILE.read_text(encoding="utf-8") == declarations_anew.text(), command


def test_the_layout_library_is_called_by_what_was_read_ahead() -> None:
    pango.prepare()
    from weasyprint.text import ffi

    assert ffi.ffi.new == declarations_read.ffi.new


def test_what_was_not_read_ahead_is_parsed() -> None:
    ffi = declarations.Declared()
    ffi.cdef(OTHER)
    box = ffi.new("PangoRectangle *", {"width": 3})  # type: ignore[attr-defined]
    assert (box.x, box.width) == (0, 3)


def test_a_weasyprint_that_somebody_has_loaded_is_told_what_is_ours() -> None:
    plain = cffi.FFI()
    plain.cdef(OTHER)
    declarations.complete(plain)
    with pytest.raises(cffi.FFIError, match="multiple declarations of function pango"):
        plain.cdef(declarations.OURS)


def test_a_library_is_opened_by_its_name_or_as_the_system_finds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ffi = declarations.Declared()
    ffi.cdef(OTHER)
    found = {"made-up": ctypes.util.find_library("c")}
    monkeypatch.setattr(ctypes.util, "find_library", found.get)
    assert ffi.dlopen("made-up")
    with pytest.raises(OSError, match="unknown"):
        ffi.dlopen("unknown")


TWICE = """
from juesuan.pdf import declarations, pango
def nowhere(*_): raise OSError
declarations.Declared.dlopen = nowhere
print(pango.pango_is_there(), pango.pango_is_there())
"""


def test_without_the_libraries_the_second_attempt_says_so_too() -> None:
    command, root = [sys.executable, "-c", TWICE], Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "False False", done.stderr
