"""What stands on the pages of a PDF and is no part of its text: page numbers, headers, heads repeated overleaf."""

from collections.abc import Iterator
from typing import Any

from juesuan.pdf.structure_elements import at, elements


def leave_out(file: Any) -> None:
    """Marks as such all that is printed and not held by the structure of the PDF, ISO 14289-1, 7.1 and 7.8.

    weasyprint numbers it as if it belonged there. Elements that nothing holds are emptied: what no reader
    shows would be told as added by somebody. ``file`` is the PDF of pydyf, not compressed yet.
    """
    root = at(file, file.catalog["StructTreeRoot"])
    held = set(_held(file, root["K"]))
    numbers = at(file, root["ParentTree"])["Nums"]
    pages = [at(file, reference) for reference in file.page_references]
    for page, owners in zip(numbers[::2], numbers[1::2], strict=True):
        if isinstance(owners, list):
            loose = {number for number, owner in enumerate(owners) if owner not in held}
            _mark(at(file, pages[page]["Contents"]).stream, loose)
            owners[:] = [b"null" if number in loose else owner for number, owner in enumerate(owners)]
    _forget(file, held)


def _held(file: Any, children: Any) -> Iterator[bytes]:
    """The references of all elements below these."""
    for each in children:
        if isinstance(each, bytes):
            yield each
            yield from _held(file, at(file, each).get("K", ()))


def _forget(file: Any, held: set[bytes]) -> None:
    """Empties each element of the structure that is not held; it stays as a number: all others keep theirs."""
    for element in elements(file):
        if element.reference not in held:
            element.clear()


def _mark(stream: list[Any], loose: set[int]) -> None:
    """Turns the parts of a page with these numbers into what is no part of the text."""
    for place, each in enumerate(stream):
        if isinstance(each, dict) and each.get("MCID") in loose:
            del each["MCID"]
            each["Type"] = "/Pagination"
            stream[place - 1] = "/Artifact"
