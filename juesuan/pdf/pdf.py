"""Blocks -> HTML -> PDF by weasyprint, so that a page looks the same on every machine.

The fonts are the program's own and no others; what a text asks for is never fetched; two runs give the same bytes.
"""

import io
import logging
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC
from functools import partial
from importlib import resources
from typing import Any

from msgspec import Struct, field

from juesuan.model import raised
from juesuan.model.document import Block
from juesuan.model.identity import About
from juesuan.model.problems import Problem, hint, warning
from juesuan.ooxml import picture_size
from juesuan.ooxml.whole_picture import is_whole
from juesuan.pdf import (
    base_styles,
    cut_tables,
    declared,
    embedded_files,
    extent,
    fine_pictures,
    last_lines,
    leaf_shapes,
    line_breaking,
    pages,
    plain_pdf,
)
from juesuan.pdf.embedded_files import Enclosure, Finished
from juesuan.pdf.leaf_shapes import LeafShape
from juesuan.pdf.pango import NoPango, one_at_a_time, pango_is_there, prepare
from juesuan.pdf.pdf_structure import finish_structure

_VARIANT = "pdf/a-3a"
_PLAIN = (
    "PDF 由备用的排版组件做成：不是 PDF/A 存档格式，没有存档本和读屏标签，目录不能点击，"
    "分行分页与 Word 文件不同；Word 文件的目录要加 --office 由 LibreOffice 编页码"
)
_COMPLAINTS = (
    (r'\.notdef glyph.*"(.*)" \(U\+([0-9A-F]+)\)', "字体里没有字符“{0}”（U+{1}），PDF 里显示不出来；请换一个字"),
    (r"Failed to load image at '(.*?)'.*", "{0}已损坏，没有排入 PDF；请在 Word 中重新插入"),
    (r"Failed to render SVG image (.*)", "{0}画不出来，没有排入 PDF；请改用 PNG 或 JPEG 图片"),
    (r"Image \"(.*)\" has no required alt description", "{0}没有替代文字；请在 Word 中为图片填写“可选文字”"),
    (r"(.*)", "排版提示：{0}"),
)  # fmt: skip


class Leaf(Struct, frozen=True):
    """A page of the PDF, with all that a reader sees on it."""

    label: str
    """The number in its footer; on the cover and in the contents 封面1, 目录1."""
    text: str
    """Its words, line by line, without page number and header."""
    places: frozenset[str]
    """The places of the blocks and rows that stand on it, at least in part, see ``pages.page``."""
    pictures: tuple[bytes, ...]
    """The data of its pictures, in order."""


class LaidOut(Struct, frozen=True):
    """A finished PDF and its pages, or none of both where there is nothing to make one with."""

    pdf: bytes
    """The PDF that is published: nothing is embedded in it but its fonts and pictures."""
    pages: int
    """The number of its pages."""
    page_of: Mapping[str, int]
    """The page number printed in the footer, by the bookmark of the heading on that page."""
    sheet_of: Mapping[str, int]
    """The page counted from 1 at the cover, by the bookmark of the heading on it."""
    problems: tuple[Problem, ...]
    """Warnings of what is not shown as it was typed; none where all is well."""
    leaves: tuple[Leaf, ...] = ()
    """The pages, the cover first."""
    archive: bytes = b""
    """The PDF that is kept: the same pages, with the files enclosed in it; empty where there are none."""
    shapes: tuple[LeafShape, ...] = ()
    """Where everything stands on the pages; none where that was not asked for."""
    spacings: Mapping[int, int] = field(default_factory=dict)
    """How the letters of paragraphs are set for the sake of their last lines, see ``last_lines.spacings``."""

    @property
    def text(self) -> str:
        """The words of all pages, line by line; a line that goes on overleaf is one line."""
        return "".join(leaf.text for leaf in self.leaves)


def readiness() -> tuple[Problem, ...]:
    """The problems that stand in the way of a good PDF, mostly none: P01 no PDF, P02 slow, P06 a plain one.

    It loads the layout library, which takes a second: best called while others work.
    """
    try:
        return tuple(hint("P02", "PDF", words) for words in prepare())
    except NoPango as caught:
        if plain_pdf.is_there():
            return (warning("P06", "PDF", _PLAIN, f"这一份可以用来核对；公开前请装好，再生成一次。{caught}"),)
        return (
            warning(
                "P01",
                "PDF",
                "没有生成 PDF，只有 Word 文件；目录里的页码要加 --office 由 LibreOffice 编",
                str(caught),
            ),
        )


def lay_out(
    blocks: Iterable[Block],
    vectors: Mapping[bytes, bytes],
    about: About,
    enclosed: Sequence[Enclosure] = (),
    marked: Sequence[Block] = (),
) -> LaidOut:
    """Return the PDF of the blocks, PDF/A-3a and PDF/UA-1, and the one to be kept, with the files ``enclosed``.

    ``vectors`` are SVG by the bytes of the picture that they are shown in place of. The files must be in the order
    of their names. Both PDFs come from one layout. Where the same blocks are given with the marks around their
    numbers, the shapes of the pages are told too. Where weasyprint cannot be loaded there is a plain one alone,
    whose pages are not those of the Word file, or there is none and its bytes are empty; ``readiness`` says so.
    Raises ReportError where there is more than any report has.
    """
    held = tuple(blocks)
    extent.require_usual(held)
    has_pango = pango_is_there()
    if not has_pango and not plain_pdf.is_there():
        return LaidOut(b"", 0, {}, {}, ())
    page = pages.page(held, _said(about))
    shown = {source: vectors.get(data, data) for source, data in page.pictures.items()}
    drawn = fine_pictures.laid_out(each for each in page.shown if each.data not in vectors)
    printed = {source: drawn.get(data, data) for source, data in shown.items()}
    if not has_pango:
        return _plain(page, printed, about)
    with one_at_a_time:
        finish = partial(_finish, about, page.titles)
        document, pdf, complaints, finished = _write(page.html, printed, finish, page.names)
        archive = embedded_files.archive(finished, enclosed, about) if enclosed else b""
        shapes = leaf_shapes.shapes(document, marked) if marked else ()
    spacings = last_lines.spacings(document)
    missing = tuple(f"{name}{_unusable(picture.data)}" for name, picture in page.unusable)
    sheets = {name: sheet for sheet, leaf in reversed([*enumerate(document, 1)]) for name in leaf.anchors}
    starts = {sheets[section]: name for section, name in page.sections.items()}
    leaves = _leaves(document, shown, starts)
    sheet_of = {bookmark: sheets[anchor] for bookmark, anchor in page.anchors.items()}
    page_of = {bookmark: sheet + 1 - _first_sheet(sheet, starts) for bookmark, sheet in sheet_of.items()}
    problems = tuple(warning("P03", "PDF", words) for words in missing + complaints)
    return LaidOut(pdf, len(document), page_of, sheet_of, problems, leaves, archive, shapes, spacings)


def _finish(about: About, titles: Mapping[str, str], document: Any, file: Any) -> None:
    declared.tell_links(file, titles)
    finish_structure(about, document, file)


def _plain(page: pages.Page, printed: Mapping[str, bytes], about: About) -> LaidOut:
    made = plain_pdf.lay_out(page, printed, _said(about))
    leaves = tuple(Leaf(label, words, frozenset(), ()) for label, words in made.leaves)
    return LaidOut(made.pdf, len(leaves), {}, {}, (), leaves)


def _unusable(data: bytes) -> str:
    if not is_whole(data):
        return "不完整（只剩一部分），没有排入 PDF；请找到原来的图片，在 Word 中重新插入"
    if not picture_size.is_huge(data):
        return "的格式不能排入 PDF；请改用 PNG 或 JPEG 图片"
    width, height = picture_size.pixels(data)
    most = f"超过 {picture_size.MOST // 10_000} 万个"
    return f"有 {width}×{height} 个像素，{most}，不能排入 PDF；请把它缩小，再重新插入"


def _leaves(document: Iterable[Any], shown: Mapping[str, bytes], starts: Mapping[int, str]) -> tuple[Leaf, ...]:
    """The pages as they were laid out, without margins; lines of one paragraph are joined.

    ``shown`` are the pictures by address; ``starts`` the word before the page numbers of each section, by its
    first page counted from 1 at the cover.
    """
    found, held = [], None
    for sheet, leaf in enumerate(document, 1):
        words, places, pictures = list[str](), set[str](), list[bytes]()
        for box in leaf._page_box.descendants():  # noqa: SLF001 - the only way
            if box.element is None:
                continue
            if place := box.element.get("data-place"):
                places.add(place)
            if getattr(box, "replacement", None) is not None:
                pictures.append(shown.get(box.element.get("src"), b""))
            if getattr(box, "text", None) is not None:
                written = box.text.translate(line_breaking.UNSEEN)
                if level := pages.LEVELS.get(box.element.tag):
                    words.append(raised.shifted(written, level))
                else:
                    words += ["" if box.element is held else "\n", written]
                    held = box.element
        start = _first_sheet(sheet, starts)
        label = f"{starts[start]}{sheet + 1 - start}"
        found.append(Leaf(label, "".join(words), frozenset(places), tuple(pictures)))
    return tuple(found)


def _first_sheet(sheet: int, starts: Iterable[int]) -> int:
    """The first page of the section that a page belongs to, both counted from 1 at the cover."""
    return max(start for start in starts if start <= sheet)


def _said(about: About) -> dict[str, str]:
    return {
        "title": about.title,
        "author": about.author,
        "created": about.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "header": about.header,
        "language": about.language,
    }


def _write(
    html: str, shown: Mapping[str, bytes], finish: Callable[[Any, Any], None], names: Mapping[str, str]
) -> tuple[list[Any], bytes, tuple[str, ...], Finished]:
    """Return the pages laid out, the bytes of the PDF, the complaints of weasyprint in Chinese, and its PDF.

    ``shown`` are the pictures, ``names`` what they are called in a complaint, both by address.
    """
    import weasyprint  # noqa: PLC0415 - costs half a second, and needs the fonts to be set up first
    from weasyprint.css.counters import CounterStyle  # noqa: PLC0415 - as above

    log, collector = logging.getLogger("weasyprint"), _Collector(names)
    log.addHandler(collector)
    try:
        fetch = _Memory(shown)
        numbers = CounterStyle()
        style = weasyprint.CSS(string=pages.stylesheet(), url_fetcher=fetch, counter_style=numbers)
        source = weasyprint.HTML(string=html, url_fetcher=fetch)
        base_styles.use(source)
        document = source.render(stylesheets=[style], counter_style=numbers, pdf_variant=_VARIANT)
        cut_tables.close(document.pages)
        # Named otherwise than "srgb", or weasyprint opens the profile itself and never closes it.
        document.color_profiles["srgb"] = _colours()
        held: list[Finished] = []

        def finisher(document: Any, file: Any) -> None:
            if not collector.messages:  # a picture without words or a character without a shape: it is not so
                declared.declare(file)
            finish(document, file)
            held.append(embedded_files.finished(file))

        pdf = document.write_pdf(pdf_variant=_VARIANT, output_intent="srgb-here", finisher=finisher)
    finally:
        log.removeHandler(collector)
    return document.pages, pdf, tuple(dict.fromkeys(collector.messages)), held[0]


def _colours() -> Any:
    """Return the colour profile that PDF/A asks for."""
    from weasyprint.css import ColorProfile  # noqa: PLC0415 - as above

    profile = resources.files("weasyprint.pdf") / "sRGB2014.icc"
    channels = (["r"], ["g"], ["b"])
    return ColorProfile(io.BytesIO(profile.read_bytes()), profile.name, "relative-colorimetric", channels)


class _Memory:
    """The only place pictures and files come from: the network and the disk are never asked."""

    _fail_on_errors = False

    def __init__(self, held: Mapping[str, bytes]) -> None:
        self._held = held

    def __call__(self, url: str) -> Any:
        from weasyprint.urls import URLFetcherResponse  # noqa: PLC0415 - as above

        if url not in self._held:
            raise ValueError(url)
        data = self._held[url]
        # Said of a drawing, or it is first tried as every kind of picture that there is.
        kind = "image/svg+xml" if data.startswith(b"<") else "application/octet-stream"
        return URLFetcherResponse(url, data, {"Content-Type": kind})


class _Collector(logging.Handler):
    """A log handler that keeps the complaints of weasyprint, in Chinese."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__(logging.WARNING)
        self._names = names
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        for pattern, message in _COMPLAINTS:
            if found := re.fullmatch(pattern, said, re.DOTALL):
                self.messages.append(message.format(*(self._names.get(each, each) for each in found.groups())))
                return
