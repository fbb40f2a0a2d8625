"""The structure and the seal of a PDF: mended and written into a new one, read again from a finished one.

The seal stands in the document information: PDF/A has rules for the metadata stream, none for entries there.
"""

import io
import logging
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from msgspec import Struct

from juesuan.model import identity
from juesuan.model.identity import About, Seal, digest
from juesuan.pdf import artifacts, pdf_besides, table_structure
from juesuan.pdf.structure_elements import at, elements

_PIXEL = 0.75
"""The points of a pixel, which is the unit of weasyprint."""


def remember_pages() -> None:
    """Lets a PDF of pydyf hold the references of its pages, which it lists anew for every paragraph.

    Of four hundred pages that takes half a second.
    """
    import pydyf  # noqa: PLC0415 - comes with weasyprint

    listed = vars(pydyf.PDF)["page_references"].fget
    if listed.__module__ != __name__:
        pydyf.PDF.page_references = property(_remembered(listed))


def _remembered(listed: Callable[[Any], tuple[bytes, ...]]) -> Callable[[Any], tuple[bytes, ...]]:
    def references(file: Any) -> tuple[bytes, ...]:
        held: tuple[bytes, ...] = vars(file).get("remembered", ())
        if len(held) * 3 != len(file.pages["Kids"]):
            held = file.remembered = listed(file)
        return held

    return references


def finish_structure(about: About, document: Any, file: Any) -> None:
    """Mends what weasyprint leaves open in the structure of the PDF, and seals it where ``about`` has an origin.

    ``document`` holds the pages laid out, ``file`` is the PDF of pydyf, which is changed; nothing in it may be
    compressed yet.
    """
    _say_scopes(document)
    table_structure.mend(document, file)
    for element in elements(file):
        if element["S"] == "/Figure":
            _place_figure(file, element)
        elif element["S"] == "/P" and not element["K"]:
            at(file, element["P"])["K"].remove(element.reference)  # an empty line says nothing
    artifacts.leave_out(file)
    if about.origin:
        _seal(about, file)
    _compress_once(file)


def _seal(about: About, file: Any) -> None:
    """Writes the seal into the document information of the PDF."""
    import pydyf  # noqa: PLC0415 - comes with weasyprint

    pages = [file.objects[number] for number in file.pages["Kids"][::3]]
    drawn = [stream_content(each) for each in file.objects if getattr(each, "extra", {}).get("Subtype") == "/Form"]
    leaves = [stream_content(at(file, leaf["Contents"])) for leaf in pages]
    file.info |= {name: pydyf.String(value) for name, value in told(about, leaves, drawn).items()}


def stream_content(stream: Any) -> bytes:
    """Return the content of a stream of pydyf, which must not be compressed yet.

    The stream holds it as one from now on: to join it again takes as long as the first time.
    """
    compress, stream.compress = stream.compress, False
    data: bytes = stream.data.partition(b">>\nstream\n")[2].removesuffix(b"\nendstream")
    stream.compress, stream.stream = compress, [data]
    return data


def _say_scopes(document: Any) -> None:
    """Marks every head of a table as that of a row or of a column, which weasyprint does not pass on."""
    for box in (box for leaf in document.pages for box in leaf._page_box.descendants()):  # noqa: SLF001 - the only way
        if box.element_tag == "th" and (element := getattr(box, "mark", None)):
            element["A"]["Scope"] = "/Row" if box.element.attrib.get("scope") == "row" else "/Column"


def _place_figure(file: Any, element: Any) -> None:
    """States the place of a picture in points from below; weasyprint has stated it in pixels from above."""
    box = element["A"]["BBox"]
    left, upper, right, lower = (side * _PIXEL for side in box)
    height = at(file, element["Pg"])["MediaBox"][3]
    box[:] = left, height - lower, right, height - upper


def _compress_once(file: Any) -> None:
    """Compresses the streams of the PDF, and those that are added when it is written, once each.

    Else it is done twice, for the identifier and for the file, and harder, which takes twice the time to save one
    part in a hundred.
    """
    for stream in file.objects:
        _compress(stream)
    add = file.add_object

    def compressed(stream: Any) -> None:
        _compress(stream)
        add(stream)

    file.add_object = compressed


def _compress(stream: Any) -> None:
    if getattr(stream, "compress", False):
        stream.stream = [zlib.compress(stream_content(stream))]
        stream.compress = False
        stream.extra["Filter"] = "/FlateDecode"


PAGES, DRAWINGS = "JuesuanPages", "JuesuanDrawings"
"""The names of the digests in the seal: of each page's own content, in order, and of all charts together."""
_ORIGIN, _PROGRAM = "JuesuanOrigin", "JuesuanProgram"


class NotPdf(ValueError):  # noqa: N818 - the name is the reason
    """Raised where data is no PDF that can be read; the message says why and what to do, in Chinese."""


def told(about: About, leaves: Sequence[bytes], drawn: Sequence[bytes]) -> dict[str, str]:
    """The entries of the seal by their names; ``leaves`` and ``drawn`` are pages and charts, not compressed."""
    drawings = digest("".join(sorted(map(digest, drawn))).encode())
    pages = " ".join(_short(data) for data in leaves)
    return {_ORIGIN: about.origin, _PROGRAM: about.program, PAGES: pages, DRAWINGS: identity.short(drawings)}


def _short(data: bytes) -> str:
    return identity.short(digest(data.strip()))


class Pdf(Struct, frozen=True, dict=True):
    """A PDF that is open, with its seal and the digests of what it holds now."""

    reader: Any
    """The reader of pypdf."""
    seal: Seal | None
    """The seal that the file bears; None where it has none."""
    contents: tuple[str, ...]
    """The short digest of each page's own content, as in the seal."""
    size: int
    """The bytes of the content of all pages."""
    drawings: str
    """The short digest of all charts together, as in the seal."""
    added: tuple[str, ...]
    """For each page, in words, what lies on top of it, such as notes and stamps; empty where only links do."""
    besides: tuple[str, ...]
    """In words, what the file holds besides its pages, such as bytes behind its end."""

    @cached_property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The lines of each page without white space; takes a second for forty pages.

        Raises `NotPdf`, also where all the pages are more than can be read in time.
        """
        with _in_chinese():
            if self.size > _MOST_READ:
                told = f"PDF 各页的内容共 {self.size // _MEGA} MB，超过 {_MOST_READ // _MEGA} MB，不能逐页比对文字"
                raise NotPdf(told + "；请换一份没有另外处理过的。")
            lines = ([bare for line in page.extract_text().splitlines() if (bare := "".join(line.split()))]
                     for page in self.reader.pages)  # fmt: skip
            return tuple(map(tuple, lines))


_MEGA = 1024 * 1024
_MOST_READ, _MOST_UNPACKED, _MOST_PACKED, _MOST_PAGES = 8 * _MEGA, 100 * _MEGA, _MEGA, 3_000
"""The bytes of pages whose words are read, of all pages and drawings, and of one that is packed in a rare way; and
pages: a report has twenty to two hundred, of 15 kB each."""
_OVERSIZED = (
    f"PDF 文件解开后超过 {_MOST_UNPACKED // _MEGA} MB 或 {_MOST_PAGES} 页，不予读取；请换一份没有另外处理过的。"
)


def read(data: bytes) -> Pdf:
    """The PDF opened for comparison with its seal.

    Raises `NotPdf` where it is damaged, has a password or holds more than any report.
    """
    import pypdf  # noqa: PLC0415 - no run that makes a report needs it

    pypdf.overwrite_configuration(
        zlib_maximum_output_length=_MOST_UNPACKED // 2,
        lzw_maximum_output_length=_MEGA,
        run_length_maximum_output_length=_MEGA,
        page_tree_maximum_entries=_MOST_PAGES,
    )

    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # or it complains in English
    with _in_chinese():
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise NotPdf("PDF 文件加了密码；请取消密码后重新保存。")
        pages: list[Any] = list(reader.pages)
        found = {key.removeprefix("/"): str(value) for key, value in (reader.metadata or {}).items()}
        is_sealed = found.keys() >= {_ORIGIN, _PROGRAM, PAGES, DRAWINGS}
        said = {name: found[name] for name in (PAGES, DRAWINGS)} if is_sealed else {}
        own = Seal(found[_ORIGIN], found[_PROGRAM], said) if is_sealed else None
        count = _Count()
        contents, size = tuple(_short(_content(page, count)) for page in pages), count.unpacked
        drawn = sorted(digest(_unpacked(each, count).strip()) for each in _forms(pages))
        return Pdf(
            reader,
            own,
            contents,
            size,
            identity.short(digest("".join(drawn).encode())),
            tuple("、".join(_added(page)) for page in pages),
            pdf_besides.found(data, reader),
        )


@contextmanager
def _in_chinese() -> Iterator[None]:
    """Raises `NotPdf` in place of whatever pypdf raises: a damaged file makes it fail in many ways."""
    from pypdf.errors import LimitReachedError  # noqa: PLC0415 - as below

    try:
        yield
    except NotPdf:
        raise
    except (LimitReachedError, MemoryError) as caught:
        raise NotPdf(_OVERSIZED) from caught
    except (Exception, RecursionError) as caught:
        raise NotPdf("PDF 文件已损坏，读不出内容；请换一份完好的。") from caught


class _Count(Struct):
    """The bytes that have been unpacked so far."""

    unpacked: int = 0


def _unpacked(stream: Any, count: _Count) -> bytes:
    """The data of a stream, counted; raises `NotPdf` before it is too much, also of a rare way of packing."""
    filters = stream.get("/Filter", [])
    rare = {*(filters if isinstance(filters, list) else [filters])} - {"/FlateDecode", "/Fl"}
    if rare and len(stream._data) > _MOST_PACKED:  # noqa: SLF001 - what it states of its length may be wrong
        raise NotPdf(_OVERSIZED)
    data: bytes = stream.get_data()
    count.unpacked += len(data)
    if count.unpacked > _MOST_UNPACKED:
        raise NotPdf(_OVERSIZED)
    return data


def _content(page: Any, count: _Count) -> bytes:
    held = page.get("/Contents")
    held = held.get_object() if held is not None else []
    streams = held if isinstance(held, list) else [held]
    return b"\n".join(_unpacked(each.get_object(), count) for each in streams)


def _forms(pages: Sequence[Any]) -> Iterator[Any]:
    """The vector drawings that the pages use, those inside drawings and patterns too, each once."""
    seen: set[int] = set()
    queue = [page.get("/Resources") for page in pages]
    while queue:
        resources = _dictionary(queue.pop())
        for kind in ("/XObject", "/Pattern"):
            for reference in _dictionary(resources.get(kind)).values():
                each = reference.get_object()
                if id(each) not in seen:
                    seen.add(id(each))
                    queue.append(each.get("/Resources"))
                    if each.get("/Subtype") == "/Form":
                        yield each


def _dictionary(held: Any) -> Any:
    return {} if held is None else held.get_object()


def _added(page: Any) -> Iterator[str]:
    for reference in page.get("/Annots") or ():
        each = reference.get_object()
        if each.get("/Subtype") != "/Link":
            yield str(each.get("/Contents") or each.get("/Subtype", "")).removeprefix("/")
