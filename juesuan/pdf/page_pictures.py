"""The pages of a PDF as pictures, to be looked at on a screen."""

import io
import threading

from msgspec import Struct, field

from juesuan.model.identity import digest

_ONE_AT_A_TIME = threading.Lock()
"""Taken while a page is drawn: the library works for one thread at a time."""


class PagePictures(Struct, frozen=True):
    """A PDF whose pages are drawn when they are asked for, each once in each width."""

    pdf: bytes
    key: str
    """Its digest: pictures under the same key are the same."""
    drawn: dict[tuple[int, int], bytes] = field(default_factory=dict)
    """The pictures drawn so far, as PNG, by page and width."""

    def picture(self, page: int, width: int) -> bytes:
        """The page, counted from 1, as PNG of so many pixels across; empty where there is no such page."""
        found = self.drawn.get((page, width)) or _drawn(self.pdf, page, width)
        if found:
            self.drawn[page, width] = found
        return found


def pictures(pdf: bytes) -> PagePictures:
    """The pages of a PDF, to be drawn when they are asked for."""
    return PagePictures(pdf, digest(pdf))


def _drawn(pdf: bytes, page: int, width: int) -> bytes:
    import pypdfium2  # noqa: PLC0415 - only who looks at pages pays

    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        if not 1 <= page <= len(document):
            return b""
        leaf = document[page - 1]
        drawn = leaf.render(scale=width / leaf.get_width()).to_pil()
    file = io.BytesIO()
    drawn.save(file, "PNG")
    return file.getvalue()
