"""An .xls file by hand: sheets of texts and numbers with merged cells, as the accounts software exports them."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

Area = tuple[int, int, int, int]
Sheets = Mapping[str, tuple[Sequence[Sequence[str | int | Decimal]], Sequence[Area]]]

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def book(sheets: Sheets) -> bytes:
    """The bytes of a file with these sheets; each has its rows and its merged areas, counted from 0."""
    bodies = [_sheet(*each) for each in sheets.values()]
    heads = [_record(0x85, struct.pack("<IH", 0, 0) + _text(name, "B")) for name in sheets]
    before = _bof(0x0005) + b"".join((_FONT * 5, _FORMAT * 16))
    place = len(before) + sum(map(len, heads)) + 4
    for at, (name, body) in enumerate(zip(sheets, bodies, strict=True)):
        heads[at] = _record(0x85, struct.pack("<IH", place, 0) + _text(name, "B"))
        place += len(body)
    return _compound(before + b"".join(heads) + _record(0x0A, b"") + b"".join(bodies))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _bof(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _text(words: str, length: str = "H") -> bytes:
    return struct.pack(f"<{length}B", len(words), 1) + words.encode("utf-16-le")


_FONT = _record(0x31, struct.pack("<HHHHHBBBB", 220, 0, 0x7FFF, 400, 0, 0, 0, 134, 0) + _text("宋体", "B"))
_FORMAT = _record(0xE0, struct.pack("<HHHBBBBIIH", 0, 0, 0, 0x20, 0, 0, 0, 0, 0, 0x20C0))


def _sheet(rows: Sequence[Sequence[str | int | Decimal]], merged: Sequence[Area]) -> bytes:
    width = max(map(len, rows), default=0)
    size = _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    areas = struct.pack("<H", len(merged)) + b"".join(
        struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in merged
    )
    return _bof(0x0010) + size + b"".join(_cells(rows)) + _record(0xE5, areas) + _record(0x0A, b"")


def _cells(rows: Sequence[Sequence[str | int | Decimal]]) -> Iterator[bytes]:
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            place = struct.pack("<HHH", row, column, 15)
            if isinstance(value, str):
                yield _record(0x0204, place + _text(value)) if value else b""
            else:
                yield _record(0x0203, place + struct.pack("<d", float(value)))


def _compound(stream: bytes) -> bytes:
    """An OLE file with the one stream Workbook."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    tables = 1
    while (count + 1 + tables) > tables * 128:
        tables += 1
    chain = [*range(1, count), _END, _END, *[_TABLE] * tables]
    chain += [_FREE] * (tables * 128 - len(chain))
    root = _entry("Root Entry", 5, _END, 0, 1)
    directory = (root + _entry("Workbook", 2, 0, len(stream), _FREE)).ljust(_SECTOR, b"\0")
    first = count + 1
    listed = [*range(first, first + tables)] + [_FREE] * (109 - tables)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, count, 0, 4096, _END, 0, _END, 0, 0
    )[:52]
    header = header[:76] + struct.pack("<109I", *listed)
    return header + stream + directory + struct.pack(f"<{len(chain)}I", *chain)


def _entry(name: str, kind: int, start: int, length: int, child: int) -> bytes:
    words = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xIQQIII", words, len(words), kind, 1, _FREE, _FREE, child, 0, 0, 0, start, length, 0
    )
