"""The streams of an OLE compound file (.xls): a damaged one must end in an error, never in an endless chain."""

import struct
from collections.abc import Iterator, Mapping, Sequence

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA
"""Sector numbers from here on are marks: end of chain, free, table."""
_ENTRY, _STORED_STREAM, _ROOT = 128, 2, 5


def streams(data: bytes) -> Mapping[str, bytes]:
    """The bytes of every stream of the file by name; raises ValueError or struct.error for a damaged file."""
    size, small = 1 << _number(data, 30, "H"), 1 << _number(data, 32, "H")
    table = _table(data, size)
    directory = _joined(data[size:], size, _chain(table, _number(data, 48)))
    smalls = _numbers(_joined(data[size:], size, _chain(table, _number(data, 60))))
    entries = list(_entries(directory))
    body = next(
        (_joined(data[size:], size, _chain(table, start)) for _, kind, start, _ in entries if kind == _ROOT), b""
    )
    found: dict[str, bytes] = {}
    for name, kind, start, length in entries:
        if kind == _STORED_STREAM:
            if sum(map(len, found.values())) > len(data):
                raise ValueError("streams that share their sectors")
            is_small = length < _number(data, 56)
            kept = (body, small, _chain(smalls, start)) if is_small else (data[size:], size, _chain(table, start))
            found[name] = _joined(*kept)[:length]
    return found


def _number(data: bytes, place: int, form: str = "I") -> int:
    return int(struct.unpack_from("<" + form, data, place)[0])


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _table(data: bytes, size: int) -> Sequence[int]:
    """The allocation table: for each sector the one that follows it; its own sectors are listed in the header."""
    listed = list(_numbers(data[76:512]))
    following, seen = _number(data, 68), set[int]()
    while following < _LAST and following not in seen:
        seen.add(following)
        *more, following = _numbers(_sector(data[size:], size, following))
        listed += more
    return _numbers(_joined(data[size:], size, (sector for sector in listed if sector < _LAST)))


def _chain(table: Sequence[int], start: int) -> Iterator[int]:
    """The sectors that follow each other from ``start`` on; raises ValueError for a circle or a gap."""
    seen: set[int] = set()
    while start < _LAST:
        if start in seen or start >= len(table):
            raise ValueError("broken chain of sectors")
        seen.add(start)
        yield start
        start = table[start]


def _sector(body: bytes, size: int, number: int) -> bytes:
    if number * size >= len(body):
        raise ValueError("sector outside the file")
    return body[number * size : (number + 1) * size]


def _joined(body: bytes, size: int, sectors: Iterator[int]) -> bytes:
    return b"".join(_sector(body, size, number) for number in sectors)


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Name, kind, first sector and length of each entry."""
    for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        entry = directory[place : place + _ENTRY]
        length = max(0, _number(entry, 64, "H") - 2)
        yield entry[: min(length, 62)].decode("utf-16-le"), entry[66], _number(entry, 116), _number(entry, 120)
