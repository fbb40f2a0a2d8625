"""The files of whole fonts, which weasyprint reads for every PDF though only the few letters used are written."""

from contextvars import ContextVar
from typing import Any

_IS_BEGUN: ContextVar[bool] = ContextVar("is_begun", default=False)
"""Whether a font is only just being made: weasyprint asks for its whole file then, and needs nothing of it."""


def leave() -> None:
    """Lets weasyprint look at a whole font where it lies and read none; safe to call again.

    A report takes five fonts of 24 MB together, at the moment when it holds most: what is never read is not even
    brought into memory. A font that was cut down to the letters used is kept as before.
    """
    from weasyprint.pdf import fonts  # noqa: PLC0415 - costs half a second, and needs the fonts to be set up first

    kind: Any = fonts.Font
    if hasattr(kind, "file_content"):
        return
    whole, make = fonts.get_hb_object_data, kind.__init__

    def read(face: Any) -> bytes:
        return b"" if _IS_BEGUN.get() else whole(face)

    def begin(font: Any, *given: Any) -> None:
        token = _IS_BEGUN.set(True)
        try:
            make(font, *given)
        finally:
            _IS_BEGUN.reset(token)

    def content(font: Any) -> bytes:
        held = vars(font)
        return held["cut"] if "cut" in held else whole(font.hb_face)  # type: ignore[no-any-return]

    def keep(font: Any, data: bytes) -> None:
        if not _IS_BEGUN.get():
            vars(font)["cut"] = data

    fonts.get_hb_object_data, kind.__init__ = read, begin
    kind.file_content = property(content, keep)
