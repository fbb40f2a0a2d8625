"""The seal of a PDF, in its document information; and what another program finds on its pages.

PDF/A has rules for the metadata stream, and none for entries of its own in the document information.
"""

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from juesuan import seal
from juesuan.identity import About
from juesuan.seal import Seal
from juesuan.versions import digest

PAGES, DRAWINGS = "JuesuanPages", "JuesuanDrawings"
"""Of what there are digests: of each page's own content in order, and of all charts together."""
_ORIGIN, _PROGRAM = "JuesuanOrigin", "JuesuanProgram"


class NotPdf(ValueError):  # noqa: N818 - the name is the reason
    """The data is not a PDF that can be read; the message says why and what to do, in Chinese."""


def told(about: About, leaves: Sequence[bytes], drawn: Sequence[bytes]) -> dict[str, str]:
    """The entries of the seal, given the contents of the pages and of the charts as they are before packing."""
    drawings = digest("".join(sorted(map(digest, drawn))).encode())
    pages = " ".join(_short(data) for data in leaves)
    return {_ORIGIN: about.origin, _PROGRAM: about.program, PAGES: pages, DRAWINGS: seal.short(drawings)}


def _short(data: bytes) -> str:
    return seal.short(digest(data.strip()))


@dataclass(frozen=True)
class Pdf:
    """A PDF that is open."""

    reader: Any
    seal: Seal | None
    """None where it has none."""
    contents: tuple[str, ...]
    """Short digest of each page's own content, as in the seal."""
    drawings: str
    """The same of all charts together."""
    added: tuple[str, ...]
    """On each page what lies on top of it, such as notes and stamps; empty where there are only links."""

    @cached_property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The lines of each page without white space; takes a second for forty pages."""
        with _in_chinese():
            lines = ([bare for line in page.extract_text().splitlines() if (bare := "".join(line.split()))]
                     for page in self.reader.pages)  # fmt: skip
            return tuple(map(tuple, lines))


def read(data: bytes) -> Pdf:
    """A PDF opened. Raises `NotPdf`."""
    import pypdf  # noqa: PLC0415 - no run that makes a report needs it

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
        drawn = sorted(digest(each.get_data().strip()) for each in _forms(pages))
        return Pdf(
            reader,
            own,
            tuple(_short(_content(page)) for page in pages),
            seal.short(digest("".join(drawn).encode())),
            tuple("、".join(_added(page)) for page in pages),
        )


@contextmanager
def _in_chinese() -> Iterator[None]:
    """A damaged file makes the library fail in many ways, and all mean the same."""
    try:
        yield
    except NotPdf:
        raise
    except (Exception, RecursionError) as caught:
        raise NotPdf("PDF 文件已损坏，读不出内容；请换一份完好的。") from caught


def _content(page: Any) -> bytes:
    held = page.get("/Contents")
    held = held.get_object() if held is not None else []
    return b"\n".join(each.get_object().get_data() for each in (held if isinstance(held, list) else [held]))


def _forms(pages: Sequence[Any]) -> Iterator[Any]:
    """The vector drawings that pages use, and what these use and are patterns of, each once."""
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
