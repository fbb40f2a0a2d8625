"""The pages of a year as its files are now, laid out in a thread of their own for who looks at them.

What has not been laid out yet is not there: no page and no page number is guessed. A save ends the layout between
two pages, and it begins anew.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from juesuan import pdf
from juesuan.app import summary
from juesuan.app.desk import kept_files
from juesuan.app.desk.speaker import Overtaken
from juesuan.app.desk.year_state import Known, YearState
from juesuan.model.problems import Problem
from juesuan.pdf.page_pictures import PagePictures
from juesuan.versions import store

if TYPE_CHECKING:
    from juesuan.app.layouts import Layout
    from juesuan.pdf.libreoffice import Numbers
    from juesuan.versions.records import Version


class Laid(Struct, frozen=True):
    """The pages of the files as they are, or why there are none."""

    layout: "Layout | None"
    refused: tuple[Problem, ...] = ()
    """Why there are none; or what is amiss with them."""
    in_word: "Numbers | None" = None
    """The pages of the headings in the Word file; None where nobody has asked LibreOffice."""


class PageLayout(Struct):
    """The pages of one year; its methods may be called from any thread."""

    year: YearState
    _kept: tuple[Known, Laid] | None = None
    """The last pages, with what was known when they were laid out."""
    _working: threading.Lock = field(default_factory=threading.Lock)
    _version: tuple[int, PagePictures] | None = None
    """The pages of a version, by its number."""

    def of(self, known: Known) -> Laid | None:
        """The pages of what is known of the year; None while they are laid out, which is begun if need be."""
        kept = self._kept
        if kept is not None and kept[0] is known:
            return kept[1]
        self._begin(self._lay_out)
        return None

    @property
    def before(self) -> "Layout | None":
        """The pages that were laid out last, whatever was saved since."""
        return self._kept[1].layout if self._kept else None

    def compare(self) -> None:
        """Begins to ask LibreOffice for the pages of the headings in the Word file."""
        self._begin(self._ask_office)

    @property
    def is_working(self) -> bool:
        """Whether pages are being laid out or compared."""
        return self._working.locked()

    def of_version(self, made: "Version") -> PagePictures | None:
        """The pages of a version as it is kept; None where it has no PDF."""
        kept = self._version
        if kept is None or kept[0] != made.number:
            name = next((each for each in kept_files.published(made) if each.endswith(".pdf")), "")
            data = store.kept(self.year.outputs, made.outputs[name]) if name else None
            kept = (made.number, pdf.pictures(data)) if data else None
            self._version = kept
        return kept[1] if kept else None

    def pictured(self, key: str) -> PagePictures | None:
        """The pages under that key, of now or of the version that was looked at; None for all others."""
        known = (self.before.pictures if self.before else None, self._version[1] if self._version else None)
        return next((each for each in known if each and each.key == key), None)

    def _begin(self, work: Callable[[], None]) -> None:
        if self._working.acquire(blocking=False):
            threading.Thread(target=self._done, args=(work,), name=f"排版面 {self.year.year}", daemon=True).start()

    def _done(self, work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            self._working.release()
            self.year.events.tell(self.year.year, "paged")

    def _lay_out(self) -> None:
        """Lays out until no file was saved meanwhile; the text comes first."""
        while self._kept is None or self._kept[0] is not self.year.known():
            self.year.preview()
            known = self.year.known()
            try:
                self._kept = known, self._laid_out(known)
            except Overtaken:
                self.year.events.tell(self.year.year, "overtaken")

    def _laid_out(self, known: Known) -> Laid:
        """The pages; raises Overtaken where a file is saved anew meanwhile."""
        if known.checked is None:
            return Laid(None, known.refused)
        from juesuan.app import layouts  # noqa: PLC0415 - loaded with the first pages

        tell = self.year.speaker(known.inputs)
        is_draft = any(problem.is_open_error for problem in known.problems)
        try:
            unready = pdf.readiness()
            with pdf.pages_told(lambda page: tell.step("排版面", lambda: None, lambda _: f"第 {page} 页")):
                found = layouts.layout(known.checked.given, self.year.output, tell, is_draft=is_draft)
        except Overtaken:
            raise
        except Exception as caught:  # noqa: BLE001 - as on the command line: an officer cannot read a traceback
            return Laid(None, tuple(summary.reasons(caught, self.year.output)))
        return Laid(found, (*unready, *found.laid_out.problems))

    def _ask_office(self) -> None:
        if self._kept is None or self._kept[1].layout is None:
            return
        from juesuan.app import layouts  # noqa: PLC0415 - as above

        known, laid = self._kept
        self.year.events.tell(self.year.year, "step", "请 LibreOffice 排 Word 文件，要几秒")
        try:
            laid = replace(laid, in_word=layouts.pages_in_word(self._kept[1].layout))
        except Exception as caught:  # noqa: BLE001 - as above
            laid = replace(laid, refused=(*laid.refused, *summary.reasons(caught, self.year.output)))
        self._kept = known, laid
