"""The declarations that were read ahead are those of the layout library, and others are parsed."""

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
