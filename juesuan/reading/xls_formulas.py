"""The formulas of an .xls file that are one percentage alone, such as =100%: xlrd reads only their results."""

import struct
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from juesuan.reading.grid import Formatted, Place
from juesuan.reading.unseen import constant

_BEGINS, _ENDS, _SHEET, _FORMULAS = 0x0809, 0x000A, 0x0085, frozenset({0x0006, 0x0206, 0x0406})
"""The kinds of records: a part of the stream begins, it ends, here is a sheet, here is a cell with a formula."""
_SHARED, _HEAD_OF_SHARED = 0x04BC, 10
"""The kind of record that holds the formula of several cells, and its bytes before the tokens."""
_INTEGER, _NUMBER, _REFERENCE = b"\x1e", b"\x1f", b"\x01"
"""How tokens begin: with a whole number, with another one, with the place of a shared formula."""
_SIGNS = MappingProxyType({b"\x14": "", b"\x12\x14": "", b"\x13\x14": "-", b"\x14\x13": "-"})
"""The tokens behind the number of a percentage, with its sign."""
_HEAD = 22
"""The bytes of a cell with a formula before its tokens: place, format, result, flags and length."""

_Record = tuple[int, bytes]
"""The kind of a record and what it holds."""


def percentages(stream: bytes) -> Iterator[Mapping[Place, Formatted]]:
    """Of each sheet of figures in the stream of a workbook, in its order: the percentages typed as formulas.

    Damage raises struct.error.
    """
    for kind, held in _records(stream, 0):
        is_of_cells = kind == _SHEET and held[5:6] == b"\0"
        if is_of_cells:
            yield dict(_typed(stream, *struct.unpack_from("<I", held)))


def _records(stream: bytes, place: int) -> Iterator[_Record]:
    """The records of the part of the stream that begins there, also those of the charts inside it."""
    depth = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        depth += (kind == _BEGINS) - (kind == _ENDS)
        if depth == 0:
            return
        place += 4 + length


def _typed(stream: bytes, start: int) -> Iterator[tuple[Place, Formatted]]:
    """The percentages of the part of the stream that begins there; cells below each other share their formula."""
    shared: dict[bytes, bytes] = {}
    own: dict[Place, bytes] = {}
    for kind, held in _records(stream, start):
        if kind in _FORMULAS:
            row, column = struct.unpack_from("<HH", held)
            own[row, column] = held[_HEAD:]
        elif kind == _SHARED:
            shared[_REFERENCE + held[:2] + held[4:5] + b"\0"] = held[_HEAD_OF_SHARED:]
    for place, tokens in own.items():
        if found := constant(_words(shared.get(tokens, tokens))):
            yield place, found


def _words(tokens: bytes) -> str:
    """The formula as it was typed, =-95.5%; empty for any other than a percentage."""
    form, size = {_INTEGER: ("<H", 3), _NUMBER: ("<d", 9)}.get(tokens[:1], ("", 0))
    sign = _SIGNS.get(tokens[size:]) if form else None
    if sign is None:
        return ""
    (number,) = struct.unpack_from(form, tokens, 1)
    return f"={sign}{number:.15g}%"
