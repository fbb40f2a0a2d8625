"""Blocks -> HTML -> PDF; the only door to weasyprint, and the reason a page looks the same on every machine.

The fonts are the program's own and no others; what a text asks for is never fetched; two runs give the same bytes.
"""

import ctypes.util
import hashlib
import importlib
import importlib.resources
import importlib.util
import io
import logging
import os
import re
import sys
import tempfile
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from juesuan import lines, pages, pdfseal, plainpdf
from juesuan.blocks import Block
from juesuan.enclosures import Enclosure
from juesuan.identity import About
from juesuan.problems import Problem, hint, warning
from juesuan.programfolders import FONTS, cache_folder

_VARIANT = "pdf/a-3a"
_PIXEL = 0.75
"""Points of a pixel, the layout library's unit."""

_MISSING_PANGO = """缺少排版 PDF 所需的 Pango 库。请先安装：
  Windows：py -m pip install gstreamer-libs
  macOS：brew install pango
  Debian、Ubuntu、统信 UOS：sudo apt install libpangoft2-1.0-0 libharfbuzz-subset0"""
_PLAIN = (
    "PDF 由备用的排版组件做成：不是 PDF/A 存档格式，没有附带数据文件和读屏标签，目录不能点击，"
    "分行分页与 Word 文件不同；Word 文件的目录要加 --office 由 LibreOffice 编页码"
)
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
_COMPLAINTS = (
    (r'\.notdef glyph.*"(.*)" \(U\+([0-9A-F]+)\)', "字体里没有字符“{0}”（U+{1}），PDF 里显示不出来；请换一个字"),
    (r"Failed to load image at '(.*?)'.*", "一幅图片已损坏，没有排入 PDF；请在 Word 中重新插入"),
    (r"Failed to render SVG image (.*)", "一幅矢量图画不出来，没有排入 PDF"),
    (r"Image \"(.*)\" has no required alt description", "一幅图片没有替代文字；请在 Word 中为图片填写“可选文字”"),
    (r"(.*)", "排版提示：{0}"),
)  # fmt: skip

_one_at_a_time = threading.RLock()


class NoPango(Exception):  # noqa: N818 - the name is the reason
    """The native text library cannot be loaded; the message says in Chinese what to install."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the PDF."""

    label: str
    """The number in its footer; before the numbers begin 封面1, 目录1."""
    text: str
    """Its words, line by line, without what only the page number and header say."""
    places: frozenset[str]
    """Of what stands on it, at least in part, see ``pages.page``."""
    pictures: tuple[bytes, ...]
    """What its pictures show, in order."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A finished PDF and what became of the blocks in it."""

    pdf: bytes
    pages: int
    page_of: Mapping[str, int]
    """The number printed in the footer, by the bookmark of the heading on that page."""
    sheet_of: Mapping[str, int]
    """The page counted from the cover, by bookmark."""
    problems: tuple[Problem, ...]
    """What could not be shown as typed; empty when all is well."""
    leaves: tuple[Leaf, ...] = ()
    """The pages, the cover first."""

    @property
    def text(self) -> str:
        """Everything that is printed on the pages, line by line; a line that goes on overleaf is one."""
        return "".join(leaf.text for leaf in self.leaves)


def readiness() -> tuple[Problem, ...]:
    """What stands in the way of a PDF, mostly nothing; loads the layout library, so call it while others work."""
    try:
        return tuple(hint("P02", "PDF", words) for words in prepare())
    except NoPango as caught:
        if plainpdf.is_there():
            return (warning("P06", "PDF", _PLAIN, f"这一份可以用来核对；公开前请装好，再生成一次。{caught}"),)
        return (
            warning(
                "P01",
                "PDF",
                "没有生成 PDF，只有 Word 文件；目录里的页码要加 --office 由 LibreOffice 编",
                str(caught),
            ),
        )


def _has_pango() -> bool:
    try:
        prepare()
    except NoPango:
        return False
    return True


def prepare() -> tuple[str, ...]:
    """Load the layout library with the program's fonts, once; safe to call early and from a thread.

    Returns hints in Chinese, mostly none. Raises `NoPango`.
    """
    with _one_at_a_time:
        native = sys.modules.get("weasyprint.text.ffi") or _load()
        lines.teach()
        return () if native.harfbuzz_subset is not None else (_MISSING_SUBSET,)


def _load() -> Any:
    """Return the part of the layout library that knows the native libraries."""
    os.environ["FONTCONFIG_FILE"] = str(_write_font_settings())
    if sys.platform == "win32":
        _find_windows_libraries()
    try:
        with _libraries_by_name():
            _require_pango()
            return importlib.import_module("weasyprint.text.ffi")
    except OSError:
        raise NoPango(_MISSING_PANGO) from None


def lay_out(
    blocks: Iterable[Block], vectors: Mapping[bytes, bytes], about: About, enclosed: Sequence[Enclosure] = ()
) -> LaidOut:
    """Return the PDF of the blocks, with the SVG of `vectors` in place of the picture whose bytes are its key.

    The files `enclosed` travel in it; their names are in order.

    Without the layout library it is a plain one, whose pages are not those of the Word file, or else empty;
    `readiness` has said so.
    """
    has_pango = _has_pango()
    if not has_pango and not plainpdf.is_there():
        return LaidOut(b"", 0, {}, {}, ())
    page = pages.page(blocks, _said(about))
    shown = {source: vectors.get(data, data) for source, data in page.pictures.items()}
    if not has_pango:
        plain = plainpdf.lay_out(page, shown, _said(about))
        leaves = tuple(Leaf(label, words, frozenset(), ()) for label, words in plain.leaves)
        return LaidOut(plain.pdf, len(leaves), {}, {}, (), leaves)
    with _one_at_a_time:
        document, pdf, complaints = _write(
            page.html, shown, _attachments(enclosed, about), partial(_finish, about)
        )
    missing = tuple(f"图片“{picture.alt}”的格式不能排入 PDF；请改用 PNG 或 JPEG 图片" for picture in page.unusable)
    sheets = {name: sheet for sheet, leaf in reversed([*enumerate(document, 1)]) for name in leaf.anchors}
    starts = {sheets[section]: name for section, name in page.sections.items()}
    leaves = _leaves(document, shown, starts)
    sheet_of = {bookmark: sheets[anchor] for bookmark, anchor in page.anchors.items()}
    page_of = {bookmark: sheet + 1 - max(start for start in starts if start <= sheet)
               for bookmark, sheet in sheet_of.items()}  # fmt: skip
    problems = tuple(warning("P03", "PDF", words) for words in missing + complaints)
    return LaidOut(pdf, len(document), page_of, sheet_of, problems, leaves)


def _leaves(document: Iterable[Any], shown: Mapping[str, bytes], starts: Mapping[int, str]) -> tuple[Leaf, ...]:
    """The pages as they were laid out: an element's lines are joined, margins are left out."""
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
                words.append("" if box.element is held else "\n")
                held = box.element
                words.append(box.text.translate(lines.UNSEEN))
        start = max(start for start in starts if start <= sheet)
        label = f"{starts[start]}{sheet + 1 - start}"
        found.append(Leaf(label, "".join(words), frozenset(places), tuple(pictures)))
    return tuple(found)


def _said(about: About) -> dict[str, str]:
    return {
        "title": about.title,
        "author": about.author,
        "created": about.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "header": about.header,
        "language": about.language,
    }


def _attachments(enclosed: Iterable[Enclosure], about: About) -> list[Any]:
    """Return the files as the layout library takes them, with the date of the report."""
    from weasyprint import Attachment  # noqa: PLC0415 - as below

    return [
        Attachment(
            url=f"enclosed:{number}",
            url_fetcher=_Memory({f"enclosed:{number}": each.data}, each.media_type),
            name=each.name,
            description=each.description,
            created=about.created.astimezone(UTC),
            modified=about.created.astimezone(UTC),
            relationship=each.relation,
        )
        for number, each in enumerate(enclosed)
    ]


def _write(
    html: str, pictures: Mapping[str, bytes], attachments: list[Any], finish: Callable[[Any, Any], None]
) -> tuple[list[Any], bytes, tuple[str, ...]]:
    """Return the pages, the file and the complaints of the layout."""
    import weasyprint  # noqa: PLC0415 - costs half a second, and needs the fonts to be set up first
    from weasyprint.css.counters import CounterStyle  # noqa: PLC0415 - as above

    log, collector = logging.getLogger("weasyprint"), _Collector()
    log.addHandler(collector)
    try:
        fetch = _Memory(pictures)
        numbers = CounterStyle()
        style = weasyprint.CSS(string=pages.stylesheet(), url_fetcher=fetch, counter_style=numbers)
        document = weasyprint.HTML(string=html, url_fetcher=fetch).render(
            stylesheets=[style], counter_style=numbers, pdf_variant=_VARIANT
        )
        # Named otherwise than "srgb", or weasyprint opens the profile itself and never closes it.
        document.color_profiles["srgb"] = _colours()
        pdf = document.write_pdf(
            pdf_variant=_VARIANT, output_intent="srgb-here", attachments=attachments, finisher=finish
        )
    finally:
        log.removeHandler(collector)
    return document.pages, pdf, tuple(dict.fromkeys(collector.messages))


def _finish(about: About, document: Any, file: Any) -> None:
    if "AF" in file.catalog:
        _list_files(file)
    _say_scopes(document)
    for element in _elements(file):
        if element["S"] == "/Figure":
            _place_figure(file, element)
        elif element["S"] == "/P" and not element["K"]:
            _object(file, element["P"])["K"].remove(element.reference)  # an empty line says nothing
    if about.origin:
        _seal(about, file)
    _compress_once(file)


def _seal(about: About, file: Any) -> None:
    """Say what the file is made of and what its pages are: in its information, where PDF/A lets anything stand."""
    import pydyf  # noqa: PLC0415 - comes with weasyprint

    pages = [file.objects[number] for number in file.pages["Kids"][::3]]
    drawn = [_content(each) for each in file.objects if getattr(each, "extra", {}).get("Subtype") == "/Form"]
    leaves = [_content(_object(file, leaf["Contents"])) for leaf in pages]
    file.info |= {name: pydyf.String(value) for name, value in pdfseal.told(about, leaves, drawn).items()}


def _content(stream: Any) -> bytes:
    """Return what a stream holds, which is not compressed yet."""
    compress, stream.compress = stream.compress, False
    data: bytes = stream.data.partition(b">>\nstream\n")[2]
    stream.compress = compress
    return data.removesuffix(b"\nendstream")


def _say_scopes(document: Any) -> None:
    """Say of every head of a table whether it is that of a row or of a column: weasyprint does not pass it on."""
    for box in (box for leaf in document.pages for box in leaf._page_box.descendants()):  # noqa: SLF001 - the only way
        if box.element_tag == "th" and (element := getattr(box, "mark", None)):
            element["A"]["Scope"] = "/Row" if box.element.attrib.get("scope") == "row" else "/Column"


def _elements(file: Any) -> Iterator[Any]:
    """Yield what the structure of the file is made of."""
    return (each for each in file.objects if isinstance(each, dict) and each.get("Type") == "/StructElem")


def _place_figure(file: Any, element: Any) -> None:
    """Say in points from below where a picture stands: weasyprint does so in pixels from above."""
    box = element["A"]["BBox"]
    left, upper, right, lower = (side * _PIXEL for side in box)
    height = _object(file, element["Pg"])["MediaBox"][3]
    box[:] = left, height - lower, right, height - upper


def _list_files(file: Any) -> None:
    """List each attached file once, and under a name in Unicode: weasyprint does so twice, in bytes."""
    listed = file.catalog["AF"]
    listed[:] = dict.fromkeys(listed)
    files = [_object(file, reference) for reference in listed]
    for each in files:
        each["F"] = each["UF"]
    _object(file, file.catalog["Names"]["EmbeddedFiles"])["Names"][::2] = [each["UF"] for each in files]


def _object(file: Any, reference: bytes) -> Any:
    return file.objects[int(reference.split()[0])]


def _compress_once(file: Any) -> None:
    """Compress what the file holds: weasyprint would do so twice, for the identifier and for the file, and harder.

    The harder level takes twice the time to save one part in a hundred.
    """
    for stream in file.objects:
        if getattr(stream, "compress", False):
            stream.stream = [zlib.compress(_content(stream))]
            stream.compress = False
            stream.extra["Filter"] = "/FlateDecode"


def _colours() -> Any:
    """Return the colour profile that PDF/A asks for."""
    from weasyprint.css import ColorProfile  # noqa: PLC0415 - as above

    profile = importlib.resources.files("weasyprint.pdf") / "sRGB2014.icc"
    channels = (["r"], ["g"], ["b"])
    return ColorProfile(io.BytesIO(profile.read_bytes()), profile.name, "relative-colorimetric", channels)


class _Memory:
    """The only place pictures and files come from: the network and the disk are never asked."""

    _fail_on_errors = False

    def __init__(self, held: Mapping[str, bytes], media_type: str = "application/octet-stream") -> None:
        self._held = held
        self._media_type = media_type

    def __call__(self, url: str) -> Any:
        from weasyprint.urls import URLFetcherResponse  # noqa: PLC0415 - as above

        if url not in self._held:
            raise ValueError(url)
        return URLFetcherResponse(url, self._held[url], {"Content-Type": self._media_type})


class _Collector(logging.Handler):
    """Keeps what the layout complains of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        for pattern, message in _COMPLAINTS:
            if found := re.fullmatch(pattern, said, re.DOTALL):
                self.messages.append(message.format(*found.groups()))
                return


def _write_font_settings() -> Path:
    """Return a fontconfig file that knows the program's fonts and no others."""
    folder = cache_folder()
    text = (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>'
        f"<dir>{escape(str(FONTS))}</dir><cachedir>{escape(str(folder))}</cachedir></fontconfig>\n"
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


def _require_pango() -> None:
    """Try the library before weasyprint does: it prints its own English advice when it fails."""
    ffi = importlib.import_module("cffi").FFI()
    flags = 0x1000 if sys.platform == "win32" else ffi.RTLD_NOW  # the flags weasyprint uses
    for name in _PANGO:
        try:
            ffi.dlopen(name, flags)
        except OSError:
            continue
        return
    raise NoPango(_MISSING_PANGO)
