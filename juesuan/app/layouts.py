"""The pages of the files as they are now, laid out as a run would: for who looks at them before it is made.

Nothing is written here.
"""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from juesuan import pdf, web, word
from juesuan.app import composing
from juesuan.app.composing import Composed
from juesuan.app.telling import Telling
from juesuan.model import identity
from juesuan.model.given import Given
from juesuan.model.identity import About
from juesuan.pdf.libreoffice import Numbers
from juesuan.pdf.page_pictures import PagePictures
from juesuan.pdf.pdf import LaidOut
from juesuan.versions.content import Content


class Layout(Struct, frozen=True):
    """The pages of a report, with what is needed to find a number on them."""

    made: Composed
    about: About
    laid_out: LaidOut
    said: Content
    """What the report says; each line with its pages, counted from 1 at the cover."""
    pictures: PagePictures

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the figures, in the order of their serials."""
        return tuple(each.name for each in self.made.origins)


def layout(given: Given, output: Path, tell: Telling, *, is_draft: bool) -> Layout:
    """The pages of the report of the files ``given``, edits by hand in ``output`` included; raises ReportError.

    ``is_draft`` where an error is open: then every page says so. Without Pango there are plain pages, or none.
    """
    from charts import data, draw  # noqa: PLC0415 - loaded with the first run or preview

    nobody = draw.Artist()
    found = composing.worded(given, output, nobody, tell)
    with draw.artist() if nobody.charts else nobody as artist:  # who loads matplotlib waits for it
        artist.begin(nobody.charts)
        made = composing.composed(found, artist, tell)
    about, document = identity.about(found.accounts, is_draft=is_draft), made.document
    marked = web.joined(document.marked, document.finished)
    laid_out = tell.step(
        "排版面",
        lambda: pdf.lay_out(document.finished, data.vectors(made.drawn), about, (), marked),
        lambda done: f"{done.pages} 页",
    )
    counted = [replace(leaf, label=str(sheet)) for sheet, leaf in enumerate(laid_out.leaves, 1)]
    return Layout(made, about, laid_out, composing.said(found, made, counted), pdf.pictures(laid_out.pdf))


def pages_in_word(found: Layout) -> Numbers:
    """The pages of the headings in the Word file, as LibreOffice lays it out, which takes seconds.

    Where LibreOffice is missing or fails, its problems say so.
    """
    docx = word.pack(word.spaced(found.made.draft, found.laid_out.spacings), found.about)
    return pdf.page_numbers(docx, found.made.document.finished, found.laid_out.page_of)
