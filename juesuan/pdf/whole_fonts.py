"""The files of whole fonts, which weasyprint copies for every PDF though only the few letters used are written."""

from typing import Any


def leave() -> None:
    """Lets weasyprint look at a whole font where it lies and keep a copy of none; safe to call again.

    A report takes five fonts of 24 MB together, at the moment when it holds most. A font that was cut down to
    the letters used is kept as before.
    """
    from weasyprint.pdf import fonts  # noqa: PLC0415 - costs half a second, and needs the fonts to be set up first

    kind: Any = fonts.Font
    if hasattr(kind, "file_content"):
        return
    whole = fonts.get_hb_object_data

    def content(font: Any) -> bytes:
        held = vars(font)
        return held["cut"] if "cut" in held else whole(font.hb_face)  # type: ignore[no-any-return]

    def keep(font: Any, data: bytes) -> None:
        if "hash" in vars(font):  # one that is only just being made gives its whole file
            vars(font)["cut"] = data

    kind.file_content = property(content, keep)
