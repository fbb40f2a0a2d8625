"""The elements of the structure of a PDF, such as paragraphs, tables and their cells, in the objects of pydyf."""

from collections.abc import Iterator
from typing import Any


def at(file: Any, reference: bytes) -> Any:
    """The object that a reference such as ``12 0 R`` names."""
    return file.objects[int(reference.split()[0])]


def elements(file: Any) -> Iterator[Any]:
    """All elements of the structure, whether anything holds them or not."""
    return (each for each in file.objects if isinstance(each, dict) and each.get("Type") == "/StructElem")
