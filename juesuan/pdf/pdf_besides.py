"""What a PDF holds besides its pages: bytes behind its end, objects that nothing leads to, files, scripts."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

_END = b"%%EOF"
_SERVICE = {"/XRef", "/ObjStm"}
"""The types of objects that only hold others, or tell where they are."""
_ACTIONS = ("/OpenAction", "/AA", "/AcroForm")


def found(data: bytes, reader: Any) -> tuple[str, ...]:
    """Each in words, for an officer; ``reader`` is that of pypdf, opened on the data.

    There is none in a file as it was made, nor where a program has saved it anew, or behind its end. May raise
    whatever pypdf raises.
    """
    return tuple(chain(_behind(data), _unused(reader), _enclosed(reader)))


def _behind(data: bytes) -> Iterator[str]:
    if behind := data.rpartition(_END)[2].strip():
        yield f"文件末尾多了 {len(behind)} 字节，阅读器里看不见"


def _unused(reader: Any) -> Iterator[str]:
    """The objects that the file lists and no page or property leads to."""
    reached = _reached(reader)
    sizes = [_size(each) for number, each in _listed(reader) if number not in reached and not _is_service(each)]
    if sizes:
        yield f"多了 {len(sizes)} 个没有用到的对象，共 {sum(sizes)} 字节，阅读器里看不见"


def _listed(reader: Any) -> Iterator[tuple[int, Any]]:
    from pypdf.generic import IndirectObject  # noqa: PLC0415 - as where the file is opened

    numbers = {number: generation for generation, held in reader.xref.items() for number in held}
    for number, generation in {**numbers, **dict.fromkeys(reader.xref_objStm, 0)}.items():
        if not reader.xref_free_entry.get(generation, {}).get(number):
            yield number, IndirectObject(number, generation, reader).get_object()


def _reached(reader: Any) -> set[int]:
    """The numbers of the objects that the trailer leads to, over any number of steps."""
    from pypdf.generic import IndirectObject  # noqa: PLC0415 - as above

    seen = set[int]()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        each = waiting.pop()
        if isinstance(each, IndirectObject):
            if each.idnum not in seen:
                seen.add(each.idnum)
                waiting.append(each.get_object())
        elif isinstance(each, dict):
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
    return seen


def _is_service(held: Any) -> bool:
    """Say whether it only serves the file, or is nothing: then nothing is hidden in it."""
    is_nothing = held is None or (held == {} and not hasattr(held, "_data"))
    return is_nothing or (isinstance(held, dict) and held.get("/Type") in _SERVICE)


def _size(held: Any) -> int:
    return len(getattr(held, "_data", b"") or str(held))


def _enclosed(reader: Any) -> Iterator[str]:
    """Scripts, forms and what else begins when the file is opened."""
    root = reader.trailer["/Root"].get_object()
    names = root.get("/Names")
    if any(key in root for key in _ACTIONS) or (names is not None and "/JavaScript" in names.get_object()):
        yield "加了脚本、表单或打开时的动作"
