"""What calamine passes over in silence or chokes on: what has to be looked up in the XML of .xlsx and .ods itself.

It reads an error value as an empty cell, drops a formula that was never calculated, tells neither number formats
nor what is hidden nor the merged cells of an .ods, and sets up the whole rectangle down to a stray cell in the
last row of the sheet. A cell in a place that no sheet has ends the program.
"""

import io
import re
from collections.abc import Mapping
from decimal import Decimal

from lxml import etree
from msgspec import Struct, field

from juesuan.reading.grid import Area, Extent, Formatted, Hidden, Marks, NoWorkbookError, OversizedError, Place

NOT_CALCULATED = "有公式但没有算出结果"
"""The words for a formula without a result."""
_MOST_TAGS = 1_000_000
"""Opening and closing, of a part: a workbook of the form has twenty thousand in all."""


class Unseen(Struct, frozen=True):
    """What is to be known of a sheet beside its values: its size, its faulty cells, its merged ones."""

    extent: Extent
    """How far the cells that hold anything reach."""
    faults: Mapping[Place, str]
    """The cells that hold an error value or a formula without a result, with the words for it."""
    merged: tuple[Area, ...] = ()
    """The merged cells of an .ods; empty for an .xlsx, of which calamine knows them."""
    shown: Mapping[Place, Formatted] = field(default_factory=dict)
    """The cells that may show something else than they hold; blank where only a library knows what they hold."""
    hidden: Hidden = field(default_factory=Hidden)
    linked: frozenset[Place] = frozenset()
    """The cells whose formula takes from another file."""
    marks: Marks = field(default_factory=Marks)
    part: str = ""
    """The name of the part of an .xlsx that holds it."""


def part(parts: Mapping[str, bytes], name: str) -> bytes:
    """The XML of a part; raises NoWorkbookError for one that declares entities, which was made to do harm.

    Raises OversizedError for one with too many tags.
    """
    xml = parts[name]
    if b"<!DOCTYPE" in xml:
        raise NoWorkbookError
    if xml.count(b"<") > _MOST_TAGS:
        raise OversizedError
    return xml


def parsed(xml: bytes) -> etree._Element:
    """The root of a part's XML; raises what lxml raises for damage."""
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def elements(xml: bytes, events: tuple[str, ...], *tags: str) -> etree.iterparse:
    """The elements of these tags as they come by, with "start" or "end"; raises as ``parsed``."""
    return etree.iterparse(io.BytesIO(xml), events, tag=tags, resolve_entities=False)


def number(words: str) -> int:
    """A number in digits that is not absurdly long, else -1."""
    return int(words) if _DIGITS.fullmatch(words) else -1


_DIGITS = re.compile("[0-9]{1,9}")
_CONSTANT = re.compile(r"=([+-]?[0-9]{1,15}(\.[0-9]{1,15})?)(%?)")


def constant(formula: str) -> Formatted | None:
    """What a cell holds whose formula is one number alone, such as =100%; None for any other formula.

    It needs no calculation, and its words are what was typed: the form writes an aim with such a sign.
    """
    found = _CONSTANT.fullmatch(formula.strip())
    if found is None:
        return None
    return Formatted(float(Decimal(found[1]) / (100 if found[3] else 1)), "", words=found[0])


_SHOWN = 20


def cut(words: str) -> str:
    """Words of a file, not longer than an eye takes in."""
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
